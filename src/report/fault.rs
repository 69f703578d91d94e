//! Faults as they are told: diagnostics whose places are known, each once, in order.
//!
//! In: diagnostics and the files that they point into. Out: [`Fault`]s, which every format is written from. Deliberately
//! absent: what any format looks like.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::document::Locator;
use crate::files::{FileId, Files, Span};

/// All faults, by path and place.
pub(super) fn faults<'a>(diagnostics: &'a [Diagnostic], files: &'a Files) -> BTreeSet<Fault<'a>> {
    let mut finder = Finder { files, locator: Locator::new(files), line_ends: BTreeMap::new() };
    diagnostics.iter().map(|diagnostic| Fault::new(diagnostic, &mut finder)).collect()
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
    pub(super) within: Option<Within>,
}

/// A part of a file: whole characters, without a line end on either side.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Within {
    pub(super) start: Position,
    /// The first place behind it.
    pub(super) end: Position,
    pub(super) file: FileId,
}

/// A place in a file, in front of a character.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    /// The line, from 1.
    pub(super) line: usize,
    /// The character in the line, from 1; a byte order mark is none.
    pub(super) column: usize,
    /// The byte in the file, from 0.
    pub(super) byte: usize,
}

/// Finds bytes and lines. Each file is read through once, however many faults it has.
struct Finder<'a> {
    files: &'a Files,
    locator: Locator<'a>,
    /// The bytes at which lines end.
    line_ends: BTreeMap<FileId, Vec<usize>>,
}

impl<'a> Fault<'a> {
    fn new(diagnostic: &'a Diagnostic, finder: &mut Finder<'a>) -> Self {
        let Diagnostic { code, severity, message, place, related, hints } = diagnostic;
        let related = related.iter().map(|(place, label)| (finder.spot(place), label.as_str())).collect();
        Self { spot: finder.spot(place), severity: *severity, message, code: *code, related, hints }
    }
}

impl<'a> Finder<'a> {
    fn spot(&mut self, place: &'a Place) -> Spot<'a> {
        let file = match place {
            Place::Path(path) => return Spot { path, within: None },
            Place::File(file) | Place::Value(file, _) | Place::Bytes(file, _) => *file,
        };
        let span = self.locator.locate(place).map(|(_, span)| span).filter(|_| !self.files.text(file).is_empty());
        Spot { path: self.files[file].path.as_str(), within: span.map(|span| self.within(file, &span)) }
    }

    fn within(&mut self, file: FileId, span: &Span) -> Within {
        let text = self.files.text(file);
        let start = text.floor_char_boundary(span.start.min(text.len()));
        let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
        let end = start + text[start..end].trim_end_matches(['\r', '\n']).len();
        let first = self.position(file, start);
        Within { start: first, end: if end > first.byte { self.position(file, end) } else { first }, file }
    }

    fn position(&mut self, file: FileId, at: usize) -> Position {
        let text = self.files.text(file);
        let find = || text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
        let before = self.line_ends.entry(file).or_insert_with(find).partition_point(|end| *end < at);
        let line = line_at(text, at);
        let byte = at.clamp(line.start, line.end);
        Position { line: before + 1, column: text[line.start..byte].chars().count() + 1, byte }
    }
}

/// The line that holds a byte: without its line end, and without the mark at the beginning of the file.
pub(super) fn line_at(text: &str, at: usize) -> Span {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let start = if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { start };
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    start..end - usize::from(end > start && text[..end].ends_with('\r'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Content, File, FilePath};

    #[test]
    fn ranges_are_counted_in_characters_and_bytes() {
        let text = "\u{feff}조 b\r\n\r\nc\n";
        let file = File { path: FilePath::new("a.md"), content: Content::Text(text.into()) };
        let files = Files::new(vec![file]);
        let id = files.find("a.md").unwrap();
        let mut finder = Finder { files: &files, locator: Locator::new(&files), line_ends: BTreeMap::new() };
        let mut range = |span: Span| {
            let Within { start, end, .. } = finder.within(id, &span);
            format!("{}:{} {}, {}:{} {}", start.line, start.column, start.byte, end.line, end.column, end.byte)
        };
        // The mark is no column, and the first place in the file is behind it.
        assert_eq!(range(0..6), "1:1 3, 1:2 6");
        assert_eq!(range(3..6), "1:1 3, 1:2 6");
        assert_eq!(range(7..8), "1:3 7, 1:4 8");
        // In the middle of a character.
        assert_eq!(range(4..5), "1:1 3, 1:2 6");
        // With line ends, of one and of several lines.
        assert_eq!(range(7..10), "1:3 7, 1:4 8");
        assert_eq!(range(9..10), "1:4 8, 1:4 8");
        assert_eq!(range(3..14), "1:1 3, 3:2 13");
        // Where nothing is, and behind the end.
        assert_eq!(range(10..10), "2:1 10, 2:1 10");
        assert_eq!(range(14..14), "4:1 14, 4:1 14");
        assert_eq!(range(99..999), "4:1 14, 4:1 14");
    }
}
