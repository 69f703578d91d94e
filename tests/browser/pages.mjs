// The tests of pages in a browser, all in one process with one browser. Two at a time, since each mostly waits.

import { after, describe } from "node:test";
import { browser } from "./browser.mjs";

after(() => browser.close());

describe("pages", { concurrency: 2 }, async () => {
  await import("./every_page.mjs");
  await import("./accessibility.mjs");
  await import("./without_script.mjs");
  await import("./cite.mjs");
  await import("./reading.mjs");
  await import("./filters.mjs");
  await import("./keyboard.mjs");
  await import("./print.mjs");
  await import("./pictures.mjs");
});
