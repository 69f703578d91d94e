//! The axis of time that pictures share: what part of time it shows, where on it a day stands, its periods and landmarks.
//!
//! In: the first and last day that each event may touch. Out: a [`Frame`], positions in whole hundredths of a percent of its
//! length, so that no machine rounds otherwise, and labels in the language of dates. Deliberately absent: events, pixels.

use chrono::{Datelike, NaiveDate};

use crate::date::{Date, Day, Language};

/// The whole length of an axis.
pub(super) const WHOLE: i64 = 10_000;

/// The years that EDTF writes in four digits; what lies beyond is as good as open.
const YEARS: std::ops::RangeInclusive<i32> = -9999..=9999;

/// The longest possible periods of an axis, which it has few of whatever it shows.
const LONGEST: Step = Step::Months(12_000);

/// How long the periods of an axis can be.
const PERIODS: [Step; 11] = [
    DAY,
    Step::Days(7),
    MONTH,
    Step::Months(3),
    Step::Months(12),
    Step::Months(60),
    Step::Months(120),
    Step::Months(600),
    Step::Months(1200),
    Step::Months(6000),
    LONGEST,
];

/// How far landmarks can stand apart.
const LANDMARKS: [Step; 16] = [
    DAY,
    Step::Days(2),
    Step::Days(7),
    MONTH,
    Step::Months(3),
    Step::Months(12),
    Step::Months(24),
    Step::Months(60),
    Step::Months(120),
    Step::Months(240),
    Step::Months(600),
    Step::Months(1200),
    Step::Months(2400),
    Step::Months(6000),
    LONGEST,
    Step::Months(60_000),
];

/// More have no room in any language.
const MOST_LANDMARKS: i64 = 16;

/// A length of time by which an axis is divided: so many days, or so many months of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Days(i64),
    Months(i64),
}

pub(super) const DAY: Step = Step::Days(1);
pub(super) const MONTH: Step = Step::Months(1);

/// The days that something may touch, counted from the first of the Common Era. `None` for an end that is open, unknown or
/// too far away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) first: Option<i64>,
    pub(super) last: Option<i64>,
}

/// Where something lies to a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    Inside,
    After,
    /// It has no end that is known.
    Nowhere,
}

/// The part of time that an axis shows: from the beginning of one day to the beginning of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    start: i64,
    end: i64,
    /// The first and the last day on which anything is known to have begun or ended; the axis reaches a little further.
    known: (i64, i64),
}

/// A month, a quarter, a year or so, which an axis shows at least in part.
#[derive(Clone, Debug)]
pub(super) struct Period {
    /// Its first day.
    pub(super) start: i64,
    /// The first day after it.
    pub(super) end: i64,
    /// The period as a date.
    pub(super) date: Date,
}

/// A point of time that an axis names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Landmark {
    /// Where it stands.
    pub(super) at: i64,
    /// What begins there; `None` where there is no room to say it.
    pub(super) label: Option<String>,
    /// Whether that has begun before: the axis only begins in it.
    pub(super) is_edge: bool,
}

impl Extent {
    pub(super) fn new(first: Day, last: Day) -> Self {
        let number = |day: Day| {
            let day = day.naive().filter(|day| YEARS.contains(&day.year()))?;
            Some(i64::from(day.num_days_from_ce()))
        };
        Self { first: number(first), last: number(last) }
    }

    /// Whether it is one day.
    pub(super) fn is_day(self) -> bool {
        self.first.is_some() && self.first == self.last
    }

    /// What is known of it; an end that isn't is taken to be the other.
    fn known(self) -> Option<(i64, i64)> {
        Some((self.first.or(self.last)?, self.last.or(self.first)?))
    }
}

impl Frame {
    /// The frame that holds all ends that are known. A few events that lie so far from all others that these would be crowded
    /// into a corner are left outside. `None` when no end is known.
    pub(super) fn around(extents: &[Extent]) -> Option<Self> {
        let known: Vec<(i64, i64)> = extents.iter().filter_map(|extent| extent.known()).collect();
        let all = known.len();
        let few = (all / 10).max(usize::from(all >= 5));
        let known = without_stragglers(known, few);
        let mirrored = known.iter().map(|(first, last)| (-last, -first)).collect();
        let known = without_stragglers(mirrored, few - (all - known.len()));
        let known = known.into_iter().map(|(first, last)| (-last, -first)).collect::<Vec<_>>();
        let first = known.iter().map(|(first, _)| *first).min()?;
        let last = known.iter().map(|(_, last)| *last).max()?;
        Some(Self::from_to(first, last))
    }

    /// The part of the axis that holds these as far as they lie inside. `None` when none does.
    pub(super) fn narrowed(self, extents: &[Extent]) -> Option<Self> {
        let inside = extents.iter().filter(|extent| self.side(**extent) == Side::Inside);
        let known: Vec<(i64, i64)> = inside.filter_map(|extent| extent.known()).collect();
        let first = known.iter().map(|(first, _)| *first).min()?;
        let last = known.iter().map(|(_, last)| *last).max()?;
        Some(Self::from_to(first, last))
    }

    fn from_to(first: i64, last: i64) -> Self {
        // Marks stand off the ends of the axis: by a day, or by what is left of a month.
        let (start, end) = match last - first {
            ..62 => (first - 1, last + 2),
            _ => (month_start(month(first)), month_start(month(last) + 1)),
        };
        Self { start, end, known: (first, last) }
    }

    pub(super) fn side(self, extent: Extent) -> Side {
        match extent.known() {
            None => Side::Nowhere,
            Some(_) if extent.last.is_some_and(|last| last < self.start) => Side::Before,
            Some(_) if extent.first.is_some_and(|first| first >= self.end) => Side::After,
            Some(_) => Side::Inside,
        }
    }

    /// Whether an extent goes on before the axis begins and after it ends.
    pub(super) fn sticks_out(self, extent: Extent) -> (bool, bool) {
        (extent.first.is_none_or(|first| first < self.start), extent.last.is_none_or(|last| last >= self.end))
    }

    /// The days of an extent that lie inside, from the first one to the one after the last.
    pub(super) fn days(self, extent: Extent) -> (i64, i64) {
        let first = extent.first.map_or(self.start, |first| first.max(self.start));
        let last = extent.last.map_or(self.end, |last| (last + 1).min(self.end));
        (first, last)
    }

    /// Where a day begins.
    pub(super) fn at(self, day: i64) -> i64 {
        (day.clamp(self.start, self.end) - self.start) * WHOLE / (self.end - self.start)
    }

    /// The middle of a day.
    pub(super) fn noon(self, day: i64) -> i64 {
        (2 * (day.clamp(self.start, self.end - 1) - self.start) + 1) * WHOLE / (2 * (self.end - self.start))
    }

    /// The periods in which something is known to have begun or ended, and those between them: the shortest of which there
    /// are no more than `most`, and not shorter than that.
    pub(super) fn periods(self, shortest: Step, most: usize) -> Vec<Period> {
        let (first, last) = self.known;
        let fits = |step: &Step| usize::try_from(step.of(last) - step.of(first)).is_ok_and(|count| count < most);
        let step = PERIODS.into_iter().skip_while(|step| *step != shortest).find(fits).unwrap_or(LONGEST);
        let period = |n: i64| Period { start: step.start(n), end: step.start(n + 1), date: step.date(n) };
        (step.of(first)..=step.of(last)).map(period).collect()
    }

    /// The axis from the beginning of one period to the end of another.
    pub(super) fn of_periods(self, periods: &[Period]) -> Self {
        let start = periods.first().map_or(self.start, |period| period.start);
        Self { start, end: periods.last().map_or(self.end, |period| period.end), ..self }
    }

    /// The landmarks of the axis: as many as can be named on a narrow screen.
    pub(super) fn landmarks(self, language: Language) -> Vec<Landmark> {
        let few = LANDMARKS.into_iter().filter(|step| (self.end - self.start) / step.days() < MOST_LANDMARKS);
        let drawn = few.map(|step| self.landmarks_at(step, language));
        drawn.into_iter().find(|landmarks| is_roomy(landmarks)).map_or_else(Vec::new, |mut landmarks| {
            let fits = |mark: &Landmark| mark.label.as_ref().is_some_and(|label| mark.at + room(label) <= WHOLE);
            if let Some(last) = landmarks.last_mut().filter(|last| !fits(last)) {
                last.label = None;
            }
            landmarks
        })
    }

    fn landmarks_at(self, step: Step, language: Language) -> Vec<Landmark> {
        let first = step.of(self.start);
        let days = (first..=first + MOST_LANDMARKS).map(|n| step.start(n));
        let days: Vec<i64> = days.filter(|day| (self.start..self.end).contains(day)).collect();
        let next = days.first().map_or(WHOLE, |day| self.at(*day));
        let edge = matches!(step, Step::Months(_)).then(|| self.landmark(self.start, step, next, language));
        // What the axis begins in is named where there is room for that.
        let edge = edge.filter(|edge| next > 0 && edge.label.as_ref().is_some_and(|label| room(label) <= next));
        let mut landmarks: Vec<Landmark> = edge.map(|edge| Landmark { is_edge: true, ..edge }).into_iter().collect();
        for (n, day) in days.iter().enumerate() {
            let next = days.get(n + 1).map_or(WHOLE, |day| self.at(*day));
            // The year is told once, and whenever it changes.
            let room = if landmarks.is_empty() { next - self.at(*day) } else { 0 };
            landmarks.push(self.landmark(*day, step, room, language));
        }
        landmarks
    }

    /// A landmark that says the year as well where it has that room.
    fn landmark(self, day: i64, step: Step, space: i64, language: Language) -> Landmark {
        let [full, short] = labels(day, step, language);
        let label = if room(&full) <= space { full } else { short };
        Landmark { at: self.at(day), label: Some(label), is_edge: false }
    }
}

impl Step {
    /// How many days it has, at most.
    fn days(self) -> i64 {
        match self {
            Self::Days(days) => days,
            Self::Months(months) => months * 31,
        }
    }

    /// In which of such steps a day lies.
    fn of(self, day: i64) -> i64 {
        match self {
            // The first day of the Common Era is a Monday.
            Self::Days(days) => (day - 1).div_euclid(days),
            Self::Months(months) => month(day).div_euclid(months),
        }
    }

    /// The day with which a step begins.
    fn start(self, n: i64) -> i64 {
        match self {
            Self::Days(days) => n * days + 1,
            Self::Months(months) => month_start(n * months),
        }
    }

    /// A step as a date.
    fn date(self, n: i64) -> Date {
        let edtf = match self {
            Self::Days(1) => day_text(self.start(n)),
            Self::Days(_) => format!("{}/{}", day_text(self.start(n)), day_text(self.start(n + 1) - 1)),
            Self::Months(months) => {
                let (year, of_year) = ((n * months).div_euclid(12), (n * months).rem_euclid(12));
                match months {
                    1 => format!("{}-{:02}", year_text(year), of_year + 1),
                    3 => format!("{}-{}", year_text(year), 33 + of_year / 3),
                    12 => year_text(year),
                    120 if year >= 0 => format!("{:03}X", year / 10),
                    _ => format!("{}/{}", year_text(year), year_text(year + months / 12 - 1)),
                }
            }
        };
        Date::parse(&edtf).expect("it is EDTF")
    }
}

/// Leaves out those at the beginning that are few and far from all others: further than twice the time that these take.
fn without_stragglers(mut known: Vec<(i64, i64)>, few: usize) -> Vec<(i64, i64)> {
    known.sort_unstable();
    let Some(end) = known.iter().map(|(_, last)| *last).max() else { return known };
    let is_far = |count: &usize| {
        let (before, rest) = known.split_at(*count);
        let reach = before.iter().map(|(_, last)| *last).max().unwrap_or(end);
        let start = rest.first().map_or(end, |(first, _)| *first);
        start - reach > 2 * (end - start).max(31)
    };
    let count = (1..=few).rev().find(is_far).unwrap_or(0);
    known.split_off(count)
}

/// The months from the year 0 to the one in which a day lies.
fn month(day: i64) -> i64 {
    let day = naive(day);
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

/// The first day of a month.
fn month_start(month: i64) -> i64 {
    let month_of_year = u32::try_from(month.rem_euclid(12) + 1).expect("a year has twelve");
    let day = i32::try_from(month.div_euclid(12)).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month_of_year, 1));
    i64::from(day.expect("the years of an axis are few").num_days_from_ce())
}

fn naive(day: i64) -> NaiveDate {
    let day = i32::try_from(day).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
    day.expect("the years of an axis are few")
}

fn day_text(day: i64) -> String {
    let day = naive(day);
    format!("{}-{}", year_text(day.year().into()), day.format("%m-%d"))
}

/// A year in the four digits of EDTF, or the furthest that they can say.
fn year_text(year: i64) -> String {
    let year = year.clamp((*YEARS.start()).into(), (*YEARS.end()).into());
    format!("{}{:04}", if year < 0 { "-" } else { "" }, year.abs())
}

/// What begins with a day, with its year and without. A year begins with its number.
fn labels(day: i64, step: Step, language: Language) -> [String; 2] {
    let day = naive(day);
    let edtf = match step {
        Step::Months(12..) => None,
        Step::Months(_) => (day.month() > 1).then(|| format!("{}-{:02}", year_text(day.year().into()), day.month())),
        Step::Days(_) => Some(day_text(day.num_days_from_ce().into())),
    };
    match edtf.and_then(|edtf| Date::parse(&edtf).ok()) {
        Some(date) => [date.words(language), date.words_in_year(language)],
        None => [day.year().to_string(), day.year().to_string()],
    }
}

/// How much of the axis a label takes on the narrowest screen, where it is 288 px long, with the space behind it.
fn room(label: &str) -> i64 {
    label.chars().map(|c| if c.is_ascii() { 270 } else { 460 }).sum::<i64>() + 250
}

/// Whether each label but the last has room before the next.
fn is_roomy(landmarks: &[Landmark]) -> bool {
    let has_room =
        |pair: &[Landmark]| pair[0].label.as_ref().is_none_or(|label| pair[0].at + room(label) <= pair[1].at);
    landmarks.windows(2).all(has_room)
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::*;

    use super::*;

    fn extent(edtf: &str) -> Extent {
        let date = Date::parse(edtf).unwrap_or_else(|error| panic!("{error}"));
        Extent::new(date.earliest(), date.latest())
    }

    fn frame(dates: &[&str]) -> Frame {
        Frame::around(&dates.iter().map(|date| extent(date)).collect::<Vec<_>>()).expect("a date has an end")
    }

    fn landmarks(dates: &[&str], language: Language) -> String {
        let told =
            |mark: Landmark| format!("{}{}", if mark.is_edge { "…" } else { "" }, mark.label.unwrap_or_default());
        frame(dates).landmarks(language).into_iter().map(told).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn landmarks_are_as_close_as_they_can_be_named() {
        use Language::{English, Japanese, Korean};
        let told = [
            (["2023-05-03", "2023-05-04"], English),
            (["2023-05-03", "2023-05-20"], English),
            (["2023-04-10", "2023-11-03"], English),
            (["2023-05", "2024-06"], English),
            (["2023-04", "2024/2025"], English),
            (["1950", "2023"], English),
            (["-0043", "1905"], English),
            (["2023-05-03", "2023-07-02"], Korean),
            (["2023-09", "2024-01"], Japanese),
        ]
        .map(|(dates, language)| landmarks(&dates, language));
        let expected = [
            "2 May | 3 May | 4 May | 5 May",
            "8 May 2023 | 15 May",
            "April 2023 | July | October",
            "…May | July | October | 2024 | April",
            "…2023 | 2024 | 2025",
            "1950 | 1960 | 1970 | 1980 | 1990 | 2000 | 2010 | ",
            "0 | 500 | 1000 | 1500",
            "…2023년 5월 | 6월 | ",
            "9月 | 10月 | 11月 | 12月 | 2024",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn periods_are_as_short_as_there_is_room_for() {
        let told = |dates: &[&str], shortest, most| {
            let periods = frame(dates).periods(shortest, most);
            let words: Vec<String> = periods.iter().map(|period| period.date.words(Language::English)).collect();
            format!("{}: {} to {}", words.len(), words[0], words[words.len() - 1])
        };
        assert_eq!(told(&["2023-05-03", "2023-05-09"], DAY, 12), "7: 3 May 2023 to 9 May 2023");
        assert_eq!(told(&["2023-05-03", "2023-06-09"], DAY, 12), "6: 1 to 7 May 2023 to 5 to 11 June 2023");
        assert_eq!(told(&["2023-05-03", "2023-06-09"], MONTH, 12), "2: May 2023 to June 2023");
        assert_eq!(
            told(&["2023-05", "2024-06"], DAY, 12),
            "5: the second quarter of 2023 to the second quarter of 2024"
        );
        assert_eq!(told(&["1950", "2023"], DAY, 12), "8: the 1950s to the 2020s");
        assert_eq!(told(&["-0043", "1905"], DAY, 12), "5: 501 BC to 2 BC to 1500 to 1999");
    }

    #[test]
    fn few_that_are_far_away_are_left_outside() {
        let near = ["2023-05-03", "2023-06", "2024-01-09", "2024-03"];
        let with = |far: &[&str]| frame(&[&near[..], far].concat());
        assert_eq!(with(&["1953-07-27"]), frame(&near), "one of five");
        assert_eq!(with(&["2031-07-27"]), frame(&near), "it may lie ahead");
        assert_eq!(with(&["1953-07-27"]).side(extent("1953-07-27")), Side::Before);
        assert_eq!(with(&["2031"]).side(extent("2031")), Side::After);
        assert_eq!(with(&["2021"]).side(extent("2021")), Side::Inside, "it isn't far");
        assert_eq!(with(&["1953", "1953"]).side(extent("1953")), Side::Inside, "they aren't few");
        assert_eq!(with(&["/..", "Y-12000"]).side(extent("Y-12000")), Side::Nowhere);
    }

    fn days() -> impl Strategy<Value = i64> {
        prop_oneof![-3_600_000i64..3_600_000, 737_000i64..741_000]
    }

    pub(in super::super) fn extents(size: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Extent>> {
        let length = prop_oneof![4 => Just(0i64), 2 => 0i64..800, 1 => 0i64..40_000];
        let extent = (days(), length, option::weighted(0.9, Just(())), option::weighted(0.9, Just(())));
        let extent = extent.prop_map(|(day, length, has_first, has_last)| Extent {
            first: has_first.map(|()| day),
            last: has_last.map(|()| day + length),
        });
        vec(extent, size)
    }

    proptest! {
        #[test]
        fn an_axis_holds_what_it_shows(extents in extents(0..40), most in 1usize..80) {
            let Some(frame) = Frame::around(&extents) else {
                prop_assert!(extents.iter().all(|extent| extent.known().is_none()));
                return Ok(());
            };
            let outside = extents.iter().filter(|extent| matches!(frame.side(**extent), Side::Before | Side::After));
            prop_assert!(outside.count() <= (extents.len() / 10).max(1));
            let periods = frame.periods(DAY, most);
            prop_assert!(periods.len() <= most.max(20));
            for pair in periods.windows(2) {
                prop_assert_eq!(pair[0].end, pair[1].start);
            }
            for period in &periods {
                let extent = Extent::new(period.date.earliest(), period.date.latest());
                // Only the years that EDTF can't write are not said.
                prop_assert!(extent.first >= Some(period.start) && extent.last <= Some(period.end - 1));
                prop_assert!(extent.first == Some(period.start) || extent.first == Some(month_start(-9999 * 12)));
            }
            for extent in extents.iter().filter(|extent| frame.side(**extent) == Side::Inside) {
                let (first, end) = frame.days(*extent);
                prop_assert!(first < end && 0 <= frame.at(first) && frame.at(end) <= WHOLE);
                for day in [extent.first, extent.last].into_iter().flatten().filter(|day| (first..end).contains(day)) {
                    prop_assert!(periods.iter().any(|period| (period.start..period.end).contains(&day)));
                }
            }
        }

        #[test]
        fn labels_have_room(extents in extents(1..40), language in proptest::sample::select(&Language::ALL[..])) {
            let Some(frame) = Frame::around(&extents) else { return Ok(()) };
            let landmarks = frame.landmarks(language);
            let mut end = 0;
            for mark in &landmarks {
                prop_assert!((end..WHOLE).contains(&mark.at), "{landmarks:?}");
                end = mark.at + mark.label.as_ref().map_or(0, |label| room(label));
                prop_assert!(end <= WHOLE, "{landmarks:?}");
            }
            prop_assert!(landmarks.iter().any(|mark| mark.label.is_some()), "{frame:?}");
        }
    }
}
