//! Happenings that sentences give a date to.
//!
//! In: paragraphs of an article and its date. Out: for each sentence that tells of an act on some day, month or week, the date at
//! the precision that it gives. Deliberately absent: whether two sentences tell of one event, and its title: a person makes an
//! event of a proposal. Years alone are left out, since they date a background and no event.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::block::{is_closing, is_sentence_end, size};
use super::dates::{Looks, Told, When, told};
use crate::date::{Date, Precision, Relation};

/// A sentence with a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) date: Date,
    pub(super) words: String,
    pub(super) sentence: String,
    /// Whether it is told as something to come.
    pub(super) is_ahead: bool,
}

/// Most proposals for one article: beyond that it is a list of dates, which nobody wants as proposals.
pub(super) const MOST: usize = 60;

/// The sentences of a paragraph that have a date. `written` is the day of the article, if it is known; a paragraph may begin with
/// this dateline, whose day counts for its first sentence when that names none.
pub(super) fn dated(paragraph: &str, dateline: &str, written: Option<&Date>) -> Vec<Dated> {
    let mut found = Vec::new();
    let (dateline, text) =
        paragraph.strip_prefix(dateline).map_or(("", paragraph), |rest| (dateline, rest.trim_start()));
    for (n, sentence) in sentences(text).map(|at| text[at].trim()).enumerate() {
        // A caption, a label or a score is no act.
        if size(sentence) < 8 {
            continue;
        }
        let is_ahead = AHEAD.is_match(sentence);
        let of_dateline = || finest(dateline, written, is_ahead).filter(|_| n == 0);
        if let Some((date, words)) = finest(sentence, written, is_ahead).or_else(of_dateline) {
            let is_ahead = match written.map(|written| date.relation(written)) {
                Some(Relation::After) => true,
                Some(Relation::Before) => false,
                _ => is_ahead,
            };
            found.push(Dated { date, words: words.to_owned(), sentence: sentence.to_owned(), is_ahead });
        }
    }
    found
}

/// When something is that a text tells of, with the words that say so: the finest date says it, and of two the first.
fn finest<'t>(text: &'t str, written: Option<&Date>, is_ahead: bool) -> Option<(Date, &'t str)> {
    let rank = |date: &Date| match date.precision() {
        Precision::Day => 0,
        Precision::Interval => 1,
        Precision::Month => 2,
        _ => 3,
    };
    let dates = told(text).into_iter().filter_map(|told| Some((resolve(&told, written, is_ahead)?, told.at)));
    let (date, at) = dates.filter(|(date, _)| rank(date) < 3).min_by_key(|(date, at)| (rank(date), at.start))?;
    Some((date, &text[at]))
}

fn resolve(told: &Told, written: Option<&Date>, is_ahead: bool) -> Option<Date> {
    // The day of the article itself is no event unless something is said to happen on it: "today" and days are.
    let looks = match told.looks {
        Looks::Either if is_ahead => Looks::Ahead,
        looks => looks,
    };
    match (told.when, written) {
        (When::Parts { year: Some(_), .. }, _) => told.when.absolute(),
        (when, Some(written)) => when.resolve(written, looks),
        (_, None) => None,
    }
}

/// The sentences of a paragraph. An end is a mark that is followed by space and a letter that can begin a sentence, or one that
/// needs no space; what an abbreviation leaves open stays in one sentence.
fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut ends = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !is_sentence_end(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((next, c)) = chars.peek().copied().filter(|(_, c)| is_closing(*c) || is_sentence_end(*c)) {
            end = next + c.len_utf8();
            chars.next();
        }
        let is_full_width = matches!(c, '。' | '！' | '？' | '．');
        let rest = &text[end..];
        let begins = rest.trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
        let word = text[..at].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
        let is_abbreviation = c == '.' && is_abbreviated(word);
        if is_full_width || rest.is_empty() || rest.starts_with(char::is_whitespace) && begins && !is_abbreviation {
            ends.push(end);
        }
    }
    if ends.last() != Some(&text.len()) {
        ends.push(text.len());
    }
    let starts: Vec<usize> = std::iter::once(0).chain(ends.iter().copied()).collect();
    starts.into_iter().zip(ends).map(|(start, end)| start..end)
}

/// Whether a full stop after this word may be part of it.
fn is_abbreviated(word: &str) -> bool {
    let known = [
        "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mr", "Mrs", "Ms", "Dr",
        "Prof", "Gov", "Sen", "Rep", "Gen", "Col", "Lt", "Sgt", "St", "No", "vs", "Co", "Corp", "Inc", "Ltd", "Jr",
        "Sr", "approx", "Calif", "Wash", "Conn", "Mass", "Ill", "Va", "Pa",
    ];
    let is_initial = word.chars().filter(|c| c.is_alphabetic()).count() == 1 && word.ends_with(char::is_uppercase);
    is_initial || word.contains('.') && !word.contains(char::is_numeric) || known.contains(&word)
}

/// Words by which a sentence tells of what is to come.
static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:will|shall|would|goes on sale|plans? to|planned for|is to|are to|to be held|scheduled|slated|expected to|due to|set to|aims? to|upcoming|next|tomorrow|later this)\b|예정|계획이|할 것|전망|앞두|내달|오는|다음 달|다음 주|내년|予定|見通し|見込み|来月|来週|来年|明日|方針|計画して|将于|將於|将在|將在|计划于|預計|预计|拟于|即将|下周|下週|下个月|下月|明年|明天|定于",
    )
    .expect("the pattern is right")
});

#[cfg(test)]
mod tests {
    use super::dated;
    use crate::date::Date;

    /// What is proposed for a paragraph of an article of Wednesday, 15 November 2023.
    fn proposed(paragraph: &str) -> String {
        let written = Date::parse("2023-11-15").expect("it is a date");
        let found = dated(paragraph, "", Some(&written));
        found
            .iter()
            .map(|dated| format!("{}{}", dated.date, if dated.is_ahead { " ahead" } else { "" }))
            .collect::<Vec<_>>()
            .join(", ")
    }

    #[test]
    fn sentences_in_four_languages() {
        assert_eq!(
            proposed("The ministers met on Friday. Talks began in August. They will meet again on Dec. 5."),
            "2023-11-10, 2023-08, 2023-12-05 ahead"
        );
        assert_eq!(
            proposed("양국 장관은 지난 10일 회담했다. 다음 회담은 내달 5일 열릴 예정이다."),
            "2023-11-10, 2023-12-05 ahead"
        );
        assert_eq!(
            proposed("両国の外相は10日、会談した。次の会談は来月に開かれる予定だ。"),
            "2023-11-10, 2023-12 ahead"
        );
        assert_eq!(proposed("两国外长11月10日举行会谈。下一次会谈将于12月5日举行。"), "2023-11-10, 2023-12-05 ahead");
    }

    #[test]
    fn what_is_said_of_times_to_come_lies_ahead() {
        assert_eq!(proposed("The company said that it would close the line on 1 April."), "2024-04-01 ahead");
        assert_eq!(proposed("The new tram, which goes on sale in late January, has four doors."), "2024-01 ahead");
        assert_eq!(proposed("The company closed the line on 1 April, as it had said before."), "2023-04-01");
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        let written = Date::parse("2023-11-15").expect("it is a date");
        let found = dated(
            "Gov. Ada B. Lund met Mr. Li of the U.S. Embassy on Nov. 10 in Port City. It rained.",
            "",
            Some(&written),
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].sentence, "Gov. Ada B. Lund met Mr. Li of the U.S. Embassy on Nov. 10 in Port City.");
        assert_eq!(found[0].words, "Nov. 10");
    }

    #[test]
    fn a_dateline_is_no_part_of_a_sentence() {
        let written = Date::parse("2023-11-15").expect("it is a date");
        let dateline = "PORT CITY, Nov. 15 (Strait Wire) --";
        let of = |text: &str| {
            let found = dated(&format!("{dateline} {text}"), dateline, Some(&written));
            found
                .into_iter()
                .map(|dated| format!("{} {} {}", dated.date, dated.words, dated.sentence))
                .collect::<Vec<_>>()
        };
        assert_eq!(of("The ministers met on Friday."), ["2023-11-10 Friday The ministers met on Friday."]);
        assert_eq!(
            of("The ministers met in the hall. It rained all day long."),
            ["2023-11-15 Nov. 15 The ministers met in the hall."]
        );
    }

    #[test]
    fn what_needs_the_articles_day_is_left_out_without_it() {
        assert_eq!(dated("The ministers met on Friday in the old town hall.", "", None), []);
        assert_eq!(dated("The ministers met on 10 November 2023 in the town hall.", "", None).len(), 1);
        assert_eq!(dated("The ministers met in 2023 in the town hall.", "", None), []);
    }
}
