//! `briefgen new`: files that parse and build as they are made, whatever their titles.

use std::fs;
use std::path::Path;

use briefgen::date::Date;
use briefgen::document::{self, EntityKind, PublisherKind};
use briefgen::scaffold::{self, New};
use chrono::Utc;
use proptest::prelude::*;

use crate::support::{Folder, Outcome, in_memory, tree};

const CONFIG: &str = "title = \"t\"\nbase_url = \"https://example.org/\"\n";

const TITLES: [&str; 9] = [
    "Foreign ministers' meeting",
    "한미일 외교장관 회의",
    "日韓首脳会談「成果」",
    "Talks: \"round 2\" #1",
    "'quoted' and \\slashed",
    "[in brackets] {braces} & *stars* | > ` @ % !",
    "1984",
    "true",
    "2023-11-14",
];

/// What comes after the title, for each kind.
const KINDS: [(&str, &[&str]); 7] = [
    ("article", &["--date", "2023-11-15~"]),
    ("event", &["--date", "2023-11"]),
    ("topic", &[]),
    ("entity", &["--kind", "person"]),
    ("entity", &["--kind", "place"]),
    ("publisher", &[]),
    ("publisher", &["--kind", "wire"]),
];

fn new(site: &Folder, kind: &str, title: &str, arguments: &[&str]) -> Outcome {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_briefgen"));
    let output =
        command.current_dir(site.root()).args(["new", kind]).args(arguments).args(["--", title]).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Outcome { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// The path that it prints, which is a file.
fn made(site: &Folder, kind: &str, title: &str, arguments: &[&str]) -> String {
    let outcome = new(site, kind, title, arguments);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""), "{kind} {title}");
    let path = outcome.stdout.strip_suffix('\n').unwrap().to_owned();
    assert!(site.root().join(&path).is_file(), "{path}");
    path
}

#[test]
fn every_kind_with_every_title_builds_without_a_word() {
    for (kind, arguments) in KINDS {
        let site = Folder::of([("site.toml", CONFIG)]);
        for title in TITLES {
            made(&site, kind, title, arguments);
        }
        site.build().arguments(["--strict", "--drafts"]).succeeds();
        site.build().arguments(["--strict"]).succeeds();
    }
}

#[test]
fn files_lie_where_such_files_lie() {
    let site = || Folder::of([("site.toml", CONFIG)]);
    let paths: Vec<String> =
        KINDS[..6].iter().map(|(kind, arguments)| made(&site(), kind, "한미일 Talks!", arguments)).collect();
    insta::assert_snapshot!(paths.join("\n"), @r"
    content/articles/2023/2023-11-15-한미일-talks.md
    content/events/2023/2023-11-한미일-talks.md
    content/topics/한미일-talks.md
    content/entities/people/한미일-talks.md
    content/entities/places/한미일-talks.md
    content/publishers/한미일-talks.md
    ");
}

#[test]
fn an_article_is_a_draft_with_every_key_at_hand() {
    let site = Folder::of([("site.toml", CONFIG)]);
    let path = made(&site, "article", "Talks: day 2", &["--date", "2023-11-15~"]);
    insta::assert_snapshot!(fs::read_to_string(site.root().join(path)).unwrap(), @r"
    ---
    title: 'Talks: day 2'
    date: 2023-11-15~  # when the publisher published it, as EDTF: 2023-11, 2023-11-15~ (about)
    # date_basis: inferred  # when the source doesn't state the date
    # date_note: How the date was come by, for readers.
    draft: true  # left out of the site until you delete this line; --drafts takes it in
    summary:  # one or two sentences
    topics: []  # ids: names of files under content/topics/, without .md
    entities: []  # ids of people, organizations and places
    rights: excerpt  # own: the text is yours; excerpt: only its first words are published; full: needs a license
    # license: The terms under which the whole text may be published.
    source:
      publisher:  # an id; empty when not identified: never guessed
      headline:  # the publisher's own
      byline: []
      url:
      # archive_url: https://example.org/copy
      # accessed: 2023-11-15
      # language: en
      # dateline: Where and when the account was filed, as printed.
      # original: true  # beside derived_from: the publisher's own reporting is an origin too
      # derived_from:  # whose account it passes on: each leaf is an origin. When that isn't known: unknown
      #   - publisher: ID
      #     mode: cites  # syndicates, cites, rewrites or translates
    events:
      # - event: ID  # has a file, or is declared by another article
      #   stance: reports  # reports, announces, recalls or disputes
      # - id: 2023-11-15-what-happened  # declared here
      #   title: What happened
      #   date: 2023-11-15
    ---
    ");
}

/// Every key that is commented out or left empty is one that the parser knows, as the comment writes it.
#[test]
fn what_is_commented_out_can_be_written() {
    for (kind, arguments) in KINDS {
        let site = Folder::of([("site.toml", CONFIG)]);
        // The examples are of one day.
        let arguments = arguments.iter().map(|argument| if *argument == "2023-11" { "2023-11-15" } else { argument });
        let path = site.root().join(made(&site, kind, "T", &arguments.collect::<Vec<_>>()));
        let text = fs::read_to_string(&path).unwrap();
        let whole: String = text
            .lines()
            .map(|line| {
                let key = line.trim_start().strip_prefix("# ");
                match key {
                    Some(key) => format!("{}{key}\n", &line[..line.len() - line.trim_start().len()]),
                    None => format!("{line}\n"),
                }
            })
            .collect();
        fs::write(&path, whole.replace("rights: excerpt", "rights: full")).unwrap();
        let outcome = site.build().arguments(["--drafts"]).run();
        let faults: Vec<&str> = outcome.stderr.lines().filter(|line| line.starts_with("error[")).collect();
        // What stands there for an id leads nowhere.
        let others: Vec<_> = faults.iter().filter(|fault| !fault.contains("\"ID\"")).collect();
        assert!(others.is_empty(), "{kind}: {others:?}\n{}", outcome.stderr);
    }
}

#[test]
fn the_date_is_today_in_the_sites_zone() {
    for zone in ["Pacific/Kiritimati", "Pacific/Midway"] {
        let site = Folder::of([("site.toml", &*format!("{CONFIG}time_zone = \"{zone}\"\n"))]);
        let today =
            || Utc::now().with_timezone(&zone.parse::<briefgen::date::Zone>().unwrap()).date_naive().to_string();
        let before = today();
        let path = made(&site, "article", "Now", &[]);
        assert!([before, today()].iter().any(|day| path.ends_with(&format!("/{day}-now.md"))), "{path}");
    }
}

#[test]
fn what_is_there_is_never_replaced_and_no_id_is_given_twice() {
    let declares = "---\ntitle: A\ndate: 2023\nevents: [{id: told, title: Told, date: 2023}]\n---\n";
    let site = Folder::of([
        ("site.toml", CONFIG),
        ("content/topics/harbour.md", "---\ntitle: Harbour\n---\n"),
        ("content/entities/elsewhere/ada.md", "---\nname: Ada\nkind: person\n---\n"),
        ("content/articles/a.md", declares),
        ("content/articles/broken.md", "---\ntitle: [\n---\n"),
    ]);
    let before = tree(site.root());
    let refuses = |kind: &str, title: &str, arguments: &[&str], code: i32, words: &str| {
        let outcome = new(&site, kind, title, arguments);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(code), ""), "{kind} {title}");
        assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
        assert!(tree(site.root()) == before, "{kind} {title}");
    };
    refuses("topic", "Harbour", &[], 2, "error: content/topics/harbour.md is there already; nothing was changed");
    refuses("entity", "Ada", &["--kind", "place"], 1, "content/entities/places/ada.md would be at fault");
    refuses("topic", "…", &[], 2, "no id can be made from \"…\"");
    refuses("topic", "T", &["--id", "No Id"], 2, "did you mean \"no-id\"?");
    refuses("event", "T", &["--date", "2023-13"], 2, "the month is 13");
    refuses("entity", "T", &[], 2, "--kind");
    refuses("topic", " ", &[], 2, "it is empty");
    // A broken file is no reason to make no other one.
    made(&site, "topic", "Another", &["--id", "other"]);
}

#[test]
fn there_must_be_a_site() {
    let folder = Folder::new();
    let outcome = new(&folder, "topic", "T", &[]);
    assert_eq!(outcome.code, Some(2));
    assert!(outcome.stderr.contains("no site in"), "{}", outcome.stderr);
    assert!(tree(folder.root()).is_empty());
}

fn kinds() -> impl Strategy<Value = New> {
    let date = || prop::sample::select(vec!["2023-11-14", "2023-08", "202X", "[..2022]", "2024/2025", "-0044-03"]);
    let date = move || date().prop_map(|date| Date::parse(date).unwrap());
    let words = EntityKind::WORDS.iter().map(|(_, kind)| *kind).collect::<Vec<_>>();
    let publishers = PublisherKind::WORDS.iter().map(|(_, kind)| *kind).collect::<Vec<_>>();
    prop_oneof![
        date().prop_map(New::Article),
        date().prop_map(New::Event),
        Just(New::Topic),
        prop::sample::select(words).prop_map(New::Entity),
        prop::option::of(prop::sample::select(publishers)).prop_map(New::Publisher),
    ]
}

proptest! {
    /// A title of any characters that a line can hold is read back as it was, and nothing is wrong with the file.
    #[test]
    fn any_title_is_read_as_it_was(new in kinds(), title in "[^\\p{C}\\s]([^\\p{C}\\s]| ){0,60}[^\\p{C}\\s]") {
        let Some(id) = scaffold::id(&new, &title) else { return Ok(()) };
        let start = scaffold::start(&new, &id, &title);
        prop_assert_eq!(Path::new(&start.path).file_stem().unwrap().to_str().unwrap(), id.as_str());
        let files = in_memory([("site.toml", CONFIG.to_owned()), (start.path.as_str(), start.text.clone())]);
        let parsed = document::parse(&files);
        prop_assert!(parsed.diagnostics.is_empty(), "{:?}\n{}", parsed.diagnostics, start.text);
        let documents = parsed.value.unwrap();
        let read = documents.articles.iter().map(|row| &row.title)
            .chain(documents.events.iter().map(|row| &row.fields.title.as_ref().unwrap().value))
            .chain(documents.topics.iter().map(|row| &row.title))
            .chain(documents.entities.iter().map(|row| &row.name.value))
            .chain(documents.publishers.iter().map(|row| &row.name));
        prop_assert_eq!(read.collect::<Vec<_>>(), [&title]);
    }
}
