//! The times of day that accounts give for an event.
//!
//! In: the sayings of an event, and the date that is shown. Out: a [`Field`] of [`Moment`]s, each on the day that its own
//! account gives, so that one account's day is never shown with another's time.

use super::claims::{Field, Saying, field};
use crate::date::{Date, Moment};
use crate::diagnostic::{Code, Diagnostic, Place};

/// Gathers the times of an event. A time whose account gives no date is of the event's day.
pub(super) fn times(said: &[Saying<'_>], date: &Date, faults: &mut Vec<Diagnostic>) -> Option<Field<Moment>> {
    let moments = |one: &Saying<'_>| moment(one, date, faults);
    field(said, moments, |a, b| a == b, Moment::contradicts)
}

/// The moment that is shown beside a date: the first on that day.
pub(super) fn shown<'f>(times: Option<&'f Field<Moment>>, date: &Date) -> Option<&'f Moment> {
    let day = date.exact_day()?;
    times?.said.iter().map(|said| &said.value).find(|moment| moment.day == day)
}

fn moment(one: &Saying<'_>, event_date: &Date, faults: &mut Vec<Diagnostic>) -> Option<Moment> {
    let time = one.fields.time.as_ref()?;
    let own = one.fields.date.as_ref();
    if own.is_none() && one.mention.is_some_and(|mention| mention.is_faulty) {
        // Its date may be what was reported.
        return None;
    }
    let date = own.map_or(event_date, |own| &own.date.value);
    let place = Place::Value(one.file, time.at);
    let Some(day) = date.exact_day() else {
        let message = format!("a time of day needs a date that is one exact day, and this event's is {date}");
        let fault = Diagnostic::new(Code::TimeWithoutDay, place, message);
        let fault = match own {
            Some(own) => fault.also(Place::Value(one.file, own.date.at), "its date"),
            None => fault,
        };
        faults.push(fault.hint("give the day as 2023-11-15, or leave the time out"));
        return None;
    };
    let moment = Moment { day, time: time.value };
    if let (Some(shown), Some(zone)) = (moment.skipped_to(), time.value.zone) {
        let message = format!("there is no {} on {day} in {}", time.value.clock.format("%H:%M"), zone.name());
        let hint = if shown.date() == day {
            format!("clocks went forward past it: did you mean \"{}\"?", shown.format("%H:%M"))
        } else {
            "that day was left out there: check the date and the zone".to_owned()
        };
        faults.push(Diagnostic::new(Code::SkippedTime, place, message).hint(hint));
        return None;
    }
    Some(moment)
}
