//! The site as it is: ids resolved, events merged, origins counted, links and backlinks, addresses.
//!
//! In: [`crate::document::Documents`]. Out: an immutable [`Site`] from [`link()`], from which every page is a pure function.
//! Deliberately absent: places in files (no fault past here is the author's), words for readers, and HTML.

mod addresses;
mod advice;
mod articles;
mod as_of;
mod bodies;
mod claims;
mod events;
mod kept;
mod link;
mod names;
mod order;
mod origins;
mod quotes;
pub mod reads;
mod related;
mod resolve;
mod table;
mod tables;
mod times;
mod topics;
mod url;
pub mod years;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

pub use self::claims::{Claim, Claimed, Field, Quoted, Said};
pub use self::link::{Memory, Options, Supposition, link, link_again};
pub use self::names::{MAX_NAME_BYTES, NameIndex, NameMatch};
pub use self::origins::{Account, Count, Independent, Origin, Origins, Step, StepOf};
pub use self::reads::Tracked;
pub use self::table::{Id, Table};
pub use self::topics::{Figures, PublisherFigures};
pub use self::url::SiteUrl;
pub use crate::document::{Basis, EntityKind, Mode, PublisherKind, Quantity, Rights, Stance, StatusKind};

use crate::date::{Date, Language, Moment, Zone};
use crate::document::{Cards, Value};
use crate::files::FileId;
use crate::slug::Slug;

/// Everything that is published.
#[derive(Clone, Debug)]
pub struct Site {
    /// What holds for the whole.
    pub settings: Settings,
    /// By order, then title.
    pub topics: Table<Topic>,
    /// By date, then id.
    pub articles: Table<Article>,
    /// By earliest and latest day, then local time (those without one first), then id: the global chronology.
    pub events: Table<Event>,
    /// By id.
    pub entities: Table<Entity>,
    /// By id.
    pub publishers: Table<Publisher>,
    /// By order, then title.
    pub pages: Table<Page>,
    /// Finds the names of entities in texts.
    pub names: NameIndex,
    /// Files that are copied as they are.
    pub attachments: Table<Attachment>,
    /// Old addresses, by address.
    pub redirects: Tracked<Vec<Redirect>>,
    /// Figures for the whole.
    pub figures: Tracked<Figures>,
    /// How many articles were left out because they were not surely published by [`Settings::as_of`].
    pub later: usize,
}

/// What `site.toml` says, checked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Name of the site.
    pub title: String,
    /// Where the site will be found; ends with `/`.
    pub base_url: ::url::Url,
    /// One or two sentences on the site.
    pub description: Option<String>,
    /// Language of the site's own words, as a BCP 47 tag.
    pub language: String,
    /// The language of dates that goes with it.
    pub date_language: Language,
    /// Zone of the time stamps that feeds need, and of the dates beside events in other zones.
    pub time_zone: Zone,
    /// The theme and those that it extends, nearest first, by folder name.
    pub themes: Vec<String>,
    /// Who writes the site.
    pub authors: Vec<String>,
    /// Custom domain.
    pub cname: Option<String>,
    /// How many words of a body are published under `rights: excerpt`.
    pub excerpt_words: usize,
    /// Whether raw HTML in Markdown is published as it is.
    pub trusted_html: bool,
    /// Whether straight quotes and dashes become typographic ones.
    pub smart_punctuation: bool,
    /// Whether the site has a search page.
    pub search: bool,
    /// Whether citations and chronologies are offered as files.
    pub exports: bool,
    /// Most entries that a list shows on its page before it is divided by year; `None` divides none.
    pub list_limit: Option<NonZeroUsize>,
    /// Which pages have a picture of their own where they are shared.
    pub cards: Cards,
    /// The date as of which the site is built, when it isn't built of all that is known.
    pub as_of: Option<Date>,
    /// The theme's options: its defaults, overridden by the site.
    pub theme_options: BTreeMap<String, Value>,
    /// Free values for templates.
    pub extra: Value,
}

/// Anything that has an address and can be linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ref {
    /// A topic.
    Topic(Id<Topic>),
    /// An article.
    Article(Id<Article>),
    /// An event, on its own page or on its article's.
    Event(Id<Event>),
    /// An entity.
    Entity(Id<Entity>),
    /// A publisher.
    Publisher(Id<Publisher>),
    /// A plain page.
    Page(Id<Page>),
    /// A copied file.
    Attachment(Id<Attachment>),
}

/// What every content file has, resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Its id.
    pub id: Slug,
    /// Its permalink.
    pub url: SiteUrl,
    /// The file that it is written in; `None` for an event that only articles declare.
    pub file: Option<FileId>,
    /// Language of its text, when it isn't the site's.
    pub language: Option<String>,
    /// Free values for templates.
    pub extra: Value,
    /// Its text.
    pub body: Body,
    /// What its authors link to it from a body, once each, in order. Names that become links by themselves are left out:
    /// what names an entity is for its lists of events and articles to tell, and the rest would drown what was chosen.
    pub linked_from: Vec<Ref>,
}

/// A Markdown text with its links resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// The file that holds it; `None` when there is no text.
    pub text: Option<(FileId, std::ops::Range<u32>)>,
    /// Its links and images, in the order of [`crate::document::markdown::events`].
    pub links: Vec<Href>,
    /// Whether names of entities in it become links by themselves.
    pub autolink: bool,
}

/// Where a link of a body leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Href {
    /// To something on this site, at an anchor perhaps.
    Internal(Ref, Option<Box<str>>),
    /// To a page of the site that no file stands for, such as the chronology.
    Url(SiteUrl, Option<Box<str>>),
    /// To an anchor on the same page.
    Anchor(Box<str>),
    /// Outside the site.
    External(Box<str>),
    /// To something that was not known as of the date for which the site is built: its text stays.
    Later,
}

/// A date, what it rests on, and how it was come by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Dated {
    /// The date.
    pub date: Date,
    /// Whether its source states it.
    pub basis: Basis,
    /// How it was come by.
    pub note: Option<String>,
}

/// A standing subject.
#[derive(Clone, Debug, Hash)]
pub struct Topic {
    /// Id, address, text.
    pub head: Head,
    /// Its name.
    pub title: String,
    /// Its name in navigation.
    pub short_title: Option<String>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Its chronology, in order.
    pub events: Vec<Id<Event>>,
    /// Its articles, by date.
    pub articles: Vec<Id<Article>>,
    /// Who and what takes part, with the number of events and articles: most first, then by name.
    pub entities: Vec<(Id<Entity>, usize)>,
    /// Publishers of its articles, and those that stand behind them, with the number of articles: most first.
    pub publishers: Vec<(Id<Publisher>, usize)>,
    /// Topics that share events, articles or entities with it: most first.
    pub related: Vec<RelatedTopic>,
    /// Figures at a glance.
    pub figures: Figures,
}

/// A topic that shares something with another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RelatedTopic {
    /// The other one.
    pub topic: Id<Topic>,
    /// How many events belong to both.
    pub events: usize,
    /// How many articles belong to both.
    pub articles: usize,
    /// How many entities take part in both.
    pub entities: usize,
    /// Whether one of the two links to the other.
    pub linked: bool,
}

/// One report by one publisher.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Article {
    /// Id, address, text.
    pub head: Head,
    /// Its headline on this site.
    pub title: String,
    /// When the publisher published it.
    pub date: Dated,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Its topics.
    pub topics: Vec<Id<Topic>>,
    /// Whom and what it speaks of.
    pub entities: Vec<Id<Entity>>,
    /// What may be published of its text.
    pub rights: Rights,
    /// Where it comes from.
    pub source: Source,
    /// Whose account it gives.
    pub account: Account,
    /// What became of it since it was published; `None` while it stands.
    pub status: Option<Status>,
    /// Where it was corrected or retracted, the articles whose account rests on it, through others as well, by date.
    pub resting: Vec<Id<Article>>,
    /// Its events, in the order written.
    pub mentions: Vec<(Id<Event>, Stance)>,
}

/// Where an article comes from.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Source {
    /// Who published it; `None` when not identified.
    pub publisher: Option<Id<Publisher>>,
    /// The publisher's own headline.
    pub headline: Option<String>,
    /// Names of its reporters.
    pub byline: Vec<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// A copy kept by an archive.
    pub archive_url: Option<String>,
    /// When the analyst read it.
    pub accessed: Option<Date>,
    /// Language of the original.
    pub language: Option<String>,
    /// Where and when the account was filed, as printed.
    pub dateline: Option<String>,
}

/// What became of an article since it was published.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Status {
    /// Whether it was corrected or retracted.
    pub kind: StatusKind,
    /// What was wrong.
    pub note: Option<String>,
    /// When its publisher said so.
    pub date: Option<Date>,
}

/// An article that has something in common with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedArticle {
    /// The other one.
    pub article: Id<Article>,
    /// Events that both speak of, in order.
    pub events: Vec<Id<Event>>,
    /// Entities that both speak of, rarest first.
    pub entities: Vec<Id<Entity>>,
}

/// One dated happening, merged from all that was said of it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Event {
    /// Id, address, text. The address is that of its own page, or of its article's page for an event without one.
    pub head: Head,
    /// Whether it has a page of its own.
    pub has_page: bool,
    /// Its name.
    pub title: Field<String>,
    /// When it happened, or began.
    pub date: Field<Dated>,
    /// At what time of its day it happened, or began: each as local time on the day that its account gives.
    pub time: Option<Field<Moment>>,
    /// When it ended.
    pub end: Option<Field<Date>>,
    /// Where.
    pub place: Option<Field<Place>>,
    /// One or two sentences.
    pub summary: Option<Field<String>>,
    /// Figures that its accounts give, in the order in which they are first given.
    pub claims: Vec<Claim>,
    /// Its topics.
    pub topics: Vec<Id<Topic>>,
    /// Who and what took part.
    pub entities: Vec<Id<Entity>>,
    /// Articles that speak of it, by stance and then date.
    pub mentions: Vec<Mention>,
    /// Independent origins of the articles that report it.
    pub origins: Count,
}

impl Event {
    /// How an article speaks of it.
    pub fn mention_by(&self, article: Id<Article>) -> Option<&Mention> {
        let at = |stance| self.mentions.binary_search_by_key(&(stance, article), |it| (it.stance, it.article)).ok();
        Stance::ALL.into_iter().find_map(at).map(|n| &self.mentions[n])
    }

    /// The time of day that is shown beside its date; `None` when no account of that very day gives one.
    pub fn moment(&self) -> Option<&Moment> {
        times::shown(self.time.as_ref(), &self.date.value().date)
    }
}

/// An article that speaks of an event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mention {
    /// The article.
    pub article: Id<Article>,
    /// How it stands to the event.
    pub stance: Stance,
    /// Whose account of this event it gives, when that isn't the article's [`Account`] as a whole.
    pub account: Option<Box<Account>>,
}

/// Where an event took place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A place that has a page.
    Entity(Id<Entity>),
    /// Plain text.
    Text(String),
}

/// A person, organisation or place.
#[derive(Clone, Debug, Hash)]
pub struct Entity {
    /// Id, address, text.
    pub head: Head,
    /// Its name in the site's language.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Other spellings and short forms.
    pub aliases: Vec<String>,
    /// Its name in other languages, by BCP 47 tag.
    pub names: Vec<(String, String)>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// What it was, and when.
    pub roles: Vec<Role>,
    /// Events that it took part in, or that took place there, in order.
    pub events: Vec<Id<Event>>,
    /// Articles that speak of it, by date.
    pub articles: Vec<Id<Article>>,
}

/// An office or function, with the time for which it is known.
#[derive(Clone, Debug, Hash)]
pub struct Role {
    /// Its name.
    pub title: String,
    /// From when.
    pub from: Option<Date>,
    /// Until when.
    pub to: Option<Date>,
}

/// Who published.
#[derive(Clone, Debug, Hash)]
pub struct Publisher {
    /// Id, address, text.
    pub head: Head,
    /// Its name in the site's language.
    pub name: String,
    /// What it is.
    pub kind: Option<PublisherKind>,
    /// Country as an ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// Its own site.
    pub url: Option<String>,
    /// Who owns it.
    pub owner: Option<Owner>,
    /// Its name in other languages, by BCP 47 tag.
    pub names: Vec<(String, String)>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Entities for which it speaks.
    pub party: Vec<Id<Entity>>,
    /// Articles that it published, by date.
    pub articles: Vec<Id<Article>>,
    /// Articles of others that are derived from it, by date.
    pub passed_on: Vec<Id<Article>>,
    /// How many of all articles have it among their origins.
    pub origin_of: usize,
    /// Figures at a glance.
    pub figures: PublisherFigures,
}

/// Who owns a publisher.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// Another publisher.
    Publisher(Id<Publisher>),
    /// Somebody who has no page.
    Named(String),
}

/// A plain page.
#[derive(Clone, Debug, Hash)]
pub struct Page {
    /// Id, address, text.
    pub head: Head,
    /// Its name.
    pub title: String,
    /// One or two sentences.
    pub summary: Option<String>,
}

/// A file that is copied as it is.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// The file.
    pub file: FileId,
    /// Where it is copied to.
    pub url: SiteUrl,
}

/// An old address that leads to a new one.
#[derive(Clone, Debug, Hash)]
pub struct Redirect {
    /// The old address.
    pub from: SiteUrl,
    /// What it leads to.
    pub to: Ref,
}

impl Site {
    /// What every content file has, kind by kind; also of events without a file.
    pub fn heads(&self) -> impl Iterator<Item = &Head> {
        let topics = self.topics.iter().map(|(_, topic)| &topic.head);
        let articles = self.articles.iter().map(|(_, article)| &article.head);
        let events = self.events.iter().map(|(_, event)| &event.head);
        let entities = self.entities.iter().map(|(_, entity)| &entity.head);
        let publishers = self.publishers.iter().map(|(_, publisher)| &publisher.head);
        let pages = self.pages.iter().map(|(_, page)| &page.head);
        topics.chain(articles).chain(events).chain(entities).chain(publishers).chain(pages)
    }

    /// The address of something, with an anchor for an event that has no page of its own.
    pub fn url(&self, target: Ref) -> (&SiteUrl, Option<String>) {
        match target {
            Ref::Topic(id) => (&self.topics[id].head.url, None),
            Ref::Article(id) => (&self.articles[id].head.url, None),
            Ref::Event(id) => {
                let event = &self.events[id];
                (&event.head.url, (!event.has_page).then(|| format!("event-{}", event.head.id)))
            }
            Ref::Entity(id) => (&self.entities[id].head.url, None),
            Ref::Publisher(id) => (&self.publishers[id].head.url, None),
            Ref::Page(id) => (&self.pages[id].head.url, None),
            Ref::Attachment(id) => (&self.attachments[id].url, None),
        }
    }
}
