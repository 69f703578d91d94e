//! Blocks become Markdown.
//!
//! In: blocks in order, each with its words in Markdown already. Out: one text, in which blocks are set as what they are.
//! Deliberately absent: links and pictures.

use std::fmt::Write as _;

use super::block::Shape;

/// The text of blocks.
pub(super) fn write<'a>(blocks: impl Iterator<Item = (Shape, &'a str)>) -> String {
    let mut body = String::new();
    let mut last: Option<Shape> = None;
    for (shape, words) in blocks {
        if words.trim().is_empty() {
            continue;
        }
        let joins = match (last, shape) {
            (Some(Shape::Item(..) | Shape::InItem(_)), Shape::Item(..)) | (Some(Shape::Row(_)), Shape::Row(false)) => {
                "\n"
            }
            (Some(Shape::Quotation), Shape::Quotation) => "\n>\n",
            (Some(_), _) => "\n\n",
            (None, _) => "",
        };
        body.push_str(joins);
        let is_table = matches!(last, Some(Shape::Row(_)));
        block(&mut body, shape, words.trim(), is_table);
        last = Some(shape);
    }
    body
}

fn block(body: &mut String, shape: Shape, words: &str, is_in_table: bool) {
    // Writing to a string doesn't fail.
    let _ = match shape {
        Shape::Heading(level) => {
            // The title of the article is its heading of the first level.
            let level = usize::from(level.clamp(2, 6));
            write!(body, "{} {}", &"######"[..level], words.replace('\n', " "))
        }
        Shape::Item(level, number) => {
            let mark = number.map_or_else(|| "-".to_owned(), |number| format!("{number}."));
            write!(body, "{}{mark} {}", indent(level), indented(words, level))
        }
        Shape::InItem(level) => write!(body, "{}{}", indent(level.saturating_add(1)), indented(words, level)),
        Shape::Quotation => write!(body, "> {}", words.replace('\n', "\n> ")),
        Shape::Row(is_first) => {
            let row = words.replace('\n', " ");
            let line = "---|".repeat(row.matches(" | ").count() + 1);
            match is_first || !is_in_table {
                true => write!(body, "| {row} |\n|{line}"),
                false => write!(body, "| {row} |"),
            }
        }
        Shape::Plain | Shape::Code | Shape::Caption | Shape::Contents => write!(body, "{words}"),
    };
}

fn indent(level: u8) -> String {
    "    ".repeat(usize::from(level.min(8)))
}

fn indented(words: &str, level: u8) -> String {
    words.replace('\n', &format!("\n{}", indent(level.saturating_add(1))))
}

/// A plain text as Markdown that shows it as it is.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let is_rule = text.len() >= 3 && text.chars().all(|c| matches!(c, '-' | '_' | '=' | ' '));
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_numbered = (1..=9).contains(&digits) && text[digits..].starts_with(['.', ')']);
    let starts = text.starts_with(['#', '+', '-', '>', ':', '=', '|', '~']) || is_rule;
    if starts {
        escaped.push('\\');
    }
    let mut before = None;
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let acts = match c {
            '\\' | '*' | '`' => true,
            '_' => !(is_word(before) && is_word(after)),
            '<' => after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            '&' => after.is_some_and(|c| c.is_ascii_alphabetic() || c == '#'),
            '[' => after == Some('^') || at == 0 || before == Some('!'),
            ']' => matches!(after, Some('(' | '[' | ':')),
            '~' => before == Some('~') || after == Some('~'),
            '.' | ')' => is_numbered && at == digits,
            _ => false,
        };
        if acts && !(at == 0 && starts) {
            escaped.push('\\');
        }
        escaped.push(c);
        before = Some(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{escape, write};
    use crate::import::clipping::block::Shape;

    #[test]
    fn blocks_are_set_as_what_they_are() {
        let blocks = [
            (Shape::Plain, "One."),
            (Shape::Heading(1), "Two"),
            (Shape::Item(0, None), "a"),
            (Shape::Item(1, Some(3)), "b"),
            (Shape::InItem(1), "more"),
            (Shape::Quotation, "c"),
            (Shape::Quotation, "d"),
            (Shape::Row(true), "e | f"),
            (Shape::Row(false), "1 | 2"),
        ];
        insta::assert_snapshot!(write(blocks.into_iter()), @"
        One.

        ## Two

        - a
            3. b

                more

        > c
        >
        > d

        | e | f |
        |---|---|
        | 1 | 2 |
        ");
    }

    #[test]
    fn plain_text_shows_as_it_is() {
        let texts = [
            "2. Not a list",
            "# no",
            "*a* _b_ c_d",
            "<b> < 3 &amp; &",
            "[1]: x",
            "[연합뉴스]",
            "---",
            "- a",
            "~~x~~ ~",
            "\\",
        ];
        let options = pulldown_cmark::Options::all() - pulldown_cmark::Options::ENABLE_SMART_PUNCTUATION;
        for text in texts {
            let mut html = String::new();
            pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(&escape(text), options));
            let shown = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
            assert_eq!(shown.trim(), format!("<p>{text}</p>"), "{}", escape(text));
        }
    }
}
