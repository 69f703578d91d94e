//! Times of day, at the place where something happened.
//!
//! In: a time as clocks show it, a zone of the IANA database perhaps, and a day. Out: the [`Moment`], its instant where there
//! is exactly one, and words. A moment stands beside a date and is no part of it: chronologies are made of days, and a date
//! is the local one at the place. Deliberately absent: guessing. A time that clocks jump over is told and not moved, and of a
//! time that they show twice no instant is given.

use std::fmt;

use chrono::{
    DateTime, Datelike, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Timelike,
};

use super::language::fill;
use super::{Date, Language, Zone};

/// A time of day, as clocks at a place show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// What the clocks show, to the second.
    pub clock: NaiveTime,
    /// The zone of the place, when it is given.
    pub zone: Option<Zone>,
}

/// A time on a day, both local.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The day at the place.
    pub day: NaiveDate,
    /// The time there.
    pub time: Time,
}

/// Why a text is not a time of day. `Display` gives the message alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeError {
    /// What is wrong, in lower case, quoting the text.
    pub message: String,
    /// What to write instead.
    pub hint: String,
}

impl Time {
    /// Reads what clocks show: `14:30` or `14:30:00`, of 24 hours, each part with two digits (ISO 8601-1).
    ///
    /// # Errors
    /// When the text is neither, or no clock shows it.
    pub fn parse_clock(text: &str) -> Result<NaiveTime, TimeError> {
        read(text).ok_or_else(|| TimeError {
            message: format!("{text:?} is not a time of day"),
            hint: match meant(text) {
                Some(clock) => format!("did you mean \"{}\"?", iso(clock)),
                None if has_zone(text) => ZONE_APART.to_owned(),
                None if text.starts_with("24") => "midnight is 00:00, on the day that begins with it".to_owned(),
                None => "write hours and minutes of 24 hours: 14:30".to_owned(),
            },
        })
    }

    /// The time for readers: `14:30 (Asia/Seoul time)`.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let phrases = language.phrases();
        let [hours, minutes, seconds] = phrases.clock;
        let format = match (self.clock.minute(), self.clock.second()) {
            (0, 0) => hours,
            (_, 0) => minutes,
            _ => seconds,
        };
        let clock = self.clock.format(format).to_string();
        match self.zone {
            None => clock,
            Some(zone) if is_universal(zone) => fill(phrases.in_utc, &[clock, zone_name(zone)]),
            Some(zone) => fill(phrases.in_zone, &[clock, zone_name(zone)]),
        }
    }

    /// The time for readers when something begins then and lasts: `begins at 14:30 (Asia/Seoul time)`.
    #[must_use]
    pub fn words_of_beginning(&self, language: Language) -> String {
        let phrases = language.phrases();
        fill(phrases.begins, &[self.words(language)])
    }
}

impl Moment {
    /// The one instant that this is. None when no zone is given, or its clocks show the time twice or not at all on that day.
    #[must_use]
    pub fn instant(&self) -> Option<DateTime<Zone>> {
        self.time.zone?.from_local_datetime(&self.local()).single()
    }

    /// What clocks in the zone show instead, when they jump over the time on that day.
    #[must_use]
    pub fn skipped_to(&self) -> Option<NaiveDateTime> {
        let zone = self.time.zone?;
        let local = self.local();
        if !matches!(zone.from_local_datetime(&local), MappedLocalTime::None) {
            return None;
        }
        // No zone has ever jumped by more than a day, nor twice in two.
        let offset = |days| zone.offset_from_utc_datetime(&(local + TimeDelta::days(days))).fix().local_minus_utc();
        Some(local + TimeDelta::seconds((offset(2) - offset(-2)).into()))
    }

    /// The day of the instant where it is still the day before, if it is anywhere: twelve hours behind UTC.
    #[must_use]
    pub fn first_day_anywhere(&self) -> Option<NaiveDate> {
        Some((self.instant()?.naive_utc() - TimeDelta::hours(12)).date())
    }

    /// Whether two accounts of one time of day can't both be true. That they give other days is the business of their dates.
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        if self.time == other.time {
            return false;
        }
        match (self.instant(), other.instant()) {
            (Some(one), Some(other)) => one != other,
            _ => self.time.clock != other.time.clock,
        }
    }

    /// The value for HTML's `<time datetime>`: with the offset from UTC where the instant is known, else local. None before
    /// year 1, which HTML doesn't know.
    #[must_use]
    pub fn html_datetime(&self) -> Option<String> {
        let local = self.local();
        let local = local.format(if self.time.clock.second() == 0 { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" });
        // Offsets of local mean time, before there were zones, have seconds, which HTML can't say.
        let offset = self.instant().map(|instant| instant.offset().fix()).filter(|it| it.local_minus_utc() % 60 == 0);
        let offset = offset.map_or_else(String::new, |offset| offset.to_string());
        (self.day.year() >= 1).then(|| format!("{local}{offset}"))
    }

    /// Day and time for readers: `21 June 2024, 14:30 (Asia/Seoul time)`.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let day = Date::from_day(self.day).map_or_else(|| self.day.to_string(), |day| day.words(language));
        fill(language.phrases().day_and_time, &[day, self.time.words(language)])
    }

    /// Day and time in another zone, when the day there is another one: `20 June, 23:30 in UTC`.
    #[must_use]
    pub fn words_elsewhere(&self, zone: Zone, language: Language) -> Option<String> {
        let there = self.instant()?.with_timezone(&zone).naive_local();
        if there.date() == self.day {
            return None;
        }
        let day = Date::from_day(there.date())?;
        let is_same_year = there.year() == self.day.year();
        let day = if is_same_year { day.words_in_year(language) } else { day.words(language) };
        let phrases = language.phrases();
        let clock = Time { clock: there.time(), zone: None }.words(language);
        let told = fill(phrases.day_and_time, &[day, clock]);
        Some(fill(phrases.elsewhere, &[told, zone_name(zone)]))
    }

    fn local(&self) -> NaiveDateTime {
        self.day.and_time(self.time.clock)
    }
}

/// As authors write it, with its zone: `14:30 Asia/Seoul`.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&iso(self.clock))?;
        self.zone.map_or(Ok(()), |zone| write!(f, " {}", zone.name()))
    }
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TimeError {}

fn read(text: &str) -> Option<NaiveTime> {
    let parts: Vec<u32> = text
        .split(':')
        .map(|part| (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?)
        .collect::<Option<_>>()?;
    match parts.as_slice() {
        [hour, minute] => NaiveTime::from_hms_opt(*hour, *minute, 0),
        [hour, minute, second] => NaiveTime::from_hms_opt(*hour, *minute, *second),
        _ => None,
    }
}

/// What an author may mean by a text that is no time: `2:30 pm`, `14.30`, `1430`, `14h30`, `오후 2시 30분`.
fn meant(text: &str) -> Option<NaiveTime> {
    const HALVES: [(&str, bool); 8] = [
        ("a.m.", false),
        ("p.m.", true),
        ("am", false),
        ("pm", true),
        ("오전", false),
        ("오후", true),
        ("午前", false),
        ("午後", true),
    ];
    let text = text.trim().to_lowercase();
    let half = HALVES.iter().find_map(|(word, is_second)| {
        text.strip_suffix(word).or_else(|| text.strip_prefix(word)).map(|rest| (rest.trim(), *is_second))
    });
    let (rest, is_second) = half.map_or((text.as_str(), None), |(rest, is_second)| (rest, Some(is_second)));
    let is_between = |c: char| c.is_whitespace() || ":.h시분초時分秒".contains(c);
    if !rest.chars().all(|c| c.is_ascii_digit() || is_between(c)) {
        return None;
    }
    let parts: Vec<&str> = rest.split(is_between).filter(|part| !part.is_empty()).collect();
    let parts = match parts.as_slice() {
        [digits] if matches!(digits.len(), 3 | 4) => vec![&digits[..digits.len() - 2], &digits[digits.len() - 2..]],
        [hour] if is_second.is_some() || rest.ends_with(['h', '시', '時']) => vec![*hour, "0"],
        [_] => return None,
        _ => parts,
    };
    let mut numbers = Vec::new();
    for part in parts {
        numbers.push(part.parse::<u32>().ok()?);
    }
    let second = numbers.get(2).copied().unwrap_or_default();
    let (&[hour, minute], 2..=3) = (numbers.first_chunk()?, numbers.len()) else { return None };
    let hour = match is_second {
        None => hour,
        Some(is_second) if (1..=12).contains(&hour) => hour % 12 + if is_second { 12 } else { 0 },
        Some(_) => return None,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// What to do with `14:30Z`, `14:30+09:00`, `14:30 KST`.
const ZONE_APART: &str =
    "write the time as clocks at the place show it, and the place's zone beside it: `zone: Asia/Seoul`";

fn has_zone(text: &str) -> bool {
    let (clock, rest) = text.split_at_checked("14:30".len()).unwrap_or_default();
    read(clock).is_some() && rest.contains(|c: char| c.is_ascii_alphabetic() || matches!(c, '+' | '-'))
}

fn iso(clock: NaiveTime) -> String {
    clock.format(if clock.second() == 0 { "%H:%M" } else { "%H:%M:%S" }).to_string()
}

/// Zones that are named after the time that they keep, not after a place.
fn is_universal(zone: Zone) -> bool {
    matches!(zone.name(), "UTC" | "UCT" | "GMT" | "Zulu" | "Universal") || zone.name().starts_with("Etc/")
}

/// The name of a zone for readers: that of the IANA database, with its spaces.
fn zone_name(zone: Zone) -> String {
    zone.name().replace('_', " ")
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::*;

    fn moment(day: &str, clock: &str, zone: &str) -> Moment {
        let zone = (!zone.is_empty()).then(|| zone.parse().expect(zone));
        Moment { day: day.parse().expect(day), time: Time { clock: Time::parse_clock(clock).expect(clock), zone } }
    }

    #[test]
    fn what_is_no_time_is_told_with_what_was_meant() {
        let mut report = String::new();
        for text in [
            "2:30 pm",
            "2 p.m.",
            "12:05 am",
            "13 pm",
            "1430",
            "930",
            "14.30",
            "14h30",
            "9:05",
            "오후 2시 30분",
            "午前9時",
            "14:30Z",
            "14:30+09:00",
            "14:30:00 KST",
            "24:00",
            "14:60",
            "25:00",
            "23:59:60",
            "noon",
            "14",
            "",
            "1:2:3:4",
        ] {
            let error = Time::parse_clock(text).expect_err(text);
            writeln!(report, "{error}; {}", error.hint).expect("a String takes all");
        }
        insta::assert_snapshot!(report, @r#"
        "2:30 pm" is not a time of day; did you mean "14:30"?
        "2 p.m." is not a time of day; did you mean "14:00"?
        "12:05 am" is not a time of day; did you mean "00:05"?
        "13 pm" is not a time of day; write hours and minutes of 24 hours: 14:30
        "1430" is not a time of day; did you mean "14:30"?
        "930" is not a time of day; did you mean "09:30"?
        "14.30" is not a time of day; did you mean "14:30"?
        "14h30" is not a time of day; did you mean "14:30"?
        "9:05" is not a time of day; did you mean "09:05"?
        "오후 2시 30분" is not a time of day; did you mean "14:30"?
        "午前9時" is not a time of day; did you mean "09:00"?
        "14:30Z" is not a time of day; write the time as clocks at the place show it, and the place's zone beside it: `zone: Asia/Seoul`
        "14:30+09:00" is not a time of day; write the time as clocks at the place show it, and the place's zone beside it: `zone: Asia/Seoul`
        "14:30:00 KST" is not a time of day; write the time as clocks at the place show it, and the place's zone beside it: `zone: Asia/Seoul`
        "24:00" is not a time of day; midnight is 00:00, on the day that begins with it
        "14:60" is not a time of day; write hours and minutes of 24 hours: 14:30
        "25:00" is not a time of day; write hours and minutes of 24 hours: 14:30
        "23:59:60" is not a time of day; write hours and minutes of 24 hours: 14:30
        "noon" is not a time of day; write hours and minutes of 24 hours: 14:30
        "14" is not a time of day; write hours and minutes of 24 hours: 14:30
        "" is not a time of day; write hours and minutes of 24 hours: 14:30
        "1:2:3:4" is not a time of day; write hours and minutes of 24 hours: 14:30
        "#);
    }

    #[test]
    fn words_in_each_language() {
        let mut report = String::new();
        for language in Language::ALL {
            for (day, clock, zone) in [
                ("2024-06-21", "14:30", ""),
                ("2024-06-21", "14:00", "Asia/Seoul"),
                ("2024-06-21", "07:30:15", "Asia/Seoul"),
                ("2025-01-01", "08:05", "Asia/Seoul"),
                ("2024-06-20", "21:00", "America/New_York"),
                ("2024-06-20", "21:00", "UTC"),
            ] {
                let moment = moment(day, clock, zone);
                let mut words = vec![moment.time.words(language), moment.time.words_of_beginning(language)];
                words.extend(moment.words_elsewhere(Zone::UTC, language));
                writeln!(report, "{}", words.join(" | ")).expect("a String takes all");
            }
        }
        insta::assert_snapshot!(report, @r"
        14:30 | begins at 14:30
        14:00 (Asia/Seoul time) | begins at 14:00 (Asia/Seoul time)
        07:30:15 (Asia/Seoul time) | begins at 07:30:15 (Asia/Seoul time) | 20 June, 22:30:15 in UTC
        08:05 (Asia/Seoul time) | begins at 08:05 (Asia/Seoul time) | 31 December 2024, 23:05 in UTC
        21:00 (America/New York time) | begins at 21:00 (America/New York time) | 21 June, 01:00 in UTC
        21:00 (UTC) | begins at 21:00 (UTC)
        14시 30분 | 14시 30분 시작
        14시(Asia/Seoul 현지 시각) | 14시(Asia/Seoul 현지 시각) 시작
        7시 30분 15초(Asia/Seoul 현지 시각) | 7시 30분 15초(Asia/Seoul 현지 시각) 시작 | UTC 기준 6월 20일 22시 30분 15초
        8시 5분(Asia/Seoul 현지 시각) | 8시 5분(Asia/Seoul 현지 시각) 시작 | UTC 기준 2024년 12월 31일 23시 5분
        21시(America/New York 현지 시각) | 21시(America/New York 현지 시각) 시작 | UTC 기준 6월 21일 1시
        21시(UTC) | 21시(UTC) 시작
        14時30分 | 14時30分開始
        14時（Asia/Seoul現地時間） | 14時（Asia/Seoul現地時間）開始
        7時30分15秒（Asia/Seoul現地時間） | 7時30分15秒（Asia/Seoul現地時間）開始 | UTCでは6月20日22時30分15秒
        8時5分（Asia/Seoul現地時間） | 8時5分（Asia/Seoul現地時間）開始 | UTCでは2024年12月31日23時5分
        21時（America/New York現地時間） | 21時（America/New York現地時間）開始 | UTCでは6月21日1時
        21時（UTC） | 21時（UTC）開始
        ");
    }

    #[test]
    fn html_takes_the_offset_where_there_is_one_instant() {
        let html = |day, clock, zone| moment(day, clock, zone).html_datetime();
        assert_eq!(html("2024-06-21", "14:30", "").as_deref(), Some("2024-06-21T14:30"));
        assert_eq!(html("2024-06-21", "14:30:05", "Asia/Seoul").as_deref(), Some("2024-06-21T14:30:05+09:00"));
        assert_eq!(html("2024-06-21", "14:30", "UTC").as_deref(), Some("2024-06-21T14:30+00:00"));
        // Shown twice, when clocks went back; and before zones, when noon was local.
        assert_eq!(html("2024-11-03", "01:30", "America/New_York").as_deref(), Some("2024-11-03T01:30"));
        assert_eq!(html("1850-06-21", "14:30", "Asia/Seoul").as_deref(), Some("1850-06-21T14:30"));
        assert_eq!(html("-0043-03-15", "12:00", ""), None);
    }

    #[test]
    fn skipped_times_are_found_with_what_clocks_show() {
        let shown = |day, clock, zone| moment(day, clock, zone).skipped_to().map(|local| local.to_string());
        assert_eq!(shown("2024-03-10", "02:30", "America/New_York").as_deref(), Some("2024-03-10 03:30:00"));
        assert_eq!(shown("2024-03-10", "03:00", "America/New_York"), None);
        assert_eq!(shown("2024-11-03", "01:30", "America/New_York"), None);
        assert_eq!(shown("2024-03-10", "02:30", ""), None);
        // Samoa crossed the date line and had no such day.
        assert_eq!(shown("2011-12-30", "12:00", "Pacific/Apia").as_deref(), Some("2011-12-31 12:00:00"));
    }

    #[test]
    fn times_contradict_each_other_when_they_are_other_instants() {
        let seoul = moment("2024-06-21", "14:30", "Asia/Seoul");
        let contradicts = |day, clock, zone| seoul.contradicts(&moment(day, clock, zone));
        assert!(!contradicts("2024-06-21", "14:30", "Asia/Seoul"));
        assert!(!contradicts("2024-06-21", "14:30", "Asia/Tokyo"), "one instant in two places");
        assert!(!contradicts("2024-06-21", "05:30", "UTC"));
        assert!(!contradicts("2024-06-21", "14:30", ""), "no zone speaks against it");
        assert!(!contradicts("2024-06-22", "14:30", "Asia/Seoul"), "only the date differs");
        assert!(contradicts("2024-06-21", "14:30", "UTC"));
        assert!(contradicts("2024-06-21", "14:31", ""));
    }

    proptest! {
        #[test]
        fn any_text_is_a_time_or_an_error(text in "([0-9]{1,4}|[:.hTZ+ -]|am|pm|오후|시|é|日){0,6}") {
            match Time::parse_clock(&text) {
                Ok(clock) => prop_assert_eq!(Time::parse_clock(&iso(clock)), Ok(clock)),
                Err(error) => prop_assert!(!error.hint.is_empty()),
            }
        }

        #[test]
        fn a_moment_in_a_zone_is_an_instant_or_is_told(
            minute in 0_u32..1440, day in 0_i32..60_000, zone in prop::sample::select(Zone::all().collect::<Vec<_>>())
        ) {
            let time = Time {
                clock: NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).expect("a time"),
                zone: Some(zone),
            };
            let day = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day") + TimeDelta::days(day.into());
            let moment = Moment { day, time };
            match (moment.instant(), moment.skipped_to()) {
                (Some(instant), None) => prop_assert_eq!(instant.naive_local(), moment.local()),
                (None, Some(shown)) => {
                    prop_assert!(shown > moment.local());
                    let shown = Moment { day: shown.date(), time: Time { clock: shown.time(), ..time } };
                    prop_assert_eq!(shown.skipped_to(), None);
                }
                (None, None) => {
                    prop_assert!(matches!(zone.from_local_datetime(&moment.local()), MappedLocalTime::Ambiguous(..)));
                }
                (Some(_), Some(_)) => prop_assert!(false, "both"),
            }
            for language in Language::ALL {
                let words = [time.words_of_beginning(language), moment.words_elsewhere(Zone::UTC, language).unwrap_or_default()];
                prop_assert!(!words.iter().any(|words| words.contains(['{', '%'])), "{words:?}");
            }
        }
    }
}
