//! `briefgen new`: makes a content file with the front matter of its kind.
//!
//! In: the command's arguments, the site, and the clock. Out: the file on disk, its path on stdout. Deliberately
//! absent: what stands in the file (see `scaffold`), and replacing any file. The site is linked once without and once
//! with the file, so that whatever the rules for ids and addresses are, a file that would break the build is refused.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use super::{Error, date, line, print, say, style};
use crate::date::{Date, Zone};
use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::document::{EntityKind, PublisherKind};
use crate::files::{Content, File, FilePath, Files};
use crate::model::{Options, Site};
use crate::scaffold::{self, Start};
use crate::slug::Slug;
use crate::write::{self, Contents, WriteError};
use crate::{document, model, read, render, report};

/// What `briefgen new` may be asked for.
#[derive(Debug, Args)]
#[command(subcommand_value_name = "KIND", subcommand_help_heading = "Kinds", disable_help_subcommand = true)]
pub(super) struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// An article: one report by one publisher. It is a draft until you delete `draft: true` in it.
    Article(OfDay),
    /// An event: one dated happening, which articles report.
    Event(OfDay),
    /// A topic: a standing subject with a brief of its own and a chronology.
    Topic(Common),
    /// An entity: a person, an organization or a place.
    Entity {
        #[command(flatten)]
        common: Common,
        /// What it is.
        #[arg(long, value_name = "KIND", value_parser = words(EntityKind::WORDS))]
        kind: EntityKind,
    },
    /// A publisher: a newspaper, a wire agency, a broadcaster, an official body, an aggregator.
    Publisher {
        #[command(flatten)]
        common: Common,
        /// What it is.
        #[arg(long, value_name = "KIND", value_parser = words(PublisherKind::WORDS))]
        kind: Option<PublisherKind>,
    },
}

#[derive(Debug, Args)]
struct Common {
    /// Its title or name, in any script.
    #[arg(value_name = "TITLE", value_parser = line)]
    title: String,
    /// Its id, which is the file's name and the last part of its address; made from the title when not given.
    #[arg(long, value_parser = slug)]
    id: Option<Slug>,
    /// The site's folder, which holds site.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

#[derive(Debug, Args)]
struct OfDay {
    #[command(flatten)]
    common: Common,
    /// Its date (EDTF: 2023-11-14, 2023-11, 2023-11-15~); today in the site's time zone when not given.
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<Date>,
}

fn words<T: Copy + Send + Sync>(words: &'static [(&'static str, T)]) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(words.iter().map(|(word, _)| *word)).map(move |written| {
        let found = words.iter().find(|(word, _)| *word == written);
        found.map(|(_, value)| *value).expect("it is one of the values")
    })
}

pub(super) fn slug(written: &str) -> Result<Slug, String> {
    Slug::new(written).map_err(|error| match error.suggestion {
        Some(slug) => format!("{}; did you mean \"{slug}\"?", error.message),
        None => error.message,
    })
}

/// Makes the file that the arguments ask for.
///
/// # Errors
/// When the environment refuses to have the site read or the file made, when no id can be made from the title, or when
/// there is such a file.
pub(super) fn run(arguments: &New) -> Result<ExitCode, Error> {
    let common = match &arguments.what {
        What::Article(OfDay { common, .. })
        | What::Event(OfDay { common, .. })
        | What::Topic(common)
        | What::Entity { common, .. }
        | What::Publisher { common, .. } => common,
    };
    let Common { title, id, root } = common;
    let files = read::read(root, render::embedded()).map_err(Error::Read)?.value;
    let before = linked(&files);
    let day = |date: &Option<Date>| date.clone().unwrap_or_else(|| today(before.value.as_ref()));
    let new = match &arguments.what {
        What::Article(OfDay { date, .. }) => scaffold::New::Article(day(date)),
        What::Event(OfDay { date, .. }) => scaffold::New::Event(day(date)),
        What::Topic(_) => scaffold::New::Topic,
        What::Entity { kind, .. } => scaffold::New::Entity(*kind),
        What::Publisher { kind, .. } => scaffold::New::Publisher(*kind),
    };
    let id = id.clone().or_else(|| scaffold::id(&new, title)).ok_or_else(|| Error::NoId(title.clone()))?;
    let start = scaffold::start(&new, &id, title);

    let after = with(&files, &start);
    let Diagnosed { diagnostics, .. } = linked(&after);
    let faults = caused(&before.diagnostics, &diagnostics);
    if faults.iter().any(|fault| fault.severity == Severity::Error) {
        let report = report::render(&faults, &after, style(&io::stderr()));
        say(&format!("{report}\n{} would be at fault, so it was not made; choose another id with --id\n", start.path));
        return Ok(ExitCode::from(1));
    }
    let file = (start.path.as_str(), Contents::Bytes(start.text.as_bytes()));
    let added = write::add(root, [file]).map_err(Error::Write)?;
    let path = if root.as_os_str() == "." { PathBuf::from(&start.path) } else { root.join(&start.path) };
    if !added.kept.is_empty() {
        return Err(Error::Write(WriteError::Exists(path)));
    }
    print(&format!("{}\n", path.display()))
}

/// The site with drafts, as far as it can be had, and what is wrong with it.
pub(super) fn linked(files: &Files) -> Diagnosed<Option<Site>> {
    let Diagnosed { value: documents, mut diagnostics } = document::parse(files);
    let Some(documents) = documents else { return Diagnosed { value: None, diagnostics } };
    let options = Options { drafts: true, ..Options::default() };
    let Diagnosed { value: site, diagnostics: mut faults } = model::link(documents, files, &options);
    diagnostics.append(&mut faults);
    Diagnosed { value: Some(site), diagnostics }
}

/// The snapshot with one more file; of a path that is taken, the file that is there stays, and writing will be refused.
fn with(files: &Files, start: &Start) -> Files {
    let path = FilePath::new(&start.path);
    let mut all = vec![File { path, content: Content::Text(start.text.clone().into()) }];
    all.extend(files.iter().map(|(_, file)| file.clone()));
    Files::new(all)
}

/// What is wrong after and wasn't before.
pub(super) fn caused(before: &[Diagnostic], after: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut before: Vec<&str> = before.iter().map(|fault| fault.message.as_str()).collect();
    let is_new = |fault: &&Diagnostic| match before.iter().position(|message| *message == fault.message) {
        Some(known) => {
            before.swap_remove(known);
            false
        }
        None => fault.severity != Severity::Advice,
    };
    after.iter().filter(is_new).cloned().collect()
}

/// Today in the site's time zone.
pub(super) fn today(site: Option<&Site>) -> Date {
    let zone = site.map_or(Zone::UTC, |site| site.settings.time_zone);
    let day = DateTime::<Utc>::from(SystemTime::now()).with_timezone(&zone).date_naive();
    Date::parse(&day.to_string()).expect("a day of the calendar is an EDTF date")
}
