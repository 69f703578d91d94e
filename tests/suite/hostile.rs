//! Content that nobody meant: the files of this repository's site changed at random, Markdown of pieces that don't belong together,
//! and what looks like dates.
//!
//! Nothing panics, and whatever is wrong is told at a place of a file; what isn't wrong becomes pages, on which nothing is
//! active. The fuzzers in `tests/fuzz` look for the same, without an end.

use std::path::Path;
use std::sync::LazyLock;

use briefgen::date::{Date, Language};
use briefgen::diagnostic::Diagnosed;
use briefgen::files::Content;
use briefgen::model::Options;
use briefgen::report::{self, Style};
use briefgen::{Output, Plan};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::inert;
use crate::payloads::{ADDRESSES, MARKUP, TEMPLATES};
use crate::support::{self, REPOSITORY, in_memory, text};

/// Files that are changed at once, times the cases below: 20,000 changes.
const CHANGES: usize = 80;

static FILES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let files = support::read(Path::new(REPOSITORY));
    let is_own = |path: &str| path == "site.toml" || path.starts_with("content/");
    let text = |content: &Content| if let Content::Text(text) = content { Some(text.to_string()) } else { None };
    let all = files.iter().filter(|(_, file)| is_own(file.path.as_str()));
    all.filter_map(|(_, file)| Some((file.path.to_string(), text(&file.content)?))).collect()
});

/// What stands in files that were written in haste, in bad faith, or by other programs.
const SNIPPETS: [&str; 40] = [
    "---\n",
    "+++\n",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "\t",
    "\r",
    "\r\n",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{1f600}",
    "&a [*a, *a]",
    "<<: *x",
    "!!python/object ",
    "null",
    "~",
    "2023-13-45",
    "2023-11/2022",
    "1e999",
    "derived_from: unknown\n",
    "status: retracted\n",
    "claims: [{property: x, value: 1, quote: y}]\n",
    "resolved: {property: date, value: 2023, why: z}\n",
    "events: [{id: a}, {event: a}]\n",
    "time: 25:61\n",
    "zone: Mars/Olympus\n",
    "](article:x)",
    "<script>",
    "**「",
    "[^1]",
    "|a|b|\n|-|-|\n",
    "```\n",
    "\n\n",
    "extra: {a: {b: [1]}}\n",
];

#[derive(Clone, Debug)]
enum Change {
    Insert(Index, &'static str),
    Remove(Index, Index),
    Repeat(Index, Index),
    /// The file ends here.
    End(Index),
    /// A line takes the place of another.
    Swap(Index, Index),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (any::<Index>(), prop::sample::select(&SNIPPETS[..])).prop_map(|(at, text)| Change::Insert(at, text)),
        2 => any::<(Index, Index)>().prop_map(|(from, length)| Change::Remove(from, length)),
        1 => any::<(Index, Index)>().prop_map(|(from, length)| Change::Repeat(from, length)),
        1 => any::<Index>().prop_map(Change::End),
        2 => any::<(Index, Index)>().prop_map(|(one, other)| Change::Swap(one, other)),
    ]
}

impl Change {
    fn apply(&self, text: &str) -> String {
        let boundary = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).expect("0 is one");
        let at = |index: &Index| boundary(index.index(text.len() + 1));
        let span = |from: &Index, length: &Index| {
            let from = at(from);
            from..boundary((from + 1 + length.index(60)).min(text.len())).max(from)
        };
        match self {
            Self::Insert(index, snippet) => {
                let (before, after) = text.split_at(at(index));
                format!("{before}{snippet}{after}")
            }
            Self::Remove(from, length) => {
                let span = span(from, length);
                format!("{}{}", &text[..span.start], &text[span.end..])
            }
            Self::Repeat(from, length) => {
                let span = span(from, length);
                format!("{}{}{}", &text[..span.end], &text[span.clone()], &text[span.end..])
            }
            Self::End(index) => text[..at(index)].to_owned(),
            Self::Swap(one, other) => {
                let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
                if !lines.is_empty() {
                    let (one, other) = (one.index(lines.len()), other.index(lines.len()));
                    lines.swap(one, other);
                }
                lines.concat()
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_change_of_the_content_makes_a_panic_or_a_fault_without_a_place(
        changes in prop::collection::vec((any::<Index>(), change()), CHANGES),
        pages in prop::collection::vec(any::<Index>(), 4),
    ) {
        let mut files = FILES.clone();
        for (file, change) in &changes {
            let (_, text) = &mut files[file.index(FILES.len())];
            *text = change.apply(text);
        }
        let files = in_memory(files.iter().map(|(path, text)| (path.as_str(), text.clone())));
        let Diagnosed { value: plan, diagnostics } = Plan::new(&files, &Options::default());
        prop_assert!(plan.is_some() || !diagnostics.is_empty(), "no site, and nobody knows why");
        for diagnostic in &diagnostics {
            let told = report::render(std::slice::from_ref(diagnostic), &files, Style::Plain);
            prop_assert!(told.contains("-->") && told.contains("= help: "), "{told}");
            prop_assert!(!told.contains('\0') && !told.contains('\u{202e}'), "{told:?}");
        }
        if let Some(plan) = plan {
            for page in pages {
                let (route, url) = &plan.routes[page.index(plan.routes.len())];
                if let Err(fault) = plan.output(*route, url) {
                    panic!("the theme fails on content: {url}: {fault:?}");
                }
            }
        }
    }
}

/// What Markdown and HTML are made of, whole and torn.
const PIECES: [&str; 48] = [
    "\n",
    "\n\n",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n    ",
    "\n# ",
    "\n: ",
    "\n---\n",
    "\n```\n",
    "\n~~~x y\n",
    "\n|a|b|\n|-|:-:|\n|",
    "|",
    "- [ ] ",
    "> [!NOTE]\n> ",
    "[",
    "](",
    ")",
    "<",
    ">",
    "/>",
    "](<",
    ">)",
    "[^1]",
    "\n\n[^1]: ",
    "[a]: ",
    "[a]",
    "![",
    "`",
    "``",
    "*",
    "**",
    "~~",
    "_",
    "\\",
    "&",
    "&#x3c;",
    "&lt;",
    "\"",
    "'",
    "<!--",
    "-->",
    "<b>",
    "</b>",
    "<p title=\"",
    "<div>",
    "</div>",
    "{#x .y onclick=z}",
];

fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(&PIECES[..]),
        2 => prop::sample::select(&MARKUP[..]),
        1 => prop::sample::select(&ADDRESSES[..]),
        1 => prop::sample::select(&TEMPLATES[..]),
    ];
    let torn = (piece, any::<Index>(), prop::bool::weighted(0.2)).prop_map(|(piece, at, is_torn)| {
        let end = if is_torn { at.index(piece.len() + 1) } else { piece.len() };
        piece[..piece.floor_char_boundary(end)].to_owned()
    });
    prop::collection::vec(torn, 1..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_markdown_becomes_active(body in markdown()) {
        let site = "title = \"T\"\nbase_url = \"https://example.org/\"\n".to_owned();
        let files = in_memory([("site.toml", site), ("content/pages/x.md", format!("---\ntitle: T\n---\n{body}"))]);
        let Diagnosed { value: plan, .. } = Plan::new(&files, &Options::default());
        let plan = plan.expect("a site with a theme has pages");
        if let Some((route, url)) = plan.routes.iter().find(|(_, url)| url.output_path() == "x/index.html") {
            let page = plan.output(*route, url).expect("the theme fails on no content");
            prop_assert!(plan.output(*route, url).is_ok_and(|again| again == page), "made again it is another page");
            let Output::Bytes(bytes) = page else { panic!("a page is made of bytes") };
            prop_assert_eq!(inert::active(text(&bytes)), Vec::<String>::new());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_looks_like_a_date_is_read_and_told_or_refused(
        date in "[-Y\\[{]?[0-9X]{2,6}(E[0-9]|S[0-9])?(-[0-9X]{2}){0,2}[?~%]?(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?)?(/|\\.\\.|,)?(\\.\\.|[0-9X]{2,4}(-[0-9X]{2}){0,2})?[?~%]?[]}]?"
    ) {
        if let Ok(read) = Date::parse(&date) {
            for language in [Language::English, Language::Korean, Language::Japanese] {
                prop_assert!(!read.words(language).is_empty());
            }
            prop_assert!(read.earliest() <= read.latest());
            prop_assert_eq!(Date::parse(read.as_str()).ok(), Some(read));
        }
    }
}
