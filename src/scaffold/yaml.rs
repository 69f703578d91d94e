//! Values as front matter writes them: whatever a text holds, it is read back as it was.
//!
//! In: texts, dates, lists. Out: YAML on one line, but for lists of texts and free values. Deliberately absent: which key a value
//! stands under.

use std::borrow::Cow;

use serde_yaml::{Mapping, Value};

use crate::date::Date;
use crate::slug::Slug;

/// A text on one line: in quotes where it would mean something else without. Line breaks in it become spaces.
pub(super) fn text(text: &str) -> String {
    let yaml = serde_yaml::to_string(one_line(text).as_ref()).expect("a text is YAML");
    yaml.trim_end_matches('\n').to_owned()
}

/// A text that says something; nothing for white space alone, which would be a fault under any key.
pub(super) fn said(words: Option<&str>) -> Option<String> {
    words.filter(|words| !words.trim().is_empty()).map(text)
}

/// A date: one that begins with a bracket would be a list.
pub(super) fn date(date: &Date) -> String {
    text(date.as_str())
}

/// Ids, in brackets.
pub(super) fn ids(ids: &[Slug]) -> String {
    // No id holds a comma or a bracket, but one may read as a number or as `true`.
    let ids: Vec<String> = ids.iter().map(|id| text(id.as_str())).collect();
    format!("[{}]", ids.join(", "))
}

/// Texts, each on a line of its own below the key, with this much space before it.
pub(super) fn texts(texts: &[String], space: &str) -> String {
    let said: Vec<String> = texts.iter().filter_map(|item| said(Some(item))).collect();
    if said.is_empty() {
        return " []".to_owned();
    }
    said.iter().map(|item| format!("\n{space}- {item}")).collect()
}

/// Free values below a key, each on a line of its own.
pub(super) fn free(key: &str, values: &Mapping) -> String {
    // Whoever indents this by hand has to know every line break of YAML.
    let mut whole = Mapping::new();
    whole.insert(Value::String(key.to_owned()), Value::Mapping(values.clone()));
    serde_yaml::to_string(&whole).expect("what was read from YAML, TOML or JSON is YAML")
}

/// A text as a comment behind a value or on a line of its own, without its `#`. YAML allows no control characters, not even
/// there.
pub(super) fn comment(text: &str) -> String {
    one_line(text).chars().filter(|&c| !is_forbidden(c)).collect()
}

/// A text without line breaks: where there are some, all white space becomes single spaces.
fn one_line(text: &str) -> Cow<'_, str> {
    let is_break = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    match text.contains(is_break) {
        true => text.split_whitespace().collect::<Vec<_>>().join(" ").into(),
        false => text.into(),
    }
}

/// What YAML 1.1 doesn't count as printable.
fn is_forbidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use serde_yaml::{Mapping, Value};

    #[test]
    fn free_values_are_read_as_they_were() {
        let texts = ["a", "\n:\u{2028}", "\n:", "a\u{85}b", " \u{2029}\n x", "- a\n  b\n", "", "1"];
        let text = |text: &str| Value::String(text.to_owned());
        let mut values: Mapping =
            texts.iter().zip(texts.iter().rev()).map(|(key, value)| (text(key), text(value))).collect();
        let inner = values.clone();
        values.insert(text("list"), Value::Sequence(texts.map(text).into_iter().collect()));
        values.insert(text("map"), Value::Mapping(inner));
        let yaml = format!("title: x\n{}last: y\n", super::free("extra", &values));
        let read: Mapping = serde_yaml::from_str(&yaml).expect("it is YAML");
        assert_eq!(read.get("extra"), Some(&Value::Mapping(values)), "{yaml}");
        assert_eq!(read.len(), 3);
    }

    #[test]
    fn texts_stand_on_one_line_and_are_read_as_they_were() {
        let long = "word ".repeat(300);
        let texts = [
            "plain",
            "a: b",
            "#1",
            "- x",
            "\"q\"",
            "it's",
            "@x",
            "%x",
            "true",
            "null",
            "1984",
            "2023-11-14",
            "[..2022]",
            "조태열: \"외교\"",
            "{a}",
            "x #y",
            "~",
            "? x",
            "&a",
            "*a",
            "|",
            ">",
            "!t",
            "`",
            "東京",
            "a\u{7f}b\u{1}c",
            "\u{feff}a",
            long.trim(),
        ];
        for text in texts {
            let yaml = super::text(text);
            assert!(!yaml.contains('\n'), "{yaml}");
            let read: std::collections::BTreeMap<String, String> =
                serde_yaml::from_str(&format!("title: {yaml}  # {}\n", super::comment(text))).expect("it is YAML");
            assert_eq!(read["title"], text);
        }
    }
}
