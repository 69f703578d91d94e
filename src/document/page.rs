//! A plain page, such as about or methodology.

use super::Head;
use super::fields::{Faults, Fields};

/// A file under `content/pages/`.
#[derive(Clone, Debug)]
pub struct Page {
    /// What every content file has.
    pub head: Head,
    /// Its name.
    pub title: String,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Place in the navigation: smaller first; pages without one come after, by title.
    pub order: Option<i64>,
}

pub(super) fn read(head: Head, mut fields: Fields, faults: &mut Faults) -> Option<Page> {
    let title = fields.required_text("title", faults);
    let summary = fields.text("summary", faults).map(|text| text.value);
    let order = fields.integer("order", -1_000_000..=1_000_000, faults).map(|n| n.value);
    fields.finish(faults);
    Some(Page { head, title: title?.value, summary, order })
}
