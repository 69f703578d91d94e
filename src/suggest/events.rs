//! Events that look like one and the same.
//!
//! In: the site's events. Out: pairs whose dates may be one and that share a place, entities, words or topics. Events
//! that one article tells apart are left apart, unless hardly anything distinguishes them. Candidates come from an
//! index of places, entities and words, in each of which the events stand by date: an event is compared with those that
//! follow it there while their dates may be one, and with a bounded number of them. What few events have is in short
//! lists, so that the bound cuts off only what is common and proves little.

use std::collections::{BTreeMap, BTreeSet};

use super::places::{self, Spot};
use super::score::share;
use super::words::{fold, is_cjk, tokens};
use super::{About, Score, Suggestion};
use crate::date::{Date, Day, Language, Precision};
use crate::files::Files;
use crate::model::{Article, Entity, Event, Id, Place, Site, Topic};

/// How many events that follow in one list are looked at.
const NEIGHBOURS: usize = 64;
/// An approximate day may be off by so many.
const ABOUT_DAYS: i64 = 3;
/// The least score that is told at all.
const LEAST: f64 = 0.3;
/// What each kind of evidence can do by itself. They are combined as independent reasons: each leaves of the doubt that
/// the others left its own part.
const WORDS: f64 = 0.75;
const ENTITIES: f64 = 0.35;
const PLACE: f64 = 0.2;
const TOPICS: f64 = 0.1;
const SAME_DAY: f64 = 0.2;
/// Two known places that differ may still be one (a city and its country), but speak against it.
const OTHER_PLACE: f64 = 0.6;
/// Fewer words than these prove less when all of them are shared.
const ENOUGH_WORDS: usize = 4;
/// Events that one article tells apart are suggested when they share this much of their words, and their date.
const NEARLY_ALL: f64 = 0.9;

/// What of an event is compared.
struct Profile {
    id: Id<Event>,
    /// First and last day, counted from a fixed one.
    first: i64,
    last: i64,
    features: BTreeSet<Feature>,
    titles: BTreeSet<String>,
    topics: Vec<Id<Topic>>,
    articles: BTreeSet<Id<Article>>,
}

/// Something that two events can share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Feature {
    Entity(Id<Entity>),
    Place(String),
    Word(String),
}

/// The events that have a feature, by position among the profiles.
type Index = BTreeMap<Feature, Vec<usize>>;

/// What two events share.
struct Match {
    score: f64,
    words: Vec<String>,
    entities: Vec<Id<Entity>>,
    place: Option<String>,
    is_elsewhere: bool,
    topics: usize,
}

/// The suggestions for all events.
pub(super) fn suggest(site: &Site, files: &Files) -> Vec<Suggestion> {
    let mut profiles: Vec<Profile> = site.events.iter().map(|(id, event)| profile(site, id, event)).collect();
    profiles.sort_by_key(|profile| (profile.first, profile.id));
    let mut index = Index::new();
    for (n, profile) in profiles.iter().enumerate() {
        for feature in &profile.features {
            index.entry(feature.clone()).or_default().push(n);
        }
    }
    let mut pairs = Vec::new();
    for (n, profile) in profiles.iter().enumerate() {
        for other in candidates(n, &profiles, &index) {
            let found = compare(profile, &profiles[other], &index, profiles.len());
            if found.score >= LEAST && !are_told_apart(site, profile, &profiles[other]) {
                pairs.push((n, other, found));
            }
        }
    }
    pairs.sort_by(|x, y| y.2.score.total_cmp(&x.2.score).then_with(|| (x.0, x.1).cmp(&(y.0, y.1))));
    let pairs = without_contradictions(site, &profiles, pairs);
    pairs.iter().map(|(a, b, found)| suggestion(site, files, profiles[*a].id, profiles[*b].id, found)).collect()
}

/// The pairs, best first, without those that would make one event of two that somebody told apart: when an event is
/// taken for one of the two, it isn't the other.
fn without_contradictions(
    site: &Site,
    profiles: &[Profile],
    pairs: Vec<(usize, usize, Match)>,
) -> Vec<(usize, usize, Match)> {
    let mut same: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut kept = Vec::new();
    for (a, b, found) in pairs {
        let contradicts = |one: usize, other: usize| {
            let taken = same.get(&one).into_iter().flatten();
            taken.into_iter().any(|taken| are_told_apart(site, &profiles[*taken], &profiles[other]))
        };
        if contradicts(a, b) || contradicts(b, a) {
            continue;
        }
        same.entry(a).or_default().push(b);
        same.entry(b).or_default().push(a);
        kept.push((a, b, found));
    }
    kept
}

fn profile(site: &Site, id: Id<Event>, event: &Event) -> Profile {
    let texts = event.title.said.iter().chain(event.summary.iter().flat_map(|summary| &summary.said));
    let words = texts.flat_map(|said| tokens(&said.value)).map(Feature::Word);
    let places =
        event.place.iter().flat_map(|place| &place.said).map(|said| Feature::Place(place_key(site, &said.value)));
    let entities = event.entities.iter().copied().map(Feature::Entity);
    let dates: Vec<(i64, i64)> = event.date.said.iter().map(|said| days(&said.value.date)).collect();
    let ends = event.end.iter().flat_map(|end| &end.said).map(|said| days(&said.value).1);
    Profile {
        id,
        first: dates.iter().map(|(first, _)| *first).min().expect("an event has a date"),
        last: dates.iter().map(|(_, last)| *last).chain(ends).max().expect("an event has a date"),
        titles: event.title.said.iter().map(|said| fold(&said.value)).collect(),
        features: words.chain(places).chain(entities).collect(),
        topics: event.topics.clone(),
        articles: event.mentions.iter().map(|mention| mention.article).collect(),
    }
}

/// A place as it is compared: an entity, or a text that is its name, are one.
fn place_key(site: &Site, place: &Place) -> String {
    fold(match place {
        Place::Entity(id) => &site.entities[*id].name,
        Place::Text(text) => text,
    })
}

/// The first and last day of a date as numbers. What is open reaches beyond every day.
fn days(date: &Date) -> (i64, i64) {
    let number = |day: Day| match day {
        Day::NegativeInfinity => i64::MIN / 4,
        Day::PositiveInfinity => i64::MAX / 4,
        Day::On { year, month, day: on } => day.naive().map_or_else(
            // Beyond the calendar of chrono no two dates are near, and a rough number orders them.
            || year.saturating_mul(366).clamp(i64::MIN / 8, i64::MAX / 8) + i64::from(month) * 31 + i64::from(on),
            |day| i64::from(chrono::Datelike::num_days_from_ce(&day)),
        ),
    };
    let is_about = date.precision() == Precision::Day && (date.is_approximate() || date.is_uncertain());
    let margin = if is_about { ABOUT_DAYS } else { 0 };
    (number(date.earliest()) - margin, number(date.latest()) + margin)
}

/// Events after this one that share something with it and whose dates may be one, in order.
fn candidates(n: usize, profiles: &[Profile], index: &Index) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for feature in &profiles[n].features {
        let list = &index[feature];
        let after = list.partition_point(|other| *other <= n);
        let near = list[after..].iter().take(NEIGHBOURS);
        found.extend(near.take_while(|other| profiles[**other].first <= profiles[n].last));
    }
    found
}

/// What two events share. Rare things count more.
fn compare(a: &Profile, b: &Profile, index: &Index, count: usize) -> Match {
    let weigh = |feature: &Feature| (1.0 + share(count, index[feature].len())).ln();
    let shared: Vec<&Feature> = a.features.intersection(&b.features).collect();
    let is_word = |feature: &&Feature| matches!(feature, Feature::Word(_));
    let is_entity = |feature: &&Feature| matches!(feature, Feature::Entity(_));
    let is_place = |feature: &&Feature| matches!(feature, Feature::Place(_));
    let overlap = |is: &dyn Fn(&&Feature) -> bool| {
        let sum = |features: &mut dyn Iterator<Item = &Feature>| features.map(weigh).sum::<f64>();
        let common = sum(&mut shared.iter().copied().filter(|it| is(it)));
        let [one, other] = [a, b].map(|profile| sum(&mut profile.features.iter().filter(|it| is(it))));
        let least = one.min(other);
        if least > 0.0 { common / least } else { 0.0 }
    };
    let has_same_title = !a.titles.is_disjoint(&b.titles);
    let fewest = [a, b].map(|profile| profile.features.iter().filter(is_word).count());
    let enough = share(fewest[0].min(fewest[1]), ENOUGH_WORDS).min(1.0);
    let same_place = shared.iter().copied().find(is_place);
    let is_elsewhere =
        same_place.is_none() && [a, b].iter().all(|profile| profile.features.iter().any(|it| is_place(&it)));
    let topics = a.topics.iter().filter(|topic| b.topics.contains(topic)).count();
    let evidence = [
        WORDS * if has_same_title { 1.0 } else { overlap(&is_word) * enough },
        ENTITIES * overlap(&is_entity),
        if same_place.is_some() { PLACE } else { 0.0 },
        if topics > 0 { TOPICS } else { 0.0 },
        if a.first == a.last && (a.first, a.last) == (b.first, b.last) { SAME_DAY } else { 0.0 },
    ];
    let doubt: f64 = evidence.iter().map(|evidence| 1.0 - evidence).product();
    let against = if is_elsewhere { OTHER_PLACE } else { 1.0 };

    let mut words: Vec<&Feature> = shared.iter().copied().filter(is_word).collect();
    words.sort_by(|x, y| weigh(y).total_cmp(&weigh(x)).then_with(|| x.cmp(y)));
    let word = |feature: &&Feature| match feature {
        Feature::Word(word) => Some(word.clone()),
        Feature::Entity(_) | Feature::Place(_) => None,
    };
    Match {
        score: (1.0 - doubt) * closeness(a, b) * against,
        words: words.iter().filter_map(word).collect(),
        entities: shared.iter().filter_map(|it| if let Feature::Entity(id) = it { Some(*id) } else { None }).collect(),
        place: same_place.and_then(|it| if let Feature::Place(place) = it { Some(place.clone()) } else { None }),
        is_elsewhere,
        topics,
    }
}

/// What dates that may be one are worth: the longer the time in which one of the events may lie, the less.
fn closeness(a: &Profile, b: &Profile) -> f64 {
    let longest = (a.last - a.first).max(b.last - b.first) + 1;
    match longest {
        ..=1 => 1.0,
        2..=7 => 0.95,
        8..=31 => 0.85,
        32..=92 => 0.7,
        93..=366 => 0.5,
        _ => 0.4,
    }
}

/// Whether somebody who knew of both told them apart.
fn are_told_apart(site: &Site, a: &Profile, b: &Profile) -> bool {
    if a.articles.is_disjoint(&b.articles) {
        return false;
    }
    let words = |profile: &Profile| -> BTreeSet<Feature> {
        profile.features.iter().filter(|feature| matches!(feature, Feature::Word(_))).cloned().collect()
    };
    let (one, other) = (words(a), words(b));
    let common = share(2 * one.intersection(&other).count(), one.len() + other.len());
    let date = |profile: &Profile| site.events[profile.id].date.value().date.clone();
    common < NEARLY_ALL || date(a) != date(b)
}

fn suggestion(site: &Site, files: &Files, a: Id<Event>, b: Id<Event>, found: &Match) -> Suggestion {
    // What has a file is kept, then what more articles speak of, then what stands first.
    let rank = |id: Id<Event>| {
        let event = &site.events[id];
        (event.head.file.is_none(), std::cmp::Reverse(event.mentions.len()), id)
    };
    let (keep, replace) = if rank(a) <= rank(b) { (a, b) } else { (b, a) };
    let (kept, replaced) = (&site.events[keep], &site.events[replace]);
    Suggestion {
        about: About::Events { keep: kept.head.id.clone(), replace: replaced.head.id.clone() },
        score: Score::of(found.score),
        message: format!("{:?} and {:?} look like one event", kept.title.value(), replaced.title.value()),
        files: [kept, replaced].into_iter().flat_map(|event| spots(site, files, event)).collect(),
        reasons: reasons(site, kept, replaced, found),
        hints: hints(site, files, kept, replaced),
    }
}

/// The file of an event, or else the first article that speaks of it.
fn spots(site: &Site, files: &Files, event: &Event) -> Option<Spot> {
    match event.head.file {
        Some(file) => Some(Spot::file(files, file)),
        None => event.mentions.iter().map(|it| it.article).min().map(|id| places::mention(site, files, id, event).0),
    }
}

fn reasons(site: &Site, a: &Event, b: &Event, found: &Match) -> Vec<String> {
    let (one, other) = (&a.date.value().date, &b.date.value().date);
    let mut reasons = vec![match one == other {
        true => format!("both have the date {}", one.words(Language::English)),
        false => {
            format!("their dates may be one: {} and {}", one.words(Language::English), other.words(Language::English))
        }
    }];
    if let Some(key) = &found.place {
        let name = |place: &Place| match place {
            Place::Entity(id) => site.entities[*id].name.clone(),
            Place::Text(text) => text.clone(),
        };
        let said = a.place.iter().flat_map(|place| &place.said).map(|said| &said.value);
        let shown = said.into_iter().find(|place| place_key(site, place) == *key).map_or_else(|| key.clone(), name);
        reasons.push(format!("both took place in {shown}"));
    } else if found.is_elsewhere {
        reasons.push("their places differ, which speaks against it".to_owned());
    }
    if !found.entities.is_empty() {
        let names: Vec<&str> = found.entities.iter().map(|id| site.entities[*id].name.as_str()).collect();
        reasons.push(format!("both name {}", listed(&names)));
    }
    let (asian, words): (Vec<&str>, Vec<&str>) =
        found.words.iter().map(String::as_str).partition(|it| it.contains(is_cjk));
    if !words.is_empty() {
        reasons.push(format!("titles or summaries share {}", listed(&words)));
    }
    // A single character says too little to be shown.
    let pairs: Vec<&str> = asian.into_iter().filter(|it| it.chars().nth(1).is_some()).collect();
    if let [first, ..] = pairs[..] {
        reasons.push(match pairs.len() {
            1 => format!("titles or summaries share {first}"),
            count => format!("titles or summaries share {count} pairs of characters, such as {first}"),
        });
    }
    if found.topics > 0 {
        reasons.push("they have a topic in common".to_owned());
    }
    reasons
}

/// The first of some words in a sentence.
fn listed(words: &[&str]) -> String {
    const MOST: usize = 5;
    let shown = words.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
    match words.len().saturating_sub(MOST) {
        0 => shown,
        others => format!("{shown} and {others} more"),
    }
}

/// How to make one event of two: all who speak of the second name the first.
fn hints(site: &Site, files: &Files, kept: &Event, replaced: &Event) -> Vec<String> {
    const MOST: usize = 3;
    let (keep, replace) = (&kept.head.id, &replaced.head.id);
    let articles: BTreeSet<Id<Article>> = replaced.mentions.iter().map(|mention| mention.article).collect();
    let knows_both = |id: &Id<Article>| kept.mentions.iter().any(|mention| mention.article == *id);
    let mut hints: Vec<String> = articles
        .iter()
        .take(MOST)
        .map(|id| {
            let (spot, key) = places::mention(site, files, *id, replaced);
            match knows_both(id) {
                true => {
                    format!("in {}, remove the entry `{key}: {replace}`, since \"{keep}\" is listed too", spot.path)
                }
                false => format!("in {}, write `event: {keep}` in place of `{key}: {replace}`", spot.path),
            }
        })
        .collect();
    match articles.len().saturating_sub(MOST) {
        0 => {}
        1 => hints.push("and so in one other article".to_owned()),
        others => hints.push(format!("and so in {others} other articles")),
    }
    if let (Some(old), Some(new)) = (replaced.head.file, kept.head.file) {
        hints.push(format!(
            "take over into {} what only {} says, remove that file, and \
             keep its address: `aliases: [events/{replace}/]`",
            files[new].path, files[old].path
        ));
    }
    hints
}
