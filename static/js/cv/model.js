/* What the editor holds: the resume's text, what the server has of it, and the way back (undo). Knows no element.
   The content is the server's own object (portal.cv.services.content_of); changes go through `change`. */
(() => {
  "use strict";
  const cv = (window.cv ||= {});
  const LISTS = {
    experiences: "experience_data", education: "education_data", skills: "skills_data",
    languages: "languages_data", certifications: "certifications_data", projects: "projects_data",
  };
  const MOST_STEPS = 60, ONE_STEP = 1500;

  /* One text for one value, whatever the order of its keys: databases keep them in orders of their own. */
  const canon = (value) => JSON.stringify(value, (_key, part) => (
    part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part
  ));
  const blank = (entry) => Object.entries(entry).every(([key, value]) => key === "id" || key === "order" || !value);

  cv.model = (state, required) => {
    const model = { content: state.content, sections: state.sections, revision: state.revision, photo: null, LISTS };
    const base = {}, saved = {}, rejected = {}, watchers = [];
    let undo = [], redo = [], last = { tag: null, at: 0 };

    /* Sections made elsewhere may have no id, by which the layout could speak of them. */
    const name = () => model.content.custom_sections.forEach((item, index) => {
      if (item.id) return;
      item.id = newId();
      model.sections = model.sections.map((key) => (key === `custom#${index}` ? `custom:${item.id}` : key));
    });
    const newId = () => `s${Math.random().toString(36).slice(2, 10)}`;

    model.listOf = (section) => model.content[LISTS[section]];
    model.missing = (section, entry) => (required[section] || []).filter((field) => !String(entry[field] || "").trim());
    model.endsBefore = (entry) => Boolean(entry.start_date && entry.end_date && entry.end_date < entry.start_date);

    /* What is sent of a key; undefined while an entry lacks what the server demands: then the list waits. */
    function payload(key) {
      const section = Object.keys(LISTS).find((each) => LISTS[each] === key);
      if (!section) {
        if (key === "custom_sections" && model.content[key].some((item) => !item.title.trim())) return undefined;
        return model.content[key];
      }
      const kept = model.content[key].filter((entry) => !blank(entry));
      if (kept.some((entry) => model.missing(section, entry).length || model.endsBefore(entry))) return undefined;
      return kept.map(({ order, ...rest }) => rest);
    }
    const keys = () => Object.keys(model.content);
    function note(content) {
      for (const key of Object.keys(content)) base[key] = canon(content[key]);
      for (const key of keys()) saved[key] = canon(payload(key)) ?? saved[key];
    }

    model.dirty = () => {
      const values = {};
      for (const key of keys()) {
        const value = payload(key), text = canon(value);
        if (value !== undefined && text !== saved[key] && text !== rejected[key]) values[key] = value;
      }
      return values;
    };
    /* Some text is here alone: it lacks something, or the server refused it. */
    model.held = () => keys().some((key) => payload(key) === undefined || model.isRejected(key));
    model.isRejected = (key) => key in rejected && canon(payload(key)) === rejected[key];
    model.reject = (key, value) => { rejected[key] = canon(value); };

    /* The server has `values`; rows that it made tell their ids. */
    model.accept = (values, sent, answer) => {
      for (const key of Object.keys(values)) saved[key] = canon(values[key]);
      for (const key of Object.values(LISTS)) {
        (sent[key] || []).forEach((entry, place) => {
          const id = answer.content[key][place]?.id;
          if (id) entry.id = id;
        });
        if (key in values) saved[key] = canonAfter(key, values[key], answer);
      }
      for (const key of Object.keys(answer.content)) base[key] = canon(answer.content[key]);
      model.revision = answer.revision;
    };
    const canonAfter = (key, value, answer) => canon(value.map((entry, place) => {
      const id = answer.content[key][place]?.id;
      return id ? { ...entry, id } : entry;
    }));
    /* The very objects that a payload was made of, in its order. */
    model.entriesOf = (values) => Object.fromEntries(Object.values(LISTS).filter((key) => key in values)
      .map((key) => [key, model.content[key].filter((entry) => !blank(entry))]));

    /* What another tab changed, by key; and taking it over. */
    model.changedThere = (content) => Object.keys(content).filter((key) => canon(content[key]) !== base[key]);
    model.adopt = (answer, which) => {
      for (const key of which) model.content[key] = answer.content[key];
      for (const key of Object.keys(answer.content)) base[key] = canon(answer.content[key]);
      for (const key of which) saved[key] = canon(payload(key));
      model.sections = answer.sections;
      model.revision = answer.revision;
      name();
      tell("all");
    };

    /* Every change of a person goes through here: `tag` names what is being typed, so that one word is one step back. */
    model.change = (tag, act, what = "text") => {
      const now = Date.now();
      if (tag !== last.tag || now - last.at > ONE_STEP || !undo.length) {
        undo.push(snapshot());
        if (undo.length > MOST_STEPS) undo.shift();
      }
      last = { tag, at: now };
      redo = [];
      act(model.content);
      tell(what);
    };
    const snapshot = () => JSON.stringify({ content: model.content, sections: model.sections, photo: model.photo });
    function step(from, to) {
      if (!from.length) return false;
      to.push(snapshot());
      Object.assign(model, JSON.parse(from.pop()));
      last = { tag: null, at: 0 };
      tell("all");
      return true;
    }
    model.undo = () => step(undo, redo);
    model.redo = () => step(redo, undo);
    model.canUndo = () => undo.length > 0;
    model.canRedo = () => redo.length > 0;

    model.watch = (watcher) => watchers.push(watcher);
    const tell = (what) => watchers.forEach((watcher) => watcher(what));

    model.addSection = (title) => {
      const id = newId(), key = `custom:${id}`;
      model.change(key, (content) => {
        content.custom_sections.push({ title, content: "", id });
        model.sections = [...model.sections, key];
        /* It stays where it was made, whatever the template would do. */
        content.layout = { ...content.layout, order: model.sections };
      });
      return key;
    };
    model.layout = (name_, value) => model.change(`layout ${name_}`, (content) => {
      const { [name_]: _old, ...rest } = content.layout;
      content.layout = value === null || value === "" ? rest : { ...rest, [name_]: value };
    });
    model.order = (order) => {
      model.sections = order;
      model.layout("order", order);
    };

    note(state.content);
    name();
    for (const key of keys()) saved[key] = canon(payload(key)) ?? saved[key];
    return model;
  };
})();
