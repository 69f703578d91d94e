// A reader with a keyboard alone: from the home page to a topic, a filter, an event, an article, a search, a result, and back.

import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, pagesOf, serve } from "./browser.mjs";

// Where the focus is, and what is wrong with how that shows.
const focused = () => {
  const element = document.activeElement;
  const told = element.outerHTML.slice(0, 100);
  if (element === document.body) return { told, faults: ["nothing has the focus"] };
  const { outlineStyle, outlineWidth, outlineOffset, outlineColor } = getComputedStyle(element);
  const reach = parseFloat(outlineOffset) + parseFloat(outlineWidth);
  const [box] = element.getClientRects();
  const [x, y] = [box.left + Math.min(box.width, innerWidth) / 2, box.top + box.height / 2];
  const at = document.elementFromPoint(x, y);
  const faults = [];
  if (!element.matches(":focus-visible")) faults.push("is not shown to have the focus");
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) faults.push(`outline: ${outlineStyle} ${outlineWidth}`);
  if (outlineColor === getComputedStyle(document.body).backgroundColor) faults.push("its outline is not seen");
  const room = [box.top, innerHeight - box.bottom, box.left, innerWidth - box.right];
  if (room.some((room) => room < reach)) faults.push(`is not on the screen as a whole: ${room}`);
  if (at !== element && !element.contains(at) && !at?.contains(element)) faults.push(`is covered by ${at?.outerHTML.slice(0, 80)}`);
  return { told, faults };
};

// Steps on until this has the focus; each stop on the way has to show that it has it.
async function tabTo(page, selector) {
  const target = page.locator(selector).first();
  await target.waitFor();
  for (let steps = 0; steps < 300; steps += 1) {
    await page.keyboard.press("Tab");
    const { told, faults } = await page.evaluate(focused);
    assert.deepEqual(faults, [], `${page.url()}: ${told}`);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`${page.url()}: no way leads to ${selector}`);
}

// Follows the link that has the focus.
async function follow(page) {
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  return page.locator("h1").textContent();
}

for (const width of [1280, 320]) {
  test(`Tab, Enter and Escape are enough, ${width} px wide`, async () => {
    const server = await serve();
    const context = await browser.newContext({ viewport: { width, height: 720 } });
    const page = await context.newPage();
    await page.goto(server.urlOf((await pagesOf("repository")).find((one) => one.kind === "home")));
    await tabTo(page, '.topics a:text("United States, South Korea and Japan")');
    assert.equal(await follow(page), "United States, South Korea and Japan");

    // The skip link leads past the masthead.
    await tabTo(page, ".skip");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "part-main");

    await tabTo(page, ".marks summary");
    await page.keyboard.press("Enter");
    assert.ok(await page.locator(".marks dd").first().isVisible());
    if (width === 320) {
      await tabTo(page, "#part-filter summary");
      await page.keyboard.press("Enter");
    }
    await tabTo(page, "#part-filter [name=stance]");
    await page.keyboard.press("ArrowDown");
    const status = await page.locator("#part-filter [role=status]").textContent();
    assert.match(status, /^\d+ of 17 events$/);

    // A note comes up by itself, and Escape hides it.
    await tabTo(page, ".chronology .why > summary");
    const note = page.locator(".chronology .why > p").first();
    await note.waitFor();
    await page.keyboard.press("Escape");
    await note.waitFor({ state: "hidden" });
    const event = '.chronology .entry:not([hidden]) .title a[href*="events/"]';
    await tabTo(page, event);
    const title = await page.locator(event).first().textContent();
    assert.equal(await follow(page), title);

    await tabTo(page, ".accounts-table td a");
    const article = await page.locator(".accounts-table td a").first().textContent();
    assert.equal(await follow(page), article);

    await tabTo(page, ".masthead [name=q]");
    await page.keyboard.type("summit");
    await follow(page);
    await tabTo(page, "#part-results .title a");
    const result = await page.locator("#part-results .title a").first().textContent();
    assert.equal(await follow(page), result);

    for (const heading of ["Search", article, title, "United States, South Korea and Japan"]) {
      await page.goBack();
      await page.locator("h1", { hasText: heading }).waitFor();
    }
    // What was filtered is filtered still.
    assert.equal(await page.locator("#part-filter [role=status]").textContent(), status);
    server.close();
    await context.close();
  });
}
