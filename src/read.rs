//! Takes a site from disk: the one place where the pipeline's input is read.
//!
//! In: the site's folder, and the files that are embedded in the binary. Out: [`Files`], the snapshot that every later
//! stage borrows from, with what is wrong with the files as files: encoding, size, links, names. Only `site.toml`,
//! `content/` and `themes/` are looked at, and of `clippings/`, which is private, the texts that articles quote. Files that
//! are copied as they are (images) are listed and never opened; a server opens them when they are asked for ([`open_published`]).
//! Deliberately absent: any meaning of the content, and anything outside the site's folder: a symlink is resolved before
//! it is followed, and one that leaves the folder is reported, not opened. BOM and line ends are kept as they are.

mod again;
mod clippings;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

pub use self::again::{Changes, Extent, Reading, open_published};
pub use self::clippings::Clippings;

use crate::diagnostic::{Code, Diagnosed, Diagnostic, Place};
use crate::files::{Content, File, FilePath, Files, Span};

/// The largest text file that is read, in bytes (4 MiB). The longest novels are under it: what is larger is a data file
/// or a mistake, and would only make the build run out of memory.
pub const MAX_TEXT_BYTES: u64 = 4 * 1024 * 1024;

/// How many files, folders and links a site may hold below `content/` and `themes/`. It bounds a build whose symlinks
/// repeat each other's folders, which can make a tree of any size out of a few names.
pub const MAX_ENTRIES: usize = 1_000_000;

/// Why no site could be read at all.
#[derive(Debug)]
pub enum ReadError {
    /// The folder is not there, is no folder, or holds no `site.toml`.
    NotASite {
        /// The folder that was asked for.
        path: PathBuf,
    },
    /// The folder is there and cannot be looked into.
    Io {
        /// The folder that was asked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotASite { path } => write!(
                f,
                "no site in {}: site.toml is missing; run briefgen in the site's folder or name it with --root \
                 (a site is a folder that holds site.toml and content/, and themes/ when it brings its own)",
                path.display()
            ),
            Self::Io { path, source } => write!(f, "cannot read {}: {}", path.display(), reason(source)),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotASite { .. } => None,
            Self::Io { source, .. } => Some(source),
        }
    }
}

/// Reads the site in `root`, with the clippings that its articles quote.
///
/// # Errors
/// As [`read_with`].
pub fn read(root: &Path, embedded: Vec<File>) -> Result<Diagnosed<Files>, ReadError> {
    read_with(root, embedded, Clippings::Quoted)
}

/// Reads the site in `root`. Of an embedded file and one on disk with the same path, the one on disk counts.
///
/// Text files are read in parallel; the result does not depend on it. A file that disappears while the site is read
/// counts as not there.
///
/// # Errors
/// When `root` is no site. A site without `content/` is an empty one and no error.
pub fn read_with(root: &Path, embedded: Vec<File>, clippings: Clippings) -> Result<Diagnosed<Files>, ReadError> {
    let reading = Reading::begin(root, embedded, clippings)?;
    Ok(Diagnosed { diagnostics: reading.diagnostics(), value: reading.files })
}

/// Where on disk a file of the snapshot lies: `root` and its path, unless the name on disk is not in NFC (as some file
/// systems and archives leave it), in which case it is looked for.
pub fn on_disk(root: &Path, path: &FilePath) -> PathBuf {
    if path.as_str().is_ascii() {
        return root.join(path.as_str());
    }
    path.as_str().split('/').fold(root.to_owned(), |folder, name| {
        let direct = folder.join(name);
        if direct.symlink_metadata().is_ok() {
            return direct;
        }
        let names = fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
        let same = names.filter(|other| other.to_str().is_some_and(|other| other.nfc().eq(name.chars())));
        same.min().map_or(direct, |other| folder.join(other))
    })
}

/// Whether the last part of a path may be a symlink when the file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Links {
    /// It is followed.
    Follow,
    /// It is an error.
    Refuse,
}

/// Opens a plain file for reading. On Linux there is no moment between the check and the opening in which a fifo (which
/// would hang the build) or a symlink could take the file's place.
pub(crate) fn open(path: &Path, links: Links) -> io::Result<fs::File> {
    let mut options = fs::File::options();
    options.read(true);
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let nofollow = if links == Links::Refuse { OFlags::NOFOLLOW } else { OFlags::empty() };
        options.custom_flags((OFlags::NONBLOCK | nofollow).bits().cast_signed());
    }
    #[cfg(not(target_os = "linux"))]
    {
        let about = if links == Links::Refuse { path.symlink_metadata()? } else { path.metadata()? };
        plain(about)?;
    }
    let file = options.open(path)?;
    plain(&file.metadata()?)?;
    Ok(file)
}

fn plain(about: &fs::Metadata) -> io::Result<()> {
    if about.is_file() { Ok(()) } else { Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a plain file")) }
}

/// What the system said, without its number: `No space left on device`.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.rfind(" (os error ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// A file that was found below the site's folder.
#[derive(Clone, Debug)]
struct Found {
    /// Where it lies in the site.
    path: FilePath,
    /// Where it lies on disk, without symlinks; nothing when it cannot be had, which was reported.
    disk: Option<PathBuf>,
}

/// A fault, before the file that it is about has an id.
#[derive(Clone, Debug)]
struct Fault {
    code: Code,
    path: String,
    span: Option<Span>,
    message: String,
    hint: String,
    other: Option<FilePath>,
}

impl Fault {
    fn new(code: Code, path: &str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        let (message, hint) = (message.into(), hint.into());
        Self { code, path: path.nfc().collect(), span: None, message, hint, other: None }
    }

    fn diagnostic(self, files: &Files) -> Diagnostic {
        let place = match (files.find(&self.path), self.span) {
            (Some(file), Some(span)) => Place::Bytes(file, span),
            (Some(file), None) => Place::File(file),
            (None, _) => Place::Path(self.path),
        };
        let diagnostic = Diagnostic::new(self.code, place, self.message).hint(self.hint);
        match self.other.and_then(|path| files.find(path.as_str())) {
            Some(other) => diagnostic.also(Place::File(other), "the other one"),
            None => diagnostic,
        }
    }
}

/// What a walk through the site's folders gathers.
struct Survey {
    root: PathBuf,
    limit: usize,
    seen: usize,
    found: Vec<Found>,
    faults: Vec<Fault>,
    /// Folders that symlinks lead to or into.
    linked: BTreeSet<PathBuf>,
}

impl Survey {
    fn new(root: PathBuf, limit: usize) -> Self {
        Self { root, limit, seen: 0, found: Vec::new(), faults: Vec::new(), linked: BTreeSet::new() }
    }

    /// Looks at the three things that make a site.
    fn run(&mut self) {
        for top in ["content", "site.toml", "themes"] {
            let disk = self.root.join(top);
            let wanted = if top == "site.toml" { "a file" } else { "a folder" };
            match disk.metadata() {
                Ok(about) if about.is_dir() != (wanted == "a folder") && (about.is_dir() || about.is_file()) => {
                    let message = format!("\"{top}\" is not {wanted}");
                    self.lost(Code::NotWhatASiteHas, top, message, format!("it has to be {wanted} in a site"));
                }
                _ if disk.symlink_metadata().is_ok() => self.tree(&disk, top, &[]),
                _ => {}
            }
        }
    }

    /// Walks a folder whose place on disk, `start`, is free of symlinks but perhaps for its last part, and whose path in
    /// the site is `site`. `trail` holds the folders of the symlinks that led here.
    fn tree(&mut self, start: &Path, site: &str, trail: &[PathBuf]) {
        // Symlinks are not left to walkdir: it opens what a link points to before it can be asked whether to go there.
        let mut entries = WalkDir::new(start).follow_root_links(false).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            self.seen += 1;
            if self.seen > self.limit {
                return self.too_many(site);
            }
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = site_path(site, start, error.path().unwrap_or(start));
                    if let Some(error) = error.io_error() {
                        self.faults.extend(unreadable(&path, error));
                    }
                    continue;
                }
            };
            let path = site_path(site, start, entry.path());
            if entry.depth() > 0 && self.unfit(entry.file_name(), &path) {
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
            } else if entry.file_type().is_symlink() {
                self.link(entry.path(), &path, trail);
            } else if entry.file_type().is_file() {
                self.file(&path, entry.into_path());
            } else if !entry.file_type().is_dir() {
                self.special(&path);
            }
        }
    }

    fn too_many(&mut self, site: &str) {
        // Folders that are still being walked further up hit the limit as well: it is told once.
        if self.seen == self.limit + 1 {
            let message = format!("the site holds more than {} files and folders; the rest was not read", self.limit);
            let hint = "split the site, or remove symlinks that repeat a folder";
            self.faults.push(Fault::new(Code::TooManyFiles, site, message, hint));
        }
    }

    /// Whether a name is skipped: silently when it is hidden or an editor's, with a fault when it cannot be a path.
    fn unfit(&mut self, name: &OsStr, path: &str) -> bool {
        if is_skipped(&name.to_string_lossy()) {
            return true;
        }
        let why = match name.to_str() {
            None => "is not UTF-8",
            Some(name) if name.chars().any(char::is_control) => "holds a control character",
            Some(_) => return false,
        };
        let hint = "rename it: its name becomes part of an address";
        self.faults.push(Fault::new(Code::UnfitName, path, format!("the file name {name:?} {why}"), hint));
        true
    }

    fn link(&mut self, link: &Path, path: &str, trail: &[PathBuf]) {
        let shown = fs::read_link(link).map_or_else(|_| String::new(), |to| to.display().to_string());
        let target = match fs::canonicalize(link) {
            Ok(target) => target,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                self.linked.extend(folder_of(link, &shown));
                let message = format!("symlink to \"{shown}\", which does not exist");
                return self.lost(Code::BrokenSymlink, path, message, "mend the link or remove it");
            }
            Err(error) => {
                let message = format!("cannot follow the symlink to \"{shown}\": {}", reason(&error));
                return self.lost(Code::BrokenSymlink, path, message, "mend the link or remove it");
            }
        };
        let Ok(inside) = target.strip_prefix(&self.root) else {
            let message = format!("symlink to \"{shown}\", which lies outside the site's folder");
            let hint = "copy the file into the site: a site is read from its own folder only";
            return self.lost(Code::SymlinkOutside, path, message, hint);
        };
        if inside.iter().any(|part| part.as_encoded_bytes().starts_with(b".")) {
            let message = format!("symlink to \"{shown}\", which is hidden (a name on its path starts with a dot)");
            let hint = "copy the file to where it is not hidden: hidden files are not published";
            return self.lost(Code::SymlinkToHidden, path, message, hint);
        }
        if inside.starts_with("clippings") && !path.starts_with("clippings/") {
            let message = format!("symlink to \"{shown}\", a private clipping");
            let hint = "remove the link: what lies in clippings/ is never published";
            return self.lost(Code::SymlinkToClipping, path, message, hint);
        }
        match fs::symlink_metadata(&target) {
            Ok(about) if about.is_file() => {
                self.linked.extend(target.parent().map(Path::to_owned));
                self.file(path, target);
            }
            Ok(about) if about.is_dir() => {
                self.linked.insert(target.clone());
                let here = link.parent().expect("a link lies in a folder");
                let mut trail = trail.to_vec();
                trail.push(here.to_owned());
                if trail.iter().any(|folder| folder.starts_with(&target)) {
                    let message = format!("symlink to \"{shown}\", a folder that holds the link: it would never end");
                    let hint = "point the link at a folder beside it, or remove it";
                    return self.lost(Code::SymlinkCircle, path, message, hint);
                }
                self.tree(&target, path, &trail);
            }
            Ok(_) => self.special(path),
            Err(error) => self.faults.extend(unreadable(path, &error)),
        }
    }

    fn file(&mut self, path: &str, disk: PathBuf) {
        self.found.push(Found { path: FilePath::new(path), disk: Some(disk) });
    }

    fn special(&mut self, path: &str) {
        let message = "neither a file nor a folder, but a fifo, socket or device; it was not opened";
        self.lost(Code::NotAPlainFile, path, message, "remove it, or put a file in its place");
    }

    /// Reports a file that cannot be had, and keeps its path so that references to it are not reported as well.
    fn lost(&mut self, code: Code, path: &str, message: impl Into<String>, hint: impl Into<String>) {
        self.faults.push(Fault::new(code, path, message, hint));
        self.found.push(Found { path: FilePath::new(path), disk: None });
    }
}

/// The folder in which what a broken symlink points to would lie, if that folder is there.
fn folder_of(link: &Path, target: &str) -> Option<PathBuf> {
    fs::canonicalize(link.parent()?.join(target).parent()?).ok()
}

/// The path in the site of what lies at `disk`, below `start`, which is `site` there.
fn site_path(site: &str, start: &Path, disk: &Path) -> String {
    let below = disk.strip_prefix(start).unwrap_or(Path::new(""));
    below.iter().fold(site.to_owned(), |path, name| path + "/" + &name.to_string_lossy())
}

/// Hidden files, and what editors leave beside a file.
fn is_skipped(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~') || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
}

/// Whether the pipeline reads a file, rather than copying it.
fn is_text(path: &FilePath) -> bool {
    let path = path.as_str();
    let in_theme = || path.strip_prefix("themes/").and_then(|path| path.split_once('/')).map(|(_, path)| path);
    path == "site.toml"
        || (path.starts_with("content/") && path.ends_with(".md"))
        || path.starts_with("clippings/")
        || in_theme().is_some_and(|path| {
            path == "theme.toml" || path.starts_with("templates/") || path.starts_with("languages/")
        })
}

/// A file that was taken into the snapshot.
#[derive(Clone, Debug)]
struct Taken {
    found: Found,
    file: Arc<File>,
    /// What is wrong with its bytes.
    fault: Option<Fault>,
    /// In which state it was read; nothing for a file that wasn't.
    stamp: Option<Stamp>,
}

/// Tells one state of a file on disk from another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    /// Its number on the device, and when that was last given another content or name.
    #[cfg(unix)]
    inode: (u64, i64, i64),
}

impl Stamp {
    fn new(about: &fs::Metadata) -> Self {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        Self {
            modified: about.modified().ok(),
            length: about.len(),
            #[cfg(unix)]
            inode: (about.ino(), about.ctime(), about.ctime_nsec()),
        }
    }
}

/// Reads a file if it is one to read; nothing when it has disappeared since it was found.
fn take(found: &Found) -> Option<Taken> {
    let path = found.path.clone();
    let taken = |content, fault, stamp| {
        let file = Arc::new(File { path: path.clone(), content });
        Some(Taken { found: found.clone(), file, fault, stamp })
    };
    let faulty = |text: &str| Content::Faulty(text.into());
    let Some(disk) = &found.disk else { return taken(faulty(""), None, None) };
    if !is_text(&path) {
        return taken(Content::OnDisk, None, None);
    }
    let (bytes, stamp) = match bytes(disk) {
        Ok(read) => read,
        Err(error) => return taken(faulty(""), Some(unreadable(path.as_str(), &error)?), None),
    };
    let Some(bytes) = bytes else {
        let message = format!("larger than {} MiB; it was not read", MAX_TEXT_BYTES >> 20);
        let fault = Fault::new(Code::TooLarge, path.as_str(), message, "split it: this is the limit for a text file");
        return taken(faulty(""), Some(fault), Some(stamp));
    };
    match String::from_utf8(bytes) {
        Ok(text) => taken(Content::Text(text.into()), None, Some(stamp)),
        Err(error) => {
            let (text, fault) = not_utf8(path.as_str(), error.as_bytes());
            taken(faulty(&text), Some(fault), Some(stamp))
        }
    }
}

/// The bytes of a file, nothing when they are more than [`MAX_TEXT_BYTES`]; and its state before they were read.
fn bytes(disk: &Path) -> io::Result<(Option<Vec<u8>>, Stamp)> {
    let file = open(disk, Links::Refuse)?;
    let about = file.metadata()?;
    let (length, stamp) = (about.len(), Stamp::new(&about));
    if length > MAX_TEXT_BYTES {
        return Ok((None, stamp));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    // The file may be growing: what is read is bounded as well, not only what was measured.
    file.take(MAX_TEXT_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(((bytes.len() as u64 <= MAX_TEXT_BYTES).then_some(bytes), stamp))
}

/// The text with a replacement character for each bad sequence, and the fault, at the first of them.
fn not_utf8(path: &str, bytes: &[u8]) -> (String, Fault) {
    let mut text = String::with_capacity(bytes.len());
    let mut first = None;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if let Some(byte) = chunk.invalid().first() {
            let start = text.len();
            text.push(char::REPLACEMENT_CHARACTER);
            first.get_or_insert((*byte, start..text.len()));
        }
    }
    let (byte, span) = first.expect("only bytes that are not UTF-8 come here");
    let hint = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "it looks like UTF-16; save it as UTF-8",
        _ => "save it as UTF-8; if it is in an older encoding, name that: iconv -f WINDOWS-1252 -t UTF-8",
    };
    let message = format!("not UTF-8: byte 0x{byte:02x} is no part of a character");
    let fault = Fault::new(Code::NotUtf8, path, message, hint);
    (text, Fault { span: Some(span), ..fault })
}

/// The fault of a file or folder that the system does not let us read; nothing when it is just not there any more.
fn unreadable(path: &str, error: &io::Error) -> Option<Fault> {
    let hint = match error.kind() {
        io::ErrorKind::NotFound => return None,
        io::ErrorKind::PermissionDenied => "give yourself the right to read it: chmod u+rX",
        _ => "see whether it can be opened otherwise, or remove it",
    };
    Some(Fault::new(Code::Unreadable, path, format!("cannot be read: {}", reason(error)), hint))
}

/// The faults of files whose names are one and the same on some systems.
fn namesakes(found: &[Found]) -> Vec<Fault> {
    let mut names: Vec<_> = found.par_iter().map(|found| (found.path.as_str().to_lowercase(), &found.path)).collect();
    names.par_sort();
    let pairs = names.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    pairs
        .map(|pair| {
            let (other, path) = (pair[0].1, pair[1].1);
            if other == path {
                let message = "two files have this name: they differ only in how its accents are encoded";
                return Fault::new(Code::NamesAlike, path.as_str(), message, "rename or remove one of them");
            }
            let message = format!("differs only by upper and lower case from \"{other}\"");
            let hint = "rename one of them: on macOS and Windows they would be one file";
            let fault = Fault::new(Code::NamesDifferByCase, path.as_str(), message, hint);
            Fault { other: Some(other.clone()), ..fault }
        })
        .collect()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("site.toml"), "title = 'x'").unwrap();
        for (path, bytes) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        root
    }

    /// What is in the snapshot, one line a file: `t` text, `e` embedded, `d` on disk, `f` faulty.
    fn listing(files: &Files) -> String {
        let kind = |content: &Content| match content {
            Content::Text(_) => 't',
            Content::Embedded(_) => 'e',
            Content::OnDisk => 'd',
            Content::Faulty(_) => 'f',
        };
        files.iter().map(|(_, file)| format!("{} {}\n", kind(&file.content), file.path)).collect()
    }

    fn faults(read: &Diagnosed<Files>) -> String {
        let path = |place: &Place| match place {
            Place::Path(path) => format!("({path})"),
            Place::File(id) => read.value[*id].path.to_string(),
            Place::Bytes(id, span) => format!("{} {span:?}", read.value[*id].path),
            Place::Value(..) => unreachable!("a file has no values yet"),
        };
        let line = |fault: &Diagnostic| {
            assert!(!fault.hints.is_empty(), "each fault says what to do");
            let also: String =
                fault.related.iter().map(|(place, label)| format!(" [{label}: {}]", path(place))).collect();
            format!("{:?} {}: {}{also}\n", fault.severity, path(&fault.place), fault.message)
        };
        read.diagnostics.iter().map(line).collect()
    }

    fn link(root: &tempfile::TempDir, target: &str, link: &str) {
        std::os::unix::fs::symlink(target, root.path().join(link)).unwrap();
    }

    #[test]
    fn text_is_read_and_the_rest_is_listed() {
        let root = site(&[
            ("content/topics/a.md", b"\xef\xbb\xbfa\r\n"),
            ("content/topics/a.jpg", b"\xff"),
            ("content/topics/.hidden.md", b"x"),
            ("content/topics/a.md~", b"x"),
            ("content/topics/#a.md#", b"x"),
            ("content/.git/a.md", b"x"),
            ("themes/t/theme.toml", b"x"),
            ("themes/t/templates/base/page.html", b"x"),
            ("themes/t/static/theme.toml", b"x"),
            ("src/main.rs", b"x"),
            ("README.md", b"x"),
        ]);
        let embedded = |path| File { path: FilePath::new(path), content: Content::Embedded(b"x".into()) };
        let read = read(root.path(), vec![embedded("themes/t/theme.toml"), embedded("themes/u/static/x.css")]).unwrap();
        insta::assert_snapshot!(listing(&read.value), @r"
        d content/topics/a.jpg
        t content/topics/a.md
        t site.toml
        d themes/t/static/theme.toml
        t themes/t/templates/base/page.html
        t themes/t/theme.toml
        e themes/u/static/x.css
        ");
        assert_eq!(faults(&read), "");
        let a = read.value.find("content/topics/a.md").unwrap();
        assert_eq!(read.value.text(a), "\u{feff}a\r\n", "BOM and line ends stay");
    }

    #[test]
    fn clippings_are_read_for_those_who_quote_and_nobody_else() {
        let outside = site(&[("secret.txt", b"s")]);
        let root = site(&[
            ("content/articles/a.md", b"---\nquote: x\n---"),
            ("content/articles/b.md", b"---\ntitle: x\n---"),
            ("content/articles/c.md", b"---\nid: other # why\nquote: x\n---"),
            ("content/articles/d.md", b"---\nquote: x\nid: ../../secret\n---"),
            ("content/articles/e.md", b"---\nquote: x\n---"),
            ("content/events/f.md", b"---\nquote: x\n---"),
            ("clippings/a.txt", b"x"),
            ("clippings/b.txt", b"x"),
            ("clippings/c.md", b"x"),
            ("clippings/f.txt", b"x"),
            ("clippings/other.txt", b"x"),
            ("secret.txt", b"x"),
        ]);
        link(&root, outside.path().join("secret.txt").to_str().unwrap(), "clippings/e.txt");
        link(&root, "../../clippings/b.txt", "content/articles/b.txt");
        link(&root, "../clippings", "content/clippings");
        let read = read(root.path(), Vec::new()).unwrap();
        insta::assert_snapshot!(listing(&read.value), @r"
        t clippings/a.txt
        f clippings/e.txt
        t clippings/other.txt
        t content/articles/a.md
        t content/articles/b.md
        f content/articles/b.txt
        t content/articles/c.md
        t content/articles/d.md
        t content/articles/e.md
        f content/clippings
        t content/events/f.md
        t site.toml
        ");
        let shown = faults(&read).replace(outside.path().to_str().unwrap(), "OUT");
        insta::assert_snapshot!(shown, @r#"
        Error clippings/e.txt: symlink to "OUT/secret.txt", which lies outside the site's folder
        Error content/articles/b.txt: symlink to "../../clippings/b.txt", a private clipping
        Error content/clippings: symlink to "../clippings", a private clipping
        "#);
    }

    #[test]
    fn all_clippings_are_read_when_they_are_asked_for() {
        let outside = site(&[("secret.txt", b"s")]);
        let root = site(&[
            ("content/articles/a.md", b"---\ntitle: x\n---"),
            ("clippings/a.txt", b"x"),
            ("clippings/b.txt", b"\xff"),
            ("clippings/c.md", b"x"),
            ("clippings/.d.txt", b"x"),
        ]);
        link(&root, outside.path().join("secret.txt").to_str().unwrap(), "clippings/f.txt");
        let read = read_with(root.path(), Vec::new(), Clippings::All).unwrap();
        insta::assert_snapshot!(listing(&read.value), @r"
        t clippings/a.txt
        f clippings/b.txt
        f clippings/f.txt
        t content/articles/a.md
        t site.toml
        ");
        let shown = faults(&read).replace(outside.path().to_str().unwrap(), "OUT");
        insta::assert_snapshot!(shown, @r#"
        Error clippings/b.txt 0..3: not UTF-8: byte 0xff is no part of a character
        Error clippings/f.txt: symlink to "OUT/secret.txt", which lies outside the site's folder
        "#);
    }

    #[test]
    fn what_is_no_site_is_said_to_be_none() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("file"), "").unwrap();
        for path in ["", "missing", "file"] {
            let error = read(&root.path().join(path), Vec::new()).unwrap_err();
            assert!(matches!(error, ReadError::NotASite { .. }), "{error:?}");
            assert!(error.to_string().contains("site.toml is missing"), "{error}");
        }
        assert_eq!(listing(&read(site(&[]).path(), Vec::new()).unwrap().value), "t site.toml\n", "empty, not an error");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_shown_where_they_are() {
        let root = site(&[("content/a.md", b"caf\xc3\xa9 \xe9\xe9!"), ("content/b.md", b"\xff\xfea\0")]);
        let read = read(root.path(), Vec::new()).unwrap();
        insta::assert_snapshot!(faults(&read), @r"
        Error content/a.md 6..9: not UTF-8: byte 0xe9 is no part of a character
        Error content/b.md 0..3: not UTF-8: byte 0xff is no part of a character
        ");
        assert_eq!(read.value.text(read.value.find("content/a.md").unwrap()), "caf\u{e9} \u{fffd}\u{fffd}!");
        assert!(read.diagnostics[1].hints[0].contains("UTF-16"));
    }

    #[test]
    fn a_text_file_may_have_four_mebibytes_and_no_more() {
        let root = site(&[]);
        fs::create_dir(root.path().join("content")).unwrap();
        for (name, more) in [("ok.md", 0), ("large.md", 1), ("large.bin", 1)] {
            fs::File::create(root.path().join("content").join(name)).unwrap().set_len(MAX_TEXT_BYTES + more).unwrap();
        }
        let read = read(root.path(), Vec::new()).unwrap();
        assert_eq!(faults(&read), "Error content/large.md: larger than 4 MiB; it was not read\n");
        assert_eq!(listing(&read.value), "d content/large.bin\nf content/large.md\nt content/ok.md\nt site.toml\n");
    }

    #[test]
    fn symlinks_stay_inside_and_end() {
        let outside = site(&[("secret.md", b"s"), ("folder/secret.md", b"s")]);
        let root =
            site(&[("content/a/a.md", b"x"), ("content/b/b.md", b"x"), ("shelf/c.md", b"x"), (".env/k.md", b"x")]);
        link(&root, outside.path().join("secret.md").to_str().unwrap(), "content/a/out.md");
        link(&root, outside.path().join("folder").to_str().unwrap(), "content/a/outside");
        link(&root, "../../.env/k.md", "content/a/key.md");
        link(&root, "../../.env", "content/a/keys");
        link(&root, "gone.md", "content/a/dangling.md");
        link(&root, "self.md", "content/a/self.md");
        link(&root, "..", "content/a/up");
        link(&root, "../..", "content/a/top");
        link(&root, "../b", "content/a/to-b");
        link(&root, "../a", "content/b/to-a");
        link(&root, "../../shelf", "content/a/shelf");
        link(&root, "../a/a.md", "content/b/again.md");
        let read = read(root.path(), Vec::new()).unwrap();
        let shown = faults(&read).replace(outside.path().to_str().unwrap(), "OUT");
        insta::assert_snapshot!(shown, @r#"
        Error content/a/dangling.md: symlink to "gone.md", which does not exist
        Error content/a/key.md: symlink to "../../.env/k.md", which is hidden (a name on its path starts with a dot)
        Error content/a/keys: symlink to "../../.env", which is hidden (a name on its path starts with a dot)
        Error content/a/out.md: symlink to "OUT/secret.md", which lies outside the site's folder
        Error content/a/outside: symlink to "OUT/folder", which lies outside the site's folder
        Error content/a/self.md: cannot follow the symlink to "self.md": Too many levels of symbolic links
        Error content/a/to-b/to-a: symlink to "../a", a folder that holds the link: it would never end
        Error content/a/top: symlink to "../..", a folder that holds the link: it would never end
        Error content/a/up: symlink to "..", a folder that holds the link: it would never end
        Error content/b/to-a/dangling.md: symlink to "gone.md", which does not exist
        Error content/b/to-a/key.md: symlink to "../../.env/k.md", which is hidden (a name on its path starts with a dot)
        Error content/b/to-a/keys: symlink to "../../.env", which is hidden (a name on its path starts with a dot)
        Error content/b/to-a/out.md: symlink to "OUT/secret.md", which lies outside the site's folder
        Error content/b/to-a/outside: symlink to "OUT/folder", which lies outside the site's folder
        Error content/b/to-a/self.md: cannot follow the symlink to "self.md": Too many levels of symbolic links
        Error content/b/to-a/to-b: symlink to "../b", a folder that holds the link: it would never end
        Error content/b/to-a/top: symlink to "../..", a folder that holds the link: it would never end
        Error content/b/to-a/up: symlink to "..", a folder that holds the link: it would never end
        "#);
        insta::assert_snapshot!(listing(&read.value), @r"
        t content/a/a.md
        f content/a/dangling.md
        f content/a/key.md
        f content/a/keys
        f content/a/out.md
        f content/a/outside
        f content/a/self.md
        t content/a/shelf/c.md
        t content/a/to-b/again.md
        t content/a/to-b/b.md
        f content/a/to-b/to-a
        f content/a/top
        f content/a/up
        t content/b/again.md
        t content/b/b.md
        t content/b/to-a/a.md
        f content/b/to-a/dangling.md
        f content/b/to-a/key.md
        f content/b/to-a/keys
        f content/b/to-a/out.md
        f content/b/to-a/outside
        f content/b/to-a/self.md
        t content/b/to-a/shelf/c.md
        f content/b/to-a/to-b
        f content/b/to-a/top
        f content/b/to-a/up
        t site.toml
        ");
        assert!(!read.value.iter().any(|(id, _)| read.value.text(id) == "s"), "nothing outside was read");
    }

    #[test]
    fn what_is_neither_file_nor_folder_is_not_opened() {
        let root = site(&[("content/a.md", b"x")]);
        let fifo = root.path().join("content/fifo.md");
        assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        let _socket = std::os::unix::net::UnixListener::bind(root.path().join("content/socket")).unwrap();
        link(&root, "fifo.md", "content/linked.md");
        let read = read(root.path(), Vec::new()).unwrap();
        insta::assert_snapshot!(faults(&read), @r"
        Error content/fifo.md: neither a file nor a folder, but a fifo, socket or device; it was not opened
        Error content/linked.md: neither a file nor a folder, but a fifo, socket or device; it was not opened
        Error content/socket: neither a file nor a folder, but a fifo, socket or device; it was not opened
        ");
        assert_eq!(open(&fifo, Links::Refuse).unwrap_err().to_string(), "it is not a plain file", "and does not hang");
    }

    #[test]
    fn tops_of_the_wrong_kind_are_reported() {
        let root = site(&[("content", b"x"), ("themes", b"x")]);
        fs::remove_file(root.path().join("site.toml")).unwrap();
        fs::create_dir(root.path().join("site.toml")).unwrap();
        insta::assert_snapshot!(faults(&read(root.path(), Vec::new()).unwrap()), @r#"
        Error content: "content" is not a folder
        Error site.toml: "site.toml" is not a file
        Error themes: "themes" is not a folder
        "#);
    }

    #[test]
    fn names_that_cannot_be_addresses_are_reported() {
        use std::os::unix::ffi::OsStrExt;
        let root = site(&[("content/a\nb.md", b"x"), ("content/esc\x1b[31m/x.md", b"x")]);
        let odd = root.path().join("content").join(OsStr::from_bytes(b"caf\xe9"));
        fs::create_dir(&odd).unwrap();
        fs::write(odd.join("x.md"), "x").unwrap();
        let read = read(root.path(), Vec::new()).unwrap();
        insta::assert_snapshot!(faults(&read), @r#"
        Error (content/a
        b.md): the file name "a\nb.md" holds a control character
        Error (content/caf�): the file name "caf\xE9" is not UTF-8
        Error (content/esc[31m): the file name "esc\u{1b}[31m" holds a control character
        "#);
        assert_eq!(listing(&read.value), "t site.toml\n");
    }

    #[test]
    fn namesakes_are_reported() {
        let root = site(&[("content/a/X.md", b"1"), ("content/a/x.md", b"2"), ("content/a/y.md", b"3")]);
        fs::write(root.path().join("content/caf\u{e9}.jpg"), "4").unwrap();
        fs::write(root.path().join("content/cafe\u{301}.jpg"), "5").unwrap();
        let read = read(root.path(), Vec::new()).unwrap();
        insta::assert_snapshot!(faults(&read), @r#"
        Warning content/a/x.md: differs only by upper and lower case from "content/a/X.md" [the other one: content/a/X.md]
        Error content/café.jpg: two files have this name: they differ only in how its accents are encoded
        "#);
    }

    #[test]
    fn a_name_that_is_not_in_nfc_is_found_again() {
        let root = site(&[("content/e\u{301}t/cafe\u{301}.jpg", b"x")]);
        let read = read(root.path(), Vec::new()).unwrap();
        assert_eq!(listing(&read.value), "d content/\u{e9}t/caf\u{e9}.jpg\nt site.toml\n");
        let (_, file) = read.value.iter().next().unwrap();
        assert_eq!(fs::read(on_disk(root.path(), &file.path)).unwrap(), b"x");
        assert!(!on_disk(root.path(), &FilePath::new("content/\u{e9}t/no.jpg")).exists());
    }

    #[test]
    fn a_site_has_a_bounded_number_of_files() {
        let root = site(&[("content/a.md", b""), ("content/b.md", b""), ("content/c/d.md", b"")]);
        let root = fs::canonicalize(root.path()).unwrap();
        let mut survey = Survey::new(root, 3);
        survey.run();
        assert_eq!((survey.found.len(), survey.faults.len()), (2, 1));
        assert_eq!(survey.faults[0].code, Code::TooManyFiles);
        assert!(survey.faults[0].message.contains("more than 3 files"), "{}", survey.faults[0].message);
    }

    #[test]
    fn what_may_not_be_read_is_a_fault_and_what_is_gone_is_none() {
        let denied = unreadable("content/a.md", &io::ErrorKind::PermissionDenied.into()).unwrap();
        assert_eq!((denied.code, &*denied.message), (Code::Unreadable, "cannot be read: permission denied"));
        assert!(denied.hint.contains("chmod"));
        assert!(unreadable("content/a.md", &io::ErrorKind::NotFound.into()).is_none());
        assert_eq!(reason(&io::Error::from_raw_os_error(28)), "No space left on device");

        use std::os::unix::fs::PermissionsExt;
        let root = site(&[("content/a.md", b"x"), ("content/b/c.md", b"x")]);
        for path in ["content/a.md", "content/b"] {
            fs::set_permissions(root.path().join(path), fs::Permissions::from_mode(0o0)).unwrap();
        }
        if fs::File::open(root.path().join("content/a.md")).is_ok() {
            return; // root reads everything
        }
        let shown = faults(&read(root.path(), Vec::new()).unwrap());
        fs::set_permissions(root.path().join("content/b"), fs::Permissions::from_mode(0o700)).unwrap();
        assert_eq!(shown.matches("cannot be read: Permission denied").count(), 2, "{shown}");
    }
}
