//! When a clipping was published, concluded from what its text tells.
//!
//! In: the text of the article, its dateline, and the lines around it. Out: a date that is marked as approximate, or its year as uncertain, with the grounds
//! for it in words. Deliberately absent: any guess. A day is concluded only from a day that the text tells of, a year only from
//! one that it names; where the text leaves it open, there is no date.

use std::sync::LazyLock;

use chrono::{Datelike, Weekday};
use regex::Regex;

use super::ClippingDate;
use super::dates::{When, told};
use crate::date::{Date, Precision};

/// How many paragraphs are the lead, which tells what is new.
const LEAD: usize = 3;

/// The date, as far as there are grounds. `around` are lines outside of the article, `paragraphs` those of it.
pub(super) fn infer(dateline: Option<&str>, paragraphs: &[&str], around: &[&str]) -> Option<ClippingDate> {
    let copyright = around.iter().rev().find_map(|line| copyright_year(line));
    let lead = &paragraphs[..paragraphs.len().min(LEAD)];
    let latest = latest_day(paragraphs);
    of_dateline(dateline, copyright, latest.as_ref())
        .or_else(|| of_weekday(lead, latest.as_ref()))
        .or_else(|| of_lead(lead, copyright))
}

/// A day in the dateline, of a year that is named elsewhere.
fn of_dateline(dateline: Option<&str>, copyright: Option<i32>, latest: Option<&Latest>) -> Option<ClippingDate> {
    let dateline = dateline?;
    let told = told(dateline).into_iter().next()?;
    let words = &dateline[told.at.clone()];
    match told.when {
        When::Parts { year: Some(_), .. } => Some(ClippingDate {
            date: told.when.absolute()?,
            is_inferred: false,
            grounds: format!("the dateline: “{words}”"),
        }),
        When::Parts { year: None, month: Some(month), day: Some(day) } => {
            let (text, source) = match (latest, copyright) {
                (Some(latest), _) => (
                    format!("{:04}-{month:02}-{day:02}~", latest.year),
                    format!("the year of “{}” in the text", latest.words),
                ),
                // It is the day that is told; a page may be saved years later, under the copyright of that year.
                (None, Some(year)) => {
                    (format!("{year:04}?-{month:02}-{day:02}"), format!("the year {year} of the copyright line"))
                }
                (None, None) => return None,
            };
            inferred(&text, format!("“{words}” in the dateline, with {source}"))
        }
        _ => None,
    }
}

/// The latest day that the text tells of with its year, if it fell on the day of the week that the lead speaks of.
fn of_weekday(lead: &[&str], latest: Option<&Latest>) -> Option<ClippingDate> {
    let latest = latest?;
    let day = latest.date.exact_day()?;
    let weekdays = lead.iter().flat_map(|paragraph| told(paragraph)).filter_map(|told| match told.when {
        When::Weekday(weekday) => Some(weekday),
        _ => None,
    });
    let is_same = |weekday: &Weekday| *weekday == day.weekday();
    weekdays.into_iter().find(is_same)?;
    let name = day.format("%A");
    inferred(
        &format!("{day}~"),
        format!("the lead speaks of a {name}, and “{}”, the latest day in the text, was one", latest.words),
    )
}

/// A month or day that the lead tells of with its year, if no other year is named.
fn of_lead(lead: &[&str], copyright: Option<i32>) -> Option<ClippingDate> {
    let latest = latest_day(lead)?;
    if copyright.is_some_and(|year| year != latest.year) {
        return None;
    }
    let month: String = latest.date.as_str().chars().take("2023-11".len()).collect();
    inferred(&format!("{month}~"), format!("“{}” in the first paragraphs is the latest date there", latest.words))
}

fn inferred(text: &str, grounds: String) -> Option<ClippingDate> {
    Some(ClippingDate { date: Date::parse(text).ok()?, is_inferred: true, grounds })
}

/// A date with its year.
struct Latest {
    date: Date,
    year: i32,
    words: String,
}

/// The latest month or day that paragraphs tell of with its year.
fn latest_day(paragraphs: &[&str]) -> Option<Latest> {
    let dates = paragraphs.iter().flat_map(|paragraph| {
        told(paragraph).into_iter().filter_map(|told| {
            let date = told.when.absolute()?;
            let words = paragraph[told.at].to_owned();
            let is_fine = matches!(date.precision(), Precision::Day | Precision::Month);
            is_fine.then(|| date.year()).flatten().map(|year| Latest { date, year, words })
        })
    });
    dates.max_by_key(|latest| latest.date.sort_key())
}

/// The year of a copyright line; the last, where there are two.
fn copyright_year(line: &str) -> Option<i32> {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:©|ⓒ|\(c\)|copyright)[^0-9]{0,40}(?:(?:19|20)\d\d\s*[-–—~]\s*)?((?:19|20)\d\d)\b")
            .expect("the pattern is right")
    });
    YEAR.captures(line)?.get(1)?.as_str().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::infer;

    fn inferred(dateline: Option<&str>, paragraphs: &[&str], around: &[&str]) -> String {
        infer(dateline, paragraphs, around)
            .map_or_else(|| "-".to_owned(), |date| format!("{} ({})", date.date, date.grounds))
    }

    #[test]
    fn a_day_has_grounds() {
        let text = ["The harbour opened on Tuesday.", "Work began on March 12, 2024."];
        let cases = [
            inferred(Some("PORT CITY, March 12 (Yonhap) --"), &["The harbour opened."], &["© 2019-2024 Lund Gazette"]),
            inferred(Some("PORT CITY, March 12 (Yonhap) --"), &["The harbour opened."], &[]),
            inferred(None, &text, &[]),
            inferred(None, &["The harbour opened on Friday.", text[1]], &[]),
            inferred(None, &["It opened in March 2024, after 2 May 2023."], &[]),
            inferred(None, &["It opened after 2 May 2019."], &["Copyright 2024 Lund Gazette"]),
            inferred(None, &["The harbour opened on Friday."], &["Home"]),
        ];
        insta::assert_snapshot!(cases.join("\n"), @"
        2024?-03-12 (“March 12” in the dateline, with the year 2024 of the copyright line)
        -
        2024-03-12~ (the lead speaks of a Tuesday, and “March 12, 2024”, the latest day in the text, was one)
        2024-03~ (“March 12, 2024” in the first paragraphs is the latest date there)
        2024-03~ (“in March 2024” in the first paragraphs is the latest date there)
        -
        -
        ");
    }
}
