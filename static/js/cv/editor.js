/* The editor of a resume: puts the parts together. */
(() => {
  "use strict";
  const cv = (window.cv ||= {});
  const data = (id) => JSON.parse(document.getElementById(id).textContent);

  document.addEventListener("DOMContentLoaded", () => {
    const editor = document.getElementById("cv-editor"), words = editor.dataset, state = data("cv-state");
    const required = Object.fromEntries([...document.querySelectorAll("template[data-required]")]
      .map((piece) => [piece.id.replace("fields-", ""), piece.dataset.required.split(" ")]));
    const model = cv.model(state, required);
    const sections = cv.sections(model, editor, data("cv-titles"));
    const contact = document.getElementById("cv-contact");
    const fillContact = cv.bind(contact, model, "contact", () => model.content);
    cv.looks(model, editor, data("cv-templates"));

    const paperBox = editor.querySelector("[data-live]"), paper = cv.pages(paperBox);
    let current = null;
    editor.addEventListener("focusin", (event) => { const at = event.target.closest("[data-key]"); if (at) current = at.dataset.key; });

    const saving = cv.saving(model, editor, {
      saved: (answer, values) => {
        complete(answer);
        /* The template has its own order, until its owner has one. */
        if (answer.sections.join() !== model.sections.join() && !saving.pending()) { model.sections = answer.sections; sections.render(); }
        paper.show("template" in values || current === "contact" ? null : current);
      },
      refused: (errors) => { cv.mark(contact, errors); sections.mark(errors); },
    });

    function complete({ percent, hints }) {
      const text = words.complete.replace("{percent}", percent);
      document.getElementById("cv-percent").textContent = text;
      document.getElementById("cv-progress").value = percent;
      document.getElementById("cv-hints").replaceChildren(...(hints.length ? hints : [{ message: words.nothingMissing }]).map(({ section, message }) => {
        const item = document.createElement("li");
        if (!section) { item.textContent = message; return item; }
        const link = document.createElement("a");
        link.href = `#edit-${section}`;
        link.textContent = message;
        link.addEventListener("click", (event) => { if (section !== "contact") { event.preventDefault(); sections.show(section); } });
        item.append(link);
        return item;
      }));
    }

    /* --- Back and forth --- */
    const undo = editor.querySelector("[data-undo]"), redo = editor.querySelector("[data-redo]");
    const steps = () => { undo.disabled = !model.canUndo(); redo.disabled = !model.canRedo(); };
    model.watch((what) => { if (what === "all") fillContact(); steps(); });
    const back = () => { if (model.undo()) window.portal?.announce(words.undone); };
    const forth = () => { if (model.redo()) window.portal?.announce(words.redone); };
    undo.addEventListener("click", back);
    redo.addEventListener("click", forth);
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector("dialog[open]")) return;
      const key = event.key.toLowerCase();
      if (key === "z" || key === "y") {
        event.preventDefault();
        if (key === "y" || event.shiftKey) forth(); else back();
      } else if (key === "s") { event.preventDefault(); saving.flush(); }
    });

    /* --- Text or paper, where there is room for one --- */
    editor.querySelectorAll("[data-show]").forEach((button) => button.addEventListener("click", () => {
      words.view = button.dataset.show;
      editor.querySelectorAll("[data-show]").forEach((each) => each.setAttribute("aria-pressed", each === button));
      window.scrollTo(0, 0);
      paper.seen();
    }));
    new ResizeObserver(() => { if (paperBox.offsetParent) paper.seen(); }).observe(paperBox);

    /* --- The PDF is of what is typed: it is saved first --- */
    document.getElementById("cv-export").addEventListener("submit", async (event) => {
      event.preventDefault();
      await saving.flush();
      /* Without the server a browser would leave this page, and what waits in it. */
      if (saving.isStuck()) { saving.tell(words.exportWaits); return; }
      saving.stay(() => event.target.submit());
    });

    cv.photo(model, editor, state.photo, { flush: saving.flush, changed: () => paper.show(null) });
    complete(state);
    steps();
    paper.seen();
  });
})();
