//! An event: one dated happening, in a file of its own or declared inside an article.

use super::Head;
use super::claim::{self, Claim, ClaimsOf, Resolution};
use super::fields::{Faults, Fields, Spanned};
use crate::date::{Date, Time};
use crate::diagnostic::Code;
use crate::slug::Slug;

/// A file under `content/events/`.
#[derive(Clone, Debug)]
pub struct Event {
    /// What every content file has.
    pub head: Head,
    /// What it says of the event.
    pub fields: EventFields,
    /// What its authors hold true where accounts differ.
    pub resolved: Vec<Resolution>,
}

/// What one file says of an event. An event file and the articles that declare the same event each say their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventFields {
    /// Its name.
    pub title: Option<Spanned<String>>,
    /// When it happened, or began.
    pub date: Option<Dated>,
    /// At what time of its day it happened, or began.
    pub time: Option<Spanned<Time>>,
    /// When it ended.
    pub end: Option<Spanned<Date>>,
    /// Where.
    pub place: Option<Spanned<Place>>,
    /// Topics that it belongs to.
    pub topics: Vec<Spanned<Slug>>,
    /// Who and what took part.
    pub entities: Vec<Spanned<Slug>>,
    /// One or two sentences.
    pub summary: Option<Spanned<String>>,
    /// Figures that it gives.
    pub claims: Vec<Claim>,
}

/// A date and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// The date.
    pub date: Spanned<Date>,
    /// Whether the source states it.
    pub basis: Basis,
    /// How it was come by.
    pub note: Option<String>,
}

/// Whether a date is stated by its source or follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Basis {
    /// The source gives it.
    #[default]
    Stated,
    /// It was worked out, from weekdays and relative words for example.
    Inferred,
}

/// Where an event took place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A text that could be an entity's id: `model` knows whether it is one.
    IdOrText(Slug),
    /// Plain text.
    Text(String),
}

impl Place {
    /// The text as written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::IdOrText(slug) => slug.as_str(),
            Self::Text(text) => text,
        }
    }
}

const BASES: &[(&str, Basis)] = &[("stated", Basis::Stated), ("inferred", Basis::Inferred)];

pub(super) fn read(head: Head, mut fields: Fields, faults: &mut Faults) -> Option<Event> {
    let title = fields.required_text("title", faults);
    let date = required_dated(&mut fields, faults);
    let said = fields_of(&mut fields, title, date, ClaimsOf::EventFile, faults);
    let resolved = claim::resolutions(&mut fields, faults);
    fields.finish(faults);
    (said.title.is_some() && said.date.is_some()).then_some(Event { head, fields: said, resolved })
}

/// Reads an event inside an article: nothing is required there, because the event may be declared elsewhere.
pub(super) fn read_inline(fields: &mut Fields, faults: &mut Faults) -> EventFields {
    let title = fields.text("title", faults);
    let date = dated(fields, faults);
    fields_of(fields, title, date, ClaimsOf::Article, faults)
}

fn fields_of(
    fields: &mut Fields,
    title: Option<Spanned<String>>,
    date: Option<Dated>,
    claims_of: ClaimsOf,
    faults: &mut Faults,
) -> EventFields {
    let time = super::time::read(fields, faults);
    let end = fields.date("end", faults);
    if let (Some(Dated { date: start, .. }), Some(end)) = (&date, &end)
        && end.value.latest() < start.value.earliest()
    {
        let place = faults.place(start.at);
        let message = format!("the event ends ({}) before it starts ({})", end.value, start.value);
        let fault = faults.add(Code::EndsBeforeItBegins, end.at, message);
        fault.related.push((place, "it starts here".to_owned()));
        fault.hints.push("swap the two, or leave `end` out for an event of one day".to_owned());
    }
    let place = fields
        .text("place", faults)
        .map(|text| text.map(|text| Slug::new(&text).map_or_else(|_| Place::Text(text), Place::IdOrText)));
    let topics = fields.slugs("topics", faults);
    let entities = fields.slugs("entities", faults);
    let summary = fields.text("summary", faults);
    let claims = claim::claims(fields, claims_of, faults);
    EventFields { title, date, time, end, place, topics, entities, summary, claims }
}

/// A date that must be there, with its basis and note.
pub(super) fn required_dated(fields: &mut Fields, faults: &mut Faults) -> Option<Dated> {
    let date = fields.required_date("date", faults);
    with_basis(fields, date, faults)
}

fn dated(fields: &mut Fields, faults: &mut Faults) -> Option<Dated> {
    let date = fields.date("date", faults);
    with_basis(fields, date, faults)
}

fn with_basis(fields: &mut Fields, date: Option<Spanned<Date>>, faults: &mut Faults) -> Option<Dated> {
    let basis = fields.choice("date_basis", BASES, faults).map_or(Basis::Stated, |basis| basis.value);
    let note = fields.text("date_note", faults).map(|text| text.value);
    Some(Dated { date: date?, basis, note })
}
