// What answers to a pointer or a keyboard: notes on dates, and the link that skips to the text.

import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, pagesOf, serve } from "./browser.mjs";

// Opens a page of this repository's site in a window of this size.
async function opened(kind, viewport, options = {}) {
  const server = await serve();
  const context = await browser.newContext({ viewport, ...options });
  const page = await context.newPage();
  await page.goto(server.urlOf((await pagesOf("repository")).find((one) => one.kind === kind)));
  const close = () => Promise.all([server.close(), context.close()]);
  return { page, close };
}

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 320, height: 700 };

const isShown = (note) =>
  note.evaluate((note) => note.checkVisibility({ visibilityProperty: true, opacityProperty: true }));

// Waits, since a note comes up with a delay.
async function shows(note, expected) {
  for (let tries = 0; tries < 40; tries += 1) {
    if ((await isShown(note)) === expected) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.equal(await isShown(note), expected);
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with" : "without";
  test(`notes on dates show on hover, focus and click, ${how} JavaScript`, async () => {
    const { page, close } = await opened("chronology", DESK, { javaScriptEnabled });
    const why = page.locator(".why").first();
    const [summary, note] = [why.locator("summary"), why.locator("p")];
    await shows(note, false);
    await summary.hover();
    await shows(note, true);
    await page.mouse.move(0, 0);
    await shows(note, false);
    await summary.focus();
    await shows(note, true);
    await page.keyboard.press("Enter");
    assert.ok(await why.evaluate((why) => why.open));
    await page.locator("h1").click();
    await shows(note, true);
    await summary.click();
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.activeElement.blur());
    await shows(note, false);
    await close();
  });
}

test("Escape hides a note until the pointer or the focus comes back", async () => {
  const { page, close } = await opened("chronology", DESK);
  const [first, second] = await page.locator(".why").all();
  await first.locator("summary").hover();
  await shows(first.locator("p"), true);
  await page.keyboard.press("Escape");
  await shows(first.locator("p"), false);
  await page.mouse.move(0, 0);
  await first.locator("summary").hover();
  await shows(first.locator("p"), true);
  await page.mouse.move(0, 0);
  await second.locator("summary").focus();
  await shows(second.locator("p"), true);
  await page.keyboard.press("Escape");
  await shows(second.locator("p"), false);
  await close();
});

test("notes stay on a narrow screen", async () => {
  for (const kind of ["chronology", "topic", "article", "event", "articles"]) {
    const { page, close } = await opened(kind, PHONE);
    for (const why of await page.locator(".why").all()) {
      await why.locator("summary").focus();
      const { left, right } = await why.locator("p").evaluate((note) => {
        const { left, right } = note.getBoundingClientRect();
        return { left, right };
      });
      assert.ok(left >= 0 && right <= PHONE.width, `${kind}: a note goes from ${left} to ${right}`);
      assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), PHONE.width);
    }
    await close();
  }
});

test("the first stop of the keyboard skips to the text", async () => {
  for (const kind of ["home", "article"]) {
    const { page, close } = await opened(kind, DESK);
    await page.keyboard.press("Tab");
    const skip = page.locator(".skip");
    assert.ok(await skip.evaluate((link) => link === document.activeElement && link.getBoundingClientRect().top >= 0));
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "part-main");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)));
    await close();
  }
});
