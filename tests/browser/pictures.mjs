// Pictures: words stay legible and apart at every width, marks lead to entries, and colours are the reader's.

import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, pagesOf, serve } from "./browser.mjs";

const SITES = ["repository", "pictures", "dates", "exports"];

// Opens every page with a drawing, one after the other, and hands it on with its name.
async function eachDrawing(options, look) {
  const server = await serve();
  const context = await browser.newContext(options);
  const page = await context.newPage();
  let count = 0;
  for (const site of SITES) {
    for (const one of (await pagesOf(site)).filter((one) => ["topic", "chronology"].includes(one.kind))) {
      await page.goto(server.urlOf(one));
      if (!(await page.locator(".drawing").count())) continue;
      await look(page, `${site}/${one.path}`);
      count += 1;
    }
  }
  server.close();
  await context.close();
  assert.ok(count > 3, "pages have drawings");
}

for (const width of [1280, 390, 320]) {
  test(`at ${width} px, labels are legible and apart, and nothing leaves the page`, async () => {
    await eachDrawing({ viewport: { width, height: 800 } }, async (page, name) => {
      const faults = await page.locator(".drawing").evaluate((drawing) => {
        const box = (element) => element.getBoundingClientRect();
        const labels = [...drawing.querySelectorAll("text")];
        const small = labels.filter((label) => parseFloat(getComputedStyle(label).fontSize) < 12);
        const crowded = labels.slice(1).filter((label, n) => box(label).left < box(labels[n]).right + 2);
        // Arrows and dots stand off the ends of what they belong to.
        const inside = ({ left, right, top, bottom }) => {
          const frame = box(drawing);
          return left >= frame.left - 11 && right <= frame.right + 11 && top >= frame.top - 1 && bottom <= frame.bottom + 1;
        };
        const shapes = [...drawing.querySelectorAll("text, line, circle, rect, path")];
        const outside = shapes.filter((shape) => !inside(box(shape)));
        return [...small, ...crowded, ...outside].map((element) => element.outerHTML);
      });
      assert.deepEqual(faults, [], name);
    });
  });
}

test("a mark leads to its entry, and is no stop of the keyboard", async () => {
  await eachDrawing({ viewport: { width: 1280, height: 800 } }, async (page, name) => {
    const stops = await page.$$eval(".drawing a", (links) => links.filter((link) => link.tabIndex !== -1).length);
    assert.equal(stops, 0, name);
    const mark = page.locator(".drawing a").first();
    const anchor = (await mark.getAttribute("href")).slice(1);
    await mark.locator(".reach, .piece").last().click();
    assert.equal(decodeURIComponent(new URL(page.url()).hash), `#${anchor}`, name);
    assert.ok(await page.evaluate((id) => document.querySelector(":target")?.id === id, anchor), name);
  });
});

test("drawings take the colours of the page: dark, chosen by the reader, black on paper", async () => {
  const looks = [{ colorScheme: "light" }, { colorScheme: "dark" }, { forcedColors: "active" }, { media: "print" }];
  await eachDrawing({}, async (page, name) => {
    const seen = [];
    for (const look of looks) {
      await page.emulateMedia({ colorScheme: null, forcedColors: null, media: null, ...look });
      seen.push(
        await page.locator(".drawing").evaluate((drawing) => {
          const shape = drawing.querySelector(".fill, .line, .piece");
          const { fill, stroke } = getComputedStyle(shape);
          return fill === "none" ? stroke : fill;
        }),
      );
    }
    assert.equal(new Set(seen).size, looks.length, `${name}: ${seen}`);
  });
});
