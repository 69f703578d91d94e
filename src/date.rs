//! Dates as authors write them: at the precision that is known, and no finer.
//!
//! In: the text of a date in EDTF (ISO 8601-2:2019, Annex A), or a timestamp, of which only the day
//! is kept. Out: a [`Date`], with its canonical text, the first and last day that it may touch, and
//! the words that a reader sees.
//!
//! A time of day, where one is known, stands beside a date as a [`Moment`] and is no part of it.
//!
//! Deliberately absent: the clock (what is past or still to come is not a property of a date), and
//! guessing. Text that is not EDTF is refused; what the author probably meant is offered as a hint
//! and never taken up silently, because a wrong guess is an invented day.

mod language;
mod read;
mod slips;
mod time;
mod words;
mod zone;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use chrono::NaiveDate;
use edtf_core::{self as edtf, Bound, Edtf, YearKind};

pub use self::language::Language;
pub use self::time::{Moment, Time, TimeError};
pub use self::zone::{UnknownZone, Zone, ZoneOffset};

/// The longest text taken for a date, in bytes. It bounds the work and the output for any input; a
/// set of nine days fits.
const LONGEST: usize = 100;

/// A date, interval or set of dates in EDTF. Cheap to clone.
///
/// Two dates are equal when their canonical texts are: `2004-06-11?` equals `?2004-?06-?11`, but
/// `2023-11` does not equal `2023-11-01/2023-11-30`. There is no `Ord`: dates order chronologies by
/// [`Date::sort_key`], and whether one happened before the other is a question with three answers,
/// [`Date::relation`].
#[derive(Clone)]
pub struct Date(Arc<Inner>);

struct Inner {
    edtf: Edtf,
    text: String,
    earliest: Day,
    latest: Day,
}

/// A day of the proleptic Gregorian calendar, or one end of time. Ordered.
///
/// Years are astronomical, as in ISO 8601: year 0 is 1 BC. They may lie far outside of what
/// [`NaiveDate`] holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Day {
    /// Before every day.
    NegativeInfinity,
    /// A day that exists in the calendar.
    On {
        /// Astronomical year.
        year: i64,
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
    },
    /// After every day.
    PositiveInfinity,
}

/// How one date lies to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The first is over, whatever its true days are, before the other can begin.
    Before,
    /// The other way round.
    After,
    /// They may share a day, so it cannot be told.
    Undecided,
}

/// The smallest unit of the calendar that a date is known to lie in, or the kind of expression that
/// has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// `2023-11-15`.
    Day,
    /// `2023-11`, and `2023-11-XX`: some day in it.
    Month,
    /// A season, quarter, third or half of a year: `2023-21` to `2023-41`.
    Season,
    /// `2023`, and `2023-XX`: some month of it.
    Year,
    /// `202X`.
    Decade,
    /// `20XX`.
    Century,
    /// `2XXX`.
    Millennium,
    /// Longer than a millennium, or beyond the years that can be counted.
    Coarser,
    /// `2024/2025`, `2023-11/..`.
    Interval,
    /// `[2023,2024]`, `{2023,2024}`.
    Set,
}

/// Why a text is not a date. `Display` gives the message alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong, in lower case, quoting the text.
    pub message: String,
    /// Where: bytes into the text, at a character's boundary, at most its length.
    pub offset: usize,
    /// What to write instead.
    pub hint: Option<String>,
}

impl Date {
    /// Reads EDTF of levels 0 to 2, or a timestamp such as `2023-11-15 00:00:00`,
    /// `2023-11-15T00:00:00.5Z` or `2023-11-15 00:00:00 +0900`, which YAML, TOML and other
    /// generators write where a day is meant. A timestamp's day is kept as written, in its own
    /// zone. Two digits are a century, as ISO 8601 has it: `20` reads as `20XX`.
    ///
    /// # Errors
    /// When the text is neither, names a day that does not exist, or is longer than 100 bytes.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        if text.len() > LONGEST {
            return Err(slips::too_long(text, text.len()));
        }
        let date = read::read(text).map_err(|fault| slips::explain(text, &fault))?;
        // Marks on single parts can take more room in the canonical text, which must itself be
        // readable.
        if date.as_str().len() > LONGEST {
            return Err(slips::too_long(text, date.as_str().len()));
        }
        Ok(date)
    }

    /// One day. None for one that EDTF can't write in four digits of the year.
    pub(crate) fn from_day(day: NaiveDate) -> Option<Self> {
        Self::parse(&day.to_string()).ok()
    }

    /// The canonical EDTF text, as ISO 8601-2 prefers it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// The first day that the date may touch, inclusive. Minus infinity when the start is open,
    /// unknown or beyond counting. `?`, `~` and `%` never move it.
    #[must_use]
    pub fn earliest(&self) -> Day {
        self.0.earliest
    }

    /// The last day that the date may touch, inclusive. Plus infinity when the end is open, unknown
    /// or beyond counting.
    #[must_use]
    pub fn latest(&self) -> Day {
        self.0.latest
    }

    /// Whether this date lies wholly before or after the other one. Two equal days are
    /// [`Relation::Undecided`].
    #[must_use]
    pub fn relation(&self, other: &Self) -> Relation {
        if self.latest() < other.earliest() {
            Relation::Before
        } else if other.latest() < self.earliest() {
            Relation::After
        } else {
            Relation::Undecided
        }
    }

    /// Orders a chronology: by first day, then by last day, so that `2023-11-01` comes before
    /// `2023-11`, and that before `2023-11/..`.
    ///
    /// A date whose start is open or unknown (`../2023`, `/2023`) takes its place by its last day,
    /// the only one known; a date with neither comes last. So the first part of the key lies in
    /// [`Date::year`], and a list in this order falls into whole years. Equal keys say nothing: a
    /// stable sort keeps the order that was there.
    #[must_use]
    pub fn sort_key(&self) -> (Day, Day) {
        match (self.earliest(), self.latest()) {
            (Day::NegativeInfinity, latest) => (latest, latest),
            bounds => bounds,
        }
    }

    /// The day, when the date is exactly one day and nothing about it is uncertain, approximate or
    /// unspecified.
    #[must_use]
    pub fn exact_day(&self) -> Option<NaiveDate> {
        let edtf = &self.0.edtf;
        if self.earliest() != self.latest() || edtf.is_uncertain() || edtf.is_approximate() || edtf.has_unspecified() {
            return None;
        }
        self.earliest().naive()
    }

    /// The value for HTML's `<time datetime>`, which knows `YYYY-MM-DD`, `YYYY-MM` and `YYYY` from
    /// year 1 on. None for all that it cannot say: qualified dates, seasons, decades, unspecified
    /// parts, intervals, sets.
    #[must_use]
    pub fn html_datetime(&self) -> Option<String> {
        let text = self.as_str();
        let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let since_year_1 = matches!(self.earliest(), Day::On { year: 1.., .. });
        (plain && since_year_1 && self.precision() != Precision::Season).then(|| text.to_owned())
    }

    /// The year under which a chronology groups the date: that of its first day or, when the start
    /// is open or unknown, that of its last. None when neither is known, or the year is later than
    /// can be said; all that are earlier count as the first that can.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        match self.sort_key().0 {
            Day::On { year, .. } => i32::try_from(year.max(i32::MIN.into())).ok(),
            Day::NegativeInfinity => Some(i32::MIN),
            Day::PositiveInfinity => None,
        }
    }

    /// How precise the date is. Whether it is also approximate or uncertain is not part of it.
    #[must_use]
    pub fn precision(&self) -> Precision {
        match &self.0.edtf {
            Edtf::Interval(_) => Precision::Interval,
            Edtf::Set(_) => Precision::Set,
            Edtf::Date(date) if date.precision() == edtf::Precision::Season => Precision::Season,
            Edtf::Date(_) | Edtf::DateTime(_) => smallest_unit(self.earliest(), self.latest()),
        }
    }

    /// True when any part is marked `~` or `%`.
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        self.0.edtf.is_approximate()
    }

    /// True when any part is marked `?` or `%`.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.0.edtf.is_uncertain()
    }

    /// The date for the middle of a sentence: `about 15 November 2023`, `8 to 9 December 2023`, `since 2023`.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        words::words(&self.0.edtf, language)
    }

    /// The same under a heading that gives [`Date::year`]: `about 15 November`, `8 to 9 December`.
    /// Equal to [`Date::words`] when the date reaches beyond that year or says no more than the
    /// year.
    #[must_use]
    pub fn words_in_year(&self, language: Language) -> String {
        let one_year = match (self.earliest(), self.latest()) {
            (Day::On { year: first, .. }, Day::On { year: last, .. }) => first == last,
            _ => false,
        };
        one_year.then(|| words::words_in_year(&self.0.edtf, language)).flatten().unwrap_or_else(|| self.words(language))
    }

    /// The time that begins with this date: `since November 2023`.
    #[must_use]
    pub fn words_since(&self, language: Language) -> String {
        words::since(self.words(language), language)
    }

    /// The time that ends with this date: `until November 2023`.
    #[must_use]
    pub fn words_until(&self, language: Language) -> String {
        words::until(self.words(language), language)
    }

    /// The time from this date to another: `8 to 9 December 2023`; one date where the two are the same.
    #[must_use]
    pub fn words_to(&self, end: &Self, language: Language) -> String {
        match self.to(end) {
            _ if self == end => self.words(language),
            Some(interval) => interval.words(language),
            None => words::from_to(self.words(language), end.words(language), language),
        }
    }

    /// The same under a heading that gives [`Date::year`] of this date.
    #[must_use]
    pub fn words_to_in_year(&self, end: &Self, language: Language) -> String {
        match self.to(end) {
            _ if self == end => self.words_in_year(language),
            Some(interval) => interval.words_in_year(language),
            None => {
                let is_same = end.year() == self.year();
                let end = if is_same { end.words_in_year(language) } else { end.words(language) };
                words::from_to(self.words_in_year(language), end, language)
            }
        }
    }

    /// The interval from this date to another. None when EDTF has none, because one of them is an interval or a set
    /// itself or the second comes first.
    #[must_use]
    pub fn to(&self, end: &Self) -> Option<Self> {
        Self::parse(&format!("{self}/{end}")).ok()
    }

    fn new(edtf: Edtf) -> Self {
        let (earliest, latest) = bounds(&edtf);
        let text = edtf.to_string();
        Self(Arc::new(Inner { edtf, text, earliest, latest }))
    }
}

impl PartialEq for Date {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Date {}

impl Hash for Date {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Date").field(&self.as_str()).finish()
    }
}

/// Canonical EDTF.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Day {
    /// The same day for chrono; None for the ends of time and for years beyond its range.
    #[must_use]
    pub fn naive(self) -> Option<NaiveDate> {
        match self {
            Self::On { year, month, day } => {
                NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month.into(), day.into())
            }
            Self::NegativeInfinity | Self::PositiveInfinity => None,
        }
    }
}

/// ISO 8601: `2023-11-15`, years beyond 9999 with a sign; the ends of time as `..`, its sign for an
/// open end.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NegativeInfinity | Self::PositiveInfinity => f.write_str(".."),
            Self::On { year, month, day } => {
                let sign = match year {
                    ..0 => "-",
                    0..=9999 => "",
                    _ => "+",
                };
                write!(f, "{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
            }
        }
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DateError {}

fn bounds(edtf: &Edtf) -> (Day, Day) {
    if let Edtf::Date(date) = edtf
        && let YearKind::Standard { negative: true, digits } = date.year.kind
        && digits.contains(&None)
    {
        // Only as a whole year: see `read::negative_unspecified_year`.
        let (first, last) = year_span(true, digits);
        return (Day::On { year: first, month: 1, day: 1 }, Day::On { year: last, month: 12, day: 31 });
    }
    let day = |bound, unknown| match bound {
        Bound::NegativeInfinity => Day::NegativeInfinity,
        Bound::Date(date) => Day::On { year: date.year, month: date.month, day: date.day },
        Bound::PositiveInfinity => Day::PositiveInfinity,
        Bound::Unknown => unknown,
    };
    let bounds = edtf.bounds();
    // What is unknown may lie anywhere, so the widest bound is the true one.
    (day(bounds.earliest, Day::NegativeInfinity), day(bounds.latest, Day::PositiveInfinity))
}

/// The first and last year that the digits allow. There is no year -0000, so -000X begins before
/// it.
fn year_span(negative: bool, digits: [Option<u8>; 4]) -> (i64, i64) {
    let filled = |fill| digits.iter().fold(0, |year, digit| year * 10 + i64::from(digit.unwrap_or(fill)));
    if negative { (-filled(9), -filled(0).max(1)) } else { (filled(0), filled(9)) }
}

fn smallest_unit(earliest: Day, latest: Day) -> Precision {
    let (Day::On { year: first, month, .. }, Day::On { year: last, month: last_month, .. }) = (earliest, latest) else {
        return Precision::Coarser;
    };
    let share = |years| (first < 0) == (last < 0) && first / years == last / years;
    if earliest == latest {
        Precision::Day
    } else if (first, month) == (last, last_month) {
        Precision::Month
    } else if first == last {
        Precision::Year
    } else if share(10) {
        Precision::Decade
    } else if share(100) {
        Precision::Century
    } else if share(1000) {
        Precision::Millennium
    } else {
        Precision::Coarser
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::slips::FORMS;
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap_or_else(|error| panic!("{error}"))
    }

    fn bounds(text: &str) -> String {
        let date = date(text);
        format!("{} {}", date.earliest(), date.latest())
    }

    #[test]
    fn timestamps_are_their_day() {
        for text in [
            "2023-11-15 00:00:00",
            "2023-11-15T00:00:00",
            "2023-11-15T00:00:00Z",
            "2023-11-15T23:59:60.25+09:00",
            "2023-11-15 08:30:00,5 -05:00",
            "2023-11-15 00:00:00 +0900",
        ] {
            assert_eq!(date(text).as_str(), "2023-11-15", "{text}");
        }
        assert_eq!(date("-0043-03-15T12:00:00").as_str(), "-0043-03-15");
        assert_eq!(date("2023-11-15T09:00:00Z/2023-11-16T08:00:00Z").as_str(), "2023-11-15/2023-11-16");
        // Which of the two clocks is ahead is not asked: days are kept as written.
        assert_eq!(date("2023-11-15T10:00:00Z/2023-11-15T09:00:00-05").as_str(), "2023-11-15/2023-11-15");
        for text in [
            "2023-11-15 25:00:00",
            "2023-11-15T10:30",
            "2023-11-15 00:00:00 ",
            "2023-11-15T00:00:00+99:00",
            "2023-11-15T00:00:00/2023-11-16",
            "2023-11-15/2023-11-16T00:00:00",
            "2023-11-15T00:00:00/2023-11-16T24:00:00",
            "2023-11-15T10:00:00Z/2023-11-15T09:00:00Z",
            "2023-11-XXT00:00:00",
        ] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn centuries_sets_and_ends_without_dates_have_one_form() {
        for (written, canonical, days) in [
            ("00", "00XX", "0000-01-01 0099-12-31"),
            ("20", "20XX", "2000-01-01 2099-12-31"),
            ("18%", "18XX%", "1800-01-01 1899-12-31"),
            ("-03", "-03XX", "-0399-01-01 -0300-12-31"),
            ("/..", "/..", ".. .."),
            ("../", "../", ".. .."),
            ("[2021, 2023, 2024..2025]", "[2021,2023,2024..2025]", "2021-01-01 2025-12-31"),
            ("{2021-05, 2023}", "{2021-05,2023}", "2021-05-01 2023-12-31"),
        ] {
            assert_eq!(date(written).as_str(), canonical, "{written}");
            assert_eq!(bounds(written), days, "{written}");
        }
        for text in ["-00", "2023/24", "[20,2100]", "476", "/", "../..", "[2021,  2023]", "[ 2021]", "[2021 ,2023]"] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_set_has_a_space_behind_each_comma_or_none() {
        for text in ["[1667,1668,1670]", "[1667, 1668, 1670]", "{1667, 1670..1672}"] {
            assert!(Date::parse(text).is_ok(), "{text}");
        }
        let error = Date::parse("[1667,1668, 1670]").unwrap_err();
        assert_eq!(error.hint.as_deref(), Some("write [1667,1668,1670] (1667, 1668 or 1670)"));
    }

    #[test]
    fn an_interval_ends_no_earlier_than_it_begins() {
        for text in [
            "2023-06/2023-06-01",
            "2023-01-01/2023",
            "2023-06-01/2024",
            "2023-06-11/2023-06-XX",
            "2023-06/2023-XX",
            "1955/1950S3",
            "2023/Y17E700",
            "2023-06~/2023-06-11%",
        ] {
            assert!(Date::parse(text).is_ok(), "{text}");
        }
        for text in ["2023-06-11/2023-06", "2023-02/2023", "2023-06-11%/2023-06~", "2024/2023", "2023-XX/2022-12"] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn text_is_canonical_and_decides_equality() {
        assert_eq!(date("?2004-?06-?11"), date("2004-06-11?"));
        assert_eq!(date("?2004-?06-?11").to_string(), "2004-06-11?");
        assert_ne!(date("2023-11"), date("2023-11-01/2023-11-30"));
        assert_eq!(format!("{:?}", date("2023-11~")), r#"Date("2023-11~")"#);
    }

    #[test]
    fn bounds_take_in_all_that_may_be_meant() {
        assert_eq!(bounds("2023-11-15~"), "2023-11-15 2023-11-15");
        assert_eq!(bounds("2024-02"), "2024-02-01 2024-02-29");
        assert_eq!(bounds("2023-24"), "2023-12-01 2024-02-29");
        assert_eq!(bounds("202X"), "2020-01-01 2029-12-31");
        assert_eq!(bounds("2023-XX"), "2023-01-01 2023-12-31");
        assert_eq!(bounds("2024/2025"), "2024-01-01 2025-12-31");
        assert_eq!(bounds("2023-11/.."), "2023-11-01 ..");
        assert_eq!(bounds("/2023"), ".. 2023-12-31");
        assert_eq!(bounds("-20XX"), "-2099-01-01 -2000-12-31");
        assert_eq!(bounds("-000X~"), "-0009-01-01 -0001-12-31");
        assert_eq!(bounds("Y-17E7"), "-170000000-01-01 -170000000-12-31");
        assert_eq!(bounds("Y170000002"), "+170000002-01-01 +170000002-12-31");
        assert_eq!(bounds("Y17E700"), ".. ..");
        assert_eq!(date("Y17E700").earliest(), Day::NegativeInfinity);
        assert_eq!(date("Y17E700").latest(), Day::PositiveInfinity);
    }

    #[test]
    fn before_only_when_wholly_before() {
        let relation = |a: &str, b: &str| date(a).relation(&date(b));
        assert_eq!(relation("2023-08", "2023-11-14"), Relation::Before);
        assert_eq!(relation("2023-11-14", "2023-08"), Relation::After);
        assert_eq!(relation("2023-11", "2023-11-14"), Relation::Undecided);
        assert_eq!(relation("2023-11-14", "2023-11-14"), Relation::Undecided);
        assert_eq!(relation("2023/..", "2030"), Relation::Undecided);
        assert_eq!(relation("2023/", "2030"), Relation::Undecided);
        assert_eq!(relation("/2023", "2030"), Relation::Before);
    }

    #[test]
    fn sorted_by_first_then_last_day_and_by_the_only_known_one() {
        let sorted = [
            "Y-17E7",
            "2022",
            "2023-11-01",
            "2023-11",
            "2023-11/..",
            "2023-11-14",
            "2023-12-XX",
            "/2023",
            "../2023",
            "2024",
            "Y17E7",
            "Y17E700",
        ];
        let mut dates: Vec<Date> = sorted.iter().rev().map(|text| date(text)).collect();
        dates.sort_by_key(Date::sort_key);
        // /2023 and ../2023 have one key, and stay as they were.
        let mut expected = sorted.map(date);
        expected.swap(7, 8);
        assert_eq!(dates, expected);
    }

    #[test]
    fn year_is_that_of_the_known_end() {
        assert_eq!(date("2023-11-15~").year(), Some(2023));
        assert_eq!(date("2024/2025").year(), Some(2024));
        assert_eq!(date("2023-24").year(), Some(2023));
        assert_eq!(date("202X").year(), Some(2020));
        assert_eq!(date("../2023-06").year(), Some(2023));
        assert_eq!(date("-0043").year(), Some(-43));
        assert_eq!(date("Y17E8").year(), Some(1_700_000_000));
        assert_eq!(date("Y17E9").year(), None);
        assert_eq!(date("Y17E700").year(), None);
        assert_eq!(date("Y-17E9").year(), Some(i32::MIN));
    }

    #[test]
    fn precision_is_the_smallest_unit_that_holds_the_date() {
        for (text, precision) in [
            ("2023-11-15~", Precision::Day),
            ("2023-11", Precision::Month),
            ("2023-11-XX", Precision::Month),
            ("2023-24", Precision::Season),
            ("2023-34", Precision::Season),
            ("2023", Precision::Year),
            ("2023-XX", Precision::Year),
            ("Y17E7", Precision::Year),
            ("202X", Precision::Decade),
            ("-202X", Precision::Decade),
            ("1950S3", Precision::Decade),
            ("20XX", Precision::Century),
            ("15XX-12-25", Precision::Century),
            ("2XXX", Precision::Millennium),
            ("XXXX", Precision::Coarser),
            ("Y17E700", Precision::Coarser),
            ("2023-11-15/2023-11-15", Precision::Interval),
            ("{2023,2024}", Precision::Set),
        ] {
            assert_eq!(date(text).precision(), precision, "{text}");
        }
    }

    #[test]
    fn exact_day_knows_no_doubt() {
        let november = NaiveDate::from_ymd_opt(2023, 11, 15);
        assert_eq!(date("2023-11-15").exact_day(), november);
        assert_eq!(date("2023-11-15T10:00:00Z").exact_day(), november);
        for text in ["2023-11-15~", "2023-11-15?", "2023-11-?15", "2023-11", "2023-11-XX"] {
            assert_eq!(date(text).exact_day(), None, "{text}");
        }
    }

    #[test]
    fn html_takes_plain_days_months_and_years() {
        for text in ["2023-11-15", "2023-11", "2023", "0001"] {
            assert_eq!(date(text).html_datetime().as_deref(), Some(text));
        }
        for text in [
            "2023-11-15~",
            "2023?",
            "2023-24",
            "202X",
            "2023-XX",
            "2024/2025",
            "0000",
            "-0043",
            "Y17E7",
            "1950S2",
            "[2023,2024]",
        ] {
            assert_eq!(date(text).html_datetime(), None, "{text}");
        }
    }

    #[test]
    fn doubt_is_found_in_any_part() {
        assert!(date("2023-11-15~").is_approximate() && !date("2023-11-15~").is_uncertain());
        assert!(date("2023/2024?").is_uncertain() && !date("2023/2024?").is_approximate());
        assert!(date("[2023-%11]").is_approximate() && date("[2023-%11]").is_uncertain());
    }

    fn expressions() -> BoxedStrategy<String> {
        // Boxed: the trees of values that proptest builds would overflow a test's stack.
        let one = prop_oneof![
            4 => "(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8]|XX)[?~%]?",
            3 => "(19|20)[0-9]{2}(-(0[1-9]|1[0-2]|2[1-9]|3[0-9]|4[01]|XX))?[?~%]?",
            2 => "-?[0-2][0-9]{2}[0-9X][?~%]?",
            2 => "-?[012X][0-9X]{3}(-([01X][0-9X])(-([0123X][0-9X]))?)?",
            1 => "[?~%]?[0-9]{4}[?~%]?-[?~%]?0[1-9][?~%]?-[?~%]?[012][1-8][?~%]?",
            1 => "[0-9]{4}S[1-4]",
            1 => "-?[0-9]{2}[?~%]?",
            1 => "Y-?[1-9][0-9]{4,18}(S[1-4])?[?~%]?",
            1 => "Y-?[1-9]E[0-9]{1,4}(S1)?",
        ]
        .boxed();
        let end = prop_oneof![6 => one.clone(), 1 => Just(String::new()), 1 => Just("..".into())];
        let (end, pair) = (end.boxed(), (one.clone(), one.clone()).boxed());
        prop_oneof![
            8 => one,
            4 => (end.clone(), end).prop_map(|(from, to)| format!("{from}/{to}")),
            1 => pair.clone().prop_map(|(from, to)| format!("..{from}/{to}..")),
            1 => pair.clone().prop_map(|(a, b)| format!("[{a}, {b}]")),
            1 => pair.clone().prop_map(|(a, b)| format!("{{..{a},{b}..}}")),
            1 => pair.prop_map(|(a, b)| format!("[{a}..{b}]")),
        ]
        .boxed()
    }

    fn some_date() -> impl Strategy<Value = Date> {
        expressions().prop_filter_map("not a date", |text| Date::parse(&text).ok())
    }

    /// All that can be asked of a text, for panics and for what every answer promises.
    fn holds(text: &str) -> Result<(), TestCaseError> {
        match Date::parse(text) {
            Ok(date) => {
                prop_assert!(date.earliest() <= date.latest());
                for language in Language::ALL {
                    let told = [date.words(language), date.words_in_year(language), date.words_to(&date, language)];
                    prop_assert!(
                        !told.iter().any(|words| words.trim().is_empty() || words.contains(['{', '%'])),
                        "{told:?}"
                    );
                }
                prop_assert_eq!(date.relation(&date), Relation::Undecided);
            }
            Err(error) => {
                prop_assert!(text.is_char_boundary(error.offset), "{error:?}");
                let hint = error.hint.expect("there is always something to write");
                for offer in hint.split(", or ").filter(|_| hint != FORMS) {
                    let offer = offer.trim_start_matches("write ");
                    let edtf = offer.split(' ').next().expect("split yields something");
                    prop_assert!(offer.contains(&date(edtf).words(Language::English)), "{hint}");
                }
            }
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_an_error(text in any::<String>()) {
            holds(&text)?;
        }

        #[test]
        fn any_near_miss_is_a_date_or_an_error(
            text in "([0-9]{1,8}|[-/., :TXYES?~%+\\[\\]{}]|Nov|May|spring|ca|the|日|é|２){0,14}"
        ) {
            holds(&text)?;
        }

        #[test]
        fn any_expression_is_a_date_or_an_error(text in expressions()) {
            holds(&text)?;
        }

        #[test]
        fn canonical_text_reads_as_the_same_date(date in some_date()) {
            let again = Date::parse(date.as_str()).expect("canonical text is EDTF");
            prop_assert_eq!(again.as_str(), date.as_str());
            prop_assert_eq!(again.sort_key(), date.sort_key());
            prop_assert_eq!(again.words(Language::Korean), date.words(Language::Korean));
        }

        #[test]
        fn relation_follows_bounds_and_is_antisymmetric(a in some_date(), b in some_date()) {
            let mirrored = match b.relation(&a) {
                Relation::Before => Relation::After,
                Relation::After => Relation::Before,
                Relation::Undecided => Relation::Undecided,
            };
            prop_assert_eq!(a.relation(&b), mirrored);
            prop_assert_eq!(a.relation(&b) == Relation::Before, a.latest() < b.earliest());
            if a.relation(&b) == Relation::Before {
                prop_assert!(a.sort_key() < b.sort_key());
            }
        }

        #[test]
        fn with_ids_the_order_is_total_and_none_is_behind_what_it_precedes(
            dates in proptest::collection::vec(some_date(), 0..12)
        ) {
            let sorted = |mut dates: Vec<(usize, Date)>| {
                dates.sort_by_key(|(id, date)| (date.sort_key(), *id));
                dates
            };
            let dates: Vec<(usize, Date)> = dates.into_iter().enumerate().collect();
            let order = sorted(dates.clone());
            prop_assert_eq!(&order, &sorted(dates.iter().rev().cloned().collect()));
            for (n, (_, later)) in order.iter().enumerate() {
                for (_, earlier) in &order[..n] {
                    prop_assert!(later.relation(earlier) != Relation::Before, "{later} is behind {earlier}");
                }
            }
            // Stable: without ids, equal dates stay as they were.
            let mut stable = dates;
            stable.sort_by_key(|(_, date)| date.sort_key());
            prop_assert_eq!(stable, order);
        }

        #[test]
        fn an_interval_may_begin_when_it_says(start in some_date(), end in some_date()) {
            if let Some(interval) = start.to(&end) {
                prop_assert_eq!(interval.earliest(), start.earliest());
                prop_assert_eq!(interval.latest(), end.latest());
            }
        }

        #[test]
        fn sorted_dates_fall_into_whole_years(
            mut dates in proptest::collection::vec(some_date(), 0..12)
        ) {
            dates.sort_by_key(Date::sort_key);
            prop_assert!(dates.iter().map(|date| date.year().map_or(i64::MAX, i64::from)).is_sorted());
        }

        #[test]
        fn html_says_the_same_days(date in some_date()) {
            if let Some(html) = date.html_datetime() {
                let again = Date::parse(&html).expect("HTML's forms are EDTF");
                prop_assert_eq!(again.earliest(), date.earliest());
                prop_assert_eq!(again.latest(), date.latest());
                prop_assert!(!date.is_approximate() && !date.is_uncertain());
            }
        }
    }
}
