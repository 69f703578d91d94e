//! Dates in the forms that exports know, never finer or surer than the date itself.
//!
//! In: an EDTF [`Date`]. Out: numbers where numbers can say it, or nothing, and then the caller tells it in words.

use serde::{Serialize, Serializer};

use crate::date::{Date, Day, Language, Precision};

/// What numbers can say of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbers {
    /// Year, month and day, as far as they are known.
    pub(super) start: Vec<u16>,
    /// The same for the end of an interval.
    pub(super) end: Option<Vec<u16>>,
    /// 1 to 4, spring to winter, of the year at the start.
    pub(super) season: Option<u8>,
    /// Whether it is approximate or uncertain.
    pub(super) is_circa: bool,
}

/// `None` for what numbers can't say: sets, open intervals, quarters, decades, years before 1 and beyond 9999.
pub(super) fn numbers(date: &Date) -> Option<Numbers> {
    let is_circa = date.is_approximate() || date.is_uncertain();
    let of = |start, end, season| Some(Numbers { start, end, season, is_circa });
    match date.precision() {
        Precision::Interval => {
            let [start, end] = ends(date)?;
            of(parts(&start)?, Some(parts(&end)?), None)
        }
        Precision::Season => of(vec![year(date)?], None, Some(season(date)?)),
        _ => of(parts(date)?, None, None),
    }
}

/// The year, the month or the day in numbers, when that is all that there is to say: neither circa nor to an end.
pub(super) fn plain(date: &Date) -> Option<Vec<u16>> {
    let numbers = numbers(date)?;
    let is_plain = !numbers.is_circa && numbers.end.is_none() && numbers.season.is_none();
    is_plain.then_some(numbers.start)
}

/// Both ends of an interval.
pub(super) fn ends(date: &Date) -> Option<[Date; 2]> {
    let (start, end) = date.as_str().split_once('/')?;
    Some([Date::parse(start).ok()?, Date::parse(end).ok()?])
}

fn parts(date: &Date) -> Option<Vec<u16>> {
    let year = year(date)?;
    let Day::On { month, day, .. } = date.earliest() else { return None };
    match date.precision() {
        Precision::Year => Some(vec![year]),
        Precision::Month => Some(vec![year, month.into()]),
        Precision::Day => Some(vec![year, month.into(), day.into()]),
        _ => None,
    }
}

fn year(date: &Date) -> Option<u16> {
    match date.earliest() {
        Day::On { year, .. } => u16::try_from(year).ok().filter(|year| (1..=9999).contains(year)),
        Day::NegativeInfinity | Day::PositiveInfinity => None,
    }
}

/// EDTF's 21 to 24. Hemispheres, quarters, thirds and halves have no number elsewhere.
fn season(date: &Date) -> Option<u8> {
    let number: String = date.as_str().get(5..)?.chars().filter(char::is_ascii_digit).collect();
    number.parse::<u8>().ok()?.checked_sub(20).filter(|season| (1..=4).contains(season))
}

/// A date as CSL-JSON has it.
#[derive(Serialize)]
#[serde(untagged)]
enum Csl {
    Numbers {
        #[serde(rename = "date-parts")]
        date_parts: Vec<Vec<u16>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        season: Option<u8>,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        circa: bool,
    },
    Words {
        literal: String,
    },
}

/// Serialises a date for CSL-JSON.
pub(super) fn csl<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    let csl = date.as_ref().map(|date| match numbers(date) {
        Some(Numbers { start, end, season, is_circa }) => {
            Csl::Numbers { date_parts: [Some(start), end].into_iter().flatten().collect(), season, circa: is_circa }
        }
        None => Csl::Words { literal: date.words(Language::English) },
    });
    csl.serialize(serializer)
}

/// The value of biblatex's `date`, which takes EDTF of levels 0 and 1 with the years that have four digits.
pub(super) fn biblatex(date: &Date) -> Option<&str> {
    let text = date.as_str();
    let is_known = edtf_core::level(text).is_some_and(|level| level <= 1);
    (is_known && !text.contains('Y')).then_some(text)
}

/// The value of RIS's `DA`: `2023/11/15`, `2023/11`, `2023`; for everything else EDTF, which no reader takes for a day.
pub(super) fn ris(date: &Date) -> String {
    plain(date).map_or_else(
        || date.as_str().to_owned(),
        |parts| {
            let parts: Vec<String> =
                parts.iter().zip([4, 2, 2]).map(|(part, width)| format!("{part:0width$}")).collect();
            parts.join("/")
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_form_says_more_than_the_date() {
        #[derive(Serialize)]
        struct Issued(#[serde(serialize_with = "csl")] Option<Date>);
        let cases = [
            ("2023-11-15", r#"{"date-parts":[[2023,11,15]]}"#, Some("2023-11-15"), "2023/11/15"),
            ("2023-11", r#"{"date-parts":[[2023,11]]}"#, Some("2023-11"), "2023/11"),
            ("0800", r#"{"date-parts":[[800]]}"#, Some("0800"), "0800"),
            ("2023-11-15~", r#"{"date-parts":[[2023,11,15]],"circa":true}"#, Some("2023-11-15~"), "2023-11-15~"),
            ("2023?", r#"{"date-parts":[[2023]],"circa":true}"#, Some("2023?"), "2023?"),
            ("2023-11-XX", r#"{"date-parts":[[2023,11]]}"#, Some("2023-11-XX"), "2023/11"),
            ("2023-XX-XX", r#"{"date-parts":[[2023]]}"#, Some("2023-XX-XX"), "2023"),
            ("2024-21", r#"{"date-parts":[[2024]],"season":1}"#, Some("2024-21"), "2024-21"),
            ("2024-24~", r#"{"date-parts":[[2024]],"season":4,"circa":true}"#, Some("2024-24~"), "2024-24~"),
            ("2024-33", r#"{"literal":"the first quarter of 2024"}"#, None, "2024-33"),
            ("2024/2025", r#"{"date-parts":[[2024],[2025]]}"#, Some("2024/2025"), "2024/2025"),
            (
                "2023-11-14~/2023-12",
                r#"{"date-parts":[[2023,11,14],[2023,12]],"circa":true}"#,
                Some("2023-11-14~/2023-12"),
                "2023-11-14~/2023-12",
            ),
            ("2023-11/..", r#"{"literal":"since November 2023"}"#, Some("2023-11/.."), "2023-11/.."),
            ("202X", r#"{"literal":"the 2020s"}"#, Some("202X"), "202X"),
            ("-0044", r#"{"literal":"45 BC"}"#, Some("-0044"), "-0044"),
            ("[2023,2025]", r#"{"literal":"2023 or 2025"}"#, None, "[2023,2025]"),
            ("Y170000002", r#"{"literal":"the year 170000002"}"#, None, "Y170000002"),
        ];
        for (edtf, json, bib, da) in cases {
            let date = Date::parse(edtf).expect("the case is EDTF");
            assert_eq!(serde_json::to_string(&Issued(Some(date.clone()))).expect("it serialises"), json, "{edtf}");
            assert_eq!((biblatex(&date), ris(&date).as_str()), (bib, da), "{edtf}");
        }
    }
}
