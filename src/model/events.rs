//! Merges what the event file and the articles say of one event.
//!
//! In: event files and the `events:` of articles, whose articles are in final order. Out: [`Draft`]s in chronological order,
//! from which `link` makes [`super::Event`]s. Each field keeps who gives which value.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use chrono::NaiveTime;
use rayon::prelude::*;

use super::articles::Reference;
use super::claims::{self, Sayer, Saying, field};
use super::kept::Same;
use super::origins::{self, Origins, Step};
use super::resolve::{Known, Names, Resolver};
use super::table::Id;
use super::{Article, Claim, Dated, Entity, Field, Place, Topic, times};
use crate::date::{Date, Day, Language, Moment, Relation};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::document::{self, Resolved, Stance, StatusKind};
use crate::slug::Slug;

/// An event with its own fields resolved, before it is counted and given an address.
#[derive(PartialEq)]
pub(super) struct Draft {
    pub(super) id: Slug,
    /// Its file, if it has one: position among the event files.
    pub(super) file: Option<usize>,
    pub(super) title: Field<String>,
    pub(super) date: Field<Dated>,
    pub(super) time: Option<Field<Moment>>,
    pub(super) end: Option<Field<Date>>,
    pub(super) place: Option<Field<Place>>,
    pub(super) summary: Option<Field<String>>,
    pub(super) claims: Vec<Claim>,
    pub(super) topics: Vec<Id<Topic>>,
    pub(super) entities: Vec<Id<Entity>>,
    pub(super) mentions: Vec<Mentioned>,
}

/// An article that speaks of an event, before it is known whose account it gives.
#[derive(PartialEq)]
pub(super) struct Mentioned {
    pub(super) article: Id<Article>,
    pub(super) stance: Stance,
    /// Which of the article's entries it is.
    pub(super) entry: usize,
    /// Whose account of this event it gives, where that isn't whose account the article as a whole gives.
    pub(super) account: Option<(bool, Vec<Step>)>,
}

/// What events are merged from.
pub(super) struct Sources<'a> {
    pub(super) files: &'a [Arc<document::Event>],
    pub(super) articles: &'a [Arc<document::Article>],
    /// What the articles refer to, by position.
    pub(super) references: &'a [Arc<Reference>],
    /// Their origins, by position.
    pub(super) origins: &'a Arc<Vec<Origins>>,
    pub(super) names: &'a Names,
}

/// What comes of merging.
#[derive(Clone, Default)]
pub(super) struct Merged {
    /// The events, in chronological order.
    pub(super) drafts: Vec<Arc<Draft>>,
    /// Mentions of events that nobody declares, and where: they are told when all events are known.
    pub(super) unknown: Vec<(Slug, diagnostic::Place)>,
    /// Events that are declared without what an event needs, which was reported.
    pub(super) incomplete: Vec<Slug>,
}

/// What was merged last, and what from.
pub(super) struct Merging {
    names: Known,
    files: Vec<Arc<document::Event>>,
    articles: Vec<Arc<document::Article>>,
    origins: Same<Vec<Origins>>,
    merged: Merged,
    faults: Vec<Diagnostic>,
}

impl Merging {
    /// Whether merging these would come to the same.
    fn is_of(&self, sources: &Sources<'_>) -> bool {
        let is_same_article = |(a, b): (&Arc<document::Article>, &Arc<document::Article>)| {
            let is_equal =
                || a.head.file == b.head.file && a.date == b.date && a.status == b.status && a.topics == b.topics;
            Arc::ptr_eq(a, b) || is_equal() && a.events == b.events
        };
        self.files.len() == sources.files.len()
            && self.files.iter().zip(sources.files).all(|(a, b)| Arc::ptr_eq(a, b))
            && self.articles.len() == sources.articles.len()
            && self.articles.iter().zip(sources.articles).all(is_same_article)
            && self.origins == Same(sources.origins.clone())
            && self.names == sources.names.known()
    }
}

/// Merges all events, or takes over what was merged before from the same. An event that comes to the same as before is the same
/// value.
pub(super) fn merge_again(sources: &Sources<'_>, before: &mut Option<Merging>, faults: &mut Vec<Diagnostic>) -> Merged {
    if let Some(before) = before.as_ref().filter(|before| before.is_of(sources)) {
        faults.extend_from_slice(&before.faults);
        return before.merged.clone();
    }
    let mut found = Vec::new();
    let mut merged = merge(sources, &mut found);
    let known = before.iter().flat_map(|before| &before.merged.drafts);
    for (draft, known) in merged.drafts.iter_mut().zip(known) {
        if draft == known {
            *draft = known.clone();
        }
    }
    faults.extend_from_slice(&found);
    *before = Some(Merging {
        names: sources.names.known(),
        files: sources.files.to_vec(),
        articles: sources.articles.to_vec(),
        origins: Same(sources.origins.clone()),
        merged: merged.clone(),
        faults: found,
    });
    merged
}

fn merge(sources: &Sources<'_>, faults: &mut Vec<Diagnostic>) -> Merged {
    let mut file_of: HashMap<&Slug, usize> = HashMap::new();
    // What is said of each event, in the order in which the events are first spoken of, and where that is in it.
    let mut said: Vec<(&Slug, Vec<Saying<'_>>)> = Vec::new();
    let mut places: HashMap<&Slug, usize> = HashMap::new();
    let mut add = |id, saying| match places.entry(id) {
        Entry::Occupied(place) => said[*place.get()].1.push(saying),
        Entry::Vacant(place) => {
            place.insert(said.len());
            said.push((id, vec![saying]));
        }
    };
    for (n, event) in sources.files.iter().enumerate() {
        file_of.insert(&event.head.id, n);
        let saying = Saying {
            sayer: Sayer::EventFile,
            file: event.head.file,
            fields: &event.fields,
            mention: None,
            stands: true,
        };
        add(&event.head.id, saying);
    }
    for (n, article) in sources.articles.iter().enumerate() {
        for mention in &article.events {
            let saying = Saying {
                sayer: Sayer::Article(Id::at(n)),
                file: article.head.file,
                fields: &mention.fields,
                mention: Some(mention),
                stands: stands(article, mention, &sources.origins[n]),
            };
            add(&mention.event.value, saying);
        }
    }
    let is_declared = |(id, said): &(&Slug, Vec<Saying<'_>>)| {
        file_of.contains_key(id) || said.iter().any(|one| one.mention.is_some_and(|mention| mention.declares))
    };
    let (declared, others): (Vec<_>, Vec<_>) = said.into_iter().partition(is_declared);
    let mut merged = Merged::default();
    for (id, said) in others {
        let place = |one: &Saying<'_>| Some(diagnostic::Place::Value(one.file, one.mention?.event.at));
        merged.unknown.extend(said.iter().filter_map(place).map(|place| (id.clone(), place)));
    }
    let draft = |(id, said): &(&Slug, Vec<Saying<'_>>)| {
        let mut faults = Vec::new();
        (draft(id, file_of.get(id).copied(), said, sources, &mut faults), faults)
    };
    let drafts: Vec<_> = declared.par_iter().with_min_len(128).map(draft).collect();
    for ((draft, mut found), (id, _)) in drafts.into_iter().zip(&declared) {
        faults.append(&mut found);
        match draft {
            Some(draft) => merged.drafts.push(Arc::new(draft)),
            None => merged.incomplete.push((*id).clone()),
        }
    }
    merged.drafts.sort_by_cached_key(|draft| (key(draft), draft.id.clone()));
    merged
}

/// Orders events by their days and then by the time that clocks at the place show. Of one day, those without a time come
/// first: were they left between the others by their ids, the order would run in circles.
fn key(draft: &Draft) -> ((Day, Day), Option<NaiveTime>) {
    let date = &draft.date.value().date;
    (date.sort_key(), times::shown(draft.time.as_ref(), date).map(|moment| moment.time.clock))
}

/// Whether what an article says of an event counts: not what it only announces, nor what was withdrawn.
fn stands(article: &document::Article, mention: &document::Mention, origins: &Origins) -> bool {
    let is_retracted = article.status.as_ref().is_some_and(|status| status.kind == StatusKind::Retracted);
    mention.stance != Stance::Announces && !is_retracted && (mention.account.is_some() || origins.stand())
}

fn draft(
    id: &Slug,
    file: Option<usize>,
    said: &[Saying<'_>],
    sources: &Sources<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Draft> {
    let part = |a: &Date, b: &Date| a.relation(b) != Relation::Undecided;
    let title = field(said, |one| Some(one.fields.title.as_ref()?.value.clone()), |a, b| a == b, |_, _| false);
    let mut date = field(
        said,
        |one| {
            let dated = one.fields.date.as_ref()?;
            Some(Dated { date: dated.date.value.clone(), basis: dated.basis, note: dated.note.clone() })
        },
        |a, b| a.date == b.date,
        |a, b| part(&a.date, &b.date),
    );
    let mut end = field(said, |one| Some(one.fields.end.as_ref()?.value.clone()), |a, b| a == b, part);
    let summary = field(said, |one| Some(one.fields.summary.as_ref()?.value.clone()), |a, b| a == b, |_, _| false);
    let mut places: Vec<Option<Place>> = Vec::new();
    let (mut topics, mut entities, mut mentions) = (Vec::new(), Vec::new(), Vec::new());
    for one in said {
        let mut resolver = Resolver { names: sources.names, file: one.file, faults };
        places.push(one.fields.place.as_ref().map(|place| resolver.place(place)));
        topics.extend(resolver.topics(&one.fields.topics));
        entities.extend(resolver.entities(&one.fields.entities));
        if let (Sayer::Article(article), Some(mention)) = (one.sayer, one.mention) {
            let account = mention
                .account
                .as_ref()
                .map(|account| (account.is_original(), origins::steps(account.derived_from.as_ref(), &mut resolver)));
            let entries = &sources.articles[article.index()].events;
            let entry = entries.iter().position(|other| std::ptr::eq(other, mention));
            let entry = entry.expect("a mention is one of its article's");
            mentions.push(Mentioned { article, stance: mention.stance, entry, account });
        }
    }
    let mut places = places.into_iter();
    let next = |_: &Saying<'_>| places.next().expect("one for each sayer");
    let mut place = field(said, next, same_place, |a, b| !same_place(a, b));
    let mut claims = claims::claims(said);
    mentions.sort_by_key(|mention| (mention.stance, mention.article));
    if topics.is_empty() {
        // Nobody says which topics it belongs to: then those of the articles that speak of it.
        topics.extend(mentions.iter().flat_map(|mention| &sources.references[mention.article.index()].topics));
    }
    let mut seen = Vec::new();
    entities.retain(|entity| {
        !seen.contains(entity) && {
            seen.push(*entity);
            true
        }
    });
    topics.sort();
    topics.dedup();

    if let Some(event) = file.map(|file| &sources.files[file]) {
        let mut resolver = Resolver { names: sources.names, file: event.head.file, faults };
        settle(
            event,
            &mut Settled { date: &mut date, end: &mut end, place: &mut place, claims: &mut claims },
            &mut resolver,
        );
    }
    let (title, date) = match (title, date) {
        (Some(title), Some(date)) => (title, date),
        (title, date) => {
            let (missing, example) = match (title, date) {
                (Some(_), _) => ("a date", "`date: 2023-11-15`"),
                (None, Some(_)) => ("a title", "`title: …`"),
                (None, None) => ("a title and a date", "`title: …` and `date: 2023-11-15`"),
            };
            faults.extend(incomplete(id, said, missing, example));
            return None;
        }
    };
    let mut time = times::times(said, &date.value().date, faults);
    if let Some(file) = file {
        settle_time(&sources.files[file], &mut time, faults);
    }
    let moment = times::shown(time.as_ref(), &date.value().date);
    check_stances(said, &title, date.value(), moment, sources.articles, faults);
    let id = id.clone();
    let draft = Draft { id, file, title, date, time, end, place, summary, claims, topics, entities, mentions };
    super::advice::contradictions(&draft, said, faults);
    Some(draft)
}

/// Plain text names the same place in any case.
fn same_place(a: &Place, b: &Place) -> bool {
    match (a, b) {
        (Place::Text(a), Place::Text(b)) => document::folded(a) == document::folded(b),
        (a, b) => a == b,
    }
}

/// What can be settled.
struct Settled<'a> {
    date: &'a mut Option<Field<Dated>>,
    end: &'a mut Option<Field<Date>>,
    place: &'a mut Option<Field<Place>>,
    claims: &'a mut [Claim],
}

/// Settles what the event's file resolves. A value that nobody gives is a fault: then there is nobody to lead it back to.
fn settle(event: &document::Event, fields: &mut Settled<'_>, resolver: &mut Resolver<'_>) {
    for resolution in &event.resolved {
        let why = &resolution.why;
        let is_given = match &resolution.value.value {
            Resolved::Date(date) => {
                fields.date.as_mut().is_some_and(|field| field.settle(|given| given.date == *date, why))
            }
            // The time belongs to the day that is shown, which is settled first.
            Resolved::Time(_) => continue,
            Resolved::End(date) => fields.end.as_mut().is_some_and(|field| field.settle(|given| given == date, why)),
            Resolved::Place(place) => {
                let place = resolver.place(&document::Spanned { value: place.clone(), at: resolution.value.at });
                fields.place.as_mut().is_some_and(|field| field.settle(|given| same_place(given, &place), why))
            }
            Resolved::Claim(quantity, unit) => {
                let name = document::folded(&resolution.property.value);
                let claim = fields.claims.iter_mut().find(|claim| document::folded(&claim.property) == name);
                claim.is_some_and(|claim| claim.settle(quantity, unit, why))
            }
        };
        if !is_given {
            resolver.faults.push(nobody_gives(event, resolution));
        }
    }
}

/// Settles the time of day.
fn settle_time(event: &document::Event, time: &mut Option<Field<Moment>>, faults: &mut Vec<Diagnostic>) {
    for resolution in &event.resolved {
        let Resolved::Time(clock) = resolution.value.value else { continue };
        let is_given =
            time.as_mut().is_some_and(|field| field.settle(|moment| moment.time.clock == clock, &resolution.why));
        if !is_given {
            faults.push(nobody_gives(event, resolution));
        }
    }
}

/// The fault of a settled value that leads back to nobody.
fn nobody_gives(event: &document::Event, resolution: &document::Resolution) -> Diagnostic {
    let message = format!("no account of the event gives this value for {:?}", resolution.property.value);
    let place = diagnostic::Place::Value(event.head.file, resolution.value.at);
    Diagnostic::new(Code::ResolvedByNobody, place, message)
        .hint("name a property and a value that the event's file or an article gives, as it is written there")
}

/// The fault of an event that lacks something; `None` when it may be in what was reported already.
fn incomplete(id: &Slug, said: &[Saying<'_>], missing: &str, example: &str) -> Option<Diagnostic> {
    if said.iter().any(|one| one.mention.is_some_and(|mention| mention.is_faulty)) {
        return None;
    }
    let (file, mention) = said.iter().find_map(|one| Some((one.file, one.mention.filter(|it| it.declares)?)))?;
    let place = diagnostic::Place::Value(file, mention.event.at);
    let message = format!("the event \"{id}\" is declared here without {missing}");
    let fault = Diagnostic::new(Code::IncompleteEvent, place, message);
    Some(fault.hint(format!("add {example}, or name an existing event with `event:`")))
}

/// An article that was published wholly before an event can't report it, nor announce it when wholly after.
fn check_stances(
    said: &[Saying<'_>],
    title: &Field<String>,
    date: &Dated,
    moment: Option<&Moment>,
    articles: &[Arc<document::Article>],
    faults: &mut Vec<Diagnostic>,
) {
    for one in said {
        let (Sayer::Article(id), Some(mention)) = (one.sayer, one.mention) else { continue };
        let published = &articles[id.index()].date;
        let relation = published.date.value.relation(&date.date);
        if mention.stance == Stance::Announces && relation == Relation::After {
            let message = format!(
                "an article of {} announces what happened before, {}: \"{}\"",
                published.date.value.words(Language::English),
                date.date.words(Language::English),
                title.value()
            );
            let place = diagnostic::Place::Value(one.file, mention.event.at);
            faults.push(
                Diagnostic::new(Code::AnnouncedAfter, place, message)
                    .also(diagnostic::Place::Value(one.file, published.date.at), "it was published on this date")
                    .hint("if it says that the event happened, write `stance: reports`"),
            );
        }
        // Where the day of the instant hadn't begun yet, its report bears the day before.
        let could_know = || Some(published.date.value.latest().naive()? >= moment?.first_day_anywhere()?);
        if mention.stance == Stance::Reports && relation == Relation::Before && could_know() != Some(true) {
            let message = format!(
                "an article of {} can't report what happened later, {}: \"{}\"",
                published.date.value.words(Language::English),
                date.date.words(Language::English),
                title.value()
            );
            let place = diagnostic::Place::Value(one.file, mention.event.at);
            faults.push(
                Diagnostic::new(Code::ReportedBefore, place, message)
                    .also(diagnostic::Place::Value(one.file, published.date.at), "it was published on this date")
                    .hint("if it says that the event will happen, write `stance: announces`"),
            );
        }
    }
}
