//! A publisher's page: what it published, and what of others comes from it.

use super::context::{Figure, Publisher};
use super::parts::{View, names};
use super::years;
use crate::model::{self, Id, StatusKind};
use crate::words::Words;

pub(super) fn publisher(view: View<'_>, id: Id<model::Publisher>) -> Publisher {
    let publisher = &view.site.publishers[id];
    Publisher {
        name: publisher.name.clone(),
        names: names(&publisher.names),
        kind: publisher.kind.map(|kind| view.words.publisher_kind(kind)),
        country: publisher.country.clone(),
        url: publisher.url.clone(),
        owner: publisher.owner.as_ref().map(|owner| view.owner(owner)),
        party: publisher.party.iter().map(|id| view.entity(*id, None, 0)).collect(),
        summary: publisher.summary.clone(),
        body_html: view.body(&publisher.head.body),
        figures: figures(publisher, view.site.articles.len(), view.words),
        articles: view.newest_first(years::first_articles(view.site, &publisher.articles)),
        passed_on: view.newest_first(years::first_articles(view.site, &publisher.passed_on)),
        linked_from: view.links(&publisher.head.linked_from),
    }
}

/// Figures at a glance; those that are none are left out, but for the two that every publisher has.
fn figures(publisher: &model::Publisher, all: usize, words: &Words) -> Vec<Figure> {
    let of = &publisher.figures;
    let mut figures = vec![
        Figure { key: "published", words: words.published_of(publisher.articles.len(), all) },
        Figure { key: "origin_of", words: words.origin_of(publisher.origin_of, all) },
    ];
    let mut add = |key, count: usize, words: String| {
        if count > 0 {
            figures.push(Figure { key, words });
        }
    };
    add("original", of.original, words.original(of.original));
    add("reported", of.reported, words.reported(of.reported));
    add("only_origin", of.only_origin, words.only_origin(of.only_origin));
    add("corrected", of.corrected, words.articles_that_were(StatusKind::Corrected, of.corrected));
    add("retracted", of.retracted, words.articles_that_were(StatusKind::Retracted, of.retracted));
    figures
}
