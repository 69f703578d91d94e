// The search: words in three scripts, choices, history, keyboard, and where it can't work.
//
// SITES holds the built site `searched`, SITE the one that it was built from, which is changed here, and BRIEFGEN the program.

import { after, test } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { browser, fileUrlOf, isOnDisk, pagesOf, serve, watched } from "./browser.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const server = await serve();
const [searchPage, homePage] = await Promise.all(
  ["search", "home"].map(async (kind) => (await pagesOf("searched")).find((page) => page.kind === kind)),
);
after(async () => {
  server.close();
  await browser.close();
});

// Opens a page; `close` fails if it did what no page may: ask somebody else, break its policy, complain.
async function opened(url, options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const requests = [];
  const { page, faults } = await watched(context, (url) => isOnDisk(url) || new URL(url).hostname === "127.0.0.1");
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(url);
  const close = async () => {
    assert.deepEqual(faults(), []);
    await context.close();
  };
  return { page, requests, close };
}

const searchUrl = (query) => `${server.urlOf(searchPage)}?${new URLSearchParams(query)}`;
const says = (page, words) => page.locator("#part-status", { hasText: words }).waitFor();
const titles = (page) => page.locator("#part-results .title").allTextContents();
const active = (page) => page.evaluate(() => document.activeElement.name ?? document.activeElement.tagName);

test("words are found in three scripts, by their stems, parts and beginnings", async () => {
  const { page, close } = await opened(searchUrl({ q: "lamps" }));
  await says(page, "25 results for “lamps”");
  for (const [word, title] of [
    ["등대지기", "등대지기의 하루"],
    ["항구", "등대지기의 하루"],
    ["灯台", "灯台の守り人"],
    ["船", "灯台の守り人"],
  ]) {
    await page.locator("[name=q]").fill(word);
    await says(page, `1 result for “${word}”`);
    assert.deepEqual(await titles(page), [title]);
    assert.ok((await page.locator("#part-results mark").count()) > 0, `${word} is marked`);
  }
  await page.locator("[name=q]").fill("qqqq");
  await says(page, "Nothing is found for “qqqq”.");
  assert.deepEqual(await titles(page), []);
  await close();
});

test("a result says what it is, when, and who says so, and leads there", async () => {
  const { page, close } = await opened(searchUrl({ q: "lamp" }));
  await says(page, "25 results");
  const first = page.locator("#part-results > li").first();
  assert.equal(await first.locator(".kind").textContent(), "Article");
  assert.equal(await first.locator(".time").textContent(), "May 2031");
  assert.equal(await first.locator(".attribution").textContent(), "Yonhap");
  // What stands in a text for itself is neither markup nor lost.
  assert.equal(await first.locator(".summary").textContent(), "It has a lamp & a keeper, 1 < 2.");
  const title = await first.locator("a").textContent();
  await first.locator("a").click();
  assert.equal(await page.locator("h1").textContent(), title);
  // A moment later, when the script of that page has run, its address is tidy.
  await page.waitForURL(/\/a\/b\/searched\/articles\/lighthouse-\d+\/$/);
  await page.goto(searchUrl({ q: "three-way summit 2024", kind: "event" }));
  await says(page, "result");
  const event = page.locator("#part-results > li", { hasText: "Three-way leaders' summit in 2024" });
  assert.equal((await event.locator(".standing").allTextContents()).join(), "Announced, not reported");
  await close();
});

test("texts of other languages say so", async () => {
  const { page, close } = await opened(searchUrl({ q: "灯台" }));
  await says(page, "1 result");
  assert.equal(await page.locator("#part-results .title").getAttribute("lang"), "ja");
  await page.goto(searchUrl({ q: "lamp" }));
  await says(page, "25 results");
  assert.equal(await page.locator("#part-results .title").first().getAttribute("lang"), null);
  await close();
});

test("more results are shown when they are asked for, and the keyboard goes on with them", async () => {
  const { page, close } = await opened(searchUrl({ q: "lamp" }));
  await says(page, "25 results");
  assert.equal((await titles(page)).length, 20);
  const more = page.locator("#part-more button");
  await more.focus();
  await page.keyboard.press("Enter");
  await page.locator("#part-results > li:nth-child(25)").waitFor();
  assert.ok(await page.evaluate(() => document.activeElement.matches("#part-results > li:nth-child(21) a")));
  assert.ok(!(await more.isVisible()));
  assert.equal(new Set(await titles(page)).size, 25);
  await close();
});

test("choices narrow, are counted, and go with the address", async () => {
  const { page, close } = await opened(searchUrl({ q: "summit" }));
  await says(page, "results for “summit”");
  const all = Number.parseInt(await page.locator("#part-status").textContent(), 10);
  const kind = page.locator("[name=kind]");
  const shown = (await kind.locator("option:not([hidden])").allTextContents()).slice(1);
  const counts = shown.map((option) => Number(option.match(/\((\d+)\)$/)[1]));
  assert.equal(counts.reduce((sum, count) => sum + count, 0), all, shown.join());
  const [events] = shown.map((option) => option.match(/^Event \((\d+)\)$/)?.[1]).filter(Boolean);
  await kind.selectOption("event");
  await says(page, `${events} result`);
  const kinds = await page.locator("#part-results .kind").allTextContents();
  assert.deepEqual([...new Set(kinds)], ["Event"]);
  assert.equal(new URL(page.url()).search, "?q=summit&kind=event");
  for (const [name, value] of [
    ["topic", "Russia and North Korea"],
    ["publisher", "Ukrinform"],
  ]) {
    await page.goto(searchUrl({ q: "korea", [name]: value }));
    await says(page, "result");
    assert.equal(await page.locator(`[name=${name}]`).inputValue(), value);
    assert.ok((await titles(page)).length > 0, value);
  }
  await close();
});

test("Back leads to the last search, and what is typed bit by bit is one step", async () => {
  const { page, close } = await opened(searchUrl({ q: "lamp" }));
  await says(page, "for “lamp”");
  const box = page.locator("[name=q]");
  await box.fill("");
  for (const typed of ["sum", "mit"]) {
    await box.pressSequentially(typed);
    await page.waitForTimeout(400);
  }
  await says(page, "for “summit”");
  await box.press("Enter");
  await box.fill("Kishida");
  await says(page, "for “Kishida”");
  await page.goBack();
  await says(page, "for “summit”");
  assert.equal(await box.inputValue(), "summit");
  await page.goBack();
  await says(page, "for “lamp”");
  await page.goForward();
  await says(page, "for “summit”");
  // Leaving and coming back is no other search.
  await page.locator("#part-results a").first().click();
  await page.goBack();
  await says(page, "for “summit”");
  await close();
});

test("every page has a box, which a key leads to, and which leads to the search", async () => {
  const { page, requests, close } = await opened(server.urlOf(homePage));
  const box = page.locator("[name=q]");
  const before = page.locator(".masthead-nav a").first();
  await before.focus();
  await page.keyboard.press("/");
  assert.equal(await active(page), "q");
  assert.equal(await box.inputValue(), "");
  await page.keyboard.type("1/2");
  assert.equal(await box.inputValue(), "1/2", "it can be typed there");
  await page.keyboard.press("Escape");
  assert.ok(await before.evaluate((link) => link === document.activeElement));
  for (const key of ["Control+/", "Alt+/", "Meta+/"]) await page.keyboard.press(key);
  assert.ok(await before.evaluate((link) => link === document.activeElement));
  assert.ok(!requests.some((url) => url.includes("/search/")), "nobody has searched");
  await page.keyboard.press("/");
  await page.keyboard.type("lamp");
  await page.keyboard.press("Enter");
  await says(page, "25 results for “lamp”");
  assert.equal(new URL(page.url()).search, "?q=lamp");
  await page.keyboard.press("/");
  assert.equal(await active(page), "q");
  await close();
});

test("the key can be turned off for good", async () => {
  const { page, close } = await opened(server.urlOf(searchPage));
  const box = page.locator("#part-key");
  const hint = () => page.locator("[name=q]").getAttribute("title");
  assert.ok(await box.isChecked());
  assert.equal(await hint(), "Press / to search");
  await box.uncheck();
  assert.equal(await hint(), "");
  await page.goto(server.urlOf(homePage));
  await page.locator(".masthead-nav a").first().focus();
  await page.keyboard.press("/");
  assert.notEqual(await active(page), "q");
  assert.equal(await hint(), "");
  await page.goto(server.urlOf(searchPage));
  assert.ok(!(await box.isChecked()));
  await box.check();
  await page.keyboard.press("/");
  assert.equal(await active(page), "q", "also from the box that turns it on");
  await close();
});

test("there is no such key where turning it off can't be kept", async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  const page = await context.newPage();
  await page.goto(server.urlOf(searchPage));
  assert.ok(!(await page.locator("#part-key").isVisible()));
  await page.goto(server.urlOf(homePage));
  await page.keyboard.press("/");
  assert.equal(await active(page), "BODY");
  assert.equal(await page.locator("[name=q]").getAttribute("aria-keyshortcuts"), null);
  await context.close();
});

test("nothing of the index is loaded before somebody searches", async () => {
  const { page, requests, close } = await opened(server.urlOf(searchPage));
  assert.equal(await active(page), "q");
  await page.waitForTimeout(300);
  assert.deepEqual(requests.filter((url) => url.includes("/search/data/")), []);
  await page.keyboard.type("lamp");
  await says(page, "25 results");
  assert.equal(await active(page), "q", "the focus stays");
  assert.ok(requests.some((url) => url.includes("/search/data/en/pagefind.js")));
  await close();
});

test("without JavaScript it says what is missing, and the box still leads there", async () => {
  const { page, close } = await opened(server.urlOf(homePage), { javaScriptEnabled: false });
  await page.locator("[name=q]").fill("lamp");
  await page.locator("[name=q]").press("Enter");
  await page.waitForURL(/\/search\/(index\.html)?\?q=lamp$/);
  const note = page.locator("noscript");
  assert.match(await note.textContent(), /needs JavaScript/);
  await note.locator("a", { hasText: "Articles" }).click();
  assert.match(page.url(), /\/articles\/index\.html$/);
  await close();
});

test("from disk it says that it can't work", async () => {
  const { page, close } = await opened(fileUrlOf(homePage));
  await page.locator("[name=q]").fill("lamp");
  await page.locator("[name=q]").press("Enter");
  await says(page, "can’t when its files are opened from disk");
  assert.ok(!(await page.locator("#part-search").isVisible()));
  await close();
});

test("an index that can't be had is told, and asked for again", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route("**/pagefind-entry.json*", (route) => route.abort());
  await page.goto(searchUrl({ q: "lamp" }));
  await says(page, "The index can’t be loaded");
  await page.unroute("**/pagefind-entry.json*");
  await page.locator("[name=q]").fill("lamps");
  await says(page, "25 results for “lamps”");
  await context.close();
});

test("axe-core finds no fault in results: light and dark, wide and narrow", async () => {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  const found = [];
  for (const query of [{ q: "summit" }, { q: "灯台" }, { q: "qqqq" }]) {
    await page.goto(searchUrl(query));
    await says(page, `“${query.q}”`);
    await page.addScriptTag({ path: AXE });
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await page.evaluate(() => axe.run({ rules: { "target-size": { enabled: true } } }));
        const told = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
        found.push(...told.map((fault) => `${query.q}, ${colorScheme}, ${width}: ${fault}`));
      }
      const scrolls = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
      if (scrolls > 0) found.push(`${query.q} at ${width} scrolls by ${scrolls} px`);
    }
  }
  await context.close();
  assert.deepEqual(found, []);
});

test("what is being written is found as soon as it is searched for", async () => {
  const program = spawn(process.env.BRIEFGEN, ["serve", "--root", process.env.SITE, "--port", "0"]);
  try {
    const address = await new Promise((found, failed) => {
      createInterface({ input: program.stdout }).once("line", (line) => found(line.match(/http:\S+/)[0]));
      program.once("exit", (code) => failed(new Error(`briefgen serve ended with ${code}`)));
    });
    const { page, close } = await opened(`${address}search/?q=lamp`);
    await says(page, "25 results");
    const file = join(process.env.SITE, "content/articles/lighthouse-1.md");
    await writeFile(file, (await readFile(file, "utf8")).replace("a keeper", "a zeppelin"));
    await page.goto(`${address}articles/lighthouse-1/`);
    await page.locator(".prose", { hasText: "zeppelin" }).waitFor();
    await page.goto(`${address}search/?q=zeppelin`);
    await says(page, "1 result for “zeppelin”");
    assert.deepEqual(await titles(page), ["Lighthouse 1"]);
    await close();
  } finally {
    program.kill();
  }
});
