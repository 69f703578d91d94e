//! What the command line says of itself: completions, manual pages and schemas.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use briefgen::schema::{Draft, Subject, schema};

use crate::support::tree;

fn briefgen() -> Command {
    Command::new(env!("CARGO_BIN_EXE_briefgen"))
}

fn printed(arguments: &[&str]) -> String {
    let output = briefgen().args(arguments).output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The names of the commands, as the help lists them.
fn commands() -> Vec<String> {
    let help = printed(&["--help"]);
    let list = help.split_once("Commands:\n").unwrap().1.split_once("\n\n").unwrap().0;
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.map(|line| line.split_whitespace().next().unwrap().to_owned()).filter(|name| name != "help").collect()
}

#[test]
fn every_shell_completes_every_command() {
    let commands = commands();
    assert!(commands.iter().any(|name| name == "build"), "{commands:?}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&["completions", shell]);
        for command in &commands {
            assert!(script.contains(command.as_str()), "{shell} knows no {command}");
        }
        assert!(script.contains("base-url"), "{shell} knows no --base-url");
    }
}

#[cfg(unix)]
#[test]
fn bash_takes_its_script() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("briefgen");
    fs::write(&script, printed(&["completions", "bash"])).unwrap();
    let asks = format!(
        "source '{}'; COMP_WORDS=(briefgen che); COMP_CWORD=1; _briefgen briefgen che briefgen; echo \"${{COMPREPLY[*]}}\"",
        script.display()
    );
    let output = std::process::Command::new("bash").args(["--norc", "-c", &asks]).output().expect("there is bash");
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), "check");
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    printed(&["man", "--out", folder.path().to_str().unwrap()]);
    let pages = tree(folder.path());
    assert!(pages.contains_key("briefgen.1"));
    for command in commands() {
        let page = String::from_utf8(pages[&format!("briefgen-{command}.1")].clone()).unwrap();
        assert!(page.contains(".SH SYNOPSIS") && page.contains(".SH DESCRIPTION"), "{command}");
    }
    assert!(printed(&["man"]).contains("briefgen\\-build"));
}

#[test]
fn schemas_are_printed_and_written() {
    for subject in Subject::ALL {
        assert_eq!(printed(&["schema", subject.as_str()]), schema(subject, Draft::Draft2020));
        assert!(printed(&["schema", subject.as_str(), "--draft", "7"]).contains("draft-07"));
    }
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new/schemas");
    printed(&["schema", "--draft", "7", "--out", out.to_str().unwrap()]);
    let names: Vec<String> = tree(&out).into_keys().collect();
    assert_eq!(names.len(), Subject::ALL.len());
    for subject in Subject::ALL {
        let written = fs::read_to_string(out.join(format!("{}.json", subject.as_str()))).unwrap();
        assert_eq!(written, schema(subject, Draft::Draft7));
    }
}

#[test]
fn what_cannot_be_written_is_told_with_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    for command in [&["schema", "--out"][..], &["man", "--out"]] {
        let output = briefgen().args(command).arg(&file).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(
            told.starts_with("error: cannot write ") && told.contains(&*Path::new("file").to_string_lossy()),
            "{told}"
        );
    }
}
