//! `briefgen explain`: what a code means, or which codes there are.
//!
//! In: a code, perhaps. Out: text on stdout. Deliberately absent: the text itself (see `diagnostic`).

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::process::ExitCode;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Args, Command};

use super::{Error, print};
use crate::diagnostic::{Code, nearest};

/// What `briefgen explain` may be asked for.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The code that stands before a message, such as BG0404; all codes are listed when none is given.
    #[arg(value_parser = Codes, hide_possible_values = true)]
    code: Option<Code>,
}

/// Reads a code. Shells complete all of them; an error names the nearest and not all.
#[derive(Clone)]
struct Codes;

impl TypedValueParser for Codes {
    type Value = Code;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<Code, clap::Error> {
        code.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let explanations = Code::ALL.iter().map(|code| code.explanation());
        Some(Box::new(explanations.map(|it| PossibleValue::new(it.code).help(it.title))))
    }
}

fn code(written: &str) -> Result<Code, String> {
    written.parse().map_err(|error| match nearest(written, Code::ALL.iter().map(|code| code.explanation().code)) {
        Some(near) => format!("{error}; did you mean {near}?"),
        None => format!("{error}; `briefgen explain` lists all codes"),
    })
}

/// Prints what a code means, or lists all codes.
///
/// # Errors
/// When it can't be printed.
pub(super) fn run(arguments: &Explain) -> Result<ExitCode, Error> {
    match arguments.code {
        Some(code) => {
            let explanation = code.explanation();
            print(&format!("{code}: {}\n\n{}", explanation.title, explanation.plain()))
        }
        None => print(&list()),
    }
}

/// All codes with their titles, under the areas that they belong to.
fn list() -> String {
    let mut text = String::new();
    let mut last = "";
    for code in Code::ALL {
        let explanation = code.explanation();
        if explanation.area != last {
            let space = if last.is_empty() { "" } else { "\n" };
            let _ = writeln!(text, "{space}{}:", explanation.area);
            last = explanation.area;
        }
        let _ = writeln!(text, "  {code}  {}", explanation.title);
    }
    text
}
