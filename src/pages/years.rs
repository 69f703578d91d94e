//! Long lists by year: which pages a divided list has, and what each of them shows.
//!
//! In: the site, in which every list is in the order of dates, and the limit of its settings. Out: the routes of the years, their
//! pages, and for every page of a divided list where its others are. Deliberately absent: what an entry says, and how a
//! sorted list is searched (`model/years.rs`).

use std::borrow::Cow;

use super::Route;
use super::context::{ArticleList, ArticleYear, Link, YearLink, YearPage, Years};
use super::parts::View;
use crate::document::Value;
use crate::model::years::{self, End};
use crate::model::{Article, Entity, Event, Id, Publisher, Site, SiteUrl, Topic};

/// A page with lists that are divided by year when one of them is long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Listing {
    /// All events.
    Chronology,
    /// All articles.
    Articles,
    /// Those of a topic.
    Topic(Id<Topic>),
    /// Those of an entity.
    Entity(Id<Entity>),
    /// The articles of a publisher, and those that come from it.
    Publisher(Id<Publisher>),
}

/// What a page beside the first one of divided lists shows of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// What lies in a year; `None` for what has no known one.
    Year(Option<i32>),
    /// All of a chronology, so that all of it can be filtered.
    All,
}

/// Lists of a page, whole.
struct Lists<'a> {
    /// Nothing where no events are among them.
    events: Option<Cow<'a, [Id<Event>]>>,
    /// Each with the message that is its heading.
    articles: Vec<(&'static str, Cow<'a, [Id<Article>]>)>,
}

impl Listing {
    /// What the first page of the lists is.
    pub(super) fn route(self) -> Route {
        match self {
            Self::Chronology => Route::Chronology,
            Self::Articles => Route::Articles,
            Self::Topic(id) => Route::Topic(id),
            Self::Entity(id) => Route::Entity(id),
            Self::Publisher(id) => Route::Publisher(id),
        }
    }

    /// The lists that a page is about, as their first one or another.
    fn of(route: Route) -> Option<Self> {
        Some(match route {
            Route::Chronology => Self::Chronology,
            Route::Articles => Self::Articles,
            Route::Topic(id) => Self::Topic(id),
            Route::Entity(id) => Self::Entity(id),
            Route::Publisher(id) => Self::Publisher(id),
            Route::Years(listing, _) => listing,
            _ => return None,
        })
    }

    fn all(site: &Site) -> impl Iterator<Item = Self> {
        let topics = site.topics.ids().map(Self::Topic);
        let entities = site.entities.ids().map(Self::Entity);
        let publishers = site.publishers.ids().map(Self::Publisher);
        [Self::Chronology, Self::Articles].into_iter().chain(topics).chain(entities).chain(publishers)
    }

    fn url(self, site: &Site) -> SiteUrl {
        match self {
            Self::Chronology => SiteUrl::new("chronology/"),
            Self::Articles => SiteUrl::new("articles/"),
            Self::Topic(id) => site.topics[id].head.url.clone(),
            Self::Entity(id) => site.entities[id].head.url.clone(),
            Self::Publisher(id) => site.publishers[id].head.url.clone(),
        }
    }

    fn lists(self, site: &Site) -> Lists<'_> {
        fn own<T>(ids: &[Id<T>]) -> Cow<'_, [Id<T>]> {
            Cow::Borrowed(ids)
        }
        let (events, articles) = match self {
            Self::Chronology => (Some(Cow::Owned(site.events.ids().collect())), Vec::new()),
            Self::Articles => (None, vec![("articles", Cow::Owned(site.articles.ids().collect()))]),
            Self::Topic(id) => (Some(own(&site.topics[id].events)), vec![("articles", own(&site.topics[id].articles))]),
            Self::Entity(id) => {
                (Some(own(&site.entities[id].events)), vec![("articles", own(&site.entities[id].articles))])
            }
            Self::Publisher(id) => {
                let publisher = &site.publishers[id];
                (None, vec![("published-articles", own(&publisher.articles)), ("passed-on", own(&publisher.passed_on))])
            }
        };
        Lists { events, articles }
    }

    /// Those of its lists that are divided: nothing where every one is whole on its page.
    fn divided(self, site: &Site) -> Option<Lists<'_>> {
        let Lists { mut events, mut articles } = self.lists(site);
        events = events.filter(|ids| first_events(site, ids).len() < ids.len());
        articles.retain(|(_, ids)| first_articles(site, ids).len() < ids.len());
        (events.is_some() || !articles.is_empty()).then_some(Lists { events, articles })
    }
}

impl Lists<'_> {
    /// Every year in which one of them has entries, with how many events and articles, the newest first.
    fn years(&self, site: &Site) -> Vec<(Option<i32>, usize, usize)> {
        let events = self.events.iter().flat_map(|ids| years::years(ids, |id| year_of_event(site, id)));
        let mut all: Vec<_> = events.map(|(year, count)| (year, count, 0)).collect();
        for (_, ids) in &self.articles {
            all.extend(years::years(ids, |id| year_of_article(site, id)).into_iter().map(|(at, count)| (at, 0, count)));
        }
        // `None` comes last, as on the pages.
        all.sort_by_key(|(year, ..)| std::cmp::Reverse(*year));
        all.dedup_by(|(year, events, articles), (kept, of_events, of_articles)| {
            let is_same = year == kept;
            if is_same {
                (*of_events, *of_articles) = (*of_events + *events, *of_articles + *articles);
            }
            is_same
        });
        all
    }
}

impl Span {
    /// The last part of its address.
    fn name(self) -> String {
        match self {
            Self::Year(year) => years::name(year),
            Self::All => years::ALL.to_owned(),
        }
    }

    fn url(self, of: &SiteUrl) -> SiteUrl {
        SiteUrl::new(format!("{of}{}/", self.name()))
    }

    /// "2023", "Undated", "All years".
    pub(super) fn title(self, view: View<'_>) -> String {
        match self {
            Self::Year(year) => view.year(year).0,
            Self::All => view.words.plain("all-years"),
        }
    }
}

/// The pages of every year of all lists that are divided.
pub(super) fn routes(site: &Site) -> impl Iterator<Item = (Route, SiteUrl)> {
    let divided = Listing::all(site).filter_map(|listing| Some((listing, listing.divided(site)?)));
    divided.flat_map(|(listing, lists)| {
        let url = listing.url(site);
        let years = lists.years(site).into_iter().map(|(year, ..)| Span::Year(year));
        let all = lists.events.is_some().then_some(Span::All);
        years.chain(all).map(move |span| (Route::Years(listing, span), span.url(&url))).collect::<Vec<_>>()
    })
}

/// How many entries a list shows on its page before it is divided.
fn limit(site: &Site) -> usize {
    site.settings.list_limit.map_or(usize::MAX, usize::from)
}

/// What of a chronology its page begins with.
pub(super) fn first_events<'i>(site: &Site, ids: &'i [Id<Event>]) -> &'i [Id<Event>] {
    let end = if is_newest_first(site) { End::Newest } else { End::Oldest };
    years::first(ids, limit(site), end, |id| year_of_event(site, id))
}

/// What of a list of articles its page begins with.
pub(super) fn first_articles<'i>(site: &Site, ids: &'i [Id<Article>]) -> &'i [Id<Article>] {
    years::first(ids, limit(site), End::Newest, |id| year_of_article(site, id))
}

/// Whether the theme begins chronologies with the newest event.
pub(super) fn is_newest_first(site: &Site) -> bool {
    site.settings.theme_options.get("newest_first") == Some(&Value::Bool(true))
}

/// The address of the page of a year that an event of a divided chronology stands on, below that of its first page.
pub(super) fn page_of(site: &Site, first: &SiteUrl, id: Id<Event>) -> SiteUrl {
    Span::Year(year_of_event(site, id)).url(first)
}

/// The address of the page of all of a chronology, below that of the first page.
pub(super) fn page_of_all(first: &SiteUrl) -> SiteUrl {
    Span::All.url(first)
}

fn year_of_event(site: &Site, id: Id<Event>) -> Option<i32> {
    site.events[id].date.value().date.year()
}

fn year_of_article(site: &Site, id: Id<Article>) -> Option<i32> {
    site.articles[id].date.date.year()
}

/// The articles that a page of a year lists, in the order of the list, for the pages whose first one has notes.
pub(super) fn listed(site: &Site, listing: Listing, span: Span) -> Vec<Id<Article>> {
    let has_notes = matches!(listing, Listing::Topic(_) | Listing::Entity(_));
    let lists = listing.divided(site).filter(|_| has_notes);
    match (span, lists.as_ref().map(|lists| lists.articles.as_slice())) {
        (Span::Year(year), Some([(_, ids)])) => {
            years::of_year(ids, year, |id| year_of_article(site, id)).iter().rev().copied().collect()
        }
        _ => Vec::new(),
    }
}

/// A page of a year, or of all of a chronology.
pub(super) fn page(view: View<'_>, listing: Listing, span: Span) -> YearPage {
    let site = view.site;
    let lists = listing.divided(site).expect("only divided lists have such pages");
    let in_span = |ids| match span {
        Span::Year(year) => years::of_year(ids, year, |id| year_of_event(site, id)),
        Span::All => ids,
    };
    let events = lists.events.as_ref().map(|ids| in_span(ids)).filter(|ids| !ids.is_empty());
    let articles = lists.articles.iter().filter_map(|(heading, ids)| {
        let Span::Year(year) = span else { return None };
        let ids = years::of_year(ids, year, |id| year_of_article(site, id));
        let list = ArticleList { title: view.words.plain(heading), articles: view.newest_first(ids) };
        (!ids.is_empty()).then_some(list)
    });
    YearPage {
        title: span.title(view),
        chronology: events.map(|ids| view.chronology(ids, ids)),
        articles: articles.collect(),
    }
}

/// Where the other pages of divided lists are, with the title of the first one and its language; `None` where they aren't divided.
pub(super) fn navigation(view: View<'_>, route: Route, title: &str, lang: Option<String>) -> Option<Years> {
    let site = view.site;
    let listing = Listing::of(route)?;
    let lists = listing.divided(site)?;
    let first = listing.url(site);
    let link =
        |span: Span| Link { href: view.page.reference_to(&span.url(&first)), title: span.title(view), lang: None };
    let all = lists.years(site);
    let at = match route {
        Route::Years(_, Span::Year(year)) => all.iter().position(|(other, ..)| *other == year),
        _ => None,
    };
    // What has no year is neither before nor after one.
    let beside = |n: Option<usize>| {
        let (year, ..) = all.get(n?).filter(|_| at.is_some_and(|at| all[at].0.is_some()))?;
        year.map(|year| link(Span::Year(Some(year))))
    };
    let is_first = !matches!(route, Route::Years(..));
    let headings = headings(site, &listing.lists(site));
    Some(Years {
        kind: match route {
            Route::Years(_, Span::Year(_)) => "year",
            Route::Years(_, Span::All) => "all",
            _ => "first",
        },
        first: Link { href: view.page.reference_to(&first), title: title.to_owned(), lang },
        all: lists.events.as_ref().map(|_| link(Span::All)),
        earlier: beside(at.map(|n| n + 1)),
        later: beside(at.and_then(|n| n.checked_sub(1))),
        events: lists.events.as_ref().map_or(0, |ids| ids.len()),
        articles: lists.articles.iter().map(|(_, ids)| ids.len()).sum(),
        years: all
            .iter()
            .enumerate()
            .map(|(n, (year, events, articles))| {
                let Link { href, title, .. } = link(Span::Year(*year));
                let anchor = (is_first && !headings.contains(year)).then(|| view.year(*year).1);
                YearLink { href, title, anchor, is_current: at == Some(n), events: *events, articles: *articles }
            })
            .collect(),
    })
}

/// The years that have headings on the first page: those of its chronology, or of its articles where it has none.
fn headings(site: &Site, lists: &Lists<'_>) -> Vec<Option<i32>> {
    let years = match (&lists.events, lists.articles.as_slice()) {
        (Some(ids), _) => years::years(first_events(site, ids), |id| year_of_event(site, id)),
        (None, [(_, ids)]) => years::years(first_articles(site, ids), |id| year_of_article(site, id)),
        (None, _) => Vec::new(),
    };
    years.into_iter().map(|(year, _)| year).collect()
}

impl View<'_> {
    /// Articles by year, the last one first.
    pub(super) fn articles_by_year(&self, ids: &[Id<Article>]) -> Vec<ArticleYear> {
        let of_year = |(at, _): &(Option<i32>, usize)| {
            let (title, anchor) = self.year(*at);
            let articles = self.newest_first(years::of_year(ids, *at, |id| year_of_article(self.site, id)));
            ArticleYear { anchor, title, articles }
        };
        years::years(ids, |id| year_of_article(self.site, id)).iter().rev().map(of_year).collect()
    }
}
