//! Puts documents into their final order, leaves out drafts and what was not known by a date, and finds ids that are given twice.
//!
//! A document's position from here on is its [`super::Id`].

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::mem::take;
use std::sync::Arc;

use super::as_of;
use super::link::{Options, Supposition};
use super::resolve::{Absence, Ids, Names};
use super::{Article, Entity, Event, Page, Publisher, Topic};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::{self, Documents, Head, Kind};
use crate::slug::Slug;

/// The documents that are published, in final order. Events are not: they are ordered when they are merged.
pub(super) struct Written {
    pub(super) topics: Vec<Arc<document::Topic>>,
    pub(super) articles: Vec<Arc<document::Article>>,
    pub(super) events: Vec<Arc<document::Event>>,
    pub(super) entities: Vec<Arc<document::Entity>>,
    pub(super) publishers: Vec<Arc<document::Publisher>>,
    pub(super) pages: Vec<Arc<document::Page>>,
    /// How many articles were left out because they were not surely published by the date for which the site is built.
    pub(super) later: usize,
}

/// How the documents of each kind were ordered last.
#[derive(Default)]
pub(super) struct Orders {
    topics: Order<document::Topic, Topic>,
    articles: Order<document::Article, Article>,
    events: Order<document::Event, Event>,
    entities: Order<document::Entity, Entity>,
    publishers: Order<document::Publisher, Publisher>,
    pages: Order<document::Page, Page>,
}

/// How documents of one kind were ordered: others with the same ids and keys are ordered likewise.
struct Order<D, T> {
    /// Nothing where some were left out for their ids, which is told every time.
    given: Option<Vec<Arc<D>>>,
    /// Positions among those that were given.
    order: Vec<usize>,
    ids: Arc<Ids<T>>,
}

impl<D, T> Default for Order<D, T> {
    fn default() -> Self {
        Self { given: None, order: Vec::new(), ids: Arc::default() }
    }
}

/// Orders all documents, which leaves `documents` without them. The names lack events and files, which come later.
pub(super) fn order(
    documents: &mut Documents,
    options: &Options,
    orders: &mut Orders,
    faults: &mut Vec<Diagnostic>,
) -> (Written, Names) {
    let mut names = Names::default();
    for (kind, slug) in documents.unread.drain(..) {
        names.absent.insert((kind, slug), Absence::Unread);
    }
    suppose(&mut documents.articles, options);
    let later = match &options.as_of {
        Some(as_of) => as_of::leave_out(documents, as_of, options.drafts, &mut names),
        None => 0,
    };
    let mut sorter = Sorter { drafts: options.drafts, absent: &mut names.absent, faults };
    let by_order =
        |order: Option<i64>, title: &str, id: &Slug| (order.unwrap_or(i64::MAX), title.to_owned(), id.clone());
    let topics = sorter.sort(
        Kind::Topic,
        take(&mut documents.topics),
        &mut orders.topics,
        |row| &row.head,
        |row| by_order(row.order, &row.title, &row.head.id),
    );
    let articles = sorter.sort(
        Kind::Article,
        take(&mut documents.articles),
        &mut orders.articles,
        |row| &row.head,
        |row| (row.date.date.value.sort_key(), row.head.id.clone()),
    );
    // Of two articles with one id the second is left out, with the events that it declares.
    for (article, absence) in articles.left_out {
        let declared = article.events.iter().filter(|mention| mention.declares);
        sorter.absent.extend(declared.map(|mention| ((Kind::Event, mention.event.value.clone()), absence)));
    }
    let events = sorter.sort_by_id(Kind::Event, take(&mut documents.events), &mut orders.events, |row| &row.head);
    let entities =
        sorter.sort_by_id(Kind::Entity, take(&mut documents.entities), &mut orders.entities, |row| &row.head);
    let publishers =
        sorter.sort_by_id(Kind::Publisher, take(&mut documents.publishers), &mut orders.publishers, |row| &row.head);
    let pages = sorter.sort(
        Kind::Page,
        take(&mut documents.pages),
        &mut orders.pages,
        |row| &row.head,
        |row| by_order(row.order, &row.title, &row.head.id),
    );
    let written = Written {
        topics: topics.kept,
        articles: articles.kept,
        events: events.kept,
        entities: entities.kept,
        publishers: publishers.kept,
        pages: pages.kept,
        later,
    };
    (names.topics, names.articles, names.entities) = (topics.ids, articles.ids, entities.ids);
    (names.publishers, names.pages) = (publishers.ids, pages.ids);
    (written, names)
}

/// Changes what became of an article to what is supposed.
fn suppose(articles: &mut [Arc<document::Article>], options: &Options) {
    let Some(Supposition { article, status }) = &options.suppose else { return };
    for found in articles.iter_mut().filter(|found| found.head.id == *article) {
        Arc::make_mut(found).status = status.map(|kind| document::Status { kind, note: None, date: None });
    }
}

struct Sorter<'a> {
    drafts: bool,
    absent: &'a mut BTreeMap<(Kind, Slug), Absence>,
    faults: &'a mut Vec<Diagnostic>,
}

/// The documents of one kind, in order, and those that are left out.
struct Sorted<D, T> {
    kept: Vec<Arc<D>>,
    ids: Arc<Ids<T>>,
    left_out: Vec<(Arc<D>, Absence)>,
}

impl Sorter<'_> {
    fn sort_by_id<D, T>(
        &mut self,
        kind: Kind,
        rows: Vec<Arc<D>>,
        last: &mut Order<D, T>,
        head: impl Fn(&D) -> &Head,
    ) -> Sorted<D, T> {
        self.sort(kind, rows, last, &head, |row| head(row).id.clone())
    }

    fn sort<D, T, K: Ord>(
        &mut self,
        kind: Kind,
        rows: Vec<Arc<D>>,
        last: &mut Order<D, T>,
        head: impl Fn(&D) -> &Head,
        key: impl Fn(&D) -> K,
    ) -> Sorted<D, T> {
        let (left_out, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| head(row).draft && !self.drafts);
        let mut left_out: Vec<_> = left_out.into_iter().map(|row| (row, Absence::Draft)).collect();
        self.absent.extend(left_out.iter().map(|(row, absence)| ((kind, head(row).id.clone()), *absence)));
        let is_same = |(a, b): (&Arc<D>, &Arc<D>)| Arc::ptr_eq(a, b) || head(a).id == head(b).id && key(a) == key(b);
        let is_known =
            last.given.as_ref().is_some_and(|given| rows.len() == given.len() && rows.iter().zip(given).all(is_same));
        if !is_known {
            last.order = self.order(kind, &rows, &mut left_out, &head, key);
        }
        let kept: Vec<Arc<D>> = last.order.iter().map(|n| rows[*n].clone()).collect();
        if !is_known {
            last.ids = Ids::again(&last.ids, kind, kept.iter().map(|row| &head(row).id));
        }
        last.given = (kept.len() == rows.len()).then_some(rows);
        if !self.absent.is_empty() {
            // Of a draft and a published file with one id, the published one is meant.
            for row in &kept {
                self.absent.remove(&(kind, head(row).id.clone()));
            }
        }
        Sorted { kept, ids: last.ids.clone(), left_out }
    }

    /// The order of documents; those whose id another one has are left out.
    fn order<D, K: Ord>(
        &mut self,
        kind: Kind,
        rows: &[Arc<D>],
        left_out: &mut Vec<(Arc<D>, Absence)>,
        head: impl Fn(&D) -> &Head,
        key: impl Fn(&D) -> K,
    ) -> Vec<usize> {
        let mut first: HashMap<&Slug, &Place> = HashMap::new();
        let mut order = Vec::with_capacity(rows.len());
        for (n, row) in rows.iter().enumerate() {
            let Head { id, id_place, .. } = head(row);
            match first.entry(id) {
                Entry::Vacant(place) => {
                    place.insert(id_place);
                    order.push(n);
                }
                Entry::Occupied(place) => {
                    self.faults.push(
                        Diagnostic::new(
                            Code::DuplicateId,
                            id_place.clone(),
                            format!("the {kind} \"{id}\" exists twice"),
                        )
                        .also((*place.get()).clone(), "the first one")
                        .hint("rename one of the files, or give it another `id:`"),
                    );
                    left_out.push((row.clone(), Absence::Unread));
                }
            }
        }
        order.sort_by_cached_key(|n| key(&rows[*n]));
        order
    }
}
