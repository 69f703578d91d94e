//! The snapshot that the pipeline starts from: every file of a site, as it was at one moment.
//!
//! In: what `read` found on disk and what is embedded in the binary. Out: an immutable [`Files`], in path order,
//! that every later stage borrows from. Deliberately absent: the disk. Nothing here or past here opens a file, so the
//! pipeline is a function of this value.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

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

/// Names one file of the [`Files`] that handed it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes in a text file.
pub type Span = Range<usize>;

/// One file of the snapshot.
#[derive(Clone, Debug)]
pub struct File {
    /// Where it lies in the site.
    pub path: FilePath,
    /// What is known of its bytes.
    pub content: Content,
}

/// What a snapshot holds of a file: only what the pipeline reads.
#[derive(Clone, Debug)]
pub enum Content {
    /// Text that the pipeline reads: content files, `site.toml`, templates.
    Text(Cow<'static, str>),
    /// A file of an embedded theme that is copied to the output as it is.
    Embedded(Cow<'static, [u8]>),
    /// A file on disk that is copied to the output as it is, and so is never held in memory.
    OnDisk,
    /// A text file that could not be taken (too large, not UTF-8, unreadable); its fault was reported when it was read.
    /// It stays in the snapshot so that references to it are not reported as well.
    Faulty(Cow<'static, str>),
}

/// Every file of a site at one moment, in path order.
#[derive(Clone, Debug, Default)]
pub struct Files {
    files: Vec<File>,
}

impl Files {
    /// Sorts the files by path; of two files with one path the later wins, so embedded files go first.
    pub fn new(mut files: Vec<File>) -> Self {
        files.reverse();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|b, a| a.path == b.path);
        Self { files }
    }

    /// All files with their ids, in path order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &File)> {
        self.files.iter().enumerate().map(|(n, file)| (FileId(id(n)), file))
    }

    /// The file with exactly this path.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok().map(|n| FileId(id(n)))
    }

    /// The files below a folder such as `content/`, in path order.
    pub fn below(&self, folder: &str) -> impl Iterator<Item = (FileId, &File)> + use<'_> {
        let start = self.files.partition_point(|file| file.path.as_str() < folder);
        let count = self.files[start..].partition_point(|file| file.path.as_str().starts_with(folder));
        self.iter().skip(start).take(count)
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
        &self.files[file.0 as usize]
    }
}

fn id(n: usize) -> u32 {
    u32::try_from(n).expect("a site has fewer than four thousand million files")
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
    fn names_are_taken_apart() {
        let path = FilePath::new("content/articles/2024/a.b.md");
        assert_eq!((path.folder(), path.name(), path.stem()), ("content/articles/2024", "a.b.md", "a.b"));
    }
}
