//! Where a name is a word of its own, in scripts with and without spaces.
//!
//! In: a text and where a name stands in it. Out: whether the name is meant there, or is a part of a longer word. There is no
//! dictionary behind it: where the letters around a name leave it open, the answer is no, since a missing link
//! misleads nobody. So in Chinese, in which one word follows another without a sign, a name is found only between other
//! signs.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::files::Span;

/// Kinds of letter. A name may touch letters of another kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letter {
    /// Of a script that puts spaces or signs between words, as Latin, Cyrillic and Greek do; also digits.
    Spaced,
    Hangul,
    /// Chinese characters, in whichever language.
    Han,
    Hiragana,
    Katakana,
}

/// Whether the name at `name` is a word of its own.
///
/// - *Before* it stands no letter of the same kind as its first one.
/// - *After* it stands no letter of the same kind as its last one, but for what Korean and Japanese attach to names:
///   particles, and titles.
/// - Hangul after a name of any kind must be particles: `NATO는` names NATO, `AP통신` doesn't name AP.
/// - Katakana after Han makes a longer name (`日本テレビ`); Han after katakana mostly tells what somebody is
///   (`ブリンケン国務長官`), unless it makes a language or a people.
/// - After it stands no `…`: a text that is cut there may have cut a longer name.
pub(super) fn stands_alone(text: &str, name: &Span) -> bool {
    let (before, after) = (&text[..name.start], &text[name.end..]);
    let name = &text[name.clone()];
    let first = name.chars().next().and_then(letter);
    let is_part_of_what_precedes =
        before.chars().next_back().and_then(letter).is_some_and(|before| before == first.unwrap_or(Letter::Spaced));
    !is_part_of_what_precedes && is_complete(name, after)
}

/// Whether a name is not the beginning of a longer one.
fn is_complete(name: &str, after: &str) -> bool {
    let Some(next) = after.chars().next() else { return true };
    if next == '…' || is_combining_mark(next) {
        return false;
    }
    // A name that ends in a sign, such as `U.S.`, goes on as a word of its script does.
    let last = name.chars().next_back().and_then(letter).unwrap_or(Letter::Spaced);
    match (last, letter(next)) {
        (_, Some(Letter::Hangul)) => are_particles(name, run(after, Letter::Hangul)),
        (Letter::Han, Some(Letter::Han)) => is_title(run(after, Letter::Han)),
        (Letter::Han, Some(Letter::Katakana)) => false,
        (Letter::Katakana, Some(Letter::Han)) => !after.starts_with(['語', '人']),
        (Letter::Hiragana, Some(Letter::Hiragana)) => {
            JAPANESE_PARTICLES.iter().any(|particle| after.starts_with(particle))
        }
        (last, next) => next != Some(last),
    }
}

fn letter(c: char) -> Option<Letter> {
    match c {
        '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{a960}'..='\u{a97c}' | '\u{ac00}'..='\u{d7fb}' => {
            Some(Letter::Hangul)
        }
        '々'
        | '〇'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Some(Letter::Han),
        '\u{3041}'..='\u{309f}' => Some(Letter::Hiragana),
        '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' => {
            Some(Letter::Katakana)
        }
        _ => (c.is_alphanumeric() || c == '_' || is_combining_mark(c)).then_some(Letter::Spaced),
    }
}

/// The letters of one kind with which a text begins. Of many only the first: what is so long is neither particles nor a
/// title, and a text without spaces is not read to its end for each name.
fn run(text: &str, kind: Letter) -> &str {
    let end = text.char_indices().take(MOST_LETTERS).find(|(_, c)| letter(*c) != Some(kind)).map(|(at, _)| at);
    let end = end.or_else(|| text.char_indices().nth(MOST_LETTERS).map(|(at, _)| at));
    &text[..end.unwrap_or(text.len())]
}

/// Longest run of letters behind a name that is looked at: eight Korean syllables, each of which may be written in three
/// parts, and one letter more.
const MOST_LETTERS: usize = 25;

/// After which sounds a Korean particle stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    Any,
    Vowel,
    Consonant,
    /// `로` follows vowels and ㄹ.
    VowelOrRieul,
    /// `으로` follows all other consonants.
    OtherConsonant,
}

/// Particles that others can follow: 에서는, 측의.
const INNER_PARTICLES: &[(&str, After)] = &[
    ("에", After::Any),
    ("에게", After::Any),
    ("에게서", After::Any),
    ("에서", After::Any),
    ("한테", After::Any),
    ("한테서", After::Any),
    ("께", After::Any),
    ("께서", After::Any),
    ("로", After::VowelOrRieul),
    ("로서", After::VowelOrRieul),
    ("로써", After::VowelOrRieul),
    ("으로", After::OtherConsonant),
    ("으로서", After::OtherConsonant),
    ("으로써", After::OtherConsonant),
    ("와", After::Vowel),
    ("과", After::Consonant),
    ("하고", After::Any),
    ("까지", After::Any),
    ("부터", After::Any),
    ("만", After::Any),
    ("만큼", After::Any),
    ("보다", After::Any),
    ("처럼", After::Any),
    ("씨", After::Any),
    ("님", After::Any),
    ("측", After::Any),
    ("등", After::Any),
];

/// Particles, and forms of the copula, that end a word.
const LAST_PARTICLES: &[(&str, After)] = &[
    ("은", After::Consonant),
    ("는", After::Vowel),
    ("이", After::Consonant),
    ("가", After::Vowel),
    ("을", After::Consonant),
    ("를", After::Vowel),
    ("의", After::Any),
    ("도", After::Any),
    ("엔", After::Any),
    ("에선", After::Any),
    ("에겐", After::Any),
    ("마다", After::Any),
    ("마저", After::Any),
    ("밖에", After::Any),
    ("뿐", After::Any),
    ("조차", After::Any),
    ("이나", After::Consonant),
    ("이다", After::Any),
    ("이었다", After::Consonant),
    ("였다", After::Vowel),
    ("입니다", After::Any),
    ("이고", After::Consonant),
    ("이며", After::Consonant),
    ("이자", After::Any),
    ("이라고", After::Consonant),
    ("라고", After::Vowel),
    ("이라는", After::Consonant),
    ("라는", After::Vowel),
    ("이라며", After::Consonant),
    ("라며", After::Vowel),
];

/// Whether Hangul behind a name is particles and nothing else.
fn are_particles(name: &str, hangul: &str) -> bool {
    // Text may be decomposed, as file names of one system are; particles are told by whole syllables.
    let syllables: String = hangul.nfc().collect();
    let start = name.char_indices().rev().take(3).last().map_or(0, |(start, _)| start);
    let last = name[start..].nfc().last();
    last.is_some_and(|last| hangul.chars().count() < MOST_LETTERS && end_a_word(&syllables, last))
}

fn end_a_word(rest: &str, last: char) -> bool {
    let fits = |after: After| match (after, final_consonant(last)) {
        (After::Any, _) | (_, None) => true,
        (After::Vowel, Some(consonant)) => consonant == NO_CONSONANT,
        (After::Consonant, Some(consonant)) => consonant != NO_CONSONANT,
        (After::VowelOrRieul, Some(consonant)) => matches!(consonant, NO_CONSONANT | RIEUL),
        (After::OtherConsonant, Some(consonant)) => !matches!(consonant, NO_CONSONANT | RIEUL),
    };
    LAST_PARTICLES.iter().any(|(particle, after)| *particle == rest && fits(*after))
        || INNER_PARTICLES.iter().filter(|(_, after)| fits(*after)).any(|(particle, _)| {
            let last = particle.chars().next_back().expect("no particle is empty");
            rest.strip_prefix(particle).is_some_and(|rest| rest.is_empty() || end_a_word(rest, last))
        })
}

const NO_CONSONANT: u32 = 0;
const RIEUL: u32 = 8;

/// The number of the consonant that closes a Hangul syllable, in Unicode's order; `None` for what is no such syllable, of
/// which the sound isn't known.
fn final_consonant(c: char) -> Option<u32> {
    ('\u{ac00}'..='\u{d7a3}').contains(&c).then(|| (u32::from(c) - 0xac00) % 28)
}

/// Particles that follow a name which is written in hiragana.
const JAPANESE_PARTICLES: &[&str] =
    &["は", "が", "を", "に", "で", "と", "の", "も", "へ", "や", "から", "まで", "より"];

/// What somebody is, written behind the name in Japanese; `側` (the side of) and `氏` follow names of all kinds.
const TITLES: &[&str] = &[
    "氏",
    "様",
    "首相",
    "総理",
    "大統領",
    "外相",
    "外務大臣",
    "大臣",
    "長官",
    "国務長官",
    "主席",
    "総書記",
    "議員",
    "知事",
    "会長",
];

/// Whether Han behind a name is a title, a former one (`前`, `元`) or the word for somebody's side.
fn is_title(han: &str) -> bool {
    let title = han.strip_suffix('側').unwrap_or(han);
    title.is_empty() || TITLES.contains(&title.strip_prefix(['前', '元']).unwrap_or(title))
}

#[cfg(test)]
mod tests {
    use super::stands_alone;

    /// The texts of a line, in each of which the name stands once and is or isn't meant.
    fn each(name: &str, texts: &str, is_meant: bool) {
        for text in texts.split(" | ") {
            let start = text.find(name).unwrap_or_else(|| panic!("{name:?} stands in {text:?}"));
            assert_eq!(stands_alone(text, &(start..start + name.len())), is_meant, "{name:?} in {text:?}");
        }
    }

    #[test]
    fn a_name_is_a_word_of_its_own() {
        let table = [
            // Scripts with spaces.
            ("Cho", "Cho | Cho's | (Cho) | Cho, | Cho-led | pro-Cho | Cho/Park | 장관Cho | Cho는 | Choは | Cho側", ""),
            ("Cho", "", "Choi | Choe | Cho2 | McCho | Cho_x | Cho\u{301} | Cho…"),
            ("Æsa", "Æsa kom", "Æsas | ÞÆsa"),
            ("Москва", "Москва, столица", "Москвань | НеМосква"),
            ("Αθήνα", "στην Αθήνα.", "Αθήνας"),
            ("U.S.", "the U.S. and | U.S.-led", "U.S.A."),
            ("AP", "AP는 | AP에 따르면 | AP가 | AP이", "AP통신 | AP뉴스"),
            // Hangul.
            (
                "조태열",
                "조태열 | 조태열을 | 조태열은 | 조태열이 | 조태열과의 | 조태열에게서는 | 조태열씨가 | 조태열로",
                "",
            ),
            (
                "조태열",
                "“조태열” | 조태열(趙兌烈) | 조태열측은 | 조태열이라고 | 조태열만이",
                "조태열장관 | 신조태열 | 조태열를",
            ),
            (
                "한국",
                "한국과 | 한국에서는 | 한국으로부터 | 한국도 | 한국NATO | 한국側",
                "한국어 | 한국인 | 한국은행 | 대한국 | 한국로",
            ),
            ("서울", "서울로 | 서울에서도 | 서울까지 | 서울의", "서울시 | 서울역 | 서울시의 | 서울으로 | 서울가"),
            ("러시아", "러시아가 | 러시아와 | 러시아로 | 러시아였다", "러시아이 | 러시아어 | 러시아과 | 벨러시아"),
            ("대구", "대구는 | 대구에", "대구고 | 대구는는"),
            // Decomposed.
            (
                "\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}",
                "\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}\u{1105}\u{1169}",
                "\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}\u{1109}\u{1175}",
            ),
            ("\u{1109}\u{1165}\u{110b}\u{116e}", "", "\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}"),
            // Han and kana.
            (
                "日本",
                "日本は | 韓国と日本の | 日本、 | 「日本」 | 日本側は | チーム日本",
                "日本語 | 日本国憲法 | 全日本 | 日本テレビ",
            ),
            ("岸田文雄", "岸田文雄氏は | 岸田文雄首相が | 岸田文雄前首相側の", "岸田文雄記念館 | 岸田文雄々"),
            ("中国", "中国，", "中国和韩国"),
            (
                "ロシア",
                "ロシアの | ロシア外相は | ロシア、 | 対ロシア",
                "ベロシア | ロシアン | ロシアー | ロシア語 | ロシア人の",
            ),
            ("ブリンケン", "アントニー・ブリンケンは | ブリンケン国務長官", "ブリンケンズ"),
            ("さいたま", "さいたまは | さいたま市 | 東京、さいたまから", "さいたまん | ひさいたま"),
        ];
        for (name, meant, not_meant) in table {
            for (texts, is_meant) in [(meant, true), (not_meant, false)] {
                if !texts.is_empty() {
                    each(name, texts, is_meant);
                }
            }
        }
    }
}
