//! A topic's page: its brief, its chronology, and who stands behind it.

use super::context::Topic;
use super::feed;
use super::parts::View;
use super::years;
use crate::model::{self, EntityKind, Id};

pub(super) fn topic(view: View<'_>, id: Id<model::Topic>) -> Topic {
    let topic = &view.site.topics[id];
    let entities = |kind| view.entities(topic.entities.iter().copied(), kind, None);
    Topic {
        title: topic.title.clone(),
        summary: topic.summary.clone(),
        body_html: view.body(&topic.head.body),
        figures: view.figures(&topic.figures),
        chronology: view.first_of_chronology(&topic.events),
        origins: view.origins_over_time(&topic.events),
        articles: view.newest_first(years::first_articles(view.site, &topic.articles)),
        people: entities(EntityKind::Person),
        organizations: entities(EntityKind::Organization),
        together: view.together(&topic.events),
        places: entities(EntityKind::Place),
        related: topic
            .related
            .iter()
            .map(|related| view.topic(related.topic, Some(view.words.related_topic(related))))
            .collect(),
        sources: topic.publishers.iter().map(|(id, _)| view.source_row(*id, &topic.articles)).collect(),
        feed_href: view.page.reference_to(&feed::topic_url(topic)),
        linked_from: view.links(&topic.head.linked_from),
    }
}
