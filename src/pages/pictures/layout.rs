//! How events lie on an axis of time: each by itself where they are few, counted in columns where they are many.
//!
//! In: the days that each event may touch, in the order of a chronology. Out: a [`Layout`], in hundredths of a percent of the
//! axis, of a size that the number of events doesn't change. Deliberately absent: the site, words, shapes.

use super::axis::{DAY, Extent, Frame, MONTH, Period, Side, WHOLE};

/// Fewer events make no picture.
pub(super) const LEAST: usize = 3;

/// More marks than this, or more rows of them, become columns.
const MOST_MARKS: usize = 150;
const MOST_ROWS: usize = 14;

/// More columns can't be told apart on a narrow screen.
const MOST_COLUMNS: usize = 72;

/// How much of the axis a mark takes on a narrow screen, with the space around it. What takes less is drawn as a mark, too.
const MARK: i64 = 280;
/// How far bands of one row stand apart.
const GAP: i64 = 60;

/// An event to be laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// When it may have been.
    pub(super) extent: Extent,
    /// Whether an article that still counts reports it.
    pub(super) is_reported: bool,
}

/// Where events lie. Each is in the drawing once, or is counted among those that are left out.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) frame: Frame,
    pub(super) drawing: Drawing,
    /// Each period with what lies in it.
    pub(super) bins: Vec<Bin>,
    pub(super) left_out: LeftOut,
}

/// Events outside of the axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LeftOut {
    pub(super) before: usize,
    pub(super) after: usize,
    pub(super) nowhere: usize,
}

impl LeftOut {
    pub(super) fn sum(self) -> usize {
        self.before + self.after + self.nowhere
    }
}

#[derive(Debug)]
pub(super) enum Drawing {
    Marks {
        days: Rows,
        bands: Rows,
    },
    /// The bins of the layout.
    Columns,
}

/// Marks in rows.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) marks: Vec<Placed>,
    pub(super) count: usize,
}

/// An event by its position among the items.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) item: usize,
    pub(super) x: i64,
    pub(super) width: i64,
    pub(super) row: usize,
}

/// What lies in a period.
#[derive(Debug)]
pub(super) struct Bin {
    pub(super) period: Period,
    /// How many events surely lie in it, of those that are reported and of the others.
    pub(super) reported: usize,
    pub(super) unreported: usize,
    /// How many more may lie in it.
    pub(super) touching: usize,
    /// What these come to, in thousandths of an event, when each is spread evenly over the days that it may touch.
    pub(super) spread: usize,
    /// The first of the events that surely lie in it.
    pub(super) first: Option<usize>,
}

/// Lays events out. `None` when there are fewer than [`LEAST`] to be drawn.
pub(super) fn layout(items: &[Item]) -> Option<Layout> {
    let extents: Vec<Extent> = items.iter().map(|item| item.extent).collect();
    let frame = Frame::around(&extents)?;
    let mut left_out = LeftOut::default();
    let mut inside = Vec::new();
    for (n, extent) in extents.iter().enumerate() {
        match frame.side(*extent) {
            Side::Before => left_out.before += 1,
            Side::After => left_out.after += 1,
            Side::Nowhere => left_out.nowhere += 1,
            Side::Inside => inside.push(n),
        }
    }
    if inside.len() < LEAST {
        return None;
    }
    let drawing = if inside.len() > MOST_MARKS { None } else { marks(frame, &extents, &inside) };
    // Where there are no columns, periods are for words, and people speak of months.
    let periods = frame.periods(if drawing.is_some() { MONTH } else { DAY }, MOST_COLUMNS);
    let (frame, drawing) = match drawing {
        Some(drawing) => (frame, drawing),
        None => (frame.of_periods(&periods), Drawing::Columns),
    };
    Some(Layout { frame, drawing, bins: bins(frame, periods, items, &inside), left_out })
}

/// A mark for each event. `None` when they would be too many on one another.
fn marks(frame: Frame, extents: &[Extent], inside: &[usize]) -> Option<Drawing> {
    let (days, bands): (Vec<usize>, Vec<usize>) = inside.iter().partition(|n| extents[**n].is_day());
    let days = days.into_iter().map(|item| {
        let day = frame.days(extents[item]).0;
        Placed { item, x: frame.noon(day), width: 0, row: 0 }
    });
    let bands = bands.into_iter().map(|item| {
        let (first, end) = frame.days(extents[item]);
        Placed { item, x: frame.at(first), width: frame.at(end) - frame.at(first), row: 0 }
    });
    let (days, bands) = (rows(days.collect(), 0), rows(bands.collect(), GAP));
    (days.count + bands.count <= MOST_ROWS).then_some(Drawing::Marks { days, bands })
}

/// Puts each mark in the first row that has room for it, so far behind the mark before it.
fn rows(mut marks: Vec<Placed>, gap: i64) -> Rows {
    let taken = |mark: &Placed| {
        let margin = (MARK - mark.width).max(0) / 2;
        (mark.x - margin, mark.x + mark.width + margin)
    };
    marks.sort_by_key(|mark| (taken(mark).0, mark.item));
    let mut ends: Vec<i64> = Vec::new();
    for mark in &mut marks {
        let (from, to) = taken(mark);
        mark.row = ends.iter().position(|end| end + gap <= from).unwrap_or(ends.len());
        if mark.row == ends.len() {
            ends.push(to);
        }
        ends[mark.row] = to;
    }
    Rows { marks, count: ends.len() }
}

/// Counts events by period.
fn bins(frame: Frame, periods: Vec<Period>, items: &[Item], inside: &[usize]) -> Vec<Bin> {
    let empty = |period: Period| Bin { period, reported: 0, unreported: 0, touching: 0, spread: 0, first: None };
    let mut bins: Vec<Bin> = periods.into_iter().map(empty).collect();
    let whole = bins.first().zip(bins.last()).map_or((0, 0), |(first, last)| (first.period.start, last.period.end));
    for n in inside {
        let (first, end) = frame.days(items[*n].extent);
        let (first, end) = (first.max(whole.0), end.min(whole.1));
        let from = bins.partition_point(|bin| bin.period.end <= first);
        let to = bins.partition_point(|bin| bin.period.start < end);
        let touched = &mut bins[from..to];
        if let [bin] = touched {
            let count = if items[*n].is_reported { &mut bin.reported } else { &mut bin.unreported };
            *count += 1;
            bin.first.get_or_insert(*n);
            continue;
        }
        // Thousandths up to a day, so that the whole is never lost to rounding.
        let up_to = |day: i64| usize::try_from((day.clamp(first, end) - first) * 1000 / (end - first)).unwrap_or(0);
        for bin in touched {
            bin.touching += 1;
            bin.spread += up_to(bin.period.end) - up_to(bin.period.start);
        }
    }
    bins
}

impl Bin {
    /// How many events surely lie in it.
    pub(super) fn count(&self) -> usize {
        self.reported + self.unreported
    }

    /// The height of its column, in thousandths of an event.
    pub(super) fn height(&self) -> usize {
        self.count() * 1000 + self.spread
    }
}

/// A length as hundredths of a percent of another.
pub(super) fn share(part: usize, whole: usize) -> i64 {
    let [part, whole] = [part, whole.max(1)].map(|count| i64::try_from(count).unwrap_or(i64::MAX / WHOLE));
    part * WHOLE / whole
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::axis::tests::extents;
    use super::*;

    fn items(size: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Item>> {
        (extents(size), any::<u64>()).prop_map(|(extents, seed)| {
            let items = extents.into_iter().enumerate();
            items.map(|(n, extent)| Item { extent, is_reported: seed >> (n % 64) & 1 == 1 }).collect()
        })
    }

    fn marks(layout: &Layout) -> Option<[&Rows; 2]> {
        match &layout.drawing {
            Drawing::Marks { days, bands } => Some([days, bands]),
            Drawing::Columns => None,
        }
    }

    proptest! {
        #[test]
        fn every_event_is_drawn_once_or_counted_as_left_out(items in items(0..60)) {
            let Some(layout) = layout(&items) else {
                let frame = Frame::around(&items.iter().map(|item| item.extent).collect::<Vec<_>>());
                let inside = |frame: Frame| items.iter().filter(|item| frame.side(item.extent) == Side::Inside).count();
                prop_assert!(frame.map_or(0, inside) < LEAST);
                return Ok(());
            };
            let drawn = items.len() - layout.left_out.sum();
            if let Some(rows) = marks(&layout) {
                let mut placed: Vec<usize> = rows.iter().flat_map(|rows| &rows.marks).map(|mark| mark.item).collect();
                placed.sort_unstable();
                placed.dedup();
                prop_assert_eq!(placed.len(), drawn);
            }
            let counted: usize = layout.bins.iter().map(Bin::count).sum();
            let spread: usize = layout.bins.iter().map(|bin| bin.spread).sum();
            prop_assert_eq!(counted * 1000 + spread, drawn * 1000);
            prop_assert!(layout.bins.iter().all(|bin| bin.touching * 1000 >= bin.spread));
        }

        #[test]
        fn a_mark_covers_its_days_and_no_other_mark(items in items(0..60)) {
            let Some(layout) = layout(&items) else { return Ok(()) };
            let Some(rows) = marks(&layout) else { return Ok(()) };
            for mark in rows.iter().flat_map(|rows| &rows.marks) {
                let (first, end) = layout.frame.days(items[mark.item].extent);
                let (from, to) = (layout.frame.at(first), layout.frame.at(end));
                if items[mark.item].extent.is_day() {
                    prop_assert!((from..=to).contains(&mark.x) && mark.width == 0);
                } else {
                    prop_assert_eq!((mark.x, mark.x + mark.width), (from, to));
                }
                prop_assert!(0 <= mark.x && mark.x + mark.width <= WHOLE);
            }
            for rows in rows {
                for (n, a) in rows.marks.iter().enumerate() {
                    prop_assert!(a.row < rows.count && rows.count <= MOST_ROWS);
                    for b in rows.marks[..n].iter().filter(|b| b.row == a.row) {
                        prop_assert!(b.x + b.width <= a.x && b.x + b.width.max(MARK) / 2 <= a.x + a.width.max(MARK) / 2);
                    }
                }
            }
        }

        #[test]
        fn the_size_is_that_of_the_axis(items in items(150..1000)) {
            let Some(layout) = layout(&items) else { return Ok(()) };
            let count = marks(&layout).map_or(0, |rows| rows.iter().map(|rows| rows.marks.len()).sum());
            prop_assert!(count <= MOST_MARKS && layout.bins.len() <= MOST_COLUMNS);
            if marks(&layout).is_none() {
                let at = |day| layout.frame.at(day);
                prop_assert!(layout.bins.iter().all(|bin| at(bin.period.start) < at(bin.period.end)));
                let [first, last] = [&layout.bins[0], &layout.bins[layout.bins.len() - 1]];
                prop_assert_eq!((at(first.period.start), at(last.period.end)), (0, WHOLE));
            }
        }
    }
}
