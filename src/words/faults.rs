//! What is wrong with language files, at its place in them.
//!
//! In: the files as they were read. Out: diagnostics. A message of this program must not take what pages don't give, and
//! nothing may refer to what isn't there: so no page meets a message that can't be said.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fluent_bundle::FluentResource;
use fluent_syntax::parser::ParserError;

use super::uses::{self, Kind, Use};
use super::{Bundle, Source, Unsaid, Value, Values};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::files::{FileId, Span};

const MANUAL: &str = "language files are written in Fluent: https://projectfluent.org/fluent/guide/";
const UNKNOWN: Code = Code::UnknownInMessage;
/// The functions that messages may call.
const FUNCTIONS: [&str; 1] = ["NUMBER"];

/// What the parser says of a file.
pub(super) fn of_syntax(error: &ParserError, file: FileId, text: &str) -> Diagnostic {
    let start = text.floor_char_boundary(error.pos.start.min(text.len()));
    let end = text.ceil_char_boundary(error.pos.end.clamp(start, text.len()));
    let message = error.to_string();
    let mut chars = message.chars();
    let message: String = chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect();
    fault(Code::InvalidLanguageFile, file, start..end, &message).hint(MANUAL)
}

/// What is wrong with the messages of one language, given by its files, the nearest last. `own` is what this program says;
/// `behind` stands behind the files.
pub(super) fn of_messages(
    sources: &[Source],
    own: &FluentResource,
    behind: Option<&Arc<FluentResource>>,
) -> Vec<Diagnostic> {
    let all = || behind.into_iter().chain(sources.iter().map(|source| &source.resource));
    let known = Known {
        messages: all().flat_map(|r| uses::messages(r)).map(|message| (message.id.name, message)).collect(),
        terms: all().flat_map(|r| uses::terms(r)).map(|term| term.id.name).collect(),
        own: uses::messages(own).map(|message| (message.id.name, variables(&uses::of_message(message)))).collect(),
    };
    let mut found = Vec::new();
    for source in sources {
        known.check(source, &mut found);
    }
    if found.is_empty() {
        let resources: Vec<_> = all().cloned().collect();
        known.check_ends(sources, &super::bundle(super::ENGLISH, &resources), &mut found);
    }
    found
}

/// What the messages of one language may use.
struct Known<'r> {
    messages: BTreeMap<&'r str, &'r fluent_syntax::ast::Message<&'r str>>,
    terms: BTreeSet<&'r str>,
    /// What pages give to the messages of this program.
    own: BTreeMap<&'r str, BTreeSet<&'r str>>,
}

impl<'r> Known<'r> {
    fn check(&self, source: &'r Source, found: &mut Vec<Diagnostic>) {
        let mut here: BTreeMap<&str, Span> = BTreeMap::new();
        let span = |part: &str| uses::span(part, &source.resource);
        for message in uses::messages(&source.resource) {
            let name = message.id.name;
            if let Some(first) = here.insert(name, span(name)) {
                let twice =
                    fault(Code::MessageTwice, source.file, span(name), &format!("the message {name:?} is there twice"));
                let first = Place::Bytes(source.file, first);
                found.push(twice.also(first, "first here").hint("take one of them out"));
            }
            let given = self.own.get(name);
            for used in uses::of_message(message) {
                self.check_use(used, given, source, found);
            }
        }
        for term in uses::terms(&source.resource) {
            for used in uses::of_term(term) {
                if used.kind == Kind::Variable {
                    let what = format!("the term \"-{}\" says \"${}\"", term.id.name, used.name);
                    let hint = "a term can choose between variants by a value, and say none";
                    found.push(fault(UNKNOWN, source.file, dollar(span(used.name)), &what).hint(hint));
                } else {
                    self.check_use(used, None, source, found);
                }
            }
        }
    }

    fn check_use(
        &self,
        used: Use<'r>,
        given: Option<&BTreeSet<&'r str>>,
        source: &Source,
        found: &mut Vec<Diagnostic>,
    ) {
        let name = used.name;
        let span = uses::span(name, &source.resource);
        let near = |known: &mut dyn Iterator<Item = &str>| match nearest(name, &mut *known) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => MANUAL.to_owned(),
        };
        let diagnostic = match (used.kind, given) {
            (Kind::Variable | Kind::Selector, Some(given)) if !given.contains(name) => {
                let fault =
                    fault(UNKNOWN, source.file, dollar(span), &format!("the message gets no value \"${name}\""));
                let list = || given.iter().map(|name| format!("${name}")).collect::<Vec<_>>().join(", ");
                fault.hint(match nearest(name, given.iter().copied()) {
                    Some(near) => format!("did you mean \"${near}\"?"),
                    None if given.is_empty() => "it gets none".to_owned(),
                    None => format!("it gets {}", list()),
                })
            }
            (Kind::Message, _) => match self.messages.get(name) {
                None => fault(UNKNOWN, source.file, span, &format!("there is no message {name:?} in this language"))
                    .hint(near(&mut self.messages.keys().copied())),
                // What it takes must be given to this one.
                Some(other) => {
                    let Some(given) = given else { return };
                    let takes = variables(&uses::of_message(other));
                    let Some(lacking) = takes.iter().find(|taken| !given.contains(*taken)) else { return };
                    let what = format!("the message {name:?} takes \"${lacking}\", which this one doesn't get");
                    fault(UNKNOWN, source.file, span, &what).hint("write out what it says")
                }
            },
            (Kind::Term, _) if !self.terms.contains(name) => {
                fault(UNKNOWN, source.file, span, &format!("there is no term \"-{name}\" in this language"))
                    .hint(near(&mut self.terms.iter().copied()))
            }
            (Kind::Function, _) if !FUNCTIONS.contains(&name) => {
                fault(UNKNOWN, source.file, span, &format!("there is no function \"{name}\""))
                    .hint(format!("there is {}", FUNCTIONS.join(", ")))
            }
            _ => return,
        };
        found.push(diagnostic);
    }

    /// What refers to itself, or to far too much, shows when it is said.
    fn check_ends(&self, sources: &[Source], bundle: &Bundle, found: &mut Vec<Diagnostic>) {
        for source in sources {
            for message in uses::messages(&source.resource) {
                // Of two messages of one name, the nearer one is said.
                let name = message.id.name;
                if self.messages.get(name).is_none_or(|said| !std::ptr::eq(*said, message)) {
                    continue;
                }
                let given: Values<'_> = self.given(name).into_iter().map(|name| (name, Value::from(1))).collect();
                if super::format(bundle, name, &given) == Err(Unsaid::Broken) {
                    let span = uses::span(name, &source.resource);
                    let what = format!("the message {name:?} refers to itself, or to too much");
                    let fault = fault(Code::EndlessMessage, source.file, span, &what);
                    found.push(fault.hint("write out what it refers to"));
                }
            }
        }
    }

    /// The values that a message can be tried with.
    fn given(&self, name: &str) -> BTreeSet<&'r str> {
        let mut seen = BTreeSet::new();
        let mut open = vec![name];
        let mut given = BTreeSet::new();
        while let Some((name, message)) = open.pop().and_then(|name| self.messages.get_key_value(name)) {
            if seen.insert(*name) {
                let used = uses::of_message(message);
                given.extend(variables(&used));
                open.extend(used.iter().filter(|used| used.kind == Kind::Message).map(|used| used.name));
            }
        }
        given
    }
}

fn variables<'r>(used: &[Use<'r>]) -> BTreeSet<&'r str> {
    let is_variable = |used: &&Use<'_>| matches!(used.kind, Kind::Variable | Kind::Selector);
    used.iter().filter(is_variable).map(|used| used.name).collect()
}

/// With the sign before the name of a value.
fn dollar(name: Span) -> Span {
    name.start.saturating_sub(1)..name.end
}

fn fault(code: Code, file: FileId, span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(code, Place::Bytes(file, span), format!("language fault: {message}"))
}
