//! What every page gets, whatever its kind: of the site, of itself, and what stands beside its text.
//!
//! In: the site and a route. Out: [`view::Site`], [`view::Page`] and [`view::Apparatus`]. Deliberately absent: what the kinds of
//! page hold.

use icu_locale::{LanguageIdentifier, LocaleExpander};

use super::parts::View;
use super::{Route, Span, Wanted, card, context as view, dates, exports, feed, years};
use crate::document::Value;
use crate::model::{self, Ref, Site, SiteUrl};
use crate::words::Words;

/// What every page gets of the site.
pub fn site_context(site: &Site, words: &Words) -> view::Site {
    let settings = &site.settings;
    let path = |url: &SiteUrl| SiteUrl::new("").reference_to(url);
    let section = |title: &'static str, section: &'static str| view::SitePath {
        path: path(&SiteUrl::new(format!("{section}/"))),
        title: words.plain(title),
        lang: None,
        section,
    };
    view::Site {
        title: settings.title.clone(),
        description: settings.description.clone(),
        language: settings.language.clone(),
        locale: locale(&settings.language),
        base_url: settings.base_url.to_string(),
        authors: settings.authors.clone(),
        sections: vec![
            section("topics", "topics"),
            section("chronology", "chronology"),
            section("articles", "articles"),
            section("people-and-places", "entities"),
            section("sources", "publishers"),
        ],
        topics: site
            .topics
            .iter()
            .map(|(_, topic)| view::SitePath {
                path: path(&topic.head.url),
                title: topic.short_title.clone().unwrap_or_else(|| topic.title.clone()),
                lang: topic.head.language.clone().filter(|language| *language != settings.language),
                section: "",
            })
            .collect(),
        search: settings.search.then(|| section("search", "search")),
        pages: site
            .pages
            .iter()
            .map(|(_, page)| view::SitePath {
                path: path(&page.head.url),
                title: page.title.clone(),
                lang: page.head.language.clone().filter(|language| *language != settings.language),
                section: "",
            })
            .collect(),
        options: settings.theme_options.clone(),
        extra: settings.extra.clone(),
        as_of: settings.as_of.as_ref().map(|date| view::AsOf {
            date: dates::plain(date, settings.date_language),
            label: words.as_known_on(&date.words(settings.date_language)),
            words: words.later(site.later),
        }),
        generator: concat!("briefgen ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

/// What every template gets of its page.
pub(super) fn page_context(view: View<'_>, route: Route) -> view::Page {
    let site = view.site;
    let list = |name| view.words.plain(name);
    let (about, span) = about(route);
    let (target, title, description, section) = match about {
        Route::Home => (None, String::new(), site.settings.description.clone(), ""),
        Route::Topic(id) => of(view, Ref::Topic(id), site.topics[id].summary.clone(), "topics"),
        Route::Article(id) => of(view, Ref::Article(id), site.articles[id].summary.clone(), "articles"),
        Route::Event(id) => {
            let summary = site.events[id].summary.as_ref().map(|summary| summary.value().clone());
            of(view, Ref::Event(id), summary, "chronology")
        }
        Route::Entity(id) => of(view, Ref::Entity(id), site.entities[id].summary.clone(), "entities"),
        Route::Publisher(id) => of(view, Ref::Publisher(id), site.publishers[id].summary.clone(), "publishers"),
        Route::Page(id) => of(view, Ref::Page(id), site.pages[id].summary.clone(), "pages"),
        Route::Chronology => (None, list("chronology"), None, "chronology"),
        Route::Topics => (None, list("topics"), None, "topics"),
        Route::Articles => (None, list("articles"), None, "articles"),
        Route::Entities => (None, list("people-and-places"), None, "entities"),
        Route::Publishers => (None, list("sources"), None, "publishers"),
        Route::Search => (None, list("search"), None, "search"),
        Route::NotFound => (None, list("not-found"), None, ""),
        Route::Redirect(n) => of(view, site.redirects[n].to, None, ""),
        Route::Years(..)
        | Route::SearchData
        | Route::Feed
        | Route::TopicFeed(_)
        | Route::Sitemap
        | Route::Robots
        | Route::NoJekyll
        | Route::Cname
        | Route::HighlightStyle
        | Route::Card(_)
        | Route::Export(_)
        | Route::Attachment(_)
        | Route::ThemeFile(_) => unreachable!("these have no template, or are about something else"),
    };
    let lang = target.and_then(|target| view.lang(target));
    let head = target.and_then(|target| head(site, target));
    let mut feeds = vec![view::Link {
        href: view.page.reference_to(&SiteUrl::new("feed.xml")),
        title: site.settings.title.clone(),
        lang: None,
    }];
    if let Route::Topic(id) = about {
        let href = view.page.reference_to(&feed::topic_url(&site.topics[id]));
        feeds.push(view::Link {
            href,
            title: format!("{}: {}", site.settings.title, site.topics[id].title),
            lang: None,
        });
    }
    let article = if let Route::Article(id) = route { Some(&site.articles[id]) } else { None };
    let is_not_found = route == Route::NotFound;
    view::Page {
        title: span.map_or(title.clone(), |span| view.words.title_of_part(&title, &span.title(view))),
        // What is said of the whole would be said once more of each year.
        description: description.filter(|_| span.is_none()),
        language: lang.clone().unwrap_or_else(|| site.settings.language.clone()),
        canonical: if is_not_found { String::new() } else { view.page.absolute(&site.settings.base_url) },
        // The page for addresses that don't exist is shown at any depth, so its links can't be relative.
        root: if is_not_found { site.settings.base_url.path().to_owned() } else { view.page.to_root() },
        section,
        is_article: article.is_some(),
        published: article.and_then(|article| article.date.date.exact_day()).map(|day| day.to_string()),
        tags: article.iter().flat_map(|article| &article.topics).map(|id| site.topics[*id].title.clone()).collect(),
        image: card::of_page(site, about).map(|card| card.url(site).absolute(&site.settings.base_url)),
        feeds: if is_not_found { Vec::new() } else { feeds },
        years: years::navigation(view, route, &title, lang),
        extra: head.map_or(Value::Null, |head| head.extra.clone()),
    }
}

/// What a page is about: a year of a list is about what the list is about.
fn about(route: Route) -> (Route, Option<Span>) {
    match route {
        Route::Years(listing, span) => (listing.route(), Some(span)),
        route => (route, None),
    }
}

/// What stands beside the text of a page, as far as it is wanted.
pub(super) fn apparatus(view: View<'_>, route: Route, wanted: Wanted) -> view::Apparatus {
    view::Apparatus {
        cite: wanted.cite.then(|| exports::cite(view, route)).flatten(),
        downloads: if wanted.downloads { exports::downloads(view, about(route).0) } else { Vec::new() },
        json_ld_html: wanted.json_ld.then(|| exports::json_ld(view, route)).flatten(),
    }
}

/// A language with the territory in which it is most likely spoken, as the Open Graph protocol writes it: `ko_KR`. `None` for a
/// language of which that isn't known.
fn locale(tag: &str) -> Option<String> {
    let mut language: LanguageIdentifier = tag.parse().ok()?;
    LocaleExpander::new_common().maximize(&mut language);
    Some(format!("{}_{}", language.language, language.region?))
}

fn of(
    view: View<'_>,
    target: Ref,
    summary: Option<String>,
    section: &'static str,
) -> (Option<Ref>, String, Option<String>, &'static str) {
    (Some(target), view.title(target), summary, section)
}

pub(super) fn head(site: &Site, target: Ref) -> Option<&model::Head> {
    match target {
        Ref::Topic(id) => Some(&site.topics[id].head),
        Ref::Article(id) => Some(&site.articles[id].head),
        Ref::Event(id) => Some(&site.events[id].head),
        Ref::Entity(id) => Some(&site.entities[id].head),
        Ref::Publisher(id) => Some(&site.publishers[id].head),
        Ref::Page(id) => Some(&site.pages[id].head),
        Ref::Attachment(_) => None,
    }
}
