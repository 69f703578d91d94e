//! Dates in a human language.
//!
//! In: an EDTF expression. Out: an English phrase. Words say what the expression says and no more: an unknown day
//! stays unknown. A language is one set of [`Phrases`]; names of months come from chrono's locales. Choosing a language
//! is deliberately absent while there is one.

use chrono::{Datelike, Locale, NaiveDate};
use edtf_core::{self as edtf, Bound, DateField, Edtf, IntervalEndpoint, Qualifier, SetElement, SetKind, YearKind};

use super::year_span;

/// What a language needs to say a date. `{0}` and `{1}` take other phrases; `%` is chrono's.
struct Phrases {
    locale: Locale,
    day: &'static str,
    day_of_year: &'static str,
    day_of_month: &'static str,
    month: &'static str,
    month_of_year: &'static str,
    /// With the year, and within it.
    seasons: [(&'static str, &'static str); 4],
    northern: &'static str,
    southern: &'static str,
    /// Quarters, thirds and halves.
    divisions: [(&'static str, &'static str); 9],
    year_bc: &'static str,
    /// For years that would not look like one.
    year_ad: &'static str,
    year_beyond_9999: &'static str,
    decade: &'static str,
    some_year: &'static str,
    some_year_of: &'static str,
    estimated: &'static str,
    some_month: &'static str,
    some_day: &'static str,
    some_day_of_month: &'static str,
    some_date: &'static str,
    about: &'static str,
    possibly: &'static str,
    remark: &'static str,
    uncertain: &'static str,
    approximate: &'static str,
    uncertain_and_approximate: &'static str,
    parts: [&'static str; 3],
    to: &'static str,
    from_to: &'static str,
    since: &'static str,
    until: &'static str,
    unknown_date: &'static str,
    or_earlier: &'static str,
    or_later: &'static str,
    between: &'static str,
    /// Each year, month, season and day of a range; up to a date; from a date on.
    each: [&'static str; 4],
    each_from_to: &'static str,
    each_until: &'static str,
    each_since: &'static str,
    comma: &'static str,
    and: &'static str,
    or: &'static str,
}

const ENGLISH: Phrases = Phrases {
    locale: Locale::en_GB,
    day: "%-d %B {0}",
    day_of_year: "%-d %B",
    day_of_month: "%-d",
    month: "%B {0}",
    month_of_year: "%B",
    seasons: [("spring {0}", "spring"), ("summer {0}", "summer"), ("autumn {0}", "autumn"), ("winter {0}", "winter")],
    northern: "{0} in the northern hemisphere",
    southern: "{0} in the southern hemisphere",
    divisions: [
        ("the first quarter of {0}", "the first quarter"),
        ("the second quarter of {0}", "the second quarter"),
        ("the third quarter of {0}", "the third quarter"),
        ("the fourth quarter of {0}", "the fourth quarter"),
        ("the first third of {0}", "the first third of the year"),
        ("the second third of {0}", "the second third of the year"),
        ("the last third of {0}", "the last third of the year"),
        ("the first half of {0}", "the first half of the year"),
        ("the second half of {0}", "the second half of the year"),
    ],
    year_bc: "{0} BC",
    year_ad: "AD {0}",
    year_beyond_9999: "the year {0}",
    decade: "the {0}s",
    some_year: "some year",
    some_year_of: "some year from {0} to {1}",
    estimated: "{0}, estimated to be {1}",
    some_month: "some month of {0}",
    some_day: "some day of {0}",
    some_day_of_month: "some day in {0}",
    some_date: "some date of the form {0}",
    about: "about {0}",
    possibly: "possibly {0}",
    remark: "{0} ({1})",
    uncertain: "{0} uncertain",
    approximate: "{0} approximate",
    uncertain_and_approximate: "{0} uncertain and approximate",
    parts: ["year", "month", "day"],
    to: "{0} to {1}",
    from_to: "from {0} to {1}",
    since: "since {0}",
    until: "until {0}",
    unknown_date: "an unknown date",
    or_earlier: "{0} or earlier",
    or_later: "{0} or later",
    between: "between {0} and {1}",
    each: ["each year", "each month", "each season", "each day"],
    each_from_to: "{0} from {1} to {2}",
    each_until: "{0} until {1}",
    each_since: "{0} since {1}",
    comma: ", ",
    and: " and ",
    or: " or ",
};

/// What a date need not say, because its neighbour or the heading says it. In the order of how much
/// is left out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Omit {
    Nothing,
    Year,
    YearAndMonth,
}

/// The expression in English.
pub(super) fn words(edtf: &Edtf) -> String {
    ENGLISH.expression(edtf, Omit::Nothing)
}

/// The expression in English without its year, which is one and known. None when a part of it says
/// no more than the year.
pub(super) fn words_in_year(edtf: &Edtf) -> Option<String> {
    dates(edtf).into_iter().all(says_month).then(|| ENGLISH.expression(edtf, Omit::Year))
}

/// `November 2023`, for the month that this day is in.
pub(super) fn month(day: NaiveDate) -> String {
    ENGLISH.with_year(day, ENGLISH.month)
}

impl Phrases {
    fn expression(&self, edtf: &Edtf, omit: Omit) -> String {
        match edtf {
            Edtf::Date(date) | Edtf::DateTime(edtf::DateTime { date, .. }) => self.date(date, omit),
            Edtf::Interval(interval) => self.interval(interval, omit),
            Edtf::Set(set) => self.set(set, omit),
        }
    }

    fn interval(&self, interval: &edtf::Interval, omit: Omit) -> String {
        if let (IntervalEndpoint::Date(from), IntervalEndpoint::Date(to)) = (&interval.start, &interval.end) {
            if from == to {
                return self.date(from, omit);
            }
            let plain = [from, to].iter().all(|date| {
                !date.is_uncertain()
                    && !date.is_approximate()
                    && !date.has_unspecified()
                    && date.year.significant_digits.is_none()
            });
            // "about 2023 to 2024" would leave open whether 2024 is approximate too.
            let phrase = if plain { self.to } else { self.from_to };
            return fill(phrase, &self.neighbours(&[from, to], omit));
        }
        let side = |endpoint: &IntervalEndpoint| match endpoint {
            IntervalEndpoint::Open => None,
            IntervalEndpoint::Unknown => Some(self.unknown_date.to_owned()),
            IntervalEndpoint::Date(date) => Some(self.date(date, omit)),
            IntervalEndpoint::OnOrBefore(date) => Some(fill(self.or_earlier, &[self.date(date, omit)])),
            IntervalEndpoint::OnOrAfter(date) => Some(fill(self.or_later, &[self.date(date, omit)])),
        };
        match (side(&interval.start), side(&interval.end)) {
            (Some(from), Some(to)) => fill(self.from_to, &[from, to]),
            (Some(from), None) => fill(self.since, &[from]),
            (None, Some(to)) => fill(self.until, &[to]),
            (None, None) => self.unknown_date.to_owned(),
        }
    }

    fn set(&self, set: &edtf::Set, omit: Omit) -> String {
        let single: Option<Vec<&edtf::Date>> = set
            .elements
            .iter()
            .map(|element| match element {
                SetElement::Date(date) => Some(date),
                _ => None,
            })
            .collect();
        let members = match single {
            Some(dates) => self.neighbours(&dates, omit),
            None => set.elements.iter().map(|element| self.member(set.kind, element, omit)).collect(),
        };
        self.list(
            &members,
            match set.kind {
                SetKind::AllMembers => self.and,
                SetKind::OneMember => self.or,
            },
        )
    }

    fn member(&self, kind: SetKind, element: &SetElement, omit: Omit) -> String {
        let each = |date: &edtf::Date| {
            let unit = match date.precision() {
                edtf::Precision::Year => 0,
                edtf::Precision::Month => 1,
                edtf::Precision::Season => 2,
                edtf::Precision::Day => 3,
            };
            self.each[unit].to_owned()
        };
        let words = |date| self.date(date, omit);
        match (kind, element) {
            (_, SetElement::Date(date)) => words(date),
            (SetKind::OneMember, SetElement::OnOrBefore(date)) => fill(self.or_earlier, &[words(date)]),
            (SetKind::OneMember, SetElement::OnOrAfter(date)) => fill(self.or_later, &[words(date)]),
            (SetKind::OneMember, SetElement::Range(from, to)) => {
                fill(self.between, &self.neighbours(&[from, to], omit))
            }
            (SetKind::AllMembers, SetElement::OnOrBefore(date)) => fill(self.each_until, &[each(date), words(date)]),
            (SetKind::AllMembers, SetElement::OnOrAfter(date)) => fill(self.each_since, &[each(date), words(date)]),
            (SetKind::AllMembers, SetElement::Range(from, to)) => {
                let mut parts = vec![each(from)];
                parts.extend(self.neighbours(&[from, to], omit));
                fill(self.each_from_to, &parts)
            }
        }
    }

    /// Dates that follow each other in one phrase: all but the last leave out what they share.
    fn neighbours(&self, dates: &[&edtf::Date], omit: Omit) -> Vec<String> {
        let shared = shared(dates).max(omit);
        let last = dates.len().saturating_sub(1);
        dates.iter().enumerate().map(|(i, date)| self.date(date, if i < last { shared } else { omit })).collect()
    }

    fn date(&self, date: &edtf::Date, omit: Omit) -> String {
        let qualifiers = qualifiers(date);
        let uncertain = qualifiers.iter().all(|q| q.uncertain);
        let approximate = qualifiers.iter().all(|q| q.approximate);
        let mut words = self.unqualified(date, omit);
        if approximate {
            words = fill(self.about, &[words]);
        }
        if uncertain {
            words = fill(self.possibly, &[words]);
        }
        // The rest holds of some parts only, which are named.
        let rest: Vec<(bool, bool)> =
            qualifiers.iter().map(|q| (q.uncertain && !uncertain, q.approximate && !approximate)).collect();
        let remarks: Vec<String> = [
            ((true, false), self.uncertain),
            ((false, true), self.approximate),
            ((true, true), self.uncertain_and_approximate),
        ]
        .into_iter()
        .filter(|(kind, _)| rest.contains(kind))
        .map(|(kind, phrase)| {
            let parts: Vec<String> = rest
                .iter()
                .zip(self.parts)
                .filter(|(rest, _)| **rest == kind)
                .map(|(_, part)| part.to_owned())
                .collect();
            fill(phrase, &[self.list(&parts, self.and)])
        })
        .collect();
        if remarks.is_empty() { words } else { fill(self.remark, &[words, remarks.join(self.comma)]) }
    }

    fn unqualified(&self, date: &edtf::Date, omit: Omit) -> String {
        let Some(year) = date.year.value().filter(|_| date.year.significant_digits.is_none()) else {
            return self.unspecified_year(date);
        };
        let Some(month) = date.month else {
            return match year {
                -9999..=9999 => self.year(year),
                _ => fill(self.year_beyond_9999, &[self.year(year)]),
            };
        };
        let unspecified = |field: DateField| field.digits == [None, None];
        let (month, day) = match (month.value(), date.day) {
            (None, None) if unspecified(month) => {
                return fill(self.some_month, &[self.year(year)]);
            }
            (None, Some(day)) if unspecified(month) && unspecified(day) => {
                return fill(self.some_day, &[self.year(year)]);
            }
            (None, _) => return self.some_date(date),
            (Some(code @ 21..), _) => return self.part_of_year(year, code, omit),
            (Some(month), day) => (month, day),
        };
        let calendar = |day: u8| {
            let year = i32::try_from(year).expect("a year with a month has four digits");
            NaiveDate::from_ymd_opt(year, month.into(), day.into()).expect("edtf-core accepts only days that exist")
        };
        let month = || match omit {
            Omit::Nothing => self.with_year(calendar(1), self.month),
            Omit::Year | Omit::YearAndMonth => self.with_year(calendar(1), self.month_of_year),
        };
        match day {
            None => month(),
            Some(day) if unspecified(day) => fill(self.some_day_of_month, &[month()]),
            Some(day) => match (day.value(), omit) {
                (None, _) => self.some_date(date),
                (Some(day), Omit::Nothing) => self.with_year(calendar(day), self.day),
                (Some(day), Omit::Year) => self.with_year(calendar(day), self.day_of_year),
                (Some(day), Omit::YearAndMonth) => self.with_year(calendar(day), self.day_of_month),
            },
        }
    }

    /// The groupings of months that ISO 8601-2 numbers from 21 to 41.
    fn part_of_year(&self, year: i64, code: u8, omit: Omit) -> String {
        let (with_year, in_year) = match code {
            25..=28 => return fill(self.northern, &[self.part_of_year(year, code - 4, omit)]),
            29..=32 => return fill(self.southern, &[self.part_of_year(year, code - 8, omit)]),
            33.. => self.divisions[usize::from(code) - 33],
            _ => self.seasons[usize::from(code) - 21],
        };
        match omit {
            Omit::Nothing => fill(with_year, &[self.year(year)]),
            Omit::Year | Omit::YearAndMonth => in_year.to_owned(),
        }
    }

    /// Years with unspecified or insignificant digits, and those beyond counting.
    fn unspecified_year(&self, date: &edtf::Date) -> String {
        match date.year.kind {
            YearKind::Standard { negative, digits } if date.year.significant_digits.is_none() => {
                let (first, last) = year_span(negative, digits);
                match digits {
                    _ if date.month.is_some() => self.some_date(date),
                    [None, None, None, None] => self.some_year.to_owned(),
                    // "the 2000s" might be the century.
                    [Some(1..), Some(_), Some(1..), None] if !negative => fill(self.decade, &[first.to_string()]),
                    _ if digits.iter().is_sorted_by_key(Option::is_none) => {
                        fill(self.some_year_of, &[self.year(first), self.year(last)])
                    }
                    _ => self.some_date(date),
                }
            }
            _ => {
                let bounds = Edtf::Date(*date).bounds();
                let year = match date.year.value() {
                    Some(year) => self.year(year),
                    None => without_marks(date).trim_start_matches('Y').to_owned(),
                };
                match (bounds.earliest, bounds.latest) {
                    (Bound::Date(first), Bound::Date(last)) if first.year < last.year => {
                        let span = fill(self.some_year_of, &[self.year(first.year), self.year(last.year)]);
                        fill(self.estimated, &[span, year])
                    }
                    (Bound::Date(day), _) if day.year.abs() <= 9999 => year,
                    _ => fill(self.year_beyond_9999, &[year]),
                }
            }
        }
    }

    fn some_date(&self, date: &edtf::Date) -> String {
        fill(self.some_date, &[without_marks(date)])
    }

    /// Astronomical years in the counting of readers, who know no year 0. Beyond four digits a
    /// shift by one would only blur a round number.
    fn year(&self, year: i64) -> String {
        match year {
            -9999..=0 => fill(self.year_bc, &[(1 - year).to_string()]),
            1..=999 => fill(self.year_ad, &[year.to_string()]),
            _ => year.to_string(),
        }
    }

    fn with_year(&self, day: NaiveDate, format: &str) -> String {
        let text = day.format_localized(format, self.locale).to_string();
        fill(&text, &[self.year(day.year().into())])
    }

    fn list(&self, items: &[String], conjunction: &str) -> String {
        match items {
            [items @ .., last] if !items.is_empty() => {
                format!("{}{conjunction}{last}", items.join(self.comma))
            }
            _ => items.concat(),
        }
    }
}

fn fill(phrase: &str, parts: &[String]) -> String {
    parts.iter().enumerate().fold(phrase.to_owned(), |filled, (i, part)| filled.replace(&format!("{{{i}}}"), part))
}

fn dates(edtf: &Edtf) -> Vec<&edtf::Date> {
    match edtf {
        Edtf::Date(date) | Edtf::DateTime(edtf::DateTime { date, .. }) => vec![date],
        Edtf::Interval(interval) => [&interval.start, &interval.end]
            .into_iter()
            .filter_map(|endpoint| match endpoint {
                IntervalEndpoint::Date(date)
                | IntervalEndpoint::OnOrBefore(date)
                | IntervalEndpoint::OnOrAfter(date) => Some(date),
                IntervalEndpoint::Open | IntervalEndpoint::Unknown => None,
            })
            .collect(),
        Edtf::Set(set) => set
            .elements
            .iter()
            .flat_map(|element| match element {
                SetElement::Date(date) | SetElement::OnOrBefore(date) | SetElement::OnOrAfter(date) => vec![date],
                SetElement::Range(from, to) => vec![from, to],
            })
            .collect(),
    }
}

fn says_month(date: &edtf::Date) -> bool {
    date.year.value().is_some() && date.month.is_some_and(|month| month.value().is_some())
}

/// What all but the last may leave out. Nothing once a remark on single parts stands between the
/// dates.
fn shared(dates: &[&edtf::Date]) -> Omit {
    let Some(first) = dates.first() else {
        return Omit::Nothing;
    };
    let one_year = dates.iter().all(|date| {
        says_month(date)
            && date.year.kind == first.year.kind
            && qualifiers(date).iter().all(|q| *q == date.year.qualifier)
    });
    let digits = |date: &edtf::Date| date.month.map(|month| month.digits);
    let one_month =
        dates.iter().all(|date| digits(date) == digits(first) && date.day.is_some_and(|day| day.value().is_some()));
    match (one_year, one_month) {
        (true, true) => Omit::YearAndMonth,
        (true, false) => Omit::Year,
        (false, _) => Omit::Nothing,
    }
}

/// Of the year, month and day, as far as there are any.
fn qualifiers(date: &edtf::Date) -> Vec<Qualifier> {
    let of = |field: Option<DateField>| field.map(|field| field.qualifier);
    [Some(date.year.qualifier), of(date.month), of(date.day)].into_iter().flatten().collect()
}

fn without_marks(date: &edtf::Date) -> String {
    let mut plain = *date;
    plain.year.qualifier = Qualifier::default();
    for field in [&mut plain.month, &mut plain.day].into_iter().flatten() {
        field.qualifier = Qualifier::default();
    }
    plain.to_string()
}

#[cfg(test)]
mod tests {
    use crate::date::Date;

    /// EDTF; in full; under the heading of its year, when that differs.
    const TABLE: &[(&str, &str, &str)] = &[
        ("2023-11-14", "14 November 2023", "14 November"),
        ("2023-08", "August 2023", "August"),
        ("2023", "2023", ""),
        ("2023-11-15~", "about 15 November 2023", "about 15 November"),
        ("2023-11-15?", "possibly 15 November 2023", "possibly 15 November"),
        ("2023-11-15%", "possibly about 15 November 2023", "possibly about 15 November"),
        ("2023~", "about 2023", ""),
        // Unspecified parts.
        ("2024-XX", "some month of 2024", ""),
        ("2024-XX-XX", "some day of 2024", ""),
        ("2023-11-XX", "some day in November 2023", "some day in November"),
        ("202X", "the 2020s", ""),
        ("202X~", "about the 2020s", ""),
        ("200X", "some year from 2000 to 2009", ""),
        ("20XX", "some year from 2000 to 2099", ""),
        ("XXXX", "some year", ""),
        ("2024-1X", "some date of the form 2024-1X", ""),
        ("15XX-12-25?", "possibly some date of the form 15XX-12-25", ""),
        // Seasons and other groups of months.
        ("2024-21", "spring 2024", "spring"),
        ("2023-24", "winter 2023", ""),
        ("2024-29", "spring 2024 in the southern hemisphere", "spring in the southern hemisphere"),
        ("2024-26~", "about summer 2024 in the northern hemisphere", "about summer in the northern hemisphere"),
        ("2024-33", "the first quarter of 2024", "the first quarter"),
        ("2024-39", "the last third of 2024", "the last third of the year"),
        ("2024-41", "the second half of 2024", "the second half of the year"),
        // Intervals.
        ("2023-12-08/2023-12-09", "8 to 9 December 2023", "8 to 9 December"),
        ("2023-11-30/2023-12-02", "30 November to 2 December 2023", "30 November to 2 December"),
        ("2023-12-30/2024-01-02", "30 December 2023 to 2 January 2024", ""),
        ("2023-04/2023-06", "April to June 2023", "April to June"),
        ("2023-04/2023-06-09", "April to 9 June 2023", "April to 9 June"),
        ("2023-21/2023-22", "spring to summer 2023", "spring to summer"),
        ("2024/2025", "2024 to 2025", ""),
        ("2023/2023-06", "2023 to June 2023", ""),
        ("2023-12-08/2023-12-08", "8 December 2023", "8 December"),
        ("2023-12-08~/2023-12-09", "from about 8 to 9 December 2023", "from about 8 to 9 December"),
        ("2023/2024~", "from 2023 to about 2024", ""),
        (
            "2023-11-XX/2023-12-09",
            "from some day in November to 9 December 2023",
            "from some day in November to 9 December",
        ),
        ("2023/..", "since 2023", ""),
        ("2023-11-15~/..", "since about 15 November 2023", ""),
        ("../2023", "until 2023", ""),
        ("2023/", "from 2023 to an unknown date", ""),
        ("/2023", "from an unknown date to 2023", ""),
        ("..2023/2024..", "from 2023 or earlier to 2024 or later", ""),
        ("../2024..", "until 2024 or later", ""),
        // Sets.
        ("[2023-12-08,2023-12-09]", "8 or 9 December 2023", "8 or 9 December"),
        ("[2023-12-08..2023-12-09]", "between 8 and 9 December 2023", "between 8 and 9 December"),
        ("{2023-04,2023-06,2023-09}", "April, June and September 2023", "April, June and September"),
        ("[1667,1668,1670..1672]", "1667, 1668 or between 1670 and 1672", ""),
        ("{1667,1670..1672}", "1667 and each year from 1670 to 1672", ""),
        ("{2023-11-08..2023-11-10}", "each day from 8 to 10 November 2023", "each day from 8 to 10 November"),
        ("[..1984]", "1984 or earlier", ""),
        ("[1760-12..]", "December 1760 or later", ""),
        ("{..2023-24}", "each season until winter 2023", ""),
        ("{1760-12..}", "each month since December 1760", ""),
        ("[2023?]", "possibly 2023", ""),
        // Doubt about single parts.
        ("2023?-11-15", "15 November 2023 (year uncertain)", "15 November (year uncertain)"),
        ("2023-11~-15", "15 November 2023 (year and month approximate)", "15 November (year and month approximate)"),
        (
            "2023-11-%15",
            "15 November 2023 (day uncertain and approximate)",
            "15 November (day uncertain and approximate)",
        ),
        ("?2023-11-15~", "about 15 November 2023 (year uncertain)", "about 15 November (year uncertain)"),
        ("2023?-11", "November 2023 (year uncertain)", "November (year uncertain)"),
        (
            "2023?-11-~15/2023-12",
            "from 15 November 2023 (year uncertain, day approximate) to December 2023",
            "from 15 November (year uncertain, day approximate) to December",
        ),
        // Far years.
        ("0476-09-04", "4 September AD 476", "4 September"),
        ("0000", "1 BC", ""),
        ("-0043-03-15", "15 March 44 BC", "15 March"),
        ("-0043-03-08/-0043-03-09", "8 to 9 March 44 BC", "8 to 9 March"),
        ("-9999", "10000 BC", ""),
        ("-004X", "some year from 50 BC to 41 BC", ""),
        ("-000X", "some year from 10 BC to 2 BC", ""),
        ("Y170000002", "the year 170000002", ""),
        ("Y-17E7~", "about the year -170000000", ""),
        ("Y17E700", "the year 17E700", ""),
        ("1950S2", "some year from 1900 to 1999, estimated to be 1950", ""),
        ("1950S4", "1950", ""),
        ("Y171010000S3", "some year from 171000000 to 171999999, estimated to be 171010000", ""),
    ];

    #[test]
    fn words_say_what_is_known_and_no_more() {
        for (edtf, full, in_year) in TABLE {
            let date = Date::parse(edtf).expect(edtf);
            assert_eq!(date.words(), *full, "{edtf}");
            let in_year = if in_year.is_empty() { full } else { in_year };
            assert_eq!(date.words_in_year(), *in_year, "{edtf} in its year");
        }
    }

    #[test]
    fn months_are_named() {
        let named: Vec<String> = (1..=12)
            .map(|month| Date::parse(&format!("2023-{month:02}")).expect("a month"))
            .map(|date| date.words_in_year())
            .collect();
        assert_eq!(
            named.join(" "),
            "January February March April May June July August September October November December"
        );
    }
}
