//! Laws of names that become links by themselves, held by pages that are put together at random from what is hard about
//! them.

use std::collections::BTreeMap;

use briefgen::files::Files;
use briefgen::pages::{self, Content, Memo, Page, Route, Sources, Wanted};
use briefgen::words;
use proptest::prelude::*;
use scraper::Html;

use super::support::{in_memory, linked, selector};

/// Two people share a name, and one entity's name is a part of another's.
const ENTITIES: [(&str, &str); 5] = [
    ("content/entities/lund.md", "name: Ada Lund\nkind: person\naliases: [Lund]\nnames: {ko: 윤물결}"),
    ("content/entities/berg.md", "name: Jo O'Berg\nkind: person\naliases: [Berg]"),
    ("content/entities/other-berg.md", "name: Ida Berg\nkind: person\naliases: [Berg]"),
    ("content/entities/varn.md", "name: Varn\nkind: place\nnames: {ja: 波浦, ko: 바른포}"),
    ("content/entities/bay.md", "name: Varn Bay\nkind: place\naliases: [ヴァーン湾]"),
];

/// What pages are made of: names, what looks like names, and what stands around them.
const PIECES: [&str; 52] = [
    "Ada Lund",
    "Lund",
    "Lundby",
    "윤물결",
    "윤물결은",
    "윤물결시",
    "Jo O'Berg",
    "Berg",
    "Ida\nBerg",
    "Varn",
    "Varn Bay",
    "바른포에서는",
    "波浦",
    "波浦は",
    "波浦市",
    "ヴァーン湾",
    "Varn\\\nBay",
    "&Aring;da",
    "\"",
    "'",
    "’s",
    "é",
    "\u{301}",
    ",",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\n\n# ",
    "\n\n- ",
    "\n\n> ",
    "\n\n    ",
    "**",
    "*",
    "~~",
    "`",
    "[",
    "](entity:lund)",
    "](https://example.org/Lund)",
    "![Varn](x.png)",
    "<a href=\"x\">",
    "</a>",
    "<span>",
    "</span>",
    "<br>",
    "\n\n<div>\n\n",
    "\n\n</div>\n\n",
    "[^n]",
    "\n\n[^n]: ",
    "|",
    "\n\n|a|b|\n|-|-|\n|",
];

fn site(body: &str, more: &str) -> Files {
    let config = format!("title = \"Made up\"\nbase_url = \"https://example.org/\"\n{more}");
    let entities = ENTITIES.map(|(path, fields)| (path, format!("---\n{fields}\n---\n")));
    let page = ("content/pages/page.md", format!("---\ntitle: Page\n---\n{body}"));
    let picture = ("content/pages/x.png", String::new());
    in_memory([("site.toml", config), page, picture].into_iter().chain(entities))
}

/// The text of the page as HTML.
fn html(files: &Files) -> String {
    let (site, _) = linked(files);
    let (id, row) = site.pages.iter().next().expect("there is a page");
    let words = words::words(&site, files).value;
    let sources = Sources { site: &site, words: &words, files, memo: &Memo::new(&site) };
    match pages::page(sources, Route::Page(id), &row.head.url, |_| Wanted::of(|_| false)) {
        Page::Template(template) => match template.content {
            Content::Text(text) => text.body_html,
            other => panic!("{other:?} is no plain page"),
        },
        other => panic!("{other:?} has no template"),
    }
}

fn words(html: &str) -> String {
    Html::parse_fragment(html).root_element().text().collect()
}

/// How often each entity is linked.
fn links(html: &str) -> BTreeMap<String, usize> {
    let mut links = BTreeMap::new();
    for link in Html::parse_fragment(html).select(&selector("a[href*='entities/']")) {
        *links.entry(link.attr("href").unwrap().to_owned()).or_insert(0) += 1;
    }
    links
}

/// How many links begin within another.
fn nested(html: &str) -> usize {
    let (mut open, mut nested) = (0_usize, 0);
    for tag in html.split('<').skip(1) {
        if tag.starts_with("a ") || tag.starts_with("a>") {
            nested += usize::from(open > 0);
            open += 1;
        } else if tag.starts_with("/a>") {
            open = open.saturating_sub(1);
        }
    }
    nested
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_letter_changes_no_link_nests_and_nobody_is_linked_twice(
        pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..40)
    ) {
        let body = pieces.concat();
        let with = html(&site(&body, ""));
        let without = html(&site(&body, "[markdown]\nautolink = false\n"));
        prop_assert_eq!(words(&with), words(&without), "{}", with);
        // Raw HTML of the author's own may nest.
        prop_assert_eq!(nested(&with), nested(&without), "{}", with);
        let by_hand = links(&without);
        for (href, count) in links(&with) {
            let expected = by_hand.get(&href).copied().unwrap_or(1);
            prop_assert_eq!(count, expected, "{} in {}", href, with);
        }
    }
}

/// The laws would hold if nothing were linked.
#[test]
fn names_are_linked_and_ambiguous_ones_are_not() {
    let html = html(&site("Berg met Lund at Varn\nBay.", ""));
    assert_eq!(
        html,
        "<p>Berg met <a href=\"../entities/lund/index.html\">Lund</a> at <a href=\"../entities/bay/index.html\">Varn\nBay</a>.</p>\n"
    );
}

/// Raw HTML that is trusted is not mended by the sanitiser; some that is not well-formed is mended into links that go on.
#[test]
fn no_link_nests_in_raw_html() {
    let table = "\n\n|a|\n|-|\n|Varn|\n";
    let bodies = [
        "<a href=\"x\" title=\"</a>\">Varn **Varn**\n\n<a href=\"y\">\n\nVarn\n\n</a>\n\nVarn</a>\n".to_owned(),
        format!("<a href=\"x\">\n\n|a|\n|-|\n|</a> Varn|{table}"),
        format!("<span><a href=\"x\">Varn</span>{table}"),
        format!("Lund.[^n] <a href=\"x\">\n\n[^n]: </a>{table}"),
    ];
    for body in bodies {
        for trusted in ["", "trusted_html = true\n"] {
            let html = html(&site(&body, &format!("[markdown]\n{trusted}")));
            assert!(!html.contains("entities/varn"), "{html}");
        }
    }
    let closed = html(&site("<a href=\"x\">Lund</a> and Lund", "[markdown]\ntrusted_html = true\n"));
    assert_eq!(links(&closed).into_values().collect::<Vec<_>>(), [1], "{closed}");
}

/// What links to an entity is what somebody chose to link.
#[test]
fn names_make_no_backlinks() {
    let (site, _) = linked(&site("Ada Lund and [a place](entity:varn).", ""));
    let linked: Vec<&str> = site
        .entities
        .iter()
        .filter(|(_, entity)| !entity.head.linked_from.is_empty())
        .map(|(_, entity)| entity.head.id.as_str())
        .collect();
    assert_eq!(linked, ["varn"]);
}

/// Names are found in any text, with whose they are.
#[test]
fn the_index_serves_plain_text() {
    let (site, _) = linked(&site("", ""));
    let text = "Berg said: 윤물결은 Varn Bay에 갔다";
    let found: Vec<_> = site
        .names
        .find(text)
        .iter()
        .map(|found| {
            let ids = found.entities.iter().map(|id| site.entities[*id].head.id.as_str());
            (&text[found.span.clone()], ids.collect::<Vec<_>>(), found.entity().is_some())
        })
        .collect();
    let expected =
        [("Berg", vec!["berg", "other-berg"], false), ("윤물결", vec!["lund"], true), ("Varn Bay", vec!["bay"], true)];
    assert_eq!(found, expected);
}
