//! Events over time: the layout with what readers see of each event.

use super::super::context::{Column, EventShape, KeyShape, Landmark, Timeline};
use super::super::parts::{View, anchor, standing};
use super::axis::Frame;
use super::layout::{Bin, Drawing, Item, Layout, Placed, Rows, layout, share};
use super::{extent, origins_shape, parts, percent};
use crate::date::Precision;
use crate::model::{Event, Field, Id};

/// The shapes of marks and of columns, as a key lists them.
const SHAPES: [&str; 11] = [
    "several-origins",
    "one-origin",
    "no-origin",
    "retracted",
    "announced",
    "recalled",
    "disputed",
    "unsourced",
    "reported",
    "unreported",
    "spread",
];

impl View<'_> {
    /// Events over time, of which the page shows these entries. The ids are in order. `None` where too few of them have dates.
    pub(in super::super) fn timeline(&self, ids: &[Id<Event>], shown: &[Id<Event>]) -> Option<Timeline> {
        let items = self.items(ids);
        let layout = layout(&items)?;
        let drawn = items.len() - layout.left_out.sum();
        let language = self.site.settings.date_language;
        let landmarks = layout.frame.landmarks(language).into_iter();
        let landmarks =
            landmarks.map(|mark| Landmark { x: percent(mark.at), label: mark.label, is_edge: mark.is_edge });
        let mut timeline = Timeline {
            landmarks: landmarks.collect(),
            days: Vec::new(),
            days_rows: 0,
            bands: Vec::new(),
            bands_rows: 0,
            columns: Vec::new(),
            key: Vec::new(),
            peak: peak(&layout.bins, drawn)
                .map(|bin| self.words.busiest(&bin.period.date.words(language), bin.count(), drawn)),
            left_out: self.words.left_out(layout.left_out.before, layout.left_out.after, layout.left_out.nowhere),
        };
        match &layout.drawing {
            Drawing::Marks { days, bands } => {
                let shapes = |rows: &Rows| {
                    let shape = |mark: &Placed| self.shape(ids[mark.item], mark, &layout, shown);
                    rows.marks.iter().map(shape).collect::<Vec<_>>()
                };
                (timeline.days, timeline.days_rows) = (shapes(days), days.count);
                (timeline.bands, timeline.bands_rows) = (shapes(bands), bands.count);
                let shapes = || timeline.days.iter().chain(&timeline.bands).map(|event| event.shape);
                timeline.key = key(|shape| shapes().filter(|other| *other == shape).count());
            }
            Drawing::Columns => {
                let highest = layout.bins.iter().map(Bin::height).max().unwrap_or(0);
                let column = |bin| {
                    let first = |bin: &Bin| bin.first.map(|item| ids[item]);
                    Column {
                        anchor: first(bin).map(|id| anchor(&self.site.events[id])),
                        href: first(bin).map(|id| self.entry_href(shown, id)),
                        ..self.column(bin, layout.frame, highest)
                    }
                };
                timeline.columns = layout.bins.iter().map(column).collect();
                let sum = |count: fn(&Bin) -> usize| layout.bins.iter().map(count).sum::<usize>();
                timeline.key = key(|shape| match shape {
                    "reported" => sum(|bin| bin.reported),
                    "unreported" => sum(|bin| bin.unreported),
                    "spread" => drawn - sum(Bin::count),
                    _ => 0,
                });
            }
        }
        Some(timeline)
    }

    /// How much happened in each period, in percent of the most. Empty where too few events have dates.
    pub(in super::super) fn columns(&self, ids: &[Id<Event>]) -> Vec<f64> {
        let Some(layout) = layout(&self.items(ids)) else { return Vec::new() };
        let highest = layout.bins.iter().map(Bin::height).max().unwrap_or(0);
        layout.bins.iter().map(|bin| percent(share(bin.height(), highest))).collect()
    }

    fn items(&self, ids: &[Id<Event>]) -> Vec<Item> {
        let events = ids.iter().map(|id| &self.site.events[*id]);
        events.map(|event| Item { extent: extent(event), is_reported: event.origins.articles > 0 }).collect()
    }

    fn shape(&self, id: Id<Event>, mark: &Placed, layout: &Layout, shown: &[Id<Event>]) -> EventShape {
        let event = &self.site.events[id];
        let date = &event.date.value().date;
        let end = event.end.as_ref().map(Field::value).filter(|end| *end != date);
        let is_vague = |date: &crate::date::Date| date.is_approximate() || date.is_uncertain();
        let (before, after) = layout.frame.sticks_out(extent(event));
        EventShape {
            anchor: anchor(event),
            href: self.entry_href(shown, id),
            title: event.title.value().clone(),
            date: self.event_date(id).words.clone(),
            shape: shape(event),
            x: percent(mark.x),
            width: percent(mark.width),
            row: mark.row,
            lasts: end.is_some() || date.precision() == Precision::Interval,
            is_vague: is_vague(date) || end.is_some_and(is_vague),
            is_open_before: before,
            is_open_after: after,
        }
    }

    /// A column that leads nowhere.
    fn column(&self, bin: &Bin, frame: Frame, highest: usize) -> Column {
        let (from, to) = (frame.at(bin.period.start), frame.at(bin.period.end));
        let period = bin.period.date.words(self.site.settings.date_language);
        let counts = [("reported", bin.reported * 1000), ("unreported", bin.unreported * 1000), ("spread", bin.spread)];
        Column {
            x: percent(from),
            width: percent(to - from),
            words: self.words.column(&period, bin.count(), bin.reported, bin.touching),
            anchor: None,
            href: None,
            parts: parts(counts, highest),
        }
    }
}

/// What an event's mark looks like.
fn shape(event: &Event) -> &'static str {
    match standing(event) {
        "reported" => origins_shape(event),
        other => other,
    }
}

fn key(count: impl Fn(&str) -> usize) -> Vec<KeyShape> {
    let all = SHAPES.into_iter().map(|shape| KeyShape { shape, count: count(shape) });
    all.filter(|shape| shape.count > 0).collect()
}

/// The one period in which more events lie than in any other; none when that is a single event, or there are no others.
fn peak(bins: &[Bin], drawn: usize) -> Option<&Bin> {
    let most = bins.iter().map(Bin::count).max().filter(|count| (2..drawn).contains(count))?;
    let mut highest = bins.iter().filter(|bin| bin.count() == most);
    let first = highest.next()?;
    highest.next().is_none().then_some(first)
}
