//! Names of entities that could mean another one.
//!
//! In: the entities. Out: names that two or more entities have, and short names that stand as whole words in the name
//! of another entity of the same kind. An index of words leads from a short name to the names that it may stand in.

use std::collections::{BTreeMap, BTreeSet};

use super::places::Spot;
use super::words::{fold, is_cjk};
use super::{About, Score, Suggestion, entity_word};
use crate::document::EntityKind;
use crate::files::Files;
use crate::model::{Entity, Head, Id, Site};

/// A name that more than one entity has can't be told apart by anything.
const SHARED: f64 = 1.0;
/// A person is often called by one part of the name.
const IN_A_PERSON: f64 = 0.8;
/// An organisation or a place more seldom.
const IN_ANOTHER: f64 = 0.55;
/// A word of more names than these says too little to be looked up.
const MOST_NAMES: usize = 200;
/// How many entities are named.
const MOST_SHOWN: usize = 5;

/// Names by their folded form: how it is written, and whose it is.
type Names<'a> = BTreeMap<String, Vec<(&'a str, Id<Entity>)>>;

/// What is said of a name.
struct Said {
    score: f64,
    message: String,
    reason: String,
    hint: &'static str,
}

/// The suggestions for all entities.
pub(super) fn suggest(site: &Site, files: &Files) -> Vec<Suggestion> {
    let mut names = Names::new();
    for (id, entity) in site.entities.iter() {
        let others = entity.aliases.iter().chain(entity.names.iter().map(|(_, name)| name));
        for name in std::iter::once(&entity.name).chain(others) {
            let known = names.entry(fold(name)).or_default();
            if !known.iter().any(|(_, other)| *other == id) {
                known.push((name, id));
            }
        }
    }
    let mut by_word: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in names.keys() {
        for word in words(name) {
            by_word.entry(word).or_default().push(name);
        }
    }
    let found = names.iter().filter_map(|(folded, owners)| match owners[..] {
        [(name, owner)] => contained(site, files, folded, name, owner, &names, &by_word),
        _ => Some(shared(site, files, owners)),
    });
    found.collect()
}

/// The words of a name; of a name without spaces, its beginning, which is where the family name stands.
fn words(name: &str) -> BTreeSet<String> {
    if name.contains(is_cjk) && !name.contains(' ') {
        return name.chars().take(1).map(String::from).collect();
    }
    name.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn shared(site: &Site, files: &Files, owners: &[(&str, Id<Entity>)]) -> Suggestion {
    let name = owners[0].0;
    let entities: Vec<Id<Entity>> = owners.iter().map(|(_, id)| *id).collect();
    let said = Said {
        score: SHARED,
        message: format!("{name:?} is a name of {}", quoted(site, &entities)),
        reason: "a text that uses it means one of them, and nothing tells which".to_owned(),
        hint: "keep it on the one that is meant without more, and take it off the others",
    };
    suggestion(site, files, name, &entities, said)
}

/// The suggestion for a name that stands in others of the same kind.
fn contained(
    site: &Site,
    files: &Files,
    folded: &str,
    name: &str,
    owner: Id<Entity>,
    names: &Names<'_>,
    by_word: &BTreeMap<String, Vec<&str>>,
) -> Option<Suggestion> {
    let kind = site.entities[owner].kind;
    let lists = words(folded).into_iter().filter_map(|word| by_word.get(&word));
    let list = lists.min_by_key(|list| list.len()).filter(|list| list.len() <= MOST_NAMES)?;
    let longer = list.iter().filter(|other| is_within(folded, other)).flat_map(|other| names[*other].iter());
    let others: BTreeSet<Id<Entity>> =
        longer.map(|(_, id)| *id).filter(|id| *id != owner && site.entities[*id].kind == kind).collect();
    if others.is_empty() {
        return None;
    }
    let others: Vec<Id<Entity>> = others.into_iter().collect();
    let is_person = kind == EntityKind::Person;
    let entities: Vec<Id<Entity>> = std::iter::once(owner).chain(others.iter().copied()).collect();
    let head = &site.entities[owner].head.id;
    let own_name = fold(&site.entities[owner].name) == folded;
    let names = if others.len() == 1 { "the name" } else { "the names" };
    let said = Said {
        score: if is_person { IN_A_PERSON } else { IN_ANOTHER },
        message: format!("{name:?}, a name of \"{head}\", could also mean {}", quoted(site, &others)),
        reason: format!("it stands in {names} of another {}", entity_word(kind)),
        hint: match own_name {
            true => "give the entity a name that tells it from the others",
            false => "take it off `aliases:`, or make it longer, so that it can mean only one of them",
        },
    };
    Some(suggestion(site, files, name, &entities, said))
}

/// Whether a name stands in a longer one as whole words; without spaces, at its beginning.
fn is_within(short: &str, long: &str) -> bool {
    if short.contains(is_cjk) && !long.contains(' ') {
        return long.len() > short.len() && long.starts_with(short);
    }
    let is_edge = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || c == '-');
    long.len() > short.len()
        && long
            .match_indices(short)
            .any(|(at, _)| is_edge(long[..at].chars().next_back()) && is_edge(long[at + short.len()..].chars().next()))
}

fn quoted(site: &Site, entities: &[Id<Entity>]) -> String {
    let shown: Vec<String> =
        entities.iter().take(MOST_SHOWN).map(|id| format!("\"{}\"", site.entities[*id].head.id)).collect();
    match (entities.len().saturating_sub(MOST_SHOWN), &shown[..]) {
        (0, [first, second]) => format!("{first} and {second}"),
        (0, _) => shown.join(", "),
        (others, _) => format!("{} and {others} more", shown.join(", ")),
    }
}

fn suggestion(site: &Site, files: &Files, name: &str, entities: &[Id<Entity>], said: Said) -> Suggestion {
    let heads = || entities.iter().map(|id| &site.entities[*id].head);
    let file = |head: &Head| Spot::file(files, head.file.expect("an entity is a file"));
    Suggestion {
        about: About::Aliases { name: name.to_owned(), entities: heads().map(|head| head.id.clone()).collect() },
        score: Score::of(said.score),
        message: said.message,
        files: heads().take(MOST_SHOWN).map(file).collect(),
        reasons: vec![said.reason],
        hints: vec![said.hint.to_owned()],
    }
}
