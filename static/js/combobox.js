/* Boxes that propose how to finish what is typed: the editable combobox of the WAI-ARIA practices, over inputs with
   data-complete (an address that answers {options: [{text, type}], said}). Without script they are plain inputs. A box
   outside a form stands in a [data-combo]; whoever binds it learns of a choice by its `input` event. */
(() => {
  "use strict";
  const PAUSE = 150;
  const SHORTEST = 2;
  const answers = new Map();
  let current = null; // {input, list, options, active}
  let timer = 0;
  let asking = null;
  let choosing = false;

  function prepare(input) {
    if (input.getAttribute("role") === "combobox") return;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("autocapitalize", "none");
    input.setAttribute("spellcheck", "false");
  }

  function close() {
    window.clearTimeout(timer);
    asking?.abort();
    asking = null;
    if (!current) return;
    current.input.setAttribute("aria-expanded", "false");
    current.input.removeAttribute("aria-controls");
    current.input.removeAttribute("aria-activedescendant");
    current.list.remove();
    current = null;
  }

  function show(input, { options, said }) {
    close();
    if (!options.length || document.activeElement !== input) return;
    const list = document.createElement("ul");
    list.id = `${input.id}-options`;
    list.className = "combo";
    list.setAttribute("role", "listbox");
    const label = input.labels[0];
    list.setAttribute("aria-label", (label?.querySelector("span:not(.optional)") || label?.firstChild)?.textContent.trim() || "");
    options.forEach((option, number) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${number}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const text = document.createElement("span");
      text.textContent = option.text;
      item.append(text);
      if (option.type) {
        const type = document.createElement("small");
        type.textContent = option.type;
        item.append(" ", type);
      }
      list.append(item);
    });
    const box = input.closest("label") || input;
    list.style.setProperty("--left", `${box.offsetLeft}px`);
    list.style.setProperty("--top", `${box.offsetTop + box.offsetHeight}px`);
    list.style.setProperty("--width", `${box.offsetWidth}px`);
    (input.form || input.closest("[data-combo]")).append(list);
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", list.id);
    current = { input, list, options, active: -1 };
    window.portal?.announce(said);
  }

  async function ask(input, then) {
    const typed = input.value.trim();
    if (typed.length < SHORTEST) { close(); return; }
    const url = new URL(input.dataset.complete, location.href);
    url.searchParams.set(input.name || "q", typed);
    asking?.abort();
    const own = asking = new AbortController();
    try {
      if (!answers.has(url.href)) {
        const response = await fetch(url, { signal: own.signal, headers: { Accept: "application/json" } });
        if (!response.ok) { close(); return; }
        answers.set(url.href, await response.json());
      }
    } catch { return; } // Suggestions are a help: without network the box is a plain one.
    if (own !== asking || input.value.trim() !== typed) return;
    show(input, answers.get(url.href));
    then?.();
  }

  function mark(number) {
    const items = [...current.list.children];
    items[current.active]?.setAttribute("aria-selected", "false");
    current.active = number;
    const item = items[number];
    if (!item) { current.input.removeAttribute("aria-activedescendant"); return; }
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    current.input.setAttribute("aria-activedescendant", item.id);
  }

  function choose(number) {
    const { input, options } = current;
    input.value = options[number].text;
    close();
    if (!input.form) {
      choosing = true;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      choosing = false;
      return;
    }
    // Where results follow what is typed they do so now; elsewhere another box may come first.
    if (input.form.matches("[data-autosubmit]")) input.form.requestSubmit();
  }

  const box = (event) => (event.target.matches?.("input[data-complete]") ? event.target : null);

  document.addEventListener("focusin", (event) => { const input = box(event); if (input) prepare(input); });
  document.addEventListener("focusout", (event) => { if (current?.input === event.target || box(event)) close(); });
  document.addEventListener("input", (event) => {
    const input = box(event);
    if (!input || event.isComposing || choosing) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => ask(input), PAUSE);
  });
  document.addEventListener("submit", close, true);
  // The list must not take the focus from the box.
  document.addEventListener("mousedown", (event) => { if (current?.list.contains(event.target)) event.preventDefault(); });
  document.addEventListener("click", (event) => {
    const item = current && event.target.closest?.("[role=option]");
    if (item && current.list.contains(item)) choose([...current.list.children].indexOf(item));
  });
  document.addEventListener("keydown", (event) => {
    const input = box(event);
    if (!input || event.isComposing) return;
    const open = current?.input === input;
    const last = open ? current.options.length - 1 : -1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const down = event.key === "ArrowDown";
      event.preventDefault();
      if (!open) ask(input, () => { if (current && !event.altKey) mark(down ? 0 : current.options.length - 1); });
      else if (down) mark(current.active >= last ? -1 : current.active + 1);
      else mark(current.active < 0 ? last : current.active - 1);
    } else if (event.key === "Enter" && open && current.active >= 0) {
      event.preventDefault();
      choose(current.active);
    } else if (event.key === "Escape" && open) {
      // The box keeps what was typed; a second press empties it as browsers do.
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  }, true);
})();
