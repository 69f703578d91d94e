//! What articles refer to, resolved, by position.

use super::origins::{self, Account, Origins, Step};
use super::resolve::{Names, Resolver};
use super::table::Id;
use super::{Entity, Event, Publisher, Stance, Topic};
use crate::diagnostic::Diagnostic;
use crate::document;

/// What each article refers to.
pub(super) struct References {
    pub(super) topics: Vec<Vec<Id<Topic>>>,
    pub(super) entities: Vec<Vec<Id<Entity>>>,
    pub(super) publishers: Vec<Option<Id<Publisher>>>,
    /// Whose account it passes on.
    pub(super) steps: Vec<Vec<Step>>,
}

impl References {
    pub(super) fn resolve(articles: &[document::Article], names: &Names, faults: &mut Vec<Diagnostic>) -> Self {
        let mut references =
            Self { topics: Vec::new(), entities: Vec::new(), publishers: Vec::new(), steps: Vec::new() };
        for article in articles {
            let mut resolver = Resolver { names, file: article.head.file, faults };
            let source = &article.source;
            references.topics.push(resolver.topics(&article.topics));
            references.entities.push(resolver.entities(&article.entities));
            references.publishers.push(source.publisher.as_ref().and_then(|slug| resolver.publisher(slug)));
            references.steps.push(origins::steps(source.derived_from.as_ref(), &mut resolver));
        }
        references
    }

    /// The events of each article. Those that don't exist were reported when events were merged.
    pub(super) fn mentions(&self, articles: &[document::Article], names: &Names) -> Vec<Vec<(Id<Event>, Stance)>> {
        let of_article = |article: &document::Article| {
            let mentions = article.events.iter();
            mentions.filter_map(|mention| Some((*names.events.get(&mention.event.value)?, mention.stance))).collect()
        };
        articles.iter().map(of_article).collect()
    }

    /// The origins of each article.
    pub(super) fn origins(&self, articles: &[document::Article], faults: &mut Vec<Diagnostic>) -> Vec<Origins> {
        let accounts: Vec<Account<'_>> = articles
            .iter()
            .zip(&self.steps)
            .zip(&self.publishers)
            .map(|((article, steps), publisher)| Account {
                publisher: *publisher,
                is_original: is_original(article),
                derived_from: steps,
            })
            .collect();
        origins::of_articles(&accounts, articles, faults)
    }
}

/// Whether the publisher's own reporting is an origin: when it says so, or when nothing is said of a derivation.
pub(super) fn is_original(article: &document::Article) -> bool {
    article.source.original.unwrap_or(article.source.derived_from.is_none())
}
