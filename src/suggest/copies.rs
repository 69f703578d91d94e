//! Articles that repeat others and don't say so.
//!
//! In: the texts of all articles, bodies and clippings. Out: for an article, the earlier one whose text it shares most
//! of. A text is cut into overlapping passages of some words (shingles). Candidates come from an index of a sample of
//! the passages, chosen by their hash alone, so that two texts choose the same ones; what is told is then measured on
//! the whole texts. The measure is containment, since an excerpt of a long report is a copy too, which is why the
//! sample is by hash and not the fixed number of minima that estimates the resemblance of texts of like length (A.
//! Broder, "On the resemblance and containment of documents", 1997, has both).

use std::collections::{BTreeMap, BTreeSet, HashSet};

use xxhash_rust::xxh3::Xxh3;

use super::places::{self, Spot};
use super::score::share;
use super::texts::{Origin, Text};
use super::words::{Unit, units};
use super::{About, Score, Suggestion};
use crate::date::{Language, Relation};
use crate::files::Files;
use crate::model::{Article, Id, Site, Step, StepOf};

/// How much text is a passage, in half words: long enough not to be a phrase that anybody would use.
const PASSAGE: u32 = 10;
/// One passage of so many is in the sample.
const SAMPLED: u64 = 4;
/// A passage that many texts share (a publisher's standing sentence) makes each of them a candidate for so many texts
/// before it only. A report that many reprint makes a chain all the same.
const NEIGHBOURS: usize = 8;
/// Two texts are measured when they share so many sampled passages, and this share of the smaller sample.
const LEAST_SAMPLES: usize = 3;
const LEAST_OF_SAMPLE: f64 = 0.1;
/// The least text that says anything when it is shared, in half words.
const LEAST_TEXT: u32 = 50;
/// The least share that is told.
const LEAST_SHARE: f64 = 0.3;

/// A text as it is compared.
struct Document<'a> {
    text: &'a Text<'a>,
    units: Vec<Unit>,
    /// Hashes of the sampled passages, ascending.
    sample: Vec<u64>,
}

/// How much of one text is in another.
struct Shared<'a> {
    share: f64,
    earlier: &'a Text<'a>,
    later: &'a Text<'a>,
    /// Whether the later text is the shorter one.
    is_shorter_later: bool,
}

/// The suggestions for all articles.
pub(super) fn suggest(site: &Site, files: &Files, texts: &[Text<'_>]) -> Vec<Suggestion> {
    let documents: Vec<Document<'_>> = texts.iter().map(Document::new).collect();
    let mut best: BTreeMap<Id<Article>, Shared<'_>> = BTreeMap::new();
    for (a, b) in candidates(&documents) {
        let (earlier, later) = (&documents[a], &documents[b]);
        if earlier.text.article == later.text.article {
            continue;
        }
        let Some(shared) = shared(earlier, later) else { continue };
        if is_told(site, earlier.text.article, later.text.article) {
            continue;
        }
        match best.get(&later.text.article) {
            Some(other) if other.share >= shared.share => {}
            _ => {
                best.insert(later.text.article, shared);
            }
        }
    }
    best.into_values().map(|shared| suggestion(site, files, &shared)).collect()
}

impl<'a> Document<'a> {
    fn new(text: &'a Text<'a>) -> Self {
        let units: Vec<Unit> = text.blocks.iter().flat_map(|block| units(&block.text)).collect();
        let mut sample: Vec<u64> = passages(&units).map(|(hash, _)| hash).filter(|hash| hash % SAMPLED == 0).collect();
        sample.sort_unstable();
        sample.dedup();
        Self { text, units, sample }
    }
}

/// The passages of a text: hash, and the positions of their units.
fn passages(units: &[Unit]) -> impl Iterator<Item = (u64, std::ops::Range<usize>)> {
    (0..units.len()).map_while(|start| {
        let mut hasher = Xxh3::new();
        let mut weight = 0;
        let mut end = start;
        while weight < PASSAGE {
            let unit = units.get(end)?;
            hasher.update(&unit.hash.to_le_bytes());
            weight += unit.weight;
            end += 1;
        }
        Some((hasher.digest(), start..end))
    })
}

/// Pairs of positions that may share text, the earlier one first, in order.
fn candidates(documents: &[Document<'_>]) -> Vec<(usize, usize)> {
    let mut index: Vec<(u64, usize)> = Vec::new();
    for (n, document) in documents.iter().enumerate() {
        index.extend(document.sample.iter().map(|hash| (*hash, n)));
    }
    index.sort_unstable();
    let mut pairs = Vec::new();
    for bucket in index.chunk_by(|a, b| a.0 == b.0) {
        for (n, (_, later)) in bucket.iter().enumerate() {
            let before = &bucket[n.saturating_sub(NEIGHBOURS)..n];
            pairs.extend(before.iter().map(|(_, earlier)| (*earlier, *later)));
        }
    }
    pairs.sort_unstable();
    let worth = |pair: &&[(usize, usize)]| {
        let (earlier, later) = pair[0];
        let whole = documents[earlier].sample.len().min(documents[later].sample.len());
        pair.len() >= LEAST_SAMPLES && share(pair.len(), whole) >= LEAST_OF_SAMPLE
    };
    pairs.chunk_by(|a, b| a == b).filter(worth).map(|pair| pair[0]).collect()
}

/// How much of the shorter text stands in passages of the longer one, if that is enough to be told.
fn shared<'a>(earlier: &Document<'a>, later: &Document<'a>) -> Option<Shared<'a>> {
    let is_shorter_later = later.units.len() <= earlier.units.len();
    let (shorter, longer) = if is_shorter_later { (later, earlier) } else { (earlier, later) };
    let theirs: HashSet<u64> = passages(&longer.units).map(|(hash, _)| hash).collect();
    let mut end = 0;
    let mut weight = 0;
    for (_, range) in passages(&shorter.units).filter(|(hash, _)| theirs.contains(hash)) {
        let from = range.start.max(end);
        weight += shorter.units[from..range.end].iter().map(|unit| unit.weight).sum::<u32>();
        end = range.end;
    }
    let whole: u32 = shorter.units.iter().map(|unit| unit.weight).sum();
    let share = f64::from(weight) / f64::from(whole.max(1));
    (weight >= LEAST_TEXT && share >= LEAST_SHARE).then_some(Shared {
        share,
        earlier: earlier.text,
        later: later.text,
        is_shorter_later,
    })
}

/// Whether the derivations of two articles already say what they share.
fn is_told(site: &Site, a: Id<Article>, b: Id<Article>) -> bool {
    let is_derived = [a, b].iter().any(|id| !site.articles[*id].account.derived_from.is_empty());
    let (left, right) = (&site.articles[a].account.origins, &site.articles[b].account.origins);
    let are_same = !left.known.is_empty() && left.known == right.known && left.unknown == right.unknown;
    (is_derived && are_same) || parents(site, a).contains(&b) || parents(site, b).contains(&a)
}

/// Every article that an article is derived from, as a whole or for an event, over any number of others.
fn parents(site: &Site, article: Id<Article>) -> BTreeSet<Id<Article>> {
    let mut found = BTreeSet::new();
    let mut steps: Vec<&Step> = steps(site, article).collect();
    while let Some(step) = steps.pop() {
        steps.extend(&step.derived_from);
        if let StepOf::Article(parent) = step.of
            && found.insert(parent)
        {
            steps.extend(self::steps(site, parent));
        }
    }
    found
}

/// All that an article is derived from directly.
fn steps(site: &Site, article: Id<Article>) -> impl Iterator<Item = &Step> {
    let of_events = site.articles[article].mentions.iter().flat_map(move |(event, _)| {
        let own = site.events[*event].mentions.iter().filter(move |mention| mention.article == article);
        own.filter_map(|mention| mention.account.as_deref())
    });
    std::iter::once(&site.articles[article].account).chain(of_events).flat_map(|account| &account.derived_from)
}

fn suggestion(site: &Site, files: &Files, shared: &Shared<'_>) -> Suggestion {
    let (earlier, later) = (&site.articles[shared.earlier.article], &site.articles[shared.later.article]);
    let texts = match (shared.earlier.origin, shared.later.origin) {
        (Origin::Body, Origin::Body) => "",
        (Origin::Clipping, Origin::Clipping) => " (of their clippings)",
        (Origin::Clipping, Origin::Body) => " (of the clipping of the earlier article and the body of the later one)",
        (Origin::Body, Origin::Clipping) => " (of the body of the earlier article and the clipping of the later one)",
    };
    let score = Score::of(shared.share);
    let which = if shared.is_shorter_later { "later" } else { "earlier" };
    let share = format!(
        "{} % of the shorter text occurs in the longer{texts}; the {which} article's is the shorter",
        score.hundredths()
    );
    let (first, second) = (&earlier.date.date, &later.date.date);
    let when = match first.relation(second) {
        Relation::Before => {
            format!(
                "\"{}\" was published first: {}, then {}",
                earlier.head.id,
                first.words(Language::English),
                second.words(Language::English)
            )
        }
        Relation::After | Relation::Undecided => {
            format!(
                "which came first can't be told from the dates: {} and {}",
                first.words(Language::English),
                second.words(Language::English)
            )
        }
    };
    let mut hints = vec![format!(
        "if it was taken over, write under `source:` of {}: `derived_from: [{{article: {}, mode: syndicates}}]`",
        files[places::file(site, shared.later.article)].path,
        earlier.head.id
    )];
    if earlier.source.publisher.is_some() && earlier.source.publisher == later.source.publisher {
        hints.push("if it is one report that its publisher brought twice, keep one of the two files".to_owned());
    }
    Suggestion {
        about: About::Copies { article: later.head.id.clone(), parent: earlier.head.id.clone() },
        score,
        message: format!("\"{}\" repeats \"{}\" and isn't derived from it", later.head.id, earlier.head.id),
        files: [shared.later.article, shared.earlier.article]
            .map(|id| Spot::file(files, places::file(site, id)))
            .into(),
        reasons: vec![share, when],
        hints,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unit(word: u32) -> Unit {
        Unit { hash: word.wrapping_mul(0x9e37_79b9), weight: 2 }
    }

    fn hashes(units: &[Unit]) -> BTreeSet<u64> {
        passages(units).map(|(hash, _)| hash).collect()
    }

    proptest! {
        /// The sample tells the share of common passages about as well as all of them do: a sample of n passages errs
        /// by more than five times 0.5 / sqrt(n) once in millions.
        #[test]
        fn the_sample_estimates_containment(seed in any::<u32>(), common in 0_u32..600, own in 1_u32..600) {
            let words = |salt: u32, count: u32| (0..count).map(move |n| unit(seed ^ salt.wrapping_add(n)));
            let one: Vec<Unit> = words(0, common).chain(words(1 << 20, own)).collect();
            let other: Vec<Unit> = words(0, common).chain(words(1 << 21, 600)).collect();
            let (one, other) = (hashes(&one), hashes(&other));
            let sampled = |set: &BTreeSet<u64>| -> BTreeSet<u64> {
                set.iter().copied().filter(|hash| hash % SAMPLED == 0).collect()
            };
            let contained = |a: &BTreeSet<u64>, b: &BTreeSet<u64>| share(a.intersection(b).count(), a.len());
            let (small, large) = (sampled(&one), sampled(&other));
            #[expect(clippy::cast_precision_loss, reason = "there are few")]
            let bound = 2.5 / (small.len().max(1) as f64).sqrt();
            let (estimate, truth) = (contained(&small, &large), contained(&one, &other));
            prop_assert!((estimate - truth).abs() <= bound, "{estimate} for {truth}");
        }

        /// A passage that is cut out of a text and put among others is found whatever its neighbours are.
        #[test]
        fn a_passage_is_the_same_anywhere(before in 0_usize..40, passage in 5_u32..80) {
            let text: Vec<Unit> = (0..passage).map(unit).collect();
            let around: Vec<Unit> = (0..before).map(|n| unit(1000 + u32::try_from(n).expect("it is small"))).collect();
            let whole: Vec<Unit> = around.iter().chain(&text).chain(&around).copied().collect();
            prop_assert!(hashes(&text).is_subset(&hashes(&whole)));
        }
    }
}
