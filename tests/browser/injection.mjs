// A site whose every text tries to run a script, in a browser: nothing runs, under the policy of the pages and without it.
//
// SITES holds the built site, `injection`, and `control`, a page with the same payloads as they are. SITE is the site's own
// folder, and BRIEFGEN the program.

import { after, test } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { browser, pagesOf, serve } from "./browser.mjs";

// Whether the pages' policy is taken away, and which part of the pages is loaded: it is the sanitiser that has to hold.
const POLICIES = [
  { isBypassed: false, every: 5 },
  { isBypassed: true, every: 1 },
];

const server = await serve();
after(async () => {
  server.close();
  await browser.close();
});

// A context that counts what payloads call, in pages and in frames and windows that they open; nobody else is asked for anything.
async function counted(isBypassed) {
  const context = await browser.newContext({ bypassCSP: isBypassed });
  const hits = [];
  await context.exposeBinding("hit", ({ frame }) => hits.push(frame.url()));
  await context.addInitScript(() => {
    for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => hit();
  });
  await context.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => route.abort());
  return { context, hits };
}

// What could still act when somebody touches it: handlers of events, addresses by the scheme that the browser makes of them, and
// elements that no page has.
const active = () => {
  const inert = ["http:", "https:", "mailto:", "tel:", "blob:"];
  const found = [];
  // The box for words, which asks the search page of the site; and what filters a page, which asks for that page.
  const isSearch = (form) => {
    if (form.id === "part-filter") return form.method === "get" && !form.hasAttribute("action");
    const { origin, pathname } = new URL(form.action, document.baseURI);
    return form.method === "get" && origin === location.origin && /\/search\/(index\.html)?$/.test(pathname);
  };
  const shape = document.querySelector("template#part-result");
  const elements = [document, ...(shape ? [shape.content] : [])].flatMap((part) => [...part.querySelectorAll("*")]);
  for (const element of elements) {
    if (element === shape || (element.localName === "form" && isSearch(element))) continue;
    for (const { name, value } of element.attributes) {
      if (/^on|^style$|^srcdoc$|^formaction$|^action$|^ping$/.test(name)) found.push(`${name}=${value}`);
      if (!/^(href|src|cite|data|poster|background|xlink:href)$/.test(name)) continue;
      // What is no address leads nowhere.
      if (!URL.canParse(value, document.baseURI)) continue;
      const { protocol } = new URL(value, document.baseURI);
      const isPicture = element.localName === "img" && /^data:image\/(png|jpeg|gif|webp|avif)/i.test(value.trim());
      if (!inert.includes(protocol) && !isPicture) found.push(`${name}=${value}`);
    }
    // The theme draws pictures, of shapes and words alone.
    if (element.namespaceURI === "http://www.w3.org/2000/svg") {
      const isDrawn = /^(svg|g|rect|line|path|circle|text|title|a)$/.test(element.localName);
      if (!isDrawn || !element.closest(".picture")) found.push(`<${element.localName}>`);
      continue;
    }
    if (/^(iframe|object|embed|base|form|style|math|template|video|audio|frame)$/.test(element.localName)) {
      found.push(`<${element.localName}>`);
    }
  }
  return found;
};

// Brings about what handlers wait for.
const touch = () => {
  for (const element of document.querySelectorAll("main *")) {
    for (const type of ["mouseover", "focus", "toggle", "error", "load", "begin"]) element.dispatchEvent(new Event(type));
  }
};

for (const { isBypassed, every } of POLICIES) {
  test(`${isBypassed ? "without" : "with"} the policy of the pages, nothing runs`, async () => {
    const { context, hits } = await counted(isBypassed);
    const page = await context.newPage();
    const pages = (await pagesOf("injection")).filter((one) => one.kind !== "redirect");
    assert.ok(pages.length > 200, `${pages.length} pages`);
    for (const one of pages.filter((_, n) => n % every === 0)) {
      await page.goto(server.urlOf(one));
      const found = await page.evaluate(active);
      await page.evaluate(touch);
      // One page that fails is enough: those after it would fail as well, and each waits for its scripts.
      assert.deepEqual([...found, ...hits], [], one.path);
    }
    await context.close();
  });
}

for (const { isBypassed } of POLICIES) {
  test(`${isBypassed ? "without" : "with"} the policy of the search page, what is found is text`, async () => {
    const { context, hits } = await counted(isBypassed);
    const page = await context.newPage();
    const search = (await pagesOf("injection")).find((one) => one.kind === "search");
    for (const word of ["onerror", "script", "hit"]) {
      await page.goto(`${server.urlOf(search)}?q=${word}`);
      const results = page.locator("#part-results");
      await results.locator("li").first().waitFor();
      for (const more = page.locator("#part-more button"); await more.isVisible(); ) {
        const shown = await results.locator("li").count();
        await more.click();
        await results.locator("li").nth(shown).waitFor();
      }
      assert.match(await results.locator(".title").allTextContents().then(String), /<(img|svg|script)/, "titles are payloads");
      assert.match(await results.locator(".summary").allTextContents().then(String), /</, "and so are texts");
      assert.equal(await results.locator("img, script, svg").count(), 0);
      const found = await page.evaluate(active);
      await page.evaluate(touch);
      assert.deepEqual([...found, ...hits], [], word);
    }
    await context.close();
  });
}

test("payloads do run where they are written as they are", async () => {
  const { context, hits } = await counted(true);
  const page = await context.newPage();
  const ran = new Set();
  for (const one of await pagesOf("control")) {
    const before = hits.length;
    await page.goto(server.urlOf(one)).catch(() => {});
    await page.evaluate(touch).catch(() => {});
    await page.waitForTimeout(20);
    if (hits.length > before) ran.add(one.path);
  }
  await context.close();
  assert.ok(ran.size >= 30, `only ${ran.size} ran`);
});

test("faults that quote payloads are text in the page that is served", async () => {
  const program = spawn(process.env.BRIEFGEN, ["serve", "--root", process.env.SITE, "--port", "0"]);
  after(() => program.kill());
  const address = await new Promise((found, failed) => {
    createInterface({ input: program.stdout }).once("line", (line) => found(line.match(/http:\S+/)[0]));
    program.once("exit", (code) => failed(new Error(`briefgen serve ended with ${code}`)));
  });
  const payload = `<img src=0 onerror=hit()></pre><script>hit()</script>`;
  for (const { isBypassed } of POLICIES) {
    const { context, hits } = await counted(isBypassed);
    const page = await context.newPage();
    await page.goto(address);
    const broken = join(process.env.SITE, `content/pages/broken-${isBypassed}.md`);
    await writeFile(broken, `---\ntitle: "${payload}"\n"${payload}": 1\n---\n[${payload}](${payload.replaceAll(" ", "")})`);
    const overlay = page.locator("#briefgen-overlay");
    // A file that is being written can be seen when it is still empty.
    await overlay.filter({ hasText: `unknown key "${payload}"` }).waitFor();
    assert.equal(await overlay.locator("img, script").count(), 0);
    await writeFile(broken, "---\ntitle: mended\n---\n");
    await overlay.waitFor({ state: "detached" });
    await context.close();
    assert.deepEqual(hits, []);
  }
});
