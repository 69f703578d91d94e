// A chronology of thousands of events: filters count right, entries are found, and anchors and paper hold all of them. What
// the page weighs and how long it takes is printed and not judged: machines differ.
//
// SITES holds the built site `long` (see `long.rs`, by whose rule the expected counts are worked out here).

import { after, test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { browser, fileUrlOf, pagesOf } from "./browser.mjs";

const EVENTS = 5000;
const STANCES = ["reports", "announces", "recalls", "disputes"];

// What an event is, by its number. A third of them have another report, by the next article.
const eventOf = (n) => {
  const isReportedAgain = n % 3 === 2 && n + 10 < EVENTS;
  return {
    topic: n % 5 === 0 ? ["all", "fifth"] : ["all"],
    person: [`person-${n % 40}`, `person-${(n * 7 + 3) % 40}`],
    organization: [`organization-${n % 15}`],
    place: [`place-${n % 25}`],
    stance: [STANCES[n % 4], ...(isReportedAgain ? ["reports"] : [])],
    year: [String(2001 + (n % 25))],
  };
};
const all = Array.from({ length: EVENTS }, (_, n) => eventOf(n));
const expected = (choices) =>
  all.filter((event) => Object.entries(choices).every(([name, value]) => event[name].includes(value))).length;

const topic = (await pagesOf("long")).find((page) => page.path === "topics/all/all/index.html");
after(() => browser.close());

async function opened(query = "") {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  // A busy machine takes its time over nine megabytes.
  page.setDefaultNavigationTimeout(120_000);
  await page.goto(fileUrlOf(topic) + query);
  return page;
}

const shown = (page) => page.locator(".chronology .entry:not([hidden])").count();
const says = (page) => page.locator("#part-filter [role=status]").textContent();

test("choices leave what they should, alone and together, and say beforehand how many", async () => {
  const page = await opened();
  assert.equal(await shown(page), EVENTS);
  for (const choices of [
    { person: "person-7" },
    { person: "person-7", stance: "disputes" },
    { place: "place-3", year: "2004" },
    { topic: "fifth", organization: "organization-5", stance: "reports" },
    { stance: "disputes", year: "2010" },
  ]) {
    await page.goto(`${fileUrlOf(topic)}?${new URLSearchParams(choices)}`);
    assert.ok(expected(choices) > 0);
    assert.equal(await shown(page), expected(choices), JSON.stringify(choices));
    assert.equal(await says(page), `${expected(choices)} of ${EVENTS} events`);
    // What each choice would leave, with the others as they are.
    const offered = await page.$$eval("#part-filter select:not([name=origins])", (selects) =>
      selects.flatMap((select) =>
        [...select.options].slice(1).map(({ value, text }) => [select.name, value, Number(text.match(/\((\d+)\)$/)[1])]),
      ),
    );
    assert.ok(offered.length > 100);
    for (const [name, value, count] of offered) {
      assert.equal(count, expected({ ...choices, [name]: value }), `${name}: ${value} beside ${JSON.stringify(choices)}`);
    }
  }
  await page.context().close();
});

test("what is far down is found, reached by its anchor, and printed", async () => {
  const page = await opened("#event-event-4211");
  const isInView = (id) =>
    page.evaluate((id) => {
      const { top, bottom } = document.getElementById(id).getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }, id);
  await page.waitForTimeout(300);
  assert.ok(await isInView("event-event-4211"));
  await page.evaluate(() => scrollTo(0, 0));
  assert.ok(await page.evaluate(() => find("Example event 2626")));
  await page.waitForTimeout(300);
  assert.ok(await isInView("event-event-2626"), "find-in-page goes there");
  await page.emulateMedia({ media: "print" });
  const skipped = await page.$$eval(".entry[id] .title", (titles) =>
    titles.filter((title) => !title.checkVisibility({ contentVisibilityAuto: true })).length,
  );
  assert.equal(skipped, 0, "paper holds what is not on the screen");
  await page.context().close();
});

test("its weight and its times, to be read", async (t) => {
  const html = await readFile(topic.file);
  const page = await opened();
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
  const { domContentLoadedEventEnd: parsed, loadEventEnd: loaded } = await page.evaluate(() =>
    performance.getEntriesByType("navigation")[0].toJSON(),
  );
  const change = (name, value) =>
    page.evaluate(
      ([name, value]) =>
        new Promise((done) => {
          const select = document.querySelector(`#part-filter [name=${name}]`);
          const begin = performance.now();
          select.value = value;
          select.dispatchEvent(new Event("change", { bubbles: true }));
          const worked = performance.now();
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => done([worked - begin, performance.now() - begin]);
            port2.postMessage(0);
          });
        }),
      [name, value],
    );
  t.diagnostic(`5,000 events: ${html.length} bytes, ${gzipSync(html, { level: 9 }).length} by gzip`);
  const ms = (time) => `${Math.round(time)} ms`;
  t.diagnostic(`5,000 events: first contentful paint ${ms(paint)}, parsed ${ms(parsed)}, loaded ${ms(loaded)}`);
  for (const [name, value] of [
    ["person", "person-7"],
    ["person", ""],
    ["stance", "reports"],
    ["stance", "recalls"],
    ["stance", ""],
    ["year", "2004"],
    ["year", ""],
  ]) {
    const [worked, painted] = await change(name, value);
    t.diagnostic(`5,000 events: ${name} = ${value || "all"}: ${ms(worked)} of work, next frame after ${ms(painted)}`);
  }
  await page.context().close();
});
