//! Dates in running text, in English, Korean, Japanese and Chinese.
//!
//! In: a text. Out: the words in it that tell a date, and what they tell: parts of a date, or how it lies to the day on which the
//! text was written. Resolved against that day they are EDTF, at the precision that the words give. Deliberately absent: numbers
//! that can be read in two ways (`3/4/2023`), of which only the year is taken; years alone; times of day. The words themselves are
//! in `dates/patterns.rs`.

mod patterns;

use std::ops::Range;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::date::Date;

/// Words that tell a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// Where they stand, in bytes.
    pub(super) at: Range<usize>,
    /// What they tell.
    pub(super) when: When,
    /// Which way they look, if they say so.
    pub(super) looks: Looks,
}

/// What words tell of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Parts of a date. Those that are missing are those of the day on which it was written, or the nearest.
    Parts {
        /// The year.
        year: Option<i32>,
        /// 1 to 12.
        month: Option<u32>,
        /// 1 to 31.
        day: Option<u32>,
    },
    /// A day of the week.
    Weekday(Weekday),
    /// So many days later.
    Days(i64),
    /// The week, Monday to Sunday, so many weeks later; a day of it, if one is told.
    Weeks(i64, Option<Weekday>),
    /// The month so many months later; a day of it, if one is told.
    Months(i32, Option<u32>),
    /// The year so many years later; a month of it and a day of that, if they are told.
    Years(i32, Option<u32>, Option<u32>),
}

/// Which way words look from the day on which they were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looks {
    /// They don't say.
    Either,
    /// `last`, `지난`.
    Back,
    /// `next`, `오는`.
    Ahead,
}

impl When {
    /// A date that is told in full or to the month, so that no other day is needed to understand it.
    pub(super) fn absolute(self) -> Option<Date> {
        match self {
            Self::Parts { year: Some(year), month, day } => date(year, month, day),
            _ => None,
        }
    }

    /// The date, for words written on `written`, of which the day is known or only the month. What says no more than a day of
    /// the week, or a day without its year, is taken for the last one before or on that day, or for the next one if it looks ahead.
    pub(super) fn resolve(self, written: &Date, looks: Looks) -> Option<Date> {
        if let Some(date) = self.absolute() {
            return Some(date);
        }
        let first = written.earliest().naive()?;
        let last = written.latest().naive()?;
        let day_written = (first == last).then_some(first);
        // What needs no more than the month in which it was written.
        let month_written = (first.year() == last.year() && first.month() == last.month()).then_some(first);
        let is_ahead = looks == Looks::Ahead;
        match self {
            Self::Parts { year: None, month: Some(month), day } => {
                let (from, to) = (first, last);
                let is_fit = |year: i32| {
                    let candidate = NaiveDate::from_ymd_opt(year, month, day.unwrap_or(1))?;
                    let is_fit = if is_ahead {
                        candidate >= if day.is_some() { from } else { start_of_month(from)? }
                    } else {
                        candidate <= to
                    };
                    is_fit.then_some(year)
                };
                let mut years: Vec<i32> = (first.year() - 1..=first.year() + 1).collect();
                if !is_ahead {
                    years.reverse();
                }
                date(years.into_iter().find_map(is_fit)?, Some(month), day)
            }
            Self::Parts { year: None, month: None, day: Some(day) } => {
                let written = day_written?;
                let months = if is_ahead { [0, 1, 2] } else { [0, -1, -2] };
                let candidates = months.into_iter().filter_map(|months| shift(written, months)?.with_day(day));
                let fit = |candidate: &NaiveDate| if is_ahead { *candidate >= written } else { *candidate <= written };
                of_day(candidates.into_iter().find(fit)?)
            }
            Self::Parts { .. } => None,
            Self::Weekday(weekday) => {
                let written = day_written?;
                let back = i64::from(7 + written.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
                let days = match looks {
                    Looks::Ahead => 7 - back,
                    Looks::Back if back == 0 => -7,
                    Looks::Back | Looks::Either => -back,
                };
                of_day(add(written, days)?)
            }
            Self::Days(days) => of_day(add(day_written?, days)?),
            Self::Weeks(weeks, weekday) => {
                let written = day_written?;
                let monday = add(written, weeks * 7 - i64::from(written.weekday().num_days_from_monday()))?;
                match weekday {
                    Some(weekday) => of_day(add(monday, i64::from(weekday.num_days_from_monday()))?),
                    None => of_day(monday)?.to(&of_day(add(monday, 6)?)?),
                }
            }
            Self::Months(months, day) => {
                let month = shift(month_written?, months)?;
                date(month.year(), Some(month.month()), day)
            }
            Self::Years(years, month, day) => {
                (first.year() == last.year()).then(|| date(first.year() + years, month, day)).flatten()
            }
        }
    }
}

fn start_of_month(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)
}

fn add(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(count) } else { day.checked_add_days(count) }
}

/// The first day of the month so many months later.
fn shift(day: NaiveDate, months: i32) -> Option<NaiveDate> {
    let (first, count) = (start_of_month(day)?, Months::new(months.unsigned_abs()));
    if months < 0 { first.checked_sub_months(count) } else { first.checked_add_months(count) }
}

fn of_day(day: NaiveDate) -> Option<Date> {
    date(day.year(), Some(day.month()), Some(day.day()))
}

/// A date that exists, of a year in which somebody may have written of it.
fn date(year: i32, month: Option<u32>, day: Option<u32>) -> Option<Date> {
    let text = match (month, day) {
        _ if !(1000..=2999).contains(&year) => return None,
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        (None, _) => format!("{year:04}"),
    };
    Date::parse(&text).ok()
}

/// All words of a text that tell dates, in order; those that lie in others are left out.
pub(super) fn told(text: &str) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    for (pattern, read) in patterns::of(text) {
        for captures in pattern.captures_iter(text) {
            let at = captures.name("told").or_else(|| captures.get(0)).map_or(0..0, |words| words.range());
            if let Some((when, looks)) = read(&captures) {
                all.push(Told { at, when, looks });
            }
        }
    }
    all.sort_by_key(|told| (told.at.start, std::cmp::Reverse(told.at.end)));
    let mut end = 0;
    all.retain(|told| {
        let is_free = told.at.start >= end;
        end = end.max(told.at.end);
        is_free
    });
    all
}

/// The first date with its year that a text tells.
pub(super) fn first_absolute(text: &str) -> Option<Date> {
    told(text).iter().find_map(|told| told.when.absolute())
}

#[cfg(test)]
mod tests {
    use super::{Looks, told};
    use crate::date::Date;

    /// The dates of a text that was written on Wednesday, 15 November 2023.
    fn dates(text: &str) -> String {
        let written = Date::parse("2023-11-15").expect("it is a date");
        let dates = told(text).into_iter().map(|told| match told.when.resolve(&written, told.looks) {
            Some(date) => date.to_string(),
            None => "-".to_owned(),
        });
        dates.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn english_dates() {
        assert_eq!(dates("on November 14, 2023, and 14 Nov. 2023, and Nov. 2023"), "2023-11-14 2023-11-14 2023-11");
        assert_eq!(
            dates("2023-11-14T10:00:00Z 2023/11/4 14.11.2023 11/14/2023 3/4/2023"),
            "2023-11-14 2023-11-04 2023-11-14 2023-11-14 2023"
        );
        assert_eq!(
            dates("on Nov. 14, on 14 December, in August, last May, since March"),
            "2023-11-14 2022-12-14 2023-08 2023-05 2023-03"
        );
        assert_eq!(
            dates("Friday, on Wednesday, next Friday, last Wednesday"),
            "2023-11-10 2023-11-15 2023-11-17 2023-11-08"
        );
        assert_eq!(
            dates("yesterday, last month, next year, last week"),
            "2023-11-14 2023-10 2024 2023-11-06/2023-11-12"
        );
        assert_eq!(dates("two days ago, three months ago, a week ago"), "2023-11-13 2023-08 2023-11-06/2023-11-12");
        assert_eq!(dates("they may march in the sun; March 40"), "");
    }

    #[test]
    fn korean_dates() {
        assert_eq!(
            dates("2023년 11월 14일, 11월 14일, 지난 10일, 지난달 3일"),
            "2023-11-14 2023-11-14 2023-11-10 2023-10-03"
        );
        assert_eq!(
            dates("오는 20일, 내달 3일, 지난해 8월, 내년 2월, 20일 밝혔다"),
            "2023-11-20 2023-12-03 2022-08 2024-02 2023-10-20"
        );
        assert_eq!(
            dates("2023.11.14. 오늘, 지난주 금요일, 화요일, 8월"),
            "2023-11-14 2023-11-15 2023-11-10 2023-11-14 2023-08"
        );
    }

    #[test]
    fn japanese_dates() {
        assert_eq!(dates("2023年11月14日、令和5年11月14日、１１月１４日"), "2023-11-14 2023-11-14 2023-11-14");
        assert_eq!(
            dates("港は14日、開いた。来月3日に。昨年8月。来月。先週金曜日"),
            "2023-11-14 2023-12-03 2022-08 2023-12 2023-11-10"
        );
    }

    #[test]
    fn chinese_dates() {
        assert_eq!(
            dates("2023年11月14日，11月14日，上月3日，去年8月，下个月"),
            "2023-11-14 2023-11-14 2023-10-03 2022-08 2023-12"
        );
        assert_eq!(dates("周二宣布，昨天，上周五，星期三"), "2023-11-14 2023-11-14 2023-11-10 2023-11-15");
    }

    #[test]
    fn days_need_a_day_to_count_from() {
        let written = Date::parse("2023-11").expect("it is a date");
        let resolve = |text: &str| told(text)[0].when.resolve(&written, Looks::Either).map(|date| date.to_string());
        assert_eq!(resolve("on Friday"), None);
        assert_eq!(resolve("last month").as_deref(), Some("2023-10"));
        assert_eq!(resolve("in August").as_deref(), Some("2023-08"));
    }
}
