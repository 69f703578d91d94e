//! What a message uses: values, other messages, terms, functions.
//!
//! In: a message as the parser gives it. Out: each name that stands in it, with what it names and where. The parser gives
//! slices of the text and no places; where a slice lies in the text is its place.

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{
    Attribute, CallArguments, Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Term,
};

use crate::files::Span;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A value that is said.
    Variable,
    /// A value by which a variant is chosen.
    Selector,
    Message,
    Term,
    Function,
}

/// A name in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Use<'r> {
    pub(super) kind: Kind,
    /// Without `$` or `-`.
    pub(super) name: &'r str,
}

/// The messages of a file that say something.
pub(super) fn messages(resource: &FluentResource) -> impl Iterator<Item = &Message<&str>> {
    resource.entries().filter_map(|entry| match entry {
        Entry::Message(message) if message.value.is_some() => Some(message),
        _ => None,
    })
}

/// The terms of a file.
pub(super) fn terms(resource: &FluentResource) -> impl Iterator<Item = &Term<&str>> {
    resource.entries().filter_map(|entry| match entry {
        Entry::Term(term) => Some(term),
        _ => None,
    })
}

/// What a message uses, in order.
pub(super) fn of_message<'r>(message: &'r Message<&'r str>) -> Vec<Use<'r>> {
    of(message.value.iter(), &message.attributes)
}

/// What a term uses, in order.
pub(super) fn of_term<'r>(term: &'r Term<&'r str>) -> Vec<Use<'r>> {
    of([&term.value], &term.attributes)
}

/// Where a part of a file's text lies in it.
pub(super) fn span(part: &str, resource: &FluentResource) -> Span {
    let start = part.as_ptr().addr().saturating_sub(resource.source().as_ptr().addr());
    start..start + part.len()
}

fn of<'r>(
    values: impl IntoIterator<Item = &'r Pattern<&'r str>>,
    attributes: &'r [Attribute<&'r str>],
) -> Vec<Use<'r>> {
    let mut found = Vec::new();
    for pattern in values.into_iter().chain(attributes.iter().map(|attribute| &attribute.value)) {
        of_pattern(pattern, &mut found);
    }
    found
}

fn of_pattern<'r>(pattern: &'r Pattern<&'r str>, found: &mut Vec<Use<'r>>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, found);
        }
    }
}

fn of_expression<'r>(expression: &'r Expression<&'r str>, found: &mut Vec<Use<'r>>) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, Kind::Variable, found),
        Expression::Select { selector, variants } => {
            of_inline(selector, Kind::Selector, found);
            for variant in variants {
                of_pattern(&variant.value, found);
            }
        }
    }
}

fn of_inline<'r>(inline: &'r InlineExpression<&'r str>, variable: Kind, found: &mut Vec<Use<'r>>) {
    let mut add = |kind, name| found.push(Use { kind, name });
    match inline {
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        InlineExpression::VariableReference { id } => add(variable, id.name),
        InlineExpression::MessageReference { id, .. } => add(Kind::Message, id.name),
        InlineExpression::TermReference { id, arguments, .. } => {
            add(Kind::Term, id.name);
            of_arguments(arguments.as_ref(), variable, found);
        }
        InlineExpression::FunctionReference { id, arguments } => {
            add(Kind::Function, id.name);
            of_arguments(Some(arguments), variable, found);
        }
        InlineExpression::Placeable { expression } => of_expression(expression, found),
    }
}

fn of_arguments<'r>(arguments: Option<&'r CallArguments<&'r str>>, variable: Kind, found: &mut Vec<Use<'r>>) {
    let Some(CallArguments { positional, named }) = arguments else { return };
    for value in positional.iter().chain(named.iter().map(|argument| &argument.value)) {
        of_inline(value, variable, found);
    }
}
