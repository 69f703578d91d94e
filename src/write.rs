//! Puts the site on disk, whole or not at all.
//!
//! In: files, one at a time and from any thread, as they become ready. Out: the output folder, which changes from the old
//! site to the new one at once when all of them are there; a build that fails, is killed or is dropped leaves the old
//! one as it was. Deliberately absent: what the files are, and whether the output may lie where it does (the caller
//! knows the site's folders).
//!
//! The new site grows in a staging folder beside the output and then takes its place. The output carries a manifest,
//! `.briefgen`, of the files that briefgen wrote: only those are ever deleted, and an output folder that holds any other
//! file is refused, so that nothing of somebody else's is lost or published. (What file managers drop into every folder
//! that they show, [`LITTER`], is the one exception.) Files whose bytes have not changed are hard-linked from the old site
//! to the new one and so keep their time and inode; that is safe because no file is ever modified in place. When no file
//! has changed, nothing is touched.
//!
//! Nothing is synced to the disk: after a power cut the output may have to be deleted and built again.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, TryLockError};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Seek, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::read::{Links, open, reason};

/// The manifest's name in the output folder: a first line `briefgen 1`, then the path of each other file, sorted.
pub const MANIFEST: &str = ".briefgen";

/// Files that are ignored in the output and go with it.
pub const LITTER: [&str; 2] = [".DS_Store", "Thumbs.db"];

const HEADER: &str = "briefgen 1";

/// Why the output could not be written. The output is as it was, unless the variant says otherwise.
#[derive(Debug)]
pub enum WriteError {
    /// The system refused.
    Io {
        /// What was tried: `write`, `replace`.
        action: &'static str,
        /// With what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The output is there and is no folder.
    NotAFolder(PathBuf),
    /// The output is the root of a file system: it cannot be renamed, and nothing can be put beside it.
    NotReplaceable(PathBuf),
    /// The output holds these files and no manifest: briefgen did not write it.
    NotOurs(PathBuf, Names),
    /// A folder that briefgen wrote holds these files, which it did not write. It is the output, or the old site that a
    /// commit moved aside: then the output is the new one.
    Foreign(PathBuf, Names),
    /// This manifest cannot be understood: somebody changed it, or a later briefgen wrote it.
    Manifest(PathBuf),
    /// Another process is writing this output.
    Busy(PathBuf),
    /// Two files of the site have this place in the output.
    Twice(PathBuf),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, says) = match self {
            Self::Io { action, path, source } => {
                return write!(f, "cannot {action} {}: {}", path.display(), reason(source));
            }
            Self::NotOurs(path, files) => {
                let path = path.display();
                write!(f, "{path} holds {files} and was not written by briefgen; nothing was changed; ")?;
                return f.write_str("choose an empty folder or one that does not exist");
            }
            Self::Foreign(path, files) => {
                let path = path.display();
                write!(f, "{path} holds files that briefgen did not write: {files}; they were left as they are; ")?;
                return f.write_str("move them away (what belongs to the site goes into its content/ folder)");
            }
            Self::NotAFolder(path) => (path, "is not a folder; remove it or choose another output"),
            Self::NotReplaceable(path) => {
                (path, "is the root of a file system, which cannot be replaced; choose a folder in it as the output")
            }
            Self::Manifest(path) => (
                path,
                "is not a manifest that this briefgen understands: it was changed, or a later briefgen wrote it; \
                 delete the folder if it holds nothing but a generated site",
            ),
            Self::Busy(path) => (path, "is being written by another briefgen; wait until it is done"),
            Self::Twice(path) => {
                (path, "would be two files; rename one (names that differ only in case can be one file here)")
            }
        };
        write!(f, "{} {says}", path.display())
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Some file names, and how many there are in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The first few, in order.
    pub some: Vec<String>,
    /// All of them, the first few included.
    pub count: usize,
}

impl Names {
    fn push(&mut self, name: String) {
        self.count += 1;
        if self.some.len() < 5 {
            self.some.push(name);
        }
    }
}

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.some.join(", "))?;
        match self.count - self.some.len() {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

/// What a commit wrote. The manifest is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The files of the new site.
    pub files: usize,
    /// How many of them are the same as in the old one.
    pub unchanged: usize,
    /// How many files of the old site the new one does not have.
    pub removed: usize,
    /// The size of the new site, in bytes.
    pub bytes: u64,
}

/// A site on its way to the disk. Dropped without [`Writer::commit`], it leaves the output as it was.
#[derive(Debug)]
pub struct Writer {
    output: PathBuf,
    /// Where the new site grows.
    staging: PathBuf,
    /// Where the old site waits to be deleted, or to be put back.
    aside: PathBuf,
    /// What the old site's manifest lists; nothing when the output does not exist or is empty.
    old: BTreeSet<String>,
    progress: Mutex<Progress>,
    means: Means,
    /// Whether what lies at `staging` is a new site that nobody will need.
    discard: bool,
    /// The last field, so that it is released last.
    _lock: Lock,
}

#[derive(Debug, Default)]
struct Progress {
    paths: BTreeSet<String>,
    /// Those that are as in the old site. They are not in the staging folder before the commit.
    unchanged: Vec<String>,
    bytes: u64,
    failed: bool,
}

/// What not every file system can do.
#[derive(Clone, Copy, Debug)]
struct Means {
    /// Gives a file a second name.
    link: fn(&Path, &Path) -> io::Result<()>,
    /// Lets two folders change places in one step; false when that is not possible.
    exchange: fn(&Path, &Path) -> io::Result<bool>,
}

/// Where a file's bytes come from.
enum Source<'a> {
    Bytes(&'a [u8]),
    File(fs::File),
}

impl Writer {
    /// Checks that the output can be replaced, locks it against other builds, clears what a killed build has left, and
    /// makes an empty staging folder beside it. Missing parent folders are made. When the output is itself a symlink to a
    /// folder, that folder is replaced and the link stays.
    ///
    /// # Errors
    /// When the output is no folder, holds files that briefgen did not write, or is being written by another build.
    pub fn open(output: &Path) -> Result<Self, WriteError> {
        let output = resolve(output)?;
        let name = output.file_name().ok_or_else(|| WriteError::NotReplaceable(output.clone()))?.to_owned();
        let beside = |suffix: &str| {
            let mut hidden = std::ffi::OsString::from(".");
            hidden.push(&name);
            hidden.push(suffix);
            output.with_file_name(hidden)
        };
        let (staging, aside) = (beside(".briefgen-new"), beside(".briefgen-old"));
        let lock = Lock::take(&beside(".briefgen-lock"), &output)?;
        recover(&output, &staging, &aside)?;
        let old = examine(&output)?;
        fs::create_dir(&staging).map_err(failed("make", &staging))?;
        let means = Means { link: |from, to| fs::hard_link(from, to), exchange };
        Ok(Self { output, staging, aside, old, progress: Mutex::default(), means, discard: true, _lock: lock })
    }

    /// Adds a file. `path` is relative to the output and separated by `/`.
    ///
    /// # Errors
    /// When it cannot be written, or when the path was taken before.
    ///
    /// # Panics
    /// When the path could lead out of the output: the caller makes paths of ids, which cannot.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        self.add(path, Ok(Source::Bytes(bytes)))
    }

    /// Adds a copy of a file that lies at `from`, without holding it in memory.
    ///
    /// # Errors
    /// As [`Writer::put`], and when `from` cannot be read or is no plain file.
    ///
    /// # Panics
    /// As [`Writer::put`].
    pub fn copy(&self, path: &str, from: &Path) -> Result<(), WriteError> {
        self.add(path, open(from, Links::Follow).map(Source::File).map_err(failed("read", from)))
    }

    /// Makes the new site the output, and deletes the old one.
    ///
    /// On Linux the two are exchanged in one step. Where the file system cannot do that, the old one is moved aside first:
    /// for that moment there is no output, and if the build is killed in it, the next [`Writer::open`] puts it back.
    ///
    /// # Errors
    /// When the output could not be replaced. When somebody adds files to the old site in the very moment in which it is
    /// replaced, the new site is in place, and the error names the folder in which those files are kept.
    ///
    /// # Panics
    /// When a file could not be added: such a site is dropped.
    pub fn commit(mut self) -> Result<Written, WriteError> {
        let progress = std::mem::take(self.progress.get_mut().expect("no thread panics while it counts a file"));
        assert!(!progress.failed, "a site that lacks a file is dropped");
        // Files may have been added to the output since it was opened.
        self.old = examine(&self.output)?;
        let Progress { paths, unchanged, bytes, .. } = progress;
        let removed = self.old.difference(&paths).count();
        let written = Written { files: paths.len(), unchanged: unchanged.len(), removed, bytes };
        // An empty site that replaces nothing still gets its folder.
        if written.unchanged < written.files || removed > 0 || !self.output.join(MANIFEST).exists() {
            unchanged.par_iter().try_for_each(|path| self.carry(path))?;
            let lines = std::iter::once(HEADER).chain(paths.iter().map(String::as_str));
            let manifest: String = lines.flat_map(|line| [line, "\n"]).collect();
            self.stage(MANIFEST, Source::Bytes(manifest.as_bytes()))?;
            self.replace()?;
        }
        Ok(written)
    }

    fn add(&self, path: &str, source: Result<Source<'_>, WriteError>) -> Result<(), WriteError> {
        // A line end would break the manifest; a component that is not normal is a drive or a backslash's work on Windows.
        let plain = |segment: &str| !matches!(segment, "" | "." | "..") && !segment.contains(char::is_control);
        let normal = |part| matches!(part, Component::Normal(_));
        let plain = path != MANIFEST && path.split('/').all(plain) && Path::new(path).components().all(normal);
        assert!(plain, "an output path has plain segments only: {path:?}");
        let added = source.and_then(|mut source| {
            if let Some(bytes) = self.same(path, &mut source)? {
                return Ok((bytes, true));
            }
            self.stage(path, source).map(|bytes| (bytes, false))
        });
        let mut progress = self.progress.lock().expect("no thread panics while it counts a file");
        let counted = added.and_then(|(bytes, unchanged)| {
            if !progress.paths.insert(path.to_owned()) {
                return Err(WriteError::Twice(self.output.join(path)));
            }
            progress.bytes += bytes;
            progress.unchanged.extend(unchanged.then(|| path.to_owned()));
            Ok(())
        });
        progress.failed |= counted.is_err();
        counted
    }

    /// The size of a file if it is as in the old site.
    fn same(&self, path: &str, source: &mut Source<'_>) -> Result<Option<u64>, WriteError> {
        if !self.old.contains(path) {
            return Ok(None);
        }
        let path = self.output.join(path);
        let Ok(old) = open(&path, Links::Refuse) else { return Ok(None) };
        source.is(old).map_err(failed("compare", &path))
    }

    /// Puts a file into the staging folder. Gives its size.
    fn stage(&self, path: &str, mut source: Source<'_>) -> Result<u64, WriteError> {
        let mut write = || -> io::Result<u64> {
            let mut file = create(&self.staging.join(path))?;
            match &mut source {
                Source::Bytes(bytes) => file.write_all(bytes).map(|()| bytes.len() as u64),
                Source::File(from) => io::copy(from, &mut file),
            }
        };
        self.told(path, write())
    }

    /// Takes a file over from the old site.
    fn carry(&self, path: &str) -> Result<(), WriteError> {
        let (from, to) = (self.output.join(path), self.staging.join(path));
        if in_folder(&to, || (self.means.link)(&from, &to)).is_ok() {
            return Ok(());
        }
        let copy = || -> io::Result<()> {
            let (mut old, mut new) = (open(&from, Links::Refuse)?, create(&to)?);
            io::copy(&mut old, &mut new)?;
            new.set_times(fs::FileTimes::new().set_modified(old.metadata()?.modified()?))
        };
        self.told(path, copy())
    }

    /// Errors name a file as the reader knows it: the staging folder will be gone when they are read.
    fn told<T>(&self, path: &str, result: io::Result<T>) -> Result<T, WriteError> {
        let path = self.output.join(path);
        result.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => WriteError::Twice(path),
            _ => failed("write", &path)(error),
        })
    }

    fn replace(&mut self) -> Result<(), WriteError> {
        let replace = |source| failed("replace", &self.output)(source);
        let old = match fs::metadata(&self.output) {
            Ok(about) => about,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                fs::rename(&self.staging, &self.output).map_err(replace)?;
                self.discard = false;
                return Ok(());
            }
            Err(error) => return Err(replace(error)),
        };
        // Who may enter the folder is the user's decision; it would be lost with the old one.
        fs::set_permissions(&self.staging, old.permissions()).map_err(replace)?;
        if (self.means.exchange)(&self.staging, &self.output).map_err(replace)? {
            self.discard = false;
            fs::rename(&self.staging, &self.aside).map_err(replace)?;
        } else {
            fs::rename(&self.output, &self.aside).map_err(replace)?;
            if let Err(error) = fs::rename(&self.staging, &self.output) {
                fs::rename(&self.aside, &self.output).map_err(replace)?;
                return Err(replace(error));
            }
            self.discard = false;
        }
        remove(&self.aside, &self.old)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if self.discard {
            // Nobody is left to tell; the next build clears what stays.
            let _ = fs::remove_dir_all(&self.staging);
        }
    }
}

impl Source<'_> {
    /// The size of a plain file if it holds the same bytes. The source can be read from its beginning afterwards.
    fn is(&mut self, old: fs::File) -> io::Result<Option<u64>> {
        let length = old.metadata()?.len();
        let same = match self {
            Self::Bytes(bytes) => length == bytes.len() as u64 && same_bytes(BufReader::new(old), *bytes)?,
            Self::File(file) => {
                let same = length == file.metadata()?.len() && same_bytes(BufReader::new(old), BufReader::new(&*file))?;
                file.rewind()?;
                same
            }
        };
        Ok(same.then_some(length))
    }
}

fn same_bytes(mut one: impl BufRead, mut other: impl BufRead) -> io::Result<bool> {
    loop {
        let (a, b) = (one.fill_buf()?, other.fill_buf()?);
        let both = a.len().min(b.len());
        if both == 0 || a[..both] != b[..both] {
            return Ok(a.is_empty() && b.is_empty());
        }
        one.consume(both);
        other.consume(both);
    }
}

/// Makes a new file, never one that is there: it may be linked to the old site.
fn create(path: &Path) -> io::Result<fs::File> {
    in_folder(path, || fs::File::options().write(true).create_new(true).open(path))
}

/// Does something that needs the folder of `path`, which is made when it turns out to be missing.
fn in_folder<T>(path: &Path, act: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match act() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().expect("it is below the staging folder"))?;
            act()
        }
        result => result,
    }
}

fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |source| WriteError::Io { action, path, source }
}

fn lost(folder: &Path, error: walkdir::Error) -> WriteError {
    let path = error.path().unwrap_or(folder).to_owned();
    failed("look through", &path)(error.into_io_error().unwrap_or_else(|| ErrorKind::Other.into()))
}

/// The output's real place, with its parent folder made.
fn resolve(output: &Path) -> Result<PathBuf, WriteError> {
    match fs::canonicalize(output) {
        Ok(path) if !path.is_dir() => Err(WriteError::NotAFolder(output.to_owned())),
        Ok(path) if is_mount(&path) => Err(WriteError::NotReplaceable(path)),
        Ok(path) => Ok(path),
        // A symlink to nothing: to make what it points to is not asked for, and to replace it would lose it.
        Err(_) if output.is_symlink() => Err(WriteError::NotAFolder(output.to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let whole = std::path::absolute(output).map_err(failed("find", output))?;
            let (Some(parent), Some(name)) = (whole.parent(), whole.file_name()) else {
                return Err(WriteError::NotReplaceable(whole));
            };
            fs::create_dir_all(parent).map_err(failed("make", parent))?;
            Ok(fs::canonicalize(parent).map_err(failed("find", parent))?.join(name))
        }
        Err(error) => Err(failed("read", output)(error)),
    }
}

/// Whether a folder is the root of a file system, as in a container: it cannot be renamed.
#[cfg(unix)]
fn is_mount(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| path.metadata().map(|about| about.dev()).ok();
    path.parent().is_none_or(|parent| device(parent) != device(path))
}

#[cfg(not(unix))]
fn is_mount(path: &Path) -> bool {
    path.parent().is_none()
}

/// Clears what a killed build has left beside the output.
fn recover(output: &Path, staging: &Path, aside: &Path) -> Result<(), WriteError> {
    let is_folder = |path: &Path| path.symlink_metadata().is_ok_and(|about| about.is_dir());
    if is_folder(aside) {
        if output.symlink_metadata().is_err() {
            fs::rename(aside, output).map_err(failed("put back", output))?;
        } else {
            remove(aside, &manifest(aside)?.unwrap_or_default())?;
        }
    }
    if is_folder(staging) {
        match manifest(staging)? {
            // Killed at the exchange: it may be the old site, and somebody's files may be in it.
            Some(files) => remove(staging, &files)?,
            None => fs::remove_dir_all(staging).map_err(failed("clear", staging))?,
        }
    }
    Ok(())
}

/// What the output holds, by its manifest; an error when it holds anything else.
fn examine(output: &Path) -> Result<BTreeSet<String>, WriteError> {
    let path = output.to_owned();
    match output.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Ok(about) if !about.is_dir() => return Err(WriteError::NotAFolder(path)),
        _ => {}
    }
    let Some(listed) = manifest(output)? else {
        let files = names(output, WalkDir::new(output).max_depth(1), |_, _| true)?;
        return if files.count == 0 { Ok(BTreeSet::new()) } else { Err(WriteError::NotOurs(path, files)) };
    };
    let files = names(output, WalkDir::new(output), |entry, name| {
        !entry.file_type().is_dir() && !is_ours(entry, name, &listed)
    })?;
    if files.count == 0 { Ok(listed) } else { Err(WriteError::Foreign(path, files)) }
}

/// The names below a folder, symlinks not followed, that are `wanted`.
fn names(folder: &Path, walk: WalkDir, wanted: impl Fn(&DirEntry, &str) -> bool) -> Result<Names, WriteError> {
    let mut names = Names::default();
    for entry in walk.min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|error| lost(folder, error))?;
        let name = relative(folder, entry.path());
        if !LITTER.contains(&&*entry.file_name().to_string_lossy()) && wanted(&entry, &name) {
            names.push(name);
        }
    }
    Ok(names)
}

fn relative(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).expect("a walk stays below its start");
    below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// A symlink is never ours, whatever its name: briefgen makes none.
fn is_ours(entry: &DirEntry, name: &str, listed: &BTreeSet<String>) -> bool {
    entry.file_type().is_file() && (listed.contains(name) || name == MANIFEST)
}

/// The files that a folder's manifest lists; nothing when it has no manifest.
fn manifest(folder: &Path) -> Result<Option<BTreeSet<String>>, WriteError> {
    let path = folder.join(MANIFEST);
    let bad = || WriteError::Manifest(path.clone());
    match path.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Ok(about) if !about.is_file() => return Err(bad()),
        _ => {}
    }
    let mut text = String::new();
    let read = open(&path, Links::Refuse).and_then(|mut file| file.read_to_string(&mut text));
    read.map_err(|error| if error.kind() == ErrorKind::InvalidData { bad() } else { failed("read", &path)(error) })?;
    // A list that was cut short would make our own files look like somebody else's.
    let lines = text.strip_suffix('\n').ok_or_else(bad)?;
    let mut lines = lines.split('\n');
    if lines.next() == Some(HEADER) { Ok(Some(lines.map(str::to_owned).collect())) } else { Err(bad()) }
}

/// Deletes the files of a folder that are listed, its manifest last so that this can be taken up again, and the folders
/// that are empty then.
fn remove(folder: &Path, listed: &BTreeSet<String>) -> Result<(), WriteError> {
    let mut left = Names::default();
    // The files are found by walking, not by the manifest's paths: no symlink and no `..` can lead a walk astray.
    for entry in WalkDir::new(folder).min_depth(1).contents_first(true).sort_by_file_name() {
        let entry = entry.map_err(|error| lost(folder, error))?;
        let name = relative(folder, entry.path());
        let litter = entry.file_type().is_file() && LITTER.contains(&&*entry.file_name().to_string_lossy());
        if entry.file_type().is_dir() {
            match fs::remove_dir(entry.path()) {
                Err(error) if error.kind() != ErrorKind::DirectoryNotEmpty => {
                    return Err(failed("remove", entry.path())(error));
                }
                _ => {}
            }
        } else if litter || is_ours(&entry, &name, listed) {
            if name != MANIFEST {
                fs::remove_file(entry.path()).map_err(failed("remove", entry.path()))?;
            }
        } else {
            left.push(name);
        }
    }
    if left.count > 0 {
        return Err(WriteError::Foreign(folder.to_owned(), left));
    }
    match fs::remove_file(folder.join(MANIFEST)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed("remove", &folder.join(MANIFEST))(error)),
        _ => fs::remove_dir(folder).map_err(failed("remove", folder)),
    }
}

/// Lets two folders change places in one step; false where the system or the file system cannot.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

/// A file beside the output that is locked while it is written.
#[derive(Debug)]
struct Lock {
    path: PathBuf,
    file: fs::File,
}

impl Lock {
    fn take(path: &Path, output: &Path) -> Result<Self, WriteError> {
        loop {
            let file = fs::File::options().create(true).truncate(false).write(true).open(path);
            let file = file.map_err(failed("make", path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(WriteError::Busy(output.to_owned())),
                // Some network file systems have no locks: better to build without than not at all.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(failed("lock", path)(error)),
            }
            // Between opening and locking, the build that held the lock may have removed the file: then this lock is on
            // a file without a name, and a third build could lock a new one.
            if is_at(&file, path) {
                return Ok(Self { path: path.to_owned(), file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is still locked: whoever opened it before finds out by the check above.
        if is_at(&self.file, &self.path) && cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
fn is_at(file: &fs::File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |about: fs::Metadata| (about.dev(), about.ino());
    matches!((file.metadata().map(id), path.metadata().map(id)), (Ok(one), Ok(other)) if one == other)
}

/// Elsewhere the lock file is never removed, and so is always in its place.
#[cfg(not(unix))]
fn is_at(_file: &fs::File, _path: &Path) -> bool {
    true
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    /// A folder `public` that does not exist yet.
    fn place() -> (tempfile::TempDir, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        let output = fs::canonicalize(root.path()).unwrap().join("public");
        (root, output)
    }

    fn fill(writer: &Writer, files: &[(&str, &str)]) {
        for (path, text) in files {
            writer.put(path, text.as_bytes()).unwrap();
        }
    }

    fn build(output: &Path, files: &[(&str, &str)]) -> Written {
        let writer = Writer::open(output).unwrap();
        fill(&writer, files);
        writer.commit().unwrap()
    }

    /// All that lies below a folder: `path=text`, `path/` for a folder that is empty, `path@` for a symlink.
    fn tree(folder: &Path) -> String {
        let mut lines = String::new();
        for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
            let entry = entry.unwrap();
            let path = relative(folder, entry.path());
            lines += &match entry.file_type() {
                kind if kind.is_symlink() => format!("{path}@ "),
                kind if kind.is_file() => format!("{path}={} ", fs::read_to_string(entry.path()).unwrap()),
                _ if fs::read_dir(entry.path()).unwrap().count() == 0 => format!("{path}/ "),
                _ => String::new(),
            };
        }
        lines.replace('\n', "|")
    }

    /// The folder that holds the output holds nothing else.
    fn assert_alone(output: &Path) {
        let names: Vec<_> =
            fs::read_dir(output.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(names, [output]);
    }

    /// Opens an output that has to be refused, and gives the message without the folder's name.
    fn refused(output: &Path) -> String {
        let message = Writer::open(output).unwrap_err().to_string();
        message.replace(output.parent().unwrap().to_str().unwrap(), "")
    }

    #[test]
    fn a_site_is_written_and_replaced() {
        let (_root, output) = place();
        let written = build(&output, &[("b/x.html", "bx"), ("a.html", "a"), ("b/c/y.html", "y")]);
        assert_eq!(written, Written { files: 3, unchanged: 0, removed: 0, bytes: 4 });
        let manifest = ".briefgen=briefgen 1|a.html|b/c/y.html|b/x.html| ";
        assert_eq!(tree(&output), format!("{manifest}a.html=a b/c/y.html=y b/x.html=bx "));
        assert_alone(&output);

        let written = build(&output, &[("a.html", "a"), ("b/x.html", "new"), ("d.html", "")]);
        assert_eq!(written, Written { files: 3, unchanged: 1, removed: 1, bytes: 4 });
        assert_eq!(tree(&output), ".briefgen=briefgen 1|a.html|b/x.html|d.html| a.html=a b/x.html=new d.html= ");
        assert_alone(&output);
    }

    #[test]
    fn what_is_unchanged_keeps_its_time_and_inode() {
        let (_root, output) = place();
        build(&output, &[("a/same", "1"), ("a/other", "1"), ("size", "1")]);
        let about = |path: &str| output.join(path).metadata().unwrap();
        let old = fs::FileTimes::new().set_modified(std::time::SystemTime::UNIX_EPOCH);
        fs::File::options().write(true).open(output.join("a/same")).unwrap().set_times(old).unwrap();
        let (before, folder) = (about("a/same"), about(""));

        build(&output, &[("a/same", "1"), ("a/other", "1"), ("size", "1")]);
        assert_eq!(about("").ino(), folder.ino(), "nothing has changed: the folder stays");
        assert_eq!((about("a/same").ino(), about("a/same").mtime()), (before.ino(), 0));

        let written = build(&output, &[("a/same", "1"), ("a/other", "2"), ("size", "12")]);
        assert_eq!((written.unchanged, about("").ino() == folder.ino()), (1, false));
        assert_eq!((about("a/same").ino(), about("a/same").mtime()), (before.ino(), 0));
        assert_eq!(about("a/same").nlink(), 1);

        let mut writer = Writer::open(&output).unwrap();
        writer.means.link = |_, _| Err(ErrorKind::Unsupported.into());
        fill(&writer, &[("a/same", "1"), ("new", "")]);
        assert_eq!(writer.commit().unwrap().unchanged, 1);
        assert_eq!((about("a/same").ino() == before.ino(), about("a/same").mtime()), (false, 0), "without hard links");
    }

    #[test]
    fn files_are_copied_and_compared_in_pieces() {
        let (root, output) = place();
        let from = root.path().join("from");
        let mut bytes = vec![7; 300_000];
        for (round, unchanged) in [(0, 0), (0, 1), (1, 0)] {
            bytes[299_999] = round;
            fs::write(&from, &bytes).unwrap();
            let writer = Writer::open(&output).unwrap();
            writer.copy("img/a.jpg", &from).unwrap();
            let written = writer.commit().unwrap();
            assert_eq!((written.unchanged, written.bytes), (unchanged, 300_000));
            assert_eq!(fs::read(output.join("img/a.jpg")).unwrap(), bytes);
        }
        let writer = Writer::open(&output).unwrap();
        let message = writer.copy("x", &root.path().join("gone")).unwrap_err().to_string();
        assert!(
            message.starts_with("cannot read /") && message.ends_with("/gone: No such file or directory"),
            "{message}"
        );
        assert!(writer.copy("x", root.path()).unwrap_err().to_string().ends_with(": it is not a plain file"));
    }

    #[test]
    fn a_build_that_is_dropped_leaves_all_as_it_was() {
        let (_root, output) = place();
        drop(Writer::open(&output).unwrap());
        assert!(!output.exists());
        build(&output, &[("a", "old")]);
        let writer = Writer::open(&output).unwrap();
        fill(&writer, &[("a", "new"), ("b", "new")]);
        drop(writer);
        assert_eq!(tree(&output), ".briefgen=briefgen 1|a| a=old ");
        assert_alone(&output);
    }

    #[test]
    fn a_build_that_was_killed_is_cleared_by_the_next() {
        let (root, output) = place();
        build(&output, &[("a", "old")]);
        let beside = |suffix: &str| output.with_file_name(format!(".public.briefgen-{suffix}"));

        // while it was writing
        fs::create_dir(beside("new")).unwrap();
        fs::write(beside("new").join("half"), "x").unwrap();
        fs::write(beside("lock"), "").unwrap();
        drop(Writer::open(&output).unwrap());
        assert_alone(&output);

        // between the two renames of the fallback
        fs::rename(&output, beside("old")).unwrap();
        drop(Writer::open(&output).unwrap());
        assert_eq!(tree(&output), ".briefgen=briefgen 1|a| a=old ");
        assert_alone(&output);

        // after the new site took its place; here somebody's file came in at the last moment
        for suffix in ["new", "old"] {
            build(&root.path().join("other"), &[("x/a", "")]);
            fs::rename(root.path().join("other"), beside(suffix)).unwrap();
            fs::write(beside(suffix).join("x/mine"), "").unwrap();
            let holds = "holds files that briefgen did not write: x/mine;";
            assert!(refused(&output).starts_with(&format!("/.public.briefgen-{suffix} {holds}")));
            assert_eq!(tree(&beside(suffix)), ".briefgen=briefgen 1|x/a| x/mine= ");
            fs::remove_file(beside(suffix).join("x/mine")).unwrap();
            drop(Writer::open(&output).unwrap());
            assert_alone(&output);
        }
    }

    #[test]
    fn the_fallback_replaces_as_well() {
        let (_root, output) = place();
        build(&output, &[("a", "old")]);
        for text in ["new", "newer"] {
            let mut writer = Writer::open(&output).unwrap();
            writer.means.exchange = |_, _| Ok(false);
            fill(&writer, &[("b", text)]);
            writer.commit().unwrap();
            assert_eq!(tree(&output), format!(".briefgen=briefgen 1|b| b={text} "));
            assert_alone(&output);
        }
    }

    #[test]
    fn what_briefgen_did_not_write_is_refused_and_kept() {
        let (_root, output) = place();
        fs::create_dir(&output).unwrap();
        build(&output, &[("a", "1")]);
        fs::remove_file(output.join(MANIFEST)).unwrap();
        insta::assert_snapshot!(refused(&output), @"/public holds a and was not written by briefgen; nothing was changed; choose an empty folder or one that does not exist");

        build_over(&output);
        for name in ["q", "w", "e", "r", "t", "y", "a/b"] {
            fs::create_dir_all(output.join(name).parent().unwrap()).unwrap();
            fs::write(output.join(name), "mine").unwrap();
        }
        insta::assert_snapshot!(refused(&output), @"/public holds files that briefgen did not write: a/b, e, q, r, t and 2 more; they were left as they are; move them away (what belongs to the site goes into its content/ folder)");
        assert_eq!(tree(&output).matches("=mine").count(), 7);
        assert_alone(&output);
    }

    /// A fresh site at a place where there was something else.
    fn build_over(output: &Path) {
        fs::remove_dir_all(output).unwrap();
        build(output, &[("x", "1"), ("z/z", "1")]);
    }

    #[test]
    fn a_file_that_is_dropped_in_during_the_build_is_kept() {
        let (_root, output) = place();
        build(&output, &[("a", "old")]);
        let writer = Writer::open(&output).unwrap();
        fill(&writer, &[("a", "new")]);
        fs::write(output.join("mine"), "").unwrap();
        assert!(matches!(writer.commit(), Err(WriteError::Foreign(..))));
        assert_eq!(tree(&output), ".briefgen=briefgen 1|a| a=old mine= ");
        assert_alone(&output);

        // and in the moment of the exchange
        fs::remove_file(output.join("mine")).unwrap();
        let mut writer = Writer::open(&output).unwrap();
        writer.means.exchange = |new, old| {
            fs::write(old.join("mine"), "")?;
            exchange(new, old)
        };
        fill(&writer, &[("a", "new")]);
        assert!(writer.commit().unwrap_err().to_string().contains("/.public.briefgen-old holds files"));
        assert_eq!(tree(&output), ".briefgen=briefgen 1|a| a=new ");
        assert_eq!(tree(&output.with_file_name(".public.briefgen-old")), ".briefgen=briefgen 1|a| mine= ");
    }

    #[test]
    fn symlinks_in_the_output_are_not_followed() {
        let (root, output) = place();
        let outside = root.path().join("outside");
        build(&output, &[("a", "1"), ("b/c", "1")]);
        fs::rename(output.join("b"), &outside).unwrap();
        symlink(&outside, output.join("b")).unwrap();
        assert!(refused(&output).contains("did not write: b;"));
        fs::remove_file(output.join("b")).unwrap();
        fs::remove_file(output.join("a")).unwrap();
        symlink(outside.join("c"), output.join("a")).unwrap();
        assert!(refused(&output).contains("did not write: a;"));
        assert!(remove(&output, &["a".to_owned(), "b/c".to_owned()].into()).is_err());
        assert_eq!((tree(&outside), tree(&output)), ("c=1 ".to_owned(), ".briefgen=briefgen 1|a|b/c| a@ ".to_owned()));
    }

    #[test]
    fn a_manifest_that_lies_deletes_nothing_elsewhere() {
        let (root, output) = place();
        fs::write(root.path().join("precious"), "").unwrap();
        build(&output, &[("a", "1")]);
        let absolute = root.path().join("precious");
        fs::write(output.join(MANIFEST), format!("briefgen 1\n../precious\n{}\na\n", absolute.display())).unwrap();
        build(&output, &[("b", "1")]);
        assert!(absolute.exists());
        assert_eq!(tree(&output), ".briefgen=briefgen 1|b| b=1 ");

        for text in ["", "briefgen 1\na\nb", "briefgen 2\n", "briefgen 1\n\u{ff}\n"] {
            let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap()).collect();
            fs::write(output.join(MANIFEST), bytes).unwrap();
            assert!(refused(&output).starts_with("/public/.briefgen is not a manifest"), "{text:?}");
        }
    }

    #[test]
    fn two_builds_do_not_write_one_output() {
        let (_root, output) = place();
        let first = Writer::open(&output).unwrap();
        assert_eq!(refused(&output), "/public is being written by another briefgen; wait until it is done");
        fill(&first, &[("a", "1")]);
        first.commit().unwrap();
        drop(Writer::open(&output).unwrap());
        assert_alone(&output);
    }

    #[test]
    fn a_lock_holds_although_its_file_comes_and_goes() {
        let (root, output) = place();
        let path = root.path().join("lock");
        let inside = std::sync::atomic::AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..2000 {
                        let Ok(lock) = Lock::take(&path, &output) else { continue };
                        assert_eq!(inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0);
                        std::thread::sleep(std::time::Duration::from_micros(20));
                        inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                        drop(lock);
                    }
                });
            }
        });
    }

    #[test]
    fn outputs_that_are_no_folder_are_refused() {
        let (root, output) = place();
        fs::write(&output, "mine").unwrap();
        assert_eq!(refused(&output), "/public is not a folder; remove it or choose another output");
        let dangling = output.with_file_name("dangling");
        symlink(root.path().join("nothing"), &dangling).unwrap();
        assert!(refused(&dangling).contains("is not a folder"));
        assert!(matches!(Writer::open(Path::new("/")), Err(WriteError::NotReplaceable(..))));
        assert!(matches!(Writer::open(&output.join("below")), Err(WriteError::Io { .. })));
    }

    #[test]
    fn the_output_may_be_new_empty_deep_or_linked_to() {
        let (root, output) = place();
        build(&root.path().join("x/y/z/"), &[("a", "1")]);
        assert_eq!(tree(&root.path().join("x/y/z")), ".briefgen=briefgen 1|a| a=1 ");
        fs::create_dir(&output).unwrap();
        fs::write(output.join(".DS_Store"), "").unwrap();
        fs::set_permissions(&output, fs::Permissions::from_mode(0o750)).unwrap();
        let link = root.path().join("link");
        symlink(&output, &link).unwrap();
        build(&link, &[("a", "1")]);
        assert!(link.is_symlink());
        assert_eq!(tree(&output), ".briefgen=briefgen 1|a| a=1 ");
        assert_eq!(output.metadata().unwrap().permissions().mode() & 0o777, 0o750);
    }

    #[test]
    fn one_path_is_written_once() {
        let (_root, output) = place();
        let writer = Writer::open(&output).unwrap();
        fill(&writer, &[("a/b", "1")]);
        assert!(matches!(writer.put("a/b", b"2"), Err(WriteError::Twice(_))));
        assert!(std::panic::catch_unwind(|| drop(writer.commit())).is_err(), "a site that lacks a file is dropped");
        let writer = Writer::open(&output).unwrap();
        fill(&writer, &[("a/b", "1")]);
        let message = writer.put("a/b/c", b"2").unwrap_err().to_string();
        assert!(message.ends_with("/public/a/b/c: Not a directory"), "{message}");
    }

    #[test]
    fn paths_that_lead_out_are_bugs() {
        let (_root, output) = place();
        let writer = Writer::open(&output).unwrap();
        for path in ["", "/a", "../a", "a/../b", "./a", "a//b", "a/", "a\nb", ".briefgen"] {
            let put = std::panic::AssertUnwindSafe(|| writer.put(path, b""));
            assert!(std::panic::catch_unwind(put).is_err(), "{path:?}");
        }
    }

    #[test]
    fn many_threads_write_one_site() {
        let (_root, output) = place();
        let site = |round: u32| {
            let writer = Writer::open(&output).unwrap();
            (0..500_u32).into_par_iter().for_each(|n| {
                let text = if n % 50 == 0 { n + round } else { n }.to_string();
                writer.put(&format!("{}/{}/{n}.html", n % 7, n % 5), text.as_bytes()).unwrap();
            });
            writer.commit().unwrap()
        };
        assert_eq!(site(0).files, 500);
        assert_eq!(site(1).unchanged, 490);
        assert_eq!(
            WalkDir::new(&output).into_iter().filter(|entry| entry.as_ref().unwrap().file_type().is_file()).count(),
            501
        );
    }
}
