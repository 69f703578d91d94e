//! Makes the rows of the tables from the parts that the other steps have worked out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::articles::References;
use super::bodies::Texts;
use super::events::{Draft, Mentioned};
use super::origins::{self, Account, Origin, Origins, Ownership};
use super::resolve::{Names, Resolver};
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
    pub(super) fn new(entities: &[Vec<Id<Entity>>], drafts: &[Draft], entity_count: usize) -> Self {
        let mut articles_of_entity = vec![Vec::new(); entity_count];
        for (n, entities) in entities.iter().enumerate() {
            entities.iter().for_each(|entity| articles_of_entity[entity.index()].push(Id::at(n)));
        }
        let mut events_of_entity = vec![Vec::new(); entity_count];
        for (n, draft) in drafts.iter().enumerate() {
            let places = draft.place.iter().flat_map(|place| &place.said).filter_map(|said| match said.value {
                Place::Entity(entity) => Some(entity),
                Place::Text(_) => None,
            });
            let all: BTreeSet<Id<Entity>> = draft.entities.iter().copied().chain(places).collect();
            all.into_iter().for_each(|entity| events_of_entity[entity.index()].push(Id::at(n)));
        }
        Self { articles_of_entity, events_of_entity }
    }
}

pub(super) fn publishers(
    written: &[Arc<document::Publisher>],
    urls: Vec<SiteUrl>,
    references: &References,
    sources: &Sources<'_>,
    texts: &mut Texts,
) -> Table<Publisher> {
    let mut published = vec![Vec::new(); written.len()];
    let mut passed_on = vec![Vec::new(); written.len()];
    let mut origin_of = vec![0; written.len()];
    for (n, origins) in sources.article_origins.iter().enumerate() {
        let article = Id::at(n);
        let publisher = references.publishers[n];
        publisher.into_iter().for_each(|publisher: Id<Publisher>| published[publisher.index()].push(article));
        for origin in &origins.known {
            if let Origin::Publisher(publisher) = origin {
                origin_of[publisher.index()] += 1;
            }
        }
        let others = origins.through.iter().filter(|id| publisher != Some(**id));
        others.for_each(|id| passed_on[id.index()].push(article));
    }
    let mut figures = topics::of_publishers(written.len(), references, sources);
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
    pub(super) origins: &'a [Origins],
    /// For each event, by position, the origins of articles whose account of it comes from elsewhere.
    pub(super) of_events: Vec<BTreeMap<Id<Article>, Origins>>,
    pub(super) references: &'a References,
    pub(super) ownership: &'a Ownership,
}

pub(super) fn events(
    drafts: Vec<Draft>,
    files: &[Arc<document::Event>],
    urls: Vec<(SiteUrl, bool)>,
    reports: Reports<'_>,
    texts: &mut Texts,
) -> Table<Event> {
    let Reports { origins, mut of_events, references, ownership } = reports;
    let rows = drafts.into_iter().zip(urls).enumerate().map(|(n, (draft, (url, has_page)))| {
        let mut own = std::mem::take(&mut of_events[n]);
        let reports = draft.mentions.iter().filter(|mention| mention.stance == Stance::Reports);
        let reports =
            reports.map(|mention| own.get(&mention.article).unwrap_or_else(|| &origins[mention.article.index()]));
        let count = origins::count(reports, ownership, &draft.entities);
        let what = Ref::Event(Id::at(n));
        Event {
            origins: count,
            head: match draft.file {
                Some(file) => texts.head(&files[file].head, url, what),
                None => Head {
                    id: draft.id,
                    url,
                    file: None,
                    language: None,
                    extra: Value::Null,
                    body: super::Body::default(),
                    linked_from: texts.linked_from(what),
                },
            },
            has_page,
            title: draft.title,
            date: draft.date,
            time: draft.time,
            end: draft.end,
            place: draft.place,
            summary: draft.summary,
            topics: draft.topics,
            entities: draft.entities,
            claims: draft.claims,
            mentions: draft
                .mentions
                .into_iter()
                .map(|mention| {
                    let account = account(&mention, own.remove(&mention.article), references, origins);
                    Mention { article: mention.article, stance: mention.stance, account }
                })
                .collect(),
        }
    });
    Table::new(rows.collect())
}

/// Whose account of an event an article gives, when it isn't that of the article as a whole: because the article says so, or
/// because one that it is derived from does.
fn account(
    mention: &Mentioned,
    own: Option<Origins>,
    references: &References,
    origins: &[Origins],
) -> Option<Box<Account>> {
    let n = mention.article.index();
    let origins = own.filter(|own| mention.account.is_some() || *own != origins[n])?;
    let (is_original, derived_from) =
        mention.account.clone().unwrap_or_else(|| (references.is_original[n], references.steps[n].clone()));
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
    urls: Vec<SiteUrl>,
    subjects: &Subjects,
    as_of: Option<&Date>,
    texts: &mut Texts,
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
    urls: Vec<SiteUrl>,
    references: &References,
    sources: &Sources<'_>,
    texts: &mut Texts,
) -> Table<Topic> {
    let mut events: Vec<Vec<Id<Event>>> = vec![Vec::new(); written.len()];
    let mut articles: Vec<Vec<Id<Article>>> = vec![Vec::new(); written.len()];
    for (id, event) in sources.events.iter() {
        event.topics.iter().for_each(|topic| events[topic.index()].push(id));
    }
    for (n, topics) in references.topics.iter().enumerate() {
        topics.iter().for_each(|topic| articles[topic.index()].push(Id::at(n)));
    }
    let entities: Vec<Vec<(Id<Entity>, usize)>> = events
        .iter()
        .zip(&articles)
        .map(|(events, articles)| {
            let in_events = events.iter().flat_map(|id| sources.events[*id].entities.iter().copied());
            let in_articles = articles.iter().flat_map(|id| references.entities[id.index()].iter().copied());
            topics::ranked(in_events.chain(in_articles))
        })
        .collect();
    let topics_of_events: Vec<&[Id<Topic>]> = sources.events.iter().map(|(_, event)| event.topics.as_slice()).collect();
    let related = topics::related(&Shared {
        topic_count: written.len(),
        topics_of_events: &topics_of_events,
        topics_of_articles: &references.topics,
        entities: &entities,
        linked: &texts.linked_topics(written.len()),
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

pub(super) fn pages(written: &[Arc<document::Page>], urls: Vec<SiteUrl>, texts: &mut Texts) -> Table<Page> {
    let rows = written.iter().zip(urls).enumerate().map(|(n, (written, url))| Page {
        head: texts.head(&written.head, url, Ref::Page(Id::at(n))),
        title: written.title.clone(),
        summary: written.summary.clone(),
    });
    Table::new(rows.collect())
}

/// Where articles come from and what they have to do with others, by position.
pub(super) struct Provenance {
    pub(super) origins: Vec<Origins>,
    pub(super) mentions: Vec<Vec<(Id<Event>, Stance)>>,
    pub(super) resting: Vec<Vec<Id<Article>>>,
}

pub(super) fn articles(
    written: &[Arc<document::Article>],
    urls: Vec<SiteUrl>,
    references: References,
    provenance: Provenance,
    texts: &mut Texts,
) -> Table<Article> {
    let Provenance { origins, mentions, mut resting } = provenance;
    let is_original = references.is_original;
    let subjects = references.topics.into_iter().zip(references.entities).zip(references.publishers);
    let provenance = references.steps.into_iter().zip(origins).zip(mentions);
    let parts = written.iter().zip(urls).zip(subjects).zip(provenance);
    let rows = parts.enumerate().map(|(n, (((written, url), ((topics, entities), publisher)), provenance))| {
        let ((derived_from, origins), mentions) = provenance;
        let is_original = is_original[n];
        let source = &written.source;
        Article {
            head: texts.head(&written.head, url, Ref::Article(Id::at(n))),
            title: written.title.clone(),
            date: Dated {
                date: written.date.date.value.clone(),
                basis: written.date.basis,
                note: written.date.note.clone(),
            },
            summary: written.summary.clone(),
            topics,
            entities,
            rights: written.rights.clone(),
            source: Source {
                publisher,
                headline: source.headline.clone(),
                byline: source.byline.clone(),
                url: source.url.clone(),
                archive_url: source.archive_url.clone(),
                accessed: source.accessed.clone(),
                language: source.language.clone(),
                dateline: source.dateline.clone(),
            },
            account: Account { is_original, derived_from, origins },
            status: written.status.as_ref().map(|status| Status {
                kind: status.kind,
                note: status.note.clone(),
                date: status.date.as_ref().map(|date| date.value.clone()),
            }),
            resting: std::mem::take(&mut resting[n]),
            mentions,
        }
    });
    Table::new(rows.collect())
}
