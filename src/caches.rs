//! What can be had again, and is kept to spare the work.
//!
//! In: a name, and bytes. Out: files in the user's folder for such things. Deliberately absent: what is in them, and how
//! long it holds.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// This program's folder for what can be had again. `None` for a user without one.
pub(crate) fn folder() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("briefgen"))
}

/// Writes a file, all of it or none, and makes the folder that it lies in. Until it is whole it has a longer name.
///
/// # Errors
/// When the system refuses.
pub(crate) fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    // Another process may write at the same time: each has a file of its own.
    let mut partial = file.as_os_str().to_owned();
    partial.push(format!(".{}", std::process::id()));
    let partial = PathBuf::from(partial);
    fs::write(&partial, bytes).and_then(|()| fs::rename(&partial, file)).inspect_err(|_| {
        let _ = fs::remove_file(&partial);
    })
}
