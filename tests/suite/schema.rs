//! The schemas that editors use, held against the parser: they know the same keys and the same words, take what it
//! takes, and refuse nothing that it takes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use boon::{Compiler, SchemaIndex, Schemas};
use briefgen::diagnostic::Diagnostic;
use briefgen::document;
use briefgen::schema::{Draft, Subject, schema};
use serde_json::Value;

use crate::support::{self, REPOSITORY, Tree, text};

/// A mapping that a schema describes: of which file, by which name in its definitions (none for the file itself), and
/// the file around it, with `@` in its place.
const MAPPINGS: [(Subject, &str, &str); 19] = [
    (Subject::Article, "", "@"),
    (Subject::Article, "Source", "{title: t, date: 2023, source: @}"),
    (Subject::Article, "Parent", "{title: t, date: 2023, source: {derived_from: [@]}}"),
    (Subject::Article, "Mention", "{title: t, date: 2023, events: [@]}"),
    (Subject::Article, "Claim", "{title: t, date: 2023, events: [{event: e, claims: [@]}]}"),
    (Subject::Event, "", "@"),
    (Subject::Event, "OwnClaim", "{title: t, date: 2023, claims: [@]}"),
    (Subject::Event, "Resolution", "{title: t, date: 2023, resolved: @}"),
    (Subject::Topic, "", "@"),
    (Subject::Entity, "", "@"),
    (Subject::Entity, "Role", "{name: n, kind: person, roles: [@]}"),
    (Subject::Publisher, "", "@"),
    (Subject::Page, "", "@"),
    (Subject::Site, "", "@"),
    (Subject::Site, "Markdown", "title = \"t\"\nbase_url = \"https://example.org/\"\n[markdown]\n@"),
    (Subject::Site, "Search", "title = \"t\"\nbase_url = \"https://example.org/\"\n[search]\n@"),
    (Subject::Site, "Exports", "title = \"t\"\nbase_url = \"https://example.org/\"\n[exports]\n@"),
    (Subject::Site, "Lists", "title = \"t\"\nbase_url = \"https://example.org/\"\n[lists]\n@"),
    (Subject::Site, "Cards", "title = \"t\"\nbase_url = \"https://example.org/\"\n[cards]\n@"),
];

/// What no key and no word is near to.
const NONSENSE: &str = "qqqqqqqqqqqqqqqqqqqqqqqq";

/// Keys that an event's own file knows, so that it can say why they can't stand there.
const KNOWN_TO_BE_REFUSED: [(&str, &str); 1] = [("OwnClaim", "quote")];

fn json(subject: Subject) -> Value {
    serde_json::from_str(&schema(subject, Draft::Draft2020)).unwrap()
}

/// The part of a schema that describes a mapping.
fn mapping(subject: Subject, name: &str) -> Value {
    let schema = json(subject);
    if name.is_empty() { schema } else { schema["$defs"][name].clone() }
}

/// What the parser says of a file in whose mapping stands one key with a nonsensical value.
fn told(subject: Subject, file: &str, key: &str) -> Vec<Diagnostic> {
    let mapping = match subject {
        Subject::Site => format!("{key} = \"{NONSENSE}\""),
        _ => format!("{{{key}: {NONSENSE}}}"),
    };
    let content = file.replace('@', &mapping);
    let site = "title = \"t\"\nbase_url = \"https://example.org/\"\n".to_owned();
    let files = match subject {
        Subject::Site => support::in_memory([("site.toml", content)]),
        _ => {
            let path = format!("{}x.md", folder(subject));
            support::in_memory([("site.toml", site), (&path, format!("---\n{content}\n---\n"))])
        }
    };
    document::parse(&files).diagnostics
}

/// The folder of a kind of content file.
fn folder(subject: Subject) -> String {
    let kind = document::Kind::from_scheme(subject.as_str()).expect("it is a kind of content file");
    format!("content/{}/", kind.folder())
}

/// The words behind the beginning of a hint to a fault whose message holds `about`.
fn words_of_hint(faults: &[Diagnostic], about: &str, beginning: &str) -> BTreeSet<String> {
    let fault = faults.iter().find(|fault| fault.message.contains(about));
    let fault = fault.unwrap_or_else(|| panic!("nothing is said of {about}: {faults:?}"));
    let hint = fault.hints.iter().find_map(|hint| hint.strip_prefix(beginning));
    hint.unwrap_or_else(|| panic!("no list: {fault:?}")).split(", ").map(str::to_owned).collect()
}

#[test]
fn every_mapping_is_compared() {
    for subject in Subject::ALL {
        assert!(!schema(subject, Draft::Draft7).contains("\\n"), "{subject:?}: descriptions are not broken into lines");
        let schema = json(subject);
        let none = serde_json::Map::new();
        let definitions = schema["$defs"].as_object().unwrap_or(&none);
        let closed = |(_, schema): &(&String, &Value)| schema["additionalProperties"] == Value::Bool(false);
        let mut names: BTreeSet<&str> = definitions.iter().filter(closed).map(|(name, _)| name.as_str()).collect();
        names.insert("");
        let compared: BTreeSet<&str> =
            MAPPINGS.iter().filter(|(of, ..)| *of == subject).map(|(_, name, _)| *name).collect();
        assert_eq!(names, compared, "{subject:?}");
    }
}

#[test]
fn schemas_and_parser_know_the_same_keys() {
    for (subject, name, file) in MAPPINGS {
        let mut known = words_of_hint(&told(subject, file, NONSENSE), NONSENSE, "known keys: ");
        known.retain(|key| !KNOWN_TO_BE_REFUSED.contains(&(name, key)));
        let keys = mapping(subject, name)["properties"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(known, keys, "{subject:?} {name}");
    }
}

#[test]
fn schemas_and_parser_require_the_same_keys() {
    for (subject, name, file) in MAPPINGS {
        let faults = told(subject, file, NONSENSE);
        let needed = faults.iter().filter_map(|fault| fault.message.split_once(" needs a "));
        let needed: BTreeSet<&str> = needed.map(|(_, key)| key).filter(|key| !key.contains(' ')).collect();
        let schema = mapping(subject, name);
        let required = schema["required"].as_array().into_iter().flatten().map(|key| key.as_str().unwrap()).collect();
        assert_eq!(needed, required, "{subject:?} {name}");
    }
}

#[test]
fn schemas_and_parser_know_the_same_words() {
    let mut compared = 0;
    for (subject, name, file) in MAPPINGS {
        for (key, value) in mapping(subject, name)["properties"].as_object().unwrap() {
            let Some(choices) = value["enum"].as_array() else { continue };
            let choices: BTreeSet<String> = choices.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            let known = words_of_hint(&told(subject, file, key), NONSENSE, "it is one of ");
            assert_eq!(choices, known, "{subject:?} {name} {key}");
            compared += 1;
        }
    }
    assert_eq!(compared, 9, "date_basis three times, rights, status, stance, mode, and kind twice");
    // The one word that is no choice between words.
    assert_eq!(json(Subject::Article)["$defs"]["Derivation"]["anyOf"][0]["enum"], serde_json::json!(["unknown"]));
    let faults = told(Subject::Article, "{title: t, date: 2023, source: @}", "derived_from");
    assert!(faults[0].message.contains("must be a list or \"unknown\""), "{faults:?}");
}

/// The schemas, compiled once.
struct Checker {
    schemas: Schemas,
    of: BTreeMap<Subject, SchemaIndex>,
}

impl Checker {
    fn new(draft: Draft) -> Self {
        let (mut schemas, mut of) = (Schemas::new(), BTreeMap::new());
        let mut compiler = Compiler::new();
        for subject in Subject::ALL {
            let address = format!("https://example.org/{}.json", subject.as_str());
            compiler.add_resource(&address, serde_json::from_str(&schema(subject, draft)).unwrap()).unwrap();
            of.insert(subject, compiler.compile(&address, &mut schemas).unwrap());
        }
        Self { schemas, of }
    }

    fn check(&self, subject: Subject, value: &Value) -> Result<(), String> {
        self.schemas.validate(value, self.of[&subject]).map_err(|error| format!("{error:#}"))
    }
}

/// What a site's file says, as the values that a schema is about; `None` for what has no schema or can't be read.
fn values(path: &str, bytes: &[u8]) -> Option<(Subject, Value)> {
    if path == "site.toml" {
        return Some((Subject::Site, plain(toml::Value::Table(std::str::from_utf8(bytes).ok()?.parse().ok()?))));
    }
    let of_content = &Subject::ALL[..6];
    let subject = *of_content.iter().find(|subject| path.starts_with(&folder(**subject)) && path.ends_with(".md"))?;
    let content = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let value = match (content.strip_prefix("---\n"), content.strip_prefix("+++\n")) {
        (Some(rest), _) => serde_yaml::from_str(rest.split("\n---").next()?).ok()?,
        (_, Some(rest)) => plain(toml::Value::Table(rest.split("\n+++").next()?.parse().ok()?)),
        (None, None) => return None,
    };
    // What is no mapping at all is a text to an editor, and not checked.
    Value::is_object(&value).then_some((subject, value))
}

/// TOML's own dates and times are texts to the parser.
fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(plain).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, plain(value))).collect(),
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(value) => value.into(),
    }
}

/// The sites below a folder of the tests, each a tree.
fn sites(folder: &str, inner: &str) -> Vec<(String, Tree)> {
    let folders = fs::read_dir(Path::new(REPOSITORY).join("tests").join(folder)).unwrap();
    let mut sites: Vec<_> = folders
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join(inner).is_dir())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), support::tree(&path.join(inner))))
        .collect();
    sites.sort();
    sites
}

#[test]
fn what_builds_is_valid() {
    let mut all = sites("golden", "site");
    let own = ["content", "site.toml"].map(|name| Path::new(REPOSITORY).join(name));
    let mut repository: Tree =
        support::tree(&own[0]).into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)).collect();
    repository.insert("site.toml".to_owned(), fs::read(&own[1]).unwrap());
    all.push(("this repository".to_owned(), repository));
    all.push(("a new site".to_owned(), support::tree(&Path::new(REPOSITORY).join("src/scaffold/site"))));
    for draft in [Draft::Draft2020, Draft::Draft7] {
        let checker = Checker::new(draft);
        let mut checked = BTreeMap::<Subject, usize>::new();
        for (name, tree) in &all {
            for (path, bytes) in tree {
                let Some((subject, value)) = values(path, bytes) else { continue };
                checker.check(subject, &value).unwrap_or_else(|error| panic!("{name}/{path}: {error}"));
                *checked.entry(subject).or_default() += 1;
            }
        }
        assert!(Subject::ALL.iter().all(|subject| checked[subject] >= 10), "{checked:?}");
    }
}

#[test]
fn wrong_types_are_invalid() {
    let checker = Checker::new(Draft::Draft2020);
    let (_, tree) = sites("diagnostics", "content").into_iter().find(|(name, _)| name == "wrong-types").unwrap();
    let tree = tree.into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes));
    let files: Vec<_> = tree.filter_map(|(path, bytes)| Some((values(&path, &bytes)?, path))).collect();
    assert!(files.len() >= 7);
    for ((subject, value), path) in files {
        assert!(checker.check(subject, &value).is_err(), "{path}");
    }
}

/// What an editor underlines is wrong: whatever a schema refuses, the parser refuses too.
#[test]
fn whatever_is_invalid_is_a_fault() {
    let checkers = [Draft::Draft2020, Draft::Draft7].map(Checker::new);
    let mut refused = BTreeSet::new();
    for (name, tree) in sites("diagnostics", "") {
        let report = text(&tree["expected.txt"]);
        for (path, bytes) in &tree {
            let Some((subject, value)) = values(path, bytes) else { continue };
            let faults = checkers.each_ref().map(|checker| checker.check(subject, &value).err());
            assert_eq!(faults[0].is_some(), faults[1].is_some(), "{name}/{path}: the drafts say the same");
            if let [Some(fault), _] = faults {
                let is_told = report.contains(&format!("--> {path}:")) || report.contains(&format!("::: {path}:"));
                assert!(is_told, "{name}/{path}: only the schema refuses it: {fault}");
                refused.insert(format!("{name}/{path}"));
            }
        }
    }
    assert!(refused.len() >= 40, "{refused:#?}");
}
