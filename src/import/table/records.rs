//! Values between separators become records.
//!
//! In: the text of a table (RFC 4180 and its neighbours: `;`, tabs and `|`, quoted line breaks, rows of any length). Out: records by
//! the titles of their columns, with the lines on which they begin. Deliberately absent: what the cells say.

use csv::{ReaderBuilder, StringRecord};

use super::columns::Field;
use super::{Place, Record, Table};
use crate::import::map::Map;

/// What a column is.
enum Column {
    Known(Field),
    Other(String),
}

/// Takes a table apart.
pub(super) fn records(text: &str, map: &Map) -> Result<(Vec<Record>, Table), String> {
    // Excel writes the separator in a line of its own and reads it.
    let (said, rest, before) = match text.split_once('\n') {
        Some((first, rest)) if first.len() == 5 && first.starts_with("sep=") => (Some(first.as_bytes()[4]), rest, 1),
        _ => (None, text, 0),
    };
    let separator = said.unwrap_or_else(|| separator(rest));
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(rest.as_bytes());
    let mut rows: Vec<StringRecord> = reader
        .records()
        .map(|row| row.expect("a table in memory that is UTF-8 has records of any length"))
        .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
        .collect();
    let line = |row: &StringRecord| {
        let line = row.position().map_or(0, csv::Position::line);
        usize::try_from(line).unwrap_or(usize::MAX).saturating_add(before)
    };
    let mut table = Table::default();
    let beginning = |row: &StringRecord| usize::try_from(row.position()?.byte()).ok();
    let last = rows.last().and_then(beginning).and_then(|at| rest.get(at..)).unwrap_or_default();
    if is_never_closed(last, separator)
        && let Some(row) = rows.pop()
    {
        // Else the rows below would be a text in it.
        let reason = "a quotation mark is never closed, and takes in all that follows; write it twice to mean it";
        table.left_out.push((Place::Line(line(&row)), reason.to_owned()));
    }
    let Some((titles, rows)) = rows.split_first() else {
        let reason = table.left_out.pop().map(|(place, reason)| format!("{place}: {reason}"));
        return Err(reason.unwrap_or_else(|| "the table is empty".to_owned()));
    };
    let columns = columns(titles, map)?;
    let records: Vec<Record> = rows.iter().map(|row| record(line(row), row, &columns)).collect();
    if records.is_empty() && table.left_out.is_empty() {
        return Err("the table has titles and no rows".to_owned());
    }
    let mut others: Vec<&str> = Vec::new();
    for (title, _) in records.iter().flat_map(|record| &record.others) {
        if !others.contains(&title.as_str()) {
            others.push(title);
        }
    }
    if !others.is_empty() {
        let (what, are) = if others.len() == 1 { ("column", "is") } else { ("columns", "are") };
        let others = others.iter().map(|title| format!("{title:?}")).collect::<Vec<_>>().join(", ");
        table.notes.push((None, format!("the {what} {others} {are} kept under `extra`")));
    }
    Ok((records, table))
}

fn record(line: usize, row: &StringRecord, columns: &[Column]) -> Record {
    let mut record = Record { place: Place::Line(line), cells: Vec::new(), others: Vec::new() };
    for (n, cell) in row.iter().map(str::trim).enumerate().filter(|(_, cell)| !cell.is_empty()) {
        match columns.get(n) {
            Some(Column::Known(field)) => record.cells.push((*field, cell.to_owned())),
            Some(Column::Other(title)) => record.others.push((title.clone(), cell.to_owned())),
            None => record.others.push((format!("column {}", n + 1), cell.to_owned())),
        }
    }
    record
}

fn columns(titles: &StringRecord, map: &Map) -> Result<Vec<Column>, String> {
    let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
    for titled in map.titles() {
        if !titles.iter().any(|title| same(title, titled)) {
            return Err(format!("the map names the column {titled:?}, and the table has none of this title"));
        }
    }
    let column = |(n, title): (usize, &str)| {
        let mapped = map.columns.iter().find(|(_, titles)| titles.0.iter().any(|other| same(other, title)));
        // Who maps a field means these columns and no other of a usual title.
        let usual = Field::of(title).filter(|field| !map.columns.contains_key(field));
        match mapped.map(|(field, _)| *field).or(usual) {
            Some(field) => Column::Known(field),
            None if title.trim().is_empty() => Column::Other(format!("column {}", n + 1)),
            None => Column::Other(title.trim().to_owned()),
        }
    };
    let mut columns: Vec<Column> = Vec::new();
    for (n, title) in titles.iter().enumerate() {
        let is_taken = |field: Field| {
            // A row may have several sources, and one of anything else.
            field != Field::Url
                && columns.iter().any(|column| matches!(column, Column::Known(other) if *other == field))
        };
        columns.push(match column((n, title)) {
            Column::Known(field) if is_taken(field) => Column::Other(title.trim().to_owned()),
            column => column,
        });
    }
    let has = |fields: &[Field]| {
        columns.iter().any(|column| matches!(column, Column::Known(field) if fields.contains(field)))
    };
    let wanted = [
        (&[Field::Date, Field::Year][..], "a date (\"Date\" or \"Year\")"),
        (&[Field::Title, Field::Text, Field::Summary], "a headline (\"Headline\" or \"Title\")"),
    ];
    for (fields, words) in wanted {
        if !has(fields) {
            let shown = titles.iter().take(8).collect::<Vec<_>>().join(", ");
            return Err(format!("no column holds {words}: {shown:?}; name it in a file for --map"));
        }
    }
    Ok(columns)
}

/// Whether a quoted cell of a record reaches to its end.
fn is_never_closed(record: &str, separator: u8) -> bool {
    #[derive(PartialEq, Eq)]
    enum At {
        /// Before a cell.
        Beginning,
        /// In a cell, where a quotation mark means itself.
        Plain,
        /// In a quoted cell.
        Quoted,
        /// After a quotation mark in one: its end, or the first of two.
        Quote,
    }
    let end = record.bytes().fold(At::Beginning, |at, byte| match (at, byte) {
        (At::Quoted, b'"') => At::Quote,
        (At::Quoted, _) | (At::Beginning | At::Quote, b'"') => At::Quoted,
        (_, byte) if byte == separator || byte == b'\n' => At::Beginning,
        _ => At::Plain,
    });
    end == At::Quoted
}

/// What stands between the titles: whatever splits the first filled line into most.
fn separator(text: &str) -> u8 {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: u8| {
        let mut in_quotes = false;
        line.bytes()
            .filter(|&byte| {
                in_quotes ^= byte == b'"';
                byte == separator && !in_quotes
            })
            .count()
    };
    // Of those that are as frequent, the first.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}
