//! What stands over an article and under it: byline and date.
//!
//! In: the blocks of a clipping and where its article is. Out: which of them are what. Deliberately absent: the headline
//! (`headline.rs`), what is in the text itself (`credits.rs`, `events.rs`), and what a page says for machines (`metadata.rs`).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::article::Judged;
use super::block::{Shape, size};
use super::dates::{self, Told};
use super::names::{byline, is_label, is_name};
use super::phrases::{Use, agencies};
use crate::date::{Date, Precision};

/// How many blocks before an article are looked at.
pub(super) const BEFORE: usize = 30;

/// How many of its first blocks are looked at, and how many after it.
pub(super) const WITHIN: usize = 4;
const AFTER: usize = 12;

/// A date of publication, and the block that tells it.
pub(super) struct Dated {
    pub(super) block: usize,
    pub(super) date: Date,
    /// Whether only the day of a change is told.
    pub(super) is_of_update: bool,
}

/// The date of publication, told in a line around the article.
pub(super) fn date(blocks: &[Judged<'_>], article: &Range<usize>, title: Option<usize>) -> Option<Dated> {
    let start = title.unwrap_or(article.start).min(article.start).saturating_sub(8);
    let start = start.max(article.start.saturating_sub(BEFORE));
    let end = (article.end + AFTER).min(blocks.len());
    let mut best: Option<(i64, Dated)> = None;
    for n in start..end {
        let text = blocks[n].block.text.as_str();
        if blocks[n].size > 80 || !text.contains(char::is_numeric) {
            continue;
        }
        let is_around = n < article.start + WITHIN;
        let mut from = 0;
        for Told { at, when, .. } in dates::told(text) {
            let Some(date) = when.absolute() else { continue };
            let before = &text[from..at.start];
            from = at.end;
            let said = said_of_date(before).or_else(|| {
                said_of_date(n.checked_sub(1).map(|n| blocks[n].block.text.as_str()).filter(|text| text.len() < 30)?)
            });
            // Running text tells of other days, unless it says that this is the one.
            if said != Some(Said::Published) && (blocks[n].is_prose || !is_around)
                || date.precision() == Precision::Year
            {
                continue;
            }
            let score = match said {
                Some(Said::Published) => 60,
                None => 30,
                Some(Said::Updated) => 10,
            };
            #[expect(clippy::cast_possible_wrap, reason = "a distance is far below 2^63")]
            let distance = article.start.abs_diff(n).min(25) as i64;
            let score = score + if date.exact_day().is_some() { 20 } else { 0 } - distance;
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, Dated { block: n, date, is_of_update: said == Some(Said::Updated) }));
            }
        }
    }
    best.map(|(_, dated)| dated)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Published,
    Updated,
}

/// What is said before a date about it: the last word counts.
pub(super) fn said_of_date(before: &str) -> Option<Said> {
    let published = PUBLISHED.find_iter(before).last().map(|found| found.start());
    let updated = UPDATED.find_iter(before).last().map(|found| found.start());
    match (published, updated) {
        (Some(published), Some(updated)) if updated > published => Some(Said::Updated),
        (Some(_), _) => Some(Said::Published),
        (None, Some(_)) => Some(Said::Updated),
        (None, None) => None,
    }
}

static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:published|posted|publish date|pub date|date published|publication date)\b|입력|등록|승인|게재|작성|발행|公開|配信|掲載|投稿|作成日|发布|發布|发表|發表|刊登|发稿|公布時間").expect("the pattern is right")
});

static UPDATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:updated?|modified|revised|reviewed|edited)\b|수정|업데이트|갱신|更新|改訂|修改|修正")
        .expect("the pattern is right")
});

/// Whether a line tells a date and little else.
pub(super) fn is_date_line(text: &str) -> bool {
    let told = dates::told(text);
    if said_of_date(text).is_some() && !told.is_empty() && text.contains(char::is_numeric) && size(text) <= 40 {
        return true;
    }
    let length: usize = told.iter().filter(|told| told.when.absolute().is_some()).map(|told| told.at.len()).sum();
    length > 0 && length * 3 > text.len()
}

/// The names that lines around the article say wrote it, and the block that says so.
pub(super) fn authors(
    blocks: &[Judged<'_>],
    article: &Range<usize>,
    title: Option<usize>,
) -> Option<(usize, Vec<String>)> {
    let start = title.unwrap_or(article.start.saturating_sub(8)).min(article.start);
    let near = start..(article.start + WITHIN).min(blocks.len());
    let after = article.end..(article.end + WITHIN).min(blocks.len());
    let named = near.clone().chain(after).chain(article.clone().next_back()).find_map(|n| {
        let block = &blocks[n];
        // Who made a picture didn't write the article.
        if block.used == Some(Use::Caption) {
            return None;
        }
        let next = blocks.get(n + 1).filter(|next| is_label(&block.block.text) && is_name(&next.block.text));
        if let Some(next) = next {
            return Some((n + 1, vec![next.block.text.clone()]));
        }
        let is_short = block.size <= 60 || block.used == Some(Use::Biography);
        let names = byline(&block.block.text)
            .filter(|_| is_short && !(block.is_prose && n >= article.start && block.size > 24))?;
        Some((n, names))
    });
    named.or_else(|| beside_date(blocks, title?, near.end))
}

/// The name in a line of its own under the headline, with the date in the line before it or after it.
fn beside_date(blocks: &[Judged<'_>], title: usize, end: usize) -> Option<(usize, Vec<String>)> {
    let under = title + 1..end.min(title + 1 + WITHIN);
    let is_date = |n: usize| under.contains(&n) && is_date_line(&blocks[n].block.text);
    let is_name_line = |n: &usize| {
        let Judged { block, used, size, .. } = &blocks[*n];
        let is_plain = block.shape == Shape::Plain && used.is_none() && (4..=8).contains(size);
        let is_one = is_name(&block.text) && block.text.contains(' ') && block.text.contains(char::is_lowercase);
        is_plain && is_one && !agencies().contains(&block.text) && (is_date(n + 1) || is_date(n - 1))
    };
    let n = under.clone().find(is_name_line)?;
    Some((n, vec![blocks[n].block.text.clone()]))
}

#[cfg(test)]
mod tests {
    use super::said_of_date;

    #[test]
    fn publication_is_told_from_updates() {
        let said = ["Published ", "Updated Nov 19; posted ", "입력 ", "최종수정 ", "公開 2024年 更新 ", "on "]
            .map(|text| format!("{:?}", said_of_date(text)));
        assert_eq!(said.join(" "), "Some(Published) Some(Published) Some(Published) Some(Updated) Some(Updated) None");
    }
}
