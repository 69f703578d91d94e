// What holds for every page of every site.

import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, fileUrlOf, pagesOf, serve, shownOf, sites, watched } from "./browser.mjs";

// A phone, and a desktop at 400 % zoom.
const NARROW = [390, 320];

// What sticks out to the right, for whoever has to mend it.
const widest = () => {
  const sticksOut = (element) => element.getBoundingClientRect().right > innerWidth + 0.5;
  const inner = [...document.querySelectorAll("body *")].filter(sticksOut).at(-1);
  return inner ? inner.outerHTML.slice(0, 160) : "nothing seen";
};

for (const site of await sites()) {
  test(`${site}: pages ask nobody else, complain of nothing, and nothing scrolls sideways`, async () => {
    const server = await serve();
    const context = await browser.newContext();
    const isOwn = (url) => url.startsWith(`${server.origin}/`) || url.startsWith("blob:");
    const { page, faults } = await watched(context, isOwn);
    const found = [];
    let widths = NARROW;
    for (const one of await shownOf(site)) {
      await page.goto(server.urlOf(one));
      assert.ok(!page.url().endsWith("index.html"), "the script tidies the address");
      await page.$$eval("details", (all) => all.forEach((one) => (one.open = true)));
      // Each page begins with the width that the last one ended with.
      widths = widths.toReversed();
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        const scrolls = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
        if (scrolls > 0) found.push(`${one.path} at ${width}: ${scrolls} px: ${await page.evaluate(widest)}`);
      }
    }
    server.close();
    await context.close();
    assert.deepEqual([...found, ...faults()], []);
  });
}

test("old addresses lead on, from a server and from disk", async () => {
  const server = await serve();
  const context = await browser.newContext();
  const page = await context.newPage();
  let count = 0;
  for (const site of await sites()) {
    for (const one of (await pagesOf(site)).filter((one) => one.kind === "redirect")) {
      for (const url of [server.urlOf(one), fileUrlOf(one)]) {
        await page.goto(url);
        await page.waitForSelector("main h1");
        assert.notEqual(page.url(), url);
        count += 1;
      }
    }
  }
  server.close();
  await context.close();
  assert.ok(count > 0, "a site has old addresses");
});
