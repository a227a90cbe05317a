/* A sheet of paper in a frame, as large as there is room: the preview where the server draws no pages (pages.js). Two frames take turns, so that a new print appears without a white moment. Frames are sandboxed:
   nothing in them runs, and we see nothing of them. */
(() => {
  "use strict";
  const cv = (window.cv ||= {});
  /* A4 at 96 dots an inch, with the grey around it. */
  const WIDTH = 840;

  function fit(paper) {
    const scale = Math.min(1, paper.clientWidth / WIDTH);
    paper.style.setProperty("--scale", scale);
    paper.style.setProperty("--frame-height", `${paper.clientHeight / scale}px`);
  }
  cv.fitPaper = (paper) => {
    new ResizeObserver(() => fit(paper)).observe(paper);
    fit(paper);
  };

  cv.paper = (paper, url, title) => {
    let front = null, coming = null, again = null;
    const isSeen = () => paper.offsetParent !== null;
    function show(section) {
      if (!isSeen()) { again = section || "top"; return; }
      if (coming) { again = section || "top"; return; }
      const frame = document.createElement("iframe");
      frame.title = title;
      frame.setAttribute("sandbox", "allow-popups");
      frame.className = "coming";
      coming = frame;
      frame.addEventListener("load", () => {
        front?.remove();
        frame.className = "";
        front = frame;
        coming = null;
        paper.dispatchEvent(new Event("print"));
        if (again) { const next = again; again = null; show(next); }
      }, { once: true });
      frame.src = `${url}?v=${Date.now()}${section && section !== "top" ? `#section-${encodeURIComponent(section)}` : ""}`;
      paper.append(frame);
    }
    return { show, seen: () => { if (again || !front) { const next = again; again = null; show(next); } } };
  };
})();
