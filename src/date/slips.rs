//! What is wrong with a text that is no date, and what its author probably meant.
//!
//! In: the text and where edtf-core gave it up. Out: a [`DateError`] that names the offender and says what to write
//! instead. Deliberately absent: taking a guess up. Every date offered has been read, so none of them is wrong as EDTF.

use chrono::{Datelike, Month, NaiveDate, Weekday};
use edtf_core::ParseError;

use super::read::{ENDS_TOO_EARLY, read};
use super::{Date, DateError, LONGEST, Language, words};

/// Shown when there is no better guess of what the author meant.
pub(super) const FORMS: &str = "write dates as EDTF: 2023-11-15, 2023-11, 2023, 2023-11-15~ (about), \
    2023-11/2024-01 (from, to)";

pub(super) fn too_long(text: &str, length: usize) -> DateError {
    let start = &text[..text.floor_char_boundary(20)];
    DateError {
        message: format!("{start:?}… is not a date: it has {length} bytes, and a date has at most {LONGEST}"),
        offset: text.floor_char_boundary(LONGEST),
        hint: Some(FORMS.to_owned()),
    }
}

pub(super) fn explain(text: &str, fault: &ParseError) -> DateError {
    let offset = text.floor_char_boundary(fault.offset);
    let offers: Vec<String> = meant(text)
        .iter()
        .map(|date| match date.words(Language::English) {
            words if words == date.as_str() => words,
            words => format!("{date} ({words})"),
        })
        .collect();
    let (message, hint) = if offers.is_empty() {
        let reason = respelled(text)
            .iter()
            // In EDTF or not, 31 April is best told as what it is.
            .find_map(|reading| wrong_part(reading, read(reading).err()?.offset))
            .or_else(|| wrong_part(text, offset))
            .unwrap_or_else(|| fault.message.to_owned());
        (format!("{text:?} is not a date: {reason}"), FORMS.to_owned())
    } else {
        let hint = format!("write {}", offers.join(", or "));
        let message = match fault.message {
            // It is EDTF by its form.
            ENDS_TOO_EARLY => format!("{text:?} is not a date: {ENDS_TOO_EARLY}"),
            _ => format!("{text:?} is not written as EDTF"),
        };
        (message, hint)
    };
    DateError { message, offset, hint: Some(hint) }
}

/// The dates that an author who wrote this may have meant: one mostly, two for `3/4/2023`, none
/// when there is no telling.
fn meant(text: &str) -> Vec<Date> {
    let tight: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let capitals = tight.to_ascii_uppercase();
    let day_of_odd_timestamp = text
        .split_once([' ', 'T', 't'])
        .filter(|(day, time)| day.len() == "2023-11-15".len() && !time.is_empty())
        .map(|(day, _)| day.to_owned());
    [
        vec![tight, capitals],
        year_or_decade(text),
        meant_interval(text),
        before_or_after(text),
        respelled(text),
        Vec::from_iter(day_of_odd_timestamp),
    ]
    .into_iter()
    .map(|readings| {
        let mut dates: Vec<Date> = readings.iter().filter_map(|r| read(r).ok()).collect();
        dates.dedup();
        dates
    })
    .find(|dates| !dates.is_empty())
    .unwrap_or_default()
}

/// `476`, which is a year without its zero or, at level 2, a decade.
fn year_or_decade(text: &str) -> Vec<String> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    if digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()) {
        vec![format!("{sign}0{digits}"), format!("{sign}{digits}X")]
    } else {
        Vec::new()
    }
}

/// `before 2023` and `after 2023`, whose year is not taken in.
fn before_or_after(text: &str) -> Vec<String> {
    let tight = text.trim().to_ascii_lowercase();
    let year = |word: &str| tight.strip_prefix(word).and_then(|rest| rest.trim().parse::<u16>().ok());
    match (year("before "), year("after ")) {
        (Some(year @ 1001..=9999), _) => vec![format!("[..{}]", year - 1)],
        (_, Some(year @ 1000..=9998)) => vec![format!("[{}..]", year + 1)],
        _ => Vec::new(),
    }
}

/// Both sides of an interval put right, each for itself; or the end alone, when it leaves out what the start says
/// (`2023-11-14/15`) or begins before the start does and so must be some part of itself (`2023-11-14/2023-11`).
fn meant_interval(text: &str) -> Vec<String> {
    let Some((from, to)) = text.split_once('/').filter(|(_, to)| !to.contains('/')) else { return Vec::new() };
    if to.split('-').all(has_two_digits) && !has_two_digits(from) {
        return completed(from, to).into_iter().collect();
    }
    let side = |text: &str| match text {
        "" | ".." => Some(text.to_owned()),
        "open" | "now" | "present" => Some("..".to_owned()),
        _ => match read(text).map_or_else(|_| meant(text), |date| vec![date]).as_slice() {
            [date] => Some(date.to_string()),
            _ => None,
        },
    };
    let (Some(from), Some(to)) = (side(from), side(to)) else { return Vec::new() };
    let whole = format!("{from}/{to}");
    let hyphens = |text: &str| text.matches('-').count();
    match hyphens(&from).checked_sub(hyphens(&to)) {
        Some(missing @ 1..) if read(&whole).is_err() => {
            let (end, mark) = to.split_at(to.trim_end_matches(['?', '~', '%']).len());
            vec![format!("{from}/{end}{}{mark}", "-XX".repeat(missing))]
        }
        _ => vec![whole],
    }
}

fn has_two_digits(part: &str) -> bool {
    part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())
}

/// An interval whose end says what it left out, as its start says it: `2023-11-14/15`, `2023-11/12`, `2023/24`.
fn completed(from: &str, to: &str) -> Option<String> {
    // Of a year alone, the end gives the last two digits; else as many characters as the start has at its end.
    let left_out = from.len().checked_sub(to.len()).filter(|at| from.is_ascii() && *at >= 2)?;
    Some(format!("{from}/{}{to}", &from[..left_out]))
}

/// What is wrong with the year, month or day of the date at this place, in words that name the
/// offender.
fn wrong_part(text: &str, offset: usize) -> Option<String> {
    if text.is_empty() {
        return Some("it is empty".to_owned());
    }
    if !text.contains(|c: char| c.is_ascii_digit() || c == 'X') {
        return Some("it has no year".to_owned());
    }
    let (before, after) = text.split_at(offset);
    let is_edge = |c: char| "/,[]{} T".contains(c);
    let start = before.rfind(is_edge).map_or(0, |i| i + 1);
    let start = before.rfind("..").map_or(start, |i| start.max(i + 2));
    let end = after.find(is_edge).unwrap_or(after.len());
    let end = offset + after.find("..").map_or(end, |i| end.min(i));
    let date = text.get(start..end)?.trim_start_matches(['?', '~', '%']);

    let is_number = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let mut parts = date.trim_start_matches('-').split('-').map(|part| part.trim_matches(['?', '~', '%']));
    let year = parts.next().filter(|year| is_number(year))?;
    if year.len() != 4 {
        return Some(format!("the year is {year}, but must have four digits"));
    }
    let month = parts.next().filter(|month| is_number(month))?;
    if month.len() != 2 {
        return Some(format!("the month is {month}, but must have two digits"));
    }
    let month_number: u32 = month.parse().ok()?;
    let day = parts.next();
    match month_number {
        1..=12 => {}
        21..=41 if day.is_none() => return None,
        21..=41 => return Some(format!("{month} is a season, which has no days")),
        _ => return Some(format!("the month is {month}, but must be 01 to 12")),
    }
    let day = day.filter(|day| is_number(day))?;
    if day.len() != 2 {
        return Some(format!("the day is {day}, but must have two digits"));
    }
    if !(1..=31).contains(&day.parse::<u8>().ok()?) {
        return Some(format!("the day is {day}, but must be 01 to 31"));
    }
    let sign = if date.starts_with('-') { -1 } else { 1 };
    let first = NaiveDate::from_ymd_opt(sign * year.parse::<i32>().ok()?, month_number, 1)?;
    let days = first.num_days_in_month();
    (day.parse::<u8>().ok()? > days).then(|| format!("{} has {days} days", words::month(first, Language::English)))
}

/// What an author may mean by a text that is not EDTF: `15 November 2023`, `15.11.2023`,
/// `20231115`, `ca. 2023`, `2023-2-3`, `2023年11月15日`, `the 2020s`. Candidates need not be dates
/// that exist. None when a single part of the text is not understood.
fn respelled(text: &str) -> Vec<String> {
    let Some(Parts { numbers, month, decade, uncertain, approximate }) = Parts::of(text) else {
        return Vec::new();
    };
    let mark = match (uncertain, approximate) {
        (false, false) => "",
        (true, false) => "?",
        (false, true) => "~",
        (true, true) => "%",
    };
    let is_year = |number: &&str| number.len() == 4;
    let years: Vec<&str> = numbers.iter().copied().filter(is_year).collect();
    let others: Vec<&str> = numbers.iter().copied().filter(|n| !is_year(n)).collect();
    let year_first = numbers.first().is_some_and(is_year);
    let year_last = numbers.last().is_some_and(is_year);
    let readings = match (years.as_slice(), month, others.as_slice()) {
        ([year], None, []) if decade => match year.strip_suffix("0") {
            // "the 1900s" are ten years to some and a hundred to others.
            Some(ten) => ten
                .strip_suffix("0")
                .map(|hundred| format!("{hundred}XX"))
                .into_iter()
                .chain([format!("{ten}X")])
                .collect(),
            None => Vec::new(),
        },
        _ if decade => Vec::new(),
        ([from, to], None, []) if mark.is_empty() && !text.contains('/') => {
            vec![format!("{from}/{to}")]
        }
        ([year], None, []) => vec![(*year).to_owned()],
        ([year], Some(month), []) => vec![format!("{year}-{month:02}")],
        ([year], Some(month), [day]) => vec![format!("{year}-{month:02}-{day:0>2}")],
        ([year], None, [month]) => vec![format!("{year}-{month:0>2}")],
        ([year], None, [month, day]) if year_first => {
            vec![format!("{year}-{month:0>2}-{day:0>2}")]
        }
        ([year], None, [a, b]) if year_last => {
            let day_first = format!("{year}-{b:0>2}-{a:0>2}");
            // Points mean day first wherever they are used; slashes and hyphens do not tell.
            if text.contains('.') || a == b {
                vec![day_first]
            } else {
                vec![day_first, format!("{year}-{a:0>2}-{b:0>2}")]
            }
        }
        _ => Vec::new(),
    };
    readings.into_iter().map(|reading| reading + mark).collect()
}

/// The parts of a text that mean something in a date.
#[derive(Default)]
struct Parts<'a> {
    /// Of four digits for a year, of one or two for a month or day.
    numbers: Vec<&'a str>,
    /// 1 to 12, or the code of a season.
    month: Option<u32>,
    decade: bool,
    uncertain: bool,
    approximate: bool,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let mut parts = Self::default();
        let mut marked = false;
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let same_kind = |c: char| match first {
                '0'..='9' => c.is_ascii_digit(),
                _ => first.is_alphabetic() && c.is_alphabetic(),
            };
            let end = rest.find(|c| !same_kind(c)).unwrap_or(rest.len());
            let (token, tail) = rest.split_at(end.max(first.len_utf8()));
            match first {
                // A mark amid the parts belongs to some of them only.
                '0'..='9' if marked => return None,
                '0'..='9' => parts.number(token)?,
                '?' | '~' | '%' => {
                    parts.uncertain |= first != '~';
                    parts.approximate |= first != '?';
                    marked = !parts.numbers.is_empty();
                }
                // A sign before the year changes it; brackets are sets or older drafts of EDTF.
                '-' if parts.numbers.is_empty() => return None,
                '[' | ']' | '{' | '}' | '(' | ')' | ':' => return None,
                _ if first.is_alphabetic() => parts.word(&token.to_lowercase())?,
                _ => {}
            }
            rest = tail;
        }
        (!text.contains("..")).then_some(parts)
    }

    fn number(&mut self, digits: &'a str) -> Option<()> {
        match digits.len() {
            1 | 2 | 4 => self.numbers.push(digits),
            6 => self.numbers.extend([&digits[..4], &digits[4..]]),
            8 => self.numbers.extend([&digits[..4], &digits[4..6], &digits[6..]]),
            _ => return None,
        }
        Some(())
    }

    fn word(&mut self, word: &str) -> Option<()> {
        let season = match word {
            "spring" => Some(21),
            "summer" => Some(22),
            "autumn" | "fall" => Some(23),
            "winter" => Some(24),
            "sept" => Some(9),
            _ => word.parse().ok().map(|month: Month| month.number_from_month()),
        };
        match word {
            _ if season.is_some() => return self.month.replace(season?).is_none().then_some(()),
            "ca" | "c" | "circa" | "about" | "around" | "approximately" | "approx" => {
                self.approximate = true;
            }
            "possibly" | "perhaps" | "probably" | "maybe" => self.uncertain = true,
            "s" => self.decade = true,
            "of" | "in" | "on" | "the" | "to" | "st" | "nd" | "rd" | "th" | "年" | "月" | "日" | "년" | "월" | "일" =>
                {}
            _ => return word.parse::<Weekday>().is_ok().then_some(()),
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::{FORMS, LONGEST};
    use crate::date::Date;

    fn told(texts: &[&str]) -> String {
        let mut report = String::new();
        for text in texts {
            let error = Date::parse(text).expect_err(text);
            let hint = error.hint.as_deref().unwrap_or("-");
            let hint = if hint == FORMS { "(forms)" } else { hint };
            writeln!(report, "{}\n  at {}; {hint}", error.message, error.offset).expect("a String takes all");
        }
        report
    }

    #[test]
    fn what_is_no_date_is_told_by_its_part() {
        insta::assert_snapshot!(told(&[
            "", "soon", "2023-13-45", "2023-11-31", "2023-02-29", "2023-11-00", "2023-24-01",
            "23-11-15", "12345", "2024/2023", "2023-11/2023-13", "[2023,2024-02-30]", "[2023, 2024-13]", "2023-02-3X",
            "../..", "5", "-00", "2023-04/2023-21", "Y2023", "-2023-02-30", "31/4/2023", "2023-2-30", "2023-Q1",
        ]), @r#"
        "" is not a date: it is empty
          at 0; (forms)
        "soon" is not a date: it has no year
          at 0; (forms)
        "2023-13-45" is not a date: the month is 13, but must be 01 to 12
          at 5; (forms)
        "2023-11-31" is not a date: November 2023 has 30 days
          at 8; (forms)
        "2023-02-29" is not a date: February 2023 has 28 days
          at 8; (forms)
        "2023-11-00" is not a date: the day is 00, but must be 01 to 31
          at 8; (forms)
        "2023-24-01" is not a date: 24 is a season, which has no days
          at 8; (forms)
        "23-11-15" is not a date: the year is 23, but must have four digits
          at 2; (forms)
        "12345" is not a date: the year is 12345, but must have four digits
          at 4; (forms)
        "2024/2023" is not a date: interval end precedes interval start
          at 5; (forms)
        "2023-11/2023-13" is not a date: the month is 13, but must be 01 to 12
          at 13; (forms)
        "[2023,2024-02-30]" is not a date: February 2024 has 29 days
          at 14; (forms)
        "[2023, 2024-13]" is not a date: the month is 13, but must be 01 to 12
          at 12; (forms)
        "2023-02-3X" is not a date: day is out of range for the month
          at 8; (forms)
        "../.." is not a date: it has no year
          at 0; (forms)
        "5" is not a date: the year is 5, but must have four digits
          at 0; (forms)
        "-00" is not a date: the year is 00, but must have four digits
          at 2; (forms)
        "2023-04/2023-21" is not a date: the end of the interval begins before its start does
          at 8; (forms)
        "Y2023" is not a date: Y-prefixed years require |year| > 9999
          at 1; (forms)
        "-2023-02-30" is not a date: February 2024 BC has 28 days
          at 9; (forms)
        "31/4/2023" is not a date: April 2023 has 30 days
          at 4; (forms)
        "2023-2-30" is not a date: February 2023 has 28 days
          at 6; (forms)
        "2023-Q1" is not a date: month must be two digits (or X)
          at 5; (forms)
        "#);
        let error = Date::parse("2023-13-45").expect_err("there is no month 13");
        assert_eq!(error.hint.as_deref(), Some(FORMS));
    }

    #[test]
    fn slips_are_answered_with_what_was_meant() {
        insta::assert_snapshot!(told(&[
            "15.11.2023", "15 November 2023", "November 15, 2023", "Wed 15th of Nov. 2023",
            "November 2023", "2023/11/15", "2023/11", "2023-11-15?~", "ca. 2023", "about 3.2.2023?",
            "2023-2-3", "20231115", "202311", "3/4/2023", "11/15/2023", "2023-11-15 ~", " 2023",
            "2023-xx", "2023–11–15", "2023. 11. 15.", "2023年11月15日", "2023년 11월",
            "summer 2023", "the 2020s", "1900s", "2023 to 2024", "2023-2-3/2023-2-5", "2023-11/open",
            "3 May 2023/", "2023-11-15T10:30", "2023-11-15 25:00:00", "[ 2023, 2024]",
            "2023-11-14/15", "2023-11-14/12-02", "2023-11/12", "2023/24", "19/20",
            "2004-06-11%/2004-06~", "2004-06-11/2004", "2023-11-15T10:00:00/2023-11-15T09:00:00",
            "476", "-476", "before 2023", "After 2023",
        ]), @r#"
        "15.11.2023" is not written as EDTF
          at 2; write 2023-11-15 (15 November 2023)
        "15 November 2023" is not written as EDTF
          at 2; write 2023-11-15 (15 November 2023)
        "November 15, 2023" is not written as EDTF
          at 8; write 2023-11-15 (15 November 2023)
        "Wed 15th of Nov. 2023" is not written as EDTF
          at 3; write 2023-11-15 (15 November 2023)
        "November 2023" is not written as EDTF
          at 8; write 2023-11 (November 2023)
        "2023/11/15" is not written as EDTF
          at 7; write 2023-11-15 (15 November 2023)
        "2023/11" is not written as EDTF
          at 6; write 2023-11 (November 2023)
        "2023-11-15?~" is not written as EDTF
          at 11; write 2023-11-15% (possibly about 15 November 2023)
        "ca. 2023" is not written as EDTF
          at 3; write 2023~ (about 2023)
        "about 3.2.2023?" is not written as EDTF
          at 5; write 2023-02-03% (possibly about 3 February 2023)
        "2023-2-3" is not written as EDTF
          at 6; write 2023-02-03 (3 February 2023)
        "20231115" is not written as EDTF
          at 4; write 2023-11-15 (15 November 2023)
        "202311" is not written as EDTF
          at 4; write 2023-11 (November 2023)
        "3/4/2023" is not written as EDTF
          at 3; write 2023-04-03 (3 April 2023), or 2023-03-04 (4 March 2023)
        "11/15/2023" is not written as EDTF
          at 5; write 2023-11-15 (15 November 2023)
        "2023-11-15 ~" is not written as EDTF
          at 10; write 2023-11-15~ (about 15 November 2023)
        " 2023" is not written as EDTF
          at 0; write 2023
        "2023-xx" is not written as EDTF
          at 5; write 2023-XX (some month of 2023)
        "2023–11–15" is not written as EDTF
          at 4; write 2023-11-15 (15 November 2023)
        "2023. 11. 15." is not written as EDTF
          at 5; write 2023-11-15 (15 November 2023)
        "2023年11月15日" is not written as EDTF
          at 4; write 2023-11-15 (15 November 2023)
        "2023년 11월" is not written as EDTF
          at 4; write 2023-11 (November 2023)
        "summer 2023" is not written as EDTF
          at 6; write 2023-22 (summer 2023)
        "the 2020s" is not written as EDTF
          at 3; write 202X (the 2020s)
        "1900s" is not written as EDTF
          at 4; write 19XX (some year from 1900 to 1999), or 190X (some year from 1900 to 1909)
        "2023 to 2024" is not written as EDTF
          at 4; write 2023/2024 (2023 to 2024)
        "2023-2-3/2023-2-5" is not written as EDTF
          at 6; write 2023-02-03/2023-02-05 (3 to 5 February 2023)
        "2023-11/open" is not written as EDTF
          at 8; write 2023-11/.. (since November 2023)
        "3 May 2023/" is not written as EDTF
          at 1; write 2023-05-03/ (from 3 May 2023 to an unknown date)
        "2023-11-15T10:30" is not written as EDTF
          at 11; write 2023-11-15 (15 November 2023)
        "2023-11-15 25:00:00" is not written as EDTF
          at 11; write 2023-11-15 (15 November 2023)
        "[ 2023, 2024]" is not written as EDTF
          at 1; write [2023,2024] (2023 or 2024)
        "2023-11-14/15" is not written as EDTF
          at 12; write 2023-11-14/2023-11-15 (14 to 15 November 2023)
        "2023-11-14/12-02" is not written as EDTF
          at 13; write 2023-11-14/2023-12-02 (14 November to 2 December 2023)
        "2023-11/12" is not written as EDTF
          at 9; write 2023-11/2023-12 (November to December 2023)
        "2023/24" is not written as EDTF
          at 6; write 2023/2024 (2023 to 2024)
        "19/20" is not written as EDTF
          at 1; write 19XX/20XX (from some year from 1900 to 1999 to some year from 2000 to 2099)
        "2004-06-11%/2004-06~" is not a date: the end of the interval begins before its start does
          at 12; write 2004-06-11%/2004-06-XX~ (from possibly about 11 June to about some day in June 2004)
        "2004-06-11/2004" is not a date: the end of the interval begins before its start does
          at 11; write 2004-06-11/2004-XX-XX (from 11 June 2004 to some day of 2004)
        "2023-11-15T10:00:00/2023-11-15T09:00:00" is not a date: the end of the interval begins before its start does
          at 20; write 2023-11-15/2023-11-15 (15 November 2023)
        "476" is not written as EDTF
          at 2; write 0476 (AD 476), or 476X (the 4760s)
        "-476" is not written as EDTF
          at 3; write -0476 (477 BC), or -476X (some year from 4770 BC to 4761 BC)
        "before 2023" is not written as EDTF
          at 6; write [..2022] (before 2023)
        "After 2023" is not written as EDTF
          at 5; write [2024..] (2024 or later)
        "#);
    }

    #[test]
    fn length_is_bounded() {
        let text = "2023-11-15,".repeat(20);
        insta::assert_snapshot!(told(&[&text, &"日".repeat(40)]), @r#"
        "2023-11-15,2023-11-1"… is not a date: it has 220 bytes, and a date has at most 100
          at 100; (forms)
        "日日日日日日"… is not a date: it has 120 bytes, and a date has at most 100
          at 99; (forms)
        "#);
        // One byte more in the canonical text, where the marks of single parts are spelled out.
        let set = format!("[2004~-06-11?,{}2004]", "2004~-06-11?,".repeat(6));
        assert!(set.len() <= LONGEST);
        assert!(Date::parse(&set).is_err());
    }
}
