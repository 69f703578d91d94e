//! What readers can look for: everything that has a page or an entry of its own, as words and as what a result tells.
//!
//! In: the site. Out: [`Volume`]s of [`Record`]s, of which `search` makes indexes, and the search page's context.
//! A record holds what its page says and no more: a body as far as its rights allow. Deliberately absent: the format of an
//! index, and names in the margin of a page, by which every article on a person would be found as if it told of them.

use rayon::prelude::*;

use super::body::{self, Extent};
use super::context::{Date, Search, SearchVolume};
use super::parts::{self, View};
use super::words;
use crate::model::{self, Article, Head, Ref, SiteUrl, Stance};

/// The longest text of a record, in bytes: longer than any article, and short enough for Pagefind, which takes a time that
/// grows by the square for what repeats one sign.
pub const MAX_TEXT_BYTES: usize = 256 * 1024;

/// Most records of a volume. All words of one are in memory until its index is made, and each is one more file that a reader
/// loads before the first result.
const MAX_RECORDS: usize = 2048;

/// Records whose texts are split into words in the same way.
#[derive(Clone, Debug, Hash)]
pub struct Volume {
    /// The name of its folder below that of all indexes: `en`, `en-2`.
    pub name: String,
    /// The language by whose rules that is, as a primary language subtag (BCP 47).
    pub language: String,
    /// The records, in the order of the site's tables: as many as keep the making of an index within bounds.
    pub records: Vec<Record>,
}

/// Something that can be found.
#[derive(Clone, Debug, Default, Hash)]
pub struct Record {
    /// Where it is, below the site's base, percent-encoded: `articles/x/index.html#event-y`.
    pub href: String,
    /// Language of its text, a BCP 47 tag.
    pub language: String,
    /// `article`, `event`, `person`, `organization`, `place`, `topic`, `publisher` or `page`.
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// What else it is called, or was by its publisher; who wrote it; what offices somebody held.
    pub names: Vec<String>,
    /// When, as the site tells it.
    pub date: Option<String>,
    /// What became of it.
    pub status: Option<String>,
    /// Of an event that nobody reports, what it is instead: `announced`, `recalled`, `disputed`, `retracted`, `unsourced`.
    pub standing: Option<&'static str>,
    /// Who published it or, of an event, who reports it and stands by that.
    pub publishers: Vec<String>,
    /// Names of its topics.
    pub topics: Vec<String>,
    /// What it says, up to [`MAX_TEXT_BYTES`].
    pub text: String,
}

/// Every record, in volumes for each way of splitting texts into words. The first is of the site's language.
///
/// Most languages part words by spaces, and a site's own has its endings taken off words besides. Chinese, Japanese and Thai
/// are parted by dictionary, so in a site of another language what is written in them has volumes of its own.
pub(super) fn volumes(view: View<'_>) -> Vec<Volume> {
    let own = own_language(view);
    let is_first = |record: &Record| is_unspaced(&own) || !is_unspaced(&record.language);
    let (first, second): (Vec<_>, Vec<_>) = records(view).into_iter().partition(is_first);
    let (mut first, mut second) = (first.into_iter(), second.into_iter());
    let fill = |(name, language): (String, String)| {
        let records = if language == own { &mut first } else { &mut second };
        Volume { records: records.take(MAX_RECORDS).collect(), name, language }
    };
    names_of_volumes(view).into_iter().map(fill).collect()
}

/// The search page.
pub(super) fn search(view: View<'_>) -> Search {
    let volume = |(name, language): (String, String)| {
        let folder = SiteUrl::new(format!("{}{name}/", data_url()));
        SearchVolume { href: view.page.reference_to(&folder).trim_end_matches("index.html").to_owned(), language }
    };
    Search { volumes: names_of_volumes(view).into_iter().map(volume).collect() }
}

/// The folder that holds all indexes.
pub(super) fn data_url() -> SiteUrl {
    SiteUrl::new("search/data/")
}

/// The names of the volumes with their languages. How many there are follows from the heads, of each of which a record is made.
fn names_of_volumes(view: View<'_>) -> Vec<(String, String)> {
    let site = view.site;
    let own = own_language(view);
    let heads = site.topics.iter().map(|(_, row)| &row.head);
    let heads = heads
        .chain(site.articles.iter().map(|(_, row)| &row.head))
        .chain(site.events.iter().map(|(_, row)| &row.head))
        .chain(site.entities.iter().map(|(_, row)| &row.head))
        .chain(site.publishers.iter().map(|(_, row)| &row.head))
        .chain(site.pages.iter().map(|(_, row)| &row.head));
    let is_second = |head: &&Head| !is_unspaced(&own) && head.language.as_deref().is_some_and(is_unspaced);
    let (second, first): (Vec<_>, Vec<_>) = heads.partition(is_second);
    // The home page has no head.
    let volumes = [(own.as_str(), first.len() + 1), (UNSPACED[0], second.len())];
    volumes.into_iter().flat_map(|(language, records)| parts(language, records)).collect()
}

/// The names of the volumes that so many records of a language are in.
fn parts(language: &str, records: usize) -> impl Iterator<Item = (String, String)> {
    let name = move |n: usize| if n == 1 { language.to_owned() } else { format!("{language}-{n}") };
    (1..=records.div_ceil(MAX_RECORDS)).map(move |n| (name(n), language.to_owned()))
}

fn own_language(view: View<'_>) -> String {
    primary(&view.site.settings.language)
}

/// Languages that don't part words by spaces; the first stands for all, since their dictionary is one.
const UNSPACED: [&str; 3] = ["ja", "zh", "th"];

fn is_unspaced(language: &str) -> bool {
    UNSPACED.contains(&primary(language).as_str())
}

/// The primary subtag of a language's tag, in lower case.
fn primary(language: &str) -> String {
    language.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

fn records(view: View<'_>) -> Vec<Record> {
    let site = view.site;
    let topics = site.topics.iter().map(|(_, topic)| Record {
        kind: "topic",
        names: topic.short_title.clone().into_iter().collect(),
        ..record(view, &topic.head, &topic.title, topic.summary.as_ref(), Extent::Whole)
    });
    let entities = site.entities.iter().map(|(_, entity)| {
        let roles = entity.roles.iter().map(|role| role.title.clone());
        Record {
            kind: words::entity_kind(entity.kind),
            names: names(&entity.names).chain(entity.aliases.iter().cloned()).chain(roles).collect(),
            ..record(view, &entity.head, &entity.name, entity.summary.as_ref(), Extent::Whole)
        }
    });
    let publishers = site.publishers.iter().map(|(_, publisher)| Record {
        kind: "publisher",
        names: names(&publisher.names).collect(),
        ..record(view, &publisher.head, &publisher.name, publisher.summary.as_ref(), Extent::Whole)
    });
    let pages = site.pages.iter().map(|(_, page)| Record {
        kind: "page",
        ..record(view, &page.head, &page.title, page.summary.as_ref(), Extent::Whole)
    });
    // A first volume is never empty so, which Pagefind takes for a fault.
    let home = Record {
        href: href(&SiteUrl::new(""), None),
        language: site.settings.language.clone(),
        kind: "page",
        title: site.settings.title.clone(),
        text: site.settings.description.clone().unwrap_or_default(),
        ..Record::default()
    };
    let few = std::iter::once(home).chain(topics).chain(entities).chain(publishers).chain(pages);
    let few: Vec<Record> = few.collect();
    let articles: Vec<_> = site.articles.iter().collect();
    let events: Vec<_> = site.events.iter().collect();
    let articles = articles.into_par_iter().map(|(id, row)| article(view, id, row));
    let events = events.into_par_iter().map(|(id, row)| event(view, id, row));
    few.into_par_iter().chain(articles).chain(events).collect()
}

fn article(view: View<'_>, id: model::Id<Article>, article: &Article) -> Record {
    let extent = body::extent(&article.rights, view.site);
    let about = record(view, &article.head, &article.title, article.summary.as_ref(), extent);
    Record {
        kind: "article",
        names: article.source.headline.iter().chain(&article.source.byline).cloned().collect(),
        date: Some(told(view, view.article_date(id))),
        status: view.status(id, None).map(|status| status.words),
        publishers: vec![view.publisher_name(article.source.publisher)],
        topics: topics(view, &article.topics),
        ..about
    }
}

fn event(view: View<'_>, id: model::Id<model::Event>, event: &model::Event) -> Record {
    let summary = event.summary.as_ref().map(model::Field::value);
    let about = record(view, &event.head, event.title.value(), summary, Extent::Whole);
    let reports = event.mentions.iter().filter(|mention| mention.stance == Stance::Reports);
    let reports = reports.map(|mention| &view.site.articles[mention.article]);
    let standing = reports.filter(|article| article.account.origins.stand());
    let mut publishers: Vec<String> = standing.map(|article| view.publisher_name(article.source.publisher)).collect();
    publishers.sort();
    publishers.dedup();
    let place = event.place.as_ref().map(|place| view.place(place.value()).name);
    let (url, anchor) = view.site.url(Ref::Event(id));
    Record {
        href: href(url, anchor.as_deref()),
        kind: "event",
        standing: Some(parts::standing(event)).filter(|standing| *standing != "reported"),
        date: Some(told(view, view.event_date(id))),
        publishers,
        topics: topics(view, &event.topics),
        text: joined(&[&about.text, place.as_deref().unwrap_or_default()]),
        ..about
    }
}

/// What all kinds of record have.
fn record(view: View<'_>, head: &Head, title: &str, summary: Option<&String>, extent: Extent) -> Record {
    let mut body = body::text(&head.body, extent, view);
    body.truncate(body.floor_char_boundary(MAX_TEXT_BYTES));
    Record {
        href: href(&head.url, None),
        language: head.language.clone().unwrap_or_else(|| view.site.settings.language.clone()),
        title: title.to_owned(),
        text: joined(&[summary.map_or("", String::as_str), &body]),
        ..Record::default()
    }
}

fn href(url: &SiteUrl, anchor: Option<&str>) -> String {
    let reference = SiteUrl::new("").reference_to(url);
    anchor.map_or_else(|| reference.clone(), |anchor| format!("{reference}#{anchor}"))
}

fn names(names: &[(String, String)]) -> impl Iterator<Item = String> {
    names.iter().map(|(_, name)| name.clone())
}

fn topics(view: View<'_>, ids: &[model::Id<model::Topic>]) -> Vec<String> {
    ids.iter().map(|id| view.site.topics[*id].title.clone()).collect()
}

fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

/// "about 15 November 2023 (inferred)".
fn told(view: View<'_>, date: &Date) -> String {
    let inferred = || view.words.with_remark(&date.words, &view.words.plain("inferred"));
    if date.is_inferred { inferred() } else { date.words.clone() }
}
