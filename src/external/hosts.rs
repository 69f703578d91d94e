//! Hosts, each asked one thing at a time and with a pause, and never one that must not be asked.
//!
//! In: the name of a host. Out: a turn to ask it, and its addresses. The addresses that are found here are those that are
//! connected to: nothing is resolved a second time, with another answer perhaps.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use dns_lookup::LookupErrorKind;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::{Host as UrlHost, Url};

use super::Manner;
use super::public::is_public;

/// How long a host is left alone between two questions.
const PAUSE: Duration = Duration::from_millis(250);
/// A host that has not answered so many times in a row is left alone.
const MOST_SILENCES: u32 = 3;

/// As many addresses of one host as the client takes.
const MOST_ADDRESSES: usize = 16;

/// All hosts that are asked. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Hosts(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    manner: Manner,
    hosts: Mutex<HashMap<String, Arc<Mutex<Host>>>>,
    /// The addresses that may be connected to, by host.
    addresses: Mutex<HashMap<String, Result<Vec<IpAddr>, NoAddress>>>,
    /// Whether any name led to an address.
    has_resolved: AtomicBool,
}

/// A host, while it is somebody's turn to ask it.
#[derive(Debug, Default)]
pub(super) struct Host {
    asked: Option<Instant>,
    silences: u32,
    /// Why it is asked no more.
    left_alone: Option<String>,
}

/// Why there is no address to connect to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoAddress {
    /// There is no host of this name.
    NoHost,
    /// It has addresses, and none is public.
    NotPublic,
    /// It can't be told now.
    Unknown(String),
}

impl Hosts {
    pub(super) fn new(manner: Manner) -> Self {
        Self(Arc::new(Shared {
            manner,
            hosts: Mutex::default(),
            addresses: Mutex::default(),
            has_resolved: AtomicBool::new(false),
        }))
    }

    /// Whether any name of a host led to an address.
    pub(super) fn has_resolved(&self) -> bool {
        self.0.has_resolved.load(Ordering::Relaxed)
    }

    /// Waits until nobody else asks this host, and asks it.
    pub(super) fn turn<T>(&self, url: &Url, ask: impl FnOnce(&mut Host) -> T) -> T {
        let host = {
            let mut hosts = self.0.hosts.lock().expect("no thread panics while it holds the lock");
            hosts.entry(name(url)).or_default().clone()
        };
        let mut host = host.lock().expect("no thread panics while it holds the lock");
        ask(&mut host)
    }

    /// Finds the addresses of a host that may be connected to, once in a check.
    pub(super) fn find(&self, url: &Url) -> Result<(), NoAddress> {
        let known = || self.0.addresses.lock().expect("no thread panics while it holds the lock");
        if let Some(found) = known().get(&name(url)) {
            return found.clone().map(drop);
        }
        let found = self.resolve(url).and_then(|mut all| {
            all.retain(|address| self.0.manner.private || is_public(*address));
            if all.is_empty() { Err(NoAddress::NotPublic) } else { Ok(all) }
        });
        known().insert(name(url), found.clone());
        found.map(drop)
    }

    /// Has a name lead to an address, whatever is said of it elsewhere.
    #[cfg(test)]
    pub(super) fn suppose(&self, host: &str, address: &str) {
        let address = address.parse().expect("it is an address");
        let mut known = self.0.addresses.lock().expect("no thread panics while it holds the lock");
        known.insert(host.to_owned(), Ok(vec![address]));
    }

    fn resolve(&self, url: &Url) -> Result<Vec<IpAddr>, NoAddress> {
        let host = match url.host() {
            Some(UrlHost::Ipv4(address)) => return Ok(vec![address.into()]),
            Some(UrlHost::Ipv6(address)) => return Ok(vec![address.into()]),
            Some(UrlHost::Domain(host)) => host.to_owned(),
            None => return Err(NoAddress::NoHost),
        };
        let (send, receive) = mpsc::sync_channel(1);
        // The system's look-up can't be interrupted: a thread that takes too long is left to itself.
        thread::spawn(move || send.send(dns_lookup::lookup_host(&host).map(Iterator::collect::<Vec<_>>)));
        match receive.recv_timeout(self.0.manner.timeout) {
            Ok(Ok(addresses)) => {
                self.0.has_resolved.store(true, Ordering::Relaxed);
                Ok(addresses)
            }
            Ok(Err(error)) => Err(match error.kind() {
                LookupErrorKind::NoName | LookupErrorKind::NoData => NoAddress::NoHost,
                _ => NoAddress::Unknown("the name of its host can't be looked up now".to_owned()),
            }),
            Err(_) => Err(NoAddress::Unknown("looking up the name of its host takes too long".to_owned())),
        }
    }
}

fn name(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

impl Host {
    /// Waits for the end of the pause. Says why when the host is to be left alone.
    pub(super) fn wait(&mut self) -> Result<(), String> {
        if let Some(why) = &self.left_alone {
            return Err(why.clone());
        }
        if let Some(rest) = self.asked.and_then(|asked| PAUSE.checked_sub(asked.elapsed())) {
            thread::sleep(rest);
        }
        Ok(())
    }

    /// Notes that it was asked, and whether it answered.
    pub(super) fn asked(&mut self, has_answered: bool) {
        self.asked = Some(Instant::now());
        self.silences = if has_answered { 0 } else { self.silences + 1 };
        if self.silences == MOST_SILENCES {
            self.left_alone = Some(format!("not asked: its host has not answered {MOST_SILENCES} times"));
        }
    }

    /// Waits as long as the host asks for.
    pub(super) fn rest(&mut self, time: Duration) {
        thread::sleep(time);
    }

    /// Asks it no more.
    pub(super) fn leave_alone(&mut self, why: &str) {
        self.left_alone = Some(why.to_owned());
    }
}

impl Resolver for Hosts {
    /// The addresses that were found before, and no others.
    fn resolve(&self, uri: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let known = self.0.addresses.lock().expect("no thread panics while it holds the lock");
        let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
        let found = uri.host().and_then(|host| known.get(host)?.as_ref().ok());
        let mut addresses = self.empty();
        for address in found.into_iter().flatten().take(MOST_ADDRESSES) {
            addresses.push(SocketAddr::new(*address, port));
        }
        if addresses.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(addresses) }
    }
}
