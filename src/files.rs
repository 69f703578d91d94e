//! The snapshot that the pipeline starts from: every file of a site, as it was at one moment.
//!
//! In: what `read` found on disk and what is embedded in the binary. Out: an immutable [`Files`], in path order,
//! that every later stage borrows from. Deliberately absent: the disk. Nothing here or past here opens a file, so the
//! pipeline is a function of this value.
//!
//! A snapshot is cheap to clone, and the next one shares with it each file that stayed as it was. A path keeps its [`FileId`]
//! from one snapshot to those made from it ([`Files::after`]), so what was made of an unchanged file stays good. The numbers
//! tell nothing of the order of files: that is the order of their paths.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A path inside the site: relative to its folder, separated by `/`, in Unicode NFC, without `.` or `..`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilePath(Box<str>);

impl FilePath {
    /// Takes a path that is already relative and separated by `/`.
    ///
    /// # Panics
    /// When a segment is empty, `.` or `..`: callers build paths from directory entries, never from content.
    pub fn new(path: &str) -> Self {
        assert!(
            path.split('/').all(|segment| !matches!(segment, "" | "." | "..")),
            "a file path has plain segments only: {path:?}"
        );
        use unicode_normalization::UnicodeNormalization;
        Self(path.nfc().collect::<String>().into())
    }

    /// The path as text, for example `content/topics/a.md`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after the last `/`.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().expect("split yields at least one part")
    }

    /// The name without its last extension: `a.b.md` gives `a.b`.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The part before the last `/`; empty for a file at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names one file of the [`Files`] that handed it out, and of those that were made from them. Ordered for look-up alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes in a text file.
pub type Span = Range<usize>;

/// One file of the snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it lies in the site.
    pub path: FilePath,
    /// What is known of its bytes.
    pub content: Content,
}

/// What a snapshot holds of a file: only what the pipeline reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text that the pipeline reads: content files, `site.toml`, templates and languages of themes.
    Text(Box<str>),
    /// A file of an embedded theme that is copied to the output as it is.
    Embedded(Cow<'static, [u8]>),
    /// A file on disk that is copied to the output as it is, and so is never held in memory.
    OnDisk,
    /// A text file that could not be taken (too large, not UTF-8, unreadable); its fault was reported when it was read.
    /// It stays in the snapshot so that references to it are not reported as well.
    Faulty(Box<str>),
}

/// Every file of a site at one moment, in path order.
#[derive(Clone, Debug, Default)]
pub struct Files(Arc<Table>);

#[derive(Clone, Debug, Default)]
struct Table {
    /// Every file by its id. A file that is gone keeps its place here, for the day on which it comes back.
    files: Vec<Arc<File>>,
    /// Those that are there, in path order.
    order: Vec<FileId>,
}

impl Files {
    /// Sorts the files by path; of two files with one path the later wins, so embedded files go first.
    pub fn new(files: Vec<File>) -> Self {
        let files: Vec<Arc<File>> = sorted(files.into_iter().map(Arc::new).collect());
        let order = (0..files.len()).map(FileId::at).collect();
        Self(Arc::new(Table { files, order }))
    }

    /// The snapshot that comes after this one: it holds these files and no others, under the ids that their paths have here.
    /// Of two files with one path the later wins.
    pub fn after(&self, files: Vec<Arc<File>>) -> Self {
        let mut table = Table { files: self.0.files.clone(), order: Vec::with_capacity(files.len()) };
        let gone = self.gone();
        let mut known = self.0.order.iter().peekable();
        for file in sorted(files) {
            while known.next_if(|id| self[**id].path < file.path).is_some() {}
            let here = known.next_if(|id| self[**id].path == file.path).copied();
            // What is not in the last snapshot may have been in one before it.
            let id = here.or_else(|| gone.get(&file.path).copied()).unwrap_or(FileId::at(table.files.len()));
            match table.files.get_mut(id.index()) {
                // What stayed as it was stays the same value, by which it is known.
                Some(old) if *old == file => {}
                Some(old) => *old = file,
                None => table.files.push(file),
            }
            table.order.push(id);
        }
        Self(Arc::new(table))
    }

    /// Puts files in the place of those with their paths, which are in this snapshot: what [`Files::after`] gives when nothing
    /// else has changed, without looking at the others.
    pub(crate) fn exchange(&mut self, changed: Vec<Arc<File>>) {
        for file in changed {
            let id = self.find(file.path.as_str()).expect("only files of the snapshot are exchanged");
            if *self.shared(id) != file {
                Arc::make_mut(&mut self.0).files[id.index()] = file;
            }
        }
    }

    /// The files of snapshots before this one that are not in it.
    fn gone(&self) -> BTreeMap<&FilePath, FileId> {
        if self.0.order.len() == self.0.files.len() {
            return BTreeMap::new();
        }
        let here: BTreeSet<FileId> = self.0.order.iter().copied().collect();
        let all = (0..self.0.files.len()).map(FileId::at);
        all.filter(|id| !here.contains(id)).map(|id| (&self[id].path, id)).collect()
    }

    /// Whether two snapshots, of which one was made from the other, hold the same files.
    pub fn is_same(&self, other: &Self) -> bool {
        let same = |(a, b): (&FileId, &FileId)| a == b && Arc::ptr_eq(self.shared(*a), other.shared(*b));
        self.0.order.len() == other.0.order.len() && self.0.order.iter().zip(&other.0.order).all(same)
    }

    /// All files with their ids, in path order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &File)> {
        self.0.order.iter().map(|id| (*id, &self[*id]))
    }

    /// The file with exactly this path.
    pub fn find(&self, path: &str) -> Option<FileId> {
        let order = &self.0.order;
        order.binary_search_by(|id| self[*id].path.as_str().cmp(path)).ok().map(|n| order[n])
    }

    /// The files below a folder such as `content/`, in path order.
    pub fn below(&self, folder: &str) -> impl Iterator<Item = (FileId, &File)> + use<'_> {
        let order = &self.0.order;
        let start = order.partition_point(|id| self[*id].path.as_str() < folder);
        let count = order[start..].partition_point(|id| self[*id].path.as_str().starts_with(folder));
        self.iter().skip(start).take(count)
    }

    /// A file as it is shared between snapshots: it is the same value in two of them only if it stayed as it was.
    pub fn shared(&self, file: FileId) -> &Arc<File> {
        &self.0.files[file.index()]
    }

    /// The text of a file; empty for a file that is not text.
    pub fn text(&self, file: FileId) -> &str {
        match &self[file].content {
            Content::Text(text) | Content::Faulty(text) => text,
            Content::Embedded(_) | Content::OnDisk => "",
        }
    }
}

impl std::ops::Index<FileId> for Files {
    type Output = File;

    fn index(&self, file: FileId) -> &File {
        self.shared(file)
    }
}

impl FileId {
    fn at(n: usize) -> Self {
        Self(u32::try_from(n).expect("a site has fewer than four thousand million files"))
    }

    /// A number below the number of paths that the snapshot and those before it have known: for tables by file.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// By path; of two files with one path the later.
fn sorted(mut files: Vec<Arc<File>>) -> Vec<Arc<File>> {
    files.reverse();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|b, a| a.path == b.path);
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> Files {
        let file = |(n, path): (usize, &&str)| File {
            path: FilePath::new(path),
            content: Content::Text(n.to_string().into()),
        };
        Files::new(paths.iter().enumerate().map(file).collect())
    }

    #[test]
    fn the_later_of_two_files_with_one_path_wins() {
        let files = files(&["a/x", "b/y", "a/x"]);
        assert_eq!(files.iter().count(), 2);
        assert_eq!(files.text(files.find("a/x").expect("it is there")), "2");
    }

    #[test]
    fn below_takes_a_folder_and_not_its_namesakes() {
        let files = files(&["content-old/a", "content/a", "content/b/c", "content2/a", "site.toml"]);
        let below: Vec<_> = files.below("content/").map(|(_, file)| file.path.as_str().to_owned()).collect();
        assert_eq!(below, ["content/a", "content/b/c"]);
    }

    #[test]
    fn a_path_keeps_its_id_and_an_unchanged_file_its_value() {
        let first = files(&["b", "c", "d"]);
        let file =
            |path: &str, text: &str| Arc::new(File { path: FilePath::new(path), content: Content::Text(text.into()) });
        let [b, c, d] = ["b", "c", "d"].map(|path| first.find(path).expect("it is there"));
        let second = first.after(vec![file("d", "2"), file("a", "0"), file("b", "new")]);
        assert_eq!(second.iter().map(|(_, file)| file.path.as_str()).collect::<Vec<_>>(), ["a", "b", "d"]);
        assert_eq!([second.find("b"), second.find("c"), second.find("d")], [Some(b), None, Some(d)]);
        assert!(Arc::ptr_eq(first.shared(d), second.shared(d)) && !Arc::ptr_eq(first.shared(b), second.shared(b)));
        assert_eq!((first.text(b), second.text(b)), ("0", "new"));
        let third = second.after(vec![file("c", "1"), file("b", "new"), file("a", "0"), file("d", "2")]);
        assert_eq!(third.find("c"), Some(c));
        assert!(Arc::ptr_eq(first.shared(c), third.shared(c)) && !third.is_same(&second) && third.is_same(&third));
    }

    #[test]
    fn an_exchanged_file_leaves_the_others_and_those_who_hold_the_snapshot() {
        let first = files(&["b", "c", "d"]);
        let mut second = first.clone();
        let new =
            |path: &str, text: &str| Arc::new(File { path: FilePath::new(path), content: Content::Text(text.into()) });
        second.exchange(vec![new("c", "new"), new("d", "2")]);
        let after = first.after(vec![new("b", "0"), new("c", "new"), new("d", "2")]);
        let texts =
            |files: &Files| ["b", "c", "d"].map(|path| files.text(files.find(path).expect("it is there")).to_owned());
        assert_eq!((texts(&first), texts(&second)), (["0", "1", "2"].map(str::to_owned), texts(&after)));
        let d = first.find("d").expect("it is there");
        assert!(Arc::ptr_eq(first.shared(d), second.shared(d)), "an equal file stays the same value");
    }

    #[test]
    fn names_are_taken_apart() {
        let path = FilePath::new("content/articles/2024/a.b.md");
        assert_eq!((path.folder(), path.name(), path.stem()), ("content/articles/2024", "a.b.md", "a.b"));
    }
}
