//! The words that tell dates, in English, Korean, Japanese and Chinese.
//!
//! In: a text. Out: the patterns that it may match, each with what reads a match as parts of a date or as how it lies to the day
//! of writing. Deliberately absent: that day, and which of two matches counts (`dates.rs`). Words of scripts that are written
//! without spaces end anywhere, so the ends of words are those of ASCII.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use chrono::Weekday;
use regex::{Captures, Regex};

use super::{Looks, When};

/// Reads what a pattern found.
pub(super) type Read = fn(&Captures<'_>) -> Option<(When, Looks)>;

/// What a text must hold for a pattern to be looked for in it, as bits.
type Needs = u16;

const DIGIT: Needs = 1;
const MONTH: Needs = 1 << 1;
const WEEKDAY: Needs = 1 << 2;
const WEEK: Needs = 1 << 3;
const NEAR_DAY: Needs = 1 << 4;
const UNIT: Needs = 1 << 5;
const AGO: Needs = 1 << 6;
const HANGUL: Needs = 1 << 7;
const HAN: Needs = 1 << 8;
/// Hangul, kana or Chinese characters.
const EAST: Needs = 1 << 9;

/// The patterns that a text may match, each with what reads it. Most sentences tell no date, so they are asked for what no date
/// is without before they are searched two dozen times.
pub(super) fn of(text: &str) -> impl Iterator<Item = (&'static Regex, Read)> {
    let held = held_by(text);
    PATTERNS.iter().filter(move |(_, needs, _)| held & needs == *needs).map(|(pattern, _, read)| (pattern, *read))
}

/// What a text holds of what patterns need. It may hold less: `Maria` begins like a month.
fn held_by(text: &str) -> Needs {
    let bytes = text.as_bytes();
    let of_byte = |byte: &u8| match byte {
        b'0'..=b'9' => DIGIT,
        // The first bytes of what UTF-8 writes in three: kana, Chinese characters, Hangul, and digits of full width.
        0xe3 => EAST,
        0xe4..=0xe9 => HAN | EAST,
        0xea..=0xed => HANGUL | EAST,
        0xef => DIGIT | HAN,
        _ => 0,
    };
    let of_script = bytes.iter().fold(0, |held, byte| held | of_byte(byte));
    let begins_word = |at: usize| at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
    let found = ANCHORS.find_overlapping_iter(text).filter(|found| begins_word(found.start()));
    found.fold(of_script, |held, found| held | WORDS[found.pattern().as_usize()].1)
}

/// Words that English dates are not without, and which of them. Months are told by their beginnings.
const WORDS: [(&str, Needs); 32] = [
    ("jan", MONTH),
    ("feb", MONTH),
    ("mar", MONTH),
    ("apr", MONTH),
    ("may", MONTH),
    ("jun", MONTH),
    ("jul", MONTH),
    ("aug", MONTH),
    ("sep", MONTH),
    ("oct", MONTH),
    ("nov", MONTH),
    ("dec", MONTH),
    ("monday", WEEKDAY),
    ("tuesday", WEEKDAY),
    ("wednesday", WEEKDAY),
    ("thursday", WEEKDAY),
    ("friday", WEEKDAY),
    ("saturday", WEEKDAY),
    ("sunday", WEEKDAY),
    ("week", WEEK),
    ("today", NEAR_DAY),
    ("yesterday", NEAR_DAY),
    ("tomorrow", NEAR_DAY),
    ("the day ", NEAR_DAY),
    ("this morning", NEAR_DAY),
    ("this afternoon", NEAR_DAY),
    ("this evening", NEAR_DAY),
    ("tonight", NEAR_DAY),
    ("last night", NEAR_DAY),
    ("month", UNIT),
    ("year", UNIT),
    ("ago", AGO),
];

static ANCHORS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = WORDS.iter().map(|(word, _)| word);
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).expect("there are few words")
});

static PATTERNS: LazyLock<Vec<(Regex, Needs, Read)>> = LazyLock::new(|| {
    let month = "(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
    let weekday = "(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?";
    let full_weekday = "(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day";
    let d = "[0-9０-９]";
    let ideographic_weekday = "(?P<weekday>[月火水木金土日])曜日?";
    let patterns: [(String, Needs, Read); 19] = [
        (r"(?-u:\b)(?P<year>[12][0-9]{3})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?:(?-u:\b)|T)".into(), DIGIT, parts),
        (r"(?-u:\b)(?P<year>[12][0-9]{3})(?P<sign>[./])\s?(?P<month>[0-9]{1,2})[./]\s?(?P<day>[0-9]{1,2})(?-u:\b)\.?".into(), DIGIT, parts),
        (r"(?-u:\b)(?P<one>[0-9]{1,2})[./-](?P<two>[0-9]{1,2})[./-](?P<year>[12][0-9]{3})(?-u:\b)".into(), DIGIT, numbers),
        (format!(r"(?i)(?-u:\b){month}\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>[12][0-9]{{3}})(?-u:\b)"), DIGIT | MONTH, parts),
        (format!(r"(?i)(?-u:\b)(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{month},?[\s-]+(?P<year>[12][0-9]{{3}})(?-u:\b)"), DIGIT | MONTH, parts),
        (format!(r"(?i)(?-u:\b){month},?\s+(?:of\s+)?(?P<year>[12][0-9]{{3}})(?-u:\b)"), DIGIT | MONTH, parts),
        // Small letters would make the verb "may" and "march" of them.
        (format!(r"(?-u:\b)(?P<looks>[Ll]ast |[Nn]ext |[Tt]his )?{}\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>[12][0-9]{{3}}))?(?-u:\b)", capital(month)), DIGIT | MONTH, parts),
        (format!(r"(?-u:\b)(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of )?{}(?:(?-u:\b)|$)", capital(month)), DIGIT | MONTH, parts),
        (format!(r"(?-u:\b)(?:[Ii]n|[Ss]ince|[Bb]y|[Ll]ate|[Ee]arly|[Mm]id-?|[Uu]ntil|(?P<looks>[Ll]ast|[Nn]ext|[Tt]his|[Ee]arlier in|[Ll]ater in))\s+{}(?:,?\s+(?P<year>[12][0-9]{{3}}))?(?:(?-u:\b)|$)", capital(month)), MONTH, parts),
        (format!(r"(?-u:\b)(?P<looks>[Ll]ast |[Nn]ext |[Tt]his |[Cc]oming |[Pp]ast )?{}(?-u:\b)", capital(full_weekday)), WEEKDAY, day_of_week),
        (format!(r"(?i)(?-u:\b)(?P<looks>last|next) week(?-u:\b)(?:'s|’s)?(?:\s+(?:on\s+)?{weekday}(?-u:\b))?"), WEEK, week),
        (r"(?i)(?-u:\b)(?P<word>today|yesterday|tomorrow|the day before yesterday|the day after tomorrow|this morning|this afternoon|this evening|tonight|last night)(?-u:\b)".into(), NEAR_DAY, near_day),
        (r"(?i)(?-u:\b)(?P<word>last|next|this|the past|the previous) (?P<unit>month|year)(?-u:\b)".into(), UNIT, near_month),
        (r"(?i)(?-u:\b)(?P<count>[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|a|an) (?P<unit>day|week|month|year)s? (?P<way>ago|earlier|later)(?-u:\b)".into(), AGO, ago),
        // Korean.
        (format!(r"(?:(?P<year>[12]{d}{{3}})\s?년|(?P<shift>지난해|작년|올해|내년|금년|이듬해))\s*(?P<month>{d}{{1,2}})\s?월(?:\s*(?P<day>{d}{{1,2}})\s?일)?"), HANGUL, parts),
        (format!(r"(?:(?P<looks>지난|오는)\s?)?(?:(?P<month>{d}{{1,2}})\s?월|(?P<shift>지난달|지난 달|이달|이번 달|다음 달|다음달|내달))(?:\s*(?P<day>{d}{{1,2}})\s?일)?"), HANGUL, parts),
        (format!(r"(?:^|[^0-9０-９.년월])(?P<told>(?:(?P<looks>지난|오는)\s?)?(?P<day>{d}{{1,2}})\s?일)(?P<span>\s?(?:간|째|동안|만에|만의|이내|전|후|뒤|치|차|연속|여))?"), DIGIT | HANGUL, day_alone),
        // Japanese and Chinese.
        (format!(r"(?:(?P<era>令和|平成)(?P<era_year>元|{d}{{1,2}})年|(?P<year>[12]{d}{{3}})\s?年|(?P<shift>昨年|去年|来年|今年|本年|明年|前年|來年))\s?(?P<month>{d}{{1,2}})\s?月(?:\s?(?P<day>{d}{{1,2}})\s?[日号號])?"), HAN, parts),
        (format!(r"(?:(?P<month>{d}{{1,2}})\s?月|(?P<shift>先月|今月|来月|來月|上个月|上個月|上月|本月|这个月|這個月|下个月|下個月|下月))(?:\s?(?P<day>{d}{{1,2}})\s?[日号號])?"), HAN, parts),
    ];
    let further: [(String, Needs, Read); 5] = [
        (format!(r"(?:^|[^0-9０-９年月])(?P<told>(?P<day>{d}{{1,2}})\s?日(?:[（(][月火水木金土日][)）])?)(?P<span>間|間|间|目|以内|以內|内|內|後|后|前|ぶり|連続|连续|連續|分|ほど|本)?"), DIGIT | HAN, day_alone),
        (r"(?P<word>그저께|그제|어제|오늘|내일|모레|一昨日|昨日|昨夜|今日|本日|明日|明後日|きのう|きょう|あす|あした|昨天|今天|明天|前天|后天|後天|昨晚|今晚|今早|今晨)".into(), EAST, near_day),
        (r"(?P<looks>지난주|지난 주|다음주|다음 주|이번 주|先週|来週|今週|上周|上週|下周|下週|本周|本週|这周|這週)(?:\s?の?\s?(?:(?P<weekday>[월화수목금토일月火水木金土日])(?:요일|曜日?)|(?P<number>[一二三四五六日天])))?".into(), EAST, week),
        (format!(r"(?P<weekday>[월화수목금토일])요일|{ideographic_weekday}|(?:周|週|星期|礼拜|禮拜)(?P<number>[一二三四五六日天])").replace("|(?P<weekday>", "|(?P<kanji>"), EAST, day_of_week),
        (r"(?P<word>지난달|지난 달|이달|내달|다음 달|지난해|작년|올해|내년|先月|今月|来月|昨年|去年|今年|来年|上个月|上個月|下个月|下個月|明年)".into(), EAST, near_month),
    ];
    let all = patterns.into_iter().chain(further);
    all.map(|(pattern, needs, read)| (Regex::new(&pattern).expect("the patterns are right"), needs, read)).collect()
});

/// A pattern of English names, as names are written: with a capital.
fn capital(pattern: &str) -> String {
    let mut capital = String::new();
    let mut is_start = false;
    for c in pattern.chars() {
        // Names begin after the name of the group and after each `|` outside of brackets.
        let depth = capital.matches('(').count() - capital.matches(')').count();
        if is_start && c.is_ascii_lowercase() {
            capital.push(c.to_ascii_uppercase());
        } else {
            capital.push(c);
        }
        is_start = depth == 1 && (c == '>' || c == '|');
    }
    capital
}

fn number(text: &str) -> Option<u32> {
    if text == "元" {
        return Some(1);
    }
    let digit = |c: char| c.to_digit(10).or_else(|| u32::from(c).checked_sub(u32::from('０')).filter(|n| *n < 10));
    text.chars().try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?))
}

fn get<'t>(captures: &Captures<'t>, name: &str) -> Option<&'t str> {
    captures.name(name).map(|group| group.as_str())
}

fn looks(captures: &Captures<'_>) -> Looks {
    match get(captures, "looks").map(|word| word.trim().to_lowercase()).as_deref() {
        Some("last" | "past" | "earlier in" | "지난") => Looks::Back,
        Some("next" | "coming" | "later in" | "오는") => Looks::Ahead,
        _ => Looks::Either,
    }
}

/// A year, month and day, as far as they are told; the year or month may be told by how it lies.
fn parts(captures: &Captures<'_>) -> Option<(When, Looks)> {
    let year = get(captures, "year").and_then(number);
    let era = get(captures, "era_year").and_then(number);
    let year = match get(captures, "era") {
        Some("令和") => era.map(|year| 2018 + year),
        Some("平成") => era.map(|year| 1988 + year),
        _ => year,
    };
    let month = get(captures, "month").and_then(|month| number(month).or_else(|| month_number(month)));
    let day = get(captures, "day").and_then(number);
    if month.is_some_and(|month| !(1..=12).contains(&month)) || day.is_some_and(|day| !(1..=31).contains(&day)) {
        return None;
    }
    let when = match get(captures, "shift") {
        Some("지난해" | "작년" | "昨年" | "去年" | "前年") => When::Years(-1, month, day),
        Some("올해" | "금년" | "今年" | "本年") => When::Years(0, month, day),
        Some("내년" | "来年" | "來年" | "明年") => When::Years(1, month, day),
        Some("지난달" | "지난 달" | "先月" | "上个月" | "上個月" | "上月") => When::Months(-1, day),
        Some("이달" | "이번 달" | "今月" | "本月" | "这个月" | "這個月") => When::Months(0, day),
        Some("다음 달" | "다음달" | "내달" | "来月" | "來月" | "下个月" | "下個月" | "下月") => {
            When::Months(1, day)
        }
        Some(_) => return None,
        None => When::Parts { year: year.and_then(|year| i32::try_from(year).ok()), month, day },
    };
    Some((when, looks(captures)))
}

fn month_number(name: &str) -> Option<u32> {
    let start = name.get(..3)?.to_lowercase();
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    (1..).zip(months).find(|(_, month)| *month == start).map(|(n, _)| n)
}

/// `15/11/2023` or `11/15/2023`, if it can't be both.
fn numbers(captures: &Captures<'_>) -> Option<(When, Looks)> {
    let one = number(get(captures, "one")?)?;
    let two = number(get(captures, "two")?)?;
    let year = i32::try_from(number(get(captures, "year")?)?).ok();
    let when = match (one, two) {
        (13..=31, 1..=12) => When::Parts { year, month: Some(two), day: Some(one) },
        (1..=12, 13..=31) => When::Parts { year, month: Some(one), day: Some(two) },
        (1..=12, 1..=12) if one == two => When::Parts { year, month: Some(one), day: Some(two) },
        (1..=12, 1..=12) => When::Parts { year, month: None, day: None },
        _ => return None,
    };
    Some((when, Looks::Either))
}

fn day_alone(captures: &Captures<'_>) -> Option<(When, Looks)> {
    // Three days are no third day.
    if captures.name("span").is_some() {
        return None;
    }
    let day = number(get(captures, "day")?)?;
    (1..=31).contains(&day).then(|| (When::Parts { year: None, month: None, day: Some(day) }, looks(captures)))
}

fn weekday(captures: &Captures<'_>) -> Option<Weekday> {
    let name = ["weekday", "kanji", "number"].into_iter().find_map(|group| {
        // Not every pattern has all of these groups.
        captures.name(group)
    })?;
    let name = name.as_str().to_lowercase();
    let sets = [
        ["mon", "월", "月", "一"],
        ["tue", "화", "火", "二"],
        ["wed", "수", "水", "三"],
        ["thu", "목", "木", "四"],
        ["fri", "금", "金", "五"],
        ["sat", "토", "土", "六"],
        ["sun", "일", "日", "天"],
    ];
    let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    let is_named = |set: &&[&str; 4]| set.iter().any(|start| name.starts_with(start));
    sets.iter().zip(days).find(|(set, _)| is_named(set)).map(|(_, day)| day)
}

fn day_of_week(captures: &Captures<'_>) -> Option<(When, Looks)> {
    Some((When::Weekday(weekday(captures)?), looks(captures)))
}

fn week(captures: &Captures<'_>) -> Option<(When, Looks)> {
    let (weeks, looks) = match get(captures, "looks")?.to_lowercase().as_str() {
        "last" | "지난주" | "지난 주" | "先週" | "上周" | "上週" => (-1, Looks::Back),
        "next" | "다음주" | "다음 주" | "来週" | "下周" | "下週" => (1, Looks::Ahead),
        _ => (0, Looks::Either),
    };
    Some((When::Weeks(weeks, weekday(captures)), looks))
}

fn near_day(captures: &Captures<'_>) -> Option<(When, Looks)> {
    let days = match get(captures, "word")?.to_lowercase().as_str() {
        "yesterday" | "last night" | "어제" | "昨日" | "昨夜" | "きのう" | "昨天" | "昨晚" => -1,
        "the day before yesterday" | "그저께" | "그제" | "一昨日" | "前天" => -2,
        "tomorrow" | "내일" | "明日" | "あす" | "あした" | "明天" => 1,
        "the day after tomorrow" | "모레" | "明後日" | "后天" | "後天" => 2,
        _ => 0,
    };
    let looks = if days > 0 { Looks::Ahead } else { Looks::Either };
    Some((When::Days(days), looks))
}

fn near_month(captures: &Captures<'_>) -> Option<(When, Looks)> {
    let word = get(captures, "word")?.to_lowercase();
    let when = match (word.as_str(), captures.name("unit").map(|unit| unit.as_str().to_lowercase()).as_deref()) {
        ("last" | "the previous", Some("month")) | ("지난달" | "지난 달" | "先月" | "上个月" | "上個月", None) => {
            When::Months(-1, None)
        }
        ("next", Some("month")) | ("내달" | "다음 달" | "来月" | "下个月" | "下個月", None) => {
            When::Months(1, None)
        }
        ("this", Some("month")) | ("이달" | "今月", None) => When::Months(0, None),
        ("last" | "the previous", Some("year")) | ("지난해" | "작년" | "昨年" | "去年", None) => {
            When::Years(-1, None, None)
        }
        ("next", Some("year")) | ("내년" | "来年" | "明年", None) => When::Years(1, None, None),
        _ => return None,
    };
    Some((when, Looks::Either))
}

/// `two weeks ago`: days to the day, the rest to its month or year.
fn ago(captures: &Captures<'_>) -> Option<(When, Looks)> {
    let count = get(captures, "count")?.to_lowercase();
    let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let named = || (1..).zip(words).find(|(_, word)| *word == count).map(|(n, _)| n);
    let count = number(&count).or_else(named).or_else(|| ["a", "an"].contains(&count.as_str()).then_some(1))?;
    // "Two days earlier" and "later" count from something else that the text tells of.
    if get(captures, "way")?.to_lowercase() != "ago" {
        return None;
    }
    let count = i32::try_from(count).ok()?;
    let when = match get(captures, "unit")?.to_lowercase().as_str() {
        "day" => When::Days(-i64::from(count)),
        "week" => When::Weeks(-i64::from(count), None),
        "month" => When::Months(-count, None),
        _ => When::Years(-count, None, None),
    };
    Some((when, Looks::Back))
}
