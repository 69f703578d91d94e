//! What analysts have becomes files of the site.
//!
//! In: texts, saved pages, mails, tables and posts of other generators as bytes, and the site. Out: an [`Import`]: files that wait
//! to be reviewed, and what was made of each input, line by line where that matters. Every input goes through two steps: it is
//! understood by itself ([`understand`], in parallel), and all together get their ids and paths ([`shelve`], in their order).
//! Deliberately absent: disk, network, and certainty; what is made here is read by people before it is published.

mod article;
pub mod clipping;
mod dates;
mod html;
mod kind;
mod known;
mod map;
mod pictures;
mod post;
mod posts;
mod report;
mod shelf;
mod table;
mod text;

use std::sync::Arc;

use crate::date::Date;
use crate::diagnostic::nearest;
use crate::document::Kind as Of;
use crate::model::Site;
use crate::scaffold::Noted;
use crate::slug::Slug;

pub use self::kind::Kind;
pub use self::map::Map;
pub use self::pictures::{Picture, Pictures};
pub use self::post::Generator;
pub use self::posts::Posts;
pub use self::report::{NotTaken, Report, Told, json_schema};
pub use self::shelf::{Bytes, Import, New, Part, Refused, Role, Understood, shelve};
pub use self::table::Place;
pub use self::text::{MAX_INPUT_BYTES, read_bounded};

use self::known::Known;
use self::shelf::What;
use self::table::Table;

/// One thing to be imported.
pub struct Input {
    /// Its name, as it was given.
    pub name: String,
    /// Its path below the folder that was given, with `/` between names, or its name.
    pub path: String,
    /// What it holds, unpacked.
    pub bytes: Vec<u8>,
    /// What it is; nothing when it has to be told from what it holds.
    pub kind: Option<Kind>,
    /// What it may name.
    pub folder: Arc<Folder>,
}

/// What lies in a folder that was given.
#[derive(Debug, Default)]
pub struct Folder {
    /// Its pictures.
    pub pictures: Pictures,
    /// Its posts.
    pub posts: Posts,
}

/// What holds for all inputs of a run.
pub struct Request<'s> {
    known: Known<'s>,
    map: Map,
    topics: Vec<Slug>,
    today: Date,
}

impl<'s> Request<'s> {
    /// A request to a site, which was linked with its drafts. `today` is when what has no date was there at the latest.
    ///
    /// # Errors
    /// What the map or the topics name that the site doesn't have: a sentence for each.
    pub fn new(site: &'s Site, map: Map, topics: Vec<Slug>, today: Date) -> Result<Self, Vec<String>> {
        let known = Known::new(site);
        let mut faults = map.unknown(&known);
        for topic in topics.iter().filter(|topic| !known.has(Of::Topic, topic)) {
            let near = nearest(topic.as_str(), site.topics.iter().map(|(_, row)| row.head.id.as_str()));
            let near = near.map(|near| format!("; did you mean {near:?}?")).unwrap_or_default();
            faults.push(format!("unknown topic \"{topic}\"{near}"));
        }
        if faults.is_empty() { Ok(Self { known, map, topics, today }) } else { Err(faults) }
    }
}

impl Request<'_> {
    /// Who published something: by the name, by the address, or by the map; another name stands in a comment.
    fn publisher(&self, named: Option<&str>, url: Option<&str>) -> Noted<Option<Slug>> {
        let by_name = named.and_then(|name| self.known.publisher(name));
        let found = by_name.or_else(|| self.known.publisher_at(url?));
        let value = found.cloned().or_else(|| self.map.publisher());
        let note = named.filter(|_| value.is_none());
        let note =
            note.map(|name| format!("named {name:?}, which is no publisher of the site: briefgen new publisher"));
        Noted { value, note }
    }
}

/// Understands one input by itself.
pub fn understand(input: Input, request: &Request<'_>) -> Understood {
    let Input { name, path, bytes, kind, folder } = input;
    let mut understood = Understood::new(name);
    if kind == Some(Kind::Mail) {
        article::of_mail(&path, bytes, request, &mut understood);
        return understood;
    }
    let decoded = match text::decode(&bytes) {
        Ok(decoded) => decoded,
        Err(reason) => {
            understood.what = What::Nothing(reason);
            return understood;
        }
    };
    if decoded.is_damaged {
        let note = format!("some bytes are no text in {}, and were replaced", decoded.encoding);
        understood.notes.push((None, note));
    }
    let text = decoded.text;
    if text.trim().is_empty() {
        understood.what = What::Nothing("it is empty".to_owned());
        return understood;
    }
    let columns = request.map.titles();
    let kind = match kind {
        None => Kind::of_text(&text, &columns),
        // Excel calls a table in UTF-16 a text.
        Some(Kind::Text) if Kind::is_table(&text, &columns) => Kind::Table,
        Some(kind) => kind,
    };
    match kind {
        Kind::Text => article::of_text(&path, text, request, &mut understood),
        Kind::Html => article::of_page(&path, &text, bytes, request, &mut understood),
        Kind::Markdown => article::of_post(&path, text, &folder, request, &mut understood),
        Kind::Mail => article::of_mail(&path, bytes, request, &mut understood),
        Kind::Table => of_table(table::csv(&text, &request.map, &request.known), &mut understood),
        Kind::Timeline => of_table(table::json(&text, &request.map, &request.known), &mut understood),
    }
    understood
}

fn of_table(table: Result<Table, String>, understood: &mut Understood) {
    match table {
        Ok(table) => {
            understood.what = What::Rows(table.rows);
            understood.left_out = table.left_out;
            understood.notes.extend(table.notes);
        }
        Err(reason) => understood.what = What::Nothing(reason),
    }
}
