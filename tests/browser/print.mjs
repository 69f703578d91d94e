// On paper: nothing to click, nothing hidden, and addresses where links were.

import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, fileUrlOf, pagesOf, representatives } from "./browser.mjs";

const CONTROLS = "nav, button, input, select, .skip, .jump, .export, .downloads, a[download]";

test("every kind of page prints", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.emulateMedia({ media: "print" });
  const seen = { addresses: 0, notes: 0, citations: 0 };
  for (const site of ["repository", "claims", "corrections", "exports"]) {
    for (const one of representatives(await pagesOf(site), site === "repository")) {
      // On disk it has no stylesheet: its links begin with the site's path.
      if (one.kind === "not found") continue;
      await page.goto(fileUrlOf(one));
      const [controls, silent, notes, citations, empty] = await page.evaluate((controls) => {
        const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
        const shown = (selector) => [...document.querySelectorAll(selector)].filter(isShown);
        const isSilent = (link) => !getComputedStyle(link, "::after").content.includes(link.getAttribute("href"));
        const links = shown('.prose a[href^="http"], .facts a[href^="http"]');
        const notes = [...document.querySelectorAll(".why > p")];
        return [
          shown(controls).map((element) => element.outerHTML.slice(0, 80)),
          [links.length, links.filter(isSilent).map((link) => link.href)],
          [notes.length, notes.filter((note) => !isShown(note)).map((note) => note.textContent)],
          [...document.querySelectorAll(".citation")].map(isShown),
          shown(".part").filter((part) => !shown(`#${part.getAttribute("aria-labelledby")}`).length).map((part) => part.outerHTML.slice(0, 80)),
        ];
      }, CONTROLS);
      assert.deepEqual(controls, [], `${one.path}: nothing to click`);
      assert.deepEqual(silent[1], [], `${one.path}: addresses stand after links`);
      assert.deepEqual(notes[1], [], `${one.path}: notes are shown`);
      assert.deepEqual(empty, [], `${one.path}: no part is left without its heading`);
      assert.ok(citations.every(Boolean), `${one.path}: how to cite it is shown`);
      seen.addresses += silent[0];
      seen.notes += notes[0];
      seen.citations += citations.length;
      const pdf = (await page.pdf({ preferCSSPageSize: true, format: "A4" })).toString("latin1");
      assert.ok(/\/Type \/Page\b/.test(pdf), `${one.path}: it has pages`);
    }
  }
  await context.close();
  for (const [what, count] of Object.entries(seen)) assert.ok(count > 0, `some page has ${what}`);
});
