//! What is there to be imported: files, folders, standard input.
//!
//! In: paths as they were given. Out: what can be read, in the order given and folders by name, and what is not taken, each with the
//! reason. Symlinks below a folder are not followed. Deliberately absent: what the files hold.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use super::pictures::Places;
use crate::cli::Error;
use crate::import::{Folder, Generator, Input, Kind, MAX_INPUT_BYTES, NotTaken, read_bounded};
use crate::read::{self, Links};

/// What was found.
pub(super) struct Found {
    pub(super) inputs: Vec<Listed>,
    pub(super) not_taken: Vec<NotTaken>,
}

impl Found {
    /// Leaves a file or folder that wasn't asked for, and says why.
    fn leave(&mut self, path: &Path, why: &str) {
        self.not_taken.push(NotTaken { path: path.display().to_string(), why: why.to_owned() });
    }
}

/// Something to be imported.
pub(super) enum Listed {
    /// Standard input.
    Stdin(Option<Kind>),
    /// A file.
    File {
        disk: PathBuf,
        /// Its path from the folder that was given, with `/` between names.
        path: String,
        kind: Option<Kind>,
        folder: Arc<Folder>,
    },
    /// A folder of which nothing can be taken, and why.
    Nothing(PathBuf, String),
}

impl Listed {
    /// Reads it.
    ///
    /// # Errors
    /// When nothing can be made of it.
    pub(super) fn read(self) -> Result<Input, Unread> {
        let (name, path, kind, folder, bytes) = match self {
            Self::Stdin(kind) => {
                ("-".to_owned(), "-".to_owned(), kind, Arc::default(), read_bounded(io::stdin().lock()))
            }
            Self::File { disk, path, kind, folder } => {
                let bytes = read::open(&disk, Links::Follow).and_then(read_bounded);
                (disk.display().to_string(), path, kind, folder, bytes)
            }
            Self::Nothing(folder, why) => return Err(Unread { name: folder.display().to_string(), why }),
        };
        let why = match bytes {
            Ok(Some(bytes)) => return Ok(Input { name, path, bytes, kind, folder }),
            Ok(None) => format!("it has more than {} MiB", MAX_INPUT_BYTES / 1024 / 1024),
            Err(error) => format!("it can't be read: {}", read::reason(&error)),
        };
        Err(Unread { name, why })
    }
}

/// Something of which nothing can be made.
pub(super) struct Unread {
    /// Its name, as it was given or found.
    pub(super) name: String,
    pub(super) why: String,
}

/// The folders of a site that hold its own files, as they are on disk.
pub(super) fn own(root: &Path) -> Vec<PathBuf> {
    ["content", "clippings", "themes"].iter().filter_map(|folder| root.join(folder).canonicalize().ok()).collect()
}

/// Lists what the paths name. Files of the site itself are never taken.
///
/// # Errors
/// When a path that was given leads nowhere.
pub(super) fn found(paths: &[PathBuf], generator: Option<Generator>, root: &Path, out: &Path) -> Result<Found, Error> {
    let own = own(root);
    let mut found = Found { inputs: Vec::new(), not_taken: Vec::new() };
    let mut places = Places::new(out);
    for path in paths {
        if path.as_os_str() == "-" {
            found.inputs.push(Listed::Stdin(generator.map(|_| Kind::Markdown)));
            continue;
        }
        let about = fs::metadata(path).map_err(|error| Error::Input(path.clone(), error))?;
        if about.is_dir() {
            folder(path, generator, &own, &mut places, &mut found);
            continue;
        }
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        // A name that says nothing is no fault of a file that was asked for: what it holds tells.
        let kind = Kind::of_name(&name);
        found.inputs.push(Listed::File { disk: path.clone(), path: name, kind, folder: Arc::default() });
    }
    Ok(found)
}

fn folder(folder: &Path, generator: Option<Generator>, own: &[PathBuf], places: &mut Places<'_>, found: &mut Found) {
    let before = found.inputs.len();
    let files = files(folder, own, found);
    let first = found.inputs.len();
    let mut lying = Folder { pictures: places.pictures(&files, generator), ..Folder::default() };
    let all: BTreeSet<String> = files.iter().map(|(_, path)| path.clone()).collect();
    let mut taken: Vec<(PathBuf, String, Option<Kind>)> = Vec::new();
    for (disk, path) in files {
        let kind = Kind::of_name(&path);
        let why_not = match (generator, kind) {
            (Some(generator), Some(Kind::Markdown | Kind::Html)) => generator.refuses(&path, &all),
            (Some(_), _) => Some("it is no post"),
            (None, None) if is_config(&path) => {
                Some("it is the configuration of another generator: --from jekyll, hugo or zola takes its posts")
            }
            (None, None) => Some("it is of no kind that can be imported"),
            (None, Some(_)) => None,
        };
        match why_not {
            Some(why) => found.leave(&disk, why),
            None => {
                let kind = if generator.is_some() { Some(Kind::Markdown) } else { kind };
                if kind == Some(Kind::Markdown) {
                    lying.posts.add(&path, generator, first + taken.len());
                }
                taken.push((disk, path, kind));
            }
        }
    }
    let lying = Arc::new(lying);
    let listed = |(disk, path, kind)| Listed::File { disk, path, kind, folder: Arc::clone(&lying) };
    found.inputs.extend(taken.into_iter().map(listed));
    if found.inputs.len() == before {
        found.inputs.push(Listed::Nothing(folder.to_owned(), "it holds nothing that can be imported".to_owned()));
    }
}

/// The files below a folder, with their paths from there, by name: without what is hidden, the site's own, or part of a saved page.
fn files(folder: &Path, own: &[PathBuf], found: &mut Found) -> Vec<(PathBuf, String)> {
    let is_hidden =
        |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let is_own = |entry: &walkdir::DirEntry| {
        entry.file_type().is_dir() && entry.path().canonicalize().is_ok_and(|path| own.contains(&path))
    };
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    let mut entries = WalkDir::new(folder).follow_links(false).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let why = error.io_error().map_or_else(|| error.to_string(), read::reason);
                found.inputs.push(Listed::Nothing(path, format!("it can't be read: {why}")));
                continue;
            }
        };
        if is_hidden(&entry) || is_own(&entry) {
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            if is_own(&entry) {
                found.leave(entry.path(), "it is the site's own");
            }
        } else if entry.file_type().is_dir() {
            if is_of_page(entry.path()) {
                found.leave(entry.path(), "it belongs to the page beside it");
                entries.skip_current_dir();
            }
        } else if entry.file_type().is_symlink() {
            found.leave(entry.path(), "it is a symlink");
        } else {
            let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            files.push((entry.path().to_owned(), below.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")));
        }
    }
    files
}

/// Whether a file at the top of a folder tells that the folder is a site of a generator whose posts can be taken.
fn is_config(path: &str) -> bool {
    let (name, ending) = path.rsplit_once('.').unwrap_or_default();
    matches!(name, "_config" | "hugo" | "config") && matches!(ending, "toml" | "yml" | "yaml")
}

/// Whether a folder is what a browser put beside a page that it saved: `page_files` of `page.html`.
fn is_of_page(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = name.strip_suffix("_files").or_else(|| name.strip_suffix(".files"));
    stem.is_some_and(|stem| {
        ["html", "htm"].iter().any(|ending| folder.with_file_name(format!("{stem}.{ending}")).is_file())
    })
}
