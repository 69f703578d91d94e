//! Laws of lists that are divided by year: nothing is lost, nothing is told twice, and no page is longer than it has to be.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use briefgen::files::Files;
use briefgen::model::{Options, SiteUrl};
use briefgen::pages::{Content, Page, Route, Span, context as view};
use briefgen::{Output, Plan, render};
use proptest::prelude::*;

use crate::support::{self, Folder, in_memory, text};

/// Dates of events and articles; the last one is none that is known.
const DATES: [&str; 6] = ["2027-03", "2028", "2028-05-06", "2029-01-02~", "2030-12-31/2031-02-03", "/.."];

/// A site in which events and articles have these dates, all of one topic, one person and one publisher.
fn site(limit: usize, is_newest_first: bool, events: &[usize], articles: &[usize]) -> Files {
    let config = format!(
        "title = \"Years\"\nbase_url = \"https://example.org/\"\n[search]\nenabled = false\n[lists]\nlimit = {limit}\n\
         [theme_options]\nnewest_first = {is_newest_first}\n"
    );
    let mut files = vec![
        ("site.toml".to_owned(), config),
        ("content/topics/t.md".to_owned(), "---\ntitle: T\n---\n".to_owned()),
        ("content/entities/e.md".to_owned(), "---\nname: E\nkind: person\n---\n".to_owned()),
        ("content/publishers/p.md".to_owned(), "---\nname: P\n---\n".to_owned()),
    ];
    let of_all = "topics: [t]\nentities: [e]";
    files.extend(events.iter().enumerate().map(|(n, date)| {
        (format!("content/events/e-{n}.md"), format!("---\ntitle: E {n}\ndate: {:?}\n{of_all}\n---\n", DATES[*date]))
    }));
    files.extend(articles.iter().enumerate().map(|(n, date)| {
        let head = format!("title: A {n}\ndate: {:?}\n{of_all}\nsource: {{publisher: p}}", DATES[*date]);
        (format!("content/articles/a-{n}.md"), format!("---\n{head}\n---\n"))
    }));
    in_memory(files.iter().map(|(path, text)| (path.as_str(), text.clone())))
}

/// A list of a page: the titles of its entries by year.
type Listed = Vec<(String, Vec<String>)>;

fn of_chronology(chronology: &view::Chronology) -> Listed {
    let titles = |year: &view::Year| year.entries.iter().map(|entry| entry.title.to_string()).collect();
    chronology.years.iter().map(|year| (year.title.clone(), titles(year))).collect()
}

fn of_years(years: &[view::ArticleYear]) -> Listed {
    let titles = |year: &view::ArticleYear| year.articles.iter().map(|article| article.title.to_string()).collect();
    years.iter().map(|year| (year.title.clone(), titles(year))).collect()
}

/// Without years, as the pages of topics, entities and publishers list them.
fn of_articles(articles: &[view::ArticleLink]) -> Listed {
    vec![(String::new(), articles.iter().map(|article| article.title.to_string()).collect())]
}

/// The lists of a page, by their kind.
type Lists = BTreeMap<&'static str, Listed>;

/// What a page lists.
fn listed(content: &Content) -> Lists {
    match content {
        Content::Chronology(it) => [("events", of_chronology(it))].into(),
        Content::Articles(years) => [("articles", of_years(years))].into(),
        Content::Topic(it) => {
            [("events", of_chronology(&it.chronology)), ("articles", of_articles(&it.articles))].into()
        }
        Content::Entity(it) => {
            [("events", of_chronology(&it.chronology)), ("articles", of_articles(&it.articles))].into()
        }
        Content::Publisher(it) => [("articles", of_articles(&it.articles))].into(),
        Content::Year(it) => {
            let events = it.chronology.iter().map(|chronology| ("events", of_chronology(chronology)));
            events.chain(it.articles.iter().map(|list| ("articles", of_articles(&list.articles)))).collect()
        }
        _ => BTreeMap::new(),
    }
}

fn titles(listed: &Listed) -> Vec<String> {
    listed.iter().flat_map(|(_, titles)| titles.clone()).collect()
}

/// Every page of a plan with lists, by its address.
fn lists(plan: &Plan) -> BTreeMap<SiteUrl, (Route, Lists, Option<view::Years>)> {
    let page = |(route, url): &(Route, SiteUrl)| {
        let Page::Template(page) = plan.page(*route, url) else { return None };
        let listed = listed(&page.content);
        (!listed.is_empty()).then(|| (url.clone(), (*route, listed, page.page.years)))
    };
    plan.routes.iter().filter_map(page).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_entry_is_in_one_year_and_in_the_whole(
        limit in 1..9usize,
        is_newest_first: bool,
        events in prop::collection::vec(0..DATES.len(), 0..16),
        articles in prop::collection::vec(0..DATES.len(), 0..16),
    ) {
        let whole = lists(&support::plan(&site(0, is_newest_first, &events, &articles), &Options::default()));
        let plan = support::plan(&site(limit, is_newest_first, &events, &articles), &Options::default());
        let divided = lists(&plan);
        for (url, (_, of_whole, years)) in &whole {
            prop_assert!(years.is_none(), "nothing is divided without a limit");
            let (_, first, years) = &divided[url];
            let dates = |kind: &str| if kind == "events" { &events } else { &articles };
            let is_long = |kind: &str| {
                let years: BTreeSet<&str> = dates(kind).iter().map(|date| &DATES[*date][..4.min(DATES[*date].len())]).collect();
                dates(kind).len() > limit && years.len() > 1
            };
            prop_assert_eq!(years.is_some(), of_whole.keys().any(|kind| is_long(kind)));
            let Some(years) = years else {
                prop_assert_eq!(first, of_whole, "{} is whole", url);
                continue;
            };
            let below: Vec<_> = divided.iter().filter(|(_, (route, ..))| matches!(route, Route::Years(..)))
                .filter(|(other, _)| other.as_str().starts_with(url.as_str())).collect();
            let has_all = of_whole.contains_key("events") && is_long("events");
            prop_assert_eq!(below.len(), years.years.len() + usize::from(has_all), "each year has a page");
            for (kind, of_whole) in of_whole {
                let order = titles(of_whole);
                if !is_long(kind) {
                    prop_assert_eq!(titles(&first[kind]), order, "what is short is whole on its page");
                    prop_assert!(below.iter().all(|(_, (_, lists, _))| !lists.contains_key(kind)), "and nowhere else");
                    continue;
                }
                let mut by_year = Vec::new();
                for (year_url, (route, lists, _)) in &below {
                    let here = lists.get(kind).map(titles).unwrap_or_default();
                    if matches!(route, Route::Years(_, Span::All)) {
                        let expected = if *kind == "events" { &order[..] } else { &[] };
                        prop_assert_eq!(&here[..], expected, "{} has all of the chronology in order", year_url);
                        continue;
                    }
                    prop_assert!(lists.values().all(|list| list.len() <= 1), "{} is of one year", year_url);
                    prop_assert!(here.is_empty() || order.windows(here.len()).any(|part| part == here), "order is kept");
                    by_year.push(here);
                }
                let mut all = by_year.concat();
                all.sort();
                let mut expected = order.clone();
                expected.sort();
                prop_assert_eq!(all, expected, "{}: each entry is on the page of one year", kind);
                let first = titles(&first[kind]);
                prop_assert_eq!(&first[..], &order[..first.len()], "a page begins as the whole does");
                let one = by_year.iter().filter(|year| year.iter().any(|entry| first.contains(entry)));
                let one: Vec<_> = one.collect();
                prop_assert_eq!(one.iter().map(|year| year.len()).sum::<usize>(), first.len(), "years are whole");
                prop_assert!(first.len() <= limit || one.len() == 1);
            }
        }
    }
}

/// A site with forty events and two articles, over five years.
fn long(config: &str) -> Folder {
    let site = format!("title = \"Long\"\nbase_url = \"https://example.org/\"\n{config}");
    let mut article = "---\ntitle: A\ndate: 2031\nrights: own\ntopics: [t]\nevents:\n".to_owned();
    for n in 0..40 {
        let _ =
            writeln!(article, "  - {{id: e-{n}, title: E {n}, date: {}-{:02}, topics: [t]}}", 2027 + n % 5, n % 12 + 1);
    }
    let link = if config.contains(LIMIT) { "2029/" } else { "" };
    Folder::new()
        .file("site.toml", &site)
        .file("content/topics/t.md", "---\ntitle: T\n---\n")
        .file("content/articles/a.md", &format!("{article}---\n\nSee [it](/chronology/{link}).\n"))
        .file("content/articles/b.md", "---\ntitle: B\ndate: 2030\nrights: own\ntopics: [t]\n---\n\nB.\n")
}

/// What is said of a site that isn't built.
fn fault(site: &Folder) -> String {
    let outcome = site.build().run();
    assert_ne!(outcome.code, Some(0));
    outcome.stderr
}

const LIMIT: &str = "[lists]\nlimit = 10\n";

#[test]
fn a_theme_without_a_template_for_years_is_given_whole_lists_unless_the_site_asks() {
    let theme = |site: Folder| {
        let templates = render::embedded().into_iter().filter_map(|file| {
            let path = file.path.as_str().strip_prefix("themes/default/")?.to_owned();
            match file.content {
                briefgen::files::Content::Text(text) if path != "templates/year.html" => Some((path, text.to_string())),
                _ => None,
            }
        });
        templates.fold(site, |site, (path, text)| site.file(&format!("themes/old/{path}"), &text))
    };
    let told = fault(&theme(long(&format!("theme = \"old\"\n{LIMIT}"))));
    assert!(told.contains("the theme lacks year.html"), "{told}");
    let limit = |site: Folder| support::plan(&support::read(site.root()), &Options::default()).site.settings.list_limit;
    assert_eq!(limit(theme(long("theme = \"old\"\n"))), None);
    assert_eq!(limit(theme(long(""))).map(usize::from), Some(500));
    assert_eq!(limit(long("[lists]\nlimit = 0\n")), None);
}

#[test]
fn an_article_can_not_have_the_address_of_a_year_of_articles() {
    let site = |limit: &str| {
        let many = (0..12).fold(long(limit), |site, n| {
            site.file(&format!("content/articles/n-{n}.md"), &format!("---\ntitle: N\ndate: {}\n---\n", 2020 + n))
        });
        many.file("content/articles/2025.md", "---\ntitle: Y\ndate: 2025\n---\n")
    };
    let told = fault(&site(LIMIT));
    assert!(told.contains("the address /articles/2025/ belongs to the site's own pages"), "{told}");
    site("").build().succeeds();
    let alias = "---\ntitle: T\naliases: [topics/t/2025/]\n---\n";
    let told = fault(&long(LIMIT).file("content/topics/t.md", alias));
    assert!(told.contains("the address /topics/t/2025/ belongs to the site's own pages"), "{told}");
}

#[test]
fn pages_of_years_are_listed_and_that_of_everything_is_not() {
    let tree = long(LIMIT).build().succeeds();
    let sitemap = text(&tree["sitemap.xml"]);
    assert!(sitemap.contains("<loc>https://example.org/topics/t/2029/</loc>"));
    assert!(!sitemap.contains("/all/"));
    let (year, all) = (text(&tree["chronology/2029/index.html"]), text(&tree["chronology/all/index.html"]));
    assert!(year.contains("<link rel=\"canonical\" href=\"https://example.org/chronology/2029/\">"));
    assert!(year.contains("<title>Chronology: 2029 · Long</title>"));
    assert!(!year.contains("noindex") && all.contains("noindex"));
    assert!(year.contains("<link rel=\"prev\" href=\"../2028/index.html\">"));
    assert!(year.contains("<link rel=\"next\" href=\"../2030/index.html\">"));
}

/// The first page finds the years that it had, and asks the page of everything for what it doesn't have.
#[test]
fn what_a_first_page_lacks_is_found_from_it() {
    let tree = long(LIMIT).build().succeeds();
    let first = text(&tree["topics/t/index.html"]);
    assert!(first.contains("<li id=\"year-2027\"><a href=\"2027/index.html\">2027</a>"));
    assert!(first.contains("id=\"part-filter\" action=\"all/index.html\""));
    let files = support::read(long(LIMIT).root());
    let plan = support::plan(&files, &Options::default());
    let (route, url) = plan.routes.iter().find(|(_, url)| url.as_str() == "topics/t/2028/").unwrap();
    let Ok(Output::Bytes(page)) = plan.output(*route, url) else { panic!("it is a page") };
    assert_eq!(text(&page).matches("<li class=\"entry is-").count(), 8, "a year's page holds that year alone");
}
