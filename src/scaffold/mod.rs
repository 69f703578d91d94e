//! What authors start from: a small site, and single files of each kind.
//!
//! In: names, dates, kinds, and what is known of an article or event. Out: texts with their paths in the site. The site's files lie beside this one, under
//! `site/`, as they are written; only what differs from site to site is put in here. Deliberately absent: disk and
//! clock, which are the business of `write` and `cli`, and what exists in a site already.

mod article;
mod event;
mod start;
mod yaml;

use std::borrow::Cow;

use rust_embed::RustEmbed;
use url::Url;

use crate::schema::{Draft, Subject, schema, snippets};

pub use self::article::{Article, Noted, ProposedEvent, Source};
pub use self::event::Event;
pub use self::start::{New, Start, article, event, id, start};

#[derive(RustEmbed)]
#[folder = "src/scaffold/site/"]
struct Site;

/// What a new site is told.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// Its name.
    pub title: Option<String>,
    /// Where it will be found.
    pub base_url: Option<Url>,
    /// The GitHub repository with the releases of this program, as OWNER/NAME.
    pub repository: Option<String>,
}

/// The files of a new site, in path order. Those under `content/` are examples.
pub fn site(values: &Values) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Site::iter()
        .filter_map(|path| {
            let bytes = Site::get(&path)?.data;
            let bytes = match path.as_ref() {
                "site.toml" => Cow::Owned(config(text(&bytes), values).into_bytes()),
                ".github/workflows/pages.yml" => Cow::Owned(workflow(text(&bytes), values).into_bytes()),
                _ => bytes,
            };
            Some((path.into_owned(), bytes.into_owned()))
        })
        .collect();
    files.extend(Subject::ALL.map(|subject| {
        // Draft 7 is what editors know.
        (format!(".schemas/{}.json", subject.as_str()), schema(subject, Draft::Draft7).into_bytes())
    }));
    files.push((".vscode/briefgen.code-snippets".to_owned(), snippets().into_bytes()));
    files.sort();
    files
}

fn config(text: &str, values: &Values) -> String {
    let mut text = text.to_owned();
    if let Some(title) = &values.title {
        text = set(&text, "title = ", &quoted(title));
    }
    if let Some(base_url) = &values.base_url {
        text = set(&text, "base_url = ", &quoted(base_url.as_str()));
    }
    text
}

fn workflow(text: &str, values: &Values) -> String {
    let text = set(text, "  BRIEFGEN_VERSION: ", env!("CARGO_PKG_VERSION"));
    match &values.repository {
        Some(repository) => set(&text, "  BRIEFGEN_REPOSITORY: ", repository),
        None => text,
    }
}

/// Puts another value into the line that begins with this text.
fn set(text: &str, beginning: &str, value: &str) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let filled = format!("{beginning}{value}");
    let line = lines.iter_mut().find(|line| line.starts_with(beginning));
    *line.expect("the files of the new site hold the lines that are filled in") = &filled;
    lines.join("\n")
}

/// A text as TOML writes it between quotes. JSON's escapes are TOML's, but for the one control character that JSON lets
/// stand.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON").replace('\u{7f}', "\\u007F")
}

/// The text below a front matter, as a file has it: after an empty line, and with a line end.
fn body(markdown: &str) -> String {
    let markdown = markdown.trim_matches('\n').trim_end();
    if markdown.is_empty() { String::new() } else { format!("\n{markdown}\n") }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the files of the new site are UTF-8")
}

#[cfg(test)]
mod tests {
    use super::{Values, quoted, site};

    #[test]
    fn texts_in_toml_are_read_as_they_were() {
        for title in ["Harbour \"Watch\"", "back\\slash", "항구", "a\u{7f}b\u{1}c", "tab\tquote'"] {
            let table: toml::Table = format!("title = {}", quoted(title)).parse().expect("it is TOML");
            assert_eq!(table["title"].as_str(), Some(title));
        }
    }

    #[test]
    fn the_workflow_has_this_version_and_the_repository_that_it_is_told() {
        let workflow = |values: &Values| {
            let (_, bytes) =
                site(values).into_iter().find(|(path, _)| path.ends_with("pages.yml")).expect("there is one");
            String::from_utf8(bytes).expect("it is UTF-8")
        };
        let version = format!("\n  BRIEFGEN_VERSION: {}\n", env!("CARGO_PKG_VERSION"));
        let plain = workflow(&Values::default());
        assert!(plain.contains(&version) && plain.contains("${{ vars.BRIEFGEN_REPOSITORY }}"), "{plain}");
        let told = workflow(&Values { repository: Some("someone/briefgen".to_owned()), ..Values::default() });
        assert!(told.contains("\n  BRIEFGEN_REPOSITORY: someone/briefgen\n"), "{told}");
    }
}
