//! The English of the pages: every phrase that is made of more than one value.
//!
//! Phrases that stand alone are in the templates. Kept in one place, so that another language is another such file.

use crate::model::{Count, EntityKind, Mode, PublisherKind, RelatedTopic, Stance};

/// What stands for a publisher that is not known.
pub(super) const UNIDENTIFIED: &str = "publisher not identified";
/// What stands at the end of a chain that leads to nobody known.
pub(super) const UNKNOWN_ORIGIN: &str = "origin not known";
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

/// The words of one stance: "2 reports · 2 independent origins", "recalled by 3 articles".
pub(super) fn stance(stance: Stance, articles: usize, count: &Count) -> String {
    match stance {
        Stance::Reports => format!("{} · {}", counted(articles, "report", "reports"), origins(count)),
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

    fn count(low: usize, high: usize) -> Count {
        Count { low, high, ..Count::default() }
    }

    #[test]
    fn the_wording_of_tallies() {
        let reports = [(Stance::Reports, 2)];
        assert_eq!(tally(&reports, &count(2, 2)), "2 reports · 2 independent origins");
        let both = [(Stance::Reports, 1), (Stance::Announces, 1)];
        assert_eq!(tally(&both, &count(1, 1)), "1 report · 1 independent origin · 1 announcement");
        assert_eq!(tally(&reports, &count(1, 3)), "2 reports · 1 to 3 independent origins");
        assert_eq!(tally(&[(Stance::Reports, 1)], &count(0, 0)), "1 report · no independent origin");
        assert_eq!(tally(&[(Stance::Recalls, 3)], &count(0, 0)), "no report · recalled by 3 articles");
        assert_eq!(tally(&[], &count(0, 0)), "no article speaks of it yet");
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
