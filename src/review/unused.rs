//! What nothing uses, and what nothing stands behind.
//!
//! Everything here is concluded from something that is absent: so it is told only of a site without errors, in which nothing
//! is absent because it could not be read.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::date::{Date, Relation};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::{Step, place};
use crate::files::Files;
use crate::model::{self, Entity, Event, Head, Id, Owner, Publisher, Site, Stance, StepOf};

/// Entities that nobody takes part as, speaks of, links to or is a party for.
pub(super) fn entities(site: &Site, files: &Files) -> Vec<Diagnostic> {
    let parties: BTreeSet<Id<Entity>> =
        site.publishers.iter().flat_map(|(_, publisher)| publisher.party.iter().copied()).collect();
    let is_listed = |entity: &Entity| {
        !entity.events.is_empty() || !entity.articles.is_empty() || !entity.head.linked_from.is_empty()
    };
    let mut unused: BTreeSet<Id<Entity>> = site
        .entities
        .iter()
        .filter(|(id, entity)| !is_listed(entity) && !parties.contains(id))
        .map(|(id, _)| id)
        .collect();
    if !unused.is_empty() {
        // Texts are read only for those that nothing else uses. A name that two of them share may mean either.
        let texts: Vec<&Head> = site.heads().filter(|head| head.body.autolink).collect();
        let named = |head: &&Head| {
            let Some((file, span)) = &head.body.text else { return Vec::new() };
            let text = &files.text(*file)[span.start as usize..span.end as usize];
            let named = site.names.find(text).into_iter().flat_map(|found| found.entities.iter().copied());
            named.filter(|entity| site.entities[*entity].head.url != head.url).collect()
        };
        for entity in texts.par_iter().with_min_len(64).flat_map_iter(named).collect::<Vec<Id<Entity>>>() {
            unused.remove(&entity);
        }
    }
    let advice = |id: Id<Entity>| {
        let head = &site.entities[id].head;
        let message = format!("nothing uses the entity \"{}\"", head.id);
        let hint = "no event or article lists it and no text names it: list it under `entities` where it belongs, or take its file away";
        Some(Diagnostic::new(Code::UnusedEntity, at(head, "name", files)?, message).hint(hint))
    };
    unused.into_iter().filter_map(advice).collect()
}

/// Publishers from whom nothing comes.
pub(super) fn publishers(site: &Site, files: &Files) -> Vec<Diagnostic> {
    let mut used: BTreeSet<Id<Publisher>> = BTreeSet::new();
    for (_, publisher) in site.publishers.iter() {
        if let Some(Owner::Publisher(owner)) = &publisher.owner {
            used.insert(*owner);
        }
    }
    // What was retracted has no origins any more, but its derivation is as it was.
    let wholes = site.articles.iter().map(|(_, article)| &article.account);
    let parts =
        site.events.iter().flat_map(|(_, event)| &event.mentions).filter_map(|mention| mention.account.as_deref());
    wholes.chain(parts).for_each(|account| passed_through(&account.derived_from, &mut used));
    let is_used = |id: &Id<Publisher>, publisher: &Publisher| {
        used.contains(id) || !publisher.articles.is_empty() || !publisher.head.linked_from.is_empty()
    };
    let advice = |(_, publisher): (Id<Publisher>, &Publisher)| {
        let message = format!("nothing uses the publisher \"{}\"", publisher.head.id);
        let hint = "no article comes from it or passes its account on: name it under `source` of one that does, or take its \
                    file away";
        Some(Diagnostic::new(Code::UnusedPublisher, at(&publisher.head, "name", files)?, message).hint(hint))
    };
    site.publishers.iter().filter(|(id, publisher)| !is_used(id, publisher)).filter_map(advice).collect()
}

fn passed_through(steps: &[model::Step], used: &mut BTreeSet<Id<Publisher>>) {
    for step in steps {
        if let StepOf::Publisher(publisher) = step.of {
            used.insert(publisher);
        }
        passed_through(&step.derived_from, used);
    }
}

/// Events that no article reports, less those that are announced and lie ahead of all that was published, and those of which is
/// told already that they are announced too late.
pub(super) fn events(site: &Site, files: &Files) -> Vec<Diagnostic> {
    let newest = site.articles.iter().next_back().map(|(_, article)| &article.date.date);
    site.events.iter().filter_map(|(_, event)| unreported(event, newest, site, files)).collect()
}

fn unreported(event: &Event, newest: Option<&Date>, site: &Site, files: &Files) -> Option<Diagnostic> {
    let count = |stance| event.mentions.iter().filter(|mention| mention.stance == stance).count();
    let date = &event.date.value().date;
    let is_ahead = || newest.is_some_and(|newest| date.relation(newest) != Relation::Before);
    let is_late = |mention: &model::Mention| {
        let published = &site.articles[mention.article].date.date;
        mention.stance == Stance::Announces && published.relation(date) == Relation::After
    };
    if count(Stance::Reports) > 0 || count(Stance::Announces) > 0 && is_ahead() || event.mentions.iter().any(is_late) {
        return None;
    }
    let words = [(Stance::Announces, "announced"), (Stance::Recalls, "recalled"), (Stance::Disputes, "disputed")];
    let told = words.into_iter().filter_map(|(stance, word)| match count(stance) {
        0 => None,
        1 => Some(format!("{word} by 1 article")),
        many => Some(format!("{word} by {many} articles")),
    });
    let told = told.collect::<Vec<_>>().join(", ");
    let message = match told.is_empty() {
        true => format!("no article speaks of the event \"{}\"", event.head.id),
        false => format!("no article reports the event \"{}\": it is {told}", event.head.id),
    };
    let hint = match told.is_empty() {
        true => "nothing stands behind it: list it under `events` of an article that reports it",
        false => "no origin is counted for it: add an article that reports it, if there is one",
    };
    Some(Diagnostic::new(Code::UnreportedEvent, place_of_event(event, site, files)?, message).hint(hint))
}

/// The title of an event in its file, or else in the first article that gives it.
fn place_of_event(event: &Event, site: &Site, files: &Files) -> Option<Place> {
    if event.head.file.is_some() {
        return at(&event.head, "title", files);
    }
    let article = event.title.said.first()?.by.first()?;
    let way = [Step::Key("events"), Step::Item("id", event.head.id.as_str()), Step::Key("title")];
    Some(place(files, site.articles[*article].head.file?, &way))
}

/// Articles on no topic's page, where there are topics.
pub(super) fn topics(site: &Site, files: &Files) -> Vec<Diagnostic> {
    if site.topics.is_empty() {
        return Vec::new();
    }
    let advice = |(_, article): (Id<model::Article>, &model::Article)| {
        let message = format!("the article \"{}\" belongs to no topic", article.head.id);
        let hint = "only lists and links lead to it; write `topics: [ID]`";
        Some(Diagnostic::new(Code::ArticleWithoutTopic, at(&article.head, "title", files)?, message).hint(hint))
    };
    site.articles.iter().filter(|(_, article)| article.topics.is_empty()).filter_map(advice).collect()
}

/// The value of a key in the file of a document.
fn at(head: &Head, key: &str, files: &Files) -> Option<Place> {
    Some(place(files, head.file?, &[Step::Key(key)]))
}
