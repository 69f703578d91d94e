// On paper: a briefing with a running title and page numbers, notes for its sources, addresses where links were, nothing to
// click, nothing hidden.

import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, fileUrlOf, pagesOf, representatives } from "./browser.mjs";
import { pagesOfPdf } from "./pdf.mjs";

const CONTROLS = "nav, button, input, select, .skip, .jump, .export, .downloads, a[download]";

// What the print style makes of the page, as faults by what is promised, and how much there was to look at.
const look = (controls) => {
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (selector) => all(selector).filter(isShown);
  const isSilent = (link) => !getComputedStyle(link, "::after").content.includes(link.getAttribute("href"));
  const told = (elements) => elements.map((element) => element.outerHTML.slice(0, 80));
  const links = shown('.prose a[href^="http"], .facts a[href^="http"]');
  const leadsNowhere = (link) => !document.getElementById(link.getAttribute("href").slice(1));
  return {
    counts: {
      addresses: links.length,
      sources: shown(".address").length,
      references: shown("a.reference").length,
      notes: all(".why > p").length,
      citations: all(".citation").length,
    },
    faults: {
      "nothing to click": told(shown(controls)),
      "addresses stand after links": told(links.filter(isSilent)),
      "addresses of sources are shown": told(all(".address").filter((element) => !isShown(element))),
      "numbers are shown": told(all(".reference").filter((element) => !isShown(element))),
      "numbers lead to sources": told(all("a.reference").filter(leadsNowhere)),
      "nothing is hidden": told(all(".why > p, .citation, details p").filter((element) => !isShown(element))),
      "each part has its heading": told(shown(".part").filter((part) => !isShown(part.querySelector("h2")))),
      "entries stay whole": told(
        shown(".entry, .endnotes > li").filter((entry) => getComputedStyle(entry).breakInside !== "avoid"),
      ),
    },
  };
};

// As PDFs are read back.
const squeezed = (text) => text.replace(/\s+/g, "");

test("every kind of page prints", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.emulateMedia({ media: "print" });
  const seen = { addresses: 0, sources: 0, references: 0, notes: 0, citations: 0, pages: 0 };
  for (const site of ["repository", "claims", "corrections", "exports"].flatMap((name) => [name, `${name}-in-dossier`])) {
    for (const one of representatives(await pagesOf(site), site.startsWith("repository"))) {
      // On disk it has no stylesheet: its links begin with the site's path.
      if (one.kind === "not found") continue;
      await page.goto(fileUrlOf(one));
      const { counts, faults } = await page.evaluate(look, CONTROLS);
      for (const [what, elements] of Object.entries(faults)) assert.deepEqual(elements, [], `${site}/${one.path}: ${what}`);
      for (const what of Object.keys(counts)) seen[what] += counts[what];

      const { title, name, headings, addresses } = await page.evaluate(() => {
        const texts = (selector) => [...document.querySelectorAll(selector)].map((element) => element.textContent);
        const { page: title, site: name } = document.documentElement.dataset;
        return { title, name, headings: texts("h2, h3, h4"), addresses: texts(".address") };
      });
      const pages = await pagesOfPdf(await page.pdf({ preferCSSPageSize: true, format: "A4" }));
      seen.pages += pages.length;
      pages.forEach(({ text, lines }, n) => {
        const where = `${site}/${one.path}, page ${n + 1}`;
        const foot = lines.at(-1);
        assert.equal(foot.text, `${n + 1}/${pages.length}`, `${where}: its number is at its foot`);
        assert.ok(foot.y < 52, `${where}: the number is in the margin`);
        // The first page says in its text what the others say at their head.
        const head = n === 0 ? text : lines.slice(0, 3).map((line) => line.text).join("");
        for (const running of [title, name]) assert.ok(head.includes(squeezed(running)), `${where}: ${running} in ${head}`);
        const last = lines.at(-2).text;
        const isLeft = headings.find((heading) => squeezed(heading) === last);
        assert.ok(!isLeft, `${where} ends with a heading: ${isLeft}`);
      });
      const text = pages.map((page) => page.text).join("");
      for (const address of addresses) assert.ok(text.includes(squeezed(address)), `${one.path}: ${address}`);
    }
  }
  await context.close();
  for (const [what, count] of Object.entries(seen)) assert.ok(count > 0, `some page has ${what}`);
});

test("sources of a topic are notes: what its chronology refers to stands in its list", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const site of ["repository", "repository-in-dossier"]) {
    for (const one of (await pagesOf(site)).filter((one) => one.kind === "topic")) {
      await page.goto(fileUrlOf(one));
      const text = (await pagesOfPdf(await page.pdf({ format: "A4" }))).map((page) => page.text).join("");
      const titles = await page.$$eval('[id^="reference-"] .title a', (links) => links.map((link) => link.textContent));
      assert.ok(titles.length > 0, one.path);
      titles.forEach((title, n) => {
        const note = `[${n + 1}]`;
        assert.ok(text.includes(note + squeezed(title)), `${site}/${one.path}: ${note} ${title}`);
        assert.ok(text.split(note).length > 2, `${site}/${one.path}: something refers to ${note}`);
      });
    }
  }
  await context.close();
});
