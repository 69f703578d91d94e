//! Holds the quotations of claims against what they quote.
//!
//! In: articles with their bodies, and the private clippings of the snapshot (`clippings/ID.txt`, which nothing publishes).
//! Out: a fault for each quotation that occurs in neither, with the passage that comes nearest. Compared is what a reader
//! would call the same words: after Unicode NFKC, with white space, quotation marks and dashes folded; `…` and `[…]` in a
//! quotation stand for words left out.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use pulldown_cmark::Event;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::{self, Rights, Spanned, markdown};
use crate::files::{File, FileId, Files};

/// Words of a passage that is shown.
const MOST_WORDS: usize = 40;

/// Which articles' quotations were held against what, and what came of it: an article and a clipping that are the same values
/// as then have the same faults.
#[derive(Default)]
pub(super) struct Checked(HashMap<FileId, One>);

struct One {
    article: Arc<document::Article>,
    clipping: Option<Arc<File>>,
    excerpt_words: usize,
    faults: Vec<Diagnostic>,
}

/// Reports every quotation that isn't found. Those that were checked before are not checked again.
pub(super) fn check(
    articles: &[Arc<document::Article>],
    files: &Files,
    excerpt_words: usize,
    checked: &mut Checked,
    faults: &mut Vec<Diagnostic>,
) {
    let mut before = std::mem::take(&mut checked.0);
    for article in articles {
        let claims = article.events.iter().flat_map(|mention| &mention.fields.claims);
        let quotes: Vec<&Spanned<String>> = claims.filter_map(|claim| claim.quote.as_ref()).collect();
        if quotes.is_empty() {
            continue;
        }
        let clipping = files.find(&clipping_path(article)).map(|file| files.shared(file));
        let known = before.remove(&article.head.file).filter(|one| {
            let same_clipping = match (&one.clipping, clipping) {
                (Some(one), Some(other)) => Arc::ptr_eq(one, other),
                (one, other) => one.is_none() && other.is_none(),
            };
            Arc::ptr_eq(&one.article, article) && same_clipping && one.excerpt_words == excerpt_words
        });
        let one = known.unwrap_or_else(|| One {
            article: article.clone(),
            clipping: clipping.cloned(),
            excerpt_words,
            faults: faults_of(article, &quotes, files, excerpt_words),
        });
        faults.extend_from_slice(&one.faults);
        checked.0.insert(article.head.file, one);
    }
}

/// The faults of an article's quotations.
fn faults_of(
    article: &document::Article,
    quotes: &[&Spanned<String>],
    files: &Files,
    excerpt_words: usize,
) -> Vec<Diagnostic> {
    let body = folded(&plain(article.head.body.text(files.text(article.head.file))));
    let clipping = files.find(&clipping_path(article)).map(|file| folded(files.text(file)));
    let texts: Vec<&str> = std::iter::once(body.as_str()).chain(clipping.as_deref()).collect();
    let fault = |quote: &&Spanned<String>| {
        let place = Place::Value(article.head.file, quote.at);
        let words = quote.value.unicode_words().count();
        if !texts.iter().any(|text| occurs(&quote.value, text)) {
            return Some(not_found(article, &quote.value, place, &texts));
        }
        (article.rights == Rights::Excerpt && words > excerpt_words).then(|| {
            let message =
                format!("a quotation of {words} words, from a text of which {excerpt_words} may be published");
            Diagnostic::new(Code::QuotationTooLong, place, message)
                .hint("quote the words that the claim rests on; `excerpt_words` in site.toml sets the limit")
        })
    };
    quotes.iter().filter_map(fault).collect()
}

fn clipping_path(article: &document::Article) -> String {
    format!("clippings/{}.txt", article.head.id)
}

fn not_found(article: &document::Article, quote: &str, place: Place, texts: &[&str]) -> Diagnostic {
    let path = clipping_path(article);
    let (message, hint) = match texts {
        [_] => (
            "the quotation doesn't occur in the article's body, and there is no clipping".to_owned(),
            format!("put the article's own text into {path}, which is never published, or correct the quotation"),
        ),
        _ => (
            format!("the quotation occurs neither in the article's body nor in {path}"),
            "quote word by word; `…` stands for words left out".to_owned(),
        ),
    };
    let fault = Diagnostic::new(Code::QuotationNotFound, place, message).hint(hint);
    match texts.iter().filter_map(|text| nearest(&folded(quote), text)).max_by_key(|(shared, _)| *shared) {
        Some((_, passage)) => fault.hint(format!("the nearest passage is “{passage}”")),
        None => fault,
    }
}

/// The words of a Markdown text as readers see them.
fn plain(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    for (event, _) in markdown::events(markdown, false) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::Start(tag) if is_block(&tag) => text.push('\n'),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            _ => {}
        }
    }
    text
}

fn is_block(tag: &pulldown_cmark::Tag<'_>) -> bool {
    use pulldown_cmark::Tag::{Emphasis, Image, Link, Strikethrough, Strong, Subscript, Superscript};
    !matches!(tag, Emphasis | Strong | Strikethrough | Superscript | Subscript | Link { .. } | Image { .. })
}

/// A text as it is compared.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkc() {
        match c {
            // What has no width: soft hyphens, joiners, byte order marks.
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' | '‹' | '›' | '「' | '」' => folded.push('\''),
            '“' | '”' | '„' | '‟' | '″' | '«' | '»' | '『' | '』' | '〝' | '〞' | '〟' => {
                folded.push('"');
            }
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => folded.push('-'),
            c if c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.push(c),
        }
    }
    folded.trim().to_owned()
}

/// Whether the parts of a quotation occur one after the other in a folded text.
fn occurs(quote: &str, text: &str) -> bool {
    // NFKC turns `…` into three points.
    let quote = folded(quote);
    let quote = quote.replace("[...]", "...").replace("(...)", "...");
    let parts: Vec<&str> = quote.split("...").map(str::trim).filter(|part| !part.is_empty()).collect();
    // Three points that the text itself has are found as they are.
    let whole = text.contains(quote.as_str());
    let has_words = parts.iter().any(|part| part.unicode_words().next().is_some());
    let in_order = || {
        let mut rest = text;
        parts.iter().all(|part| match rest.find(part) {
            Some(at) => {
                rest = &rest[at + part.len()..];
                true
            }
            None => false,
        })
    };
    has_words && (whole || in_order())
}

/// The passage of a text, as long as the quotation, that shares most words and pairs of words with it, and how many words it
/// shares. Linear in the length of the text.
fn nearest(quote: &str, text: &str) -> Option<(usize, String)> {
    let mut quoted = Bag::default();
    quote.unicode_words().for_each(|word| quoted.add(word));
    let length = quoted.words.len();
    let (mut words, mut pairs) = (Shared::new(&quoted.words), Shared::new(&quoted.pairs));
    let mut window = Bag::default();
    let mut starts = VecDeque::with_capacity(length + 1);
    let mut best = (0, 0, 0..0);
    for (start, word) in text.unicode_word_indices() {
        window.add(word);
        starts.push_back(start);
        window.words.back().into_iter().for_each(|word| words.enter(word));
        window.pairs.back().into_iter().for_each(|pair| pairs.enter(pair));
        if starts.len() > length {
            starts.pop_front();
            window.words.pop_front().iter().for_each(|word| words.leave(word));
            window.pairs.pop_front().iter().for_each(|pair| pairs.leave(pair));
        }
        if words.shared + pairs.shared > best.0 {
            best = (words.shared + pairs.shared, words.shared, starts[0]..start + word.len());
        }
    }
    let (_, shared, span) = best;
    // A passage that shares less than half of the words is not what was meant.
    (shared * 2 > length).then(|| {
        // It begins with a word of the quotation, and is as long.
        let is_wanted = |word: &str| words.counts.contains_key(&word.to_lowercase());
        let first = text[span.clone()].unicode_word_indices().find(|(_, word)| is_wanted(word));
        let passage = &text[span.start + first.map_or(0, |(start, _)| start)..];
        let last = passage.unicode_word_indices().take(length.min(MOST_WORDS)).last();
        let end = last.map_or(0, |(start, word)| start + word.len());
        let shown = if length > MOST_WORDS { format!("{}…", &passage[..end]) } else { passage[..end].to_owned() };
        (shared, shown)
    })
}

/// Words and pairs of neighbours, in order.
#[derive(Default)]
struct Bag {
    words: VecDeque<String>,
    pairs: VecDeque<(String, String)>,
}

impl Bag {
    fn add(&mut self, word: &str) {
        let word = word.to_lowercase();
        if let Some(last) = self.words.back() {
            self.pairs.push_back((last.clone(), word.clone()));
        }
        self.words.push_back(word);
    }
}

/// How many of the wanted items a window holds.
struct Shared<'q, T> {
    /// How often each is wanted, and how often the window holds it.
    counts: BTreeMap<&'q T, (usize, usize)>,
    shared: usize,
}

impl<'q, T: Ord> Shared<'q, T> {
    fn new(wanted: &'q VecDeque<T>) -> Self {
        let mut counts: BTreeMap<&T, (usize, usize)> = BTreeMap::new();
        wanted.iter().for_each(|item| counts.entry(item).or_default().0 += 1);
        Self { counts, shared: 0 }
    }

    fn enter(&mut self, item: &T) {
        if let Some((wanted, held)) = self.counts.get_mut(item) {
            *held += 1;
            self.shared += usize::from(*held <= *wanted);
        }
    }

    fn leave(&mut self, item: &T) {
        if let Some((wanted, held)) = self.counts.get_mut(item) {
            self.shared -= usize::from(*held <= *wanted);
            *held -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_found_however_they_are_set() {
        let text = folded(&plain("It was “the\nlargest *fish*” — so the ｍａｙｏｒ’s [clerk](x.md) said … twice."));
        for quote in [
            "the largest fish",
            "\"the largest   fish\" - so the mayor's clerk said",
            "It was […] the mayor's clerk",
            "It was … largest … twice",
            "said … twice",
            "said ... twice",
        ] {
            assert!(occurs(quote, &text), "{quote:?} in {text:?}");
        }
        for quote in ["largest the fish", "the Largest fish", "twice … It was", "…", "fishes"] {
            assert!(!occurs(quote, &text), "{quote:?} in {text:?}");
        }
    }

    #[test]
    fn words_in_other_scripts() {
        let text = folded(&plain("그는 「바다가 **조용**하다」고 말했다.\n\n彼は『海は静かだ』と述べた。"));
        for quote in ["'바다가 조용하다'고", "“海は静かだ”と述べた"] {
            assert!(occurs(quote, &text), "{quote:?} in {text:?}");
        }
    }

    #[test]
    fn the_nearest_passage_shares_most_words() {
        let text = "a crane fell on sunday. nobody saw the crane fall on a tuesday, said the clerk. it rained.";
        let (shared, passage) = nearest("nobody saw the crane fall on Monday", text).expect("there is one");
        assert_eq!((shared, passage.as_str()), (6, "nobody saw the crane fall on a"));
        assert_eq!(nearest("the ministers agreed in principle", text), None);
    }
}
