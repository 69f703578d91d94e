//! Makes files that are not there yet, all of them or none.
//!
//! In: a folder, and files with their paths in it, as bytes or as copies of others. Out: the files on disk, and which of them
//! were there already: those are left as they are, whatever they are. Deliberately absent: replacing anything, and following
//! a symlink out of the folder.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::error::{WriteError, failed};
use crate::read::{self, Links};

/// What stands in a file that is made.
#[derive(Clone, Copy, Debug)]
pub enum Contents<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// What this file holds, which is no symlink. It is never held in memory.
    CopyOf(&'a Path),
}

/// What came of making files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Paths of the files that were made.
    pub made: Vec<String>,
    /// Paths of those that were there and are as they were.
    pub kept: Vec<String>,
}

/// Makes those of the files that are not there, and the folders that they need. When one can't be made, those that were
/// made before it are taken away again.
///
/// # Errors
/// When the folder is none, a file would lie behind a symlink or in what is no folder, or the system refuses.
pub fn add<'a>(folder: &Path, files: impl IntoIterator<Item = (&'a str, Contents<'a>)>) -> Result<Added, WriteError> {
    let mut added = Added::default();
    let mut missing = Vec::new();
    for (path, contents) in files {
        if is_there(folder, path)? {
            added.kept.push(path.to_owned());
        } else {
            added.made.push(path.to_owned());
            missing.push((folder.join(path), contents));
        }
    }
    let mut undo = Undo { made: Vec::new() };
    undo.folder(folder)?;
    for (path, contents) in missing {
        undo.folder(path.parent().expect("a file lies in a folder"))?;
        undo.file(&path, contents)?;
    }
    undo.made.clear();
    Ok(added)
}

/// Whether something lies at this path of the folder. Each folder on the way must be one, and no link.
fn is_there(folder: &Path, path: &str) -> Result<bool, WriteError> {
    match fs::metadata(folder) {
        Ok(about) if !about.is_dir() => return Err(WriteError::NotAFolder(folder.to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound && fs::symlink_metadata(folder).is_err() => return Ok(false),
        Err(error) => return Err(failed("look into", folder)(error)),
        Ok(_) => {}
    }
    let mut at = folder.to_owned();
    let mut names = path.split('/').peekable();
    while let Some(name) = names.next() {
        at.push(name);
        let about = match fs::symlink_metadata(&at) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            about => about.map_err(failed("look at", &at))?,
        };
        match names.peek() {
            None => return Ok(true),
            Some(_) if about.is_symlink() => return Err(WriteError::Link(at)),
            Some(_) if !about.is_dir() => return Err(WriteError::NoRoom(at)),
            Some(_) => {}
        }
    }
    Ok(true)
}

/// What was made, in this order. Dropped with something in it, it takes that away again.
struct Undo {
    made: Vec<(PathBuf, What)>,
}

#[derive(Clone, Copy)]
enum What {
    File,
    Folder,
}

impl Undo {
    /// Makes a folder and those that it lies in, as far as they aren't there.
    fn folder(&mut self, folder: &Path) -> Result<(), WriteError> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|path| !path.as_os_str().is_empty() && fs::symlink_metadata(path).is_err())
            .collect();
        for path in missing.into_iter().rev() {
            fs::create_dir(path).map_err(failed("make", path))?;
            self.made.push((path.to_owned(), What::Folder));
        }
        Ok(())
    }

    /// Makes a file where nothing is.
    fn file(&mut self, path: &Path, contents: Contents<'_>) -> Result<(), WriteError> {
        let file = fs::File::options().write(true).create_new(true).open(path);
        let mut file = file.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => WriteError::Exists(path.to_owned()),
            _ => failed("make", path)(error),
        })?;
        self.made.push((path.to_owned(), What::File));
        match contents {
            Contents::Bytes(bytes) => file.write_all(bytes).map_err(failed("write", path)),
            Contents::CopyOf(other) => {
                let mut other = read::open(other, Links::Refuse).map_err(failed("read", other))?;
                io::copy(&mut other, &mut file).map(drop).map_err(failed("write", path))
            }
        }
    }
}

impl Drop for Undo {
    fn drop(&mut self) {
        for (path, what) in self.made.drain(..).rev() {
            // A folder into which somebody has put something since stays.
            let _: io::Result<()> = match what {
                What::File => fs::remove_file(path),
                What::Folder => fs::remove_dir(path),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Contents, add};

    #[test]
    fn when_one_file_fails_those_before_it_are_taken_away() {
        let folder = tempfile::tempdir().expect("the system gives a temporary folder");
        let site = folder.path().join("a/site");
        let file = |path| (path, Contents::Bytes(b"text"));
        add(&site, [file("b/c"), file("d"), file("d/e")]).expect_err("d is a file");
        assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 0);
        let gone = folder.path().join("gone");
        add(&site, [file("b/c"), ("d", Contents::CopyOf(&gone))]).expect_err("there is nothing to copy");
        assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 0);
        let added = add(&site, [file("b/c"), file("d")]).expect("nothing is in the way");
        assert_eq!((added.made.len(), added.kept.len()), (2, 0));
        let copy = ("b/e", Contents::CopyOf(&site.join("d")));
        let added = add(&site, [file("b/c"), copy]).expect("nothing is in the way");
        assert_eq!((added.made, added.kept), (vec!["b/e".to_owned()], vec!["b/c".to_owned()]));
        assert_eq!(std::fs::read(site.join("b/e")).expect("it was made"), b"text");
    }
}
