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
      const found = await page.evaluate((controls) => {
        const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
        const all = (selector) => [...document.querySelectorAll(selector)];
        const shown = (selector) => all(selector).filter(isShown);
        const isSilent = (link) => !getComputedStyle(link, "::after").content.includes(link.getAttribute("href"));
        const told = (elements) => elements.map((element) => element.outerHTML.slice(0, 80));
        return {
          counts: {
            addresses: shown('.prose a[href^="http"], .facts a[href^="http"]').length,
            notes: all(".why > p").length,
            citations: all(".citation").length,
          },
          "nothing to click": told(shown(controls)),
          "addresses stand after links": told(shown('.prose a[href^="http"], .facts a[href^="http"]').filter(isSilent)),
          "nothing is hidden": told(all(".why > p, .citation").filter((element) => !isShown(element))),
          "each part has its heading": told(shown(".part").filter((part) => !isShown(part.querySelector("h2")))),
        };
      }, CONTROLS);
      const { counts, ...faults } = found;
      for (const [what, elements] of Object.entries(faults)) assert.deepEqual(elements, [], `${one.path}: ${what}`);
      for (const what of Object.keys(counts)) seen[what] += counts[what];
      const pdf = (await page.pdf({ preferCSSPageSize: true, format: "A4" })).toString("latin1");
      assert.ok(/\/Type \/Page\b/.test(pdf), `${one.path}: it has pages`);
    }
  }
  await context.close();
  for (const [what, count] of Object.entries(seen)) assert.ok(count > 0, `some page has ${what}`);
});
