//! A chronology for programs: everything that an entry shows, as JSON.
//!
//! The shape is told by `docs/chronology.schema.json`, which a test holds every field to. All fields are always there,
//! `null` where nothing is known; addresses are absolute; dates are EDTF with their bounds. Deliberately absent: texts of
//! articles, of which only summaries are in a chronology.

use serde::Serialize;

use super::super::context;
use super::super::parts::{self, View};
use super::super::words;
use super::{absolute, absolute_url};
use crate::date;
use crate::model::{self, Basis, Id, Ref, Stance};

/// A chronology.
#[derive(Debug, Serialize)]
pub(super) struct Chronology<'a> {
    /// Of the topic or the site.
    title: String,
    /// Its page.
    url: String,
    /// Language of the words that are the site's own.
    language: String,
    /// EDTF: the date as of which the site is built; `null` when it is built of all that is known.
    as_of: Option<String>,
    /// In order. Written apart: see [`Chronology::json`].
    #[serde(skip)]
    pub(super) events: Vec<&'a Event>,
}

impl Chronology<'_> {
    /// As JSON, an event on each line.
    pub(super) fn json(&self) -> String {
        let head = serde_json::to_string(self).expect("texts can be serialised");
        let head = head.strip_suffix('}').expect("it is an object");
        format!("{head},\"events\":{}}}\n", super::json_lines(&self.events))
    }
}

/// An entry.
#[derive(Debug, Serialize)]
pub(in crate::pages) struct Event {
    pub(super) id: String,
    pub(super) url: String,
    pub(super) title: String,
    pub(super) date: Date,
    pub(super) end: Option<Date>,
    /// The time of day at the place.
    pub(super) time: Option<Time>,
    /// From the date to the end, for readers.
    pub(super) words: String,
    pub(super) place: Option<Named>,
    pub(super) topics: Vec<Named>,
    pub(super) entities: Vec<Entity>,
    pub(super) summary: Option<String>,
    /// `reported`, `retracted`, `announced`, `recalled`, `disputed` or `unsourced`.
    pub(super) standing: &'static str,
    /// The counts in words.
    pub(super) tally: String,
    /// How a date that is not stated was come by, in words.
    #[serde(skip)]
    pub(super) inferred: Option<String>,
    pub(super) stances: Stances,
    pub(super) origins: Origins,
    /// What the accounts differ in, and nobody has settled.
    pub(super) differs_in: Vec<String>,
    /// Figures that its accounts give.
    pub(super) claims: Vec<Claim>,
    pub(super) accounts: Vec<Account>,
}

/// A date, its bounds, and what it rests on.
#[derive(Debug, Serialize)]
pub(super) struct Date {
    pub(super) edtf: String,
    /// The first day that it may touch; `null` when open or not known.
    pub(super) earliest: Option<String>,
    /// The last.
    pub(super) latest: Option<String>,
    pub(super) words: String,
    /// `stated` or `inferred`; `null` where that is not told.
    pub(super) basis: Option<&'static str>,
    pub(super) note: Option<String>,
}

/// A time of day.
#[derive(Debug, Serialize)]
pub(super) struct Time {
    /// By the clocks there: `14:30:00`.
    pub(super) local: String,
    /// The IANA name of their zone; `null` when not known.
    zone: Option<&'static str>,
    /// For readers, in the site's language.
    pub(super) words: String,
}

/// A property of the event and its values. The first holds where one is settled on; else all that are not revised may.
#[derive(Debug, Serialize)]
pub(super) struct Claim {
    pub(super) property: String,
    /// Whether two values can't both be true.
    differs: bool,
    /// Why the first value is held true.
    resolved: Option<String>,
    pub(super) values: Vec<Claimed>,
}

/// One value of a property.
#[derive(Debug, Serialize)]
pub(super) struct Claimed {
    /// A number in decimal digits, or a text.
    pub(super) value: String,
    pub(super) unit: Option<String>,
    /// EDTF: the date for which it is given.
    pub(super) as_of: Option<String>,
    /// Whether it is another value than one of an earlier date.
    is_revision: bool,
    /// Whether it counts: not when it is only announced, or every account that gives it was withdrawn.
    pub(super) stands: bool,
    /// Whether the site's own entry gives it.
    by_event_file: bool,
    by: Vec<Quoted>,
}

/// An article that gives a value.
#[derive(Debug, Serialize)]
struct Quoted {
    /// Its page on this site.
    url: String,
    /// Its own words.
    quote: Option<String>,
}

/// A place or topic.
#[derive(Debug, Serialize)]
pub(super) struct Named {
    /// `null` for a place that has no page.
    id: Option<String>,
    pub(super) name: String,
    url: Option<String>,
}

/// A person, organisation or place.
#[derive(Debug, Serialize)]
pub(super) struct Entity {
    id: String,
    pub(super) name: String,
    pub(super) kind: &'static str,
    url: String,
}

/// How many articles stand how to the event.
#[derive(Debug, Serialize)]
pub(super) struct Stances {
    /// Those that still count.
    pub(super) reports: usize,
    /// Reports that count no longer, because what they rest on was retracted.
    pub(super) withdrawn: usize,
    pub(super) announces: usize,
    pub(super) recalls: usize,
    pub(super) disputes: usize,
}

/// Who stands behind the reports.
#[derive(Debug, Serialize)]
pub(super) struct Origins {
    /// At least as many are independent.
    pub(super) low: usize,
    /// At most.
    pub(super) high: usize,
    /// Their names; those of one owner are one.
    pub(super) independent: Vec<Origin>,
    /// Parties to the event, which are not counted.
    parties: Vec<String>,
    /// Derivations that lead to nobody known.
    unknown: usize,
}

/// An independent origin.
#[derive(Debug, Serialize)]
pub(super) struct Origin {
    /// Its name, or that of the owner.
    pub(super) name: String,
    /// The publishers under an owner; empty for an origin that is one publisher.
    members: Vec<String>,
}

/// An article that speaks of the event.
#[derive(Debug, Serialize)]
pub(super) struct Account {
    pub(super) stance: &'static str,
    title: String,
    url: String,
    /// `null` when not identified.
    pub(super) publisher: Option<String>,
    byline: Vec<String>,
    date: Date,
    /// What became of it, or of an article that it rests on, since it was published.
    pub(super) status: Option<Status>,
    /// From the publisher to each origin.
    pub(super) chains: Vec<Vec<Step>>,
    /// The original's address.
    original: Option<String>,
    archive: Option<String>,
}

/// What became of an article.
#[derive(Debug, Serialize)]
pub(super) struct Status {
    /// `corrected`, `retracted`, `rests-on-corrected` or `rests-on-retracted`.
    kind: &'static str,
    pub(super) words: String,
    note: Option<String>,
}

/// One of those who passed an account on.
#[derive(Debug, Serialize)]
pub(super) struct Step {
    pub(super) name: String,
    /// How the step before took it over.
    mode: Option<&'static str>,
    is_origin: bool,
}

/// The events, which are in order, under the title and the address of their page.
pub(super) fn chronology<'a>(view: View<'a>, title: &str, events: &[Id<model::Event>]) -> Chronology<'a> {
    Chronology {
        title: title.to_owned(),
        url: absolute_url(view.site, view.page, None),
        language: view.site.settings.language.clone(),
        as_of: view.site.settings.as_of.as_ref().map(ToString::to_string),
        events: events.iter().map(|id| view.record(*id)).collect(),
    }
}

impl Event {
    /// An event, whatever page it is told on.
    pub(in crate::pages) fn new(view: View<'_>, id: Id<model::Event>) -> Self {
        let site = view.site;
        let event = &site.events[id];
        let told = view.told_event(id);
        let date = &told.date;
        let count = |stance| event.mentions.iter().filter(|mention| mention.stance == stance).count();
        let named = |target: Ref, id: &crate::slug::Slug| Named {
            id: Some(id.to_string()),
            name: view.title(target),
            url: Some(absolute(site, target)),
        };
        Self {
            id: event.head.id.to_string(),
            url: absolute(site, Ref::Event(id)),
            title: event.title.value().clone(),
            date: full(&event.date.value().date, &view.dated(event.date.value()), Some(event.date.value().basis)),
            end: event.end.as_ref().map(|end| full(end.value(), &view.date(end.value()), None)),
            time: event.moment().map(|moment| Time {
                local: moment.time.clock.to_string(),
                zone: moment.time.zone.map(date::Zone::name),
                words: date.time.clone().unwrap_or_default(),
            }),
            words: date.words.clone(),
            place: event.place.as_ref().map(|place| match place.value() {
                model::Place::Entity(id) => named(Ref::Entity(*id), &site.entities[*id].head.id),
                model::Place::Text(name) => Named { id: None, name: name.clone(), url: None },
            }),
            topics: event.topics.iter().map(|id| named(Ref::Topic(*id), &site.topics[*id].head.id)).collect(),
            entities: event
                .entities
                .iter()
                .map(|id| Entity {
                    id: site.entities[*id].head.id.to_string(),
                    name: site.entities[*id].name.clone(),
                    kind: words::entity_kind(site.entities[*id].kind),
                    url: absolute(site, Ref::Entity(*id)),
                })
                .collect(),
            summary: event.summary.as_ref().map(|summary| summary.value().clone()),
            standing: parts::standing(event),
            tally: told.tally.to_string(),
            inferred: date.is_inferred.then(|| view.words.event(date)),
            stances: Stances {
                reports: event.origins.articles,
                withdrawn: event.origins.withdrawn,
                announces: count(Stance::Announces),
                recalls: count(Stance::Recalls),
                disputes: count(Stance::Disputes),
            },
            origins: origins(view, &event.origins),
            differs_in: told.differs_in.to_vec(),
            claims: event.claims.iter().map(|claim| self::claim(view, claim)).collect(),
            accounts: event.mentions.iter().map(|mention| account(view, event, mention)).collect(),
        }
    }
}

fn claim(view: View<'_>, claim: &model::Claim) -> Claim {
    let quoted =
        |of: &model::Quoted| Quoted { url: absolute(view.site, Ref::Article(of.article)), quote: of.quote.clone() };
    let value = |value: &model::Claimed| Claimed {
        value: value.quantity.to_string(),
        unit: value.unit.clone(),
        as_of: value.as_of.as_ref().map(ToString::to_string),
        is_revision: value.is_revision,
        stands: value.stands,
        by_event_file: value.by_event_file,
        by: value.by.iter().map(quoted).collect(),
    };
    Claim {
        property: claim.property.clone(),
        differs: claim.differs,
        resolved: claim.resolved.clone(),
        values: claim.values.iter().map(value).collect(),
    }
}

fn origins(view: View<'_>, count: &model::Count) -> Origins {
    let name = |origin: &model::Origin| view.origin_name(*origin);
    let independent = count.independent.iter().map(|one| match &one.owner {
        None => Origin { name: name(&one.members[0]), members: Vec::new() },
        Some(owner) => Origin { name: view.owner(owner).name, members: one.members.iter().map(name).collect() },
    });
    Origins {
        low: count.low,
        high: count.high,
        independent: independent.collect(),
        parties: count.parties.iter().map(name).collect(),
        unknown: count.unknown,
    }
}

fn account(view: View<'_>, event: &model::Event, mention: &model::Mention) -> Account {
    let article = &view.site.articles[mention.article];
    let step = |step: context::Step| Step { name: step.name, mode: step.mode, is_origin: step.is_origin };
    let attribution = view.attribution(mention.article, Some(event));
    Account {
        stance: words::stance_word(mention.stance),
        title: article.title.clone(),
        url: absolute(view.site, Ref::Article(mention.article)),
        publisher: article.source.publisher.map(|id| view.site.publishers[id].name.clone()),
        byline: attribution.byline,
        date: full(&article.date.date, view.article_date(mention.article), Some(article.date.basis)),
        status: view.status(mention.article, Some(event)).map(|status| Status {
            kind: status.kind,
            words: status.words,
            note: status.note,
        }),
        chains: attribution.chains.into_iter().map(|chain| chain.steps.into_iter().map(step).collect()).collect(),
        original: article.source.url.clone(),
        archive: article.source.archive_url.clone(),
    }
}

fn full(date: &date::Date, shown: &context::Date, basis: Option<Basis>) -> Date {
    let day = |day: date::Day| matches!(day, date::Day::On { .. }).then(|| day.to_string());
    Date {
        edtf: shown.edtf.clone(),
        earliest: day(date.earliest()),
        latest: day(date.latest()),
        words: shown.words.clone(),
        basis: basis.map(|basis| match basis {
            Basis::Stated => "stated",
            Basis::Inferred => "inferred",
        }),
        note: shown.note.clone(),
    }
}
