//! Topics: figures at a glance, and which topics have something to do with one another.

use std::collections::{BTreeMap, BTreeSet};

use super::articles::References;
use super::origins::{Count, Origin, Origins, Ownership};
use super::table::{Id, Table};
use super::{Article, Entity, Event, Publisher, RelatedTopic, Stance, StatusKind, Topic};
use crate::date::Date;

/// Figures at a glance for a set of events and articles.
#[derive(Clone, Debug, Default, Hash)]
pub struct Figures {
    /// How many events.
    pub events: usize,
    /// How many of them are reported by at least one article that still counts.
    pub reported: usize,
    /// How many of the reported rest on at most one independent origin for certain.
    pub single_origin: usize,
    /// How many articles.
    pub articles: usize,
    /// How many identified publishers these come from.
    pub publishers: usize,
    /// How many articles have a publisher that is not identified.
    pub unidentified: usize,
    /// How many of the articles were corrected.
    pub corrected: usize,
    /// How many of the articles were retracted.
    pub retracted: usize,
    /// Independent origins of the articles.
    pub origins: Count,
    /// Dates of the first and the last event that is more than announced.
    pub span: Option<(Date, Date)>,
}

/// What figures are worked out from.
pub(super) struct Sources<'a> {
    pub(super) events: &'a Table<Event>,
    /// What articles refer to, by position, and their origins.
    pub(super) references: &'a References,
    pub(super) origins: &'a [Origins],
    pub(super) ownership: &'a Ownership,
}

/// The figures of a set of events and articles.
pub(super) fn figures(
    events: impl Iterator<Item = Id<Event>>,
    articles: &[Id<Article>],
    sources: &Sources<'_>,
) -> Figures {
    let mut figures = Figures { articles: articles.len(), ..Figures::default() };
    for event in events.map(|id| &sources.events[id]) {
        figures.events += 1;
        if event.origins.articles > 0 {
            figures.reported += 1;
            figures.single_origin += usize::from(event.origins.low <= 1);
        }
        if event.mentions.iter().any(|mention| mention.stance != Stance::Announces) {
            let date = &event.date.value().date;
            let (first, last) = figures.span.get_or_insert_with(|| (date.clone(), date.clone()));
            if date.earliest() < first.earliest() {
                *first = date.clone();
            }
            if date.latest() > last.latest() {
                *last = date.clone();
            }
        }
    }
    let has = |status| articles.iter().filter(|id| sources.references[id.index()].status == Some(status)).count();
    figures.corrected = has(StatusKind::Corrected);
    figures.retracted = has(StatusKind::Retracted);
    let publishers: Vec<_> = articles.iter().map(|id| sources.references[id.index()].publisher).collect();
    figures.unidentified = publishers.iter().filter(|publisher| publisher.is_none()).count();
    figures.publishers = publishers.iter().flatten().collect::<BTreeSet<_>>().len();
    let origins = articles.iter().map(|id| &sources.origins[id.index()]);
    figures.origins = super::origins::count(origins, sources.ownership, &[]);
    figures
}

/// Figures at a glance for a publisher.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PublisherFigures {
    /// How many of its articles are its own reporting, and nothing else.
    pub original: usize,
    /// How many events it reports, in articles that still count.
    pub reported: usize,
    /// How many reported events have no other independent origin: without it, nobody would say that they happened.
    pub only_origin: usize,
    /// How many of its articles were corrected.
    pub corrected: usize,
    /// How many of its articles were retracted.
    pub retracted: usize,
}

/// The figures of every publisher, by position.
pub(super) fn of_publishers(count: usize, sources: &Sources<'_>) -> Vec<PublisherFigures> {
    let mut figures = vec![PublisherFigures::default(); count];
    for (n, reference) in sources.references.iter().enumerate() {
        let Some(publisher) = &reference.publisher else { continue };
        let figures = &mut figures[publisher.index()];
        let origins = &sources.origins[n];
        let alone = [Origin::Publisher(*publisher)];
        figures.original += usize::from(origins.unknown.is_empty() && origins.known.iter().eq(&alone));
        figures.corrected += usize::from(reference.status == Some(StatusKind::Corrected));
        figures.retracted += usize::from(reference.status == Some(StatusKind::Retracted));
    }
    for (_, event) in sources.events.iter() {
        let reports = event.mentions.iter().filter(|mention| mention.stance == Stance::Reports);
        let standing = reports.filter(|mention| match &mention.account {
            Some(account) => account.origins.stand(),
            None => sources.origins[mention.article.index()].stand(),
        });
        let publishers: BTreeSet<_> =
            standing.filter_map(|mention| sources.references[mention.article.index()].publisher).collect();
        publishers.into_iter().for_each(|publisher| figures[publisher.index()].reported += 1);
        if let ([only], 0) = (event.origins.independent.as_slice(), event.origins.unknown) {
            for origin in &only.members {
                if let Origin::Publisher(publisher) = origin {
                    figures[publisher.index()].only_origin += 1;
                }
            }
        }
    }
    figures
}

/// Things with how often they occur: most often first, then in order.
pub(super) fn ranked<T>(items: impl Iterator<Item = Id<T>>) -> Vec<(Id<T>, usize)> {
    let mut items: Vec<Id<T>> = items.collect();
    items.sort_unstable();
    let mut ranked: Vec<(Id<T>, usize)> = items.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
    ranked.sort_by_key(|(item, count)| (std::cmp::Reverse(*count), *item));
    ranked
}

/// The publishers that stand before and behind a set of articles.
pub(super) fn publishers(articles: &[Id<Article>], sources: &Sources<'_>) -> Vec<(Id<Publisher>, usize)> {
    let of_article = |id: &Id<Article>| {
        let publisher = sources.references[id.index()].publisher;
        let origins = sources.origins[id.index()].known.iter().filter_map(|origin| match origin {
            Origin::Publisher(publisher) => Some(*publisher),
            Origin::Unidentified(_) => None,
        });
        publisher.into_iter().chain(origins.filter(move |origin| Some(*origin) != publisher))
    };
    ranked(articles.iter().flat_map(of_article))
}

/// The topics of each thing and the entities of each topic, from which relations between topics are worked out.
pub(super) struct Shared<'a> {
    pub(super) topic_count: usize,
    pub(super) topics_of_events: &'a [&'a [Id<Topic>]],
    pub(super) references: &'a References,
    pub(super) entities: &'a [Vec<(Id<Entity>, usize)>],
    /// Pairs of topics of which one links to the other.
    pub(super) linked: &'a BTreeSet<(Id<Topic>, Id<Topic>)>,
}

/// The related topics of every topic, by position: those that share most come first.
pub(super) fn related(shared: &Shared<'_>) -> Vec<Vec<RelatedTopic>> {
    let mut pairs: BTreeMap<(Id<Topic>, Id<Topic>), [usize; 3]> = BTreeMap::new();
    let mut count = |topics: &[Id<Topic>], what: usize| {
        for a in topics {
            for b in topics.iter().filter(|b| *b != a) {
                pairs.entry((*a, *b)).or_default()[what] += 1;
            }
        }
    };
    shared.topics_of_events.iter().for_each(|topics| count(topics, 0));
    shared.references.iter().for_each(|reference| count(&reference.topics, 1));
    let mut topics_of_entities: BTreeMap<Id<Entity>, Vec<Id<Topic>>> = BTreeMap::new();
    for (n, entities) in shared.entities.iter().enumerate() {
        for (entity, _) in entities {
            topics_of_entities.entry(*entity).or_default().push(Id::at(n));
        }
    }
    topics_of_entities.values().for_each(|topics| count(topics, 2));
    for pair in shared.linked {
        pairs.entry(*pair).or_default();
    }
    let mut related: Vec<Vec<RelatedTopic>> = vec![Vec::new(); shared.topic_count];
    for ((a, b), [events, articles, entities]) in pairs {
        let linked = shared.linked.contains(&(a, b));
        related[a.index()].push(RelatedTopic { topic: b, events, articles, entities, linked });
    }
    for topics in &mut related {
        topics.sort_by_key(|other| {
            (std::cmp::Reverse((other.events, other.articles, other.entities, other.linked)), other.topic)
        });
    }
    related
}
