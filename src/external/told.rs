//! What is told of the addresses outside a site: what is dead and what has moved, at each place where it is written, and in a
//! few lines what isn't known.

use std::fmt::Write as _;

use super::links::{Links, Role, Use};
use super::{Findings, State};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::LinkPlaces;
use crate::files::Files;

/// What the author can do something about, once for each place.
pub fn diagnostics(links: &Links<'_>, findings: &Findings, files: &Files) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    let mut places = LinkPlaces::new(files);
    for (address, link) in &links.0 {
        for used in &link.uses {
            match &findings.states[address] {
                State::Alive | State::Unknown(_) => {}
                State::Moved(to) => told.push(moved(address, to, used.place(files, &mut places))),
                State::Dead(why) => {
                    let message = format!("dead link: {address}: {why}");
                    told.push(dead(message, &used.role, findings, used.place(files, &mut places)));
                }
            }
        }
    }
    told
}

fn moved(address: &str, to: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::MovedElsewhere, place, format!("{address} has moved to {to}"))
        .hint("look whether it is the same there, and write the new address")
}

fn dead(message: String, role: &Role<'_>, findings: &Findings, place: Place) -> Diagnostic {
    let is_gone = |archive: &String| matches!(findings.states[archive], State::Dead(_));
    let (code, hint) = match role {
        Role::Source { archive: Some(archive) } if !is_gone(archive) => {
            (Code::DeadButArchived, "nothing is lost: readers are led to the archived copy as well")
        }
        Role::Source { .. } => (
            Code::DeadElsewhere,
            "look for the copy of an archive and give its address as `archive_url` beside it, so that readers can see the \
             source",
        ),
        Role::Archive => (Code::DeadElsewhere, "look for the copy of another archive"),
        Role::Publisher | Role::Body(..) => {
            (Code::DeadElsewhere, "look for its new address, or link to the copy of an archive")
        }
    };
    Diagnostic::new(code, place, message).hint(hint)
}

/// How many addresses are in which state, and those of which it isn't known, with why. Ends with a line end.
pub fn summary(links: &Links<'_>, findings: &Findings, files: &Files) -> String {
    let count = |is: fn(&State) -> bool| findings.states.values().filter(|state| is(state)).count();
    let mut text = format!(
        "outside links: {} alive, {} moved, {} dead, {} not known; {} of {} known from an earlier check\n",
        count(|state| *state == State::Alive),
        count(|state| matches!(state, State::Moved(_))),
        count(|state| matches!(state, State::Dead(_))),
        count(|state| matches!(state, State::Unknown(_))),
        findings.known,
        findings.states.len(),
    );
    for (address, link) in &links.0 {
        if let State::Unknown(why) = &findings.states[address] {
            let places = places(&link.uses, files);
            let _ = writeln!(text, "  {address}: {why} ({places})");
        }
    }
    text
}

/// The file where an address is written, and how many places there are beside it.
fn places(uses: &[Use<'_>], files: &Files) -> String {
    let first = uses.first().map_or("", |used| used.path(files));
    match uses.len() {
        1 => first.to_owned(),
        2 => format!("{first} and one other place"),
        many => format!("{first} and {} other places", many - 1),
    }
}
