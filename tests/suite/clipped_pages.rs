//! What saved pages say of their articles: titles, authors and dates as sites of many kinds mark them.
//!
//! The pages are made up: no place, person or paper in them exists.

use briefgen::import::clipping::{Clipping, from_html};

const ADDRESS: &str = "https://www.lund-gazette.example/news/harbour";

/// Enough of an article for there to be one.
const ARTICLE: &str = "<p>The mayor of Port City opened its new harbour on Tuesday, three years after work on it began.</p>\
    <p>She said that it was a good day for everybody who lives from the sea, and thanked those who built it.</p>\
    <p>Work on a second pier is to begin in the spring, when the last of the old houses will have been moved.</p>";

/// A page with something in its head, over its article and under it.
fn page(head: &str, over: &str, under: &str) -> Clipping {
    let html =
        format!("<!doctype html><html lang=en><head>{head}</head><body>{over}<div class=text>{ARTICLE}</div>{under}");
    from_html(&html, Some(ADDRESS))
}

fn title(head: &str, over: &str) -> String {
    page(head, over, "").title.unwrap_or_default()
}

fn authors(head: &str, over: &str, under: &str) -> String {
    page(head, over, under).authors.join("; ")
}

/// The date and whether it was read or concluded.
fn date(head: &str, over: &str, under: &str) -> String {
    page(head, over, under)
        .date
        .map(|date| format!("{}{}", date.date, if date.is_inferred { " inferred" } else { "" }))
        .unwrap_or_default()
}

#[test]
fn titles_are_without_the_name_of_the_site() {
    let headline = "<h1>The harbour opens after three years</h1>";
    let cases = [
        title("<title>Harbour opens after three years - lund-gazette.example</title>", ""),
        title("<title>Lund Gazette | Harbour opens after three years</title>", ""),
        title(
            "<meta property=og:site_name content='Lund Gazette'><title>Harbour opens: live – Lund Gazette: news from the coast</title>",
            "",
        ),
        title("<title>Harbour opens after three years | Lund Gazette</title>", headline),
        title("<title>lund-gazette.example Harbour opens</title>", "<h1><a href='/'>lund-gazette.example</a></h1>"),
        title("<title>Fish &amp;amp; ships</title>", "<h1>Fish &amp;amp; ships</h1>"),
    ];
    assert_eq!(
        cases,
        [
            "Harbour opens after three years",
            "Harbour opens after three years",
            "Harbour opens: live",
            "The harbour opens after three years",
            "Harbour opens",
            "Fish & ships",
        ]
    );
}

#[test]
fn the_sites_name_is_no_headline() {
    let over =
        "<h1><a href='https://www.lund-gazette.example/'>News from the coast</a></h1><h2>Harbour opens at last</h2>";
    assert_eq!(title("<title>Harbour opens at last</title>", over), "Harbour opens at last");
}

#[test]
fn authors_are_read_where_sites_name_them() {
    let h1 = |rest: &str| format!("<h1>Harbour opens after three years</h1>{rest}");
    let names = [
        h1("<a href=/author/ada-berg>Ada Berg</a>"),
        h1("<span class=article__author__name>Ada Berg</span>"),
        h1("<p class='sc-1 AuthorName-sc-2'>Ada Berg</p>"),
        h1("<div class=byline>By <a href=/staff/ada-berg>Ada Berg</a>, Staff Writer</div>"),
        h1("<span itemprop=author><a rel=author><span itemprop=name>Ada Berg</span></a></span>"),
        h1("<p>by Ada Berg ● March 12, 2024 ●</p>"),
        h1("<p>Interview by Ada Berg</p>"),
        h1("<p>Ada Berg</p><p>March 12, 2024</p>"),
    ];
    for over in names {
        assert_eq!(authors("", &over, ""), "Ada Berg", "{over}");
    }
}

#[test]
fn those_who_wrote_together_are_all_named() {
    let links =
        "<h1>Harbour opens after three years</h1><a rel=author>Ada Berg</a>, editor, and <a rel=author>Bo Li</a>";
    let editor = "<h1>Harbour opens after three years</h1><a rel=author>Ada Berg</a> Edited by <a rel=author>Bo Li</a>";
    assert_eq!(authors("", links, ""), "Ada Berg; Bo Li");
    assert_eq!(authors("", editor, ""), "Ada Berg");
    assert_eq!(authors("<meta name=author content='Ada Berg, Bo Li'>", "", ""), "Ada Berg; Bo Li");
    assert_eq!(
        authors(
            "<meta property=article:author content='Ada Berg'><meta property=article:author content='Bo Li'>",
            "",
            ""
        ),
        "Ada Berg; Bo Li"
    );
    assert_eq!(
        authors("<meta name=author content='Ada Berg, Senior Editor; Bo Li, Reporter'>", "", ""),
        "Ada Berg; Bo Li"
    );
    assert_eq!(authors("<meta name=author content='Ada Berg, Ph.D.'>", "", ""), "Ada Berg, Ph.D.");
}

#[test]
fn organisations_are_no_authors() {
    let paper = r#"{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "The Desk"},
        "publisher": {"@type": "NewsMediaOrganization", "name": "Lund Gazette"}}"#;
    let linked = format!("<script type=application/ld+json>{paper}</script>");
    assert_eq!(authors(&linked, "", ""), "");
    let meta = "<meta property=og:site_name content='Lund Gazette'><meta name=author content='Lund Gazette'>";
    assert_eq!(authors(&format!("{linked}{meta}"), "", ""), "");
    assert_eq!(authors(meta, "<h1>Harbour opens</h1><p>By Ada Berg</p>", ""), "Ada Berg");
    assert_eq!(authors("<meta name=author content=admin>", "<h1>Harbour opens</h1><p>By Ada Berg</p>", ""), "Ada Berg");
    // A site of one's own has one's name.
    let own = "<meta property=og:site_name content='Ada Berg'><meta name=author content='Ada Berg'>";
    assert_eq!(authors(own, "", ""), "Ada Berg");
}

#[test]
fn bylines_of_other_articles_are_not_of_this_one() {
    let list = "<ul><li><a href=/a>Storm takes a roof</a> <a href=/author/bo-li>Bo Li</a></ul>";
    let other = list.replace("bo-li", "cy-dahl").replace("Bo Li", "Cy Dahl");
    let far = "<p>It was said.</p>".repeat(200);
    assert_eq!(authors("", "<h1>Harbour opens after three years</h1>", &format!("{far}{list}{other}")), "");
    assert_eq!(
        authors("", "<h1>Harbour opens after three years</h1>", &format!("<div class=related>{list}</div>")),
        ""
    );
    assert_eq!(authors("", "<h1>Harbour opens after three years</h1>", &format!("<div id=comments>{list}</div>")), "");
}

#[test]
fn days_are_those_of_the_place_and_of_the_publication() {
    let h1 = |rest: &str| format!("<h1>Harbour opens after three years</h1>{rest}");
    // What readers see is the day where it was published.
    assert_eq!(date("", &h1("<time datetime=2024-03-12T01:13:00Z>March 11, 2024</time>"), ""), "2024-03-11");
    let utc = "<meta property=article:published_time content=2024-03-12T01:13:00Z>";
    assert_eq!(date(utc, &h1("<p>Published March 11, 2024</p>"), ""), "2024-03-11");
    assert_eq!(date(utc, &h1("<p>Published March 1, 2024</p>"), ""), "2024-03-12");
    assert_eq!(date(&utc.replace('Z', "+09:00"), &h1("<p>Published March 11, 2024</p>"), ""), "2024-03-12");
    let both = "<p>Updated <time datetime=2024-03-14>March 14</time></p><p>Posted <time datetime=2024-03-12>March 12</time></p>";
    assert_eq!(date("", &h1(both), ""), "2024-03-12");
    assert_eq!(date("<meta property=article:modified_time content=2024-03-14>", &h1(""), ""), "2024-03-14~ inferred");
    assert_eq!(date("", &h1(""), "<p class=date>March 12, 2024. <i>Updated: March 14, 2024</i></p>"), "2024-03-12");
}

#[test]
fn days_of_other_articles_are_not_of_this_one() {
    let list = "<li><a href=/a>Storm takes a roof</a> <time datetime=2024-01-02>2 January</time>\
                <li><a href=/b>Fishermen ask for lower fees</a> <time datetime=2024-01-03>3 January</time>";
    let far = "<p>It was said.</p>".repeat(200);
    assert_eq!(date("", "<h1>Harbour opens after three years</h1>", &format!("{far}<ul>{list}</ul>")), "");
    assert_eq!(date("", "<h1>Harbour opens after three years</h1>", &format!("<aside>{list}</aside>")), "");
}
