//! By what the entries of a chronology can be chosen.
//!
//! In: the events of a chronology. Out: [`Filter`]s, each with the values that occur, and for each event which of these it
//! has. Both name values by the ids of the content, so that an address which holds a choice stays good when a name changes.
//! Deliberately absent: how many entries a choice leaves. That depends on what else is chosen, so the reader's browser counts.

use std::collections::BTreeMap;

use super::context::{Choice, Filter, FilterValues};
use super::parts::View;
use super::words;
use crate::model::{EntityKind, Event, Id, Place, Ref, Stance, years};
use crate::slug::Slug;

/// Fewest entries that are worth filtering: fewer are about two screens, which are sooner read than chosen from.
const FEWEST: usize = 12;

/// What entries are chosen by, in the order of a form.
const KINDS: [Kind; 7] = [
    Kind::Topic,
    Kind::Entity(EntityKind::Person),
    Kind::Entity(EntityKind::Organization),
    Kind::Entity(EntityKind::Place),
    Kind::Stance,
    Kind::Origins,
    Kind::Year,
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Topic,
    Entity(EntityKind),
    Stance,
    Origins,
    Year,
}

impl Kind {
    fn key(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Entity(kind) => words::entity_kind(kind),
            Self::Stance => "stance",
            Self::Origins => "origins",
            Self::Year => "year",
        }
    }
}

/// Before which others a choice stands: by its rank, and then by its name.
type Order = (usize, String);

impl View<'_> {
    /// By what these events can be chosen, in the order of a chronology; nothing where they are too few for that.
    pub(super) fn filters(&self, ids: &[Id<Event>]) -> Vec<Filter> {
        if ids.len() < FEWEST {
            return Vec::new();
        }
        KINDS.into_iter().filter_map(|kind| self.filter(kind, ids)).collect()
    }

    /// Which of the offered values an event has, but for the year, which is that of its heading.
    pub(super) fn filter_values(&self, filters: &[Filter], id: Id<Event>) -> Vec<FilterValues> {
        let event = &self.site.events[id];
        let mut all = Vec::new();
        for kind in KINDS.into_iter().filter(|kind| *kind != Kind::Year) {
            let Some(filter) = filters.iter().find(|filter| filter.key == kind.key()) else { continue };
            let mut values: Vec<String> = self.choices(kind, event).into_iter().map(|choice| choice.value).collect();
            values.retain(|value| filter.choices.iter().any(|choice| choice.value == *value));
            if !values.is_empty() {
                all.push(FilterValues { key: filter.key, values: values.join(" ") });
            }
        }
        all
    }

    /// Two values at least occur, and those are offered that leave fewer than all.
    fn filter(&self, kind: Kind, ids: &[Id<Event>]) -> Option<Filter> {
        let mut found: BTreeMap<String, (Order, Choice, usize)> = BTreeMap::new();
        for (position, id) in ids.iter().enumerate() {
            for choice in self.choices(kind, &self.site.events[*id]) {
                let order = match kind {
                    Kind::Topic | Kind::Entity(_) => (0, choice.title.to_lowercase()),
                    Kind::Stance | Kind::Origins => (rank(&choice.value), String::new()),
                    Kind::Year => (position, String::new()),
                };
                found.entry(choice.value.clone()).or_insert((order, choice, 0)).2 += 1;
            }
        }
        if found.len() < 2 {
            return None;
        }
        let mut offered: Vec<_> = found.into_values().filter(|(.., count)| *count < ids.len()).collect();
        offered.sort_by(|(a, ..), (b, ..)| a.cmp(b));
        let choices: Vec<Choice> = offered.into_iter().map(|(_, choice, _)| choice).collect();
        (!choices.is_empty()).then(|| Filter { key: kind.key(), choices })
    }

    /// What an event is, each value once.
    fn choices(&self, kind: Kind, event: &Event) -> Vec<Choice> {
        match kind {
            Kind::Topic => event.topics.iter().map(|id| self.choice(Ref::Topic(*id))).collect(),
            Kind::Entity(kind) => self.entity_choices(kind, event),
            Kind::Stance => {
                stances(event).into_iter().map(|it| plain_choice(it, self.words.stance_choice(it))).collect()
            }
            Kind::Origins if event.origins.articles == 0 => Vec::new(),
            Kind::Origins => {
                let certain = ORIGINS[event.origins.low.min(2)];
                vec![plain_choice(certain, self.words.origins_choice(certain))]
            }
            Kind::Year => {
                let year = event.date.value().date.year();
                vec![Choice { value: years::name(year), title: self.year(year).0, lang: None }]
            }
        }
    }

    /// Its entities of a kind; of places also where it took place, which may be a text.
    fn entity_choices(&self, kind: EntityKind, event: &Event) -> Vec<Choice> {
        let of_kind = event.entities.iter().filter(|id| self.site.entities[**id].kind == kind);
        let mut choices: Vec<Choice> = of_kind.map(|id| self.choice(Ref::Entity(*id))).collect();
        let place = event.place.as_ref().filter(|_| kind == EntityKind::Place);
        let place = place.and_then(|place| match place.value() {
            Place::Entity(id) => Some(self.choice(Ref::Entity(*id))),
            // What is written alike is one place.
            Place::Text(name) => {
                let value = Slug::from_title(name)?.to_string();
                let lang = self.said_lang(event, event.place.as_ref()?.said.first()?);
                Some(Choice { value, title: name.clone(), lang })
            }
        });
        choices.extend(place.filter(|place| choices.iter().all(|choice| choice.value != place.value)));
        choices
    }

    fn choice(&self, target: Ref) -> Choice {
        let id = super::frame::head(self.site, target).expect("topics and entities have files").id.to_string();
        Choice { value: id, title: self.title(target), lang: self.lang(target) }
    }
}

/// A value that has no file.
fn plain_choice(value: &str, title: String) -> Choice {
    Choice { value: value.to_owned(), title, lang: None }
}

/// How many independent origins are certain: two stand for more as well.
const ORIGINS: [&str; 3] = ["0", "1", "2"];

/// What is said of an event, the weightiest first: by whom it was reported may have been withdrawn since.
fn stances(event: &Event) -> Vec<&'static str> {
    let of = |stance: &Stance| event.mentions.iter().any(|mention| mention.stance == *stance);
    let said = Stance::ALL.into_iter().filter(of).map(|stance| match stance {
        Stance::Reports if event.origins.articles == 0 => "retracted",
        stance => words::stance_word(stance),
    });
    let said: Vec<&str> = said.collect();
    if said.is_empty() { vec!["unsourced"] } else { said }
}

/// The place of such a value in a list of choices.
fn rank(value: &str) -> usize {
    let in_order = ["reports", "announces", "recalls", "disputes", "retracted", "unsourced", "2", "1", "0"];
    in_order.iter().position(|it| *it == value).expect("these are all values that have no file")
}
