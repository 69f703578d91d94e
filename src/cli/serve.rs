//! `briefgen serve`: shows the site while it is being written.
//!
//! In: the command's arguments. Out: a server, until the user ends it; where it is on stdout, faults on stderr as they come and
//! go. Deliberately absent: how the site is followed and served (see `serve`).

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use super::{Error, SiteArguments, as_of, say, style};
use crate::date::Date;
use crate::fonts::Fonts;
use crate::model::Options;
use crate::serve::{self, Address, News};
use crate::{render, report};

/// What `briefgen serve` may be asked for.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    site: SiteArguments,
    /// The port to listen on, or the next one that is free; 0 for any.
    #[arg(long, short, value_name = "N", default_value_t = serve::PORT)]
    port: u16,
    /// The name or address to listen on, by which the server may then be called; 127.0.0.1, which only this machine reaches, when
    /// not given. 0.0.0.0 is every address that this machine has.
    #[arg(long, value_name = "ADDR")]
    host: Option<String>,
    /// Open the site in the browser.
    #[arg(long)]
    open: bool,
    /// Serve the site as it was known on DATE, as `build` has it.
    #[arg(long, value_name = "DATE", value_parser = as_of)]
    as_of: Option<Date>,
}

/// Serves the site that the arguments name.
///
/// # Errors
/// When the environment refuses to have the site read or served.
pub(super) fn run(arguments: &Serve) -> Result<ExitCode, Error> {
    let SiteArguments { root, drafts } = &arguments.site;
    let options =
        Options { drafts: *drafts, as_of: arguments.as_of.clone(), fonts: Fonts::of(root), ..Options::default() };
    let address = Address { host: arguments.host.clone(), port: arguments.port };
    let is_wanted = arguments.open;
    let told = move |news: News<'_>| tell(&news, is_wanted);
    serve::serve(root, render::embedded(), options, &address, told).map_err(Error::Serve)?;
    Ok(ExitCode::SUCCESS)
}

fn tell(news: &News<'_>, is_wanted: bool) {
    match news {
        News::At { url, taken } => {
            if let Some(port) = taken {
                say(&format!("port {port} is taken; this is the next one that is free\n"));
            }
            let _ = writeln!(io::stdout(), "serving {url} (Ctrl-C ends it)").and_then(|()| io::stdout().flush());
            if is_wanted && let Err(error) = open::that_detached(url) {
                say(&format!("cannot open a browser: {error}\n"));
            }
        }
        News::Faults([], _) => say("all faults are mended\n"),
        News::Faults(faults, files) => {
            say(&format!("{}\n{}\n", report::render(faults, files, style(&io::stderr())), report::summary(faults)));
        }
        News::NotWatched(why) => {
            say(&format!("the system doesn't tell of changes ({why}); they are looked for once a second\n"));
        }
    }
}
