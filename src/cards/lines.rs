//! Texts become lines of a width.
//!
//! In: a text, and the fonts that it will be drawn in. Out: [`Lines`]. Lines end where Unicode lets them (UAX 14), by the rules
//! of the text's language: no small kana or full stop begins a line, and Korean breaks between words, as its readers expect
//! of titles. Deliberately absent: hyphens.

use icu_locale::LanguageIdentifier;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption};

use super::{Lines, TEXT_WIDTH};
use crate::fonts::{Fonts, Hand, Weight};

/// Widths are summed up letter by letter, and some fonts are wider at other weights: so much is left free.
const SPARE: f32 = 0.98;

const CUT: &str = "…";

/// What a text is measured by.
#[derive(Clone, Copy)]
pub(super) struct Measure<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) hand: Hand,
    pub(super) weight: Weight,
    /// A BCP 47 tag.
    pub(super) language: &'a str,
}

impl Measure<'_> {
    /// A text in at most so many lines; what is too much is cut off, with a sign. Nothing when a font lacks any of it.
    pub(super) fn fit(self, text: &str, size: u32, most: usize) -> Lines {
        let mut lines = self.wrapped(text, size, most);
        if lines.len() > most {
            lines.truncate(most);
            let last = lines.pop().unwrap_or_default();
            lines.push(self.cut(&last, size));
        }
        Lines { size, lines }
    }

    /// A text in lines, of which there is one too many when it takes more than so many. Nothing when a font lacks any of it.
    pub(super) fn wrapped(self, text: &str, size: u32, most: usize) -> Vec<String> {
        let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
        let text = words.collect::<Vec<_>>().join(" ");
        if self.fonts.lacking(&text, self.hand, self.weight).is_some() {
            return Vec::new();
        }
        let mut lines = Filled { measure: self, size, done: Vec::new(), line: String::new(), width: 0.0 };
        let mut start = 0;
        for end in self.breaks(&text) {
            if lines.done.len() > most {
                break;
            }
            lines.add(&text[start..end], most);
            start = end;
        }
        lines.end();
        lines.done
    }

    /// The line with a sign that it goes on, and without what that takes the room of.
    fn cut(self, line: &str, size: u32) -> String {
        let mut ends: Vec<usize> = self.breaks(line).into_iter().filter(|end| *end > 0).collect();
        while let Some(end) = ends.pop() {
            let cut = format!("{}{CUT}", line[..end].trim_end_matches([' ', ',', ';', ':', '、', '，']));
            if self.fits(&cut, size) {
                return cut;
            }
        }
        CUT.to_owned()
    }

    fn fits(self, text: &str, size: u32) -> bool {
        self.width(text, size) <= TEXT_WIDTH * SPARE
    }

    fn width(self, text: &str, size: u32) -> f32 {
        self.fonts.width(text, self.hand, self.weight) * size as f32
    }

    /// Where a line may end.
    fn breaks(self, text: &str) -> Vec<usize> {
        let locale = self.language.parse::<LanguageIdentifier>().ok();
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        options.content_locale = locale.as_ref();
        if locale.as_ref().is_some_and(|locale| locale.language.as_str() == "ko") {
            options.word_option = Some(LineBreakWordOption::KeepAll);
        }
        LineSegmenter::new_for_non_complex_scripts(options).segment_str(text).collect()
    }
}

/// Lines that are filled one after the other.
struct Filled<'a> {
    measure: Measure<'a>,
    size: u32,
    done: Vec<String>,
    /// The one that is being filled, and how wide it is.
    line: String,
    width: f32,
}

impl Filled<'_> {
    /// Adds what must stay in one line, if a line can hold it.
    fn add(&mut self, piece: &str, most: usize) {
        let room = TEXT_WIDTH * SPARE;
        let width = |text: &str| self.measure.width(text, self.size);
        let (shown, whole) = (width(piece.trim_end()), width(piece));
        if self.width + shown > room {
            self.end();
        }
        if shown <= room {
            self.line.push_str(piece);
            self.width += whole;
            return;
        }
        for c in piece.chars() {
            if self.done.len() > most {
                return;
            }
            let width = self.measure.width(c.encode_utf8(&mut [0; 4]), self.size);
            if self.width + width > room {
                self.end();
            }
            self.line.push(c);
            self.width += width;
        }
    }

    /// Ends a line.
    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.width = 0.0;
        if !line.trim_end().is_empty() {
            self.done.push(line.trim_end().to_owned());
        }
    }
}
