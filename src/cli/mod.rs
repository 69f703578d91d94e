//! The command line: what may be asked for, and the shell around the pipeline that does it, one file for each command.
//!
//! In: arguments. Out: an exit code: 0 when all went well, 1 when the content (or the theme) has faults, 2 when the
//! environment refuses, such as a folder that can't be written or a flag that doesn't exist. Deliberately absent: any
//! meaning of the content. What the commands share is here: which site is read, how faults are told, when to use colours.

mod build;
mod check;
mod completions;
mod explain;
mod impact;
mod import;
mod init;
mod making;
mod new;
mod schema;
mod serve;
mod suggest;
mod tell;

use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand};

use crate::date::{Date, Day};
use crate::read::{self, ReadError};
use crate::report::{self, Style};
use crate::serve::ServeError;
use crate::write::WriteError;

/// Turns cleaned news articles into a static briefing site: topic pages with a chronology, in which every dated claim leads
/// back to who reported it, through whom it came, and how many independent origins stand behind it.
#[derive(Debug, Parser)]
#[command(name = "briefgen", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "A site is a folder with site.toml and content/. `briefgen build` writes it to public/.\n\
Exit codes: 0 all is well, 1 the content has faults, 2 the environment refuses.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start a site of your own: a small, complete one with two made-up topics that show how things are done.
    ///
    /// It builds as it is. Beside content/ and site.toml it holds a workflow for GitHub Pages, a .gitignore, and what an editor needs
    /// to complete and check front matter. In a folder that holds files, only what is missing is added: nothing is replaced.
    Init(init::Init),
    /// Make a content file with the front matter of its kind, and print its path.
    ///
    /// The id is made from the title and keeps its script; those of articles and events begin with their date. A file that is
    /// there is never replaced.
    New(new::New),
    /// Make drafts of articles and events out of what you have: clippings, saved pages, tables, posts of other generators.
    ///
    /// Texts and pages lose what is not the article; the original is kept under clippings/, which is never published. What is certain
    /// stands as a value, what is likely as a comment. Rows of a table become events, and the addresses in them articles that report
    /// them. Nothing is fetched, and no file is ever replaced.
    Import(import::Import),
    /// Build the site: read content/, check it, and write the pages.
    ///
    /// All faults of the content are reported in one run, each with its file, line and column and what to do about it. Nothing
    /// is written when there is an error: the last output stays as it was.
    Build(build::Build),
    /// Check the site without writing it: all that `build` reports, and where a claim is weaker than it looks.
    ///
    /// Reports what `build` would, faults of templates among them, and also accounts that contradict each other, articles that rest
    /// on retracted or corrected ones, announcements of what is past, events that nobody reports, dead anchors, pictures without a
    /// description, and what nothing uses. With --external, the web is asked whether links to other sites are alive.
    Check(check::Check),
    /// Tell what would change if an article were retracted.
    ///
    /// Lists the events that would be counted anew, the articles that rest on it, and the shares of topics that rest on one origin.
    /// Nothing is written. To carry it out, write `status: retracted` into the article's file.
    Impact(impact::Impact),
    /// Serve the site on this machine while it is being written.
    ///
    /// Every page is what `build` would write. Open pages follow each change by themselves; while something is wrong, they stay as
    /// they were last and show what it is. Nothing is written.
    Serve(serve::Serve),
    /// Suggest what may be amiss or missing in the content, and change nothing.
    ///
    /// Events that look the same, articles that repeat others, names that no entity has, and names that could mean more than
    /// one entity: each with a score from 0 to 1, the reasons, and what to write if it is right. Private clippings in
    /// clippings/ID.txt are compared as well.
    Suggest(suggest::Suggest),
    /// Explain the code of a fault: what it means, an example, and what to do.
    ///
    /// The code stands before the message: `error[BG0404]`. Without one, all codes are listed.
    Explain(explain::Explain),
    /// Print the JSON Schema of front matter or of site.toml, for editors.
    ///
    /// An editor that knows the schema completes keys and words while you type and underlines what is wrong. What only `check` can
    /// know, such as whether an id leads somewhere, no schema tells.
    Schema(schema::Schema),
    /// Print a script with which a shell completes briefgen's commands and options.
    ///
    /// In bash, for example: briefgen completions bash > ~/.local/share/bash-completion/completions/briefgen
    Completions(completions::Completions),
    /// Print the manual page, or write those of all commands.
    ///
    /// To read it: briefgen man > briefgen.1 && man ./briefgen.1
    Man(completions::Man),
}

/// Which site a command is about.
#[derive(Debug, Args)]
struct SiteArguments {
    /// The site's folder, which holds site.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Take drafts as well.
    #[arg(long)]
    drafts: bool,
}

/// A text on one line: white space is one space, and nothing stands before or after.
fn line(written: &str) -> Result<String, String> {
    let line = written.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.chars().find(|c| c.is_control()) {
        Some(control) => Err(format!("it holds the control character {control:?}")),
        None if line.is_empty() => Err("it is empty".to_owned()),
        None => Ok(line),
    }
}

/// An EDTF date.
fn date(written: &str) -> Result<Date, String> {
    Date::parse(written).map_err(|error| match error.hint {
        Some(hint) => format!("{}; {hint}", error.message),
        None => error.message,
    })
}

/// Runs the program with these arguments, of which the first is its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help that was asked for goes to stdout and is no fault. There is nobody to tell when printing it fails.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let done = match cli.command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Impact(arguments) => impact::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Suggest(arguments) => suggest::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::completions(&arguments, Cli::command()),
        Command::Man(arguments) => completions::man(&arguments, Cli::command()),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            say(&format!("error: {}\n", report::inert(&error.to_string())));
            ExitCode::from(2)
        }
    }
}

/// A date by which something is known or not.
fn as_of(written: &str) -> Result<Date, String> {
    let date = date(written)?;
    if date.latest() == Day::PositiveInfinity {
        return Err(format!("{written:?} has no end"));
    }
    Ok(date)
}

/// Why the environment refused.
#[derive(Debug)]
enum Error {
    Read(ReadError),
    Write(WriteError),
    Serve(ServeError),
    /// There is no article of this id; the nearest one, if one is near.
    NoArticle(String, Option<String>),
    /// The article of this id is a draft, and drafts are left out.
    Draft(String),
    /// No id can be made from this title.
    NoId(String),
    /// There is a site already, which has its name and address in this file.
    NamedAlready(PathBuf),
    Print(io::Error),
    /// A file that was asked for can't be written.
    Put(PathBuf, io::Error),
    /// The output would lie among the site's own files.
    OutputInSite(PathBuf),
    /// What is to be imported can't be read.
    Input(PathBuf, io::Error),
    /// A mapping file, or what an import asks for, doesn't fit the site: each reason.
    Request(Option<PathBuf>, Vec<String>),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::Write(error) => error.fmt(f),
            Self::Serve(error) => error.fmt(f),
            Self::NoArticle(id, near) => {
                write!(f, "there is no article {id:?}")?;
                near.as_ref().map_or(Ok(()), |near| write!(f, "; did you mean {near:?}?"))
            }
            Self::NoId(title) => {
                write!(f, "no id can be made from {title:?}, which holds no letter or digit; give one with --id")
            }
            Self::NamedAlready(path) => {
                write!(f, "{} is there already and is kept; change title and base_url in it", path.display())
            }
            Self::Print(error) => write!(f, "cannot print: {}", read::reason(error)),
            Self::Draft(id) => write!(f, "the article {id:?} is a draft, and changes nothing; --drafts takes it in"),
            Self::Input(path, error) => write!(f, "cannot read {}: {}", path.display(), read::reason(error)),
            Self::Request(path, reasons) => {
                let about = path.as_ref().map(|path| format!("{}: ", path.display())).unwrap_or_default();
                write!(f, "{about}{}", reasons.join("; "))
            }
            Self::Put(path, error) => write!(f, "cannot write {}: {}", path.display(), read::reason(error)),
            Self::OutputInSite(path) => {
                write!(
                    f,
                    "the output {} would lie among the site's own files; choose another with --output",
                    path.display()
                )
            }
        }
    }
}

/// How text looks on this stream: in colours on a terminal, unless the environment asks for none.
fn style(stream: &impl IsTerminal) -> Style {
    let wanted = stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if wanted { Style::Colour } else { Style::Plain }
}

/// Prints to stderr. There is nobody to tell when that fails.
fn say(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Prints what was asked for to stdout. Who reads the beginning and closes the pipe has seen enough.
fn print(text: &str) -> Result<ExitCode, Error> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Print(error)),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Writes a file that was asked for by its folder, which is made when it isn't there.
fn put(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().expect("the path of a file has a folder");
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, bytes));
    written.map_err(|error| Error::Put(path.to_owned(), error))
}
