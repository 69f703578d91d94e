//! The English of the exports, apart from that of the pages which they share.

use super::super::context::{Date, Status};
use super::super::words::{UNKNOWN_ORIGIN, counted, list};

/// "SocialNews.XYZ ← IANS ← Yonhap; origin: Yonhap."
pub(super) fn derivation(chains: &[Vec<String>], origins: &[String], is_partly_unknown: bool) -> String {
    // A publisher's own report is told by the origin alone.
    let mut parts: Vec<String> = chains.iter().filter(|steps| steps.len() > 1).map(|steps| steps.join(" ← ")).collect();
    parts.push(match (origins, is_partly_unknown) {
        ([], _) => UNKNOWN_ORIGIN.to_owned(),
        ([only], false) => format!("origin: {only}"),
        (several, false) => format!("origins: {}", list(several)),
        (known, true) => format!("known {}: {}", if known.len() == 1 { "origin" } else { "origins" }, list(known)),
    });
    sentence(&parts.join("; "))
}

/// "Published: about 15 November 2023, inferred: The clipping bears no date." Nothing for a plain date.
pub(super) fn published(date: &Date) -> Option<String> {
    let is_plain = date.datetime.is_some() && !date.is_inferred && date.note.is_none();
    (!is_plain).then(|| dated("Published:", date))
}

/// "Retracted 10 June 2031: There was no fire."
pub(super) fn status(status: &Status) -> String {
    let mut words = status.words.clone();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let note = status.note.as_deref().map_or_else(String::new, |note| format!(": {note}"));
    sentence(&format!("{words}{note}"))
}

/// "Date of the event: about 15 November 2023."
pub(super) fn event(date: &Date) -> String {
    dated("Date of the event:", date)
}

fn dated(what: &str, date: &Date) -> String {
    let basis = if date.is_inferred { ", inferred" } else { "" };
    let note = date.note.as_deref().map_or_else(String::new, |note| format!(": {note}"));
    sentence(&format!("{what} {}{basis}{note}", date.words))
}

/// What of a citation is the site's, because the publisher's is not known: its title, its address.
pub(super) fn ours(site: &str, has_headline: bool, has_url: bool) -> Option<String> {
    match (has_headline, has_url) {
        (true, true) => None,
        (false, true) => Some(sentence(&format!("The publisher's headline is not known; the title is that of {site}"))),
        (true, false) => {
            Some(sentence(&format!("The original's address is not known; the one here is that of {site}")))
        }
        (false, false) => {
            Some(sentence(&format!("The publisher's headline and address are not known; those here are of {site}")))
        }
    }
}

/// Where a copy is kept, for formats that have no field for it.
pub(super) fn archived(address: &str) -> String {
    format!("Archived copy: {address}")
}

/// What a calendar shows beside the name of an event that is no plain fact.
pub(super) fn in_brackets(standing: &str) -> Option<&'static str> {
    match standing {
        "retracted" => Some("reported, and every report withdrawn"),
        "announced" => Some("announced, not reported"),
        "recalled" => Some("recalled, not reported"),
        "disputed" => Some("disputed, not reported"),
        "unsourced" => Some("no article speaks of it"),
        _ => None,
    }
}

/// "The accounts differ in date and place."
pub(super) fn differs(fields: &[String]) -> Option<String> {
    (!fields.is_empty()).then(|| format!("The accounts differ in {}.", list(fields)))
}

/// What a calendar holds, and what it leaves out.
pub(super) fn calendar(shown: usize, left_out: usize) -> String {
    let shown = counted(shown, "event that is known to the day", "events that are known to the day");
    match left_out {
        0 => shown,
        1 => format!("{shown}; 1 that is known less precisely is left out"),
        n => format!("{shown}; {n} that are known less precisely are left out"),
    }
}

/// The name of a download of events.
pub(super) const CHRONOLOGY: &str = "Chronology";
/// The name of a download of articles.
pub(super) const CITATIONS: &str = "Citations of the articles";

fn sentence(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '!', '?', '。', '！', '？', '…']) { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivations_keep_the_agencies() {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<String>>();
        let chain = [names(&["SocialNews.XYZ", "IANS", "Yonhap"])];
        assert_eq!(derivation(&chain, &names(&["Yonhap"]), false), "SocialNews.XYZ ← IANS ← Yonhap; origin: Yonhap.");
        assert_eq!(derivation(&[names(&["A"])], &names(&["A"]), false), "origin: A.");
        assert_eq!(
            derivation(&[names(&["A", "origin not known"])], &[], true),
            "A ← origin not known; origin not known."
        );
        assert_eq!(derivation(&[names(&["A"])], &names(&["A", "B"]), true), "known origins: A and B.");
    }
}
