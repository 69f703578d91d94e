//! Faults as they are told: diagnostics whose places are known, each once, in order.
//!
//! In: diagnostics and the files that they point into. Out: [`Fault`]s, which every format is written from. Deliberately
//! absent: what any format looks like.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::document::Locator;
use crate::files::{FileId, Files, Span};

/// All faults, by path and place.
pub(super) fn faults<'a>(diagnostics: &'a [Diagnostic], files: &'a Files) -> BTreeSet<Fault<'a>> {
    let mut locator = Locator::new(files);
    diagnostics.iter().map(|diagnostic| Fault::new(diagnostic, files, &mut locator)).collect()
}

/// A diagnostic whose places are known, in the order in which faults are shown.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fault<'a> {
    pub(super) spot: Spot<'a>,
    pub(super) severity: Severity,
    pub(super) message: &'a str,
    pub(super) code: Code,
    pub(super) related: Vec<(Spot<'a>, &'a str)>,
    pub(super) hints: &'a [String],
}

/// A place: a file, and where in it unless it is meant as a whole.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot<'a> {
    pub(super) path: &'a str,
    pub(super) within: Option<(usize, usize, FileId)>,
}

impl<'a> Fault<'a> {
    fn new(diagnostic: &'a Diagnostic, files: &'a Files, locator: &mut Locator<'_>) -> Self {
        let Diagnostic { code, severity, message, place, related, hints } = diagnostic;
        let related = related.iter().map(|(place, label)| (Spot::new(place, files, locator), label.as_str())).collect();
        Self { spot: Spot::new(place, files, locator), severity: *severity, message, code: *code, related, hints }
    }
}

impl<'a> Spot<'a> {
    fn new(place: &'a Place, files: &'a Files, locator: &mut Locator<'_>) -> Self {
        let file = match place {
            Place::Path(path) => return Self { path, within: None },
            Place::File(file) => return Self { path: files[*file].path.as_str(), within: None },
            Place::Value(file, _) | Place::Bytes(file, _) => *file,
        };
        let (file, span) = locator.locate(place).map_or((file, None), |(file, span)| (file, Some(span)));
        let span = span.filter(|_| !files.text(file).is_empty());
        Self { path: files[file].path.as_str(), within: span.map(|span| (span.start, span.end, file)) }
    }
}

/// The line that holds a byte: without its line end, and without the mark at the beginning of the file.
pub(super) fn line_at(text: &str, at: usize) -> Span {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let start = if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { start };
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    start..end - usize::from(end > start && text[..end].ends_with('\r'))
}
