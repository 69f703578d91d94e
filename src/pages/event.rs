//! An event's page: who says what, who stands behind it, where the accounts differ, and what came before and after.

use super::context::{Account, ArticleLink, Event, FieldRow, FieldValue, Neighbours, OriginRow};
use super::parts::View;
use crate::model::{self, Article, EntityKind, Field, Id, Origin, Owner, Ref, Said, Stance};

pub(super) fn event(view: View<'_>, id: Id<model::Event>) -> Event {
    let event = &view.site.events[id];
    let date = &event.date.value().date;
    let entities = |kind| view.entities(event.entities.iter().map(|id| (*id, 0)), kind, Some(date));
    Event {
        entry: view.entry(id),
        body_html: view.body(&event.head.body),
        organizations: entities(EntityKind::Organization),
        places: entities(EntityKind::Place),
        origins: origins(view, event),
        fields: fields(view, event),
        neighbours: neighbours(view, id),
        linked_from: linked_from(view, event),
    }
}

/// Articles that mention it without a stance, and other pages. An article with a stance is in the table already.
fn linked_from(view: View<'_>, event: &model::Event) -> Vec<super::context::Link> {
    let has_stance = |target: &Ref| match target {
        Ref::Article(id) => event.mention_by(*id).is_some(),
        _ => false,
    };
    event.head.linked_from.iter().filter(|target| !has_stance(target)).map(|target| view.link(*target)).collect()
}

fn origins(view: View<'_>, event: &model::Event) -> Vec<OriginRow> {
    let single = |origin: Origin, note| OriginRow {
        name: view.origin_name(origin),
        lang: view.origin_lang(origin),
        href: Some(view.href(view.origin_ref(origin))),
        members: Vec::new(),
        note,
    };
    let independent = event.origins.independent.iter().map(|independent| match &independent.owner {
        None => single(independent.members[0], None),
        Some(owner) => {
            let place = view.owner(owner);
            let members = independent.members.iter().filter(|origin| !is_owner(**origin, owner));
            OriginRow {
                name: place.name,
                lang: place.lang,
                href: place.href,
                members: members.map(|origin| view.link(view.origin_ref(*origin))).collect(),
                note: None,
            }
        }
    });
    let parties =
        event.origins.parties.iter().map(|origin| single(*origin, Some(view.words.plain("party-not-counted"))));
    let unknown = (0..event.origins.unknown).map(|_| OriginRow {
        name: view.words.unknown_origin(),
        lang: None,
        href: None,
        members: Vec::new(),
        note: Some(view.words.plain("perhaps-another")),
    });
    independent.chain(parties).chain(unknown).collect()
}

fn is_owner(origin: Origin, owner: &Owner) -> bool {
    matches!((origin, owner), (Origin::Publisher(id), Owner::Publisher(owner)) if id == *owner)
}

/// What the accounts say field by field, for fields that an article gives.
fn fields(view: View<'_>, event: &model::Event) -> Vec<FieldRow> {
    let language = view.site.settings.date_language;
    let mut rows = Vec::new();
    let by = |id: &Id<Article>| view.article_on(*id, Some(event));
    let own = |said: &Said<String>| (said.value.clone(), view.said_lang(event, said));
    rows.extend(field(view, event, "title", &event.title, by, own));
    rows.extend(field(view, event, "date", &event.date, by, |said| (said.value.date.words(language), None)));
    rows.extend(
        event
            .time
            .as_ref()
            .and_then(|time| field(view, event, "time", time, by, |said| (view.moment(event, &said.value), None))),
    );
    rows.extend(
        event
            .end
            .as_ref()
            .and_then(|end| field(view, event, "end", end, by, |said| (said.value.words(language), None))),
    );
    rows.extend(
        event
            .place
            .as_ref()
            .and_then(|place| field(view, event, "place", place, by, |said| named_place(view, event, said))),
    );
    rows.extend(event.summary.as_ref().and_then(|text| field(view, event, "summary", text, by, own)));
    rows.extend(event.claims.iter().map(|claim| {
        FieldRow {
            name: claim.property.clone(),
            differs: claim.differs,
            resolved: claim.resolved.clone(),
            values: claim
                .values
                .iter()
                .map(|value| FieldValue {
                    value: view.words.quantity(&value.quantity, value.unit.as_deref()),
                    lang: None,
                    remark: uncounted(view, event, value.stands, value.by.iter().map(|of| of.article))
                        .or_else(|| view.claim_remark(value)),
                    by: value
                        .by
                        .iter()
                        .map(|of| Account {
                            article: by(&of.article),
                            quote: of.quote.clone(),
                            quote_lang: view.quote_lang(of.article),
                        })
                        .collect(),
                    by_event_file: value.by_event_file,
                })
                .collect(),
        }
    }));
    rows
}

fn named_place(view: View<'_>, event: &model::Event, said: &Said<model::Place>) -> (String, Option<String>) {
    let place = view.said_place(event, said);
    (place.name, place.lang)
}

/// Why a value doesn't count.
fn uncounted(
    view: View<'_>,
    event: &model::Event,
    stands: bool,
    mut by: impl Iterator<Item = Id<Article>>,
) -> Option<String> {
    let announces = |id: Id<Article>| event.mention_by(id).is_some_and(|mention| mention.stance == Stance::Announces);
    (!stands).then(|| view.words.plain(if by.all(announces) { "announced-beforehand" } else { "withdrawn" }))
}

/// A row for a field that an article gives.
fn field<T>(
    view: View<'_>,
    event: &model::Event,
    name: &str,
    field: &Field<T>,
    by: impl Fn(&Id<Article>) -> ArticleLink,
    words: impl Fn(&Said<T>) -> (String, Option<String>),
) -> Option<FieldRow> {
    let by_articles = field.said.iter().any(|said| !said.by.is_empty());
    by_articles.then(|| FieldRow {
        name: view.words.field(name),
        differs: field.differs,
        resolved: field.resolved.clone(),
        values: field
            .said
            .iter()
            .map(|said| {
                let (value, lang) = words(said);
                FieldValue {
                    value,
                    lang,
                    remark: uncounted(view, event, said.stands, said.by.iter().copied()),
                    by: said.by.iter().map(|id| Account { article: by(id), quote: None, quote_lang: None }).collect(),
                    by_event_file: said.by_event_file,
                }
            })
            .collect(),
    })
}

/// The event before and the one after, in each of its topics.
fn neighbours(view: View<'_>, id: Id<model::Event>) -> Vec<Neighbours> {
    view.site.events[id]
        .topics
        .iter()
        .map(|topic| {
            // The events of a topic are in order, and ids are in the same order.
            let events = &view.site.topics[*topic].events;
            let at = events.partition_point(|other| *other < id);
            let previous = at.checked_sub(1).and_then(|before| events.get(before));
            Neighbours {
                topic: view.link(Ref::Topic(*topic)),
                previous: previous.map(|id| view.event_link(*id)),
                next: events.get(at + 1).map(|id| view.event_link(*id)),
            }
        })
        .collect()
}
