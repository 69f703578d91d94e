//! An entity: a person, an organisation or a place, with its names.

use super::Head;
use super::fields::{Faults, Fields, Spanned};
use super::node::Node;
use crate::date::Date;
use crate::diagnostic::Code;

/// A file under `content/entities/`.
#[derive(Clone, Debug)]
pub struct Entity {
    /// What every content file has.
    pub head: Head,
    /// Its name in the site's language.
    pub name: Spanned<String>,
    /// What it is.
    pub kind: EntityKind,
    /// Other spellings and short forms, in any script.
    pub aliases: Vec<Spanned<String>>,
    /// Its name in other languages, by BCP 47 tag.
    pub names: Vec<(String, Spanned<String>)>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// What it was, and when.
    pub roles: Vec<Role>,
}

/// What an entity is. The words are those of schema.org's types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body with a name: a government, a council, a firm.
    Organization,
    /// A place: a city, a country, a building.
    Place,
}

/// An office or function, with the time for which it is known.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its name: "Foreign Minister of South Korea".
    pub title: String,
    /// From when; open when not given.
    pub from: Option<Spanned<Date>>,
    /// Until when; open when not given.
    pub to: Option<Spanned<Date>>,
}

impl EntityKind {
    /// Every kind, by the word that authors write.
    pub const WORDS: &'static [(&'static str, Self)] = KINDS;
}

const KINDS: &[(&str, EntityKind)] =
    &[("person", EntityKind::Person), ("organization", EntityKind::Organization), ("place", EntityKind::Place)];

pub(super) fn read(head: Head, mut fields: Fields, faults: &mut Faults) -> Option<Entity> {
    let name = fields.required_text("name", faults);
    let kind = fields.required_choice("kind", KINDS, faults);
    let aliases = fields.texts("aliases", faults);
    let names = names(&mut fields, faults);
    let summary = fields.text("summary", faults).map(|text| text.value);
    let roles = fields.list("roles", ROLE, faults).into_iter().filter_map(|node| role(node, faults)).collect();
    fields.finish(faults);
    Some(Entity { head, name: name?, kind: kind?.value, aliases, names, summary, roles })
}

/// Names by language: `names: {ko: 조태열, ja: …}`.
pub(super) fn names(fields: &mut Fields, faults: &mut Faults) -> Vec<(String, Spanned<String>)> {
    let free = fields.free("names", faults);
    free.into_iter()
        .filter_map(|(language, name)| {
            super::check_language(&language.value, language.at, faults);
            let name = super::fields::text("a name", name, faults)?;
            Some((language.value, name))
        })
        .collect()
}

/// A role as authors write it.
const ROLE: &str = "{title: …, from: 2023, to: 2024}";

fn role(node: Node, faults: &mut Faults) -> Option<Role> {
    let mut fields = Fields::new("a role", ROLE, node, faults);
    let title = fields.required_text("title", faults);
    let from = fields.date("from", faults);
    let to = fields.date("to", faults);
    if let (Some(from), Some(to)) = (&from, &to)
        && to.value.latest() < from.value.earliest()
    {
        let place = faults.place(from.at);
        let message = format!("a role that ends ({}) before it begins ({})", to.value, from.value);
        let fault = faults.add(Code::EndsBeforeItBegins, to.at, message);
        fault.related.push((place, "it begins here".to_owned()));
        fault.hints.push("swap the two, or leave `to` out for a role that lasts".to_owned());
    }
    fields.finish(faults);
    Some(Role { title: title?.value, from, to })
}
