//! Names in Korean and Japanese, told by the title behind them.
//!
//! In: the text of a block. Out: names as they are written. A name without a title is not found: nothing sets it off.

use super::super::titles::{
    JAPANESE_OTHERS, JAPANESE_TITLES, KOREAN_BODIES, KOREAN_OTHERS, KOREAN_PARTICLES, KOREAN_TITLES,
};
use super::super::words::{is_han_or_kana, is_hangul};
use super::Sighting;

/// Names before a title, in both languages.
pub(super) fn sightings(text: &str) -> Vec<Sighting> {
    let mut found = Vec::new();
    if text.contains(is_hangul) {
        korean(text, &mut found);
    }
    if text.contains(is_han_or_kana) {
        japanese(text, &mut found);
    }
    found
}

/// `홍길동 장관은`, `홍길동 외교부 장관`: the word before the title, or before the body that it belongs to.
fn korean(text: &str, found: &mut Vec<Sighting>) {
    let base = text.as_ptr() as usize;
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches(|c: char| !is_hangul(c))).collect();
    for (n, word) in words.iter().enumerate() {
        let is_title = |word: &str| KOREAN_TITLES.contains(&word);
        let without = KOREAN_PARTICLES.iter().filter_map(|particle| word.strip_suffix(particle));
        let Some(title) = std::iter::once(*word).chain(without).find(|word| is_title(word)) else { continue };
        // What follows a comma or a bracket belongs to another part of the sentence.
        let before = |n: usize| {
            let word = words.get(n)?;
            let next = words[n + 1].as_ptr() as usize - base;
            let gap = &text[word.as_ptr() as usize - base + word.len()..next];
            gap.chars().all(char::is_whitespace).then_some(*word)
        };
        let nearest = n.checked_sub(1).and_then(before);
        let is_body = |word: &&str| KOREAN_BODIES.iter().any(|body| word.ends_with(body)) && title != "씨";
        let further = nearest.filter(is_body).and_then(|_| n.checked_sub(2)).and_then(before);
        if let Some(name) = further.filter(|name| is_korean_name(name)).or(nearest.filter(|name| is_korean_name(name)))
        {
            found.push(Sighting { name: name.to_owned(), at: name.as_ptr() as usize - base, is_titled: true });
        }
    }
}

/// Whether a word can be a name: two to five syllables that don't end as a word with a particle does.
fn is_korean_name(word: &str) -> bool {
    let is_other = KOREAN_OTHERS.contains(&word) || KOREAN_TITLES.iter().any(|title| word.ends_with(title));
    let has_particle = word.ends_with(['의', '을', '를', '는', '와', '과']);
    let is_body =
        word.ends_with("외교부") || word.ends_with("국방부") || word.ends_with("통일부") || word.ends_with("위원회");
    (2..=5).contains(&word.chars().count()) && word.chars().all(is_hangul) && !is_other && !has_particle && !is_body
}

/// `山田首相`: the characters before the title, all Chinese or all katakana.
fn japanese(text: &str, found: &mut Vec<Sighting>) {
    let mut end = 0;
    for (at, _) in text.char_indices() {
        if at < end {
            continue;
        }
        // Of two titles that begin at one place, the longer.
        let titles = JAPANESE_TITLES.iter().filter(|title| text[at..].starts_with(**title));
        let Some(title) = titles.max_by_key(|title| title.len()) else { continue };
        let name = name_before(&text[end..at]);
        if is_japanese_name(name) {
            found.push(Sighting { name: name.to_owned(), at: at - name.len(), is_titled: true });
        }
        end = at + title.len();
    }
}

fn name_before(text: &str) -> &str {
    let is_katakana = |c: char| matches!(c, 'ァ'..='ヺ' | 'ー' | '・' | '＝');
    let is_han = |c: char| is_han_or_kana(c) && !matches!(c, '\u{3041}'..='\u{3096}' | 'ァ'..='ヺ' | 'ー');
    match text.chars().next_back() {
        Some(last) if is_katakana(last) => &text[text.trim_end_matches(is_katakana).len()..],
        Some(last) if is_han(last) => &text[text.trim_end_matches(is_han).len()..],
        _ => "",
    }
}

/// Whether the characters can be a name: two to five Chinese ones, or a word in katakana.
fn is_japanese_name(name: &str) -> bool {
    let is_katakana = name.starts_with(|c: char| matches!(c, 'ァ'..='ヺ'));
    let longest = if is_katakana { 20 } else { 5 };
    let is_other = JAPANESE_OTHERS.iter().any(|other| name == *other || (!is_katakana && name.starts_with(other)));
    (2..=longest).contains(&name.chars().count()) && !is_other && !name.starts_with(['ー', '・'])
}

#[cfg(test)]
mod tests {
    use super::sightings;

    fn found(text: &str) -> String {
        let names: Vec<String> = sightings(text).into_iter().map(|it| format!("{}@{}", it.name, it.at)).collect();
        names.join(" ")
    }

    #[test]
    fn korean_names_stand_before_titles() {
        assert_eq!(found("한누리 외교부 장관은 말했다"), "한누리@0");
        assert_eq!(found("이날 모르텐 대통령과 한누리 위원장이"), "모르텐@7 한누리@30");
        assert_eq!(found("미국 대통령은, 신임 장관의 새로운 의원. 한누리, 장관"), "");
        assert_eq!(found("한누리 씨"), "한누리@0");
    }

    #[test]
    fn japanese_names_stand_right_before_titles() {
        assert_eq!(found("港田外相は浜野太郎氏と"), "港田@0 浜野太郎@15");
        assert_eq!(found("モルテン・ホルト大統領、米国務長官、韓国外相、両氏"), "モルテン・ホルト@0");
        assert_eq!(found("前の首相と大臣"), "");
    }
}
