//! Keeps two builds from writing one output at the same time.

use std::fs::{self, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::{WriteError, failed};

/// A file beside the output that is locked while it is written.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: fs::File,
}

impl Lock {
    pub(super) fn take(path: &Path, output: &Path) -> Result<Self, WriteError> {
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
pub(super) fn is_at(file: &fs::File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |about: fs::Metadata| (about.dev(), about.ino());
    matches!((file.metadata().map(id), path.metadata().map(id)), (Ok(one), Ok(other)) if one == other)
}

/// Elsewhere the lock file is never removed, and so is always in its place.
#[cfg(not(unix))]
pub(super) fn is_at(_file: &fs::File, _path: &Path) -> bool {
    true
}
