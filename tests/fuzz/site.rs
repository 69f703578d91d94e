//! A site of one content file, in memory, as the fuzzers make it of their bytes.

use briefgen::diagnostic::{Diagnosed, Diagnostic};
use briefgen::files::{Content, File, FilePath, Files};
use briefgen::report::{self, Style};
use briefgen::render;

const CONFIG: &str = "title = \"Fuzz\"\nbase_url = \"https://example.org/\"\n";

/// The site that has this file besides its configuration.
pub fn files(path: &str, text: &str) -> Files {
    let file = |path: &str, text: &str| File { path: FilePath::new(path), content: Content::Text(text.into()) };
    let mut all = render::embedded();
    all.extend([file("site.toml", CONFIG), file(path, text)]);
    Files::new(all)
}

/// Every fault has a place in a file and says what to do, and nothing in it acts on a terminal.
pub fn assert_told<T>(diagnosed: &Diagnosed<Option<T>>, files: &Files) {
    assert!(diagnosed.value.is_some() || !diagnosed.diagnostics.is_empty(), "no site, and nobody knows why");
    diagnosed.diagnostics.iter().for_each(|diagnostic| told(diagnostic, files));
}

fn told(diagnostic: &Diagnostic, files: &Files) {
    let told = report::render(std::slice::from_ref(diagnostic), files, Style::Plain);
    assert!(told.contains("-->") && told.contains("= help: "), "{told}");
    assert!(!told.contains(['\0', '\u{1b}', '\u{202e}']), "{told:?}");
}
