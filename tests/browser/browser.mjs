// What the scripts share: the browser, the built sites and their pages, a server, and a page that is watched.
//
// SITES is a folder with a built site in each folder, and CHROMIUM the browser: `main.rs` gives both.

import { createServer } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { extname, join, posix, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const SITES = process.env.SITES;

// The site lies below this path, as a project's pages do on a shared host.
const BASE = "/a/b/";

// Chromium 156 at times crashes a page that loads itself again in two tabs while RenderDocument is on. The last list of
// features counts, so that the ones of Playwright's own that matter here are named again.
const DISABLED = ["RenderDocument", "PaintHolding", "HttpsUpgrades", "MediaRouter", "OptimizationHints"];

// The one browser of a script, which closes it at its end.
export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  chromiumSandbox: false,
  args: [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    `--disable-features=${DISABLED.join(",")}`,
  ],
});

const KINDS = {
  topics: "topic",
  articles: "article",
  events: "event",
  entities: "entity",
  publishers: "publisher",
};

// What is on a page: the lists of a kind are named like their folder, `page` is a plain one, and `year` a year of a long list.
function kindOf(path, html) {
  if (html.includes('http-equiv="refresh"')) return "redirect";
  if (path === "404.html") return "not found";
  const folders = posix.dirname(path).split("/");
  if (path === "index.html") return "home";
  if (/^(all|undated|-?\d+)$/.test(folders.at(-1))) return "year";
  const isList = KINDS[folders[0]] || ["chronology", "search"].includes(folders[0]);
  if (folders.length === 1) return isList ? folders[0] : "page";
  return KINDS[folders[0]] ?? "page";
}

// Every page of a site: its path, its kind, and where it is on disk.
export async function pagesOf(site) {
  const files = await readdir(join(SITES, site), { recursive: true });
  const paths = files.filter((file) => file.endsWith(".html")).map((file) => file.split(sep).join("/"));
  return paths.sort().map((path) => {
    const file = join(SITES, site, path);
    return { site, path, file, kind: kindOf(path, readFileSync(file, "utf8")) };
  });
}

// The names of the built sites.
export async function sites() {
  return (await readdir(SITES)).sort();
}

// What a page can hold that its kind alone doesn't tell.
const MARKS = [
  'class="notice',
  'class="claims"',
  "is-overruled",
  "is-differing",
  "part-uncorrected",
  'class="elsewhere"',
  'class="piece is-spread"',
  'class="together"',
  'id="part-filter"',
  'class="language-',
];
const MOST = ["article", "event", "topic", "publisher", "entity", "page", "year"];

// The first page of each kind, and the first with each mark; for a site whose frame is like another's, only of
// the kinds that have most to them. Those that lead elsewhere show nothing.
export function representatives(pages, isEveryKind = true) {
  const chosen = new Set();
  const kinds = isEveryKind ? new Set(pages.map((page) => page.kind)) : MOST;
  for (const kind of kinds) chosen.add(pages.find((page) => page.kind === kind));
  for (const mark of MARKS) chosen.add(pages.find((page) => readFileSync(page.file, "utf8").includes(mark)));
  return [...chosen].filter((page) => page && page.kind !== "redirect");
}

// The pages of a site that show something; of one in a theme that extends another, a page of each kind stands for the rest.
export async function shownOf(site) {
  const pages = await pagesOf(site);
  return site.endsWith("-in-dossier") ? representatives(pages) : pages.filter((page) => page.kind !== "redirect");
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

// A web server as plain as can be: files, compressed, folders by their index.html, and each site's 404.html for what isn't
// there.
export async function serve() {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const below = path.startsWith(BASE) ? path.slice(BASE.length) : "";
    const send = async (status, file) => {
      const body = await readFile(join(SITES, file));
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      response.writeHead(status, { "content-type": type, "content-encoding": "gzip" }).end(gzipSync(body));
    };
    try {
      await send(200, below.endsWith("/") ? `${below}index.html` : below);
    } catch {
      await send(404, `${below.split("/")[0]}/404.html`).catch(() => response.writeHead(404).end());
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  // A test that failed before it closed the server must not keep the process.
  server.unref();
  const origin = `http://127.0.0.1:${server.address().port}`;
  const urlOf = ({ site, path }) => {
    // What isn't there can be asked for at any depth.
    const asked = path === "404.html" ? "no/such/page/" : path.replace(/(^|\/)index\.html$/, "$1");
    return origin + BASE + [site, ...asked.split("/")].map(encodeURIComponent).join("/");
  };
  return { origin, urlOf, close: () => server.close() };
}

// The address of a page on disk.
export const fileUrlOf = ({ file }) => pathToFileURL(file).href;

// Opens an empty page and notes all that no page may do: ask another origin, miss a file, break its policy, complain.
// `faults()` gives what was noted since the last call.
export async function watched(context, isAllowed) {
  const page = await context.newPage();
  let noted = [];
  const note = (text) => noted.push(`${text} (${page.url()})`);
  page.on("request", (request) => {
    if (!isAllowed(request.url())) note(`asks for ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    const { errorText } = request.failure();
    // Nobody waits for the icon, and the page may be left before it came.
    if (errorText !== "net::ERR_ABORTED") note(`${request.url()} failed: ${errorText}`);
  });
  page.on("response", (response) => {
    const isPage = response.request().isNavigationRequest();
    if (response.status() >= 400 && !isPage) note(`${response.url()} is ${response.status()}`);
  });
  page.on("console", (message) => {
    // That a page isn't there is what 404.html says.
    const isOwn = message.text().includes("status of 404") && message.location().url === page.url();
    if (["error", "warning"].includes(message.type()) && !isOwn) note(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => note(`throws ${error}`));
  const faults = () => noted.splice(0);
  return { page, faults };
}

// Whether an address is inside the folder of the sites.
export const isOnDisk = (url) => url.startsWith("file:") && fileURLToPath(url).startsWith(SITES + sep);
