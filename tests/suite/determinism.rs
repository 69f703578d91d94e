//! The same input makes the same bytes: with any number of threads, from any folder, and again.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::support::{Folder, REPOSITORY, Tree};

fn differences(one: &Tree, other: &Tree) -> Vec<String> {
    let paths = one.keys().chain(other.keys());
    let differs = paths.filter(|path| one.get(*path) != other.get(*path));
    differs.cloned().collect()
}

#[test]
fn threads_and_folders_make_no_difference() {
    let site = Folder::repository();
    let first = site.build().env("RAYON_NUM_THREADS", "1").succeeds();
    assert!(first.len() > 80);
    let elsewhere = Folder::new();
    let output = elsewhere.root().join("deep/er/out");
    let second = site.build().env("RAYON_NUM_THREADS", "8").from(elsewhere.root()).into(&output).succeeds();
    assert_eq!(differences(&first, &second), [""; 0]);
}

#[test]
fn the_order_in_which_files_were_made_makes_no_difference() {
    let files = [
        ("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\n"),
        ("content/topics/t.md", "---\ntitle: T\n---\n"),
        ("content/topics/u.md", "---\ntitle: T\n---\n"),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2031\ntopics: [t, u]\nevents: [{id: e, title: E, date: 2031}]\n---\n",
        ),
        (
            "content/articles/b.md",
            "---\ntitle: B\ndate: 2031\ntopics: [t]\nevents: [{id: e, title: F, date: 2031}]\n---\n",
        ),
    ];
    let first = Folder::of(files).build().succeeds();
    let second = Folder::of(files.into_iter().rev()).build().succeeds();
    assert_eq!(differences(&first, &second), [""; 0]);
}

#[test]
fn a_second_build_leaves_times_as_they_are() {
    let site = Folder::repository();
    site.build().succeeds();
    let page = site.root().join("public/index.html");
    let old = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    fs::File::options().write(true).open(&page).unwrap().set_modified(old).unwrap();
    site.build().succeeds();
    assert_eq!(page.metadata().unwrap().modified().unwrap(), old);
    // A change elsewhere replaces the tree, and this page still keeps its time.
    let site = site.file("content/pages/new.md", "---\ntitle: New\norder: 9\n---\n");
    let before = fs::read(&page).unwrap();
    site.build().succeeds();
    if fs::read(&page).unwrap() == before {
        assert_eq!(page.metadata().unwrap().modified().unwrap(), old);
    }
}

#[test]
fn a_site_without_themes_is_built_with_the_embedded_one() {
    let root = Path::new(REPOSITORY);
    let without = Folder::new().copy(&root.join("site.toml"), "site.toml").copy(&root.join("content"), "content");
    assert_eq!(differences(&Folder::repository().build().succeeds(), &without.build().succeeds()), [""; 0]);
}
