//! Names in scripts that have capitals, told by them.
//!
//! In: a block of text, the known names, and the words that are common in the texts because they stand there in lower
//! case too. Out: runs of capitalised words without their titles. The first word of a sentence says nothing by its
//! capital, so it counts only as the beginning of a run, and not when it is common. Headings are left out: many
//! capitalise every word.

use std::collections::BTreeSet;

use super::super::known::{Known, LONGEST, Named};
use super::super::texts::{Block, Text};
use super::super::titles::{
    CALENDAR, FUNCTION_WORDS, JOINING, ORGANIZATIONS, PARTICLES, PLACES, TITLE_MODIFIERS, TITLES,
};
use super::super::words::{fold, is_cjk};
use super::Sighting;

/// Languages that capitalise every noun, where a single word is no name.
const CAPITALISED_NOUNS: [&str; 2] = ["de", "lb"];
/// The shortest single word that is taken for a name.
const SHORTEST: usize = 3;
/// The longest run that is taken for a name: a longer one is a heading or a title of a work.
const MOST_WORDS: usize = 6;

/// A word of a text, without the signs around it.
struct Word<'t> {
    text: &'t str,
    at: usize,
    folded: String,
    /// Whether its first letter is a capital.
    is_capital: bool,
    /// Whether a sentence begins with it.
    begins: bool,
    /// Whether the next word may belong to the same name.
    continues: bool,
}

/// Words that stand in lower case somewhere, in their folded form.
pub(super) fn common_words(texts: &[Text<'_>]) -> BTreeSet<String> {
    let mut common = BTreeSet::new();
    for block in texts.iter().flat_map(|text| &text.blocks) {
        for word in words(&block.text).into_iter().filter(|word| word.text.starts_with(char::is_lowercase)) {
            if !common.contains(&word.folded) {
                common.insert(word.folded);
            }
        }
    }
    common
}

/// The names of a block.
pub(super) fn sightings(
    block: &Block,
    language: Option<&str>,
    known: &Known,
    common: &BTreeSet<String>,
) -> Vec<Sighting> {
    let mut found = Vec::new();
    if block.is_heading {
        return found;
    }
    let has_capitalised_nouns =
        language.is_some_and(|tag| CAPITALISED_NOUNS.contains(&tag.split('-').next().unwrap_or(tag)));
    let words = words(&block.text);
    let mut n = 0;
    while n < words.len() {
        if !words[n].is_capital {
            n += 1;
            continue;
        }
        let end = run_end(&words, n);
        for piece in pieces(&words[n..end], known, common) {
            let is_single = piece.words.len() == 1;
            let word = &piece.words[0];
            let is_common = common.contains(&word.folded) || has_capitalised_nouns || word.begins;
            let is_short = word.text.chars().count() < SHORTEST;
            if piece.words.len() > MOST_WORDS || is_single && (is_short || is_common && !piece.is_titled) {
                continue;
            }
            let last = &piece.words[piece.words.len() - 1];
            let written = &block.text[word.at..last.at + last.text.len()];
            let name = written.split_whitespace().collect::<Vec<_>>().join(" ");
            found.push(Sighting { name, at: word.at, is_titled: piece.is_titled });
        }
        n = end;
    }
    found
}

/// The words of a text. Signs inside a word (`Tae-yul`, `O'Neill`) are part of it, and so is the dot of an initial.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut begins = true;
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '—' | '–' | '/' | '…') || is_cjk(c);
    let mut rest = 0;
    while rest < text.len() {
        let Some(start) = text[rest..].find(|c: char| !is_gap(c)).map(|at| rest + at) else { break };
        let end = text[start..].find(is_gap).map_or(text.len(), |at| start + at);
        // A dash or a character of another script between two words ends a name, a space doesn't.
        if text[rest..start].chars().any(|c| !c.is_whitespace())
            && let Some(last) = words.last_mut()
        {
            last.continues = false;
        }
        rest = end;
        let raw = &text[start..end];
        let lead = raw.len() - raw.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let core = raw[lead..].trim_end_matches(|c: char| !c.is_alphanumeric());
        if lead > 0
            && let Some(last) = words.last_mut()
        {
            last.continues = false;
        }
        begins |= raw[..lead].contains(['"', '“', '«', '„', '‘', '「']);
        if core.is_empty() {
            begins |= raw.contains(['.', '!', '?']);
            continue;
        }
        let trail = &raw[lead + core.len()..];
        let bare = ["'s", "’s"].iter().find_map(|ending| core.strip_suffix(ending)).unwrap_or(core);
        let folded = fold(bare);
        let is_initial = core.chars().nth(1).is_none() && core.starts_with(char::is_uppercase);
        let is_abbreviated = trail == "." && (is_initial || TITLES.contains(&folded.as_str()));
        words.push(Word {
            text: bare,
            at: start + lead,
            is_capital: bare.starts_with(char::is_uppercase),
            folded,
            begins,
            continues: bare.len() == core.len() && (trail.is_empty() || is_abbreviated),
        });
        begins = !is_abbreviated && trail.contains(['.', '!', '?', ':', ';', '。']);
    }
    words
}

/// Where a run of capitalised words that begins at a position ends. Particles between two of them belong to it.
fn run_end(words: &[Word<'_>], start: usize) -> usize {
    let mut end = start + 1;
    while words[end - 1].continues {
        let last = words[end - 1].folded.as_str();
        let is_joined = ORGANIZATIONS.contains(&last) || PLACES.contains(&last);
        let is_particle = |word: &&Word<'_>| {
            word.continues && (PARTICLES.contains(&word.text) || is_joined && JOINING.contains(&word.text))
        };
        // "of the" and "van der" are the longest.
        let particles = words[end..].iter().take(2).take_while(is_particle).count();
        match words.get(end + particles) {
            Some(word) if word.is_capital => end += particles + 1,
            _ => break,
        }
    }
    end
}

/// A part of a run that may be a name.
struct Piece<'w, 't> {
    words: &'w [Word<'t>],
    is_titled: bool,
}

/// The parts of a run that may be names: what is between titles, days and months, and known people.
fn pieces<'w, 't>(run: &'w [Word<'t>], known: &Known, common: &BTreeSet<String>) -> Vec<Piece<'w, 't>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut is_titled = false;
    let mut n = 0;
    while n < run.len() {
        let named =
            (n + 1..=run.len().min(n + LONGEST)).rev().find_map(|end| Some((end, known.find(&joined(&run[n..end]))?)));
        let is_title = TITLES.contains(&run[n].folded.as_str());
        if let Some((end, Named::Other)) = named {
            // It may be part of a longer name, and a title in it is none.
            n = end;
        } else if let Some((end, Named::Person)) = named {
            pieces.extend(piece(&run[start..n], is_titled, known, common));
            (n, start, is_titled) = (end, end, false);
        } else if is_title || CALENDAR.contains(&run[n].folded.as_str()) {
            let mut end = n;
            while is_title && end > start && TITLE_MODIFIERS.contains(&run[end - 1].folded.as_str()) {
                end -= 1;
            }
            pieces.extend(piece(&run[start..end], is_titled, known, common));
            (n, start, is_titled) = (n + 1, n + 1, is_title);
        } else {
            n += 1;
        }
    }
    pieces.extend(piece(&run[start..], is_titled, known, common));
    pieces
}

/// A part of a run without what only leads to it or is known; nothing when nothing is left.
fn piece<'w, 't>(
    mut words: &'w [Word<'t>],
    is_titled: bool,
    known: &Known,
    common: &BTreeSet<String>,
) -> Option<Piece<'w, 't>> {
    while let [first, rest @ ..] = words
        && (FUNCTION_WORDS.contains(&first.folded.as_str()) || first.begins && common.contains(&first.folded))
    {
        words = rest;
    }
    while let [rest @ .., last] = words
        && !last.is_capital
    {
        words = rest;
    }
    let is_known = words.is_empty() || known.covers(&joined(words));
    (!is_known && words.iter().any(|word| word.is_capital)).then_some(Piece { words, is_titled })
}

fn joined(words: &[Word<'_>]) -> String {
    words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
}
