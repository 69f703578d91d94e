//! The English of the pages: every phrase that is made of more than one value.
//!
//! Phrases that stand alone are in the templates. Kept in one place, so that another language is another such file.

use crate::model::{Count, EntityKind, Mode, PublisherKind, Quantity, RelatedTopic, Stance, StatusKind};

/// What stands for a publisher that is not known.
pub(super) const UNIDENTIFIED: &str = "publisher not identified";
/// What stands at the end of a chain that leads to nobody known.
pub(super) const UNKNOWN_ORIGIN: &str = "origin not known";
/// What is said of a value that nobody gives but those who announce the event.
pub(super) const ANNOUNCED: &str = "announced beforehand";
/// What is said of a value whose every account was retracted.
pub(super) const WITHDRAWN: &str = "withdrawn";
/// What stands for the origins of an account that no longer counts.
pub(super) const WITHDRAWN_ORIGIN: &str = "none that stands: what it rests on was retracted";
/// The heading of events that no year can be given for.
pub(super) const UNDATED: &str = "undated";

/// "1 report", "2 reports".
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// "2 independent origins", "1 to 3 independent origins", "no independent origin".
pub(super) fn origins(count: &Count) -> String {
    match (count.low, count.high) {
        (_, 0) => "no independent origin".to_owned(),
        (low, high) if low == high => counted(high, "independent origin", "independent origins"),
        (low, high) => format!("{low} to {high} independent origins"),
    }
}

/// The words of one stance: "2 reports · 2 independent origins", "1 report · 1 independent origin · 1 no longer counted",
/// "recalled by 3 articles".
pub(super) fn stance(stance: Stance, articles: usize, count: &Count) -> String {
    match stance {
        Stance::Reports => match (count.articles, count.withdrawn) {
            (0, withdrawn) => format!("{}, no longer counted", counted(withdrawn, "report", "reports")),
            (standing, 0) => format!("{} · {}", counted(standing, "report", "reports"), origins(count)),
            (standing, withdrawn) => {
                let reports = counted(standing, "report", "reports");
                format!("{reports} · {} · {withdrawn} no longer counted", origins(count))
            }
        },
        Stance::Announces => counted(articles, "announcement", "announcements"),
        Stance::Recalls => format!("recalled by {}", counted(articles, "article", "articles")),
        Stance::Disputes => format!("disputed by {}", counted(articles, "article", "articles")),
    }
}

/// The tally of an event: the words of its stances, and that nobody reports it when nobody does.
pub(super) fn tally(stances: &[(Stance, usize)], count: &Count) -> String {
    if stances.is_empty() {
        return "no article speaks of it yet".to_owned();
    }
    let mut words: Vec<String> = stances.iter().map(|(s, articles)| stance(*s, *articles, count)).collect();
    if !stances.iter().any(|(s, _)| *s == Stance::Reports) {
        words.insert(0, "no report".to_owned());
    }
    words.join(" · ")
}

/// The word of the content format.
pub(super) fn status_word(kind: StatusKind) -> &'static str {
    match kind {
        StatusKind::Corrected => "corrected",
        StatusKind::Retracted => "retracted",
    }
}

/// The label of a site that isn't built of all that is known.
pub(super) fn as_known_on(date: &str) -> String {
    format!("As known on {date}")
}

/// What is left out of such a site.
pub(super) fn later(articles: usize) -> String {
    match articles {
        0 => "all articles gathered here were published by then".to_owned(),
        1 => "1 article that was not, or not surely, published by then is left out".to_owned(),
        many => format!("{many} articles that were not, or not surely, published by then are left out"),
    }
}

/// What became of an article: "retracted", "corrected 3 May 2031".
pub(super) fn status(kind: StatusKind, date: Option<&str>) -> String {
    let word = status_word(kind);
    date.map_or_else(|| word.to_owned(), |date| format!("{word} {date}"))
}

/// What is said of an article that rests on another that was retracted or corrected.
pub(super) fn resting(resting: Resting) -> &'static str {
    match resting {
        Resting::OnRetracted => "rests on a retracted article, no longer counted",
        Resting::InPartOnRetracted => "rests in part on a retracted article",
        Resting::OnCorrected => "rests on an article that was corrected since",
    }
}

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

/// The value of a claim with its unit: "10,000 containers".
pub(super) fn quantity(quantity: &Quantity, unit: Option<&str>) -> String {
    let value = match quantity {
        Quantity::Number(number) => grouped(number),
        Quantity::Text(text) => text.clone(),
    };
    unit.map_or_else(|| value.clone(), |unit| format!("{value} {unit}"))
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

/// When a value holds: "as of 3 May 2031", "revised, as of 3 May 2031".
pub(super) fn as_of(date: Option<&str>, is_revision: bool) -> Option<String> {
    let date = date.map(|date| format!("as of {date}"));
    match (date, is_revision) {
        (Some(date), true) => Some(format!("revised, {date}")),
        (date, _) => date,
    }
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
pub(super) fn stance_word(stance: Stance) -> &'static str {
    match stance {
        Stance::Reports => "reports",
        Stance::Announces => "announces",
        Stance::Recalls => "recalls",
        Stance::Disputes => "disputes",
    }
}

/// What a stance is called on its article's page.
pub(super) fn stance_here(stance: Stance) -> &'static str {
    match stance {
        Stance::Reports => "reported here",
        Stance::Announces => "announced here",
        Stance::Recalls => "recalled here",
        Stance::Disputes => "disputed here",
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

/// What a publisher is.
pub(super) fn publisher_kind(kind: PublisherKind) -> &'static str {
    match kind {
        PublisherKind::Newspaper => "newspaper",
        PublisherKind::Wire => "wire agency",
        PublisherKind::Broadcaster => "broadcaster",
        PublisherKind::Official => "official body",
        PublisherKind::Aggregator => "aggregator",
    }
}

/// "a", "a and b", "a, b and c".
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Why an article is related: "same event: …; shares Park Jin".
pub(super) fn related_article(events: &[String], entities: &[String]) -> String {
    let mut reasons = Vec::new();
    match events {
        [] => {}
        [only] => reasons.push(format!("same event: {only}")),
        [first, rest @ ..] => {
            reasons.push(format!("same events: {first}, and {}", counted(rest.len(), "other", "others")));
        }
    }
    if !entities.is_empty() {
        reasons.push(format!("shares {}", list(entities)));
    }
    reasons.join("; ")
}

/// Why a topic is related: "shares 12 events, 5 articles and 9 names".
pub(super) fn related_topic(related: &RelatedTopic) -> String {
    let shared: Vec<String> = [
        (related.events, "event", "events"),
        (related.articles, "article", "articles"),
        (related.entities, "name", "names"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, many)| counted(count, one, many))
    .collect();
    match (shared.is_empty(), related.linked) {
        (true, _) => "linked in the brief".to_owned(),
        (false, true) => format!("shares {}; linked in the brief", list(&shared)),
        (false, false) => format!("shares {}", list(&shared)),
    }
}

/// "12 %", with a space that doesn't break.
pub(super) fn percent(part: usize, whole: usize) -> String {
    // Rounded half up, in whole numbers so that no machine rounds otherwise.
    let percent = (part * 200 + whole) / (whole * 2).max(1);
    format!("{percent}\u{a0}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(articles: usize, low: usize, high: usize) -> Count {
        Count { articles, low, high, ..Count::default() }
    }

    #[test]
    fn the_wording_of_tallies() {
        let two = [(Stance::Reports, 2)];
        assert_eq!(tally(&two, &count(2, 2, 2)), "2 reports · 2 independent origins");
        let both = [(Stance::Reports, 1), (Stance::Announces, 1)];
        assert_eq!(tally(&both, &count(1, 1, 1)), "1 report · 1 independent origin · 1 announcement");
        assert_eq!(tally(&two, &count(2, 1, 3)), "2 reports · 1 to 3 independent origins");
        let one = [(Stance::Reports, 1)];
        assert_eq!(tally(&one, &count(1, 0, 0)), "1 report · no independent origin");
        assert_eq!(tally(&[(Stance::Recalls, 3)], &count(0, 0, 0)), "no report · recalled by 3 articles");
        assert_eq!(tally(&[], &count(0, 0, 0)), "no article speaks of it yet");
        let retracted = Count { withdrawn: 1, ..count(1, 1, 1) };
        assert_eq!(tally(&two, &retracted), "1 report · 1 independent origin · 1 no longer counted");
        assert_eq!(tally(&one, &Count { withdrawn: 1, ..count(0, 0, 0) }), "1 report, no longer counted");
    }

    #[test]
    fn values_are_grouped_as_readers_expect() {
        let number = |written: &str| quantity(&Quantity::new(written), None);
        let numbers = ["1000", "10000", "-1234567.25", "0.00001"].map(number);
        assert_eq!(numbers, ["1000", "10,000", "−1,234,567.25", "0.00001"]);
        assert_eq!(quantity(&Quantity::new("a dozen"), Some("crates")), "a dozen crates");
    }

    #[test]
    fn lists_and_shares() {
        let names = |names: &[&str]| list(&names.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(names(&["a"]), "a");
        assert_eq!(names(&["a", "b", "c"]), "a, b and c");
        assert_eq!(percent(1, 3), "33\u{a0}%");
        assert_eq!(percent(1, 8), "13\u{a0}%");
        assert_eq!(percent(0, 0), "0\u{a0}%");
    }
}
