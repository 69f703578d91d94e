//! Front matter and configuration as a tree of values that know where they stand.
//!
//! In: YAML (serde_yaml) or TOML text. Out: a [`Node`] tree in which every key and value has its number in document order
//! ([`At`]). Deliberately absent: the types of fields, which [`super::fields`] knows, and byte spans, which
//! `document::locate` finds by counting through the text again when a fault is shown.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use toml::de::{DeTable, DeValue};

use crate::diagnostic::At;
use crate::files::Span;

/// Something that stands in a front matter, with its number in document order.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    pub(crate) at: At,
    pub(crate) value: T,
}

/// A value in a front matter.
pub type Node = Entry<Value>;

/// What a front matter can hold. Serialises as itself, which is how `extra:` reaches templates.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction or an exponent.
    Float(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order written; a key may occur twice, which [`super::fields`] reports.
    Map(Vec<(Entry<String>, Node)>),
}

/// How a tree is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// As in a front matter between `---` lines.
    Yaml,
    /// As in `site.toml`, `theme.toml`, and a front matter between `+++` lines.
    Toml,
}

/// A fault of syntax, as its parser tells it.
#[derive(Clone, Debug)]
pub(crate) struct SyntaxError {
    /// What the parser says, at length.
    pub(crate) message: String,
    /// Where in the text it gave up.
    pub(crate) span: Span,
}

/// Most brackets that are open at one place of a YAML text. The parser itself stops far before, but its scanner looks at all
/// that are open for each token, before the parser sees any.
const MAX_OPEN: usize = 1000;

/// Reads a YAML document.
pub(crate) fn from_yaml(text: &str) -> Result<Node, SyntaxError> {
    if let Some(at) = too_deep(text) {
        return Err(SyntaxError { message: "recursion limit exceeded".to_owned(), span: character_at(text, at) });
    }
    let budget = Budget { number: Cell::new(0), bytes: Cell::new(0) };
    let deserializer = serde_yaml::Deserializer::from_str(text);
    Numbered(&budget).deserialize(deserializer).map_err(|error| {
        let start = error.location().map_or(0, |location| location.index().min(text.len()));
        SyntaxError { message: error.to_string(), span: character_at(text, start) }
    })
}

/// Where too many brackets are open. Those inside quotes count as well: no text holds so many that aren't closed.
fn too_deep(yaml: &str) -> Option<usize> {
    let mut open = 0_usize;
    yaml.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > MAX_OPEN
    })
}

/// Reads a TOML document.
pub(crate) fn from_toml(text: &str) -> Result<Node, SyntaxError> {
    let table = toml_table(text)?;
    let mut counter = 0;
    Ok(from_table(table.get_ref(), &mut counter))
}

/// Where in a YAML text each key and value stands, by number. Stops at a fault of syntax.
///
/// Counts parser events instead of building values, so that aliases cost what they cost in [`from_yaml`]: nothing is
/// expanded but their numbers. Nodes inside an alias are where the alias is.
pub(crate) fn spans_in_yaml(text: &str) -> Vec<Span> {
    use saphyr_parser::{Event, Parser};

    let mut spans: Vec<Span> = Vec::new();
    // How many numbers each anchor stands for.
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut byte = byte_of_character(text);
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        let span = byte(span.start.index())..byte(span.end.index());
        let span = span.start..span.end.max(character_at(text, span.start).end);
        match event {
            Event::Alias(anchor) => {
                let size = sizes.get(&anchor).copied().unwrap_or(1);
                if spans.len().saturating_add(size) > MAX_NODES as usize {
                    break;
                }
                spans.extend(std::iter::repeat_n(span, size));
            }
            Event::Scalar(.., anchor, _) => {
                sizes.insert(anchor, 1);
                spans.push(span);
            }
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                open.push((anchor, spans.len()));
                spans.push(span);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some((anchor, start)) = open.pop() else { break };
                sizes.insert(anchor, spans.len() - start);
                // The root is all of the text: it is told by where it begins.
                if start > 0 {
                    let is_closed = text[span.clone()].starts_with([']', '}']);
                    spans[start].end = if is_closed { span.end } else { spans[spans.len() - 1].end };
                }
            }
            _ => {}
        }
    }
    spans
}

/// The byte at which a character begins, by its position, for positions that mostly grow.
fn byte_of_character(text: &str) -> impl FnMut(usize) -> usize {
    let (mut character, mut byte) = (0, 0);
    move |wanted| {
        if wanted < character {
            (character, byte) = (0, 0);
        }
        let mut rest = text[byte..].char_indices();
        let found = rest.nth(wanted - character).map_or(text.len(), |(at, _)| byte + at);
        (character, byte) = if found == text.len() { (0, 0) } else { (wanted, found) };
        found
    }
}

/// Where in a TOML text each key and value stands, by number; nothing when it can't be read.
pub(crate) fn spans_in_toml(text: &str) -> Vec<Span> {
    fn one(value: &DeValue<'_>, span: Span, spans: &mut Vec<Span>) {
        spans.push(span);
        match value {
            DeValue::Array(items) => items.iter().for_each(|item| one(item.get_ref(), item.span(), spans)),
            DeValue::Table(table) => inside(table, spans),
            _ => {}
        }
    }
    fn inside(table: &DeTable<'_>, spans: &mut Vec<Span>) {
        for (key, item) in table {
            spans.push(key.span());
            one(item.get_ref(), item.span(), spans);
        }
    }
    let Ok(table) = toml_table(text) else { return Vec::new() };
    // The root is all of the text: it is told by where it begins.
    let mut spans = vec![character_at(text, 0)];
    inside(table.get_ref(), &mut spans);
    spans
}

/// The bytes of the character at or before an index: what a caret can stand under.
pub(crate) fn character_at(text: &str, index: usize) -> Span {
    let start = text.floor_char_boundary(index.min(text.len()));
    let end = text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
    start..end
}

fn toml_table(text: &str) -> Result<toml::Spanned<DeTable<'_>>, SyntaxError> {
    DeTable::parse(text)
        .map_err(|error| SyntaxError { message: error.message().trim().to_owned(), span: error.span().unwrap_or(0..0) })
}

fn from_table(table: &DeTable<'_>, counter: &mut u32) -> Node {
    let at = next(counter);
    let entry = |(key, item): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
        let key: &std::borrow::Cow<'_, str> = key.get_ref();
        (Entry { at: next(counter), value: key.clone().into_owned() }, from_toml_value(item.get_ref(), counter))
    };
    Entry { at, value: Value::Map(table.iter().map(entry).collect()) }
}

fn from_toml_value(value: &DeValue<'_>, counter: &mut u32) -> Node {
    if let DeValue::Table(table) = value {
        return from_table(table, counter);
    }
    let at = next(counter);
    let value = match value {
        DeValue::String(text) => Value::Text(text.clone().into_owned()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| Value::Text(number.as_str().to_owned()), Value::Integer),
        DeValue::Float(number) => number.as_str().parse().map_or(Value::Null, Value::Float),
        DeValue::Boolean(value) => Value::Bool(*value),
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Array(items) => {
            Value::List(items.iter().map(|item| from_toml_value(item.get_ref(), counter)).collect())
        }
        DeValue::Table(_) => unreachable!("tables were taken above"),
    };
    Entry { at, value }
}

fn next(counter: &mut u32) -> At {
    let at = At(*counter);
    *counter += 1;
    at
}

/// What is said of a text that goes beyond that.
pub(crate) const TOO_MUCH: &str = "its aliases repeat too much";

/// Most nodes of a YAML text, with what its aliases repeat. A front matter of the largest size can't hold as many without.
const MAX_NODES: u32 = 300_000;

/// Most text in the nodes of a YAML text, with what its aliases repeat, in bytes.
const MAX_NODE_BYTES: usize = 4 * 1024 * 1024;

/// What has been made of a YAML text: few bytes with aliases can stand for more than fits in memory.
struct Budget {
    number: Cell<u32>,
    bytes: Cell<usize>,
}

/// Numbers nodes while serde_yaml drives it.
#[derive(Clone, Copy)]
struct Numbered<'c>(&'c Budget);

impl Numbered<'_> {
    fn next<E: serde::de::Error>(self) -> Result<At, E> {
        let at = self.0.number.get();
        self.0.number.set(at + 1);
        if at < MAX_NODES { Ok(At(at)) } else { Err(E::custom(TOO_MUCH)) }
    }

    fn text<E: serde::de::Error>(self, text: String) -> Result<Value, E> {
        self.0.bytes.set(self.0.bytes.get().saturating_add(text.len()));
        if self.0.bytes.get() <= MAX_NODE_BYTES { Ok(Value::Text(text)) } else { Err(E::custom(TOO_MUCH)) }
    }
}

impl<'de> DeserializeSeed<'de> for Numbered<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let at = self.next()?;
        Ok(Entry { at, value: deserializer.deserialize_any(self)? })
    }
}

impl<'de> Visitor<'de> for Numbered<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a number, a list or a mapping, without tags")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(i64::try_from(value).map_or_else(|_| Value::Text(value.to_string()), Value::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        self.text(value.to_owned())
    }

    fn visit_string<E: serde::de::Error>(self, value: String) -> Result<Value, E> {
        self.text(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = entries.next_key_seed(self)? {
            let name = match key.value {
                Value::Text(text) => text,
                Value::Integer(number) => number.to_string(),
                Value::Bool(value) => value.to_string(),
                Value::Null | Value::Float(_) | Value::List(_) | Value::Map(_) => {
                    return Err(A::Error::custom("a key must be a word"));
                }
            };
            let value = entries.next_value_seed(self)?;
            map.push((Entry { at: key.at, value: name }, value));
        }
        Ok(Value::Map(map))
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i64(*value),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items.iter().map(|item| &item.value)),
            Self::Map(entries) => serializer.collect_map(entries.iter().map(|(key, item)| (&key.value, &item.value))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every node of a tree with the text that its number leads to.
    fn walk(node: &Node, find: &dyn Fn(At) -> String, seen: &mut Vec<String>) {
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| walk(item, find, seen)),
            Value::Map(entries) => {
                for (key, item) in entries {
                    seen.push(format!("{} -> {}", key.value, find(key.at)));
                    walk(item, find, seen);
                }
            }
            value => seen.push(format!("{value:?} -> {}", find(node.at))),
        }
    }

    #[test]
    fn a_number_leads_back_to_its_yaml() {
        let text = "a: 1 # one\nb:\n  - x\n  - 조태열: \"q\"\nc: &n [1, 2]\nd: *n\ne: |\n  block\nf: end\n";
        let mut seen = Vec::new();
        let spans = spans_in_yaml(text);
        let find = |at: At| text[spans[at.0 as usize].clone()].to_owned();
        walk(&from_yaml(text).expect("good YAML"), &find, &mut seen);
        let expected = [
            "a -> a",
            "Integer(1) -> 1",
            "b -> b",
            "Text(\"x\") -> x",
            "조태열 -> 조태열",
            "Text(\"q\") -> \"q\"",
            "c -> c",
            "Integer(1) -> 1",
            "Integer(2) -> 2",
            "d -> d",
            "Integer(1) -> *n",
            "Integer(2) -> *n",
            "e -> e",
            "Text(\"block\\n\") -> block\n",
            "f -> f",
            "Text(\"end\") -> end",
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_number_leads_back_to_its_toml() {
        let text = "a = 1\nb = ['x', {'조' = 'q'}]\n[c]\nd = 2023-11-15\n";
        let mut seen = Vec::new();
        let spans = spans_in_toml(text);
        let find = |at: At| text[spans[at.0 as usize].clone()].to_owned();
        walk(&from_toml(text).expect("good TOML"), &find, &mut seen);
        let expected = [
            "a -> a",
            "Integer(1) -> 1",
            "b -> b",
            "Text(\"x\") -> 'x'",
            "조 -> '조'",
            "Text(\"q\") -> 'q'",
            "c -> c",
            "d -> d",
            "Text(\"2023-11-15\") -> 2023-11-15",
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_collection_spans_its_items_and_the_root_its_beginning() {
        let text = "a: [1,\n  {b: c}]\nd:\n  - e: f\n    g: h\n";
        let spans: Vec<&str> = spans_in_yaml(text).into_iter().map(|span| &text[span]).collect();
        let collections = ["[1,\n  {b: c}]", "{b: c}", "- e: f\n    g: h", "e: f\n    g: h"];
        let found = collections.map(|it| spans.contains(&it));
        assert_eq!((spans[0], found), ("a", [true; 4]), "{spans:#?}");
    }

    #[test]
    fn hostile_yaml_is_refused() {
        let bomb = (1..40).fold("a0: &a0 [x, x]\n".to_owned(), |text, n| {
            text + &format!("a{n}: &a{n} [*a{m}, *a{m}, *a{m}]\n", m = n - 1)
        });
        assert!(from_yaml(&bomb).expect_err("a bomb").message.contains("repetition limit"));
        assert!(from_yaml(&"[".repeat(100_000)).expect_err("too deep").message.contains("recursion limit"));
        let wide = format!("a: &a [{}]\nb: [{}]\n", "x,".repeat(30_000), "*a,".repeat(30_000));
        assert!(from_yaml(&wide).expect_err("many nodes").message.contains(TOO_MUCH));
        let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(100_000), "*a,".repeat(30_000));
        assert!(from_yaml(&long).expect_err("much text").message.contains(TOO_MUCH));
        assert!(from_yaml("a: !tag 1").is_err());
        assert!(from_yaml("? [a]\n: b").is_err());
    }
}
