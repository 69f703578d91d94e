// Reads PDFs back, as Chromium has printed them: the words of each page and where they stand.

import { createRequire } from "node:module";
import { browser } from "./browser.mjs";

const { resolve } = createRequire(import.meta.url);

// pdf.js is made for browsers, so it runs in one: on a page of its own, without a worker.
const context = await browser.newContext();
const reader = await context.newPage();
for (const part of ["pdf.worker.min.mjs", "pdf.min.mjs"]) {
  await reader.addScriptTag({ type: "module", path: resolve(`pdfjs-dist/build/${part}`) });
}

// The pages of a PDF: `text`, in the order in which it is drawn, without spaces; and `lines` from top to bottom, each with its
// own text and with `y`, its distance from the bottom in points.
export async function pagesOfPdf(pdf) {
  return reader.evaluate(async (bytes) => {
    const data = Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0));
    const file = await globalThis.pdfjsLib.getDocument({ data, verbosity: 0 }).promise;
    const pages = [];
    for (let n = 1; n <= file.numPages; n += 1) {
      const { items } = await (await file.getPage(n)).getTextContent();
      const squeezed = (text) => text.replace(/\s+/g, "");
      const lines = new Map();
      for (const { str, transform } of items.filter((item) => item.str?.trim())) {
        const y = Math.round(transform[5]);
        lines.set(y, (lines.get(y) ?? "") + squeezed(str));
      }
      const text = squeezed(items.map((item) => item.str ?? "").join(""));
      pages.push({ text, lines: [...lines].sort(([a], [b]) => b - a).map(([y, text]) => ({ y, text })) });
    }
    await file.destroy();
    return pages;
  }, pdf.toString("base64"));
}
