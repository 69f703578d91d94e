//! What accounts say of an event, value by value: who gives which, where they differ, and what was settled.
//!
//! In: what the event file and the articles say of one event. Out: [`Field`]s and [`Claim`]s. Two values differ when they can't
//! both be true: a month and a day in it don't, nor does a value that is given as of a later date. What is only announced, or
//! was retracted, contradicts nobody.

use super::Article;
use super::table::Id;
use crate::date::{Date, Relation};
use crate::document::{self, Quantity, folded};
use crate::files::FileId;

/// A value on which those who speak of an event may differ.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field<T> {
    /// Every value that is given, with who gives it. The first is shown where there is room for one: the one that was settled
    /// on, or else the event file's, or else, of those that count, that of most articles or of the earliest.
    pub said: Vec<Said<T>>,
    /// Whether two values can't both be true, less those that are only announced or were retracted.
    pub differs: bool,
    /// Why the first value holds, where the event's file settles it.
    pub resolved: Option<String>,
}

impl<T> Field<T> {
    /// The value that is shown where there is room for one.
    pub fn value(&self) -> &T {
        &self.said.first().expect("a field is made with one value at least").value
    }

    /// Whether those who give it differ and nobody has settled it.
    pub fn is_disputed(&self) -> bool {
        self.differs && self.resolved.is_none()
    }
}

/// A value and who gives it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Said<T> {
    /// The value.
    pub value: T,
    /// Whether the event file gives it.
    pub by_event_file: bool,
    /// Articles that give it, by date.
    pub by: Vec<Id<Article>>,
    /// Whether it counts: not when it is only announced, or every account that gives it was withdrawn.
    pub stands: bool,
}

/// A property of an event and the values that accounts give for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Claim {
    /// Which property: "containers shipped".
    pub property: String,
    /// Every value. The first is shown where there is room for one: the one that was settled on, or else, of those that count,
    /// the one as of the latest date, or that of most accounts.
    pub values: Vec<Claimed>,
    /// Whether two values can't both be true, less those that are only announced, were retracted, or are revised by others.
    pub differs: bool,
    /// Why the first value holds, where the event's file settles it.
    pub resolved: Option<String>,
}

impl Claim {
    /// Whether those who make it differ and nobody has settled it.
    pub fn is_disputed(&self) -> bool {
        self.differs && self.resolved.is_none()
    }
}

/// One value of a property, and who gives it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Claimed {
    /// The value.
    pub quantity: Quantity,
    /// What it counts or is measured in.
    pub unit: Option<String>,
    /// The date for which it is given.
    pub as_of: Option<Date>,
    /// Whether it is another value than one that is given as of an earlier date.
    pub is_revision: bool,
    /// Whether the event file gives it.
    pub by_event_file: bool,
    /// Articles that give it, by date.
    pub by: Vec<Quoted>,
    /// Whether it counts: not when it is only announced, or every account that gives it was withdrawn.
    pub stands: bool,
}

/// An article that makes a claim, with its own words for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quoted {
    /// The article.
    pub article: Id<Article>,
    /// Its own words.
    pub quote: Option<String>,
}

/// Who says something of an event.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sayer {
    EventFile,
    Article(Id<Article>),
}

/// What one file says of an event.
pub(super) struct Saying<'a> {
    pub(super) sayer: Sayer,
    pub(super) file: FileId,
    pub(super) fields: &'a document::EventFields,
    pub(super) mention: Option<&'a document::Mention>,
    /// Whether it counts: what is only announced, or was withdrawn, contradicts nobody.
    pub(super) stands: bool,
}

/// Gathers the values of one field, equal ones together: the event file's first, then those that count, by number of articles
/// and the earliest article. `conflict` says whether two values can't both be true.
pub(super) fn field<T>(
    said: &[Saying<'_>],
    mut value: impl FnMut(&Saying<'_>) -> Option<T>,
    is_same: impl Fn(&T, &T) -> bool,
    conflict: impl Fn(&T, &T) -> bool,
) -> Option<Field<T>> {
    let mut values: Vec<Said<T>> = Vec::new();
    for one in said {
        let Some(value) = value(one) else { continue };
        let place = match values.iter().position(|other| is_same(&other.value, &value)) {
            Some(n) => &mut values[n],
            None => {
                values.push(Said { value, by_event_file: false, by: Vec::new(), stands: false });
                values.last_mut().expect("it was just added")
            }
        };
        place.stands |= one.stands;
        match one.sayer {
            Sayer::EventFile => place.by_event_file = true,
            Sayer::Article(article) => place.by.push(article),
        }
    }
    // Stable: of equals, the earliest article's stays first.
    values.sort_by_key(|said| (!said.by_event_file, !said.stands, std::cmp::Reverse(said.by.len())));
    let differs = any_pair(values.iter().filter(|said| said.stands).map(|said| &said.value), conflict);
    (!values.is_empty()).then_some(Field { said: values, differs, resolved: None })
}

/// Gathers the claims of all accounts by property, in the order in which they are first made. Of one property, values as of a
/// later date come first, then those of more accounts.
pub(super) fn claims(said: &[Saying<'_>]) -> Vec<Claim> {
    let mut claims: Vec<(String, String, Vec<Claimed>)> = Vec::new();
    for one in said {
        for claim in &one.fields.claims {
            let key = folded(&claim.property.value);
            let at = claims.iter().position(|(other, ..)| *other == key).unwrap_or_else(|| {
                claims.push((key, claim.property.value.clone(), Vec::new()));
                claims.len() - 1
            });
            add(&mut claims[at].2, one, claim);
        }
    }
    claims.into_iter().map(|(_, property, values)| merged(property, values)).collect()
}

fn add(values: &mut Vec<Claimed>, one: &Saying<'_>, claim: &document::Claim) {
    let as_of = claim.as_of.as_ref().map(|date| &date.value);
    let is_same = |other: &Claimed| {
        other.quantity.is_same(&claim.value.value)
            && same_unit(&other.unit, &claim.unit)
            && other.as_of.as_ref() == as_of
    };
    let value = match values.iter().position(is_same) {
        Some(n) => &mut values[n],
        None => {
            let value = Claimed {
                quantity: claim.value.value.clone(),
                unit: claim.unit.clone(),
                as_of: as_of.cloned(),
                is_revision: false,
                by_event_file: false,
                by: Vec::new(),
                stands: false,
            };
            values.push(value);
            values.last_mut().expect("it was just added")
        }
    };
    value.stands |= one.stands;
    match one.sayer {
        Sayer::EventFile => value.by_event_file = true,
        Sayer::Article(article) => {
            let quote = claim.quote.as_ref().map(|quote| quote.value.clone());
            value.by.push(Quoted { article, quote });
        }
    }
}

fn merged(property: String, mut values: Vec<Claimed>) -> Claim {
    let revises = |value: &Claimed| {
        values.iter().any(|other| other.stands && !is_same_value(value, other) && is_later(value, other))
    };
    let revised: Vec<bool> = values.iter().map(revises).collect();
    for (value, is_revision) in values.iter_mut().zip(revised) {
        value.is_revision = is_revision;
    }
    let standing = values.iter().filter(|value| value.stands);
    let differs = any_pair(standing, |a, b| !is_same_value(a, b) && !is_later(a, b) && !is_later(b, a));
    // Stable: values without a date keep the order in which they are given.
    values.sort_by(|a, b| {
        let date = |value: &Claimed| value.as_of.as_ref().map(Date::sort_key);
        let key = |value: &Claimed| (value.stands, date(value), value.by_event_file, value.by.len());
        key(b).cmp(&key(a))
    });
    Claim { property, values, differs, resolved: None }
}

/// Whether two accounts give the same, as of whatever date.
fn is_same_value(a: &Claimed, b: &Claimed) -> bool {
    a.quantity.is_same(&b.quantity) && same_unit(&a.unit, &b.unit)
}

/// Whether a value is given as of a date that surely is later than the other's.
fn is_later(value: &Claimed, than: &Claimed) -> bool {
    match (&value.as_of, &than.as_of) {
        (Some(a), Some(b)) => a.relation(b) == Relation::After,
        _ => false,
    }
}

fn same_unit(a: &Option<String>, b: &Option<String>) -> bool {
    let fold = |unit: &Option<String>| unit.as_deref().map(folded);
    fold(a) == fold(b)
}

fn any_pair<'v, T: 'v>(values: impl Iterator<Item = &'v T>, conflict: impl Fn(&T, &T) -> bool) -> bool {
    let values: Vec<&T> = values.collect();
    values.iter().enumerate().any(|(n, a)| values[n + 1..].iter().any(|b| conflict(a, b)))
}

impl<T> Field<T> {
    /// Settles the field: the value that holds comes first. Says whether somebody gives it.
    pub(super) fn settle(&mut self, holds: impl Fn(&T) -> bool, why: &str) -> bool {
        let Some(at) = self.said.iter().position(|said| holds(&said.value)) else { return false };
        self.said[..=at].rotate_right(1);
        self.resolved = Some(why.to_owned());
        true
    }
}

impl Claim {
    /// Settles the claim: the value that holds comes first. Says whether somebody gives it.
    pub(super) fn settle(&mut self, quantity: &Quantity, unit: &Option<String>, why: &str) -> bool {
        let holds =
            |value: &Claimed| value.quantity.is_same(quantity) && (unit.is_none() || same_unit(&value.unit, unit));
        let Some(at) = self.values.iter().position(holds) else { return false };
        self.values[..=at].rotate_right(1);
        self.resolved = Some(why.to_owned());
        true
    }
}
