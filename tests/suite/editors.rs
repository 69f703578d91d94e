//! What `init` sets up for editors works: the programs that their extensions run find no fault in a new site, and the
//! faults that somebody makes.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use briefgen::schema::snippets;
use serde_json::Value;

use crate::npm;
use crate::support::Folder;

fn site() -> Folder {
    let site = Folder::new();
    let made = assert_cmd::Command::new(env!("CARGO_BIN_EXE_briefgen")).arg("init").arg(site.root()).output().unwrap();
    assert!(made.status.success());
    site
}

fn change(site: &Folder, path: &str, from: &str, to: &str) {
    let path = site.root().join(path);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from:?} is not in {text}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

const ARTICLE: &str = "content/articles/2031/2031-03-15-last-metre.md";

#[test]
fn remark_underlines_what_is_wrong_in_front_matter() {
    let Some(packages) = npm::folder() else { return };
    let site = site();
    let check = || {
        let output = npm::run(packages, "remark", &["content", "--quiet", "--frail", "--no-color"], site.root());
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(check(), (Some(0), String::new()));
    let faults = [
        (ARTICLE, "stance: reports", "stance: report", "Must be equal to one of the allowed values"),
        ("content/topics/ferries.md", "summary:", "sumary:", "Must NOT have additional properties"),
        ("content/entities/places/merrow.md", "\nkind: place", "", "Must have required property 'kind'"),
        ("content/publishers/strait-wire.md", "kind: wire", "kind: [wire]", "Must be string"),
    ];
    for (path, from, to, _) in faults {
        change(&site, path, from, to);
    }
    let (code, report) = check();
    assert_eq!(code, Some(1));
    for (path, _, _, told) in faults {
        let of_file = report.split(path).nth(1).unwrap_or_else(|| panic!("{path}: {report}"));
        assert!(of_file.split("content/").next().unwrap().contains(told), "{path}: {report}");
    }
}

#[test]
fn without_its_packages_remark_is_silent() {
    let Some(packages) = npm::folder() else { return };
    let site = site();
    // Only what runs, and none of the plugins.
    let script = "const { default: config } = await import(process.argv[1]); console.log(config.plugins.length);";
    let config = site.root().join(".remarkrc.mjs");
    let plugins = || {
        let mut node = std::process::Command::new("node");
        let output = node.args(["--input-type=module", "--eval", script]).arg(&config).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(plugins(), "0");
    std::os::unix::fs::symlink(packages.join("node_modules"), site.root().join("node_modules")).unwrap();
    assert_eq!(plugins(), "2");
}

#[test]
fn taplo_underlines_what_is_wrong_in_site_toml() {
    let Some(packages) = npm::folder() else { return };
    let site = site();
    let lint = || {
        let output = npm::run(packages, "taplo", &["lint", "site.toml"], site.root());
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(lint().0, Some(0));
    change(&site, "site.toml", "language = \"en\"", "language = 1");
    let (code, report) = lint();
    assert!(code != Some(0) && report.contains("1 is not of type"), "{report}");
    change(&site, "site.toml", "language = 1", "langage = \"en\"");
    let (code, report) = lint();
    assert!(code != Some(0) && report.contains("'langage' was unexpected"), "{report}");
}

#[test]
fn every_key_of_front_matter_has_a_snippet() {
    let snippets: Value = serde_json::from_str(&snippets()).unwrap();
    let prefixes: BTreeSet<&str> =
        snippets.as_object().unwrap().values().map(|snippet| snippet["prefix"].as_str().unwrap()).collect();
    for key in ["title", "derived_from", "stance", "roles", "owner", "redirect_from", "resolved", "quote"] {
        assert!(prefixes.contains(key), "{key}");
    }
    let body = |name: &str| snippets[name]["body"].as_str().unwrap().to_owned();
    insta::assert_snapshot!(body("mention: stance"), @"stance: ${1|reports,announces,recalls,disputes|}");
    insta::assert_snapshot!(body("article: topics"), @"topics: [$1]");
    insta::assert_snapshot!(body("article: draft"), @"draft: ${1|true,false|}");
    assert_eq!(body("article: source"), "source:\n  $1");
    assert!(snippets.as_object().unwrap().values().all(|snippet| snippet["description"] != ""));
}

/// The task of the editor finds faults in what `check` prints.
#[test]
fn the_tasks_pattern_matches_what_check_prints() {
    let site = site();
    let tasks: Value =
        serde_json::from_str(&fs::read_to_string(site.root().join(".vscode/tasks.json")).unwrap()).unwrap();
    let task = &tasks["tasks"][0];
    change(&site, ARTICLE, "topics: [tunnel]", "topics: [tunel]");
    let arguments = task["args"].as_array().unwrap().iter().map(|argument| argument.as_str().unwrap());
    let mut check = assert_cmd::Command::new(env!("CARGO_BIN_EXE_briefgen"));
    let output = check.current_dir(site.root()).args(arguments).output().unwrap();
    let report = String::from_utf8(output.stderr).unwrap();
    let matches = |pattern: &Value, line: &str| {
        let script = "const [pattern, line] = process.argv.slice(1); console.log(JSON.stringify(line.match(pattern)));";
        let mut node = std::process::Command::new("node");
        let output = node.args(["--eval", script, pattern["regexp"].as_str().unwrap(), line]).output();
        output.map(|output| serde_json::from_slice::<Value>(&output.stdout).unwrap())
    };
    let patterns = &task["problemMatcher"]["pattern"];
    let lines: Vec<&str> = report.lines().collect();
    let Ok(first) = matches(&patterns[0], lines[0]) else {
        assert!(npm::folder().is_none(), "node is there");
        return;
    };
    let second = matches(&patterns[1], lines[1]).unwrap();
    assert_eq!(first[patterns[0]["severity"].as_u64().unwrap() as usize], "error");
    assert_eq!(first[patterns[0]["code"].as_u64().unwrap() as usize], "BG0404");
    assert_eq!(first[patterns[0]["message"].as_u64().unwrap() as usize], "unknown topic \"tunel\"");
    let of = |name: &str| second[patterns[1][name].as_u64().unwrap() as usize].as_str().unwrap().to_owned();
    assert_eq!((of("file"), of("line"), of("column")), (ARTICLE.to_owned(), "5".to_owned(), "10".to_owned()));
    assert!(Path::new(&site.root().join(of("file"))).is_file());
}
