//! What a page tells search engines: JSON-LD in the terms of schema.org.
//!
//! schema.org takes dates of ISO 8601, so only a plain day, month or year is given. Each account that an article passes on
//! is a work that it is based on, as deep as the derivation goes. Deliberately absent: whatever the page doesn't show.

use serde::Serialize;

use super::super::parts::View;
use super::super::words;
use super::absolute;
use crate::date::Date;
use crate::model::{self, EntityKind, Id, Ref, Stance, StepOf};

/// Entities at most that a topic is said to be about: those of most of its events and articles.
const MOST_ENTITIES: usize = 20;

/// A node: its type, and what is known of it.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Thing {
    #[serde(rename = "@context", skip_serializing_if = "Option::is_none")]
    context: Option<&'static str>,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    creative_work_status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    main_entity_of_page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archived_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Box<Thing>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Thing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Box<Thing>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Thing>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    is_based_on: Vec<Thing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Box<Thing>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subject_of: Vec<Thing>,
}

/// An article as its publisher's, which this site has a page about.
pub(super) fn article(view: View<'_>, id: Id<model::Article>) -> String {
    let article = &view.site.articles[id];
    let source = &article.source;
    let entities = article.entities.iter().map(|id| entity(view, *id));
    let events = article.mentions.iter().map(|(id, _)| happening(view, *id));
    script(Thing {
        main_entity_of_page: Some(absolute(view.site, Ref::Article(id))),
        archived_at: source.archive_url.clone(),
        in_language: source.language.clone(),
        author: source.byline.iter().map(|name| named("Person", name)).collect(),
        about: entities.chain(events).collect(),
        is_based_on: article.account.derived_from.iter().filter_map(|step| derivation(view, step)).collect(),
        ..report(view, id)
    })
}

/// An event, with where it took place and who reports it.
pub(super) fn event(view: View<'_>, id: Id<model::Event>) -> String {
    let event = &view.site.events[id];
    let location = event.place.as_ref().map(|place| match place.value() {
        model::Place::Entity(id) => entity(view, *id),
        model::Place::Text(name) => named("Place", name),
    });
    let reports = event.mentions.iter().filter(|mention| mention.stance == Stance::Reports);
    script(Thing {
        description: event.summary.as_ref().map(|summary| summary.value().clone()),
        location: location.map(|location| Box::new(Thing { kind: "Place", ..location })),
        about: event.entities.iter().map(|id| entity(view, *id)).collect(),
        subject_of: reports.map(|mention| report(view, mention.article)).collect(),
        ..happening(view, id)
    })
}

/// A topic as a collection.
pub(super) fn topic(view: View<'_>, id: Id<model::Topic>) -> String {
    let settings = &view.site.settings;
    let topic = &view.site.topics[id];
    let site = Thing { url: Some(settings.base_url.to_string()), ..named("WebSite", &settings.title) };
    script(Thing {
        url: Some(absolute(view.site, Ref::Topic(id))),
        in_language: Some(topic.head.language.as_ref().unwrap_or(&settings.language).clone()),
        description: topic.summary.clone(),
        about: topic.entities.iter().take(MOST_ENTITIES).map(|(id, _)| entity(view, *id)).collect(),
        is_part_of: Some(Box::new(site)),
        ..named("CollectionPage", &topic.title)
    })
}

/// An article in short.
fn report(view: View<'_>, id: Id<model::Article>) -> Thing {
    let article = &view.site.articles[id];
    let source = &article.source;
    Thing {
        kind: "NewsArticle",
        headline: Some(source.headline.as_ref().unwrap_or(&article.title).clone()),
        url: Some(source.url.clone().unwrap_or_else(|| absolute(view.site, Ref::Article(id)))),
        date_published: article.date.date.html_datetime(),
        creative_work_status: article.status.as_ref().map(|status| words::status_word(status.kind)),
        publisher: source.publisher.map(|id| Box::new(publisher(view, id))),
        ..Thing::default()
    }
}

/// An event in short. Where the accounts differ in the date, none is given.
fn happening(view: View<'_>, id: Id<model::Event>) -> Thing {
    let event = &view.site.events[id];
    let written = event.date.value().date.as_str();
    let (start, end) = match written.split_once('/') {
        Some((start, end)) => (start, Some(end)),
        None => (written, event.end.as_ref().map(|end| end.value().as_str())),
    };
    let iso = |edtf: &str| Date::parse(edtf).ok()?.html_datetime();
    let is_agreed = !event.date.is_disputed() && event.end.as_ref().is_none_or(|end| !end.is_disputed());
    let start_date = iso(start).filter(|_| is_agreed);
    Thing {
        url: Some(absolute(view.site, Ref::Event(id))),
        end_date: end.and_then(iso).filter(|_| start_date.is_some()),
        start_date,
        ..named("Event", event.title.value())
    }
}

/// The account that another passes on. `None` when nobody knows whose it is.
fn derivation(view: View<'_>, step: &model::Step) -> Option<Thing> {
    match step.of {
        StepOf::Unknown => None,
        StepOf::Article(id) => Some(report(view, id)),
        StepOf::Publisher(id) => Some(Thing {
            kind: "CreativeWork",
            publisher: Some(Box::new(publisher(view, id))),
            is_based_on: step.derived_from.iter().filter_map(|step| derivation(view, step)).collect(),
            ..Thing::default()
        }),
    }
}

fn publisher(view: View<'_>, id: Id<model::Publisher>) -> Thing {
    let publisher = &view.site.publishers[id];
    let here = || absolute(view.site, Ref::Publisher(id));
    Thing { url: Some(publisher.url.clone().unwrap_or_else(here)), ..named("Organization", &publisher.name) }
}

fn entity(view: View<'_>, id: Id<model::Entity>) -> Thing {
    let entity = &view.site.entities[id];
    let kind = match entity.kind {
        EntityKind::Person => "Person",
        EntityKind::Organization => "Organization",
        EntityKind::Place => "Place",
    };
    Thing { url: Some(absolute(view.site, Ref::Entity(id))), ..named(kind, &entity.name) }
}

fn named(kind: &'static str, name: &str) -> Thing {
    Thing { kind, name: Some(name.to_owned()), ..Thing::default() }
}

/// The content of a `script` element: nothing in it can end the element, begin a comment or end a line of JavaScript.
fn script(thing: Thing) -> String {
    let thing = Thing { context: Some("https://schema.org"), ..thing };
    let json = serde_json::to_string(&thing).expect("texts can be serialised");
    // These signs stand in strings only, where JSON knows them by their numbers as well.
    let signs =
        [('<', "\\u003c"), ('>', "\\u003e"), ('&', "\\u0026"), ('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")];
    signs.into_iter().fold(json, |json, (sign, number)| json.replace(sign, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_the_element() {
        insta::assert_snapshot!(
            script(named("Place", "</script><!-- & \u{2028}\"")),
            @r#"{"@context":"https://schema.org","@type":"Place","name":"\u003c/script\u003e\u003c!-- \u0026 \u2028\""}"#
        );
    }
}
