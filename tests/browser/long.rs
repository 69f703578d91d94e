//! A site with a chronology of thousands of events, for what has to stay quick and right on a long page.
//!
//! Out: the files of the site, made of fixed words by a fixed rule. Every text is plainly artificial, and everything that a
//! chronology can be filtered by varies by the event's number, so that a test can count for itself what a filter leaves.

use std::fmt::Write as _;

/// How many events its topic has.
pub(crate) const EVENTS: usize = 5_000;
/// How many events an article declares.
const PER_ARTICLE: usize = 10;

const STANCES: [&str; 4] = ["reports", "announces", "recalls", "disputes"];

/// The files of the site by path.
pub(crate) fn site() -> Vec<(String, String)> {
    let mut files = vec![
        (
            "site.toml".to_owned(),
            "title = \"Long\"\nbase_url = \"https://example.org/long/\"\n[search]\nenabled = false\n".to_owned(),
        ),
        (
            "content/topics/all.md".to_owned(),
            "---\ntitle: Example topic\nsummary: Every event here is made up by a program.\n---\n".to_owned(),
        ),
        ("content/topics/fifth.md".to_owned(), "---\ntitle: Every fifth\n---\n".to_owned()),
    ];
    for n in 0..10 {
        files.push((
            format!("content/publishers/paper-{n}.md"),
            format!("---\nname: Example Paper {n}\nkind: newspaper\n---\n"),
        ));
    }
    for (kind, count) in [("person", 40), ("organization", 15), ("place", 25)] {
        for n in 0..count {
            let text = format!("---\nname: Example {kind} {n}\nkind: {kind}\n---\n");
            files.push((format!("content/entities/{kind}-{n}.md"), text));
        }
    }
    files.extend((0..EVENTS / PER_ARTICLE).map(|n| (format!("content/articles/article-{n}.md"), article(n))));
    files
}

/// An article: it speaks of ten events of its own, and reports every third one of the article before.
fn article(n: usize) -> String {
    let mut text = format!(
        "---\ntitle: Example article {n}\ndate: 2051-01-01\nrights: own\ntopics: [all]\n\
         source: {{publisher: paper-{}, derived_from: [{{publisher: paper-{}, mode: cites}}], original: true}}\nevents:\n",
        n % 10,
        (n + 3) % 10
    );
    for event in n * PER_ARTICLE..(n + 1) * PER_ARTICLE {
        declare(&mut text, event, STANCES[event % 4]);
        if event.is_multiple_of(3) && event >= PER_ARTICLE {
            declare(&mut text, event - PER_ARTICLE, "reports");
        }
    }
    text + "---\n\nText of an example.\n"
}

fn declare(text: &mut String, event: usize, stance: &str) {
    let (year, month, day) = (2001 + event % 25, event % 12 + 1, event % 28 + 1);
    let topics = if event.is_multiple_of(5) { "[all, fifth]" } else { "[all]" };
    // Every tenth has a note on its date.
    let basis = if event % 10 == 7 { ", date_basis: inferred, date_note: Counted from its number." } else { "" };
    let _ = writeln!(
        text,
        "  - {{id: event-{event}, title: Example event {event}, date: {year}-{month:02}-{day:02}{basis}, place: place-{}, \
         topics: {topics}, entities: [person-{}, person-{}, organization-{}], stance: {stance}, \
         summary: Example sentence number {event} on what a made-up committee did in a made-up town.}}",
        event % 25,
        event % 40,
        (event * 7 + 3) % 40,
        event % 15
    );
}
