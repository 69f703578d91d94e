//! The reference for those who write themes, `docs/theme-reference.md`: made of the types that templates get, of the
//! default theme's templates and of its style sheet. `UPDATE_EXPECTED=1` writes it anew; what stands outside of its marks is
//! written by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use briefgen::cards::Set;
use briefgen::document::YEAR_TEMPLATE;
use briefgen::pages::{Content, context};
use briefgen::render;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use crate::support::{REPOSITORY, text, tree};

const PATH: &str = "docs/theme-reference.md";

/// Types and templates, from the types themselves.
struct Contexts {
    /// Each template with its variables, as names with their types in words, and what it is for.
    templates: BTreeMap<String, (Vec<String>, String)>,
    /// Each type with its schema.
    types: BTreeMap<String, Value>,
}

fn contexts() -> Contexts {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let content = generator.root_schema_for::<Content>().to_value();
    let mut types: BTreeMap<String, Value> = BTreeMap::new();
    let site = generator.root_schema_for::<context::Site>().to_value();
    let page = generator.root_schema_for::<context::Page>().to_value();
    let apparatus = generator.root_schema_for::<context::Apparatus>().to_value();
    let card = generator.root_schema_for::<Set<'_>>().to_value();
    for (name, root) in [("", &content), ("Site", &site), ("Page", &page), ("Apparatus", &apparatus), ("Card", &card)] {
        types.extend(root["$defs"].as_object().unwrap().iter().map(|(name, schema)| (name.clone(), schema.clone())));
        if !name.is_empty() {
            types.insert(name.to_owned(), root.clone());
        }
    }
    let names: BTreeSet<String> = types.keys().cloned().collect();
    let variants = ["anyOf", "oneOf"].iter().find_map(|key| content[key].as_array()).expect("it is an enum");
    let templates = variants.iter().map(|variant| {
        let description = variant["description"].as_str().expect("each variant says what it is");
        let (template, what) = description.split_once("`: ").expect("it begins with the template");
        let variables = fields(variant).into_iter().map(|(name, schema)| format!("`{name}`: {}", kind(&schema)));
        (template.trim_start_matches('`').to_owned(), (variables.collect(), linked(what, &names)))
    });
    let card = ("card.svg".to_owned(), (vec!["`card`: [Card](#card)".to_owned()], "a picture of a page".to_owned()));
    Contexts { templates: templates.chain([card]).collect(), types }
}

fn fields(schema: &Value) -> Map<String, Value> {
    schema["properties"].as_object().cloned().unwrap_or_default()
}

/// What a value is, in words.
fn kind(schema: &Value) -> String {
    let Some(schema) = schema.as_object() else { return "anything".to_owned() };
    if let Some(name) = schema.get("$ref").and_then(|path| path.as_str()?.rsplit('/').next()) {
        return format!("[{name}](#{})", name.to_lowercase());
    }
    if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
        return choices.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    let of_type = |name: &str| match name {
        "string" => "text".to_owned(),
        "boolean" => "`true` or `false`".to_owned(),
        "integer" => "whole number".to_owned(),
        "number" => "number".to_owned(),
        "null" => "`null`".to_owned(),
        "array" => format!("list of {}", kind(&schema["items"])),
        "object" => "values by name".to_owned(),
        other => panic!("say what a {other} is"),
    };
    match schema.get("type") {
        Some(Value::String(name)) => of_type(name),
        Some(Value::Array(names)) => {
            names.iter().filter_map(Value::as_str).map(of_type).collect::<Vec<_>>().join(" or ")
        }
        _ => "anything".to_owned(),
    }
}

/// A comment as Markdown: references of rustdoc become links within the page.
fn linked(comment: &str, types: &BTreeSet<String>) -> String {
    let mut out = String::new();
    let mut rest = comment;
    while let Some((before, after)) = rest.split_once("[`") {
        let (path, after) = after.split_once("`]").expect("a reference is closed");
        let (name, field) = path.split_once("::").map_or((path, None), |(name, field)| (name, Some(field)));
        assert!(types.contains(name), "{path} is no type of a context");
        let link = format!("[{name}](#{})", name.to_lowercase());
        out += before;
        out += &field.map_or_else(|| link.clone(), |field| format!("`{field}` of {link}"));
        rest = after;
    }
    out + rest
}

/// Words that are names of types become links.
fn typed(text: &str, types: &BTreeSet<String>) -> String {
    let is_end = |c: char| !c.is_alphanumeric();
    let words = text.split_inclusive(is_end).map(|word| {
        let (name, end) = word.strip_suffix(is_end).map_or((word, ""), |name| (name, &word[name.len()..]));
        match types.contains(name) {
            true => format!("[{name}](#{}){end}", name.to_lowercase()),
            false => word.to_owned(),
        }
    });
    words.collect()
}

/// The templates of the default theme, by name.
fn templates() -> BTreeMap<String, String> {
    let all = tree(&Path::new(REPOSITORY).join("themes/default/templates"));
    all.into_iter().map(|(name, bytes)| (name, text(&bytes).to_owned())).collect()
}

/// What the head of a template lists, as names and what is said of each.
fn listed(template: &str) -> BTreeMap<String, String> {
    let head = template.strip_prefix("{#-").and_then(|rest| rest.split_once("-#}")).map_or("", |(head, _)| head);
    let items = head.lines().filter_map(|line| line.strip_prefix("    ")?.split_once("  "));
    items.map(|(name, about)| (name.to_owned(), about.trim().to_owned())).collect()
}

/// What stands behind each `{% WORD `, up to the end of the tag.
fn tags<'t>(template: &'t str, word: &str) -> Vec<&'t str> {
    let opening = format!("{{% {word} ");
    let tags = template.split(opening.as_str()).skip(1);
    tags.map(|rest| rest.split("%}").next().unwrap().trim_end_matches(['-', ' '])).collect()
}

fn templates_in_words(contexts: &Contexts) -> String {
    let mut out = String::from("| template | what it shows | variables | blocks |\n|---|---|---|---|\n");
    for (name, template) in &templates() {
        let blocks: Vec<String> = tags(template, "block").into_iter().map(|name| format!("`{name}`")).collect();
        if let Some((variables, what)) = contexts.templates.get(name) {
            let what = what.trim_end_matches('.');
            let _ = writeln!(out, "| `{name}` | {what} | {} | {} |", variables.join(", "), blocks.join(", "));
        }
    }
    out += "\n`base.html` is the frame of all of them. Its blocks:\n\n| block | holds |\n|---|---|\n";
    let base = &templates()["base.html"];
    let listed = listed(base);
    let blocks = tags(base, "block");
    assert_eq!(listed.keys().map(String::as_str).collect::<BTreeSet<_>>(), blocks.iter().copied().collect());
    for block in blocks {
        let _ = writeln!(out, "| `{block}` | {} |", listed[block]);
    }
    out
}

fn types_in_words(contexts: &Contexts) -> String {
    let names: BTreeSet<String> = contexts.types.keys().cloned().collect();
    let mut out = String::new();
    for (name, schema) in &contexts.types {
        let about = schema["description"].as_str().unwrap_or_else(|| panic!("{name} says what it is"));
        let _ =
            write!(out, "### {name}\n\n{}\n\n| field | type | what it is |\n|---|---|---|\n", linked(about, &names));
        for (field, schema) in fields(schema) {
            let about = schema["description"].as_str().unwrap_or_else(|| panic!("{name}.{field} says what it is"));
            let about = linked(&about.replace('\n', " "), &names);
            let _ = writeln!(out, "| `{field}` | {} | {about} |", kind(&schema));
        }
        out.push('\n');
    }
    out.trim_end().to_owned() + "\n"
}

fn components_in_words(contexts: &Contexts) -> String {
    let names: BTreeSet<String> = contexts.types.keys().cloned().collect();
    let mut out = String::new();
    for (file, template) in &templates() {
        let listed = listed(template);
        let components: BTreeMap<&str, &str> =
            tags(template, "component").into_iter().map(|tag| tag.split_once('(').unwrap()).collect();
        if components.is_empty() {
            continue;
        }
        let declared: Vec<&String> = listed.keys().collect();
        assert_eq!(declared, components.keys().collect::<Vec<_>>(), "{file} lists its components at its head");
        let _ = write!(out, "`{file}`:\n\n| component | arguments | shows |\n|---|---|---|\n");
        for (component, arguments) in components {
            let arguments = arguments.trim_end_matches(')');
            let _ = writeln!(out, "| `{component}` | `{arguments}` | {} |", typed(&listed[component], &names));
        }
        out.push('\n');
    }
    out.trim_end().to_owned() + "\n"
}

fn properties_in_words() -> String {
    let style = fs::read_to_string(Path::new(REPOSITORY).join("themes/default/static/style.css")).unwrap();
    let root = style.split(":root {").nth(1).and_then(|rest| rest.split('}').next()).unwrap();
    let mut out = String::from("| property | by default | is |\n|---|---|---|\n");
    for line in root.lines().map(str::trim).filter(|line| line.starts_with("--")) {
        let (declared, about) = line.split_once("; /* ").unwrap_or_else(|| panic!("say what it is: {line}"));
        let (name, value) = declared.split_once(": ").unwrap();
        let _ = writeln!(out, "| `{name}` | `{value}` | {} |", about.trim_end_matches(" */"));
    }
    out
}

/// The page with its generated parts written anew.
fn rewritten(page: &str) -> String {
    let contexts = contexts();
    let parts = [
        ("templates", templates_in_words(&contexts)),
        ("types", types_in_words(&contexts)),
        ("components", components_in_words(&contexts)),
        ("properties", properties_in_words()),
    ];
    parts.iter().fold(page.to_owned(), |page, (name, text)| {
        let (begin, end) = (format!("<!-- generated: {name} -->\n"), format!("<!-- end of {name} -->\n"));
        let (before, rest) = page.split_once(&begin).unwrap_or_else(|| panic!("{PATH} has a place for {name}"));
        let (_, after) = rest.split_once(&end).expect("it has an end");
        format!("{before}{begin}\n{text}\n{end}{after}")
    })
}

#[test]
fn the_reference_says_what_templates_get() {
    let path = Path::new(REPOSITORY).join(PATH);
    let page = fs::read_to_string(&path).unwrap();
    let expected = rewritten(&page);
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&path, &expected).unwrap();
        return;
    }
    let differs = page.lines().zip(expected.lines()).find(|(here, there)| here != there);
    assert_eq!(differs, None, "{PATH} is out of date (UPDATE_EXPECTED=1 writes it anew)");
    assert_eq!(page.len(), expected.len(), "{PATH} is out of date (UPDATE_EXPECTED=1 writes it anew)");
}

#[test]
fn the_reference_knows_every_template_that_a_theme_needs() {
    let mut known = contexts().templates;
    assert!(known.remove(YEAR_TEMPLATE).is_some(), "only where lists are divided by year");
    assert_eq!(known.keys().map(String::as_str).collect::<Vec<_>>(), render::TEMPLATES);
}

/// Who looks for the block of a part finds it by the part's anchor.
#[test]
fn every_part_of_a_page_is_in_the_block_of_its_name() {
    let mut count = 0;
    for (file, template) in templates() {
        for block in template.split("{% block ").skip(1) {
            let (name, rest) = block.split_once(' ').unwrap();
            let content = rest.split("{%- endblock").next().unwrap();
            // Parts are made by the component or written out; the sections of a margin have no anchors.
            let by_component = content.match_indices("<ui.part id=\"").map(|(at, word)| at + word.len());
            let by_hand = content.match_indices("aria-labelledby=\"part-").map(|(at, word)| at + word.len());
            for at in by_component.chain(by_hand) {
                let id = content[at..].split('"').next().unwrap();
                assert_eq!(id.replace('-', "_"), name, "{file}");
                count += 1;
            }
        }
    }
    assert!(count > 30, "the parts were found: {count}");
}

/// Templates have the functions and filters of Tera, and one more, which the manual explains.
#[test]
fn nothing_but_t_is_registered() {
    let code: String = tree(&Path::new(REPOSITORY).join("src/render")).values().map(|file| text(file)).collect();
    let registered: Vec<&str> =
        code.split("tera.register_").skip(1).map(|rest| rest.split(',').next().unwrap()).collect();
    assert_eq!(registered, ["function(\"t\""]);
}
