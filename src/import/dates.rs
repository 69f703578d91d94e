//! Dates and times as tables and other generators have them.
//!
//! In: the cells of a year, a month, a day, a time, or of a whole date. Out: EDTF at the precision given. Deliberately absent: what
//! could be either of two days; that is refused, with what to say in the map.

use std::sync::LazyLock;

use chrono::{Locale, NaiveDate, NaiveTime};

use crate::date::Date;

/// The names of months, of which three letters are enough.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Other languages whose names of months are known.
const LOCALES: [Locale; 11] = [
    Locale::de_DE,
    Locale::fr_FR,
    Locale::es_ES,
    Locale::it_IT,
    Locale::pt_PT,
    Locale::nl_NL,
    Locale::da_DK,
    Locale::nb_NO,
    Locale::sv_SE,
    Locale::pl_PL,
    Locale::cs_CZ,
];

/// Words between the parts of a date.
const BETWEEN: [&str; 3] = ["de", "del", "of"];

/// A date of parts. Years before Christ are negative, and there is no year 0: -500 is 500 BC, as TimelineJS shows it.
pub(super) fn of_parts(year: &str, month: Option<&str>, day: Option<&str>) -> Result<Date, String> {
    let number = |text: &str| text.trim().trim_end_matches(".0").parse::<i64>().ok();
    let written = number(year).ok_or_else(|| format!("{year:?} is no year"))?;
    let astronomical = if written < 0 { written + 1 } else { written };
    let year = match astronomical {
        0..=9999 => format!("{astronomical:04}"),
        -9999..0 => format!("-{:04}", -astronomical),
        _ => format!("Y{astronomical}"),
    };
    let text = match (month, day) {
        (None, None) => year,
        (None, Some(day)) => return Err(format!("the day {day:?} has no month")),
        (Some(month), day) => {
            let month = month_of(month).ok_or_else(|| format!("{month:?} is no month"))?;
            match day {
                None => format!("{year}-{month:02}"),
                Some(day) => {
                    let number = number(day).filter(|day| (1..=31).contains(day));
                    format!("{year}-{month:02}-{:02}", number.ok_or_else(|| format!("{day:?} is no day of a month"))?)
                }
            }
        }
    };
    Date::parse(&text).map_err(|error| error.message)
}

fn month_of(text: &str) -> Option<u32> {
    let text = text.trim().trim_end_matches(['.', '月', '월']).to_lowercase();
    match text.trim_end_matches(".0").parse::<u32>() {
        Ok(number) => (1..=12).contains(&number).then_some(number),
        Err(_) if text.chars().nth(2).is_none() => None,
        Err(_) => {
            let english = (1..).zip(MONTHS).find(|(_, month)| month.starts_with(&text));
            english.map(|(number, _)| number).or_else(|| month_elsewhere(&text))
        }
    }
}

/// The month of this name, or of a name that begins like this, in languages other than English; nothing where it has two meanings:
/// `listopad` is October in one country and November in the next.
fn month_elsewhere(text: &str) -> Option<u32> {
    static NAMES: LazyLock<Vec<(u32, String)>> = LazyLock::new(|| {
        let name = |month: u32, locale: Locale| {
            let day = NaiveDate::from_ymd_opt(2000, month, 1).expect("every month has a first day");
            (month, day.format_localized("%B", locale).to_string().to_lowercase())
        };
        (1..=12).flat_map(|month| LOCALES.map(|locale| name(month, locale))).collect()
    });
    let months = |is_it: &dyn Fn(&str) -> bool| {
        let mut found = NAMES.iter().filter(|(_, name)| is_it(name)).map(|(month, _)| *month);
        let first = found.next()?;
        found.all(|month| month == first).then_some(first)
    };
    months(&|name| name == text).or_else(|| months(&|name| name.starts_with(text)))
}

/// A whole date: EDTF, or as people and spreadsheets write it.
pub(super) fn whole(text: &str, day_first: Option<bool>) -> Result<Date, String> {
    let text = text.trim();
    let fault = match Date::parse(text) {
        Ok(date) => return Ok(date),
        Err(fault) => fault,
    };
    let is_break =
        |c: char| c.is_whitespace() || matches!(c, ',' | '/' | '.' | '-' | '年' | '月' | '日' | '년' | '월' | '일');
    // ISO 8601 has a T between the day and the time.
    let spaced = text.replace('T', " T ");
    let written = if text.contains(':') { spaced.as_str() } else { text };
    let is_part = |part: &&str| !part.is_empty() && *part != "T" && !BETWEEN.contains(part);
    let parts: Vec<&str> = written.split(is_break).filter(is_part).collect();
    // Where points stand between the parts, the day comes first.
    let day_first = day_first.or_else(|| text.contains('.').then_some(true));
    // A time may follow, which has a place of its own or is more than is wanted, and then its zone.
    let (date, rest) = parts.split_at(parts.iter().position(|part| part.contains(':')).unwrap_or(parts.len()));
    if rest.len() > 4 {
        return Err(fault.message);
    }
    let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let is_weekday = |part: &str| weekdays.iter().any(|day| part.to_lowercase().starts_with(day));
    let date = if date.len() > 3 && is_weekday(date[0]) { &date[1..] } else { date };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = |part: &str| is_number(part) && part.len() == 4;
    let day = |part: &str| part.trim_end_matches(|c: char| c.is_ascii_alphabetic()).to_owned();
    match *date {
        [year, month] if is_year(year) => of_parts(year, Some(month), None),
        [month, year] if is_year(year) => of_parts(year, Some(month), None),
        [year, month, last] if is_year(year) => of_parts(year, Some(month), Some(last)),
        [first, second, year] if is_year(year) && is_number(first) && is_number(second) => {
            let value = |part: &str| part.parse::<u32>().unwrap_or(u32::MAX);
            let day_first = match (value(first) > 12, value(second) > 12, day_first) {
                (true, _, _) => true,
                (_, true, _) => false,
                _ if first == second => true,
                (_, _, Some(day_first)) => day_first,
                _ => {
                    return Err(format!(
                        "{text:?} may be either of two days: say `day_first = true` or `false` in a file for --map"
                    ));
                }
            };
            let (month, day) = if day_first { (second, first) } else { (first, second) };
            of_parts(year, Some(month), Some(day))
        }
        [first, month, year] if is_year(year) && !is_number(month) && month_of(month).is_some() => {
            of_parts(year, Some(month), Some(&day(first)))
        }
        [month, second, year] if is_year(year) => of_parts(year, Some(month), Some(&day(second))),
        _ => Err(fault.message),
    }
}

/// A time of day, as front matter has it.
pub(super) fn time(text: &str) -> Result<String, String> {
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect::<String>().to_uppercase();
    // Without its fraction of a second, which no chronology shows.
    let formats = ["%H:%M:%S", "%H:%M", "%I:%M:%S%p", "%I:%M%p"];
    let hour = |text: &str| -> Option<NaiveTime> {
        let (hour, half) = text.split_at_checked(text.len().checked_sub(2)?)?;
        NaiveTime::parse_from_str(&format!("{hour}:00{half}"), "%I:%M%p").ok()
    };
    let read = formats.iter().find_map(|format| NaiveTime::parse_from_str(&squeezed, format).ok());
    let read = read.or_else(|| hour(&squeezed)).ok_or_else(|| format!("{text:?} is no time of day"))?;
    let written = read.format("%H:%M:%S").to_string();
    Ok(written.strip_suffix(":00").map(str::to_owned).unwrap_or(written))
}

#[cfg(test)]
mod tests {
    use super::{of_parts, time, whole};

    #[test]
    fn parts_are_as_precise_as_they_are() {
        let of = |year, month, day| of_parts(year, month, day).map(|date| date.as_str().to_owned());
        assert_eq!(of("2031", None, None).as_deref(), Ok("2031"));
        assert_eq!(of("2031", Some("3"), None).as_deref(), Ok("2031-03"));
        assert_eq!(of("2031", Some("Mar."), Some("5")).as_deref(), Ok("2031-03-05"));
        assert_eq!(of("2031", Some("3월"), Some("5")).as_deref(), Ok("2031-03-05"));
        assert_eq!(of("-500", None, None).as_deref(), Ok("-0499"));
        assert_eq!(of("-1", None, None).as_deref(), Ok("0000"));
        assert_eq!(of("-66000000", None, None).as_deref(), Ok("Y-65999999"));
        assert_eq!(of("2031", None, Some("5")), Err("the day \"5\" has no month".to_owned()));
        assert_eq!(of("2031", Some("Smarch"), None), Err("\"Smarch\" is no month".to_owned()));
        assert!(of("2031", Some("2"), Some("30")).is_err());
        assert!(of("soon", None, None).is_err());
    }

    #[test]
    fn whole_dates_are_read_as_people_write_them() {
        for text in [
            "2031-03-05",
            "2031/3/5",
            "2031. 3. 5.",
            "5 March 2031",
            "Mar 5th, 2031",
            "March 5, 2031 10:30 AM",
            "2031年3月5日",
            "2031년 3월 5일",
            "2031-3-5 9:05:01 +0900",
            "2031-3-5T9:05:01.5-05:00",
            "2031-03-05 9:05 UTC",
            "Tue, 5 March 2031",
        ] {
            assert_eq!(whole(text, None).map(|date| date.as_str().to_owned()).as_deref(), Ok("2031-03-05"), "{text}");
        }
        assert_eq!(whole("25/3/2031", None).expect("only one way").as_str(), "2031-03-25");
        assert_eq!(whole("3/25/2031", None).expect("only one way").as_str(), "2031-03-25");
        assert_eq!(whole("3/5/2031", Some(true)).expect("it is told").as_str(), "2031-05-03");
        assert_eq!(whole("3.4.2031", None).expect("points").as_str(), "2031-04-03");
        for text in ["5. März 2031", "5 mars 2031", "5 de marzo de 2031", "5 marca 2031", "1er mars 2031"] {
            let day = if text.starts_with('1') { "2031-03-01" } else { "2031-03-05" };
            assert_eq!(whole(text, None).map(|date| date.as_str().to_owned()).as_deref(), Ok(day), "{text}");
        }
        assert_eq!(whole("2031-03~", None).expect("EDTF").as_str(), "2031-03~");
        assert_eq!(whole("March 2031", None).expect("a month").as_str(), "2031-03");
        assert!(whole("3/5/2031", None).expect_err("it may be two days").contains("day_first"));
        assert!(whole("sometime in spring", None).is_err());
    }

    #[test]
    fn times_are_of_24_hours() {
        let read = |text| time(text).ok();
        assert_eq!(read("2:30 p.m.").as_deref(), Some("14:30"));
        assert_eq!(read("9am").as_deref(), Some("09:00"));
        assert_eq!(read("14:30:05").as_deref(), Some("14:30:05"));
        assert_eq!(read("9:05").as_deref(), Some("09:05"));
        assert_eq!([read("25:00"), read("noonish"), read("é")], [None, None, None]);
    }
}
