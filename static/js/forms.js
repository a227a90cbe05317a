/* Forms with script: counters, file names and sizes, drafts kept in this browser, one submission only.
   The words come from data-* attributes of <body>, translated by the server. */
(() => {
  "use strict";
  const words = () => document.body.dataset;
  const once = (element, mark) => { if (mark in element.dataset) return false; element.dataset[mark] = "1"; return true; };

  /* What is left of a text with a maximum length, from three quarters on. */
  function counters(scope) {
    scope.querySelectorAll("textarea[maxlength], input[data-counter][maxlength]").forEach((input) => {
      if (!once(input, "counted") || !words().leftLabel) return;
      const counter = document.createElement("span");
      counter.className = "counter";
      input.insertAdjacentElement("afterend", counter);
      const limit = Number(input.getAttribute("maxlength"));
      const show = () => {
        const left = limit - input.value.length;
        counter.textContent = input.value.length >= limit * .75 ? words().leftLabel.replace("{n}", left.toLocaleString(document.documentElement.lang)) : "";
        counter.classList.toggle("low", left < limit * .05);
      };
      input.addEventListener("input", show);
      show();
    });
  }

  /* Name and size of the chosen file, and at once whether it is too large (data-max-bytes). */
  function files(scope) {
    scope.querySelectorAll("input[type=file]").forEach((input) => {
      if (!once(input, "noted")) return;
      const note = document.createElement("p");
      note.className = "file-note";
      note.setAttribute("role", "status");
      input.insertAdjacentElement("afterend", note);
      input.addEventListener("change", () => {
        const limit = Number(input.dataset.maxBytes || words().maxBytes || 0);
        const chosen = [...input.files];
        const large = limit && chosen.find((file) => file.size > limit);
        note.classList.toggle("bad", Boolean(large));
        note.textContent = large ? words().tooLargeLabel.replace("{name}", large.name).replace("{limit}", size(limit)) : chosen.map((file) => `${file.name} (${size(file.size)})`).join(", ");
        input.setCustomValidity(large ? note.textContent : "");
      });
    });
  }
  function size(bytes) {
    const lang = document.documentElement.lang;
    const mega = bytes / 1048576;
    const unit = lang === "fr" ? ["ko", "Mo"] : ["kB", "MB"];
    return mega >= 1 ? `${mega.toLocaleString(lang, { maximumFractionDigits: 1 })} ${unit[1]}` : `${Math.ceil(bytes / 1024).toLocaleString(lang)} ${unit[0]}`;
  }

  /* Sending a file shows how far it is: the form goes by XMLHttpRequest when it has data-progress. */
  function uploads(scope) {
    scope.querySelectorAll("form[data-progress]").forEach((form) => {
      if (!once(form, "uploading")) return;
      form.addEventListener("submit", (event) => {
        const hasFile = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
        if (event.defaultPrevented || !hasFile) return;
        event.preventDefault();
        if (form.dataset.sent) return;
        form.dataset.sent = "1";
        send(form, event.submitter);
      });
    });
  }
  function send(form, submitter) {
    const body = new FormData(form, submitter);
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.setAttribute("aria-label", words().sendingLabel || "");
    (submitter || form.lastElementChild).insertAdjacentElement("beforebegin", bar);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = (event.loaded / event.total) * 100; });
    request.addEventListener("load", () => {
      clean.add(form);
      /* The answer is shown as it came: loading it again would lose its messages. */
      history.pushState(null, "", request.responseURL);
      document.open();
      document.write(request.responseText);
      document.close();
    });
    request.addEventListener("error", () => { bar.remove(); release(form); window.portal?.announce(words().offlineLabel); });
    request.send(body);
  }

  /* data-autosave="<key>": what is typed is kept in this browser until the form is sent, and offered back. */
  const clean = new WeakSet();
  function drafts(scope) {
    scope.querySelectorAll("form[data-autosave]").forEach((form) => {
      if (!once(form, "autosaving")) return;
      const key = `draft:${form.dataset.autosave}`;
      const note = document.createElement("p");
      note.className = "draft-note";
      note.setAttribute("role", "status");
      form.prepend(note);
      offer(form, key, note);
      let timer = null;
      form.addEventListener("input", () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(() => {
          store(key, JSON.stringify({ at: Date.now(), values: values(form) }));
          note.textContent = words().draftSavedLabel || "";
        }, 800);
      });
      form.addEventListener("submit", (event) => { window.clearTimeout(timer); if (!event.defaultPrevented) store(key, null); });
    });
  }
  function offer(form, key, note) {
    let saved = null;
    try { saved = JSON.parse(read(key)); } catch { store(key, null); }
    if (!saved || JSON.stringify(saved.values) === JSON.stringify(values(form)) || form.querySelector(".error-summary")) return;
    const when = new Date(saved.at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    note.textContent = (words().draftFoundLabel || "").replace("{when}", when);
    for (const [label, act] of [[words().draftRestoreLabel, () => fill(form, saved.values)], [words().draftDropLabel, () => store(key, null)]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button small quiet";
      button.textContent = label;
      button.addEventListener("click", () => { act(); note.textContent = ""; });
      note.append(button);
    }
  }
  function values(form) {
    return [...form.elements].filter((input) => input.name && !["hidden", "password", "file", "submit", "button"].includes(input.type))
      .map((input) => [input.name, input.type === "checkbox" || input.type === "radio" ? [input.value, input.checked] : input.multiple ? [...input.selectedOptions].map((option) => option.value) : input.value]);
  }
  function fill(form, saved) {
    for (const [name, value] of saved) {
      for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (input.type === "checkbox" || input.type === "radio") { if (input.value === value[0]) input.checked = value[1]; }
        else if (input.multiple) [...input.options].forEach((option) => { option.selected = value.includes(option.value); });
        else input.value = value;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  }
  /* Storage may be full or forbidden; a draft is a comfort, the form works without. */
  function store(key, text) {
    try { if (text === null) localStorage.removeItem(key); else localStorage.setItem(key, text); } catch (error) { console.warn("draft not kept", error); }
  }
  function read(key) {
    try { return localStorage.getItem(key); } catch { return null; }
  }

  /* data-guard: leaving with unsaved changes asks first. */
  function guards(scope) {
    scope.querySelectorAll("form[data-guard]").forEach((form) => {
      if (!once(form, "guarded")) return;
      let changed = false;
      form.addEventListener("input", () => { changed = true; });
      form.addEventListener("submit", () => clean.add(form));
      window.addEventListener("beforeunload", (event) => { if (changed && !clean.has(form)) event.preventDefault(); });
    });
  }

  /* The summary of errors takes the focus; its links go to the field, or the first box of a group. */
  function summaries(scope) {
    const summary = scope.querySelector(".error-summary");
    if (!summary || !once(summary, "focused")) return;
    summary.focus();
    summary.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      const target = link && document.querySelector(link.getAttribute("href"));
      if (!target) return;
      event.preventDefault();
      const control = target.matches("input, select, textarea") ? target : target.querySelector("input, select, textarea");
      (control || target).scrollIntoView({ block: "center" });
      (control || target).focus({ preventScroll: true });
    });
  }

  /* Filters answer as they change (htmx does the rest through its "change" trigger when data-autosubmit is on the form). */
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-autosubmit]") && !event.target.matches("[data-no-submit], [type=search], [type=text]")) form.requestSubmit();
  });

  /* One press is enough. The button comes back if the page does (back-forward cache). */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post], [data-hx-post], [target=_blank], [data-download]")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
    window.setTimeout(() => release(form), 15000);
  });
  function release(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  }
  window.addEventListener("pageshow", (event) => { if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release); });

  window.portalForms = (scope) => { counters(scope); files(scope); uploads(scope); drafts(scope); guards(scope); summaries(scope); };
})();
