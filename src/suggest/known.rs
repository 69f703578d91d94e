//! Which names are known: those of entities and publishers.
//!
//! In: the site. Out: [`Known`], the one place where names of texts are looked up.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{fold, is_cjk};
use crate::document::EntityKind;
use crate::model::Site;

/// What a known name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A person: what stands before or after the name isn't part of it.
    Person,
    /// An organisation, a place or a publisher, which may be part of a longer name.
    Other,
}

/// The known names.
pub(super) struct Known {
    /// Whole names, folded.
    names: BTreeMap<String, Named>,
    /// Words that follow one another in a name of several.
    parts: BTreeSet<String>,
    /// Beginnings of names, of which adjectives are made: `ukrain` of Ukraine.
    stems: BTreeSet<String>,
    /// Names in Chinese, Japanese and Korean, one a line: a family name stands in them without a space.
    unspaced: String,
}

/// The longest name that is looked for, in words. It bounds the work for any text.
pub(super) const LONGEST: usize = 12;
/// The longest ending that makes an adjective of a name, in characters.
const ENDING: usize = 3;
/// The shortest name of which an adjective is made.
const STEM: usize = 4;

impl Known {
    pub(super) fn new(site: &Site) -> Self {
        let mut known =
            Self { names: BTreeMap::new(), parts: BTreeSet::new(), stems: BTreeSet::new(), unspaced: String::new() };
        for (_, entity) in site.entities.iter() {
            let named = if entity.kind == EntityKind::Person { Named::Person } else { Named::Other };
            let others = entity.aliases.iter().chain(entity.names.iter().map(|(_, name)| name));
            std::iter::once(&entity.name).chain(others).for_each(|name| known.add(name, named));
        }
        for (_, publisher) in site.publishers.iter() {
            let others = publisher.names.iter().map(|(_, name)| name);
            std::iter::once(&publisher.name).chain(others).for_each(|name| known.add(name, Named::Other));
        }
        known
    }

    fn add(&mut self, name: &str, named: Named) {
        let folded = fold(name);
        let words: Vec<&str> = folded.split_whitespace().collect();
        for start in 0..words.len() {
            for end in start + 1..=words.len().min(LONGEST) {
                self.parts.insert(words[start..end].join(" "));
            }
        }
        let characters: Vec<char> = folded.chars().collect();
        for length in [characters.len(), characters.len().saturating_sub(1)] {
            if length >= STEM {
                self.stems.insert(characters[..length].iter().collect());
            }
        }
        if folded.contains(is_cjk) {
            self.unspaced.push_str(&folded);
            self.unspaced.push('\n');
        }
        self.names.insert(words.join(" "), named);
    }

    /// What a whole name names.
    pub(super) fn find(&self, folded: &str) -> Option<Named> {
        self.names.get(folded).copied()
    }

    /// Whether these words are known: as a name, as part of one, or as the adjective of one.
    pub(super) fn covers(&self, folded: &str) -> bool {
        let characters: Vec<char> = folded.chars().collect();
        let is_adjective = (0..=ENDING.min(characters.len()))
            .any(|cut| self.stems.contains(&characters[..characters.len() - cut].iter().collect::<String>()));
        is_adjective || self.parts.contains(folded)
    }

    /// Whether a name without spaces is known: as a name, in one, or as one with something around it.
    pub(super) fn covers_unspaced(&self, folded: &str) -> bool {
        let starts: Vec<usize> = folded.char_indices().map(|(at, _)| at).chain([folded.len()]).collect();
        let is_around = || {
            let pieces =
                starts.iter().enumerate().flat_map(|(n, from)| starts[n + 1..].iter().map(|to| &folded[*from..*to]));
            pieces.filter(|piece| piece.chars().nth(1).is_some()).any(|piece| self.names.contains_key(piece))
        };
        self.unspaced.contains(folded) || is_around()
    }
}
