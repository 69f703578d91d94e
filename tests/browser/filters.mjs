// Filters of a chronology: what they leave, the address that holds them, the keyboard, paper, and where they are not.

import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, fileUrlOf, pagesOf, serve, watched } from "./browser.mjs";

const PATH = "topics/us-korea-japan/index.html";
const ALL = 17;

// Opens the longest topic of this repository's site; `close` fails if the page complained.
async function opened({ query = "", fromDisk = false, path = PATH, site = "repository", ...options } = {}) {
  const server = await serve();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const { page, faults } = await watched(context, () => true);
  const one = (await pagesOf(site)).find((page) => page.path === path);
  await page.goto((fromDisk ? fileUrlOf(one) : server.urlOf(one)) + query);
  const close = async () => {
    assert.deepEqual(faults(), []);
    await Promise.all([server.close(), context.close()]);
  };
  return { page, close };
}

const shown = (page) => page.locator(".chronology .entry >> visible=true").count();
const says = (page) => page.locator("#part-filter [role=status]").textContent();
// The anchors of entries that are hidden, and of those that the picture shows as left out.
const leftOut = (page) => page.$$eval(".chronology .entry[hidden]", (entries) => entries.map(({ id }) => `#${id}`));
const faded = (page) => page.$$eval(".timeline a.is-left-out", (marks) => marks.map((mark) => mark.getAttribute("href")));
const choice = (page, name) => page.locator(`#part-filter [name=${name}]`);
const query = (page) => new URL(page.url()).search;

for (const fromDisk of [false, true]) {
  test(`a choice leaves what has it, says how many, and stands in the address, from ${fromDisk ? "disk" : "a server"}`, async () => {
    const { page, close } = await opened({ fromDisk });
    assert.equal(await shown(page), ALL);
    assert.equal(await says(page), "", "nothing was asked for");
    assert.ok(!(await page.locator("#part-filter button").isVisible()));
    await choice(page, "person").selectOption("park-jin");
    const links = await page.locator(".chronology .entry >> visible=true").locator(".who").allTextContents();
    assert.ok(links.length > 0 && links.every((names) => names.includes("Park Jin")), links.join());
    assert.equal(await says(page), `${await shown(page)} of ${ALL} events`);
    assert.equal(query(page), "?person=park-jin");
    assert.ok((await leftOut(page)).length > 0);
    assert.deepEqual((await faded(page)).sort(), (await leftOut(page)).sort());
    // Each choice says what it would leave, and those that would leave nothing can't be made.
    for (const option of await choice(page, "stance").locator("option:not([value=''])").all()) {
      const [, count] = (await option.textContent()).match(/ \((\d+)\)$/);
      assert.equal(await option.isDisabled(), count === "0");
      if (count === "0") continue;
      await choice(page, "stance").selectOption(await option.getAttribute("value"));
      assert.equal(await shown(page), Number(count));
    }
    await page.locator("#part-filter button").click();
    assert.equal(await shown(page), ALL);
    assert.equal(query(page), "");
    assert.deepEqual(await faded(page), []);
    assert.equal(await says(page), `${ALL} of ${ALL} events`);
    assert.ok(await choice(page, "topic").evaluate((select) => select === document.activeElement));
    await close();
  });

  test(`Back and Forward lead through choices, from ${fromDisk ? "disk" : "a server"}`, async () => {
    const { page, close } = await opened({ fromDisk, query: "?other=1" });
    await choice(page, "stance").selectOption("reports");
    // Choices of one control in a row are one step.
    await choice(page, "year").selectOption("2024");
    await choice(page, "year").selectOption("2023");
    assert.equal(query(page), "?other=1&stance=reports&year=2023");
    await page.goBack();
    assert.equal(query(page), "?other=1&stance=reports");
    assert.equal(await choice(page, "year").inputValue(), "");
    const reported = await shown(page);
    await page.goBack();
    assert.equal(await shown(page), ALL);
    await page.goForward();
    assert.equal(await shown(page), reported);
    await close();
  });
}

// Its chronology is divided by year; the first page has three of its fourteen entries.
const DIVIDED = { site: "by-year", path: "topics/lamps/index.html" };
const pathOf = (page) => new URL(page.url()).pathname.replace(/index\.html$/, "");

for (const fromDisk of [false, true]) {
  test(`the first of several pages asks that of everything, from ${fromDisk ? "disk" : "a server"}`, async () => {
    const { page, close } = await opened({ ...DIVIDED, fromDisk });
    assert.equal(await shown(page), 3);
    await choice(page, "stance").selectOption("announces");
    assert.equal(await shown(page), 3, "a choice by itself leads nowhere");
    await page.locator("#part-filter button[type=submit]").click();
    await page.waitForURL("**/lamps/all/**");
    assert.equal(query(page), "?stance=announces");
    assert.equal(await says(page), `${await shown(page)} of 14 events`);
    await page.goBack();
    await page.waitForURL((url) => !url.pathname.includes("/all/"));
    assert.equal(await shown(page), 3);
    await close();
  });
}

test("addresses from before a chronology was divided lead to what they led to", async () => {
  for (const [query, path, anchor] of [
    ["?stance=announces", "lamps/all/"],
    ["#event-lamp-1", "lamps/all/", "event-lamp-1"],
    ["#event-2031-lamp", "lamps/", "event-2031-lamp"],
    ["#year-2028", "lamps/", "year-2028"],
    ["?other=1#event-nothing%ff", "lamps/all/"],
  ]) {
    const { page, close } = await opened({ ...DIVIDED, query });
    if (path.includes("all")) await page.waitForURL("**/lamps/all/**");
    assert.ok(pathOf(page).endsWith(path), `${query} leads to ${page.url()}`);
    assert.ok(page.url().endsWith(query), "with what was asked for");
    if (anchor) assert.ok(await page.locator(`#${anchor}`).isVisible());
    await close();
  }
});

test("an address is followed as far as it makes sense", async () => {
  for (const [query, left] of [
    ["?person=nobody&stance=reports%20recalls&year=", ALL],
    ["?person=park-jin&person=joe-biden", 3],
    ["?origins=2&nonsense=1#%ff", 1],
  ]) {
    const { page, close } = await opened({ query });
    assert.equal(await shown(page), left, query);
    await close();
  }
});

test("years without an entry go, from the page and from its navigation", async () => {
  const { page, close } = await opened({ query: "?year=2024" });
  assert.deepEqual(await page.locator(".year > h3 >> visible=true").allTextContents(), ["2024"]);
  assert.deepEqual(await page.locator(".jump a >> visible=true").allTextContents(), ["2024"]);
  // No line stands between a year and its first entry.
  await choice(page, "year").selectOption("");
  await choice(page, "person").selectOption("xi-jinping");
  const first = page.locator(".chronology .entry >> visible=true").first();
  assert.equal(await first.evaluate((entry) => getComputedStyle(entry).borderTopWidth), "0px");
  await close();
});

test("an anchor shows its entry whatever is chosen", async () => {
  const event = "event-2024-06-19-pyongyang-treaty";
  const comesIntoView = (page) =>
    page.waitForFunction((event) => {
      const { top, bottom, height } = document.getElementById(event).getBoundingClientRect();
      return height > 0 && top >= 0 && bottom <= innerHeight;
    }, event);
  const { page, close } = await opened({ query: `?person=park-jin#${event}` });
  await comesIntoView(page);
  assert.equal(await shown(page), 4);
  await choice(page, "person").selectOption("joe-biden");
  assert.ok(!(await page.locator(`#${event}`).isVisible()), "another choice is another question");
  assert.equal(new URL(page.url()).hash, "");
  // A mark of the picture leads there, and Back away from it.
  await page.evaluate((event) => document.querySelector(`.timeline a[href="#${event}"]`).dispatchEvent(new MouseEvent("click")), event);
  await page.locator(`#${event}`).waitFor();
  await comesIntoView(page);
  await page.goBack();
  await page.locator(`#${event}`).waitFor({ state: "hidden" });
  await close();
});

test("what is chosen stands on paper", async () => {
  const { page, close } = await opened({ query: "?person=park-jin&stance=recalls" });
  const remark = page.locator("#part-filtered");
  assert.ok(!(await remark.isVisible()));
  await page.emulateMedia({ media: "print" });
  assert.equal(await remark.textContent(), "Filtered: Park Jin · recalled (2 of 17 events).");
  assert.ok(await remark.isVisible());
  assert.ok(!(await page.locator("#part-filter").isVisible()));
  assert.equal(await shown(page), 2);
  await page.emulateMedia({ media: "screen" });
  await page.locator("#part-filter button").click();
  await page.emulateMedia({ media: "print" });
  assert.ok(!(await remark.isVisible()));
  await close();
});

test("choices fold away on a phone, and are open where something is chosen", async () => {
  const viewport = { width: 390, height: 800 };
  const { page, close } = await opened({ viewport });
  assert.ok(!(await choice(page, "person").isVisible()));
  await page.locator("#part-filter summary").press("Enter");
  await choice(page, "person").selectOption("park-jin");
  await page.locator("#part-filter button").press("Enter");
  assert.ok(await page.locator("#part-filter summary").evaluate((summary) => summary === document.activeElement));
  await close();
  const linked = await opened({ viewport, query: "?person=park-jin" });
  assert.ok(await choice(linked.page, "person").isVisible());
  await linked.close();
});

test("the form is there from the first moment, and nothing moves for it", async () => {
  const { page, close } = await opened({ path: "chronology/index.html" });
  const shift = await page.evaluate(
    () =>
      new Promise((done) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(sum), 500);
      }),
  );
  assert.equal(shift, 0);
  await close();
});

test("a few events have no form, and load no script for it", async () => {
  const { page, close } = await opened({ path: "topics/russia-north-korea/index.html" });
  assert.equal(await page.locator("#part-filter, script[src*=filters]").count(), 0);
  await close();
});

test("marks say what they stand for: in a key, and under the pointer", async () => {
  const { page, close } = await opened();
  const key = page.locator(".marks");
  await key.locator("summary").press("Enter");
  const meanings = await key.locator("dd >> visible=true").allTextContents();
  assert.equal(meanings.length, 6);
  for (const [mark, meaning] of [
    [".is-reports .stance-words", meanings[0]],
    [".is-announces .stance-words", meanings[1]],
    [".is-recalls .stance-words", meanings[2]],
  ]) {
    const place = page.locator(`.chronology ${mark}`).first();
    await place.hover();
    assert.equal(await place.getAttribute("title"), meaning);
  }
  await close();
});
