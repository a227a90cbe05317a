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

  /* --- Recent searches: in this browser's own storage, never sent anywhere. --- */
  const KEY = "recent-searches", MOST = 8;
  const ours = (url) => typeof url === "string" && /^\/(?!\/)/.test(url);

  function recent() {
    try {
      const found = JSON.parse(window.localStorage.getItem(KEY));
      return Array.isArray(found) ? found.filter((each) => each && ours(each.url) && typeof each.label === "string").slice(0, MOST) : [];
    } catch { return []; }
  }

  function keep(found) {
    try {
      if (found.length) window.localStorage.setItem(KEY, JSON.stringify(found.slice(0, MOST)));
      else window.localStorage.removeItem(KEY);
    } catch { /* private windows may refuse: then there are none */ }
  }

  function here() {
    return document.querySelector("[data-search-url]")?.dataset || {};
  }

  function remember() {
    const { searchUrl: url, searchLabel: label } = here();
    if (url && label) keep([{ url, label }, ...recent().filter((each) => each.url !== url)]);
  }

  function show() {
    const box = document.querySelector("[data-recent]");
    if (!box) return;
    const others = recent().filter((each) => each.url !== here().searchUrl);
    box.hidden = others.length === 0;
    box.querySelector("ul").replaceChildren(...others.map(({ url, label }) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = url;
      link.textContent = label;
      item.append(link);
      return item;
    }));
  }

  document.addEventListener("click", (event) => {
    const forget = event.target.closest("[data-forget]");
    if (!forget) return;
    const box = forget.closest("[data-recent]");
    keep([]);
    show();
    window.portal?.announce(box.dataset.forgotten);
    document.getElementById("q")?.focus();
  });
  const follow = () => { remember(); show(); };
  document.addEventListener("DOMContentLoaded", follow);
  document.addEventListener("htmx:afterSettle", follow);
})();
