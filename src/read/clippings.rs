//! Which clippings are read: the private texts that articles were made from, `clippings/ID.txt`.
//!
//! In: the site's folder and the files that were read from it. Out: clippings that were found, and faults of their names and
//! links. Deliberately absent: any other file of the folder, and any way to publish one.

use std::collections::BTreeSet;
use std::fs;

use super::{Survey, unreadable};
use crate::files::{Content, File};
use crate::slug::Slug;

/// Which of the private clippings (`clippings/ID.txt`) are taken into the snapshot. None is ever published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clippings {
    /// Those of articles that quote. A site may keep thousands, of which few are needed.
    Quoted,
    /// All of them.
    All,
}

impl Survey {
    /// Looks for clippings; `files` are those of the site.
    pub(super) fn clippings<'f>(&mut self, which: Clippings, files: impl Iterator<Item = &'f File>) {
        let ids = match which {
            Clippings::Quoted => ids_quoted(files),
            Clippings::All => self.ids_of_clippings(),
        };
        for id in ids {
            let path = format!("clippings/{id}.txt");
            let disk = self.root.join(&path);
            match fs::canonicalize(&disk) {
                Ok(real) if real == disk => self.file(&path, disk),
                // A symlink, or below one.
                Ok(_) => self.link(&disk, &path, &[]),
                Err(_) => {}
            }
        }
    }

    /// The ids for which there is a clipping.
    fn ids_of_clippings(&mut self) -> BTreeSet<String> {
        let entries = match fs::read_dir(self.root.join("clippings")) {
            Ok(entries) => entries,
            Err(error) => {
                self.faults.extend(unreadable("clippings", &error));
                return BTreeSet::new();
            }
        };
        let mut ids = BTreeSet::new();
        for name in entries.flatten().map(|entry| entry.file_name()) {
            let shown = name.to_string_lossy();
            if let Some(id) = shown.strip_suffix(".txt")
                && !self.unfit(&name, &format!("clippings/{shown}"))
            {
                ids.insert(id.to_owned());
            }
        }
        ids
    }
}

/// The ids of the clippings that the articles among some files may quote from.
fn ids_quoted<'f>(files: impl Iterator<Item = &'f File>) -> BTreeSet<String> {
    files.filter(|file| file.path.as_str().starts_with("content/articles/")).flat_map(ids_of_quoting).collect()
}

/// The ids that an article may have, if it quotes: its name's, and those that it seems to give itself.
pub(super) fn ids_of_quoting(file: &File) -> Vec<String> {
    let Content::Text(text) = &file.content else { return Vec::new() };
    if !text.contains("quote") {
        return Vec::new();
    }
    let value = |line: &str| {
        let rest = line.strip_prefix("id")?.trim_start().strip_prefix([':', '='])?;
        Some(rest.split('#').next().unwrap_or_default().trim().trim_matches(['"', '\'']).to_owned())
    };
    let given = text.lines().filter_map(value);
    let ids = std::iter::once(file.path.stem().to_owned()).chain(given);
    ids.filter(|id| Slug::new(id).is_ok()).collect()
}
