// Links name index.html so that the site works from disk; on the web the address is tidier without it.
if (/^https?:$/.test(location.protocol) && location.pathname.endsWith("/index.html")) {
  const folder = location.pathname.slice(0, -"index.html".length);
  history.replaceState(history.state, "", folder + location.search + location.hash);
}

// Escape hides the note that hovering or focus has brought up, until the pointer or the focus moves on (WCAG 1.4.13).
const hush = (on) => () => document.documentElement.classList.toggle("is-hushed", on);
addEventListener("keydown", (event) => event.key === "Escape" && hush(true)());
for (const event of ["pointerover", "focusin"]) addEventListener(event, hush(false));

// A citation can be copied as it stands; the script lets it be saved as a file.
for (const text of document.querySelectorAll("pre[data-file]")) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text.textContent], { type: text.dataset.type }));
  link.download = text.dataset.file;
  link.textContent = text.dataset.label;
  text.after(link);
}
