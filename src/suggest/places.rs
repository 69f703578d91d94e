//! Where in the files a suggestion's things stand, for people who go there.
//!
//! Places end at `model`, so a line is looked for in the text when a suggestion is made. Most files have none.

use serde::Serialize;

use crate::files::{FileId, Files};
use crate::model::{Article, Event, Id, Site};

/// A file, and a line in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// Its path in the site.
    pub path: String,
    /// The line, from 1, when one is meant.
    pub line: Option<usize>,
}

impl Spot {
    pub(super) fn file(files: &Files, file: FileId) -> Self {
        Self { path: files[file].path.to_string(), line: None }
    }

    /// The line that holds a byte.
    pub(super) fn at(files: &Files, file: FileId, byte: usize) -> Self {
        let line = files.text(file)[..byte].bytes().filter(|byte| *byte == b'\n').count() + 1;
        Self { line: Some(line), ..Self::file(files, file) }
    }
}

/// The file of an article.
pub(super) fn file(site: &Site, article: Id<Article>) -> FileId {
    site.articles[article].head.file.expect("an article is a file")
}

/// Where an article lists an event, and under which key: `id` when it declares it, `event` when it names it.
pub(super) fn mention(site: &Site, files: &Files, article: Id<Article>, event: &Event) -> (Spot, &'static str) {
    let file = file(site, article);
    let text = files.text(file);
    let body = site.articles[article].head.body.text.as_ref();
    let front_matter = &text[..body.map_or(text.len(), |(_, span)| span.start as usize)];
    match front_matter_value(front_matter, event.head.id.as_str()) {
        Some((key, byte)) => (Spot::at(files, file, byte), key),
        None => (Spot::file(files, file), "id"),
    }
}

/// The first place where one of the two keys has this id, in YAML or TOML.
fn front_matter_value(text: &str, id: &str) -> Option<(&'static str, usize)> {
    text.match_indices(id).find_map(|(at, _)| {
        let quotes = [' ', '"', '\''];
        let after = text[at + id.len()..].chars().next();
        if after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
            return None;
        }
        let before = text[..at].trim_end_matches(quotes).strip_suffix([':', '='])?.trim_end_matches(quotes);
        let key = ["event", "id"].into_iter().find(|key| before.ends_with(key))?;
        let is_whole = !before[..before.len() - key.len()].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        is_whole.then_some((key, at))
    })
}

#[cfg(test)]
mod tests {
    use super::front_matter_value;

    #[test]
    fn keys_are_found_in_yaml_and_toml() {
        let find = |text: &str| front_matter_value(text, "a-b").map(|(key, at)| format!("{key} {at}"));
        assert_eq!(find("events:\n  - id: a-b\n").as_deref(), Some("id 16"));
        assert_eq!(find("events: [{event: \"a-b\", stance: x}]").as_deref(), Some("event 18"));
        assert_eq!(find("[[events]]\nid = \"a-b\"\n").as_deref(), Some("id 17"));
        assert_eq!(find("publisher_id: a-b\nid: a-bc\ntitle: a-b"), None);
    }
}
