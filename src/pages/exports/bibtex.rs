//! BibTeX, as biblatex and the older BibTeX read it.
//!
//! `date` is for biblatex, which reads EDTF up to level 1; `year` and `month` are for the older one and stand only where
//! they say the date at its own precision. Values are in braces, and what LaTeX would act on is spelled out, so that a value
//! has no brace of its own; titles and names have a second pair, which keeps capitals as they are and names whole.

use std::fmt::Write as _;

use super::citation::{Citation, Kind};
use super::dates;
use crate::date::Date;
use crate::words::Words;

/// What a value is read as.
#[derive(Clone, Copy)]
enum Field {
    /// LaTeX.
    Text,
    /// An address or a date, which biblatex takes as it is.
    Verbatim,
}

pub(super) fn write(citations: &[&Citation], words: &Words) -> String {
    let entries: Vec<String> = citations.iter().map(|citation| entry(citation, words)).collect();
    entries.join("\n")
}

fn entry(citation: &Citation, words: &Words) -> String {
    let (kind, container) = match citation.kind {
        Kind::ArticleNewspaper => ("article", "journal"),
        Kind::Webpage => ("online", "organization"),
        Kind::Document => ("misc", "howpublished"),
    };
    let text = |value: &str| format!("{{{}}}", encoded(value, Field::Text));
    let whole = |value: &str| format!("{{{}}}", text(value));
    let verbatim = |value: &str| format!("{{{}}}", encoded(value, Field::Verbatim));
    let date = |date: &Option<Date>| date.as_ref().and_then(dates::biblatex).map(verbatim);
    let names: Vec<String> = citation.author.iter().map(|name| text(&name.literal)).collect();
    let plain = citation.issued.as_ref().and_then(dates::plain).unwrap_or_default();
    let archived = citation.archive_location.as_deref().map(|at| words.archived(at));
    let notes = words.sentences(citation.note.clone().into_iter().chain(archived));
    let fields = [
        ("author", (!names.is_empty()).then(|| format!("{{{}}}", names.join(" and ")))),
        ("title", Some(whole(&citation.title))),
        (container, citation.container_title.as_deref().map(text)),
        ("entrysubtype", (citation.kind == Kind::ArticleNewspaper).then(|| text("newspaper"))),
        ("date", date(&citation.issued)),
        ("year", plain.first().map(|year| format!("{{{year:04}}}"))),
        ("month", plain.get(1).map(|month| format!("{{{month}}}"))),
        ("eventdate", date(&citation.event_date)),
        ("url", Some(verbatim(&citation.url))),
        ("urldate", date(&citation.accessed)),
        ("note", (!notes.is_empty()).then(|| text(&notes))),
    ];
    let mut out = format!("@{kind}{{{},\n", citation.id);
    for (name, value) in fields {
        if let Some(value) = value {
            let _ = writeln!(out, "  {name} = {value},");
        }
    }
    out.push_str("}\n");
    out
}

/// A value between braces.
fn encoded(value: &str, field: Field) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    let mut before = ' ';
    for c in super::one_line(value).chars() {
        // LaTeX makes one sign of two of these.
        if matches!(field, Field::Text) && matches!((before, c), ('-', '-') | ('`' | '?' | '!', '`') | ('\'', '\'')) {
            out.push_str("{}");
        }
        before = c;
        match (field, c) {
            // Addresses have signs of their own for what would end the value.
            (Field::Verbatim, '{') => out.push_str("%7B"),
            (Field::Verbatim, '}') => out.push_str("%7D"),
            (Field::Verbatim, '\\') => out.push_str("%5C"),
            (Field::Verbatim, c) => out.push(c),
            (_, '\\') => out.push_str("\\textbackslash{}"),
            (_, '{') => out.push_str("\\textbraceleft{}"),
            (_, '}') => out.push_str("\\textbraceright{}"),
            (_, '~') => out.push_str("\\textasciitilde{}"),
            (_, '^') => out.push_str("\\textasciicircum{}"),
            (_, c @ ('$' | '&' | '%' | '#' | '_')) => out.extend(['\\', c]),
            (_, c) => out.push(c),
        }
    }
    out
}
