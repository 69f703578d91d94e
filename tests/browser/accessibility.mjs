// axe-core finds nothing on any kind of page: light and dark, wide and narrow.

import { test } from "node:test";
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { browser, pagesOf, representatives, serve, sites, watched } from "./browser.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

// What axe finds, as the fault and where it is. By default it doesn't measure targets.
const audit = async (runOnly) => {
  const which = runOnly ? { runOnly } : { rules: { "target-size": { enabled: true } } };
  const { violations } = await axe.run({ resultTypes: ["violations"], ...which });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
};

// Nothing but colours changes in the dark.
const COLOURS = ["color-contrast", "link-in-text-block"];

for (const site of await sites()) {
  test(`${site}: axe-core finds no fault`, async () => {
    const server = await serve();
    // The page's own policy would keep axe out.
    const context = await browser.newContext({ bypassCSP: true });
    const { page } = await watched(context, () => true);
    // A fault that many pages share is told once, with where it was seen first.
    const found = new Map();
    for (const one of representatives(await pagesOf(site), site.startsWith("repository"))) {
      await page.goto(server.urlOf(one));
      await page.addScriptTag({ path: AXE });
      await page.$$eval("details", (all) => all.forEach((one) => (one.open = true)));
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          const faults = await page.evaluate(audit, colorScheme === "dark" ? COLOURS : undefined);
          for (const fault of faults) if (!found.has(fault)) found.set(fault, `${one.path}, ${colorScheme}, ${width}`);
        }
      }
    }
    server.close();
    await context.close();
    assert.deepEqual([...found], []);
  });
}
