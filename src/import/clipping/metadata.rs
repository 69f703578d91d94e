//! What a saved page says of its article outside of the text: in JSON-LD, in `meta` elements, in its elements.
//!
//! In: a parsed page. Out: title, authors, publisher, date, language and address, as far as the page says them. What is said for
//! machines comes first, since it is said in full; what readers see decides between titles. Deliberately absent: what the text
//! says, which is read in `head.rs`.

mod authors;
mod elements;
mod linked;
mod published;
mod title;

use dom_query::Document;

use self::authors::Authors;
use self::elements::Elements;
use self::linked::Linked;
pub(super) use self::title::Names;
use crate::date::Date;

/// What a page says of its article.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) authors: Authors,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<Told>,
    /// A date that is marked as one, for want of a line that says that it is of the publication.
    pub(super) marked: Option<Told>,
    /// When it was changed, for want of anything better.
    pub(super) changed: Option<Told>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
    /// The text of the article, where JSON-LD has it.
    pub(super) text: Option<String>,
}

/// A date, and what says it.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) date: Date,
    /// In words: lower case, no full stop.
    pub(super) grounds: String,
    /// Whether it is the day in UTC, which may be another than that where it was published.
    pub(super) is_utc: bool,
}

impl Told {
    fn new(date: Date, grounds: &str) -> Self {
        Self { date, grounds: grounds.to_owned(), is_utc: false }
    }
}

/// Reads a page. `url` is where it was found, if that is known.
pub(super) fn read(document: &Document, url: Option<&str>) -> Metadata {
    let elements = Elements::of(document);
    let linked = Linked::of(elements.scripts.iter().map(String::as_str));
    let url = address(&elements, url);
    let publisher = publisher(&elements, &linked);
    let site = title::names(&elements, publisher.as_deref(), url.as_deref());
    let title = title::title(&elements, &linked, &site);
    let title_at = title.as_ref().and_then(|(_, heading)| Some((*heading)?.at));
    Metadata {
        authors: authors::authors(&elements, &linked, &site, title_at),
        published: published::published(&elements, &linked, title_at),
        marked: published::marked_only(&elements, title_at),
        changed: published::changed(&elements, &linked),
        language: language(&elements, &linked),
        text: linked.text("articleBody"),
        title: title.map(|(title, _)| title),
        publisher,
        url,
    }
}

/// Who published it: as JSON-LD says, or as the site calls itself, without what it says of itself.
fn publisher(elements: &Elements, linked: &Linked) -> Option<String> {
    let of_meta = elements.meta_of(&["og:site_name", "application-name", "dc.publisher", "citation_journal_title"]);
    let told = linked.publisher().or_else(|| of_meta.map(str::to_owned))?;
    let end = [" | ", " – ", " — ", " :: ", "｜"].iter().filter_map(|sign| told.find(sign)).filter(|at| *at > 0).min();
    Some(told[..end.unwrap_or(told.len())].to_owned())
}

fn language(elements: &Elements, linked: &Linked) -> Option<String> {
    let of_meta = elements.meta_of(&["og:locale", "content-language", "dc.language"]).map(str::to_owned);
    let told = [elements.language.clone(), linked.text("inLanguage"), of_meta];
    told.into_iter().flatten().find_map(|tag| language_tag(&tag))
}

/// A tag as BCP 47 writes it, of a language that has two or three letters.
fn language_tag(text: &str) -> Option<String> {
    let tag = text.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let language = parts.next()?.to_lowercase();
    let is_plain = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if !(2..=3).contains(&language.len()) || !language.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let rest: Vec<String> = parts
        .take_while(|part| is_plain(part))
        .map(|part| match part.len() {
            2 => part.to_uppercase(),
            4 => part[..1].to_uppercase() + &part[1..].to_lowercase(),
            _ => part.to_owned(),
        })
        .collect();
    Some([vec![language], rest].concat().join("-"))
}

/// The address that the page gives itself, if it is one of an article; else where it was found.
fn address(elements: &Elements, found: Option<&str>) -> Option<String> {
    let is_article = |address: &&str| web_url(address).is_some_and(|url| url.path().len() > 1);
    let told = [elements.canonical.as_deref(), elements.meta_of(&["og:url"])];
    told.into_iter().flatten().find(is_article).map(str::to_owned).or_else(|| web_address(found))
}

/// A text of an attribute or of JSON: with single spaces, and with the references that were escaped twice.
pub(super) fn clean(text: &str) -> Option<String> {
    let text = if text.contains('&') && text.contains(';') {
        Document::fragment(text).text().to_string()
    } else {
        text.to_owned()
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// An address, if it is one of the web.
pub(super) fn web_address(found: Option<&str>) -> Option<String> {
    found.filter(|found| web_url(found).is_some()).map(str::to_owned)
}

fn web_url(text: &str) -> Option<url::Url> {
    url::Url::parse(text.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// The day that an address tells: `/2023/11/15/`, `/20231115/`.
pub(super) fn date_of_address(address: &str) -> Option<Date> {
    let url = web_url(address)?;
    let parts: Vec<&str> = url.path_segments()?.collect();
    let is_number = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let apart = parts.windows(3).find(|part| is_number(part[0], 4) && is_number(part[1], 2) && is_number(part[2], 2));
    if let Some(day) = apart {
        return Date::parse(&day.join("-")).ok();
    }
    let whole = parts.iter().find(|part| is_number(part, 8) && part.starts_with("20"))?;
    Date::parse(&format!("{}-{}-{}", &whole[..4], &whole[4..6], &whole[6..])).ok()
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::{date_of_address, language_tag, read};

    #[test]
    fn json_ld_comes_first_and_references_are_followed() {
        let page = r##"<html lang="en_gb"><head><title>Harbour opens | Lund Gazette</title>
            <meta property="og:title" content="Harbour opens &amp;amp; more">
            <meta name="author" content="Somebody Else"><link rel=canonical href="https://example.org/">
            <meta property="og:url" content="https://example.org/harbour">
            <script type="application/ld+json">{"@graph": [
              {"@type": "WebPage", "datePublished": "2020-01-01"},
              {"@type": ["NewsArticle"], "headline": "Harbour opens", "datePublished": "2024-03-12T23:00:00+09:00",
               "author": [{"@id": "#a"}, {"name": "Bo Li"}], "publisher": {"name": "Lund Gazette"}},
              {"@type": "Person", "@id": "#a", "name": "Ada Berg"}]}</script></head><body><h1>News</h1><h1>Harbour opens</h1></body></html>"##;
        let metadata = read(&Document::from(page), Some("https://example.org/found"));
        assert_eq!(metadata.title.as_deref(), Some("Harbour opens"));
        assert_eq!(metadata.authors.names, ["Ada Berg", "Bo Li"]);
        assert_eq!(metadata.publisher.as_deref(), Some("Lund Gazette"));
        assert_eq!(metadata.published.map(|told| told.date.to_string()).as_deref(), Some("2024-03-12"));
        assert_eq!(metadata.language.as_deref(), Some("en-GB"));
        assert_eq!(metadata.url.as_deref(), Some("https://example.org/harbour"));
    }

    #[test]
    fn pages_without_json_ld_are_read_by_their_elements() {
        let page = "<title>항구 개장 - 항구일보</title><meta property=og:site_name content=항구일보>\
                    <p class=byline>By Ada Berg</p><article><time datetime='2024-03-12'>어제</time></article>";
        let metadata = read(&Document::from(page), Some("javascript:alert(1)"));
        assert_eq!(metadata.title.as_deref(), Some("항구 개장"));
        assert_eq!(metadata.authors.names, ["Ada Berg"]);
        assert_eq!(metadata.published.map(|told| told.date.to_string()).as_deref(), Some("2024-03-12"));
        assert_eq!(metadata.url, None);
    }

    #[test]
    fn addresses_tell_days() {
        let day = |address: &str| date_of_address(address).map(|date| date.to_string());
        assert_eq!(day("https://example.org/news/2024/03/12/harbour").as_deref(), Some("2024-03-12"));
        assert_eq!(day("https://example.org/20240312/1").as_deref(), Some("2024-03-12"));
        assert_eq!(day("https://example.org/2024/13/12/harbour"), None);
        assert_eq!(day("https://example.org/12345678/"), None);
    }

    #[test]
    fn tags_of_languages_are_written_as_they_should() {
        let tags = ["en_US", "zh-hant-TW", "ko", "english", "", "x"].map(language_tag);
        assert_eq!(tags.map(Option::unwrap_or_default), ["en-US", "zh-Hant-TW", "ko", "", "", ""]);
    }
}
