//! Leaves out what was not known by a date.
//!
//! In: all documents and a date. Out: the documents without the articles that were not surely published by then, and without
//! the events that only these speak of. What is left out is remembered, so that references to it are no fault: links to it
//! become plain text. What the site's authors wrote themselves (briefs, events' own files, persons) is as they know it now,
//! which pages say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::resolve::{Absence, Names};
use crate::date::{Date, Relation};
use crate::document::{self, Derivation, Documents, Kind, ParentOf};
use crate::slug::Slug;

/// Leaves out what was not known; gives the number of articles.
pub(super) fn leave_out(documents: &mut Documents, as_of: &Date, drafts: bool, names: &mut Names) -> usize {
    let Names { absent, later: files, .. } = names;
    let is_published = |article: &document::Article| drafts || !article.head.draft;
    let known = known_articles(&documents.articles, as_of, &is_published);
    let speaks_of: BTreeSet<Slug> = events_of(documents.articles.iter().filter(|it| is_published(it)));
    let (kept, later): (Vec<_>, Vec<_>) = std::mem::take(&mut documents.articles)
        .into_iter()
        .partition(|article| !is_published(article) || known.contains(&article.head.id));
    documents.articles = kept;
    for article in &mut documents.articles {
        let date = article.status.as_ref().and_then(|status| status.date.as_ref());
        if date.is_some_and(|date| date.value.relation(as_of) == Relation::After) {
            Arc::make_mut(article).status = None;
        }
    }
    for article in &later {
        files.insert(article.head.file);
        absent.insert((Kind::Article, article.head.id.clone()), Absence::Later);
        let declared = article.events.iter().filter(|mention| mention.declares);
        absent.extend(declared.map(|mention| ((Kind::Event, mention.event.value.clone()), Absence::Later)));
    }
    let still: BTreeSet<Slug> = events_of(documents.articles.iter().filter(|it| is_published(it)));
    documents.events.retain(|event| {
        let id = &event.head.id;
        let date = event.fields.date.as_ref().map(|dated| &dated.date.value);
        // Of an event that no article speaks of, only its own date tells.
        let is_known = match speaks_of.contains(id) {
            true => still.contains(id),
            false => date.is_some_and(|date| date.latest() <= as_of.latest()),
        };
        if !is_known {
            files.insert(event.head.file);
            absent.insert((Kind::Event, id.clone()), Absence::Later);
        }
        is_known
    });
    later.len()
}

/// The articles that were surely published by the date, and those that they are derived from: what is passed on exists.
fn known_articles(
    articles: &[Arc<document::Article>],
    as_of: &Date,
    is_published: &impl Fn(&document::Article) -> bool,
) -> BTreeSet<Slug> {
    let by_id: BTreeMap<&Slug, &Arc<document::Article>> =
        articles.iter().filter(|it| is_published(it)).map(|article| (&article.head.id, article)).collect();
    let mut next: Vec<&Slug> = by_id
        .iter()
        .filter(|(_, article)| article.date.date.value.latest() <= as_of.latest())
        .map(|(id, _)| *id)
        .collect();
    let mut known = BTreeSet::new();
    while let Some(id) = next.pop() {
        if let Some(article) = by_id.get(id)
            && known.insert(id.clone())
        {
            let of_events = article.events.iter().filter_map(|mention| mention.account.as_ref());
            for account in of_events.chain([&article.source.account]) {
                parents(account.derived_from.as_ref(), &mut next);
            }
        }
    }
    known
}

fn parents<'d>(derivation: Option<&'d Derivation>, found: &mut Vec<&'d Slug>) {
    let Some(Derivation::From(parents_of)) = derivation else { return };
    for parent in parents_of {
        if let ParentOf::Article(slug) = &parent.of {
            found.push(&slug.value);
        }
        parents(parent.derived_from.as_ref(), found);
    }
}

fn events_of<'a>(articles: impl Iterator<Item = &'a Arc<document::Article>>) -> BTreeSet<Slug> {
    articles.flat_map(|article| article.events.iter().map(|mention| mention.event.value.clone())).collect()
}
