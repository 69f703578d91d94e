//! What articles refer to, resolved, by position.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use super::events::Draft;
use super::kept::{Kept, Making};
use super::origins::{self, Given, Origins, Step};
use super::resolve::{Known, Names, Resolver};
use super::table::Id;
use super::{Article, Entity, Publisher, Topic};
use crate::diagnostic::Diagnostic;
use crate::document::{self, StatusKind};

/// What an article refers to.
#[derive(PartialEq)]
pub(super) struct Reference {
    pub(super) topics: Vec<Id<Topic>>,
    pub(super) entities: Vec<Id<Entity>>,
    pub(super) publisher: Option<Id<Publisher>>,
    /// What became of it since it was published.
    pub(super) status: Option<StatusKind>,
    /// Whether its publisher's own reporting is one of its origins.
    pub(super) is_original: bool,
    /// Whose account it passes on.
    pub(super) steps: Vec<Step>,
}

/// What was resolved last.
#[derive(Default)]
pub(super) struct Resolved {
    references: Kept<Known, Arc<document::Article>, Reference>,
    /// The origins, and what they were worked out from; nothing when that was at fault.
    origins: Option<(References, Arc<Vec<Origins>>)>,
}

/// What each article refers to, by position.
#[derive(Clone)]
pub(super) struct References(Vec<Arc<Reference>>);

impl Deref for References {
    type Target = [Arc<Reference>];

    fn deref(&self) -> &[Arc<Reference>] {
        &self.0
    }
}

impl References {
    pub(super) fn resolve(
        articles: &[Arc<document::Article>],
        names: &Names,
        resolved: &mut Resolved,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let making = Making {
            is_same: |n: usize, from: &Arc<document::Article>, _: &Reference| Arc::ptr_eq(from, &articles[n]),
            from: |n: usize| articles[n].clone(),
            make: |n: usize, faults: &mut Vec<Diagnostic>| reference(&articles[n], names, faults),
        };
        Self(resolved.references.rows(names.known(), articles.len(), &making, faults))
    }

    /// The origins of each article as a whole.
    pub(super) fn origins(
        &self,
        articles: &[Arc<document::Article>],
        resolved: &mut Resolved,
        faults: &mut Vec<Diagnostic>,
    ) -> Arc<Vec<Origins>> {
        if let Some((references, origins)) = &resolved.origins
            && self.len() == references.len()
            && self.iter().zip(references.iter()).all(|(a, b)| Arc::ptr_eq(a, b) || a.given() == b.given())
        {
            return origins.clone();
        }
        let known = faults.len();
        let origins = Arc::new(origins::of_articles(&self.given(), articles, faults));
        resolved.origins = (faults.len() == known).then(|| (self.clone(), origins.clone()));
        origins
    }

    /// For each event, the origins of the articles that speak of it, where one of them says that its account of this event
    /// comes from elsewhere; empty for all other events.
    pub(super) fn origins_of_events(
        &self,
        drafts: &[Arc<Draft>],
        articles: &[Arc<document::Article>],
        faults: &mut Vec<Diagnostic>,
    ) -> Vec<BTreeMap<Id<Article>, Origins>> {
        let given = self.given();
        let of_draft = |draft: &Arc<Draft>| {
            let mut overriding = BTreeMap::new();
            for mention in &draft.mentions {
                let Some((is_original, steps)) = &mention.account else { continue };
                let n = mention.article.index();
                let account = articles[n].events[mention.entry].account.as_ref();
                let derivation = account.and_then(|account| account.derived_from.as_ref());
                let own = Given { is_original: *is_original, derived_from: steps, ..given[n] };
                overriding.insert(n, (own, derivation));
            }
            if overriding.is_empty() {
                return BTreeMap::new();
            }
            let speaking: Vec<Id<Article>> = draft.mentions.iter().map(|mention| mention.article).collect();
            origins::of_event(&speaking, &overriding, &given, articles, faults)
        };
        drafts.iter().map(of_draft).collect()
    }

    /// What the origins of each article are worked out from.
    fn given(&self) -> Vec<Given<'_>> {
        self.iter().map(|reference| reference.given()).collect()
    }
}

impl Reference {
    fn given(&self) -> Given<'_> {
        let Self { publisher, status, is_original, steps, .. } = self;
        Given { publisher: *publisher, status: *status, is_original: *is_original, derived_from: steps }
    }
}

fn reference(article: &document::Article, names: &Names, faults: &mut Vec<Diagnostic>) -> Reference {
    let mut resolver = Resolver { names, file: article.head.file, faults };
    let source = &article.source;
    Reference {
        topics: resolver.topics(&article.topics),
        entities: resolver.entities(&article.entities),
        publisher: source.publisher.as_ref().and_then(|slug| resolver.publisher(slug)),
        status: article.status.as_ref().map(|status| status.kind),
        is_original: source.account.is_original(),
        steps: origins::steps(source.account.derived_from.as_ref(), &mut resolver),
    }
}
