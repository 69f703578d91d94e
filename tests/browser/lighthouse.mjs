// Lighthouse finds nothing to mend on the pages that readers come for. Its figures for speed depend on the machine: what can be
// held of speed is that nothing moves while a page loads, and what a page weighs (tests/suite/weight.rs).

import { after, test } from "node:test";
import assert from "node:assert/strict";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { browser, pagesOf, serve } from "./browser.mjs";

after(() => browser.close());

// The quality of pages, each out of 1.
const CATEGORIES = ["accessibility", "best-practices", "seo"];

test("Lighthouse finds nothing to mend", async () => {
  const server = await serve();
  const chromeFlags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"];
  const chrome = await launch({ chromePath: process.env.CHROMIUM, chromeFlags });
  try {
    const pages = await pagesOf("repository");
    for (const kind of ["topic", "article"]) {
      const url = server.urlOf(pages.find((page) => page.kind === kind));
      const onlyAudits = ["cumulative-layout-shift"];
      const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: "silent", onlyCategories: CATEGORIES, onlyAudits });
      assert.equal(lhr.runtimeError, undefined);
      const faults = Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 1);
      const told = faults.map(({ id, explanation, details }) => [id, explanation, JSON.stringify(details?.items)]);
      const scores = CATEGORIES.map((name) => lhr.categories[name].score);
      assert.deepEqual({ told, scores }, { told: [], scores: [1, 1, 1] }, url);
      assert.equal(lhr.audits["cumulative-layout-shift"].numericValue, 0, url);
    }
  } finally {
    server.close();
    chrome.kill();
  }
});
