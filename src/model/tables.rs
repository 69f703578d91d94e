//! Makes the rows of the tables from the parts that the other steps have worked out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::articles::{Reference, References};
use super::bodies::Texts;
use super::events::{Draft, Mentioned};
use super::kept::{Kept, Making, Same};
use super::origins::{self, Account, Origin, Origins, Ownership};
use super::resolve::{Ids, Names, Resolver};
use super::table::{Id, Table};
use super::topics::{self, Shared, Sources};
use super::url::SiteUrl;
use super::{
    Article, Dated, Entity, Event, Head, Mention, Owner, Page, Place, Publisher, Ref, Role, Source, Stance, Status,
    Topic,
};
use crate::date::{Date, Relation};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::document::{self, Value};
use crate::slug::Slug;

/// Who and what is spoken of where.
pub(super) struct Subjects {
    articles_of_entity: Vec<Vec<Id<Article>>>,
    events_of_entity: Vec<Vec<Id<Event>>>,
}

impl Subjects {
    pub(super) fn new(references: &References, drafts: &[Arc<Draft>], entity_count: usize) -> Self {
        let mut articles_of_entity = vec![Vec::new(); entity_count];
        for (n, reference) in references.iter().enumerate() {
            reference.entities.iter().for_each(|entity| articles_of_entity[entity.index()].push(Id::at(n)));
        }
        let mut events_of_entity = vec![Vec::new(); entity_count];
        for (n, draft) in drafts.iter().enumerate() {
            let places = draft.place.iter().flat_map(|place| &place.said).filter_map(|said| match said.value {
                Place::Entity(entity) => Some(entity),
                Place::Text(_) => None,
            });
            for entity in draft.entities.iter().copied().chain(places) {
                let events: &mut Vec<Id<Event>> = &mut events_of_entity[entity.index()];
                if events.last() != Some(&Id::at(n)) {
                    events.push(Id::at(n));
                }
            }
        }
        Self { articles_of_entity, events_of_entity }
    }
}

pub(super) fn publishers(
    written: &[Arc<document::Publisher>],
    urls: &[SiteUrl],
    sources: &Sources<'_>,
    texts: &Texts,
) -> Table<Publisher> {
    let mut published = vec![Vec::new(); written.len()];
    let mut passed_on = vec![Vec::new(); written.len()];
    let mut origin_of = vec![0; written.len()];
    for (n, origins) in sources.origins.iter().enumerate() {
        let article = Id::at(n);
        let publisher = sources.references[n].publisher;
        publisher.into_iter().for_each(|publisher: Id<Publisher>| published[publisher.index()].push(article));
        for origin in &origins.known {
            if let Origin::Publisher(publisher) = origin {
                origin_of[publisher.index()] += 1;
            }
        }
        let others = origins.through.iter().filter(|id| publisher != Some(**id));
        others.for_each(|id| passed_on[id.index()].push(article));
    }
    let mut figures = topics::of_publishers(written.len(), sources);
    let ownership = sources.ownership.owners.iter().zip(&sources.ownership.parties);
    let rows =
        written.iter().zip(urls).zip(ownership).enumerate().map(|(n, ((written, url), (owner, party)))| Publisher {
            party: party.clone(),
            figures: std::mem::take(&mut figures[n]),
            head: texts.head(&written.head, url, Ref::Publisher(Id::at(n))),
            name: written.name.clone(),
            kind: written.kind,
            country: written.country.clone(),
            url: written.url.clone(),
            owner: owner.clone(),
            names: written.names.clone(),
            summary: written.summary.clone(),
            articles: std::mem::take(&mut published[n]),
            passed_on: std::mem::take(&mut passed_on[n]),
            origin_of: origin_of[n],
        });
    Table::new(rows.collect())
}

/// Who owns each publisher and whom it speaks for.
pub(super) fn ownership(
    written: &[Arc<document::Publisher>],
    names: &Names,
    faults: &mut Vec<Diagnostic>,
) -> Ownership {
    let owners = owners(written, names, faults);
    let party = |publisher: &Arc<document::Publisher>| {
        Resolver { names, file: publisher.head.file, faults }.entities(&publisher.party)
    };
    Ownership { owners, parties: written.iter().map(party).collect() }
}

/// The owner of each publisher, by position. Publishers that own each other are reported.
fn owners(written: &[Arc<document::Publisher>], names: &Names, faults: &mut Vec<Diagnostic>) -> Vec<Option<Owner>> {
    let owner = |publisher: &Arc<document::Publisher>| {
        let owner = publisher.owner.as_ref()?;
        let known = Slug::new(&owner.value).ok().and_then(|slug| names.publishers.get(&slug));
        Some(known.map_or_else(|| Owner::Named(owner.value.clone()), Owner::Publisher))
    };
    let owners: Vec<Option<Owner>> = written.iter().map(owner).collect();
    let parents: Vec<Vec<usize>> = owners
        .iter()
        .map(|owner| match owner {
            Some(Owner::Publisher(id)) => vec![id.index()],
            Some(Owner::Named(_)) | None => Vec::new(),
        })
        .collect();
    origins::parents_first(&parents, |circle| faults.push(owner_fault(circle, written)));
    owners
}

fn owner_fault(circle: &[usize], written: &[Arc<document::Publisher>]) -> Diagnostic {
    let place = |n: &usize| {
        let publisher = &written[*n];
        let owner = publisher.owner.as_ref().expect("who is in a circle has an owner");
        diagnostic::Place::Value(publisher.head.file, owner.at)
    };
    let names: Vec<&str> = circle.iter().chain(circle.first()).map(|n| written[*n].head.id.as_str()).collect();
    let message = match circle {
        [_] => format!("the publisher \"{}\" owns itself", names[0]),
        _ => format!("publishers own each other in a circle: {}", names.join(" ← ")),
    };
    let (first, others) = circle.split_first().expect("a circle has one publisher at least");
    let fault = Diagnostic::new(Code::OwnershipCircle, place(first), message);
    let fault = fault.hint("the last owner of a chain has no `owner:`");
    others.iter().fold(fault, |fault, n| fault.also(place(n), "and here"))
}

/// What events are counted from.
pub(super) struct Reports<'a> {
    /// The origins of each article as a whole, by position.
    pub(super) origins: &'a Arc<Vec<Origins>>,
    /// For each event, by position, the origins of articles whose account of it comes from elsewhere.
    pub(super) of_events: &'a [BTreeMap<Id<Article>, Origins>],
    pub(super) references: &'a References,
    pub(super) ownership: &'a Arc<Ownership>,
    pub(super) names: &'a Names,
}

/// The events of before.
pub(super) type Events =
    Kept<(Same<Vec<Origins>>, Arc<Ownership>, Permalinks), (Arc<Draft>, Option<Arc<document::Event>>), Event>;

/// What the addresses of events and articles follow from, and which events there are.
type Permalinks = (Same<Ids<Event>>, Same<Ids<Article>>);

fn permalinks(names: &Names) -> Permalinks {
    (Same(names.events.clone()), Same(names.articles.clone()))
}

pub(super) fn events(
    drafts: &[Arc<Draft>],
    files: &[Arc<document::Event>],
    urls: &[(SiteUrl, bool)],
    reports: &Reports<'_>,
    texts: &Texts,
    events: &mut Events,
) -> Table<Event> {
    let what = |n: usize| Ref::Event(Id::at(n));
    let file = |n: usize| drafts[n].file.map(|file| &files[file]);
    let making = Making {
        is_same: |n: usize, (draft, of): &(Arc<Draft>, Option<Arc<document::Event>>), row: &Event| {
            let is_same_file = match (file(n), of) {
                (Some(file), Some(of)) => Arc::ptr_eq(file, of),
                (file, of) => file.is_none() && of.is_none(),
            };
            Arc::ptr_eq(draft, &drafts[n])
                && is_same_file
                && reports.of_events[n].is_empty()
                && texts.is_same(&row.head, what(n))
        },
        from: |n: usize| (drafts[n].clone(), file(n).cloned()),
        make: |n: usize, _: &mut Vec<Diagnostic>| {
            let (url, has_page) = &urls[n];
            let head = match file(n) {
                Some(file) => texts.head(&file.head, url, what(n)),
                None => Head {
                    id: drafts[n].id.clone(),
                    url: url.clone(),
                    file: None,
                    language: None,
                    extra: Value::Null,
                    body: super::Body::default(),
                    linked_from: texts.linked_from(what(n)).to_vec(),
                },
            };
            event(head, *has_page, &drafts[n], &reports.of_events[n], reports)
        },
    };
    let common = (Same(reports.origins.clone()), reports.ownership.clone(), permalinks(reports.names));
    Table::of_shared(events.rows(common, drafts.len(), &making, &mut Vec::new()))
}

fn event(
    head: Head,
    has_page: bool,
    draft: &Draft,
    own: &BTreeMap<Id<Article>, Origins>,
    reports: &Reports<'_>,
) -> Event {
    let counted = draft.mentions.iter().filter(|mention| mention.stance == Stance::Reports);
    let counted =
        counted.map(|mention| own.get(&mention.article).unwrap_or_else(|| &reports.origins[mention.article.index()]));
    Event {
        origins: origins::count(counted, reports.ownership, &draft.entities),
        head,
        has_page,
        title: draft.title.clone(),
        date: draft.date.clone(),
        time: draft.time.clone(),
        end: draft.end.clone(),
        place: draft.place.clone(),
        summary: draft.summary.clone(),
        topics: draft.topics.clone(),
        entities: draft.entities.clone(),
        claims: draft.claims.clone(),
        mentions: draft
            .mentions
            .iter()
            .map(|mention| Mention {
                article: mention.article,
                stance: mention.stance,
                account: account(mention, own.get(&mention.article), reports),
            })
            .collect(),
    }
}

/// Whose account of an event an article gives, when it isn't that of the article as a whole: because the article says so, or
/// because one that it is derived from does.
fn account(mention: &Mentioned, own: Option<&Origins>, reports: &Reports<'_>) -> Option<Box<Account>> {
    let n = mention.article.index();
    let reference = &reports.references[n];
    let origins = own.filter(|own| mention.account.is_some() || **own != reports.origins[n])?.clone();
    let (is_original, derived_from) =
        mention.account.clone().unwrap_or_else(|| (reference.is_original, reference.steps.clone()));
    Some(Box::new(Account { is_original, derived_from, origins }))
}

/// For each article that was corrected or retracted, the articles whose account rests on it, as a whole or of one event.
pub(super) fn resting(origins: &[Origins], events: &Table<Event>) -> Vec<Vec<Id<Article>>> {
    let mut resting: Vec<BTreeSet<Id<Article>>> = vec![BTreeSet::new(); origins.len()];
    let mut add = |article: Id<Article>, origins: &Origins| {
        for other in origins.withdrawn.iter().chain(&origins.corrected).filter(|other| **other != article) {
            resting[other.index()].insert(article);
        }
    };
    origins.iter().enumerate().for_each(|(n, origins)| add(Id::at(n), origins));
    for mention in events.iter().flat_map(|(_, event)| &event.mentions) {
        if let Some(account) = &mention.account {
            add(mention.article, &account.origins);
        }
    }
    resting.into_iter().map(|articles| articles.into_iter().collect()).collect()
}

pub(super) fn entities(
    written: &[Arc<document::Entity>],
    urls: &[SiteUrl],
    subjects: &Subjects,
    as_of: Option<&Date>,
    texts: &Texts,
) -> Table<Entity> {
    // A role that began later was not known.
    let is_known = |role: &document::Role| match (&role.from, as_of) {
        (Some(from), Some(as_of)) => from.value.relation(as_of) != Relation::After,
        _ => true,
    };
    let rows = written.iter().zip(urls).enumerate().map(|(n, (written, url))| Entity {
        head: texts.head(&written.head, url, Ref::Entity(Id::at(n))),
        name: written.name.value.clone(),
        kind: written.kind,
        aliases: written.aliases.iter().map(|alias| alias.value.clone()).collect(),
        names: written.names.iter().map(|(language, name)| (language.clone(), name.value.clone())).collect(),
        summary: written.summary.clone(),
        roles: written
            .roles
            .iter()
            .filter(|role| is_known(role))
            .map(|role| Role {
                title: role.title.clone(),
                from: role.from.as_ref().map(|date| date.value.clone()),
                to: role.to.as_ref().map(|date| date.value.clone()),
            })
            .collect(),
        events: subjects.events_of_entity[n].clone(),
        articles: subjects.articles_of_entity[n].clone(),
    });
    Table::new(rows.collect())
}

pub(super) fn topics(
    written: &[Arc<document::Topic>],
    urls: &[SiteUrl],
    sources: &Sources<'_>,
    texts: &Texts,
) -> Table<Topic> {
    let references = sources.references;
    let mut events: Vec<Vec<Id<Event>>> = vec![Vec::new(); written.len()];
    let mut articles: Vec<Vec<Id<Article>>> = vec![Vec::new(); written.len()];
    for (id, event) in sources.events.iter() {
        event.topics.iter().for_each(|topic| events[topic.index()].push(id));
    }
    for (n, reference) in references.iter().enumerate() {
        reference.topics.iter().for_each(|topic| articles[topic.index()].push(Id::at(n)));
    }
    let entities: Vec<Vec<(Id<Entity>, usize)>> = events
        .iter()
        .zip(&articles)
        .map(|(events, articles)| {
            let in_events = events.iter().flat_map(|id| sources.events[*id].entities.iter().copied());
            let in_articles = articles.iter().flat_map(|id| references[id.index()].entities.iter().copied());
            topics::ranked(in_events.chain(in_articles))
        })
        .collect();
    let topics_of_events: Vec<&[Id<Topic>]> = sources.events.iter().map(|(_, event)| event.topics.as_slice()).collect();
    let related = topics::related(&Shared {
        topic_count: written.len(),
        topics_of_events: &topics_of_events,
        references,
        entities: &entities,
        linked: &texts.linked_topics(),
    });
    let parts = written.iter().zip(urls).zip(events.into_iter().zip(articles)).zip(entities.into_iter().zip(related));
    let rows = parts.enumerate().map(|(n, (((written, url), (events, articles)), (entities, related)))| Topic {
        head: texts.head(&written.head, url, Ref::Topic(Id::at(n))),
        title: written.title.clone(),
        short_title: written.short_title.clone(),
        summary: written.summary.clone(),
        entities,
        publishers: topics::publishers(&articles, sources),
        related,
        figures: topics::figures(events.iter().copied(), &articles, sources),
        events,
        articles,
    });
    Table::new(rows.collect())
}

pub(super) fn pages(written: &[Arc<document::Page>], urls: &[SiteUrl], texts: &Texts) -> Table<Page> {
    let rows = written.iter().zip(urls).enumerate().map(|(n, (written, url))| Page {
        head: texts.head(&written.head, url, Ref::Page(Id::at(n))),
        title: written.title.clone(),
        summary: written.summary.clone(),
    });
    Table::new(rows.collect())
}

/// Where articles come from and what they have to do with others, by position.
pub(super) struct Provenance<'a> {
    pub(super) references: &'a References,
    pub(super) origins: &'a Arc<Vec<Origins>>,
    pub(super) resting: &'a [Vec<Id<Article>>],
}

/// The articles of before.
pub(super) type Articles = Kept<(Same<Vec<Origins>>, Permalinks), (Arc<document::Article>, Arc<Reference>), Article>;

pub(super) fn articles(
    written: &[Arc<document::Article>],
    names: &Names,
    provenance: &Provenance<'_>,
    texts: &Texts,
    articles: &mut Articles,
) -> Table<Article> {
    let Provenance { references, origins, resting } = provenance;
    let urls = &names.articles.urls;
    // Those that don't exist were reported when events were merged.
    let mention = |mention: &document::Mention| Some((names.events.get(&mention.event.value)?, mention.stance));
    let what = |n: usize| Ref::Article(Id::at(n));
    let making = Making {
        is_same: |n: usize, (document, reference): &(Arc<document::Article>, Arc<Reference>), row: &Article| {
            Arc::ptr_eq(document, &written[n])
                && Arc::ptr_eq(reference, &references[n])
                && row.resting == resting[n]
                && texts.is_same(&row.head, what(n))
        },
        from: |n: usize| (written[n].clone(), references[n].clone()),
        make: |n: usize, _: &mut Vec<Diagnostic>| {
            let Reference { topics, entities, publisher, is_original, steps, .. } = &*references[n];
            let account =
                Account { is_original: *is_original, derived_from: steps.clone(), origins: origins[n].clone() };
            let written = &written[n];
            Article {
                head: texts.head(&written.head, &urls[n], what(n)),
                title: written.title.clone(),
                date: Dated {
                    date: written.date.date.value.clone(),
                    basis: written.date.basis,
                    note: written.date.note.clone(),
                },
                summary: written.summary.clone(),
                topics: topics.clone(),
                entities: entities.clone(),
                rights: written.rights.clone(),
                source: source(&written.source, *publisher),
                account,
                status: written.status.as_ref().map(|status| Status {
                    kind: status.kind,
                    note: status.note.clone(),
                    date: status.date.as_ref().map(|date| date.value.clone()),
                }),
                resting: resting[n].clone(),
                mentions: written.events.iter().filter_map(mention).collect(),
            }
        },
    };
    let common = (Same((*origins).clone()), permalinks(names));
    Table::of_shared(articles.rows(common, written.len(), &making, &mut Vec::new()))
}

fn source(written: &document::Source, publisher: Option<Id<Publisher>>) -> Source {
    Source {
        publisher,
        headline: written.headline.clone(),
        byline: written.byline.clone(),
        url: written.url.clone(),
        archive_url: written.archive_url.clone(),
        accessed: written.accessed.clone(),
        language: written.language.clone(),
        dateline: written.dateline.clone(),
    }
}
