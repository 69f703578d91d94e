//! Names in the texts of articles that no entity has.
//!
//! In: the texts of all articles. Out: names that stand often enough, each with where it stands first. What is a name
//! is told by how it is written: capitals in the middle of a sentence, or a title beside it (`titles.rs`), which is all
//! that Korean and Japanese offer without a dictionary. What is known is asked of [`Known`].

mod asian;
mod cased;

use std::collections::{BTreeMap, BTreeSet};

use super::known::Known;
use super::places::Spot;
use super::texts::Text;
use super::titles::ORGANIZATIONS;
use super::words::{fold, is_cjk};
use super::{About, Score, Suggestion, entity_word};
use crate::document::EntityKind;
use crate::files::{FileId, Files};
use crate::model::{Article, Id, Site};
use crate::slug::Slug;

/// A name is suggested when it stands in so many articles, or so many times.
const LEAST_ARTICLES: usize = 2;
const LEAST_MENTIONS: usize = 3;
/// What a single word without a title is worth, and what two words or a title are, before they are counted.
const WORD: f64 = 0.3;
const NAME: f64 = 0.5;
/// What each further mention, and each further article, leaves of the doubt.
const DOUBT: f64 = 0.75;

/// A name at one place of a text.
struct Sighting {
    /// As it is written, without its title.
    name: String,
    /// Its byte in the block.
    at: usize,
    /// Whether a title stands beside it.
    is_titled: bool,
}

/// All that is known of a name.
struct Seen {
    name: String,
    first: (FileId, usize),
    mentions: usize,
    articles: BTreeSet<Id<Article>>,
    is_titled: bool,
}

/// The suggestions for all texts.
pub(super) fn suggest(site: &Site, files: &Files, texts: &[Text<'_>]) -> Vec<Suggestion> {
    let known = Known::new(site);
    let common = cased::common_words(texts);
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    for text in texts {
        for block in &text.blocks {
            let mut sightings = asian::sightings(&block.text);
            sightings.extend(cased::sightings(block, text.language, &known, &common));
            for Sighting { name, at, is_titled } in sightings {
                let seen = seen.entry(fold(&name)).or_insert_with(|| Seen {
                    name,
                    first: (text.file, block.in_file(at)),
                    mentions: 0,
                    articles: BTreeSet::new(),
                    is_titled: false,
                });
                seen.mentions += 1;
                seen.articles.insert(text.article);
                seen.is_titled |= is_titled;
            }
        }
    }
    // Other names were looked up where they stand, since that decides where they begin and end.
    seen.retain(|folded, _| !(folded.contains(is_cjk) && known.covers_unspaced(folded)));
    let seen = with_short_forms(seen);
    let is_often = |seen: &&Seen| seen.articles.len() >= LEAST_ARTICLES || seen.mentions >= LEAST_MENTIONS;
    seen.values().filter(is_often).map(|seen| suggestion(files, seen)).collect()
}

/// Counts a single word as the longer name that it begins or ends, when there is only one.
fn with_short_forms(mut seen: BTreeMap<String, Seen>) -> BTreeMap<String, Seen> {
    let mut longer: BTreeMap<&str, BTreeSet<&String>> = BTreeMap::new();
    for name in seen.keys().filter(|name| name.contains(' ')) {
        let words = [name.split(' ').next(), name.rsplit(' ').next()];
        words.into_iter().flatten().for_each(|word| {
            longer.entry(word).or_default().insert(name);
        });
    }
    let short: Vec<(String, String)> = longer
        .into_iter()
        .filter(|(word, names)| names.len() == 1 && seen.contains_key(*word))
        .filter_map(|(word, names)| Some((word.to_owned(), (*names.first()?).clone())))
        .collect();
    for (word, name) in short {
        let short = seen.remove(&word).expect("it was just there");
        let whole = seen.get_mut(&name).expect("it was just there");
        whole.mentions += short.mentions;
        whole.articles.extend(short.articles);
        whole.is_titled |= short.is_titled;
    }
    seen
}

fn suggestion(files: &Files, seen: &Seen) -> Suggestion {
    let Seen { name, first, mentions, articles, is_titled } = seen;
    let is_name = *is_titled || name.contains(' ');
    let least = if is_name { NAME } else { WORD };
    let further = i32::try_from(mentions + articles.len() - 2).unwrap_or(i32::MAX);
    let last = fold(name.rsplit(' ').next().unwrap_or(name));
    let joined =
        name.split(" of ").next().filter(|head| *head != name).and_then(|head| head.rsplit(' ').next()).map(fold);
    let is_organization = [Some(last), joined].into_iter().flatten().any(|it| ORGANIZATIONS.contains(&it.as_str()));
    let kind = match (is_titled, is_organization) {
        (true, false) => Some(EntityKind::Person),
        (_, true) => Some(EntityKind::Organization),
        (false, false) => None,
    };
    let mut reasons = vec![format!("{} in {}", counted(*mentions, "mention"), counted(articles.len(), "article"))];
    if *is_titled {
        reasons.push("a title stands beside it".to_owned());
    }
    let kinds = match kind {
        Some(kind) => format!("`kind: {}`", entity_word(kind)),
        None => "its `kind:` (person, organization or place)".to_owned(),
    };
    let mut hints = Vec::new();
    if let Some(id) = Slug::from_title(name) {
        let written = serde_json::to_string(name).expect("a text can be written");
        let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'));
        let written = if plain { name.clone() } else { written };
        hints.push(format!("write content/entities/{id}.md with `name: {written}` and {kinds}"));
    }
    hints.push("or, if an entity is meant that is there, add it to its `aliases:` or `names:`".to_owned());
    Suggestion {
        about: About::Names { name: name.clone(), entity_kind: kind, mentions: *mentions, articles: articles.len() },
        score: Score::of(1.0 - (1.0 - least) * DOUBT.powi(further)),
        message: format!("{name:?} is the name of no entity"),
        files: vec![Spot::at(files, first.0, first.1)],
        reasons,
        hints,
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
