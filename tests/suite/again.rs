//! A site that is read again after each change is the site that is read from scratch.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use briefgen::diagnostic::{Diagnosed, Severity};
use briefgen::files::Files;
use briefgen::model::Options;
use briefgen::pages::Route;
use briefgen::read::{Changes, Clippings, Extent, Reading};
use briefgen::report::{self, Style};
use briefgen::{Memory, Output, Plan, read, render};
use proptest::prelude::*;

use super::support::Folder;

/// Where files come and go.
pub(crate) const PATHS: [&str; 26] = [
    "content/topics/tide.md",
    "content/topics/weir.md",
    "content/articles/mole.md",
    "content/articles/31/quay.md",
    "content/articles/31/lock.md",
    "content/articles/32/pier.md",
    "content/events/31/flood.md",
    "content/events/ebb.md",
    "content/entities/ada-vint.md",
    "content/entities/oslet.md",
    "content/publishers/tern.md",
    "content/publishers/gull.md",
    "content/pages/about.md",
    "content/pages/31.md",
    "content/articles/31/chart.svg",
    "content/stray.md",
    "site.toml",
    "themes/default/templates/page.html",
    "themes/default/static/style.css",
    "themes/default/languages/ko.ftl",
    "themes/mine/languages/en.ftl",
    "themes/mine/theme.toml",
    "themes/mine/templates/topic.html",
    "clippings/quay.txt",
    "clippings/lock.txt",
    "shared/pier.md",
];

/// Folders that are moved and removed as a whole.
const FOLDERS: [&str; 6] =
    ["content/articles/31", "content/articles/32", "content/events/31", "content/entities", "themes/mine", "shared"];

/// A change on disk, as an author's or a tool's.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    /// A file has this text.
    Write(usize, Text),
    /// A file is written beside its place and renamed.
    Replace(usize, Text),
    /// A part of a file becomes another, and the rest stays.
    Touch(usize, Part, u8),
    /// A file is gone.
    Remove(usize),
    /// A file has another name.
    Rename(usize, usize),
    /// A folder has another name.
    Move(usize, usize),
    /// A folder is gone.
    RemoveFolder(usize),
    /// A file is a symlink to another.
    Link(usize, usize),
    /// A folder is a symlink to another.
    LinkFolder(usize, usize),
    /// Everything is as it was at first, but for this number in the texts: as when a branch is checked out.
    Restore(u8),
}

/// A part of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// Behind all that is there.
    Body,
    /// The value of its first key.
    FirstValue,
    /// In front of its first key, so that all others stand elsewhere.
    FirstKey,
}

impl Part {
    /// A text in which the part is another.
    fn changed(self, text: &str, n: u8) -> String {
        match self {
            Self::Body if n == 13 => format!("{text}\nSee [what is gone](article:gone).\n"),
            Self::Body => {
                format!("{text}\nOslet in {n}, see [it](article:{}).\n", ["lock", "quay"][usize::from(n) % 2])
            }
            Self::FirstValue => text.replacen(": ", &format!(": {n} "), 1),
            Self::FirstKey => {
                text.replacen("---\n", &format!("---\nlanguage: {}\n", ["en", "ko"][usize::from(n) % 2]), 1)
            }
        }
    }
}

/// What is written into a file: most of it is what belongs there.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    Right(u8),
    Draft,
    Broken,
    Bytes,
    Empty,
}

impl Text {
    /// The bytes for a file at a path.
    fn of(&self, path: &str) -> Vec<u8> {
        let head = |keys: String, body: &str| format!("---\n{keys}---\n\n{body}\n").into_bytes();
        let n = match self {
            Self::Right(n) => usize::from(*n),
            Self::Draft if path.ends_with(".md") => {
                return head("title: D\nname: D\ndate: 2031\ndraft: true\n".into(), "");
            }
            Self::Draft | Self::Broken => return b"---\ntitel: [\n---\n{{ page.nothing }}{% block".to_vec(),
            Self::Bytes => return b"---\ntitle: \xff\n---\n".to_vec(),
            Self::Empty => return Vec::new(),
        };
        let day = n % 28 + 1;
        let other = ["mole", "quay", "lock", "pier"][n % 4];
        let entity = ["ada-vint", "oslet"][n % 2];
        let kind = path.split('/').nth(1).unwrap_or_default();
        match kind {
            "topics" => head(format!("title: Topic {n}\norder: {}\n", n % 3), &format!("See [{other}](article:{other}).")),
            "articles" if path.ends_with(".svg") => format!("<svg><!-- {n} --></svg>").into_bytes(),
            "articles" => {
                let quote = if n.is_multiple_of(5) { "\n      - {property: boats, value: 3, quote: three boats}" } else { " []" };
                let derived = ["", "\n  derived_from: [{publisher: gull, mode: cites}]", "\n  derived_from: unknown"][n % 3];
                head(
                    format!(
                        "title: Report {n}\ndate: {}-03-{day:02}\nrights: own\ntopics: [{}]\nentities: [{entity}]\n\
                         source:\n  publisher: tern{derived}\nevents:\n  - id: ebb-{}\n    title: Ebb {n}\n    \
                         date: 2031-02-{:02}\n    claims:{quote}\n",
                        2031 + n % 2,
                        ["tide", "weir"][n % 2],
                        n % 3,
                        n % 5 + 1
                    ),
                    &format!("Ada Vint saw three boats. See [{other}](article:{other}), ![chart](/articles/31/chart.svg)."),
                )
            }
            "events" => head(format!("title: Event {n}\ndate: {}-02-{:02}\ntopics: [tide]\n", 2029 + n % 3, n % 28 + 1), "Oslet."),
            "entities" => head(format!("name: {} {}\nkind: person\n", ["Ada Vint", "Oslet"][n % 2], ["", "Mun"][n / 2 % 2]), ""),
            "publishers" => head(format!("name: Paper {n}\nkind: newspaper\n"), ""),
            "pages" => head(format!("title: Page {n}\naliases: [old/{}]\n", n % 3), "Ada Vint."),
            "mine" if path.ends_with(".toml") => {
                format!("name = \"Mine {n}\"\napi = 1\nextends = \"default\"\n[options]\nmotto = {{ type = \"text\", default = \"{n}\" }}\n")
                    .into_bytes()
            }
            _ if path.ends_with(".ftl") => {
                format!("topics = Subjects {n}\nreport-count = {n} {{ $count }}\n").into_bytes()
            }
            "mine" => format!("{n} {{{{ topic.{} }}}}", if n.is_multiple_of(4) { "nothing" } else { "title" }).into_bytes(),
            "default" if path.ends_with(".html") => format!("{n} {{{{ text.title }}}}").into_bytes(),
            "quay.txt" | "lock.txt" => ["There were three boats.", "There were four."][n % 2].as_bytes().to_vec(),
            "pier.md" => self.of("content/articles/pier.md"),
            _ if path == "site.toml" => {
                let theme = if n % 4 == 3 { "mine" } else { "default" };
                let base = ["", "sub/"][n / 2 % 2];
                let language = ["en", "ko", "ko-KR"][n % 3];
                let names = format!("title = \"Site {n}\"\ntheme = \"{theme}\"\nlanguage = \"{language}\"\n");
                // Some of the lists are divided by year, if they are longer than that.
                let limit = ["", "[lists]\nlimit = 1\n", "[lists]\nlimit = 2\n"][n / 3 % 3];
                format!("{names}base_url = \"https://example.org/{base}\"\n{limit}").into_bytes()
            }
            _ => format!("{n}").into_bytes(),
        }
    }
}

/// Carries out an edit; gives the paths at which something happened, as a system tells it.
pub(crate) fn edit(root: &Path, edit: &Edit) -> Vec<PathBuf> {
    let at = |n: &usize| root.join(PATHS[*n]);
    let folder = |n: &usize| root.join(FOLDERS[*n]);
    let make_room = |path: &Path| {
        // What stands in the way is no folder: a link, or a file.
        for above in path.ancestors().skip(1).take_while(|above| *above != root) {
            if above.symlink_metadata().is_ok_and(|about| !about.is_dir()) && !above.is_dir() {
                let _ = fs::remove_file(above);
            }
        }
        let _ = fs::create_dir_all(path.parent().unwrap());
    };
    let clear = |path: &Path| {
        let _ = fs::remove_file(path);
        let _ = fs::remove_dir_all(path);
    };
    match edit {
        Edit::Write(n, text) => {
            make_room(&at(n));
            let _ = fs::write(at(n), text.of(PATHS[*n]));
            vec![at(n)]
        }
        Edit::Replace(n, text) => {
            make_room(&at(n));
            let beside = at(n).with_extension("new~");
            let _ = fs::write(&beside, text.of(PATHS[*n]));
            let _ = fs::rename(&beside, at(n));
            vec![beside, at(n)]
        }
        Edit::Touch(n, part, to) => {
            if let Ok(text) = fs::read_to_string(at(n)) {
                let _ = fs::write(at(n), part.changed(&text, *to));
            }
            vec![at(n)]
        }
        Edit::Remove(n) => {
            let _ = fs::remove_file(at(n));
            vec![at(n)]
        }
        Edit::Rename(from, to) => {
            make_room(&at(to));
            let _ = fs::rename(at(from), at(to));
            vec![at(from), at(to)]
        }
        Edit::Move(from, to) => {
            clear(&folder(to));
            make_room(&folder(to));
            let _ = fs::rename(folder(from), folder(to));
            vec![folder(from), folder(to)]
        }
        Edit::RemoveFolder(n) => {
            clear(&folder(n));
            vec![folder(n)]
        }
        Edit::Link(n, to) => {
            clear(&at(n));
            make_room(&at(n));
            #[cfg(unix)]
            let _ = std::os::unix::fs::symlink(at(to), at(n));
            vec![at(n)]
        }
        Edit::Restore(add) => {
            ["content", "themes", "clippings", "shared", "site.toml"].iter().for_each(|top| clear(&root.join(top)));
            for (n, path) in PATHS.iter().enumerate().filter(|(_, path)| **path != "content/stray.md") {
                make_room(&at(&n));
                fs::write(at(&n), Text::Right(add + u8::try_from(n).unwrap()).of(path)).unwrap();
            }
            PATHS.iter().map(|path| root.join(path)).chain(FOLDERS.iter().map(|path| root.join(path))).collect()
        }
        Edit::LinkFolder(n, to) => {
            clear(&folder(n));
            make_room(&folder(n));
            #[cfg(unix)]
            let _ = std::os::unix::fs::symlink(folder(to), folder(n));
            vec![folder(n)]
        }
    }
}

pub(crate) fn edits(count: usize) -> impl Strategy<Value = Vec<Edit>> {
    let text = || prop_oneof![30 => (0..40u8).prop_map(Text::Right), 1 => Just(Text::Draft), 1 => Just(Text::Broken), 1 => Just(Text::Bytes), 1 => Just(Text::Empty)];
    let path = || 0..PATHS.len();
    let folder = || 0..FOLDERS.len();
    let part = || prop_oneof![2 => Just(Part::Body), 1 => Just(Part::FirstValue), 1 => Just(Part::FirstKey)];
    let one = prop_oneof![
        12 => (0..14usize, part(), 0..40u8).prop_map(|(n, part, to)| Edit::Touch(n, part, to)),
        24 => (path(), text()).prop_map(|(n, text)| Edit::Write(n, text)),
        8 => (path(), text()).prop_map(|(n, text)| Edit::Replace(n, text)),
        3 => path().prop_map(Edit::Remove),
        3 => (path(), path()).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => (folder(), folder()).prop_map(|(from, to)| Edit::Move(from, to)),
        1 => folder().prop_map(Edit::RemoveFolder),
        1 => (path(), path()).prop_map(|(n, to)| Edit::Link(n, to)),
        1 => (folder(), folder()).prop_map(|(n, to)| Edit::LinkFolder(n, to)),
        8 => (0..200u8).prop_map(Edit::Restore),
    ];
    prop::collection::vec(one, count)
}

/// A site in which every path holds what belongs there.
pub(crate) fn site() -> Folder {
    let folder = Folder::new();
    edit(folder.root(), &Edit::Restore(0));
    folder
}

/// Everything that a plan comes to: what is wrong, or else each address with what is there.
fn outcome(
    files: &Files,
    plan: Diagnosed<Option<Plan>>,
    mut diagnostics: Vec<briefgen::diagnostic::Diagnostic>,
) -> String {
    diagnostics.extend(plan.diagnostics);
    let has_errors = diagnostics.iter().any(|it| it.severity == Severity::Error);
    let mut told = report::render(&diagnostics, files, Style::Plain);
    if let Some(plan) = plan.value.filter(|_| !has_errors) {
        for (route, url) in &plan.routes {
            told += &format!("== {url}\n");
            if route.is_folder() {
                // What its files are made of: making them takes long, and they are a function of it.
                told += &format!("{:?}", plan.page(*route, url));
                continue;
            }
            match plan.output(*route, url) {
                Ok(Output::Bytes(bytes)) => told += &String::from_utf8_lossy(&bytes),
                Ok(Output::Copy(file)) => told += files[file].path.as_str(),
                Ok(Output::Folder(_)) => unreachable!("{url} is no folder"),
                Err(fault) => told += &report::render(&[*fault], files, Style::Plain),
            }
        }
    }
    told
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2, max_shrink_iters: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_again_is_reading_from_scratch(edits in edits(300), together in prop::collection::vec(1..4usize, 300)) {
        let folder = site();
        let root = folder.root().canonicalize().unwrap();
        let mut reading = Reading::begin(&root, render::embedded(), Clippings::Quoted).unwrap();
        let mut memory = Memory::default();
        let (mut together, mut left, mut good) = (together.into_iter(), 1, 0);
        let mut changes = Changes::default();
        for one in &edits {
            changes.paths.extend(edit(&root, one));
            left -= 1;
            if left > 0 {
                continue;
            }
            left = together.next().unwrap();
            reading.again(&std::mem::take(&mut changes));
            let options = Options::default();
            let again = Plan::again(&reading.files, &options, &mut memory);
            let again = outcome(&reading.files, again, reading.diagnostics());
            // A site without site.toml is none for a build, and goes on being served.
            let Ok(fresh) = read::read(&root, render::embedded()) else { continue };
            let plan = Plan::new(&fresh.value, &options);
            let fresh = outcome(&fresh.value, plan, fresh.diagnostics);
            good += usize::from(fresh.contains("== sitemap.xml"));
            let differs = again.lines().zip(fresh.lines()).find(|(again, fresh)| again != fresh);
            prop_assert!(again == fresh, "after {one:?}: {differs:?}");
        }
        prop_assert!(good > 5, "only {good} states had pages to compare");
    }
}

#[test]
fn what_an_edit_leaves_as_it_was_is_shared() {
    let folder = site();
    let root = folder.root().canonicalize().unwrap();
    let mut reading = Reading::begin(&root, render::embedded(), Clippings::Quoted).unwrap();
    let mut memory = Memory::default();
    let mut plan = |reading: &Reading| Plan::again(&reading.files, &Options::default(), &mut memory).value.unwrap();
    let first = plan(&reading);
    let edited = root.join("content/articles/31/quay.md");
    fs::write(&edited, fs::read_to_string(&edited).unwrap() + "\nNothing else.\n").unwrap();
    assert!(!reading.again(&Changes { paths: [edited].into(), extent: Extent::Paths }));
    let second = plan(&reading);
    let articles = first.site.articles.iter().zip(second.site.articles.iter());
    let made: Vec<&str> =
        articles.filter(|((_, a), (_, b))| !std::ptr::eq(*a, *b)).map(|((_, a), _)| a.head.id.as_str()).collect();
    assert_eq!(made, ["quay"]);
    let mut events = first.site.events.iter().zip(second.site.events.iter());
    assert!(events.len() > 2 && events.all(|((_, a), (_, b))| std::ptr::eq(a, b)), "no event is made anew");
}

#[test]
fn what_was_not_told_is_found_by_walking() {
    let folder = site();
    let root = folder.root().canonicalize().unwrap();
    let mut reading = Reading::begin(&root, render::embedded(), Clippings::Quoted).unwrap();
    let text = |reading: &Reading, path: &str| reading.files.find(path).map(|id| reading.files.text(id).to_owned());
    fs::write(root.join("content/pages/about.md"), "longer than before, and not told of by anybody").unwrap();
    fs::write(root.join("content/pages/new.md"), "new").unwrap();
    let walk = Changes { paths: BTreeSet::new(), extent: Extent::Folders };
    assert!(reading.again(&walk), "it was a walk");
    assert_eq!(text(&reading, "content/pages/new.md").as_deref(), Some("new"));
    assert!(text(&reading, "content/pages/about.md").unwrap().starts_with("longer"));
    // A file that is told of is read whatever its times say, and without a walk.
    let path = root.join("content/pages/about.md");
    let time = path.metadata().unwrap().modified().unwrap();
    fs::write(&path, "LONGER than before, and not told of by anybody").unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    assert!(!reading.again(&Changes { paths: [path].into(), extent: Extent::Paths }));
    assert!(text(&reading, "content/pages/about.md").unwrap().starts_with("LONGER"));
}

#[test]
fn the_site_of_these_tests_is_one_without_faults() {
    let mut divided = 0;
    for add in 0..200 {
        let folder = Folder::new();
        edit(folder.root(), &Edit::Restore(add));
        let read = read::read(folder.root(), render::embedded()).unwrap();
        let plan = Plan::new(&read.value, &Options::default());
        let routes = plan.value.iter().flat_map(|plan| &plan.routes);
        divided += usize::from(routes.filter(|(route, _)| matches!(route, Route::Years(..))).count() > 0);
        let errors: Vec<_> = plan.diagnostics.into_iter().filter(|it| it.severity == Severity::Error).collect();
        assert_eq!(report::render(&errors, &read.value, Style::Plain), "", "{add}");
    }
    assert!(divided > 50, "only {divided} have lists that are divided");
}
