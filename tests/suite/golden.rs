//! Golden sites: what a small site becomes, compared byte for byte.
//!
//! `tests/golden/NAME/site` is the input and `tests/golden/NAME/expected` the whole output, less the files of the theme
//! and the index of the search. All sites have a theme of their own, `plain` (`tests/golden/theme`), which shows all that a
//! page is told as lines to read: so they hold what pages say, and don't change when the default theme does.
//! `UPDATE_EXPECTED=1` rewrites what is expected; read it then as a reader would.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use briefgen::Output;
use briefgen::date::Date;
use briefgen::model::Options;
use briefgen::pages::{self, Page, Route};
use serde_json::Value;

use crate::search;
use crate::support::{self, Folder, REPOSITORY, Tree, text};

/// A golden site, ready to be built. It has no cards, which look as the fonts of the system do.
fn site(name: &str) -> Folder {
    let folder = folder(name);
    let config = fs::read_to_string(folder.join("site/site.toml")).expect("every site has one");
    Folder::new()
        .copy(&folder.join("site"), "")
        .copy(&folder.join("../theme"), "themes/plain")
        .file("site.toml", &format!("{config}\n[cards]\nenabled = false\n"))
}

fn folder(name: &str) -> PathBuf {
    Path::new(REPOSITORY).join("tests/golden").join(name)
}

/// Builds a golden site and compares it with its expected tree.
fn check(name: &str) {
    check_with(name, "expected", &[]);
}

fn check_with(name: &str, expected: &str, arguments: &[&str]) {
    let site = site(name);
    let mut built = site.build().arguments(arguments.iter().copied()).succeeds();
    assert!(built.contains_key("static/highlight.css"));
    let as_of = arguments.iter().skip_while(|argument| **argument != "--as-of").nth(1);
    let as_of = as_of.map(|date| Date::parse(date).expect("it is a date"));
    let options = Options { drafts: arguments.contains(&"--drafts"), as_of, ..Options::default() };
    let in_memory = support::rendered(site.root(), &options);
    assert!(built == in_memory, "{name}: what is on disk is what is rendered in memory");
    // The index is compressed: `search.rs` looks into it.
    built.retain(|path, _| !path.starts_with("static/") && !path.starts_with("search/data/"));
    built.values_mut().for_each(without_version);
    let folder = folder(name).join(expected);
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        rewrite(&folder, &built);
    }
    let expected = if folder.is_dir() { support::tree(&folder) } else { Tree::new() };
    let differences = differences(&expected, &built);
    assert!(
        differences.is_empty(),
        "tests/golden/{name} has become something else (UPDATE_EXPECTED=1 accepts it):\n{differences}"
    );
}

/// A release must not change what is expected.
fn without_version(bytes: &mut Vec<u8>) {
    const VERSION: &str = env!("CARGO_PKG_VERSION");
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let generic = text
        .replace(&format!("briefgen {VERSION}"), "briefgen VERSION")
        .replace(&format!("version=\"{VERSION}\">briefgen<"), "version=\"VERSION\">briefgen<");
    *bytes = generic.into_bytes();
}

fn rewrite(folder: &Path, tree: &Tree) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("the expected tree can be removed");
    }
    for (path, bytes) in tree {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("folders can be made");
        fs::write(path, bytes).expect("files can be written");
    }
}

/// What two trees differ in, file by file and line by line; empty when they are the same.
fn differences(expected: &Tree, built: &Tree) -> String {
    let paths: BTreeSet<&String> = expected.keys().chain(built.keys()).collect();
    let one = |path: &&String| match (expected.get(*path), built.get(*path)) {
        (Some(expected), Some(built)) if expected == built => None,
        (Some(expected), Some(built)) => Some(format!("--- {path}\n{}", changed_lines(expected, built))),
        (Some(_), None) => Some(format!("--- {path}\nis expected and was not built\n")),
        (None, _) => Some(format!("--- {path}\nwas built and is not expected\n")),
    };
    paths.iter().filter_map(one).collect::<Vec<_>>().join("\n")
}

/// The lines between the common beginning and the common end of two files.
fn changed_lines(expected: &[u8], built: &[u8]) -> String {
    let (Ok(expected), Ok(built)) = (std::str::from_utf8(expected), std::str::from_utf8(built)) else {
        return "other bytes\n".to_owned();
    };
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.split('\n').collect(), built.split('\n').collect());
    let before = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - before;
    let after = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let lines = |sign: &str, lines: &[&str]| lines.iter().fold(String::new(), |all, line| all + sign + line + "\n");
    format!(
        "@@ line {}\n{}{}",
        before + 1,
        lines("-", &old[before..old.len() - after]),
        lines("+", &new[before..new.len() - after])
    )
}

/// A title, an address and one article.
#[test]
fn smallest() {
    check("smallest");
}

/// Merged, differing, announced, recalled, disputed; every precision of dates.
#[test]
fn events() {
    check("events");
}

/// Chains, diamonds, several parents, unknown derivations, owners, parties.
#[test]
fn origins() {
    check("origins");
}

/// An article that has its account of one event from elsewhere than the rest of it, and who passes that on.
#[test]
fn overrides() {
    check("overrides");
}

/// Announced, reported, recalled, disputed; announced or disputed alone.
#[test]
fn stances() {
    check("stances");
}

/// Values side by side: in agreement, differing, revised, foretold, settled; quoted from a body and from a clipping.
#[test]
fn claims() {
    check("claims");
}

/// Retracted and corrected articles, and those that rest on them.
#[test]
fn corrections() {
    check("corrections");
}

/// At a glance, of topics and publishers: what counts, what no longer does, and what rests on one origin.
#[test]
fn figures() {
    check("figures");
}

/// What was known on a day: an article of the month in which it lies can't be told to be older.
#[test]
fn as_of() {
    check("as-of");
    check_with("as-of", "expected-as-of-2031-05-12", &["--as-of", "2031-05-12"]);
}

/// By id, by path, to anchors and attachments; backlinks and redirects.
#[test]
fn links() {
    check("links");
}

/// Names in three scripts become links, and where they don't.
#[test]
fn autolink() {
    check("autolink");
}

/// Own, full, and excerpts that are cut in every kind of block and in three scripts.
#[test]
fn rights() {
    check("rights");
}

#[test]
fn markdown() {
    check("markdown");
}

#[test]
fn trusted_html() {
    check("trusted-html");
}

/// Front matter between `+++` lines, and all that it may hold.
#[test]
fn toml() {
    check("toml");
}

#[test]
fn cjk() {
    check("cjk");
}

/// Every form of a date, with times, zones and accounts that differ in them, on a Korean site; some on a Japanese one.
#[test]
fn dates() {
    check("dates");
    check("dates-ja");
}

#[test]
fn drafts() {
    check("drafts");
    check_with("drafts", "expected-with-drafts", &["--drafts"]);
}

/// Citations, chronologies and JSON-LD of texts that every format has signs for, and of dates of every form.
#[test]
fn exports() {
    check("exports");
}

/// Events by themselves and in columns, who shares them, and how many origins they have; and what is left out of each.
#[test]
fn pictures() {
    check("pictures");
}

/// Lists that are longer than a page shows: by year, with what has no known year, and everything.
#[test]
fn by_year() {
    check("by-year");
}

#[test]
fn related() {
    check("related");
}

/// A theme that builds on another: a block, a template, a file, options.
#[test]
fn theme_extended() {
    check("theme-extended");
    let built = site("theme-extended").build().succeeds();
    assert_eq!(text(&built["static/own.css"]), "body { color: black }\n");
}

/// Every golden site, in order of its name.
fn sites() -> Vec<String> {
    let folders = fs::read_dir(folder(".")).expect("the golden sites are there");
    let names = folders.map(|entry| entry.expect("it can be listed").file_name().into_string().expect("it is UTF-8"));
    let mut sites: Vec<String> = names.filter(|name| folder(name).join("site").is_dir()).collect();
    sites.sort();
    sites
}

#[test]
fn every_golden_site_is_checked() {
    let tests = fs::read_to_string(Path::new(REPOSITORY).join("tests/suite/golden.rs")).unwrap();
    let unchecked: Vec<_> =
        sites().into_iter().filter(|name| !tests.contains(&format!("    check(\"{name}\");\n"))).collect();
    assert_eq!(unchecked, Vec::<String>::new());
}

/// The words that stand only in the withheld part of a text, or in a private clipping, stand nowhere in the output: no page,
/// feed, export, file or index.
#[test]
fn what_is_withheld_is_nowhere() {
    withheld("rights", "橋が開いたと市長", &["xwithheld", "가려진낱말", "秘匿", "カクシ"]);
    withheld("claims", "A flood is feared", &["xprivateclipping", "役人"]);
}

fn withheld(name: &str, published: &str, withheld: &[&str]) {
    let site = site(name);
    let input = support::tree(site.root());
    let input: Vec<&str> = input.values().map(|bytes| text(bytes)).collect();
    for word in withheld {
        assert!(input.iter().any(|text| text.contains(word)), "{word} is in the input");
    }
    for theme in ["plain", "default"] {
        let config = fs::read_to_string(site.root().join("site.toml")).unwrap();
        fs::write(site.root().join("site.toml"), config.replace("\"plain\"", &format!("{theme:?}"))).unwrap();
        let built = site.build().succeeds();
        let plain = built.iter().map(|(path, bytes)| (path, String::from_utf8_lossy(bytes).into_owned()));
        let unpacked = search::unpacked(&built);
        assert!(unpacked.iter().any(|(_, text)| text.contains(published)), "the index is looked into");
        for (path, text) in plain.chain(unpacked) {
            let leaked: Vec<_> = withheld.iter().filter(|word| text.contains(**word)).collect();
            assert!(leaked.is_empty(), "{path}, theme {theme}: {leaked:?}");
        }
    }
}

/// What a page's template gets, as data; nothing for what has no template.
fn contexts(page: &Page) -> Option<[Value; 3]> {
    fn value<T: serde::Serialize>(context: &T) -> Value {
        serde_json::to_value(context).expect("contexts are made to be serialised")
    }
    let Page::Template(template) = page else { return None };
    Some([value(&template.page), value(&template.apparatus), value(&template.content)])
}

/// Gathers the names of fields and the texts of a context. What a site may add of its own has no fixed names.
fn gather<'v>(value: &'v Value, names: &mut BTreeSet<String>, texts: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => texts.push(text),
        Value::Array(items) => items.iter().for_each(|item| gather(item, names, texts)),
        Value::Object(fields) => {
            for (name, value) in fields {
                names.insert(name.clone());
                let mut free = BTreeSet::new();
                let is_free = matches!(name.as_str(), "extra" | "options");
                gather(value, if is_free { &mut free } else { names }, texts);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Text as it was before it was escaped for HTML.
fn unescaped(html: &str) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&#x2F;", "/")];
    signs.into_iter().fold(html.to_owned(), |text, (code, sign)| text.replace(code, sign)).replace("&amp;", "&")
}

/// The golden sites hold pages to account only for what their theme shows: so it must show all that there is.
#[test]
fn the_golden_sites_show_every_field_of_every_context() {
    let mut names = BTreeSet::new();
    let as_of = Some(Date::parse("2031-05-12").unwrap());
    for name in sites() {
        let site = site(&name);
        let files = support::read(site.root());
        let options = Options { as_of: as_of.clone().filter(|_| name == "as-of"), ..Options::default() };
        let plan = support::plan(&files, &options);
        let site_context = serde_json::to_value(pages::site_context(&plan.site, &plan.words)).unwrap();
        gather(&site_context, &mut names, &mut Vec::new());
        for (route, url) in &plan.routes {
            let Some(contexts) = contexts(&plan.page(*route, url)) else { continue };
            let Output::Bytes(html) = plan.output(*route, url).unwrap() else { panic!("{url} is a page") };
            let html = unescaped(text(&html));
            let mut texts = Vec::new();
            contexts.iter().for_each(|context| gather(context, &mut names, &mut texts));
            if matches!(route, Route::Redirect(_)) {
                // Its own address is what it leads away from.
                texts.clear();
                gather(&contexts[1], &mut names, &mut texts);
            }
            let missing: Vec<&str> = texts.into_iter().filter(|text| !html.contains(&unescaped(text))).collect();
            assert_eq!(missing, Vec::<&str>::new(), "tests/golden/{name}: {url} doesn't show it");
        }
    }
    let declared = fs::read_to_string(Path::new(REPOSITORY).join("src/pages/context.rs")).unwrap();
    let declared: BTreeSet<String> = declared
        .lines()
        .filter_map(|line| Some(line.strip_prefix("    pub ")?.split_once(':')?.0.to_owned()))
        .collect();
    assert!(declared.len() > 60, "the fields were found");
    let unused: Vec<_> = declared.difference(&names).collect();
    assert_eq!(unused, Vec::<&String>::new(), "no golden site has such a thing");

    let templates = support::tree(&folder("theme/templates"));
    let templates: String = templates.values().map(|bytes| text(bytes)).collect();
    let is_shown = |name: &&String| {
        // An apparatus is no variable, its fields are.
        let is_variable = ["cite", "downloads", "json_ld_html"].contains(&name.as_str());
        let start = if is_variable { " " } else { "." };
        templates
            .split(&format!("{start}{name}"))
            .skip(1)
            .any(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    let hidden: Vec<_> = declared.iter().filter(|name| !is_shown(name)).collect();
    assert_eq!(hidden, Vec::<&String>::new(), "no template of the plain theme shows it");
}
