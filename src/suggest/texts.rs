//! The texts of articles as plain text, each piece knowing where it stands.
//!
//! In: the bodies of articles, and those clippings that are in the snapshot: a clipping is the text that an article was
//! made from, and is never published. Out: blocks of plain text. Deliberately absent: code, and raw HTML.

use pulldown_cmark::{Event as Markup, Tag, TagEnd};

use crate::document::markdown;
use crate::files::{FileId, Files};
use crate::model::{Article, Id, Site};

/// Where a text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The article's file.
    Body,
    /// Its clipping.
    Clipping,
}

/// A text of an article.
pub(super) struct Text<'a> {
    pub(super) article: Id<Article>,
    pub(super) origin: Origin,
    pub(super) file: FileId,
    /// Its language, as a BCP 47 tag, as far as it is known.
    pub(super) language: Option<&'a str>,
    pub(super) blocks: Vec<Block>,
}

/// A paragraph, a heading, an item of a list or a cell of a table.
#[derive(Default)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) is_heading: bool,
    /// Where parts of the text begin: byte in the text, byte in the file.
    parts: Vec<(usize, usize)>,
}

impl Block {
    /// The byte of the file that a byte of the text comes from.
    pub(super) fn in_file(&self, at: usize) -> usize {
        let n = self.parts.partition_point(|(start, _)| *start <= at);
        // Within a part the text may be shorter than what was written (`&amp;`), never by a line.
        self.parts[n - 1].1 + (at - self.parts[n - 1].0)
    }

    fn push(&mut self, text: &str, in_file: usize) {
        self.parts.push((self.text.len(), in_file));
        self.text.push_str(text);
    }
}

/// All texts, in the order of their articles, the body first.
pub(super) fn of_articles<'a>(site: &'a Site, files: &Files) -> Vec<Text<'a>> {
    let mut texts = Vec::new();
    for (id, article) in site.articles.iter() {
        if let Some((file, span)) = &article.head.body.text {
            let (start, end) = (span.start as usize, span.end as usize);
            let language = article.head.language.as_deref().unwrap_or(&site.settings.language);
            let blocks = blocks(&files.text(*file)[start..end], start);
            texts.push(Text { article: id, origin: Origin::Body, file: *file, language: Some(language), blocks });
        }
        if let Some(file) = files.find(&format!("clippings/{}.txt", article.head.id)) {
            let language = article.source.language.as_deref();
            let blocks = paragraphs(files.text(file));
            texts.push(Text { article: id, origin: Origin::Clipping, file, language, blocks });
        }
    }
    texts
}

/// The blocks of a Markdown text that begins at a byte of its file.
fn blocks(text: &str, start: usize) -> Vec<Block> {
    let mut blocks = vec![Block::default()];
    let mut in_code = false;
    for (event, range) in markdown::events(text, false) {
        let block = blocks.last_mut().expect("there is always one");
        match event {
            Markup::Start(Tag::CodeBlock(_)) => in_code = true,
            Markup::End(TagEnd::CodeBlock) => in_code = false,
            Markup::Start(Tag::Heading { .. }) => blocks.push(Block { is_heading: true, ..Block::default() }),
            Markup::Start(
                Tag::Paragraph | Tag::Item | Tag::TableCell | Tag::DefinitionListTitle | Tag::DefinitionListDefinition,
            )
            | Markup::End(TagEnd::Heading(_)) => blocks.push(Block::default()),
            Markup::Text(piece) if !in_code => block.push(&piece, start + range.start),
            Markup::SoftBreak | Markup::HardBreak => block.push(" ", start + range.start),
            _ => {}
        }
    }
    blocks.retain(|block| !block.text.is_empty());
    blocks
}

/// The paragraphs of a plain text, which stand between empty lines.
fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut block = Block::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            blocks.push(std::mem::take(&mut block));
        } else {
            block.push(line, at);
        }
        at += line.len();
    }
    blocks.push(block);
    blocks.retain(|block| !block.text.is_empty());
    blocks
}
