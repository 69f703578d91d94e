//! Which articles a page lists, so that it can refer to them by number, as a paper does to its notes.
//!
//! In: the site and a route. Out: the number of each article in the list that the page of that route holds. Deliberately
//! absent: what the list says, and pages that mention articles without listing them.

use std::collections::BTreeMap;

use super::{Route, years};
use crate::model::{Article, Id, Site, Stance};

/// The numbers of articles in the list of a page, from 1.
#[derive(Clone, Debug, Default)]
pub(super) struct References(BTreeMap<Id<Article>, usize>);

impl References {
    /// The articles that a page lists, in the order of the list.
    pub(super) fn of(site: &Site, route: Route) -> Self {
        let newest_first = |ids: &[Id<Article>]| ids.iter().rev().copied().collect();
        let listed: Vec<Id<Article>> = match route {
            Route::Topic(id) => newest_first(years::first_articles(site, &site.topics[id].articles)),
            Route::Entity(id) => newest_first(years::first_articles(site, &site.entities[id].articles)),
            Route::Years(listing, span) => years::listed(site, listing, span),
            Route::Event(id) => {
                let mentions = &site.events[id].mentions;
                let of = |stance| mentions.iter().filter(move |mention| mention.stance == stance);
                Stance::ALL.into_iter().flat_map(of).map(|mention| mention.article).collect()
            }
            _ => Vec::new(),
        };
        Self(listed.into_iter().zip(1..).collect())
    }

    /// The number of an article; nothing when the page doesn't list it.
    pub(super) fn number(&self, id: Id<Article>) -> Option<usize> {
        self.0.get(&id).copied()
    }
}
