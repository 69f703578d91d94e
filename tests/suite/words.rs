//! The words of the interface: languages say the same, and nothing else than what is said.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use crate::support::{self, REPOSITORY, text};

/// What a message takes: names of values.
#[derive(Default)]
struct Takes {
    said: BTreeSet<String>,
    /// By which it chooses between variants.
    chosen_by: BTreeSet<String>,
}

impl Takes {
    fn all(&self) -> BTreeSet<String> {
        &self.said | &self.chosen_by
    }

    fn gather(&mut self, pattern: &Pattern<String>) {
        for element in &pattern.elements {
            let PatternElement::Placeable { expression } = element else { continue };
            let (inline, variants, found) = match expression {
                Expression::Inline(inline) => (inline, &[][..], &mut self.said),
                Expression::Select { selector, variants } => (selector, &variants[..], &mut self.chosen_by),
            };
            if let InlineExpression::VariableReference { id } = inline {
                found.insert(id.name.clone());
            }
            variants.iter().for_each(|variant| self.gather(&variant.value));
        }
    }
}

/// The messages of a language of the default theme.
fn messages(tag: &str) -> BTreeMap<String, Takes> {
    let path = Path::new(REPOSITORY).join("themes/default/languages").join(tag).with_extension("ftl");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{tag}: {errors:?}"));
    let mut messages = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut takes = Takes::default();
        message.value.iter().for_each(|pattern| takes.gather(pattern));
        let name = message.id.name.clone();
        assert!(messages.insert(name.clone(), takes).is_none(), "{tag} has {name} twice");
    }
    messages
}

/// How templates say a message.
const CALL: &str = "t(key=\"";

/// What templates say: each message with the values that it is given.
fn said_by_templates() -> Vec<(String, BTreeSet<String>)> {
    let templates = support::tree(&Path::new(REPOSITORY).join("themes/default/templates"));
    let calls =
        |template: &str| template.match_indices(CALL).map(|(at, _)| call(&template[at + CALL.len()..])).collect();
    templates.values().flat_map(|template| -> Vec<_> { calls(text(template)) }).collect()
}

/// Reads what stands after [`CALL`], up to the end of the call.
fn call(rest: &str) -> (String, BTreeSet<String>) {
    let (name, rest) = rest.split_once('"').unwrap();
    let mut depth = 1;
    let end = rest.find(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0
    });
    let mut arguments = rest[..end.unwrap()].to_owned();
    // What stands in brackets are arguments of others.
    while let Some(start) = arguments.rfind('(') {
        let end = start + arguments[start..].find(')').unwrap();
        arguments.replace_range(start..=end, "");
    }
    let values = arguments.split(',').filter_map(|argument| Some(argument.split_once('=')?.0.trim().to_owned()));
    (name.to_owned(), values.collect())
}

#[test]
fn templates_say_what_is_there_with_what_it_takes() {
    let messages = messages("en");
    let said = said_by_templates();
    assert!(said.len() > 150, "the calls were found");
    for (name, given) in said {
        let takes = messages.get(&name).unwrap_or_else(|| panic!("there is no message {name}"));
        assert_eq!(given, takes.all(), "{name}");
    }
}

#[test]
fn every_message_is_said() {
    let said: BTreeSet<String> = said_by_templates().into_iter().map(|(name, _)| name).collect();
    let code: String =
        support::tree(&Path::new(REPOSITORY).join("src/pages")).values().map(|file| text(file)).collect();
    let is_said = |name: &String| said.contains(name) || code.contains(&format!("\"{name}\""));
    let never: Vec<String> = messages("en").into_keys().filter(|name| !is_said(name)).collect();
    assert_eq!(never, Vec::<String>::new());
}

/// A language that says less is filled up from English; those of this program are whole. One without plurals needs no number
/// that it doesn't say.
#[test]
fn every_language_has_the_same_messages_with_the_same_values() {
    let english = messages("en");
    let languages = support::tree(&Path::new(REPOSITORY).join("themes/default/languages"));
    assert_eq!(languages.keys().collect::<Vec<_>>(), ["en.ftl", "ja.ftl", "ko.ftl"]);
    for file in languages.keys() {
        let language = messages(file.strip_suffix(".ftl").unwrap());
        for (name, takes) in &english {
            let here = language.get(name).unwrap_or_else(|| panic!("{file} lacks {name}")).all();
            assert!(takes.said.is_subset(&here) && here.is_subset(&takes.all()), "{file}: {name} takes {here:?}");
        }
        assert_eq!(language.len(), english.len(), "{file} has more");
    }
}
