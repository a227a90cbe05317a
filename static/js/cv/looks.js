/* Template, colour, font, spacing, page, photo: choices of the layout. What is not chosen, the template decides. */
(() => {
  "use strict";
  const cv = (window.cv ||= {});

  cv.looks = (model, editor, templates) => {
    const root = document.getElementById("cv-looks"), own = document.getElementById("cv-own-color");
    const photo = document.getElementById("look-photo"), watermark = document.getElementById("cv-watermark");
    const premium = editor.dataset.premium.split(","), mayUse = "mayUsePremium" in editor.dataset;

    function show() {
      const { layout, template } = model.content;
      const color = (layout.color || "").toLowerCase();
      root.querySelectorAll("[name=template]").forEach((radio) => { radio.checked = Number(radio.value) === template; });
      root.querySelectorAll("[name=color]").forEach((radio) => { radio.checked = radio.value === color; });
      own.value = color || templates[template]?.color || own.value;
      root.querySelectorAll("[data-look]").forEach((select) => { select.value = layout[select.dataset.look] || ""; });
      photo.checked = layout.photo !== false;
      document.getElementById("cv-template-name").textContent = templates[template]?.name || "";
      watermark.hidden = mayUse || !premium.includes(String(template));
    }
    root.addEventListener("input", (event) => {
      const input = event.target;
      if (input.name === "template") model.change("template", (content) => { content.template = Number(input.value); });
      else if (input.name === "color" || input === own) model.layout("color", input.value.toLowerCase() || null);
      else if (input === photo) model.layout("photo", photo.checked ? null : false);
      else if (input.dataset.look) model.layout(input.dataset.look, input.value);
    });
    model.watch(show);
    show();
  };
})();
