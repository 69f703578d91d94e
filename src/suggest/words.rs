//! Texts as units that can be compared, in any script.
//!
//! In: plain text. Out: words in one case and one form. Scripts that are written without spaces have no words that
//! could be told without a dictionary: where meaning counts ([`tokens`]) their pairs of characters stand for words, and
//! where the order counts ([`units`]) their characters.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::titles::FUNCTION_WORDS;

/// A text in lower case and compatibility form, so that full-width letters and capitals make no difference.
pub(super) fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// Whether a character is written without spaces between words, or, as Hangul is, with endings that hide the word.
pub(super) fn is_cjk(c: char) -> bool {
    is_han_or_kana(c) || is_hangul(c)
}

/// Chinese characters, hiragana and katakana, with the marks that stand among them.
pub(super) fn is_han_or_kana(c: char) -> bool {
    matches!(c, '々' | '〆' | 'ー' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

/// Syllables of Hangul.
pub(super) fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// What a text speaks of, without order: its words but for those that only hold a sentence together, and pairs of
/// characters for Chinese, Japanese and Korean. Hiragana, which mostly holds Japanese sentences together, is left out.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut tokens = Vec::new();
    for run in folded.split(|c: char| !is_cjk(c) || is_hiragana(c)).filter(|run| !run.is_empty()) {
        let characters: Vec<char> = run.chars().collect();
        tokens.extend(characters.windows(2).map(|pair| pair.iter().collect::<String>()));
        if let [single] = characters[..] {
            tokens.push(single.to_string());
        }
    }
    let spaced = folded.split(is_cjk).flat_map(UnicodeSegmentation::unicode_words);
    tokens.extend(spaced.filter(|word| word.len() > 1 && !FUNCTION_WORDS.contains(word)).map(str::to_owned));
    tokens
}

/// One unit of a text in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Stands for the text of the unit.
    pub(super) hash: u32,
    /// 2 for a word, 1 for a character of a script without spaces: about as much text as half a word.
    pub(super) weight: u32,
}

/// The units of a text in order.
#[expect(clippy::cast_possible_truncation, reason = "half of a hash is one")]
pub(super) fn units(text: &str) -> Vec<Unit> {
    let folded = fold(text);
    // Unicode gives Chinese characters and hiragana one by one, and katakana and Hangul as words.
    let words = folded.unicode_words();
    words
        .map(|word| {
            let is_narrow = word.chars().all(is_han_or_kana) && word.chars().nth(1).is_none();
            Unit { hash: xxhash_rust::xxh3::xxh3_64(word.as_bytes()) as u32, weight: if is_narrow { 1 } else { 2 } }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_in_any_script() {
        let tokens = |text| tokens(text).join(" ");
        assert_eq!(tokens("The Harbour opens at Ｎoon"), "harbour opens noon");
        assert_eq!(tokens("항구가 열렸다"), "항구 구가 열렸 렸다");
        assert_eq!(tokens("新しい港でＡ社が開港式を"), "新 港 社 開港 港式");
    }

    #[test]
    fn a_character_without_spaces_weighs_half_a_word() {
        let weight = |text| units(text).iter().map(|unit| unit.weight).sum::<u32>();
        assert_eq!((weight("Two words"), weight("新港"), weight("항구가 열렸다")), (4, 2, 4));
    }
}
