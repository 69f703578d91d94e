//! What earlier checks found, for as long as it is likely to hold.
//!
//! In: a file, of this program's own making or broken. Out: states that are young enough. One file serves all sites of a user,
//! because an address is alive or not whoever links to it. What is unknown is asked anew each time.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::State;
use crate::caches;

/// Changes when older files can't be read any more.
const VERSION: u32 = 1;
const DAY: u64 = 24 * 60 * 60;
/// How long what answers is taken to answer still, in seconds.
const ALIVE: u64 = 7 * DAY;
/// How long what is gone is taken to be gone, in seconds: it may be an accident that is mended.
const DEAD: u64 = DAY;

/// What earlier checks found.
#[derive(Debug)]
pub struct Cache {
    now: u64,
    links: BTreeMap<String, Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    version: u32,
    links: BTreeMap<String, Entry>,
}

/// What was found of an address, and when, in seconds since 1970.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    state: State,
    checked: u64,
}

impl Cache {
    /// Reads a file. One that isn't there, or is none of ours, holds nothing.
    pub(super) fn open(file: Option<&Path>, now: u64) -> Self {
        let stored =
            file.and_then(|file| fs::read(file).ok()).and_then(|bytes| serde_json::from_slice::<Stored>(&bytes).ok());
        let links = stored.filter(|stored| stored.version == VERSION).map(|stored| stored.links).unwrap_or_default();
        let links = links.into_iter().filter(|(_, entry)| entry.holds(now)).collect();
        Self { now, links }
    }

    pub(super) fn get(&self, address: &str) -> Option<State> {
        self.links.get(address).map(|entry| entry.state.clone())
    }

    pub(super) fn put(&mut self, address: &str, state: &State) {
        if !matches!(state, State::Unknown(_)) {
            self.links.insert(address.to_owned(), Entry { state: state.clone(), checked: self.now });
        }
    }

    /// Writes the file, all of it or none.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn save(self, file: &Path) -> io::Result<()> {
        caches::write(file, &serde_json::to_vec(&Stored { version: VERSION, links: self.links })?)
    }
}

impl Entry {
    fn holds(&self, now: u64) -> bool {
        let longest = match self.state {
            State::Alive | State::Moved(_) => ALIVE,
            State::Dead(_) => DEAD,
            State::Unknown(_) => 0,
        };
        // A clock that was wrong for a while may have written a time that is yet to come.
        now.checked_sub(self.checked).is_some_and(|age| age < longest)
    }
}

/// Where it lies when nothing else is said: in the user's folder for what can be had again. `None` for a user without one.
pub fn file() -> Option<PathBuf> {
    Some(caches::folder()?.join("links.json"))
}

/// The time, in seconds since 1970.
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_holds_for_a_while_and_the_unknown_not_at_all() {
        let folder = tempfile::tempdir().expect("the system gives a temporary folder");
        let file = folder.path().join("a/links.json");
        let mut cache = Cache::open(Some(&file), 100 * DAY);
        let moved = State::Moved("http://b.test/".to_owned());
        let dead = State::Dead("answers 404 Not Found".to_owned());
        for (address, state) in [("alive", &State::Alive), ("moved", &moved), ("dead", &dead)] {
            cache.put(address, state);
        }
        cache.put("unknown", &State::Unknown("answers 403 Forbidden".to_owned()));
        cache.save(&file).expect("it can be written");
        assert_eq!(fs::read_dir(folder.path().join("a")).expect("it is a folder").count(), 1);
        let after = |days: u64| {
            let cache = Cache::open(Some(&file), days * DAY);
            ["alive", "moved", "dead", "unknown"].map(|address| cache.get(address).is_some())
        };
        assert_eq!(after(100), [true, true, true, false]);
        assert_eq!(after(101), [true, true, false, false]);
        assert_eq!(after(107), [false; 4]);
        assert_eq!(after(99), [false; 4]);
        assert_eq!(Cache::open(Some(&file), 100 * DAY).get("moved"), Some(moved));
    }

    #[test]
    fn a_broken_file_is_an_empty_one() {
        let folder = tempfile::tempdir().expect("the system gives a temporary folder");
        let file = folder.path().join("links.json");
        for text in ["", "{", "[]", r#"{"version":2,"links":{}}"#, r#"{"version":1,"links":{"a":{"state":"odd"}}}"#] {
            fs::write(&file, text).expect("it can be written");
            assert!(Cache::open(Some(&file), 0).links.is_empty(), "{text}");
        }
    }
}
