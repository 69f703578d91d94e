//! What pages say that is made of values: a function for each phrase, which says it in the language of the site.
//!
//! In: values of the model. Out: text. Which words it is made of stands in the language files of the theme; phrases that stand
//! alone are said by templates. Words of the content format, for class names and programs, are the same in every language
//! and stand at the end.

use pulldown_cmark::BlockQuoteKind;

use crate::model::{Count, EntityKind, Mode, PublisherKind, Quantity, RelatedTopic, Stance, StatusKind};
use crate::words::Words;

/// How an article rests on others that were retracted or corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Resting {
    /// On nothing else.
    OnRetracted,
    /// On others as well.
    InPartOnRetracted,
    /// On one that was corrected after it was taken over.
    OnCorrected,
}

impl Words {
    /// "1 event", "2 events".
    pub(super) fn events(&self, count: usize) -> String {
        self.counted("event-count", count)
    }

    /// A phrase that is made of one number.
    pub(super) fn counted(&self, name: &'static str, count: usize) -> String {
        self.say(name, [("count", count.into())])
    }

    /// "2 independent origins", "1 to 3 independent origins", "no independent origin".
    pub(super) fn origins(&self, count: &Count) -> String {
        match (count.low, count.high) {
            (_, 0) => self.plain("no-origin"),
            (low, high) if low == high => self.counted("origin-count", high),
            (low, high) => self.say("origin-range", [("low", low.into()), ("high", high.into())]),
        }
    }

    /// The words of one stance: "2 reports · 2 independent origins", "1 report · 1 independent origin · 1 no longer counted",
    /// "recalled by 3 articles".
    pub(super) fn stance(&self, stance: Stance, articles: usize, count: &Count) -> String {
        match stance {
            Stance::Reports => match (count.articles, count.withdrawn) {
                (0, withdrawn) => self.counted("reports-withdrawn", withdrawn),
                (standing, withdrawn) => {
                    let mut words = vec![self.counted("report-count", standing), self.origins(count)];
                    words.extend((withdrawn > 0).then(|| self.counted("no-longer-counted", withdrawn)));
                    words.join(" · ")
                }
            },
            Stance::Announces => self.counted("announcement-count", articles),
            Stance::Recalls => self.counted("recalled-by", articles),
            Stance::Disputes => self.counted("disputed-by", articles),
        }
    }

    /// The tally of an event: the words of its stances, and that nobody reports it when nobody does.
    pub(super) fn tally(&self, stances: &[(Stance, usize)], count: &Count) -> String {
        if stances.is_empty() {
            return self.plain("no-account");
        }
        let mut words: Vec<String> = stances.iter().map(|(s, articles)| self.stance(*s, *articles, count)).collect();
        if !stances.iter().any(|(s, _)| *s == Stance::Reports) {
            words.insert(0, self.plain("no-report"));
        }
        words.join(" · ")
    }

    /// What a stance is called on its article's page: "reported here".
    pub(super) fn stance_here(&self, stance: Stance) -> String {
        self.say("stance-here", [("stance", stance_word(stance).into())])
    }

    /// What a stance is called among those to choose from: "reported".
    pub(super) fn stance_choice(&self, stance: &str) -> String {
        self.say("stance-choice", [("stance", stance.into())])
    }

    /// What a number of independent origins is called among those to choose from: "two or more".
    pub(super) fn origins_choice(&self, count: &str) -> String {
        self.plain(match count {
            "2" => "origins-several",
            "1" => "origins-one",
            _ => "origins-none",
        })
    }

    /// What stands for a publisher that is not known.
    pub(super) fn unidentified(&self) -> String {
        self.plain("unidentified")
    }

    /// What stands at the end of a chain that leads to nobody known.
    pub(super) fn unknown_origin(&self) -> String {
        self.plain("unknown-origin")
    }

    /// "1 origin: Yonhap"; where others are not known, says so.
    pub(super) fn article_origins(&self, names: &[String], is_partly_unknown: bool) -> String {
        let name = if is_partly_unknown { "article-known-origins" } else { "article-origins" };
        self.say(name, [("count", names.len().into()), ("names", self.list(names).into())])
    }

    /// "origin: Yonhap", "origins: A and B"; "known origins: A and B" where others are not known.
    pub(super) fn origins_of_account(&self, names: &[String], is_partly_unknown: bool) -> String {
        let name = if is_partly_unknown { "known-origin-of-account" } else { "origin-of-account" };
        self.say(name, [("count", names.len().into()), ("names", self.list(names).into())])
    }

    /// The label of a site that isn't built of all that is known: "As known on 1 December 2023".
    pub(super) fn as_known_on(&self, date: &str) -> String {
        self.say("as-known-on", [("date", date.into())])
    }

    /// What is left out of such a site.
    pub(super) fn later(&self, articles: usize) -> String {
        match articles {
            0 => self.plain("nothing-later"),
            _ => self.counted("later", articles),
        }
    }

    /// What became of an article: "retracted", "corrected 3 May 2031".
    pub(super) fn status(&self, kind: StatusKind, date: Option<&str>) -> String {
        let status = ("status", status_word(kind).into());
        match date {
            None => self.say("status", [status]),
            Some(date) => self.say("status-on", [status, ("date", date.into())]),
        }
    }

    /// What is said of an article that rests on another that was retracted or corrected.
    pub(super) fn resting(&self, resting: Resting) -> String {
        self.plain(match resting {
            Resting::OnRetracted => "rests-on-retracted",
            Resting::InPartOnRetracted => "rests-in-part-on-retracted",
            Resting::OnCorrected => "rests-on-corrected",
        })
    }

    /// The value of a claim with its unit: "10,000 containers".
    pub(super) fn quantity(&self, quantity: &Quantity, unit: Option<&str>) -> String {
        let value = match quantity {
            Quantity::Number(number) => grouped(number),
            Quantity::Text(text) => text.clone(),
        };
        match unit {
            None => value,
            Some(unit) => self.say("quantity", [("value", value.into()), ("unit", unit.into())]),
        }
    }

    /// When a value holds: "as of 3 May 2031", "revised, as of 3 May 2031".
    pub(super) fn as_of(&self, date: Option<&str>, is_revision: bool) -> Option<String> {
        let name = if is_revision { "claim-revised-as-of" } else { "claim-as-of" };
        date.map(|date| self.say(name, [("date", date.into())]))
    }

    /// A field of an event: "date".
    pub(super) fn field(&self, field: &str) -> String {
        self.say("field", [("field", field.into())])
    }

    /// "The accounts differ in date and place".
    pub(super) fn differs(&self, fields: &[String]) -> String {
        self.say("accounts-differ", [("fields", self.list(fields).into())])
    }

    /// What a publisher is: "wire agency".
    pub(super) fn publisher_kind(&self, kind: PublisherKind) -> String {
        let kind = match kind {
            PublisherKind::Newspaper => "newspaper",
            PublisherKind::Wire => "wire",
            PublisherKind::Broadcaster => "broadcaster",
            PublisherKind::Official => "official",
            PublisherKind::Aggregator => "aggregator",
        };
        self.say("publisher-kind", [("kind", kind.into())])
    }

    /// What a kind of alert is called: "Note".
    pub(super) fn alert(&self, kind: BlockQuoteKind) -> String {
        let kind = match kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "caution",
        };
        self.say("alert", [("kind", kind.into())])
    }

    /// When the most events were: "Busiest: December 2023, with 9 of 19 events".
    pub(super) fn busiest(&self, period: &str, count: usize, all: usize) -> String {
        self.say("busiest", [("period", period.into()), ("count", count.into()), ("all", all.into())])
    }

    /// What a column of a picture shows: "December 2023: 7 events, 5 of them reported; 2 more may lie in it".
    pub(super) fn column(&self, period: &str, count: usize, reported: usize, touching: usize) -> String {
        let events = match count {
            0 => self.plain("column-empty"),
            _ if count == reported => self.counted("column-reported", count),
            _ => self.say("column-partly-reported", [("count", count.into()), ("reported", reported.into())]),
        };
        let column = format!("{period}{}{events}", self.plain("colon"));
        match touching {
            0 => column,
            more => format!("{column}{}{}", self.plain("semicolon"), self.counted("column-may-hold", more)),
        }
    }

    /// What isn't in a picture: "Not drawn: 1 event far earlier than the others".
    pub(super) fn left_out(&self, before: usize, after: usize, nowhere: usize) -> Option<String> {
        let counts = [("far-earlier", before), ("far-later", after), ("without-ends", nowhere)].into_iter();
        let said: Vec<String> =
            counts.filter(|(_, count)| *count > 0).map(|(name, count)| self.counted(name, count)).collect();
        (!said.is_empty()).then(|| self.say("not-drawn", [("events", self.list(&said).into())]))
    }

    /// "a", "a and b", "a, b and c".
    pub(super) fn list(&self, items: &[String]) -> String {
        let joined = |name, list: String, item: &String| self.say(name, [("list", list.into()), ("item", item.into())]);
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [first, middle @ .., last] => {
                let list = middle.iter().fold(first.clone(), |list, item| joined("list-more", list, item));
                joined("list-last", list, last)
            }
        }
    }

    /// Sentences, one after the other.
    pub(super) fn sentences(&self, sentences: impl IntoIterator<Item = String>) -> String {
        sentences.into_iter().collect::<Vec<_>>().join(&self.plain("sentence-gap"))
    }

    /// A text with a remark in brackets.
    pub(super) fn with_remark(&self, text: &str, remark: &str) -> String {
        self.say("with-remark", [("text", text.into()), ("remark", remark.into())])
    }

    /// The title of a page that has a part of what another has: "Harbour: 2023".
    pub(super) fn title_of_part(&self, title: &str, part: &str) -> String {
        self.say("title-of-part", [("title", title.into()), ("part", part.into())])
    }

    /// Why an article is related: "same event: …; shares Park Jin".
    pub(super) fn related_article(&self, events: &[String], entities: &[String]) -> String {
        let mut reasons = Vec::new();
        match events {
            [] => {}
            [only] => reasons.push(self.say("related-by-event", [("title", only.into())])),
            [first, rest @ ..] => {
                let others = ("others", rest.len().into());
                reasons.push(self.say("related-by-events", [("title", first.into()), others]));
            }
        }
        reasons.extend((!entities.is_empty()).then(|| self.shares(entities)));
        reasons.join(&self.plain("semicolon"))
    }

    /// Why a topic is related: "shares 12 events, 5 articles and 9 names".
    pub(super) fn related_topic(&self, related: &RelatedTopic) -> String {
        let counts =
            [("event-count", related.events), ("article-count", related.articles), ("name-count", related.entities)];
        let shared: Vec<String> =
            counts.iter().filter(|(_, count)| *count > 0).map(|(name, count)| self.counted(name, *count)).collect();
        let is_linked = related.linked || shared.is_empty();
        let shares = (!shared.is_empty()).then(|| self.shares(&shared));
        let linked = is_linked.then(|| self.plain("related-by-link"));
        shares.into_iter().chain(linked).collect::<Vec<_>>().join(&self.plain("semicolon"))
    }

    fn shares(&self, names: &[String]) -> String {
        self.say("related-by-names", [("names", self.list(names).into())])
    }

    /// "5 articles from 4 publishers, 1 not identified".
    pub(super) fn articles_from(&self, articles: usize, publishers: usize, unidentified: usize) -> String {
        let articles = ("articles", articles.into());
        let publishers_value = ("publishers", publishers.into());
        match (publishers, unidentified) {
            (_, 0) => self.say("figure-articles", [articles, publishers_value]),
            (0, _) => self.say("figure-articles-all-unidentified", [articles]),
            (_, n) => {
                let unidentified = ("unidentified", n.into());
                self.say("figure-articles-some-unidentified", [articles, publishers_value, unidentified])
            }
        }
    }

    /// "41 % of reported events rest on one origin".
    pub(super) fn single_origin(&self, single: usize, reported: usize) -> String {
        match (reported, single) {
            (1, 1) => self.plain("figure-only-event-single-origin"),
            (1, _) => self.plain("figure-only-event-several-origins"),
            _ => self.say("figure-single-origin", [("share", self.percent(single, reported).into())]),
        }
    }

    /// "12 %".
    fn percent(&self, part: usize, whole: usize) -> String {
        // Rounded half up, in whole numbers so that no machine rounds otherwise.
        let percent = (part * 200 + whole) / (whole * 2).max(1);
        self.say("percent", [("number", percent.into())])
    }

    /// "2 articles corrected", "2 articles retracted".
    pub(super) fn articles_that_were(&self, status: StatusKind, count: usize) -> String {
        let name = match status {
            StatusKind::Corrected => "figure-corrected",
            StatusKind::Retracted => "figure-retracted",
        };
        self.counted(name, count)
    }

    /// "published 1 of 5 articles".
    pub(super) fn published_of(&self, count: usize, all: usize) -> String {
        self.say("publisher-published", [("count", count.into()), ("all", all.into())])
    }

    /// "origin of 3 of 5 articles".
    pub(super) fn origin_of(&self, count: usize, all: usize) -> String {
        self.say("publisher-origin-of", [("count", count.into()), ("all", all.into())])
    }

    /// "2 articles of its own reporting alone".
    pub(super) fn original(&self, articles: usize) -> String {
        self.counted("publisher-original", articles)
    }

    /// "reports 3 events".
    pub(super) fn reported(&self, events: usize) -> String {
        self.counted("publisher-reported", events)
    }

    /// "the only independent origin of 2 reported events".
    pub(super) fn only_origin(&self, events: usize) -> String {
        self.counted("publisher-only-origin", events)
    }
}

/// Digits in groups of three from the point, when there are five or more of them.
fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("−", digits));
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, String::new()), |(whole, part)| (whole, format!(".{part}")));
    if whole.len() < 5 {
        return format!("{sign}{whole}{fraction}");
    }
    let mut out = sign.to_owned();
    for (n, digit) in whole.char_indices() {
        if n > 0 && (whole.len() - n) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + &fraction
}

/// The mark of a stance: shape first. Reports have one `●` for each independent origin that is certain, up to five, and so
/// none when the only origin is a party to the event.
pub(super) fn mark(stance: Stance, count: &Count) -> String {
    match stance {
        Stance::Reports => "●".repeat(count.low.min(5)),
        other => plain_mark(other).to_owned(),
    }
}

/// The mark of a stance where origins are not counted.
pub(super) fn plain_mark(stance: Stance) -> &'static str {
    match stance {
        Stance::Reports => "●",
        Stance::Announces => "○",
        Stance::Recalls => "◌",
        Stance::Disputes => "◆",
    }
}

/// The word of the content format.
pub(super) fn status_word(kind: StatusKind) -> &'static str {
    match kind {
        StatusKind::Corrected => "corrected",
        StatusKind::Retracted => "retracted",
    }
}

/// The word of the content format.
pub(super) fn stance_word(stance: Stance) -> &'static str {
    match stance {
        Stance::Reports => "reports",
        Stance::Announces => "announces",
        Stance::Recalls => "recalls",
        Stance::Disputes => "disputes",
    }
}

/// How an account is taken over.
pub(super) fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Syndicates => "syndicates",
        Mode::Cites => "cites",
        Mode::Rewrites => "rewrites",
        Mode::Translates => "translates",
    }
}

/// The word of the content format.
pub(super) fn entity_kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        EntityKind::Place => "place",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The English of this program.
    fn words() -> Words {
        Words::own()
    }

    fn count(articles: usize, low: usize, high: usize) -> Count {
        Count { articles, low, high, ..Count::default() }
    }

    #[test]
    fn the_wording_of_tallies() {
        let two = [(Stance::Reports, 2)];
        assert_eq!(words().tally(&two, &count(2, 2, 2)), "2 reports · 2 independent origins");
        let both = [(Stance::Reports, 1), (Stance::Announces, 1)];
        assert_eq!(words().tally(&both, &count(1, 1, 1)), "1 report · 1 independent origin · 1 announcement");
        assert_eq!(words().tally(&two, &count(2, 1, 3)), "2 reports · 1 to 3 independent origins");
        let one = [(Stance::Reports, 1)];
        assert_eq!(words().tally(&one, &count(1, 0, 0)), "1 report · no independent origin");
        assert_eq!(words().tally(&[(Stance::Recalls, 3)], &count(0, 0, 0)), "no report · recalled by 3 articles");
        assert_eq!(words().tally(&[], &count(0, 0, 0)), "no article speaks of it yet");
        let retracted = Count { withdrawn: 1, ..count(1, 1, 1) };
        assert_eq!(words().tally(&two, &retracted), "1 report · 1 independent origin · 1 no longer counted");
        assert_eq!(words().tally(&one, &Count { withdrawn: 1, ..count(0, 0, 0) }), "1 report, no longer counted");
    }

    #[test]
    fn values_are_grouped_as_readers_expect() {
        let number = |written: &str| words().quantity(&Quantity::new(written), None);
        let numbers = ["1000", "10000", "-1234567.25", "0.00001"].map(number);
        assert_eq!(numbers, ["1000", "10,000", "−1,234,567.25", "0.00001"]);
        assert_eq!(words().quantity(&Quantity::new("a dozen"), Some("crates")), "a dozen crates");
    }

    #[test]
    fn what_pictures_show_in_words() {
        let words = words();
        assert_eq!(words.column("2031", 0, 0, 0), "2031: no event");
        assert_eq!(words.column("2031", 7, 7, 0), "2031: 7 events reported");
        assert_eq!(words.column("2031", 1, 0, 2), "2031: 1 event, 0 of them reported; 2 more may lie in it");
        assert_eq!(words.left_out(0, 0, 0), None);
        let all = "Not drawn: 1 event far earlier than the others, 2 events far later than the others and 1 event without \
                   a known beginning or end";
        assert_eq!(words.left_out(1, 2, 1).as_deref(), Some(all));
    }

    #[test]
    fn lists_and_shares() {
        let names = |names: &[&str]| words().list(&names.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(names(&["a"]), "a");
        assert_eq!(names(&["a", "b", "c"]), "a, b and c");
        assert_eq!(words().percent(1, 3), "33\u{a0}%");
        assert_eq!(words().percent(1, 8), "13\u{a0}%");
        assert_eq!(words().percent(0, 0), "0\u{a0}%");
    }
}
