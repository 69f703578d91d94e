//! Snippets for Visual Studio Code, which completes no front matter by schemas: one for each key, made from the
//! schemas.
//!
//! In: the schemas. Out: a `.code-snippets` file. Deliberately absent: whole files, which `briefgen new` writes.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::{Draft, Subject, schema};

/// A snippet as the editor takes it.
#[derive(Serialize)]
struct Snippet {
    scope: &'static str,
    prefix: String,
    body: String,
    description: String,
}

/// The snippets of all keys of front matter, as JSON. Keys that are written and described alike are one.
pub fn snippets() -> String {
    let mut snippets: BTreeMap<String, Snippet> = BTreeMap::new();
    for subject in Subject::ALL.into_iter().filter(|subject| *subject != Subject::Site) {
        let schema: Value = serde_json::from_str(&schema(subject, Draft::Draft2020)).expect("a schema is JSON");
        let definitions = schema["$defs"].as_object().into_iter().flatten();
        let mappings = std::iter::once((subject.as_str(), &schema));
        for (name, mapping) in mappings.chain(definitions.map(|(name, mapping)| (name.as_str(), mapping))) {
            for (key, value) in mapping["properties"].as_object().into_iter().flatten() {
                let description = value["description"].as_str().unwrap_or_default().to_owned();
                let body = format!("{key}:{}", placeholder(value));
                let is_known = |known: &Snippet| known.body == body && known.description == description;
                if !snippets.values().any(is_known) {
                    let name = format!("{}: {key}", name.to_lowercase());
                    snippets.insert(name, Snippet { scope: "markdown", prefix: key.clone(), body, description });
                }
            }
        }
    }
    let mut text = serde_json::to_string_pretty(&snippets).expect("snippets are JSON");
    text.push('\n');
    text
}

/// What stands behind a key, in the editor's syntax for places that the cursor visits.
fn placeholder(value: &Value) -> String {
    let words = value["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join(",");
    let is = |kind: &str| match &value["type"] {
        Value::String(one) => one == kind,
        Value::Array(several) => several.iter().any(|one| one == kind),
        _ => false,
    };
    let holds_mappings = |value: &Value| value["items"]["$ref"].is_string();
    let is_mapping = is("object") || value["anyOf"][0]["$ref"].is_string();
    match () {
        () if !words.is_empty() => format!(" ${{1|{words}|}}"),
        () if is("boolean") => " ${1|true,false|}".to_owned(),
        () if is("array") && holds_mappings(value) => "\n  - $1".to_owned(),
        () if is("array") => " [$1]".to_owned(),
        () if is_mapping => "\n  $1".to_owned(),
        () => " $1".to_owned(),
    }
}
