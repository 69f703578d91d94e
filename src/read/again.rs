//! Reads a site again after something in it has changed.
//!
//! In: a site as it was read last, and the paths at which something happened since. Out: the same as reading the site from
//! scratch would give, at the cost of what changed. Where only files that are known have other bytes, these are read; where
//! anything else happened, the folders are walked as for the first time, by the same rules, and of the files only those are
//! read that are new or in another state. Deliberately absent: how it is known that something happened (see `watch`).

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::clippings::ids_of_quoting;
use super::{
    Clippings, Fault, Found, Links, MAX_ENTRIES, ReadError, Stamp, Survey, Taken, is_skipped, namesakes, on_disk, open,
    take,
};
use crate::diagnostic::Diagnostic;
use crate::files::{File, FilePath, Files};

/// How much is to be looked at again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// What lies at the paths.
    #[default]
    Paths,
    /// Which files there are; those whose size and times are as they were are not read.
    Folders,
    /// Everything: it isn't known what happened.
    Everything,
}

/// Where something happened.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Real paths on disk: of files, folders, or what was one.
    pub paths: BTreeSet<PathBuf>,
    /// How much is to be looked at beside them.
    pub extent: Extent,
}

impl Changes {
    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty() && self.extent == Extent::Paths
    }
}

/// A site as it was read last.
pub struct Reading {
    /// The snapshot.
    pub files: Files,
    root: PathBuf,
    clippings: Clippings,
    embedded: Vec<Arc<File>>,
    /// What was found, by path in the site.
    taken: Vec<Taken>,
    /// Positions in `taken` of what lies on disk, by path there.
    by_disk: Vec<usize>,
    /// What is wrong with folders, links and names.
    faults: Vec<Fault>,
    linked: BTreeSet<PathBuf>,
}

impl Reading {
    /// Reads a site for the first time.
    ///
    /// # Errors
    /// As [`super::read_with`].
    pub fn begin(root: &Path, embedded: Vec<File>, clippings: Clippings) -> Result<Self, ReadError> {
        let not_a_site = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadError::NotASite { path: root.to_owned() },
            _ => ReadError::Io { path: root.to_owned(), source },
        };
        let real = fs::canonicalize(root).map_err(not_a_site)?;
        fs::symlink_metadata(real.join("site.toml")).map_err(not_a_site)?;
        let files = Files::new(embedded);
        let embedded = files.iter().map(|(id, _)| files.shared(id).clone()).collect();
        let (taken, by_disk, faults, linked) = (Vec::new(), Vec::new(), Vec::new(), BTreeSet::new());
        let mut reading =
            Self { files: Files::default(), root: real, clippings, embedded, taken, by_disk, faults, linked };
        reading.walk(&Changes { extent: Extent::Everything, ..Changes::default() });
        Ok(reading)
    }

    /// Reads again what has changed; whether that took a walk through the folders. A site that is not there any more is an
    /// empty one.
    pub fn again(&mut self, changes: &Changes) -> bool {
        let known = match changes.extent {
            Extent::Paths => changes.paths.iter().map(|path| self.known(path)).collect::<Option<Vec<_>>>(),
            Extent::Folders | Extent::Everything => None,
        };
        let is_done = known.is_some_and(|known| self.take_again(known.into_iter().flatten().collect()));
        if !is_done {
            self.walk(changes);
        }
        !is_done
    }

    /// What is wrong with the files as files.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut faults: Vec<&Fault> =
            self.faults.iter().chain(self.taken.iter().filter_map(|it| it.fault.as_ref())).collect();
        faults.sort_by(|a, b| a.path.cmp(&b.path));
        faults.into_iter().map(|fault| fault.clone().diagnostic(&self.files)).collect()
    }

    /// The site's folder, without symlinks.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Folders beside the site's own in which files of the site lie, because symlinks lead there.
    pub fn linked(&self) -> &BTreeSet<PathBuf> {
        &self.linked
    }

    /// The positions of the files that lie at a path; none for a path that doesn't matter. Nothing at all when it takes a walk
    /// to know what happened there.
    fn known(&self, path: &Path) -> Option<Vec<usize>> {
        let below = path.strip_prefix(&self.root).ok()?;
        if below.iter().any(|name| is_skipped(&name.to_string_lossy())) && !below.as_os_str().is_empty() {
            return Some(Vec::new());
        }
        // A name that is wrong, or a link that leads nowhere, may have been mended by anything.
        if !self.faults.is_empty() {
            return None;
        }
        let disk = |n: &usize| self.taken[*n].found.disk.as_deref().expect("it lies on disk");
        let start = self.by_disk.partition_point(|n| disk(n) < path);
        let here: Vec<usize> = self.by_disk[start..].iter().copied().take_while(|n| disk(n) == path).collect();
        let is_file = path.symlink_metadata().is_ok_and(|about| about.is_file());
        (is_file && !here.is_empty()).then_some(here)
    }

    /// Reads the files at these positions again. Whether that was enough: not if one has gone meanwhile, or quotes otherwise.
    fn take_again(&mut self, positions: BTreeSet<usize>) -> bool {
        let mut changed = Vec::with_capacity(positions.len());
        for n in positions {
            let before = &self.taken[n];
            let Some(taken) = take(&before.found) else { return false };
            let quotes =
                |file: &File| file.path.as_str().starts_with("content/articles/").then(|| ids_of_quoting(file));
            if quotes(&before.file) != quotes(&taken.file) {
                return false;
            }
            // Of two with one path the later counts.
            if self.taken.get(n + 1).is_none_or(|next| next.found.path != taken.found.path) {
                changed.push(taken.file.clone());
            }
            self.taken[n] = taken;
        }
        self.files.exchange(changed);
        true
    }

    /// Walks through the folders.
    fn walk(&mut self, changes: &Changes) {
        let mut survey = Survey::new(self.root.clone(), MAX_ENTRIES);
        survey.run();
        let found = std::mem::take(&mut survey.found);
        survey.faults.extend(namesakes(&found));
        let take = |found: Found| self.as_before(&found, changes).or_else(|| take(&found));
        let mut taken: Vec<Taken> = found.into_par_iter().filter_map(take).collect();
        survey.clippings(self.clippings, taken.iter().map(|taken| &*taken.file));
        taken.par_extend(survey.found.into_par_iter().filter_map(take));
        taken.sort_by(|a, b| a.found.path.cmp(&b.found.path));
        let mut by_disk: Vec<usize> = (0..taken.len()).filter(|n| taken[*n].found.disk.is_some()).collect();
        by_disk.sort_by_key(|n| &taken[*n].found.disk);
        let files = self.embedded.iter().cloned().chain(taken.iter().map(|taken| taken.file.clone()));
        self.files = self.files.after(files.collect());
        (self.taken, self.by_disk, self.faults, self.linked) = (taken, by_disk, survey.faults, survey.linked);
    }

    /// A file as it was taken before, if it is the same one in the same state.
    fn as_before(&self, found: &Found, changes: &Changes) -> Option<Taken> {
        let disk = found.disk.as_ref().filter(|_| changes.extent < Extent::Everything)?;
        // A change at a path is a change of all below it.
        if disk.ancestors().any(|path| changes.paths.contains(path)) {
            return None;
        }
        let n = self.taken.binary_search_by(|taken| taken.found.path.cmp(&found.path)).ok()?;
        let before = self.taken.get(n).filter(|before| before.found.disk == found.disk)?;
        let stamp = before.stamp.as_ref()?;
        (*stamp == Stamp::new(&disk.symlink_metadata().ok()?)).then(|| before.clone())
    }
}

/// Opens a file of the snapshot of the site in `root` (a path without symlinks), by the rules by which it was found: wherever
/// symlinks lead by now, nothing outside the site's folder, hidden, or private is opened.
///
/// # Errors
/// When there is no such file any more, or it may not be read.
pub fn open_published(root: &Path, path: &FilePath) -> io::Result<fs::File> {
    let refused = || io::Error::new(io::ErrorKind::PermissionDenied, "it is not a file of the site any more");
    let real = fs::canonicalize(on_disk(root, path))?;
    let inside = real.strip_prefix(root).map_err(|_| refused())?;
    if inside.iter().any(|part| part.as_encoded_bytes().starts_with(b".")) || inside.starts_with("clippings") {
        return Err(refused());
    }
    open_without_links(root, inside)
}

/// Opens a plain file below a folder, on a path on which no symlink may stand at this very moment.
#[cfg(target_os = "linux")]
fn open_without_links(root: &Path, inside: &Path) -> io::Result<fs::File> {
    use rustix::fs::{Mode, OFlags, ResolveFlags, open as open_folder, openat2};
    let folder = open_folder(root, OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    match openat2(&folder, inside, flags, Mode::empty(), resolve) {
        Ok(file) => {
            let file = fs::File::from(file);
            super::plain(&file.metadata()?)?;
            Ok(file)
        }
        // A kernel older than 5.6, or a sandbox that doesn't know the call.
        Err(rustix::io::Errno::NOSYS | rustix::io::Errno::PERM) => open(&root.join(inside), Links::Refuse),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn open_without_links(root: &Path, inside: &Path) -> io::Result<fs::File> {
    open(&root.join(inside), Links::Refuse)
}
