//! Atom feeds (RFC 4287) of the site and of each topic: the latest articles.
//!
//! An entry has the article's summary and who stands behind it, never more of its text than its rights allow. Atom needs a
//! moment where an EDTF date is a span: `updated` is the first moment of the date in the site's zone, and `published` is
//! given only for a date that is one exact day.

use atom_syndication::{Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use chrono::{NaiveDate, NaiveTime, TimeZone};

use crate::model::{Article, Id, Origin, Site, SiteUrl, Topic};
use crate::words::Words;

/// Entries of a feed at most.
const ENTRIES: usize = 30;

/// Where a topic's feed is.
pub(super) fn topic_url(topic: &Topic) -> SiteUrl {
    SiteUrl::new(format!("{}feed.xml", topic.head.url))
}

pub(super) fn site(site: &Site, words: &Words) -> Vec<u8> {
    let articles: Vec<_> = site.articles.ids().collect();
    let settings = &site.settings;
    let own = SiteUrl::new("feed.xml");
    feed(site, words, &settings.title, settings.description.as_deref(), (&SiteUrl::new(""), &own), &articles)
}

pub(super) fn topic(site: &Site, words: &Words, id: Id<Topic>) -> Vec<u8> {
    let topic = &site.topics[id];
    let title = format!("{}: {}", site.settings.title, topic.title);
    feed(site, words, &title, topic.summary.as_deref(), (&topic.head.url, &topic_url(topic)), &topic.articles)
}

/// The feed of some articles: about the page at the first address, itself at the second.
fn feed(
    site: &Site,
    words: &Words,
    title: &str,
    subtitle: Option<&str>,
    (page, own): (&SiteUrl, &SiteUrl),
    articles: &[Id<Article>],
) -> Vec<u8> {
    let settings = &site.settings;
    let latest = &articles[articles.len().saturating_sub(ENTRIES)..];
    let entries: Vec<Entry> = latest.iter().rev().map(|id| entry(site, words, *id)).collect();
    // Atom wants an author: a site that names none stands for itself.
    let label = settings.as_of.as_ref().map(|date| words.as_known_on(&date.words(settings.date_language)));
    let authors = if settings.authors.is_empty() { std::slice::from_ref(&settings.title) } else { &settings.authors };
    let (page, own) = (page.absolute(&settings.base_url), own.absolute(&settings.base_url));
    let feed = Feed {
        title: plain(&label.map_or_else(|| title.to_owned(), |label| words.with_remark(title, &label))),
        id: page.clone(),
        updated: entries.iter().map(|entry| entry.updated).max().unwrap_or_default(),
        authors: authors.iter().map(|name| person(name)).collect(),
        generator: Some(Generator {
            value: "briefgen".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            ..Generator::default()
        }),
        links: vec![link(page, "alternate", "text/html"), link(own, "self", "application/atom+xml")],
        subtitle: subtitle.map(plain),
        lang: Some(settings.language.clone()),
        entries,
        ..Feed::default()
    };
    let mut bytes = Vec::new();
    feed.write_to(&mut bytes).expect("writing to memory can't fail");
    bytes.push(b'\n');
    bytes
}

fn entry(site: &Site, words: &Words, id: Id<Article>) -> Entry {
    let article = &site.articles[id];
    let url = article.head.url.absolute(&site.settings.base_url);
    let date = &article.date.date;
    let publisher =
        article.source.publisher.map_or_else(|| words.unidentified(), |id| site.publishers[id].name.clone());
    let origins: Vec<String> = article
        .account
        .origins
        .known
        .iter()
        .map(|origin| match origin {
            Origin::Publisher(id) => site.publishers[*id].name.clone(),
            Origin::Unidentified(_) => words.unidentified(),
        })
        .collect();
    let origin = match origins.as_slice() {
        [] => words.unknown_origin(),
        known => words.origins_of_account(known, false),
    };
    let remark = [date.words(site.settings.date_language), publisher.clone(), origin].join(&words.plain("semicolon"));
    let remark = words.say("in-brackets", [("text", remark.into())]);
    let summary = words.sentences(article.summary.iter().cloned().chain([remark]));
    let first_moment = date.earliest().naive().or_else(|| date.latest().naive()).map(|day| moment(site, day));
    Entry {
        title: plain(&article.title),
        id: url.clone(),
        updated: first_moment.unwrap_or_default(),
        published: date.exact_day().map(|day| moment(site, day)),
        authors: vec![person(&publisher)],
        categories: article
            .topics
            .iter()
            .map(|id| Category { term: xml(&site.topics[*id].title), ..Category::default() })
            .collect(),
        links: vec![link(url, "alternate", "text/html")],
        summary: Some(plain(&summary)),
        ..Entry::default()
    }
}

/// The first moment of a day in the site's zone.
fn moment(site: &Site, day: NaiveDate) -> FixedDateTime {
    let midnight = day.and_time(NaiveTime::MIN);
    let zone = site.settings.time_zone;
    // Where clocks go forward at midnight, the day begins an hour later.
    let local = zone.from_local_datetime(&midnight).earliest();
    let local = local.or_else(|| zone.from_local_datetime(&(midnight + chrono::TimeDelta::hours(1))).earliest());
    local.map_or_else(|| midnight.and_utc().fixed_offset(), |local| local.fixed_offset())
}

fn link(href: String, rel: &str, mime_type: &str) -> Link {
    Link { href, rel: rel.to_owned(), mime_type: Some(mime_type.to_owned()), ..Link::default() }
}

fn person(name: &str) -> Person {
    Person { name: xml(name), ..Person::default() }
}

fn plain(text: &str) -> Text {
    Text::plain(xml(text))
}

/// Text without the control characters that XML can't hold, which the library writes as they are.
fn xml(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}
