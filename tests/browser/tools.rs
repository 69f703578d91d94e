//! The programs that the tests in a browser need: found, or installed where that is possible.
//!
//! Packages of npm are installed into `node_modules` beside this file, whenever the lock file has changed. Programs of
//! the system are installed only by root on a system with apt-get, which is what a container is. No browser is
//! downloaded.

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use crate::SCRIPTS;

/// Tests run at the same time, and installing must not.
static INSTALLING: Mutex<()> = Mutex::new(());

/// What a part of the tests needs; nothing when it has to be skipped, which is said on the terminal. On CI that fails.
pub(crate) fn ready<T>(part: &str, tool: fn() -> Result<T, String>) -> Option<T> {
    let found = {
        // A failure of the other test is told by that test.
        let _guard = INSTALLING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        packages().and_then(|()| tool())
    };
    let is_ci = env::var("CI").is_ok_and(|value| value == "true");
    match found {
        Ok(found) => Some(found),
        Err(why) if is_ci => panic!("{part} can't be skipped on CI: {why}"),
        Err(why) => {
            // Not a macro, whose output the test harness would keep to itself.
            writeln!(io::stderr(), "\nSKIPPED: {part}: {why}\n").expect("a terminal can be written to");
            None
        }
    }
}

/// A browser of the Chromium family.
pub(crate) fn chromium() -> Result<PathBuf, String> {
    let find = || {
        let named = env::var_os("CHROMIUM").map(PathBuf::from);
        let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        named.or_else(|| names.into_iter().find_map(on_path))
    };
    // Korean and Japanese pages are to be seen in their own letters.
    find().or_else(|| install(&["chromium", "fonts-noto-cjk"]).then(find).flatten()).ok_or_else(|| {
        "there is no Chromium: install it (on Debian: apt-get install chromium fonts-noto-cjk) or name one in CHROMIUM"
            .to_owned()
    })
}

/// The Nu Html Checker, for `java -jar`.
pub(crate) fn checker() -> Result<PathBuf, String> {
    let jar = Path::new(SCRIPTS).join("node_modules/vnu-jar/build/dist/vnu.jar");
    let runs = || {
        let mut java = Command::new("java");
        java.arg("-jar").arg(&jar).arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
        java.status().is_ok_and(|status| status.success())
    };
    if runs() || (install(&["default-jre-headless"]) && runs()) {
        return Ok(jar);
    }
    Err("there is no Java 17 or later: install it (on Debian: apt-get install default-jre-headless)".to_owned())
}

/// Installs the packages of npm that the lock file names, unless they are there.
fn packages() -> Result<(), String> {
    let scripts = Path::new(SCRIPTS);
    for program in ["node", "npm"] {
        if on_path(program).is_none() {
            return Err(format!("there is no {program}: install Node.js 20 or later, with npm"));
        }
    }
    let lock = fs::read(scripts.join("package-lock.json")).expect("the lock file is part of the repository");
    let installed = scripts.join("node_modules/.installed");
    if fs::read(&installed).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let output = Command::new("npm").arg("ci").current_dir(scripts).output().expect("npm was found");
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("npm ci in tests/browser failed:\n{said}"));
    }
    fs::write(&installed, lock).map_err(|error| format!("{}: {error}", installed.display()))
}

/// Installs packages of the system and says whether that went well. Only root can, and only apt-get is known.
fn install(packages: &[&str]) -> bool {
    let user = Command::new("id").arg("-u").output();
    let is_root = user.is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let arguments = [&["install", "--yes", "--no-install-recommends"], packages].concat();
    is_root && on_path("apt-get").is_some() && apt(&["update"]) && apt(&arguments)
}

/// Where a program is.
fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}
