//! What every page says of an article or an event alike: all that holds no address.
//!
//! In: an article or an event of the site. Out: its words, made into what templates take. They are made once (see `memo`), and pages
//! put the rest around them. Deliberately absent: links, which are relative to a page.

use super::context::{Claim, Date, OriginCount};
use super::parts::{self, View};
use super::shared::Shared;
use super::words;
use crate::model::{Article, Count, Event, Stance};

/// What every page says of an article.
#[derive(Debug)]
pub(super) struct ToldArticle {
    pub(super) title: Shared<String>,
    pub(super) date: Shared<Date>,
    pub(super) summary: Option<Shared<String>>,
}

/// What every page says of an event.
#[derive(Debug)]
pub(super) struct ToldEvent {
    pub(super) anchor: Shared<String>,
    pub(super) title: Shared<String>,
    pub(super) date: Shared<Date>,
    pub(super) summary: Option<Shared<String>>,
    pub(super) tally: Shared<String>,
    pub(super) origins: Shared<OriginCount>,
    pub(super) stances: Vec<ToldStance>,
    pub(super) differs_in: Shared<Vec<String>>,
    pub(super) claims: Shared<Vec<Claim>>,
}

/// What every page says of those who speak of an event in one stance.
#[derive(Debug)]
pub(super) struct ToldStance {
    pub(super) stance: Stance,
    pub(super) mark: Shared<String>,
    pub(super) words: Shared<String>,
}

impl ToldArticle {
    pub(super) fn new(view: View<'_>, article: &Article) -> Self {
        Self {
            title: Shared::new(article.title.clone()),
            date: Shared::new(view.dated(&article.date)),
            summary: article.summary.clone().map(Shared::new),
        }
    }
}

impl ToldEvent {
    pub(super) fn new(view: View<'_>, event: &Event) -> Self {
        let counts = stances(event);
        let stance = |(stance, count): &(Stance, usize)| ToldStance {
            stance: *stance,
            mark: Shared::new(words::mark(*stance, &event.origins)),
            words: Shared::new(view.words.stance(*stance, *count, &event.origins)),
        };
        Self {
            anchor: Shared::new(parts::anchor(event)),
            title: Shared::new(event.title.value().clone()),
            date: Shared::new(view.date_of_event(event)),
            summary: event.summary.as_ref().map(|summary| Shared::new(summary.value().clone())),
            tally: Shared::new(view.words.tally(&counts, &event.origins)),
            origins: Shared::new(origin_count(view, &event.origins)),
            stances: counts.iter().map(stance).collect(),
            differs_in: Shared::new(view.differences(event)),
            claims: Shared::new(event.claims.iter().filter_map(|claim| view.standing_line(claim)).collect()),
        }
    }
}

/// How many articles speak of an event in each stance that any has.
fn stances(event: &Event) -> Vec<(Stance, usize)> {
    let count = |stance| event.mentions.iter().filter(|mention| mention.stance == stance).count();
    Stance::ALL.into_iter().map(|stance| (stance, count(stance))).filter(|(_, count)| *count > 0).collect()
}

fn origin_count(view: View<'_>, count: &Count) -> OriginCount {
    OriginCount { low: count.low, high: count.high, words: view.words.origins(count) }
}
