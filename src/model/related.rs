//! Articles that have something to do with one another, with the reason.
//!
//! What counts is what few share: an event, then an entity by how rarely it is spoken of. An entity that most articles speak
//! of says nothing. Candidates come from the lists of
//! events and entities, and of a long list only the part that is near in time, so the work grows with the number of
//! articles and not with its square.

use std::collections::BTreeMap;

use super::table::Id;
use super::{Article, Entity, Event, RelatedArticle};
use crate::document::Stance;

/// Most related articles of one.
const MOST: usize = 5;
/// How many articles before and after it in the list of an event or entity are looked at.
const NEAR: usize = 16;
/// What a shared event weighs; a shared entity weighs this divided by the number of its articles.
const WEIGHT: usize = 1_000;
/// An entity that more than half of the articles speak of doesn't count, unless these are only so few.
const FEW: usize = 2;
/// Entities named in a reason.
const MOST_ENTITIES: usize = 3;

/// What each article speaks of, by position.
pub(super) struct Subjects<'a> {
    pub(super) events: &'a [Vec<(Id<Event>, Stance)>],
    pub(super) entities: &'a [Vec<Id<Entity>>],
    /// Articles of each event and of each entity, in order.
    pub(super) of_event: &'a [Vec<Id<Article>>],
    pub(super) of_entity: &'a [Vec<Id<Article>>],
}

/// The related articles of every article, by position.
pub(super) fn articles(subjects: &Subjects<'_>) -> Vec<Vec<RelatedArticle>> {
    (0..subjects.events.len()).map(|n| related(Id::at(n), subjects)).collect()
}

fn related(article: Id<Article>, subjects: &Subjects<'_>) -> Vec<RelatedArticle> {
    #[derive(Default)]
    struct Shared {
        score: usize,
        events: Vec<Id<Event>>,
        entities: Vec<Id<Entity>>,
    }
    let mut shared: BTreeMap<Id<Article>, Shared> = BTreeMap::new();
    for (event, _) in &subjects.events[article.index()] {
        for other in near(&subjects.of_event[event.index()], article) {
            let entry = shared.entry(other).or_default();
            entry.score += WEIGHT;
            entry.events.push(*event);
        }
    }
    for entity in &subjects.entities[article.index()] {
        let list = &subjects.of_entity[entity.index()];
        if list.len() * 2 > subjects.entities.len() && list.len() > FEW {
            continue;
        }
        for other in near(list, article) {
            let entry = shared.entry(other).or_default();
            entry.score += WEIGHT / list.len();
            entry.entities.push(*entity);
        }
    }
    let mut ranked: Vec<(Id<Article>, Shared)> = shared.into_iter().filter(|(_, shared)| shared.score > 0).collect();
    ranked.sort_by_key(|(other, shared)| {
        (std::cmp::Reverse(shared.score), other.index().abs_diff(article.index()), *other)
    });
    ranked.truncate(MOST);
    ranked
        .into_iter()
        .map(|(article, mut shared)| {
            shared.events.sort();
            shared.entities.sort_by_key(|entity| (subjects.of_entity[entity.index()].len(), *entity));
            shared.entities.truncate(MOST_ENTITIES);
            RelatedArticle { article, events: shared.events, entities: shared.entities }
        })
        .collect()
}

/// The articles of a list that are near this one, which is in it too.
fn near(list: &[Id<Article>], article: Id<Article>) -> impl Iterator<Item = Id<Article>> {
    let position = list.partition_point(|other| *other < article);
    let around = position.saturating_sub(NEAR)..(position + NEAR + 1).min(list.len());
    list[around].iter().copied().filter(move |other| *other != article)
}
