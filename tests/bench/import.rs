//! What an import of 1,000 files costs, without the disk: `cargo bench --bench import`.
//!
//! Texts and pages have an article of 400 words among as many words of navigation, lists and notices; the words are made up by a
//! fixed rule, so that runs can be compared. `understood` is the step that runs in parallel, `whole` all but reading and writing:
//! ids, the site linked with what was made, and copies looked for. No figure is asserted.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use briefgen::date::Date;
use briefgen::files::{Content, File, FilePath, Files};
use briefgen::import::{Input, Kind, Map, Refused, Request, shelve, understand};
use briefgen::model::{Options, Site};
use briefgen::suggest::{self, Score};
use briefgen::{document, model};
use divan::counter::ItemsCount;
use rayon::prelude::*;

/// How many files are imported.
const FILES: usize = 1_000;

fn main() {
    divan::main();
}

fn words(seed: usize, count: usize) -> String {
    let syllables = ["har", "bo", "ren", "ka", "tis", "mo", "lun", "fe", "dra", "vi"];
    let mut text = String::new();
    for n in 0..count {
        let mut rest = (seed * 1_000 + n).wrapping_mul(2_654_435_761) >> 7 & 0xfff;
        while rest > 0 {
            text.push_str(syllables[rest % 10]);
            rest /= 10;
        }
        text.push_str(if n % 17 == 16 { ". " } else { " " });
    }
    text
}

/// An article with what stands around it, a piece to a line.
fn lines(n: usize) -> (Vec<String>, Vec<String>, Vec<String>) {
    let navigation = (0..40).map(|item| words(item, 2)).collect();
    let article = (0..8).map(|paragraph| format!("{} on Friday.", words(n * 10 + paragraph, 50))).collect();
    let lists = (0..40).map(|item| words(n + item, 8)).collect();
    (navigation, article, lists)
}

fn text(n: usize) -> String {
    let (navigation, article, lists) = lines(n);
    format!("{}\n\n{}\n\n{}\n", navigation.join("\n"), article.join("\n\n"), lists.join("\n"))
}

fn page(n: usize) -> String {
    let (navigation, article, lists) = lines(n);
    let mut page = format!("<!DOCTYPE html><html lang=\"en\"><head><title>{}</title></head><body><nav>", words(n, 6));
    for item in navigation {
        let _ = write!(page, "<a href=\"/{n}\">{item}</a>");
    }
    page.push_str("</nav><article>");
    for paragraph in article {
        let _ = write!(page, "<p>{paragraph}</p>");
    }
    page.push_str("</article><ul>");
    for item in lists {
        let _ = write!(page, "<li><a href=\"/{n}\">{item}</a></li>");
    }
    page.push_str("</ul></body></html>");
    page
}

fn post(n: usize) -> String {
    let (_, article, _) = lines(n);
    format!(
        "---\ntitle: {}\ndate: 2031-03-{:02}\ntags: [one, two]\n---\n{}\n",
        words(n, 6),
        n % 28 + 1,
        article.join("\n\n")
    )
}

fn inputs(kind: Kind) -> Vec<Input> {
    let one = |n: usize| {
        let (text, ending) = match kind {
            Kind::Text => (text(n), "txt"),
            Kind::Html => (page(n), "html"),
            _ => (post(n), "md"),
        };
        let name = format!("{n}.{ending}");
        Input { path: name.clone(), name, bytes: text.into_bytes(), kind: Some(kind), folder: Arc::default() }
    };
    (0..FILES).map(one).collect()
}

fn site(files: &Files) -> Site {
    let documents = document::parse(files).value.expect("the site is well-formed");
    model::link(documents, files, &Options { drafts: true, ..Options::default() }).value
}

fn empty() -> Files {
    let config = "title = \"Bench\"\nbase_url = \"https://example.org/\"\n";
    Files::new(vec![File { path: FilePath::new("site.toml"), content: Content::Text(config.into()) }])
}

fn request(site: &Site) -> Request<'_> {
    let today = Date::parse("2031-04-01").expect("a day");
    Request::new(site, Map::default(), Vec::new(), today).expect("nothing is asked for")
}

#[divan::bench(args = [Kind::Text, Kind::Html, Kind::Markdown], sample_count = 10)]
fn understood(bencher: divan::Bencher<'_, '_>, kind: Kind) {
    let site = site(&empty());
    let request = request(&site);
    bencher.counter(ItemsCount::new(FILES)).with_inputs(|| inputs(kind)).bench_local_values(|inputs| {
        inputs.into_par_iter().map(|input| understand(input, &request)).collect::<Vec<_>>()
    });
}

#[divan::bench(args = [Kind::Text, Kind::Html, Kind::Markdown], sample_count = 10)]
fn whole(bencher: divan::Bencher<'_, '_>, kind: Kind) {
    let files = empty();
    let before = site(&files);
    let request = request(&before);
    bencher.counter(ItemsCount::new(FILES)).with_inputs(|| inputs(kind)).bench_local_values(|inputs| {
        let all: Vec<_> = inputs.into_par_iter().map(|input| understand(input, &request)).collect();
        let made = shelve(&all, &request, &files, &BTreeSet::new(), &Refused::new());
        let new = made.files.iter().filter_map(|file| {
            let content = Content::Text(file.text()?.into());
            Some(File { path: FilePath::new(&file.path), content })
        });
        let after = Files::new(new.chain(files.iter().map(|(_, file)| file.clone())).collect());
        let site = site(&after);
        suggest::suggest(&site, &after, &[suggest::Kind::Copies, suggest::Kind::Events], Score::DEFAULT_LEAST)
    });
}
