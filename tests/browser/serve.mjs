// `briefgen serve` with the real program: open pages follow what is written, and show what is wrong with it.
//
// SITE is a copy of a site, which is changed here, and BRIEFGEN the program.

import { after, test } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { browser, watched } from "./browser.mjs";

const ARTICLE = "content/articles/2023/2023-11-15-apec-margins.md";
const STYLE = "themes/default/static/style.css";

const server = spawn(process.env.BRIEFGEN, ["serve", "--root", process.env.SITE, "--port", "0"]);
after(async () => {
  server.kill();
  await browser.close();
});

// The program's first line says where it serves.
const address = await new Promise((found, failed) => {
  createInterface({ input: server.stdout }).once("line", (line) => found(line.match(/http:\S+/)[0]));
  server.once("exit", (code) => failed(new Error(`briefgen serve ended with ${code}`)));
});

// Changes a file of the site, and gives what puts it back.
async function edit(path, change) {
  const file = join(process.env.SITE, path);
  const text = await readFile(file, "utf8");
  assert.notEqual(change(text), text, `${path} is changed`);
  await writeFile(file, change(text));
  return () => writeFile(file, text);
}

// Opens the article in a number of tabs; `faults` gives what the pages of them did that no page may.
async function opened(count) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 600 } });
  const tabs = [];
  for (let index = 0; index < count; index += 1) {
    const tab = await watched(context, (url) => url.startsWith(new URL("/", address).href) || url.startsWith("blob:"));
    await tab.page.goto(`${address}articles/2023-11-15-apec-margins/`);
    tabs.push(tab);
  }
  return { tabs, close: () => context.close(), faults: () => tabs.flatMap((tab) => tab.faults()) };
}

test("a change shows in every tab, which stays where it was", async () => {
  const { tabs, close, faults } = await opened(2);
  const places = [700, 300];
  for (const [index, { page }] of tabs.entries()) await page.evaluate((top) => scrollTo(0, top), places[index]);
  const undo = await edit(ARTICLE, (text) => text.replace("serious global threat.", "threat to fog bells."));
  for (const [index, { page }] of tabs.entries()) {
    await page.locator(".prose", { hasText: "threat to fog bells" }).waitFor();
    await page.waitForFunction((top) => scrollY === top, places[index]);
  }
  await undo();
  for (const { page } of tabs) await page.locator(".prose", { hasText: "serious global threat" }).waitFor();
  assert.deepEqual(faults(), []);
  await close();
});

test("styles are exchanged without loading the page again", async () => {
  const { tabs, close, faults } = await opened(1);
  const [{ page }] = tabs;
  await page.evaluate(() => (window.isTheSame = true));
  const colour = () => page.locator("h1").evaluate((heading) => getComputedStyle(heading).color);
  const before = await colour();
  const hasColour = (expected) => getComputedStyle(document.querySelector("h1")).color === expected;
  const undo = await edit(STYLE, (text) => `${text}\nh1 { color: rgb(1, 2, 3); }\n`);
  await page.waitForFunction(hasColour, "rgb(1, 2, 3)");
  await undo();
  await page.waitForFunction(hasColour, before);
  assert.equal(await page.evaluate(() => window.isTheSame), true);
  assert.deepEqual(faults(), []);
  await close();
});

test("what is wrong is shown over the last good page until it is mended", async () => {
  const { tabs, close, faults } = await opened(2);
  const undo = await edit(ARTICLE, (text) => text.replace("topics: [", "topics: [no-such-topic, "));
  const lines = (await readFile(join(process.env.SITE, ARTICLE), "utf8")).split("\n");
  const line = lines.findIndex((line) => line.startsWith("topics:")) + 1;
  for (const { page } of tabs) {
    const overlay = page.locator("#briefgen-overlay");
    await overlay.waitFor();
    const text = await overlay.textContent();
    for (const told of ['unknown topic "no-such-topic"', `${ARTICLE}:${line}:`, "topics: [no-such-topic, "]) {
      assert.ok(text.includes(told), `${told} is told: ${text}`);
    }
    assert.ok(await page.locator(".prose", { hasText: "serious global threat" }).isVisible(), "the page stays");
    const style = await overlay.evaluate((overlay) => getComputedStyle(overlay).position);
    assert.equal(style, "fixed", "the overlay has its styles under the page's policy");
  }
  await undo();
  for (const { page } of tabs) await page.locator("#briefgen-overlay").waitFor({ state: "detached" });
  assert.deepEqual(faults(), []);
  await close();
});
