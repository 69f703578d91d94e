//! What a code means is told as it is: the examples of docs/diagnostics.md are run, and every code is shown to be given.

use std::collections::BTreeSet;
use std::path::Path;

use assert_cmd::Command;
use briefgen::Plan;
use briefgen::diagnostic::{Code, Severity};
use briefgen::files::Files;
use briefgen::model::Options;

use crate::support::{Folder, REPOSITORY};

/// Codes that a site can't bring about here; other tests show them.
const OUT_OF_REACH: [Code; 5] = [
    // The superuser reads everything.
    Code::Unreadable,
    // A million files take too long.
    Code::TooManyFiles,
    // They need a web: tests of `check --external` have one of their own.
    Code::MovedElsewhere,
    Code::DeadElsewhere,
    Code::DeadButArchived,
];

/// The site that the manual's examples are files of.
fn site() -> Folder {
    Folder::new().copy(&Path::new(REPOSITORY).join("tests/explain"), ".")
}

/// The files of a section's examples.
fn examples(code: Code) -> Vec<(&'static str, &'static str)> {
    let blocks = code.explanation().text.split("```").skip(1).step_by(2);
    let file = |block: &'static str| {
        let (info, text) = block.split_once('\n').unwrap();
        Some((info.split_once("file=")?.1, text))
    };
    blocks.filter_map(file).collect()
}

/// The codes that a command tells of a site, with how bad each is.
fn told(site: &Folder, command: &str) -> BTreeSet<String> {
    let outcome = site.ask(command).run();
    let titles =
        outcome.stderr.lines().filter(|line| ["error[", "warning[", "note["].iter().any(|word| line.starts_with(word)));
    titles.map(|line| line.split(':').next().unwrap().to_owned()).collect()
}

fn only(word: &str, code: Code) -> BTreeSet<String> {
    BTreeSet::from([format!("{word}[{code}]")])
}

#[test]
fn every_example_has_its_fault_and_no_other() {
    assert!(told(&site(), "build").is_empty(), "the site has none before");
    for code in Code::ALL {
        let examples = examples(*code);
        if examples.is_empty() {
            continue;
        }
        let site = examples.into_iter().fold(site(), |site, (path, text)| site.file(path, text));
        match code.severity() {
            Severity::Error => assert_eq!(told(&site, "build"), only("error", *code)),
            Severity::Warning => assert_eq!(told(&site, "build"), only("warning", *code)),
            Severity::Advice => {
                assert!(told(&site, "build").is_empty(), "{code} is told by check alone");
                assert!(told(&site, "check").is_superset(&only("note", *code)), "{code}");
            }
        }
    }
}

/// Faults of files and folders, and of what is too large, have no example to be read: they are made here.
#[cfg(unix)]
#[test]
fn every_code_without_an_example_is_given_too() {
    use std::fs;
    use std::os::unix::fs::symlink;

    let page = |body: &str| format!("---\ntitle: Help\n---\n{body}");
    let link = |to: &str| {
        let site = site().file("clippings/opening-day.txt", "x").file("content/.hidden/a.md", "x");
        symlink(to, site.root().join("content/linked")).unwrap();
        site
    };
    for code in Code::ALL.iter().filter(|code| examples(**code).is_empty() && !OUT_OF_REACH.contains(code)) {
        let site = match code {
            Code::NotWhatASiteHas => site().file("themes", ""),
            Code::TooLarge => site().file("content/pages/help.md", &page(&"x".repeat(4 << 20))),
            Code::NotUtf8 => {
                let site = site();
                fs::write(site.root().join("content/pages/help.md"), b"---\ntitle: Hjelp p\xe5 vei\n---\n").unwrap();
                site
            }
            Code::UnfitName => site().file("content/pages/a\nb.md", &page("")),
            Code::BrokenSymlink => link("nowhere"),
            Code::SymlinkOutside => link("/"),
            Code::SymlinkToHidden => link(".hidden/a.md"),
            Code::SymlinkToClipping => link("../clippings/opening-day.txt"),
            Code::SymlinkCircle => link("../content"),
            Code::NotAPlainFile => {
                let site = site();
                std::os::unix::net::UnixListener::bind(site.root().join("content/socket")).unwrap();
                site
            }
            Code::NamesAlike => site().file("content/caf\u{e9}.png", "").file("content/cafe\u{301}.png", ""),
            // Below content/, they would be one address as well.
            Code::NamesDifferByCase => {
                site().file("themes/mine/static/map.png", "").file("themes/mine/static/Map.png", "")
            }
            Code::FrontMatterTooLarge => {
                site().file("content/pages/help.md", &format!("---\ntitle: {}\n---\n", "x".repeat(256 << 10)))
            }
            Code::TooManyLinks => site().file("content/pages/help.md", &page(&"[x](about.md) ".repeat(10_001))),
            Code::NoConfiguration => {
                let faults = Plan::new(&Files::new(Vec::new()), &Options::default()).diagnostics;
                assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), [*code]);
                continue;
            }
            other => panic!("{other} has no example in docs/diagnostics.md: show here how it comes about"),
        };
        let word = if code.severity() == Severity::Error { "error" } else { "warning" };
        assert_eq!(told(&site, "build"), only(word, *code));
    }
}

fn explain(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_briefgen")).arg("explain").args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_code_is_explained_in_capitals_or_not() {
    let (code, told, _) = explain(&["bg0404"]);
    assert_eq!(code, Some(0));
    assert!(told.starts_with("BG0404: an unknown id\n\nError. "), "{told}");
    assert!(told.contains("\n    content/articles/wire.md:\n\n        ---\n"), "{told}");
    assert_eq!(explain(&["BG0404"]).1, told);
}

#[test]
fn all_codes_are_listed() {
    let (code, told, _) = explain(&[]);
    assert_eq!(code, Some(0));
    assert!(told.starts_with("Files and folders:\n  BG0101  not what"), "{told}");
    assert_eq!(told.lines().filter(|line| line.starts_with("  BG")).count(), Code::ALL.len());
}

#[test]
fn what_is_no_code_is_refused_with_the_nearest() {
    let (code, _, told) = explain(&["BG0440"]);
    assert_eq!(code, Some(2));
    assert!(told.starts_with("error: invalid value 'BG0440' for '[CODE]': no fault has this code; did you mean"));
    let (code, _, told) = explain(&["title"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("no fault has this code; `briefgen explain` lists all codes"), "{told}");
}
