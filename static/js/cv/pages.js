/* The pages beside the editor, as the PDF has them (portal.cv.builder.live). They are asked for one request at a time, and
   what is typed meanwhile once more after it; the old pages stay until the new ones can be painted. Where the server has no
   PDF library the sheet of paper.js stands in. */
(() => {
  "use strict";
  const cv = (window.cv ||= {});
  /* Milliseconds between two requests, until one is tried again, and until somebody is told that it takes a while. */
  const PACE = 1000, AGAIN = 5000, SLOW = 400;
  /* Pixels of a picture's width: sharper than this, a page of the usual size costs more than anybody sees. */
  const ZOOMS = [1, 1.5, 2], WIDEST = [840, 1300, 1600];
  const UNAVAILABLE = "pdf_unavailable", BUSY = "pdf_busy";

  /* The answer's JSON and pictures, as engine.write_message wrote them. */
  function unpack(buffer) {
    const size = new DataView(buffer).getUint32(0);
    const { pages, sizes } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, size)));
    let at = 4 + size, number = 0;
    for (const page of pages) {
      if (!page.type) continue;
      page.picture = new Blob([new Uint8Array(buffer, at, sizes[number])], { type: page.type });
      at += sizes[number];
      number += 1;
    }
    return pages;
  }

  cv.pages = (root) => {
    const words = root.dataset, part = (name) => root.querySelector(`[data-${name}]`);
    const desk = part("desk"), list = part("list"), count = part("count"), note = part("note"), retry = part("retry");
    const out = part("zoom-out"), into = part("zoom-in"), level = part("zoom");
    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
    const isSeen = () => root.offsetParent !== null;
    let zoom = 0, asked = 0, running = false, wanted = null, timer = null, started = 0, sheet = null;

    /* --- What is there --- */
    const sharpness = () => Math.min(window.devicePixelRatio || 1, 2);
    const width = () => Math.min(WIDEST[zoom], Math.round((desk.clientWidth - 2 * parseFloat(getComputedStyle(desk).paddingInlineStart)) * ZOOMS[zoom] * sharpness()));
    const known = () => [...list.children].map((item) => item.dataset.digest).filter(Boolean);

    function say(text, { tone = "warn", again = false, old = true } = {}) {
      part("said").textContent = text || "";
      part("old").hidden = !old || !list.querySelector("img");
      note.classList.toggle("warn", tone === "warn");
      note.hidden = !text;
      retry.hidden = !again;
      root.classList.toggle("is-old", Boolean(text) && tone === "warn");
    }
    function busy(is) {
      desk.setAttribute("aria-busy", is);
      root.classList.toggle("is-busy", is);
    }

    async function itemOf(page, number) {
      const image = new Image();
      image.src = URL.createObjectURL(page.picture);
      await image.decode();
      const item = document.createElement("li"), caption = document.createElement("p");
      item.dataset.digest = page.digest;
      image.className = "cv-leaf";
      image.draggable = false;
      caption.className = "cv-leaf-number";
      caption.setAttribute("aria-hidden", "true");
      item.append(image, caption);
      return item;
    }
    /* Pages that are known keep their picture, wherever they stand now; all appear at once. */
    async function paint(pages) {
      const kept = new Map([...list.children].map((item) => [item.dataset.digest, item]));
      const items = await Promise.all(pages.map((page) => (page.picture ? itemOf(page) : kept.get(page.digest))));
      const before = list.querySelectorAll("img").length;
      items.forEach((item, number) => {
        item.places = pages[number].places;
        item.querySelector("img").alt = fill(words.alt, { number: number + 1, count: pages.length });
        item.querySelector("p").textContent = fill(words.page, { number: number + 1, count: pages.length });
      });
      [...list.children].filter((item) => !items.includes(item)).forEach((item) => {
        const image = item.querySelector("img");
        if (image) URL.revokeObjectURL(image.src);
      });
      /* Two pages may look alike: each needs an element of its own. */
      list.replaceChildren(...items.map((item, number) => (items.indexOf(item) === number ? item : copyOf(item, number, pages))));
      count.textContent = fill(pages.length === 1 ? words.one : words.many, { count: pages.length });
      if (before && before !== pages.length) window.portal?.announce(count.textContent);
      root.dataset.prints = Number(root.dataset.prints || 0) + 1;
    }
    function copyOf(item, number, pages) {
      const copy = item.cloneNode(true);
      copy.places = pages[number].places;
      copy.querySelector("img").alt = fill(words.alt, { number: number + 1, count: pages.length });
      copy.querySelector("p").textContent = fill(words.page, { number: number + 1, count: pages.length });
      return copy;
    }

    /* To the section that was changed, unless it is in sight. */
    function reveal(section) {
      const item = [...list.children].find((each) => `section-${section}` in (each.places || {}));
      if (!section || !item) return;
      const image = item.querySelector("img"), box = image.getBoundingClientRect();
      const at = box.top + box.height * item.places[`section-${section}`];
      const scrolls = desk.scrollHeight > desk.clientHeight + 2, frame = desk.getBoundingClientRect();
      const [top, bottom] = scrolls ? [frame.top, frame.bottom] : [80, window.innerHeight - 80];
      if (at > top && at < bottom - 120) return;
      (scrolls ? desk : window).scrollBy({ top: at - top - 40, behavior: "instant" });
    }

    /* --- Asking --- */
    function show(section = null) {
      wanted = { section: section || wanted?.section || null };
      if (sheet) { sheet.show(section); wanted = null; return; }
      if (!isSeen() || running) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, Math.max(0, started + PACE - Date.now()));
    }
    function later(milliseconds) {
      wanted ||= { section: null };
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, milliseconds);
    }
    async function ask() {
      if (running || !isSeen()) return;
      const { section } = wanted || {};
      wanted = null;
      running = true;
      started = Date.now();
      asked = width();
      const slow = window.setTimeout(() => busy(true), SLOW);
      try { await once(section); } finally {
        window.clearTimeout(slow);
        busy(false);
        running = false;
      }
      if (wanted && !sheet) show();
    }
    async function once(section) {
      let answer, pages, refusal;
      try {
        answer = await fetch(`${words.live}?largeur=${asked}&connues=${known().join(".")}`, { redirect: "error" });
        if (answer.ok) pages = unpack(await answer.arrayBuffer());
        else refusal = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      } catch {
        say(words.offline, { again: true });
        later(AGAIN);
        return;
      }
      if (pages) {
        await paint(pages);
        say("");
        reveal(section);
        return;
      }
      if (refusal.code === UNAVAILABLE) { instead(section); return; }
      if (answer.status === 429 || refusal.code === BUSY) {
        say(words.paused);
        later(answer.status === 429 ? 1000 * (Number(answer.headers.get("Retry-After")) || 10) : AGAIN);
        return;
      }
      count.textContent = "";
      say(refusal.error || words.failed, { again: answer.status !== 400 });
      if (!list.querySelector("img")) list.replaceChildren();
    }

    /* Without the library that makes PDFs: the same HTML as one long sheet. */
    function instead(section) {
      const paper = document.createElement("div");
      paper.className = "cv-paper";
      desk.replaceWith(paper);
      part("zooms").hidden = true;
      count.textContent = "";
      say(words.sheetNote, { tone: "info", old: false });
      cv.fitPaper(paper);
      sheet = cv.paper(paper, words.sheet, words.title);
      paper.addEventListener("print", () => { root.dataset.prints = Number(root.dataset.prints || 0) + 1; });
      sheet.show(section);
    }

    /* --- As large as there is room, or larger --- */
    function setZoom(next) {
      const middle = (desk.scrollTop + desk.clientHeight / 2) / desk.scrollHeight;
      zoom = Math.max(0, Math.min(ZOOMS.length - 1, next));
      desk.style.setProperty("--zoom", ZOOMS[zoom]);
      level.textContent = `${100 * ZOOMS[zoom]} %`.replace(" ", "\u00a0");
      out.disabled = zoom === 0;
      into.disabled = zoom === ZOOMS.length - 1;
      desk.scrollTop = middle * desk.scrollHeight - desk.clientHeight / 2;
      desk.scrollLeft = (desk.scrollWidth - desk.clientWidth) / 2;
      resize();
    }
    /* Pictures much too small for where they are shown are drawn anew. */
    function resize() {
      if (!sheet && isSeen() && asked && width() > asked * 1.1) show();
    }
    out.addEventListener("click", () => { setZoom(zoom - 1); if (out.disabled) into.focus(); });
    into.addEventListener("click", () => { setZoom(zoom + 1); if (into.disabled) out.focus(); });
    retry.addEventListener("click", () => { desk.focus(); show(); });
    window.addEventListener("online", () => { if (!note.hidden) show(); });
    new ResizeObserver(() => resize()).observe(desk);
    return { show, seen: () => { if (sheet) sheet.seen(); else if (wanted || !asked) show(); } };
  };
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-alone]").forEach((root) => cv.pages(root).show()));
})();
