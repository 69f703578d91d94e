//! Text becomes an expression: EDTF, and what other writers have in its place.
//!
//! In: a text. Out: a [`Date`], or edtf-core's fault and where in the text it is. What edtf-core doesn't take is rewritten to
//! an equivalent expression that it does take, so that there is one form of everything past here. Deliberately absent:
//! what an author may have meant by a text that is no date, which `slips` tells.

use edtf_core::{Edtf, Interval, IntervalEndpoint, ParseError, Time, YearKind};

use super::{Date, Day, bounds};

/// The fault of an interval whose end begins before its start does.
pub(super) const ENDS_TOO_EARLY: &str = "the end of the interval begins before its start does";

pub(super) fn read(text: &str) -> Result<Date, ParseError> {
    if let Some((day, _)) = timestamp(text)? {
        return expression(day).map(Date::new);
    }
    if text.starts_with(['[', '{']) {
        return set(text).map(Date::new);
    }
    let expression = match text.split_once('/') {
        Some((start, end)) => interval(text, start, end)?,
        None => match century(text) {
            Some(years) => expression(&years)?,
            None => expression(text)?,
        },
    };
    Ok(Date::new(expression))
}

/// Everything that can stand at an end of an interval.
fn expression(text: &str) -> Result<Edtf, ParseError> {
    Edtf::parse(text).or_else(|fault| negative_unspecified_year(text).ok_or(fault))
}

/// `20` and `-04`: two digits are a century in ISO 8601, the hundred years that begin with them, and `20XX` says the same.
/// Only as a whole expression: in `2023/24` they are a slip.
///
/// Three digits, which level 2 has for decades, are refused: they are more often a year before 1000 without its zero.
fn century(text: &str) -> Option<String> {
    let digits = text.trim_end_matches(['?', '~', '%']);
    let (number, mark) = text.split_at(digits.len());
    let positive = number.strip_prefix('-').unwrap_or(number);
    // There is no year -0000, and no century of it.
    let is_century = positive.len() == 2 && positive.bytes().all(|b| b.is_ascii_digit()) && number != "-00";
    is_century.then(|| format!("{number}XX{mark}"))
}

/// A set may have a space behind each comma, or behind none: what has some is refused by the suites of others too, and may
/// have lost a member.
fn set(text: &str) -> Result<Edtf, ParseError> {
    let spaced = text.matches(", ").count();
    if (1..text.matches(',').count()).contains(&spaced) {
        let offset = text.find(", ").expect("there is one");
        return Err(ParseError { message: "a space stands behind some of the commas", offset });
    }
    Edtf::parse(&text.replace(", ", ",")).map_err(|fault| {
        let commas = text.match_indices(", ").enumerate();
        let spaces_before = commas.take_while(|(n, (at, _))| at - n < fault.offset).count();
        ParseError { offset: fault.offset + spaces_before, ..fault }
    })
}

fn interval(text: &str, start: &str, end: &str) -> Result<Edtf, ParseError> {
    // edtf-core wants a date at one end at least.
    let without_date = match (start, end) {
        ("", "..") => Some((IntervalEndpoint::Unknown, IntervalEndpoint::Open)),
        ("..", "") => Some((IntervalEndpoint::Open, IntervalEndpoint::Unknown)),
        _ => None,
    };
    if let Some((start, end)) = without_date {
        return Ok(Edtf::Interval(Interval { start, end }));
    }
    let at_end = |fault: ParseError| ParseError { offset: fault.offset + start.len() + 1, ..fault };
    let too_early = at_end(ParseError { message: ENDS_TOO_EARLY, offset: 0 });
    if let (Some((first, from)), Some((last, to))) = (timestamp(start)?, timestamp(end).map_err(at_end)?) {
        let interval = expression(&format!("{first}/{last}")).map_err(|fault| ParseError {
            offset: if fault.offset > first.len() { fault.offset + start.len() - first.len() } else { fault.offset },
            ..fault
        })?;
        let clock = |time: Time| (time.hour, time.minute, time.second);
        if first == last && from.shift == to.shift && clock(to) < clock(from) {
            return Err(too_early);
        }
        return Ok(interval);
    }
    let interval = expression(text)?;
    if ends_too_early(&interval) {
        return Err(too_early);
    }
    Ok(interval)
}

/// Whether the end of an interval begins before its start does, as in `2004-06-11/2004-06`. An end of which something is
/// unspecified may still lie behind the start: `2004-06-11/2004-06-XX`.
fn ends_too_early(expression: &Edtf) -> bool {
    let Edtf::Interval(Interval { start: IntervalEndpoint::Date(start), end: IntervalEndpoint::Date(end) }) =
        expression
    else {
        return false;
    };
    if end.has_unspecified() || end.year.significant_digits.is_some() {
        return false;
    }
    match (bounds(&Edtf::Date(*start)).0, bounds(&Edtf::Date(*end)).0) {
        (from @ Day::On { .. }, to @ Day::On { .. }) => to < from,
        _ => false,
    }
}

/// The day and time of a timestamp; None for any other text.
fn timestamp(text: &str) -> Result<Option<(&str, Time)>, ParseError> {
    let sign = usize::from(text.starts_with('-'));
    let Some((day, rest)) = text.split_at_checked(sign + "2023-11-15".len()) else {
        return Ok(None);
    };
    let Some(time) = rest.strip_prefix(['T', ' ']) else {
        return Ok(None);
    };
    let plain = day.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if !plain || !time.starts_with(|c: char| c.is_ascii_digit()) || time.contains('/') {
        return Ok(None);
    }
    let (clock, rest) = time.split_at_checked("00:00:00".len()).unwrap_or((time, ""));
    let shift = match rest.strip_prefix(['.', ',']) {
        Some(fraction) if fraction.starts_with(|c: char| c.is_ascii_digit()) => {
            fraction.trim_start_matches(|c: char| c.is_ascii_digit())
        }
        _ => rest,
    };
    let shift = match shift.strip_prefix(' ') {
        // Jekyll writes `2023-11-15 00:00:00 +0900`.
        Some(short) if short.len() == 5 && short.is_ascii() => {
            format!("{}:{}", &short[..3], &short[3..])
        }
        Some(spaced) if !spaced.is_empty() => spaced.to_owned(),
        _ => shift.to_owned(),
    };
    // edtf-core knows times after days of our era only, so the time is read after a day of its own.
    match Edtf::parse(&format!("2000-01-01T{clock}{shift}")) {
        Ok(Edtf::DateTime(stamp)) => Ok(Some((day, stamp.time))),
        Ok(_) => unreachable!("it holds a time"),
        Err(fault) => {
            Err(ParseError { offset: (fault.offset + day.len() + 1).saturating_sub("2000-01-01T".len()), ..fault })
        }
    }
}

/// `-20XX`, which others read at level 1; edtf-core refuses unspecified digits before year 0.
fn negative_unspecified_year(text: &str) -> Option<Edtf> {
    let positive = text.strip_prefix('-')?;
    let Ok(Edtf::Date(mut date)) = Edtf::parse(positive) else {
        return None;
    };
    let YearKind::Standard { digits, .. } = date.year.kind else {
        return None;
    };
    let first_is_known = positive.starts_with(|c: char| c.is_ascii_digit());
    let last_is_unknown = digits[3].is_none() && digits.iter().is_sorted_by_key(Option::is_none);
    if date.month.is_some() || !first_is_known || !last_is_unknown {
        return None;
    }
    date.year.kind = YearKind::Standard { negative: true, digits };
    Some(Edtf::Date(date))
}
