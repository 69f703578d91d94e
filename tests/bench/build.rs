//! What building a site of 1,000 articles of 400 words costs: `cargo bench`.
//!
//! The site is made up of fixed words by a fixed rule, so that runs can be compared. No figure is asserted.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use briefgen::files::Files;
use briefgen::model::Options;
use briefgen::{Plan, document, model, read, render};

const ARTICLES: usize = 1_000;
const WORDS: usize = 400;

fn main() {
    // `cargo bench -- --make DIR` only writes the site, for measuring the program from outside.
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--make") {
        make(Path::new(&arguments[at + 1]));
        return;
    }
    divan::main();
}

/// Writes the site: topics, publishers and entities in tens, an event for every second article, chains and links.
fn make(root: &Path) {
    let write = |path: String, text: String| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    };
    write("site.toml".into(), "title = \"Bench\"\nbase_url = \"https://example.org/bench/\"\n".into());
    for n in 0..10 {
        write(format!("content/topics/topic-{n}.md"), format!("---\ntitle: Topic {n}\n---\n\nA brief.\n"));
        write(format!("content/publishers/paper-{n}.md"), format!("---\nname: Paper {n}\n---\n"));
    }
    for n in 0..100 {
        write(format!("content/entities/person-{n}.md"), format!("---\nname: Person {n}\nkind: person\n---\n"));
    }
    let vocabulary =
        ["harbour", "minister", "treaty", "announces", "quarter", "vessel", "meeting", "reports", "northern"];
    for n in 0..ARTICLES {
        let (month, day) = (n % 12 + 1, n % 28 + 1);
        let mut text = format!(
            "---\ntitle: Article {n}\ndate: 2031-{month:02}-{day:02}\nsummary: What happened, part {n}.\nrights: own\n\
             topics: [topic-{}]\nentities: [person-{}, person-{}]\nsource:\n  publisher: paper-{}\n",
            n % 10,
            n % 100,
            (n * 7 + 1) % 100,
            n % 10
        );
        if n % 3 == 0 {
            let _ = writeln!(text, "  derived_from: [{{publisher: paper-{}, mode: cites}}]", (n + 1) % 10);
        }
        let event = n / 2;
        let (month, day) = (event * 2 % 12 + 1, event * 2 % 28 + 1);
        let _ = writeln!(
            text,
            "events:\n  - id: event-{event}\n    title: Event {event}\n    date: 2031-{month:02}-{day:02}~\n    stance: recalls\n---\n"
        );
        for word in 0..WORDS {
            let separator = if word % 80 == 79 { "\n\n" } else { " " };
            let _ = write!(text, "{}{separator}", vocabulary[(n * 31 + word * 17 + word / 9) % vocabulary.len()]);
        }
        let _ = write!(text, "\n\nSee [another](article:article-{}).\n", (n + 13) % ARTICLES);
        write(format!("content/articles/article-{n}.md"), text);
    }
}

fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("the system gives a temporary folder");
    make(folder.path());
    folder
}

fn files(root: &Path) -> Files {
    read::read(root, render::embedded()).expect("the folder is a site").value
}

#[divan::bench]
fn read_from_disk(bencher: divan::Bencher<'_, '_>) {
    let site = site();
    bencher.bench_local(|| files(site.path()));
}

#[divan::bench]
fn parse(bencher: divan::Bencher<'_, '_>) {
    let files = files(site().path());
    bencher.bench_local(|| document::parse(&files));
}

#[divan::bench]
fn link(bencher: divan::Bencher<'_, '_>) {
    let files = files(site().path());
    let documents = document::parse(&files).value.expect("the site is well-formed");
    bencher.with_inputs(|| documents.clone()).bench_local_values(|it| model::link(it, &files, &Options::default()));
}

#[divan::bench]
fn render_all(bencher: divan::Bencher<'_, '_>) {
    let files = files(site().path());
    let plan = Plan::new(&files, &Options::default()).value.expect("the site is well-formed");
    bencher.bench_local(|| {
        plan.routes.iter().map(|(route, url)| plan.output(*route, url).expect("the theme is whole")).collect::<Vec<_>>()
    });
}
