//! The site of this repository: what it must get right from its first five articles, as a reader sees it.
//!
//! The articles are called by the letters of the clippings that they are written from: A of 22 June 2024, B and E on the
//! meeting in San Francisco, C on that of Seoul, D of the day before it.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use briefgen::model::{Article, Entity, Event, Options, Origin, Publisher, Ref, Site, Stance};
use scraper::Html;

use crate::support::{self, Folder, REPOSITORY, Tree, body_words, selector, squeezed, text, words};

const A: &str = "2024-06-22-close-consultation";
const B: &str = "2023-11-15-apec-margins";
const C: &str = "2023-12-09-advisers-step-up";
const D: &str = "2023-12-08-day-before";
const E: &str = "2023-11-15-apec-wire";

const SAN_FRANCISCO: &str = "2023-11-14-san-francisco-ministers";
const SEOUL: &str = "2023-12-09-seoul-advisers";
const CAMP_DAVID: &str = "2023-08-camp-david-summit";
const CALLS: &str = "2024-06-21-cho-tae-yul-calls";

static SITE: LazyLock<Site> = LazyLock::new(|| {
    let files = support::read(Path::new(REPOSITORY));
    support::plan(&files, &Options::default()).site
});

static PAGES: LazyLock<Tree> = LazyLock::new(|| support::rendered(Path::new(REPOSITORY), &Options::default()));

fn page(url: &str) -> Html {
    let page = PAGES.get(&format!("{url}index.html")).unwrap_or_else(|| panic!("there is no page {url}"));
    Html::parse_document(text(page))
}

/// What a reader sees of a page, without how each took an account over.
fn page_words(url: &str) -> String {
    let words = ["syndicates", "cites", "rewrites", "translates", "from"]
        .into_iter()
        .fold(body_words(&page(url)), |words, mode| words.replace(&format!(" ← {mode} "), " ← "));
    squeezed(&words)
}

/// What a reader sees of an event in a list.
fn entry(url: &str, event: &str) -> String {
    let page = page(url);
    let entry = page.select(&selector(&format!("[id=\"event-{event}\"]"))).next();
    words(entry.unwrap_or_else(|| panic!("{url} lists {event}")))
}

fn article(id: &str) -> &'static Article {
    SITE.articles.iter().map(|(_, article)| article).find(|article| article.head.id.as_str() == id).unwrap()
}

fn event(id: &str) -> &'static Event {
    SITE.events.iter().map(|(_, event)| event).find(|event| event.head.id.as_str() == id).unwrap()
}

fn entity(id: &str) -> &'static Entity {
    SITE.entities.iter().map(|(_, entity)| entity).find(|entity| entity.head.id.as_str() == id).unwrap()
}

fn publisher(id: &str) -> &'static Publisher {
    SITE.publishers.iter().map(|(_, publisher)| publisher).find(|row| row.head.id.as_str() == id).unwrap()
}

/// The articles of one stance to an event.
fn who(event: &Event, stance: Stance) -> BTreeSet<&'static str> {
    let mentions = event.mentions.iter().filter(|mention| mention.stance == stance);
    mentions.map(|mention| SITE.articles[mention.article].head.id.as_str()).collect()
}

/// The names of origins.
fn names<'o>(origins: impl IntoIterator<Item = &'o Origin>) -> BTreeSet<&'static str> {
    let name = |origin: &Origin| match origin {
        Origin::Publisher(id) => SITE.publishers[*id].name.as_str(),
        Origin::Unidentified(_) => "publisher not identified",
    };
    origins.into_iter().map(name).collect()
}

/// The names of the origins behind an event, each of which counts once.
fn independent(event: &Event) -> BTreeSet<&'static str> {
    assert_eq!((event.origins.low, event.origins.high), (event.origins.independent.len(), event.origins.low));
    names(event.origins.independent.iter().flat_map(|one| &one.members))
}

const TOPICS: [&str; 2] = ["topics/us-korea-japan/", "topics/russia-north-korea/"];

#[test]
fn it_builds_without_a_warning() {
    let site = Folder::repository();
    let built = site.build().arguments(["--strict"]).succeeds();
    assert!(built == *PAGES, "what is on disk is what is rendered in memory");
}

#[test]
fn san_francisco_has_two_reports_of_two_origins() {
    let event = event(SAN_FRANCISCO);
    assert_eq!(who(event, Stance::Reports), [B, E].into());
    assert_eq!(event.mentions.len(), 2);
    assert_eq!(independent(event), ["The Korea Herald", "Yonhap"].into());
    for list in TOPICS.into_iter().chain(["chronology/"]) {
        let entry = entry(list, SAN_FRANCISCO);
        assert!(entry.contains("2 reports · 2 independent origins"), "{entry}");
        assert!(entry.contains("The Korea Herald") && entry.contains("Yonhap"), "{entry}");
    }
    let page = page_words(&format!("events/{SAN_FRANCISCO}/"));
    assert!(page.contains("2 reports · 2 independent origins"), "{page}");
    assert!(page.contains("publisher not identified ← Yonhap"), "{page}");
}

#[test]
fn seoul_has_one_report_and_one_announcement() {
    let event = event(SEOUL);
    assert_eq!((who(event, Stance::Reports), who(event, Stance::Announces)), ([C].into(), [D].into()));
    assert_eq!(event.mentions.len(), 2);
    assert_eq!(independent(event), ["Yonhap"].into());
    for list in TOPICS.into_iter().chain(["chronology/"]) {
        let entry = entry(list, SEOUL);
        assert!(entry.contains("1 report · 1 independent origin"), "{entry}");
        assert!(entry.contains("1 announcement"), "{entry}");
        let report = entry.find("1 report").unwrap()..entry.find("1 announcement").unwrap();
        assert!(entry[report.clone()].contains("Ukrinform") && entry[report.clone()].contains("Yonhap"), "{entry}");
        assert!(!entry[report].contains("JoongAng"), "it announces and can't confirm: {entry}");
        assert!(!entry.contains("2 "), "nothing counts two: {entry}");
    }
    let page = page_words(&format!("events/{SEOUL}/"));
    assert!(page.contains("1 report · 1 independent origin · 1 announcement"), "{page}");
    assert!(page.contains("Ukrinform ← Yonhap"), "{page}");
}

#[test]
fn the_remarks_of_june_have_one_origin_through_two_republishers() {
    let event = event(CALLS);
    assert_eq!((who(event, Stance::Reports), event.mentions.len()), ([A].into(), 1));
    assert_eq!(independent(event), ["Yonhap"].into());
    for url in [format!("events/{CALLS}/"), format!("articles/{A}/"), TOPICS[0].to_owned()] {
        let page = page_words(&url);
        assert!(page.contains("SocialNews.XYZ ← IANS ← Yonhap"), "{url}: {page}");
    }
    let page = page_words(&format!("events/{CALLS}/"));
    assert!(page.contains("1 report · 1 independent origin"), "{page}");
    assert!(page_words(&format!("articles/{A}/")).contains("1 origin: Yonhap"));
}

#[test]
fn camp_david_is_recalled_by_three_mentioned_by_one_and_has_no_day() {
    let event = event(CAMP_DAVID);
    assert_eq!(who(event, Stance::Recalls), [B, D, E].into());
    assert_eq!(event.mentions.len(), 3);
    let from: Vec<&str> = event
        .head
        .linked_from
        .iter()
        .filter_map(|from| if let Ref::Article(id) = from { Some(SITE.articles[*id].head.id.as_str()) } else { None })
        .collect();
    assert!(from.contains(&C) && !from.contains(&A), "{from:?}");
    let url = format!("events/{CAMP_DAVID}/");
    let page = page_words(&url);
    assert!(page.contains("recalled by 3 articles") && page.contains("August 2023"), "{page}");
    assert!(page.contains(&article(C).title), "{page}");
    assert!(!page.contains("1 report"), "nobody reports it: {page}");

    // Its date is a month, wherever it stands.
    let lists = [TOPICS[0], "chronology/"].map(|list| entry(list, CAMP_DAVID));
    for list in &lists {
        assert!(list.starts_with("August "), "{list}");
    }
    let places = [text(&PAGES[&format!("{url}index.html")]), &lists[0], &lists[1]];
    for day in (1..32).flat_map(|day| [format!("{day} August"), format!("August {day}"), format!("2023-08-{day:02}")]) {
        for place in places {
            // `August 20` begins `August 2023`.
            let is_whole = |(at, _): (usize, &str)| !place[at + day.len()..].starts_with(|c: char| c.is_ascii_digit());
            assert!(!place.match_indices(&day).any(is_whole), "it invents {day}: {place}");
        }
    }
}

#[test]
fn yonhap_is_the_origin_of_three_of_the_five() {
    let of = |id: &str| names(&article(id).account.origins.known);
    for id in [A, C, E] {
        assert_eq!(of(id), ["Yonhap"].into(), "{id}");
    }
    assert_eq!((of(B), of(D)), (["The Korea Herald"].into(), ["Korea JoongAng Daily"].into()));
    assert!([A, B, C, D, E].iter().all(|id| article(id).account.origins.unknown.is_empty()));
    let page = page_words("publishers/yonhap/");
    let figures = format!("origin of {} of {} articles", publisher("yonhap").origin_of, SITE.articles.len());
    assert!(page.contains(&figures) && page.contains("published 0 of"), "{page}");
    assert!([A, C, E].iter().all(|id| page.contains(&article(id).title)), "{page}");
    assert!([B, D].iter().all(|id| !page.contains(&article(id).title)), "{page}");
}

#[test]
fn cho_and_cho_are_two_people() {
    let roles = |id: &str| -> Vec<(&str, Option<i32>, Option<i32>)> {
        let years = |date: &Option<briefgen::date::Date>| date.as_ref().and_then(briefgen::date::Date::year);
        entity(id).roles.iter().map(|role| (role.title.as_str(), years(&role.from), years(&role.to))).collect()
    };
    assert_eq!(roles("cho-tae-yul"), [("Foreign Minister of South Korea", Some(2024), Some(2024))]);
    assert_eq!(roles("cho-tae-yong"), [("National Security Adviser of South Korea", Some(2023), Some(2023))]);
    assert_eq!(roles("park-jin"), [("Foreign Minister of South Korea", Some(2023), Some(2023))]);

    let people = |event: &Event| -> BTreeSet<&str> {
        event.entities.iter().map(|id| SITE.entities[*id].head.id.as_str()).collect()
    };
    let (calls, seoul) = (people(event(CALLS)), people(event(SEOUL)));
    assert!(calls.contains("cho-tae-yul") && !calls.contains("cho-tae-yong"), "{calls:?}");
    assert!(seoul.contains("cho-tae-yong") && !seoul.contains("cho-tae-yul"), "{seoul:?}");

    // Each page names one of them, and its office at the time.
    for (url, person, role) in [
        (format!("events/{CALLS}/"), "Cho Tae-yul", "Foreign Minister of South Korea"),
        (format!("events/{SEOUL}/"), "Cho Tae-yong", "National Security Adviser of South Korea"),
        (format!("events/{SAN_FRANCISCO}/"), "Park Jin", "Foreign Minister of South Korea"),
    ] {
        let page = page_words(&url);
        assert!(page.contains(&format!("{person} {role}")), "{url}: {page}");
    }
    let lists = page_words("entities/");
    assert!(lists.contains("Cho Tae-yul") && lists.contains("Cho Tae-yong"), "{lists}");
}

#[test]
fn an_unidentified_publisher_is_shown_as_such() {
    assert_eq!(article(E).source.publisher, None);
    let page = page_words(&format!("articles/{E}/"));
    assert!(page.contains("publisher not identified ← Yonhap"), "{page}");
    let identified = [A, B, C, D].map(|id| article(id).source.publisher.is_some());
    assert_eq!(identified, [true; 4]);
}

/// What only an announcement speaks of is told as announced, and never as a fact.
#[test]
fn what_is_only_announced_is_no_fact() {
    let announced = [
        ("2023-11-15-biden-xi", E),
        ("2023-12-09-technology-dialogue", D),
        ("2024-leaders-summit", D),
        ("2024-security-council-term", B),
    ];
    for (id, by) in announced {
        assert_eq!(who(event(id), Stance::Announces), [by].into(), "{id}");
        assert_eq!(event(id).mentions.len(), 1, "{id}");
        for url in ["chronology/", &format!("events/{id}/")] {
            let words = if url == "chronology/" { entry(url, id) } else { page_words(url) };
            assert!(words.contains("Announced") && words.contains("1 announcement"), "{url}: {words}");
            assert!(!words.contains("1 report"), "{url}: {words}");
        }
    }
    // Of what the five speak of, nothing else is.
    let five: BTreeSet<&str> = [A, B, C, D, E].into();
    let by_the_five = |event: &Event| {
        event.mentions.iter().all(|mention| five.contains(SITE.articles[mention.article].head.id.as_str()))
    };
    let only: BTreeSet<&str> = SITE
        .events
        .iter()
        .map(|(_, event)| event)
        .filter(|event| by_the_five(event))
        .filter(|event| event.mentions.iter().all(|mention| mention.stance == Stance::Announces))
        .map(|event| event.head.id.as_str())
        .collect();
    assert_eq!(only, announced.map(|(id, _)| id).into());
}
