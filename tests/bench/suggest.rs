//! What suggestions for a site of 2,000 articles of 400 words and 600 events cost: `cargo bench --bench suggest`.
//!
//! Every tenth article is a near copy of another, every fifth event a twin of another; the words are made up by a fixed
//! rule, so that runs can be compared. `COUNTS` tells how the cost grows. No figure is asserted.

use std::fmt::Write as _;

use briefgen::files::{Content, File, FilePath, Files};
use briefgen::model::{Options, Site};
use briefgen::suggest::{Kind, Score, suggest};
use briefgen::{document, model};

/// Numbers of articles.
const COUNTS: [usize; 3] = [500, 1_000, 2_000];
const WORDS: usize = 400;

fn main() {
    divan::main();
}

/// A word that is the rarer, the later it stands in the vocabulary.
fn word(seed: usize) -> String {
    let n = seed.wrapping_mul(2_654_435_761) >> 7;
    let rank = (n % 5_000) * (n / 5_000 % 97) / 97;
    let syllables = ["har", "bo", "ren", "ka", "tis", "mo", "lun", "fe", "dra", "vi"];
    let mut word = String::new();
    let mut rest = rank + 11;
    while rest > 0 {
        word.push_str(syllables[rest % 10]);
        rest /= 10;
    }
    word
}

fn text(seed: usize, words: usize) -> String {
    let mut text = String::new();
    for n in 0..words {
        let capital = n % 23 == 7;
        let word = word(seed * 1_000 + n);
        let (first, rest) = word.split_at(1);
        let _ = if capital { write!(text, "{}{rest} ", first.to_uppercase()) } else { write!(text, "{word} ") };
        if n % 17 == 16 {
            text.push_str("ends. ");
        }
    }
    text
}

fn files(articles: usize) -> Files {
    let mut files = Vec::new();
    let mut add = |path: String, text: String| {
        files.push(File { path: FilePath::new(&path), content: Content::Text(text.into()) });
    };
    add("site.toml".into(), "title = \"Bench\"\nbase_url = \"https://example.org/\"\n".into());
    for n in 0..100 {
        add(format!("content/entities/p-{n}.md"), format!("---\nname: {} {n}\nkind: person\n---\n", word(n)));
    }
    let events = articles * 3 / 10;
    for n in 0..articles {
        let (month, day) = (n / 28 % 12 + 1, n % 28 + 1);
        let mut article = format!("---\ntitle: Article {n}\ndate: 2032-{month:02}-{day:02}\nrights: own\n");
        if n < events {
            // A twin has nine words of the title of its sibling, and its day.
            let of = if n % 5 == 4 { n - 1 } else { n };
            let title = format!("{}{}", text(of + 7_000, 9), word(n));
            let (month, day) = (of / 28 % 12 + 1, of % 28 + 1);
            let _ = write!(
                article,
                "events:\n  - id: event-{n}\n    title: \"{title}\"\n    date: 2031-{month:02}-{day:02}\n    \
                 entities: [p-{}, p-{}]\n",
                of % 100,
                of * 7 % 100
            );
        }
        let of = if n % 10 == 9 { n - 5 } else { n };
        let _ = write!(article, "---\n\n{}\n\n{}\n", text(of, WORDS - 20), text(n + 50_000, 20));
        add(format!("content/articles/a-{n}.md"), article);
    }
    Files::new(files)
}

fn site(files: &Files) -> Site {
    let documents = document::parse(files).value.expect("the site is well-formed");
    model::link(documents, files, &Options::default()).value
}

fn bench(bencher: divan::Bencher<'_, '_>, count: usize, kinds: &[Kind]) {
    let files = files(count);
    let site = site(&files);
    bencher.bench_local(|| suggest(&site, &files, kinds, Score::DEFAULT_LEAST));
}

#[divan::bench(args = COUNTS, sample_count = 10)]
fn events(bencher: divan::Bencher<'_, '_>, count: usize) {
    bench(bencher, count, &[Kind::Events]);
}

#[divan::bench(args = COUNTS, sample_count = 10)]
fn copies(bencher: divan::Bencher<'_, '_>, count: usize) {
    bench(bencher, count, &[Kind::Copies]);
}

#[divan::bench(args = COUNTS, sample_count = 10)]
fn names(bencher: divan::Bencher<'_, '_>, count: usize) {
    bench(bencher, count, &[Kind::Names]);
}

#[divan::bench(args = COUNTS, sample_count = 10)]
fn all(bencher: divan::Bencher<'_, '_>, count: usize) {
    bench(bencher, count, &Kind::ALL);
}
