//! Diagnostics as JSON, for programs.
//!
//! In: diagnostics and the files that they point into. Out: one document, and its schema, which docs/diagnostics.schema.json
//! holds. Texts are given whole and as they are: whoever shows them decides what is fit to be shown. Deliberately absent:
//! how a site was asked for, and where it lies on the disk.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::fault::{Fault, Position, Spot, Within, faults};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Files;

/// The version of the document's shape.
const VERSION: u32 = 1;

/// What `briefgen build` and `briefgen check` print with `--format json`, whether something is wrong or not.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "What is wrong with a site")]
struct Report<'a> {
    /// The version of this shape: another one when a field changes its meaning or is gone. Fields may be added.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    summary: Summary,
    /// All that was told, each once, by path and place.
    diagnostics: Vec<Told<'a>>,
}

/// How many diagnostics there are of each severity.
#[derive(Serialize, JsonSchema)]
struct Summary {
    errors: usize,
    warnings: usize,
    notes: usize,
}

/// One thing that is wrong.
#[derive(Serialize, JsonSchema)]
struct Told<'a> {
    /// Which kind of fault it is. `briefgen explain CODE` tells more.
    #[schemars(regex(pattern = "^BG[0-9]{4}$"))]
    code: String,
    severity: Level,
    /// What is wrong.
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    /// Other places that matter.
    related: Vec<Related<'a>>,
    /// What to do about it.
    hints: &'a [String],
}

/// How bad it is. An error forbids writing a site, and so does a warning under `--strict`.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Level {
    Error,
    Warning,
    Note,
}

/// Another place that matters.
#[derive(Serialize, JsonSchema)]
struct Related<'a> {
    /// What is there.
    label: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

/// Where something is.
#[derive(Serialize, JsonSchema)]
struct Place<'a> {
    /// The file or folder, from the site's folder, with `/` between names.
    path: &'a str,
    /// Where in the file; null when it is meant as a whole.
    range: Option<Range>,
}

/// A part of a file.
#[derive(Serialize, JsonSchema)]
struct Range {
    start: Point,
    /// The first place behind it.
    end: Point,
}

/// A place between two characters of a file.
#[derive(Serialize, JsonSchema)]
struct Point {
    /// The line, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The character (Unicode scalar value) in the line, from 1. A byte order mark is not counted.
    #[schemars(range(min = 1))]
    column: usize,
    /// The byte in the file, from 0. In a file that is not UTF-8, what is no character counts as three bytes.
    byte: usize,
}

/// All diagnostics as one JSON document, with a line end.
pub fn json(diagnostics: &[Diagnostic], files: &Files) -> String {
    let faults = faults(diagnostics, files);
    let count = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
    let summary =
        Summary { errors: count(Severity::Error), warnings: count(Severity::Warning), notes: count(Severity::Advice) };
    let diagnostics = faults.iter().map(Told::new).collect();
    let report = Report { version: VERSION, summary, diagnostics };
    serde_json::to_string_pretty(&report).expect("a report is plain data") + "\n"
}

/// The JSON Schema (draft 2020-12) of that document, with a line end.
pub fn json_schema() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = generator.into_root_schema_for::<Report<'_>>();
    serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n"
}

impl<'a> Told<'a> {
    fn new(fault: &Fault<'a>) -> Self {
        let related = |(spot, label): &(Spot<'a>, &'a str)| Related { label, place: Place::new(spot) };
        Self {
            code: fault.code.to_string(),
            severity: match fault.severity {
                Severity::Error => Level::Error,
                Severity::Warning => Level::Warning,
                Severity::Advice => Level::Note,
            },
            message: fault.message,
            place: Place::new(&fault.spot),
            related: fault.related.iter().map(related).collect(),
            hints: fault.hints,
        }
    }
}

impl<'a> Place<'a> {
    fn new(spot: &Spot<'a>) -> Self {
        let point = |Position { line, column, byte }| Point { line, column, byte };
        let range = spot.within.map(|Within { start, end, .. }| Range { start: point(start), end: point(end) });
        Self { path: spot.path, range }
    }
}
