//! Which blocks of a clipping are the article.
//!
//! In: the blocks in order. Out: a fate for each. Every block gets points, in half words of running text: what reads as running
//! text speaks for it, labels, menus and notices against it. The article is the stretch of blocks with the largest sum (the
//! maximum subsequence segmentation of Pasternack and Roth, 2009), so that a heading or an advertisement between paragraphs
//! doesn't end it, and a sentence in a footer doesn't stretch it. No stretch goes past where readers begin to speak or a
//! copyright is told. What stands inside it and isn't of it is then taken out: repetitions, words of pictures, prompts.
//! Deliberately absent: rules for single sites.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::block::{Block, Shape, ends_sentence, folded, is_prose, size};
use super::phrases::{Use, use_of};
use super::{Fate, Reason};

/// Most points of one block: a wall of text in a footer must not outweigh an article.
const MOST: i64 = 160;

/// Points of what is no running text.
const LABEL: i64 = -10;

/// Points of what the extraction library takes for the article.
const TAKEN: i64 = 20;

/// Points of a heading over other articles.
const RELATED: i64 = -70;

/// Running text after which the comments of readers may be longer than the article and still aren't it, in half words.
const ENOUGH: i64 = 40;

/// What is known of a block before it is judged.
pub(super) struct Judged<'a> {
    pub(super) block: &'a Block,
    pub(super) used: Option<Use>,
    pub(super) is_prose: bool,
    pub(super) size: usize,
    pub(super) folded: String,
}

/// Looks at every block.
pub(super) fn look(blocks: &[Block]) -> Vec<Judged<'_>> {
    blocks
        .iter()
        .map(|block| {
            let size = size(&block.text);
            let used = match block.shape {
                Shape::Caption => Some(Use::Caption),
                Shape::Contents => Some(Use::Navigation),
                _ => use_of(&block.text, size),
            };
            Judged { block, used, is_prose: is_prose(&block.text, size), size, folded: folded(&block.text) }
        })
        .collect()
}

/// The stretch of blocks that is the article: the first and the one past the last. What comes first is it unless what comes
/// later says clearly more: what stands after an article can be as long as a short one.
pub(super) fn stretch(blocks: &[Judged<'_>]) -> Range<usize> {
    let points = points(blocks);
    let mut best = (0, 0..0);
    let mut here = (0, 0..0);
    let (mut sum, mut start) = (0, 0);
    for (n, block) in blocks.iter().enumerate() {
        if sum <= 0 || is_end(block) {
            (sum, start) = (0, n);
            let last = std::mem::replace(&mut here, (0, 0..0));
            best = better(best, last);
        }
        if is_end(block) {
            continue;
        }
        sum += points[n];
        if sum > here.0 {
            here = (sum, start..n + 1);
        }
    }
    let mut best = better(best, here).1;
    best.end = with_list(blocks, &best);
    // What the library took is of the article, however much stands between.
    let is_taken = |block: &Judged<'_>| block.block.is_taken == Some(true);
    let whole = match (blocks.iter().position(is_taken), blocks.iter().rposition(is_taken)) {
        (Some(first), Some(last)) if best.start <= last && first < best.end => {
            best.start.min(first)..best.end.max(last + 1)
        }
        (Some(first), Some(last)) => first..last + 1,
        _ => best,
    };
    without_comments(blocks, whole)
}

/// An article without the comments that the library took with it: they begin behind most of the running text.
fn without_comments(blocks: &[Judged<'_>], article: Range<usize>) -> Range<usize> {
    let prose = |n: usize| if blocks[n].is_prose { blocks[n].size } else { 0 };
    let whole: usize = article.clone().map(prose).sum();
    let mut before = 0;
    for n in article.clone() {
        if blocks[n].used == Some(Use::Comments) && before * 2 > whole {
            return article.start..n;
        }
        before += prose(n);
    }
    article
}

/// Where a list ends that an article ends with. Lines that stand as deep as the article's paragraphs are of it, in a text that
/// shows by its indentation what stands in what.
fn with_list(blocks: &[Judged<'_>], article: &Range<usize>) -> usize {
    let depth = depth_of_prose(blocks);
    let depths: HashSet<usize> = blocks.iter().map(|block| block.block.depth).collect();
    let is_of_it =
        |block: &&Judged<'_>| block.block.depth == depth && block.used.is_none() && block.block.shape == Shape::Plain;
    let length = blocks[article.end..].iter().take_while(is_of_it).count();
    // A line or two may be a label of what follows.
    if depths.len() > 3 && length > 2 { article.end + length } else { article.end }
}

/// The later of two stretches, if its sum is by a quarter above the other.
fn better(first: (i64, Range<usize>), later: (i64, Range<usize>)) -> (i64, Range<usize>) {
    if later.0 * 4 > first.0 * 5 { later } else { first }
}

/// Whether the article ends before this block, if it began.
fn is_end(block: &Judged<'_>) -> bool {
    if block.block.is_taken == Some(true) {
        return false;
    }
    let is_copyright = block.used == Some(Use::Legal) && block.block.text.contains(['©', 'ⓒ']);
    block.used == Some(Use::Comments) || (is_copyright && block.size < 80)
}

/// What speaks for a block and against it.
fn points(blocks: &[Judged<'_>]) -> Vec<i64> {
    let depth = depth_of_prose(blocks);
    let (mut prose, mut is_after) = (0, false);
    let mut is_among_related = false;
    let of = |block: &Judged<'_>| {
        #[expect(clippy::cast_possible_wrap, reason = "a size is far below 2^63")]
        let size = (block.size as i64).min(MOST);
        let points = match block.used {
            Some(Use::Related) => RELATED,
            Some(Use::Legal | Use::Prompt | Use::Tags) => 2 * LABEL,
            Some(_) => LABEL,
            None if matches!(block.block.shape, Shape::Row(_)) => LABEL / 5,
            None if !block.is_prose => LABEL,
            None if matches!(block.block.shape, Shape::Item(..)) => size / 2,
            None if block.block.depth.abs_diff(depth) > 2 => size / 3,
            None => size,
        };
        let by_library = match block.block.is_taken {
            None => 0,
            Some(true) => TAKEN,
            Some(false) if block.is_prose => -size * 2 / 3,
            Some(false) => LABEL,
        };
        points + block.block.leaning + by_library
    };
    blocks
        .iter()
        .map(|block| {
            let points = of(block);
            match block.used {
                Some(Use::Comments) => is_after = prose >= ENOUGH,
                Some(Use::Related) => is_among_related = true,
                _ => prose += points.max(0),
            }
            if is_among_related && points >= 80 {
                is_among_related = false;
            }
            match points {
                1.. if is_after => points / 4,
                1.. if is_among_related => points / 3,
                _ => points,
            }
        })
        .collect()
}

/// How deep most running text stands.
fn depth_of_prose(blocks: &[Judged<'_>]) -> usize {
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    for block in blocks.iter().filter(|block| block.is_prose && block.used.is_none()) {
        // One wall of text says little about where paragraphs stand.
        *sizes.entry(block.block.depth).or_default() += block.size.min(80);
    }
    let mut sizes: Vec<_> = sizes.into_iter().collect();
    sizes.sort_unstable();
    sizes.into_iter().max_by_key(|(_, size)| *size).map_or(0, |(depth, _)| depth)
}

/// The fate of every block, given where the article is and what is said in its title.
pub(super) fn fates(blocks: &[Judged<'_>], article: &Range<usize>, title: Option<&str>) -> Vec<Fate> {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut labels: HashMap<&str, usize> = HashMap::new();
    for block in blocks {
        *labels.entry(&block.folded).or_default() += 1;
    }
    let title = title.map(folded);
    let mut fates: Vec<Fate> = blocks
        .iter()
        .enumerate()
        .map(|(n, block)| {
            if let Some(used) = block.used
                && (used != Use::Biography || !article.contains(&n))
            {
                return Fate::Dropped(reason(used));
            }
            if n < article.start {
                return Fate::Dropped(Reason::BeforeArticle);
            }
            if n >= article.end {
                return Fate::Dropped(Reason::AfterArticle);
            }
            if block.block.is_taken == Some(false) && !block.is_prose {
                return Fate::Dropped(Reason::NotProse);
            }
            let is_title = title.as_deref() == Some(&block.folded);
            let is_set_apart = !matches!(block.block.shape, Shape::Plain | Shape::Quotation);
            let is_again = block.size >= if is_set_apart { 40 } else { 8 } && !seen.insert(&block.folded);
            let is_label_elsewhere =
                !is_set_apart && !block.is_prose && block.size < 12 && labels[block.folded.as_str()] > 2;
            if is_title || is_again || is_label_elsewhere && !block.folded.is_empty() {
                return Fate::Dropped(Reason::Repeated);
            }
            if block.folded.is_empty() { Fate::Dropped(Reason::NotProse) } else { Fate::Kept }
        })
        .collect();
    drop_described_pictures(blocks, &mut fates);
    drop_lists_of_related(blocks, &mut fates);
    drop_from_the_end(blocks, article, &mut fates);
    fates
}

fn reason(used: Use) -> Reason {
    match used {
        Use::Navigation => Reason::Navigation,
        Use::Prompt => Reason::Prompt,
        Use::Legal => Reason::Legal,
        Use::Related | Use::Elsewhere => Reason::Related,
        Use::Comments => Reason::Comments,
        Use::Biography => Reason::Biography,
        Use::Caption => Reason::Caption,
        Use::Tags => Reason::Tags,
        Use::Advertisement => Reason::Advertisement,
    }
}

/// The line before the credit of a picture says what it shows, when it is short and the credit is a line of its own.
fn drop_described_pictures(blocks: &[Judged<'_>], fates: &mut [Fate]) {
    for n in 1..blocks.len() {
        let is_credit = blocks[n].used == Some(Use::Caption) && blocks[n].size <= 16;
        let describes = blocks[n - 1].size <= 70 && blocks[n - 1].block.depth == blocks[n].block.depth;
        let follows_prose = n >= 2 && fates[n - 2] == Fate::Kept && blocks[n - 2].is_prose;
        if is_credit && describes && fates[n - 1] == Fate::Kept && (follows_prose || !blocks[n - 1].is_prose) {
            fates[n - 1] = Fate::Dropped(Reason::Caption);
        }
    }
}

/// What follows a heading over other articles, up to running text.
fn drop_lists_of_related(blocks: &[Judged<'_>], fates: &mut [Fate]) {
    let mut is_among_related = false;
    for (block, fate) in blocks.iter().zip(fates) {
        is_among_related = match block.used {
            Some(Use::Related) => true,
            None if is_among_related => {
                !block.is_prose || block.size < 24 && matches!(block.block.shape, Shape::Item(..))
            }
            _ => is_among_related,
        };
        if is_among_related && *fate == Fate::Kept {
            *fate = Fate::Dropped(Reason::Related);
        }
    }
}

/// Who wrote it, told at the end or the beginning, and headings that nothing follows.
fn drop_from_the_end(blocks: &[Judged<'_>], article: &Range<usize>, fates: &mut [Fate]) {
    let is_biography = |n: usize| blocks[n].used == Some(Use::Biography);
    for n in article.clone() {
        if is_biography(n) {
            fates[n] = Fate::Dropped(Reason::Biography);
        } else if fates[n] == Fate::Kept {
            break;
        }
    }
    for n in article.clone().rev() {
        if is_biography(n) {
            fates[n] = Fate::Dropped(Reason::Biography);
        } else if fates[n] == Fate::Kept {
            let is_heading = matches!(blocks[n].block.shape, Shape::Heading(_));
            if !is_heading || ends_sentence(&blocks[n].block.text) {
                break;
            }
            fates[n] = Fate::Dropped(Reason::AfterArticle);
        }
    }
}
