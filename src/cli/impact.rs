//! `briefgen impact`: tells what would change if an article were retracted.
//!
//! In: the command's arguments. Out: lines on stdout. Deliberately absent: what counts (see `model::origins`) and how two sites
//! are compared (see `impact`).

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use super::{Error, SiteArguments, say, style};
use crate::diagnostic::{Diagnosed, Diagnostic, Severity, nearest};
use crate::document::StatusKind;
use crate::model::{Options, Site, Supposition};
use crate::slug::Slug;
use crate::{document, impact, model, read, render, report};

/// What `briefgen impact` may be asked for.
#[derive(Debug, Args)]
pub(super) struct Impact {
    /// The article's id.
    #[arg(value_name = "ARTICLE")]
    article: String,
    #[command(flatten)]
    site: SiteArguments,
}

/// Compares the site in which the article stands with the one in which it is retracted.
///
/// # Errors
/// When the environment refuses to have the site read, or there is no such article.
pub(super) fn run(arguments: &Impact) -> Result<ExitCode, Error> {
    let SiteArguments { root, drafts } = &arguments.site;
    let Diagnosed { value: files, mut diagnostics } = read::read(root, render::embedded()).map_err(Error::Read)?;
    let Diagnosed { value: documents, diagnostics: mut faults } = document::parse(&files);
    diagnostics.append(&mut faults);
    let slug = Slug::new(&arguments.article).ok();
    let known = documents.iter().flat_map(|documents| &documents.articles).map(|article| &article.head.id);
    let Some(article) = known.clone().find(|id| Some(*id) == slug.as_ref()).cloned() else {
        let near = nearest(&arguments.article, known.map(Slug::as_str)).map(str::to_owned);
        return Err(Error::NoArticle(arguments.article.clone(), near));
    };
    let suppose = |status| {
        let suppose = Some(Supposition { article: article.clone(), status });
        let options = Options { drafts: *drafts, suppose, ..Options::default() };
        documents.clone().map(|documents| model::link(documents, &files, &options))
    };
    let (Some(standing), Some(retracted)) = (suppose(None), suppose(Some(StatusKind::Retracted))) else {
        return Ok(refuse(&diagnostics, &files));
    };
    diagnostics.extend(standing.diagnostics);
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Ok(refuse(&diagnostics, &files));
    }
    let find = |site: &Site| site.articles.iter().find(|(_, row)| row.head.id == article).map(|(id, _)| id);
    let Some(id) = find(&standing.value) else {
        return Err(Error::Draft(article.as_str().to_owned()));
    };
    let text = impact::words(&impact::compare(&standing.value, &retracted.value, id));
    let _ = io::stdout().write_all(report::inert_lines(&text).as_bytes());
    Ok(ExitCode::SUCCESS)
}

fn refuse(diagnostics: &[Diagnostic], files: &crate::files::Files) -> ExitCode {
    let errors: Vec<Diagnostic> =
        diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).cloned().collect();
    let report = report::render(&errors, files, style(&io::stderr()));
    say(&format!("{report}\n{}; nothing can be compared\n", report::summary(&errors)));
    ExitCode::from(1)
}
