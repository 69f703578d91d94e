//! Puts documents into their final order, leaves out drafts and what was not known by a date, and finds ids that are given twice.
//!
//! A document's position from here on is its [`super::Id`].

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::as_of;
use super::link::{Options, Supposition};
use super::resolve::{Absence, Ids, Names};
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

/// Orders all documents, which leaves `documents` without them. The names lack events and files, which come later.
pub(super) fn order(documents: &mut Documents, options: &Options, faults: &mut Vec<Diagnostic>) -> (Written, Names) {
    let drafts = options.drafts;
    let mut names = Names::default();
    for (kind, slug) in documents.unread.drain(..) {
        names.absent.insert((kind, slug), Absence::Unread);
    }
    suppose(&mut documents.articles, options);
    let later = match &options.as_of {
        Some(as_of) => as_of::leave_out(documents, as_of, drafts, &mut names),
        None => 0,
    };
    let mut seen = HashSet::new();
    for article in &documents.articles {
        let absence = match article.head.draft && !drafts {
            true => Absence::Draft,
            false if seen.insert(&article.head.id) => continue,
            // Of two articles with one id the second is left out, with the events that it declares.
            false => Absence::Unread,
        };
        let declared = article.events.iter().filter(|mention| mention.declares);
        names.absent.extend(declared.map(|mention| ((Kind::Event, mention.event.value.clone()), absence)));
    }
    let mut sorter = Sorter { drafts, absent: &mut names.absent, faults };
    let by_order =
        |order: Option<i64>, title: &str, id: &Slug| (order.unwrap_or(i64::MAX), title.to_owned(), id.clone());
    let topics = std::mem::take(&mut documents.topics);
    let articles = std::mem::take(&mut documents.articles);
    let pages = std::mem::take(&mut documents.pages);
    let written = Written {
        topics: sorter.sort(Kind::Topic, topics, |row| &row.head, |row| by_order(row.order, &row.title, &row.head.id)),
        articles: sorter.sort(
            Kind::Article,
            articles,
            |row| &row.head,
            |row| (row.date.date.value.sort_key(), row.head.id.clone()),
        ),
        events: sorter.sort_by_id(Kind::Event, std::mem::take(&mut documents.events), |row| &row.head),
        entities: sorter.sort_by_id(Kind::Entity, std::mem::take(&mut documents.entities), |row| &row.head),
        publishers: sorter.sort_by_id(Kind::Publisher, std::mem::take(&mut documents.publishers), |row| &row.head),
        pages: sorter.sort(Kind::Page, pages, |row| &row.head, |row| by_order(row.order, &row.title, &row.head.id)),
        later,
    };
    names.topics = Ids::new(written.topics.iter().map(|row| &row.head.id));
    names.articles = Ids::new(written.articles.iter().map(|row| &row.head.id));
    names.entities = Ids::new(written.entities.iter().map(|row| &row.head.id));
    names.publishers = Ids::new(written.publishers.iter().map(|row| &row.head.id));
    names.pages = Ids::new(written.pages.iter().map(|row| &row.head.id));
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

impl Sorter<'_> {
    fn sort_by_id<T>(&mut self, kind: Kind, rows: Vec<T>, head: impl Fn(&T) -> &Head) -> Vec<T> {
        self.sort(kind, rows, &head, |row| head(row).id.clone())
    }

    fn sort<T, K: Ord>(
        &mut self,
        kind: Kind,
        rows: Vec<T>,
        head: impl Fn(&T) -> &Head,
        key: impl Fn(&T) -> K,
    ) -> Vec<T> {
        let mut first: HashMap<Slug, Place> = HashMap::new();
        let mut kept = Vec::with_capacity(rows.len());
        for row in rows {
            let Head { id, id_place, draft, .. } = head(&row);
            if *draft && !self.drafts {
                self.absent.insert((kind, id.clone()), Absence::Draft);
            } else if let Some(place) = first.get(id) {
                self.faults.push(
                    Diagnostic::new(Code::DuplicateId, id_place.clone(), format!("the {kind} \"{id}\" exists twice"))
                        .also(place.clone(), "the first one")
                        .hint("rename one of the files, or give it another `id:`"),
                );
            } else {
                first.insert(id.clone(), id_place.clone());
                kept.push(row);
            }
        }
        // Of a draft and a published file with one id, the published one is meant.
        self.absent.retain(|(other, id), _| *other != kind || !first.contains_key(id));
        kept.sort_by_cached_key(key);
        kept
    }
}
