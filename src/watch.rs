//! Tells when something happens in a site's folder.
//!
//! In: the folder, and those elsewhere in it that symlinks lead to. Out: [`Changes`], for `read` to look at again: the paths
//! at which something happened, gathered until it has been quiet for a moment. The system's own messages are hints: a folder
//! that is made and filled at once, or replaced by another one, can be heard of too late. So after every change of folders
//! they are watched and walked once more, and once a second it is seen whether the watched folders are still the same ones.
//! Deliberately absent: what happened to a file, and what a change means.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::read::{Changes, Extent};

/// How long it has to be quiet before a change is told: an editor that writes, renames and sets times is heard out.
const QUIET: Duration = Duration::from_millis(8);
/// For how long it is listened while it isn't quiet, as when hundreds of files are checked out.
const LONGEST: Duration = Duration::from_millis(250);
/// How long after a change of folders they are looked at once more.
const SETTLED: Duration = Duration::from_millis(300);
/// How often it is seen whether the watched folders are the same, and, where they can't be watched, what changed in them.
const LOOK: Duration = Duration::from_secs(1);

/// Listens to what happens in a site's folder.
pub struct Watch {
    root: PathBuf,
    events: Receiver<notify::Result<Event>>,
    /// Without it there are no messages, and the folders are looked at once a second.
    watcher: Option<RecommendedWatcher>,
    /// What is watched, and by what it is known again.
    watched: BTreeMap<PathBuf, Identity>,
    /// What was heard and not yet told.
    heard: Changes,
    /// When folders have to be looked at once more.
    settle: Option<Instant>,
    /// Why the system doesn't tell of changes, when it doesn't.
    pub refused: Option<String>,
}

/// Tells a folder from one that took its place.
#[derive(PartialEq, Eq)]
struct Identity {
    created: Option<SystemTime>,
    #[cfg(unix)]
    inode: (u64, u64),
}

impl Identity {
    fn of(path: &Path) -> Option<Self> {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        let about = fs::symlink_metadata(path).ok()?;
        Some(Self {
            created: about.created().ok(),
            #[cfg(unix)]
            inode: (about.dev(), about.ino()),
        })
    }
}

impl Watch {
    /// Begins to listen in a folder, which must be without symlinks. What happens from here on is told.
    pub fn begin(root: &Path) -> Self {
        let (told, events) = channel();
        // Symlinks are not followed: what they may lead to is known by those who read the site.
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(told, config);
        let refused = watcher.as_ref().err().map(ToString::to_string);
        let mut watch = Self {
            root: root.to_owned(),
            events,
            watcher: watcher.ok(),
            watched: BTreeMap::new(),
            heard: Changes::default(),
            settle: None,
            refused,
        };
        watch.renew(std::iter::empty());
        watch
    }

    /// Watches these folders beside the site's own, and no longer those that are gone or were replaced. Whether any is new:
    /// then what happened in it before was not heard.
    pub fn renew<'f>(&mut self, linked: impl Iterator<Item = &'f PathBuf>) -> bool {
        let own = ["content", "themes", "clippings"].map(|name| (self.root.join(name), RecursiveMode::Recursive));
        let wanted: BTreeMap<PathBuf, RecursiveMode> = linked
            .map(|folder| (folder.clone(), RecursiveMode::Recursive))
            .chain(own)
            .chain([(self.root.clone(), RecursiveMode::NonRecursive)])
            .collect();
        let Some(watcher) = &mut self.watcher else { return false };
        self.watched.retain(|path, identity| {
            let is_same = wanted.contains_key(path) && Identity::of(path).as_ref() == Some(identity);
            if !is_same {
                // It was dropped by the system already when the folder is gone.
                let _ = watcher.unwatch(path);
            }
            is_same
        });
        let mut is_any_new = false;
        for (path, mode) in wanted {
            if self.watched.contains_key(&path) || !path.is_dir() {
                continue;
            }
            match (watcher.watch(&path, mode), Identity::of(&path)) {
                (Ok(()), Some(identity)) => {
                    self.watched.insert(path, identity);
                    is_any_new = true;
                }
                (Ok(()), None) => {}
                (Err(error), _) => self.refused = Some(error.to_string()),
            }
        }
        is_any_new
    }

    /// Whether something was heard that is not yet told.
    pub fn has_news(&mut self) -> bool {
        while let Ok(event) = self.events.try_recv() {
            self.hear(event);
        }
        !self.heard.is_empty() || self.settle.is_some_and(|at| at <= Instant::now())
    }

    /// Waits for the next changes; comes back without any every now and then.
    pub fn wait(&mut self) -> Changes {
        if !self.has_news() {
            let settled = self.settle.map(|at| at.saturating_duration_since(Instant::now()));
            match self.events.recv_timeout(settled.map_or(LOOK, |settled| settled.min(LOOK))) {
                Ok(event) => self.hear(event),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(LOOK),
            }
        }
        let start = Instant::now();
        while !self.heard.is_empty() && start.elapsed() < LONGEST {
            let Ok(event) = self.events.recv_timeout(QUIET) else { break };
            self.hear(event);
        }
        let mut changes = std::mem::take(&mut self.heard);
        let is_settled = self.settle.is_some_and(|at| at <= Instant::now());
        if is_settled {
            self.settle = None;
            self.watch_again();
        }
        if is_settled || self.refused.is_some() {
            changes.extent = changes.extent.max(Extent::Folders);
        }
        changes
    }

    /// Has the folders looked at once more when all that is happening has happened.
    pub fn settle(&mut self) {
        self.settle = Some(Instant::now() + SETTLED);
    }

    /// Watches every folder once more. When one takes the place of another, it can be watched before the messages of the other's
    /// end are heard, which end the watch on it.
    fn watch_again(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        for path in self.watched.keys() {
            let mode = if *path == self.root { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
            // One that is gone is noticed when the folders are looked at.
            let _ = watcher.watch(path, mode);
        }
    }

    fn hear(&mut self, event: notify::Result<Event>) {
        let Ok(event) = event else {
            self.heard.extent = Extent::Everything;
            return;
        };
        if event.need_rescan() {
            self.heard.extent = Extent::Everything;
        }
        let is_change = match event.kind {
            // A site is opened by those who read it as well.
            EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
            _ => true,
        };
        if is_change {
            let paths = event.paths.into_iter().filter(|path| is_of_site(&self.root, &self.watched, path));
            self.heard.paths.extend(paths);
        }
    }
}

/// Whether a path can be one of the site: the output and the version control lie in its folder as well.
fn is_of_site(root: &Path, watched: &BTreeMap<PathBuf, Identity>, path: &Path) -> bool {
    let tops = ["site.toml", "content", "themes", "clippings"];
    path == root
        || tops.iter().any(|top| path.starts_with(root.join(top)))
        || watched.keys().any(|folder| folder != root && path.starts_with(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watch_that_ended_with_the_folder_before_is_begun_again() {
        let folder = tempfile::tempdir().expect("the system gives a temporary folder");
        let root = folder.path().canonicalize().expect("it is there");
        let deep = root.join("content/a");
        fs::create_dir_all(&deep).expect("folders can be made");
        let mut watch = Watch::begin(&root);
        let Some(watcher) = &mut watch.watcher else { return };
        watcher.unwatch(&root.join("content")).expect("it is watched");
        watch.settle();
        while watch.settle.is_some() {
            watch.wait();
        }
        let file = deep.join("new.md");
        fs::write(&file, "").expect("it can be written");
        assert!((0..10).any(|_| watch.wait().paths.contains(&file)), "what happens in it is told");
    }
}
