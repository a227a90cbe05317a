/* The photo: sent as soon as it is chosen. The server deletes at once what is removed or replaced; so that undo can bring it
   back, this page keeps the picture in its memory while it is open, and sends it again. */
(() => {
  "use strict";
  const cv = (window.cv ||= {});

  /* `flush` saves what is typed first; `changed` draws the pages anew. */
  cv.photo = (model, editor, address, { flush, changed }) => {
    const words = editor.dataset, root = document.getElementById("cv-photo"), file = document.getElementById("cv-photo-file");
    const picture = root.querySelector("img"), drop = root.querySelector("[data-photo-remove]"), error = root.querySelector("[data-photo-error]");
    const kept = new Map();
    let number = 0, queue = Promise.resolve();
    /* Which picture the server has, by the number that undo knows it by. */
    let there = address ? "0" : null;
    model.photo = there;

    function show(source) {
      picture.hidden = root.querySelector("[data-photo-there]").hidden = !source;
      if (source) picture.src = source; else picture.removeAttribute("src");
    }
    async function keep() {
      if (!there || kept.has(there)) return;
      const answer = await fetch(picture.src);
      if (!answer.ok) throw new Error(answer.status);
      kept.set(there, await answer.blob());
    }
    /* Whether the server has this picture now, or none for null. */
    async function send(which) {
      const body = new FormData();
      if (which) body.append("file", kept.get(which), "photo.jpg"); else body.append("remove", "1");
      error.hidden = true;
      root.setAttribute("aria-busy", "true");
      let answer, found;
      try {
        await flush();
        await keep();
        answer = await fetch(words.photo, { method: "POST", body, headers: { "X-CSRFToken": editor.querySelector("[name=csrfmiddlewaretoken]").value } });
        found = await answer.json();
      } catch { found = { error: document.body.dataset.failedLabel }; }
      root.removeAttribute("aria-busy");
      file.value = "";
      root.querySelector(".file-note")?.replaceChildren();
      if (!answer?.ok) { error.textContent = found.error; error.hidden = false; return false; }
      /* One more than we knew is the photo itself; any more, and another tab wrote: the next save finds out. */
      if (found.revision === model.revision + 1) model.revision = found.revision;
      there = which;
      show(found.photo);
      window.portal?.announce(which ? words.photoSaved : words.photoGone);
      changed();
      return true;
    }
    /* One after another, whatever is pressed meanwhile. */
    const next = (act) => { queue = queue.then(act); return queue; };
    const choose = (which) => next(async () => {
      if (await send(which)) model.change(null, () => { model.photo = which; });
    });
    file.addEventListener("change", () => {
      if (!file.files.length || !file.checkValidity()) return;
      number += 1;
      kept.set(String(number), file.files[0]);
      choose(String(number));
    });
    drop.addEventListener("click", () => { choose(null).then(() => file.focus()); });
    model.watch((what) => {
      if (what !== "all") return;
      next(async () => { if (model.photo !== there && !(await send(model.photo))) model.photo = there; });
    });
    show(address);
  };
})();
