//! Merges what the event file and the articles say of one event.
//!
//! In: event files and the `events:` of articles, whose articles are in final order. Out: [`Draft`]s in chronological order,
//! from which `link` makes [`super::Event`]s. Each field keeps who gives which value.

use std::collections::BTreeMap;

use super::resolve::{Names, Resolver};
use super::table::Id;
use super::{Article, Dated, Entity, Field, Mention, Place, Said, Topic};
use crate::date::{Date, Relation};
use crate::diagnostic::{self, Diagnostic};
use crate::document::{self, Stance};
use crate::slug::Slug;

/// An event with its own fields resolved, before it is counted and given an address.
pub(super) struct Draft {
    pub(super) id: Slug,
    /// Its file, if it has one: position among the event files.
    pub(super) file: Option<usize>,
    pub(super) title: Field<String>,
    pub(super) date: Field<Dated>,
    pub(super) end: Option<Field<Date>>,
    pub(super) place: Option<Field<Place>>,
    pub(super) summary: Option<Field<String>>,
    pub(super) topics: Vec<Id<Topic>>,
    pub(super) entities: Vec<Id<Entity>>,
    pub(super) mentions: Vec<Mention>,
}

/// Who says something of an event.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sayer {
    EventFile,
    Article(Id<Article>),
}

struct Said1<'a> {
    sayer: Sayer,
    file: crate::files::FileId,
    fields: &'a document::EventFields,
    mention: Option<&'a document::Mention>,
}

/// What comes of merging.
#[derive(Default)]
pub(super) struct Merged {
    /// The events, in chronological order.
    pub(super) drafts: Vec<Draft>,
    /// Mentions of events that nobody declares, and where: they are told when all events are known.
    pub(super) unknown: Vec<(Slug, diagnostic::Place)>,
    /// Events that are declared without what an event needs, which was reported.
    pub(super) incomplete: Vec<Slug>,
}

/// Merges all events. `article_topics` are the resolved topics of the articles, by position.
pub(super) fn merge(
    files: &[document::Event],
    articles: &[document::Article],
    article_topics: &[Vec<Id<Topic>>],
    names: &Names,
    faults: &mut Vec<Diagnostic>,
) -> Merged {
    let mut said: BTreeMap<&Slug, Vec<Said1<'_>>> = BTreeMap::new();
    let mut file_of: BTreeMap<&Slug, usize> = BTreeMap::new();
    for (n, event) in files.iter().enumerate() {
        file_of.insert(&event.head.id, n);
        said.entry(&event.head.id).or_default().push(Said1 {
            sayer: Sayer::EventFile,
            file: event.head.file,
            fields: &event.fields,
            mention: None,
        });
    }
    for (n, article) in articles.iter().enumerate() {
        for mention in &article.events {
            said.entry(&mention.event.value).or_default().push(Said1 {
                sayer: Sayer::Article(Id::at(n)),
                file: article.head.file,
                fields: &mention.fields,
                mention: Some(mention),
            });
        }
    }
    let mut merged = Merged::default();
    for (id, said) in said {
        let file = file_of.get(id).copied();
        if file.is_none() && !said.iter().any(|one| one.mention.is_some_and(|mention| mention.declares)) {
            let place = |one: &Said1<'_>| Some(diagnostic::Place::Value(one.file, one.mention?.event.at));
            merged.unknown.extend(said.iter().filter_map(place).map(|place| (id.clone(), place)));
            continue;
        }
        match draft(id, file, &said, articles, article_topics, names, faults) {
            Some(draft) => merged.drafts.push(draft),
            None => merged.incomplete.push(id.clone()),
        }
    }
    merged.drafts.sort_by(|a, b| {
        let key = |draft: &Draft| draft.date.value().date.sort_key();
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
    merged
}

fn draft(
    id: &Slug,
    file: Option<usize>,
    said: &[Said1<'_>],
    articles: &[document::Article],
    article_topics: &[Vec<Id<Topic>>],
    names: &Names,
    faults: &mut Vec<Diagnostic>,
) -> Option<Draft> {
    let title = field(said, |one| one.fields.title.as_ref().map(|title| title.value.clone()), |a, b| a == b);
    let date = field(
        said,
        |one| {
            let dated = one.fields.date.as_ref()?;
            Some(Dated { date: dated.date.value.clone(), basis: dated.basis, note: dated.note.clone() })
        },
        |a, b| a.date == b.date,
    );
    let end = field(said, |one| one.fields.end.as_ref().map(|end| end.value.clone()), |a, b| a == b);
    let summary = field(said, |one| one.fields.summary.as_ref().map(|text| text.value.clone()), |a, b| a == b);
    let mut places: Vec<Option<Place>> = Vec::new();
    let (mut topics, mut entities) = (Vec::new(), Vec::new());
    for one in said {
        let mut resolver = Resolver { names, file: one.file, faults };
        places.push(one.fields.place.as_ref().map(|place| resolver.place(place)));
        topics.extend(resolver.topics(&one.fields.topics));
        entities.extend(resolver.entities(&one.fields.entities));
    }
    let mut places = places.into_iter();
    let place = field(said, |_| places.next().expect("one for each sayer"), |a, b| a == b);
    let mut mentions: Vec<Mention> = said
        .iter()
        .filter_map(|one| match one.sayer {
            Sayer::EventFile => None,
            Sayer::Article(article) => Some(Mention { article, stance: one.mention?.stance }),
        })
        .collect();
    mentions.sort_by_key(|mention| (mention.stance, mention.article));
    if topics.is_empty() {
        // Nobody says which topics it belongs to: then those of the articles that speak of it.
        topics.extend(mentions.iter().flat_map(|mention| &article_topics[mention.article.index()]));
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
    check_stances(said, &title, date.value(), articles, faults);
    Some(Draft { id: id.clone(), file, title, date, end, place, summary, topics, entities, mentions })
}

/// The fault of an event that lacks something; `None` when it may be in what was reported already.
fn incomplete(id: &Slug, said: &[Said1<'_>], missing: &str, example: &str) -> Option<Diagnostic> {
    if said.iter().any(|one| one.mention.is_some_and(|mention| mention.is_faulty)) {
        return None;
    }
    let (file, mention) = said.iter().find_map(|one| Some((one.file, one.mention.filter(|it| it.declares)?)))?;
    let place = diagnostic::Place::Value(file, mention.event.at);
    let fault = Diagnostic::error(place, format!("the event \"{id}\" is declared here without {missing}"));
    Some(fault.hint(format!("add {example}, or name an existing event with `event:`")))
}

/// An article that was published wholly before an event can't report it.
fn check_stances(
    said: &[Said1<'_>],
    title: &Field<String>,
    date: &Dated,
    articles: &[document::Article],
    faults: &mut Vec<Diagnostic>,
) {
    for one in said {
        let (Sayer::Article(id), Some(mention)) = (one.sayer, one.mention) else { continue };
        let published = &articles[id.index()].date;
        if mention.stance == Stance::Reports && published.date.value.relation(&date.date) == Relation::Before {
            let message = format!(
                "an article of {} can't report what happened later, {}: \"{}\"",
                published.date.value.words(),
                date.date.words(),
                title.value()
            );
            faults.push(
                Diagnostic::error(diagnostic::Place::Value(one.file, mention.event.at), message)
                    .also(diagnostic::Place::Value(one.file, published.date.at), "it was published on this date")
                    .hint("if it says that the event will happen, write `stance: announces`"),
            );
        }
    }
}

/// Gathers the values of one field, equal ones together: the event file's first, then by number of articles, then by the
/// earliest article.
fn field<T>(
    said: &[Said1<'_>],
    mut value: impl FnMut(&Said1<'_>) -> Option<T>,
    same: impl Fn(&T, &T) -> bool,
) -> Option<Field<T>> {
    let mut values: Vec<Said<T>> = Vec::new();
    for one in said {
        let Some(value) = value(one) else { continue };
        let place = match values.iter_mut().position(|other| same(&other.value, &value)) {
            Some(n) => &mut values[n],
            None => {
                values.push(Said { value, by_event_file: false, by: Vec::new() });
                values.last_mut().expect("it was just added")
            }
        };
        match one.sayer {
            Sayer::EventFile => place.by_event_file = true,
            Sayer::Article(article) => place.by.push(article),
        }
    }
    // Stable: of equals, the earliest article's stays first.
    values.sort_by_key(|said| (!said.by_event_file, std::cmp::Reverse(said.by.len())));
    (!values.is_empty()).then_some(Field { said: values })
}
