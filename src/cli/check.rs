//! `briefgen check`: reads the site, renders it in memory, and tells all that `build` would and more.
//!
//! In: the command's arguments. Out: faults and advice, and an exit code. Deliberately absent: writing anything into the site,
//! and asking others for anything unless `--external` is given.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use rayon::prelude::*;

use super::tell::{Format, Formatted};
use super::{Error, SiteArguments, build, say};
use crate::diagnostic::{Diagnosed, Diagnostic, Place, Severity};
use crate::fonts::Fonts;
use crate::model::{Options, SiteUrl};
use crate::pages::{self, Card, CardOf};
use crate::review::{self, Looked, Review};
use crate::{Output, Plan, cards, external, read, render, report};

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
    /// Ask the web whether links to other sites still lead somewhere: those of texts, and the addresses of sources, of their archived
    /// copies and of publishers. What is found is kept for a week, or for a day where it is gone.
    #[arg(long)]
    external: bool,
    #[command(flatten)]
    manner: Manner,
}

/// How the web is asked.
#[derive(Debug, Args)]
struct Manner {
    /// How long an answer may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 20, requires = "external", value_parser = clap::value_parser!(u64).range(1..=600))]
    timeout: u64,
    /// Ask addresses of this machine and of private networks as well. Don't, where others write the content.
    #[arg(long, requires = "external")]
    allow_private: bool,
    /// Where to keep what is found; in your folder of caches when not given.
    #[arg(long, value_name = "FILE", requires = "external")]
    cache: Option<PathBuf>,
}

/// Checks the site that the arguments name.
///
/// # Errors
/// When the environment refuses to have the site read.
pub(super) fn run(arguments: &Check) -> Result<ExitCode, Error> {
    let SiteArguments { root, drafts } = &arguments.site;
    let Diagnosed { value: files, mut diagnostics } = read::read(root, render::embedded()).map_err(Error::Read)?;
    let options = Options { drafts: *drafts, fonts: Fonts::of(root), ..Options::default() };
    let Diagnosed { value: plan, diagnostics: mut faults } = Plan::new(&files, &options);
    diagnostics.append(&mut faults);
    if let Some(plan) = &plan {
        let is_sound = diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error);
        if is_sound {
            diagnostics.append(&mut review::of_content(&plan.site, &plan.files));
        }
        diagnostics.append(&mut of_pages(plan));
        diagnostics.append(&mut of_cards(plan));
    }
    let mut outside = String::new();
    if let Some(plan) = plan.as_ref().filter(|_| arguments.external) {
        let (mut told, summary) = of_others(plan, &arguments.manner);
        diagnostics.append(&mut told);
        outside = summary;
    }
    let format = arguments.formatted.format;
    let mut closing = format!("{}\n{}", report::summary(&diagnostics), report::more(&diagnostics));
    if format == Format::Human && !diagnostics.is_empty() {
        closing.insert_str(0, &outside);
    } else {
        say(&outside);
    }
    if format == Format::Human && diagnostics.is_empty() && io::stdout().is_terminal() {
        let _ = writeln!(io::stdout(), "nothing to report");
    }
    format.tell(&diagnostics, &files, root, &closing)?;
    // Advice fails nothing: the files are right.
    let worst = if arguments.strict { Severity::Warning } else { Severity::Error };
    let is_fatal = |diagnostic: &Diagnostic| diagnostic.severity <= worst;
    Ok(if diagnostics.iter().any(is_fatal) { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// What goes wrong with the cards before they are drawn, and what fonts lack for them.
fn of_cards(plan: &Plan) -> Vec<Diagnostic> {
    let cards = pages::cards(plan.sources());
    let place = |of: CardOf| {
        let file = match of {
            CardOf::Site => None,
            CardOf::Topic(id) => plan.site.topics[id].head.file,
            CardOf::Article(id) => plan.site.articles[id].head.file,
        };
        let file = file.or_else(|| plan.files.find("site.toml"));
        file.map_or_else(|| Place::Path("site.toml".to_owned()), Place::File)
    };
    let fault = |(n, (of, card)): (usize, &(CardOf, Card))| Some((n, *plan.drawing(card, &of.url(&plan.site)).err()?));
    let mut diagnostics = report::once_each(cards.par_iter().enumerate().filter_map(fault).collect());
    diagnostics.extend(cards::advice(cards.iter().map(|(of, card)| (card, place(*of))), &plan.fonts));
    diagnostics
}

/// What goes wrong when the pages are rendered, and what they show.
fn of_pages(plan: &Plan) -> Vec<Diagnostic> {
    let review = Review::new(&plan.site, &plan.files);
    let pages = plan.par_routes().filter(|(_, (route, _))| route.has_template());
    let rendered = pages.map(|(n, (route, url))| match plan.output(*route, url) {
        Ok(Output::Bytes(html)) if review.asks_for(url) => Rendered::Looked(url.clone(), Looked::at(&html)),
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

/// What has become of the sites that this one links to, and a summary.
fn of_others(plan: &Plan, manner: &Manner) -> (Vec<Diagnostic>, String) {
    let links = external::links(&plan.site);
    let file = manner.cache.clone().or_else(external::cache_file);
    let mut cache = external::open(file.as_deref());
    let progress = build::progress(external::to_ask(&links, &cache), false);
    let how = external::Manner { timeout: Duration::from_secs(manner.timeout), private: manner.allow_private };
    let findings = external::check(&links, &mut cache, how, &|| progress.inc(1));
    progress.finish_and_clear();
    let mut summary = report::inert_lines(&external::summary(&links, &findings, &plan.files));
    if let Some(Err(error)) = file.as_ref().map(|file| cache.save(file)) {
        let reason = read::reason(&error);
        summary += &format!("what was found is not kept: {reason}\n");
    }
    (external::diagnostics(&links, &findings, &plan.files), summary)
}
