/* Views and clicks are told by beacons without a cookie's help; recent searches stay in this browser.
   Nothing here is needed to read a page. */
(() => {
  "use strict";

  /* --- Beacons. A view counts once the page was in sight for a second. --- */
  const tell = (url) => { if (url && navigator.sendBeacon) navigator.sendBeacon(url); };

  function watchView(url) {
    let timer = null;
    const look = () => {
      window.clearTimeout(timer);
      if (document.visibilityState !== "visible" || document.prerendering) return;
      timer = window.setTimeout(() => {
        document.removeEventListener("visibilitychange", look);
        tell(url);
      }, 1000);
    };
    document.addEventListener("visibilitychange", look);
    document.addEventListener("prerenderingchange", look);
    look();
  }

  document.addEventListener("click", (event) => tell(event.target.closest("[data-count-click]")?.dataset.countClick));
  const seen = document.querySelector("[data-count-view]");
  if (seen) watchView(seen.dataset.countView);
})();
