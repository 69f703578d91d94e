//! The file of an event: front matter with every useful key, and the text.
//!
//! In: what is known of an event. Out: its file's text, in which what isn't known is an empty key or a comment, as in the file of
//! an article. Deliberately absent: where the file lies (see `start`).

use std::fmt::Write as _;

use serde_yaml::Mapping;

use super::article::{Noted, list, noted, optional};
use super::yaml;
use crate::date::Date;
use crate::slug::Slug;

/// What is known of an event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its name.
    pub title: String,
    /// When it happened, or began.
    pub date: Date,
    /// How the date was come by, for readers, and whether it was concluded rather than stated.
    pub date_note: Option<String>,
    /// Whether it is left out of the site until somebody has looked at it.
    pub draft: bool,
    /// When it ended.
    pub end: Option<Date>,
    /// At what time of its day, as clocks at the place show it: `14:30`.
    pub time: Option<String>,
    /// The zone of that time, by its name in the IANA database.
    pub zone: Option<String>,
    /// Where: the id of a place, or plain text.
    pub place: Noted<Option<String>>,
    /// Its topics.
    pub topics: Noted<Vec<Slug>>,
    /// Who and what took part.
    pub entities: Noted<Vec<Slug>>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Free values.
    pub extra: Mapping,
    /// The text, as Markdown.
    pub body: String,
}

impl Event {
    /// An event of which a title and a date are known.
    pub fn new(title: &str, date: Date) -> Self {
        Self {
            title: title.to_owned(),
            date,
            date_note: None,
            draft: false,
            end: None,
            time: None,
            zone: None,
            place: Noted::default(),
            topics: Noted::default(),
            entities: Noted::default(),
            summary: None,
            extra: Mapping::new(),
            body: String::new(),
        }
    }

    /// The text of its file.
    pub(super) fn text(&self) -> String {
        let commented = |key: &str, value: Option<String>, example: &str| {
            value.map_or_else(|| format!("# {key}: {example}\n"), |value| format!("{key}: {value}\n"))
        };
        let mut out = format!("---\ntitle: {}\n", yaml::text(&self.title));
        let _ = writeln!(out, "date: {}  # as EDTF: 2023-11, 2023-11-15~ (about)", yaml::date(&self.date));
        out.push_str("# date_basis: inferred  # when no source states the date\n");
        out += &commented("date_note", yaml::said(self.date_note.as_deref()), "How the date was come by, for readers.");
        if self.draft {
            out.push_str("draft: true  # left out of the site until you delete this line; --drafts takes it in\n");
        }
        out += &commented("end", self.end.as_ref().map(yaml::date), "2023-11-16");
        out += &commented("time", yaml::said(self.time.as_deref()), "14:30  # as clocks at the place show it");
        out += &commented("zone", yaml::said(self.zone.as_deref()), "Asia/Seoul");
        let place = yaml::said(self.place.value.as_deref()).unwrap_or_default();
        let usual = if place.is_empty() { "the id of a place, or plain text" } else { "" };
        let mut line = |line: &str| {
            out.push_str(line);
            out.push('\n');
        };
        line(&noted("place:", &place, self.place.note.as_deref(), usual));
        line(&list("topics:", &self.topics, "ids: names of files under content/topics/, without .md"));
        line(&list("entities:", &self.entities, "ids of people, organizations and places"));
        line(&optional("summary:", self.summary.as_deref(), "one or two sentences"));
        out.push_str(
            "# resolved:  # where accounts differ: what is held true here, and why
#   - property: date
#     value: 2023-11-15
#     why: The reason, for readers.
",
        );
        if !self.extra.is_empty() {
            out.push_str(&yaml::free("extra", &self.extra));
        }
        out.push_str("---\n");
        out + &super::body(&self.body)
    }
}
