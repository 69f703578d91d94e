//! A law of `--as-of`: the site as known on a date is the site without the files that came later.

use std::collections::BTreeSet;

use briefgen::date::Date;
use briefgen::diagnostic::Diagnosed;
use briefgen::model::{self, Options, Site};
use briefgen::{document, files::Files};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::support::in_memory;

const CONFIG: &str = "title = \"Made up\"\nbase_url = \"https://example.org/\"\n";
/// Dates of articles: days, months that are not over by a day in them, years, open ends.
const DATES: [&str; 8] =
    ["2031-03-10", "2031-05-12", "2031-05-13", "2031-05", "2031", "2031-04~", "2031-05-11/2031-05-12", "2031-04/.."];

#[derive(Clone, Debug)]
struct Article {
    date: &'static str,
    /// Events by their number, and how it stands to each.
    events: BTreeSet<(usize, &'static str)>,
    /// Articles of a smaller number.
    parents: BTreeSet<usize>,
}

fn articles() -> impl Strategy<Value = Vec<Article>> {
    let event = (0..5_usize, prop::sample::select(&["announces", "recalls", "disputes"][..]));
    let article = (
        prop::sample::select(&DATES[..]),
        prop::collection::vec(event, 0..4),
        prop::collection::vec(any::<Index>(), 0..3),
    );
    prop::collection::vec(article, 1..10).prop_map(|articles| {
        let article = |(n, (date, events, parents)): (usize, (_, Vec<(usize, _)>, Vec<Index>))| {
            let mut seen = BTreeSet::new();
            Article {
                date,
                events: events.into_iter().filter(|(event, _)| seen.insert(*event)).collect(),
                parents: parents.into_iter().filter(|_| n > 0).map(|parent| parent.index(n)).collect(),
            }
        };
        articles.into_iter().enumerate().map(article).collect()
    })
}

/// The files of the articles that are kept. Each declares its events, so none is known from another alone.
fn files(articles: &[Article], is_kept: impl Fn(usize) -> bool) -> Files {
    let mut files = vec![("site.toml".to_owned(), CONFIG.to_owned())];
    for (n, Article { date, events, parents }) in articles.iter().enumerate().filter(|(n, _)| is_kept(*n)) {
        let parents: Vec<String> = parents.iter().map(|parent| format!("{{article: a{parent}}}")).collect();
        let events: Vec<String> = events
            .iter()
            .map(|(event, stance)| {
                format!("{{id: e{event}, title: Event {event}, date: 2031-05-1{event}, stance: {stance}}}")
            })
            .collect();
        let text = format!(
            "---\ntitle: A{n}\ndate: {date}\nsource: {{derived_from: [{}]}}\nevents: [{}]\n---\n",
            parents.join(", "),
            events.join(", ")
        );
        files.push((format!("content/articles/a{n}.md"), text));
    }
    in_memory(files.iter().map(|(path, text)| (path.as_str(), text.clone())))
}

fn linked(files: &Files, as_of: Option<Date>) -> Site {
    let documents = document::parse(files).value.expect("there is a site.toml");
    let Diagnosed { value, .. } = model::link(documents, files, &Options { as_of, ..Options::default() });
    value
}

/// What the site says: its articles, and its events with who speaks of each.
fn told(site: &Site) -> Vec<String> {
    let id = |id: &model::Id<model::Article>| site.articles[*id].head.id.to_string();
    let articles = site.articles.iter().map(|(_, row)| {
        let origins = row.account.origins.known.len();
        format!("{} {} {origins} origins", row.head.id, row.date.date)
    });
    let events = site.events.iter().map(|(_, event)| {
        let mentions: Vec<String> =
            event.mentions.iter().map(|mention| format!("{} {:?}", id(&mention.article), mention.stance)).collect();
        format!("{} {} {mentions:?}", event.head.id, event.has_page)
    });
    articles.chain(events).collect()
}

/// Whether a date surely is over by the day, said in another way than the program's.
fn is_over(date: &str, day: &str) -> bool {
    let last = match date {
        "2031-05" => "2031-05-31",
        "2031" => "2031-12-31",
        "2031-04~" => "2031-04-30",
        "2031-05-11/2031-05-12" => "2031-05-12",
        "2031-04/.." => "9999-12-31",
        day => day,
    };
    last <= day
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_known_is_what_there_would_be_without_later_files(
        articles in articles(),
        day in prop::sample::select(&["2031-03-09", "2031-05-12", "2031-05-31", "2031-12-31"][..]),
    ) {
        let mut known: BTreeSet<usize> = (0..articles.len()).filter(|n| is_over(articles[*n].date, day)).collect();
        // What is passed on was there before: parents have smaller numbers.
        for n in (0..articles.len()).rev() {
            if known.contains(&n) {
                known.extend(&articles[n].parents);
            }
        }
        let site = linked(&files(&articles, |_| true), Some(Date::parse(day).unwrap()));
        prop_assert_eq!(site.later, articles.len() - known.len());
        let without = linked(&files(&articles, |n| known.contains(&n)), None);
        prop_assert_eq!(told(&site), told(&without));
    }
}
