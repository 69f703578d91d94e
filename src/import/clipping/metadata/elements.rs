//! The elements of a page that tell of its article, gathered in one walk.
//!
//! In: a parsed page. Out: what its `meta` elements say, its headings, and the elements that look like bylines and dates, each
//! with where it stands in the text. Deliberately absent: which of them are right, which the files beside this one decide.

use std::collections::HashMap;

use dom_query::{Document, Element, NodeRef};

use super::clean;

/// Most elements of one kind that are looked at: lists of other articles have as many as they like.
const MOST: usize = 200;

/// Longest text of an element that is looked at, in bytes.
const LONGEST: usize = 300;

/// How much text before an element may say what it is, in bytes.
const LABEL: usize = 24;

/// What stands in these is not of the article.
const ASIDE: [&str; 5] = ["aside", "dialog", "form", "nav", "button"];

/// Words of classes and ids of what is not of the article.
const ASIDE_WORDS: [&str; 18] = [
    "comment",
    "comments",
    "disqus",
    "latest",
    "menu",
    "nav",
    "navigation",
    "newsletter",
    "popular",
    "promo",
    "recirculation",
    "recommend",
    "recommended",
    "related",
    "replies",
    "reply",
    "teaser",
    "trending",
];

/// What a page tells of its article by elements.
#[derive(Default)]
pub(super) struct Elements {
    /// What is in its scripts of JSON-LD.
    pub(super) scripts: Vec<String>,
    metas: HashMap<String, Vec<String>>,
    /// The title of its window.
    pub(super) window: Option<String>,
    pub(super) headings: Vec<Heading>,
    pub(super) bylines: Vec<Marked>,
    pub(super) dates: Vec<Marked>,
    pub(super) canonical: Option<String>,
    pub(super) language: Option<String>,
    /// The text of the page, with a space where an element begins.
    text: String,
}

/// A heading of the first level.
pub(super) struct Heading {
    pub(super) text: String,
    pub(super) at: usize,
    /// Whether it leads to the first page of the site, as the site's name does.
    pub(super) leads_home: bool,
}

/// An element that is marked as telling something.
pub(super) struct Marked {
    /// What it shows.
    pub(super) text: String,
    /// What it says for machines.
    pub(super) value: Option<String>,
    /// How surely it tells it: 1 to 4.
    pub(super) rank: u8,
    /// Where its text begins in that of the page, in bytes.
    pub(super) at: usize,
    /// The words of its classes.
    pub(super) words: Vec<String>,
}

impl Elements {
    pub(super) fn of(document: &Document) -> Self {
        let mut all = Self::default();
        let (mut bylines, mut dates) = (0, 0);
        let mut unseen = None;
        for node in document.root().descendants_it() {
            let Some(element) = node.element_ref() else {
                if node.is_text() && (unseen.is_none() || node.parent().map(|parent| parent.id) != unseen) {
                    all.text.push_str(&node.text());
                }
                continue;
            };
            all.text.push(' ');
            match &*element.name.local {
                "script" | "style" | "noscript" | "template" => {
                    unseen = Some(node.id);
                    if attr(&element, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) {
                        all.scripts.push(node.text().to_string());
                    }
                    continue;
                }
                "meta" => all.meta(&element),
                "title" if all.window.is_none() => all.window = clean(&node.text()),
                "html" => all.language = attr(&element, "lang").map(str::to_owned),
                "link" if all.canonical.is_none() && has_word(&element, "rel", "canonical") => {
                    all.canonical = attr(&element, "href").map(str::to_owned);
                }
                "h1" if all.headings.len() < MOST => all.heading(&node),
                _ => {}
            }
            if matches!(&*element.name.local, "meta" | "link") {
                continue;
            }
            if bylines < MOST
                && let Some(rank) = rank_of_byline(&element)
            {
                bylines += 1;
                let marked = marked(&node, &element, rank, all.text.len());
                all.bylines.extend(marked);
            }
            if dates < MOST
                && let Some(rank) = rank_of_date(&element)
            {
                dates += 1;
                let marked = marked(&node, &element, rank, all.text.len());
                all.dates.extend(marked);
            }
        }
        all
    }

    fn meta(&mut self, element: &Element) {
        let Some(content) = attr(element, "content").and_then(clean) else { return };
        for key in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = attr(element, key) {
                self.metas.entry(name.trim().to_lowercase()).or_default().push(content.clone());
            }
        }
    }

    fn heading(&mut self, node: &NodeRef<'_>) {
        let Some(text) = clean(&node.text()) else { return };
        let leads_home = node.descendants_it().any(|node| {
            let element = node.element_ref();
            let to = element.as_ref().filter(|element| &*element.name.local == "a").and_then(|link| attr(link, "href"));
            to.is_some_and(is_first_page) && clean(&node.text()).as_ref() == Some(&text)
        });
        self.headings.push(Heading { text, at: self.text.len(), leads_home });
    }

    /// What the first of some `meta` elements says that is there.
    pub(super) fn meta_of(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.metas_of(name).first()).map(String::as_str)
    }

    /// What all `meta` elements of one name say.
    pub(super) fn metas_of(&self, name: &str) -> &[String] {
        self.metas.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The text before a place: no more than so many bytes.
    pub(super) fn before(&self, at: usize, bytes: usize) -> &str {
        &self.text[self.text.ceil_char_boundary(at.saturating_sub(bytes))..at]
    }

    /// The text of the same line before a place, as far as it may say what follows.
    pub(super) fn line_before(&self, at: usize) -> &str {
        self.before(at, LABEL).rsplit(['\n', '|', '•', '·']).next().unwrap_or_default()
    }

    /// The text between two places.
    pub(super) fn between(&self, from: usize, to: usize) -> &str {
        self.text.get(from..to).unwrap_or_default()
    }
}

/// An element with its text, if that is short and of the article.
fn marked(node: &NodeRef<'_>, element: &Element, rank: u8, at: usize) -> Option<Marked> {
    let whole = node.text();
    let text = clean(&whole[..whole.floor_char_boundary(4 * LONGEST)])?;
    if text.len() > LONGEST || node.ancestors_it(None).any(|above| is_aside(&above)) {
        return None;
    }
    let value = ["datetime", "content"].into_iter().find_map(|name| attr(element, name)).map(str::to_owned);
    Some(Marked { text, value, rank, at, words: class_words(element) })
}

fn is_aside(node: &NodeRef<'_>) -> bool {
    let Some(element) = node.element_ref() else { return false };
    let name = &*element.name.local;
    // These are said to have comments or a menu, which doesn't make them such.
    if ["html", "body", "main", "article"].contains(&name) {
        return false;
    }
    let names = [attr(&element, "class"), attr(&element, "id")];
    ASIDE.contains(&name)
        || names.into_iter().flatten().flat_map(words).any(|word| ASIDE_WORDS.contains(&word.as_str()))
}

/// How surely an element holds the name of an author, if it may.
fn rank_of_byline(element: &Element) -> Option<u8> {
    if has_word(element, "rel", "author") || has_word(element, "itemprop", "author") {
        return Some(4);
    }
    let leads_to_author = &*element.name.local == "a" && attr(element, "href").is_some_and(is_page_of_author);
    let words = class_words(element);
    let has = |some: &[&str]| words.iter().any(|word| some.contains(&word.as_str()));
    let is_of_author = has(&["author", "authors", "byline", "bylines", "reporter", "journalist", "writer"]);
    // What else is told of an author.
    let is_other = has(&[
        "avatar",
        "bio",
        "biography",
        "count",
        "description",
        "email",
        "follow",
        "image",
        "img",
        "job",
        "more",
        "photo",
        "picture",
        "position",
        "role",
        "social",
        "title",
        "twitter",
    ]);
    match (is_of_author && !is_other, has(&["name", "names"])) {
        (true, true) => Some(4),
        _ if leads_to_author => Some(3),
        (true, false) => Some(2),
        _ => None,
    }
}

/// How surely an element holds the day of publication, if it may.
fn rank_of_date(element: &Element) -> Option<u8> {
    if has_word(element, "itemprop", "datePublished") {
        return Some(4);
    }
    let words = class_words(element);
    let has = |some: &[&str]| words.iter().any(|word| some.contains(&word.as_str()));
    let is_of_publication = has(&["publish", "published", "posted", "pubdate", "publication"]);
    if &*element.name.local == "time" {
        let is_marked = is_of_publication || attr(element, "pubdate").is_some();
        return Some(if is_marked { 3 } else { 2 });
    }
    (is_of_publication || has(&["date", "datetime", "time", "timestamp"])).then_some(1)
}

pub(super) fn attr<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    element.attrs.iter().find(|attr| &*attr.name.local == name).map(|attr| &*attr.value)
}

/// Whether an attribute holds a word.
fn has_word(element: &Element, name: &str, word: &str) -> bool {
    attr(element, name).is_some_and(|value| value.split_ascii_whitespace().any(|one| one.eq_ignore_ascii_case(word)))
}

fn class_words(element: &Element) -> Vec<String> {
    attr(element, "class").map(|class| words(class).collect()).unwrap_or_default()
}

/// The words that a name is made of, in lower case: `author__name`, `AuthorName` and `author-name` are two.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let mut last = ' ';
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() || c.is_ascii_uppercase() && last.is_ascii_lowercase() {
            words.push(String::new());
        }
        if c.is_ascii_alphanumeric() {
            words.last_mut().expect("there is one").push(c.to_ascii_lowercase());
        }
        last = c;
    }
    words.into_iter().filter(|word| !word.is_empty())
}

/// Whether an address is that of a page about somebody who writes.
fn is_page_of_author(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.trim_end_matches('/').rsplit('/');
    let (_name, above) = (parts.next(), parts.next());
    above.is_some_and(|above| {
        [
            "author",
            "authors",
            "by",
            "byline",
            "contributor",
            "contributors",
            "columnist",
            "columnists",
            "journalist",
            "journalists",
            "profile",
            "profiles",
            "reporter",
            "reporters",
            "staff",
            "writer",
            "writers",
        ]
        .contains(&above.to_lowercase().as_str())
    })
}

/// Whether an address is that of the first page of a site.
fn is_first_page(address: &str) -> bool {
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => address,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    matches!(path, "/" | "./" | "../") || path.is_empty() && address.contains("://")
}

#[cfg(test)]
mod tests {
    use super::{is_first_page, is_page_of_author, words};

    #[test]
    fn names_of_classes_are_made_of_words() {
        let words = |name| words(name).collect::<Vec<_>>().join(" ");
        assert_eq!(words("author__name BylineName post-date x1"), "author name byline name post date x1");
    }

    #[test]
    fn addresses_tell_what_they_lead_to() {
        assert!(is_page_of_author("https://example.org/news/author/ada-berg/"));
        assert!(is_page_of_author("/by/ada-berg?from=harbour"));
        assert!(!is_page_of_author("/author/"));
        assert!(!is_page_of_author("/news/harbour"));
        assert!(is_first_page("https://example.org"));
        assert!(is_first_page("/?from=harbour"));
        assert!(!is_first_page("#top"));
        assert!(!is_first_page("/harbour"));
    }
}
