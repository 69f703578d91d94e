//! The generators, and the site in the form that each reads.
//!
//! Like for like are `briefgen-plain`, `hugo` and `zola`: the same articles, a theme of the same plainness, and the same pages (a
//! home page, 20 topics that each list a tenth of the articles, the list of all articles, the articles, feeds of the site and of
//! topics, a sitemap). `briefgen` and `briefgen-search` are what an author gets: the default theme, with two articles for each
//! event, chains of derivation, persons and places, and without and with search.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use super::news::{Article, TOPICS, Words, capital};
use super::run::{self, Cost};

/// A program, and how it is used.
pub(crate) struct Generator {
    pub name: &'static str,
    /// The command that builds the site in a folder.
    command: fn(&Path) -> Vec<OsString>,
    /// An argument with which the program ends at once.
    version: &'static str,
    make: fn(&Path, usize) -> io::Result<()>,
}

/// Where all of them put the site, below the folder that it is built from.
pub(crate) const OUTPUT: &str = "public";
/// Where a program may keep what it can make again, below the same folder.
pub(crate) const CACHE: &str = "cache";

/// All of them. The first is what the others are compared with.
pub(crate) const GENERATORS: [Generator; 5] = [
    Generator { name: "briefgen-plain", command: briefgen, version: "--version", make: plain },
    Generator { name: "hugo", command: hugo, version: "version", make: make_hugo },
    Generator { name: "zola", command: zola, version: "--version", make: make_zola },
    Generator {
        name: "briefgen",
        command: briefgen,
        version: "--version",
        make: |root, articles| whole(root, articles, false),
    },
    Generator {
        name: "briefgen-search",
        command: briefgen,
        version: "--version",
        make: |root, articles| whole(root, articles, true),
    },
];

impl Generator {
    /// Whether the program can be run on this machine.
    pub(crate) fn is_here(&self) -> bool {
        let program = &(self.command)(Path::new("."))[0];
        let mut command = Command::new(program);
        command.arg(self.version).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }

    /// Writes the site of so many articles, unless it is there.
    pub(crate) fn make(&self, root: &Path, articles: usize) -> io::Result<()> {
        if root.exists() { Ok(()) } else { (self.make)(root, articles) }
    }

    pub(crate) fn build(&self, root: &Path) -> io::Result<Cost> {
        run::cost(&(self.command)(root), &root.join(CACHE))
    }
}

/// Where an article lies, below the folder of the site.
pub(crate) fn article_at(number: usize) -> String {
    format!("content/articles/article-{number}.md")
}

fn briefgen(root: &Path) -> Vec<OsString> {
    vec![program("BRIEFGEN", env!("CARGO_BIN_EXE_briefgen")), "build".into(), "--root".into(), root.into()]
}

fn hugo(root: &Path) -> Vec<OsString> {
    vec![program("HUGO", "hugo"), "--quiet".into(), "--source".into(), root.into()]
}

fn zola(root: &Path) -> Vec<OsString> {
    vec![program("ZOLA", "zola"), "--root".into(), root.into(), "build".into(), "--force".into()]
}

/// A program of this name, or the one that a variable of the environment names.
fn program(variable: &str, name: &str) -> OsString {
    std::env::var_os(variable).unwrap_or_else(|| name.into())
}

fn write(root: &Path, path: &str, text: &str) -> io::Result<()> {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("it lies in the folder"))?;
    fs::write(path, text)
}

fn plain(root: &Path, articles: usize) -> io::Result<()> {
    write(
        root,
        "site.toml",
        "title = \"News\"\nbase_url = \"https://example.org/\"\ntheme = \"plain\"\n\n[search]\nenabled = false\n\n\
         [exports]\nenabled = false\n\n[lists]\nlimit = 0\n",
    )?;
    for (path, text) in [
        ("theme.toml", include_str!("briefgen/theme.toml")),
        ("templates/base.html", include_str!("briefgen/base.html")),
        ("templates/home.html", include_str!("briefgen/home.html")),
        ("templates/topic.html", include_str!("briefgen/topic.html")),
        ("templates/articles.html", include_str!("briefgen/articles.html")),
        ("templates/article.html", include_str!("briefgen/article.html")),
    ] {
        write(root, &format!("themes/plain/{path}"), text)?;
    }
    write(root, "content/publishers/agency.md", "---\nname: Agency\n---\n")?;
    for n in 0..TOPICS {
        write(root, &format!("content/topics/topic-{n}.md"), &format!("---\ntitle: Topic {n}\n---\n\nWhat it is.\n"))?;
    }
    for article in (0..articles).map(|n| Article::new(n, articles)) {
        let Article { number, title, date, summary, topics: [one, other], another, .. } = &article;
        let text = format!(
            "---\ntitle: {title}\ndate: {date}\nsummary: {summary}\nrights: own\ntopics: [topic-{one}, topic-{other}]\n\
             source:\n  publisher: agency\n---\n\n{}",
            article.body(&format!("article:article-{another}"))
        );
        write(root, &article_at(*number), &text)?;
    }
    Ok(())
}

fn make_hugo(root: &Path, articles: usize) -> io::Result<()> {
    for (path, text) in [
        ("hugo.toml", include_str!("hugo/hugo.toml")),
        ("layouts/baseof.html", include_str!("hugo/baseof.html")),
        ("layouts/home.html", include_str!("hugo/home.html")),
        ("layouts/section.html", include_str!("hugo/list.html")),
        ("layouts/term.html", include_str!("hugo/list.html")),
        ("layouts/taxonomy.html", include_str!("hugo/taxonomy.html")),
        ("layouts/page.html", include_str!("hugo/page.html")),
    ] {
        write(root, path, text)?;
    }
    for article in (0..articles).map(|n| Article::new(n, articles)) {
        let Article { number, title, date, summary, topics: [one, other], another, .. } = &article;
        let text = format!(
            "---\ntitle: {title}\ndate: {date}\nsummary: {summary}\ntopics: [topic-{one}, topic-{other}]\n---\n\n{}",
            article.body(&format!("/articles/article-{another}/"))
        );
        write(root, &article_at(*number), &text)?;
    }
    Ok(())
}

fn make_zola(root: &Path, articles: usize) -> io::Result<()> {
    for (path, text) in [
        ("config.toml", include_str!("zola/config.toml")),
        ("templates/base.html", include_str!("zola/base.html")),
        ("templates/index.html", include_str!("zola/index.html")),
        ("templates/section.html", include_str!("zola/section.html")),
        ("templates/topics/list.html", include_str!("zola/taxonomy.html")),
        ("templates/topics/single.html", include_str!("zola/term.html")),
        ("templates/page.html", include_str!("zola/page.html")),
        ("content/articles/_index.md", "+++\ntitle = \"Articles\"\nsort_by = \"date\"\n+++\n"),
    ] {
        write(root, path, text)?;
    }
    for article in (0..articles).map(|n| Article::new(n, articles)) {
        let Article { number, title, date, summary, topics: [one, other], another, .. } = &article;
        let text = format!(
            "+++\ntitle = \"{title}\"\ndate = {date}\ndescription = \"{summary}\"\n[taxonomies]\n\
             topics = [\"topic-{one}\", \"topic-{other}\"]\n+++\n\n{}",
            article.body(&format!("/articles/article-{another}/"))
        );
        write(root, &article_at(*number), &text)?;
    }
    Ok(())
}

/// All that briefgen has: publishers, persons and places, an event for every two articles, and what the articles rest on.
fn whole(root: &Path, articles: usize, search: bool) -> io::Result<()> {
    let config = format!("title = \"News\"\nbase_url = \"https://example.org/\"\n\n[search]\nenabled = {search}\n");
    write(root, "site.toml", &config)?;
    for n in 0..TOPICS {
        write(root, &format!("content/topics/topic-{n}.md"), &format!("---\ntitle: Topic {n}\n---\n\nWhat it is.\n"))?;
        write(root, &format!("content/publishers/paper-{n}.md"), &format!("---\nname: Paper {n}\n---\n"))?;
    }
    let entities = (articles / 20).max(10);
    for n in 0..entities {
        let kind = ["person", "organization", "place"][n % 3];
        let name = capital(&Words(n as u64).some(2));
        write(
            root,
            &format!("content/entities/name-{n}.md"),
            &format!("---\nname: {name} {n}th\nkind: {kind}\n---\n"),
        )?;
    }
    for article in (0..articles).map(|n| Article::new(n, articles)) {
        let Article { number, title, summary, topics: [one, other], another, .. } = &article;
        let event = number / 2;
        // Both articles on an event are of its day.
        let date = Article::new(event * 2, articles).date;
        let place = number % (entities / 3) * 3 + 2;
        let mut text = format!(
            "---\ntitle: {title}\ndate: {date}\nsummary: {summary}\nrights: own\ntopics: [topic-{one}, topic-{other}]\n\
             entities: [name-{}, name-{}]\nsource:\n  publisher: paper-{}\n",
            number % entities,
            (number * 7 + 1) % entities,
            number % TOPICS
        );
        if number % 3 == 0 {
            let _ = writeln!(text, "  derived_from: [{{publisher: paper-{}, mode: cites}}]", (number + 1) % TOPICS);
        }
        let _ = write!(
            text,
            "events:\n  - id: event-{event}\n    title: Event {event} takes place\n    date: {date}\n    place: name-{}\n---\n\n{}",
            if place < entities { place } else { 2 },
            article.body(&format!("article:article-{another}"))
        );
        write(root, &article_at(*number), &text)?;
    }
    Ok(())
}
