//! Pages that list, plain pages and redirects.

use super::Content;
use super::context::{ArticleYear, Entities, EntityItem, Redirect, Text};
use super::parts::{View, names};
use super::years;
use crate::model::{self, EntityKind, Id, Ref};

pub(super) fn text(view: View<'_>, id: Id<model::Page>) -> Text {
    let page = &view.site.pages[id];
    Text {
        title: page.title.clone(),
        summary: page.summary.clone(),
        body_html: view.body(&page.head.body),
        linked_from: view.links(&page.head.linked_from),
    }
}

/// All articles, newest first, by year: as many years as fit on a page.
pub(super) fn articles(view: View<'_>) -> Vec<ArticleYear> {
    let ids: Vec<_> = view.site.articles.ids().collect();
    view.articles_by_year(years::first_articles(view.site, &ids))
}

/// All entities by kind and name.
pub(super) fn entities(view: View<'_>) -> Entities {
    let of_kind = |kind: EntityKind| {
        let mut items: Vec<EntityItem> = view
            .site
            .entities
            .iter()
            .filter(|(_, entity)| entity.kind == kind)
            .map(|(id, entity)| EntityItem {
                href: view.href(Ref::Entity(id)),
                name: entity.name.clone(),
                lang: view.lang(Ref::Entity(id)),
                names: names(&entity.names),
                summary: entity.summary.clone(),
                events: entity.events.len(),
                articles: entity.articles.len(),
            })
            .collect();
        items.sort_by_cached_key(|item| (item.name.to_lowercase(), item.href.clone()));
        items
    };
    Entities {
        people: of_kind(EntityKind::Person),
        organizations: of_kind(EntityKind::Organization),
        places: of_kind(EntityKind::Place),
    }
}

/// All publishers: those that most articles come from first.
pub(super) fn publishers(view: View<'_>) -> Content {
    let site = view.site;
    let mut ids: Vec<_> = site.publishers.ids().collect();
    ids.sort_by_key(|id| {
        let publisher = &site.publishers[*id];
        (std::cmp::Reverse(publisher.origin_of + publisher.articles.len()), *id)
    });
    let rows = ids.into_iter().map(|id| {
        let publisher = &site.publishers[id];
        super::context::SourceRow {
            href: view.href(Ref::Publisher(id)),
            name: publisher.name.clone(),
            lang: view.lang(Ref::Publisher(id)),
            kind: publisher.kind.map(|kind| view.words.publisher_kind(kind)),
            published: publisher.articles.len(),
            origin_of: publisher.origin_of,
        }
    });
    Content::Publishers { publishers: rows.collect(), unidentified: site.figures.unidentified }
}

/// The `n`th redirect.
pub(super) fn redirect(view: View<'_>, n: usize) -> Redirect {
    let to = view.site.redirects[n].to;
    let (url, anchor) = view.site.url(to);
    let canonical = url.absolute(&view.site.settings.base_url);
    Redirect {
        href: view.href(to),
        canonical: anchor.map_or_else(|| canonical.clone(), |anchor| format!("{canonical}#{anchor}")),
        title: view.title(to),
        lang: view.lang(to),
    }
}
