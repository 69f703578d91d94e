//! `briefgen check`: reads the site, renders it in memory, and tells all that `build` would and more.
//!
//! In: the command's arguments. Out: faults and advice, and an exit code. Deliberately absent: writing anything.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Args;
use rayon::prelude::*;

use super::tell::{Format, Formatted};
use super::{Error, SiteArguments};
use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::model::{Options, SiteUrl};
use crate::review::{self, Looked, Review};
use crate::{Output, Plan, read, render, report};

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
        let is_sound = diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error);
        if is_sound {
            diagnostics.append(&mut review::of_content(&plan.site, &plan.files));
        }
        diagnostics.append(&mut of_pages(plan));
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

/// What goes wrong when the pages are rendered, and what they show.
fn of_pages(plan: &Plan) -> Vec<Diagnostic> {
    let review = Review::new(&plan.site, &plan.files);
    let rendered = plan.routes.par_iter().enumerate().map(|(n, (route, url))| match plan.output(*route, url) {
        Ok(Output::Bytes(html)) if url.output_path().ends_with(".html") && review.asks_for(url) => {
            Rendered::Looked(url.clone(), Looked::at(&html))
        }
        Ok(_) => Rendered::Well,
        Err(fault) => Rendered::Fault(n, fault),
    });
    let (mut faults, mut looked) = (Vec::new(), BTreeMap::<SiteUrl, Looked>::new());
    for rendered in rendered.collect::<Vec<_>>() {
        match rendered {
            Rendered::Well => {}
            Rendered::Looked(url, page) => drop(looked.insert(url, page)),
            Rendered::Fault(n, fault) => faults.push((n, *fault)),
        }
    }
    let mut diagnostics = report::once_each(faults);
    diagnostics.append(&mut review.of_pages(&looked));
    diagnostics
}

/// What became of a page.
enum Rendered {
    Well,
    Looked(SiteUrl, Looked),
    Fault(usize, Box<Diagnostic>),
}
