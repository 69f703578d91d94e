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
    let (message, hint) = YAML_TOLD.iter().find(|(part, ..)| says(part)).map_or_else(
        || (plain(&error.message), "put a value that holds marks such as `:` or `#` in quotes"),
        |(_, message, hint)| ((*message).to_owned(), *hint),
    );
    slip(&message, here(), hint)
}

/// What the YAML parser says, in part, with what it means and what to do.
const YAML_TOLD: [(&str, &str, &str); 12] = [
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
    let line = line_at(text, span.start);
    if says("key with no value") && text[line.start..span.start].trim_end().ends_with(':') {
        return slip("a colon behind a key", "TOML is written `key = \"value\"`; YAML stands between `---` lines");
    }
    if is_at_end && ["invalid basic string", "invalid literal string", "invalid multi-line"].into_iter().any(says) {
        let quote = text[line.clone()].find(['"', '\'']).map_or(span.start, |at| line.start + at);
        return Slip { span: quote..quote + 1, ..slip("a quote that is never closed", "close it with the same quote") };
    }
    let (message, hint) = TOML_TOLD.iter().find(|(part, ..)| says(part)).map_or_else(
        || (plain(&error.message), "a line of TOML is `key = value`, with text in quotes"),
        |(_, message, hint)| ((*message).to_owned(), *hint),
    );
    slip(&message, hint)
}

/// What the TOML parser says, at first, with what it means and what to do.
const TOML_TOLD: [(&str, &str, &str); 9] = [
    ("key with no value", "a key without a value", "write `key = \"value\"`"),
    ("unquoted keys cannot be empty", "a line without a key", "write `key = \"value\"`"),
    ("invalid unquoted key", "a key that holds more than letters, digits, - and _", "put the key in quotes"),
    ("unexpected key or value", "something behind the end of a value", "begin each key on a line of its own"),
    (
        "missing escaped value",
        "an unknown escape in double quotes",
        "write a backslash twice, or the whole value in single quotes",
    ),
    ("missing comma between array elements", "items without a comma between them", "put a comma there"),
    ("unclosed array", "a list that is never closed", "add `]` at its end"),
    ("unclosed table", "the name of a table that is never closed", "add `]` at its end"),
    ("unclosed inline table", "a mapping that is never closed", "add `}` at its end"),
];

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

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// What is told of each text, with what is marked in it.
    fn told(texts: &[&str], slip: impl Fn(&str) -> Slip) -> String {
        let mut report = String::new();
        for text in texts {
            let Slip { message, span, hint } = slip(text);
            writeln!(report, "{text:?}\n  {message}: {:?}\n  {hint}", &text[span]).expect("a String takes all");
        }
        report
    }

    #[test]
    fn slips_in_yaml() {
        let texts = [
            "a: \"b \"c\" d\"\n",
            "a: 'b's c'\n",
            "a: [b] c\n",
            "a: - b\n",
            "a b\nc: d\n",
            "a: |\nb\nc: d\n",
            "a: b\n c: d\n",
            "a: b\n- c\n",
            "a: b: c\n",
            "a:\n\tb: c\n",
            "a: \"b\nc: d\n",
            "a: [b\nc: d\n",
            "a: [\"b\" \"c\"]\n",
            "a: {b: c\nd: e\n",
            "a: \"\\q\"\n",
            "a: *b\n",
            "a: &\n",
            "a: @b\n",
            "a: !b c\n",
            "a: > b\n",
            "a: b\0c\n",
            "1.5: a\n",
            "[a]: b\n",
            "a:\n  - b: c\n   d: e\n",
            "조태열: \"\n",
            "%YAML 1.1\na: b\n",
            "a: b\n--- # c\nd: e\n",
        ];
        let slip = |text: &str| yaml(text, &node::from_yaml(text).expect_err(text));
        insta::assert_snapshot!(told(&texts, slip), @r#"
        "a: \"b \"c\" d\"\n"
          text behind the end of a value: "c"
          write a quote inside double quotes as `\"`, or the whole value in single quotes
        "a: 'b's c'\n"
          text behind the end of a value: "s"
          write an apostrophe inside single quotes twice, or the whole value in double quotes
        "a: [b] c\n"
          text behind the end of a value: "c"
          put the whole value in quotes if it is a text that begins with a bracket
        "a: - b\n"
          a list that begins behind its key: "-"
          begin it on a line of its own, or put a text that begins with `- ` in quotes
        "a b\nc: d\n"
          a line without a key: "a b"
          write `key: value`
        "a: |\nb\nc: d\n"
          a line without a key: "b"
          write `key: value`; a line that goes on with the text above is indented
        "a: b\n c: d\n"
          a key that is indented further than the one above: "c"
          indent the keys of one mapping alike
        "a: b\n- c\n"
          a line without a key: "-"
          every line at this depth begins with a key: `key: value`
        "a: b: c\n"
          a second colon in one line: ":"
          put a value that holds `: ` in quotes
        "a:\n\tb: c\n"
          a tab in the indentation: "\t"
          indent with spaces: YAML knows no tabs
        "a: \"b\nc: d\n"
          a quote that is never closed: "\""
          close it, or write the value without quotes
        "a: [b\nc: d\n"
          a list that is never closed: "["
          add `]` at its end
        "a: [\"b\" \"c\"]\n"
          a list that doesn't go on with a comma or `]`: "\""
          put a comma between items; put a text that begins with a bracket in quotes
        "a: {b: c\nd: e\n"
          a mapping that is never closed: "{"
          add `}` at its end
        "a: \"\\q\"\n"
          an unknown escape in double quotes: "\\"
          write a backslash twice, or the whole value in single quotes
        "a: *b\n"
          an alias to nothing: "*"
          put a value that begins with `*` in quotes
        "a: &\n"
          an anchor or alias without a name: "\n"
          put a value that begins with `*` or `&` in quotes
        "a: @b\n"
          a value can't begin with this character: "@"
          put a value that begins with `@`, `%` or `` ` `` in quotes
        "a: !b c\n"
          a tag: "!"
          put a value that begins with `!` in quotes
        "a: > b\n"
          text behind the mark of a block: "b"
          begin the text on the next line, indented; put a value that begins with `>` or `|` in quotes
        "a: b\0c\n"
          a control character: "\0"
          remove it
        "1.5: a\n"
          a key that is no word: "1"
          put the key in quotes
        "[a]: b\n"
          a key that is no word: "["
          put the key in quotes
        "a:\n  - b: c\n   d: e\n"
          a line that is indented otherwise than the item above: "d"
          indent the keys of one item alike
        "조태열: \"\n"
          a quote that is never closed: "\""
          close it, or write the value without quotes
        "%YAML 1.1\na: b\n"
          did not find expected <document start>: "a"
          put a value that holds marks such as `:` or `#` in quotes
        "a: b\n--- # c\nd: e\n"
          a second document begins in it: "--- # c"
          the line that ends the front matter holds `---` and nothing else
        "#);
    }

    #[test]
    fn slips_in_toml() {
        let texts = [
            "a = b c\n",
            "a =\n",
            "a: b\n",
            "a\n",
            "= a\n",
            "a = 2023-11\n",
            "a = 2023-11-15~\n",
            "a = 2023-13-45\n",
            "a = \"b\n",
            "a = '''b",
            "a = \"\\q\"\n",
            "a = [\"b\" \"c\"]\n",
            "a = [\"b\"\n",
            "[a\n",
            "a = { b = 1\n",
            "a = 1 b = 2\n",
            "a = 1\na = 2\n",
            "조 = x\n",
        ];
        let slip = |text: &str| toml(text, &node::from_toml(text).expect_err(text));
        insta::assert_snapshot!(told(&texts, slip), @r#"
        "a = b c\n"
          text without quotes: "b c"
          write "b c"
        "a =\n"
          a key without a value: ""
          write `key = "value"`, or leave the key out
        "a: b\n"
          a colon behind a key: ""
          TOML is written `key = "value"`; YAML stands between `---` lines
        "a\n"
          a key without a value: ""
          write `key = "value"`
        "= a\n"
          a line without a key: ""
          write `key = "value"`
        "a = 2023-11\n"
          a date that TOML doesn't know: "2023-11"
          write it in quotes: "2023-11"
        "a = 2023-11-15~\n"
          a date that TOML doesn't know: "2023-11-15~"
          write it in quotes: "2023-11-15~"
        "a = 2023-13-45\n"
          "2023-13-45" is not a date: the month is 13, but must be 01 to 12: "2023-13-45"
          write dates as EDTF: 2023-11-15, 2023-11, 2023, 2023-11-15~ (about), 2023-11/2024-01 (from, to)
        "a = \"b\n"
          a quote that is never closed: "\""
          close it with the same quote
        "a = '''b"
          a quote that is never closed: "'"
          close it with the same quote
        "a = \"\\q\"\n"
          an unknown escape in double quotes: ""
          write a backslash twice, or the whole value in single quotes
        "a = [\"b\" \"c\"]\n"
          items without a comma between them: ""
          put a comma there
        "a = [\"b\"\n"
          a list that is never closed: ""
          add `]` at its end
        "[a\n"
          the name of a table that is never closed: ""
          add `]` at its end
        "a = { b = 1\n"
          a mapping that is never closed: ""
          add `}` at its end
        "a = 1 b = 2\n"
          something behind the end of a value: ""
          begin each key on a line of its own
        "a = 1\na = 2\n"
          the key "a" is given twice: "a"
          keep one of the two
        "조 = x\n"
          a key that holds more than letters, digits, - and _: "조"
          put the key in quotes
        "#);
    }
}
