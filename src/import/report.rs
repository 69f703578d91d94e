//! What became of each input: for people, and as JSON for programs.
//!
//! In: what was made, noted and left out. Out: text, or one document, whose shape docs/import.schema.json tells. Deliberately absent:
//! what is wrong with the files that were made, which is told like any fault of the site.

use std::fmt::{self, Write as _};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::shelf::New;
use super::table::Place;
use crate::document::Kind;
use crate::report::inert;

/// The version of the document's shape.
const VERSION: u32 = 1;

/// What `briefgen import` prints with `--json`.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "What was imported")]
pub struct Report<'a> {
    /// The version of this shape: another one when a field changes its meaning or is gone. Fields may be added.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// Whether files were written; false for `--dry-run`, and when something stood in the way.
    written: bool,
    summary: Summary,
    /// What became of each input, in the order given.
    inputs: &'a [Told],
    /// Files of folders that were not taken.
    not_taken: &'a [NotTaken],
}

/// How much came of it.
#[derive(Serialize, JsonSchema)]
struct Summary {
    articles: usize,
    events: usize,
    /// Inputs of which nothing was made.
    refused: usize,
    /// Inputs whose text an article of the site, or of this run, has already.
    known: usize,
    /// Rows that have a fault and became no event.
    left_out: usize,
}

/// What became of one input.
#[derive(Serialize, JsonSchema)]
pub struct Told {
    /// Its path, as it was given or found; `-` for standard input.
    pub input: String,
    /// Files that were made of it.
    pub made: Vec<Made>,
    /// Why nothing was made of it; null when something was.
    pub refused: Option<String>,
    /// Which article has its text already; null when none has.
    pub known: Option<String>,
    /// How many lines of a text or a page were dropped.
    pub dropped: usize,
    /// What whoever reviews the files should know.
    pub notes: Vec<Note>,
    /// Rows of a table that have a fault and became no event.
    pub left_out: Vec<Note>,
    /// What became of each line of a text or block of a page, with `--explain`.
    pub lines: Vec<Line>,
}

/// A file that was made.
#[derive(Serialize, JsonSchema)]
pub struct Made {
    /// Its path in the site.
    path: String,
    /// `article` or `event`; null for a clipping.
    kind: Option<&'static str>,
    /// Its id; null for a clipping.
    id: Option<String>,
    /// What stands in it; null for a clipping.
    text: Option<String>,
}

/// Something that is said of an input.
#[derive(Serialize, JsonSchema)]
pub struct Note {
    /// The line that it is about, from 1; null when it is about the whole.
    line: Option<usize>,
    /// The slide of a timeline that it is about, from 1; null when it is about the whole.
    slide: Option<usize>,
    message: String,
}

/// A line of a text, or a block of a page.
#[derive(Serialize, JsonSchema)]
pub struct Line {
    /// Its number, from 1.
    pub line: usize,
    /// What became of it.
    pub fate: String,
    /// What it says.
    pub text: String,
}

/// A file that was not taken.
#[derive(Serialize, JsonSchema)]
pub struct NotTaken {
    /// Its path.
    pub path: String,
    /// Why.
    pub why: String,
}

impl Told {
    pub(super) fn new(input: String, dropped: usize) -> Self {
        Self {
            input,
            made: Vec::new(),
            refused: None,
            known: None,
            dropped,
            notes: Vec::new(),
            left_out: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Says something of the whole input.
    pub fn note(&mut self, message: String) {
        self.notes.push(Note::new(None, message));
    }

    /// Whether something of the input is missing on the site.
    pub fn is_short(&self) -> bool {
        self.refused.is_some() || !self.left_out.is_empty()
    }
}

impl Made {
    pub(super) fn new(made: &New) -> Self {
        let (kind, id) = made.what.as_ref().map(|(kind, id)| (kind.scheme(), id.as_str().to_owned())).unzip();
        let text = kind.map(|_| String::from_utf8_lossy(&made.bytes).into_owned());
        Self { path: made.path.clone(), kind, id, text }
    }
}

impl Note {
    pub(super) fn new(place: Option<Place>, message: String) -> Self {
        let (line, slide) = match place {
            Some(Place::Line(line)) => (Some(line), None),
            Some(Place::Slide(slide)) => (None, Some(slide)),
            None => (None, None),
        };
        Self { line, slide, message }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Slide(slide) => write!(f, "slide {slide}"),
        }
    }
}

impl<'a> Report<'a> {
    /// The report of a run.
    pub fn new(inputs: &'a [Told], not_taken: &'a [NotTaken], written: bool) -> Self {
        let made = |kind: Kind| {
            inputs.iter().flat_map(|told| &told.made).filter(|made| made.kind == Some(kind.scheme())).count()
        };
        let summary = Summary {
            articles: made(Kind::Article),
            events: made(Kind::Event),
            refused: inputs.iter().filter(|told| told.refused.is_some()).count(),
            known: inputs.iter().filter(|told| told.known.is_some()).count(),
            left_out: inputs.iter().map(|told| told.left_out.len()).sum(),
        };
        Self { version: VERSION, written, summary, inputs, not_taken }
    }

    /// One JSON document, with a line end.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a report is plain data") + "\n"
    }

    /// For people: what needs their eyes, by input, and a line that sums it up.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for told in self.inputs {
            told.text(&mut out);
        }
        for NotTaken { path, why } in self.not_taken {
            let _ = writeln!(out, "{}: not taken: {}", inert(path), inert(why));
        }
        let Summary { articles, events, refused, known, left_out } = self.summary;
        let mut parts = vec![counted(articles, "article", "articles")];
        let more = [
            (events, "event", "events"),
            (known, "input known already", "inputs known already"),
            (refused, "input refused", "inputs refused"),
            (left_out, "row left out", "rows left out"),
        ];
        parts.extend(more.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| counted(n, one, many)));
        let written = if self.written { "" } else { "; nothing was written" };
        let _ = writeln!(out, "{}{written}", parts.join(", "));
        out
    }
}

impl Told {
    fn text(&self, out: &mut String) {
        let input = inert(&self.input);
        let content: Vec<&Made> = self.made.iter().filter(|made| made.kind.is_some()).collect();
        let made = match content[..] {
            [] => ": nothing was made of it".to_owned(),
            [one] => format!(" -> {}", inert(&one.path)),
            _ => {
                let of = |kind: Kind| content.iter().filter(|made| made.kind == Some(kind.scheme())).count();
                let events = counted(of(Kind::Event), "event", "events");
                format!(" -> {events}, {}", counted(of(Kind::Article), "article", "articles"))
            }
        };
        let dropped = match (self.dropped, content.is_empty()) {
            (0, _) | (_, true) => String::new(),
            (1, _) => " (1 line dropped)".to_owned(),
            (count, _) => format!(" ({count} lines dropped)"),
        };
        let _ = match (&self.refused, &self.known) {
            (Some(reason), _) => writeln!(out, "{input}: refused: {}", inert(reason)),
            (None, Some(reason)) => writeln!(out, "{input}: known already: {}", inert(reason)),
            (None, None) => writeln!(out, "{input}{made}{dropped}"),
        };
        for (notes, word) in [(&self.notes, ""), (&self.left_out, "left out: ")] {
            for Note { line, slide, message } in notes {
                let place = match (line, slide) {
                    (Some(line), _) => format!("line {line}: "),
                    (None, Some(slide)) => format!("slide {slide}: "),
                    (None, None) => String::new(),
                };
                let _ = writeln!(out, "  {place}{word}{}", inert(message));
            }
        }
        for Line { line, fate, text } in &self.lines {
            if !text.is_empty() {
                let _ = writeln!(out, "  {line:>5}  {}: {}", inert(fate), inert(text));
            }
        }
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The JSON Schema (draft 2020-12) of the report, with a line end.
pub fn json_schema() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = generator.into_root_schema_for::<Report<'_>>();
    serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n"
}
