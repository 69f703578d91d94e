//! A build that makes only what would come out differently writes what a build from scratch writes.

use std::fs;
use std::path::Path;

use briefgen::diagnostic::Severity;
use briefgen::fonts::Fonts;
use briefgen::model::Options;
use briefgen::{Plan, read, render};
use proptest::prelude::*;

use super::again::{edit, edits, site};
use super::support::{Build, Folder, Tree, tree, written};

/// Asks for a build that remembers the ones before it in this folder, and none else.
fn build(site: &Folder, memory: &Folder) -> Build {
    site.build().env("XDG_CACHE_HOME", memory.root().to_str().unwrap())
}

/// What the site comes to without remembering anything; `None` where it can't be built.
fn from_scratch(root: &Path) -> Option<Tree> {
    let read = read::read(root, render::embedded()).ok()?;
    let plan = Plan::new(&read.value, &Options { fonts: Fonts::of(root), ..Options::default() });
    let mut faults = read.diagnostics.iter().chain(&plan.diagnostics);
    if faults.any(|fault| fault.severity == Severity::Error) {
        return None;
    }
    written(&plan.value?, root).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1, max_shrink_iters: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn building_again_is_building_from_scratch(edits in edits(150)) {
        let (site, memory) = (site(), Folder::new());
        let mut built = 0;
        for one in &edits {
            edit(site.root(), one);
            let Some(expected) = from_scratch(site.root()) else { continue };
            let outcome = build(&site, &memory).run();
            prop_assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
            let mut found = tree(&site.root().join("public"));
            found.remove(".briefgen");
            let paths = expected.keys().chain(found.keys());
            let differs = paths.clone().find(|path| expected.get(*path) != found.get(*path));
            prop_assert_eq!(differs, None, "after {:?}", one);
            built += 1;
        }
        prop_assert!(built > 40, "only {} states could be built", built);
    }
}

#[test]
fn what_others_did_to_the_output_is_mended() {
    let (site, memory) = (site(), Folder::new());
    let built = build(&site, &memory).succeeds();
    let traces = memory.root().join("briefgen/builds");
    assert_eq!(fs::read_dir(&traces).unwrap().count(), 1);
    let output = site.root().join("public");
    fs::write(output.join("index.html"), "somebody else's").unwrap();
    fs::remove_file(output.join("topics/tide/index.html")).unwrap();
    assert_eq!(build(&site, &memory).succeeds(), built);
    // Nor does it matter what was done to the traces.
    let file = fs::read_dir(&traces).unwrap().next().unwrap().unwrap().path();
    let whole = fs::read(&file).unwrap();
    for broken in [&whole[..whole.len() / 2], b"briefgen traces 1\n", b""] {
        fs::write(&file, broken).unwrap();
        assert_eq!(build(&site, &memory).succeeds(), built);
        assert_eq!(fs::read(&file).unwrap(), whole, "they are made again");
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_no_fault() {
    let (site, memory) = (site(), Folder::of([("file", "")]));
    let nowhere = memory.root().join("file");
    let built = site.build().env("XDG_CACHE_HOME", nowhere.to_str().unwrap()).succeeds();
    assert!(built.contains_key("index.html"));
}

#[test]
fn no_more_than_some_outputs_are_remembered() {
    let (site, memory) = (
        Folder::of([("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\n[search]\nenabled = false\n")]),
        Folder::new(),
    );
    let others = Folder::new();
    for n in 0..18 {
        build(&site, &memory).into(&others.root().join(n.to_string())).succeeds();
    }
    assert_eq!(fs::read_dir(memory.root().join("briefgen/builds")).unwrap().count(), 16);
}
