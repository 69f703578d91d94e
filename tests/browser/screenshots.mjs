// Pictures of every kind of page, for people to look at: on a desk in light and dark, on a phone, and on paper.
//
// They go to the folder SCREENSHOTS, as SITE-KIND-HOW.png and .pdf; what was there before is deleted.

import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { browser, pagesOf, representatives, serve, sites } from "./browser.mjs";

const FOLDER = process.env.SCREENSHOTS;

const LOOKS = {
  light: { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "light" },
};

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const server = await serve();
for (const site of await sites()) {
  const pages = representatives(await pagesOf(site), site.startsWith("repository"));
  for (const [look, options] of Object.entries(LOOKS)) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    for (const one of pages) {
      const name = `${site}-${one.path.replace(/\/?index\.html$/, "").replaceAll("/", "-") || "home"}`;
      await page.goto(server.urlOf(one));
      await page.screenshot({ path: join(FOLDER, `${name}-${look}.png`), fullPage: true });
      const path = join(FOLDER, `${name}-print.pdf`);
      if (look === "light") await page.pdf({ path, preferCSSPageSize: true, format: "A4" });
    }
    await context.close();
  }
}
server.close();
await browser.close();
