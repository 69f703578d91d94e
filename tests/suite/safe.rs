//! What reaches pages without being escaped, held by reading templates and the code that fills them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::{REPOSITORY, text};

/// Files below a folder of the repository, by path, with what they hold.
fn files(folder: &str) -> Vec<(String, String)> {
    let tree = crate::support::tree(&Path::new(REPOSITORY).join(folder));
    let is_text = |(path, _): &(String, Vec<u8>)| !path.ends_with(".png");
    tree.into_iter().filter(is_text).map(|(path, bytes)| (path, text(&bytes).to_owned())).collect()
}

/// The templates of every theme that lies in the repository.
fn templates() -> Vec<(String, String)> {
    let all: Vec<_> = files("themes").into_iter().filter(|(path, _)| path.contains("/templates/")).collect();
    assert!(all.len() > 10, "the templates were found");
    all
}

/// The tags of a template, `{{ … }}` and `{% … %}`, without what is around them.
fn tags(template: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        tags.extend(
            template
                .split(open)
                .skip(1)
                .filter_map(|rest| rest.split_once(close))
                .map(|(tag, _)| tag.trim_matches(['-', ' ', '\n'])),
        );
    }
    tags
}

/// The list in docs/ARCHITECTURE.md ("Trust") is this one: fields that end in `_html`, and nothing else.
#[test]
fn templates_mark_as_safe_only_fields_of_html() {
    let mut marked = BTreeSet::new();
    for (path, template) in templates() {
        for tag in tags(&template)
            .into_iter()
            .filter(|tag| tag.split(|c: char| !c.is_alphanumeric()).any(|word| word == "safe"))
        {
            let field = tag.strip_suffix("| safe").map(str::trim_end);
            let field = field.filter(|field| field.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '.' | '_')));
            let field = field.unwrap_or_else(|| panic!("{path}: {tag}")).rsplit('.').next().unwrap().to_owned();
            marked.insert(field);
        }
    }
    assert_eq!(marked.iter().map(String::as_str).collect::<Vec<_>>(), ["body_html", "json_ld_html"]);
    let architecture = fs::read_to_string(Path::new(REPOSITORY).join("docs/ARCHITECTURE.md")).unwrap();
    let trust = architecture.split("\n## Trust").nth(1).unwrap().replace('\n', " ");
    for field in &marked {
        assert!(trust.contains(&format!("`{field}`")), "docs/ARCHITECTURE.md doesn't name {field}");
    }
}

/// Of the fields that templates may mark, each is filled from the one place that makes such HTML.
#[test]
fn fields_of_html_are_filled_with_what_was_made_inert() {
    let mut filled = BTreeSet::new();
    for (path, code) in files("src/pages") {
        let code = code.split("\n#[cfg(test)]").next().unwrap();
        let is_declared = |line: &str| line.trim_start().starts_with("pub ");
        for line in code.lines().filter(|line| line.contains("_html:") && !is_declared(line)) {
            let (field, value) = line.trim().split_once(": ").unwrap();
            let is_inert = match field {
                "body_html" => value.starts_with("view.body(") || (value == "body.html," && path == "article.rs"),
                "json_ld_html" => value == "wanted.json_ld.then(|| exports::json_ld(view, route)).flatten(),",
                _ => false,
            };
            assert!(is_inert, "src/pages/{path}: {line}");
            filled.insert(field.to_owned());
        }
    }
    assert_eq!(filled.len(), 2, "{filled:?}");
}

#[test]
fn templates_hold_no_script_style_or_handler_of_their_own() {
    for (path, template) in templates() {
        let html = template.to_ascii_lowercase();
        for word in ["<style", " style=", "javascript:", "srcdoc", "<iframe", "<object", "<embed", "<base"] {
            assert!(!html.contains(word), "{path} holds {word}");
        }
        // They ask for a page of the site: the search page.
        for form in html.split("<form ").skip(1) {
            let attributes = form.split('>').next().unwrap();
            let words = [" role=\"search\"", " method", " formaction"].map(|word| attributes.contains(word));
            assert_eq!(words, [true, false, false], "{path}: <form {attributes}>");
        }
        let handler = html.split([' ', '\n', '"', '\'']).find(|word| {
            let name = word.split_once('=').map_or("", |(name, _)| name);
            name.len() > 2 && name.starts_with("on") && name.bytes().all(|byte| byte.is_ascii_lowercase())
        });
        assert_eq!(handler, None, "{path}");
        for script in html.split("<script").skip(1) {
            let (attributes, content) = script.split_once('>').unwrap();
            let content = content.split("</script>").next().unwrap();
            let is_data = attributes.contains("type=\"application/ld+json\"");
            assert!(is_data || (attributes.contains("src=") && content.is_empty()), "{path}: <script{attributes}>");
        }
    }
}

/// The directives of each policy in a template, in order.
fn policies(template: &str) -> Vec<BTreeSet<&str>> {
    let policies = template.split("http-equiv=\"Content-Security-Policy\" content=\"").skip(1);
    policies.map(|rest| rest.split('"').next().unwrap().split("; ").collect()).collect()
}

/// The policy lets pages load from their own site alone, run its own scripts, and send nothing but what is searched for to their
/// own site. The search page may run WebAssembly besides.
#[test]
fn the_policy_is_strict() {
    let templates = templates();
    let with_policy: BTreeSet<&str> = templates
        .iter()
        .filter(|(_, template)| template.contains("Content-Security-Policy") || template.contains("block policy"))
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(Vec::from_iter(with_policy), ["default/templates/base.html", "default/templates/search.html"]);
    let template = |name: &str| &templates.iter().find(|(path, _)| path.ends_with(name)).unwrap().1;
    let strict = [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action {% if site.search %}'self'{% else %}'none'{% endif %}",
        "img-src 'self' data:",
        "script-src 'self'",
        "style-src 'self'",
    ];
    let base = template("/base.html");
    assert_eq!(policies(base), [BTreeSet::from(strict)]);
    let wider = strict.map(|directive| match directive.split(' ').next().unwrap() {
        "form-action" => "form-action 'self'",
        "script-src" => "script-src 'self' 'wasm-unsafe-eval'",
        _ => directive,
    });
    assert_eq!(policies(template("/search.html")), [BTreeSet::from(wider)]);
    let before = base.split("Content-Security-Policy").next().unwrap();
    assert!(
        !["<script", "<link", "<img"].iter().any(|tag| before.contains(tag)),
        "the policy comes before what it is about"
    );
}
