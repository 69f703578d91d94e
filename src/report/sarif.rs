//! Diagnostics as SARIF 2.1.0 (OASIS), which code scanning takes.
//!
//! In: diagnostics, the files that they point into, and where the site lies in the repository. Out: one log with one run:
//! its rules are the codes that were told, with what the manual says of them. Deliberately absent: fingerprints, which
//! those who take a log make from the lines themselves.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use url::Url;

use super::fault::{Fault, Spot, Within, faults};
use super::{Base, shown};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::files::Files;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What is not itself in a relative reference of RFC 3986. A colon could end a scheme.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    original_uri_base_ids: Bases,
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

/// A `reportingDescriptor`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: String,
    short_description: Text,
    full_description: Text,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Bases {
    #[serde(rename = "%SRCROOT%")]
    top: TopOfRepository,
}

#[derive(Serialize)]
struct TopOfRepository {
    description: Text,
}

/// A `result`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: String,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

/// A `region`: lines and columns from 1, the end behind the last character.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// All diagnostics as one SARIF log, with a line end.
pub fn sarif(diagnostics: &[Diagnostic], files: &Files, base: &Base) -> String {
    let faults = faults(diagnostics, files);
    let mut codes: Vec<Code> = faults.iter().map(|fault| fault.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: codes.iter().copied().map(rule).collect(),
    };
    let run = Run {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: Bases {
            top: TopOfRepository { description: Text { text: "The top of the repository.".to_owned() } },
        },
        results: faults.iter().map(|fault| finding(fault, &codes, base)).collect(),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    serde_json::to_string_pretty(&log).expect("a log is plain data") + "\n"
}

fn rule(code: Code) -> Rule {
    let explanation = code.explanation();
    Rule {
        id: code.to_string(),
        short_description: Text { text: explanation.title.to_owned() },
        full_description: Text { text: explanation.cause() },
        help: Help { text: explanation.plain(), markdown: explanation.text },
        default_configuration: Configuration { level: level(code.severity()) },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn finding(fault: &Fault<'_>, codes: &[Code], base: &Base) -> Finding {
    let hints = fault.hints.iter().map(|hint| format!("help: {}", shown(hint)));
    let lines: Vec<String> = std::iter::once(shown(fault.message)).chain(hints).collect();
    let related = |(spot, label): &(Spot<'_>, &str)| location(spot, Some(text(&shown(label))), base);
    Finding {
        rule_id: fault.code.to_string(),
        rule_index: codes.binary_search(&fault.code).expect("each code has its rule"),
        level: level(fault.severity),
        message: text(&lines.join("\n")),
        locations: [location(&fault.spot, None, base)],
        related_locations: fault.related.iter().map(related).collect(),
    }
}

/// A plain text in which nothing is a link (section 3.11.6): what quotes Markdown could be taken for one. Braces stay as they
/// are: readers undo their doubling (section 3.11.5) only in messages with arguments, and show it in others.
fn text(plain: &str) -> Text {
    Text { text: plain.replace("](", "\\](") }
}

fn location(spot: &Spot<'_>, message: Option<Text>, base: &Base) -> Location {
    let region = spot.within.map(|Within { start, end, .. }| Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    });
    let path = base.path(spot.path);
    let artifact_location = match base {
        Base::Repository(_) => {
            Artifact { uri: utf8_percent_encode(&path, ESCAPED).to_string(), uri_base_id: Some("%SRCROOT%") }
        }
        Base::Disk(_) => {
            Artifact { uri: Url::from_file_path(Path::new(&path)).map_or(path, String::from), uri_base_id: None }
        }
    };
    Location { physical_location: PhysicalLocation { artifact_location, region }, message }
}
