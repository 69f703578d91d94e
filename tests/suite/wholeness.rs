//! The output is a whole site at every moment: the old one or the new one, whatever becomes of the build.

#![cfg(unix)]

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::{Folder, Tree, program, tree};

/// How often a build is killed.
const KILLS: usize = 200;

/// A site in one of two states, which differ in every page and in which pages there are.
fn site() -> Folder {
    (0..40).fold(Folder::of([("site.toml", "title = \"Whole\"\nbase_url = \"https://example.org/\"\n")]), |site, n| {
        site.file(&format!("content/pages/p{n}.md"), &format!("---\ntitle: Page {n}\n---\nA page.\n"))
    })
}

fn change(site: Folder, state: usize) -> Folder {
    let site = site.file("site.toml", &format!("title = \"State {state}\"\nbase_url = \"https://example.org/\"\n"));
    let (here, gone) = [("odd", "even"), ("even", "odd")][state];
    let _ = std::fs::remove_file(site.root().join(format!("content/pages/{gone}.md")));
    site.file(&format!("content/pages/{here}.md"), &format!("---\ntitle: {here}\n---\n"))
}

fn command(site: &Folder) -> Command {
    let mut command = program();
    command.arg("build").arg("--root").arg(site.root()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn succeeds(site: &Folder) {
    let built = command(site).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
}

/// A number from 0 to 1: multiples of the golden ratio leave no gap for long.
fn moment(n: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "it is a small number")]
    let product = n as f64 * 0.618_033_988_75;
    product.fract()
}

fn output(site: &Folder) -> Tree {
    tree(&site.root().join("public"))
}

#[test]
fn a_build_that_is_killed_leaves_a_whole_site() {
    let mut site = site();
    let mut whole = Vec::new();
    let mut longest = Duration::ZERO;
    for state in [0, 1] {
        site = change(site, state);
        let start = std::time::Instant::now();
        succeeds(&site);
        longest = longest.max(start.elapsed());
        whole.push(output(&site));
    }
    let mut killed = 0;
    for n in 0..KILLS {
        site = change(site, n % 2);
        let mut build = command(&site).spawn().unwrap();
        // Sooner and later than a build takes, so that every step of it is hit.
        std::thread::sleep(longest.mul_f64(1.2 * moment(n)));
        let _ = build.kill();
        let build = build.wait_with_output().unwrap();
        // Whatever the one before it left behind, a build that isn't killed succeeds.
        assert!(build.status.code().is_none_or(|code| code == 0), "{}", String::from_utf8_lossy(&build.stderr));
        killed += usize::from(build.status.code().is_none());
        let left = output(&site);
        assert!(whole.contains(&left), "after {n} builds the output is neither the old site nor the new one");
    }
    assert!(killed > KILLS / 10, "only {killed} builds were killed before they ended");
    // The next build clears up what they left.
    succeeds(&site);
    assert_eq!(output(&site), whole[(KILLS - 1) % 2]);
    let beside: Vec<_> = std::fs::read_dir(site.root()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let left: Vec<_> = beside.iter().filter(|name| name.to_string_lossy().starts_with(".public")).collect();
    assert!(left.len() <= 1, "what may stay is the lock: {left:?}");
}

/// A file that can't be written whole, as when the disk is full.
#[test]
fn a_build_that_cannot_write_leaves_the_old_site_and_says_where_it_failed() {
    let site = change(site(), 0);
    succeeds(&site);
    let old = output(&site);
    let large = "x".repeat(3 * 1024 * 1024);
    let site = change(site, 1).file("content/pages/large.txt", &large);
    // No file may grow beyond a megabyte. Writing on fails as it does on a full disk, with another reason.
    let failed = Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 2048; exec \"$0\" \"$@\"",
            env!("CARGO_BIN_EXE_briefgen"),
            "build",
            "--root",
        ])
        .arg(site.root())
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .unwrap();
    let said = String::from_utf8(failed.stderr).unwrap();
    assert_eq!(failed.status.code(), Some(2), "{said}");
    assert!(said.starts_with("error: ") && said.contains("large.txt"), "{said}");
    assert!(said.contains("File too large"), "{said}");
    assert_eq!(output(&site), old);
    succeeds(&site);
}
