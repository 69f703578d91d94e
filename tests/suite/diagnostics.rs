//! What authors read when something is wrong, or when they ask.
//!
//! Each folder below `tests/diagnostics/` is a small site with faults, and `expected.txt`, which holds the exit code in its
//! first line and then exactly what `briefgen build` prints. A file `args` gives further arguments, one a line; a file
//! `command` names another command with its arguments. The texts are product: read a changed one as its author would before you accept it with `UPDATE_EXPECTED=1 cargo test`.
//!
//! Files that Git or an editor would spoil (line ends, encodings, links, sizes) are made by code in `hostile`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::program;

/// Files of a case that are not part of its site.
const OWN: [&str; 3] = ["args", "command", "expected.txt"];

#[test]
fn every_case_is_told_as_expected() {
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let mut failures = String::new();
    for case in cases() {
        let expected = case.join("expected.txt");
        let told = run(&case);
        if update {
            fs::write(&expected, told).unwrap();
            continue;
        }
        let name = case.file_name().unwrap().display();
        match fs::read_to_string(&expected) {
            Ok(text) if text == told => {}
            Ok(text) => write!(failures, "\n{name}\n{}", difference(&text, &told)).unwrap(),
            Err(error) => write!(failures, "\n{name}: expected.txt: {error}\n{told}").unwrap(),
        }
    }
    assert!(failures.is_empty(), "lines that are missing (-) and new (+); UPDATE_EXPECTED=1 accepts them\n{failures}");
}

/// The rules of the house for messages, held against every text that a case expects.
#[test]
fn every_fault_is_plain_and_says_what_to_do() {
    for case in cases() {
        let text = fs::read_to_string(case.join("expected.txt")).unwrap();
        let is_title = |line: &&str| line.starts_with("error") || line.starts_with("warning");
        let faults = text.split("\n\n").filter(|fault| fault.lines().any(|line| is_title(&line)));
        // What the environment refuses has no place in a file.
        for fault in faults.filter(|_| !text.starts_with("exit 2\n")) {
            let title = fault.lines().find(is_title).unwrap();
            let (kind, message) = title.split_once(": ").unwrap();
            assert!(kind.ends_with(']'), "has a code: {title}");
            assert!(!message.starts_with(char::is_uppercase), "lower case: {title}");
            assert!(!message.ends_with(['.', '!', '?']), "no full stop: {title}");
            assert!(fault.contains("-->"), "says where: {fault}");
            assert!(fault.contains("= help: "), "says what to do: {fault}");
        }
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty() && cases.iter().all(|case| case.is_dir()), "each case is a folder");
    cases
}

/// The exit code and what is printed. Nothing may be written when the code says that there were faults.
fn run(case: &Path) -> String {
    let site = tempfile::tempdir().unwrap();
    copy(case, site.path());
    for own in OWN {
        // Not every case has arguments or, while it is being written, an expected text.
        let _ = fs::remove_file(site.path().join(own));
    }
    let told = fs::read_to_string(case.join("command")).unwrap_or_else(|_| "build\n".to_owned());
    let arguments = told + &fs::read_to_string(case.join("args")).unwrap_or_default();
    let is_build = arguments.starts_with("build\n");
    let before = names(site.path());
    let mut command = program();
    let output = command.current_dir(site.path()).args(arguments.lines()).output().unwrap();

    let name = case.display();
    let code = output.status.code().expect("it ends by itself");
    let after = names(site.path());
    match code {
        0 if is_build => assert!(site.path().join("public/index.html").exists(), "{name}: a site is written"),
        _ => assert_eq!(before, after, "{name}: nothing is written"),
    }
    let stdout = String::from_utf8(output.stdout).unwrap();
    let is_for_programs = arguments.contains("--format\n");
    assert!(!is_build || is_for_programs || stdout.is_empty(), "{name}: faults go to stderr: {stdout}");
    format!("exit {code}\n{stdout}{}", String::from_utf8(output.stderr).unwrap())
}

/// Copies a folder; files keep nothing but their names and bytes.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::write(target, fs::read(entry.path()).unwrap()).unwrap();
        }
    }
}

/// What lies at the top of a folder, hidden or not.
fn names(folder: &Path) -> Vec<std::ffi::OsString> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    names
}

/// The lines that differ, between those at the beginning and the end that are the same.
pub(crate) fn difference(expected: &str, told: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), told.lines().collect());
    let first = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = (&old[first..], &new[first..]);
    let last = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(a, b)| a == b).count();
    let mut text = String::new();
    for line in &old[first.saturating_sub(2)..first] {
        writeln!(text, "  {line}").unwrap();
    }
    for line in &rest.0[..rest.0.len() - last] {
        writeln!(text, "- {line}").unwrap();
    }
    for line in &rest.1[..rest.1.len() - last] {
        writeln!(text, "+ {line}").unwrap();
    }
    text
}
