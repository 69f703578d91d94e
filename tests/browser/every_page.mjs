// What holds for every page of every site.

import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, fileUrlOf, pagesOf, representatives, serve, shownOf, sites, watched } from "./browser.mjs";

// A phone, and a desktop at 400 % zoom.
const NARROW = [390, 320];

// Adds rules to a page, whose policy lets no style of others in.
const addRules = (page, ...rules) =>
  page.evaluate((rules) => {
    const sheet = [...document.styleSheets].at(-1);
    for (const rule of rules) sheet.insertRule(rule, sheet.cssRules.length);
  }, rules);

// Entries that are not near the screen are laid out as well, or they would stick out unseen.
const LAID_OUT = ".entry { content-visibility: visible !important; }";

// What readers may set for themselves, by WCAG 1.4.12.
const SPACING = [
  "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }",
  "p { margin-block-end: 2em !important; }",
];

// Whose text is cut off, but for what ends with an ellipsis: names above a table, which its rows say in full.
const clipped = () => {
  const isCut = (element) => {
    const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
    const isWide = overflowX !== "visible" && overflowX !== "auto" && element.scrollWidth > element.clientWidth + 1;
    const isHigh = overflowY !== "visible" && overflowY !== "auto" && element.scrollHeight > element.clientHeight + 1;
    return (isWide || isHigh) && textOverflow !== "ellipsis" && !element.closest("svg, select, input, .aloud");
  };
  return [...document.querySelectorAll("body *")].filter(isCut).map((element) => element.outerHTML.slice(0, 120));
};

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
      await addRules(page, LAID_OUT);
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

test("text that its reader has spaced out is not cut off, at 400 % zoom, on every kind of page", async () => {
  const server = await serve();
  const context = await browser.newContext({ viewport: { width: 320, height: 256 } });
  const page = await context.newPage();
  const found = [];
  const kinds = new Set();
  for (const site of await sites()) {
    for (const one of representatives(await pagesOf(site), site === "repository")) {
      kinds.add(one.kind);
      await page.goto(server.urlOf(one));
      await page.$$eval("details", (all) => all.forEach((one) => (one.open = true)));
      await addRules(page, LAID_OUT, ...SPACING);
      const scrolls = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
      if (scrolls > 0) found.push(`${site}/${one.path}: ${scrolls} px: ${await page.evaluate(widest)}`);
      found.push(...(await page.evaluate(clipped)).map((cut) => `${site}/${one.path}: ${cut}`));
    }
  }
  server.close();
  await context.close();
  assert.ok(kinds.size >= 13, [...kinds].join());
  assert.deepEqual(found, []);
});

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
