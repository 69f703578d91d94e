//! Pictures as data: what is where on an axis of time, how much of it there is, and who shares what.
//!
//! In: events of the site. Out: contexts with positions in percent, counts and words, from which a theme's templates draw.
//! Deliberately absent: markup, pixels and colours, which are the theme's; so every text of a picture is escaped like any
//! other, and another theme can draw it otherwise.

mod axis;
mod layout;
mod origins;
mod timeline;
mod together;

use self::axis::Extent;
use self::layout::share;
use super::context::ShapePart;
use crate::model::{Event, Field};

/// The days that an event may touch.
fn extent(event: &Event) -> Extent {
    let date = &event.date.value().date;
    let last = event.end.as_ref().map(Field::value).map_or(date.latest(), |end| end.latest().max(date.earliest()));
    Extent::new(date.earliest(), last)
}

/// How many independent origins stand behind an event's reports, for certain.
fn origins_shape(event: &Event) -> &'static str {
    match event.origins.low {
        0 => "no-origin",
        1 => "one-origin",
        _ => "several-origins",
    }
}

/// Parts of a column or bar, one behind the other, in percent of the longest; those that are nothing are left out.
fn parts<const N: usize>(parts: [(&'static str, usize); N], longest: usize) -> Vec<ShapePart> {
    let mut before = 0;
    let mut made = Vec::new();
    for (shape, count) in parts.into_iter().filter(|(_, count)| *count > 0) {
        let (from, to) = (share(before, longest), share(before + count, longest));
        made.push(ShapePart { shape, from: percent(from), length: percent(to - from) });
        before += count;
    }
    made
}

/// Percent of hundredths of a percent.
fn percent(hundredths: i64) -> f64 {
    hundredths as f64 / 100.0
}
