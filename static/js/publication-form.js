/* The form of a publication: rows that can be added, the fields of the chosen way to apply, tools for long texts.
   Without script the form has two spare rows and shows every field. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-publication-form]");
  if (!form) return;

  /* Rows: one more on demand, up to data-most; names and ids are numbered. */
  function addRow(rows, focus) {
    const all = rows.querySelectorAll(".rows-row");
    if (all.length >= Number(rows.dataset.most)) return null;
    const row = all[all.length - 1].cloneNode(true);
    row.querySelectorAll("input, select").forEach((input) => {
      input.name = input.name.replace(/-\d+/, `-${all.length}`);
      if (input.id) input.id = input.id.replace(/-\d+$/, `-${all.length}`);
      if (input.type === "checkbox") input.checked = true; else input.value = input.type === "number" ? "1" : "";
      if (input.hasAttribute("aria-label")) input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+$/, all.length + 1));
    });
    all[all.length - 1].insertAdjacentElement("afterend", row);
    if (focus) row.querySelector("input, select").focus();
    rows.querySelector("button").hidden = all.length + 1 >= Number(rows.dataset.most);
    return row;
  }
  form.querySelectorAll("[data-rows]").forEach((rows) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small quiet";
    button.textContent = rows.dataset.addLabel;
    button.addEventListener("click", () => addRow(rows, true));
    rows.append(button);
  });

  /* A draft kept in this browser may have more rows than the page: make room before forms.js offers it. */
  try {
    const saved = JSON.parse(localStorage.getItem(`draft:${form.dataset.autosave}`));
    for (const [name, value] of saved?.values ?? []) {
      const rows = /-\d+$/.test(name) && value && form.querySelector(`[data-rows="${CSS.escape(name.replace(/-\d+$/, ""))}"]`);
      while (rows && !form.elements[name] && addRow(rows, false));
    }
  } catch (error) {
    console.warn("draft not read", error);
  }

  /* Only the field that the chosen way to apply needs. */
  const needs = { apply_url: "url", apply_email: "email", "questions": "here" };
  const box = (name) => (form.querySelector(`[data-rows="${name}"]`) || form.elements[name])?.closest(".field");
  function showChosen() {
    const chosen = form.querySelector("[name=apply_by]:checked")?.value;
    for (const [name, way] of Object.entries(needs)) {
      const field = box(name);
      if (field && !field.matches(".invalid")) field.hidden = Boolean(chosen) && chosen !== way;
    }
  }
  form.addEventListener("change", (event) => { if (event.target.name === "apply_by") showChosen(); });
  form.addEventListener("input", (event) => { if (event.target.name === "apply_by") showChosen(); });
  showChosen();

  /* Weeks are for internships of pupils. */
  const contract = form.elements.contract;
  const weeks = form.querySelector('[data-rows="weeks"]')?.closest(".fieldset");
  function showWeeks() {
    const filled = Array.from(weeks.querySelectorAll("select")).some((select) => select.value);
    weeks.hidden = contract.value !== "stage_eleve" && !filled && !weeks.querySelector(".invalid");
  }
  if (contract && weeks) {
    contract.addEventListener("change", showWeeks);
    contract.addEventListener("input", showWeeks);
    showWeeks();
  }

  /* Tools for long texts: they write what a person could have typed. */
  const tools = [
    ["boldLabel", (text) => `<strong>${text}</strong>`],
    ["italicLabel", (text) => `<em>${text}</em>`],
    ["headingLabel", (text) => `\n\n<h2>${text}</h2>\n\n`],
    ["listLabel", (text) => `\n\n${(text || "").split("\n").map((line) => `- ${line.replace(/^[-*•]\s+/, "")}`).join("\n")}\n\n`],
  ];
  form.querySelectorAll("textarea[data-richtext]").forEach((area) => {
    const bar = document.createElement("div");
    bar.className = "actions text-tools";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", form.dataset.toolbarLabel);
    for (const [label, write] of tools) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button small quiet";
      button.textContent = form.dataset[label];
      button.addEventListener("click", () => {
        const { selectionStart: start, selectionEnd: end, value } = area;
        const text = write(value.slice(start, end));
        area.setRangeText(text, start, end, "end");
        if (start === end) {
          const inside = start + Math.max(text.indexOf("><") + 1, text.indexOf("- ") + 2 * (text.indexOf("- ") >= 0));
          area.setSelectionRange(inside, inside);
        }
        area.focus();
        area.dispatchEvent(new Event("input", { bubbles: true }));
      });
      bar.append(button);
    }
    area.insertAdjacentElement("beforebegin", bar);
  });
})();
