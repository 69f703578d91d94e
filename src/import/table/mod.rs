//! Chronologies in tables: rows become events, and the sources of a row articles that report it.
//!
//! In: a table as text, or TimelineJS's JSON. Out: [`Row`]s, and every row that isn't one with the reason. Deliberately absent: ids
//! and files (see `shelf`).

mod columns;
mod records;
mod row;
mod timeline;

pub(super) use self::columns::Field;
pub(super) use self::row::{Row, Source};

use self::row::NoRow;
use super::known::Known;
use super::map::Map;

/// A table, read.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// What became events, in order.
    pub(super) rows: Vec<Row>,
    /// What didn't: the line or slide, and why.
    pub(super) left_out: Vec<(Place, String)>,
    /// What is said of the rest.
    pub(super) notes: Vec<(Option<Place>, String)>,
}

/// Where in an input something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line, from 1.
    Line(usize),
    /// A slide of a timeline, from 1.
    Slide(usize),
}

/// One row, before its cells are understood.
#[derive(Debug)]
struct Record {
    place: Place,
    /// What is in which cell; empty cells are left out.
    cells: Vec<(Field, String)>,
    /// Cells under titles that mean nothing here.
    others: Vec<(String, String)>,
}

impl Record {
    fn get(&self, field: Field) -> Option<&str> {
        self.cells.iter().find(|(of, _)| *of == field).map(|(_, text)| text.as_str())
    }

    fn all(&self, field: Field) -> impl Iterator<Item = &str> {
        self.cells.iter().filter(move |(of, _)| *of == field).map(|(_, text)| text.as_str())
    }
}

/// Reads a table of values between separators.
///
/// # Errors
/// When it has no titles, or none of a date or of a headline, or too many rows: in words.
pub(super) fn csv(text: &str, map: &Map, known: &Known<'_>) -> Result<Table, String> {
    let (records, table) = records::records(text, map)?;
    understood(records, table, map, known)
}

/// Reads TimelineJS's JSON.
///
/// # Errors
/// When it isn't JSON, or no timeline, or has too many slides: in words.
pub(super) fn json(text: &str, map: &Map, known: &Known<'_>) -> Result<Table, String> {
    let (records, table) = timeline::records(text)?;
    understood(records, table, map, known)
}

/// Most rows of one table.
const MAX_ROWS: usize = 50_000;

fn understood(records: Vec<Record>, mut table: Table, map: &Map, known: &Known<'_>) -> Result<Table, String> {
    if records.len() > MAX_ROWS {
        return Err(format!("it has {} rows; at most {MAX_ROWS} are taken: split it", records.len()));
    }
    for record in records {
        let place = record.place;
        match row::row(&record, map, known) {
            Ok(row) => table.rows.push(row),
            Err(NoRow::NoEvent(reason)) => table.notes.push((Some(place), reason)),
            Err(NoRow::Faulty(reason)) => table.left_out.push((place, reason)),
        }
    }
    Ok(table)
}
