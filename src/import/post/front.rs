//! The front matter of any dialect: YAML between `---`, TOML between `+++`, JSON in braces.
//!
//! In: the text of a file. Out: keys and values in the order written, and the text below. YAML and TOML go through the reader of our
//! own content files, under its bounds. Deliberately absent: what a key means.

use serde_yaml::{Mapping, Value};

use crate::document::{self, Node};

/// Keys with their values, in the order written.
type Keys = Vec<(String, Value)>;

/// Keys, and the text below.
pub(super) fn split(text: &str) -> Result<(Keys, &str), String> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default().trim_end();
    match first {
        "---" | "+++" => {
            let (node, body) = document::front_matter_of(text)?;
            let document::Value::Map(entries) = node.value else { return Ok((Vec::new(), body)) };
            Ok((entries.into_iter().map(|(key, value)| (key.value, value_of(value))).collect(), body))
        }
        _ if first.starts_with('{') && !first.starts_with("{{") && !first.starts_with("{%") => json(text),
        _ => Ok((Vec::new(), text)),
    }
}

fn json(text: &str) -> Result<(Keys, &str), String> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Map<String, serde_json::Value>>();
    let keys = match values.next() {
        Some(Ok(keys)) => keys,
        Some(Err(error)) => return Err(format!("the front matter is no JSON: {error}")),
        None => return Ok((Vec::new(), text)),
    };
    let end = values.byte_offset();
    if end > document::MAX_FRONT_MATTER_BYTES {
        return Err(format!("the front matter has {end} bytes; at most {} are read", document::MAX_FRONT_MATTER_BYTES));
    }
    let value = |value: serde_json::Value| serde_yaml::to_value(value).expect("what is JSON is YAML");
    Ok((keys.into_iter().map(|(key, json)| (key, value(json))).collect(), &text[end..]))
}

fn value_of(node: Node) -> Value {
    match node.value {
        document::Value::Null => Value::Null,
        document::Value::Bool(value) => Value::Bool(value),
        document::Value::Integer(number) => Value::Number(number.into()),
        document::Value::Float(number) => Value::Number(number.into()),
        document::Value::Text(text) => Value::String(text),
        document::Value::List(items) => Value::Sequence(items.into_iter().map(value_of).collect()),
        document::Value::Map(entries) => {
            let mut map = Mapping::new();
            for (key, value) in entries {
                map.insert(Value::String(key.value), value_of(value));
            }
            Value::Mapping(map)
        }
    }
}
