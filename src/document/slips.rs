//! What is wrong with YAML or TOML that its parser refuses, and what its author probably meant.
//!
//! In: a text and what the parser says of it. Out: a [`Slip`]: what is wrong in plain words, at the place where it can be
//! put right, and how. A parser gives up where it can't go on, which is often lines after the slip. Deliberately absent:
//! reading on behind a fault of syntax.

use super::node::{self, SyntaxError, TOO_MUCH};
use crate::date::Date;
use crate::files::Span;

/// A fault of syntax in words for its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// What is wrong.
    pub(super) message: String,
    /// Where.
    pub(super) span: Span,
    /// What to do about it.
    pub(super) hint: String,
}

/// What is wrong with a YAML text.
pub(super) fn yaml(text: &str, error: &SyntaxError) -> Slip {
    let says = |what: &str| error.message.contains(what);
    let slip = |message: &str, span: Span, hint: &str| Slip { message: message.into(), span, hint: hint.into() };
    let here = || error.span.clone();
    let line = line_at(text, here().start);
    let before = &text[line.start..here().start];
    if let Some(tab) = tab_in_indentation(text) {
        return slip("a tab in the indentation", tab, "indent with spaces: YAML knows no tabs");
    }
    if says("while scanning a quoted scalar") && says("end of stream") {
        let quote = context(text, error).unwrap_or_else(here);
        return slip("a quote that is never closed", quote, "close it, or write the value without quotes");
    }
    if says("did not find expected ',' or ']'") || says("did not find expected ',' or '}'") {
        return unfinished_list(text, error);
    }
    if says("mapping values are not allowed") {
        return unexpected_colon(text, error);
    }
    if says("could not find expected ':'") {
        let line = context(text, error).map_or_else(|| line.clone(), |at| line_at(text, at.start));
        let hint = "write `key: value`; a line that goes on with the text above is indented";
        return slip("a line without a key", trimmed(text, line), hint);
    }
    if says("did not find expected key") {
        let value = before.split_once(": ").map_or("", |(_, value)| value.trim_start());
        let hint = match value.chars().next() {
            Some('"') => "write a quote inside double quotes as `\\\"`, or the whole value in single quotes",
            Some('\'') => "write an apostrophe inside single quotes twice, or the whole value in double quotes",
            Some('[' | '{') => "put the whole value in quotes if it is a text that begins with a bracket",
            _ => "every line at this depth begins with a key: `key: value`",
        };
        let is_behind = value.starts_with(['"', '\'', '[', '{']);
        let message = if is_behind { "text behind the end of a value" } else { "a line without a key" };
        return slip(message, here(), hint);
    }
    if let Some(start) = Some(()).filter(|()| says("more than one document")).and_then(|()| text.find("\n---")) {
        let hint = "the line that ends the front matter holds `---` and nothing else";
        return slip("a second document begins in it", trimmed(text, line_at(text, start + 1)), hint);
    }
    if let Some(at) = text.find(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        && says("control characters are not allowed")
    {
        return slip("a control character", node::character_at(text, at), "remove it");
    }
    let (message, hint) = TOLD.iter().find(|(part, ..)| says(part)).map_or_else(
        || (plain(&error.message), "put a value that holds marks such as `:` or `#` in quotes"),
        |(_, message, hint)| ((*message).to_owned(), *hint),
    );
    slip(&message, here(), hint)
}

/// What the YAML parser says, in part, with what it means and what to do.
const TOLD: [(&str, &str, &str); 12] = [
    (
        "block sequence entries are not allowed",
        "a list that begins behind its key",
        "begin it on a line of its own, or put a text that begins with `- ` in quotes",
    ),
    (
        "did not find expected '-' indicator",
        "a line that is indented otherwise than the item above",
        "indent the keys of one item alike",
    ),
    (
        "found character that cannot start any token",
        "a value can't begin with this character",
        "put a value that begins with `@`, `%` or `` ` `` in quotes",
    ),
    (
        "did not find expected alphabetic or numeric character",
        "an anchor or alias without a name",
        "put a value that begins with `*` or `&` in quotes",
    ),
    ("unknown anchor", "an alias to nothing", "put a value that begins with `*` in quotes"),
    (
        "found unknown escape character",
        "an unknown escape in double quotes",
        "write a backslash twice, or the whole value in single quotes",
    ),
    ("invalid type: enum", "a tag", "put a value that begins with `!` in quotes"),
    ("a key must be a word", "a key that is no word", "put the key in quotes"),
    (
        "did not find expected comment or line break",
        "text behind the mark of a block",
        "begin the text on the next line, indented; put a value that begins with `>` or `|` in quotes",
    ),
    ("repetition limit", TOO_MUCH, "write the values out instead of using aliases"),
    (TOO_MUCH, TOO_MUCH, "write the values out instead of using aliases"),
    ("recursion limit", "it is nested too deeply", "put a text that begins with brackets in quotes"),
];

/// A list or mapping in brackets that doesn't go on as it should.
fn unfinished_list(text: &str, error: &SyntaxError) -> Slip {
    let opening = context(text, error).unwrap_or_else(|| error.span.clone());
    let is_list = error.message.contains("']'");
    let (name, bracket) = if is_list { ("list", ']') } else { ("mapping", '}') };
    if line_at(text, opening.start) == line_at(text, error.span.start) {
        let message = format!("a {name} that doesn't go on with a comma or `{bracket}`");
        let hint = "put a comma between items; put a text that begins with a bracket in quotes".to_owned();
        return Slip { message, span: error.span.clone(), hint };
    }
    let message = format!("a {name} that is never closed");
    Slip { message, span: opening, hint: format!("add `{bracket}` at its end") }
}

/// A colon where no key can be: in a value, behind a line without a key, or in a line that is indented too far.
fn unexpected_colon(text: &str, error: &SyntaxError) -> Slip {
    let here = error.span.clone();
    let line = line_at(text, here.start);
    let before = &text[line.start..here.start];
    if before.contains(": ") {
        let hint = "put a value that holds `: ` in quotes".to_owned();
        return Slip { message: "a second colon in one line".to_owned(), span: here, hint };
    }
    let above = text[..line.start].trim_end();
    let above = line_at(text, above.len());
    let has_colon = text[above.clone()].contains(": ") || text[above.clone()].trim_end().ends_with(':');
    if has_colon || above == line {
        let message = "a key that is indented further than the one above".to_owned();
        let key = line.start + (before.len() - before.trim_start().len())..here.start;
        return Slip { message, span: key, hint: "indent the keys of one mapping alike".to_owned() };
    }
    let span = trimmed(text, above);
    Slip { message: "a line without a key".to_owned(), span, hint: "write `key: value`".to_owned() }
}

/// Where the part begins that the parser was in: `… while parsing a flow sequence at line 3 column 9`.
fn context(text: &str, error: &SyntaxError) -> Option<Span> {
    let (_, place) = error.message.rsplit_once(", while ")?;
    let (_, place) = place.rsplit_once(" at line ")?;
    let (line, column) = place.split_once(" column ")?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let (at, _) = text[start..].char_indices().nth(column.checked_sub(1)?)?;
    Some(node::character_at(text, start + at))
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

/// What is wrong with a TOML text.
pub(super) fn toml(text: &str, error: &SyntaxError) -> Slip {
    let span = error.span.start..error.span.end.max(error.span.start);
    let says = |what: &str| error.message.starts_with(what);
    let slip = |message: &str, hint: &str| Slip { message: message.into(), span: span.clone(), hint: hint.into() };
    let written = text[span.clone()].trim();
    let is_at_end = text[span.start..].chars().next().is_none_or(|c| matches!(c, '\n' | '\r'));
    if says("invalid date") {
        return match Date::parse(written) {
            Ok(date) => slip("a date that TOML doesn't know", &format!("write it in quotes: \"{date}\"")),
            Err(fault) => Slip {
                hint: fault.hint.unwrap_or_else(|| "write a day that exists".to_owned()),
                message: fault.message,
                span: span.clone(),
            },
        };
    }
    if says("duplicate key") {
        return slip(&format!("the key \"{written}\" is given twice"), "keep one of the two");
    }
    if says("string values must be quoted") && is_at_end {
        return slip("a key without a value", "write `key = \"value\"`, or leave the key out");
    }
    if says("string values must be quoted") {
        return slip("text without quotes", &format!("write \"{written}\""));
    }
    if says("key with no value") && text[span.start..].starts_with(':') {
        return slip("a colon behind a key", "TOML is written `key = \"value\"`; YAML stands between `---` lines");
    }
    if is_at_end && ["invalid basic string", "invalid literal string", "invalid multi-line"].into_iter().any(says) {
        return slip("a quote that is never closed", "close it with the same quote");
    }
    let hint = match error.message.lines().next().unwrap_or_default() {
        "key with no value" => "write `key = \"value\"`",
        "unexpected key or value" => "begin each key on a line of its own",
        "missing escaped value" => "write a backslash twice, or the whole value in single quotes",
        "missing comma between array elements" => "put a comma between items",
        "unclosed array" | "unclosed table" => "add `]`",
        "unclosed inline table" => "add `}`",
        _ => "a line of TOML is `key = value`, with text in quotes",
    };
    slip(&plain(&error.message), hint)
}

/// A parser's words in the manner of this program's: one line, lower case, straight quotes, no places.
fn plain(message: &str) -> String {
    let message = message.split(" at line ").next().unwrap_or_default();
    let message = message.split(", while ").next().unwrap_or_default();
    message.replace('`', "\"").lines().collect::<Vec<_>>().join(", ")
}

/// The line that holds a byte, without its line end.
fn line_at(text: &str, at: usize) -> Span {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    start..end
}

/// A span without the blanks around it.
fn trimmed(text: &str, span: Span) -> Span {
    let inside = &text[span.clone()];
    let start = span.start + (inside.len() - inside.trim_start().len());
    start..(start + inside.trim().len()).max(node::character_at(text, start).end)
}
