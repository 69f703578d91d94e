//! What a page weighs, with all that it loads.

use std::io::Write;

use scraper::Html;

use crate::support::{self, Folder, REPOSITORY, Tree, selector, text};

/// A page with its style sheets, scripts and icon, compressed, may weigh so many bytes.
const MOST: usize = 60_000;

fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}

/// The files that a browser loads with a page. Another origin's is none of them.
fn loaded(site: &Tree, page: &str) -> Vec<String> {
    let html = Html::parse_document(text(&site[page]));
    let address = url::Url::parse("http://site.invalid/").unwrap().join(page).unwrap();
    let elements =
        selector("link[rel=stylesheet], link[rel=icon], script[src], img, source, video, audio, iframe, embed, object");
    let mut files: Vec<String> = html
        .select(&elements)
        .filter_map(|element| ["href", "src", "srcset", "data"].iter().find_map(|name| element.attr(name)))
        .filter(|reference| !reference.starts_with("data:"))
        .map(|reference| {
            let target = address.join(reference).unwrap();
            assert_eq!(target.origin(), address.origin(), "{page} loads {reference}");
            target.path()[1..].to_owned()
        })
        .collect();
    files.push(page.to_owned());
    files
}

#[test]
fn a_topic_page_is_light() {
    let site = Folder::repository().build().succeeds();
    let pages: Vec<_> = site.keys().filter(|path| path.starts_with("topics/") && path.ends_with(".html")).collect();
    assert!(pages.len() > 2, "the pages were found");
    for page in pages {
        let files = loaded(&site, page);
        assert!(files.iter().any(|file| file.ends_with(".css")) && files.iter().any(|file| file.ends_with(".js")));
        let weights: Vec<_> = files.iter().map(|file| (file, compressed(&site[file]))).collect();
        let weight: usize = weights.iter().map(|(_, weight)| weight).sum();
        assert!(weight <= MOST, "{page} weighs {weight}: {weights:?}");
    }
}

/// Style sheets load nothing, so what is counted is all.
#[test]
fn style_sheets_load_nothing() {
    let themes = support::tree(&std::path::Path::new(REPOSITORY).join("themes"));
    for (path, bytes) in themes.iter().filter(|(path, _)| path.ends_with(".css")) {
        let sheet = text(bytes);
        assert!(!sheet.contains("@import"), "{path}");
        let loads = |rest: &&str| !rest.trim_start_matches(['"', '\'']).starts_with("data:");
        assert_eq!(sheet.split("url(").skip(1).filter(loads).collect::<Vec<_>>(), [""; 0], "{path}");
    }
}
