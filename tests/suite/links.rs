//! Every link inside a built site leads somewhere: on the web under any path, and from disk.

use std::collections::BTreeSet;
use std::path::Path;

use briefgen::document::parse_base_url;
use briefgen::model::Options;
use scraper::Html;
use url::Url;

use super::support::{REPOSITORY, Tree, rendered, selector, text};

/// The sites whose links are followed: this repository's, the one that `init` makes, and those of the golden ones that are
/// about links.
fn sites() -> Vec<std::path::PathBuf> {
    let golden =
        ["links", "autolink", "by-year"].map(|name| Path::new(REPOSITORY).join("tests/golden").join(name).join("site"));
    ["", "src/scaffold/site"].map(|site| Path::new(REPOSITORY).join(site)).into_iter().chain(golden).collect()
}

fn built(root: &Path, base: &str) -> Tree {
    let options = Options { base_url: Some(parse_base_url(base).unwrap()), ..Options::default() };
    // The golden sites use a theme that the runner puts beside them; the links of the default one are what counts here.
    if !root.starts_with(Path::new(REPOSITORY).join("tests")) {
        return rendered(root, &options);
    }
    let site = super::support::Folder::new().copy(root, "");
    let config = std::fs::read_to_string(root.join("site.toml")).unwrap();
    let config: String =
        config.lines().filter(|line| !line.starts_with("theme")).map(|line| line.to_owned() + "\n").collect();
    let site = site.file("site.toml", &config);
    rendered(site.root(), &options)
}

/// Every reference of a page: what it is written in, and what is written.
fn references(page: &Html) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for attribute in ["href", "src"] {
        for element in page.select(&selector(&format!("[{attribute}]"))) {
            let value = element.attr(attribute).unwrap().to_owned();
            let rel = element.attr("rel").unwrap_or_default();
            found.push((format!("{} {rel}", element.value().name()), value));
        }
    }
    found
}

fn ids(page: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    page.select(&selector("[id]")).map(|element| element.attr("id").unwrap().to_owned()).collect()
}

/// The file that answers for an address below the base.
fn answer(path: &str) -> String {
    let path = percent_encoding::percent_decode_str(path).decode_utf8().unwrap().into_owned();
    if path.is_empty() || path.ends_with('/') { path + "index.html" } else { path }
}

#[test]
fn every_link_leads_somewhere_under_any_base() {
    let mut broken = BTreeSet::new();
    let mut followed = 0;
    for site in sites() {
        for base in ["https://example.org/", "https://example.org/a/b/"] {
            let tree = built(&site, base);
            let base = Url::parse(base).unwrap();
            for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with(".html")) {
                let page = Html::parse_document(text(bytes));
                let here = base.join(path).unwrap();
                for (element, reference) in references(&page) {
                    // An author's link in full leads out of the site, whatever its host.
                    if element.starts_with("a ") && Url::parse(&reference).is_ok() {
                        continue;
                    }
                    let target = here.join(&reference).unwrap_or_else(|error| panic!("{path}: {reference:?}: {error}"));
                    let Some(below) = target.as_str().split('#').next().unwrap().strip_prefix(base.as_str()) else {
                        broken.insert(format!("{path}: {element} {reference} leaves the site"));
                        continue;
                    };
                    followed += 1;
                    let file = answer(below);
                    match tree.get(&file) {
                        None => drop(broken.insert(format!("{path}: {element} {reference} -> {file}"))),
                        Some(bytes) => {
                            let anchor = target
                                .fragment()
                                .map(|it| percent_encoding::percent_decode_str(it).decode_utf8().unwrap());
                            if let Some(anchor) = anchor.filter(|_| file.ends_with(".html"))
                                && !ids(text(bytes)).iter().any(|id| *id == anchor)
                            {
                                broken.insert(format!("{path}: {reference} -> no #{anchor} in {file}"));
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(followed > 1_000, "only {followed} links were found");
    assert!(broken.is_empty(), "{broken:#?}");
}

/// From disk there is no server that finds `index.html` in a folder: a reference must name a file.
#[test]
fn every_link_names_a_file_so_that_the_site_works_from_disk() {
    for site in sites() {
        let tree = built(&site, "https://example.org/a/b/");
        for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with(".html") && *path != "404.html") {
            let page = Html::parse_document(text(bytes));
            for (element, reference) in references(&page) {
                if Url::parse(&reference).is_ok() {
                    continue;
                }
                assert!(!reference.starts_with('/'), "{path}: {element} {reference}");
                let file = Url::parse("https://disk.invalid/").unwrap().join(path).unwrap().join(&reference).unwrap();
                let file = percent_encoding::percent_decode_str(&file.path()[1..]).decode_utf8().unwrap().into_owned();
                assert!(tree.contains_key(&file), "{path}: {element} {reference} -> {file}");
            }
        }
    }
}

#[test]
fn anchors_of_a_page_are_its_own() {
    for site in sites() {
        for (path, bytes) in built(&site, "https://example.org/").iter().filter(|(path, _)| path.ends_with(".html")) {
            let ids = ids(text(bytes));
            let distinct: BTreeSet<&String> = ids.iter().collect();
            assert_eq!(distinct.len(), ids.len(), "{path}: {ids:?}");
        }
    }
}

#[test]
fn canonical_links_feeds_and_the_sitemap_are_absolute_and_agree_with_the_pages() {
    let base = "https://example.org/a/b/";
    let tree = built(Path::new(REPOSITORY), base);
    let exists = |address: &str| address.strip_prefix(base).is_some_and(|below| tree.contains_key(&answer(below)));
    let sitemap = roxmltree::Document::parse(text(&tree["sitemap.xml"])).unwrap();
    let listed: Vec<&str> = sitemap
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.sitemaps.org/schemas/sitemap/0.9", "loc")))
        .filter_map(|node| node.text())
        .collect();
    let pages: Vec<&String> = tree.keys().filter(|path| path.ends_with(".html") && *path != "404.html").collect();
    assert_eq!(listed.len(), pages.len() - 1, "each page once, without 404.html and the search");
    assert_eq!(listed.iter().collect::<BTreeSet<_>>().len(), listed.len());
    assert!(listed.iter().all(|address| exists(address)), "{listed:?}");
    for path in pages {
        let page = Html::parse_document(text(&tree[path]));
        let canonical = page.select(&selector("link[rel=canonical]")).next().and_then(|link| link.attr("href"));
        assert_eq!(canonical.map(|address| answer(address.strip_prefix(base).unwrap())).as_ref(), Some(path));
    }
    for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with("feed.xml")) {
        let feed = feed_rs::parser::parse(bytes.as_slice()).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(feed.entries.len(), 5, "{path}");
        for entry in feed.entries {
            assert!(exists(&entry.id) && entry.links.iter().all(|link| exists(&link.href)), "{path}: {}", entry.id);
            assert!(entry.updated.is_some() && entry.title.is_some(), "{path}: {}", entry.id);
            // All these dates but one are about a day: a feed must not make them exact.
            let is_exact = entry.id.ends_with("2024-06-22-close-consultation/");
            assert_eq!(entry.published.is_some(), is_exact, "{path}: {}", entry.id);
        }
    }
}
