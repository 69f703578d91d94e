//! The output folder and those beside it: what they hold, by their manifests, and how they are cleared and exchanged.

use std::collections::BTreeSet;
use std::fs::{self, FileType};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::{Names, WriteError, failed};
use crate::read::{Links, open};

/// The manifest's name in the output folder: a first line `briefgen 1`, then the path of each other file, sorted.
pub const MANIFEST: &str = ".briefgen";

/// The manifest while it is being written, so that one with its name is whole: it takes that name only then.
pub(super) const PARTIAL_MANIFEST: &str = ".briefgen-part";

/// Files that are ignored in the output and go with it.
pub const LITTER: [&str; 2] = [".DS_Store", "Thumbs.db"];

pub(super) const HEADER: &str = "briefgen 1";

/// The output's real place, with its parent folder made.
pub(super) fn resolve(output: &Path) -> Result<PathBuf, WriteError> {
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
pub(super) fn is_mount(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| path.metadata().map(|about| about.dev()).ok();
    path.parent().is_none_or(|parent| device(parent) != device(path))
}

#[cfg(not(unix))]
pub(super) fn is_mount(path: &Path) -> bool {
    path.parent().is_none()
}

/// Clears what a killed build has left beside the output.
pub(super) fn recover(output: &Path, staging: &Path, aside: &Path) -> Result<(), WriteError> {
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
pub(super) fn examine(output: &Path) -> Result<BTreeSet<String>, WriteError> {
    let path = output.to_owned();
    match output.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Ok(about) if !about.is_dir() => return Err(WriteError::NotAFolder(path)),
        _ => {}
    }
    let Some(listed) = manifest(output)? else {
        let files = found(output)?.into_iter().filter(|found| !found.is_litter());
        let files = files.map(|found| found.name).collect::<Names>();
        return if files.count == 0 { Ok(BTreeSet::new()) } else { Err(WriteError::NotOurs(path, files)) };
    };
    let files =
        walk(output, "", &|found, name| Ok(!found.is_litter() && !found.is_folder() && !found.is_ours(name, &listed)))?;
    if files.count == 0 { Ok(listed) } else { Err(WriteError::Foreign(path, files)) }
}

/// What lies in a folder.
struct Found {
    name: String,
    path: PathBuf,
    kind: FileType,
}

impl Found {
    fn is_folder(&self) -> bool {
        self.kind.is_dir()
    }

    fn is_litter(&self) -> bool {
        LITTER.contains(&self.name.as_str())
    }

    /// Whether it is what the manifest lists by this path. A symlink is never ours, whatever its name: briefgen makes none.
    fn is_ours(&self, path: &str, listed: &BTreeSet<String>) -> bool {
        self.kind.is_file() && (listed.contains(path) || path == MANIFEST)
    }
}

/// What lies in a folder itself, by name.
fn found(folder: &Path) -> Result<Vec<Found>, WriteError> {
    let read = || -> io::Result<Vec<Found>> {
        let found = |entry: io::Result<fs::DirEntry>| {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            Ok(Found { name, path: entry.path(), kind: entry.file_type()? })
        };
        let mut all = fs::read_dir(folder)?.map(found).collect::<io::Result<Vec<_>>>()?;
        all.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(all)
    };
    read().map_err(failed("look through", folder))
}

/// Visits everything below a folder, symlinks not followed, a folder after what lies in it; several at a time, since each is
/// waited for. Gives the names of which `visit` says so, in order. `below` is the folder's own path with a `/`, or nothing.
fn walk<V>(folder: &Path, below: &str, visit: &V) -> Result<Names, WriteError>
where
    V: Fn(&Found, &str) -> Result<bool, WriteError> + Sync,
{
    let one = |found: Found| {
        let name = format!("{below}{}", found.name);
        let mut names = Names::default();
        if found.is_folder() {
            names = walk(&found.path, &format!("{name}/"), visit)?;
        }
        if visit(&found, &name)? {
            names.push(name);
        }
        Ok(names)
    };
    let all = found(folder)?.into_par_iter().map(one).collect::<Result<Vec<Names>, _>>()?;
    Ok(all.into_iter().fold(Names::default(), Names::and))
}

/// The files that a folder's manifest lists; nothing when it has no manifest.
pub(super) fn manifest(folder: &Path) -> Result<Option<BTreeSet<String>>, WriteError> {
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
pub(super) fn remove(folder: &Path, listed: &BTreeSet<String>) -> Result<(), WriteError> {
    // The files are found by walking, not by the manifest's paths: no symlink and no `..` can lead a walk astray.
    let left = walk(folder, "", &|found, name| {
        if found.is_folder() {
            return match fs::remove_dir(&found.path) {
                Err(error) if error.kind() != ErrorKind::DirectoryNotEmpty => Err(failed("remove", &found.path)(error)),
                _ => Ok(false),
            };
        }
        let is_litter = found.kind.is_file() && found.is_litter();
        if !is_litter && !found.is_ours(name, listed) {
            return Ok(true);
        }
        if name != MANIFEST {
            fs::remove_file(&found.path).map_err(failed("remove", &found.path))?;
        }
        Ok(false)
    })?;
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
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn exchange(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}
