/* Progressive enhancement of every page: each part may be missing and the page still works.
   No inline handler and no eval, so the content security policy stays strict. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  /* Parts that phones fold are open on screens at least as wide as their data-fold says. */
  function openFolds(scope) {
    scope.querySelectorAll("details[data-fold]").forEach((fold) => {
      if (fold.dataset.watched) return;
      fold.dataset.watched = "1";
      const wide = window.matchMedia(`(min-width: ${fold.dataset.fold})`);
      const follow = () => { if (wide.matches) fold.open = true; else if (!fold.matches(":focus-within")) fold.open = false; };
      follow();
      wide.addEventListener("change", follow);
    });
  }

  function closeMessages(scope) {
    scope.querySelectorAll("[data-message]").forEach((message) => {
      const label = document.body.dataset.closeLabel;
      if (message.querySelector(".close") || !label) return;
      const close = document.createElement("button");
      close.type = "button";
      close.className = "close";
      close.textContent = "×";
      close.setAttribute("aria-label", label);
      close.addEventListener("click", () => message.remove());
      message.append(close);
    });
  }

  /* One drop-down at a time; Esc and a click elsewhere close it. */
  function closeDropdowns(except) {
    document.querySelectorAll("details[data-dropdown][open]").forEach((open) => { if (open !== except) open.open = false; });
  }
  document.addEventListener("click", (event) => closeDropdowns(event.target.closest("details[data-dropdown]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-dropdown][open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  /* data-confirm on a form or its button asks first. Without script the server's own confirmation page does. */
  let confirmed = null;
  document.addEventListener("submit", (event) => {
    const asker = event.submitter?.dataset.confirm ? event.submitter : event.target;
    const question = asker.dataset.confirm;
    if (!question || confirmed === event.target) { confirmed = null; return; }
    const dialog = document.getElementById("confirm-dialog");
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!dialog?.showModal) {
      if (window.confirm(question)) resubmit(event.target, event.submitter);
      return;
    }
    dialog.querySelector("[data-question]").textContent = question;
    dialog.querySelector("[data-yes]").textContent = event.submitter?.textContent.trim() || "OK";
    dialog.returnValue = "";
    dialog.addEventListener("close", () => { if (dialog.returnValue === "yes") resubmit(event.target, event.submitter); }, { once: true });
    dialog.showModal();
  }, true);
  function resubmit(form, submitter) {
    confirmed = form;
    form.requestSubmit(submitter);
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-print], [data-share]");
    if (!button) return;
    if ("print" in button.dataset) window.print();
    else if ("share" in button.dataset && navigator.share) navigator.share({ title: document.title, url: location.href }).catch(() => null);
    else { await navigator.clipboard.writeText(button.dataset.copy || location.href); announce(button.dataset.done); }
  });

  /* What changed without a new page is said in #live. */
  function announce(text) {
    const live = document.getElementById("live");
    if (!live || !text) return;
    live.textContent = "";
    window.setTimeout(() => { live.textContent = text; }, 60);
  }

  /* htmx: a line on top while it waits, what the answer says aloud (data-announce), and a way out when it fails. */
  const progress = document.getElementById("progress");
  let waiting = 0;
  document.body.addEventListener("htmx:beforeRequest", () => { waiting += 1; progress?.classList.add("on"); });
  document.body.addEventListener("htmx:afterRequest", () => { waiting -= 1; if (waiting <= 0) { waiting = 0; progress?.classList.remove("on"); } });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const target = event.detail.elt;
    enhance(target.parentElement || target);
    const spoken = target.matches("[data-announce]") ? target : target.querySelector("[data-announce]");
    if (spoken) announce(spoken.dataset.announce || spoken.textContent.trim());
  });
  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(failure, () => announce(document.body.dataset.offlineLabel));
  }
  /* A refusal with a page of its own (403, 404, 429…) is shown as such instead of leaving the screen as it was. */
  document.body.addEventListener("htmx:responseError", (event) => {
    if (event.detail.requestConfig.verb === "get") location.assign(event.detail.pathInfo.finalRequestPath);
    else announce(document.body.dataset.failedLabel);
  });
  /* Pages keep the reader at the top of the results. */
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.requestConfig?.elt.closest(".pages")) (document.getElementById(event.detail.target.id) || event.detail.target).scrollIntoView({ block: "start" });
  });

  function enhance(scope) {
    openFolds(scope);
    closeMessages(scope);
    window.portalForms?.(scope);
  }
  window.portal = { announce };
  document.addEventListener("DOMContentLoaded", () => enhance(document));
})();
