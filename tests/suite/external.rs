//! `check --external`, against a server of the test's own, which sees who asks it for what.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::support::{Folder, Outcome};

/// A server on this machine. Its threads end with the test's process.
struct Server {
    port: u16,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    /// Method and path of every request, in order.
    requests: Mutex<Vec<String>>,
    agents: Mutex<Vec<String>>,
    /// How many requests are being answered for each host, and the most there have been at one time for any.
    now: Mutex<BTreeMap<String, usize>>,
    most_at_once: AtomicUsize,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Seen::default());
        let shared = seen.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, seen) = (stream.unwrap(), shared.clone());
                thread::spawn(move || seen.serve(stream));
            }
        });
        Self { port, seen }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }

    /// The requests since this was asked last, in the order of their texts.
    fn requests(&self) -> Vec<String> {
        let mut requests = std::mem::take(&mut *self.seen.requests.lock().unwrap());
        requests.sort();
        requests
    }
}

impl Seen {
    /// Answers one request as its path says.
    fn serve(&self, mut stream: TcpStream) {
        let mut lines = BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
        let Some(request) = lines.next() else { return };
        let fields: Vec<String> = lines.map(|line| line.to_lowercase()).collect();
        let field =
            |name: &str| fields.iter().find_map(|field| field.strip_prefix(name)).unwrap_or_default().to_owned();
        let host = field("host: ");
        let request = request.strip_suffix(" HTTP/1.1").unwrap().to_owned();
        let (method, path) = request.split_once(' ').unwrap();
        let again = {
            let mut requests = self.requests.lock().unwrap();
            requests.push(request.clone());
            requests.iter().filter(|other| **other == request).count() > 1
        };
        self.agents.lock().unwrap().push(field("user-agent: "));
        let count = |change: fn(usize) -> usize| {
            let mut now = self.now.lock().unwrap();
            let count = now.entry(host.clone()).or_default();
            *count = change(*count);
            self.most_at_once.fetch_max(*count, Ordering::SeqCst);
        };
        count(|n| n + 1);
        thread::sleep(Duration::from_millis(if path.starts_with("/slow") { 300 } else { 20 }));
        let to = |status: &str, path: &str| format!("{status}\r\nLocation: {path}");
        let status = match (path, method) {
            ("/silent", _) => {
                count(|n| n - 1);
                thread::sleep(Duration::from_secs(60));
                return;
            }
            ("/closed", _) | ("/only-get", "HEAD") => String::new(),
            ("/gone", _) => "410 Gone".to_owned(),
            ("/missing", _) | ("/no-head-404", "HEAD") => "404 Not Found".to_owned(),
            ("/no-head-405", "HEAD") => "405 Method Not Allowed".to_owned(),
            ("/no-head-501", "HEAD") => "501 Not Implemented".to_owned(),
            ("/forbidden", _) => "403 Forbidden".to_owned(),
            ("/broken", _) => "500 Internal Server Error".to_owned(),
            ("/busy", _) if !again => "429 Too Many Requests\r\nRetry-After: 1".to_owned(),
            ("/moved", _) => to("301 Moved Permanently", "/new"),
            ("/moved-308", _) => to("308 Permanent Redirect", "/moved"),
            ("/away", _) => to("302 Found", "/new"),
            ("/moved-away", _) => to("301 Moved Permanently", "/away"),
            ("/moved-to-nothing", _) => to("301 Moved Permanently", "/missing"),
            ("/circle", _) => to("302 Found", "/circle"),
            (path, _) if path.starts_with("/to-") => {
                to("302 Found", &format!("http://127.0.0.1:{}/slow{path}", host.rsplit(':').next().unwrap()))
            }
            ("/mail", _) => to("302 Found", "mailto:a@example.org"),
            _ => "200 OK".to_owned(),
        };
        if !status.is_empty() {
            // A body that would take for ever to read.
            let head = format!("HTTP/1.1 {status}\r\nContent-Length: 1000000000\r\nConnection: close\r\n\r\n");
            let _ = stream.write_all(head.as_bytes());
        }
        count(|n| n - 1);
    }
}

/// A site with one page that links to these addresses, one a line, from line 5 on.
fn site(addresses: &[String]) -> Folder {
    let links: String = addresses.iter().map(|address| format!("[a]({address})\n")).collect();
    Folder::of([
        ("site.toml", "title = \"Links\"\nbase_url = \"https://example.org/\"\n"),
        ("content/pages/about.md", &format!("---\ntitle: About\n---\n\n{links}")),
    ])
}

fn check(site: &Folder, arguments: &[&str]) -> Outcome {
    let cache = site.root().join("cache/links.json");
    let ask = site.ask("check").arguments(["--external", "--cache", cache.to_str().unwrap()]);
    ask.arguments(arguments.iter().copied()).run()
}

/// What is said of each address: in a diagnostic, or in the list of what isn't known.
fn told(outcome: &Outcome, server: &Server) -> BTreeMap<String, String> {
    let base = server.url("");
    let mut told = BTreeMap::new();
    for line in outcome.stderr.lines() {
        let line = ["warning[BG0915]: ", "note[BG0914]: ", "note[BG0916]: ", "  "]
            .iter()
            .find_map(|start| line.strip_prefix(start))
            .unwrap_or_default();
        let line = line.strip_prefix("dead link: ").map_or_else(|| line.to_owned(), |dead| format!("{dead} (dead)"));
        if let Some(rest) = line.strip_prefix(&base) {
            let (path, what) = rest.split_once([':', ' ']).unwrap();
            told.insert(path.to_owned(), what.replace(&base, "/").trim().to_owned());
        }
    }
    told
}

#[test]
fn every_answer_is_what_it_is_and_no_more() {
    let server = Server::start();
    let paths = [
        "alive",
        "away",
        "broken",
        "busy",
        "circle",
        "closed",
        "forbidden",
        "gone",
        "mail",
        "missing",
        "moved",
        "moved-308",
        "moved-away",
        "moved-to-nothing",
        "no-head-404",
        "no-head-405",
        "no-head-501",
        "only-get",
        "silent",
    ];
    let site = site(&paths.map(|path| server.url(path)));
    let outcome = check(&site, &["--allow-private", "--timeout", "2"]);
    let told = told(&outcome, &server);
    let told: Vec<String> = told.iter().map(|(path, what)| format!("{path}: {what}")).collect();
    let about = "(content/pages/about.md)";
    let expected = [
        &format!("broken: answers 500 Internal Server Error {about}"),
        &format!("circle: it leads on more than 10 times {about}"),
        &format!("closed: its host closes the connection {about}"),
        &format!("forbidden: answers 403 Forbidden {about}"),
        "gone: answers 410 Gone (dead)",
        &format!("mail: it answers 302 Found and leads nowhere {about}"),
        "missing: answers 404 Not Found (dead)",
        "moved: has moved to /new",
        "moved-308: has moved to /new",
        "moved-away: has moved to /away",
        "moved-to-nothing: /missing answers 404 Not Found (dead)",
        &format!("silent: no answer within 2 s {about}"),
    ];
    assert_eq!(told, expected, "{}", outcome.stderr);
    let summary = "\noutside links: 7 alive, 3 moved, 3 dead, 6 not known; 0 of 19 known from an earlier check\n";
    assert!(outcome.stderr.contains(summary), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("--> content/pages/about.md:12:1\n"), "{}", outcome.stderr);
    assert!(
        outcome.stderr.ends_with(")\n3 warnings, 3 notes\nmore about a fault: briefgen explain BG0915\n"),
        "{}",
        outcome.stderr
    );
    assert_eq!(outcome.code, Some(0));

    assert_eq!(server.seen.most_at_once.load(Ordering::SeqCst), 1, "one request at a time");
    let agents = server.seen.agents.lock().unwrap();
    assert!(agents.iter().all(|agent| agent.starts_with("briefgen/")), "{agents:?}");
    let requests = server.requests();
    let of =
        |path: &str| requests.iter().filter(|request| request.ends_with(path)).map(String::as_str).collect::<Vec<_>>();
    assert_eq!(of("/alive"), ["HEAD /alive"]);
    assert_eq!(of("/busy"), ["HEAD /busy", "HEAD /busy"]);
    assert_eq!(of("/broken"), ["HEAD /broken"]);
    assert_eq!(of("/no-head-405"), ["GET /no-head-405", "HEAD /no-head-405"]);
    assert_eq!(of("/only-get"), ["GET /only-get", "HEAD /only-get"]);
    assert_eq!(of("/circle").len(), 11);
}

#[test]
fn what_has_moved_is_no_warning() {
    let server = Server::start();
    let site = site(&[server.url("moved")]);
    let outcome = check(&site, &["--allow-private", "--strict"]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    assert!(outcome.stderr.ends_with("\n1 note\nmore about a fault: briefgen explain BG0914\n"), "{}", outcome.stderr);
}

#[test]
fn a_host_is_asked_one_thing_at_a_time_whoever_leads_there() {
    let server = Server::start();
    let own = [1, 2, 3].map(|n| server.url(&format!("slow/{n}")));
    let others = [1, 2, 3].map(|n| format!("http://localhost:{}/to-{n}", server.port));
    let outcome = check(&site(&[own, others].concat()), &["--allow-private"]);
    assert!(outcome.stderr.starts_with("outside links: 6 alive, "), "{}", outcome.stderr);
    assert_eq!(server.requests().len(), 9);
    assert_eq!(server.seen.most_at_once.load(Ordering::SeqCst), 1);
}

#[test]
fn each_address_is_asked_once_and_told_wherever_it_is_written() {
    let server = Server::start();
    let article = |id: &str, source: &str| {
        let text = format!(
            "---\ntitle: {id}\ndate: 2031-03-14\nrights: own\nsource: {{{source}}}\n---\n\n[there]({})\n",
            server.url("missing#part")
        );
        (format!("content/articles/{id}.md"), text)
    };
    let files = [
        article("a", &format!("url: \"{}\"", server.url("missing"))),
        article("b", &format!("url: \"{}\", archive_url: \"{}\"", server.url("missing"), server.url("gone"))),
        article("c", "publisher: gull"),
        article("d", &format!("url: \"{}\", archive_url: \"{}\"", server.url("missing"), server.url("kept"))),
        ("content/publishers/gull.md".to_owned(), format!("---\nname: Gull\nurl: {}\n---\n", server.url("missing"))),
        ("site.toml".to_owned(), "title = \"Links\"\nbase_url = \"https://example.org/\"\n".to_owned()),
    ];
    let site = Folder::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let first = check(&site, &["--allow-private"]);
    assert_eq!(server.requests(), ["GET /missing", "HEAD /gone", "HEAD /kept", "HEAD /missing"]);
    let places: Vec<&str> = first.stderr.lines().filter_map(|line| line.trim().strip_prefix("--> content/")).collect();
    let expected = [
        "articles/a.md:5:15",
        "articles/a.md:8:1",
        "articles/b.md:5:15",
        "articles/b.md:5:",
        "articles/b.md:8:1",
        "articles/c.md:8:1",
        "articles/d.md:5:15",
        "articles/d.md:8:1",
        "publishers/gull.md:3:6",
    ];
    assert_eq!(places.len(), expected.len(), "{}", first.stderr);
    assert!(places.iter().zip(expected).all(|(place, expected)| place.starts_with(expected)), "{places:?}");
    // The copy of b is gone as well.
    assert_eq!(first.stderr.matches("look for the copy of an archive and give").count(), 2, "{}", first.stderr);
    assert_eq!(first.stderr.matches("nothing is lost").count(), 1, "{}", first.stderr);
    assert_eq!(first.stderr.matches("look for the copy of another archive").count(), 1, "{}", first.stderr);

    // The second time, all is known.
    let second = check(&site, &["--allow-private", "--strict"]);
    assert_eq!(server.requests(), [""; 0]);
    let summary = "\noutside links: 1 alive, 0 moved, 2 dead, 0 not known; 3 of 3 known";
    assert!(second.stderr.contains(summary), "{}", second.stderr);
    assert_eq!(first.stderr, second.stderr.replace("3 of 3 known", "0 of 3 known"));
    assert_eq!((first.code, second.code), (Some(0), Some(1)));

    // A cache that is broken is made anew.
    fs::write(site.root().join("cache/links.json"), "{").unwrap();
    assert_eq!(check(&site, &["--allow-private"]).stderr, first.stderr);
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn nothing_on_this_machine_or_in_private_networks_is_asked() {
    let server = Server::start();
    let port = server.port;
    let hosts = [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "0x7f.1",
        "0.0.0.0",
        "user:word@127.0.0.1",
    ];
    let site = site(&hosts.map(|host| format!("http://{host}:{port}/")));
    let outcome = check(&site, &[]);
    assert_eq!(server.requests(), [""; 0]);
    let why = ": not asked: its host is on this machine or in a private network (";
    // Four of them are one address.
    assert_eq!(outcome.stderr.matches(why).count(), hosts.len() - 3, "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("word@"), "{}", outcome.stderr);
}

#[test]
fn a_host_that_never_answers_is_left_alone() {
    // Nobody takes the connections that the system accepts.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let site = site(&[1, 2, 3, 4, 5].map(|n| format!("http://127.0.0.1:{port}/{n}")));
    let outcome = check(&site, &["--allow-private", "--timeout", "1"]);
    assert_eq!(outcome.stderr.matches("no answer within 1 s").count(), 3, "{}", outcome.stderr);
    assert_eq!(outcome.stderr.matches("not asked: its host has not answered 3 times").count(), 2, "{}", outcome.stderr);
    drop(listener);
}

#[test]
fn without_the_option_nobody_is_asked() {
    let server = Server::start();
    let site = site(&[server.url("missing")]);
    let outcome = site.ask("check").run();
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    let refused = site.ask("check").arguments(["--allow-private"]).run();
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert_eq!(server.requests(), [""; 0]);
}
