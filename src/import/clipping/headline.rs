//! Which block of a clipping is its headline.
//!
//! In: the blocks in order, where the article is, and what a page says its title is. Out: the block. A headline is short and no
//! sentence; it shares words with the opening of the article, is signed by who wrote it and when, and is said again where a page
//! tells where one is. Deliberately absent: its words without the name of the site, which `metadata/title.rs` cuts off.

use std::collections::HashSet;
use std::ops::Range;

use super::article::Judged;
use super::block::{Shape, folded, is_ideograph_or_kana, push_lower};
use super::head::{BEFORE, WITHIN, is_date_line};
use super::names::byline;
use super::phrases::Use;

/// Points of a line that shares all its words with the opening of the article.
const SHARED: usize = 60;

/// Points of a line under which stands who wrote it or when.
const SIGNED: i64 = 40;

/// Points of a line that is said again within a longer one: a way to the page, the title of its window, a call to share it.
const REPEATED: i64 = 25;

/// Points of a line over the credit of a picture.
const PICTURE: i64 = -40;

/// The block that is the headline. `told` is what a page gives for it elsewhere.
pub(super) fn headline(blocks: &[Judged<'_>], article: &Range<usize>, told: Option<&str>) -> Option<usize> {
    let opening = blocks[article.clone()].iter().filter(|block| block.is_prose).take(4);
    let opening: HashSet<String> = opening.flat_map(|block| grams(&block.block.text)).collect();
    let told = told.map(folded);
    // The extraction library may have taken a menu with the article.
    let first = article.clone().take(BEFORE).find(|n| blocks[*n].is_prose).unwrap_or(article.start);
    let end = article.end.min(first.max(article.start + WITHIN));
    let start = article.start.saturating_sub(BEFORE);
    let is_signature = |n: &usize| {
        let text = &blocks[*n].block.text;
        is_date_line(text) || byline(text).is_some()
    };
    let signatures: Vec<usize> = (start..end).filter(is_signature).collect();
    let is_picture = |n: usize| blocks.get(n).is_some_and(|next| next.used == Some(Use::Caption) && next.size <= 16);
    let mut best: Option<(i64, usize)> = None;
    for (n, block) in blocks.iter().enumerate().take(end).skip(start) {
        // Below running text there are headings of sections.
        if n >= article.start && block.is_prose {
            break;
        }
        let text = block.block.text.as_str();
        let level = match block.block.shape {
            Shape::Heading(level) => Some(level),
            Shape::Plain => None,
            _ => continue,
        };
        let is_told = told.as_ref().is_some_and(|told| told.contains(&block.folded) || block.folded.contains(told));
        let is_label = block.used.is_some() && !(is_told && level == Some(1));
        let is_fit = (6..=80).contains(&block.size)
            && !is_label
            && !text.ends_with(['.', '。'])
            && !text.starts_with(['—', '–'])
            && !is_path(text);
        if !is_fit || signatures.contains(&n) {
            continue;
        }
        let words = grams(text);
        let shared = words.iter().filter(|word| opening.contains(*word)).count();
        // What stands under a signature is of a picture.
        let of_signature = match signatures.iter().find(|signature| **signature > n) {
            Some(next) if *next == n + 1 && shared > 0 => SIGNED,
            Some(next) if *next == n + 1 => SIGNED / 2,
            _ if signatures.first().is_some_and(|first| *first < n) => -SIGNED / 2,
            _ => 0,
        };
        let window = (0..start.min(3)).chain(start..end);
        let is_repeated = window.into_iter().any(|other| {
            blocks[other].folded.len() > block.folded.len() && blocks[other].folded.contains(&block.folded)
        });
        #[expect(clippy::cast_possible_wrap, reason = "all are far below 2^63")]
        let score = {
            let overlap = (shared * SHARED / words.len().max(1)) as i64;
            let distance = (article.start.abs_diff(n).min(BEFORE) as i64) * 2;
            let size = (block.size.min(24) as i64) / 2;
            // A heading that leads elsewhere, such as the name of the site, is of the page.
            let heading = 2 * block.block.leaning.clamp(-14, 0)
                + match level {
                    Some(1) => 60,
                    Some(2) => 15,
                    Some(_) => -10,
                    None => 0,
                };
            overlap - distance
                + size
                + heading
                + of_signature
                + if is_repeated { REPEATED } else { 0 }
                + if is_picture(n + 1) { PICTURE } else { 0 }
                + if is_told { 40 } else { 0 }
                + if n < article.start { 5 } else { -10 }
        };
        // Of two that say the same, the last stands over the article.
        if score > 0 && best.is_none_or(|(most, _)| score >= most) {
            best = Some((score, n));
        }
    }
    best.map(|(_, n)| n)
}

/// Whether a line tells where in a site one is.
fn is_path(text: &str) -> bool {
    [" > ", " › ", " » ", " ＞ ", " >> "].iter().any(|sign| text.contains(sign))
}

/// Parts of words that can be found again in another sentence: words of scripts with spaces, pairs of characters of others.
fn grams(text: &str) -> HashSet<String> {
    let mut grams = HashSet::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let is_dense = |c: char| is_ideograph_or_kana(c) || matches!(c, '\u{ac00}'..='\u{d7a3}');
        if word.contains(is_dense) {
            let letters: Vec<char> = word.to_lowercase().chars().collect();
            grams.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if word.chars().nth(3).is_some() {
            let mut start = String::new();
            word.chars().take(6).for_each(|c| push_lower(&mut start, c));
            grams.insert(start);
        }
    }
    grams
}
