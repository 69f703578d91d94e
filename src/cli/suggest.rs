//! `briefgen suggest`: reads the site as a build does, and prints what its author may want to do.
//!
//! In: the command's arguments. Out: suggestions on stdout, faults on stderr. Deliberately absent: any change on disk.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{Error, SiteArguments, say, style};
use crate::diagnostic::{Diagnosed, Severity};
use crate::model::Options;
use crate::read::Clippings;
use crate::suggest::{self, Kind, Score};
use crate::{Plan, read, render, report};

/// What `briefgen suggest` may be asked for.
#[derive(Debug, Args)]
pub(super) struct Suggest {
    #[command(flatten)]
    site: SiteArguments,
    /// Only suggestions of this kind; may be given several times.
    #[arg(long, value_name = "KIND", value_parser = kind())]
    kind: Vec<Kind>,
    /// Only suggestions with at least this score, from 0 to 1.
    #[arg(long, value_name = "SCORE", default_value_t = Score::DEFAULT_LEAST)]
    min_score: Score,
    /// Print the suggestions as JSON.
    #[arg(long)]
    json: bool,
}

fn kind() -> impl TypedValueParser<Value = Kind> {
    let find = |word: String| Kind::ALL.into_iter().find(|kind| kind.as_str() == word);
    PossibleValuesParser::new(Kind::ALL.map(Kind::as_str)).map(move |word| find(word).expect("it is one of the values"))
}

/// Prints the suggestions for the site that the arguments name.
///
/// # Errors
/// When the environment refuses to have the site read, or the suggestions printed.
pub(super) fn run(arguments: &Suggest) -> Result<ExitCode, Error> {
    let SiteArguments { root, drafts } = &arguments.site;
    let Diagnosed { value: files, mut diagnostics } =
        read::read_with(root, render::embedded(), Clippings::All).map_err(Error::Read)?;
    let options = Options { drafts: *drafts, ..Options::default() };
    let Diagnosed { value: plan, diagnostics: mut faults } = Plan::new(&files, &options);
    diagnostics.append(&mut faults);
    // Advice is told by `briefgen check` alone.
    diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Advice);
    if !diagnostics.is_empty() {
        say(&format!("{}\n", report::render(&diagnostics, &files, style(&io::stderr()))));
    }
    let plan = match plan {
        Some(plan) if !diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) => plan,
        _ => {
            say(&format!("{}; nothing is suggested for a site with errors\n", report::summary(&diagnostics)));
            return Ok(ExitCode::from(1));
        }
    };
    let kinds = if arguments.kind.is_empty() { &Kind::ALL[..] } else { &arguments.kind };
    let suggestions = suggest::suggest(&plan.site, &files, kinds, arguments.min_score);
    let text = match arguments.json {
        true => suggest::json(&suggestions),
        false => suggest::render(&suggestions, style(&io::stdout())),
    };
    match io::stdout().write_all(text.as_bytes()) {
        // Who reads the first suggestions and closes the pipe has seen enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Print(error)),
        _ => Ok(ExitCode::SUCCESS),
    }
}
