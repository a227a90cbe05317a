/* The sections of the resume and their entries, drawn from the model; moved, hidden, renamed, added and removed. */
(() => {
  "use strict";
  const cv = (window.cv ||= {});
  const NAMED_BY = {
    experiences: (entry) => [entry.position, entry.company], education: (entry) => [entry.degree, entry.institution],
    skills: (entry) => [entry.name], languages: (entry) => [entry.language, entry.level],
    certifications: (entry) => [entry.name, entry.issuer], projects: (entry) => [entry.name],
  };

  cv.sections = (model, editor, titles) => {
    const root = document.getElementById("cv-sections"), words = editor.dataset;
    const open = new Set(), openEntries = new WeakSet(), said = {};
    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
    const isCustom = (key) => key.startsWith("custom:");
    const itemOf = (key) => model.content.custom_sections.find((item) => `custom:${item.id}` === key);
    const titleOf = (key) => (isCustom(key) ? itemOf(key)?.title : model.content.layout.titles?.[key]) || titles[key] || words.newSection;
    const nameOf = (section, entry) => NAMED_BY[section](entry).filter(Boolean).join(", ") || words.newEntry;
    const isHidden = (key) => (model.content.layout.hidden || []).some((each) => each === key || (each === "custom" && isCustom(key)));
    const isEmpty = (key) => (isCustom(key) ? !itemOf(key)?.content.trim() : key === "summary" ? !model.content.summary.trim() : !model.listOf(key).length);

    /* --- Drawing --- */
    function render() {
      const focus = whereFocusIs();
      root.replaceChildren(...model.sections.filter((key) => !isCustom(key) || itemOf(key)).map(sectionOf));
      refresh();
      /* Where it was may be out of sight: whoever moves something with a finger looks elsewhere. */
      if (focus) find(focus)?.focus({ preventScroll: true });
    }
    function sectionOf(key) {
      const item = cv.piece("piece-section").querySelector("li");
      item.dataset.key = key;
      item.id = `edit-${key.replace(":", "-")}`;
      const title = item.querySelector("[data-field=section-title]");
      title.value = isCustom(key) ? itemOf(key).title : model.content.layout.titles?.[key] || "";
      title.placeholder = isCustom(key) ? "" : titles[key];
      title.addEventListener("input", () => rename(key, title.value));
      item.querySelector("[data-remove]").hidden = !isCustom(key);
      const slot = item.querySelector("[data-slot]");
      if (key in model.LISTS) listInto(slot, key);
      else {
        slot.append(cv.piece(isCustom(key) ? "fields-custom" : "fields-summary"));
        cv.bind(slot, model, key, () => (isCustom(key) ? itemOf(key) : model.content));
      }
      toggle(item, open.has(key));
      return item;
    }
    function listInto(slot, section) {
      slot.append(cv.piece("piece-list"));
      slot.querySelector("[data-add-label]").textContent = document.getElementById(`fields-${section}`).dataset.label;
      slot.querySelector("ol").append(...model.listOf(section).map((entry) => entryOf(section, entry)));
    }
    function entryOf(section, entry) {
      const item = cv.piece("piece-entry").querySelector("li");
      item.querySelector("[data-fields]").append(cv.piece(`fields-${section}`));
      cv.bind(item, model, `${section} ${entry.id || ""} ${model.listOf(section).indexOf(entry)}`, () => entry);
      item.entry = entry;
      toggle(item, openEntries.has(entry));
      return item;
    }
    function toggle(item, isOpen) {
      const button = item.querySelector("[data-toggle]");
      button.setAttribute("aria-expanded", isOpen);
      document.getElementById(button.getAttribute("aria-controls"))?.toggleAttribute("hidden", !isOpen);
      item.querySelector(".cv-body").hidden = !isOpen;
      const mark = item.entry || item.dataset.key, set = item.entry ? openEntries : open;
      if (isOpen) set.add(mark); else set.delete(mark);
    }

    /* Names, places and notes, after any change; nothing that is being typed in is drawn anew. */
    function refresh() {
      [...root.children].forEach((item) => {
        const key = item.dataset.key, hidden = isHidden(key);
        label(item, titleOf(key), words.remove);
        item.classList.toggle("is-hidden", hidden);
        const hide = item.querySelector("[data-hide]");
        hide.setAttribute("aria-pressed", hidden);
        hide.setAttribute("aria-label", fill(words.hide, { name: titleOf(key) }));
        hide.querySelector("use").setAttribute("href", hide.querySelector("use").getAttribute("href").replace(/#.*/, hidden ? "#eye-off" : "#eye"));
        item.querySelector("[data-note]").textContent = hidden ? words.hiddenLabel : isEmpty(key) ? words.empty : "";
        const error = item.querySelector("[data-error]");
        error.textContent = said[key] || "";
        error.hidden = !said[key];
        item.querySelectorAll(".cv-entry").forEach((each) => refreshEntry(key, each));
      });
    }
    function refreshEntry(section, item) {
      label(item, nameOf(section, item.entry), words.remove);
      const note = item.querySelector("[data-missing]");
      const isTouched = Object.entries(item.entry).some(([name, value]) => value && !["id", "order"].includes(name));
      const missing = isTouched ? model.missing(section, item.entry) : [];
      const labels = missing.map((field) => item.querySelector(`[data-box=${field}] label`).firstChild.textContent.trim());
      note.textContent = labels.length ? fill(words.needs, { fields: labels.join(", ") }) : model.endsBefore(item.entry) ? words.dates : "";
      note.hidden = !note.textContent;
    }
    function label(item, name) {
      const own = [...item.parentElement.children], place = own.indexOf(item), tools = item.querySelector(".cv-tools");
      item.querySelector("[data-name]").textContent = name;
      for (const [part, word, off] of [["up", words.up, place === 0], ["down", words.down, place === own.length - 1], ["remove", words.remove, false]]) {
        const button = tools.querySelector(`[data-${part}]`);
        button.setAttribute("aria-label", fill(word, { name }));
        button.disabled = off;
      }
    }

    /* --- Where the keyboard is, so that it is there again after a drawing --- */
    function whereFocusIs() {
      const active = document.activeElement;
      if (!root.contains(active)) return null;
      const section = active.closest(".cv-section"), entry = active.closest(".cv-entry");
      const part = ["field", "up", "down", "hide", "remove", "toggle", "add"].find((each) => each in active.dataset);
      return { key: section.dataset.key, place: entry ? [...entry.parentElement.children].indexOf(entry) : null, part, field: active.dataset.field };
    }
    function find({ key, place, part, field }) {
      const section = root.querySelector(`[data-key="${CSS.escape(key)}"]`);
      const item = place === null ? section : section?.querySelectorAll(".cv-entry")[place];
      if (!item) return section?.querySelector("[data-toggle]");
      const found = item.querySelector(field ? `[data-field=${field}]` : `[data-${part || "toggle"}]`);
      /* At an end of its list, the button of the other direction takes over. */
      return found?.disabled ? item.querySelector(part === "up" ? "[data-down]" : part === "down" ? "[data-up]" : "[data-toggle]") : found;
    }

    /* --- Changes --- */
    function rename(key, text) {
      if (isCustom(key)) { model.change(`title ${key}`, () => { itemOf(key).title = text; }); return; }
      const { [key]: _old, ...rest } = model.content.layout.titles || {};
      const kept = text.trim() ? { ...rest, [key]: text.trim() } : rest;
      model.layout("titles", Object.keys(kept).length ? kept : null);
    }
    function hide(key) {
      const hidden = model.content.layout.hidden || [], isOff = isHidden(key);
      const next = isOff ? hidden.filter((each) => each !== key && !(each === "custom" && isCustom(key))) : [...hidden, key];
      model.layout("hidden", next.length ? next : null);
      window.portal?.announce(fill(isOff ? words.shown : words.hid, { name: titleOf(key) }));
    }
    const put = (list, from, to) => { const next = [...list]; next.splice(to, 0, ...next.splice(from, 1)); return next; };
    function move(item, to, part) {
      const entry = item.entry, key = item.closest(".cv-section").dataset.key;
      const list = entry ? model.listOf(key) : model.sections, from = list.indexOf(entry || key);
      if (to < 0 || to >= list.length) { render(); return; }
      if (entry) model.change(null, (content) => { content[model.LISTS[key]] = put(list, from, to); });
      else model.order(put(list, from, to));
      render();
      find({ key, place: entry ? to : null, part })?.focus({ preventScroll: !part });
      window.portal?.announce(fill(words.moved, { name: entry ? nameOf(key, entry) : titleOf(key), place: to + 1, count: list.length }));
    }
    function remove(item) {
      const key = item.closest(".cv-section").dataset.key, entry = item.entry;
      const name = entry ? nameOf(key, entry) : titleOf(key), place = [...item.parentElement.children].indexOf(item);
      model.change(null, (content) => {
        if (entry) { content[model.LISTS[key]] = model.listOf(key).filter((each) => each !== entry); return; }
        content.custom_sections = content.custom_sections.filter((each) => `custom:${each.id}` !== key);
        forget(content.layout, key);
        model.sections = model.sections.filter((each) => each !== key);
      });
      render();
      const near = entry ? root.querySelector(`[data-key="${CSS.escape(key)}"]`) : root.children[Math.min(place, root.children.length - 1)];
      (entry ? near.querySelectorAll(".cv-entry [data-toggle]")[place] || near.querySelector("[data-add]") : near?.querySelector("[data-toggle]"))?.focus();
      window.portal?.announce(fill(words.removed, { name }));
    }
    function forget(layout, key) {
      for (const name of ["order", "hidden"]) if (layout[name]) layout[name] = layout[name].filter((each) => each !== key);
      if (layout.titles) delete layout.titles[key];
    }
    function add(key) {
      const entry = {};
      model.change(null, () => model.listOf(key).push(entry));
      openEntries.add(entry);
      render();
      const item = [...root.querySelectorAll(`[data-key="${CSS.escape(key)}"] .cv-entry`)].at(-1);
      item.querySelector("[data-field]").focus();
    }

    root.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      const item = button?.closest("li");
      if (!item) return;
      const place = [...item.parentElement.children].indexOf(item);
      if ("toggle" in button.dataset) toggle(item, button.getAttribute("aria-expanded") !== "true");
      else if ("up" in button.dataset) move(item, place - 1, "up");
      else if ("down" in button.dataset) move(item, place + 1, "down");
      else if ("hide" in button.dataset) hide(item.dataset.key);
      else if ("remove" in button.dataset) remove(item);
      else if ("add" in button.dataset) add(item.dataset.key);
    });
    cv.dragging(root, (list, item) => move(item, [...list.children].indexOf(item), null));
    editor.querySelector("[data-add-section]").addEventListener("click", () => {
      const key = model.addSection(words.newSection);
      open.add(key);
      render();
      const title = root.lastElementChild.querySelector("[data-field=section-title]");
      title.focus();
      title.select();
    });

    model.watch((what) => (what === "all" ? render() : refresh()));
    render();
    return {
      render,
      show: (key) => {
        const item = root.querySelector(`[data-key="${CSS.escape(key)}"]`);
        if (!item) return;
        toggle(item, true);
        item.querySelector("[data-toggle]").focus();
        item.scrollIntoView({ block: "start" });
      },
      /* The server's refusals, by key of the content. */
      mark: (errors) => {
        Object.keys(said).forEach((key) => delete said[key]);
        for (const [section, key] of Object.entries(model.LISTS)) {
          if (errors[key]) said[section] = errors[key].map((text) => text.replace(/^(\d+)\. \w+: /, "$1. ")).join(" ");
        }
        if (errors.summary) said.summary = errors.summary.join(" ");
        refresh();
      },
    };
  };
})();
