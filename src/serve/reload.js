//! Has an open page follow its site. The server puts it into pages; the build doesn't.
//!
//! It asks the server, by `script` elements, whether what the page shows is out of date, since a strict
//! Content-Security-Policy allows no other way. Then the page is loaded again where it was, or its styles are exchanged, or
//! what is wrong with the site is shown over it.

(() => {
  "use strict";
  const own = document.currentScript;
  const folder = own.src.slice(0, own.src.lastIndexOf("/") + 1);
  const shown = { page: own.dataset.page, styles: own.dataset.styles, faults: "" };
  const place = `briefgen-place ${location.pathname}`;
  let timer = 0;
  let asking = false;
  let changed = false;
  let count = 0;

  // Some browsers refuse storage: then a page begins at its top.
  const remember = () => {
    try {
      sessionStorage.setItem(place, JSON.stringify([scrollX, scrollY]));
    } catch {}
  };
  const recall = () => {
    try {
      const at = JSON.parse(sessionStorage.getItem(place));
      sessionStorage.removeItem(place);
      if (!at) return;
      const go = () => scrollTo({ left: at[0], top: at[1], behavior: "instant" });
      go();
      // Pictures and styles may have moved it.
      if (document.readyState !== "complete") addEventListener("load", go, { once: true });
    } catch {}
  };

  const restyle = (mark) => {
    for (const old of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const address = new URL(old.href);
      if (address.origin !== location.origin || address.href.startsWith(folder)) continue;
      address.searchParams.set("briefgen", mark);
      const next = old.cloneNode();
      next.href = address.href;
      // The old styles go when the new ones are there, so that the page is never without.
      const done = () => old.remove();
      next.addEventListener("load", done, { once: true });
      next.addEventListener("error", done, { once: true });
      old.after(next);
    }
  };

  const tell = (summary, report) => {
    document.getElementById("briefgen-overlay")?.remove();
    if (!report) return;
    if (!document.getElementById("briefgen-overlay-style")) {
      const style = document.createElement("link");
      style.id = "briefgen-overlay-style";
      style.rel = "stylesheet";
      style.href = `${folder}overlay.css`;
      document.head.append(style);
    }
    const overlay = document.createElement("div");
    overlay.id = "briefgen-overlay";
    overlay.setAttribute("role", "alert");
    const title = document.createElement("p");
    title.textContent = `${summary}: this is the last page without`;
    const text = document.createElement("pre");
    text.textContent = report;
    text.tabIndex = 0;
    const hide = document.createElement("button");
    hide.type = "button";
    hide.textContent = "Hide";
    hide.addEventListener("click", () => overlay.remove());
    overlay.append(title, hide, text);
    document.body.append(overlay);
  };

  // Called by the script that the server answers with.
  window.__briefgen = (answer) => {
    changed = answer.page !== shown.page || answer.styles !== shown.styles || answer.faults !== shown.faults;
    if (answer.page !== shown.page) {
      remember();
      location.reload();
      return;
    }
    if (answer.styles !== shown.styles) restyle(answer.styles);
    if (answer.faults !== shown.faults) tell(answer.summary, answer.report);
    Object.assign(shown, { styles: answer.styles, faults: answer.faults });
  };

  const ask = () => {
    if (asking) return;
    clearTimeout(timer);
    asking = true;
    changed = false;
    const start = performance.now();
    const wait = document.hidden ? "0" : "1";
    const script = document.createElement("script");
    const question = new URLSearchParams({ path: location.pathname, ...shown, wait, count: ++count });
    script.src = `${folder}wait.js?${question}`;
    const next = () => {
      script.remove();
      asking = false;
      // An answer that came at once and says nothing new: the page is hidden, or too many are waiting, or the server is gone.
      const early = !changed && performance.now() - start < 20_000;
      timer = setTimeout(ask, early ? 1000 : 0);
    };
    script.addEventListener("load", next, { once: true });
    script.addEventListener("error", next, { once: true });
    document.head.append(script);
  };

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ask();
  });
  recall();
  // The page would wait for an answer that may take long before it counts as loaded.
  if (document.readyState === "complete") ask();
  else addEventListener("load", ask, { once: true });
})();
