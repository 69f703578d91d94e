// Links name index.html so that the site works from disk; on the web the address is tidier without it.
if (/^https?:$/.test(location.protocol) && location.pathname.endsWith("/index.html")) {
  const folder = location.pathname.slice(0, -"index.html".length);
  history.replaceState(history.state, "", folder + location.search + location.hash);
}

// Escape hides the note that hovering or focus has brought up, until the pointer or the focus moves on (WCAG 1.4.13).
const hush = (on) => () => document.documentElement.classList.toggle("is-hushed", on);
addEventListener("keydown", (event) => event.key === "Escape" && hush(true)());
for (const event of ["pointerover", "focusin"]) addEventListener(event, hush(false));

// "/" leads to the search box, unless it is being typed somewhere; Escape leads back.
const searchBox = document.querySelector('input[type="search"]');
let cameFrom;
addEventListener("keydown", (event) => {
  const isPlain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
  if (!searchBox || !isPlain || event.target.closest?.("input, select, textarea, [contenteditable]")) return;
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
