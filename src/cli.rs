//! The command line: what may be asked for, and the shell around the pipeline that does it.
//!
//! Exit codes: 0 when all went well, 1 when the content (or the theme) has faults, 2 when the environment refuses, such as
//! a folder that can't be written or a flag that doesn't exist.

use std::ffi::OsString;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use clap::{Args, Parser, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use url::Url;

use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::files::Files;
use crate::model::Options;
use crate::read::{self, ReadError};
use crate::report::{self, Style};
use crate::write::{WriteError, Writer, Written};
use crate::{Output, Plan, document, render};

/// Turns cleaned news articles into a static briefing site: topic pages with a chronology, in which every dated claim leads
/// back to who reported it, through whom it came, and how many independent origins stand behind it.
#[derive(Debug, Parser)]
#[command(name = "briefgen", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "A site is a folder with site.toml and content/. `briefgen build` writes it to public/.\n\
Exit codes: 0 all is well, 1 the content has faults, 2 the environment refuses.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site: read content/, check it, and write the pages.
    ///
    /// All faults of the content are reported in one run, each with its file, line and column and what to do about it. Nothing
    /// is written when there is an error: the last output stays as it was.
    Build(Build),
}

#[derive(Debug, Args)]
struct Build {
    /// The site's folder, which holds site.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Where to write the site; public/ in the site's folder when not given. Briefgen deletes only what it wrote there itself.
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Where the site will be found, in place of base_url in site.toml.
    #[arg(long, value_name = "URL", value_parser = document::parse_base_url)]
    base_url: Option<Url>,
    /// Publish drafts as well.
    #[arg(long)]
    drafts: bool,
    /// Treat warnings as errors.
    #[arg(long)]
    strict: bool,
    /// Print nothing but faults.
    #[arg(long, short)]
    quiet: bool,
}

/// Runs the program with these arguments, of which the first is its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help that was asked for goes to stdout and is no fault. There is nobody to tell when printing it fails.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let Command::Build(arguments) = cli.command;
    match build(&arguments) {
        Ok(code) => code,
        Err(error) => {
            say(&format!("error: {}\n", report::inert(&error.to_string())));
            ExitCode::from(2)
        }
    }
}

/// Why the environment refused.
#[derive(Debug)]
enum Error {
    Read(ReadError),
    Write(WriteError),
    /// The output would lie among the site's own files.
    OutputInSite(PathBuf),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::Write(error) => error.fmt(f),
            Self::OutputInSite(path) => {
                write!(
                    f,
                    "the output {} would lie among the site's own files; choose another with --output",
                    path.display()
                )
            }
        }
    }
}

fn build(arguments: &Build) -> Result<ExitCode, Error> {
    let start = Instant::now();
    let output = arguments.output.clone().unwrap_or_else(|| arguments.root.join("public"));
    let Diagnosed { value: files, mut diagnostics } =
        read::read(&arguments.root, render::embedded()).map_err(Error::Read)?;
    check_output(&arguments.root, &output)?;
    let options = Options { drafts: arguments.drafts, base_url: arguments.base_url.clone() };
    let Diagnosed { value: plan, diagnostics: mut faults } = Plan::new(&files, &options);
    diagnostics.append(&mut faults);

    let is_fatal = |diagnostic: &Diagnostic| arguments.strict || diagnostic.severity == Severity::Error;
    let plan = match plan {
        Some(plan) if !diagnostics.iter().any(is_fatal) => plan,
        _ => return Ok(refuse(&diagnostics, &files)),
    };
    let written = match write_all(&plan, &files, &arguments.root, &output, arguments.quiet).map_err(Error::Write)? {
        Ok(written) => written,
        Err(mut faults) => {
            diagnostics.append(&mut faults);
            return Ok(refuse(&diagnostics, &files));
        }
    };
    if !diagnostics.is_empty() {
        say(&format!("{}\n", report::render(&diagnostics, &files, style())));
    }
    if !arguments.quiet && io::stdout().is_terminal() {
        let _ = writeln!(io::stdout(), "{}", summary(&plan, &written, &output, start.elapsed()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Renders and writes every route, in parallel and each as soon as it is ready. When a template fails, the faults are given
/// and the old output stays.
fn write_all(
    plan: &Plan<'_>,
    files: &Files,
    root: &Path,
    output: &Path,
    quiet: bool,
) -> Result<Result<Written, Vec<Diagnostic>>, WriteError> {
    let writer = Writer::open(output)?;
    let progress = progress(plan.routes.len(), quiet);
    let faults: Mutex<Vec<(usize, Diagnostic)>> = Mutex::new(Vec::new());
    plan.routes.par_iter().enumerate().try_for_each(|(n, (route, url))| {
        match plan.output(*route, url) {
            Ok(Output::Bytes(bytes)) => writer.put(&url.output_path(), &bytes)?,
            Ok(Output::Copy(file)) => writer.copy(&url.output_path(), &read::on_disk(root, &files[file].path))?,
            Err(fault) => faults.lock().expect("no thread panics while it holds the lock").push((n, *fault)),
        }
        progress.inc(1);
        Ok(())
    })?;
    progress.finish_and_clear();
    let faults = faults.into_inner().expect("no thread panics while it holds the lock");
    if faults.is_empty() { writer.commit().map(Ok) } else { Ok(Err(once_each(faults))) }
}

/// A template that fails usually fails on many pages: each fault is told for the first page, with the number of others.
fn once_each(mut faults: Vec<(usize, Diagnostic)>) -> Vec<Diagnostic> {
    faults.sort_by_key(|(n, _)| *n);
    let mut distinct: Vec<(Diagnostic, usize)> = Vec::new();
    for (_, fault) in faults {
        match distinct.iter_mut().find(|(first, _)| first.place == fault.place && first.message == fault.message) {
            Some((_, others)) => *others += 1,
            None => distinct.push((fault, 0)),
        }
    }
    distinct
        .into_iter()
        .map(|(fault, others)| match others {
            0 => fault,
            1 => fault.hint("and one other page"),
            others => fault.hint(format!("and {others} other pages")),
        })
        .collect()
}

fn refuse(diagnostics: &[Diagnostic], files: &Files) -> ExitCode {
    let report = report::render(diagnostics, files, style());
    let has_errors = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let why = if has_errors { "" } else { ", which --strict counts as an error" };
    say(&format!("{report}\n{}{why}; nothing was written\n", report::summary(diagnostics)));
    ExitCode::from(1)
}

/// The output must not take the place of what the site is made from.
fn check_output(root: &Path, output: &Path) -> Result<(), Error> {
    // An output that doesn't exist yet lies where its nearest existing parent does.
    let existing = output.ancestors().find(|path| path.exists()).unwrap_or(Path::new("."));
    let existing = if existing.as_os_str().is_empty() { Path::new(".") } else { existing };
    let (Ok(root), Ok(real)) = (root.canonicalize(), existing.canonicalize()) else { return Ok(()) };
    let holds_the_site = existing == output && root.starts_with(&real);
    let lies_inside = ["content", "themes"].iter().any(|folder| real.starts_with(root.join(folder)));
    if holds_the_site || lies_inside { Err(Error::OutputInSite(output.to_owned())) } else { Ok(()) }
}

fn summary(plan: &Plan<'_>, written: &Written, output: &Path, time: Duration) -> String {
    let pages = plan.routes.iter().filter(|(_, url)| url.output_path().ends_with(".html")).count();
    let unchanged = if written.unchanged > 0 { format!(", {} unchanged", written.unchanged) } else { String::new() };
    format!(
        "{pages} pages, {} events and {} articles in {} files{unchanged}, {:.2} s -> {}",
        plan.site.events.len(),
        plan.site.articles.len(),
        written.files,
        time.as_secs_f64(),
        output.display()
    )
}

fn progress(length: usize, quiet: bool) -> ProgressBar {
    if quiet || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{pos}/{len} {wide_bar}").expect("the template is well-formed");
    ProgressBar::new(length as u64).with_style(style)
}

fn style() -> Style {
    let wanted = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if wanted { Style::Colour } else { Style::Plain }
}

/// Prints to stderr. There is nobody to tell when that fails.
fn say(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
