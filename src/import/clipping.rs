//! What a messy clipping says: the article in it, who published it when, and where it came from.
//!
//! In: the text of a clipping, pasted or scraped, or the HTML of a saved page. Out: a [`Clipping`], in which every line of the
//! input is accounted for. Deliberately absent: the file system, the site, and what the clipping doesn't say: a publisher that
//! isn't named is not guessed, and a day without grounds is not made up.

mod article;
mod block;
mod credits;
mod dates;
mod events;
mod head;
mod headline;
mod infer;
mod language;
mod markdown;
mod metadata;
mod names;
mod page;
mod phrases;
mod text;
mod understand;

use std::fmt;

use dom_query::Document;

use self::block::{Block, Shape};
use self::metadata::Metadata;
use crate::date::Date;
use crate::document::Stance;
use crate::growth::{self, Of};

/// What was understood of a clipping.
#[derive(Clone, Debug, Default)]
pub struct Clipping {
    /// The language as a BCP 47 tag: what the HTML says, or what the text looks like.
    pub language: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who published it, as the clipping names it.
    pub publisher: Option<String>,
    /// Who wrote it, as named, without "By".
    pub authors: Vec<String>,
    /// When it was published.
    pub date: Option<ClippingDate>,
    /// The place that the report is dated from, as named.
    pub dateline: Option<String>,
    /// Where it was published; http or https.
    pub url: Option<String>,
    /// The agencies and papers that the clipping says it has its account from: proposals for `derived_from`.
    pub credits: Vec<Credit>,
    /// The text of the article, in Markdown, without its title. Links keep their words and lose their targets, and there are no
    /// pictures: both lead into the publisher's own site.
    pub body: String,
    /// Happenings with a date: proposals for `events`, in the order of the text.
    pub events: Vec<ProposedEvent>,
    /// Every line of a text, or every block of visible text of a page, in order.
    pub lines: Vec<Line>,
}

/// When a clipping was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClippingDate {
    /// At the precision that there are grounds for; approximate (`~`) only where the text leaves the day open.
    pub date: Date,
    /// Whether it was concluded rather than read.
    pub is_inferred: bool,
    /// What it was read or concluded from, in words: lower case, no full stop.
    pub grounds: String,
}

/// Words that say from whom an account was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// The agency or paper, as named.
    pub agency: String,
    /// The words that say so.
    pub words: String,
    /// The line that holds them ([`Line::number`]).
    pub line: usize,
}

/// A happening that a sentence gives a date to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedEvent {
    /// At the precision that the sentence gives; what is relative is resolved against the clipping's date.
    pub date: Date,
    /// The words that it was read from.
    pub words: String,
    /// The sentence.
    pub sentence: String,
    /// `reports`, or `announces` for what lies after the clipping's date.
    pub stance: Stance,
    /// The line that the sentence begins in ([`Line::number`]).
    pub line: usize,
}

/// A line of a text, or a block of visible text of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// What it says, without space around it.
    pub text: String,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is part of the body.
    Kept,
    /// It holds nothing.
    Blank,
    /// It was read for what it tells of the article, and is no part of the body.
    Read(Part),
    /// It was left out.
    Dropped(Reason),
}

/// What a line tells of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The headline.
    Title,
    /// Who wrote it.
    Byline,
    /// When it was published.
    Date,
    /// From whom the account was taken.
    Credit,
}

/// Why a line was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It stands before the article.
    BeforeArticle,
    /// It stands after the article.
    AfterArticle,
    /// It has no letters.
    NotProse,
    /// Ways to elsewhere, and what a page does.
    Navigation,
    /// A call to sign in, pay or take letters.
    Prompt,
    /// Cookies, copyright, terms.
    Legal,
    /// Another article.
    Related,
    /// What readers say.
    Comments,
    /// Who the author is.
    Biography,
    /// Words of a picture.
    Caption,
    /// What the article is filed under.
    Tags,
    /// Advertising.
    Advertisement,
    /// It was said before.
    Repeated,
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kept => f.write_str("kept"),
            Self::Blank => f.write_str("blank"),
            Self::Read(part) => write!(f, "read as {part}"),
            Self::Dropped(reason) => write!(f, "dropped: {reason}"),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Title => "the title",
            Self::Byline => "the byline",
            Self::Date => "the date",
            Self::Credit => "a credit",
        })
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BeforeArticle => "before the article",
            Self::AfterArticle => "after the article",
            Self::NotProse => "no words",
            Self::Navigation => "navigation",
            Self::Prompt => "a prompt",
            Self::Legal => "a notice",
            Self::Related => "another article",
            Self::Comments => "comments",
            Self::Biography => "about the author",
            Self::Caption => "words of a picture",
            Self::Tags => "tags",
            Self::Advertisement => "advertising",
            Self::Repeated => "said before",
        })
    }
}

/// Understands a text: pasted, or scraped from a page with all that stands around the article.
#[must_use]
pub fn from_text(text: &str) -> Clipping {
    let raw: Vec<&str> = text.lines().collect();
    let blocks = text::blocks(&raw);
    let (clipping, fates) = understand::understand(&blocks, Metadata::default());
    let line = |(n, line): (usize, &&str)| Line { number: n + 1, text: line.trim().to_owned(), fate: Fate::Blank };
    let mut lines: Vec<Line> = raw.iter().enumerate().map(line).collect();
    for (block, fate) in blocks.iter().zip(&fates) {
        for line in &mut lines[block.line..block.line + block.lines] {
            line.fate = *fate;
        }
    }
    let kept = blocks.iter().zip(&fates).filter(|(_, fate)| **fate == Fate::Kept);
    let words: Vec<(Shape, String)> = kept.map(|(block, _)| (block.shape, markdown::escape(&block.text))).collect();
    let body = markdown::write(words.iter().map(|(shape, words)| (*shape, words.as_str())));
    Clipping { body, lines, ..clipping }
}

/// Understands a saved page. `url` is where it was found, if that is known. A page that is nested without end, or grows beyond
/// what its size lets expect, is read as text, without its elements.
#[must_use]
pub fn from_html(html: &str, url: Option<&str>) -> Clipping {
    if !growth::is_bounded(html, Of::Page) {
        let clipping = from_text(&page::text_of_tags(html));
        return Clipping { url: metadata::web_address(url), ..clipping };
    }
    let document = Document::from(html);
    let told = metadata::read(&document, url);
    let page = page::blocks(&document);
    let mut blocks: Vec<Block> = page.iter().map(|block| block.block.clone()).collect();
    if let Some(text) = &told.text {
        page::recover(&mut blocks, text);
    }
    let (clipping, fates) = understand::understand(&blocks, told);
    let line =
        |(n, (block, fate)): (usize, (&Block, &Fate))| Line { number: n + 1, text: block.text.clone(), fate: *fate };
    let lines = blocks.iter().zip(&fates).enumerate().map(line).collect();
    let kept = page.iter().zip(&fates).filter(|(_, fate)| **fate == Fate::Kept);
    let words: Vec<(Shape, String)> = kept.map(|(block, _)| (block.block.shape, block.markdown())).collect();
    let body = markdown::write(words.iter().map(|(shape, words)| (*shape, words.as_str())));
    Clipping { body, lines, ..clipping }
}
