//! Times of day and time zones.
//!
//! In: the keys `time` and `zone` of an event, and `time_zone` of `site.toml`. Out: a time as clocks at the place show it.
//! Deliberately absent: the day to which it belongs, which another file may give; `model` puts the two together.

use chrono::NaiveTime;

use super::fields::{self, Faults, Fields, Spanned};
use super::node::{Node, Value};
use crate::date::{Time, Zone};
use crate::diagnostic::{Code, nearest};

/// The time of an event, with its zone.
pub(super) fn read(fields: &mut Fields, faults: &mut Faults) -> Option<Spanned<Time>> {
    let written = fields.take("time");
    let zone = zone("zone", fields, faults);
    let Some(node) = written else {
        if let Some(zone) = zone {
            let example = faults.example("time", "14:30");
            let fault = faults.add(Code::ZoneWithoutTime, zone.at, "a zone without a time says nothing");
            fault.hints.push(format!("add `{example}`, or leave the zone out"));
        }
        return None;
    };
    let clock = clock("time", node, faults)?;
    Some(clock.map(|clock| Time { clock, zone: zone.map(|zone| zone.value) }))
}

/// What clocks show.
pub(super) fn clock(key: &str, node: Node, faults: &mut Faults) -> Option<Spanned<NaiveTime>> {
    if let Value::Float(_) = node.value {
        let message = format!("{key} must be a time of day, but here is a number");
        let fault = faults.add(Code::WrongType, node.at, message);
        fault.hints.push("write hours and minutes with a colon between them: 14:30".to_owned());
        return None;
    }
    let text = fields::text(key, node, faults)?;
    match Time::parse_clock(&text.value) {
        Ok(clock) => Some(text.map(|_| clock)),
        Err(error) => {
            let fault = faults.add(Code::InvalidTime, text.at, error.message);
            fault.hints.push(error.hint);
            None
        }
    }
}

/// A time zone of the IANA database.
pub(super) fn zone(key: &'static str, fields: &mut Fields, faults: &mut Faults) -> Option<Spanned<Zone>> {
    let name = fields.text(key, faults)?;
    if let Ok(zone) = name.value.parse() {
        return Some(name.map(|_| zone));
    }
    let names = || Zone::all().map(Zone::name);
    // A city alone, which is the last part of a name.
    let city = name.value.replace(' ', "_");
    let of_city = names().find(|zone| zone.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(&city)));
    // Abbreviations are near to each other and hours apart: KST is not EST.
    let near = of_city.or_else(|| nearest(&name.value, names().filter(|zone| zone.contains('/') || *zone == "UTC")));
    let fault = faults.add(Code::UnknownTimeZone, name.at, format!("unknown time zone {:?}", name.value));
    fault.hints.push(match near {
        Some(near) => format!("did you mean {near:?}?"),
        None => "zones are named as in the IANA database: \"Asia/Seoul\", \"UTC\"".to_owned(),
    });
    None
}
