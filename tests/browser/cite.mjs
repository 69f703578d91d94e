// Citations: there to be read and copied by everyone, and to be saved where JavaScript runs.

import { test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { browser, fileUrlOf, pagesOf, serve } from "./browser.mjs";

// A page of each kind that can be cited; those of `exports` hold signs that every format has to write in its own way.
const citable = async () =>
  (await Promise.all(["repository", "exports"].map(pagesOf))).flatMap((pages) =>
    ["article", "event", "topic"].map((kind) => pages.find((page) => page.kind === kind)).filter(Boolean),
  );

test("each format is saved under its name, as it is shown", async () => {
  const server = await serve();
  const context = await browser.newContext({ acceptDownloads: true });
  const page = await context.newPage();
  for (const one of await citable()) {
    for (const url of [server.urlOf(one), fileUrlOf(one)]) {
      await page.goto(url);
      const formats = await page.locator(".export").all();
      assert.deepEqual(await page.locator(".export > summary").allTextContents(), ["BibTeX", "RIS", "CSL-JSON"]);
      for (const format of formats) {
        const text = format.locator("pre");
        await format.locator("summary").click();
        const [download] = await Promise.all([page.waitForEvent("download"), format.locator("a").click()]);
        assert.equal(download.suggestedFilename(), await text.getAttribute("data-file"));
        assert.equal(await readFile(await download.path(), "utf8"), await text.evaluate((pre) => pre.textContent));
        await download.delete();
      }
    }
  }
  server.close();
  await context.close();
});

test("without JavaScript, a keyboard opens each format, and its text can be selected", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const one of await citable()) {
    await page.goto(fileUrlOf(one));
    const texts = await page.locator(".export > pre").allTextContents();
    assert.ok(texts.length === 3 && texts.every((text) => text.trim()), one.path);
    const isReached = () => page.evaluate(() => document.activeElement.matches(".export > summary"));
    for (let presses = 0; !(await isReached()); presses += 1) {
      assert.ok(presses < 300, `${one.path}: Tab reaches the formats`);
      await page.keyboard.press("Tab");
    }
    for (const text of texts) {
      assert.ok(await isReached(), "formats follow each other");
      await page.keyboard.press("Enter");
      const selected = await page.evaluate(() => {
        const pre = document.activeElement.parentElement.querySelector("pre");
        getSelection().selectAllChildren(pre);
        return getSelection().toString();
      });
      assert.equal(selected.trim(), text.trim());
      await page.keyboard.press("Tab");
    }
  }
  await context.close();
});
