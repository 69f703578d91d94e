//! Takes a content file apart: front matter between `---` (YAML) or `+++` (TOML) lines, and the Markdown body.
//!
//! In: the text of a file. Out: a [`Node`] tree and the range of the body. A byte order mark and Windows line ends are
//! accepted. Deliberately absent: what the keys mean.

use super::node::{self, Entry, Node, SyntaxError, Value};
use crate::diagnostic::{At, Diagnostic, Place};
use crate::files::{FileId, Span};

/// Largest front matter in bytes. Real ones have one or two thousand.
pub const MAX_FRONT_MATTER_BYTES: usize = 256 * 1024;

/// How a front matter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    Yaml,
    Toml,
}

/// Where the parts of a content file lie.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Parts {
    syntax: Syntax,
    front_matter: Span,
    body: Span,
}

/// Reads the front matter of a content file; the body is given as a range of the text.
pub(crate) fn parse(file: FileId, text: &str) -> Result<(Node, Span), Diagnostic> {
    let parts = split(file, text)?;
    let front_matter = &text[parts.front_matter.clone()];
    if front_matter.len() > MAX_FRONT_MATTER_BYTES {
        let message =
            format!("the front matter has {} bytes; at most {MAX_FRONT_MATTER_BYTES} are read", front_matter.len());
        return Err(Diagnostic::error(Place::File(file), message).hint("move long text into the body"));
    }
    let parsed = match parts.syntax {
        // A front matter of comments and white space alone has no keys; to YAML it is no document at all.
        Syntax::Yaml if is_blank(front_matter) => Ok(Entry { at: At(0), value: Value::Map(Vec::new()) }),
        Syntax::Yaml => node::from_yaml(front_matter),
        Syntax::Toml => node::from_toml(front_matter),
    };
    match parsed {
        Ok(node) => Ok((node, parts.body)),
        Err(error) => Err(syntax_fault(file, text, &parts, error)),
    }
}

/// Where in the file the key or value of this number stands.
pub(crate) fn locate(file: FileId, text: &str, at: At) -> Option<Span> {
    let parts = split(file, text).ok()?;
    let front_matter = &text[parts.front_matter.clone()];
    let span = match parts.syntax {
        Syntax::Yaml => node::span_in_yaml(front_matter, at),
        Syntax::Toml => node::span_in_toml(front_matter, at),
    }?;
    let start = parts.front_matter.start;
    Some(start + span.start..start + span.end)
}

fn split(file: FileId, text: &str) -> Result<Parts, Diagnostic> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    if text[start..].trim().is_empty() {
        return Err(Diagnostic::error(Place::File(file), "the file is empty")
            .hint("begin with a front matter: a line `---`, keys such as `title: …`, a line `---`"));
    }
    let mut lines = lines(text, start);
    let (opening, syntax) = match lines.next() {
        Some((span, "---")) => (span, Syntax::Yaml),
        Some((span, "+++")) => (span, Syntax::Toml),
        first => {
            let span = first.map_or(start..start, |(span, _)| span);
            return Err(Diagnostic::error(Place::Bytes(file, span), "the file has no front matter")
                .hint("begin the file with a line `---`, keys such as `title: …`, and a line `---`"));
        }
    };
    let fence = if syntax == Syntax::Yaml { "---" } else { "+++" };
    let front = opening.end;
    for (span, line) in lines {
        // YAML ends a document with `...` as well.
        if line == fence || (syntax == Syntax::Yaml && line == "...") {
            return Ok(Parts { syntax, front_matter: front..span.start, body: span.end..text.len() });
        }
    }
    let opening = opening.start..opening.start + fence.len();
    Err(Diagnostic::error(Place::Bytes(file, opening), "the front matter is never closed")
        .hint(format!("add a line `{fence}` after the last key")))
}

/// Lines with their ranges (line end included) and their text (without it and without trailing blanks).
fn lines(text: &str, start: usize) -> impl Iterator<Item = (Span, &str)> {
    let mut at = start;
    text[start..].split_inclusive('\n').map(move |line| {
        let span = at..at + line.len();
        at = span.end;
        (span, line.trim_end())
    })
}

fn is_blank(yaml: &str) -> bool {
    yaml.lines().all(|line| matches!(line.trim_start().chars().next(), None | Some('#')))
}

fn syntax_fault(file: FileId, text: &str, parts: &Parts, error: SyntaxError) -> Diagnostic {
    let front_matter = &text[parts.front_matter.clone()];
    let (name, span) = match parts.syntax {
        Syntax::Yaml => ("YAML", tab_in_indentation(front_matter)),
        Syntax::Toml => ("TOML", None),
    };
    let hint = match (&span, error.message.as_str()) {
        (Some(_), _) => Some("YAML is indented with spaces, never with tabs"),
        (None, message) if message.contains("mapping values are not allowed") => {
            Some("put a value that holds `: ` in quotes")
        }
        (None, message) if message.contains("found character that cannot start any token") => {
            Some("put a value that starts with `@`, `` ` ``, `%` or `&` in quotes")
        }
        (None, message) if message.contains("repetition limit") => {
            Some("write the values out instead of using aliases")
        }
        _ => None,
    };
    let message = if span.is_some() { "a tab in the indentation".to_owned() } else { error.message };
    let span = span.unwrap_or(error.span);
    // A parser that gives up at the end points behind the last line: show that line rather than the fence.
    let start = (parts.front_matter.start + span.start).min(parts.front_matter.end.saturating_sub(1));
    let span = node::character_at(text, start).start..(parts.front_matter.start + span.end).max(start + 1);
    let span = span.start..node::character_at(text, span.end - 1).end;
    let mut diagnostic =
        Diagnostic::error(Place::Bytes(file, span), format!("the front matter is not {name}: {message}"));
    diagnostic.hints.extend(hint.map(str::to_owned));
    diagnostic
}

fn tab_in_indentation(yaml: &str) -> Option<Span> {
    let mut at = 0;
    for line in yaml.split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indentation].find('\t') {
            return Some(at + tab..at + tab + 1);
        }
        at += line.len();
    }
    None
}
