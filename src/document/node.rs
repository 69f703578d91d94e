//! Front matter and configuration as a tree of values that know where they stand.
//!
//! In: YAML (serde_yaml) or TOML text. Out: a [`Node`] tree in which every key and value has its number in document order
//! ([`At`]). Deliberately absent: the types of fields, which [`super::fields`] knows, and byte spans, which
//! [`super::locate`] finds by counting through the text again when a fault is shown.

use std::cell::Cell;
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

/// A fault of syntax: what the parser says, and where in the text it says it.
#[derive(Clone, Debug)]
pub(crate) struct SyntaxError {
    pub(crate) message: String,
    pub(crate) span: Span,
}

/// Reads a YAML document.
pub(crate) fn from_yaml(text: &str) -> Result<Node, SyntaxError> {
    let counter = Cell::new(0);
    let deserializer = serde_yaml::Deserializer::from_str(text);
    Numbered(&counter).deserialize(deserializer).map_err(|error| {
        let start = error.location().map_or(0, |location| location.index().min(text.len()));
        let message = error.to_string();
        let message = message.split(" at line ").next().expect("split yields a part").to_owned();
        SyntaxError { message, span: character_at(text, start) }
    })
}

/// Reads a TOML document.
pub(crate) fn from_toml(text: &str) -> Result<Node, SyntaxError> {
    let table = toml_table(text)?;
    let mut counter = 0;
    Ok(from_table(table.get_ref(), &mut counter))
}

/// Where in a YAML text the key or value of this number stands.
///
/// Counts parser events instead of building values, so that aliases cost what they cost in [`from_yaml`]: nothing is
/// expanded. Nodes inside an alias are where the alias is.
pub(crate) fn span_in_yaml(text: &str, at: At) -> Option<Span> {
    use saphyr_parser::{Event, Parser};

    let mut number = 0;
    let mut anchors: Vec<(usize, u32)> = Vec::new();
    let mut open: Vec<(usize, u32)> = Vec::new();
    let characters = |span: saphyr_parser::Span| {
        let byte = |index: usize| text.char_indices().nth(index).map_or(text.len(), |(byte, _)| byte);
        byte(span.start.index())..byte(span.end.index())
    };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        let size = match &event {
            Event::Alias(anchor) => anchors.iter().rev().find(|(id, _)| id == anchor)?.1,
            Event::Scalar(.., anchor, _) => {
                anchors.push((*anchor, 1));
                1
            }
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                open.push((*anchor, number));
                1
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let (anchor, start) = open.pop()?;
                anchors.push((anchor, number - start));
                0
            }
            _ => 0,
        };
        if (number..number.saturating_add(size)).contains(&at.0) {
            let found = characters(span);
            return Some(found.start..found.end.max(character_at(text, found.start).end));
        }
        number = number.saturating_add(size);
    }
    None
}

/// Where in a TOML text the key or value of this number stands.
pub(crate) fn span_in_toml(text: &str, at: At) -> Option<Span> {
    fn find(value: &DeValue<'_>, span: Span, at: At, counter: &mut u32) -> Option<Span> {
        let here = *counter;
        *counter += 1;
        if here == at.0 {
            return Some(span);
        }
        match value {
            DeValue::Array(items) => items.iter().find_map(|item| find(item.get_ref(), item.span(), at, counter)),
            DeValue::Table(table) => inside(table, at, counter),
            _ => None,
        }
    }
    fn inside(table: &DeTable<'_>, at: At, counter: &mut u32) -> Option<Span> {
        table.iter().find_map(|(key, item)| {
            *counter += 1;
            if *counter - 1 == at.0 { Some(key.span()) } else { find(item.get_ref(), item.span(), at, counter) }
        })
    }
    let table = toml_table(text).ok()?;
    if at.0 == 0 { Some(0..text.len()) } else { inside(table.get_ref(), at, &mut 1) }
}

/// The bytes of the character at or before an index: what a caret can stand under.
pub(crate) fn character_at(text: &str, index: usize) -> Span {
    let start = text.floor_char_boundary(index.min(text.len()));
    let end = text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
    start..end
}

fn toml_table(text: &str) -> Result<toml::Spanned<DeTable<'_>>, SyntaxError> {
    DeTable::parse(text).map_err(|error| SyntaxError {
        message: error.message().trim().replace('`', "\"").replace('\n', ", "),
        span: error.span().unwrap_or(0..0),
    })
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

/// Numbers nodes while serde_yaml drives it.
#[derive(Clone, Copy)]
struct Numbered<'c>(&'c Cell<u32>);

impl Numbered<'_> {
    fn next(self) -> At {
        let at = self.0.get();
        self.0.set(at + 1);
        At(at)
    }
}

impl<'de> DeserializeSeed<'de> for Numbered<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let at = self.next();
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

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
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
    fn spans(node: &Node, find: &dyn Fn(At) -> String, seen: &mut Vec<String>) {
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| spans(item, find, seen)),
            Value::Map(entries) => {
                for (key, item) in entries {
                    seen.push(format!("{} -> {}", key.value, find(key.at)));
                    spans(item, find, seen);
                }
            }
            value => seen.push(format!("{value:?} -> {}", find(node.at))),
        }
    }

    #[test]
    fn a_number_leads_back_to_its_yaml() {
        let text = "a: 1 # one\nb:\n  - x\n  - 조태열: \"q\"\nc: &n [1, 2]\nd: *n\ne: |\n  block\nf: end\n";
        let mut seen = Vec::new();
        spans(
            &from_yaml(text).expect("good YAML"),
            &|at| text[span_in_yaml(text, at).expect("it is there")].to_owned(),
            &mut seen,
        );
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
        let find = |at| text[span_in_toml(text, at).expect("it is there")].to_owned();
        spans(&from_toml(text).expect("good TOML"), &find, &mut seen);
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
    fn hostile_yaml_is_refused() {
        let bomb = (1..40).fold("a0: &a0 [x, x]\n".to_owned(), |text, n| {
            text + &format!("a{n}: &a{n} [*a{m}, *a{m}, *a{m}]\n", m = n - 1)
        });
        assert!(from_yaml(&bomb).expect_err("a bomb").message.contains("repetition limit"));
        assert!(from_yaml(&"[".repeat(100_000)).expect_err("too deep").message.contains("recursion limit"));
        assert!(from_yaml("a: !tag 1").is_err());
        assert!(from_yaml("? [a]\n: b").is_err());
    }
}
