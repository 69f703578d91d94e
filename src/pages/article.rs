//! An article's page: its text as far as its rights allow, where it comes from, and its events.

use super::body;
use super::context::{Article, ArticleEvent, ArticleLink, Claim, RelatedArticle, Source};
use super::parts::View;
use super::words;
use crate::model::{self, EntityKind, Id, Ref, Rights};

pub(super) fn article(view: View<'_>, id: Id<model::Article>) -> Article {
    let site = view.site;
    let article = &site.articles[id];
    let extent = body::extent(&article.rights, site);
    let body = body::html(&article.head.body, extent, view);
    let (rights, license) = match &article.rights {
        Rights::Own => ("own", None),
        Rights::Excerpt => ("excerpt", None),
        Rights::Full(license) => ("full", Some(license.clone())),
    };
    let source = &article.source;
    let entities = |kind| view.entities(article.entities.iter().map(|id| (*id, 0)), kind, Some(&article.date.date));
    let mut mentions = article.mentions.clone();
    mentions.sort();
    Article {
        title: article.title.clone(),
        date: view.article_date(id).clone(),
        attribution: view.attribution(id, None),
        summary: article.summary.clone(),
        body_html: body.html,
        rights,
        license,
        is_cut: body.is_cut,
        origins_words: origins_words(view, article),
        source: Source {
            headline: source.headline.clone(),
            url: source.url.clone(),
            archive_url: source.archive_url.clone(),
            accessed: source.accessed.as_ref().map(|date| view.date(date)),
            language: source.language.clone(),
            dateline: source.dateline.clone(),
        },
        events: mentions
            .iter()
            .map(|(event, stance)| ArticleEvent {
                event: view.entry(*event),
                stance: words::stance_word(*stance),
                mark: words::plain_mark(*stance),
                stance_words: view.words.stance_here(*stance),
                is_home: !site.events[*event].has_page,
                claims: claims(view, &site.events[*event], id),
                attribution: own_account(view, &site.events[*event], id),
            })
            .collect(),
        people: entities(EntityKind::Person),
        organizations: entities(EntityKind::Organization),
        places: entities(EntityKind::Place),
        topics: article.topics.iter().map(|id| view.link(Ref::Topic(*id))).collect(),
        related: site.related(id).iter().map(|related| related_article(view, related)).collect(),
        status: view.status(id, None),
        rests_on: rests_on(view, id),
        uncorrected: article
            .resting
            .iter()
            .filter(|other| view.is_uncorrected(**other, id))
            .map(|other| view.article(*other))
            .collect(),
        linked_from: view.links(&article.head.linked_from),
    }
}

/// The corrected or retracted articles that an article rests on and has not followed.
fn rests_on(view: View<'_>, id: Id<model::Article>) -> Vec<ArticleLink> {
    let origins = &view.site.articles[id].account.origins;
    let corrected = origins.corrected.iter().filter(|parent| view.is_uncorrected(id, **parent));
    let others = origins.withdrawn.iter().chain(corrected).filter(|other| **other != id);
    others.map(|other| view.article(*other)).collect()
}

/// The figures of an event that an article gives, with its own words for them.
fn claims(view: View<'_>, event: &model::Event, id: Id<model::Article>) -> Vec<Claim> {
    let of_claim = |claim: &model::Claim| {
        let line = |value: &model::Claimed| {
            let own = value.by.iter().find(|quoted| quoted.article == id)?;
            Some(Claim {
                quote: own.quote.clone(),
                quote_lang: view.quote_lang(id),
                ..view.claim_line(&claim.property, value)
            })
        };
        claim.values.iter().filter_map(line).collect::<Vec<_>>()
    };
    event.claims.iter().flat_map(of_claim).collect()
}

/// Whose account of an event an article gives, when that isn't whose account it gives as a whole.
fn own_account(view: View<'_>, event: &model::Event, id: Id<model::Article>) -> Option<super::context::Attribution> {
    let mention = event.mention_by(id)?;
    mention.account.as_ref().map(|_| view.attribution(id, Some(event)))
}

fn related_article(view: View<'_>, related: &model::RelatedArticle) -> RelatedArticle {
    let events: Vec<String> = related.events.iter().map(|id| view.title(Ref::Event(*id))).collect();
    let entities: Vec<String> = related.entities.iter().map(|id| view.title(Ref::Entity(*id))).collect();
    RelatedArticle { article: view.article(related.article), reason: view.words.related_article(&events, &entities) }
}

/// "1 origin: Yonhap"; "origin not known".
fn origins_words(view: View<'_>, article: &model::Article) -> String {
    let known: Vec<String> = article.account.origins.known.iter().map(|origin| view.origin_name(*origin)).collect();
    if !article.account.origins.stand() {
        return view.words.plain("withdrawn-origin");
    }
    match known.as_slice() {
        [] => view.words.unknown_origin(),
        known => view.words.article_origins(known, !article.account.origins.unknown.is_empty()),
    }
}
