//! `briefgen schema`: prints the JSON Schema of a kind of file, or writes those of all kinds.
//!
//! In: the command's arguments. Out: JSON on stdout, or files. Deliberately absent: what a schema says (see `schema`).

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{Error, print, put};
use crate::schema::{self, Draft, Subject};

/// What `briefgen schema` may be asked for.
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// The kind of file.
    #[arg(value_name = "KIND", value_parser = subject(), required_unless_present = "out")]
    subject: Option<Subject>,
    /// The version of JSON Schema: most editors know draft 7 and no later one.
    #[arg(long, value_name = "DRAFT", value_parser = draft(), default_value = "2020-12")]
    draft: Draft,
    /// Write the schemas of all kinds into this folder, in place of those that are there: article.json and so on.
    #[arg(long, value_name = "DIR", conflicts_with = "subject")]
    out: Option<PathBuf>,
}

fn subject() -> impl TypedValueParser<Value = Subject> {
    let find = |word: String| Subject::ALL.into_iter().find(|subject| subject.as_str() == word);
    PossibleValuesParser::new(Subject::ALL.map(Subject::as_str))
        .map(move |word| find(word).expect("it is one of the values"))
}

fn draft() -> impl TypedValueParser<Value = Draft> {
    PossibleValuesParser::new(["2020-12", "7"]).map(|word| if word == "7" { Draft::Draft7 } else { Draft::Draft2020 })
}

/// Prints a schema, or writes all of them.
///
/// # Errors
/// When the environment refuses to have them written.
pub(super) fn run(arguments: &Schema) -> Result<ExitCode, Error> {
    if let Some(folder) = &arguments.out {
        for subject in Subject::ALL {
            let text = schema::schema(subject, arguments.draft);
            put(&folder.join(format!("{}.json", subject.as_str())), text.as_bytes())?;
        }
    }
    match arguments.subject {
        Some(subject) => print(&schema::schema(subject, arguments.draft)),
        None => Ok(ExitCode::SUCCESS),
    }
}
