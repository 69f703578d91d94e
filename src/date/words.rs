//! Dates in a human language.
//!
//! In: an EDTF expression, and a language. Out: a phrase. Words say what the expression says and no more: an unknown day
//! stays unknown. Deliberately absent: any word, which are in `language`.

use chrono::{Datelike, NaiveDate};
use edtf_core::{self as edtf, Bound, DateField, Edtf, IntervalEndpoint, Qualifier, SetElement, SetKind, YearKind};

use super::language::{Language, Phrases, Sharer, fill};
use super::year_span;

/// What a date need not say, because its neighbour or the heading says it. In the order of how much
/// is left out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Omit {
    Nothing,
    Year,
    YearAndMonth,
}

/// The expression in words.
pub(super) fn words(edtf: &Edtf, language: Language) -> String {
    language.phrases().expression(edtf, Omit::Nothing)
}

/// The expression without its year, which is one and known. None when a part of it says no more than the year.
pub(super) fn words_in_year(edtf: &Edtf, language: Language) -> Option<String> {
    dates(edtf).into_iter().all(says_month).then(|| language.phrases().expression(edtf, Omit::Year))
}

/// From one date on; up to one; from one to another: for dates in words that no single expression can hold.
pub(super) fn since(words: String, language: Language) -> String {
    fill(language.phrases().since, &[words])
}

pub(super) fn until(words: String, language: Language) -> String {
    fill(language.phrases().until, &[words])
}

pub(super) fn from_to(from: String, to: String, language: Language) -> String {
    fill(language.phrases().from_to, &[from, to])
}

/// `November 2023`, for the month that this day is in.
pub(super) fn month(day: NaiveDate, language: Language) -> String {
    let phrases = language.phrases();
    phrases.with_year(day, phrases.month)
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
            (Some(from), Some(_)) if interval.end == IntervalEndpoint::Unknown => fill(self.unknown_end, &[from]),
            (Some(_), Some(to)) if interval.start == IntervalEndpoint::Unknown => fill(self.unknown_start, &[to]),
            (Some(from), Some(to)) => fill(self.from_to, &[from, to]),
            (Some(from), None) => fill(self.since, &[from]),
            (None, Some(to)) => fill(self.until, &[to]),
            (None, None) => self.unknown_date.to_owned(),
        }
    }

    fn set(&self, set: &edtf::Set, omit: Omit) -> String {
        if let (SetKind::OneMember, [SetElement::OnOrBefore(last)]) = (set.kind, set.elements.as_slice())
            && let Some(next) = year_after(last)
        {
            return fill(self.before, &[self.year(next)]);
        }
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

    /// Dates that follow each other in one phrase: one says what they share, and all others leave it out.
    fn neighbours(&self, dates: &[&edtf::Date], omit: Omit) -> Vec<String> {
        let shared = shared(dates).max(omit);
        let sharer = match self.sharer {
            Sharer::First => 0,
            Sharer::Last => dates.len().saturating_sub(1),
        };
        dates.iter().enumerate().map(|(i, date)| self.date(date, if i == sharer { omit } else { shared })).collect()
    }

    fn date(&self, date: &edtf::Date, omit: Omit) -> String {
        let qualifiers = qualifiers(date);
        let uncertain = qualifiers.iter().all(|q| q.uncertain);
        let approximate = qualifiers.iter().all(|q| q.approximate);
        let mut words = self.unqualified(date, omit);
        if approximate {
            words = fill(if is_plain(date) { self.about } else { self.about_time }, &[words]);
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
                    None => fill(self.year, &[without_marks(date).trim_start_matches('Y').to_owned()]),
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
            _ => fill(self.year, &[year.to_string()]),
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

/// The year behind a plain one. What happened in that one or earlier happened before the year behind it.
fn year_after(date: &edtf::Date) -> Option<i64> {
    let is_year = date.month.is_none() && is_plain(date) && !qualifiers(date).iter().any(|q| q.is_qualified());
    date.year.value().filter(|year| is_year && *year < 9999).map(|year| year + 1)
}

/// Whether all that the date says is a year, month or day of the calendar.
fn is_plain(date: &edtf::Date) -> bool {
    let is_counted = matches!(date.year.kind, YearKind::Standard { .. }) && date.year.significant_digits.is_none();
    is_counted && !date.has_unspecified() && date.precision() != edtf::Precision::Season
}

/// What all but one may leave out. Nothing once a remark on single parts stands between the
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
    use std::fmt::Write as _;

    use crate::date::{Date, Language};

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
        ("20", "some year from 2000 to 2099", ""),
        ("-04", "some year from 500 BC to 401 BC", ""),
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
        ("/..", "since an unknown date", ""),
        ("../", "until an unknown date", ""),
        ("..2023/2024..", "from 2023 or earlier to 2024 or later", ""),
        ("../2024..", "until 2024 or later", ""),
        // Sets.
        ("[2023-12-08,2023-12-09]", "8 or 9 December 2023", "8 or 9 December"),
        ("[2023-12-08..2023-12-09]", "between 8 and 9 December 2023", "between 8 and 9 December"),
        ("{2023-04,2023-06,2023-09}", "April, June and September 2023", "April, June and September"),
        ("[1667,1668,1670..1672]", "1667, 1668 or between 1670 and 1672", ""),
        ("[1667, 1670-12]", "1667 or December 1670", ""),
        ("{1667,1670..1672}", "1667 and each year from 1670 to 1672", ""),
        ("{2023-11-08..2023-11-10}", "each day from 8 to 10 November 2023", "each day from 8 to 10 November"),
        ("[..2022]", "before 2023", ""),
        ("[..-0001]", "before 1 BC", ""),
        ("[..2022~]", "about 2022 or earlier", ""),
        ("[..1984-12]", "December 1984 or earlier", ""),
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
            assert_eq!(date.words(Language::English), *full, "{edtf}");
            let in_year = if in_year.is_empty() { full } else { in_year };
            assert_eq!(date.words_in_year(Language::English), *in_year, "{edtf} in its year");
        }
    }

    #[test]
    fn months_are_named() {
        let named: Vec<String> = (1..=12)
            .map(|month| Date::parse(&format!("2023-{month:02}")).expect("a month"))
            .map(|date| date.words_in_year(Language::English))
            .collect();
        assert_eq!(
            named.join(" "),
            "January February March April May June July August September October November December"
        );
    }

    /// The table in another language: in full, and in its year when that differs.
    fn told(language: Language) -> String {
        let mut report = String::new();
        for (edtf, ..) in TABLE {
            let date = Date::parse(edtf).expect(edtf);
            let (full, in_year) = (date.words(language), date.words_in_year(language));
            let in_year = if in_year == full { String::new() } else { format!(" | {in_year}") };
            writeln!(report, "{edtf} | {full}{in_year}").expect("a String takes all");
        }
        report
    }

    #[test]
    fn korean_words_say_the_same() {
        insta::assert_snapshot!(told(Language::Korean), @r"
        2023-11-14 | 2023년 11월 14일 | 11월 14일
        2023-08 | 2023년 8월 | 8월
        2023 | 2023년
        2023-11-15~ | 2023년 11월 15일경 | 11월 15일경
        2023-11-15? | 2023년 11월 15일(불확실) | 11월 15일(불확실)
        2023-11-15% | 2023년 11월 15일경(불확실) | 11월 15일경(불확실)
        2023~ | 2023년경
        2024-XX | 2024년 중 어느 달
        2024-XX-XX | 2024년 중 어느 날
        2023-11-XX | 2023년 11월 중 어느 날 | 11월 중 어느 날
        202X | 2020년대
        202X~ | 2020년대 무렵
        200X | 2000년~2009년 중 어느 해
        20XX | 2000년~2099년 중 어느 해
        XXXX | 연도 미상
        20 | 2000년~2099년 중 어느 해
        -04 | 기원전 500년~기원전 401년 중 어느 해
        2024-1X | 2024-1X 형식의 어느 날짜
        15XX-12-25? | 15XX-12-25 형식의 어느 날짜(불확실)
        2024-21 | 2024년 봄 | 봄
        2023-24 | 2023년 겨울
        2024-29 | 2024년 봄(남반구) | 봄(남반구)
        2024-26~ | 2024년 여름(북반구) 무렵 | 여름(북반구) 무렵
        2024-33 | 2024년 1분기 | 1분기
        2024-39 | 2024년 마지막 4개월 | 마지막 4개월
        2024-41 | 2024년 하반기 | 하반기
        2023-12-08/2023-12-09 | 2023년 12월 8일~9일 | 12월 8일~9일
        2023-11-30/2023-12-02 | 2023년 11월 30일~12월 2일 | 11월 30일~12월 2일
        2023-12-30/2024-01-02 | 2023년 12월 30일~2024년 1월 2일
        2023-04/2023-06 | 2023년 4월~6월 | 4월~6월
        2023-04/2023-06-09 | 2023년 4월~6월 9일 | 4월~6월 9일
        2023-21/2023-22 | 2023년 봄~여름 | 봄~여름
        2024/2025 | 2024년~2025년
        2023/2023-06 | 2023년~2023년 6월
        2023-12-08/2023-12-08 | 2023년 12월 8일 | 12월 8일
        2023-12-08~/2023-12-09 | 2023년 12월 8일경부터 9일까지 | 12월 8일경부터 9일까지
        2023/2024~ | 2023년부터 2024년경까지
        2023-11-XX/2023-12-09 | 2023년 11월 중 어느 날부터 12월 9일까지 | 11월 중 어느 날부터 12월 9일까지
        2023/.. | 2023년부터
        2023-11-15~/.. | 2023년 11월 15일경부터
        ../2023 | 2023년까지
        2023/ | 2023년부터(종료 시점 미상)
        /2023 | 2023년까지(시작 시점 미상)
        /.. | 미상의 시점부터
        ../ | 미상의 시점까지
        ..2023/2024.. | 2023년 또는 그 이전부터 2024년 또는 그 이후까지
        ../2024.. | 2024년 또는 그 이후까지
        [2023-12-08,2023-12-09] | 2023년 12월 8일 또는 9일 | 12월 8일 또는 9일
        [2023-12-08..2023-12-09] | 2023년 12월 8일에서 9일 사이 | 12월 8일에서 9일 사이
        {2023-04,2023-06,2023-09} | 2023년 4월, 6월 및 9월 | 4월, 6월 및 9월
        [1667,1668,1670..1672] | 1667년, 1668년 또는 1670년에서 1672년 사이
        [1667, 1670-12] | 1667년 또는 1670년 12월
        {1667,1670..1672} | 1667년 및 1670년부터 1672년까지 매년
        {2023-11-08..2023-11-10} | 2023년 11월 8일부터 10일까지 매일 | 11월 8일부터 10일까지 매일
        [..2022] | 2023년 이전
        [..-0001] | 기원전 1년 이전
        [..2022~] | 2022년경 또는 그 이전
        [..1984-12] | 1984년 12월 또는 그 이전
        [1760-12..] | 1760년 12월 또는 그 이후
        {..2023-24} | 2023년 겨울까지 계절마다
        {1760-12..} | 1760년 12월부터 매월
        [2023?] | 2023년(불확실)
        2023?-11-15 | 2023년 11월 15일(연도 불확실) | 11월 15일(연도 불확실)
        2023-11~-15 | 2023년 11월 15일(연도 및 월 대략적) | 11월 15일(연도 및 월 대략적)
        2023-11-%15 | 2023년 11월 15일(일자 불확실·대략적) | 11월 15일(일자 불확실·대략적)
        ?2023-11-15~ | 2023년 11월 15일경(연도 불확실) | 11월 15일경(연도 불확실)
        2023?-11 | 2023년 11월(연도 불확실) | 11월(연도 불확실)
        2023?-11-~15/2023-12 | 2023년 11월 15일(연도 불확실, 일자 대략적)부터 2023년 12월까지 | 11월 15일(연도 불확실, 일자 대략적)부터 12월까지
        0476-09-04 | 서기 476년 9월 4일 | 9월 4일
        0000 | 기원전 1년
        -0043-03-15 | 기원전 44년 3월 15일 | 3월 15일
        -0043-03-08/-0043-03-09 | 기원전 44년 3월 8일~9일 | 3월 8일~9일
        -9999 | 기원전 10000년
        -004X | 기원전 50년~기원전 41년 중 어느 해
        -000X | 기원전 10년~기원전 2년 중 어느 해
        Y170000002 | 170000002년
        Y-17E7~ | -170000000년 무렵
        Y17E700 | 17E700년
        1950S2 | 1900년~1999년 중 어느 해(1950년으로 추정)
        1950S4 | 1950년
        Y171010000S3 | 171000000년~171999999년 중 어느 해(171010000년으로 추정)
        ");
    }

    #[test]
    fn japanese_words_say_the_same() {
        insta::assert_snapshot!(told(Language::Japanese), @r"
        2023-11-14 | 2023年11月14日 | 11月14日
        2023-08 | 2023年8月 | 8月
        2023 | 2023年
        2023-11-15~ | 2023年11月15日頃 | 11月15日頃
        2023-11-15? | 2023年11月15日（不確実） | 11月15日（不確実）
        2023-11-15% | 2023年11月15日頃（不確実） | 11月15日頃（不確実）
        2023~ | 2023年頃
        2024-XX | 2024年のある月
        2024-XX-XX | 2024年のある日
        2023-11-XX | 2023年11月のある日 | 11月のある日
        202X | 2020年代
        202X~ | 2020年代頃
        200X | 2000年から2009年までのある年
        20XX | 2000年から2099年までのある年
        XXXX | 年不明
        20 | 2000年から2099年までのある年
        -04 | 紀元前500年から紀元前401年までのある年
        2024-1X | 2024-1Xの形の日付
        15XX-12-25? | 15XX-12-25の形の日付（不確実）
        2024-21 | 2024年春 | 春
        2023-24 | 2023年冬
        2024-29 | 2024年春（南半球） | 春（南半球）
        2024-26~ | 2024年夏（北半球）頃 | 夏（北半球）頃
        2024-33 | 2024年第1四半期 | 第1四半期
        2024-39 | 2024年最後の4か月 | 最後の4か月
        2024-41 | 2024年後半 | 年の後半
        2023-12-08/2023-12-09 | 2023年12月8日〜9日 | 12月8日〜9日
        2023-11-30/2023-12-02 | 2023年11月30日〜12月2日 | 11月30日〜12月2日
        2023-12-30/2024-01-02 | 2023年12月30日〜2024年1月2日
        2023-04/2023-06 | 2023年4月〜6月 | 4月〜6月
        2023-04/2023-06-09 | 2023年4月〜6月9日 | 4月〜6月9日
        2023-21/2023-22 | 2023年春〜夏 | 春〜夏
        2024/2025 | 2024年〜2025年
        2023/2023-06 | 2023年〜2023年6月
        2023-12-08/2023-12-08 | 2023年12月8日 | 12月8日
        2023-12-08~/2023-12-09 | 2023年12月8日頃から9日まで | 12月8日頃から9日まで
        2023/2024~ | 2023年から2024年頃まで
        2023-11-XX/2023-12-09 | 2023年11月のある日から12月9日まで | 11月のある日から12月9日まで
        2023/.. | 2023年から
        2023-11-15~/.. | 2023年11月15日頃から
        ../2023 | 2023年まで
        2023/ | 2023年から（終わりは不明）
        /2023 | 2023年まで（始まりは不明）
        /.. | 不明な時点から
        ../ | 不明な時点まで
        ..2023/2024.. | 2023年またはそれ以前から2024年またはそれ以降まで
        ../2024.. | 2024年またはそれ以降まで
        [2023-12-08,2023-12-09] | 2023年12月8日または9日 | 12月8日または9日
        [2023-12-08..2023-12-09] | 2023年12月8日から9日の間 | 12月8日から9日の間
        {2023-04,2023-06,2023-09} | 2023年4月、6月および9月 | 4月、6月および9月
        [1667,1668,1670..1672] | 1667年、1668年または1670年から1672年の間
        [1667, 1670-12] | 1667年または1670年12月
        {1667,1670..1672} | 1667年および1670年から1672年まで毎年
        {2023-11-08..2023-11-10} | 2023年11月8日から10日まで毎日 | 11月8日から10日まで毎日
        [..2022] | 2023年より前
        [..-0001] | 紀元前1年より前
        [..2022~] | 2022年頃またはそれ以前
        [..1984-12] | 1984年12月またはそれ以前
        [1760-12..] | 1760年12月またはそれ以降
        {..2023-24} | 2023年冬まで季節ごと
        {1760-12..} | 1760年12月から毎月
        [2023?] | 2023年（不確実）
        2023?-11-15 | 2023年11月15日（年は不確実） | 11月15日（年は不確実）
        2023-11~-15 | 2023年11月15日（年および月はおおよそ） | 11月15日（年および月はおおよそ）
        2023-11-%15 | 2023年11月15日（日は不確実でおおよそ） | 11月15日（日は不確実でおおよそ）
        ?2023-11-15~ | 2023年11月15日頃（年は不確実） | 11月15日頃（年は不確実）
        2023?-11 | 2023年11月（年は不確実） | 11月（年は不確実）
        2023?-11-~15/2023-12 | 2023年11月15日（年は不確実、日はおおよそ）から2023年12月まで | 11月15日（年は不確実、日はおおよそ）から12月まで
        0476-09-04 | 西暦476年9月4日 | 9月4日
        0000 | 紀元前1年
        -0043-03-15 | 紀元前44年3月15日 | 3月15日
        -0043-03-08/-0043-03-09 | 紀元前44年3月8日〜9日 | 3月8日〜9日
        -9999 | 紀元前10000年
        -004X | 紀元前50年から紀元前41年までのある年
        -000X | 紀元前10年から紀元前2年までのある年
        Y170000002 | 170000002年
        Y-17E7~ | -170000000年頃
        Y17E700 | 17E700年
        1950S2 | 1900年から1999年までのある年（1950年と推定）
        1950S4 | 1950年
        Y171010000S3 | 171000000年から171999999年までのある年（171010000年と推定）
        ");
    }

    #[test]
    fn two_dates_are_told_as_a_time() {
        let date = |text: &str| Date::parse(text).expect(text);
        let mut report = String::new();
        for language in Language::ALL {
            let to = |from: &str, to: &str| date(from).words_to(&date(to), language);
            let in_year = |from: &str, to: &str| date(from).words_to_in_year(&date(to), language);
            for words in [
                date("2022-05~").words_since(language),
                date("2022-05~").words_until(language),
                to("2023-12-08", "2023-12-09"),
                in_year("2023-12-08", "2023-12-09"),
                in_year("2023-12-30", "2024-01-02"),
                to("2023", "2023"),
                // Two of which EDTF makes no interval.
                to("[2023-12-08,2023-12-09]", "2024-01"),
                in_year("[2023-12-08,2023-12-09]", "2024-01"),
                in_year("2023-12-08", "2023-12"),
                to("[2023,2024]", "[2023,2024]"),
                to("2023", "2022"),
            ] {
                writeln!(report, "{words}").expect("a String takes all");
            }
        }
        insta::assert_snapshot!(report, @r"
        since about May 2022
        until about May 2022
        8 to 9 December 2023
        8 to 9 December
        30 December 2023 to 2 January 2024
        2023
        from 8 or 9 December 2023 to January 2024
        from 8 or 9 December to January 2024
        from 8 December to December
        2023 or 2024
        from 2023 to 2022
        2022년 5월경부터
        2022년 5월경까지
        2023년 12월 8일~9일
        12월 8일~9일
        2023년 12월 30일~2024년 1월 2일
        2023년
        2023년 12월 8일 또는 9일부터 2024년 1월까지
        12월 8일 또는 9일부터 2024년 1월까지
        12월 8일부터 12월까지
        2023년 또는 2024년
        2023년부터 2022년까지
        2022年5月頃から
        2022年5月頃まで
        2023年12月8日〜9日
        12月8日〜9日
        2023年12月30日〜2024年1月2日
        2023年
        2023年12月8日または9日から2024年1月まで
        12月8日または9日から2024年1月まで
        12月8日から12月まで
        2023年または2024年
        2023年から2022年まで
        ");
    }
}
