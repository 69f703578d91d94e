//! Takes a content file apart: front matter between `---` (YAML) or `+++` (TOML) lines, and the Markdown body.
//!
//! In: the text of a file. Out: a [`Node`] tree and the range of the body. A byte order mark and Windows line ends are
//! accepted. Deliberately absent: what the keys mean.

use super::node::{self, Entry, Node, Syntax, SyntaxError, Value};
use super::slips;
use crate::diagnostic::{At, Code, Diagnostic, Place};
use crate::files::{Content, File, FileId, FilePath, Files, Span};

/// Largest front matter in bytes. Real ones have one or two thousand.
pub const MAX_FRONT_MATTER_BYTES: usize = 256 * 1024;

/// A content file, taken apart.
#[derive(Clone, Debug)]
pub(crate) struct FrontMatter {
    /// Its keys and values.
    pub(crate) node: Node,
    /// How they are written.
    pub(crate) syntax: Syntax,
    /// The bytes of the text below.
    pub(crate) body: Span,
}

/// Where the parts of a content file lie.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Parts {
    syntax: Syntax,
    front_matter: Span,
    body: Span,
}

/// Takes a content file apart.
pub(crate) fn parse(file: FileId, text: &str) -> Result<FrontMatter, Diagnostic> {
    let parts = split(file, text)?;
    let front_matter = &text[parts.front_matter.clone()];
    if front_matter.len() > MAX_FRONT_MATTER_BYTES {
        let message =
            format!("the front matter has {} bytes; at most {MAX_FRONT_MATTER_BYTES} are read", front_matter.len());
        let fault = Diagnostic::new(Code::FrontMatterTooLarge, Place::File(file), message);
        return Err(fault.hint("move long text into the body"));
    }
    let parsed = match parts.syntax {
        // A front matter of comments and white space alone has no keys; to YAML it is no document at all.
        Syntax::Yaml if is_blank(front_matter) => Ok(Entry { at: At(0), value: Value::Map(Vec::new()) }),
        Syntax::Yaml => node::from_yaml(front_matter),
        Syntax::Toml => node::from_toml(front_matter),
    };
    match parsed {
        Ok(node) => Ok(FrontMatter { node, syntax: parts.syntax, body: parts.body }),
        Err(error) => Err(syntax_fault(file, text, &parts, &error)),
    }
}

/// Takes a text apart that is no file of the site: its keys and values, and the text below.
///
/// # Errors
/// What is wrong, in words, with the line.
pub(crate) fn of_text(text: &str) -> Result<(Node, &str), String> {
    let file = File { path: FilePath::new("post.md"), content: Content::Text(text.into()) };
    let files = Files::new(vec![file]);
    let (id, _) = files.iter().next().expect("one file was put in");
    let parsed = parse(id, text).map_err(|fault| {
        let line = match &fault.place {
            Place::Bytes(_, span) => text[..span.start].matches('\n').count() + 1,
            _ => return fault.message.clone(),
        };
        format!("line {line}: {}", fault.message)
    })?;
    Ok((parsed.node, &text[parsed.body]))
}

/// Where in the file each key and value stands, by number; nothing when the front matter can't be read.
pub(crate) fn spans(file: FileId, text: &str) -> Vec<Span> {
    let Ok(parts) = split(file, text) else { return Vec::new() };
    let front_matter = &text[parts.front_matter.clone()];
    let mut spans = match parts.syntax {
        Syntax::Yaml => node::spans_in_yaml(front_matter),
        Syntax::Toml => node::spans_in_toml(front_matter),
    };
    let start = parts.front_matter.start;
    for span in &mut spans {
        *span = start + span.start..start + span.end;
    }
    spans
}

fn split(file: FileId, text: &str) -> Result<Parts, Diagnostic> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    if text[start..].trim().is_empty() {
        return Err(Diagnostic::new(Code::EmptyFile, Place::File(file), "the file is empty")
            .hint("begin with a front matter: a line `---`, keys such as `title: …`, a line `---`"));
    }
    let mut lines = lines(text, start);
    let (opening, syntax) = match lines.next() {
        Some((span, "---")) => (span, Syntax::Yaml),
        Some((span, "+++")) => (span, Syntax::Toml),
        first => {
            let span = first.map_or(start..start, |(span, _)| span);
            return Err(Diagnostic::new(Code::NoFrontMatter, Place::Bytes(file, span), "the file has no front matter")
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
    Err(Diagnostic::new(Code::UnclosedFrontMatter, Place::Bytes(file, opening), "the front matter is never closed")
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

fn syntax_fault(file: FileId, text: &str, parts: &Parts, error: &SyntaxError) -> Diagnostic {
    let front_matter = &text[parts.front_matter.clone()];
    let (code, name, slip) = match parts.syntax {
        Syntax::Yaml => (Code::InvalidYaml, "YAML", slips::yaml(front_matter, error)),
        Syntax::Toml => (Code::InvalidToml, "TOML", slips::toml(front_matter, error)),
    };
    // A parser that gives up at the end points behind the last line: show that line rather than the fence.
    let start = (parts.front_matter.start + slip.span.start).min(parts.front_matter.end.saturating_sub(1));
    let span = node::character_at(text, start).start..(parts.front_matter.start + slip.span.end).max(start + 1);
    let span = span.start..node::character_at(text, span.end - 1).end;
    let message = format!("the front matter is not {name}: {}", slip.message);
    Diagnostic::new(code, Place::Bytes(file, span), message).hint(slip.hint)
}
