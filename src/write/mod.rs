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
//! Nothing is synced to the disk: after a power cut files may be short until the next build, or the output has to be deleted
//! first. docs/ARCHITECTURE.md tells why.

mod add;
mod error;
mod lock;
mod tree;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Seek, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;

pub use self::add::{Added, Contents, add};
pub use self::error::{Names, WriteError};
pub use self::tree::{LITTER, MANIFEST};

use self::error::failed;
use self::lock::Lock;
use self::tree::{HEADER, PARTIAL_MANIFEST, examine, exchange, recover, remove, resolve};
use crate::read::{Links, open};
use crate::traces::{self, Made};

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

    /// Takes files over from the old site into the new one, if each of them is there and holds what digests so ([`traces::digest_of_file`]);
    /// otherwise none.
    ///
    /// # Errors
    /// When a path was taken before.
    pub(crate) fn keep(&self, files: &[Made]) -> Result<bool, WriteError> {
        let size = |made: &Made| {
            let path = self.old.contains(&made.path).then(|| self.output.join(&made.path))?;
            let file = open(&path, Links::Refuse).ok()?;
            let size = file.metadata().ok()?.len();
            (traces::digest_of_file(file).ok()? == made.digest).then_some(size)
        };
        let Some(sizes) = files.iter().map(size).collect::<Option<Vec<u64>>>() else { return Ok(false) };
        let mut kept = files.iter().zip(sizes);
        kept.try_for_each(|(made, bytes)| self.count(&made.path, Ok((bytes, true)))).map(|()| true)
    }

    /// What a file of the old site holds, if there is one: it may be taken over from there into the new one.
    pub fn old(&self, path: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut file = self.old.contains(path).then(|| open(&self.output.join(path), Links::Refuse).ok()).flatten()?;
        file.read_to_end(&mut bytes).ok().map(|_| bytes)
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
            self.stage(PARTIAL_MANIFEST, Source::Bytes(manifest.as_bytes()))?;
            let (partial, whole) = (self.staging.join(PARTIAL_MANIFEST), self.staging.join(MANIFEST));
            self.told(MANIFEST, fs::rename(partial, whole))?;
            self.replace()?;
        }
        Ok(written)
    }

    fn add(&self, path: &str, source: Result<Source<'_>, WriteError>) -> Result<(), WriteError> {
        // A line end would break the manifest; a component that is not normal is a drive or a backslash's work on Windows.
        let plain = |segment: &str| !matches!(segment, "" | "." | "..") && !segment.contains(char::is_control);
        let normal = |part| matches!(part, Component::Normal(_));
        let plain = ![MANIFEST, PARTIAL_MANIFEST].contains(&path)
            && path.split('/').all(plain)
            && Path::new(path).components().all(normal);
        assert!(plain, "an output path has plain segments only: {path:?}");
        let added = source.and_then(|mut source| {
            if let Some(bytes) = self.same(path, &mut source)? {
                return Ok((bytes, true));
            }
            self.stage(path, source).map(|bytes| (bytes, false))
        });
        self.count(path, added)
    }

    /// Counts a file of the new site: its size, and whether it is as in the old one.
    fn count(&self, path: &str, added: Result<(u64, bool), WriteError>) -> Result<(), WriteError> {
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

/// Does something that needs the folder of `path`, which is made if it is missing. Nearly every page has a folder of its own, so
/// that one is made unasked.
fn in_folder<T>(path: &Path, act: impl Fn() -> io::Result<T>) -> io::Result<T> {
    let folder = path.parent().expect("it is below the staging folder");
    match fs::create_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => fs::create_dir_all(folder)?,
        // What is wrong with a folder that is none, or can't be made, shows when it is used.
        _ => {}
    }
    act()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use walkdir::WalkDir;

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
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
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

    /// As when the folder has become read-only half-way, which root, by whom tests may be run, would not notice.
    #[test]
    fn a_file_system_that_fails_at_the_end_leaves_the_old_site() {
        let (_root, output) = place();
        build(&output, &[("a", "old"), ("same", "1")]);
        let mut writer = Writer::open(&output).unwrap();
        writer.means.exchange = |_, _| Err(ErrorKind::ReadOnlyFilesystem.into());
        fill(&writer, &[("a", "new"), ("same", "1")]);
        let message = writer.commit().unwrap_err().to_string();
        assert!(
            message.starts_with("cannot replace ")
                && message.ends_with("/public: read-only filesystem or storage medium"),
            "{message}"
        );
        assert_eq!(tree(&output), ".briefgen=briefgen 1|a|same| a=old same=1 ");
        assert_alone(&output);
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
        // A mount point: what lies beside it is on another file system.
        if cfg!(target_os = "linux") {
            let told =
                "/proc is the root of a file system, which cannot be replaced; choose a folder in it as the output";
            assert_eq!(Writer::open(Path::new("/proc")).expect_err("it is a mount").to_string(), told);
        }
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
