//! `briefgen import`: what analysts have becomes drafts that check, and nothing is lost or replaced.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use boon::{Compiler, Schemas};
use briefgen::{import, scaffold};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::support::{Folder, Outcome, REPOSITORY, text, tree};

/// What the imports of all these tests go into.
pub(crate) fn site() -> Folder {
    Folder::of([
        ("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\n"),
        (".gitignore", "/clippings/\n"),
        ("content/topics/tunnel.md", "---\ntitle: The tunnel\n---\n"),
        ("content/topics/ferries.md", "---\ntitle: Ferries\n---\n"),
        ("content/entities/authority.md", "---\nname: Strait Authority\nkind: organization\n---\n"),
        ("content/entities/merrow.md", "---\nname: Merrow\nkind: place\n---\n"),
        ("content/publishers/gazette.md", "---\nname: The Merrow Gazette\nurl: https://www.gazette.example/\n---\n"),
        ("content/publishers/wire.md", "---\nname: Strait Wire\nkind: wire\n---\n"),
    ])
}

/// Runs the import on a site with what is given to standard input.
pub(crate) fn import(site: &Folder, arguments: &[&str], input: &[u8]) -> Outcome {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefgen"));
    command.current_dir(site.root()).arg("import").args(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Who reads nothing closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Outcome { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Nothing may be wrong with a site and its drafts.
pub(crate) fn checks(site: &Folder) {
    let outcome = site.build().arguments(["--drafts", "--strict", "--quiet"]).run();
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    fs::remove_dir_all(site.root().join("public")).unwrap();
}

pub(crate) fn read(site: &Folder, path: &str) -> String {
    fs::read_to_string(site.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

const CLIPPING: &str = "\
Home | News | Sport | Opinion
Subscribe

Tunnel opens to its first trains

The tunnel under the strait opened to its first trains on Friday, the Strait Authority said in Merrow, after eleven years of work and two floods that had stopped it.

Officials said that twelve trains an hour would pass the tunnel once the signals had been tested, and that nobody would have to change at the ports any longer.

The ferry company said that it would cut its timetable in April, and that three of its five ships were for sale; what becomes of the crews was not decided.

Most read
Ten recipes for fish
Weather for the weekend
";

/// The same text on a page.
fn page(title: &str) -> String {
    let paragraphs: String =
        CLIPPING.lines().filter(|line| line.len() > 100).map(|line| format!("<p>{line}</p>")).collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title}</title></head><body><nav><a href=\"/\">Home</a></nav>\
         <article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )
}

#[test]
fn a_clipping_becomes_a_draft_and_its_original_is_never_published() {
    let site = site().file("in/a clipping.txt", CLIPPING);
    let outcome = import(&site, &["in/a clipping.txt", "--topic", "tunnel"], b"");
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let path = outcome.stdout.trim_end();
    let article = read(&site, path);
    assert!(article.contains("\ndraft: true") && article.contains("\nrights: excerpt"), "{article}");
    assert!(article.contains("\ntopics: [tunnel]") && article.contains("\nentities: [authority, merrow]"), "{article}");
    assert!(article.contains("twelve trains an hour") && !article.contains("Ten recipes"), "{article}");
    let id = path.rsplit('/').next().unwrap().strip_suffix(".md").unwrap();
    assert_eq!(read(&site, &format!("clippings/{id}.txt")), CLIPPING);
    checks(&site);
    let published = site.build().arguments(["--drafts"]).succeeds();
    assert!(published.keys().all(|path| !path.contains("clipping")), "{:?}", published.keys());
    assert!(published.values().all(|bytes| !bytes.windows(11).any(|bytes| bytes == b"Ten recipes")));
    // Whoever starts a site has them ignored by git.
    let start = scaffold::site(&scaffold::Values::default());
    let (_, ignored) = start.iter().find(|(path, _)| path == ".gitignore").unwrap();
    assert!(text(ignored).lines().any(|line| line == "/clippings/"));
}

#[test]
fn what_the_site_knows_is_a_value_and_what_is_likely_a_comment() {
    let text = CLIPPING
        .replace("The tunnel under", "MERROW (Strait Wire) The tunnel under")
        .replace("was not decided.", "was not decided, the Merrow Gazette reported on 16 March 2031.")
        .replace("Tunnel opens to its first trains\n", "Tunnel opens to its first trains\n\nMarch 17, 2031\n");
    let site = site().file("in.txt", &text);
    let article = import(&site, &["--dry-run", "in.txt"], b"").stdout;
    for part in [
        "  derived_from:\n    - publisher: wire  # it says \"(Strait Wire)\"\n      mode: syndicates\n",
        "  #   - {publisher: gazette, mode: cites}  # it says \"Merrow Gazette\"\n",
        "\n  publisher:  # an id; empty when not identified",
    ] {
        assert!(article.contains(part), "{part} in {article}");
    }
    // Every proposal is YAML as it stands, when its mark is taken away.
    let taken: String = article
        .lines()
        .map(|line| {
            match line.strip_prefix("  # ").filter(|rest| rest.starts_with("- id:") || rest.starts_with("  ")) {
                Some(rest) => format!("  {rest}\n"),
                None => format!("{line}\n"),
            }
        })
        .collect();
    assert_ne!(taken, article, "{article}");
    let site = site.file("content/articles/taken.md", &taken);
    checks(&site);
}

#[test]
fn what_was_imported_is_not_imported_again() {
    let site = site().file("in/a.txt", CLIPPING).file("in/page.html", &page("A page")).file("in/copy.txt", CLIPPING);
    let first = import(&site, &["in"], b"");
    assert_eq!((first.code, first.stdout.lines().count()), (Some(0), 2), "{}", first.stderr);
    assert!(first.stderr.contains("in/copy.txt: known already: its text is that of the article"), "{}", first.stderr);
    let before = tree(site.root());
    let again = import(&site, &["in"], b"");
    assert_eq!((again.code, again.stdout.as_str()), (Some(0), ""));
    assert!(again.stderr.contains("3 inputs known already; nothing was written"), "{}", again.stderr);
    assert_eq!(tree(site.root()), before);
}

#[test]
fn a_text_that_repeats_another_is_told() {
    let changed = CLIPPING.replace("two floods", "a flood").replace("twelve", "ten");
    let site = site().file("in/a.txt", CLIPPING).file("in/b.txt", &changed);
    let outcome = import(&site, &["in"], b"");
    assert_eq!((outcome.code, outcome.stdout.lines().count()), (Some(0), 2), "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("  it repeats the article \"tunnel-opens-to-its-first-trains\": "),
        "{}",
        outcome.stderr
    );
    assert!(outcome.stderr.contains(" % of the shorter text occurs in the longer"), "{}", outcome.stderr);
}

#[test]
fn a_dry_run_prints_what_would_be_made() {
    let site = site().file("in.txt", CLIPPING);
    let before = tree(site.root());
    let dry = import(&site, &["--dry-run", "in.txt"], b"");
    assert_eq!(tree(site.root()), before);
    assert!(dry.stderr.ends_with("1 article; nothing was written\n"), "{}", dry.stderr);
    let made = import(&site, &["in.txt"], b"");
    assert_eq!(read(&site, made.stdout.trim_end()), dry.stdout);
}

#[test]
fn every_line_is_explained() {
    let site = site().file("in.txt", CLIPPING);
    let outcome = import(&site, &["--dry-run", "--explain", "in.txt"], b"");
    for (n, line) in CLIPPING.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let told = outcome.stderr.lines().find(|told| told.trim_start().starts_with(&format!("{}  ", n + 1)));
        assert!(told.is_some_and(|told| told.ends_with(line)), "{line} in\n{}", outcome.stderr);
    }
}

/// The same page in any way in which it may arrive gives the same body.
#[test]
fn inputs_are_told_by_what_they_hold() {
    let html = page("부두").replace("Officials", "관계자 (officials)");
    let korean = html.replace("<head>", "<head><meta charset=\"euc-kr\">");
    let (euc_kr, _, _) = encoding_rs::EUC_KR.encode(&korean);
    let mail = format!(
        "From: desk@gazette.example\r\nTo: us@example.org\r\nSubject: Fwd: Tunnel opens\r\nDate: Sat, 15 Mar 2031 08:00:00 +0900\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{html}"
    );
    let body = |arguments: &[&str], input: &[u8]| {
        let site = site();
        let outcome = import(&site, &[&["--dry-run"], arguments].concat(), input);
        assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
        let (_, body) = outcome.stdout.split_once("\n---\n").unwrap();
        (outcome.stdout.clone(), body.to_owned())
    };
    let (_, expected) = body(&["-"], html.as_bytes());
    assert!(import(&site(), &["-"], b"\n").stderr.starts_with("standard input: refused: it is empty\n"));
    assert!(expected.contains("관계자 (officials) said"), "{expected}");
    assert_eq!(body(&["-"], &euc_kr).1, expected);
    assert_eq!(body(&["-"], &gzip(html.as_bytes())).1, expected);
    let (article, of_mail) = body(&["-"], mail.as_bytes());
    assert_eq!(of_mail, expected);
    assert!(article.starts_with("---\ntitle: Tunnel opens\n"), "{article}");
    let table = body(&["-"], b"Year;Month;Day;Headline\n2031;3;14;Breakthrough\n").0;
    assert!(table.contains("title: Breakthrough\ndate: 2031-03-14"), "{table}");
    let post = body(&["-"], b"---\ntitle: A post\ndate: 2031-03-14\n---\nText.\n").0;
    assert!(post.contains("title: A post\ndate: 2031-03-14"), "{post}");
}

#[test]
fn what_a_folder_holds_is_taken_or_listed() {
    let site = site()
        .file("in/a.txt", CLIPPING)
        .file("in/deep/page.html", &page("A page"))
        .file("in/deep/page_files/frame.html", &page("A frame"))
        .file("in/picture.jpg", "x")
        .file("in/empty.txt", "\n")
        .file("in/paper.txt", "%PDF-1.4")
        .file("in/pictures/a.png", "x")
        .file("in/pictures/b.png", "x")
        .file("in/pictures/c.png", "x")
        .file("in/pictures/d.png", "x")
        .file("in/.hidden.txt", CLIPPING);
    let outcome = import(&site, &["in"], b"");
    assert_eq!((outcome.code, outcome.stdout.lines().count()), (Some(1), 2), "{}", outcome.stderr);
    for told in [
        "in/picture.jpg: not taken: it is of no kind that can be imported",
        "in/deep/page_files: not taken: it belongs to the page beside it",
        "in/empty.txt: refused: it is empty",
        "in/paper.txt: refused: it is a PDF, and no text; save what it says as .txt",
        "in/pictures/a.png: not taken: it is of no kind that can be imported\n\
         in/pictures/b.png: not taken: it is of no kind that can be imported\n\
         2 more not taken: it is of no kind that can be imported (--json lists them)",
        "2 articles, 2 inputs refused, 6 files not taken",
    ] {
        assert!(outcome.stderr.contains(told), "{told} in {}", outcome.stderr);
    }
    assert!(!outcome.stderr.contains("hidden"));
    // A folder of which nothing is taken is no success.
    let nothing = import(&site, &["in/pictures"], b"");
    assert_eq!(nothing.code, Some(1));
    assert!(
        nothing.stderr.starts_with("in/pictures: refused: it holds nothing that can be imported\n"),
        "{}",
        nothing.stderr
    );
    // The site's own files are no input.
    let own = import(&site, &["."], b"");
    assert!(own.stderr.contains("./content: not taken: it is the site's own"), "{}", own.stderr);
    assert_eq!(own.stdout, "");
    let missing = import(&site, &["nowhere.txt"], b"");
    assert_eq!(missing.code, Some(2));
    assert_eq!(missing.stderr, "error: cannot read nowhere.txt: No such file or directory\n");
}

#[test]
fn what_the_site_does_not_have_is_refused_before_anything_is_written() {
    let site = site().file("in.txt", CLIPPING).file("map.toml", "publisher = \"gazete\"\n[topics]\nx = \"tunel\"\n");
    let outcome = import(&site, &["in.txt", "--topic", "tunnels"], b"");
    assert_eq!(
        (outcome.code, outcome.stderr.as_str()),
        (Some(2), "error: unknown topic \"tunnels\"; did you mean \"tunnel\"?\n")
    );
    let outcome = import(&site, &["in.txt", "--map", "map.toml"], b"");
    assert_eq!(
        outcome.stderr,
        "error: map.toml: unknown publisher \"gazete\"; did you mean \"gazette\"?; unknown topic \"tunel\"; did you mean \"tunnel\"?\n"
    );
    let site = site.file("map.toml", "topic = \"tunnel\"\n");
    let outcome = import(&site, &["in.txt", "--map", "map.toml"], b"");
    assert!(outcome.stderr.starts_with("error: map.toml: line 1: unknown field `topic`"), "{}", outcome.stderr);
    assert!(!site.root().join("clippings").exists());
}

/// A file that is there may be where a fault shows that a new one causes.
#[test]
fn what_would_put_another_file_at_fault_is_left_out() {
    let site = site()
        .file("content/topics/ferries.md", "---\ntitle: Ferries\naliases: [boats/]\n---\n")
        .file("in/a.md", "---\ntitle: Boats\ndate: 2031-03-14\npermalink: /boats/\n---\nText of boats.\n")
        .file("in/b.md", "---\ntitle: Ships\ndate: 2031-03-14\n---\nText of ships.\n");
    let outcome = import(&site, &["in"], b"");
    assert_eq!(outcome.code, Some(0));
    insta::assert_snapshot!(outcome.stderr, @"
    in/a.md -> content/articles/2031/2031-03-14-a.md
      its old addresses are kept under `extra`: with them it would be at fault: [BG0909] the address /boats/ is taken; remove the alias, or correct it
    in/b.md -> content/articles/2031/2031-03-14-b.md
    2 articles
    ");
    checks(&site);
    let article = read(&site, "content/articles/2031/2031-03-14-a.md");
    assert!(article.contains("\nextra:\n  aliases:\n  - /boats/\n---\n"), "{article}");
    // What is at fault all the same is refused.
    let site = site
        .file("content/pages/c.md", "---\ntitle: C\naliases: [articles/2031-03-14-c/]\n---\n")
        .file("in/c.md", "---\ntitle: C\ndate: 2031-03-14\npermalink: /c-old/\n---\nText of C.\n");
    let outcome = import(&site, &["in/c.md"], b"");
    assert_eq!(outcome.code, Some(1));
    insta::assert_snapshot!(outcome.stderr, @"
    in/c.md: refused: it would be at fault: [BG0909] the address /articles/2031-03-14-c/ is taken; remove the alias, or correct it
    0 articles, 1 input refused; nothing was written
    ");
}

#[test]
fn the_report_is_as_its_schema_says() {
    let schema = import::json_schema();
    let path = Path::new(REPOSITORY).join("docs/import.schema.json");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&path, &schema).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), schema, "run with UPDATE_EXPECTED=1 to renew it");
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    compiler.add_resource("import.json", serde_json::from_str(&schema).unwrap()).unwrap();
    let index = compiler.compile("import.json", &mut schemas).unwrap();
    let as_told = |site: &Folder, arguments: &[&str], input: &[u8]| -> Value {
        let outcome = import(site, &[arguments, &["--json"]].concat(), input);
        assert_eq!(outcome.stderr, "");
        let value = serde_json::from_str(&outcome.stdout).unwrap();
        schemas.validate(&value, index).unwrap_or_else(|error| panic!("{error:#}\n{value:#}"));
        value
    };
    let mail = "From: desk@gazette.example\nTo: us@example.org\nSubject: Tunnel opens\n\n";
    let site = site()
        .file("in/text.txt", CLIPPING)
        .file("in/copy.txt", CLIPPING)
        .file("in/page.html", &page("Another page"))
        .file("in/mail.eml", &format!("{mail}{}", CLIPPING.replace("twelve", "twenty")))
        .file("in/post.md", "---\ntitle: A post\ndate: 2031-03-14\ntags: [fish]\n---\n![A map](map.png) {{ x }}\n")
        .file("in/map.png", "map")
        .file("in/table.csv", "Year,Headline,URL\n2031,A,https://gazette.example/a\nx,B,\n")
        .file("in/line.json", "{\"events\": [{\"start_date\": {\"year\": 2030}, \"text\": {\"headline\": \"C\"}}, 7]}")
        .file("in/empty.txt", "")
        .file("in/c.bin", "");
    let dry = as_told(&site, &["in", "--explain", "--dry-run"], b"");
    let summary = serde_json::json!({
        "articles": 5, "events": 2, "pictures": 1, "refused": 1, "known": 1, "left_out": 2, "not_taken": 1,
    });
    assert_eq!((&dry["summary"], &dry["written"]), (&summary, &Value::Bool(false)));
    let mut told = as_told(&site, &["in", "--explain"], b"");
    assert_eq!(told["written"], true);
    // What a dry run says is what is made.
    told["written"] = false.into();
    assert_eq!(told, dry);
    for made in told["inputs"].as_array().unwrap().iter().flat_map(|told| told["made"].as_array().unwrap()) {
        let text = read(&site, made["path"].as_str().unwrap());
        assert!(made["text"].as_str().is_none_or(|told| told == text), "{made}");
    }
    let again = as_told(&site, &["in"], b"");
    assert_eq!((&again["summary"]["articles"], &again["written"]), (&0.into(), &Value::Bool(false)));
    let posts = as_told(&site, &["--from", "hugo", "in"], b"");
    assert_eq!(posts["summary"]["known"], 1);
    let value = as_told(
        &Folder::of([("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\n")]),
        &["-"],
        CLIPPING.as_bytes(),
    );
    assert_eq!(value["summary"]["articles"], 1);
    assert_eq!(value["written"], true);
    assert_eq!(value["inputs"][0]["made"][0]["kind"], "article");
}

#[cfg(unix)]
#[test]
fn no_symlink_is_followed() {
    let elsewhere = Folder::new();
    let site = site().file("in/a.txt", CLIPPING);
    std::os::unix::fs::symlink(elsewhere.root(), site.root().join("clippings")).unwrap();
    std::os::unix::fs::symlink(site.root().join("site.toml"), site.root().join("in/b.txt")).unwrap();
    let outcome = import(&site, &["in"], b"");
    assert_eq!(outcome.code, Some(2), "{}", outcome.stderr);
    assert_eq!(tree(elsewhere.root()).len(), 0);
    assert!(!site.root().join("content/articles").exists(), "all or none");
    let dry = import(&site, &["in", "--dry-run"], b"");
    assert!(dry.stderr.contains("in/b.txt: not taken: it is a symlink"), "{}", dry.stderr);
}

#[test]
fn out_takes_all_that_is_written() {
    let site = site().file("in.txt", CLIPPING);
    let among = import(&site, &["in.txt", "--out", "content/new/drafts"], b"");
    assert_eq!(among.code, Some(2));
    insta::assert_snapshot!(among.stderr, @"error: content/new/drafts: it lies among the site's own files; leave --out away to write into the site");
    let out = Folder::new();
    let before = tree(site.root());
    let arguments = ["in.txt", "--out", out.root().to_str().unwrap()];
    assert_eq!(import(&site, &arguments, b"").code, Some(0));
    assert_eq!(tree(site.root()), before);
    let made = tree(out.root());
    assert_eq!(made.len(), 2, "{:?}", made.keys());
    // What is there is never replaced, even where the site doesn't know of it.
    let again = import(&site, &arguments, b"");
    assert_eq!(
        tree(out.root()).iter().filter(|(path, bytes)| made.get(*path) == Some(*bytes)).count(),
        2,
        "{}",
        again.stderr
    );
}
