// Without JavaScript and from disk, a page is complete: the script adds controls and no text.

import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, fileUrlOf, isOnDisk, pagesOf, shownOf, watched } from "./browser.mjs";

// What the page says, less the controls that the script adds, or shows and fills.
const says = () => {
  const body = document.body.cloneNode(true);
  body.querySelectorAll('a[href^="blob:"], .scripted').forEach((control) => control.remove());
  return body.textContent.replace(/\s+/g, " ").trim();
};

for (const site of ["repository", "repository-in-dossier"]) {
  test(`${site}: from disk, pages ask for files of the site only, and say the same without a script`, async () => {
    const [scripted, plain] = [true, false].map((javaScriptEnabled) => browser.newContext({ javaScriptEnabled }));
    const { page: withScript, faults } = await watched(await scripted, (url) => isOnDisk(url) || url.startsWith("blob:"));
    const without = await (await plain).newPage();
    let controls = 0;
    for (const one of await shownOf(site)) {
      // One is for web servers: its links begin with the site's path. The other needs JavaScript, and says so where there
      // is none.
      if (["not found", "search"].includes(one.kind)) continue;
      // By then the script has run.
      const waitUntil = "domcontentloaded";
      await Promise.all([withScript, without].map((page) => page.goto(fileUrlOf(one), { waitUntil })));
      assert.equal(await without.evaluate(says), await withScript.evaluate(says), one.path);
      assert.equal(await without.locator('a[href^="blob:"], .scripted >> visible=true').count(), 0, "no control is shown");
      controls += await withScript.locator('a[href^="blob:"]').count();
    }
    assert.ok(controls > 0, "the script ran");
    assert.deepEqual(faults(), []);
    await Promise.all([scripted, plain].map(async (context) => (await context).close()));
  });
}

test("without JavaScript, links lead on from disk", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const [home] = (await pagesOf("repository")).filter((one) => one.kind === "home");
  await page.goto(fileUrlOf(home));
  for (const link of ['.masthead-nav a:text("Chronology")', ".chronology .title a >> nth=0", ".masthead-name a"]) {
    await page.locator(link).click();
  }
  assert.equal(page.url(), fileUrlOf(home));
  await context.close();
});
