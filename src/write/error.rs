//! Why the output could not be written, in words that say what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::read::reason;

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
    /// A folder in which a new file would lie is a symlink: it could lead anywhere.
    Link(PathBuf),
    /// A new file would lie in what is there and is no folder.
    NoRoom(PathBuf),
    /// A new file is there already.
    Exists(PathBuf),
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
            Self::Link(path) => (
                path,
                "is a symlink, and no file is made through one; put a folder in its place, or name the folder itself",
            ),
            Self::NoRoom(path) => {
                (path, "is not a folder, and files would be made in it; rename it, or choose another folder")
            }
            Self::Exists(path) => (path, "is there already; nothing was changed"),
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
    pub(super) fn push(&mut self, name: String) {
        self.count += 1;
        if self.some.len() < 5 {
            self.some.push(name);
        }
    }

    /// These and those that come after them.
    pub(super) fn and(mut self, others: Self) -> Self {
        let more = others.count - others.some.len();
        others.some.into_iter().for_each(|name| self.push(name));
        self.count += more;
        self
    }
}

impl FromIterator<String> for Names {
    fn from_iter<I: IntoIterator<Item = String>>(names: I) -> Self {
        names.into_iter().fold(Self::default(), |mut all, name| {
            all.push(name);
            all
        })
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

pub(super) fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |source| WriteError::Io { action, path, source }
}
