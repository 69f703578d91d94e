//! `briefgen completions` and `briefgen man`: what shells and manuals know of the command line, from its one
//! definition.
//!
//! In: the definition of the command line. Out: a script or manual pages. Deliberately absent: installing them, which
//! each system does in its own way.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Command};
use clap_complete::Shell;

use super::{Error, print, put};

/// What `briefgen completions` may be asked for.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell.
    shell: Shell,
}

/// What `briefgen man` may be asked for.
#[derive(Debug, Args)]
pub(super) struct Man {
    /// Write the page of each command into this folder: briefgen.1, briefgen-build.1 and so on.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Prints the script that completes commands and options.
///
/// # Errors
/// When it can't be printed.
pub(super) fn completions(arguments: &Completions, mut command: Command) -> Result<ExitCode, Error> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "briefgen", &mut script);
    print(&String::from_utf8(script).expect("the definition of the command line is UTF-8"))
}

/// Prints the manual page, or writes those of all commands.
///
/// # Errors
/// When the environment refuses to have them written or printed.
pub(super) fn man(arguments: &Man, command: Command) -> Result<ExitCode, Error> {
    let Some(folder) = &arguments.out else { return print(&page(command)) };
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let mut left = vec![command];
    while let Some(command) = left.pop() {
        left.extend(command.get_subcommands().cloned());
        let name = format!("{}.1", command.get_display_name().unwrap_or_else(|| command.get_name()));
        put(&folder.join(name), page(command).as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn page(command: Command) -> String {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page).expect("a buffer takes everything");
    String::from_utf8(page).expect("the definition of the command line is UTF-8")
}
