//! How well clippings are understood: `cargo run --release --example import-score -- FOLDER [--pages]`.
//!
//! In: a folder with `html-gold.jsonl` (one object a line: `file`, a gzipped page of the folder; `url`, `title`, `authors`,
//! `date`, `body`) and `text-gold.jsonl` (`raw_text`, `body`), either of which may be missing. Out: precision, recall and F1 of
//! bodies by shingles of four words, each averaged over the cases, and how many titles, days and lists of authors are exactly
//! those of the gold; beside what the extraction library alone gets from a page, and what a text is as it stands. `--pages` tells
//! each case. Deliberately absent: a threshold, since what is good depends on the cases.

#![expect(clippy::print_stdout, reason = "figures are what it is for")]

use std::collections::HashMap;
use std::io::Read as _;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use briefgen::import::clipping::{self, Clipping};
use dom_smoothie::Readability;
use serde::Deserialize;

#[derive(Deserialize)]
struct Page {
    file: String,
    url: Option<String>,
    title: Option<String>,
    #[serde(default)]
    authors: Vec<String>,
    date: Option<String>,
    body: String,
}

#[derive(Deserialize)]
struct Text {
    id: String,
    raw_text: String,
    body: String,
}

/// What was got of a case.
struct Got {
    title: Option<String>,
    authors: Vec<String>,
    date: Option<String>,
    body: String,
}

impl From<Clipping> for Got {
    fn from(clipping: Clipping) -> Self {
        let date = clipping.date.map(|date| date.date.to_string());
        Self { title: clipping.title, authors: clipping.authors, date, body: clipping.body }
    }
}

/// What the extraction library makes of a page by itself.
fn alone(html: &str, url: Option<&str>) -> Got {
    let article = Readability::new(html, url, None).ok().and_then(|mut reader| reader.parse().ok());
    let Some(article) = article else {
        return Got { title: None, authors: Vec::new(), date: None, body: String::new() };
    };
    Got {
        title: Some(article.title),
        authors: article.byline.into_iter().collect(),
        date: article.published_time,
        body: article.text_content.to_string(),
    }
}

/// Sums over cases.
#[derive(Default)]
struct Sums {
    cases: f64,
    precision: f64,
    recall: f64,
    f1: f64,
    title: f64,
    date: f64,
    authors: f64,
}

impl Sums {
    fn add(&mut self, body: &Overlap, exact: [bool; 3]) {
        let one = |is_met: bool| if is_met { 1.0 } else { 0.0 };
        self.cases += 1.0;
        self.precision += body.precision;
        self.recall += body.recall;
        self.f1 += body.f1();
        self.title += one(exact[0]);
        self.date += one(exact[1]);
        self.authors += one(exact[2]);
    }

    fn print(&self, name: &str, has_metadata: bool) {
        let share = |sum: f64| sum / self.cases.max(1.0);
        let (f1, precision, recall) = (share(self.f1), share(self.precision), share(self.recall));
        print!("{name:<28} F1 {f1:.3}  precision {precision:.3}  recall {recall:.3}");
        if has_metadata {
            let (title, date, authors) = (share(self.title), share(self.date), share(self.authors));
            print!("  title {title:.3}  date {date:.3}  authors {authors:.3}");
        }
        println!();
    }
}

/// How far two texts are made of the same shingles, counted as often as they stand.
struct Overlap {
    precision: f64,
    recall: f64,
}

impl Overlap {
    fn of(gold: &str, got: &str) -> Self {
        let (gold, got) = (shingles(gold), shingles(got));
        let total = |counts: &HashMap<Vec<&str>, u32>| f64::from(counts.values().sum::<u32>());
        let shared: u32 = gold.iter().map(|(shingle, count)| *count.min(got.get(shingle).unwrap_or(&0))).sum();
        let share = |whole: f64| if whole > 0.0 { f64::from(shared) / whole } else { 0.0 };
        Self { precision: share(total(&got)), recall: share(total(&gold)) }
    }

    fn f1(&self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

fn shingles(text: &str) -> HashMap<Vec<&str>, u32> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let words: Vec<&str> = text.split(|c| !is_part(c)).filter(|word| !word.is_empty()).collect();
    let mut counts = HashMap::new();
    for shingle in words.windows(words.len().clamp(1, 4)) {
        *counts.entry(shingle.to_vec()).or_default() += 1;
    }
    counts
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn is_exact(gold: &Page, got: &Got) -> [bool; 3] {
    let title = gold.title.as_deref().map(folded) == got.title.as_deref().map(folded);
    let day = |date: &str| date.chars().take("2023-11-15".len()).collect::<String>();
    let date = gold.date.as_deref().map(day) == got.date.as_deref().map(day);
    let names = |names: &[String]| names.iter().map(|name| folded(name)).collect::<Vec<_>>();
    [title, date, names(&gold.authors) == names(&got.authors)]
}

fn lines<T: for<'a> Deserialize<'a>>(path: &Path) -> Vec<T> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).expect("each line is a case")).collect()
}

fn speed(count: usize, bytes: usize, taken: Duration) {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let (count, megabytes) = (count as f64, bytes as f64 / 1e6);
    let seconds = taken.as_secs_f64().max(1e-9);
    println!("{:<28} {:.0} a second, {:.1} MB/s", "", count / seconds, megabytes / seconds);
}

fn pages(folder: &Path, tells_each: bool) {
    let cases: Vec<Page> = lines(&folder.join("html-gold.jsonl"));
    let (mut ours, mut library) = (Sums::default(), Sums::default());
    let (mut bytes, mut taken) = (0, Duration::ZERO);
    for case in &cases {
        let file = fs::File::open(folder.join(&case.file)).expect("the page of a case is there");
        let mut page = Vec::new();
        flate2::read::GzDecoder::new(file).read_to_end(&mut page).expect("it is gzipped");
        let html = String::from_utf8_lossy(&page);
        let start = Instant::now();
        let clipping = clipping::from_html(&html, case.url.as_deref());
        taken += start.elapsed();
        bytes += html.len();
        let got = Got::from(clipping);
        let overlap = Overlap::of(&case.body, &got.body);
        let exact = is_exact(case, &got);
        let by_library = alone(&html, case.url.as_deref());
        let its = Overlap::of(&case.body, &by_library.body);
        if tells_each {
            let (f1, precision, recall) = (overlap.f1(), overlap.precision, overlap.recall);
            println!("{} F1 {f1:.3} ({:.3})  precision {precision:.3}  recall {recall:.3}", case.file, its.f1());
            let marks = [
                (format!("{:?}", case.title), format!("{:?}", got.title)),
                (format!("{:?}", case.date), format!("{:?}", got.date)),
                (format!("{:?}", case.authors), format!("{:?}", got.authors)),
            ];
            for ((gold, got), is_exact) in marks.iter().zip(exact) {
                if !is_exact {
                    println!("    {got} instead of {gold}");
                }
            }
        }
        ours.add(&overlap, exact);
        library.add(&its, is_exact(case, &by_library));
    }
    println!("{} pages", cases.len());
    library.print("the extraction library alone", true);
    ours.print("briefgen", true);
    speed(cases.len(), bytes, taken);
}

fn texts(folder: &Path, tells_each: bool) {
    let cases: Vec<Text> = lines(&folder.join("text-gold.jsonl"));
    let (mut ours, mut untouched) = (Sums::default(), Sums::default());
    let (mut bytes, mut taken) = (0, Duration::ZERO);
    for case in &cases {
        let start = Instant::now();
        let clipping = clipping::from_text(&case.raw_text);
        taken += start.elapsed();
        bytes += case.raw_text.len();
        let overlap = Overlap::of(&case.body, &clipping.body);
        let as_it_stands = Overlap::of(&case.body, &case.raw_text);
        if tells_each {
            let (f1, precision, recall) = (overlap.f1(), overlap.precision, overlap.recall);
            let id: String = case.id.chars().take(8).collect();
            println!("{id} F1 {f1:.3} ({:.3})  precision {precision:.3}  recall {recall:.3}", as_it_stands.f1());
        }
        ours.add(&overlap, [false; 3]);
        untouched.add(&as_it_stands, [false; 3]);
    }
    println!("{} texts", cases.len());
    untouched.print("the text as it stands", false);
    ours.print("briefgen", false);
    speed(cases.len(), bytes, taken);
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let tells_each = arguments.iter().any(|argument| argument == "--pages");
    let Some(folder) = arguments.iter().find(|argument| !argument.starts_with("--")) else {
        println!("give the folder of the cases");
        return;
    };
    pages(Path::new(folder), tells_each);
    texts(Path::new(folder), tells_each);
}
