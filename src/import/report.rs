//! What became of each input: for people, and as JSON for programs.
//!
//! In: what was made, noted and left out. Out: text, or one document, whose shape docs/import.schema.json tells. Deliberately absent:
//! what is wrong with the files that were made, which is told like any fault of the site.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::shelf::{New, Role};
use super::table::Place;
use crate::document::Kind;
use crate::report::inert;

/// The version of the document's shape.
const VERSION: u32 = 1;

/// The kind of a picture that was made.
const PICTURE: &str = "picture";

/// Of how many files or places of which the same is said all are named to people.
const NAMED: usize = 4;

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
    pictures: usize,
    /// Inputs of which nothing was made.
    refused: usize,
    /// Inputs whose text an article of the site, or of this run, has already.
    known: usize,
    /// Rows that have a fault and became no event.
    left_out: usize,
    /// Files and folders that were not taken.
    not_taken: usize,
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
    /// `article`, `event` or `picture`; null for a clipping.
    kind: Option<&'static str>,
    /// Its id; null for a clipping or a picture.
    id: Option<String>,
    /// What stands in it; null for a clipping or a picture.
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

    /// Says something of a place in the input, or of the whole.
    pub fn note(&mut self, place: Option<Place>, message: String) {
        self.notes.push(Note::new(place, message));
    }

    /// Says that a row became no event.
    pub(super) fn left_out(&mut self, place: Place, reason: String) {
        self.left_out.push(Note::new(Some(place), reason));
    }

    /// How many files of a kind were made.
    fn count(&self, kind: &str) -> usize {
        self.made.iter().filter(|made| made.kind == Some(kind)).count()
    }

    /// Whether something of the input is missing on the site.
    pub fn is_short(&self) -> bool {
        self.refused.is_some() || !self.left_out.is_empty()
    }
}

impl Made {
    pub(super) fn new(made: &New<'_>) -> Self {
        let (kind, id) = match &made.role {
            Role::Document(kind, id) => (Some(kind.scheme()), Some(id.as_str().to_owned())),
            Role::Picture => (Some(PICTURE), None),
            Role::Clipping => (None, None),
        };
        Self { path: made.path.clone(), kind, id, text: made.text().map(Cow::into_owned) }
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

    /// What is said of the whole comes first.
    pub(super) fn place(&self) -> Option<Place> {
        self.line.map(Place::Line).or(self.slide.map(Place::Slide))
    }
}

impl Place {
    fn word(self) -> &'static str {
        match self {
            Self::Line(_) => "line",
            Self::Slide(_) => "slide",
        }
    }

    fn number(self) -> usize {
        match self {
            Self::Line(number) | Self::Slide(number) => number,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.word(), self.number())
    }
}

impl<'a> Report<'a> {
    /// The report of a run.
    pub fn new(inputs: &'a [Told], not_taken: &'a [NotTaken], written: bool) -> Self {
        let made = |kind| inputs.iter().map(|told| told.count(kind)).sum();
        let summary = Summary {
            articles: made(Kind::Article.scheme()),
            events: made(Kind::Event.scheme()),
            pictures: made(PICTURE),
            refused: inputs.iter().filter(|told| told.refused.is_some()).count(),
            known: inputs.iter().filter(|told| told.known.is_some()).count(),
            left_out: inputs.iter().map(|told| told.left_out.len()).sum(),
            not_taken: not_taken.len(),
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
        for (why, paths) in grouped(self.not_taken.iter().map(|file| (file.why.as_str(), inert(&file.path)))) {
            let (named, more) = named(&paths);
            for path in named {
                let _ = writeln!(out, "{path}: not taken: {}", inert(why));
            }
            if more > 0 {
                let _ = writeln!(out, "{more} more not taken: {} (--json lists them)", inert(why));
            }
        }
        let Summary { pictures, refused, known, left_out, not_taken, .. } = self.summary;
        let mut parts = vec![documents(self.summary.articles, self.summary.events)];
        let more = [
            (pictures, "picture", "pictures"),
            (known, "input known already", "inputs known already"),
            (refused, "input refused", "inputs refused"),
            (left_out, "row left out", "rows left out"),
            (not_taken, "file not taken", "files not taken"),
        ];
        parts.extend(more.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| counted(n, one, many)));
        let written = if self.written { "" } else { "; nothing was written" };
        let _ = writeln!(out, "{}{written}", parts.join(", "));
        out
    }
}

impl Told {
    fn text(&self, out: &mut String) {
        let input = if self.input == "-" { "standard input".into() } else { inert(&self.input) };
        let content: Vec<&Made> = self.made.iter().filter(|made| made.id.is_some()).collect();
        let mut made = match content[..] {
            [] => ": nothing was made of it".to_owned(),
            [one] => format!(" -> {}", inert(&one.path)),
            _ => format!(" -> {}", documents(self.count(Kind::Article.scheme()), self.count(Kind::Event.scheme()))),
        };
        if let pictures @ 1.. = self.count(PICTURE) {
            let _ = write!(made, ", {}", counted(pictures, "picture", "pictures"));
        }
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
            for (message, places) in grouped(notes.iter().map(|note| (note.message.as_str(), note.place()))) {
                let places: Vec<Place> = places.into_iter().flatten().collect();
                let _ = writeln!(out, "  {}{word}{}", listed(&places), inert(message));
            }
        }
        for Line { line, fate, text } in &self.lines {
            if !text.is_empty() {
                let _ = writeln!(out, "  {line:>5}  {}: {}", inert(fate), inert(text));
            }
        }
    }
}

/// What is said of several things, once, with all of them: in the order in which it is first said.
fn grouped<'n, T>(said: impl Iterator<Item = (&'n str, T)>) -> Vec<(&'n str, Vec<T>)> {
    let mut groups: Vec<(&str, Vec<T>)> = Vec::new();
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    for (what, of) in said {
        let group = *at.entry(what).or_insert(groups.len());
        match groups.get_mut(group) {
            Some((_, all)) => all.push(of),
            None => groups.push((what, vec![of])),
        }
    }
    groups
}

/// Those that are named, and how many there are besides.
fn named<T>(all: &[T]) -> (&[T], usize) {
    if all.len() <= NAMED { (all, 0) } else { (&all[..NAMED - 1], all.len() - (NAMED - 1)) }
}

/// Places, before what is said of them: `line 3: `, `lines 3, 4, 7 and 12 more: `. Nothing for the whole.
fn listed(places: &[Place]) -> String {
    let (named, more) = named(places);
    let numbers: Vec<String> = named.iter().map(|place| place.number().to_string()).collect();
    let numbers = match (numbers.split_last(), more) {
        (None, _) => return String::new(),
        (Some((last, [])), 0) => last.clone(),
        (Some((last, others)), 0) => format!("{} and {last}", others.join(", ")),
        (Some(_), more) => format!("{} and {more} more", numbers.join(", ")),
    };
    let plural = if places.len() == 1 { "" } else { "s" };
    format!("{}{plural} {numbers}: ", places[0].word())
}

/// How many articles and events there are: those of which there are any.
fn documents(articles: usize, events: usize) -> String {
    let (articles_told, events_told) = (counted(articles, "article", "articles"), counted(events, "event", "events"));
    match (articles, events) {
        (_, 0) => articles_told,
        (0, _) => events_told,
        _ => format!("{articles_told}, {events_told}"),
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
