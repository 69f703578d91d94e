//! Whether the addresses outside a site that it links to still lead somewhere.
//!
//! In: the site, and what earlier checks found (`cache`). Out: a [`State`] for each address, told with every place where it is
//! written. The only stage that asks others than this machine for anything, and only `check --external` comes here: no page
//! depends on it. Deliberately absent: what the answers hold. No body is read, nothing is followed but redirects, and anchors
//! of foreign pages are not looked for.
//!
//! Content is not trusted, and a check may run where more can be reached than on the reader's side: names are resolved first,
//! and addresses that are not public are not asked, on no hop of a redirect ([`public`]).

mod ask;
mod cache;
mod hosts;
mod links;
mod public;
mod told;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Url;

pub use self::cache::{Cache, file as cache_file};
pub use self::links::{Links, links};
pub use self::told::{diagnostics, summary};

use self::ask::{Client, Found};

/// How many hosts are asked at one time. One host is asked one thing at a time.
const HOSTS_AT_ONCE: usize = 16;

/// What is known of an address outside the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It answers.
    Alive,
    /// It answers at another address, for good.
    Moved(String),
    /// It is gone: what its host says, or that there is no such host.
    Dead(String),
    /// Whether it is there can't be told from here, and why.
    Unknown(String),
}

/// How others are asked.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// How long an answer may take.
    pub timeout: Duration,
    /// Whether addresses of this machine and of private networks are asked as well.
    pub private: bool,
}

/// What was found of each address.
#[derive(Debug, Default)]
pub struct Findings {
    /// By address, without an anchor.
    pub states: BTreeMap<String, State>,
    /// How many of them were known from an earlier check.
    pub known: usize,
}

/// Finds the state of each address: what the cache still knows isn't asked again, and what is found is kept there. `step` is
/// called for each one that is asked, once it is known.
pub fn check(links: &Links<'_>, cache: &mut Cache, manner: Manner, step: &(dyn Fn() + Sync)) -> Findings {
    let mut states: BTreeMap<String, State> = BTreeMap::new();
    let mut asked: BTreeMap<String, Vec<&Url>> = BTreeMap::new();
    for (address, url) in links.addresses() {
        match (cache.get(address), url) {
            (Some(state), _) => drop(states.insert(address.to_owned(), state)),
            (None, Some(url)) => asked.entry(url.host_str().unwrap_or_default().to_owned()).or_default().push(url),
            (None, None) => {
                let why = "it is no address that can be asked for".to_owned();
                states.insert(address.to_owned(), State::Unknown(why));
            }
        }
    }
    let known = states.values().filter(|state| !matches!(state, State::Unknown(_))).count();
    // Those with most to be asked begin, since one host takes its time.
    let mut hosts: Vec<Vec<&Url>> = asked.into_values().collect();
    hosts.sort_by_key(|urls| std::cmp::Reverse(urls.len()));
    let client = Client::new(manner);
    let found = ask_all(&hosts, &client, step);
    let is_offline = !client.has_resolved();
    for (url, found) in found {
        let state = settled(found, is_offline);
        cache.put(url.as_str(), &state);
        states.insert(url.as_str().to_owned(), state);
    }
    Findings { states, known }
}

fn settled(found: Found, is_offline: bool) -> State {
    match found {
        // Where no name at all is known, it is this machine that knows none.
        Found::NoHost(_) if is_offline => State::Unknown("no host is found at all: there may be no network".to_owned()),
        Found::NoHost(host) => State::Dead(format!("there is no host {host:?}")),
        Found::State(state) => state,
    }
}

/// Asks hosts in parallel, and each host one thing after the other.
fn ask_all<'u>(hosts: &[Vec<&'u Url>], client: &Client, step: &(dyn Fn() + Sync)) -> Vec<(&'u Url, Found)> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    let work = || {
        while let Some(urls) = hosts.get(next.fetch_add(1, Ordering::Relaxed)) {
            for url in urls {
                let one = client.ask(url);
                found.lock().expect("no thread panics while it holds the lock").push((*url, one));
                step();
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..hosts.len().min(HOSTS_AT_ONCE) {
            scope.spawn(work);
        }
    });
    found.into_inner().expect("no thread panics while it holds the lock")
}

/// How many addresses have to be asked.
pub fn to_ask(links: &Links<'_>, cache: &Cache) -> usize {
    links.addresses().filter(|(address, url)| url.is_some() && cache.get(address).is_none()).count()
}

/// Opens the cache in a file, and begins anew when it can't be read.
pub fn open(file: Option<&Path>) -> Cache {
    Cache::open(file, cache::now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_that_knows_no_host_at_all_calls_none_of_them_dead() {
        let found = || Found::NoHost("a.test".to_owned());
        assert_eq!(settled(found(), false), State::Dead("there is no host \"a.test\"".to_owned()));
        assert!(matches!(settled(found(), true), State::Unknown(_)));
    }
}
