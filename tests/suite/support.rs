//! What the tests of whole sites are made with: a site's folder, the program run on it, and the trees that come out.
//!
//! A test says what the site holds and how it is built, and gets the output as a [`Tree`]: once through the real binary
//! ([`Build::succeeds`]), once in memory ([`rendered`]).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use briefgen::diagnostic::{Diagnosed, Diagnostic, Severity};
use briefgen::files::{Content, File, FilePath, Files};
use briefgen::fonts::Fonts;
use briefgen::model::{Options, Site};
use briefgen::{Output, Plan, document, model, read, render};
use scraper::{ElementRef, Html, Selector};
use tempfile::TempDir;

/// This repository's folder, which is a site itself.
pub(crate) const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

/// Files by their path, separated by `/`.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// The program. What it remembers lies with what else the tests leave behind, and not with what the user's own builds do.
pub(crate) fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_briefgen"));
    program.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    program
}

/// A site in a folder of its own, which is deleted with the value.
pub(crate) struct Folder(TempDir);

impl Folder {
    /// A folder without anything in it.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("the system gives a temporary folder"))
    }

    /// A folder with these files, made in this order.
    pub(crate) fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        files.into_iter().fold(Self::new(), |site, (path, text)| site.file(path, text))
    }

    /// This repository's site: what briefgen reads of it.
    pub(crate) fn repository() -> Self {
        let root = Path::new(REPOSITORY);
        Self::new()
            .copy(&root.join("site.toml"), "site.toml")
            .copy(&root.join("content"), "content")
            .copy(&root.join("themes"), "themes")
    }

    /// Adds a file, in place of one that is there.
    pub(crate) fn file(self, path: &str, text: &str) -> Self {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
        self
    }

    /// Adds a copy of a file or folder of the disk.
    pub(crate) fn copy(self, from: &Path, to: &str) -> Self {
        let to = self.root().join(to);
        let copied = || -> std::io::Result<()> {
            for entry in walkdir::WalkDir::new(from).sort_by_file_name() {
                let entry = entry?;
                let below = entry.path().strip_prefix(from).expect("it was found below");
                let to = if below.as_os_str().is_empty() { to.clone() } else { to.join(below) };
                if entry.file_type().is_dir() {
                    fs::create_dir_all(to)?;
                } else {
                    fs::create_dir_all(to.parent().expect("it lies in the folder"))?;
                    fs::write(to, fs::read(entry.path())?)?;
                }
            }
            Ok(())
        };
        copied().unwrap_or_else(|error| panic!("copying {}: {error}", from.display()));
        self
    }

    /// Where it is.
    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    /// Asks for a build of the site.
    pub(crate) fn build(&self) -> Build {
        self.ask("build")
    }

    /// Asks for another command on the site.
    pub(crate) fn ask(&self, what: &str) -> Build {
        let mut command = program();
        command.arg(what).arg("--root").arg(self.root());
        Build { command, output: self.root().join("public") }
    }
}

/// A build that is about to be run.
pub(crate) struct Build {
    command: Command,
    output: PathBuf,
}

/// What the program said, and how it ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Build {
    pub(crate) fn arguments<'a>(mut self, arguments: impl IntoIterator<Item = &'a str>) -> Self {
        self.command.args(arguments);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs the program from another folder than the tests' own.
    pub(crate) fn from(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Writes to this folder instead of `public/` in the site's.
    pub(crate) fn into(mut self, output: &Path) -> Self {
        self.command.arg("--output").arg(output);
        output.clone_into(&mut self.output);
        self
    }

    /// Runs it.
    pub(crate) fn run(mut self) -> Outcome {
        let output = self.command.output().expect("the program starts");
        let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
        Outcome { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Runs it, and gives what it wrote. There must be nothing to complain of, and the manifest must list each file.
    pub(crate) fn succeeds(self) -> Tree {
        let output = self.output.clone();
        let outcome = self.run();
        assert_eq!((outcome.code, outcome.stdout.as_str(), outcome.stderr.as_str()), (Some(0), "", ""));
        let mut tree = tree(&output);
        let manifest = tree.remove(".briefgen").expect("the output has a manifest");
        let listed: String = tree.keys().map(|path| format!("{path}\n")).collect();
        assert_eq!(text(&manifest), format!("briefgen 1\n{listed}"), "the manifest lists what was written");
        tree
    }
}

/// Every file below a folder.
pub(crate) fn tree(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).expect("it was found below");
            let path = path.to_str().expect("names are UTF-8").replace('\\', "/");
            tree.insert(path, fs::read(entry.path()).expect("what was written can be read"));
        }
    }
    tree
}

/// The bytes of a text file as text.
pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it is UTF-8")
}

/// A snapshot of files that were never on disk, with the embedded themes.
pub(crate) fn in_memory<'a>(files: impl IntoIterator<Item = (&'a str, String)>) -> Files {
    let file = |(path, text): (&str, String)| File { path: FilePath::new(path), content: Content::Text(text.into()) };
    let mut all = render::embedded();
    all.extend(files.into_iter().map(file));
    Files::new(all)
}

/// Parses and links a snapshot: the site, and everything that is wrong with it.
pub(crate) fn linked(files: &Files) -> (Site, Vec<Diagnostic>) {
    let Diagnosed { value: documents, mut diagnostics } = document::parse(files);
    let documents = documents.unwrap_or_else(|| panic!("site.toml can't be read: {diagnostics:?}"));
    let Diagnosed { value: site, diagnostics: mut faults } = model::link(documents, files, &Options::default());
    diagnostics.append(&mut faults);
    diagnostics.retain(is_fault);
    (site, diagnostics)
}

/// Whether something is wrong. Advice, which `check` gives, is about what stands behind a claim.
fn is_fault(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity != Severity::Advice
}

/// Reads a site from disk. Nothing may be wrong with its files.
pub(crate) fn read(root: &Path) -> Files {
    let read = read::read(root, render::embedded()).expect("the folder is a site");
    assert_eq!(read.diagnostics, []);
    read.value
}

/// Takes a snapshot up to the pages. Nothing may be wrong with the site.
pub(crate) fn plan(files: &Files, options: &Options) -> Plan {
    let Diagnosed { value: plan, mut diagnostics } = Plan::new(files, options);
    diagnostics.retain(is_fault);
    assert_eq!(diagnostics, []);
    plan.expect("a site without faults has pages")
}

/// Everything that a site becomes, rendered in memory. Files that are copied are read from `root`.
pub(crate) fn rendered(root: &Path, options: &Options) -> Tree {
    let files = read(root);
    let plan = plan(&files, &Options { fonts: Fonts::of(root), ..options.clone() });
    written(&plan, root).unwrap_or_else(|fault| panic!("{fault:?}"))
}

/// What `build` writes of a plan: every file by its path. Files that are copied are read from `root`.
pub(crate) fn written(plan: &Plan, root: &Path) -> Result<Tree, Box<Diagnostic>> {
    let mut tree = Tree::new();
    for (route, url) in &plan.routes {
        match plan.output(*route, url)? {
            Output::Bytes(bytes) => drop(tree.insert(url.output_path(), bytes)),
            Output::Copy(file) => {
                let copied = fs::read(read::on_disk(root, &plan.files[file].path));
                tree.insert(url.output_path(), copied.expect("what was listed can be read"));
            }
            Output::Folder(files) => tree.extend(files.into_iter().map(|(url, bytes)| (url.output_path(), bytes))),
        }
    }
    Ok(tree)
}

/// What a reader sees of an element: its text, with each run of white space as one space.
pub(crate) fn words(element: ElementRef<'_>) -> String {
    squeezed(&element.text().collect::<String>())
}

/// What a reader sees of a page between `<body>` and its end.
pub(crate) fn body_words(html: &Html) -> String {
    words(html.select(&selector("body")).next().expect("every page has a body"))
}

/// The text with each run of white space as one space.
pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A CSS selector that is known to be one.
pub(crate) fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css:?}: {error}"))
}
