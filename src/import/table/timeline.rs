//! TimelineJS's JSON becomes records.
//!
//! In: the JSON that TimelineJS is given (title, events, eras). Out: records, one for each slide, with the same fields as a row of its
//! spreadsheet. Deliberately absent: how a slide looks.

use serde_json::{Map as Object, Value};

use super::columns::Field;
use super::{Place, Record, Table};

/// Takes a timeline apart.
pub(super) fn records(text: &str) -> Result<(Vec<Record>, Table), String> {
    let value: Value = serde_json::from_str(text).map_err(|error| format!("this is no JSON: {error}"))?;
    // The form of TimelineJS 2 wraps everything.
    let value = value.get("timeline").unwrap_or(&value);
    let Some(events) = value.get("events").or_else(|| value.get("date")).and_then(Value::as_array) else {
        return Err("this is no timeline of TimelineJS: it has no list of `events`".to_owned());
    };
    let mut records: Vec<Record> =
        events.iter().enumerate().map(|(n, slide)| record(Place::Slide(n + 1), slide, None)).collect();
    let mut next = events.len();
    let mut add = |slide: &Value, what: &str| {
        next += 1;
        records.push(record(Place::Slide(next), slide, Some(what)));
    };
    if let Some(title) = value.get("title").filter(|title| title.is_object()) {
        add(title, "title");
    }
    let eras = value.get("eras").or_else(|| value.get("era")).and_then(Value::as_array);
    eras.into_iter().flatten().for_each(|era| add(era, "era"));
    Ok((records, Table::default()))
}

fn record(place: Place, slide: &Value, what: Option<&str>) -> Record {
    let mut record = Record { place, cells: Vec::new(), others: Vec::new() };
    if let Some(what) = what {
        record.cells.push((Field::Type, what.to_owned()));
    }
    let Some(slide) = slide.as_object() else { return record };
    for (key, value) in slide {
        match (key.as_str(), value) {
            ("start_date", Value::Object(date)) => {
                let parts = [("year", Field::Year), ("month", Field::Month), ("day", Field::Day)];
                moment(date, &parts, Field::Time, &mut record);
                put(&mut record, Field::DisplayDate, date.get("display_date"));
            }
            ("end_date", Value::Object(date)) => {
                let parts = [("year", Field::EndYear), ("month", Field::EndMonth), ("day", Field::EndDay)];
                moment(date, &parts, Field::EndTime, &mut record);
            }
            ("text", Value::Object(text)) => {
                put(&mut record, Field::Title, text.get("headline"));
                put(&mut record, Field::Text, text.get("text"));
            }
            ("media" | "asset", Value::Object(media)) => {
                put(&mut record, Field::Media, media.get("url").or_else(|| media.get("media")));
                put(&mut record, Field::MediaCredit, media.get("credit"));
                put(&mut record, Field::MediaCaption, media.get("caption"));
                // A picture's link leads to where it is from.
                put(&mut record, Field::Url, media.get("link"));
            }
            // TimelineJS 2 writes dates as 2031,3,5.
            ("startDate", value) => put_date(&mut record, Field::Date, value),
            ("endDate", value) => put_date(&mut record, Field::End, value),
            ("headline", value) => put(&mut record, Field::Title, Some(value)),
            ("text", value) => put(&mut record, Field::Text, Some(value)),
            ("display_date", value) => put(&mut record, Field::DisplayDate, Some(value)),
            ("group" | "tag", value) => put(&mut record, Field::Group, Some(value)),
            // What only TimelineJS needs to know.
            ("autolink" | "unique_id" | "classname", _) => {}
            (key, value) => {
                let value = plain(value).unwrap_or_else(|| value.to_string());
                if !value.is_empty() && value != "null" && value != "{}" {
                    record.others.push((key.to_owned(), value));
                }
            }
        }
    }
    record
}

/// The parts of a date, and the time of day.
fn moment(date: &Object<String, Value>, parts: &[(&str, Field)], time: Field, record: &mut Record) {
    for (key, field) in parts {
        put(record, *field, date.get(*key));
    }
    if let Some(hour) = date.get("hour").and_then(plain).filter(|hour| !hour.is_empty()) {
        let two = |key: &str| date.get(key).and_then(plain).filter(|n| !n.is_empty()).unwrap_or_else(|| "0".to_owned());
        record.cells.push((time, format!("{hour:0>2}:{:0>2}:{:0>2}", two("minute"), two("second"))));
    }
}

fn put(record: &mut Record, field: Field, value: Option<&Value>) {
    if let Some(text) = value.and_then(plain).filter(|text| !text.is_empty()) {
        record.cells.push((field, text));
    }
}

fn put_date(record: &mut Record, field: Field, value: &Value) {
    let Some(text) = plain(value) else { return };
    let text = text.replace(',', "-").trim_matches('-').to_owned();
    if !text.is_empty() {
        record.cells.push((field, text));
    }
}

/// A text, or a number as text.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
