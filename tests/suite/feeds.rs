//! Feeds are valid Atom: what RFC 4287 demands of them, element by element.

use std::collections::BTreeSet;

use chrono::DateTime;
use roxmltree::{Document, Node};
use url::Url;

use crate::payloads;
use crate::support::{Folder, Tree, text};

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// What may stand in an element, and how often: at least and at most.
const FEED: [(&str, usize, usize); 10] = [
    ("id", 1, 1),
    ("title", 1, 1),
    ("updated", 1, 1),
    ("subtitle", 0, 1),
    ("generator", 0, 1),
    ("rights", 0, 1),
    ("author", 1, usize::MAX),
    ("category", 0, usize::MAX),
    ("link", 2, usize::MAX),
    ("entry", 0, usize::MAX),
];
const ENTRY: [(&str, usize, usize); 8] = [
    ("id", 1, 1),
    ("title", 1, 1),
    ("updated", 1, 1),
    ("published", 0, 1),
    ("summary", 0, 1),
    ("author", 0, usize::MAX),
    ("category", 0, usize::MAX),
    ("link", 1, usize::MAX),
];

fn children<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

fn all<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Vec<Node<'a, 'i>> {
    children(node).filter(|child| child.tag_name().name() == name).collect()
}

/// What an element says, which holds no other.
fn said<'a>(node: Node<'a, '_>) -> &'a str {
    assert_eq!(children(node).count(), 0, "{node:?} holds text alone");
    node.text().unwrap_or_default()
}

/// Holds an element against its list.
fn holds(node: Node<'_, '_>, list: &[(&'static str, usize, usize)], path: &str) {
    for child in children(node) {
        assert_eq!(child.tag_name().namespace(), Some(ATOM), "{path}");
        let name = child.tag_name().name();
        assert!(list.iter().any(|(known, ..)| *known == name), "{path}: <{name}> has no place here");
    }
    assert!(node.children().filter(Node::is_text).all(|child| child.text().unwrap().trim().is_empty()), "{path}");
    for (name, least, most) in list {
        let count = all(node, name).len();
        assert!((*least..=*most).contains(&count), "{path}: {count} times <{name}>");
    }
    Url::parse(said(all(node, "id")[0])).unwrap_or_else(|error| panic!("{path}: {error}"));
    for name in ["title", "subtitle", "summary"] {
        for text in all(node, name) {
            said(text);
            assert!(matches!(text.attribute("type"), None | Some("text")), "{path}: plain text");
        }
    }
    for moment in all(node, "updated").into_iter().chain(all(node, "published")) {
        let moment = said(moment);
        assert!(DateTime::parse_from_rfc3339(moment).is_ok() && moment.contains('T'), "{path}: {moment}");
    }
    for person in all(node, "author") {
        let parts: Vec<_> = children(person).map(|part| part.tag_name().name()).collect();
        assert_eq!(parts, ["name"], "{path}");
        assert!(!said(all(person, "name")[0]).trim().is_empty(), "{path}: a person has a name");
    }
    for category in all(node, "category") {
        assert!(category.attribute("term").is_some(), "{path}");
    }
    let mut links = BTreeSet::new();
    for link in all(node, "link") {
        Url::parse(link.attribute("href").unwrap()).unwrap_or_else(|error| panic!("{path}: {error}"));
        let kind = link.attribute("type").unwrap();
        assert!(
            kind.split_once('/').is_some_and(|(one, other)| !one.is_empty() && !other.is_empty()),
            "{path}: {kind}"
        );
        let rel = link.attribute("rel").unwrap_or("alternate");
        // Of alternates no two may have the same type and language.
        assert!(links.insert((rel, kind)), "{path}: two links are {rel}, {kind}");
    }
    assert!(links.contains(&("alternate", "text/html")), "{path}");
}

/// Holds every feed of a site, which is found at `base`, against the rules. Gives how many entries there were.
fn are_valid(site: &Tree, base: &str) -> usize {
    let mut entries = 0;
    let feeds: Vec<_> = site.iter().filter(|(path, _)| path.ends_with("feed.xml")).collect();
    assert!(!feeds.is_empty());
    let mut feed_ids = BTreeSet::new();
    for (path, bytes) in feeds {
        let document = Document::parse(text(bytes)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let feed = document.root_element();
        assert_eq!((feed.tag_name().namespace(), feed.tag_name().name()), (Some(ATOM), "feed"), "{path}");
        holds(feed, &FEED, path);
        assert!(feed_ids.insert(said(all(feed, "id")[0]).to_owned()), "{path}: two feeds have one id");
        let own: Vec<_> = all(feed, "link").into_iter().filter(|link| link.attribute("rel") == Some("self")).collect();
        let own: Vec<_> = own.into_iter().filter_map(|link| link.attribute("href")).collect();
        let found = Url::parse(base).unwrap().join(path).unwrap();
        assert_eq!(own, [found.as_str()], "{path} says where it is");
        let mut ids = BTreeSet::new();
        for entry in all(feed, "entry") {
            holds(entry, &ENTRY, path);
            assert!(ids.insert(said(all(entry, "id")[0])), "{path}: two entries have one id");
            entries += 1;
        }
        let updated: Vec<_> = all(feed, "entry").into_iter().map(|entry| said(all(entry, "updated")[0])).collect();
        let moment = |text: &&str| DateTime::parse_from_rfc3339(text).unwrap();
        if let Some(last) = updated.iter().map(moment).max() {
            assert_eq!(moment(&said(all(feed, "updated")[0])), last, "{path} is as new as its newest entry");
        }
    }
    entries
}

#[test]
fn feeds_of_this_site_are_valid_atom() {
    let site = Folder::repository().build().succeeds();
    assert!(are_valid(&site, "https://example.org/briefgen/") >= 10);
}

/// Titles, names and summaries that try to be anything but text.
#[test]
fn feeds_of_hostile_texts_are_valid_atom() {
    let hostile = payloads::site();
    let site = Folder::of(hostile.files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let output = site.root().join("public");
    let outcome = site.build().run();
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let config: toml::Table = toml::from_str(&hostile.files["site.toml"]).unwrap();
    assert!(are_valid(&crate::support::tree(&output), config["base_url"].as_str().unwrap()) > 10);
}
