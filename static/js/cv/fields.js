/* Copies of the pieces in the page, and fields bound to what they write. */
(() => {
  "use strict";
  const cv = (window.cv ||= {});
  const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
  let number = 0;

  /* A copy of a <template>, its ids (…-0) numbered, so that labels find their fields. */
  cv.piece = (id) => {
    const copy = document.getElementById(id).content.cloneNode(true);
    number += 1;
    for (const name of ["id", "for", "aria-controls", "aria-describedby"]) {
      copy.querySelectorAll(`[${name}$="-0"]`).forEach((each) => each.setAttribute(name, each.getAttribute(name).replace(/0$/, number)));
    }
    copy.querySelectorAll("input[type=month]").forEach((input) => {
      /* Browsers that know months need no word about how to write one. */
      if (input.type !== "month") return;
      input.removeAttribute("aria-describedby");
      input.parentElement.querySelector(".help")?.remove();
    });
    return copy;
  };

  const isMonth = (input) => input.getAttribute("type") === "month";
  function show(input, object) {
    const value = object[input.dataset.field];
    if (input.type === "checkbox") input.checked = Boolean(value);
    else {
      const text = isMonth(input) ? (value || "").slice(0, 7) : value || "";
      if (input.value !== text) input.value = text;
    }
  }
  function write(input, object) {
    const name = input.dataset.field;
    if (input.type === "checkbox") object[name] = input.checked;
    else if (isMonth(input)) object[name] = day(input.value, object, name);
    else object[name] = input.value;
  }
  /* The first of the month, but for a day that was known already. */
  function day(month, object, name) {
    if (!MONTH.test(month)) return null;
    if ((object[name] || "").startsWith(month)) return object[name];
    if (name === "end_date" && (object.start_date || "").startsWith(month)) return object.start_date;
    return `${month}-01`;
  }

  /* `target()` is what the fields under `root` say; each change is one of the model's, named after `tag`. */
  cv.bind = (root, model, tag, target) => {
    const inputs = [...root.querySelectorAll("[data-field]")];
    const goesOn = inputs.find((input) => input.dataset.field === "is_current");
    const end = inputs.find((input) => input.dataset.field === "end_date");
    const fill = () => {
      inputs.forEach((input) => show(input, target()));
      if (goesOn) end.disabled = goesOn.checked;
    };
    inputs.forEach((input) => input.addEventListener("input", () => {
      model.change(`${tag} ${input.dataset.field}`, () => {
        write(input, target());
        if (input === goesOn && goesOn.checked) target().end_date = null;
      });
      if (input === goesOn) fill();
    }));
    fill();
    window.portalForms?.(root);
    return fill;
  };

  /* What the server says of fields, beside them; `errors` is {field: [text]}. */
  cv.mark = (root, errors) => root.querySelectorAll("[data-box]").forEach((box) => {
    const texts = errors[box.dataset.box], input = box.querySelector("[data-field]");
    box.querySelector(".field-error")?.remove();
    box.classList.toggle("invalid", Boolean(texts));
    input.toggleAttribute("aria-invalid", Boolean(texts));
    if (!texts) return;
    input.setAttribute("aria-invalid", "true");
    const note = document.createElement("p");
    note.className = "field-error";
    note.setAttribute("role", "alert");
    note.textContent = texts.join(" ");
    box.append(note);
  });
})();
