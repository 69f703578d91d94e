//! `briefgen build`: reads the site, checks it and writes it.
//!
//! In: the command's arguments. Out: the site on disk, faults, a line for people on a terminal. Deliberately absent: what a page holds, and how it gets to disk without harm to the last output (see `write`).

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use url::Url;

use super::making::Making;
use super::tell::{Format, Formatted};
use super::{Error, SiteArguments, as_of};
use crate::date::Date;
use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::files::Files;
use crate::fonts::Fonts;
use crate::model::Options;
use crate::model::reads::{Digests, digest};
use crate::traces::{self, Recording, Traces};
use crate::write::{WriteError, Writer, Written};
use crate::{Plan, document, read, render, report};

/// What `briefgen build` may be asked for.
#[derive(Debug, Args)]
pub(super) struct Build {
    #[command(flatten)]
    site: SiteArguments,
    /// Where to write the site; public/ in the site's folder when not given. Briefgen deletes only what it wrote there itself.
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Build the site as it was known on DATE (EDTF: 2023-12-01, 2023-12): from articles that had surely been published by then.
    /// Every page says so.
    #[arg(long, value_name = "DATE", value_parser = as_of)]
    as_of: Option<Date>,
    /// Where the site will be found, in place of base_url in site.toml.
    #[arg(long, value_name = "URL", value_parser = document::parse_base_url)]
    base_url: Option<Url>,
    /// Treat warnings as errors.
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    formatted: Formatted,
    /// Print nothing but faults.
    #[arg(long, short)]
    quiet: bool,
}

/// Builds the site that the arguments name.
///
/// # Errors
/// When the environment refuses to have the site read or written.
pub(super) fn run(arguments: &Build) -> Result<ExitCode, Error> {
    let start = Instant::now();
    let SiteArguments { root, drafts } = &arguments.site;
    let output = arguments.output.clone().unwrap_or_else(|| root.join("public"));
    let Diagnosed { value: files, mut diagnostics } = read::read(root, render::embedded()).map_err(Error::Read)?;
    check_output(root, &output)?;
    let options = Options {
        drafts: *drafts,
        base_url: arguments.base_url.clone(),
        as_of: arguments.as_of.clone(),
        fonts: Fonts::of(root),
        ..Options::default()
    };
    let Diagnosed { value: plan, diagnostics: mut faults } = Plan::new(&files, &options);
    diagnostics.append(&mut faults);
    diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Advice);

    let is_fatal = |diagnostic: &Diagnostic| arguments.strict || diagnostic.severity == Severity::Error;
    let plan = match plan {
        Some(plan) if !diagnostics.iter().any(is_fatal) => plan,
        _ => return refuse(arguments, &diagnostics, &files),
    };
    let written = match write_all(&plan, root, &output, arguments.quiet).map_err(Error::Write)? {
        Ok(written) => written,
        Err(mut faults) => {
            diagnostics.append(&mut faults);
            return refuse(arguments, &diagnostics, &files);
        }
    };
    let format = arguments.formatted.format;
    format.tell(&diagnostics, &files, root, "")?;
    if format == Format::Human && !arguments.quiet && io::stdout().is_terminal() {
        let _ = writeln!(io::stdout(), "{}", summary(&plan, &written, &output, start.elapsed()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes and writes every route. When a template fails, the faults are given and the old output stays.
fn write_all(
    plan: &Plan,
    root: &Path,
    output: &Path,
    quiet: bool,
) -> Result<Result<Written, Vec<Diagnostic>>, WriteError> {
    let writer = Writer::open(output)?;
    let digests = Digests::new(&plan.site, &plan.files);
    // Without a place for traces, or a program that can be told from others, everything is made.
    let remembered = traces::file(output).zip(traces::program().ok());
    let before = remembered.as_ref().map(|(file, _)| Traces::read(file)).unwrap_or_default();
    let whole = digest(&(remembered.as_ref().map(|(_, program)| program), plan.digest_of_whole()));
    let recording = Recording::new(before, whole, &digests);
    let progress = progress(plan.routes.len(), quiet);
    let making = Making { plan, root, writer: &writer, recording: &recording };
    let faults = making.all(|| progress.inc(1))?;
    progress.finish_and_clear();
    if !faults.is_empty() {
        return Ok(Err(report::once_each(faults)));
    }
    if let Some((file, _)) = remembered {
        // Without them the next build makes everything again, and that is all.
        let _ = recording.finish().write(&file);
    }
    writer.commit().map(Ok)
}

fn refuse(arguments: &Build, diagnostics: &[Diagnostic], files: &Files) -> Result<ExitCode, Error> {
    let has_errors = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let why = if has_errors { "" } else { ", which --strict counts as an error" };
    let closing = format!("{}{why}; nothing was written\n{}", report::summary(diagnostics), report::more(diagnostics));
    arguments.formatted.format.tell(diagnostics, files, &arguments.site.root, &closing)?;
    Ok(ExitCode::from(1))
}

/// The output must not take the place of what the site is made from.
fn check_output(root: &Path, output: &Path) -> Result<(), Error> {
    // An output that doesn't exist yet lies where its nearest existing parent does.
    let existing = output.ancestors().find(|path| path.exists()).unwrap_or(Path::new("."));
    let existing = if existing.as_os_str().is_empty() { Path::new(".") } else { existing };
    let (Ok(root), Ok(real)) = (root.canonicalize(), existing.canonicalize()) else { return Ok(()) };
    let holds_the_site = existing == output && root.starts_with(&real);
    let lies_inside = ["content", "themes", "clippings"].iter().any(|folder| real.starts_with(root.join(folder)));
    if holds_the_site || lies_inside { Err(Error::OutputInSite(output.to_owned())) } else { Ok(()) }
}

fn summary(plan: &Plan, written: &Written, output: &Path, time: Duration) -> String {
    let pages = plan.routes.iter().filter(|(route, _)| route.has_template()).count();
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

/// A bar on stderr, where that is a terminal.
pub(super) fn progress(length: usize, quiet: bool) -> ProgressBar {
    if quiet || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{pos}/{len} {wide_bar}").expect("the template is well-formed");
    ProgressBar::new(length as u64).with_style(style)
}
