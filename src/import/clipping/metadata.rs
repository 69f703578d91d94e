//! What a saved page says of its article outside of the text: in JSON-LD, in `meta` elements, in its elements.
//!
//! In: a parsed page. Out: title, authors, publisher, date, language and address, as far as the page says them. What is said for
//! machines comes first, since it is said in full; what readers see decides between titles. Deliberately absent: what the text
//! says, which is read in `head.rs`.

use std::collections::HashMap;

use dom_query::{Document, NodeRef};
use serde_json::Value;

use super::block::folded;
use super::dates::first_absolute;
use crate::date::Date;

/// What a page says of its article.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    /// The date and what says it.
    pub(super) date: Option<(Date, String)>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
    /// The text of the article, where JSON-LD has it.
    pub(super) text: Option<String>,
}

/// Reads a page. `url` is where it was found, if that is known.
pub(super) fn read(document: &Document, url: Option<&str>) -> Metadata {
    let linked = Linked::of(document);
    let metas = Metas::of(document);
    let publisher = linked
        .publisher()
        .or_else(|| metas.first(&["og:site_name", "application-name", "dc.publisher", "citation_journal_title"]));
    Metadata {
        title: title(document, &linked, &metas, publisher.as_deref()),
        authors: authors(document, &linked, &metas),
        date: date(document, &linked, &metas),
        language: language(document, &linked, &metas),
        url: address(document, &metas, url),
        text: linked.text("articleBody"),
        publisher,
    }
}

/// The objects of a page's JSON-LD.
struct Linked {
    objects: Vec<Value>,
    /// The object that is the article, and other objects that may speak of it.
    article: Option<usize>,
}

impl Linked {
    fn of(document: &Document) -> Self {
        let mut objects = Vec::new();
        for script in document.select("script[type='application/ld+json']").nodes() {
            // Line breaks inside of strings are common, and no JSON.
            let text: String = script.text().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim_end_matches(';');
            if let Ok(value) = serde_json::from_str(text) {
                gather(value, &mut objects);
            }
        }
        let rank = |object: &Value| match kinds(object).into_iter().map(rank_of_kind).max() {
            Some(rank) if rank > 0 => Some(rank),
            _ => None,
        };
        let ranked = objects.iter().enumerate().filter_map(|(n, object)| Some((rank(object)?, std::cmp::Reverse(n))));
        let article = ranked.max().map(|(_, n)| n.0);
        Self { objects, article }
    }

    fn article(&self) -> Option<&Value> {
        self.article.map(|n| &self.objects[n])
    }

    fn text(&self, key: &str) -> Option<String> {
        text_of(self.article()?.get(key)?)
    }

    fn publisher(&self) -> Option<String> {
        let publisher = self.article()?.get("publisher")?;
        self.names(publisher).into_iter().next()
    }

    /// The names of people or organisations: given as text, as objects, or as references to objects elsewhere.
    fn names(&self, value: &Value) -> Vec<String> {
        match value {
            Value::String(name) => clean(name).into_iter().collect(),
            Value::Array(values) => values.iter().flat_map(|value| self.names(value)).collect(),
            Value::Object(object) => {
                let id = || object.get("@id").and_then(Value::as_str);
                let is_same =
                    |other: &&Value| other.get("@id").and_then(Value::as_str) == id() && other.get("name").is_some();
                let named = object.get("name").or_else(|| self.objects.iter().find(is_same)?.get("name"));
                match named {
                    Some(Value::Array(names)) => names.iter().filter_map(text_of).collect(),
                    Some(name) => text_of(name).into_iter().collect(),
                    None => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }
}

/// Takes a value apart into objects: lists, graphs and what is nested in the main entity.
fn gather(value: Value, objects: &mut Vec<Value>) {
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| gather(value, objects)),
        Value::Object(mut object) => {
            for key in ["@graph", "mainEntity", "hasPart", "itemReviewed"] {
                if let Some(inner) = object.remove(key) {
                    gather(inner, objects);
                }
            }
            objects.push(Value::Object(object));
        }
        _ => {}
    }
}

fn kinds(object: &Value) -> Vec<&str> {
    match object.get("@type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// How surely an object of this kind is the article.
fn rank_of_kind(kind: &str) -> u8 {
    match kind.rsplit(['/', ':']).next().unwrap_or_default() {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "AnalysisNewsArticle"
        | "OpinionNewsArticle"
        | "BackgroundNewsArticle" => 5,
        "Article"
        | "BlogPosting"
        | "LiveBlogPosting"
        | "TechArticle"
        | "ScholarlyArticle"
        | "Report"
        | "AdvertiserContentArticle" => 4,
        "SocialMediaPosting" | "DiscussionForumPosting" | "Review" | "CreativeWork" => 2,
        "WebPage" | "ItemPage" => 1,
        _ => 0,
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => clean(text),
        Value::Array(values) => values.iter().find_map(text_of),
        Value::Object(object) => object.get("@value").and_then(text_of),
        _ => None,
    }
}

/// A text of an attribute or of JSON: with single spaces, and with the references that were escaped twice.
fn clean(text: &str) -> Option<String> {
    let text = if text.contains('&') && text.contains(';') {
        Document::fragment(text).text().to_string()
    } else {
        text.to_owned()
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The `meta` elements of a page by their names in lower case; the first of each name.
struct Metas(HashMap<String, String>);

impl Metas {
    fn of(document: &Document) -> Self {
        let mut metas = HashMap::new();
        for node in document.select("meta[content]").nodes() {
            let content = node.attr("content").and_then(|content| clean(&content));
            for key in ["property", "name", "itemprop", "http-equiv"] {
                if let (Some(name), Some(content)) = (node.attr(key), &content) {
                    metas.entry(name.trim().to_lowercase()).or_insert_with(|| content.clone());
                }
            }
        }
        Self(metas)
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.0.get(*name)).cloned()
    }
}

/// The headline. Machines are told it with the publisher's name behind it, or shortened for search engines; readers see others
/// beside it. So a heading of the page is the title when something else agrees with it.
fn title(document: &Document, linked: &Linked, metas: &Metas, publisher: Option<&str>) -> Option<String> {
    let visible = |selector: &str| -> Vec<String> {
        document.select(selector).nodes().iter().filter_map(|node| clean(&node.text())).collect()
    };
    let window = visible("head title").into_iter().next();
    let told: Vec<String> = [
        linked.text("headline"),
        metas.first(&[
            "og:title",
            "twitter:title",
            "parsely-title",
            "sailthru.title",
            "dc.title",
            "dcterms.title",
            "citation_title",
            "headline",
        ]),
        window.clone(),
        linked.text("name"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let headings = visible("h1");
    let agrees = |heading: &String| {
        let heading = folded(heading);
        !heading.is_empty()
            && told
                .iter()
                .map(|told| folded(told))
                .any(|told| told.contains(&heading) && heading.len() * 3 >= told.len())
    };
    let publisher_folded = publisher.map(folded);
    let is_site = |heading: &&String| publisher_folded.as_ref() == Some(&folded(heading));
    let agreeing =
        headings.iter().filter(|heading| agrees(heading) && !is_site(heading)).max_by_key(|heading| heading.len());
    let title = agreeing.or(told.first()).or(headings.first())?;
    Some(without_publisher(title, publisher).to_owned())
}

/// A title without the publisher's name behind it.
pub(super) fn without_publisher<'t>(title: &'t str, publisher: Option<&str>) -> &'t str {
    let Some(publisher) = publisher.map(folded).filter(|name| !name.is_empty()) else { return title };
    for sign in [" | ", " - ", " – ", " — ", " :: ", " » ", "｜", " : "] {
        if let Some((start, name)) = title.rsplit_once(sign)
            && folded(name) == publisher
            && !start.trim().is_empty()
        {
            return start.trim();
        }
    }
    title
}

fn authors(document: &Document, linked: &Linked, metas: &Metas) -> Vec<String> {
    let told = linked.article().and_then(|article| article.get("author").or_else(|| article.get("creator")));
    let mut authors = told.map(|author| linked.names(author)).unwrap_or_default();
    let names = [
        "author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "citation_author",
        "article:author",
        "twitter:data1",
        "byl",
    ];
    if authors.is_empty() {
        // Some name an address in place of a name, and some a time to read.
        let is_name = |name: &String| !name.contains("://") && !name.contains(|c: char| c.is_numeric());
        authors.extend(names.iter().filter_map(|name| metas.first(&[name])).find(is_name));
    }
    for selector in [
        "[rel=author]",
        "[itemprop=author] [itemprop=name]",
        "[itemprop=author]",
        ".byline a",
        ".author-name",
        ".author a",
        ".byline",
        ".author",
    ] {
        if authors.is_empty() {
            let node = document.select_single(selector);
            let text = node.nodes().first().and_then(|node| clean(&node.text()));
            authors.extend(text.filter(|name| name.split(' ').count() <= 6));
        }
    }
    let mut names: Vec<String> = Vec::new();
    for author in authors {
        let name = without_by(&author);
        if !name.is_empty() && !name.contains("://") && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// A name without the word that says that it is an author's.
pub(super) fn without_by(name: &str) -> &str {
    let name = name.trim();
    let start = ["written by ", "posted by ", "by ", "by: ", "author: ", "von ", "作者：", "作者:", "文／", "文/"];
    let lower = name.to_lowercase();
    let cut = start.iter().find(|start| lower.starts_with(**start)).map_or(0, |start| start.len());
    name.get(cut..).unwrap_or(name).trim()
}

fn date(document: &Document, linked: &Linked, metas: &Metas) -> Option<(Date, String)> {
    let read = |text: &str| iso(text).or_else(|| first_absolute(text));
    if let Some(date) = linked.text("datePublished").and_then(|text| read(&text)) {
        return Some((date, "datePublished in the page's JSON-LD".to_owned()));
    }
    let names = [
        "article:published_time",
        "article:published",
        "og:article:published_time",
        "datepublished",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "citation_publication_date",
        "citation_date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "article.published",
        "article_date_original",
        "cxenseparse:recs:publishtime",
        "cxenseparse:publishtime",
        "date",
        "date_published",
        "rnews:datepublished",
        "og:published_time",
        "ptime",
    ];
    for name in names {
        if let Some(date) = metas.first(&[name]).and_then(|text| read(&text)) {
            return Some((date, format!("the page's meta element {name:?}")));
        }
    }
    for object in &linked.objects {
        let told = object.get("datePublished").or_else(|| object.get("dateCreated")).and_then(text_of);
        if let Some(date) = told.and_then(|text| read(&text)) {
            return Some((date, "datePublished in the page's JSON-LD".to_owned()));
        }
    }
    let of = |node: &NodeRef<'_>| {
        let attribute =
            ["datetime", "content"].into_iter().find_map(|name| node.attr(name)).and_then(|text| read(&text));
        attribute.or_else(|| read(&node.text()))
    };
    for (selector, grounds) in [
        ("[itemprop=datePublished]", "the page's datePublished"),
        ("time[pubdate]", "the page's time of publication"),
        ("time.published, time.entry-date, time[class*=publish]", "the page's time of publication"),
        ("article time[datetime], main time[datetime]", "a time element of the article"),
        ("time[datetime]", "a time element of the page"),
    ] {
        if let Some(date) = document.select(selector).nodes().iter().find_map(of) {
            return Some((date, grounds.to_owned()));
        }
    }
    None
}

/// The day of a timestamp in ISO 8601.
fn iso(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.get(..10).filter(|day| day.bytes().filter(|b| *b == b'-').count() == 2)?;
    Date::parse(day).ok()
}

fn language(document: &Document, linked: &Linked, metas: &Metas) -> Option<String> {
    let of_root = document.select_single("html[lang]").attr("lang").map(|tag| tag.to_string());
    let told = [of_root, linked.text("inLanguage"), metas.first(&["og:locale", "content-language", "dc.language"])];
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
fn address(document: &Document, metas: &Metas, found: Option<&str>) -> Option<String> {
    let canonical = document.select_single("link[rel=canonical]").attr("href").map(|to| to.to_string());
    let is_article = |address: &String| web_url(address).is_some_and(|url| url.path().len() > 1);
    let told = [canonical, metas.first(&["og:url"])].into_iter().flatten().find(is_article);
    told.or_else(|| web_address(found))
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
        assert_eq!(metadata.authors, ["Ada Berg", "Bo Li"]);
        assert_eq!(metadata.publisher.as_deref(), Some("Lund Gazette"));
        assert_eq!(metadata.date.map(|(date, _)| date.to_string()).as_deref(), Some("2024-03-12"));
        assert_eq!(metadata.language.as_deref(), Some("en-GB"));
        assert_eq!(metadata.url.as_deref(), Some("https://example.org/harbour"));
    }

    #[test]
    fn pages_without_json_ld_are_read_by_their_elements() {
        let page = "<title>항구 개장 - 항구일보</title><meta property=og:site_name content=항구일보>\
                    <p class=byline>By Ada Berg</p><article><time datetime='2024-03-12'>어제</time></article>";
        let metadata = read(&Document::from(page), Some("javascript:alert(1)"));
        assert_eq!(metadata.title.as_deref(), Some("항구 개장"));
        assert_eq!(metadata.authors, ["Ada Berg"]);
        assert_eq!(metadata.date.map(|(date, _)| date.to_string()).as_deref(), Some("2024-03-12"));
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
