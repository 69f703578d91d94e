//! A chronology as a table: CSV (RFC 4180) in UTF-8, a row for each event.
//!
//! Spreadsheets take a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a formula. A text that does
//! gets an apostrophe before it, and so does one that begins with apostrophes and then one of these, so that taking one away
//! gives back what was there. Ids, numbers, addresses and dates are as they are, for programs: nobody can write a formula
//! in them, and `-0044` is a year. All cells are quoted, so that no other separator can split them.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::chronology::{Chronology, Claim, Claimed, Event};

/// Names of the columns, in order.
const COLUMNS: [&str; 29] = [
    "id",
    "date",
    "date_earliest",
    "date_latest",
    "date_basis",
    "date_note",
    "end",
    "end_earliest",
    "end_latest",
    "time",
    "words",
    "title",
    "place",
    "topics",
    "people",
    "organizations",
    "standing",
    "reports",
    "withdrawn",
    "announcements",
    "recalls",
    "disputes",
    "origins_low",
    "origins_high",
    "origins",
    "differs_in",
    "claims",
    "summary",
    "url",
];

pub(super) fn write(chronology: &Chronology<'_>) -> Vec<u8> {
    let mut writer =
        WriterBuilder::new().terminator(Terminator::CRLF).quote_style(QuoteStyle::Always).from_writer(Vec::new());
    let written = writer
        .write_record(COLUMNS)
        .and_then(|()| chronology.events.iter().try_for_each(|event| writer.write_record(row(event))));
    written.expect("all rows have as many cells, and writing to memory can't fail");
    writer.into_inner().expect("writing to memory can't fail")
}

fn row(event: &Event) -> [String; COLUMNS.len()] {
    let entities = |kind| {
        text(&joined(event.entities.iter().filter(|entity| entity.kind == kind).map(|entity| entity.name.as_str())))
    };
    let optional = |value: Option<&String>| value.cloned().unwrap_or_default();
    let end = event.end.as_ref();
    [
        event.id.clone(),
        event.date.edtf.clone(),
        optional(event.date.earliest.as_ref()),
        optional(event.date.latest.as_ref()),
        event.date.basis.unwrap_or_default().to_owned(),
        text(event.date.note.as_deref().unwrap_or_default()),
        optional(end.map(|end| &end.edtf)),
        optional(end.and_then(|end| end.earliest.as_ref())),
        optional(end.and_then(|end| end.latest.as_ref())),
        event.time.as_ref().map_or_else(String::new, |time| time.local.clone()),
        text(&event.words),
        text(&event.title),
        text(event.place.as_ref().map_or("", |place| &place.name)),
        text(&joined(event.topics.iter().map(|topic| topic.name.as_str()))),
        entities("person"),
        entities("organization"),
        event.standing.to_owned(),
        event.stances.reports.to_string(),
        event.stances.withdrawn.to_string(),
        event.stances.announces.to_string(),
        event.stances.recalls.to_string(),
        event.stances.disputes.to_string(),
        event.origins.low.to_string(),
        event.origins.high.to_string(),
        text(&joined(event.origins.independent.iter().map(|origin| origin.name.as_str()))),
        text(&joined(event.differs_in.iter().map(String::as_str))),
        text(&joined(event.claims.iter().flat_map(claimed).collect::<Vec<_>>().iter().map(String::as_str))),
        text(event.summary.as_deref().unwrap_or_default()),
        event.url.clone(),
    ]
}

/// Each value of a claim that counts: "stalls lost: 15 (2031-04-04)".
fn claimed(claim: &Claim) -> Vec<String> {
    let line = |value: &Claimed| {
        let unit = value.unit.as_ref().map_or_else(String::new, |unit| format!(" {unit}"));
        let as_of = value.as_of.as_ref().map_or_else(String::new, |date| format!(" ({date})"));
        format!("{}: {}{unit}{as_of}", claim.property, value.value)
    };
    claim.values.iter().filter(|value| value.stands).map(line).collect()
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join("; ")
}

/// A text that no spreadsheet takes for a formula.
fn text(text: &str) -> String {
    let begins = text.trim_start_matches('\'');
    // The wide forms are what an East Asian keyboard gives, and some programs read them alike.
    let is_formula = begins.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn formulas_are_made_text_and_can_be_had_back() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "''@x", "＝1"] {
            assert_eq!(text(formula), format!("'{formula}"));
        }
        for plain in ["", "a=1", "'s-Gravenhage", "15 November", "1-2"] {
            assert_eq!(text(plain), plain);
        }
    }
}
