//! What the extraction library takes for the article of a page.
//!
//! In: a page whose blocks are marked with their numbers. Out: the numbers of those that it takes. It takes an element with all
//! that is in it, while each block is judged in `article.rs`: what it took says where to look. Deliberately absent: its words,
//! title and metadata, which are read from the page itself.

use std::collections::HashSet;

use dom_query::{Document, NodeRef};
use dom_smoothie::Readability;

use super::super::block::{Block, folded, size};

/// The attribute by which blocks are found again in what the library took.
pub(super) const MARK: &str = "data-block";

/// Most elements of a page that the library is asked about: it looks at them several times over.
const MOST_ELEMENTS: usize = 60_000;

/// The blocks that the library takes for the article. None when it finds no article.
pub(super) fn taken(document: &Document) -> Option<HashSet<usize>> {
    let elements = document.root().descendants_it().filter(NodeRef::is_element).take(MOST_ELEMENTS + 1).count();
    if elements > MOST_ELEMENTS {
        return None;
    }
    let article = Readability::with_document(document.clone(), None, None).ok()?.parse().ok()?;
    let content = Document::fragment(article.content);
    let marked = content.select(&format!("[{MARK}]"));
    let numbers = marked.nodes().iter().filter_map(|node| node.attr(MARK)?.parse().ok());
    Some(numbers.collect())
}

/// How many letters of the text that a page gives to machines are compared.
const MOST_COMPARED: usize = 200_000;

/// Takes the blocks that hold the text that a page gives to machines, when the library took less than half of it. A text that
/// is only begun there says nothing against what was taken.
pub(in super::super) fn recover(blocks: &mut [Block], text: &str) {
    let letters: Vec<char> = folded(text).chars().take(MOST_COMPARED).collect();
    let known: HashSet<&[char]> = letters.windows(SHINGLE).collect();
    let taken =
        blocks.iter().filter(|block| block.is_taken == Some(true)).map(|block| size(&block.text)).sum::<usize>();
    if taken * 2 >= size(text) {
        return;
    }
    for block in blocks {
        let letters: Vec<char> = folded(&block.text).chars().collect();
        let count = letters.windows(SHINGLE).count();
        let shared = letters.windows(SHINGLE).filter(|shingle| known.contains(shingle)).count();
        block.is_taken = Some(block.is_taken == Some(true) || count > 0 && shared * 10 >= count * 8);
    }
}

/// Letters that are compared together.
const SHINGLE: usize = 8;
