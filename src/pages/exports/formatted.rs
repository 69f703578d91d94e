//! A citation as readers write it: in the style of the Modern Language Association, in the site's language.
//!
//! That style writes a date once and whole, the day before the month as the pages do, so that "about 15 November 2023" can
//! stand in it, and it begins with the title where no reporter is named. hayagriva does the styling and knows neither
//! intervals nor open or worded dates: it is given a number in place of each date, and the date's own words take the place of
//! what it makes of that.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use hayagriva::archive::locales;
use hayagriva::citationberg::json::{DateValue, Item, LiteralName, NameValue, Value, VecDate, VecDateRange};
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode};
use hayagriva::{
    BufWriteFormat, CitationItem, CitationRequest, ElemChild, ElemChildren, ElemMeta, Formatted, Formatting,
    standalone_citation,
};

use super::citation::{Citation, Kind};
use crate::date::Language;

/// The style. That of the archive for the same association has rules for all that can be cited, and each citation would be led
/// through them.
static STYLE: LazyLock<IndependentStyle> =
    LazyLock::new(|| IndependentStyle::from_xml(include_str!("style.csl")).expect("a test reads it"));
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(locales);

/// What stands for the date of publication while hayagriva works.
const STAND_IN: i16 = 1111;

/// The citation as a line of plain text.
pub(super) fn format(citation: &Citation, language: &str) -> String {
    let item = item(citation);
    let locale = locale(language);
    let items = vec![CitationItem::with_entry(&item)];
    let mut content = standalone_citation(CitationRequest::new(items, &STYLE, locale, &LOCALES, None));
    if let Some(date) = &citation.issued {
        put(&mut content, &STAND_IN.to_string(), &date.words(Language::of(language)));
    }
    plain(&content).trim().to_owned()
}

/// Without what a terminal or a browser would act on.
fn plain(content: &ElemChildren) -> String {
    let mut out = String::new();
    content.write_buf(&mut out, BufWriteFormat::Plain).expect("writing to memory can't fail");
    out
}

/// The locale of the archive for a language: its own, or the first of its language. `None` is the style's own, American
/// English.
fn locale(language: &str) -> Option<LocaleCode> {
    let codes = || LOCALES.iter().filter_map(|locale| locale.lang.as_ref());
    let primary = language.split('-').next().unwrap_or_default();
    let of_language = |code: &&LocaleCode| code.0.split('-').next() == Some(primary) && primary != "en";
    codes().find(|code| code.0 == language).or_else(|| codes().find(of_language)).cloned()
}

fn item(citation: &Citation) -> Item {
    let text = |text: &str| Value::String(super::one_line(text));
    let date = || {
        let date_parts = VecDateRange(vec![VecDate(vec![STAND_IN])]);
        Value::Date(DateValue::DateParts { date_parts, literal: None, season: None, circa: false })
    };
    let kind = match citation.kind {
        Kind::ArticleNewspaper => "article-newspaper",
        Kind::Webpage => "webpage",
        Kind::Document => "document",
    };
    let names = citation.author.iter().map(|name| NameValue::Literal(LiteralName { literal: name.literal.clone() }));
    let names: Vec<NameValue> = names.collect();
    let fields = [
        ("id", Some(text(&citation.id))),
        ("type", Some(text(kind))),
        ("title", Some(text(&citation.title))),
        ("container-title", citation.container_title.as_deref().map(text)),
        ("author", (!names.is_empty()).then_some(Value::Names(names))),
        ("issued", citation.issued.as_ref().map(|_| date())),
        ("URL", Some(text(&citation.url))),
        // Of English titles the style would change capitals. A title is somebody's: it stays as it is.
        ("language", Some(text("und"))),
    ];
    let fields = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Item(fields.collect::<BTreeMap<_, _>>())
}

/// Puts words in place of a date that says nothing but the number that stands for it.
fn put(children: &mut ElemChildren, stand_in: &str, words: &str) {
    for child in &mut children.0 {
        let ElemChild::Elem(elem) = child else { continue };
        if elem.meta == Some(ElemMeta::Date) && plain(&elem.children).contains(stand_in) {
            let text = Formatted { text: words.to_owned(), formatting: Formatting::default() };
            elem.children = ElemChildren(vec![ElemChild::Text(text)]);
        } else {
            put(&mut elem.children, stand_in, words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::citation::Name;
    use super::*;
    use crate::date::Date;

    fn citation(date: &str) -> Citation {
        Citation {
            id: "article-x".to_owned(),
            kind: Kind::ArticleNewspaper,
            title: "Ministers meet".to_owned(),
            container_title: Some("The Coast Courier".to_owned()),
            author: vec![Name { literal: "Jo Berg".to_owned() }, Name { literal: "한 지수".to_owned() }],
            issued: Date::parse(date).ok(),
            accessed: None,
            event_date: None,
            url: "https://example.com/a_b".to_owned(),
            archive: None,
            archive_location: None,
            language: None,
            note: None,
        }
    }

    #[test]
    fn dates_of_every_form_keep_their_words() {
        for date in [
            "2023-11-15",
            "2023-11-15~",
            "2023-11",
            "2023?",
            "2023-XX-XX",
            "2024/2025",
            "2023-11-14~/2023-12",
            "2023-11/..",
            "202X",
            "-0044",
            "[2023,2025]",
            "2024-21",
            "Y170000002",
        ] {
            let words = Date::parse(date).expect("the case is EDTF").words(Language::English);
            let formatted = format(&citation(date), "en");
            assert!(formatted.contains(&format!(", {words}, ")), "{formatted}");
        }
    }

    #[test]
    fn what_a_reader_sees() {
        let accessed = Citation { accessed: Date::parse("2024-03~").ok(), ..citation("2023-11-15~") };
        insta::assert_snapshot!(format(&accessed, "en"), @"Jo Berg, and 한 지수. “Ministers meet.” The Coast Courier, about 15 November 2023, https://example.com/a_b.");
        let ours = Citation { kind: Kind::Webpage, author: Vec::new(), issued: None, ..citation("2023") };
        insta::assert_snapshot!(format(&ours, "en"), @"“Ministers meet.” The Coast Courier, https://example.com/a_b.");
        let unknown = Citation { kind: Kind::Document, author: Vec::new(), container_title: None, ..citation("2023") };
        insta::assert_snapshot!(format(&unknown, "en"), @"“Ministers meet.” 2023, https://example.com/a_b.");
        insta::assert_snapshot!(format(&accessed, "ko"), @"Jo Berg, 와/과 한 지수. “Ministers meet”. The Coast Courier, 2023년 11월 15일경, https://example.com/a_b.");
        insta::assert_snapshot!(format(&accessed, "tlh"), @"Jo Berg, and 한 지수. “Ministers meet.” The Coast Courier, about 15 November 2023, https://example.com/a_b.");
    }
}
