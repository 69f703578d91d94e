//! Where something stands in a file, found by reading it again.
//!
//! In: a file, and the way to a value of its front matter or the position of a link of its body. Out: a [`Place`]. For what is
//! told of a site that is linked already, which knows files and nothing of what stands where in them.

use std::ops::Range;

use super::node::{Node, Value};
use super::{front_matter, markdown};
use crate::diagnostic::Place;
use crate::files::{FileId, Files, Span};

/// A step on the way to a value.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// The value of this key.
    Key(&'a str),
    /// The item of a list that has this key with this text as its value.
    Item(&'a str, &'a str),
}

/// The place of a value: as far as the way leads, and the file as a whole when it leads nowhere.
pub fn place(files: &Files, file: FileId, way: &[Step<'_>]) -> Place {
    let Ok(front_matter) = front_matter::parse(file, files.text(file)) else { return Place::File(file) };
    let mut found: Option<&Node> = None;
    for step in way {
        match inside(found.unwrap_or(&front_matter.node), *step) {
            Some(node) => found = Some(node),
            None => break,
        }
    }
    found.map_or(Place::File(file), |node| Place::Value(file, node.at))
}

fn inside<'n>(node: &'n Node, step: Step<'_>) -> Option<&'n Node> {
    match (step, &node.value) {
        (Step::Key(key), Value::Map(entries)) => {
            entries.iter().find(|(name, _)| name.value == key).map(|(_, node)| node)
        }
        (Step::Item(key, text), Value::List(items)) => items.iter().find(|item| {
            inside(item, Step::Key(key)).is_some_and(|node| matches!(&node.value, Value::Text(value) if value == text))
        }),
        _ => None,
    }
}

/// Finds the links of bodies by their positions. Reads a body once when it is asked for its links one after the other.
pub struct LinkPlaces<'a> {
    files: &'a Files,
    last: Option<(FileId, Vec<Span>)>,
}

impl<'a> LinkPlaces<'a> {
    /// For the bodies of these files.
    pub fn new(files: &'a Files) -> Self {
        Self { files, last: None }
    }

    /// The place of a link or image, by its position among those of the body at `span`; the file when there is none.
    pub fn place(&mut self, file: FileId, span: &Range<u32>, nth: usize) -> Place {
        let (start, end) = (span.start as usize, span.end as usize);
        let spans = match self.last.take() {
            Some((last, spans)) if last == file => spans,
            _ => markdown::link_spans(&self.files.text(file)[start..end]),
        };
        let bytes = |span: &Span| Place::Bytes(file, start + span.start..start + span.end);
        let place = spans.get(nth).map_or(Place::File(file), bytes);
        self.last = Some((file, spans));
        place
    }
}
