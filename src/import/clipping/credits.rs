//! From whom a clipping says that its account is.
//!
//! In: lines of the article and around it. Out: credits with the words that say so, and the place in a dateline. Deliberately
//! absent: whether the credit is for the whole account or for one sentence, which the reader of the proposal decides.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::phrases::agencies;

/// An agency and the words that credit it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Credited {
    pub(super) agency: String,
    pub(super) words: String,
}

/// What a text begins with when it is dated from a place.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Dateline {
    pub(super) place: Option<String>,
    pub(super) agency: Option<String>,
    /// The words, with the date in them if there is one.
    pub(super) words: String,
}

/// The dateline that a paragraph begins with.
pub(super) fn dateline(text: &str) -> Option<Dateline> {
    let head = &text[..text.floor_char_boundary(200)];
    DATELINES.iter().find_map(|pattern| {
        let captures = pattern.captures(head)?;
        let group = |name: &str| {
            captures.name(name).map(|group| group.as_str().trim().trim_end_matches([',', '，']).trim().to_owned())
        };
        let words = captures.get(0)?.as_str().trim().to_owned();
        let (mut place, mut agency) = (group("place").filter(|place| !place.is_empty()), group("agency"));
        // 【共同】 names an agency where a place may stand.
        if agency.is_none() && place.as_ref().is_some_and(|place| agencies().contains(place)) {
            agency = place.take();
        }
        let is_known = |agency: &String| agencies().contains(agency);
        (place.is_some() || agency.as_ref().is_some_and(is_known)).then_some(Dateline {
            place,
            agency: agency.filter(is_known),
            words,
        })
    })
}

/// The agencies that a text credits, in order, each once.
pub(super) fn credited(text: &str) -> Vec<Credited> {
    if !NAMES.is_match(text) {
        return Vec::new();
    }
    let mut found: Vec<(usize, Credited)> = Vec::new();
    for pattern in CREDITS.iter() {
        for captures in pattern.captures_iter(text) {
            if let (Some(whole), Some(agency)) = (captures.get(0), captures.name("agency")) {
                let words = whole.as_str().trim().to_owned();
                found.push((agency.start(), Credited { agency: agency.as_str().trim().to_owned(), words }));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.agency.len().cmp(&a.1.agency.len())));
    let mut credits: Vec<Credited> = Vec::new();
    for (_, credit) in found {
        if !credits.iter().any(|known| known.agency == credit.agency) {
            credits.push(credit);
        }
    }
    credits
}

/// The names of agencies wherever they stand: most texts have none, and need not be searched for what credits one.
static NAMES: LazyLock<AhoCorasick> = LazyLock::new(|| AhoCorasick::new(agencies()).expect("there are few agencies"));

/// The names of agencies as a pattern. English ones end at the end of a word.
fn any_agency() -> String {
    let names = agencies().iter().map(|name| {
        let escaped = regex::escape(name);
        if name.is_ascii() { format!(r"\b{escaped}\b") } else { escaped }
    });
    names.collect::<Vec<_>>().join("|")
}

static DATELINES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let month = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2}(?:,\s\d{4})?";
    let patterns = [
        // SEOUL, Nov. 15 (Yonhap) -- …; COLUMBIA, S.C. (AP) — …; Harbour City, Nov. 15: is left alone.
        format!(r"^(?P<place>\p{{Lu}}[\p{{Lu}}\s.'’-]+(?:,\s(?:\p{{Lu}}[\p{{L}}.]*\s?){{1,3}})?)(?:,?\s{month})?,?\s*(?:\((?P<agency>[^)]{{2,40}})\)\s*)?(?:--|[–—―-])\s"),
        format!(r"^(?P<place>\p{{Lu}}\p{{L}}+(?:[\s-]\p{{Lu}}\p{{L}}+){{0,2}}(?:,\s(?:\p{{Lu}}[\p{{L}}.]*\s?){{1,3}}?)?)(?:,?\s{month})?,?\s*\((?P<agency>[^)]{{2,40}})\)\s*(?:--|[–—―-])?\s*"),
        format!(r"^(?P<place>\p{{Lu}}\p{{L}}+(?:[\s-]\p{{Lu}}\p{{L}}+){{0,2}}(?:,\s(?:\p{{Lu}}[\p{{L}}.]*\s?){{1,3}}?)?)(?:,\s{month})?\s*(?:--|[–—―])\s"),
        r"^\((?P<agency>[^)=]{2,40})\)\s*(?:--|[–—―-])\s".to_owned(),
        // (서울=연합뉴스), [서울=뉴시스], 【서울=뉴시스】.
        r"^[(\[【](?P<place>[가-힣·\s]{1,12})\s?=\s?(?P<agency>[^)\]】]{2,20})[)\]】]".to_owned(),
        // 【ソウル=共同】, 【ワシントン時事】, 【共同】, ［ソウル　１５日　ロイター］, [ソウル 15日 ロイター].
        r"^[【［\[](?P<place>[\p{Katakana}\p{Han}ー・]{1,12}?)[=＝\s　・]*(?:[0-9０-９]{1,2}日[=＝\s　]*)?(?P<agency>共同|時事|ロイター|ＡＰ|AP|ＡＦＰ|AFP|聯合ニュース|新華社)[】］\]]".to_owned(),
        r"^[（(【［](?P<agency>共同通信|共同|時事通信|時事|ロイター|新華社)[）)】］]".to_owned(),
        r"^【(?P<place>[\p{Katakana}\p{Han}ー]{1,10})[=＝・][^】]{2,12}】".to_owned(),
        // 新华社北京11月15日电, 中新社北京11月15日电, （中央社台北15日電）, 【中央社台北15日電】.
        r"^[（(【]?(?P<agency>新华社|新華社|中新社|中新网|中央社|法新社|路透社|美联社|美聯社|韩联社|韓聯社|共同社)(?:记者|記者)?(?P<place>\p{Han}{2,6}?)(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:综合|綜合)?(?:专|專|外)?[电電讯訊]".to_owned(),
        // （中央社記者王五台北15日電）: where the name ends and the place begins can't be told.
        r"^[（(【](?P<agency>中央社)(?:记者|記者)\p{Han}{2,8}[0-9]{1,2}日[电電]".to_owned(),
    ];
    patterns.map(|pattern| Regex::new(&pattern).expect("the patterns are right")).to_vec()
});

static CREDITS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let agency = format!("(?P<agency>{})", any_agency());
    let said = "(?:report(?:s|ed|ing)?|said|says|wrote|writes|quot(?:es|ed)|cit(?:es|ed))";
    let patterns = [
        // A byline, or a line of its own.
        format!(r"^(?:(?i:by)\s+)?(?i:the\s+)?{agency}(?:\s+(?i:staff|news))?$"),
        format!(r"[(（\[【]\s*{agency}\s*[)）\]】]"),
        format!(r"(?i:\b(?:sources?|via|credit|from|courtesy of))\s*[:：]?\s+(?:the\s+)?{agency}"),
        format!(r"(?i:\b(?:sources?|via|credit))\s*[:：]\s*(?:the\s+)?{agency}"),
        format!(
            r"(?i:\b(?:according to|citing|quoting|as reported by|reported by|told|reports? by|report from|as quoted by|in a report by))\s+(?:the\s+|a report by\s+)?{agency}"
        ),
        format!(r"{agency}(?:\s+(?:news agency|news|agency))?\s+{said}\b"),
        // Korean.
        format!(
            r"{agency}(?:\([A-Za-z]+\))?\s?(?:에 따르면|보도에 따르면|은 보도|는 보도|이 보도|가 보도|이 전했|가 전했|은 전했|는 전했|을 인용|를 인용)"
        ),
        format!(r"{agency}(?:은|는|이|가)\s[^.。]{{0,80}}(?:보도했|전했|인용)"),
        format!(r"(?:출처|자료|제공)\s*[=:：]\s*{agency}"),
        // Japanese.
        format!(r"{agency}(?:通信|社)?(?:によると|が報じ|は報じ|が伝え|は伝え|が報道|の報道|電によると|を引用)"),
        format!(r"{agency}(?:通信)?[はが][^。]{{0,80}}(?:報じ|伝え|報道)"),
        format!(r"(?:出典|提供|引用元|配信)\s*[=＝:：]\s*{agency}"),
        // Chinese.
        format!(r"[据據]\s?{agency}(?:报道|報導|報道|消息|电|電|\d|的)?"),
        format!(r"(?:来源|來源|稿源|综合|綜合|转自|轉自|消息来源|新闻来源)\s*[=：:]?\s*{agency}"),
        format!(r"{agency}(?:\d{{1,2}}日)?(?:援引|引述|报道称|報導稱|报道说|报道|報導)"),
    ];
    patterns.map(|pattern| Regex::new(&pattern).expect("the patterns are right")).to_vec()
});

#[cfg(test)]
mod tests {
    use super::{credited, dateline};

    fn names(text: &str) -> String {
        credited(text).into_iter().map(|credit| credit.agency).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn datelines_are_read_in_four_languages() {
        let cases = [
            ("SEOUL, Nov. 15 (Yonhap) -- The harbour opened.", "SEOUL / Yonhap"),
            ("PORT CITY, Calif. (AP) — The harbour opened.", "PORT CITY, Calif. / AP"),
            ("Port City, Calif. — The harbour opened.", "Port City, Calif. / "),
            ("(Reuters) - The harbour opened.", " / Reuters"),
            ("(서울=연합뉴스) 홍길동 기자 = 항구가 문을 열었다.", "서울 / 연합뉴스"),
            ("[부산=뉴시스]홍길동 기자", "부산 / 뉴시스"),
            ("【ソウル共同】港が開いた。", "ソウル / 共同"),
            ("【ワシントン時事】港が開いた。", "ワシントン / 時事"),
            ("【共同】港が開いた。", " / 共同"),
            ("［ソウル　１５日　ロイター］ - 港が開いた。", "ソウル / ロイター"),
            ("【ソウル=田中太郎】港が開いた。", "ソウル / "),
            ("新华社北京11月15日电 港口启用。", "北京 / 新华社"),
            ("（中央社台北15日電）港口啟用。", "台北 / 中央社"),
        ];
        for (text, expected) in cases {
            let found = dateline(text).unwrap_or_default();
            let found = format!("{} / {}", found.place.unwrap_or_default(), found.agency.unwrap_or_default());
            assert_eq!(found, expected, "{text}");
        }
        for text in ["The harbour opened — at last.", "It opened.", "He said (again) - twice.", "港が開いた。"]
        {
            assert_eq!(dateline(text), None, "{text}");
        }
    }

    #[test]
    fn credits_are_read_in_four_languages() {
        let cases = [
            ("The harbour opened on Monday. (Yonhap)", "Yonhap"),
            ("Source: IANS", "IANS"),
            ("The harbour opened, according to Yonhap, Ukrinform reports.", "Yonhap; Ukrinform"),
            ("The harbour opened, TASS news agency said.", "TASS"),
            ("연합뉴스에 따르면 항구가 문을 열었다.", "연합뉴스"),
            ("교도통신은 항구가 열렸다고 보도했다.", "교도통신"),
            ("共同通信によると、港が開いた。", "共同通信"),
            ("港が開いた。（時事）", "時事"),
            ("据新华社报道，港口启用。", "新华社"),
            ("来源：央视新闻", "央视新闻"),
            ("They map the area and tap the sap.", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(names(text), expected, "{text}");
        }
    }
}
