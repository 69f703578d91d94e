//! Articles that have something to do with one another, with the reason.
//!
//! What counts is what few share: an event, then an entity by how rarely it is spoken of. An entity that most articles speak
//! of says nothing. Candidates come from the lists of
//! events and entities, and of a long list only the part that is near in time, so the work grows with the number of
//! articles and not with its square.

use std::collections::BTreeMap;

use super::table::Id;
use super::{Article, Entity, Event, RelatedArticle, Site};

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

impl Site {
    /// The articles that have something to do with one: nearest first. Worked out when it is asked for, since linking a site
    /// would spend more on it than on all else.
    pub fn related(&self, article: Id<Article>) -> Vec<RelatedArticle> {
        related(article, self)
    }

    /// The articles that speak of an event, in order.
    fn articles_of(&self, event: Id<Event>) -> Vec<Id<Article>> {
        let mut articles: Vec<_> = self.events[event].mentions.iter().map(|mention| mention.article).collect();
        articles.sort();
        articles
    }
}

fn related(article: Id<Article>, site: &Site) -> Vec<RelatedArticle> {
    #[derive(Default)]
    struct Shared {
        score: usize,
        events: Vec<Id<Event>>,
        entities: Vec<Id<Entity>>,
    }
    let mut shared: BTreeMap<Id<Article>, Shared> = BTreeMap::new();
    for (event, _) in &site.articles[article].mentions {
        for other in near(&site.articles_of(*event), article) {
            let entry = shared.entry(other).or_default();
            entry.score += WEIGHT;
            entry.events.push(*event);
        }
    }
    for entity in &site.articles[article].entities {
        let list = &site.entities[*entity].articles;
        if list.len() * 2 > site.articles.len() && list.len() > FEW {
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
            shared.entities.sort_by_key(|entity| (site.entities[*entity].articles.len(), *entity));
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
