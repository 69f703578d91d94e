//! `briefgen init`: makes a small site to begin with, or adds what a folder lacks of one.
//!
//! In: the command's arguments. Out: files on disk, and on stdout what was made, what was kept and what to do next.
//! Deliberately absent: what the files hold (see `scaffold`), and replacing any file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use url::Url;

use super::{Error, line, print};
use crate::scaffold::{self, Values};
use crate::write::{self, Added, Contents};
use crate::{document, report};

/// What `briefgen init` may be asked for.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The site's folder. It is made when it isn't there; in one that holds files, only what is missing is added.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The site's name.
    #[arg(long, value_parser = line)]
    name: Option<String>,
    /// Where the site will be found; it can be changed in site.toml later.
    #[arg(long, value_name = "URL", value_parser = document::parse_base_url)]
    base_url: Option<Url>,
}

/// Makes the site.
///
/// # Errors
/// When the environment refuses to have the files made, or there is a site whose name and address would not change.
pub(super) fn run(arguments: &Init) -> Result<ExitCode, Error> {
    let Init { folder, name, base_url } = arguments;
    let has_config = fs::symlink_metadata(folder.join("site.toml")).is_ok();
    if has_config && (name.is_some() || base_url.is_some()) {
        return Err(Error::NamedAlready(folder.join("site.toml")));
    }
    let values = Values {
        title: name.clone(),
        base_url: base_url.clone(),
        repository: option_env!("BRIEFGEN_REPOSITORY").map(str::to_owned),
    };
    let mut files = scaffold::site(&values);
    // Who has content needs no examples, and may have deleted them.
    let has_content = holds_anything(&folder.join("content"));
    if has_content {
        files.retain(|(path, _)| !path.starts_with("content/"));
    }
    let files = files.iter().map(|(path, bytes)| (path.as_str(), Contents::Bytes(bytes)));
    let added = write::add(folder, files).map_err(Error::Write)?;
    print(&report::inert_lines(&told(folder, &added, has_content, &values)))
}

fn holds_anything(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// What was done, for its author.
fn told(folder: &Path, added: &Added, has_content: bool, values: &Values) -> String {
    let mut lines = Vec::new();
    let files = |count: usize| if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    lines.push(match added.made.len() {
        0 => format!("nothing is missing in {}", folder.display()),
        made => format!("made {} in {}", files(made), folder.display()),
    });
    if !added.kept.is_empty() {
        lines.push(format!("kept {} as they were: {}", files(added.kept.len()), added.kept.join(", ")));
    }
    if has_content {
        lines.push("content/ holds files, so no examples were added".to_owned());
    }
    if added.kept.iter().any(|path| path == ".gitignore") {
        lines.push("see that .gitignore names /public/, and /clippings/, which is private".to_owned());
    }
    let has_workflow = added.made.iter().any(|path| path.ends_with("/pages.yml"));
    if has_workflow && values.repository.is_none() {
        lines.push(
            "this briefgen is no release of a GitHub repository: before you publish on GitHub Pages, set the variable \
             BRIEFGEN_REPOSITORY there (see .github/workflows/pages.yml)"
                .to_owned(),
        );
    }
    if !added.made.is_empty() {
        let root = shell_word(&folder.display().to_string());
        let root = if root == "." { String::new() } else { format!(" --root {root}") };
        lines.push(format!("\nnext, build it and open public/index.html there:\n  briefgen build{root}"));
        lines.push(format!("then write an article:\n  briefgen new article \"Its title\"{root}"));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// A path as one word of a command.
fn shell_word(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '\\' | ':');
    if path.chars().all(is_plain) { path.to_owned() } else { format!("\"{path}\"") }
}
