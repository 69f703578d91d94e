//! A citation: what to name when an article, an event or a topic is cited, under the names of CSL's variables.
//!
//! In: the site. Out: a [`Citation`], from which all formats are written; serialised, it is an item of CSL-JSON 1.0.
//! Whoever passed an account on is kept in the note. Deliberately absent: what isn't known. A publisher that is not
//! identified has no name here, names of reporters are not taken apart, and a page of the site has no date.

use serde::Serialize;

use super::super::parts::View;
use super::dates;
use crate::date::Date;
use crate::model::{self, Id, PublisherKind};

/// What is cited.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::pages) struct Citation {
    /// Unique on the site and stable: `article-ID`.
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) kind: Kind,
    /// The publisher's own headline, or else ours.
    pub(super) title: String,
    /// The newspaper or site that it is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) container_title: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) author: Vec<Name>,
    #[serde(serialize_with = "dates::csl", skip_serializing_if = "Option::is_none")]
    pub(super) issued: Option<Date>,
    #[serde(serialize_with = "dates::csl", skip_serializing_if = "Option::is_none")]
    pub(super) accessed: Option<Date>,
    /// When the event that it is about took place.
    #[serde(serialize_with = "dates::csl", skip_serializing_if = "Option::is_none")]
    pub(super) event_date: Option<Date>,
    /// The original, or else the page of this site.
    #[serde(rename = "URL")]
    pub(super) url: String,
    /// Who keeps a copy: the archive's host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) archive: Option<String>,
    /// The address of the copy.
    #[serde(rename = "archive_location", skip_serializing_if = "Option::is_none")]
    pub(super) archive_location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

/// A kind of CSL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    /// What a newspaper or an agency published.
    ArticleNewspaper,
    /// A page of a site: a broadcaster's, an official body's, an aggregator's, ours.
    Webpage,
    /// What nobody knows the publisher of.
    Document,
}

/// A name that is not taken apart: which part of it is the family's differs from language to language, and is not told.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Name {
    pub(super) literal: String,
}

impl Citation {
    /// An article as its publisher's.
    pub(in crate::pages) fn of_article(view: View<'_>, id: Id<model::Article>) -> Self {
        let site = view.site;
        let article = &site.articles[id];
        let source = &article.source;
        let publisher = source.publisher.map(|id| &site.publishers[id]);
        let here = article.head.url.absolute(&site.settings.base_url);
        let kind = match publisher.map(|publisher| publisher.kind) {
            None => Kind::Document,
            Some(None | Some(PublisherKind::Newspaper | PublisherKind::Wire)) => Kind::ArticleNewspaper,
            Some(Some(PublisherKind::Broadcaster | PublisherKind::Official | PublisherKind::Aggregator)) => {
                Kind::Webpage
            }
        };
        let archive = source.archive_url.as_deref().and_then(|url| url::Url::parse(url).ok());
        Self {
            id: format!("article-{}", article.head.id),
            kind,
            title: source.headline.clone().unwrap_or_else(|| article.title.clone()),
            container_title: publisher.map(|publisher| publisher.name.clone()),
            author: source.byline.iter().map(|name| Name { literal: name.clone() }).collect(),
            issued: Some(article.date.date.clone()),
            // When the original was read says nothing of our page.
            accessed: source.accessed.clone().filter(|_| source.url.is_some()),
            event_date: None,
            url: source.url.clone().unwrap_or(here),
            archive: archive.and_then(|url| Some(url.host_str()?.to_owned())),
            archive_location: source.archive_url.clone(),
            language: source.language.clone(),
            note: Some(note(view, id)),
        }
    }
}

/// An event as a page of this site, or as an entry on its article's page.
pub(super) fn event(view: View<'_>, id: Id<model::Event>) -> Citation {
    let event = &view.site.events[id];
    let is_all = event.end.is_none() && !event.date.is_disputed();
    let note = Some(view.words.event(view.event_date(id)));
    Citation {
        // An end that stands beside it, and another account's date, are told in the note alone.
        event_date: is_all.then(|| event.date.value().date.clone()),
        note: Some(view.words.sentences(note.into_iter().chain(view.words.differs_sentence(&view.differences(event))))),
        language: event.head.language.clone().or_else(|| Some(view.site.settings.language.clone())),
        ..page(
            view,
            format!("event-{}", event.head.id),
            event.title.value(),
            super::absolute(view.site, model::Ref::Event(id)),
        )
    }
}

/// A topic as a page of this site.
pub(super) fn topic(view: View<'_>, id: Id<model::Topic>) -> Citation {
    let topic = &view.site.topics[id];
    Citation {
        language: topic.head.language.clone().or_else(|| Some(view.site.settings.language.clone())),
        ..page(
            view,
            format!("topic-{}", topic.head.id),
            &topic.title,
            super::absolute(view.site, model::Ref::Topic(id)),
        )
    }
}

fn page(view: View<'_>, id: String, title: &str, url: String) -> Citation {
    let settings = &view.site.settings;
    Citation {
        id,
        kind: Kind::Webpage,
        title: title.to_owned(),
        container_title: Some(settings.title.clone()),
        author: settings.authors.iter().map(|name| Name { literal: name.clone() }).collect(),
        issued: None,
        accessed: None,
        event_date: None,
        url,
        archive: None,
        archive_location: None,
        language: None,
        note: None,
    }
}

/// Who passed the account on and where it begins, what was inferred, and what is ours.
fn note(view: View<'_>, id: Id<model::Article>) -> String {
    let article = &view.site.articles[id];
    let chains: Vec<Vec<String>> = view
        .attribution(id, None)
        .chains
        .into_iter()
        .map(|chain| chain.steps.into_iter().map(|step| step.name).collect())
        .collect();
    let of = &article.account.origins;
    let origins: Vec<String> = of.known.iter().map(|origin| view.origin_name(*origin)).collect();
    // Whoever cites it must know that it was taken back.
    let mut sentences: Vec<String> =
        view.status(id, None).iter().map(|status| view.words.status_sentence(status)).collect();
    if of.stand() {
        sentences.push(view.words.derivation(&chains, &origins, !of.unknown.is_empty()));
    }
    sentences.extend(view.words.published(view.article_date(id)));
    let (site, source) = (&view.site.settings.title, &article.source);
    sentences.extend(view.words.ours(site, source.headline.is_some(), source.url.is_some()));
    view.words.sentences(sentences)
}
