//! `briefgen import`: makes drafts of what an analyst has.
//!
//! In: the command's arguments, files, the site, and the clock. Out: files in the site's folder, their paths on stdout, and on stderr
//! what became of each input. Deliberately absent: what the files mean (see `import`), and replacing any.

mod inputs;
mod judge;
mod pictures;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use rayon::prelude::*;

use self::inputs::{Found, Unread, found, own};
use self::judge::judge;
use super::build::progress;
use super::new::{linked, today};
use super::{Error, print, say, style};
use crate::import::{
    self, Bytes, Generator, Import as Made, Map, New, NotTaken, Report, Request, Role, Told, Understood,
};
use crate::read::Clippings;
use crate::slug::Slug;
use crate::write::{self, Contents, WriteError};
use crate::{read, render, report};

/// What `briefgen import` may be asked for.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// Texts (.txt), pages (.html), Markdown (.md), mails (.eml), tables (.csv, .tsv, TimelineJS's .json), packed (.gz) or not;
    /// folders of them; - for standard input.
    #[arg(value_name = "FILE", required = true)]
    inputs: Vec<PathBuf>,
    /// Take the folders for posts of this generator.
    #[arg(long, value_name = "GENERATOR", value_enum)]
    from: Option<From>,
    /// What columns, tags and categories are called here: a TOML file, see docs/importing.md.
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// A topic that everything belongs to; may be given several times.
    #[arg(long, value_name = "ID", value_parser = super::new::slug)]
    topic: Vec<Slug>,
    /// The site's folder, which holds site.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Write below this folder instead of the site's.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print what would be made, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Tell of each line of a text or block of a page whether it was kept, and why not.
    #[arg(long)]
    explain: bool,
    /// Print the report as JSON: see docs/import.schema.json.
    #[arg(long)]
    json: bool,
}

/// A generator whose posts can be taken.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum From {
    Jekyll,
    Hugo,
    Zola,
}

/// Imports what the arguments name.
///
/// # Errors
/// When the environment refuses to have the site or the inputs read or the files made, or when the map or a topic doesn't fit the site.
pub(super) fn run(arguments: &Import) -> Result<ExitCode, Error> {
    let root = &arguments.root;
    let out = arguments.out.as_ref().unwrap_or(root);
    let real = out.ancestors().find_map(|folder| folder.canonicalize().ok());
    if real.is_some_and(|real| own(root).iter().any(|own| real.starts_with(own))) {
        let reason = "it lies among the site's own files; leave --out away to write into the site".to_owned();
        return Err(Error::Request(Some(out.clone()), vec![reason]));
    }
    let files = read::read_with(root, render::embedded(), Clippings::All).map_err(Error::Read)?.value;
    let before = linked(&files);
    let Some(site) = &before.value else {
        return Err(Error::Request(
            Some(root.join("site.toml")),
            vec!["it can't be read; briefgen check tells why".to_owned()],
        ));
    };
    let map = map(arguments.map.as_deref())?;
    let request = Request::new(site, map, arguments.topic.clone(), today(Some(site)))
        .map_err(|reasons| Error::Request(arguments.map.clone(), reasons))?;
    let generator = arguments.from.map(|from| match from {
        From::Jekyll => Generator::Jekyll,
        From::Hugo => Generator::Hugo,
        From::Zola => Generator::Zola,
    });
    let Found { inputs, mut not_taken } = found(&arguments.inputs, generator, root, out)?;

    let progress = progress(inputs.len(), arguments.json);
    let understood: Vec<Understood> = inputs
        .into_par_iter()
        .map(|input| {
            let understood = match input.read() {
                Ok(input) => import::understand(input, &request),
                Err(Unread { name, why }) => Understood::refused(name, why),
            };
            progress.inc(1);
            understood
        })
        .collect();
    progress.finish_and_clear();
    let taken = clippings(out);
    let shelve = |refused: &import::Refused| import::shelve(&understood, &request, &files, &taken, refused);
    let mut made = match judge(shelve, &files, &before.diagnostics) {
        Ok(made) => made,
        Err((faults, after)) => {
            let report = report::render(&faults, &after, style(&io::stderr()));
            say(&format!("{report}\nwhat was to be made would put the site at fault, so nothing was written\n"));
            return Ok(ExitCode::from(1));
        }
    };
    not_taken.retain(|file| !made.pictures.contains(Path::new(&file.path)));
    if !arguments.explain {
        made.told.iter_mut().for_each(|told| told.lines.clear());
    }
    if !arguments.dry_run {
        add(out, &made)?;
    }
    tell(arguments, out, &made, &not_taken)?;
    Ok(if made.told.iter().any(Told::is_short) { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn map(path: Option<&Path>) -> Result<Map, Error> {
    let Some(path) = path else { return Ok(Map::default()) };
    let text = fs::read_to_string(path).map_err(|error| Error::Input(path.to_owned(), error))?;
    Map::parse(&text).map_err(|reason| Error::Request(Some(path.to_owned()), vec![reason]))
}

/// Names of what lies in the folder of clippings, without endings.
fn clippings(out: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(out.join("clippings")).into_iter().flatten().flatten();
    let name = |entry: fs::DirEntry| Some(entry.file_name().to_str()?.split('.').next()?.to_owned());
    entries.filter_map(name).collect()
}

/// Writes all files, or none.
fn add(out: &Path, made: &Made<'_>) -> Result<(), Error> {
    for file in &made.files {
        let path = out.join(&file.path);
        if path.symlink_metadata().is_ok() {
            return Err(Error::Write(WriteError::Exists(path)));
        }
    }
    let files = made.files.iter().map(|file| {
        let contents = match &file.bytes {
            Bytes::These(bytes) => Contents::Bytes(bytes),
            Bytes::CopyOf(other) => Contents::CopyOf(other),
        };
        (file.path.as_str(), contents)
    });
    write::add(out, files).map_err(Error::Write)?;
    let ignored = fs::read_to_string(out.join(".gitignore")).is_ok_and(|text| text.contains("clippings"));
    if !ignored && out.join(".git").exists() && made.files.iter().any(|file| file.role == Role::Clipping) {
        say("see that .gitignore names /clippings/, which is private\n");
    }
    Ok(())
}

fn tell(arguments: &Import, out: &Path, made: &Made<'_>, not_taken: &[NotTaken]) -> Result<(), Error> {
    let report = Report::new(&made.told, not_taken, !arguments.dry_run && !made.files.is_empty());
    if arguments.json {
        return print(&report.json()).map(drop);
    }
    let shown: Vec<&New<'_>> = made.files.iter().filter(|file| file.role != Role::Clipping).collect();
    let text: String = match (&shown[..], arguments.dry_run) {
        ([file], true) => content(file),
        (files, true) => files.iter().map(|file| format!("==> {} <==\n{}\n", file.path, content(file))).collect(),
        (files, false) => {
            let path = |path: &str| if out.as_os_str() == "." { PathBuf::from(path) } else { out.join(path) };
            files.iter().map(|file| format!("{}\n", path(&file.path).display())).collect()
        }
    };
    print(&text)?;
    say(&report.text());
    Ok(())
}

/// What stands in a file, for people.
fn content(file: &New<'_>) -> String {
    match &file.bytes {
        Bytes::These(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Bytes::CopyOf(other) => format!("a copy of {}\n", other.display()),
    }
}
