//! Names of those who wrote an article, as bylines have them.
//!
//! In: a line, or a text that is told to be of authors. Out: their names, without "By", without their offices and addresses.
//! Deliberately absent: which lines of a page are looked at (`head.rs`), and which elements (`metadata/authors.rs`).

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::block::{ends_sentence, is_ideograph_or_kana};
use super::dates;
use super::phrases::agencies;

/// What names are begun with, in lower case: the longer before what they begin with.
const BY: [&str; 21] = [
    "written by ",
    "posted by ",
    "posted by: ",
    "reported by ",
    "interview by ",
    "article by ",
    "analysis by ",
    "opinion by ",
    "words by ",
    "story by ",
    "text by ",
    "by: ",
    "by ",
    "authors: ",
    "author: ",
    "author ",
    "von ",
    "作者：",
    "作者:",
    "文／",
    "文/",
];

/// A name without the words that say that it is an author's.
pub(super) fn without_by(name: &str) -> &str {
    let name = name.trim();
    let start = name[..name.floor_char_boundary(16)].to_lowercase();
    let cut = BY.iter().find(|by| start.starts_with(**by)).map_or(0, |by| by.len());
    name.get(cut..).unwrap_or(name).trim()
}

/// Whether a line says that the next one is a name, and nothing else.
pub(super) fn is_label(line: &str) -> bool {
    let line = line.trim().trim_end_matches([':', '：']).to_lowercase();
    BY.iter().any(|by| by.trim_end_matches([' ', ':', '：']) == line) && line != "von"
}

/// Whether words speak of those who did something else for an article than to write it.
pub(super) fn is_of_other_work(text: &str) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:edited|editing|reviewed|checked|photos?|photographs?|pictures?|illustrations?|illustrated|translated|video|graphics?|medically|contribut(?:ed|ing|ions?|ors?))\b|사진|편집|번역|写真|撮影|編集|翻訳|摄影|攝影|编辑|編輯|翻译|翻譯|校对|责编").expect("the pattern is right")
    });
    OTHER.is_match(text)
}

/// The names in a line that is a byline: one that says so, in any of the languages, or a name beside a date.
pub(super) fn byline(text: &str) -> Option<Vec<String>> {
    let start = text[..text.floor_char_boundary(16)].to_lowercase();
    if BY.iter().any(|by| by.is_ascii() && *by != "von " && start.starts_with(by)) {
        let rest = without_by(without_by(text));
        return names(&rest[..end_of_names(rest)]);
    }
    if let Some(names) = in_east_asian(text) {
        return Some(names).filter(|names| !names.is_empty());
    }
    // A name and an office.
    let name = without_offices(text);
    if name.len() < text.len() && name.contains(' ') && is_name(&name) {
        return Some(vec![name.into_owned()]);
    }
    // A name, a sign and a date.
    let told = dates::told(text);
    let date = told.iter().find(|told| told.when.absolute().is_some())?;
    let before = text[..date.at.start].trim_end();
    let name = before.trim_end_matches([',', '-', '–', '—', '|', '•', '·', '/', ' ']);
    let name = name.trim_end_matches("on").trim();
    (name.len() < before.len() && name.contains(' ') && is_name(name)).then(|| vec![name.to_owned()])
}

/// The names in a text that is told to be of authors.
pub(super) fn told(text: &str) -> Vec<String> {
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[(<\[（]?\s*(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+)\s*[)>\]）]?")
            .expect("the pattern is right")
    });
    let whole = without_by(text);
    let without_address = ADDRESS.replace_all(whole, " ");
    let text = match without_address.trim() {
        "" => whole,
        rest => rest,
    };
    if text.is_empty() || text.contains("://") {
        return Vec::new();
    }
    if let Some(names) = in_east_asian(text) {
        return names;
    }
    let parts: Vec<&str> = text.split(['、', '，', ',', '·', '・', '/', '／', ';']).map(str::trim).collect();
    if parts.len() > 1 && parts.iter().all(|part| is_east_asian(part)) {
        return parts.into_iter().map(str::to_owned).collect();
    }
    // Behind a sign stands for whom they write.
    let end = [" | ", " • ", " — ", " – "].iter().filter_map(|sign| text.find(sign)).min();
    let text = text[..end.unwrap_or(text.len())].trim();
    names(text).unwrap_or_else(|| vec![without_offices(text).into_owned()])
}

/// A name of two to five letters of Hangul or Chinese characters.
pub(super) fn is_east_asian(text: &str) -> bool {
    let is_letter = |c: char| is_ideograph_or_kana(c) || matches!(c, '\u{ac00}'..='\u{d7a3}');
    (2..=5).contains(&text.chars().count()) && text.chars().all(is_letter)
}

/// The names in a byline in Korean, Japanese or Chinese, if it is one; none, if it names an agency.
fn in_east_asian(text: &str) -> Option<Vec<String>> {
    if text.is_ascii() {
        return None;
    }
    let names = BYLINES.iter().find_map(|pattern| pattern.captures(text))?;
    let found = names
        .iter()
        .skip(1)
        .flatten()
        .flat_map(|group| group.as_str().split(['、', ' ', '\u{3000}', '，', '·', '・', ',']))
        .map(str::trim)
        .filter(|name| !name.is_empty() && !agencies().iter().any(|agency| agency == name))
        .map(str::to_owned);
    Some(found.collect())
}

/// Where names end: at a sign, a number, or what is said of the date.
fn end_of_names(text: &str) -> usize {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\s[|•·/–—-]\s|[|•·●∙⋅‧(@<\[]|\d|(?i)\b(?:published|updated|posted|on|at|for|in|is|contributing|staff writer|last)\b|,\s*(?:the |a |[a-z])").expect("the pattern is right")
    });
    let sign = END.find(text).map_or(text.len(), |found| found.start());
    let date = dates::told(&text[..sign]).into_iter().find(|told| told.when.absolute().is_some());
    date.map_or(sign, |date| date.at.start)
}

fn names(text: &str) -> Option<Vec<String>> {
    let text = text.trim().trim_end_matches([',', ';', ':']);
    // A full stop ends a line; one of several is part of the last word.
    let is_line = text.ends_with('.') && text.matches('.').count() == 1;
    let text = if is_line { text.trim_end_matches('.') } else { text };
    let without_offices = without_offices(text);
    let parts = without_offices.split([',', ';', '&']).flat_map(|part| part.split(" and ")).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 && parts.iter().all(|part| part.contains(' ') && is_name(part)) {
        return Some(parts.into_iter().map(str::to_owned).collect());
    }
    let first = parts.first().copied().unwrap_or_default();
    let whole = if *without_offices == *text { text } else { first };
    let name = [whole, first].into_iter().find(|name| is_name(name))?;
    (!agencies().iter().any(|agency| agency == name)).then(|| vec![name.to_owned()])
}

/// Names without the offices that are told behind them.
fn without_offices(text: &str) -> Cow<'_, str> {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i),\s*[^,;&]*\b(?:advisor|analyst|author|ceo|chief|columnist|contributor|correspondent|critic|director|editor|expert|founder|head|journalist|manager|officer|president|producer|professor|reporter|researcher|reviewer|staff|strategist|writer)\b[^,;&]*").expect("the pattern is right")
    });
    if text.contains(',') { OFFICE.replace_all(text, "") } else { Cow::Borrowed(text) }
}

/// Whether a text looks like the name of a person or desk, in a script with capitals.
pub(super) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let small = [
        "de", "da", "del", "der", "den", "van", "von", "bin", "al", "la", "le", "di", "dos", "and", "&", "of", "the",
        "ter", "y",
    ];
    let is_part = |word: &&str| {
        let first = word.trim_start_matches(['‘', '\'', '"', '“']).chars().next();
        first.is_some_and(char::is_uppercase) || small.contains(word)
    };
    (1..=7).contains(&words.len())
        && text.len() <= 80
        && words.iter().all(is_part)
        && !text.contains(|c: char| c.is_numeric() || matches!(c, ':' | '>' | '|'))
        && !ends_sentence(text.trim_end_matches('.'))
}

static BYLINES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        // Korean: 홍길동 기자, 홍길동·김철수 기자, 홍길동 특파원.
        r"(?:^|[\s=)\]】(])([가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4})*)\s*(?:선임|수습|인턴|전문|객원|정치|경제|사회)?\s?(?:기자|특파원|논설위원|앵커)(?:$|[\s=(\[|·<,])",
        // Japanese: 【ソウル=田中太郎】, 記者・田中太郎, 田中太郎記者.
        r"【[^】=＝・]{1,12}[=＝・]([\p{Han}\p{Hiragana}\p{Katakana}ー\s]{2,12})】",
        r"(?:記者|執筆|取材・文|文)\s*[・：:／/=＝]\s*([\p{Han}\p{Hiragana}\p{Katakana}ー]{2,10})",
        r"(?:^|[\s　（(])([\p{Han}]{2,6})\s?(?:記者|編集委員|特派員)(?:$|[\s　）)])",
        // Chinese: 记者 张三 李四, （记者李四）, 作者：王五, 文／王五.
        r"(?:本报记者|本報記者|记者|記者|作者|撰文)\s*[：:／/]?\s*(\p{Han}{2,4}(?:[\s、，]\p{Han}{2,4})*)(?:$|[\s）)|｜/／]|报道|報導|編譯)",
        r"^文\s?[／/]\s?(\p{Han}{2,4})",
    ];
    patterns.map(|pattern| Regex::new(pattern).expect("the patterns are right")).to_vec()
});

#[cfg(test)]
mod tests {
    use super::{byline, is_label, told};

    #[test]
    fn names_are_without_what_is_told_of_them() {
        let cases = [
            ("By: Ada Berg", "Ada Berg"),
            ("Ada Berg, Staff Writer, and Bo Li, Senior Editor of the Lund Gazette", "Ada Berg; Bo Li"),
            ("Ada Berg, Director, Fish & Ships, Lund Gazette", "Ada Berg"),
            ("Ada Berg <ada@example.org>", "Ada Berg"),
            ("Ada Berg | Lund Gazette", "Ada Berg"),
            ("Ada Berg, M.D.", "Ada Berg, M.D."),
            ("ada@example.org", "ada@example.org"),
            ("https://example.org/ada", ""),
            ("홍길동 기자(gd@example.org)", "홍길동"),
            ("홍길동, 김철수", "홍길동; 김철수"),
            ("山田花子、田中太郎", "山田花子; 田中太郎"),
        ];
        for (text, names) in cases {
            assert_eq!(told(text).join("; "), names, "{text}");
        }
        assert!(["By", "Written by:", "Author", "作者："].into_iter().all(is_label));
        assert!(!is_label("By the sea"));
    }

    #[test]
    fn bylines_are_read_in_four_languages() {
        let cases = [
            ("By Ada Berg", "Ada Berg"),
            ("By Ada Berg and Bo Li | Lund Gazette", "Ada Berg; Bo Li"),
            ("Written by Ada van der Berg, a staff writer", "Ada van der Berg"),
            ("Ada Berg - March 12, 2024, 8:15 pm", "Ada Berg"),
            ("홍길동 기자 gd@example.org", "홍길동"),
            ("(항구=연합뉴스) 홍길동·김철수 기자 = 새 항구가", "홍길동; 김철수"),
            ("【ソウル=田中太郎】港が開いた。", "田中太郎"),
            ("【ソウル=共同】港が開いた。", ""),
            ("记者 张三 李四", "张三; 李四"),
            ("（记者李四）", "李四"),
            ("by the harbour they waited", ""),
            ("Ada Berg, Staff Writer", "Ada Berg"),
            ("Harbour opens after three years", ""),
        ];
        for (text, names) in cases {
            assert_eq!(byline(text).unwrap_or_default().join("; "), names, "{text}");
        }
    }
}
