//! Nothing that a site's author writes becomes active: not on a page, in a feed or in data.
//!
//! The site is that of `payloads`, made in memory and parsed; `tests/browser/injection.mjs` loads it in a browser.

use std::collections::BTreeSet;
use std::path::Path;

use briefgen::Plan;
use briefgen::model::Options;
use briefgen::report::{self, Style};
use briefgen::schema::{Draft, Subject, schema};
use serde_json::Value;

use crate::inert;
use crate::payloads::{Hostile, sample, site};
use crate::support::{self, Tree, in_memory, text};

/// The pages and everything else that the site becomes.
fn rendered(hostile: &Hostile) -> Tree {
    let files = in_memory(hostile.files.iter().map(|(path, text)| (path.as_str(), text.clone())));
    let diagnosed = Plan::new(&files, &Options::default());
    assert!(!diagnosed.has_errors(), "{}", report::render(&diagnosed.diagnostics, &files, Style::Plain));
    let plan = diagnosed.value.expect("a site without errors has pages");
    support::written(&plan, Path::new("no file of it is on disk")).unwrap_or_else(|fault| panic!("{fault:?}"))
}

/// The keys of a value, each with the mapping of the schema that it belongs to; `schemas` may be of it.
fn keys<'v>(root: &Value, schemas: &Value, value: &'v Value, name: &str, found: &mut BTreeSet<(String, &'v str)>) {
    if let Some(name) = schemas["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
        return keys(root, &root["$defs"][name], value, name, found);
    }
    for choice in ["anyOf", "oneOf"].iter().filter_map(|key| schemas[*key].as_array()).flatten() {
        keys(root, choice, value, name, found);
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| keys(root, &schemas["items"], item, name, found)),
        Value::Object(entries) => {
            for (key, item) in entries.iter().filter(|(key, _)| schemas["properties"].get(key.as_str()).is_some()) {
                found.insert((name.to_owned(), key));
                keys(root, &schemas["properties"][key], item, name, found);
            }
        }
        _ => {}
    }
}

/// A new field has to be added to the sample, which no author of a field will remember.
#[test]
fn the_samples_have_every_field_of_the_schemas() {
    for subject in Subject::ALL {
        let root: Value = serde_json::from_str(&schema(subject, Draft::Draft2020)).unwrap();
        let sample = sample(subject);
        let mut found = BTreeSet::new();
        keys(&root, &root, &sample, "", &mut found);
        let mut all = BTreeSet::new();
        let none = serde_json::Map::new();
        let definitions = root["$defs"].as_object().unwrap_or(&none);
        for (name, schema) in definitions.iter().map(|(name, schema)| (name.as_str(), schema)).chain([("", &root)]) {
            let properties = schema["properties"].as_object().unwrap_or(&none);
            all.extend(properties.keys().map(|key| (name.to_owned(), key.as_str())));
        }
        assert_eq!(found, all, "{subject:?}");
    }
}

#[test]
fn no_text_of_a_site_becomes_active() {
    let mut hostile = site();
    let places: Vec<&String> = hostile.taken.iter().collect();
    assert!(places.len() >= 80, "payloads were taken in {} places: {places:#?}", places.len());
    assert_eq!(active(&hostile), Vec::<String>::new());
    let config = hostile.files.get_mut("site.toml").expect("every site has one");
    let in_dossier = config.replace("\"default\"", "\"dossier\"");
    assert_ne!(*config, in_dossier, "the theme is another one");
    *config = in_dossier;
    assert_eq!(active(&hostile), Vec::<String>::new());
}

/// What is active in what the site becomes.
fn active(hostile: &Hostile) -> Vec<String> {
    let mut found = Vec::new();
    for (path, bytes) in rendered(hostile) {
        let active = match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "html" => page(text(&bytes)),
            "xml" => feed(text(&bytes)),
            "json" => {
                serde_json::from_slice::<Value>(&bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
                Vec::new()
            }
            _ => Vec::new(),
        };
        found.extend(active.into_iter().map(|active| format!("{path}: {active}")));
    }
    found
}

fn page(html: &str) -> Vec<String> {
    for data in html.split("<script type=\"application/ld+json\">").skip(1) {
        let (data, _) = data.split_once("</script>").unwrap();
        serde_json::from_str::<Value>(data).unwrap();
    }
    inert::active(html)
}

/// Feeds and sitemaps are XML, and what they hold as HTML is as inert as on a page.
fn feed(xml: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(xml).unwrap();
    let mut found = Vec::new();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        if node.attribute("type") == Some("html") {
            found.extend(inert::active(node.text().unwrap_or_default()));
        }
        let href = node.attribute("href").filter(|href| !inert::is_inert_address(href, false));
        found.extend(href.map(|href| format!("href={href:?}")));
    }
    found
}
