//! The page of a person, organisation or place.

use super::context::{Entity, Role};
use super::parts::{View, names};
use super::{words, years};
use crate::model::{self, Id};

pub(super) fn entity(view: View<'_>, id: Id<model::Entity>) -> Entity {
    let entity = &view.site.entities[id];
    Entity {
        name: entity.name.clone(),
        kind: words::entity_kind(entity.kind),
        names: names(&entity.names),
        aliases: entity.aliases.clone(),
        summary: entity.summary.clone(),
        roles: entity.roles.iter().map(|role| Role { title: role.title.clone(), time: view.role_time(role) }).collect(),
        body_html: view.body(&entity.head.body),
        chronology: view.first_of_chronology(&entity.events),
        articles: view.newest_first(years::first_articles(view.site, &entity.articles)),
        linked_from: view.links(&entity.head.linked_from),
    }
}
