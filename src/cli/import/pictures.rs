//! Where in the site the pictures of a folder go that is imported.
//!
//! In: the files in the folder, and the folder that is written to. Out: the pictures among them, each with a place that is free or
//! holds these very bytes. Deliberately absent: which of them are named by a post (see `import`), and copying them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::import::{Generator, Picture, Pictures};
use crate::read::{self, Links};

/// Places for pictures, no two of which get the same.
pub(super) struct Places<'o> {
    out: &'o Path,
    /// Where pictures of this run lie on disk, by their paths in the site.
    given: BTreeMap<String, PathBuf>,
}

impl<'o> Places<'o> {
    /// Places below the folder that is written to.
    pub(super) fn new(out: &'o Path) -> Self {
        Self { out, given: BTreeMap::new() }
    }

    /// The pictures among files: where they lie on disk, and their paths below the folder that was given.
    pub(super) fn pictures(&mut self, files: &[(PathBuf, String)], generator: Option<Generator>) -> Pictures {
        let tops = generator.map_or(&[][..], Generator::tops);
        let mut pictures = Pictures::default();
        for (disk, path) in files.iter().filter(|(_, path)| Pictures::is_picture(path)) {
            let address = tops.iter().find_map(|top| path.strip_prefix(top)).unwrap_or(path);
            // What can be no path in a site is listed as not taken.
            if !address.contains(char::is_control) {
                pictures.add(path, address, self.place(disk, address));
            }
        }
        pictures
    }

    fn place(&mut self, disk: &Path, address: &str) -> Picture {
        let address: String = address.nfc().collect();
        let (stem, ending) = address.rsplit_once('.').unwrap_or((&address, ""));
        let mut path = format!("content/pictures/{address}");
        let mut n = 1;
        loop {
            let there = self.out.join(&path);
            let is_there = there.symlink_metadata().is_ok();
            let is_given = self.given.get(&path).is_some_and(|other| other != disk);
            if !is_given && (!is_there || is_same(disk, &there).unwrap_or(false)) {
                self.given.insert(path.clone(), disk.to_owned());
                return Picture { disk: disk.to_owned(), path, is_there };
            }
            n += 1;
            path = format!("content/pictures/{stem}-{n}.{ending}");
        }
    }
}

/// Whether two files hold the same bytes.
fn is_same(one: &Path, other: &Path) -> io::Result<bool> {
    if fs::metadata(one)?.len() != fs::metadata(other)?.len() {
        return Ok(false);
    }
    let bytes = |path: &Path| -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        read::open(path, Links::Refuse)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    Ok(bytes(one)? == bytes(other)?)
}
