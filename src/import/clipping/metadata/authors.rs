//! Who wrote the article of a page.
//!
//! In: what a page says for machines, and its elements that are marked as bylines. Out: names. What is near the headline comes
//! first; what stands far from it counts only when nobody else is named like that, since lists of other articles have bylines
//! too. Deliberately absent: lines that say "By" without a mark, which `head.rs` reads; organisations, which publish.

use std::cmp::Reverse;

use super::super::block::size;
use super::super::names::{self, is_east_asian, is_name};
use super::super::phrases::use_of;
use super::elements::{Elements, Marked};
use super::linked::Linked;
use super::title::Names;

/// How far from the headline a byline stands, in bytes of text before it and behind its beginning.
const BEFORE: usize = 300;
const BEHIND: usize = 1_500;

/// The most between the names of two who wrote together, in bytes of text.
const BETWEEN: usize = 160;

/// The `meta` elements that name authors, the surest first.
const METAS: [&str; 9] = [
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "article:author",
    "twitter:data1",
    "byl",
];

/// Accounts that every system has.
const ACCOUNTS: [&str; 4] = ["admin", "administrator", "editor", "webmaster"];

/// Whom a page names as those who wrote its article.
#[derive(Debug, Default)]
pub(in super::super) struct Authors {
    pub(in super::super) names: Vec<String>,
    /// The name of the site, if the page names that: it is who wrote it, if the site is of one person.
    pub(in super::super) owner: Option<String>,
}

/// Who wrote it. `title_at` is where the headline stands.
pub(super) fn authors(elements: &Elements, linked: &Linked, site: &Names, title_at: Option<usize>) -> Authors {
    let mut owner = None;
    let told = std::iter::once(people(linked.authors()));
    for people in told.chain(METAS.iter().map(|name| people(of_metas(elements, name)))) {
        let (of_site, names): (Vec<_>, Vec<_>) = people.into_iter().partition(|name| site.contains(name));
        if !names.is_empty() {
            return Authors { names, owner: None };
        }
        owner = owner.or_else(|| of_site.into_iter().next());
    }
    let names = marked(elements, title_at, |name| !site.contains(name));
    let owner = owner.or_else(|| marked(elements, title_at, |name| site.contains(name)).into_iter().next());
    Authors { names, owner: owner.filter(|name| !linked.is_organisation(name)) }
}

/// What `meta` elements of a name say. Some name an address in place of a person, some a time to read, some tell who did what.
fn of_metas(elements: &Elements, name: &str) -> impl Iterator<Item = String> {
    let are_names = |text: &&String| !text.contains(':') && !text.contains(|c: char| c.is_numeric());
    elements.metas_of(name).iter().filter(are_names).cloned()
}

/// The names in texts that are told to be of authors, each once.
fn people(told: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for name in told.into_iter().flat_map(|text| names::told(&text)) {
        if !ACCOUNTS.contains(&name.to_lowercase().as_str()) && !people.contains(&name) {
            people.push(name);
        }
    }
    people
}

/// The names in elements that are marked as bylines, of those that are fit.
fn marked(elements: &Elements, title_at: Option<usize>, is_fit: impl Fn(&str) -> bool) -> Vec<String> {
    let read = |marked: &Marked| names_in(marked).into_iter().filter(|name| is_fit(name)).collect::<Vec<_>>();
    let named: Vec<(&Marked, Vec<String>)> = elements
        .bylines
        .iter()
        .map(|marked| (marked, read(marked)))
        .filter(|(marked, names)| !names.is_empty() && !names::is_of_other_work(elements.line_before(marked.at)))
        .collect();
    let is_near = |at: usize| title_at.is_none_or(|title| (title.saturating_sub(BEFORE)..title + BEHIND).contains(&at));
    let near = named.iter().enumerate().filter(|(_, (marked, _))| is_near(marked.at));
    if let Some((first, _)) = near.max_by_key(|(n, (marked, _))| (marked.rank, Reverse(*n))) {
        return together(elements, &named[first..]);
    }
    let mut far = named.iter().filter(|(marked, _)| marked.rank >= 3).map(|(_, names)| names);
    far.next().filter(|first| far.all(|names| names == *first)).cloned().unwrap_or_default()
}

/// The first who are named, and those who are named beside them.
fn together(elements: &Elements, named: &[(&Marked, Vec<String>)]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let (rank, mut end) = named.first().map_or((0, 0), |(first, _)| (first.rank, first.at));
    for (marked, names) in named.iter().filter(|(marked, _)| marked.rank == rank) {
        if marked.at > end + BETWEEN || names::is_of_other_work(elements.between(end, marked.at)) {
            break;
        }
        end = end.max(marked.at + marked.text.len());
        for name in names {
            if !all.contains(name) {
                all.push(name.clone());
            }
        }
    }
    all
}

/// The names in an element that is marked as a byline. What says less surely that it is one must look like it.
fn names_in(marked: &Marked) -> Vec<String> {
    if names::is_of_other_work(&marked.text) {
        return Vec::new();
    }
    if let Some(names) = names::byline(&marked.text) {
        return names;
    }
    let is_latin = |name: &str| is_name(name) && (marked.rank >= 3 || name.contains(' '));
    let is_full = |name: &String| (is_latin(name) || is_east_asian(name)) && use_of(name, size(name)).is_none();
    names::told(&marked.text).into_iter().filter(is_full).collect()
}
