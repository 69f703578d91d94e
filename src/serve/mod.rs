//! Shows a site while it is being written: an HTTP server, for one reader on the same machine.
//!
//! In: the site's folder. Out: at every address what `build` would write there, made when it is asked for; and, beside the
//! site, a script that has open pages follow what changes. Deliberately absent: anything that the build could know of. The
//! script is put into pages on their way out, and no stage of the pipeline knows that its result is served.
//!
//! - `live` reads the site again and again, on a thread of its own, and says in which [`State`](state::State) it is;
//! - `state` looks up what a state has at an address;
//! - `wait` tells open pages when what they show is out of date;
//! - `answer` turns a request into a response, and refuses what isn't for this server;
//! - `http` holds the connections.

mod answer;
mod http;
mod live;
mod state;
mod wait;

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, ToSocketAddrs};
use std::path::Path;
use std::sync::Arc;

use tokio::sync::oneshot;

use self::answer::Hosts;
use self::live::Live;
use crate::diagnostic::Diagnostic;
use crate::files::{File, Files};
use crate::model::Options;
use crate::read::{self, ReadError};

/// The port when none is asked for.
pub const PORT: u16 = 1111;

/// How many ports are tried when one is taken.
const TRIES: u16 = 32;

/// Where to listen.
#[derive(Clone, Debug)]
pub struct Address {
    /// A name or IP address; the loopback address when not given. It is also one by which the server may be called.
    pub host: Option<String>,
    /// The port, or the first to be tried; any when 0.
    pub port: u16,
}

/// What is told while a site is served.
#[derive(Debug)]
pub enum News<'a> {
    /// Where the site is.
    At {
        /// Its address.
        url: &'a str,
        /// The port that was asked for and is taken, if it was.
        taken: Option<u16>,
    },
    /// What is wrong with the site: told when it becomes different, also when nothing is wrong any more.
    Faults(&'a [Diagnostic], &'a Files),
    /// The system doesn't tell of changes, for this reason, so they show later.
    NotWatched(&'a str),
}

/// Why no site is served.
#[derive(Debug)]
pub enum ServeError {
    /// There is none.
    Read(ReadError),
    /// The host or port can't be had.
    Listen {
        /// What was asked for.
        address: String,
        /// What the system said.
        source: io::Error,
    },
    /// The system refuses threads or signals.
    Start(io::Error),
    /// A thread has ended, which is a bug that it told.
    Stopped,
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::Listen { address, source } => {
                write!(f, "cannot listen on {address}: {}; choose another with --host or --port", read::reason(source))
            }
            Self::Start(source) => write!(f, "cannot start serving: {}", read::reason(source)),
            Self::Stopped => f.write_str("the site is not read any more because of the fault above"),
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read(error) => Some(error),
            Self::Listen { source, .. } | Self::Start(source) => Some(source),
            Self::Stopped => None,
        }
    }
}

/// Serves the site in `root` until the user asks for an end (Ctrl-C). `tell` is given what there is to say.
///
/// # Errors
/// When there is no site, or nothing to listen on.
pub fn serve(
    root: &Path,
    embedded: Vec<File>,
    options: Options,
    address: &Address,
    tell: impl Fn(News<'_>) + Send + Sync + 'static,
) -> Result<(), ServeError> {
    let (listener, taken) = listen(address)?;
    let bound = listener.local_addr().map_err(ServeError::Start)?;
    let hosts = Hosts::new(bound, address.host.as_deref());
    let (mut live, states) = Live::begin(root, embedded, options).map_err(ServeError::Read)?;
    let url = format!("http://{bound}{}", states.borrow().base);
    tell(News::At { url: &url, taken });
    let followed = live.followed();
    let busy = followed.busy();
    let tell = Arc::new(tell);
    let other = tell.clone();
    let pages = spawn("pages", move || followed.make_unseen(&*other))?;
    let site = spawn("site", move || live.run(&*tell))?;
    http::run(listener, hosts, states, busy, [pages, site])
}

/// Does some work on a thread; gives what tells when it has ended, which it does by a bug alone.
fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<oneshot::Receiver<()>, ServeError> {
    let (alive, ended) = oneshot::channel();
    let work = move || {
        let _alive = alive;
        work();
    };
    std::thread::Builder::new().name(name.to_owned()).spawn(work).map_err(ServeError::Start)?;
    Ok(ended)
}

/// Listens on the port, or on the next one that is free; then the one that is taken is given as well.
fn listen(address: &Address) -> Result<(TcpListener, Option<u16>), ServeError> {
    let Address { host, port } = address;
    let failed = |source| {
        let host = host.as_deref().unwrap_or("127.0.0.1");
        ServeError::Listen { address: format!("{host}:{port}"), source }
    };
    let ip = match host {
        None => IpAddr::V4(Ipv4Addr::LOCALHOST),
        Some(host) => match host.trim_matches(['[', ']']).parse() {
            Ok(ip) => ip,
            Err(_) => {
                let mut found = (host.as_str(), *port).to_socket_addrs().map_err(failed)?;
                found.next().ok_or_else(|| failed(io::ErrorKind::NotFound.into()))?.ip()
            }
        },
    };
    let last = if *port == 0 { 0 } else { port.saturating_add(TRIES) };
    let mut tried = *port;
    loop {
        match TcpListener::bind(SocketAddr::new(ip, tried)) {
            Ok(listener) => return Ok((listener, (tried != *port).then_some(*port))),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && tried < last => tried += 1,
            Err(error) => return Err(failed(error)),
        }
    }
}
