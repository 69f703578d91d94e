//! Dates in running text, in English, Korean, Japanese and Chinese.
//!
//! In: a text. Out: the words in it that tell a date, and what they tell: parts of a date, or how it lies to the day on which the
//! text was written. Resolved against that day they are EDTF, at the precision that the words give. Deliberately absent: numbers
//! that can be read in two ways (`3/4/2023`), of which only the year is taken; years alone; times of day.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use regex::{Captures, Regex};

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
    for (pattern, read) in PATTERNS.iter() {
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

type Read = fn(&Captures<'_>) -> Option<(When, Looks)>;

static PATTERNS: LazyLock<Vec<(Regex, Read)>> = LazyLock::new(|| {
    let month = "(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
    let weekday = "(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?";
    let full_weekday = "(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day";
    let d = "[0-9０-９]";
    let ideographic_weekday = "(?P<weekday>[月火水木金土日])曜日?";
    let patterns: [(String, Read); 19] = [
        (r"\b(?P<year>[12]\d{3})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:\b|T)".into(), parts),
        (r"\b(?P<year>[12]\d{3})(?P<sign>[./])\s?(?P<month>\d{1,2})[./]\s?(?P<day>\d{1,2})\b\.?".into(), parts),
        (r"\b(?P<one>\d{1,2})[./-](?P<two>\d{1,2})[./-](?P<year>[12]\d{3})\b".into(), numbers),
        (format!(r"(?i)\b{month}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>[12]\d{{3}})\b"), parts),
        (format!(r"(?i)\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{month},?[\s-]+(?P<year>[12]\d{{3}})\b"), parts),
        (format!(r"(?i)\b{month},?\s+(?:of\s+)?(?P<year>[12]\d{{3}})\b"), parts),
        // Small letters would make the verb "may" and "march" of them.
        (format!(r"\b(?P<looks>[Ll]ast |[Nn]ext |[Tt]his )?{}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>[12]\d{{3}}))?\b", capital(month)), parts),
        (format!(r"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of )?{}(?:\b|$)", capital(month)), parts),
        (format!(r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Ll]ate|[Ee]arly|[Mm]id-?|[Uu]ntil|(?P<looks>[Ll]ast|[Nn]ext|[Tt]his|[Ee]arlier in|[Ll]ater in))\s+{}(?:,?\s+(?P<year>[12]\d{{3}}))?(?:\b|$)", capital(month)), parts),
        (format!(r"\b(?P<looks>[Ll]ast |[Nn]ext |[Tt]his |[Cc]oming |[Pp]ast )?{}\b", capital(full_weekday)), day_of_week),
        (format!(r"(?i)\b(?P<looks>last|next) week\b(?:'s|’s)?(?:\s+(?:on\s+)?{weekday}\b)?"), week),
        (r"(?i)\b(?P<word>today|yesterday|tomorrow|the day before yesterday|the day after tomorrow|this morning|this afternoon|this evening|tonight|last night)\b".into(), near_day),
        (r"(?i)\b(?P<word>last|next|this|the past|the previous) (?P<unit>month|year)\b".into(), near_month),
        (r"(?i)\b(?P<count>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|a|an) (?P<unit>day|week|month|year)s? (?P<way>ago|earlier|later)\b".into(), ago),
        // Korean.
        (format!(r"(?:(?P<year>[12]{d}{{3}})\s?년|(?P<shift>지난해|작년|올해|내년|금년|이듬해))\s*(?P<month>{d}{{1,2}})\s?월(?:\s*(?P<day>{d}{{1,2}})\s?일)?"), parts),
        (format!(r"(?:(?P<looks>지난|오는)\s?)?(?:(?P<month>{d}{{1,2}})\s?월|(?P<shift>지난달|지난 달|이달|이번 달|다음 달|다음달|내달))(?:\s*(?P<day>{d}{{1,2}})\s?일)?"), parts),
        (format!(r"(?:^|[^0-9０-９.년월])(?P<told>(?:(?P<looks>지난|오는)\s?)?(?P<day>{d}{{1,2}})\s?일)(?P<span>\s?(?:간|째|동안|만에|만의|이내|전|후|뒤|치|차|연속|여))?"), day_alone),
        // Japanese and Chinese.
        (format!(r"(?:(?P<era>令和|平成)(?P<era_year>元|{d}{{1,2}})年|(?P<year>[12]{d}{{3}})\s?年|(?P<shift>昨年|去年|来年|今年|本年|明年|前年|來年))\s?(?P<month>{d}{{1,2}})\s?月(?:\s?(?P<day>{d}{{1,2}})\s?[日号號])?"), parts),
        (format!(r"(?:(?P<month>{d}{{1,2}})\s?月|(?P<shift>先月|今月|来月|來月|上个月|上個月|上月|本月|这个月|這個月|下个月|下個月|下月))(?:\s?(?P<day>{d}{{1,2}})\s?[日号號])?"), parts),
    ];
    let further: [(String, Read); 5] = [
        (format!(r"(?:^|[^0-9０-９年月])(?P<told>(?P<day>{d}{{1,2}})\s?日(?:[（(][月火水木金土日][)）])?)(?P<span>間|間|间|目|以内|以內|内|內|後|后|前|ぶり|連続|连续|連續|分|ほど|本)?"), day_alone),
        (r"(?P<word>그저께|그제|어제|오늘|내일|모레|一昨日|昨日|昨夜|今日|本日|明日|明後日|きのう|きょう|あす|あした|昨天|今天|明天|前天|后天|後天|昨晚|今晚|今早|今晨)".into(), near_day),
        (r"(?P<looks>지난주|지난 주|다음주|다음 주|이번 주|先週|来週|今週|上周|上週|下周|下週|本周|本週|这周|這週)(?:\s?の?\s?(?:(?P<weekday>[월화수목금토일月火水木金土日])(?:요일|曜日?)|(?P<number>[一二三四五六日天])))?".into(), week),
        (format!(r"(?P<weekday>[월화수목금토일])요일|{ideographic_weekday}|(?:周|週|星期|礼拜|禮拜)(?P<number>[一二三四五六日天])").replace("|(?P<weekday>", "|(?P<kanji>"), day_of_week),
        (r"(?P<word>지난달|지난 달|이달|내달|다음 달|지난해|작년|올해|내년|先月|今月|来月|昨年|去年|今年|来年|上个月|上個月|下个月|下個月|明年)".into(), near_month),
    ];
    let all = patterns.into_iter().chain(further);
    all.map(|(pattern, read)| (Regex::new(&pattern).expect("the patterns are right"), read)).collect()
});

/// A pattern of English names, as names are written: with a capital.
fn capital(pattern: &str) -> String {
    let mut capital = String::new();
    let mut is_start = false;
    for c in pattern.chars() {
        // Names begin after the name of the group and after each `|` outside of brackets.
        let depth = capital.matches('(').count() - capital.matches(')').count();
        if is_start && c.is_ascii_lowercase() {
            capital.push(c.to_ascii_uppercase());
        } else {
            capital.push(c);
        }
        is_start = depth == 1 && (c == '>' || c == '|');
    }
    capital
}

fn number(text: &str) -> Option<u32> {
    if text == "元" {
        return Some(1);
    }
    let digit = |c: char| c.to_digit(10).or_else(|| u32::from(c).checked_sub(u32::from('０')).filter(|n| *n < 10));
    text.chars().try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?))
}

fn get<'t>(captures: &Captures<'t>, name: &str) -> Option<&'t str> {
    captures.name(name).map(|group| group.as_str())
}

fn looks(captures: &Captures<'_>) -> Looks {
    match get(captures, "looks").map(|word| word.trim().to_lowercase()).as_deref() {
        Some("last" | "past" | "earlier in" | "지난") => Looks::Back,
        Some("next" | "coming" | "later in" | "오는") => Looks::Ahead,
        _ => Looks::Either,
    }
}

/// A year, month and day, as far as they are told; the year or month may be told by how it lies.
fn parts(captures: &Captures<'_>) -> Option<(When, Looks)> {
    let year = get(captures, "year").and_then(number);
    let era = get(captures, "era_year").and_then(number);
    let year = match get(captures, "era") {
        Some("令和") => era.map(|year| 2018 + year),
        Some("平成") => era.map(|year| 1988 + year),
        _ => year,
    };
    let month = get(captures, "month").and_then(|month| number(month).or_else(|| month_number(month)));
    let day = get(captures, "day").and_then(number);
    if month.is_some_and(|month| !(1..=12).contains(&month)) || day.is_some_and(|day| !(1..=31).contains(&day)) {
        return None;
    }
    let when = match get(captures, "shift") {
        Some("지난해" | "작년" | "昨年" | "去年" | "前年") => When::Years(-1, month, day),
        Some("올해" | "금년" | "今年" | "本年") => When::Years(0, month, day),
        Some("내년" | "来年" | "來年" | "明年") => When::Years(1, month, day),
        Some("지난달" | "지난 달" | "先月" | "上个月" | "上個月" | "上月") => When::Months(-1, day),
        Some("이달" | "이번 달" | "今月" | "本月" | "这个月" | "這個月") => When::Months(0, day),
        Some("다음 달" | "다음달" | "내달" | "来月" | "來月" | "下个月" | "下個月" | "下月") => {
            When::Months(1, day)
        }
        Some(_) => return None,
        None => When::Parts { year: year.and_then(|year| i32::try_from(year).ok()), month, day },
    };
    Some((when, looks(captures)))
}

fn month_number(name: &str) -> Option<u32> {
    let start = name.get(..3)?.to_lowercase();
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    (1..).zip(months).find(|(_, month)| *month == start).map(|(n, _)| n)
}

/// `15/11/2023` or `11/15/2023`, if it can't be both.
fn numbers(captures: &Captures<'_>) -> Option<(When, Looks)> {
    let one = number(get(captures, "one")?)?;
    let two = number(get(captures, "two")?)?;
    let year = i32::try_from(number(get(captures, "year")?)?).ok();
    let when = match (one, two) {
        (13..=31, 1..=12) => When::Parts { year, month: Some(two), day: Some(one) },
        (1..=12, 13..=31) => When::Parts { year, month: Some(one), day: Some(two) },
        (1..=12, 1..=12) if one == two => When::Parts { year, month: Some(one), day: Some(two) },
        (1..=12, 1..=12) => When::Parts { year, month: None, day: None },
        _ => return None,
    };
    Some((when, Looks::Either))
}

fn day_alone(captures: &Captures<'_>) -> Option<(When, Looks)> {
    // Three days are no third day.
    if captures.name("span").is_some() {
        return None;
    }
    let day = number(get(captures, "day")?)?;
    (1..=31).contains(&day).then(|| (When::Parts { year: None, month: None, day: Some(day) }, looks(captures)))
}

fn weekday(captures: &Captures<'_>) -> Option<Weekday> {
    let name = ["weekday", "kanji", "number"].into_iter().find_map(|group| {
        // Not every pattern has all of these groups.
        captures.name(group)
    })?;
    let name = name.as_str().to_lowercase();
    let sets = [
        ["mon", "월", "月", "一"],
        ["tue", "화", "火", "二"],
        ["wed", "수", "水", "三"],
        ["thu", "목", "木", "四"],
        ["fri", "금", "金", "五"],
        ["sat", "토", "土", "六"],
        ["sun", "일", "日", "天"],
    ];
    let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    let is_named = |set: &&[&str; 4]| set.iter().any(|start| name.starts_with(start));
    sets.iter().zip(days).find(|(set, _)| is_named(set)).map(|(_, day)| day)
}

fn day_of_week(captures: &Captures<'_>) -> Option<(When, Looks)> {
    Some((When::Weekday(weekday(captures)?), looks(captures)))
}

fn week(captures: &Captures<'_>) -> Option<(When, Looks)> {
    let (weeks, looks) = match get(captures, "looks")?.to_lowercase().as_str() {
        "last" | "지난주" | "지난 주" | "先週" | "上周" | "上週" => (-1, Looks::Back),
        "next" | "다음주" | "다음 주" | "来週" | "下周" | "下週" => (1, Looks::Ahead),
        _ => (0, Looks::Either),
    };
    Some((When::Weeks(weeks, weekday(captures)), looks))
}

fn near_day(captures: &Captures<'_>) -> Option<(When, Looks)> {
    let days = match get(captures, "word")?.to_lowercase().as_str() {
        "yesterday" | "last night" | "어제" | "昨日" | "昨夜" | "きのう" | "昨天" | "昨晚" => -1,
        "the day before yesterday" | "그저께" | "그제" | "一昨日" | "前天" => -2,
        "tomorrow" | "내일" | "明日" | "あす" | "あした" | "明天" => 1,
        "the day after tomorrow" | "모레" | "明後日" | "后天" | "後天" => 2,
        _ => 0,
    };
    let looks = if days > 0 { Looks::Ahead } else { Looks::Either };
    Some((When::Days(days), looks))
}

fn near_month(captures: &Captures<'_>) -> Option<(When, Looks)> {
    let word = get(captures, "word")?.to_lowercase();
    let when = match (word.as_str(), captures.name("unit").map(|unit| unit.as_str().to_lowercase()).as_deref()) {
        ("last" | "the previous", Some("month")) | ("지난달" | "지난 달" | "先月" | "上个月" | "上個月", None) => {
            When::Months(-1, None)
        }
        ("next", Some("month")) | ("내달" | "다음 달" | "来月" | "下个月" | "下個月", None) => {
            When::Months(1, None)
        }
        ("this", Some("month")) | ("이달" | "今月", None) => When::Months(0, None),
        ("last" | "the previous", Some("year")) | ("지난해" | "작년" | "昨年" | "去年", None) => {
            When::Years(-1, None, None)
        }
        ("next", Some("year")) | ("내년" | "来年" | "明年", None) => When::Years(1, None, None),
        _ => return None,
    };
    Some((when, Looks::Either))
}

/// `two weeks ago`: days to the day, the rest to its month or year.
fn ago(captures: &Captures<'_>) -> Option<(When, Looks)> {
    let count = get(captures, "count")?.to_lowercase();
    let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let named = || (1..).zip(words).find(|(_, word)| *word == count).map(|(n, _)| n);
    let count = number(&count).or_else(named).or_else(|| ["a", "an"].contains(&count.as_str()).then_some(1))?;
    // "Two days earlier" and "later" count from something else that the text tells of.
    if get(captures, "way")?.to_lowercase() != "ago" {
        return None;
    }
    let count = i32::try_from(count).ok()?;
    let when = match get(captures, "unit")?.to_lowercase().as_str() {
        "day" => When::Days(-i64::from(count)),
        "week" => When::Weeks(-i64::from(count), None),
        "month" => When::Months(-count, None),
        _ => When::Years(-count, None, None),
    };
    Some((when, Looks::Back))
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
