//! Takes a mapping apart field by field, and collects everything that is wrong with it.
//!
//! In: a [`Node`]. Out: typed values with their places, and diagnostics for wrong types, missing fields, duplicate and
//! unknown keys. A key is known when it was asked for, so the list of proposals can't go out of date. Deliberately absent:
//! serde's derive, which stops at the first fault and doesn't know where it stands.

use std::collections::BTreeMap;

use super::Kind;
use super::node::{Entry, Node, Syntax, Value};
use crate::date::Date;
use crate::diagnostic::{At, Code, Diagnostic, Place, nearest};
use crate::files::FileId;
use crate::slug::Slug;

/// A value and where it stands in its file's front matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its number in the front matter.
    pub at: At,
}

impl<T> Spanned<T> {
    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), at: self.at }
    }
}

/// Where the diagnostics of one file go.
pub(crate) struct Faults {
    pub(crate) file: FileId,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What the file declares besides itself: when the file can't be used, references to these are no second fault.
    pub(crate) declared: Vec<(Kind, Slug)>,
    syntax: Syntax,
}

impl Faults {
    pub(crate) fn new(file: FileId, syntax: Syntax) -> Self {
        Self { file, diagnostics: Vec::new(), declared: Vec::new(), syntax }
    }

    /// A key with a value as this file writes it.
    pub(crate) fn example(&self, key: &str, value: &str) -> String {
        match self.syntax {
            Syntax::Yaml => format!("{key}: {value}"),
            Syntax::Toml if value.starts_with(['[', '{']) || value.starts_with(|c: char| c.is_ascii_digit()) => {
                format!("{key} = {value}")
            }
            Syntax::Toml => format!("{key} = \"{value}\""),
        }
    }

    pub(crate) fn place(&self, at: At) -> Place {
        Place::Value(self.file, at)
    }

    pub(crate) fn add(&mut self, code: Code, at: At, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.push(Diagnostic::new(code, self.place(at), message));
        self.diagnostics.last_mut().expect("it was just added")
    }
}

/// The fields of one mapping, while it is being taken apart.
pub(crate) struct Fields {
    /// What the mapping is, with its article: "an event".
    what: &'static str,
    at: At,
    entries: Vec<(Entry<String>, Node)>,
    known: Vec<&'static str>,
    /// Whether it is no mapping at all, which was reported: then nothing is missing from it.
    is_faulty: bool,
}

impl Fields {
    /// Takes a mapping; anything else is a fault and reads as an empty mapping. `example` is such a mapping.
    pub(crate) fn new(what: &'static str, example: &str, node: Node, faults: &mut Faults) -> Self {
        let at = node.at;
        let is_faulty = !matches!(node.value, Value::Map(_));
        let mut entries: Vec<(Entry<String>, Node)> = match node.value {
            Value::Map(entries) => entries,
            value => {
                let kind = kind_of(&value);
                let fault = faults.add(
                    Code::WrongType,
                    at,
                    format!("{what} is written as keys with values, but here is {kind}"),
                );
                fault.hints.push(format!("write `{example}`"));
                Vec::new()
            }
        };
        let mut seen: BTreeMap<String, At> = BTreeMap::new();
        entries.retain(|(key, _)| match seen.get(&key.value) {
            Some(first) => {
                let place = faults.place(*first);
                let message = format!("the key \"{}\" is given twice", key.value);
                let fault = faults.add(Code::DuplicateKey, key.at, message);
                fault.related.push((place, "first given here".to_owned()));
                fault.hints.push("keep one of the two".to_owned());
                false
            }
            None => {
                seen.insert(key.value.clone(), key.at);
                true
            }
        });
        Self { what, at, entries, known: Vec::new(), is_faulty }
    }

    /// Where the mapping as a whole stands.
    pub(crate) fn at(&self) -> At {
        self.at
    }

    /// The value of a key; `null` counts as not given.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        let position = self.entries.iter().position(|(name, _)| name.value == key)?;
        Some(self.entries.remove(position).1).filter(|node| node.value != Value::Null)
    }

    /// A text that must be there and must not be empty.
    pub(crate) fn required_text(&mut self, key: &'static str, faults: &mut Faults) -> Option<Spanned<String>> {
        self.required(key, "…", faults)
    }

    /// The same; `example` is such a text.
    pub(crate) fn required(
        &mut self,
        key: &'static str,
        example: &str,
        faults: &mut Faults,
    ) -> Option<Spanned<String>> {
        let node = self.require(key, example, faults)?;
        text(key, node, faults)
    }

    /// A date that must be there.
    pub(crate) fn required_date(&mut self, key: &'static str, faults: &mut Faults) -> Option<Spanned<Date>> {
        let node = self.require(key, "2023-11-15", faults)?;
        date(key, node, faults)
    }

    /// A word of a fixed set that must be there.
    pub(crate) fn required_choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&str, T)],
        faults: &mut Faults,
    ) -> Option<Spanned<T>> {
        let before = faults.diagnostics.len();
        let words: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let Some(node) = self.require(key, words[0], faults) else {
            let faults = &mut faults.diagnostics[before..];
            faults.iter_mut().for_each(|fault| fault.hints.push(format!("it is one of {}", words.join(", "))));
            return None;
        };
        choice(key, node, choices, faults)
    }

    /// A value of any kind that must be there; `example` is such a value.
    pub(crate) fn require(&mut self, key: &'static str, example: &str, faults: &mut Faults) -> Option<Node> {
        let near = |(name, _): &(Entry<String>, Node)| nearest(&name.value, [key]).is_some();
        let misspelt = self.entries.iter().any(|entry| entry.0.value != key && near(entry));
        let at = self.entries.iter().find(|(name, _)| name.value == key).map_or(self.at, |(name, _)| name.at);
        let node = self.take(key);
        // A misspelt key is reported as unknown, with the right one as its hint: one fault, one diagnostic.
        if node.is_none() && !misspelt && !self.is_faulty {
            let example = faults.example(key, example);
            let fault = faults.add(Code::MissingKey, at, format!("{} needs a {key}", self.what));
            fault.hints.push(format!("add `{example}`"));
        }
        node
    }

    /// A text that must not be empty.
    pub(crate) fn text(&mut self, key: &'static str, faults: &mut Faults) -> Option<Spanned<String>> {
        text(key, self.take(key)?, faults)
    }

    /// An EDTF date.
    pub(crate) fn date(&mut self, key: &'static str, faults: &mut Faults) -> Option<Spanned<Date>> {
        date(key, self.take(key)?, faults)
    }

    /// An id of another file.
    pub(crate) fn slug(&mut self, key: &'static str, faults: &mut Faults) -> Option<Spanned<Slug>> {
        slug(key, self.take(key)?, faults)
    }

    /// A web address: `http` or `https`.
    pub(crate) fn url(&mut self, key: &'static str, faults: &mut Faults) -> Option<Spanned<String>> {
        let address = self.text(key, faults)?;
        match url::Url::parse(&address.value) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => Some(address.map(|_| url.into())),
            Ok(url) => {
                let fault = faults.add(
                    Code::ForbiddenScheme,
                    address.at,
                    format!("{key} has the scheme \"{}:\"", url.scheme()),
                );
                fault.hints.push("only http and https addresses are published".to_owned());
                None
            }
            Err(error) => {
                let (reason, hint) = no_address(&address.value, error);
                let fault = faults.add(
                    Code::InvalidAddress,
                    address.at,
                    format!("{:?} is not a web address: {reason}", address.value),
                );
                fault.hints.push(hint);
                None
            }
        }
    }

    /// `true` or `false`.
    pub(crate) fn bool(&mut self, key: &'static str, faults: &mut Faults) -> Option<Spanned<bool>> {
        let node = self.take(key)?;
        match node.value {
            Value::Bool(value) => Some(Spanned { value, at: node.at }),
            value => {
                let fault = faults.add(
                    Code::WrongType,
                    node.at,
                    format!("{key} must be true or false, but here is {}", kind_of(&value)),
                );
                fault.hints.push("write true or false, without quotes".to_owned());
                None
            }
        }
    }

    /// A whole number in a range.
    pub(crate) fn integer(
        &mut self,
        key: &'static str,
        range: std::ops::RangeInclusive<i64>,
        faults: &mut Faults,
    ) -> Option<Spanned<i64>> {
        let node = self.take(key)?;
        match node.value {
            Value::Integer(value) if range.contains(&value) => Some(Spanned { value, at: node.at }),
            value => {
                let (from, to) = (range.start(), range.end());
                let (code, here, hint) = match value {
                    Value::Integer(n) => {
                        (Code::OutOfRange, n.to_string(), "write a number in that range, or leave the key out")
                    }
                    _ => (Code::WrongType, kind_of(&value).to_owned(), "write it in digits, without quotes"),
                };
                let message = format!("{key} must be a whole number from {from} to {to}, but here is {here}");
                faults.add(code, node.at, message).hints.push(hint.to_owned());
                None
            }
        }
    }

    /// A number from 0 to 1.
    pub(crate) fn share(&mut self, key: &'static str, faults: &mut Faults) -> Option<Spanned<f64>> {
        let node = self.take(key)?;
        let value = match node.value {
            Value::Float(value) if (0.0..=1.0).contains(&value) => value,
            Value::Integer(0) => 0.0,
            Value::Integer(1) => 1.0,
            value => {
                let is_number = matches!(value, Value::Integer(_) | Value::Float(_));
                let code = if is_number { Code::OutOfRange } else { Code::WrongType };
                let (here, hint) = match value {
                    #[expect(clippy::cast_precision_loss, reason = "percentages are below 2^52")]
                    Value::Integer(n @ 2..=100) => (n.to_string(), format!("did you mean {}?", n as f64 / 100.0)),
                    Value::Integer(n) => (n.to_string(), "write one half as 0.5".to_owned()),
                    Value::Float(n) => (n.to_string(), "write one half as 0.5".to_owned()),
                    value => (kind_of(&value).to_owned(), "write one half as 0.5, without quotes".to_owned()),
                };
                let message = format!("{key} must be a share from 0 to 1, but here is {here}");
                faults.add(code, node.at, message).hints.push(hint);
                return None;
            }
        };
        Some(Spanned { value, at: node.at })
    }

    /// One of a fixed set of words.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&str, T)],
        faults: &mut Faults,
    ) -> Option<Spanned<T>> {
        choice(key, self.take(key)?, choices, faults)
    }

    /// A list of texts; a single text is not taken for a list.
    pub(crate) fn texts(&mut self, key: &'static str, faults: &mut Faults) -> Vec<Spanned<String>> {
        let name = format!("an item of {key}");
        self.list(key, "…", faults).into_iter().filter_map(|item| text(&name, item, faults)).collect()
    }

    /// A list of ids; a second mention of the same id is a fault.
    pub(crate) fn slugs(&mut self, key: &'static str, faults: &mut Faults) -> Vec<Spanned<Slug>> {
        let name = format!("an item of {key}");
        let mut slugs: Vec<Spanned<Slug>> = Vec::new();
        let mut seen: BTreeMap<Slug, At> = BTreeMap::new();
        for item in self.list(key, "ID", faults) {
            let Some(found) = slug(&name, item, faults) else { continue };
            match seen.get(&found.value) {
                Some(first) => {
                    let place = faults.place(*first);
                    let fault =
                        faults.add(Code::DuplicateItem, found.at, format!("\"{}\" stands in {key} twice", found.value));
                    fault.related.push((place, "first here".to_owned()));
                    fault.hints.push("keep one of the two".to_owned());
                }
                None => {
                    seen.insert(found.value.clone(), found.at);
                    slugs.push(found);
                }
            }
        }
        slugs
    }

    /// A list of anything; `example` is an item of it.
    pub(crate) fn list(&mut self, key: &'static str, example: &str, faults: &mut Faults) -> Vec<Node> {
        let Some(node) = self.take(key) else { return Vec::new() };
        match node.value {
            Value::List(items) => items,
            value => {
                let item = match (&value, faults.syntax) {
                    // What is a list of mappings is not mended by brackets around a word.
                    (Value::Text(text), Syntax::Yaml) if !example.starts_with('{') => text,
                    (Value::Text(text), Syntax::Toml) if !example.starts_with('{') => &format!("\"{text}\""),
                    _ => example,
                };
                let example = faults.example(key, &format!("[{item}]"));
                let fault = faults.add(
                    Code::WrongType,
                    node.at,
                    format!("{key} must be a list, but here is {}", kind_of(&value)),
                );
                fault.hints.push(format!("write `{example}`"));
                Vec::new()
            }
        }
    }

    /// A mapping inside this one; `example` is such a mapping.
    pub(crate) fn fields(
        &mut self,
        key: &'static str,
        what: &'static str,
        example: &str,
        faults: &mut Faults,
    ) -> Option<Self> {
        let example = faults.example(key, example);
        Some(Self::new(what, &example, self.take(key)?, faults))
    }

    /// A free mapping: every key with its value.
    pub(crate) fn free(&mut self, key: &'static str, faults: &mut Faults) -> Vec<(Entry<String>, Node)> {
        let example = if faults.syntax == Syntax::Yaml { "{key: value}" } else { "{ key = \"value\" }" };
        self.fields(key, key, example, faults).map_or_else(Vec::new, |fields| fields.entries)
    }

    /// Reports what nobody asked for.
    pub(crate) fn finish(mut self, faults: &mut Faults) {
        self.known.sort_unstable();
        let extra = if faults.syntax == Syntax::Yaml { "extra:" } else { "[extra]" };
        for (key, _) in self.entries {
            let fault = faults.add(Code::UnknownKey, key.at, format!("unknown key \"{}\" in {}", key.value, self.what));
            fault.hints.push(match nearest(&key.value, self.known.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("known keys: {}", self.known.join(", ")),
            });
            if self.known.contains(&"extra") {
                fault.hints.push(format!("keys of your own go under `{extra}`"));
            }
        }
    }
}

/// Why a text is no address, and what to write instead.
pub(crate) fn no_address(written: &str, error: url::ParseError) -> (String, String) {
    if error != url::ParseError::RelativeUrlWithoutBase {
        return (error.to_string(), "write it as a browser shows it: https://example.org/page".to_owned());
    }
    let whole = format!("https://{}", written.trim_start_matches('/'));
    let hint = match url::Url::parse(&whole) {
        Ok(url) if url.host_str().is_some_and(|host| host.contains('.')) => format!("did you mean \"{whole}\"?"),
        _ => "write it whole: https://example.org/page".to_owned(),
    };
    ("it doesn't begin with https:// or http://".to_owned(), hint)
}

/// One of a fixed set of words.
fn choice<T: Copy>(key: &str, node: Node, choices: &[(&str, T)], faults: &mut Faults) -> Option<Spanned<T>> {
    let word = text(key, node, faults)?;
    if let Some((_, value)) = choices.iter().find(|(name, _)| *name == word.value) {
        return Some(word.map(|_| *value));
    }
    let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
    let fault = faults.add(Code::UnknownWord, word.at, format!("{key} can't be {:?}", word.value));
    fault.hints.push(match nearest(&word.value, names.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("it is one of {}", names.join(", ")),
    });
    None
}

/// A text that must not be empty. A whole number is taken as its digits: `headline: 1984`.
pub(crate) fn text(key: &str, node: Node, faults: &mut Faults) -> Option<Spanned<String>> {
    match node.value {
        Value::Text(text) if !text.trim().is_empty() => Some(Spanned { value: text.trim().to_owned(), at: node.at }),
        Value::Integer(number) => Some(Spanned { value: number.to_string(), at: node.at }),
        Value::Text(_) | Value::Null => {
            let fault = faults.add(Code::EmptyValue, node.at, format!("{key} is empty"));
            fault.hints.push("give it a value, or leave it out".to_owned());
            None
        }
        value => {
            let fault =
                faults.add(Code::WrongType, node.at, format!("{key} must be text, but here is {}", kind_of(&value)));
            let hint = match value {
                Value::List(_) => "write a single text; put one that begins with `[` in quotes",
                Value::Map(_) => "write a single text; put one that begins with `{` or holds `: ` in quotes",
                _ => "put it in quotes",
            };
            fault.hints.push(hint.to_owned());
            None
        }
    }
}

fn date(key: &str, node: Node, faults: &mut Faults) -> Option<Spanned<Date>> {
    let written = match node.value {
        Value::Text(text) => text,
        // A number begins with no zero, so its digits are what was written: `20` is a century, in quotes or not.
        Value::Integer(digits) => digits.to_string(),
        value => {
            let fault =
                faults.add(Code::WrongType, node.at, format!("{key} must be a date, but here is {}", kind_of(&value)));
            fault.hints.push(match value {
                Value::List(_) | Value::Map(_) => {
                    "put a date that begins with a bracket in quotes: \"[2023,2024]\"".to_owned()
                }
                _ => "write it as EDTF: 2023-11-15, 2023-11, 2023".to_owned(),
            });
            return None;
        }
    };
    match Date::parse(&written) {
        Ok(value) => Some(Spanned { value, at: node.at }),
        Err(error) => {
            let fault = faults.add(Code::InvalidDate, node.at, error.message);
            fault.hints.extend(error.hint);
            None
        }
    }
}

/// An id; a whole number is taken as its digits.
pub(crate) fn slug(key: &str, node: Node, faults: &mut Faults) -> Option<Spanned<Slug>> {
    let written = text(key, node, faults)?;
    match Slug::new(&written.value) {
        Ok(slug) => Some(written.map(|_| slug)),
        Err(error) => {
            let fault = faults.add(Code::InvalidId, written.at, error.message);
            fault.hints.push(match error.suggestion {
                Some(slug) => format!("did you mean \"{slug}\"?"),
                None => "an id looks like this: cho-tae-yul".to_owned(),
            });
            None
        }
    }
}

/// What a value is, in words.
pub(crate) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Integer(_) | Value::Float(_) => "a number",
        Value::Text(_) => "text",
        Value::List(_) => "a list",
        Value::Map(_) => "a mapping",
    }
}
