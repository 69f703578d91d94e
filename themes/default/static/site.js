// Links name index.html so that the site works from disk; on the web the address is tidier without it.
if (/^https?:$/.test(location.protocol) && location.pathname.endsWith("/index.html")) {
  const folder = location.pathname.slice(0, -"index.html".length);
  history.replaceState(history.state, "", folder + location.search + location.hash);
}

// Escape hides the note that hovering or focus has brought up, until the pointer or the focus moves on (WCAG 1.4.13).
const hush = (on) => () => document.documentElement.classList.toggle("is-hushed", on);
addEventListener("keydown", (event) => event.key === "Escape" && hush(true)());
for (const event of ["pointerover", "focusin"]) addEventListener(event, hush(false));

// "/" leads to the search box, unless it is being typed somewhere; Escape leads back. Whoever speaks to their computer may call
// it up without meaning to, and turns it off on the search page (WCAG 2.1.4): so there is no such key where that can't be kept.
const searchBox = document.querySelector('input[type="search"]');
const kept = (() => {
  try {
    localStorage.setItem("search-key", localStorage.getItem("search-key") ?? "on");
    return localStorage;
  } catch {
    return undefined;
  }
})();
const isKeyOn = () => kept?.getItem("search-key") === "on";
const tellKey = () => {
  if (!searchBox) return;
  searchBox.title = isKeyOn() ? searchBox.dataset.key : "";
  if (isKeyOn()) searchBox.setAttribute("aria-keyshortcuts", "/");
  else searchBox.removeAttribute("aria-keyshortcuts");
};
tellKey();

const keyBox = document.getElementById("part-key");
if (keyBox) {
  keyBox.checked = isKeyOn();
  keyBox.closest("p").hidden = kept === undefined;
  keyBox.addEventListener("change", () => {
    kept.setItem("search-key", keyBox.checked ? "on" : "off");
    tellKey();
  });
}

let cameFrom;
addEventListener("keydown", (event) => {
  const isPlain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
  const isTyped = event.target.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable]");
  if (!searchBox || !isPlain || isTyped || !isKeyOn()) return;
  event.preventDefault();
  cameFrom = document.activeElement;
  searchBox.focus();
  searchBox.select();
});
searchBox?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  searchBox.blur();
  cameFrom?.focus();
});

// A citation can be copied as it stands; the script lets it be saved as a file.
for (const text of document.querySelectorAll("pre[data-file]")) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text.textContent], { type: text.dataset.type }));
  link.download = text.dataset.file;
  link.textContent = text.dataset.label;
  text.after(link);
}

// The words of a chronology's key come to its marks under the pointer too.
addEventListener("pointerover", (event) => {
  const mark = event.target.closest?.(".chronology :is(.stance-words, .differs, .inferred):not([title])");
  const stance = mark?.closest(".stance")?.className.match(/is-\w+/)[0] ?? (mark?.matches(".differs") ? "is-differs" : "is-inferred");
  const meaning = mark && document.querySelector(`.marks .${stance} dd`);
  if (meaning) mark.title = meaning.textContent;
});
