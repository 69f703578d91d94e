//! When the article of a page was published.
//!
//! In: what a page says for machines, and its elements that are marked as dates. Out: the date and what says it, and the day of
//! a change, which is all that some pages tell. A date that readers see comes before the one that its element says for machines,
//! since that may be told in the time of another place. Deliberately absent: lines without a mark, which `head.rs` reads.

use std::cmp::Reverse;
use std::ops::RangeInclusive;

use super::super::dates::{self, first_absolute};
use super::super::head::{Said, said_of_date};
use super::Told;
use super::elements::{Elements, Marked};
use super::linked::Linked;
use crate::date::{Date, Precision};

/// How far from the headline a date stands, in bytes of text before it and behind its beginning.
const BEFORE: usize = 400;
const BEHIND: usize = 1_500;

/// The date of publication, as the page says surely. `title_at` is where the headline stands.
pub(super) fn published(elements: &Elements, linked: &Linked, title_at: Option<usize>) -> Option<Told> {
    let tell = |text: &str| told(text, "datePublished in the page's JSON-LD");
    let of_article = linked.text("datePublished").and_then(|text| tell(&text));
    of_article
        .or_else(|| of_metas(elements, &PUBLISHED))
        .or_else(|| linked.first("datePublished", tell))
        .or_else(|| linked.first("dateCreated", tell))
        .or_else(|| marked(elements, title_at, 2..=4))
}

/// The date in an element that is marked as one, and doesn't say of what.
pub(super) fn marked_only(elements: &Elements, title_at: Option<usize>) -> Option<Told> {
    marked(elements, title_at, 1..=1)
}

/// The day of a change.
pub(super) fn changed(elements: &Elements, linked: &Linked) -> Option<Told> {
    let of_article = linked.text("dateModified").and_then(|text| told(&text, "dateModified in the page's JSON-LD"));
    of_article.or_else(|| of_metas(elements, &CHANGED))
}

const PUBLISHED: [&str; 28] = [
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "citation_date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published",
    "publication_date",
    "article.published",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "date",
    "date_published",
    "rnews:datepublished",
    "og:published_time",
    "ptime",
];

const CHANGED: [&str; 6] =
    ["article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "lastmod"];

fn of_metas(elements: &Elements, names: &[&str]) -> Option<Told> {
    names.iter().find_map(|name| told(elements.meta_of(&[name])?, &format!("the page's meta element {name:?}")))
}

/// The date of publication in elements that are marked as dates, as surely as `ranks` say.
fn marked(elements: &Elements, title_at: Option<usize>, ranks: RangeInclusive<u8>) -> Option<Told> {
    let dates = elements.dates.iter().filter(|date| ranks.contains(&date.rank) && !is_of_change(elements, date));
    let mut read: Vec<(&Marked, Told)> = dates.filter_map(|date| Some((date, of_element(date)?))).collect();
    let is_near = |at: usize| title_at.is_none_or(|title| (title.saturating_sub(BEFORE)..title + BEHIND).contains(&at));
    let near = read.iter().enumerate().filter(|(_, (date, _))| is_near(date.at));
    let surest = near.max_by_key(|(n, (date, _))| (date.rank, Reverse(*n))).map(|(n, _)| n);
    // Lists of other articles have dates too: far from the headline there must be no other.
    let alone = |rank: u8| {
        let mut far = read.iter().enumerate().filter(move |(_, (date, _))| date.rank == rank);
        let (first, (_, told)) = far.next()?;
        far.all(|(_, (_, other))| other.date == told.date).then_some(first)
    };
    let at = surest.or_else(|| ranks.rev().find_map(alone))?;
    Some(read.swap_remove(at).1)
}

/// Whether an element says that it tells the day of a change.
fn is_of_change(elements: &Elements, date: &Marked) -> bool {
    let has = |some: &[&str]| date.words.iter().any(|word| some.contains(&word.as_str()));
    let before = dates::told(&date.text).first().map_or("", |told| &date.text[..told.at.start]);
    let said = said_of_date(before).or_else(|| said_of_date(elements.line_before(date.at)));
    has(&["modified", "update", "updated"]) && !has(&["published"]) || said == Some(Said::Updated)
}

fn of_element(date: &Marked) -> Option<Told> {
    let grounds = match date.rank {
        4 => "the page's datePublished",
        3 => "the page's time of publication",
        2 => "a time element of the page",
        _ => "an element of the page that is marked as a date",
    };
    let seen = first_absolute(&date.text);
    let is_day = seen.as_ref().is_some_and(|date| date.precision() == Precision::Day);
    let value = || told(date.value.as_deref()?, grounds);
    let seen = seen.map(|date| Told::new(date, grounds));
    if is_day { seen } else { value().or(seen) }
}

/// A date that is told for machines.
fn told(text: &str, grounds: &str) -> Option<Told> {
    let text = text.trim();
    let Some(date) = iso(text) else { return first_absolute(text).map(|date| Told::new(date, grounds)) };
    let time = text.get(10..).unwrap_or_default();
    let is_utc =
        time.contains(':') && (time.ends_with(['Z', 'z']) || time.contains("+00:00") || time.ends_with("+0000"));
    Some(Told { is_utc, ..Told::new(date, grounds) })
}

/// The day of a timestamp in ISO 8601.
fn iso(text: &str) -> Option<Date> {
    let day = text.get(..10).filter(|day| day.bytes().filter(|b| *b == b'-').count() == 2)?;
    Date::parse(day).ok()
}
