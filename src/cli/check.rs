//! `briefgen check`: reads the site, renders it in memory, and tells all that `build` would and more.
//!
//! In: the command's arguments. Out: faults and advice, and an exit code. Deliberately absent: writing anything.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Args;
use rayon::prelude::*;

use super::tell::{Format, Formatted};
use super::{Error, SiteArguments};
use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::model::Options;
use crate::{Plan, read, render, report};

/// What `briefgen check` may be asked for.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    site: SiteArguments,
    /// Fail on warnings too.
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    formatted: Formatted,
}

/// Checks the site that the arguments name.
///
/// # Errors
/// When the environment refuses to have the site read.
pub(super) fn run(arguments: &Check) -> Result<ExitCode, Error> {
    let SiteArguments { root, drafts } = &arguments.site;
    let Diagnosed { value: files, mut diagnostics } = read::read(root, render::embedded()).map_err(Error::Read)?;
    let options = Options { drafts: *drafts, ..Options::default() };
    let Diagnosed { value: plan, diagnostics: mut faults } = Plan::new(&files, &options);
    diagnostics.append(&mut faults);
    if let Some(plan) = &plan {
        diagnostics.append(&mut faults_of_pages(plan));
    }
    for diagnostic in &mut diagnostics {
        // Advice is what this command is asked for.
        diagnostic.severity = diagnostic.severity.min(Severity::Warning);
    }
    let format = arguments.formatted.format;
    if format == Format::Human && diagnostics.is_empty() && io::stdout().is_terminal() {
        let _ = writeln!(io::stdout(), "nothing to report");
    }
    let is_fatal = |diagnostic: &Diagnostic| arguments.strict || diagnostic.severity == Severity::Error;
    let closing = format!("{}\n{}", report::summary(&diagnostics), report::more(&diagnostics));
    format.tell(&diagnostics, &files, root, &closing)?;
    Ok(if diagnostics.iter().any(is_fatal) { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// What goes wrong when the pages are rendered.
fn faults_of_pages(plan: &Plan) -> Vec<Diagnostic> {
    let routes = plan.routes.par_iter().enumerate();
    let faults = routes.filter_map(|(n, (route, url))| Some((n, *plan.output(*route, url).err()?)));
    report::once_each(faults.collect())
}
