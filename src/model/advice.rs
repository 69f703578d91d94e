//! Tells the author where a claim is weaker than it looks: where accounts of an event contradict each other and nobody has
//! settled it, and which articles rest on others that were retracted or corrected since.
//!
//! In: what was said, with its places, and what came of it. Out: advice. Readers see the same on the pages.

use std::sync::Arc;

use super::claims::{Claim, Field, Saying};
use super::events::Draft;
use super::table::Id;
use super::{Article, StatusKind};
use crate::date::Relation;
use crate::diagnostic::{At, Code, Diagnostic, Place};
use crate::document::{self, folded};

/// Adds advice for each field and claim of an event in which its accounts differ.
pub(super) fn contradictions(draft: &Draft, said: &[Saying<'_>], faults: &mut Vec<Diagnostic>) {
    let mut told = Told { draft, said, faults };
    told.field("date", &draft.date, |fields| {
        fields.date.as_ref().map(|dated| (dated.date.at, dated.date.value.to_string()))
    });
    if let Some(time) = &draft.time {
        told.field("time", time, |fields| fields.time.as_ref().map(|time| (time.at, time.value.to_string())));
    }
    if let Some(end) = &draft.end {
        told.field("end", end, |fields| fields.end.as_ref().map(|end| (end.at, end.value.to_string())));
    }
    if let Some(place) = &draft.place {
        let written = |fields: &document::EventFields| {
            fields.place.as_ref().map(|place| (place.at, place.value.as_str().to_owned()))
        };
        told.field("place", place, written);
    }
    for claim in &draft.claims {
        told.claim(claim);
    }
}

struct Told<'a> {
    draft: &'a Draft,
    said: &'a [Saying<'a>],
    faults: &'a mut Vec<Diagnostic>,
}

impl Told<'_> {
    fn field<T>(
        &mut self,
        name: &str,
        field: &Field<T>,
        value: impl Fn(&document::EventFields) -> Option<(At, String)>,
    ) {
        if field.is_disputed() {
            let values = self.said.iter().filter(|one| one.stands).filter_map(|one| {
                let (at, words) = value(one.fields)?;
                Some((Place::Value(one.file, at), words))
            });
            self.tell(name, values.collect());
        }
    }

    fn claim(&mut self, claim: &Claim) {
        if claim.is_disputed() {
            let name = folded(&claim.property);
            let of_name = |one: &'_ Saying<'_>| -> Vec<(Place, String)> {
                let claims = one.fields.claims.iter().filter(|claim| folded(&claim.property.value) == name);
                let value = |claim: &document::Claim| {
                    let unit = claim.unit.as_ref().map_or_else(String::new, |unit| format!(" {unit}"));
                    let as_of = claim.as_of.as_ref().map_or_else(String::new, |date| format!(" as of {}", date.value));
                    (Place::Value(one.file, claim.value.at), format!("{}{unit}{as_of}", claim.value.value))
                };
                claims.map(value).collect()
            };
            let values = self.said.iter().filter(|one| one.stands).flat_map(of_name).collect();
            self.tell(&claim.property, values);
        }
    }

    fn tell(&mut self, name: &str, values: Vec<(Place, String)>) {
        let mut distinct: Vec<(Place, String)> = Vec::new();
        for (place, words) in values {
            if !distinct.iter().any(|(_, other)| folded(other) == folded(&words)) {
                distinct.push((place, words));
            }
        }
        let listed = distinct.iter().map(|(_, words)| format!("{words:?}")).collect::<Vec<_>>().join(", ");
        let message = format!("the accounts of \"{}\" differ in {name:?}: {listed}", self.draft.id);
        let mut distinct = distinct.into_iter();
        let Some((place, _)) = distinct.next() else { return };
        let id = &self.draft.id;
        let hint = format!("readers see all of them; an entry under `resolved:` in content/events/{id}.md settles it");
        let advice = Diagnostic::new(Code::AccountsDiffer, place, message).hint(hint);
        self.faults.push(distinct.fold(advice, |advice, (place, words)| advice.also(place, words)));
    }
}

/// Adds advice for each article that rests on one that was retracted, or corrected after it was published, and that says nothing
/// of it. Which rest on each, as a whole or in their account of one event, is given by position.
pub(super) fn resting(articles: &[Arc<document::Article>], resting: &[Vec<Id<Article>>], faults: &mut Vec<Diagnostic>) {
    for (parent, resting) in articles.iter().zip(resting) {
        let Some(status) = &parent.status else { continue };
        let (word, key) = match status.kind {
            StatusKind::Retracted => ("retracted", "it counts no longer where it rests on that alone"),
            StatusKind::Corrected => ("corrected", "readers are told that this one was not"),
        };
        let since = status.date.as_ref().map(|date| &date.value);
        for article in resting.iter().map(|id| &articles[id.index()]).filter(|article| article.status.is_none()) {
            if since.is_some_and(|since| article.date.date.value.relation(since) == Relation::After) {
                continue;
            }
            let message =
                format!("the article \"{}\" rests on \"{}\", which was {word}", article.head.id, parent.head.id);
            let place = Place::Value(article.head.file, article.date.date.at);
            faults.push(
                Diagnostic::new(Code::RestsOnWithdrawn, place, message)
                    .hint(format!("{key}; when its publisher has put it right, write `status: corrected`")),
            );
        }
    }
}
