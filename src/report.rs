//! How diagnostics are told, to people and to programs, one file for each format.
//!
//! In: diagnostics and the files that they point into. Out: text. Deliberately absent: printing it, and deciding what is a
//! fault.

mod fault;
mod github;
mod human;
mod json;
mod sarif;

use std::collections::BTreeSet;

pub use self::github::github;
pub use self::human::{Style, render};
pub use self::json::{json, json_schema};
pub use self::sarif::sarif;

use crate::diagnostic::{Diagnostic, Severity};

/// A message with more characters than this is cut: it quotes something that is not meant to be read.
const LONGEST: usize = 1000;

/// Where a site lies, for those who know its repository and not its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// In a repository: what stands there before a path of the site, such as `site/`, or nothing.
    Repository(String),
    /// Somewhere else on the disk: its absolute path, with `/` at the end.
    Disk(String),
}

impl Base {
    /// A path of the site, as seen from there.
    fn path(&self, path: &str) -> String {
        let (Self::Repository(folder) | Self::Disk(folder)) = self;
        format!("{folder}{path}")
    }
}

/// Where to read on, with a code of the worst: a line for people. Empty when there is no fault.
pub fn more(diagnostics: &[Diagnostic]) -> String {
    let worst = diagnostics.iter().map(|fault| (fault.severity, fault.code)).min();
    worst.map_or_else(String::new, |(_, code)| format!("more about a fault: briefgen explain {code}\n"))
}

/// How many there are: `2 errors, 1 warning`. Diagnostics that are the same count once.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let distinct: BTreeSet<_> = diagnostics.iter().map(|fault| (fault.severity, format!("{fault:?}"))).collect();
    let count = |severity, word: &str| match distinct.iter().filter(|fault| fault.0 == severity).count() {
        0 => None,
        1 => Some(format!("1 {word}")),
        many => Some(format!("{many} {word}s")),
    };
    let words = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Advice, "note")];
    let counts = words.map(|(severity, word)| count(severity, word));
    let counts: Vec<_> = counts.into_iter().flatten().collect();
    if counts.is_empty() { "no faults".to_owned() } else { counts.join(", ") }
}

/// A template that fails usually fails on many pages, which are given by number: each fault is told for the first page, with
/// the number of others.
pub(crate) fn once_each(mut faults: Vec<(usize, Diagnostic)>) -> Vec<Diagnostic> {
    faults.sort_by_key(|(n, _)| *n);
    let mut distinct: Vec<(Diagnostic, usize)> = Vec::new();
    for (_, fault) in faults {
        match distinct.iter_mut().find(|(first, _)| first.place == fault.place && first.message == fault.message) {
            Some((_, others)) => *others += 1,
            None => distinct.push((fault, 0)),
        }
    }
    distinct
        .into_iter()
        .map(|(fault, others)| match others {
            0 => fault,
            1 => fault.hint("and one other page"),
            others => fault.hint(format!("and {others} other pages")),
        })
        .collect()
}

/// The text with a visible sign for each character that acts on a terminal instead of being shown: control characters
/// (line ends among them), and the invisible ones that reorder or hide text. One character stays one character.
pub fn inert(text: &str) -> String {
    text.chars().map(inert_char).collect()
}

/// The same, with line ends kept.
pub fn inert_lines(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { c } else { inert_char(c) }).collect()
}

fn inert_char(c: char) -> char {
    match c {
        '\t' => '\t',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).expect("Unicode has a picture of each"),
        '\u{7f}' => '\u{2421}',
        // The C1 controls, of which U+009B begins a command as ESC [ does.
        '\u{80}'..='\u{9f}'
        // Marks, embeddings, overrides and isolates of the bidirectional algorithm.
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        // Line and paragraph separator.
        | '\u{2028}' | '\u{2029}'
        // Without width: soft hyphen, Mongolian separator, zero-width space, joiners and operators, BOM, annotations, tags.
        | '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// A message, a label or a path, fit to be shown.
pub(crate) fn shown(text: &str) -> String {
    let cut = text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end]);
    inert(cut).replace('\t', " ") + if cut.len() < text.len() { "…" } else { "" }
}
