//! A publisher's page: what it published, and what of others comes from it.

use super::context::{Figure, Publisher};
use super::parts::{View, names};
use super::words;
use crate::model::{self, Id};

pub(super) fn publisher(view: View<'_>, id: Id<model::Publisher>) -> Publisher {
    let publisher = &view.site.publishers[id];
    let all = words::counted(view.site.articles.len(), "article", "articles");
    Publisher {
        name: publisher.name.clone(),
        names: names(&publisher.names),
        kind: publisher.kind.map(words::publisher_kind),
        country: publisher.country.clone(),
        url: publisher.url.clone(),
        owner: publisher.owner.as_ref().map(|owner| view.owner(owner)),
        party: publisher.party.iter().map(|id| view.entity(*id, None, 0)).collect(),
        summary: publisher.summary.clone(),
        body_html: view.body(&publisher.head.body),
        figures: figures(publisher, &all),
        articles: view.newest_first(&publisher.articles),
        passed_on: view.newest_first(&publisher.passed_on),
        linked_from: view.links(&publisher.head.linked_from),
    }
}

/// Figures at a glance; those that are none are left out, but for the two that every publisher has.
fn figures(publisher: &model::Publisher, all: &str) -> Vec<Figure> {
    let of = &publisher.figures;
    let mut figures = vec![
        Figure { key: "published", words: format!("published {} of {all}", publisher.articles.len()) },
        Figure { key: "origin_of", words: format!("origin of {} of {all}", publisher.origin_of) },
    ];
    let mut add = |key, count: usize, words: String| {
        if count > 0 {
            figures.push(Figure { key, words });
        }
    };
    add(
        "original",
        of.original,
        format!("{} of its own reporting alone", words::counted(of.original, "article", "articles")),
    );
    add("reported", of.reported, format!("reports {}", words::counted(of.reported, "event", "events")));
    let events = words::counted(of.only_origin, "reported event", "reported events");
    add("only_origin", of.only_origin, format!("the only independent origin of {events}"));
    add("corrected", of.corrected, format!("{} corrected", words::counted(of.corrected, "article", "articles")));
    add("retracted", of.retracted, format!("{} retracted", words::counted(of.retracted, "article", "articles")));
    figures
}
