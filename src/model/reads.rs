//! What of a site was looked at while something was made.
//!
//! In: every access to a [`Table`] or a [`Tracked`] value. Out: [`recorded`], which tells what a function looked at, and
//! [`Digests`], by which what it would see now is compared with what it saw then. So what was made need not say what it is
//! made from, and can't forget any of it: what the pages of a site hold is a function of these values, and of what
//! holds for the whole ([`Site::digest_of_whole`]). Deliberately absent: what was made, and where that is kept.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::{Article, Attachment, Entity, Event, Head, Page, Publisher, Site, Table, Topic};
use crate::files::{FileId, Files};

/// The tables of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of topics.
    Topics,
    /// Of articles.
    Articles,
    /// Of events.
    Events,
    /// Of entities.
    Entities,
    /// Of publishers.
    Publishers,
    /// Of plain pages.
    Pages,
    /// Of copied files.
    Attachments,
}

/// A row of a table whose readers are recorded. Its hash covers what pages can say of it, less the text of its body.
pub trait Row: Hash {
    /// Which table it is of.
    const KIND: Kind;

    /// The file that holds its body.
    fn file(&self) -> Option<FileId>;
}

macro_rules! rows {
    ($($row:ty => $kind:ident),+) => {
        $(impl Row for $row {
            const KIND: Kind = Kind::$kind;

            fn file(&self) -> Option<FileId> {
                self.head.file
            }
        })+
    };
}

rows!(
    Topic => Topics,
    Article => Articles,
    Event => Events,
    Entity => Entities,
    Publisher => Publishers,
    Page => Pages
);

impl Row for Attachment {
    const KIND: Kind = Kind::Attachments;

    fn file(&self) -> Option<FileId> {
        None
    }
}

/// Something that was looked at: a row by its position, all rows of a table, how many there are, or a tracked value. The four
/// upper bits say which table, or that it is none of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Read(u32);

const POSITION_BITS: u32 = 28;
const NO_ROW: u32 = 0xf << POSITION_BITS;
const ALL: u32 = NO_ROW;
const COUNT: u32 = NO_ROW | 0x10;
const FIGURES: Read = Read(NO_ROW | 0x20);
const REDIRECTS: Read = Read(NO_ROW | 0x21);

impl Read {
    /// A row by its position.
    pub(super) fn row(kind: Kind, position: usize) -> Self {
        let position = u32::try_from(position).expect("the table has checked its size");
        Self(((kind as u32) << POSITION_BITS) | position)
    }

    /// All rows of a table.
    pub(super) fn all(kind: Kind) -> Self {
        Self(ALL | kind as u32)
    }

    /// How many rows a table has.
    pub(super) fn count(kind: Kind) -> Self {
        Self(COUNT | kind as u32)
    }
}

/// What something was made from, each once, in order.
pub type Reads = Box<[Read]>;

/// What is recorded on this thread.
struct Recorder {
    /// The number of the recording that is under way, which none before it had.
    current: u32,
    last: u32,
    /// For each read, the last recording that it is in: by table, which the upper bits of a read say, and position.
    seen: [Vec<u32>; 16],
    reads: Vec<Read>,
}

thread_local! {
    static IS_RECORDING: Cell<bool> = const { Cell::new(false) };
    static RECORDER: RefCell<Recorder> =
        const { RefCell::new(Recorder { current: 0, last: 0, seen: [const { Vec::new() }; 16], reads: Vec::new() }) };
}

impl Recorder {
    fn note(&mut self, read: Read) {
        let seen = &mut self.seen[(read.0 >> POSITION_BITS) as usize];
        let position = (read.0 & !NO_ROW) as usize;
        match seen.get_mut(position) {
            // Most is looked at many times.
            Some(recording) if *recording == self.current => return,
            Some(recording) => *recording = self.current,
            None => {
                seen.resize(position + 1, 0);
                seen[position] = self.current;
            }
        }
        self.reads.push(read);
    }

    fn begin(&mut self) {
        self.last = self.last.checked_add(1).expect("nobody makes four thousand million things");
        self.current = self.last;
    }
}

/// Notes that something was looked at.
pub(super) fn note(read: Read) {
    if IS_RECORDING.get() {
        RECORDER.with_borrow_mut(|recorder| recorder.note(read));
    }
}

/// Notes what something was made from that is looked at now.
pub(crate) fn note_all(reads: &Reads) {
    if IS_RECORDING.get() {
        RECORDER.with_borrow_mut(|recorder| reads.iter().for_each(|read| recorder.note(*read)));
    }
}

/// Makes something, and tells what it was made from, as far as that was looked at on this thread. A recording that is under way
/// already learns nothing of it: see [`note_all`].
pub(crate) fn recorded<T>(make: impl FnOnce() -> T) -> (T, Reads) {
    /// Takes up again what was recorded before, even when `make` panics: a thread that is used again must not go on recording.
    struct Outer {
        was_recording: bool,
        current: u32,
        reads: Vec<Read>,
    }
    impl Drop for Outer {
        fn drop(&mut self) {
            IS_RECORDING.set(self.was_recording);
            RECORDER.with_borrow_mut(|recorder| {
                recorder.current = self.current;
                recorder.reads = std::mem::take(&mut self.reads);
            });
        }
    }
    let outer = RECORDER.with_borrow_mut(|recorder| {
        let outer = Outer {
            was_recording: IS_RECORDING.replace(true),
            current: recorder.current,
            reads: std::mem::take(&mut recorder.reads),
        };
        recorder.begin();
        outer
    });
    let made = make();
    let mut reads = RECORDER.with_borrow_mut(|recorder| std::mem::take(&mut recorder.reads));
    drop(outer);
    reads.sort_unstable();
    // What was recorded between two parts of a recording is not known to the second.
    reads.dedup();
    (made, reads.into())
}

/// A value of a site beside its tables: whoever looks at it is recorded.
#[derive(Clone)]
pub struct Tracked<T> {
    value: T,
    read: Read,
}

impl Tracked<super::Figures> {
    pub(super) fn figures(value: super::Figures) -> Self {
        Self { value, read: FIGURES }
    }
}

impl Tracked<Vec<super::Redirect>> {
    pub(super) fn redirects(value: Vec<super::Redirect>) -> Self {
        Self { value, read: REDIRECTS }
    }
}

impl<T> Deref for Tracked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        note(self.read);
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Tracked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// Digests of all that can be looked at.
#[derive(Debug, Default)]
pub(crate) struct Digests {
    /// By table and position.
    rows: Vec<Vec<u128>>,
    figures: u128,
    redirects: u128,
}

impl Digests {
    /// Digests a site. The files are those that hold its texts.
    pub(crate) fn new(site: &Site, files: &Files) -> Self {
        fn rows<T: Row + Send + Sync>(table: &Table<T>, files: &Files) -> Vec<u128> {
            let row = |row: &Arc<T>| digest(&(&**row, row.file().map(|file| files.text(file))));
            table.rows().par_iter().with_min_len(64).map(row).collect()
        }
        Self {
            // In the order of `Kind`.
            rows: vec![
                rows(&site.topics, files),
                rows(&site.articles, files),
                rows(&site.events, files),
                rows(&site.entities, files),
                rows(&site.publishers, files),
                rows(&site.pages, files),
                rows(&site.attachments, files),
            ],
            figures: digest(&site.figures.value),
            redirects: digest(&site.redirects.value),
        }
    }

    /// A digest of what would be looked at now; `None` where some of it is not there any longer.
    pub(crate) fn of(&self, reads: &[Read]) -> Option<u128> {
        let mut hasher = Xxh3::new();
        for read in reads {
            let position = read.0 & !NO_ROW;
            match *read {
                FIGURES => self.figures.hash(&mut hasher),
                REDIRECTS => self.redirects.hash(&mut hasher),
                Read(bits) if bits < NO_ROW => {
                    let table = self.rows.get((bits >> POSITION_BITS) as usize)?;
                    table.get(position as usize)?.hash(&mut hasher);
                }
                Read(bits) if bits < COUNT => self.rows.get(position as usize)?.hash(&mut hasher),
                _ => self.rows.get((position & 0xf) as usize)?.len().hash(&mut hasher),
            }
        }
        Some(hasher.digest128())
    }
}

impl Site {
    /// A digest of what every page may show and nobody records: the settings, and the names that are found in texts.
    pub(crate) fn digest_of_whole(&self) -> u128 {
        // Settings hold floats and addresses, and are few.
        digest(&(format!("{:?}", self.settings), &self.names, self.later))
    }
}

/// A digest of a value, of 128 bits.
pub(crate) fn digest(value: &impl Hash) -> u128 {
    let mut hasher = Xxh3::new();
    value.hash(&mut hasher);
    hasher.digest128()
}

/// The file itself is left out, whose number says nothing, and so is `extra`: both are in the text of the file, which is digested
/// beside its row.
impl Hash for Head {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { id, url, file: _, language, extra: _, body, linked_from } = self;
        (id, url, language, linked_from).hash(state);
        let super::Body { text, links, autolink } = body;
        (text.as_ref().map(|(_, span)| span), links, autolink).hash(state);
    }
}

/// The file is copied, whatever it holds, and its number says nothing.
impl Hash for Attachment {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { file: _, url } = self;
        url.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Content, File, FilePath};
    use crate::model::SiteUrl;

    fn row(position: usize) -> Read {
        Read::row(Kind::Events, position)
    }

    #[test]
    fn every_way_to_look_at_a_table_is_recorded() {
        let file = File { path: FilePath::new("a.png"), content: Content::OnDisk };
        let files = Files::new(vec![file]);
        let file = files.find("a.png").expect("it is there");
        let table = Table::new(vec![Attachment { file, url: SiteUrl::new("a.png") }]);
        let id = table.ids().next().expect("it has a row");
        let reads = |look: &dyn Fn()| recorded(look).1.into_vec();
        let kind = Kind::Attachments;
        assert_eq!(reads(&|| drop(table[id].clone())), [Read::row(kind, 0)]);
        assert_eq!(reads(&|| drop(table.iter())), [Read::all(kind)]);
        assert_eq!(reads(&|| drop(table.ids())), [Read::count(kind)]);
        assert_eq!(reads(&|| assert!(!table.is_empty())), [Read::count(kind)]);
        let figures = Tracked::figures(crate::model::Figures::default());
        assert_eq!(reads(&|| assert_eq!(figures.events, 0)), [FIGURES]);
        let redirects = Tracked::redirects(Vec::new());
        assert_eq!(reads(&|| assert!(redirects.is_empty())), [REDIRECTS]);
    }

    #[test]
    fn a_recording_holds_what_was_looked_at_in_it_once_and_in_order() {
        note(row(9));
        let ((), reads) = recorded(|| [5, 3, 5, 3].into_iter().for_each(|n| note(row(n))));
        assert_eq!(*reads, [row(3), row(5)]);
        let ((), again) = recorded(|| note(row(3)));
        assert_eq!(*again, [row(3)], "another recording begins anew");
    }

    #[test]
    fn an_inner_recording_is_apart_until_it_is_noted() {
        let (inner, reads) = recorded(|| {
            note(row(1));
            let ((), inner) = recorded(|| [1, 2].into_iter().for_each(|n| note(row(n))));
            note(row(1));
            note(row(4));
            inner
        });
        assert_eq!((&*inner, &*reads), (&[row(1), row(2)][..], &[row(1), row(4)][..]));
        let ((), reads) = recorded(|| note_all(&inner));
        assert_eq!(reads, inner);
    }

    #[test]
    fn a_thread_on_which_something_panicked_records_no_further() {
        let outcome = std::panic::catch_unwind(|| recorded(|| panic!("while it is made")));
        assert!(outcome.is_err());
        assert!(!IS_RECORDING.get());
        assert_eq!(*recorded(|| note(row(1))).1, [row(1)]);
    }

    #[test]
    fn digests_tell_rows_apart_by_position_and_miss_those_that_are_gone() {
        let digests = Digests { rows: vec![vec![7, 8], vec![7]], figures: 1, redirects: 2 };
        let of = |reads: &[Read]| digests.of(reads);
        let (topic, article) = (|n| Read::row(Kind::Topics, n), |n| Read::row(Kind::Articles, n));
        assert_ne!(of(&[topic(0)]), of(&[topic(1)]));
        assert_eq!(of(&[topic(0)]), of(&[article(0)]), "rows that are equal digest alike");
        assert_eq!((of(&[topic(2)]), of(&[Read::row(Kind::Events, 0)])), (None, None));
        let whole = [Read::all(Kind::Topics), Read::count(Kind::Topics), FIGURES, REDIRECTS].map(|read| of(&[read]));
        assert!(whole.iter().all(Option::is_some));
        assert!((1..whole.len()).all(|n| !whole[..n].contains(&whole[n])), "{whole:?}");
    }
}
