//! An article: one report by one publisher, with its source and the events that it speaks of.

use std::collections::BTreeMap;

use super::event::{Dated, EventFields};
use super::fields::{Faults, Fields, Spanned};
use super::node::Node;
use super::source::{Account, Source};
use super::{Head, Kind};
use crate::date::{Date, Relation};
use crate::diagnostic::{At, Code};
use crate::slug::Slug;

/// A file under `content/articles/`.
#[derive(Clone, Debug)]
pub struct Article {
    /// What every content file has.
    pub head: Head,
    /// Its headline on this site.
    pub title: String,
    /// When the publisher published it.
    pub date: Dated,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Topics that it belongs to.
    pub topics: Vec<Spanned<Slug>>,
    /// Whom and what it speaks of.
    pub entities: Vec<Spanned<Slug>>,
    /// What may be published of the body.
    pub rights: Rights,
    /// Where it comes from.
    pub source: Source,
    /// What became of it since it was published; `None` while it stands.
    pub status: Option<Status>,
    /// The events that it speaks of.
    pub events: Vec<Mention>,
}

/// What may be published of an article's body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Rights {
    /// All: the text is the site's own.
    Own,
    /// The first words alone.
    Excerpt,
    /// All, under this licence.
    Full(String),
}

/// What became of an article since it was published.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// Which.
    pub kind: StatusKind,
    /// What was wrong, for readers.
    pub note: Option<String>,
    /// When its publisher said so.
    pub date: Option<Spanned<Date>>,
}

/// What may become of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusKind {
    /// Its publisher has put something right: it still counts.
    Corrected,
    /// Its publisher has taken it back: it counts no longer, nor does what rests on it.
    Retracted,
}

/// An event that an article speaks of: declared here (`id:`), declared elsewhere (`event:`).
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Which event.
    pub event: Spanned<Slug>,
    /// Whether this entry declares the event.
    pub declares: bool,
    /// How the article stands to it.
    pub stance: Stance,
    /// What the article says of it.
    pub fields: EventFields,
    /// Whose account of this event it gives, when that isn't whose account the article as a whole gives.
    pub account: Option<Account>,
    /// Whether something in this entry was reported: what it lacks is then no second fault.
    pub is_faulty: bool,
}

/// How an article stands to an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Stance {
    /// Says that it happened.
    #[default]
    Reports,
    /// Says that it will happen.
    Announces,
    /// Mentions it as background.
    Recalls,
    /// Says that it did not happen, or not so.
    Disputes,
}

impl Stance {
    /// Every stance, in the order in which readers see them.
    pub const ALL: [Self; 4] = [Self::Reports, Self::Announces, Self::Recalls, Self::Disputes];

    /// The word that authors write for it.
    pub fn word(self) -> &'static str {
        STANCES.iter().find(|(_, stance)| *stance == self).map(|(word, _)| *word).expect("every stance has a word")
    }
}

const STANCES: &[(&str, Stance)] = &[
    ("reports", Stance::Reports),
    ("announces", Stance::Announces),
    ("recalls", Stance::Recalls),
    ("disputes", Stance::Disputes),
];

const STATUSES: &[(&str, StatusKind)] = &[("corrected", StatusKind::Corrected), ("retracted", StatusKind::Retracted)];

#[derive(Clone, Copy)]
enum RightsWord {
    Own,
    Excerpt,
    Full,
}

const RIGHTS: &[(&str, RightsWord)] =
    &[("own", RightsWord::Own), ("excerpt", RightsWord::Excerpt), ("full", RightsWord::Full)];

pub(super) fn read(head: Head, mut fields: Fields, faults: &mut Faults) -> Option<Article> {
    let title = fields.required_text("title", faults);
    let date = super::event::required_dated(&mut fields, faults);
    let summary = fields.text("summary", faults).map(|text| text.value);
    let topics = fields.slugs("topics", faults);
    let entities = fields.slugs("entities", faults);
    let rights = rights(&mut fields, faults);
    let source = match fields.fields("source", "a source", "{publisher: ID}", faults) {
        Some(fields) => super::source::read(fields, faults),
        None => Source::default(),
    };
    let status = status(&mut fields, date.as_ref().map(|dated| &dated.date), faults);
    let events = mentions(fields.list("events", MENTION, faults), faults);
    fields.finish(faults);
    Some(Article { head, title: title?.value, date: date?, summary, topics, entities, rights, source, status, events })
}

fn status(fields: &mut Fields, published: Option<&Spanned<Date>>, faults: &mut Faults) -> Option<Status> {
    let before = faults.diagnostics.len();
    let kind = fields.choice("status", STATUSES, faults).map(|kind| kind.value);
    let note = fields.text("status_note", faults);
    let date = fields.date("status_date", faults);
    let about = note.as_ref().map(|note| note.at).or(date.as_ref().map(|date| date.at));
    if let (None, Some(at)) = (kind, about)
        && faults.diagnostics.len() == before
    {
        let fault = faults.add(Code::DetailsOfNoStatus, at, "this is said of a status, and there is none");
        fault.hints.push("add `status: corrected` or `status: retracted`".to_owned());
    }
    if let (Some(date), Some(published)) = (&date, published)
        && date.value.relation(&published.value) == Relation::Before
    {
        let place = faults.place(published.at);
        let message = format!("the status is of {}, before the article was published", date.value);
        let fault = faults.add(Code::StatusBeforeArticle, date.at, message);
        fault.related.push((place, "it was published on this date".to_owned()));
        fault.hints.push("correct one of the two dates".to_owned());
    }
    Some(Status { kind: kind?, note: note.map(|note| note.value), date })
}

fn rights(fields: &mut Fields, faults: &mut Faults) -> Rights {
    let word = fields.choice("rights", RIGHTS, faults);
    let license = fields.text("license", faults);
    match (word.map(|word| (word.value, word.at)), license) {
        (Some((RightsWord::Own, _)), _) => Rights::Own,
        (Some((RightsWord::Full, _)), Some(license)) => Rights::Full(license.value),
        (Some((RightsWord::Full, at)), None) => {
            let fault = faults.add(Code::FullWithoutLicense, at, "`rights: full` needs a license");
            fault.hints.push("add `license: …`, the terms under which the whole text may be published".to_owned());
            Rights::Excerpt
        }
        (Some((RightsWord::Excerpt, _)) | None, _) => Rights::Excerpt,
    }
}

/// A mention as authors write it.
const MENTION: &str = "{event: ID, stance: reports}";

fn mentions(items: Vec<Node>, faults: &mut Faults) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    let mut seen: BTreeMap<Slug, At> = BTreeMap::new();
    for item in items {
        let Some(mention) = mention(item, faults) else { continue };
        match seen.get(&mention.event.value) {
            Some(first) => {
                let place = faults.place(*first);
                let message = format!("the event \"{}\" is listed twice in one article", mention.event.value);
                let fault = faults.add(Code::EventListedTwice, mention.event.at, message);
                fault.related.push((place, "first listed here".to_owned()));
                fault.hints.push("one article has one stance to an event: keep one entry".to_owned());
            }
            None => {
                seen.insert(mention.event.value.clone(), mention.event.at);
                mentions.push(mention);
            }
        }
    }
    mentions
}

fn mention(item: Node, faults: &mut Faults) -> Option<Mention> {
    let before = faults.diagnostics.len();
    let mut fields = Fields::new("an event of an article", MENTION, item, faults);
    let event = fields.slug("event", faults);
    let id = fields.slug("id", faults);
    let stance = fields.choice("stance", STANCES, faults);
    let said = super::event::read_inline(&mut fields, faults);
    let account = Some(super::source::account(&mut fields, faults)).filter(|account| *account != Account::default());
    let at = fields.at();
    fields.finish(faults);
    let is_faulty = faults.diagnostics.len() > before;
    if let Some(id) = &id {
        faults.declared.push((Kind::Event, id.value.clone()));
    }
    let stance = match stance {
        Some(stance) => stance.value,
        // What the author meant is not known: no stance that could be wrong is put in its place.
        None if is_faulty => Stance::Recalls,
        None => Stance::default(),
    };
    match (event, id) {
        (Some(event), None) => Some(Mention { event, declares: false, stance, fields: said, account, is_faulty }),
        (None, Some(event)) => Some(Mention { event, declares: true, stance, fields: said, account, is_faulty }),
        (Some(other), Some(event)) => {
            let message = "an event is either declared here (`id:`) or elsewhere (`event:`)";
            let fault = faults.add(Code::EventNamedAndDeclared, other.at, message);
            fault.hints.push("keep one of the two keys".to_owned());
            Some(Mention { event, declares: true, stance: Stance::Recalls, fields: said, account, is_faulty: true })
        }
        (None, None) => {
            if !is_faulty {
                let fault =
                    faults.add(Code::EventWithoutId, at, "an event of an article needs an `event:` or an `id:`");
                fault.hints.push("`event:` names an event declared elsewhere, `id:` declares one here".to_owned());
            }
            None
        }
    }
}
