//! The languages in which dates are told, and what each one says.
//!
//! In: a BCP 47 tag. Out: a [`Language`], and its [`Phrases`], from which `words` puts dates together. Deliberately absent:
//! any rule for putting them together. A further language is a variant and a table; names of months come from chrono's
//! locales.

use chrono::Locale;

/// A language in which dates can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// British, for the order of its dates: 15 November 2023.
    #[default]
    English,
    /// 2023년 11월 15일.
    Korean,
    /// 2023年11月15日.
    Japanese,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::English, Self::Korean, Self::Japanese];

    /// The language of a BCP 47 tag, by its primary subtag in any case: `ko`, `ko-KR`, `KO`. English when dates can't be
    /// told in that language.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        match primary.as_str() {
            "ko" => Self::Korean,
            "ja" => Self::Japanese,
            _ => Self::English,
        }
    }

    pub(super) fn phrases(self) -> &'static Phrases {
        match self {
            Self::English => &ENGLISH,
            Self::Korean => &KOREAN,
            Self::Japanese => &JAPANESE,
        }
    }
}

/// Which of several dates says what they share.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sharer {
    /// `2023년 12월 8일~9일`.
    First,
    /// `8 to 9 December 2023`.
    Last,
}

/// What a language needs to say a date. `{0}` and `{1}` take other phrases; `%` is chrono's.
pub(super) struct Phrases {
    pub(super) locale: Locale,
    pub(super) sharer: Sharer,
    pub(super) day: &'static str,
    pub(super) day_of_year: &'static str,
    pub(super) day_of_month: &'static str,
    pub(super) month: &'static str,
    pub(super) month_of_year: &'static str,
    /// With the year, and within it.
    pub(super) seasons: [(&'static str, &'static str); 4],
    pub(super) northern: &'static str,
    pub(super) southern: &'static str,
    /// Quarters, thirds and halves.
    pub(super) divisions: [(&'static str, &'static str); 9],
    pub(super) year: &'static str,
    pub(super) year_bc: &'static str,
    /// For years that would not look like one.
    pub(super) year_ad: &'static str,
    pub(super) year_beyond_9999: &'static str,
    pub(super) decade: &'static str,
    pub(super) some_year: &'static str,
    pub(super) some_year_of: &'static str,
    pub(super) estimated: &'static str,
    pub(super) some_month: &'static str,
    pub(super) some_day: &'static str,
    pub(super) some_day_of_month: &'static str,
    pub(super) some_date: &'static str,
    /// For a year, a month or a day.
    pub(super) about: &'static str,
    /// For all else, such as seasons and decades.
    pub(super) about_time: &'static str,
    pub(super) possibly: &'static str,
    pub(super) remark: &'static str,
    pub(super) uncertain: &'static str,
    pub(super) approximate: &'static str,
    pub(super) uncertain_and_approximate: &'static str,
    pub(super) parts: [&'static str; 3],
    pub(super) to: &'static str,
    pub(super) from_to: &'static str,
    pub(super) since: &'static str,
    pub(super) until: &'static str,
    /// From a date to an unknown one; the other way round.
    pub(super) unknown_end: &'static str,
    pub(super) unknown_start: &'static str,
    pub(super) unknown_date: &'static str,
    /// For a year, which is not taken in.
    pub(super) before: &'static str,
    pub(super) or_earlier: &'static str,
    pub(super) or_later: &'static str,
    pub(super) between: &'static str,
    /// Each year, month, season and day of a range; up to a date; from a date on.
    pub(super) each: [&'static str; 4],
    pub(super) each_from_to: &'static str,
    pub(super) each_until: &'static str,
    pub(super) each_since: &'static str,
    pub(super) comma: &'static str,
    pub(super) and: &'static str,
    pub(super) or: &'static str,
    /// Of a full hour, of a minute, of a second.
    pub(super) clock: [&'static str; 3],
    pub(super) in_zone: &'static str,
    pub(super) in_utc: &'static str,
    pub(super) begins: &'static str,
    pub(super) day_and_time: &'static str,
    pub(super) elsewhere: &'static str,
}

/// A phrase with its gaps filled.
pub(super) fn fill(phrase: &str, parts: &[String]) -> String {
    parts.iter().enumerate().fold(phrase.to_owned(), |filled, (i, part)| filled.replace(&format!("{{{i}}}"), part))
}

const ENGLISH: Phrases = Phrases {
    locale: Locale::en_GB,
    sharer: Sharer::Last,
    day: "%-d %B {0}",
    day_of_year: "%-d %B",
    day_of_month: "%-d",
    month: "%B {0}",
    month_of_year: "%B",
    seasons: [("spring {0}", "spring"), ("summer {0}", "summer"), ("autumn {0}", "autumn"), ("winter {0}", "winter")],
    northern: "{0} in the northern hemisphere",
    southern: "{0} in the southern hemisphere",
    divisions: [
        ("the first quarter of {0}", "the first quarter"),
        ("the second quarter of {0}", "the second quarter"),
        ("the third quarter of {0}", "the third quarter"),
        ("the fourth quarter of {0}", "the fourth quarter"),
        ("the first third of {0}", "the first third of the year"),
        ("the second third of {0}", "the second third of the year"),
        ("the last third of {0}", "the last third of the year"),
        ("the first half of {0}", "the first half of the year"),
        ("the second half of {0}", "the second half of the year"),
    ],
    year: "{0}",
    year_bc: "{0} BC",
    year_ad: "AD {0}",
    year_beyond_9999: "the year {0}",
    decade: "the {0}s",
    some_year: "some year",
    some_year_of: "some year from {0} to {1}",
    estimated: "{0}, estimated to be {1}",
    some_month: "some month of {0}",
    some_day: "some day of {0}",
    some_day_of_month: "some day in {0}",
    some_date: "some date of the form {0}",
    about: "about {0}",
    about_time: "about {0}",
    possibly: "possibly {0}",
    remark: "{0} ({1})",
    uncertain: "{0} uncertain",
    approximate: "{0} approximate",
    uncertain_and_approximate: "{0} uncertain and approximate",
    parts: ["year", "month", "day"],
    to: "{0} to {1}",
    from_to: "from {0} to {1}",
    since: "since {0}",
    until: "until {0}",
    unknown_end: "from {0} to an unknown date",
    unknown_start: "from an unknown date to {0}",
    unknown_date: "an unknown date",
    before: "before {0}",
    or_earlier: "{0} or earlier",
    or_later: "{0} or later",
    between: "between {0} and {1}",
    each: ["each year", "each month", "each season", "each day"],
    each_from_to: "{0} from {1} to {2}",
    each_until: "{0} until {1}",
    each_since: "{0} since {1}",
    comma: ", ",
    and: " and ",
    or: " or ",
    clock: ["%H:%M", "%H:%M", "%H:%M:%S"],
    in_zone: "{0} ({1} time)",
    in_utc: "{0} ({1})",
    begins: "begins at {0}",
    day_and_time: "{0}, {1}",
    elsewhere: "{0} in {1}",
};

// Endings that depend on the sound before them (은/는, 과/와, 으로/로) stand only behind 년, 월 and 일, or are left out.
const KOREAN: Phrases = Phrases {
    locale: Locale::ko_KR,
    sharer: Sharer::First,
    day: "{0} %-m월 %-d일",
    day_of_year: "%-m월 %-d일",
    day_of_month: "%-d일",
    month: "{0} %-m월",
    month_of_year: "%-m월",
    seasons: [("{0} 봄", "봄"), ("{0} 여름", "여름"), ("{0} 가을", "가을"), ("{0} 겨울", "겨울")],
    northern: "{0}(북반구)",
    southern: "{0}(남반구)",
    divisions: [
        ("{0} 1분기", "1분기"),
        ("{0} 2분기", "2분기"),
        ("{0} 3분기", "3분기"),
        ("{0} 4분기", "4분기"),
        ("{0} 첫 4개월", "첫 4개월"),
        ("{0} 중간 4개월", "중간 4개월"),
        ("{0} 마지막 4개월", "마지막 4개월"),
        ("{0} 상반기", "상반기"),
        ("{0} 하반기", "하반기"),
    ],
    year: "{0}년",
    year_bc: "기원전 {0}년",
    year_ad: "서기 {0}년",
    year_beyond_9999: "{0}",
    decade: "{0}년대",
    some_year: "연도 미상",
    some_year_of: "{0}~{1} 중 어느 해",
    estimated: "{0}({1}으로 추정)",
    some_month: "{0} 중 어느 달",
    some_day: "{0} 중 어느 날",
    some_day_of_month: "{0} 중 어느 날",
    some_date: "{0} 형식의 어느 날짜",
    about: "{0}경",
    about_time: "{0} 무렵",
    possibly: "{0}(불확실)",
    remark: "{0}({1})",
    uncertain: "{0} 불확실",
    approximate: "{0} 대략적",
    uncertain_and_approximate: "{0} 불확실·대략적",
    parts: ["연도", "월", "일자"],
    to: "{0}~{1}",
    from_to: "{0}부터 {1}까지",
    since: "{0}부터",
    until: "{0}까지",
    unknown_end: "{0}부터(종료 시점 미상)",
    unknown_start: "{0}까지(시작 시점 미상)",
    unknown_date: "미상의 시점",
    before: "{0} 이전",
    or_earlier: "{0} 또는 그 이전",
    or_later: "{0} 또는 그 이후",
    between: "{0}에서 {1} 사이",
    each: ["매년", "매월", "계절마다", "매일"],
    each_from_to: "{1}부터 {2}까지 {0}",
    each_until: "{1}까지 {0}",
    each_since: "{1}부터 {0}",
    comma: ", ",
    and: " 및 ",
    or: " 또는 ",
    clock: ["%-H시", "%-H시 %-M분", "%-H시 %-M분 %-S초"],
    in_zone: "{0}({1} 현지 시각)",
    in_utc: "{0}({1})",
    begins: "{0} 시작",
    day_and_time: "{0} {1}",
    elsewhere: "{1} 기준 {0}",
};

const JAPANESE: Phrases = Phrases {
    locale: Locale::ja_JP,
    sharer: Sharer::First,
    day: "{0}%-m月%-d日",
    day_of_year: "%-m月%-d日",
    day_of_month: "%-d日",
    month: "{0}%-m月",
    month_of_year: "%-m月",
    seasons: [("{0}春", "春"), ("{0}夏", "夏"), ("{0}秋", "秋"), ("{0}冬", "冬")],
    northern: "{0}（北半球）",
    southern: "{0}（南半球）",
    divisions: [
        ("{0}第1四半期", "第1四半期"),
        ("{0}第2四半期", "第2四半期"),
        ("{0}第3四半期", "第3四半期"),
        ("{0}第4四半期", "第4四半期"),
        ("{0}最初の4か月", "最初の4か月"),
        ("{0}中間の4か月", "中間の4か月"),
        ("{0}最後の4か月", "最後の4か月"),
        ("{0}前半", "年の前半"),
        ("{0}後半", "年の後半"),
    ],
    year: "{0}年",
    year_bc: "紀元前{0}年",
    year_ad: "西暦{0}年",
    year_beyond_9999: "{0}",
    decade: "{0}年代",
    some_year: "年不明",
    some_year_of: "{0}から{1}までのある年",
    estimated: "{0}（{1}と推定）",
    some_month: "{0}のある月",
    some_day: "{0}のある日",
    some_day_of_month: "{0}のある日",
    some_date: "{0}の形の日付",
    about: "{0}頃",
    about_time: "{0}頃",
    possibly: "{0}（不確実）",
    remark: "{0}（{1}）",
    uncertain: "{0}は不確実",
    approximate: "{0}はおおよそ",
    uncertain_and_approximate: "{0}は不確実でおおよそ",
    parts: ["年", "月", "日"],
    to: "{0}〜{1}",
    from_to: "{0}から{1}まで",
    since: "{0}から",
    until: "{0}まで",
    unknown_end: "{0}から（終わりは不明）",
    unknown_start: "{0}まで（始まりは不明）",
    unknown_date: "不明な時点",
    before: "{0}より前",
    or_earlier: "{0}またはそれ以前",
    or_later: "{0}またはそれ以降",
    between: "{0}から{1}の間",
    each: ["毎年", "毎月", "季節ごと", "毎日"],
    each_from_to: "{1}から{2}まで{0}",
    each_until: "{1}まで{0}",
    each_since: "{1}から{0}",
    comma: "、",
    and: "および",
    or: "または",
    clock: ["%-H時", "%-H時%-M分", "%-H時%-M分%-S秒"],
    in_zone: "{0}（{1}現地時間）",
    in_utc: "{0}（{1}）",
    begins: "{0}開始",
    day_and_time: "{0}{1}",
    elsewhere: "{1}では{0}",
};

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn tags_are_told_by_their_first_part() {
        for (tag, language) in [
            ("ko", Language::Korean),
            ("ko-Kore-KR", Language::Korean),
            ("JA-jp", Language::Japanese),
            ("en-US", Language::English),
            // Konkani begins alike.
            ("kok", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Language::of(tag), language, "{tag}");
        }
    }
}
