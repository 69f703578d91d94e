//! `briefgen init`: the site that it makes, and what it leaves alone.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

use crate::support::{Folder, REPOSITORY, Tree, text, tree};

/// Where the files of the new site lie as they are written.
const WRITTEN: &str = "src/scaffold/site";

struct Outcome {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn init(folder: &Path, arguments: &[&str]) -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_briefgen")).arg("init").arg(folder).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Outcome { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

fn succeeds(folder: &Path, arguments: &[&str]) -> String {
    let outcome = init(folder, arguments);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""), "{}", outcome.stdout);
    outcome.stdout
}

/// A refusal, which changes nothing.
fn refuses(folder: &Path, arguments: &[&str]) -> String {
    let parent = folder.parent().unwrap();
    let before = tree(parent);
    let folders = |root: &Path| walkdir::WalkDir::new(root).into_iter().count();
    let entries = folders(parent);
    let outcome = init(folder, arguments);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""), "{}", outcome.stderr);
    assert!(tree(parent) == before && folders(parent) == entries, "something was changed");
    outcome.stderr
}

#[test]
fn a_new_site_builds_and_is_checked_without_a_word() {
    let site = Folder::new();
    let told = succeeds(site.root(), &[]);
    assert!(told.starts_with("made ") && told.contains("briefgen build"), "{told}");
    let built = site.build().arguments(["--strict"]).succeeds();
    let checked = site.ask("check").arguments(["--strict"]).run();
    assert_eq!((checked.code, checked.stderr.as_str()), (Some(0), ""));

    // What a newcomer is to see in it.
    let page = |path: &str| text(&built[path]).to_owned();
    let breakthrough = page("events/2031-03-14-breakthrough/index.html");
    assert!(breakthrough.contains("2 reports") && breakthrough.contains("2 independent origins"), "{breakthrough}");
    assert!(page("events/2031-09-opening/index.html").contains("1 announcement"));
    assert!(page("entities/yun-sebin/index.html").contains("윤세빈"));
    let excerpt = page("articles/2031-04-02-fewer-ferries/index.html");
    assert!(excerpt.contains("new timetable") && !excerpt.contains("where an excerpt ends"), "{excerpt}");
    // Nobody takes it for news.
    for topic in ["tunnel", "ferries"] {
        let page = page(&format!("topics/{topic}/index.html"));
        assert!(page.contains("Example: ") && page.contains("made up"), "{page}");
    }
    assert!(page("about/index.html").contains("examples and made up"));
    for (path, bytes) in built.iter().filter(|(path, _)| path.starts_with("articles/") && path.ends_with("/index.html"))
    {
        assert!(path == "articles/index.html" || text(bytes).contains("made up"), "{path} doesn't say what it is");
    }
}

/// The README's first steps, as a newcomer's shell runs them.
#[cfg(unix)]
#[test]
fn the_readmes_first_steps_work() {
    let readme = fs::read_to_string(Path::new(REPOSITORY).join("README.md")).unwrap();
    let blocks = readme.split("\n```");
    let steps = blocks.filter_map(|block| block.strip_prefix("text\n")).find(|text| text.starts_with("briefgen init "));
    let folder = Folder::new();
    let programs = Path::new(env!("CARGO_BIN_EXE_briefgen")).parent().unwrap().display();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap());
    let mut bash = std::process::Command::new("bash");
    bash.args(["-e", "-c", steps.unwrap()]).env("PATH", path).current_dir(folder.root());
    let output = bash.output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let told = text(&output.stdout);
    assert!(told.ends_with("\ncontent/articles/2024/2024-03-12-the-harbour-opens.md\n"), "{told}");
    let site = folder.root().join("harbour-watch");
    assert!(fs::read_to_string(site.join("public/index.html")).unwrap().contains("Harbour Watch"));
}

#[test]
fn what_is_made_is_what_lies_in_the_repository_and_what_is_made_from_code() {
    let site = Folder::new();
    succeeds(site.root(), &[]);
    let mut made = tree(site.root());
    let written = tree(&Path::new(REPOSITORY).join(WRITTEN));
    for (path, bytes) in &written {
        let other = made.remove(path).unwrap_or_else(|| panic!("{path} is not made"));
        assert!(path.ends_with("pages.yml") || other == *bytes, "{path}");
    }
    let rest: Vec<String> = made.into_keys().collect();
    assert!(rest.iter().all(|path| path.starts_with(".schemas/") || path.ends_with(".code-snippets")), "{rest:?}");
    assert_eq!(rest.len(), 8);
}

#[test]
fn its_name_and_address_are_those_given() {
    let site = Folder::new();
    let folder = site.root().join("a/b");
    succeeds(&folder, &["--name", "  항구 \"Watch\"\n", "--base-url", "https://example.net/w"]);
    let config: toml::Table = fs::read_to_string(folder.join("site.toml")).unwrap().parse().unwrap();
    assert_eq!(config["title"].as_str(), Some("항구 \"Watch\""));
    assert_eq!(config["base_url"].as_str(), Some("https://example.net/w/"));
    for (argument, value) in [("--name", " \t"), ("--name", "a\u{7}b"), ("--base-url", "example.net")] {
        refuses(&site.root().join("other"), &[argument, value]);
    }
}

/// Examples are not told from what an author wants, so they never come back.
#[test]
fn what_is_there_is_kept_and_what_is_missing_is_added() {
    let site = Folder::new().file("site/.gitignore", "mine\n").file("site/README.md", "mine\n");
    let root = site.root().join("site");
    let told = succeeds(&root, &[]);
    assert!(told.contains("kept 1 file as they were: .gitignore") && told.contains("/clippings/"), "{told}");
    assert_eq!(fs::read_to_string(root.join(".gitignore")).unwrap(), "mine\n");
    Folder::new().copy(&root, "").build().arguments(["--strict"]).succeeds();

    let whole = tree(&root);
    assert!(succeeds(&root, &[]).starts_with("nothing is missing"));
    fs::remove_dir_all(root.join("content/topics")).unwrap();
    fs::remove_file(root.join("package.json")).unwrap();
    let told = succeeds(&root, &[]);
    assert!(told.starts_with("made 1 file ") && told.contains("no examples were added"), "{told}");
    let expected: Tree = whole.into_iter().filter(|(path, _)| !path.starts_with("content/topics/")).collect();
    assert!(tree(&root) == expected);

    let told = refuses(&root, &["--name", "Other"]);
    assert!(told.contains("site.toml is there already and is kept"), "{told}");
}

#[test]
fn a_file_in_the_way_stops_it_before_anything_is_made() {
    let site = Folder::new().file("site/content/pages", "a file").file("file", "");
    fs::remove_file(site.root().join("site/content/pages")).unwrap();
    fs::write(site.root().join("site/.vscode"), "a file").unwrap();
    let told = refuses(&site.root().join("site"), &[]);
    assert!(told.contains(".vscode is not a folder"), "{told}");
    let told = refuses(&site.root().join("file"), &[]);
    assert!(told.contains("is not a folder"), "{told}");
}

#[cfg(unix)]
#[test]
fn no_file_is_made_through_a_symlink() {
    use std::os::unix::fs::symlink;
    let site = Folder::new().file("elsewhere/kept", "").file("site/README.md", "");
    symlink("../elsewhere", site.root().join("site/content")).unwrap();
    symlink("../elsewhere", site.root().join("site/.github")).unwrap();
    let told = refuses(&site.root().join("site"), &[]);
    assert!(told.contains(".github is a symlink"), "{told}");
    // A link in a file's place is something that is there; the folder that is named may be one.
    fs::remove_file(site.root().join("site/.github")).unwrap();
    fs::remove_file(site.root().join("site/content")).unwrap();
    symlink("../elsewhere/stolen", site.root().join("site/.gitignore")).unwrap();
    symlink("site", site.root().join("link")).unwrap();
    let told = succeeds(&site.root().join("link"), &[]);
    assert!(told.contains("kept 1 file as they were: .gitignore"), "{told}");
    assert_eq!(tree(&site.root().join("elsewhere")).len(), 1);
    assert!(site.root().join("site/site.toml").is_file());
}
