//! Who says something and through whom it came: the chain from a publisher to each origin, and what became of the articles on
//! the way.
//!
//! Like all [`View`]s, relative to the page that is being made. An article is shown as a whole or as it speaks of one event,
//! which may come from elsewhere.

use super::context::{ArticleLink, Attribution, Chain, Link, Reference, Status, Step};
use super::parts::View;
use super::words::{self, Resting};
use crate::date::Relation;
use crate::model::{self, Account, Article, Event, Id, Origin, Publisher, Ref, Site, StatusKind, StepOf};

/// Steps of a chain that are followed from article to article; after as many, its origins come next.
const MOST_STEPS: usize = 8;
/// Origins at most that are told for such a chain; the article's own page names all.
const MOST_ORIGINS: usize = 8;

impl View<'_> {
    /// An article with who says it.
    pub(super) fn article(&self, id: Id<Article>) -> ArticleLink {
        self.article_on(id, None)
    }

    /// An article with who says it of an event, where one is given.
    pub(super) fn article_on(&self, id: Id<Article>, event: Option<&Event>) -> ArticleLink {
        let article = &self.site.articles[id];
        let told = self.told_article(id);
        ArticleLink {
            href: self.href(Ref::Article(id)),
            title: told.title.clone(),
            lang: self.lang(Ref::Article(id)),
            date: told.date.clone(),
            attribution: self.attribution(id, event),
            summary: told.summary.clone(),
            status: self.status(id, event),
            reference: self.references.number(id).map(|number| Reference { number, url: article.source.url.clone() }),
        }
    }

    /// What became of an article since it was published, or of those that its account rests on.
    pub(super) fn status(&self, id: Id<Article>, event: Option<&Event>) -> Option<Status> {
        let article = &self.site.articles[id];
        if let Some(status) = &article.status {
            let date = status.date.as_ref().map(|date| date.words(self.site.settings.date_language));
            return Some(Status {
                kind: words::status_word(status.kind),
                words: self.words.status(status.kind, date.as_deref()),
                note: status.note.clone(),
            });
        }
        let origins = &account(self.site, id, event).origins;
        let resting = if !origins.stand() {
            Resting::OnRetracted
        } else if !origins.withdrawn.is_empty() {
            Resting::InPartOnRetracted
        } else if origins.corrected.iter().any(|parent| self.is_uncorrected(id, *parent)) {
            Resting::OnCorrected
        } else {
            return None;
        };
        let kind = if resting == Resting::OnCorrected { "rests-on-corrected" } else { "rests-on-retracted" };
        Some(Status { kind, words: self.words.resting(resting), note: None })
    }

    /// Whether an article that rests on a corrected or retracted one still says what was put right there: not when it was
    /// corrected itself, or published after the other was.
    pub(super) fn is_uncorrected(&self, id: Id<Article>, parent: Id<Article>) -> bool {
        let (article, parent) = (&self.site.articles[id], &self.site.articles[parent]);
        let since = parent.status.as_ref().and_then(|status| status.date.as_ref());
        article.status.is_none() && since.is_none_or(|since| article.date.date.relation(since) != Relation::After)
    }

    /// Who published an article, and through whom its account came.
    pub(super) fn attribution(&self, id: Id<Article>, event: Option<&Event>) -> Attribution {
        let source = &self.site.articles[id].source;
        Attribution {
            publisher: self.publisher_name(source.publisher),
            publisher_lang: self.publisher_lang(source.publisher),
            publisher_href: source.publisher.map(|id| self.href(Ref::Publisher(id))),
            byline: source.byline.clone(),
            chains: self.chains(id, event).into_iter().map(|steps| Chain { steps }).collect(),
        }
    }

    /// The name of a publisher, or that it is not known.
    pub(super) fn publisher_name(&self, publisher: Option<Id<Publisher>>) -> String {
        publisher.map_or_else(|| self.words.unidentified(), |id| self.site.publishers[id].name.clone())
    }

    fn publisher_lang(&self, publisher: Option<Id<Publisher>>) -> Option<String> {
        self.lang(Ref::Publisher(publisher?))
    }

    fn chains(&self, id: Id<Article>, event: Option<&Event>) -> Vec<Vec<Step>> {
        let article = &self.site.articles[id];
        let publisher = article.source.publisher;
        let account = account(self.site, id, event);
        let first = |is_origin| Step {
            name: self.publisher_name(publisher),
            lang: self.publisher_lang(publisher),
            href: publisher.map(|id| self.href(Ref::Publisher(id))),
            mode: None,
            is_origin: is_origin && !is_retracted(article),
            status: None,
        };
        let mut chains = Vec::new();
        if account.is_original || account.derived_from.is_empty() {
            chains.push(vec![first(account.is_original)]);
        }
        self.follow(&account.derived_from, event, &[first(false)], &mut chains);
        chains
    }

    /// Adds a chain for each way from `so_far` to a leaf.
    fn follow(&self, steps: &[model::Step], event: Option<&Event>, so_far: &[Step], chains: &mut Vec<Vec<Step>>) {
        for step in steps {
            let mut chain = so_far.to_vec();
            let mode = step.mode.map(words::mode);
            let next = |name, lang, href, is_origin| Step { name, lang, href, mode, is_origin, status: None };
            match step.of {
                StepOf::Unknown => {
                    chain.push(next(self.words.unknown_origin(), None, None, false));
                    chains.push(chain);
                }
                StepOf::Publisher(id) => {
                    let Link { href, title, lang } = self.link(Ref::Publisher(id));
                    chain.push(next(title, lang, Some(href), step.derived_from.is_empty()));
                    if step.derived_from.is_empty() {
                        chains.push(chain);
                    } else {
                        self.follow(&step.derived_from, event, &chain, chains);
                    }
                }
                StepOf::Article(id) => {
                    let parent = &self.site.articles[id];
                    let name = self.publisher_name(parent.source.publisher);
                    let account = account(self.site, id, event);
                    let lang = self.publisher_lang(parent.source.publisher);
                    let is_origin = account.is_original && !is_retracted(parent);
                    let step = next(name, lang, Some(self.href(Ref::Article(id))), is_origin);
                    chain.push(Step {
                        status: parent.status.as_ref().map(|status| words::status_word(status.kind)),
                        ..step
                    });
                    match account.derived_from.as_slice() {
                        // What came through an article that was retracted no longer counts.
                        _ if is_retracted(parent) => chains.push(chain),
                        [] => chains.push(chain),
                        [only] if !account.is_original && chain.len() < MOST_STEPS => {
                            self.follow(std::slice::from_ref(only), event, &chain, chains);
                        }
                        _ => self.end(id, event, &chain, chains),
                    }
                }
            }
        }
    }

    /// Ends chains at an article with several ways to its origins, or with too long a way: its own page shows them, since to
    /// follow them all would multiply, and here each of its origins comes next.
    fn end(&self, id: Id<Article>, event: Option<&Event>, so_far: &[Step], chains: &mut Vec<Vec<Step>>) {
        let publisher = self.site.articles[id].source.publisher;
        let Account { is_original, origins, .. } = account(self.site, id, event);
        let own = publisher.map_or(Origin::Unidentified(id), Origin::Publisher);
        if *is_original || !origins.stand() {
            chains.push(so_far.to_vec());
        }
        let known = origins.known.iter().filter(|origin| !is_original || **origin != own);
        let step = |name, lang, href, is_origin| Step { name, lang, href, mode: None, is_origin, status: None };
        let known = known.map(|origin| {
            let href = self.href(self.origin_ref(*origin));
            step(self.origin_name(*origin), self.origin_lang(*origin), Some(href), true)
        });
        let unknown = (!origins.unknown.is_empty()).then(|| step(self.words.unknown_origin(), None, None, false));
        for step in known.take(MOST_ORIGINS).chain(unknown) {
            let mut chain = so_far.to_vec();
            chain.last_mut().expect("it has its publisher").is_origin = false;
            chain.push(step);
            chains.push(chain);
        }
    }
}

/// Whose account an article gives, of an event where one is given.
fn account<'s>(site: &'s Site, id: Id<Article>, event: Option<&'s Event>) -> &'s Account {
    let mention = event.and_then(|event| event.mention_by(id));
    mention.and_then(|mention| mention.account.as_deref()).unwrap_or(&site.articles[id].account)
}

fn is_retracted(article: &Article) -> bool {
    article.status.as_ref().is_some_and(|status| status.kind == StatusKind::Retracted)
}
