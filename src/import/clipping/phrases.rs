//! What pages say around their articles: menus, prompts, notices, headings of lists, credits of pictures.
//!
//! In: a line. Out: what its words are used for, if it is one of the phrases in `phrases.toml`, which holds them by use and
//! language. Deliberately absent: a judgement. A phrase is one thing among those that speak for or against a line.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use super::block::push_lower;

/// Longest line that is taken for what it begins with or holds, in half words. A long one is a paragraph that happens to have
/// the words in it.
const SHORT: usize = 80;

/// The same for notices, which run to several sentences.
const SHORT_NOTICE: usize = 300;

/// What a phrase is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Use {
    /// Ways to elsewhere, and what a page does.
    Navigation,
    /// Calls to sign in, pay or take letters.
    Prompt,
    /// Cookies, copyright, terms.
    Legal,
    /// Headings of lists of other articles.
    Related,
    /// Single ways to other articles.
    Elsewhere,
    /// Where readers begin to speak.
    Comments,
    /// Who wrote it.
    Biography,
    /// Words of pictures.
    Caption,
    /// What an article is filed under.
    Tags,
    /// Advertising.
    Advertisement,
}

/// What the words of a line are used for: of a line that is a phrase and nothing else, of one that begins with one or holds one.
/// `size` is that of the line.
pub(super) fn use_of(line: &str, size: usize) -> Option<Use> {
    if size > SHORT_NOTICE {
        return None;
    }
    let line = plain(line);
    let whole = core(&line, PHRASES.longest_whole).and_then(|core| PHRASES.wholes.get(&core));
    if let Some(whole) = whole {
        return Some(*whole);
    }
    let found = PHRASES.anchors.find_overlapping_iter(&line);
    let patterns = found.map(|found| &PHRASES.patterns[found.pattern().as_usize()]);
    patterns
        .filter(|pattern| size <= SHORT || matches!(pattern.used, Use::Legal | Use::Prompt))
        .find(|pattern| pattern.is_match(&line))
        .map(|pattern| pattern.used)
}

/// Lower case, straight apostrophes, single spaces.
fn plain(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        word.chars().for_each(|c| push_lower(&mut plain, if matches!(c, '‘' | '’') { '\'' } else { c }));
    }
    plain
}

/// The words of a line without numbers, signs and what stands in brackets beside them: `share (33)` is `share`. None, if they
/// are more than so many bytes.
fn core(plain: &str, most: usize) -> Option<String> {
    let mut core = String::new();
    for word in plain.split(' ') {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        if word.is_empty() {
            continue;
        }
        if !core.is_empty() {
            core.push(' ');
        }
        core.extend(word.chars().filter(|c| !c.is_numeric()));
        if core.len() > most {
            return None;
        }
    }
    Some(core)
}

struct Phrases {
    wholes: HashMap<String, Use>,
    /// In bytes.
    longest_whole: usize,
    patterns: Vec<Pattern>,
    /// The longest part of each pattern.
    anchors: AhoCorasick,
}

/// Texts that follow one another, with anything between them.
struct Pattern {
    used: Use,
    parts: Vec<String>,
    is_at_start: bool,
    is_at_end: bool,
}

impl Pattern {
    fn new(used: Use, phrase: &str) -> Self {
        let parts = phrase.split('…').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
        Self { used, parts, is_at_start: !phrase.starts_with('…'), is_at_end: !phrase.ends_with('…') }
    }

    fn is_match(&self, line: &str) -> bool {
        let mut from = 0;
        for (n, part) in self.parts.iter().enumerate() {
            let is_last = n + 1 == self.parts.len();
            let places = line[from..].match_indices(part.as_str()).map(|(at, part)| from + at..from + at + part.len());
            let place = places.into_iter().find(|place| {
                let starts = n > 0 || !self.is_at_start || place.start == 0;
                let ends = !is_last || !self.is_at_end || place.end == line.len();
                starts && ends && is_whole(line, place)
            });
            let Some(place) = place else { return false };
            from = place.end;
        }
        true
    }
}

/// Whether no English word is cut at either end of a place.
fn is_whole(line: &str, place: &Range<usize>) -> bool {
    let cuts = |before: Option<char>, after: Option<char>| {
        before.is_some_and(|c| c.is_ascii_alphanumeric()) && after.is_some_and(|c| c.is_ascii_alphanumeric())
    };
    let (before, part, after) = (&line[..place.start], &line[place.clone()], &line[place.end..]);
    !cuts(before.chars().next_back(), part.chars().next()) && !cuts(part.chars().next_back(), after.chars().next())
}

/// The names of agencies, the longest first.
pub(super) fn agencies() -> &'static [String] {
    &AGENCIES
}

/// The file of phrases.
#[derive(Deserialize)]
struct Written {
    agencies: HashMap<String, Vec<String>>,
    #[serde(flatten)]
    by_use: HashMap<Use, HashMap<String, Vec<String>>>,
}

fn written() -> Written {
    toml::from_str(include_str!("phrases.toml")).expect("phrases.toml is by use and language")
}

static AGENCIES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let written = written();
    let mut names: Vec<String> = LANGUAGES.iter().flat_map(|language| written.agencies[*language].clone()).collect();
    names.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    names.dedup();
    names
});

/// The languages that there are phrases in.
const LANGUAGES: [&str; 4] = ["en", "ko", "ja", "zh"];

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let file = written().by_use;
    let mut phrases: Vec<(Use, String)> = Vec::new();
    for used in USES {
        let by_language = file.get(&used).expect("phrases.toml has every use");
        for language in LANGUAGES {
            phrases.extend(by_language[language].iter().map(|phrase| (used, phrase.clone())));
        }
    }
    let (patterns, wholes): (Vec<_>, Vec<_>) = phrases.into_iter().partition(|(_, phrase)| phrase.contains('…'));
    let core = |phrase: &str| core(phrase, usize::MAX).unwrap_or_default();
    let wholes: HashMap<String, Use> = wholes.into_iter().rev().map(|(used, phrase)| (core(&phrase), used)).collect();
    let longest_whole = wholes.keys().map(String::len).max().unwrap_or_default();
    let patterns: Vec<Pattern> = patterns.iter().map(|(used, phrase)| Pattern::new(*used, phrase)).collect();
    let longest = |pattern: &Pattern| pattern.parts.iter().max_by_key(|part| part.len()).cloned().unwrap_or_default();
    let anchors = AhoCorasick::new(patterns.iter().map(longest)).expect("there are few phrases");
    Phrases { wholes, longest_whole, patterns, anchors }
});

/// Every use, the one that decides first first.
const USES: [Use; 10] = [
    Use::Legal,
    Use::Comments,
    Use::Related,
    Use::Elsewhere,
    Use::Prompt,
    Use::Tags,
    Use::Caption,
    Use::Advertisement,
    Use::Biography,
    Use::Navigation,
];

#[cfg(test)]
mod tests {
    use super::{PHRASES, Use, plain, use_of};
    use crate::import::clipping::block::size;

    #[test]
    fn phrases_are_known_in_four_languages() {
        let cases = [
            ("Comments (12)", Some(Use::Comments)),
            ("SHARE 33", Some(Use::Navigation)),
            ("Sign up for our letters from the harbour", Some(Use::Prompt)),
            ("Lund Gazette © 2024. All rights reserved.", Some(Use::Legal)),
            ("<저작권자 ⓒ 항구일보, 무단 전재 금지>", Some(Use::Legal)),
            ("많이 본 뉴스", Some(Use::Related)),
            ("댓글 3개", Some(Use::Comments)),
            ("コメント3件", Some(Use::Comments)),
            ("この記事をシェア", Some(Use::Navigation)),
            ("港町＝山田花子撮影", Some(Use::Caption)),
            ("【相关阅读】", Some(Use::Related)),
            ("新港昨日启用，记者李四摄", Some(Use::Caption)),
            ("The mayor shared his plans for the harbour.", None),
        ];
        for (line, used) in cases {
            assert_eq!(use_of(line, size(line)), used, "{line}");
        }
    }

    #[test]
    fn phrases_are_written_as_they_are_looked_for() {
        for pattern in &PHRASES.patterns {
            assert!(!pattern.parts.is_empty());
            for part in &pattern.parts {
                assert_eq!(plain(part), part.trim(), "not in lower case, or with another apostrophe");
            }
        }
        assert!(PHRASES.wholes.keys().all(|whole| !whole.is_empty()));
    }
}
