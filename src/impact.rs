//! What changes on a site when an article is retracted.
//!
//! In: the site in which the article stands, and the same site in which it is retracted. Out: an [`Impact`], and its words.
//! Deliberately absent: the counting itself, which `model` does, so that what is foretold here is what a build will show.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::{self, Article, Count, Figures, Id, Site, Stance};

/// What changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// The article's headline.
    pub title: String,
    /// Events whose reports are counted anew, in the order of the chronology.
    pub events: Vec<Event>,
    /// Articles that rest on it, by date.
    pub articles: Vec<Resting>,
    /// Topics, and last the whole site, in which the share of events with a single origin changes.
    pub shares: Vec<Share>,
}

/// An event whose reports are counted anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its tally while the article stands.
    pub before: Tally,
    /// Its tally when it is retracted.
    pub after: Tally,
}

/// How well an event is founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Reports that count.
    pub reports: usize,
    /// Independent origins, at least.
    pub low: usize,
    /// Independent origins, at most.
    pub high: usize,
}

/// An article that rests on another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resting {
    /// Its id.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// Whether it counts no longer as well.
    pub falls: bool,
}

/// The share of reported events that rest on a single origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The topic's name, or that of the site.
    pub of: String,
    /// Events with a single origin, and reported events, while the article stands.
    pub before: (usize, usize),
    /// The same when it is retracted.
    pub after: (usize, usize),
}

/// Compares the site in which an article stands with the one in which it is retracted. Both are made of the same documents: all
/// ids but those of events are the same.
pub fn compare(standing: &Site, retracted: &Site, article: Id<Article>) -> Impact {
    let tally = |count: &Count| Tally { reports: count.articles, low: count.low, high: count.high };
    // What a retracted article says of dates no longer counts, so the order of events may change with it.
    let after: BTreeMap<&str, &model::Event> =
        retracted.events.iter().map(|(_, event)| (event.head.id.as_str(), event)).collect();
    let events = standing.events.iter().filter_map(|(_, before)| {
        let after = after.get(before.head.id.as_str())?;
        let has_reports = before.mentions.iter().any(|mention| mention.stance == Stance::Reports);
        let (before_tally, after_tally) = (tally(&before.origins), tally(&after.origins));
        (has_reports && before_tally != after_tally).then(|| Event {
            id: before.head.id.as_str().to_owned(),
            title: before.title.value().clone(),
            before: before_tally,
            after: after_tally,
        })
    });
    let resting = retracted.articles[article].resting.iter().map(|id| {
        let row = &retracted.articles[*id];
        Resting { id: row.head.id.as_str().to_owned(), title: row.title.clone(), falls: !row.account.origins.stand() }
    });
    let share = |figures: &Figures| (figures.single_origin, figures.reported);
    let topics = standing.topics.iter().zip(retracted.topics.iter());
    let topics = topics.map(|((_, before), (_, after))| (&before.title, &before.figures, &after.figures));
    let whole = [(&standing.settings.title, &*standing.figures, &*retracted.figures)];
    let shares = topics
        .chain(whole)
        .filter(|(_, before, after)| share(before) != share(after))
        .map(|(of, before, after)| Share { of: of.clone(), before: share(before), after: share(after) });
    Impact {
        title: standing.articles[article].title.clone(),
        events: events.collect(),
        articles: resting.collect(),
        shares: shares.collect(),
    }
}

/// An impact in words, for a terminal.
pub fn words(impact: &Impact) -> String {
    let mut text = format!("if \"{}\" were retracted:\n", impact.title);
    let mut line = |words: String| text.write_fmt(format_args!("{words}\n")).expect("a String takes all");
    if impact.events.is_empty() {
        line("\nno event would be counted anew".to_owned());
    } else {
        line("\nevents counted anew:".to_owned());
        for event in &impact.events {
            line(format!("  {}: {}", event.id, event.title));
            line(format!("    {} -> {}", tally(event.before), tally(event.after)));
        }
    }
    if impact.articles.is_empty() {
        line("\nno article rests on it".to_owned());
    } else {
        line("\narticles that rest on it, to be looked at:".to_owned());
        for article in &impact.articles {
            let falls = if article.falls { "would count no longer" } else { "rests on others as well" };
            line(format!("  {}: {} ({falls})", article.id, article.title));
        }
    }
    if !impact.shares.is_empty() {
        line("\nreported events that rest on a single origin:".to_owned());
        for share in &impact.shares {
            let of = |(single, reported): (usize, usize)| format!("{single} of {reported}");
            line(format!("  {}: {} -> {}", share.of, of(share.before), of(share.after)));
        }
    }
    text
}

fn tally(tally: Tally) -> String {
    let counted = |n: usize, word: &str| if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") };
    if tally.reports == 0 {
        return "no report".to_owned();
    }
    let origins = match (tally.low, tally.high) {
        (_, 0) => "no independent origin".to_owned(),
        (low, high) if low == high => counted(high, "independent origin"),
        (low, high) => format!("{low} to {high} independent origins"),
    };
    format!("{}, {origins}", counted(tally.reports, "report"))
}
