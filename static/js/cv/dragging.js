/* Dragging an item of a list by its handle, with a mouse or a finger. With a keyboard the buttons "up" and "down" do the same. */
(() => {
  "use strict";
  const cv = (window.cv ||= {});
  /* Pixels from the edges of the window where it scrolls: above the bar at the bottom of a phone, below the one on top. */
  const EDGE = 110, STEP = 14;

  /* `moved(list, item)` once the item was let go at another place. */
  cv.dragging = (root, moved) => {
    let busy = false;
    root.addEventListener("pointerdown", (event) => {
      const handle = event.target.closest("[data-handle]");
      if (!handle || event.button > 0 || busy) return;
      const item = handle.closest("li"), list = item.parentElement, before = [...list.children].indexOf(item);
      let y = event.clientY, frame = null;
      busy = true;
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      item.classList.add("dragged");

      const at = () => [...list.children].indexOf(item);
      /* The others step aside: the item itself stays in the page, or it would lose the pointer. */
      const put = (place) => {
        while (at() > place) item.after(item.previousElementSibling);
        while (at() < place) item.before(item.nextElementSibling);
      };
      const place = () => {
        const others = [...list.children].filter((other) => other !== item);
        const next = others.findIndex((other) => { const box = other.getBoundingClientRect(); return y < box.top + Math.min(box.height, 120) / 2; });
        put(next < 0 ? others.length : next);
      };
      const scroll = () => {
        if (y < EDGE) window.scrollBy({ top: -STEP, behavior: "instant" });
        else if (y > window.innerHeight - EDGE) window.scrollBy({ top: STEP, behavior: "instant" });
        place();
        frame = window.requestAnimationFrame(scroll);
      };
      const move = (next) => { y = next.clientY; };
      const end = (last) => {
        busy = false;
        window.cancelAnimationFrame(frame);
        handle.removeEventListener("pointermove", move);
        handle.removeEventListener("pointerup", end);
        handle.removeEventListener("pointercancel", end);
        item.classList.remove("dragged");
        if (last.type === "pointercancel") { put(before); return; }
        y = last.clientY;
        place();
        if (at() !== before) moved(list, item);
      };
      handle.addEventListener("pointermove", move);
      handle.addEventListener("pointerup", end);
      handle.addEventListener("pointercancel", end);
      frame = window.requestAnimationFrame(scroll);
    });
  };
})();
