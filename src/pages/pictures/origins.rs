//! How many independent origins stand behind what is reported, period by period: a table with a bar in each row.

use super::super::context::{OriginsOverTime, OriginsPeriod};
use super::super::parts::View;
use super::axis::{DAY, Extent, Frame, Side};
use super::layout::LEAST;
use super::{extent, parts};
use crate::model::{Event, Id};

/// More rows are no overview.
const MOST_PERIODS: usize = 12;

/// Events with none, one, and two or more origins.
type Counts = [usize; 3];

impl View<'_> {
    /// The reported events among these, by period and by how many origins they have for certain. `None` where fewer than
    /// three are reported, or all in one period.
    pub(in super::super) fn origins_over_time(&self, ids: &[Id<Event>]) -> Option<OriginsOverTime> {
        let events: Vec<(&Event, Extent)> =
            ids.iter().map(|id| &self.site.events[*id]).map(|event| (event, extent(event))).collect();
        // What the picture of all events leaves outside is earlier or later here, too.
        let frame = Frame::around(&events.iter().map(|(_, extent)| *extent).collect::<Vec<_>>())?;
        let reported: Vec<(Extent, usize)> = events
            .into_iter()
            .filter(|(event, _)| event.origins.articles > 0)
            .map(|(event, extent)| (extent, event.origins.low.min(2)))
            .collect();
        if reported.len() < LEAST {
            return None;
        }
        let frame = frame.narrowed(&reported.iter().map(|(extent, _)| *extent).collect::<Vec<_>>())?;
        // A row for each event would be another chronology.
        let periods = frame.periods(DAY, MOST_PERIODS.min(reported.len() / 2));
        let mut inside: Vec<Counts> = vec![Counts::default(); periods.len()];
        let [mut earlier, mut later, mut across] = [Counts::default(); 3];
        for (extent, level) in reported {
            let (first, end) = frame.days(extent);
            let n = periods.partition_point(|period| period.end <= first);
            let counts = match frame.side(extent) {
                Side::Before => &mut earlier,
                Side::After => &mut later,
                Side::Inside => match periods.get(n).filter(|period| first >= period.start && end <= period.end) {
                    Some(_) if frame.sticks_out(extent) == (false, false) => &mut inside[n],
                    _ => &mut across,
                },
                Side::Nowhere => &mut across,
            };
            counts[level] += 1;
        }
        // What is dated less closely reaches further than what is counted by period.
        let is_used = |counts: &Counts| *counts != Counts::default();
        let begins = inside.iter().position(is_used)?;
        let ends = inside.iter().rposition(is_used)? + 1;
        if ends - begins < 2 {
            return None;
        }
        let language = self.site.settings.date_language;
        let named = periods[begins..ends].iter().map(|period| period.date.words(language));
        let named = named.zip(inside[begins..ends].iter().copied());
        let others = [("period-earlier", earlier), ("period-later", later), ("period-vague", across)].into_iter();
        let others = others.filter(|(_, counts)| is_used(counts));
        let rows: Vec<(String, Counts)> =
            named.chain(others.map(|(name, counts)| (self.words.plain(name), counts))).collect();
        let longest = rows.iter().map(|(_, counts)| counts.iter().sum()).max().unwrap_or(0);
        let period = |(period, [none, one, several]): (String, Counts)| OriginsPeriod {
            period,
            none,
            one,
            several,
            bar: parts([("several-origins", several), ("one-origin", one), ("no-origin", none)], longest),
        };
        Some(OriginsOverTime { periods: rows.into_iter().map(period).collect() })
    }
}
