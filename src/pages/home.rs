//! The home page: the topics, and what is new.

use super::context::Home;
use super::parts::View;
use crate::model::SiteUrl;

/// How many events and articles the home page shows.
const LATEST: usize = 8;

pub(super) fn home(view: View<'_>) -> Home {
    let site = view.site;
    let events: Vec<_> = site.events.ids().collect();
    let articles: Vec<_> = site.articles.ids().collect();
    // What is only announced lies ahead: news is what somebody says has happened.
    let happened: Vec<_> = events
        .into_iter()
        .filter(|id| site.events[*id].mentions.iter().any(|mention| mention.stance != crate::model::Stance::Announces))
        .collect();
    Home {
        topics: site.topics.ids().map(|id| view.topic(id, None)).collect(),
        latest: view.selection(&happened[happened.len().saturating_sub(LATEST)..]),
        articles: view.newest_first(&articles[articles.len().saturating_sub(LATEST)..]),
        figures: view.figures(&site.figures),
        chronology_href: view.page.reference_to(&SiteUrl::new("chronology/")),
    }
}
