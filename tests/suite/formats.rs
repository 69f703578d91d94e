//! Faults in the formats of other programs: they say the same as the report for people, at the same places, and are what
//! those programs take.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use boon::{Compiler, Schemas};
use serde_json::Value;

use crate::npm;
use crate::support::{Folder, Outcome, REPOSITORY};

const CONFIG: &str = "title = \"t\"\nbase_url = \"https://example.org/\"\n";

/// A site with every kind of place: a file as a whole, values, bytes, other places in the same file and in others, behind
/// characters of several bytes, with a byte order mark and with the line ends of Windows, and on several lines.
fn broken() -> Folder {
    Folder::of([
        ("site.toml", CONFIG),
        ("content/pages/Not An Id, 100%.md", "---\ntitle: t\n---\n"),
        ("content/topics/조태열 #1.md", "\u{feff}---\r\ntitle: 조태열\r\nid: same\r\nsumary: 조\r\n---\r\n"),
        ("content/topics/same.md", "---\ntitle: t\n---\n\n조태열 [x](javascript:alert) [a\nb](article:none) [x]()\n"),
        (
            "content/articles/a.md",
            "---\ntitle: t\ndate: 2024\nevents:\n  - {id: e, title: t, date: 2023, stance: reports}\n  - {event: e}\n---\n",
        ),
    ])
}

/// A site of which only warnings are told.
fn doubtful() -> Folder {
    let picture = "---\ntitle: t\n---\n\n![a](https://example.com/b.png)\n";
    Folder::of([("site.toml", CONFIG), ("content/pages/p.md", picture)])
}

fn ask(site: &Folder, command: &str, format: &str, more: &[&str]) -> Outcome {
    let arguments = ["--format", format].into_iter().chain(more.iter().copied());
    // On GitHub the tests' own workspace would be taken for the site's.
    site.ask(command).env("GITHUB_WORKSPACE", "").arguments(arguments).from(site.root()).run()
}

/// Severity and code, path, line and column, line and column of the end, if it has any.
type Told = (String, String, Option<[u64; 4]>);

fn of_people(stderr: &str) -> Vec<(String, String, Option<[u64; 2]>)> {
    let faults = stderr.split("\n\n").filter(|fault| fault.contains("-->"));
    let fault = |fault: &str| {
        let mut lines = fault.lines();
        let kind = lines.next().unwrap().split("]: ").next().unwrap().replace('[', " ");
        let place = lines.next().unwrap().split("--> ").nth(1).unwrap();
        let mut parts = place.rsplitn(3, ':');
        let mut number = || parts.next().and_then(|part| part.parse().ok());
        match (number(), number()) {
            (Some(column), Some(line)) => (kind, parts.next().unwrap().to_owned(), Some([line, column])),
            _ => (kind, place.to_owned(), None),
        }
    };
    faults.map(fault).collect()
}

fn of_json(stdout: &str) -> Vec<Told> {
    let report: Value = serde_json::from_str(stdout).unwrap();
    let point = |point: &Value| [point["line"].as_u64().unwrap(), point["column"].as_u64().unwrap()];
    let told = |fault: &Value| {
        let kind = format!("{} {}", fault["severity"].as_str().unwrap(), fault["code"].as_str().unwrap());
        let range = &fault["range"];
        let range = range.is_object().then(|| {
            let ([line, column], [end, end_column]) = (point(&range["start"]), point(&range["end"]));
            [line, column, end, end_column]
        });
        (kind, fault["path"].as_str().unwrap().to_owned(), range)
    };
    report["diagnostics"].as_array().unwrap().iter().map(told).collect()
}

/// Reads commands as the runner does: split at the second `::`, then at commas, then at `=`, and each text unescaped.
fn commands(stdout: &str) -> Vec<(String, BTreeMap<String, String>, String)> {
    let data = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let property = |text: &str| data(&text.replace("%3A", ":").replace("%2C", ","));
    let command = |line: &str| {
        let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (name, properties) = head.split_once(' ').unwrap();
        let properties = properties.split(',').map(|pair| pair.split_once('=').unwrap());
        let properties = properties.map(|(key, value)| (key.to_owned(), property(value))).collect();
        (name.to_owned(), properties, data(message))
    };
    stdout.lines().map(command).collect()
}

fn of_github(stdout: &str) -> Vec<Told> {
    let told = |(name, properties, _): &(String, BTreeMap<String, String>, String)| {
        let number = |key: &str| properties.get(key).map(|value| value.parse().unwrap());
        let range = number("line").map(|line| {
            [line, number("col").unwrap_or(0), number("endLine").unwrap(), number("endColumn").unwrap_or(0)]
        });
        (format!("{name} {}", properties["title"].split(':').next().unwrap()), properties["file"].clone(), range)
    };
    commands(stdout).iter().map(told).collect()
}

fn of_sarif(stdout: &str) -> Vec<Told> {
    let log: Value = serde_json::from_str(stdout).unwrap();
    let run = &log["runs"][0];
    let told = |result: &Value| {
        let rule = &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.is_ascii() && url::Url::parse(uri).is_err(), "it is a relative reference: {uri}");
        let path = url::Url::parse("file:///").unwrap().join(uri).unwrap().to_file_path().unwrap();
        let path = path.strip_prefix("/").unwrap().to_str().unwrap().to_owned();
        let region = &place["region"];
        let number = |key: &str| region[key].as_u64().unwrap();
        let range = region
            .is_object()
            .then(|| [number("startLine"), number("startColumn"), number("endLine"), number("endColumn")]);
        (format!("{} {}", result["level"].as_str().unwrap(), result["ruleId"].as_str().unwrap()), path, range)
    };
    run["results"].as_array().unwrap().iter().map(told).collect()
}

#[cfg(unix)]
#[test]
fn every_format_tells_the_same_faults_at_the_same_places() {
    let site = broken();
    for command in ["build", "check"] {
        let human = ask(&site, command, "human", &[]);
        assert_eq!((human.code, human.stdout.as_str()), (Some(1), ""));
        let json = ask(&site, command, "json", &[]);
        let told = of_json(&json.stdout);
        let places: Vec<_> = told
            .iter()
            .map(|(kind, path, range)| (kind.clone(), path.clone(), range.map(|[line, column, ..]| [line, column])))
            .collect();
        assert_eq!(places, of_people(&human.stderr));
        assert!(told.len() == 7 && told.iter().any(|(.., range)| range.is_none()), "{told:?}");
        assert!(told.iter().any(|(.., range)| range.is_some_and(|[line, _, end, _]| line < end)), "{told:?}");

        let github = ask(&site, command, "github", &[]);
        // Columns are for places on one line.
        let without = |(kind, path, range): Told| {
            let range = range.map(|[l, c, e, d]| if l == e { [l, c, e, d] } else { [l, 0, e, 0] });
            (kind, path, range)
        };
        assert_eq!(of_github(&github.stdout), told.iter().cloned().map(without).collect::<Vec<_>>());
        let sarif = ask(&site, command, "sarif", &[]);
        assert_eq!(of_sarif(&sarif.stdout), told);
        for outcome in [json, github, sarif] {
            assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(1), ""), "{}", outcome.stdout);
        }
    }
}

/// Byte offsets lead to what is marked, whatever stands before it.
#[test]
fn byte_offsets_are_those_of_the_file() {
    let site = broken();
    let report: Value = serde_json::from_str(&ask(&site, "check", "json", &[]).stdout).unwrap();
    let marked = |code: &str| {
        let fault = report["diagnostics"].as_array().unwrap().iter().find(|fault| fault["code"] == code).unwrap();
        let bytes = fs::read(site.root().join(fault["path"].as_str().unwrap())).unwrap();
        let byte = |end: &str| usize::try_from(fault["range"][end]["byte"].as_u64().unwrap()).unwrap();
        String::from_utf8(bytes[byte("start")..byte("end")].to_vec()).unwrap()
    };
    assert_eq!(marked("BG0301"), "sumary");
    assert_eq!(marked("BG0902"), "[x](javascript:alert)");
    assert_eq!(marked("BG0404"), "[a\nb](article:none)");
}

#[test]
fn json_is_as_its_schema_says() {
    let path = Path::new(REPOSITORY).join("docs/diagnostics.schema.json");
    let schema = briefgen::report::json_schema();
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&path, &schema).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), schema, "UPDATE_EXPECTED=1 writes it anew");
    let mut schemas = Schemas::new();
    let schema = Compiler::new().compile(path.to_str().unwrap(), &mut schemas).unwrap();
    for (site, errors, warnings) in [(broken(), 7, 0), (doubtful(), 0, 1), (Folder::of([("site.toml", CONFIG)]), 0, 0)]
    {
        let report: Value = serde_json::from_str(&ask(&site, "check", "json", &[]).stdout).unwrap();
        schemas.validate(&report, schema).unwrap_or_else(|error| panic!("{error:#}"));
        assert_eq!(report["summary"], serde_json::json!({"errors": errors, "warnings": warnings, "notes": 0}));
        let mut broken = report.clone();
        broken["summary"]["errors"] = "none".into();
        assert!(schemas.validate(&broken, schema).is_err());
    }
}

#[test]
fn sarif_is_as_the_standards_schema_says() {
    let Some(packages) = npm::folder() else { return };
    let path = packages.join("node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
    let mut compiler = Compiler::new();
    compiler.enable_format_assertions();
    let mut schemas = Schemas::new();
    let schema = compiler.compile(path.to_str().unwrap(), &mut schemas).unwrap();
    for site in [broken(), doubtful(), Folder::of([("site.toml", CONFIG)])] {
        let log: Value = serde_json::from_str(&ask(&site, "check", "sarif", &[]).stdout).unwrap();
        schemas.validate(&log, schema).unwrap_or_else(|error| panic!("{error:#}"));
        let mut broken = log.clone();
        broken["runs"][0]["columnKind"] = "bytes".into();
        assert!(schemas.validate(&broken, schema).is_err());
    }
}

#[test]
fn sarif_tells_what_its_rules_mean_and_makes_no_links() {
    let log: Value = serde_json::from_str(&ask(&broken(), "check", "sarif", &[]).stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!((&driver["name"], &driver["semanticVersion"]), (&"briefgen".into(), &env!("CARGO_PKG_VERSION").into()));
    let rules = driver["rules"].as_array().unwrap();
    let ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert!(ids.is_sorted() && ids.contains(&"BG0403"), "{ids:?}");
    let rule = rules.iter().find(|rule| rule["id"] == "BG0404").unwrap();
    assert_eq!(rule["shortDescription"]["text"], "an unknown id");
    assert_eq!(rule["defaultConfiguration"]["level"], "error");
    assert!(rule["fullDescription"]["text"].as_str().unwrap().starts_with("Nothing of this kind has the id"));
    assert!(rule["help"]["markdown"].as_str().unwrap().contains("```markdown file="));
    let results = run["results"].as_array().unwrap();
    let twice = results.iter().find(|result| result["ruleId"] == "BG0403").unwrap();
    assert_eq!(twice["relatedLocations"][0]["message"]["text"], "the first one");
    // Hints quote Markdown, and a reader of SARIF would make links of it.
    let texts: Vec<&str> = results.iter().map(|result| result["message"]["text"].as_str().unwrap()).collect();
    assert!(texts.iter().any(|text| text.contains("[text\\](article:ID)")), "{texts:?}");
    assert!(texts.iter().all(|text| !text.replace("\\](", "").contains("](")), "{texts:?}");
}

#[test]
fn paths_are_those_of_the_repository() {
    let repository = Folder::new();
    let site = repository.root().join("sites/one");
    fs::create_dir_all(&site).unwrap();
    fs::write(site.join("site.toml"), "title = \"t\"\n").unwrap();
    let path = |format: &str, from: &Path, workspace: &Path| {
        // As it is written in a workflow, where that can be.
        let root = site.strip_prefix(from).ok().filter(|root| *root != Path::new("")).unwrap_or(&site);
        let mut check = Command::new(env!("CARGO_BIN_EXE_briefgen"));
        check.args(["check", "--format", format, "--root"]).arg(root);
        let output = check.env("GITHUB_WORKSPACE", workspace).current_dir(from).output().unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        match format {
            "github" => commands(&stdout)[0].1["file"].clone(),
            "sarif" => serde_json::from_str::<Value>(&stdout).unwrap()["runs"][0]["results"][0]["locations"][0]
                ["physicalLocation"]["artifactLocation"]["uri"]
                .as_str()
                .unwrap()
                .to_owned(),
            _ => serde_json::from_str::<Value>(&stdout).unwrap()["diagnostics"][0]["path"]
                .as_str()
                .unwrap()
                .to_owned(),
        }
    };
    let (top, nowhere, elsewhere) = (repository.root(), Path::new(""), Folder::new());
    let real = site.canonicalize().unwrap();
    for format in ["github", "sarif"] {
        assert_eq!(path(format, top, nowhere), "sites/one/site.toml");
        assert_eq!(path(format, &site, nowhere), "site.toml");
        // The runner's word counts, wherever the command runs.
        assert_eq!(path(format, &site, top), "sites/one/site.toml");
        assert_eq!(path(format, top, elsewhere.root()), "sites/one/site.toml");
    }
    assert_eq!(path("github", elsewhere.root(), nowhere), format!("{}/site.toml", real.display()));
    let file = url::Url::from_file_path(real.join("site.toml")).unwrap();
    assert_eq!(path("sarif", elsewhere.root(), nowhere), file.as_str());
    // What people and programs of one's own read is from the site's folder.
    assert_eq!(path("json", top, top), "site.toml");
}

#[test]
fn a_build_ends_as_it_would_and_says_nothing_else() {
    for format in ["json", "github", "sarif"] {
        let site = doubtful();
        let built = ask(&site, "build", format, &[]);
        assert_eq!((built.code, built.stderr.as_str()), (Some(0), ""), "{format}");
        assert!(built.stdout.contains("BG0906") && site.root().join("public/index.html").exists(), "{format}");
        let site = doubtful();
        let refused = ask(&site, "build", format, &["--strict"]);
        assert_eq!((refused.code, refused.stdout, refused.stderr), (Some(1), built.stdout, String::new()), "{format}");
        assert!(!site.root().join("public").exists(), "{format}");
        // Where nothing is wrong there is a document all the same, but no annotation.
        let clean = ask(&Folder::of([("site.toml", CONFIG)]), "build", format, &[]);
        assert_eq!((clean.code, clean.stdout.is_empty()), (Some(0), format == "github"), "{format}");
        // What the environment refuses is no fault of the site.
        let nowhere = ask(&Folder::new(), "build", format, &[]);
        assert_eq!((nowhere.code, nowhere.stdout.as_str()), (Some(2), ""), "{format}");
        assert!(nowhere.stderr.starts_with("error: no site in "), "{format}");
    }
}

/// What content holds is never more than a text: no line of its own, no command, nothing that a terminal acts on.
#[test]
fn hostile_text_stays_inside_its_format() {
    let key = "\u{1b}[31mx\u{202e}\n::stop-commands::y\r##[add-mask]z%0A";
    let written = "---\ntitle: t\n\"\\e[31mx\\u202E\\n::stop-commands::y\\r##[add-mask]z%0A\": 1\n---\n";
    let site = Folder::of([("site.toml", CONFIG), ("content/pages/p.md", written)]);
    let json = ask(&site, "check", "json", &[]).stdout;
    let message = serde_json::from_str::<Value>(&json).unwrap()["diagnostics"][0]["message"].clone();
    assert_eq!(message, format!("unknown key \"{key}\" in a page"), "programs get it as it is");
    let github = ask(&site, "check", "github", &[]).stdout;
    assert_eq!(github.lines().count(), 1);
    assert!(commands(&github)[0].2.starts_with("unknown key \"␛[31mx\u{fffd}␊::stop-commands::y␍##[add-mask]z%0A\""));
    let sarif = ask(&site, "check", "sarif", &[]).stdout;
    for (format, text) in [("json", json), ("github", github), ("sarif", sarif)] {
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{format}: {text}");
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::stop")), "{format}: {text}");
    }
}
