//! What the pages promise, held in a real browser.
//!
//! What comes in are sites built with the themes in the binary: this repository's own and golden sites. The scripts beside
//! this file open them in Chromium; the Nu Html Checker reads their HTML. What these need is installed by `tools.rs`.
//! Where that can't be, the part is skipped and says so; where `CI` is `true`, it fails.
//!
//! What pages say is not looked at here: the golden sites hold that.

mod long;
#[path = "../suite/payloads.rs"]
mod payloads;
#[path = "../suite/support.rs"]
#[expect(dead_code, reason = "the suite uses the rest")]
mod support;
mod tools;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use support::{Folder, REPOSITORY};

/// Where the scripts are.
const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser");

/// Golden sites that hold, together, everything that the default theme shows.
const SHOWN: [&str; 13] = [
    "as-of",
    "autolink",
    "by-year",
    "cjk",
    "claims",
    "corrections",
    "dates",
    "dates-ja",
    "exports",
    "links",
    "markdown",
    "pictures",
    "rights",
];

/// Golden sites that are shown with the interface in another language as well.
const TRANSLATED: [(&str, &str); 4] =
    [("claims", "ko"), ("claims", "ja"), ("corrections", "ko"), ("corrections", "ja")];

/// Sites that are shown in the other theme as well, in their own language and in others.
const IN_DOSSIER: [(&str, Option<&str>); 9] = [
    ("repository", None),
    ("by-year", None),
    ("cjk", None),
    ("claims", None),
    ("corrections", None),
    ("exports", None),
    ("markdown", None),
    ("claims", Some("ko")),
    ("corrections", Some("ja")),
];

/// Builds this repository's site and these golden sites, each into a folder of its name. Their address says that they
/// lie below `/a/b/`, as a project's pages do on a shared host.
fn built<'a>(golden: impl IntoIterator<Item = &'a str>) -> Folder {
    let output = Folder::new();
    build(&Folder::repository(), "repository", output.root());
    for name in golden {
        build(&golden_site(name), name, output.root());
    }
    output
}

/// The sites that are looked at in a browser.
fn shown() -> Folder {
    let output = built(SHOWN);
    for (name, language) in TRANSLATED {
        build(&with(golden_site(name), "language", language), &format!("{name}-in-{language}"), output.root());
    }
    in_dossier(output.root());
    output
}

/// Builds the sites that are shown in the other theme.
fn in_dossier(output: &Path) {
    for (name, language) in IN_DOSSIER {
        let site = if name == "repository" { Folder::repository() } else { golden_site(name) };
        let site = with(without_theme(site), "theme", "dossier");
        match language {
            Some(language) => {
                build(&with(site, "language", language), &format!("{name}-in-{language}-in-dossier"), output);
            }
            None => build(&site, &format!("{name}-in-dossier"), output),
        }
    }
}

/// A site with one more line in its configuration.
fn with(site: Folder, key: &str, value: &str) -> Folder {
    let config = fs::read_to_string(site.root().join("site.toml")).expect("every site has one");
    site.file("site.toml", &format!("{key} = {value:?}\n{config}"))
}

/// A site that doesn't say which theme it has.
fn without_theme(site: Folder) -> Folder {
    let config = fs::read_to_string(site.root().join("site.toml")).expect("every site has one");
    let lines = config.lines().filter(|line| !line.starts_with("theme = "));
    let config: String = lines.map(|line| format!("{line}\n")).collect();
    site.file("site.toml", &config)
}

fn build(site: &Folder, name: &str, output: &Path) {
    let as_of = if name == "as-of" { &["--as-of", "2031-05-12"][..] } else { &[] };
    let address = format!("https://example.org/a/b/{name}/");
    let arguments = ["--base-url", &address].into_iter().chain(as_of.iter().copied());
    site.build().arguments(arguments).into(&output.join(name)).succeeds();
}

/// A golden site with the default theme in place of the plain one.
fn golden_site(name: &str) -> Folder {
    let site = Folder::new().copy(&golden(name), "");
    let config = fs::read_to_string(site.root().join("site.toml")).expect("every site has one");
    site.file("site.toml", &config.replace("\"plain\"", "\"default\""))
}

fn golden(name: &str) -> PathBuf {
    Path::new(REPOSITORY).join("tests/golden").join(name).join("site")
}

/// Every golden site that the default theme can show, in order of its name.
fn all_golden() -> Vec<String> {
    let folders = fs::read_dir(Path::new(REPOSITORY).join("tests/golden")).expect("the golden sites are there");
    let names = folders.map(|entry| entry.expect("it can be listed").file_name().into_string().expect("it is UTF-8"));
    let is_plain = |name: &String| {
        fs::read_to_string(golden(name).join("site.toml")).is_ok_and(|config| config.contains("theme = \"plain\""))
    };
    let mut sites: Vec<String> = names.filter(is_plain).collect();
    sites.sort();
    sites
}

/// Runs a script, which is told where things are by variables; fails with what it says, or returns that.
fn script(name: &str, chromium: &Path, places: &[(&str, &Path)]) -> String {
    let mut command = Command::new("node");
    command.args(["--test-reporter=spec", name]).current_dir(SCRIPTS);
    command.env("CHROMIUM", chromium).envs(places.iter().copied());
    let output = command.output().expect("node was found");
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "tests/browser/{name}:\n{said}");
    said
}

/// Accessibility, narrow and dark screens, no JavaScript, from disk and from a server, print.
#[test]
fn pages_in_a_browser() {
    let Some(chromium) = tools::ready("the tests in a browser", tools::chromium) else { return };
    script("pages.mjs", &chromium, &[("SITES", shown().root())]);
}

/// The command with which the manual makes a PDF.
#[test]
fn the_manuals_command_makes_a_pdf() {
    let Some(chromium) = tools::ready("the test of the manual's PDF", tools::chromium) else { return };
    let manual = fs::read_to_string(Path::new(REPOSITORY).join("docs/hosting.md")).expect("the manual is there");
    let command = manual.lines().find(|line| line.starts_with("chromium ")).expect("the manual has a command");
    let site = Folder::repository();
    site.build().succeeds();
    // Containers run as root, in which Chromium refuses to start with its sandbox.
    let chromium = format!("#!/bin/sh\nexec {:?} --no-sandbox \"$@\"\n", chromium.display());
    let programs = Folder::of([("chromium", chromium.as_str())]);
    let made_to_run = Command::new("chmod").arg("+x").arg(programs.root().join("chromium")).status();
    assert!(made_to_run.is_ok_and(|status| status.success()));
    let path = format!("{}:{}", programs.root().display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-c", &command.replace("TOPIC", "us-korea-japan")]).current_dir(site.root()).env("PATH", path);
    let output = shell.output().expect("there is a shell");
    let pdf = fs::read(site.root().join("us-korea-japan.pdf")).unwrap_or_default();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && pdf.starts_with(b"%PDF-"), "{said}");
    let pages = pdf.windows(11).filter(|bytes| bytes == b"/Type /Page").count();
    assert!(pages > 3, "the whole paper was printed: {pages}");
}

/// What is written shows in open pages: texts, styles, faults.
#[test]
fn served_pages_follow() {
    let Some(chromium) = tools::ready("the test of serve in a browser", tools::chromium) else { return };
    let program = Path::new(env!("CARGO_BIN_EXE_briefgen"));
    script("serve.mjs", &chromium, &[("SITE", Folder::repository().root()), ("BRIEFGEN", program)]);
}

/// A site whose every text tries to run a script; and pages on which each payload can, as a control.
#[test]
fn hostile_texts_run_no_script() {
    let Some(chromium) = tools::ready("the test of injection in a browser", tools::chromium) else { return };
    let hostile = payloads::site();
    let site = Folder::of(hostile.files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let output = Folder::new();
    site.build().into(&output.root().join("injection")).run();
    let output = (0..).zip(payloads::MARKUP).fold(output, |output, (n, payload)| {
        output.file(&format!("control/{n}.html"), &format!("<!doctype html><main>{payload}</main>"))
    });
    let program = Path::new(env!("CARGO_BIN_EXE_briefgen"));
    script("injection.mjs", &chromium, &[("SITES", output.root()), ("SITE", site.root()), ("BRIEFGEN", program)]);
}

/// Words in three scripts are found, chosen from, and come back to; with the built site and with `serve`.
#[test]
fn words_are_found() {
    let Some(chromium) = tools::ready("the test of the search in a browser", tools::chromium) else { return };
    let (site, output) = (searched_site(), Folder::new());
    build(&site, "searched", output.root());
    let program = Path::new(env!("CARGO_BIN_EXE_briefgen"));
    script("search.mjs", &chromium, &[("SITES", output.root()), ("SITE", site.root()), ("BRIEFGEN", program)]);
}

/// This repository's site, with articles in two other languages and more of one word than a page shows.
fn searched_site() -> Folder {
    let article = |head: &str, body: &str| format!("---\ndate: 2031-05\nrights: own\n{head}\n---\n\n{body}\n");
    let many = (1..=25).map(|n| {
        let head = format!("title: Lighthouse {n}\nsource: {{publisher: yonhap}}\ntopics: [us-korea-japan]");
        (format!("content/articles/lighthouse-{n}.md"), article(&head, "It has a <b>lamp</b> & a keeper, 1 < 2."))
    });
    let others = [
        (
            "content/articles/ko.md",
            article("title: 등대지기의 하루\nlanguage: ko", "등대지기는 항구에서 배를 기다렸다."),
        ),
        (
            "content/articles/ja.md",
            article("title: 灯台の守り人\nlanguage: ja", "港の灯台守は、北から来る船を待っていた。"),
        ),
    ];
    let others = others.map(|(path, text)| (path.to_owned(), text));
    many.chain(others).fold(Folder::repository(), |site, (path, text)| site.file(&path, &text))
}

/// Thousands of events can be filtered; what the page weighs and how long it takes is told, not judged.
#[test]
fn a_long_chronology_is_filtered() {
    let Some(chromium) = tools::ready("the test of a long chronology", tools::chromium) else { return };
    let files = long::site();
    let site = Folder::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let output = Folder::new();
    build(&site, "long", output.root());
    let said = script("long.mjs", &chromium, &[("SITES", output.root())]);
    for figure in said.lines().filter_map(|line| line.split_once("5,000 events: ")) {
        writeln!(io::stderr(), "5,000 events: {}", figure.1).expect("a terminal can be written to");
    }
}

/// Accessibility, good practice, what search engines need, and that nothing moves.
#[test]
fn lighthouse_finds_nothing_to_mend() {
    let Some(chromium) = tools::ready("the audit by Lighthouse", tools::chromium) else { return };
    script("lighthouse.mjs", &chromium, &[("SITES", built([]).root())]);
}

/// By the checker of the W3C's validator: what themes bring, and what is made for every site.
#[test]
fn style_sheets_are_valid() {
    let Some(checker) = tools::ready("the check of the CSS", tools::checker) else { return };
    let site = built([]);
    let themes = Path::new(REPOSITORY).join("themes");
    let is_sheet = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "css");
    let below = |folder: &Path| walkdir::WalkDir::new(folder).into_iter().flatten().map(walkdir::DirEntry::into_path);
    let mut sheets: Vec<PathBuf> = below(&themes).chain(below(&site.root().join("repository"))).collect();
    sheets.retain(is_sheet);
    sheets.push(Path::new(REPOSITORY).join("src/serve/overlay.css"));
    assert!(sheets.len() > 3, "the style sheets were found");
    let mut command = Command::new("java");
    command.arg("-jar").arg(checker).args(["--errors-only", "--css"]).args(sheets);
    let output = command.output().expect("java was found");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
}

/// By the checker of the W3C's validator.
#[test]
fn html_is_valid() {
    let Some(checker) = tools::ready("the check of the HTML", tools::checker) else { return };
    let mut golden = all_golden();
    assert!(golden.len() > 15, "the golden sites were found");
    // What it publishes is as its author wrote it.
    golden.retain(|name| name != "trusted-html");
    let sites = built(golden.iter().map(String::as_str));
    in_dossier(sites.root());
    let mut command = Command::new("java");
    command.arg("-jar").arg(checker).args(["--errors-only", "--skip-non-html"]);
    // Which headings a text has is up to its author too.
    command.args(["--filterpattern", ".*skipping \\d+ heading levels?.*"]).arg(sites.root());
    let output = command.output().expect("java was found");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
}

/// Not a test: pictures of every kind of page, for people to look at.
#[test]
#[ignore = "makes pictures: cargo screenshots"]
fn screenshots() {
    let chromium = tools::ready("taking pictures", tools::chromium).expect("pictures are taken by Chromium");
    let folder = Path::new(REPOSITORY).join("target/screenshots");
    script("screenshots.mjs", &chromium, &[("SITES", shown().root()), ("SCREENSHOTS", &folder)]);
}
