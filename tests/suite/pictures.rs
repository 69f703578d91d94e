//! Pictures on pages of the default theme: well-formed, of a bounded size, and with links that lead somewhere.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use roxmltree::Document;

use crate::support::{Folder, text};

/// A site with one topic of so many events: three days in each month, then months and years.
fn site(events: usize) -> Folder {
    let mut site = Folder::new()
        .file("site.toml", "title = \"Tides\"\nbase_url = \"https://example.org/\"\n[lists]\nlimit = 0\n")
        .file("content/topics/tides.md", "---\ntitle: Tides & \"times\"\n---\n");
    let numbers: Vec<usize> = (0..events).collect();
    for (part, numbers) in numbers.chunks(200).enumerate() {
        let mut article = String::from("---\ntitle: A log\ndate: 2031-12-01\ntopics: [tides]\nevents:\n");
        for n in numbers {
            let (year, month) = (2020 + n % 11, 1 + n / 11 % 12);
            let date = match n % 10 {
                8 => format!("{year}-{month:02}"),
                9 => format!("{year}"),
                n => format!("{year}-{month:02}-{:02}", 5 + n % 3),
            };
            let stance = ["reports", "reports", "announces", "recalls"][n % 4];
            let _ = writeln!(
                article,
                "  - {{id: tide-{n}, date: \"{date}\", title: \"Tide <{n}> & \\\"ebb\\\"\", stance: {stance}}}"
            );
        }
        site = site.file(&format!("content/articles/log-{part}.md"), &format!("{article}---\n"));
    }
    site
}

/// The drawing on the topic's page, and the page.
fn drawing(events: usize) -> (String, String) {
    let built = site(events).build().succeeds();
    let page = text(&built["topics/tides/index.html"]).to_owned();
    let start = page.find("<svg class=\"drawing\"").expect("the page has a drawing");
    let end = page.find("<figcaption>").expect("the drawing has a caption");
    (page[start..end].trim_end().to_owned(), page)
}

#[test]
fn drawings_are_well_formed_and_their_links_lead_to_entries() {
    for events in [60, 300] {
        let (drawing, page) = drawing(events);
        let document = Document::parse(&drawing).unwrap_or_else(|error| panic!("{error}: {drawing}"));
        let links: Vec<&str> = document.descendants().filter_map(|node| node.attribute("href")).collect();
        assert!(links.len() > 30, "{events} events: {links:?}");
        for link in &links {
            let anchor = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} stays on the page"));
            assert_eq!(page.matches(&format!(" id=\"{anchor}\"")).count(), 1, "{link}");
        }
        if events == 60 {
            assert_eq!(links.iter().collect::<BTreeSet<_>>().len(), events, "each event is linked once");
            let titles = document.descendants().filter(|node| node.has_tag_name("title"));
            assert!(titles.filter_map(|title| title.text()).any(|title| title.contains(": Tide <3> & \"ebb\"")));
        }
        let active = ["style", "onclick", "xlink:href"];
        assert!(document.descendants().all(|node| active.iter().all(|name| node.attribute(*name).is_none())));
    }
}

#[test]
fn a_drawing_is_as_large_as_its_axis_and_not_as_its_events() {
    let (few, _) = drawing(300);
    let (many, page) = drawing(5_000);
    assert!(page.len() > 1_000_000, "the page lists them all");
    assert!(many.len() < few.len() + few.len() / 20 && many.len() < 40_000, "{} and {}", few.len(), many.len());
}
