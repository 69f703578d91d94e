//! What exports say beside what they share with pages: a function for each phrase, which says it in the language of the site.

use super::super::context::{Date, Status};
use crate::words::Words;

impl Words {
    /// "SocialNews.XYZ ← IANS ← Yonhap; origin: Yonhap."
    pub(super) fn derivation(&self, chains: &[Vec<String>], origins: &[String], is_partly_unknown: bool) -> String {
        // A publisher's own report is told by the origin alone.
        let mut parts: Vec<String> =
            chains.iter().filter(|steps| steps.len() > 1).map(|steps| steps.join(" ← ")).collect();
        parts.push(match origins {
            [] => self.unknown_origin(),
            known => self.origins_of_account(known, is_partly_unknown),
        });
        self.sentence(&parts.join(&self.plain("semicolon")))
    }

    /// "Published: about 15 November 2023, inferred: The clipping bears no date." Nothing for a plain date.
    pub(super) fn published(&self, date: &Date) -> Option<String> {
        let is_plain = date.datetime.is_some() && !date.is_inferred && date.note.is_none();
        (!is_plain).then(|| self.dated("citation-published", date))
    }

    /// "Retracted 10 June 2031: There was no fire."
    pub(super) fn status_sentence(&self, status: &Status) -> String {
        let mut words = status.words.clone();
        if let Some(first) = words.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        self.sentence(&self.noted(&words, status.note.as_deref()))
    }

    /// "Date of the event: about 15 November 2023."
    pub(super) fn event(&self, date: &Date) -> String {
        self.dated("citation-event", date)
    }

    fn dated(&self, name: &'static str, date: &Date) -> String {
        let words = self.say(name, [("date", date.words.as_str().into())]);
        let words = if date.is_inferred { self.say("date-inferred", [("date", words.into())]) } else { words };
        self.sentence(&self.noted(&words, date.note.as_deref()))
    }

    /// With a note after it.
    fn noted(&self, words: &str, note: Option<&str>) -> String {
        note.map_or_else(|| words.to_owned(), |note| [words, &self.plain("colon"), note].concat())
    }

    /// What of a citation is the site's, because the publisher's is not known: its title, its address.
    pub(super) fn ours(&self, site: &str, has_headline: bool, has_url: bool) -> Option<String> {
        let name = match (has_headline, has_url) {
            (true, true) => return None,
            (false, true) => "our-title",
            (true, false) => "our-address",
            (false, false) => "our-title-and-address",
        };
        Some(self.sentence(&self.say(name, [("site", site.into())])))
    }

    /// Where a copy is kept, for formats that have no field for it.
    pub(super) fn archived(&self, address: &str) -> String {
        self.say("archived-at", [("address", address.into())])
    }

    /// What a calendar shows beside the name of an event that is no plain fact.
    pub(super) fn in_brackets(&self, standing: &str) -> Option<String> {
        (standing != "reported").then(|| self.say("standing-remark", [("standing", standing.into())]))
    }

    /// "The accounts differ in date and place."
    pub(super) fn differs_sentence(&self, fields: &[String]) -> Option<String> {
        (!fields.is_empty()).then(|| self.sentence(&self.differs(fields)))
    }

    /// What a calendar holds, and what it leaves out.
    pub(super) fn calendar(&self, shown: usize, left_out: usize) -> String {
        let shown = self.counted("calendar-events", shown);
        match left_out {
            0 => shown,
            n => shown + &self.plain("semicolon") + &self.counted("calendar-left-out", n),
        }
    }

    /// What an article does to an event, before its chain: "reports".
    pub(super) fn stance_of(&self, stance: &str) -> String {
        self.say("stance", [("stance", stance.into())])
    }

    /// The text as a sentence, unless it is one.
    fn sentence(&self, text: &str) -> String {
        let text = text.trim_end();
        let is_whole = text.ends_with(['.', '!', '?', '。', '！', '？', '…']);
        if is_whole { text.to_owned() } else { self.say("sentence", [("text", text.into())]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivations_keep_the_agencies() {
        let words = Words::own();
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<String>>();
        let chain = [names(&["SocialNews.XYZ", "IANS", "Yonhap"])];
        assert_eq!(
            words.derivation(&chain, &names(&["Yonhap"]), false),
            "SocialNews.XYZ ← IANS ← Yonhap; origin: Yonhap."
        );
        assert_eq!(words.derivation(&[names(&["A"])], &names(&["A"]), false), "origin: A.");
        assert_eq!(
            words.derivation(&[names(&["A", "origin not known"])], &[], true),
            "A ← origin not known; origin not known."
        );
        assert_eq!(words.derivation(&[names(&["A"])], &names(&["A", "B"]), true), "known origins: A and B.");
    }
}
