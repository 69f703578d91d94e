//! What the cards of pages say: the pictures that stand for them where they are shared.
//!
//! Cards lie among the files of the theme, where no content has its address. Deliberately absent: fonts, lines and what a card
//! looks like.

use super::parts::View;
use super::references::References;
use super::{Route, Sources};
use crate::model::{self, Id, Ref, Site, SiteUrl};

/// Whose card it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardOf {
    /// The site's own, for pages without one.
    Site,
    /// A topic's.
    Topic(Id<model::Topic>),
    /// An article's.
    Article(Id<model::Article>),
}

/// Where cards lie.
pub(super) const FOLDER: &str = "static/cards/";

/// What a card says.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// `topic`, `article` or `site`.
    pub kind: &'static str,
    /// The language of its title, a BCP 47 tag.
    pub language: String,
    /// What it is of: "Topic"; empty on the site's own.
    pub label: String,
    /// Its title.
    pub title: String,
    /// What stands below it: figures, or who published what when.
    pub note: String,
    /// The name of the site; empty on the site's own.
    pub site: String,
    /// How much happened in each month or so, in percent of the most; empty where too little did.
    pub columns: Vec<f64>,
}

impl CardOf {
    /// Where it is.
    pub fn url(self, site: &Site) -> SiteUrl {
        SiteUrl::new(match self {
            Self::Site => format!("{FOLDER}site.png"),
            Self::Topic(id) => format!("{FOLDER}topics/{}.png", site.topics[id].head.id),
            Self::Article(id) => format!("{FOLDER}articles/{}.png", site.articles[id].head.id),
        })
    }

    /// What it is of.
    pub fn target(self) -> Option<Ref> {
        match self {
            Self::Site => None,
            Self::Topic(id) => Some(Ref::Topic(id)),
            Self::Article(id) => Some(Ref::Article(id)),
        }
    }
}

/// The cards of a site.
pub(super) fn all(site: &Site) -> Vec<CardOf> {
    let cards = &site.settings.cards;
    let mut all = Vec::new();
    if cards.enabled {
        all.push(CardOf::Site);
        all.extend(site.topics.ids().map(CardOf::Topic));
    }
    if cards.enabled && cards.articles {
        all.extend(site.articles.ids().map(CardOf::Article));
    }
    all
}

/// What the cards of a site say, each with what it is of.
pub fn cards(sources: Sources<'_>) -> Vec<(CardOf, Card)> {
    let Sources { site, words, files, memo } = sources;
    let (page, references) = (SiteUrl::new(""), References::default());
    let view = View { site, words, files, memo, page: &page, references: &references };
    all(site).into_iter().map(|of| (of, card(view, of))).collect()
}

/// The card that stands for a page.
pub(super) fn of_page(site: &Site, route: Route) -> Option<CardOf> {
    let cards = &site.settings.cards;
    cards.enabled.then_some(match route {
        Route::Topic(id) => CardOf::Topic(id),
        Route::Article(id) if cards.articles => CardOf::Article(id),
        _ => CardOf::Site,
    })
}

/// What a card says.
pub(super) fn card(view: View<'_>, of: CardOf) -> Card {
    let (site, words) = (view.site, view.words);
    let settings = &site.settings;
    let dot = " · ";
    let language = of.target().and_then(|target| view.lang(target)).unwrap_or_else(|| settings.language.clone());
    let known = settings.as_of.as_ref().map(|date| words.as_known_on(&date.words(settings.date_language)));
    let labels = |label: Option<String>, status: Option<String>| {
        [label, status, known.clone()].into_iter().flatten().collect::<Vec<_>>().join(dot)
    };
    let span = |figures: &model::Figures| {
        let events = (figures.events > 0).then(|| words.events(figures.events));
        let span = figures.span.as_ref().and_then(|(first, last)| view.span(first, last));
        [events, span].into_iter().flatten().collect::<Vec<_>>().join(dot)
    };
    match of {
        CardOf::Site => Card {
            kind: "site",
            language,
            label: labels(None, None),
            title: settings.title.clone(),
            note: settings.description.clone().unwrap_or_default(),
            site: String::new(),
            columns: view.columns(&site.events.ids().collect::<Vec<_>>()),
        },
        CardOf::Topic(id) => Card {
            kind: "topic",
            language,
            label: labels(Some(words.plain("topic")), None),
            title: site.topics[id].title.clone(),
            note: span(&site.topics[id].figures),
            site: settings.title.clone(),
            columns: view.columns(&site.topics[id].events),
        },
        CardOf::Article(id) => {
            let article = &site.articles[id];
            let publisher =
                article.source.publisher.map_or_else(|| words.unidentified(), |id| site.publishers[id].name.clone());
            let status = view.status(id, None).map(|status| status.words);
            Card {
                kind: "article",
                language,
                label: labels(Some(words.plain("article")), status),
                title: article.title.clone(),
                note: [publisher, view.dated(&article.date).words].join(dot),
                site: settings.title.clone(),
                columns: Vec::new(),
            }
        }
    }
}
