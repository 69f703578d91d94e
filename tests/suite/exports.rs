//! Exports, read by parsers that are not ours: each format is what it says, keeps every text, and says no day that nobody
//! gives.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use biblatex::{Bibliography, ChunksExt};
use biblib::{CitationParser, RisParser};
use boon::{Compiler, Schemas};
use briefgen::date::{Date, Language, Precision};
use briefgen::files::Files;
use briefgen::model::{Options, Site};
use briefgen::pages::{self, Memo, Page, Route, Sources, Wanted};
use briefgen::words;
use icalendar::parser::{read_calendar, unfold};
use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use proptest::prelude::*;
use scraper::Html;
use serde::Deserialize;
use serde_json::Value;

use crate::support::{self, Folder, REPOSITORY, Tree, selector, text};

/// The terms of schema.org that are used here.
const TERMS: [&str; 25] = [
    "CollectionPage",
    "CreativeWork",
    "Event",
    "NewsArticle",
    "Organization",
    "Person",
    "Place",
    "WebSite",
    "about",
    "archivedAt",
    "author",
    "datePublished",
    "description",
    "endDate",
    "headline",
    "inLanguage",
    "isBasedOn",
    "isPartOf",
    "location",
    "mainEntityOfPage",
    "name",
    "publisher",
    "startDate",
    "subjectOf",
    "url",
];

/// The sites whose exports are read, in memory with the theme that the golden sites have.
fn sites() -> Vec<(String, Folder)> {
    let root = Path::new(REPOSITORY).join("tests/golden");
    let golden = ["exports", "events", "origins", "cjk", "rights"];
    let golden = golden.map(|name| {
        let site = Folder::new().copy(&root.join(name).join("site"), "").copy(&root.join("theme"), "themes/plain");
        (name.to_owned(), site)
    });
    golden.into_iter().chain([("repository".to_owned(), Folder::repository())]).collect()
}

fn site(files: &Files) -> Site {
    support::plan(files, &Options::default()).site
}

/// An item of CSL-JSON as far as it is used here, and nothing besides.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Item {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    title: String,
    container_title: Option<String>,
    #[serde(default)]
    author: Vec<CslName>,
    issued: Option<CslDate>,
    #[serde(rename = "accessed")]
    _accessed: Option<CslDate>,
    #[serde(rename = "event-date")]
    _event_date: Option<CslDate>,
    #[serde(rename = "URL")]
    url: String,
    #[serde(rename = "archive")]
    _archive: Option<String>,
    #[serde(rename = "archive_location")]
    _archive_location: Option<String>,
    #[serde(rename = "language")]
    _language: Option<String>,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CslName {
    literal: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct CslDate {
    date_parts: Vec<Vec<u16>>,
    season: Option<u8>,
    circa: bool,
    literal: Option<String>,
}

fn items(bytes: &[u8]) -> Vec<Item> {
    serde_json::from_slice(bytes).expect("it is CSL-JSON")
}

fn bibliography(bytes: &[u8]) -> Bibliography {
    Bibliography::parse(text(bytes)).unwrap_or_else(|error| panic!("{error}: {}", text(bytes)))
}

fn records(bytes: &[u8]) -> Vec<biblib::Citation> {
    RisParser::new().parse(text(bytes)).unwrap_or_else(|error| panic!("{error}: {}", text(bytes)))
}

fn rows(bytes: &[u8]) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(bytes).into_records().collect::<Result<_, _>>().expect("all rows have as many cells")
}

/// The events of a calendar, each as the names and values of its properties.
fn calendar(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let unfolded = unfold(text(bytes));
    let calendar = read_calendar(&unfolded).unwrap_or_else(|error| panic!("{error}: {unfolded}"));
    assert!(calendar.properties.iter().any(|property| property.name == "PRODID"));
    let events = calendar.components.iter().map(|event| {
        assert_eq!(event.name, "VEVENT");
        let values = event.properties.iter();
        values.map(|property| (property.name.as_str().to_owned(), property.val.as_str().to_owned())).collect()
    });
    events.collect()
}

/// What JSON-LD says, as pairs of predicate and object, once a parser of RDF has read it.
fn statements(json: &str) -> Vec<(String, String)> {
    let parser = JsonLdParser::new().for_reader(json.as_bytes()).with_load_document_callback(|url, _| {
        assert_eq!(url, "https://schema.org");
        let document = br#"{"@context": {"@vocab": "https://schema.org/"}}"#.to_vec();
        Ok(JsonLdRemoteDocument { document, document_url: url.to_owned() })
    });
    let quads = parser.map(|quad| quad.unwrap_or_else(|error| panic!("{error}: {json}")));
    quads.map(|quad| (quad.predicate.as_str().to_owned(), quad.object.to_string())).collect()
}

/// The JSON-LD of every page that has one.
fn json_ld(tree: &Tree) -> Vec<(&String, String)> {
    let scripts = tree.iter().filter(|(path, _)| path.ends_with(".html")).filter_map(|(path, bytes)| {
        let page = Html::parse_document(text(bytes));
        let scripts: Vec<String> = page
            .select(&selector("script[type='application/ld+json']"))
            .map(|script| script.text().collect())
            .collect();
        assert!(scripts.len() <= 1, "{path}");
        Some((path, scripts.into_iter().next()?))
    });
    scripts.collect()
}

#[test]
fn every_file_is_read_by_a_parser_that_is_not_ours() {
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    compiler.enable_format_assertions();
    let path = Path::new(REPOSITORY).join("docs/chronology.schema.json");
    let schema = compiler.compile(path.to_str().unwrap(), &mut schemas).unwrap();
    for (name, folder) in sites() {
        let files = support::read(folder.root());
        let site = site(&files);
        let tree = support::rendered(folder.root(), &Options::default());
        let mut endings = BTreeSet::new();
        for (path, bytes) in &tree {
            let topic = path.strip_prefix("topics/").and_then(|path| path.split('/').next());
            let topic = topic.and_then(|id| site.topics.iter().find(|(_, topic)| topic.head.id.as_str() == id));
            let articles = topic.map_or(site.articles.len(), |(_, topic)| topic.articles.len());
            let events = topic.map_or(site.events.len(), |(_, topic)| topic.events.len());
            let file = path.rsplit('/').next().unwrap();
            let (read, expected) = match file {
                "citations.bib" => (bibliography(bytes).iter().count(), articles),
                "citations.ris" => {
                    assert_eq!(text(bytes).matches("\nER  - \r\n").count(), articles, "{name}: {path}");
                    (records(bytes).len(), articles)
                }
                "citations.json" => (items(bytes).len(), articles),
                "chronology.csv" => (rows(bytes).len(), events),
                "chronology.json" => {
                    let json: Value = serde_json::from_slice(bytes).unwrap();
                    schemas.validate(&json, schema).unwrap_or_else(|error| panic!("{name}: {path}: {error:#}"));
                    (json["events"].as_array().unwrap().len(), events)
                }
                "chronology.ics" => {
                    let lines = text(bytes).strip_suffix("\r\n").unwrap().split("\r\n");
                    lines.for_each(|line| assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{path}: {line}"));
                    (calendar(bytes).len().max(events), events)
                }
                _ => continue,
            };
            assert_eq!(read, expected, "{name}: {path}");
            endings.insert(file);
        }
        assert_eq!(endings.len(), if site.events.is_empty() { 3 } else { 6 }, "{name} has all formats");
    }
}

#[test]
fn json_ld_is_rdf_in_terms_of_schema_org() {
    for (name, folder) in sites() {
        let tree = support::rendered(folder.root(), &Options::default());
        let pages = json_ld(&tree);
        assert!(pages.len() > 3, "{name}");
        for (path, json) in pages {
            let raw = text(&tree[path]);
            let start = raw.find("<script type=\"application/ld+json\">").unwrap() + 35;
            let raw = &raw[start..start + raw[start..].find("</script>").unwrap()];
            assert!(!raw.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{path}: {raw}");
            for (predicate, object) in statements(&json) {
                let term = predicate.strip_prefix("https://schema.org/");
                let is_type = predicate.ends_with("#type");
                let kind = object.strip_prefix("<https://schema.org/").and_then(|kind| kind.strip_suffix('>'));
                let is_known = if is_type { kind } else { term }.is_some_and(|term| TERMS.contains(&term));
                assert!(is_known, "{name}: {path}: {predicate} {object}");
            }
        }
    }
}

#[test]
fn keys_are_unique_and_the_same_in_every_format() {
    for (name, folder) in sites() {
        let tree = support::rendered(folder.root(), &Options::default());
        let of = |ending: &str| &tree[&format!("articles/citations.{ending}")];
        let bib: Vec<String> = bibliography(of("bib")).iter().map(|entry| entry.key.clone()).collect();
        let csl: Vec<String> = items(of("json")).into_iter().map(|item| item.id).collect();
        assert_eq!(bib, csl, "{name}");
        assert_eq!(bib.iter().collect::<BTreeSet<_>>().len(), bib.len(), "{name}");
        assert!(csl.iter().all(|key| text(of("ris")).contains(&format!("ID  - {key}\r\n"))), "{name}");
    }
}

/// What is not known to the day is nowhere a day: in no format, on no page, for no form of date.
#[test]
fn no_export_says_a_day_that_nobody_gives() {
    let (_, folder) = sites().remove(0);
    let files = support::read(folder.root());
    let site = site(&files);
    let tree = support::rendered(folder.root(), &Options::default());
    let items = items(&tree["articles/citations.json"]);
    let bib = bibliography(&tree["articles/citations.bib"]);
    let ris = text(&tree["articles/citations.ris"]);
    let mut forms = BTreeSet::new();
    for ((_, article), item) in site.articles.iter().zip(&items) {
        let date = &article.date.date;
        let is_day = date.exact_day().is_some();
        let written = date.as_str();
        forms.insert(format!("{:?}", date.precision()));
        let issued = item.issued.as_ref().unwrap();
        let is_qualified = date.is_approximate() || date.is_uncertain();
        assert!(issued.literal.is_some() || issued.circa == is_qualified, "{written}");
        let is_single = issued.date_parts.len() == 1;
        let is_three = is_single && issued.date_parts[0].len() == 3;
        assert!(!is_three || is_day || (issued.circa && date.precision() == Precision::Day), "{written}");
        assert!(issued.season.is_none() || date.precision() == Precision::Season, "{written}");
        assert_eq!(issued.date_parts.len() == 2, date.precision() == Precision::Interval && !written.contains(".."));

        let entry = bib.get(&item.id).unwrap();
        let field = |name: &str| entry.get(name).map(ChunksExt::format_verbatim);
        assert!(field("date").is_none_or(|date| date == written), "{written}");
        assert!(field("day").is_none());
        let plain = date.html_datetime();
        let year_and_month = [field("year"), field("month")].into_iter().flatten().collect::<Vec<_>>();
        if !year_and_month.is_empty() {
            let plain = plain.as_ref().map_or_else(|| date.earliest().to_string()[..7].to_owned(), Clone::clone);
            assert!(!is_qualified && plain.starts_with(&year_and_month[0]), "{written}: {year_and_month:?}");
        }

        let record = ris.split("TY  - ").find(|record| record.contains(&format!("ID  - {}\r\n", item.id))).unwrap();
        let tag = |tag: &str| record.lines().find_map(|line| line.strip_prefix(&format!("{tag}  - ")));
        let da = tag("DA").unwrap();
        assert_eq!(da.matches('/').count() == 2 && !da.contains('-'), is_day && written.len() == 10, "{written}: {da}");
        assert!(tag("PY").is_none() || !is_qualified, "{written}");

        let page = format!("articles/{}/index.html", article.head.id);
        let json = &json_ld(&tree).into_iter().find(|(path, _)| **path == page).unwrap().1;
        let published = serde_json::from_str::<Value>(json).unwrap();
        assert_eq!(published["datePublished"].as_str(), plain.as_deref(), "{written}");
        let cite = text(&tree[&page]).lines().find(|line| line.starts_with("cite: ")).unwrap();
        assert!(cite.contains(&date.words(Language::English)), "{cite}");
    }
    assert!(forms.len() >= 7, "{forms:?}");

    let shown = calendar(&tree["chronology/chronology.ics"]);
    let shown: BTreeSet<String> = shown.into_iter().map(|event| event["UID"].clone()).collect();
    let known = ["2031-05-10-opening", "form-01", "2031-06-feast", "form-10", "until"];
    let known: BTreeSet<String> = known.iter().map(|id| format!("event-{id}@sillwater.example")).collect();
    assert_eq!(shown, known);
    for (_, event) in site.events.iter().filter(|(_, event)| event.has_page) {
        let page = format!("events/{}/index.html", event.head.id);
        let json = &json_ld(&tree).into_iter().find(|(path, _)| **path == page).unwrap().1;
        let start = serde_json::from_str::<Value>(json).unwrap()["startDate"].as_str().map(str::to_owned);
        let date = &event.date.value().date;
        let first = date.as_str().split('/').next().and_then(|first| Date::parse(first).ok());
        assert_eq!(start, first.and_then(|first| first.html_datetime()), "{date}");
    }
}

/// The agency and the origin are in every format, and nobody is called "publisher not identified".
#[test]
fn derivations_are_kept_and_unidentified_publishers_have_no_name() {
    let tree = support::rendered(Folder::repository().root(), &Options::default());
    let chain = "SocialNews.XYZ ← IANS ← Yonhap; origin: Yonhap";
    for ending in ["bib", "ris", "json"] {
        assert!(text(&tree[&format!("articles/citations.{ending}")]).contains(chain), "{ending}");
    }
    let items = items(&tree["articles/citations.json"]);
    let wire = items.iter().find(|item| item.id == "article-2023-11-15-apec-wire").unwrap();
    assert_eq!((wire.container_title.as_deref(), wire.kind.as_str()), (None, "document"));
    assert!(wire.note.as_ref().unwrap().starts_with("publisher not identified ← Yonhap; origin: Yonhap."));
    assert!(items.iter().flat_map(|item| &item.author).all(|name| !name.literal.contains("identified")));
    let page = text(&tree["articles/2023-11-15-apec-wire/index.html"]);
    let cited = Html::parse_document(page);
    let cited = cited.select(&selector(".citation")).next().map(support::words).unwrap();
    assert!(!cited.contains("identified") && cited.contains("about 15 November 2023"), "{cited}");
}

/// Texts that some format has signs for, and any others. Control characters are refused in content.
fn texts() -> impl Strategy<Value = String> {
    let signs = "[-=+@#$%&_{}~^\\\\\"'`;,:/<>|!?*()\\[\\]\n\t a-zé한日‘“\u{2028}]{1,40}";
    let words = prop::sample::select(vec![
        "TY  - JOUR\nER  - ",
        "@article{x, title={y}}",
        "</script>",
        "END:VEVENT\n",
        "\\textbackslash{}",
        "}}",
        "{{",
        "=HYPERLINK(\"x\")",
        "'=1",
        "\"; rm",
        "a and b",
        "\\n",
        "\\;",
        "e\u{301}",
        "%7B",
        "--",
        "``x''",
    ]);
    prop_oneof![2 => signs, 1 => "\\PC{1,40}", 1 => (words.clone(), words).prop_map(|(a, b)| format!("{a}{b}"))]
        .prop_map(|text| format!("{text}x"))
}

/// A template gets what it names, or what it extends or includes does, and nothing else of the apparatus is made.
#[test]
fn the_apparatus_is_made_for_templates_that_name_it() {
    let site = Folder::repository()
        .file("themes/bare/theme.toml", "name = \"Bare\"\nversion = \"1.0.0\"\napi = 1\nextends = \"default\"\n")
        .file("themes/bare/templates/article.html", "{{ article.title }}")
        .file(
            "themes/bare/templates/frame.html",
            "{% if cite %}{{ cite.words }}{% endif %}{% block main %}{% endblock main %}",
        )
        .file(
            "themes/bare/templates/event.html",
            "{% extends \"frame.html\" %}{% block main %}{{ event.title }}{% endblock main %}",
        )
        .file("themes/bare/templates/part.html", "{% for group in downloads %}{{ group.title }}{% endfor %}")
        .file("themes/bare/templates/topic.html", "{% set json_ld_html = 1 %}{% include \"part.html\" %}");
    let config = std::fs::read_to_string(site.root().join("site.toml")).unwrap();
    let site = site.file("site.toml", &config.replace("theme = \"default\"", "theme = \"bare\""));
    let plan = support::plan(&support::read(site.root()), &Options::default());
    let mut found = BTreeMap::new();
    for (route, url) in &plan.routes {
        let Page::Template(page) = plan.page(*route, url) else { continue };
        let made = page.apparatus;
        let made = [made.cite.is_some(), !made.downloads.is_empty(), made.json_ld_html.is_some()];
        found.insert(page.content.template(), made);
    }
    let expected = [
        ("article.html", [false; 3]),
        ("event.html", [true, false, false]),
        ("topic.html", [false, true, false]),
        ("chronology.html", [false, true, false]),
    ];
    assert_eq!(expected.map(|(template, _)| (template, found[template])), expected);
}

/// No file, and no word of one, where the site wants none.
#[test]
fn exports_can_be_left_out() {
    let site = Folder::repository();
    let config = std::fs::read_to_string(site.root().join("site.toml")).unwrap();
    let is_export = |path: &&String| path.contains("/chronology.") || path.contains("/citations.");
    assert_eq!(site.build().succeeds().keys().filter(is_export).count(), 18);
    let site = site.file("site.toml", &format!("{config}\n[exports]\nenabled = false\n"));
    let tree = site.build().succeeds();
    assert_eq!(tree.keys().filter(is_export).collect::<Vec<_>>(), Vec::<&String>::new());
    let topic = text(&tree["topics/us-korea-japan/index.html"]);
    assert!(
        topic.contains("application/x-bibtex") && !topic.contains("citations.bib"),
        "the page's own citation stays"
    );
}

/// The export at an address.
fn export(site: &Site, files: &Files, address: &str) -> Vec<u8> {
    let routes = pages::routes(site, files);
    let (route, url) = routes.iter().find(|(_, url)| url.as_str() == address).expect("the export is there");
    assert!(matches!(route, Route::Export(_)));
    let words = words::words(site, files).value;
    let sources = Sources { site, words: &words, files, memo: &Memo::new(site) };
    let Page::Bytes(bytes) = pages::page(sources, *route, url, |_| Wanted::of(|_| false)) else {
        panic!("an export is bytes")
    };
    bytes
}

fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn texts_of_any_kind_come_through(title in texts(), publisher in texts(), name in texts(), place in texts()) {
        // The parser takes a name with this sign for biblatex's "family=…, given=…", in braces too.
        let name = name.replace('=', "");
        let json = |text: &str| serde_json::to_string(text).expect("texts can be serialised");
        let (title, publisher, name, place) = (json(&title), json(&publisher), json(&name), json(&place));
        let files = support::in_memory([
            ("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\n".to_owned()),
            ("content/publishers/p.md", format!("---\nname: {publisher}\n---\n")),
            (
                "content/articles/a.md",
                format!(
                    "---\ntitle: t\ndate: 2031-05-10\nsource:\n  publisher: p\n  headline: {title}\n  byline: [{name}]\n\
                     events:\n  - id: e\n    date: 2031-05-10\n    title: {title}\n    place: {place}\n    \
                     summary: {name}\n    stance: reports\n---\n"
                ),
            ),
        ]);
        let (site, diagnostics) = support::linked(&files);
        prop_assume!(diagnostics.is_empty());
        let (article, event) = (site.articles.iter().next().unwrap().1, site.events.iter().next().unwrap().1);
        let headline = article.source.headline.as_ref().unwrap();
        let publisher = &site.publishers.iter().next().unwrap().1.name;
        let byline = &article.source.byline[0];
        let briefgen::model::Place::Text(place) = event.place.as_ref().unwrap().value() else { panic!("it is text") };
        let summary = event.summary.as_ref().unwrap().value();

        let item = items(&export(&site, &files, "articles/citations.json")).remove(0);
        prop_assert_eq!(&item.title, headline);
        prop_assert_eq!(item.container_title.as_ref(), Some(publisher));
        prop_assert_eq!(&item.author[0].literal, byline);
        prop_assert_eq!(&item.url, "https://example.org/articles/a/");

        let bib = export(&site, &files, "articles/citations.bib");
        // The older BibTeX counts braces whatever stands before them.
        let depths: Vec<i32> = text(&bib)
            .chars()
            .scan(0, |depth, c| {
                *depth += i32::from(c == '{') - i32::from(c == '}');
                Some(*depth)
            })
            .collect();
        prop_assert!(depths.iter().all(|depth| *depth >= 0) && depths.last() == Some(&0), "{}", text(&bib));
        prop_assert_eq!(depths.windows(2).filter(|pair| *pair == [1, 0]).count(), 1);
        let bib = bibliography(&bib);
        prop_assert_eq!(bib.iter().count(), 1);
        let entry = bib.get("article-a").unwrap();
        prop_assert_eq!(entry.title().unwrap().format_verbatim(), one_line(headline));
        prop_assert_eq!(entry.get("journal").unwrap().format_verbatim(), one_line(publisher));
        let authors = entry.author().unwrap();
        prop_assert_eq!(authors.len(), 1, "{:?}", authors);
        prop_assert_eq!(&authors[0].name, &one_line(byline));

        let records = records(&export(&site, &files, "articles/citations.ris"));
        prop_assert_eq!(records.len(), 1);
        prop_assert_eq!(&records[0].title, &one_line(headline));
        prop_assert_eq!(records[0].journal.as_ref(), Some(&one_line(publisher)));

        let rows = rows(&export(&site, &files, "chronology/chronology.csv"));
        prop_assert_eq!(rows.len(), 1);
        for (cell, whole) in [(11, headline), (12, place), (27, summary)] {
            let cell = &rows[0][cell];
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{}", cell);
            prop_assert!(cell == whole || cell.strip_prefix('\'') == Some(whole), "{} {}", cell, whole);
        }

        let json: Value = serde_json::from_slice(&export(&site, &files, "chronology/chronology.json")).unwrap();
        prop_assert_eq!(json["events"][0]["title"].as_str(), Some(headline.as_str()));
        prop_assert_eq!(json["events"][0]["place"]["name"].as_str(), Some(place.as_str()));

        let events = calendar(&export(&site, &files, "chronology/chronology.ics"));
        prop_assert_eq!(events.len(), 1);
        for (name, whole) in [("SUMMARY", headline), ("LOCATION", place)] {
            let value = events[0].get(name).cloned();
            let whole: String = whole.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
            prop_assert_eq!(value, Some(whole), "{}", name);
        }
    }
}
