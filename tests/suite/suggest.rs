//! What `briefgen suggest` proposes, and what it leaves alone.
//!
//! Each folder below `tests/suggest/` holds a made-up site, `site/`, and `expected.txt`: the exit code in the first
//! line, and then exactly what is printed, stdout before stderr. A file `args` gives further arguments, one a line. The
//! cases whose names end in `-apart` or `-told` expect nothing: they hold what must not be suggested.
//! `UPDATE_EXPECTED=1 cargo test` rewrites the texts; read them as an author would.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use briefgen::files::{Content, File, FilePath, Files};
use briefgen::model::{self, Options, Site};
use briefgen::suggest::{Kind, Score, Suggestion, suggest};
use briefgen::{document, read, render};
use proptest::prelude::*;

use super::diagnostics::difference;
use super::support::{Folder, Outcome, REPOSITORY, tree};

#[test]
fn every_case_is_told_as_expected() {
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let mut failures = String::new();
    for case in cases() {
        let name = case.file_name().unwrap().display();
        let arguments = fs::read_to_string(case.join("args")).unwrap_or_default();
        let site = Folder::new().copy(&case.join("site"), "");
        let before = tree(site.root());
        let Outcome { code, stdout, stderr } = site.ask("suggest").arguments(arguments.lines()).run();
        assert!(before == tree(site.root()), "{name}: nothing is changed");
        let told = format!("exit {}\n{stdout}{stderr}", code.expect("it ends by itself"));
        let expected = case.join("expected.txt");
        if update {
            fs::write(&expected, told).unwrap();
            continue;
        }
        match fs::read_to_string(&expected) {
            Ok(text) if text == told => {}
            Ok(text) => write!(failures, "\n{name}\n{}", difference(&text, &told)).unwrap(),
            Err(error) => write!(failures, "\n{name}: expected.txt: {error}\n{told}").unwrap(),
        }
    }
    assert!(failures.is_empty(), "lines that are missing (-) and new (+); UPDATE_EXPECTED=1 accepts them\n{failures}");
}

/// The cases that hold what must not be suggested.
#[test]
fn what_is_apart_or_told_is_left_alone() {
    let quiet: Vec<_> = cases().into_iter().filter(|case| is_quiet(case)).collect();
    assert_eq!(quiet.len(), 3);
    for case in quiet {
        assert_eq!(fs::read_to_string(case.join("expected.txt")).unwrap(), "exit 0\n", "{}", case.display());
    }
}

fn is_quiet(case: &Path) -> bool {
    let name = case.file_name().unwrap().to_str().unwrap();
    name.ends_with("-apart") || name.ends_with("-told") || name == "nothing"
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(REPOSITORY).join("tests/suggest");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

#[test]
fn wrong_arguments_are_refused() {
    let site = Folder::of([("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\n")]);
    for arguments in [["--kind", "dates"], ["--min-score", "1.1"], ["--min-score", "NaN"]] {
        let outcome = site.ask("suggest").arguments(arguments).run();
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(outcome.stderr.starts_with("error: invalid value"), "{}", outcome.stderr);
    }
    let outcome = Folder::new().ask("suggest").run();
    assert_eq!(outcome.code, Some(2));
    assert!(outcome.stderr.starts_with("error: no site in "), "{}", outcome.stderr);
}

#[test]
fn clippings_are_read_for_suggestions_and_never_published() {
    let site = Folder::new().copy(&Path::new(REPOSITORY).join("tests/suggest/copies/site"), "");
    let published = site.build().succeeds();
    let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("The dredger has worked");
    assert!(!published.values().any(|bytes| holds(bytes)));
    let suggested = site.ask("suggest").run().stdout;
    assert!(suggested.contains("of their clippings") && !holds(suggested.as_bytes()));
    let site =
        site.file("clippings/brief-1.txt", "").copy(Path::new(env!("CARGO_BIN_EXE_briefgen")), "clippings/x.txt");
    let outcome = site.ask("suggest").run();
    assert_eq!(outcome.code, Some(1), "a clipping that can't be read is a fault: {outcome:?}");
    assert!(outcome.stderr.contains("--> clippings/x.txt"), "{}", outcome.stderr);
}

#[test]
fn what_a_terminal_would_act_on_is_shown_as_a_sign() {
    let entity =
        |id: &str| (format!("content/entities/{id}.md"), "---\nname: \"E\\e[31mvil\"\nkind: person\n---\n".to_owned());
    let files = [entity("a"), entity("b")];
    let site = files.iter().fold(
        Folder::of([("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\n")]),
        |site, (path, text)| site.file(path, text),
    );
    let outcome = site.ask("suggest").run();
    assert!(outcome.stdout.starts_with("alias 1.00: ") && !outcome.stdout.contains('\u{1b}'), "{}", outcome.stdout);
}

fn linked(files: &Files) -> Site {
    let documents = document::parse(files).value.expect("the site is whole");
    model::link(documents, files, &Options::default()).value
}

fn all(files: &Files) -> Vec<Suggestion> {
    suggest(&linked(files), files, &Kind::ALL, Score::of(0.0))
}

/// The files of a case, with its clippings.
fn files(case: &str) -> Vec<File> {
    let root = Path::new(REPOSITORY).join("tests/suggest").join(case).join("site");
    let files = read::read_with(&root, render::embedded(), read::Clippings::All).unwrap().value;
    files.iter().map(|(_, file)| file.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// The order in which files are found, and under which folders articles lie, changes nothing but paths.
    #[test]
    fn the_order_of_files_changes_nothing(
        case in prop::sample::select(vec!["events", "copies", "names", "aliases"]),
        key in any::<u64>(),
    ) {
        let original = files(case);
        let mut shuffled = original.clone();
        let mixed = |path: &str| path.bytes().fold(key, |hash, byte| hash.rotate_left(9) ^ u64::from(byte));
        shuffled.sort_by_key(|file| mixed(file.path.as_str()));
        let (one, other) = (all(&Files::new(original.clone())), all(&Files::new(shuffled)));
        prop_assert!(!one.is_empty());
        prop_assert_eq!(&one, &other);

        let moved = original.into_iter().map(|file| {
            let path = file.path.as_str();
            let folder = key.wrapping_mul(path.len() as u64) % 7;
            match path.strip_prefix("content/articles/") {
                Some(name) => File { path: FilePath::new(&format!("content/articles/{folder}/{name}")), ..file },
                None => file,
            }
        });
        let elsewhere = all(&Files::new(moved.collect()));
        let without_paths = |all: &[Suggestion]| -> Vec<_> {
            all.iter().map(|it| (it.about.clone(), it.score, it.reasons.clone())).collect()
        };
        prop_assert_eq!(without_paths(&one), without_paths(&elsewhere));
    }

    /// An article that is added and has nothing to do with the others takes no suggestion away.
    #[test]
    fn a_stranger_changes_no_copies(words in prop::collection::vec("[a-z]{3,9}", 60..90)) {
        let before = files("copies");
        let mut after = before.clone();
        let text = format!("---\ntitle: Stranger\ndate: 2040\nrights: own\n---\n\n{}\n", words.join(" "));
        after.push(File { path: FilePath::new("content/articles/stranger.md"), content: Content::Text(text.into()) });
        let copies = |files: Vec<File>| {
            let files = Files::new(files);
            suggest(&linked(&files), &files, &[Kind::Copies], Score::of(0.0))
        };
        prop_assert_eq!(copies(before), copies(after));
    }
}

/// Three hundred reprints of one report, and a sentence that every article ends with, make no more than one suggestion
/// each.
#[test]
fn many_reprints_make_a_chain_and_a_standing_sentence_makes_nothing() {
    let story = "the pilot took the ship over the bar at noon while the tide still ran and the people on the quay held up \
                 their children to see the first sail that had come in since the winter when the old mole was carried off";
    let standing = "all rights of the publisher are kept and no part of this may be used without its written leave";
    let mut files = vec![File {
        path: FilePath::new("site.toml"),
        content: Content::Text("title = \"T\"\nbase_url = \"https://example.org/\"\n".into()),
    }];
    let mut add = |name: String, body: String| {
        let text = format!("---\ntitle: {name}\ndate: 2031-01-01\nrights: own\n---\n\n{body}\n");
        let path = FilePath::new(&format!("content/articles/{name}.md"));
        files.push(File { path, content: Content::Text(text.into()) });
    };
    for n in 0..300 {
        add(format!("reprint-{n:03}"), format!("{story} {standing}"));
        let own: Vec<String> = (0..60).map(|word| format!("w{}", n * 60 + word)).collect();
        add(format!("own-{n:03}"), format!("{} {standing}", own.join(" ")));
    }
    let files = Files::new(files);
    let found = suggest(&linked(&files), &files, &[Kind::Copies], Score::DEFAULT_LEAST);
    assert_eq!(found.len(), 299);
    assert!(found.iter().all(|it| it.message.starts_with("\"reprint-")), "{:?}", found[0]);
}

/// What would take minutes if work grew with the square of a text.
#[test]
fn long_texts_cost_no_more_than_many_short_ones() {
    let body = ["Ada ".repeat(40_000), "山首相".repeat(20_000), "한누리 장관 ".repeat(10_000)].join("\n\n");
    let text = |text: String| Content::Text(text.into());
    let file = |path: &str, content| File { path: FilePath::new(path), content };
    let name = "Ada ".repeat(30_000);
    let files = Files::new(vec![
        file("site.toml", text("title = \"T\"\nbase_url = \"https://example.org/\"\n".to_owned())),
        file("content/entities/a.md", text(format!("---\nname: {name}\nkind: person\n---\n"))),
        file("content/articles/a.md", text(format!("---\ntitle: A\ndate: 2031\n---\n\n{body}\n"))),
        file("content/articles/b.md", text(format!("---\ntitle: B\ndate: 2031\n---\n\n{body}\n"))),
    ]);
    let found = suggest(&linked(&files), &files, &Kind::ALL, Score::DEFAULT_LEAST);
    let messages: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(messages, ["\"b\" repeats \"a\" and isn't derived from it", "\"한누리\" is the name of no entity"]);
}
