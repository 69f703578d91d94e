//! What articles refer to, resolved, by position.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::events::Draft;
use super::origins::{self, Given, Origins, Step};
use super::resolve::{Names, Resolver};
use super::table::Id;
use super::{Article, Entity, Event, Publisher, Stance, Topic};
use crate::diagnostic::Diagnostic;
use crate::document::{self, StatusKind};

/// What each article refers to.
#[derive(Default)]
pub(super) struct References {
    pub(super) topics: Vec<Vec<Id<Topic>>>,
    pub(super) entities: Vec<Vec<Id<Entity>>>,
    pub(super) publishers: Vec<Option<Id<Publisher>>>,
    /// What became of it since it was published.
    pub(super) status: Vec<Option<StatusKind>>,
    /// Whether its publisher's own reporting is one of its origins.
    pub(super) is_original: Vec<bool>,
    /// Whose account it passes on.
    pub(super) steps: Vec<Vec<Step>>,
}

impl References {
    pub(super) fn resolve(articles: &[Arc<document::Article>], names: &Names, faults: &mut Vec<Diagnostic>) -> Self {
        let resolve = |article: &Arc<document::Article>| {
            let mut faults = Vec::new();
            let mut resolver = Resolver { names, file: article.head.file, faults: &mut faults };
            let source = &article.source;
            let topics = resolver.topics(&article.topics);
            let entities = resolver.entities(&article.entities);
            let publisher = source.publisher.as_ref().and_then(|slug| resolver.publisher(slug));
            let steps = origins::steps(source.account.derived_from.as_ref(), &mut resolver);
            (topics, entities, publisher, steps, faults)
        };
        let resolved: Vec<_> = articles.par_iter().with_min_len(256).map(resolve).collect();
        let mut references = Self::default();
        for ((topics, entities, publisher, steps, mut found), article) in resolved.into_iter().zip(articles) {
            references.topics.push(topics);
            references.entities.push(entities);
            references.publishers.push(publisher);
            references.status.push(article.status.as_ref().map(|status| status.kind));
            references.is_original.push(article.source.account.is_original());
            references.steps.push(steps);
            faults.append(&mut found);
        }
        references
    }

    /// The events of each article. Those that don't exist were reported when events were merged.
    pub(super) fn mentions(&self, articles: &[Arc<document::Article>], names: &Names) -> Vec<Vec<(Id<Event>, Stance)>> {
        let of_article = |article: &Arc<document::Article>| {
            let mentions = article.events.iter();
            mentions.filter_map(|mention| Some((names.events.get(&mention.event.value)?, mention.stance))).collect()
        };
        articles.iter().map(of_article).collect()
    }

    /// The origins of each article as a whole.
    pub(super) fn origins(&self, articles: &[Arc<document::Article>], faults: &mut Vec<Diagnostic>) -> Vec<Origins> {
        origins::of_articles(&self.given(), articles, faults)
    }

    /// For each event, the origins of the articles that speak of it, where one of them says that its account of this event
    /// comes from elsewhere; empty for all other events.
    pub(super) fn origins_of_events(
        &self,
        drafts: &[Draft],
        articles: &[Arc<document::Article>],
        faults: &mut Vec<Diagnostic>,
    ) -> Vec<BTreeMap<Id<Article>, Origins>> {
        let given = self.given();
        let of_draft = |draft: &Draft| {
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
        let of = |n: usize| Given {
            publisher: self.publishers[n],
            status: self.status[n],
            is_original: self.is_original[n],
            derived_from: &self.steps[n],
        };
        (0..self.steps.len()).map(of).collect()
    }
}
