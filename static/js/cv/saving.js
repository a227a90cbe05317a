/* Saves by itself, a moment after the last key; tells what is saved, and never lets two tabs lose each other's work. */
(() => {
  "use strict";
  const cv = (window.cv ||= {});
  const PAUSE = 700, AGAIN = 5000, MOST_KEPT_ALIVE = 20000;

  cv.saving = (model, editor, { saved, refused }) => {
    const words = editor.dataset, status = document.getElementById("cv-status");
    const conflict = document.getElementById("cv-conflict");
    const token = () => editor.querySelector("[name=csrfmiddlewaretoken]").value;
    let timer = null, running = null, waitsForChoice = null, shown = "", errors = {}, stays = false;

    function say(kind, text) {
      status.dataset.kind = kind;
      if (text !== shown) status.textContent = shown = text;
    }
    const pending = () => Object.keys(model.dirty()).length > 0;

    function soon(pause = PAUSE) {
      window.clearTimeout(timer);
      if (waitsForChoice) return;
      if (!pending()) { settled(); return; }
      say("busy", words.unsaved);
      timer = window.setTimeout(flush, pause);
    }
    const settled = () => (model.held() ? say("held", words.partly) : say("ok", words.saved));

    function post(values, { keep = false, keepalive = false } = {}) {
      const body = new FormData(), text = JSON.stringify(values);
      body.append("revision", model.revision);
      body.append("values", text);
      if (keep) body.append("keep", "1");
      return fetch(words.save, {
        method: "POST", body, keepalive: keepalive && text.length < MOST_KEPT_ALIVE, redirect: "error", headers: { "X-CSRFToken": token() },
      });
    }

    /* Resolves once nothing waits that could be saved; to whether all is. */
    async function flush(options = {}) {
      window.clearTimeout(timer);
      if (running) { await running; return flush(options); }
      if (waitsForChoice || !pending()) return !waitsForChoice && !model.held();
      running = once(options);
      let again;
      try { again = await running; } finally { running = null; }
      if (again && pending()) return flush();
      return !pending() && !waitsForChoice;
    }

    /* To whether the rest may be sent at once. */
    async function once(options) {
      const values = model.dirty(), sent = model.entriesOf(values);
      say("busy", words.saving);
      let answer, state;
      try {
        answer = await post(values, options);
        state = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
      } catch {
        say("bad", words.offline);
        timer = window.setTimeout(flush, AGAIN);
        return false;
      }
      if (answer.ok && state) {
        model.accept(values, sent, state);
        showErrors({});
        saved(state, values);
        if (pending()) return true;
        settled();
        return false;
      }
      if (answer.status === 412 && state) return meet(state, values);
      if (answer.status === 400 && state) return mark(state, values);
      if ([401, 403, 404].includes(answer.status)) {
        say("bad", words.gone);
        await renewToken();
        timer = window.setTimeout(flush, 2 * AGAIN);
        return false;
      }
      say("bad", words.failed);
      timer = window.setTimeout(flush, 2 * AGAIN);
      return false;
    }

    /* Who signs in again, in another tab, has another token: this page's forms take it over. */
    async function renewToken() {
      try {
        const answer = await fetch(window.location.pathname, { redirect: "error" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector("#cv-editor [name=csrfmiddlewaretoken]")?.value;
        if (fresh) document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => { input.value = fresh; });
      } catch { /* no network: the next try asks again */ }
    }

    /* A field that cannot be taken waits until it is changed; the others are saved without it. */
    function mark(state, values) {
      const wrong = Object.keys(state.fields).filter((key) => key in values);
      (wrong.length ? wrong : Object.keys(values)).forEach((key) => model.reject(key, values[key]));
      showErrors(state.fields);
      if (!pending()) say("held", wrong.length ? words.partly : state.error);
      return true;
    }

    /* What was refused stays said until it is something else. */
    function showErrors(more) {
      errors = Object.fromEntries(Object.entries({ ...errors, ...more }).filter(([key]) => model.isRejected(key)));
      refused(errors);
    }

    /* Another tab wrote: other parts are put together, the same parts are the person's to choose. */
    function meet(state, values) {
      const there = model.changedThere(state.content), both = there.filter((key) => key in values);
      if (!both.length) {
        model.adopt(state, there);
        window.portal?.announce(words.merged);
        return true;
      }
      waitsForChoice = { state, there, both };
      say("bad", words.unsaved);
      conflict.hidden = false;
      conflict.focus();
      return false;
    }
    async function choose(mine) {
      const { state, there, both } = waitsForChoice;
      conflict.hidden = true;
      waitsForChoice = null;
      model.adopt(state, there.filter((key) => !both.includes(key)));
      /* Whichever is gone on with: what the other one says is in the history once this is saved. */
      const done = await flush({ keep: true });
      if (mine || !done) return;
      model.change("theirs", (content) => { both.forEach((key) => { content[key] = state.content[key]; }); }, "all");
      await flush({ keep: true });
    }
    conflict.querySelector("[data-mine]").addEventListener("click", () => choose(true));
    conflict.querySelector("[data-theirs]").addEventListener("click", () => choose(false));

    model.watch(() => soon());
    window.addEventListener("pagehide", () => { if (pending() && !waitsForChoice) post(model.dirty(), { keepalive: true }); });
    window.addEventListener("online", () => soon(0));
    /* Leaving asks first where something would be lost: what waits for more, and more than a leaving page may send. */
    window.addEventListener("beforeunload", (event) => {
      if (stays) return;
      const isLarge = JSON.stringify(model.dirty()).length >= MOST_KEPT_ALIVE;
      if (isLarge || ["bad", "held"].includes(status.dataset.kind)) event.preventDefault();
    });
    settled();
    return {
      flush,
      pending,
      /* What is typed cannot be saved now. */
      isStuck: () => status.dataset.kind === "bad",
      tell: (text) => say("bad", text),
      /* `act` looks to the browser like leaving, and only fetches a file. */
      stay: (act) => { stays = true; act(); window.setTimeout(() => { stays = false; }, 1000); },
    };
  };
})();
