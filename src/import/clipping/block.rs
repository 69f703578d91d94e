//! Pieces of a clipping that are judged as one: a line of text, a paragraph that was broken into lines, an element of a page.
//!
//! In: their text. Out: measures of it that hold in any script. Deliberately absent: what the measures mean together, which is
//! `article.rs`.

/// A piece of a clipping.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// What it says, with single spaces and without a bullet.
    pub(super) text: String,
    /// The line that it begins in, from 0.
    pub(super) line: usize,
    /// How many lines it has.
    pub(super) lines: usize,
    /// What it is set as.
    pub(super) shape: Shape,
    /// How deep it stands: columns before a line.
    pub(super) depth: usize,
    /// What the elements around it say, in points: see `article.rs`.
    pub(super) leaning: i64,
    /// Whether the extraction library takes it for the article, if it was asked.
    pub(super) is_taken: Option<bool>,
}

/// What a block is set as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A line or paragraph.
    Plain,
    /// A heading of this level.
    Heading(u8),
    /// The beginning of an item of a list: how deep the list is in others, and the item's number if it has one.
    Item(u8, Option<u32>),
    /// More of an item of a list that is so deep in others.
    InItem(u8),
    /// Part of a quotation that stands by itself.
    Quotation,
    /// A row of a table, with its cells between `|`; the first row of its table or a further one.
    Row(bool),
    /// Code, as it stands.
    Code,
    /// Something that a page says is the words of a picture.
    Caption,
    /// A link to a place of the same page.
    Contents,
}

/// The size of a text in half words: a word in a script with spaces is 2, a Chinese character or one of kana is 1. So sizes of
/// texts in different scripts can be compared, roughly.
pub(super) fn size(text: &str) -> usize {
    let mut size = 0;
    let mut is_in_word = false;
    for c in text.chars() {
        if is_ideograph_or_kana(c) {
            size += 1;
            is_in_word = false;
        } else if c.is_alphanumeric() {
            size += if is_in_word { 0 } else { 2 };
            is_in_word = true;
        } else if !matches!(c, '\'' | '’' | '-' | '.' | ',') {
            is_in_word = false;
        }
    }
    size
}

/// Characters of scripts that are written without spaces between words.
pub(super) fn is_ideograph_or_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Marks that end a sentence.
pub(super) fn is_sentence_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '．')
}

/// Marks that may follow the end of a sentence.
pub(super) fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）' | '】' | '〉' | '》' | '*' | '_')
}

/// Whether a text ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| is_closing(c) || c.is_whitespace());
    let Some(last) = end.chars().next_back() else { return false };
    // A quotation without a full stop is a sentence in Japanese and Chinese.
    is_sentence_end(last) || (end.len() < text.len() && text.ends_with(['」', '』', '”']) && size(text) > 20)
}

/// Whether a text of this size reads as running text: a sentence, or several.
pub(super) fn is_prose(text: &str, size: usize) -> bool {
    if ends_sentence(text) {
        return size >= 10 && !is_ellipsis_of_teaser(text, size);
    }
    size >= 40 && text.contains(|c: char| is_sentence_end(c) || matches!(c, ',' | '、' | '，' | ':' | '：'))
}

/// Whether a text was cut off to make readers go on elsewhere.
fn is_ellipsis_of_teaser(text: &str, size: usize) -> bool {
    (text.ends_with("...") || text.ends_with('…') || text.ends_with("[…]") || text.ends_with("[...]")) && size < 100
}

/// A text for comparing: letters and digits in lower case, without what stands between them.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().filter(|c| c.is_alphanumeric()).for_each(|c| push_lower(&mut folded, c));
    folded
}

/// Adds a character in lower case. Most texts are ASCII or have no case, for which there is a shorter way.
pub(super) fn push_lower(text: &mut String, c: char) {
    match c {
        '\0'..='\x7f' => text.push(c.to_ascii_lowercase()),
        '\u{3000}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => text.push(c),
        _ => text.extend(c.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::{ends_sentence, is_prose, size};

    #[test]
    fn sizes_of_scripts_can_be_compared() {
        let sizes =
            ["The harbour opened.", "항구가 문을 열었다.", "港が開いた。", "港口启用。", "e-mail, isn't 1,200.5", ""]
                .map(size);
        assert_eq!(sizes, [6, 6, 5, 4, 6, 0]);
    }

    #[test]
    fn sentences_end_in_every_script() {
        for text in [
            "It opened.",
            "“It opened.”",
            "문을 열었다.",
            "開いた。",
            "「開いた」。",
            "启用。",
            "启用！",
            "It opened (on Monday).",
        ] {
            assert!(ends_sentence(text), "{text}");
        }
        for text in ["Harbour opens", "항구 개장", "港が開く", "(Reuters)", "", "”"] {
            assert!(!ends_sentence(text), "{text}");
        }
    }

    #[test]
    fn prose_is_told_from_labels() {
        let is_prose = |text: &str| is_prose(text, size(text));
        assert!(is_prose("The mayor opened the harbour on Monday."));
        assert!(is_prose("市长星期一宣布新港启用。"));
        assert!(!is_prose("Harbour opens after three years of work"));
        assert!(!is_prose("The mayor opened the harbour on Monday…"));
        assert!(!is_prose("Home"));
    }
}
