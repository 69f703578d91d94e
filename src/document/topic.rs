//! A topic: a standing subject with a brief.

use super::Head;
use super::fields::{Faults, Fields};

/// A file under `content/topics/`. Its body is the standing brief.
#[derive(Clone, Debug)]
pub struct Topic {
    /// What every content file has.
    pub head: Head,
    /// Its name.
    pub title: String,
    /// A shorter name for navigation.
    pub short_title: Option<String>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Place among the topics: smaller first; topics without one come after, by title.
    pub order: Option<i64>,
}

pub(super) fn read(head: Head, mut fields: Fields, faults: &mut Faults) -> Option<Topic> {
    let title = fields.required_text("title", faults);
    let short_title = fields.text("short_title", faults).map(|text| text.value);
    let summary = fields.text("summary", faults).map(|text| text.value);
    let order = fields.integer("order", -1_000_000..=1_000_000, faults).map(|n| n.value);
    fields.finish(faults);
    Some(Topic { head, title: title?.value, short_title, summary, order })
}
