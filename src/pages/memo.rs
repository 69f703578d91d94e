//! What several pages and exports say alike, worked out once.
//!
//! In: the site, as any page sees it. Out: the words of articles and events, citations, and events for programs: what holds no
//! address that is relative to a page, and of which each is wanted some ten times. Each is made when it is first asked for, and lives as
//! long as the site. Deliberately absent: whatever depends on the page.

use std::sync::OnceLock;

use super::context::Date;
use super::exports::{Citation, EventRecord};
use super::parts::View;
use super::shared::Shared;
use super::told::{ToldArticle, ToldEvent};
use crate::model::reads::{self, Reads, Row};
use crate::model::{Article, Event, Id, Site, Table};

/// What was worked out for the rows of a site.
#[derive(Debug)]
pub struct Memo {
    articles: Column<Article, ToldArticle>,
    events: Column<Event, ToldEvent>,
    citations: Column<Article, Citation>,
    records: Column<Event, EventRecord>,
}

/// A value for each row of a table, with what it was made from: who takes it from here looks at all that.
#[derive(Debug)]
struct Column<R, V> {
    values: Vec<OnceLock<Box<(V, Reads)>>>,
    of: std::marker::PhantomData<fn() -> R>,
}

impl Memo {
    /// Nothing is worked out yet.
    pub fn new(site: &Site) -> Self {
        Self {
            articles: Column::new(&site.articles),
            events: Column::new(&site.events),
            citations: Column::new(&site.articles),
            records: Column::new(&site.events),
        }
    }
}

impl<R: Row, V> Column<R, V> {
    fn new(table: &Table<R>) -> Self {
        Self { values: std::iter::repeat_with(OnceLock::new).take(table.len()).collect(), of: std::marker::PhantomData }
    }

    fn get(&self, id: Id<R>, make: impl FnOnce() -> V) -> &V {
        let (value, reads) = &**self.values[id.index()].get_or_init(|| Box::new(reads::recorded(make)));
        reads::note_all(reads);
        value
    }
}

impl<'a> View<'a> {
    /// What every page says of an article.
    pub(super) fn told_article(self, id: Id<Article>) -> &'a ToldArticle {
        self.memo.articles.get(id, || ToldArticle::new(self, &self.site.articles[id]))
    }

    /// What every page says of an event.
    pub(super) fn told_event(self, id: Id<Event>) -> &'a ToldEvent {
        self.memo.events.get(id, || ToldEvent::new(self, &self.site.events[id]))
    }

    /// When an article was published.
    pub(super) fn article_date(self, id: Id<Article>) -> &'a Shared<Date> {
        &self.told_article(id).date
    }

    /// When an event happened, from its date to its end.
    pub(super) fn event_date(self, id: Id<Event>) -> &'a Shared<Date> {
        &self.told_event(id).date
    }

    /// An article as its publisher's.
    pub(super) fn citation(self, id: Id<Article>) -> &'a Citation {
        self.memo.citations.get(id, || Citation::of_article(self, id))
    }

    /// An event for programs.
    pub(super) fn record(self, id: Id<Event>) -> &'a EventRecord {
        self.memo.records.get(id, || EventRecord::new(self, id))
    }
}
