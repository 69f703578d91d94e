//! The server, through the real program: what it answers, what it refuses, and how it follows its site.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use briefgen::diagnostic::{Diagnosed, Severity};
use briefgen::fonts::Fonts;
use briefgen::model::Options;
use briefgen::{Plan, read, render};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::again::{Edit, edit, edits, site};
use super::support::{Folder, Tree, text, written};

/// How long anything may take that happens at once on a machine that isn't busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that ends with the value.
struct Server {
    child: Child,
    port: u16,
    /// The path of the site's base.
    base: String,
    /// What it tells of faults, line by line.
    told: Mutex<Receiver<String>>,
}

struct Response {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Response {
    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

impl Server {
    fn start(root: &Path) -> Self {
        Self::start_with(root, &["--port", "0"])
    }

    fn start_with(root: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_briefgen"));
        command.arg("serve").arg("--root").arg(root).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.split(' ').nth(1).unwrap_or_else(|| panic!("the program says where it serves: {line:?}"));
        let (host, base) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
        let port = host.rsplit(':').next().unwrap().parse().unwrap();
        let (sender, told) = channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { child, port, base: format!("/{base}"), told: Mutex::new(told) }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends these bytes and reads what comes until the connection ends.
    fn raw(&self, bytes: &[u8]) -> Response {
        let mut stream = self.connect();
        stream.write_all(bytes).unwrap();
        let mut all = Vec::new();
        // A server that has refused a request needn't read it to its end.
        let _ = stream.read_to_end(&mut all);
        let end = all.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(all.len());
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        Response { status, head, body: all.get(end + 4..).unwrap_or_default().to_vec() }
    }

    fn ask(&self, method: &str, path: &str) -> Response {
        let host = format!("127.0.0.1:{}", self.port);
        self.raw(format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes())
    }

    fn get(&self, path: &str) -> Response {
        self.ask("GET", path)
    }

    /// What an open page is told that shows nothing yet.
    fn answer(&self, path: &str) -> serde_json::Value {
        let script = self.get(&format!("{}__briefgen/wait.js?path={path}", self.base));
        answer(&script)
    }

    /// Asks again and again until it is so.
    fn until<T>(&self, what: &str, ask: impl Fn(&Self) -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = ask(self) {
                return found;
            }
            assert!(start.elapsed() < PATIENCE, "not after {PATIENCE:?}: {what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The next line that it tells with these words.
    fn line(&self, words: &str) -> String {
        let told = self.told.lock().unwrap();
        loop {
            let line = told.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("it is told: {words}"));
            if line.contains(words) {
                return line;
            }
        }
    }

    /// Asks again and again until every address has what a build has there.
    fn until_serves(&self, built: &Built, what: &str) {
        let differs = |(url, bytes): &(&String, &Vec<u8>)| {
            let response = self.get(&format!("{}{}", built.base, url.replace(' ', "%20")));
            // A page that lies beside the content is copied as it is.
            let is_page = has_script(&response.body);
            let body = if is_page { without_script(&response.body) } else { response.body };
            response.status != 200 || body != **bytes
        };
        let start = Instant::now();
        while let Some((url, _)) = built.pages.iter().find(differs) {
            assert!(start.elapsed() < PATIENCE, "{what}, what build writes at {}{url}", built.base);
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn until_shows(&self, path: &str, words: &str) {
        self.until(words, |server| text(&server.get(path).body).contains(words).then_some(()));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn answer(script: &Response) -> serde_json::Value {
    let json = text(&script.body).strip_prefix("window.__briefgen && window.__briefgen(").unwrap();
    serde_json::from_str(json.strip_suffix(");\n").unwrap()).unwrap()
}

/// A page as the build has it: without the script, which must be there once, at the end of the body.
fn without_script(page: &[u8]) -> Vec<u8> {
    let page = text(page);
    let (before, rest) = page.rsplit_once("<script src=\"").unwrap_or_else(|| panic!("no script in {page:?}"));
    let (script, after) = rest.split_once(" defer></script>").unwrap();
    assert!(script.contains("__briefgen/reload.js\" data-page=\""), "{script}");
    // A theme may leave the end out.
    let is_end = after.starts_with("</body>") || after.is_empty();
    assert!(is_end && !before.contains("__briefgen"), "{after}");
    [before, after].concat().into_bytes()
}

/// Whether a body is a page that the script was put into.
fn has_script(body: &[u8]) -> bool {
    String::from_utf8_lossy(body).contains("__briefgen/reload.js\" data-page=\"")
}

/// What a build has at each address, and the path of the site's base.
struct Built {
    base: String,
    pages: Tree,
}

/// Builds the site; nothing when it has faults.
fn built(root: &Path) -> Option<Built> {
    let Diagnosed { value: files, diagnostics } = read::read(root, render::embedded()).ok()?;
    let plan = Plan::new(&files, &Options { fonts: Fonts::of(root), ..Options::default() });
    let has_errors = diagnostics.iter().chain(&plan.diagnostics).any(|it| it.severity == Severity::Error);
    let plan = plan.value.filter(|_| !has_errors)?;
    let base = plan.site.settings.base_url.path().to_owned();
    Some(Built { base, pages: written(&plan, root).ok()? })
}

#[test]
fn every_address_has_what_build_writes() {
    let site = Folder::repository().file("content/topics/chart 한.svg", "<svg/>");
    let expected: Tree = site.build().succeeds();
    let server = Server::start(site.root());
    assert_eq!(server.base, "/briefgen/");
    let mut kinds = std::collections::BTreeMap::new();
    for (path, bytes) in &expected {
        let encoded: String = url::form_urlencoded::byte_serialize(path.as_bytes()).collect();
        let encoded = encoded.replace("%2F", "/").replace('+', "%20");
        let response = server.get(&format!("{}{encoded}", server.base));
        let is_page = path.ends_with(".html");
        let body = if is_page { without_script(&response.body) } else { response.body.clone() };
        assert!(response.status == 200 && body == *bytes, "{path} is not what build writes");
        assert_eq!(response.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(response.header("cache-control"), Some("no-store"));
        let name = path.rsplit('/').next().unwrap();
        if path.starts_with("search/data/") && ![".js", ".json", ".txt"].iter().any(|ending| name.ends_with(ending)) {
            assert_eq!(response.header("content-type"), Some("application/octet-stream"), "{path}");
            continue;
        }
        let ending = if name.ends_with(".xml") { name } else { name.rsplit('.').next().unwrap() };
        kinds.insert(ending.to_owned(), response.header("content-type").unwrap().to_owned());
    }
    insta::assert_debug_snapshot!(kinds, @r#"
    {
        "bib": "application/x-bibtex; charset=utf-8",
        "css": "text/css; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
        "feed.xml": "application/atom+xml; charset=utf-8",
        "html": "text/html; charset=utf-8",
        "ics": "text/calendar; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "json": "application/json",
        "nojekyll": "application/octet-stream",
        "png": "image/png",
        "ris": "application/x-research-info-systems; charset=utf-8",
        "sitemap.xml": "application/xml",
        "svg": "image/svg+xml",
        "txt": "text/plain; charset=utf-8",
    }
    "#);
    for folder in ["", "topics/us-korea-japan/"] {
        let response = server.get(&format!("{}{folder}", server.base));
        assert_eq!(without_script(&response.body), expected[&format!("{folder}index.html")]);
    }
}

#[test]
fn addresses_lead_to_the_site() {
    let site = Folder::repository();
    let server = Server::start(site.root());
    let leads = |path: &str| {
        let response = server.get(path);
        (response.status, response.header("location").map(str::to_owned))
    };
    let to = |path: &str| (302, Some(path.to_owned()));
    assert_eq!(leads("/"), to("/briefgen/"));
    assert_eq!(leads("/briefgen"), to("/briefgen/"));
    assert_eq!(leads("/briefgen/topics"), to("/briefgen/topics/"));
    assert_eq!(leads("/briefgen/?x=1").0, 200);
    assert_eq!(leads("/briefgen/search/?q=x").0, 200);
    // A folder of files that no page stands for.
    for path in ["search/data", "search/data/", "search/data/en", "search/data/en/", "search/data//en/pagefind.js"] {
        assert_eq!(leads(&format!("/briefgen/{path}")), (404, None), "{path}");
    }
    let head = server.ask("HEAD", "/briefgen/");
    let length = server.get("/briefgen/").body.len().to_string();
    assert_eq!((head.status, head.body.len(), head.header("content-length")), (200, 0, Some(&*length)));
}

#[test]
fn nothing_outside_the_site_is_served() {
    let site = Folder::repository()
        .file("secret.txt", "a secret")
        .file("content/pages/.secret.md", "a secret")
        .file("clippings/secret.txt", "a secret")
        .file("content/pages/open.txt", "open");
    let server = Server::start(site.root());
    let missing = server.get("/briefgen/nothing");
    assert!(missing.status == 404 && missing.header("content-type") == Some("text/html; charset=utf-8"));
    let page = without_script(&missing.body);
    assert!(text(&page).contains("Page not found"));
    for path in [
        "/secret.txt",
        "/briefgen/secret.txt",
        "/briefgen/../secret.txt",
        "/briefgen/%2e%2e/secret.txt",
        "/briefgen/..%2fsecret.txt",
        "/briefgen/%252e%252e%252fsecret.txt",
        "/briefgen/pages/../../../secret.txt",
        "/briefgen/..\\secret.txt",
        "/briefgen/%5c..%5csecret.txt",
        "/briefgen//etc/passwd",
        "/briefgen/%2fetc/passwd",
        "/briefgen/file:///etc/passwd",
        "/briefgen/C:/secret.txt",
        "/briefgen/pages/open.txt%00.html",
        "/briefgen/pages/open.txt%00",
        "/briefgen/pages/open.txt/",
        "/briefgen/./pages/open.txt",
        "/briefgen/pages//open.txt",
        "/briefgen/%ff",
        "/briefgen/%",
        "/briefgen/clippings/secret.txt",
        "/briefgen/pages/.secret.md",
        "/briefgen/pages/about.md",
        "/briefgen/content/pages/about.md",
        "/briefgen/site.toml",
        "/briefgen/topics/__briefgen/../../secret.txt",
        "/briefgen/__briefgen/",
        "/briefgen/__briefgen/../site.toml",
        "/content/pages/about.md",
        "/etc/passwd",
    ] {
        let response = server.get(path);
        assert_eq!(response.status, 404, "{path}");
        assert!(!String::from_utf8_lossy(&response.body).contains("a secret"), "{path}");
    }
    assert_eq!(server.get("/briefgen/pages/open.txt").body, b"open");
}

#[cfg(unix)]
#[test]
fn a_file_that_became_a_link_is_not_followed_out_of_the_site() {
    use std::os::unix::fs::symlink;
    let outside = Folder::of([("secret.txt", "a secret"), ("folder/open.txt", "a secret")]);
    let site = Folder::repository()
        .file("content/pages/open.txt", "open")
        .file("content/pages/folder/open.txt", "open")
        .file("clippings/secret.txt", "a secret");
    let server = Server::start(site.root());
    let at = |path: &str| site.root().join("content/pages").join(path);
    assert_eq!(server.get("/briefgen/pages/folder/open.txt").body, b"open");
    fs::remove_file(at("open.txt")).unwrap();
    fs::remove_dir_all(at("folder")).unwrap();
    symlink(outside.root().join("secret.txt"), at("open.txt")).unwrap();
    symlink(outside.root().join("folder"), at("folder")).unwrap();
    // Before the change is seen the address is still known; whatever is seen, the secret isn't.
    for _ in 0..50 {
        for path in ["pages/open.txt", "pages/folder/open.txt"] {
            let response = server.get(&format!("/briefgen/{path}"));
            assert!(!String::from_utf8_lossy(&response.body).contains("a secret"));
        }
        fs::remove_file(at("open.txt")).unwrap();
        symlink("../../clippings/secret.txt", at("open.txt")).unwrap();
    }
}

#[test]
fn requests_for_other_servers_are_refused() {
    let site = Folder::repository();
    let server = Server::start(site.root());
    let port = server.port;
    let status = |head: &str| server.raw(format!("{head}\r\nConnection: close\r\n\r\n").as_bytes()).status;
    for (host, expected) in [
        (format!("localhost:{port}"), 200),
        (format!("127.0.0.1:{port}"), 200),
        (format!("[::1]:{port}"), 200),
        ("localhost".to_owned(), 421),
        (format!("localhost:{}", port ^ 1), 421),
        (format!("evil.example:{port}"), 421),
        (format!("localhost.evil.example:{port}"), 421),
        (String::new(), 421),
    ] {
        assert_eq!(status(&format!("GET /briefgen/ HTTP/1.1\r\nHost: {host}")), expected, "{host}");
    }
    assert_eq!(status("GET /briefgen/ HTTP/1.1"), 400);
    let own = format!("Host: localhost:{port}");
    assert_eq!(status(&format!("GET /briefgen/ HTTP/1.1\r\n{own}\r\nHost: evil.example")), 400);
    assert_eq!(status(&format!("GET http://evil.example/briefgen/ HTTP/1.1\r\n{own}")), 421);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "FOO"] {
        let response = server.ask(method, "/briefgen/");
        assert_eq!((response.status, response.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    // What another site's page may load from here, and read in it.
    assert_eq!(server.get("/briefgen/__briefgen/wait.js").header("cross-origin-resource-policy"), Some("same-origin"));
}

#[test]
fn a_name_is_answered_for_when_it_was_asked_for() {
    let site = Folder::repository();
    let server = Server::start_with(site.root(), &["--port", "0", "--host", "localhost"]);
    let head = format!("GET /briefgen/ HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", server.port);
    assert_eq!(server.raw(head.as_bytes()).status, 200);
}

#[test]
fn hostile_heads_and_slow_clients_stop_nobody() {
    let site = Folder::repository();
    let server = Server::start(site.root());
    // Clients that begin and go no further, more of them than connections are held.
    let slow: Vec<TcpStream> = (0..300)
        .map(|_| {
            let mut stream = server.connect();
            let _ = stream.write_all(b"GET /briefgen/ HTTP/1.1\r\nHost: ");
            stream
        })
        .collect();
    assert_eq!(server.get("/briefgen/").status, 200);
    let long = "a".repeat(100_000);
    let own = format!("Host: 127.0.0.1:{}\r\nConnection: close", server.port);
    let fields = "X: y\r\n".repeat(1_000);
    for head in [
        format!("GET /{long} HTTP/1.1\r\n{own}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nX: {long}\r\n{own}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{fields}{own}\r\n\r\n"),
        format!("GET / HTTP/9.9\r\n{own}\r\n\r\n"),
        "\0\0\0\r\n\r\n".to_owned(),
        "GET  /  HTTP/1.1\r\n\r\n".to_owned(),
    ] {
        let status = server.raw(head.as_bytes()).status;
        assert!(status == 0 || (400..=505).contains(&status), "{status} for {:?}", &head[..40.min(head.len())]);
    }
    assert_eq!(server.get("/briefgen/").status, 200);
    drop(slow);
}

#[test]
fn a_taken_port_gives_way_to_the_next() {
    let site = Folder::repository();
    let first = Server::start(site.root());
    let second = Server::start_with(site.root(), &["--port", &first.port.to_string()]);
    assert!(second.port > first.port);
    assert_eq!(second.line("port"), format!("port {} is taken; this is the next one that is free", first.port));
    assert_eq!(second.get("/briefgen/").status, 200);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_at_once_with_questions_open() {
    let site = Folder::repository();
    let mut server = Server::start(site.root());
    let marks = server.answer("/briefgen/");
    let query = format!("path=/briefgen/&page={}&styles={}&wait=1", text_of(&marks["page"]), text_of(&marks["styles"]));
    let mut waiting = server.connect();
    let head = format!("GET /briefgen/__briefgen/wait.js?{query} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port);
    waiting.write_all(head.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    let killed = Command::new("kill").args(["-INT", &server.child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let start = Instant::now();
    let status = server.child.wait().unwrap();
    assert!(status.success() && start.elapsed() < Duration::from_secs(15), "{status} after {:?}", start.elapsed());
    let mut rest = Vec::new();
    assert_eq!(waiting.read_to_end(&mut rest).unwrap_or(0), 0, "the question was not answered");
}

fn text_of(value: &serde_json::Value) -> &str {
    value.as_str().unwrap()
}

#[test]
fn what_changes_shows_and_pages_are_told() {
    let site = Folder::repository();
    let page = "/briefgen/about/";
    let server = Server::start(site.root());
    let at = |path: &str| site.root().join(path);
    let (about, other) = (at("content/pages/about.md"), at("content/pages/methodology.md"));
    let before = server.answer(page);
    let other_before = server.answer("/briefgen/methodology/");
    let add = |path: &Path, words: &str| {
        let text = fs::read_to_string(path).unwrap();
        fs::write(path, format!("{text}\n\n{words}\n")).unwrap();
    };
    add(&about, "The tide turned.");
    server.until_shows(page, "The tide turned.");
    let after = server.answer(page);
    assert!(before["page"] != after["page"] && before["styles"] == after["styles"] && before["faults"] == "");
    // A page that holds nothing of it has nothing to load.
    assert_eq!(server.answer("/briefgen/methodology/")["page"], other_before["page"]);
    // A question waits until its page has changed.
    let query = format!("path={page}&page={}&styles={}&wait=1", text_of(&after["page"]), text_of(&after["styles"]));
    let told = std::thread::scope(|scope| {
        let told = scope.spawn(|| answer(&server.get(&format!("/briefgen/__briefgen/wait.js?{query}"))));
        add(&other, "Elsewhere.");
        server.until_shows("/briefgen/methodology/", "Elsewhere.");
        add(&about, "And turned again.");
        told.join().unwrap()
    });
    assert_ne!(told["page"], after["page"]);
    // Styles change the styles and no page.
    server.until_shows(page, "And turned again.");
    let before = server.answer(page);
    fs::create_dir_all(at("themes/default/static")).unwrap();
    fs::write(at("themes/default/static/style.css"), "body { color: red }").unwrap();
    let after = server.until("the styles", |server| {
        let now = server.answer(page);
        (now["styles"] != before["styles"]).then_some(now)
    });
    assert_eq!(after["page"], before["page"]);
}

#[test]
fn a_fault_leaves_the_last_pages_and_goes_when_it_is_mended() {
    let site = Folder::repository();
    let server = Server::start(site.root());
    let page = "/briefgen/about/";
    let about = site.root().join("content/pages/about.md");
    let good = fs::read_to_string(&about).unwrap();
    let before = server.get(page).body;
    fs::write(&about, "---\ntitel: About <b>\n---\n").unwrap();
    let told = server.until("the fault", |server| Some(server.answer(page)).filter(|it| it["faults"] != ""));
    assert_eq!(told["summary"], "1 error");
    assert!(text_of(&told["report"]).contains(" --> content/pages/about.md:2:1\n"), "{told}");
    assert_eq!(server.get(page).body, before, "the last good page stays");
    assert_eq!(server.line("error["), "error[BG0301]: unknown key \"titel\" in a page");
    fs::write(&about, good).unwrap();
    server.until("no fault", |server| (server.answer(page)["faults"] == "").then_some(()));
    assert_eq!(server.line("mended"), "all faults are mended");
}

#[test]
fn words_that_change_show() {
    let site = Folder::repository();
    let server = Server::start(site.root());
    let words = site.root().join("themes/default/languages/en.ftl");
    let good = fs::read_to_string(&words).unwrap();
    // One that a template says, one that is made of values, and one in the navigation.
    for (old, new) in [
        ("brief = Brief", "brief = In short"),
        ("} reports\n", "} stories\n"),
        ("sources = Sources", "sources = Whence"),
    ] {
        let changed = fs::read_to_string(&words).unwrap().replace(old, new);
        fs::write(&words, changed).unwrap();
        let shown = new.rsplit(['=', '}']).next().unwrap().trim();
        server.until_shows("/briefgen/topics/us-korea-japan/", shown);
    }
    fs::write(&words, good.replace("topic = Topic", "topic = { $title }")).unwrap();
    let page = "/briefgen/about/";
    let told = server.until("the fault", |server| Some(server.answer(page)).filter(|it| it["faults"] != ""));
    assert!(text_of(&told["report"]).contains("themes/default/languages/en.ftl:"), "{told}");
    fs::write(&words, good).unwrap();
    server.until("no fault", |server| (server.answer(page)["faults"] == "").then_some(()));
    server.until_shows("/briefgen/topics/us-korea-japan/", "Brief");
}

#[test]
fn a_template_that_fails_leaves_the_pages_that_it_made() {
    let site = Folder::repository();
    let server = Server::start(site.root());
    let (page, other) = ("/briefgen/about/", "/briefgen/topics/");
    let before = [page, other].map(|path| server.get(path).body);
    // Every page has been made once when a change of one of them is told after the background has had its time.
    let template = site.root().join("themes/default/templates/page.html");
    let good = fs::read_to_string(&template).unwrap();
    std::thread::sleep(Duration::from_millis(500));
    fs::write(&template, "{{ text.nothing }}").unwrap();
    let told = server.until("the fault", |server| Some(server.answer(other)).filter(|it| it["faults"] != ""));
    assert!(text_of(&told["report"]).contains("themes/default/templates/page.html:1:"), "{told}");
    assert!(server.get(page).status == 200 || server.get(page).status == 500);
    assert_eq!(server.get(other).body, before[1]);
    fs::write(&template, good).unwrap();
    server.until("no fault", |server| (server.answer(page)["faults"] == "").then_some(()));
    assert_eq!(server.get(page).body, before[0]);
}

#[test]
fn a_template_of_cards_that_fails_is_told() {
    let site = Folder::repository();
    let server = Server::start(site.root());
    let template = site.root().join("themes/default/templates/card.svg");
    let good = fs::read_to_string(&template).unwrap();
    // For every card, for those of topics alone, and what is no picture.
    for bad in
        ["{{ card.nothing }}", "{% if card.kind == \"topic\" %}{{ card.nothing }}{% endif %}<svg/>", "no picture"]
    {
        fs::write(&template, bad).unwrap();
        let told =
            server.until("the fault", |server| Some(server.answer("/briefgen/")).filter(|it| it["faults"] != ""));
        assert!(text_of(&told["report"]).contains("themes/default/templates/card.svg"), "{told}");
        fs::write(&template, &good).unwrap();
        server.until("no fault", |server| (server.answer("/briefgen/")["faults"] == "").then_some(()));
    }
}

#[test]
fn a_site_that_is_broken_at_first_is_shown_when_it_is_mended() {
    let site = Folder::repository();
    let config = site.root().join("site.toml");
    let good = fs::read_to_string(&config).unwrap();
    fs::write(&config, "title = \n").unwrap();
    let server = Server::start(site.root());
    assert_eq!(server.base, "/");
    let shown = server.get("/");
    assert!(shown.status == 500 && text(&without_script(&shown.body)).contains("faults"));
    assert!(text_of(&server.answer("/")["report"]).contains("site.toml:1:"));
    fs::write(&config, good).unwrap();
    server.until("the site", |server| (server.get("/").header("location") == Some("/briefgen/")).then_some(()));
    assert_eq!(server.get("/briefgen/").status, 200);
    // The page that is still open asks where it was.
    assert_ne!(answer(&server.get("/__briefgen/wait.js?path=/"))["page"], "");
}

#[test]
fn folders_that_are_replaced_are_followed() {
    let site = Folder::repository();
    let server = Server::start(site.root());
    let (content, aside) = (site.root().join("content"), site.root().join("aside"));
    fs::rename(&content, &aside).unwrap();
    server.until("an empty site", |server| (server.get("/briefgen/about/").status == 404).then_some(()));
    fs::rename(&aside, &content).unwrap();
    server.until_shows("/briefgen/about/", "<h1");
    fs::create_dir_all(content.join("pages/deep/er")).unwrap();
    fs::write(content.join("pages/deep/er/new.md"), "---\ntitle: New\n---\n\nA new one.\n").unwrap();
    server.until_shows("/briefgen/new/", "A new one.");
    fs::rename(content.join("pages/deep"), content.join("pages/moved")).unwrap();
    server.until_shows("/briefgen/new/", "A new one.");
    fs::write(content.join("pages/moved/er/new.md"), "---\ntitle: New\n---\n\nAn older one.\n").unwrap();
    server.until_shows("/briefgen/new/", "An older one.");
}

/// Hundreds of files that change, come and go at once, as when a branch is checked out, and folders and files that are moved.
#[test]
fn what_is_checked_out_or_moved_is_followed() {
    let article = |n: usize, words: &str| {
        let day = n % 28 + 1;
        format!(
            "---\ntitle: Report {n}\ndate: 2031-03-{day:02}\nrights: own\ntopics: [tide]\nsource: {{publisher: tern}}\n\
             ---\n\n{words}\n"
        )
    };
    let mut site = Folder::of([
        ("site.toml", "title = \"Tides\"\nbase_url = \"https://example.org/\"\n"),
        ("content/topics/tide.md", "---\ntitle: The tide\n---\n"),
        ("content/publishers/tern.md", "---\nname: The Tern\n---\n"),
    ]);
    for n in 0..200 {
        site = site.file(&format!("content/articles/a{}/report-{n}.md", n % 5), &article(n, "It ebbed."));
    }
    let server = Server::start(site.root());
    let articles = site.root().join("content/articles");
    let path = |n: usize| articles.join(format!("a{}/report-{n}.md", n % 5));
    let follow = |what: &str| server.until_serves(&built(site.root()).expect("the site is without faults"), what);
    // A file is removed before it is written, and a folder when it is empty.
    for n in 0..160 {
        fs::remove_file(path(n)).unwrap();
        if n % 4 != 0 {
            fs::write(path(n), article(n, "It flowed.")).unwrap();
        }
    }
    fs::create_dir(articles.join("b")).unwrap();
    for n in 200..300 {
        fs::write(articles.join(format!("b/report-{n}.md")), article(n, "It flowed.")).unwrap();
    }
    follow("after a checkout");
    fs::rename(articles.join("b"), articles.join("c")).unwrap();
    fs::rename(articles.join("a0"), articles.join("c/a0")).unwrap();
    follow("after folders were moved");
    fs::rename(articles.join("c/report-200.md"), articles.join("renamed.md")).unwrap();
    fs::rename(articles.join("c"), site.root().join("aside")).unwrap();
    follow("after a folder was moved out of the site");
    fs::rename(site.root().join("aside"), articles.join("d")).unwrap();
    fs::write(articles.join("d/report-201.md"), article(201, "It turned.")).unwrap();
    follow("after it came back under another name, with a file that changed");
}

/// The law of `again`, with the system's own messages and through HTTP.
#[test]
fn after_any_edits_what_is_served_is_what_would_be_built() {
    let mut runner = TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() });
    let sequence: Vec<Edit> = edits(60).new_tree(&mut runner).unwrap().current();
    let site = site();
    let server = Server::start(site.root());
    let mut compared = 0;
    for (n, one) in sequence.iter().enumerate() {
        edit(site.root(), one);
        // Some edits come close upon one another.
        if n % 3 == 1 {
            continue;
        }
        let Some(Built { base, pages }) = built(site.root()) else { continue };
        compared += 1;
        let what = format!("after {n} edits, the last {one:?} of {:?}", &sequence[..=n]);
        server.until_serves(&Built { base, pages }, &what);
    }
    assert!(compared > 2, "only {compared} states had pages to compare");
}
