//! What is wrong with the content, where, and what to do about it.
//!
//! Every stage collects diagnostics and goes on, so that one run reports all faults. A diagnostic says where by a
//! [`Place`], which later stages resolve to bytes (see `document::Locator`), and which kind of fault it is by a [`Code`]; how it
//! looks on a terminal is the business of `report` alone.

mod code;
mod manual;

pub use self::code::{Code, UnknownCode};
pub use self::manual::Explanation;

use crate::files::{FileId, Span};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The site is written; `--strict` makes it an error.
    Warning,
    /// Nothing is wrong with the files, but a claim is weaker than it looks: told by `briefgen check` alone.
    Advice,
}

/// Where a diagnostic points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A file or folder as a whole, by its path in the site: it may not be in the snapshot.
    Path(String),
    /// A file as a whole.
    File(FileId),
    /// A value of a file's front matter, or of a TOML file.
    Value(FileId, At),
    /// A range of bytes of a file.
    Bytes(FileId, Span),
}

/// Which value of a front matter: its number when keys and values are counted in the order in which they are written,
/// the root being 0.
///
/// Four bytes instead of a span, because a site holds many values and few faults: the span is found by reading the front
/// matter again when a fault is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct At(pub(crate) u32);

/// One fault of the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of fault it is.
    pub code: Code,
    /// How bad it is: as bad as its kind, unless who asked wants to know all.
    pub severity: Severity,
    /// What is wrong: lower case, quotes the offender, no full stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Other places that matter, each with what it is: "first declared here".
    pub related: Vec<(Place, String)>,
    /// What to do about it.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// A fault at a place, as bad as its kind.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, severity: code.severity(), message, place, related: Vec::new(), hints: Vec::new() }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }
}

/// A value together with the faults that were found on the way to it.
#[derive(Clone, Debug)]
pub struct Diagnosed<T> {
    /// The value, as far as the faults allow.
    pub value: T,
    /// The faults.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Diagnosed<T> {
    /// Whether any fault forbids writing a site.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// The candidate that was probably meant by `wrong`, if one is near enough to be worth proposing.
///
/// Near means an edit distance (Damerau-Levenshtein, in characters) of at most a third of the length, or the same letters
/// in another case. Of equally near candidates the first wins.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (wrong.chars().count().max(3) / 3).min(4);
    let folded = wrong.to_lowercase();
    candidates
        .into_iter()
        // Two strings whose lengths differ by more than the limit are at least that far apart: spares most of the work.
        .filter(|candidate| candidate.len().abs_diff(wrong.len()) <= limit * 4)
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_typo_finds_its_word() {
        let topics = ["us-korea-japan", "russia-north-korea"];
        assert_eq!(nearest("rusia-north-korea", topics), Some("russia-north-korea"));
        assert_eq!(nearest("Russia-North-Korea", topics), Some("russia-north-korea"));
        assert_eq!(nearest("climate", topics), None);
        assert_eq!(nearest("tilte", ["title", "topics"]), Some("title"));
        assert_eq!(nearest("x", ["id", "end"]), None);
    }
}
