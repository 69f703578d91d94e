//! How a command tells what is wrong with a site: to people on stderr, to programs on stdout.
//!
//! In: diagnostics, and the format that was asked for. Out: text on a stream. Whatever the format, the exit code is the
//! same. Deliberately absent: the formats themselves (see `report`).

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Error, print, say, style};
use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::report::{self, Base};

/// In which format faults are told.
#[derive(Debug, Args)]
pub(super) struct Formatted {
    /// How to tell what is wrong. All but `human` is printed to standard output, and then nothing else is.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(super) format: Format,
}

/// A format in which faults are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, on standard error.
    #[default]
    Human,
    /// One JSON document: see docs/diagnostics.schema.json.
    Json,
    /// Annotations on GitHub, for a step of a workflow.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

impl Format {
    /// Tells all faults, and to people what comes of them: `closing`, which is empty or whole lines. People hear nothing when
    /// nothing is wrong; programs always get their document.
    ///
    /// # Errors
    /// When it can't be printed.
    pub(super) fn tell(
        self,
        diagnostics: &[Diagnostic],
        files: &Files,
        root: &Path,
        closing: &str,
    ) -> Result<(), Error> {
        let text = match self {
            Self::Human if diagnostics.is_empty() => return Ok(()),
            Self::Human => {
                say(&format!("{}\n{closing}", report::render(diagnostics, files, style(&io::stderr()))));
                return Ok(());
            }
            Self::Json => report::json(diagnostics, files),
            Self::Github => report::github(diagnostics, files, &base(root)),
            Self::Sarif => report::sarif(diagnostics, files, &base(root)),
        };
        print(&text).map(drop)
    }
}

/// Where a site lies in its repository. The repository is what GitHub's runner says that it is, and else the folder in
/// which the command runs.
fn base(root: &Path) -> Base {
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let workspace = env::var_os("GITHUB_WORKSPACE").filter(|path| !path.is_empty()).map(PathBuf::from);
    let tops = workspace.into_iter().chain(env::current_dir()).filter_map(|top| top.canonicalize().ok());
    let below = tops.filter_map(|top| Some(slashed(root.strip_prefix(top).ok()?))).next();
    below.map_or_else(|| Base::Disk(slashed(&root)), Base::Repository)
}

/// A folder, with `/` behind each name.
fn slashed(folder: &Path) -> String {
    let path = folder.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    if path.is_empty() || path.ends_with('/') { path } else { path + "/" }
}
