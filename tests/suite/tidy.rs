//! Rules about the repository itself: what may import what, what the README promises, what must not stand in a file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use briefgen::date::{Date, Language};

use crate::support::program;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file below a folder, as paths from the root; not what npm installs.
fn below(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(ROOT).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                folders.extend((name != "node_modules").then_some(path));
            } else if !name.starts_with('.') {
                found.push(path.strip_prefix(ROOT).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

/// Every source file. What `init` writes lies among them, and is none.
fn sources() -> Vec<String> {
    below("src").into_iter().filter(|path| path.ends_with(".rs")).collect()
}

/// The code of a source file without its tests.
fn code(path: &str) -> String {
    let text = read(path);
    text.split("\n#[cfg(test)]").next().unwrap().to_owned()
}

/// The stage that a source file belongs to: `model` for `src/model/link.rs` and `src/model.rs`.
fn stage(path: &str) -> &str {
    let path = path.strip_prefix("src/").unwrap();
    path.split(['/', '.']).next().unwrap()
}

#[test]
fn stages_import_only_stages_before_them() {
    let vocabulary = ["date", "diagnostic", "files", "slug"];
    let may_use: BTreeMap<&str, Vec<&str>> = [
        ("files", vec![]),
        ("slug", vec![]),
        ("date", vec![]),
        ("growth", vec![]),
        ("diagnostic", vec!["files"]),
        ("fonts", vec![]),
        ("document", vocabulary.to_vec()),
        ("model", [&vocabulary[..], &["document", "fonts"]].concat()),
        ("impact", vec!["model"]),
        ("words", vec!["diagnostic", "files", "document", "model"]),
        ("pages", vec!["date", "files", "growth", "slug", "document", "model", "words"]),
        ("cards", vec!["diagnostic", "fonts", "pages"]),
        ("render", vec!["diagnostic", "files", "model", "words", "pages", "cards"]),
        ("search", vec!["pages"]),
        ("read", vocabulary.to_vec()),
        ("caches", vec![]),
        ("traces", vec!["caches", "model", "pages"]),
        ("write", vec!["read", "traces"]),
        ("report", vec!["diagnostic", "files", "document"]),
        ("schema", vec![]),
        ("scaffold", vec!["date", "slug", "document", "schema"]),
        ("watch", vec!["read"]),
        (
            "serve",
            ["diagnostic", "files", "model", "pages", "read", "report", "watch", "Memory", "Output", "Plan"].to_vec(),
        ),
        ("external", vec!["caches", "diagnostic", "document", "files", "model"]),
        ("review", vec!["date", "diagnostic", "document", "files", "model", "pages"]),
        (
            "import",
            ["date", "diagnostic", "document", "files", "growth", "slug", "model", "scaffold", "report"].to_vec(),
        ),
        ("suggest", vec!["date", "files", "slug", "document", "model", "report"]),
    ]
    .into();
    let mut broken = String::new();
    for path in sources() {
        let stage = stage(&path);
        let Some(allowed) = may_use.get(stage) else {
            assert!(["lib", "main", "cli"].contains(&stage), "{path}: say here what {stage} may import");
            continue;
        };
        for used in code(&path).split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if used != stage && !allowed.contains(&used.as_str()) {
                let _ = writeln!(broken, "{path} uses crate::{used}");
            }
        }
    }
    assert_eq!(broken, "");
}

#[test]
fn only_the_shell_touches_disk_clock_and_terminal() {
    let shell = ["caches", "read", "traces", "write", "watch", "serve", "external", "report", "cli", "main"];
    let outside = [
        "std::fs",
        "fs::",
        "std::net",
        "std::env",
        "SystemTime",
        "Instant",
        "Local::now",
        "Utc::now",
        "stdout()",
        "stderr()",
    ];
    let mut broken = String::new();
    for path in sources().iter().filter(|path| !shell.contains(&stage(path))) {
        let code = code(path);
        for word in outside.iter().filter(|word| code.contains(**word)) {
            let _ = writeln!(broken, "{path} holds {word}");
        }
    }
    assert_eq!(broken, "");
}

#[test]
fn every_module_says_what_it_is_and_stays_readable() {
    let mut broken = String::new();
    let tests = ["tests/suite", "tests/browser"].into_iter().flat_map(below).filter(|path| !path.ends_with(".json"));
    for path in sources().into_iter().chain(tests) {
        let opening = if path.ends_with(".mjs") { "// " } else { "//!" };
        if !read(&path).starts_with(opening) {
            let _ = writeln!(broken, "{path} doesn't open with what it is");
        }
        let lines = code(&path).lines().count();
        // context.rs is a list of what templates get, and reads as one.
        if lines > 520 && path.starts_with("src") && path != "src/pages/context.rs" {
            let _ = writeln!(broken, "{path} has {lines} lines");
        }
    }
    assert_eq!(broken, "");
}

#[test]
fn nothing_unfinished_or_of_one_machine_is_committed() {
    // Taken apart, so that this file doesn't hold them itself.
    let words = [
        ["TO", "DO"],
        ["FIX", "ME"],
        ["XX", "X:"],
        ["lorem ", "ipsum"],
        ["/home", "/"],
        ["/ro", "ot/"],
        ["/wo", "rk/"],
        ["/tmp", "/"],
    ];
    let folders = ["src", "tests/suite", "tests/browser", "themes", "content", "docs", ".github", ".ci"];
    let files = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Cargo.toml", "site.toml"].map(str::to_owned);
    let mut broken = String::new();
    for path in folders.iter().flat_map(|folder| below(folder)).chain(files) {
        let Ok(text) = fs::read_to_string(Path::new(ROOT).join(&path)) else { continue };
        for word in words.map(|parts| parts.concat()).iter().filter(|word| text.contains(word.as_str())) {
            let _ = writeln!(broken, "{path} holds {word}");
        }
    }
    assert_eq!(broken, "");
}

/// A lock file that names where packages were fetched from would fetch them from there on every machine.
#[test]
fn the_lock_file_of_npm_names_no_registry() {
    let lock = read("tests/browser/package-lock.json");
    // Whom some packages ask for money is no place that anything is fetched from.
    let is_address = |line: &&str| line.contains("://") && !line.trim_start().starts_with("\"url\": ");
    assert!(lock.contains("\"integrity\""));
    assert_eq!(lock.lines().filter(is_address).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn the_top_level_holds_what_it_should() {
    let known = [
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "content",
        "docs",
        "site.toml",
        "src",
        "tests",
        "themes",
    ];
    // What building leaves is ignored by git.
    let built = ["target", "public"];
    let mut names: Vec<String> =
        fs::read_dir(ROOT).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.starts_with('.') && !built.contains(&name.as_str()));
    names.sort();
    assert_eq!(names, known);
}

#[test]
fn the_architecture_names_every_room_and_every_dependency() {
    let text = read("docs/ARCHITECTURE.md");
    let mut missing = String::new();
    for path in sources() {
        let stage = stage(&path);
        let is_named = [format!("`{stage}.rs`"), format!("`{stage}/`")].iter().any(|name| text.contains(name));
        if !is_named {
            let _ = writeln!(missing, "src/{stage}");
        }
    }
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let mut tables = vec![manifest["dependencies"].as_table().unwrap()];
    for target in manifest["target"].as_table().unwrap().values() {
        tables.push(target["dependencies"].as_table().unwrap());
    }
    let reasons: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).collect();
    for name in tables.into_iter().flat_map(|table| table.keys()) {
        let is_told =
            reasons.iter().any(|row| row.split('|').nth(1).unwrap().split(',').any(|cell| cell.trim() == name));
        if !is_told {
            let _ = writeln!(missing, "why {name}");
        }
    }
    for (name, _) in text.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" | ")) {
        let is_crate = reasons.len() > 20 && ["ammonia", "walkdir"].contains(&name);
        assert!(!is_crate || manifest["dependencies"].get(name).is_some(), "{name} is told and not used");
    }
    assert_eq!(missing, "");
}

/// A fenced block of a Markdown file.
struct Block {
    language: String,
    file: Option<String>,
    text: String,
}

fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let text =
            lines.by_ref().take_while(|line| *line != "```").fold(String::new(), |text, line| text + line + "\n");
        let mut words = info.split(' ');
        blocks.push(Block {
            language: words.next().unwrap_or_default().to_owned(),
            file: words.next().and_then(|word| word.strip_prefix("file=")).map(str::to_owned),
            text,
        });
    }
    blocks
}

#[test]
fn the_readme_has_two_commands_and_ci_runs_the_second() {
    let commands: Vec<String> =
        blocks(&read("README.md")).into_iter().filter(|block| block.language == "sh").map(|block| block.text).collect();
    assert_eq!(commands, ["cargo run --release -- build\n", "cargo test\n"]);
    let ci = read(".ci/run");
    assert_eq!(ci.lines().last(), Some(commands[1].trim_end()));
    for workflow in ["pages.yml", "ci.yml"] {
        let text = read(&format!(".github/workflows/{workflow}"));
        assert!(text.contains("cargo run --release --locked -- build") || text.contains(".ci/run"), "{workflow}");
    }
}

/// What is told to those who use briefgen: the README, and the pages that it leads to.
const MANUAL: [&str; 7] = [
    "README.md",
    "docs/writing.md",
    "docs/importing.md",
    "docs/reviewing.md",
    "docs/hosting.md",
    "docs/theming.md",
    "docs/theme-reference.md",
];

fn manual() -> String {
    MANUAL.map(read).join("\n")
}

#[test]
fn every_link_of_the_manual_leads_to_a_file() {
    let pages = MANUAL.iter().chain(&["CONTRIBUTING.md", "docs/ARCHITECTURE.md", "docs/diagnostics.md"]);
    for page in pages {
        // Examples, between backticks, link within their own site.
        let text: String = read(page).split("```").step_by(2).flat_map(|prose| prose.split('`').step_by(2)).collect();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = link.split('#').next().unwrap();
            if !path.is_empty() && !path.contains(':') {
                let folder = Path::new(ROOT).join(page).parent().unwrap().to_owned();
                assert!(folder.join(path).exists(), "{page} links to {link}");
            }
        }
    }
}

/// The site that the manual's examples make.
fn manuals_site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for block in blocks(&manual()) {
        if let Some(file) = block.file {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, block.text).unwrap();
        }
    }
    folder
}

fn build(root: &Path) -> (bool, String) {
    let output = program().arg("build").arg("--root").arg(root).output().unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn the_manuals_examples_make_a_site_without_a_fault() {
    let site = manuals_site();
    assert_eq!(build(site.path()), (true, String::new()));
    let event = fs::read_to_string(site.path().join("public/events/2024-03-opening/index.html")).unwrap();
    assert!(event.contains("1 report · 1 independent origin"), "{event}");
    assert!(event.contains("Sea Wire"), "{event}");
}

/// The manual's site with a theme of the manual, built.
fn themed(theme: &str) -> tempfile::TempDir {
    let site = manuals_site();
    let config = site.path().join("site.toml");
    let options = format!("theme = {theme:?}\n{}", fs::read_to_string(&config).unwrap());
    fs::write(&config, options).unwrap();
    assert_eq!(build(site.path()), (true, String::new()), "{theme}");
    site
}

#[test]
fn the_manuals_theme_overrides_one_block_of_the_default_one() {
    let site = themed("mine");
    let config = site.path().join("site.toml");
    fs::write(&config, fs::read_to_string(&config).unwrap() + "[theme_options]\nmotto = \"Ahoy\"\n").unwrap();
    assert_eq!(build(site.path()), (true, String::new()));
    let home = fs::read_to_string(site.path().join("public/index.html")).unwrap();
    assert!(home.contains("<footer>Ahoy</footer>") && home.contains("style.css"), "{home}");
    assert!(!home.contains("colophon") && !home.contains("dossier.css"), "{home}");
    // Words of its own, and a style sheet.
    assert!(home.contains("Timeline") && site.path().join("public/static/mine.css").is_file(), "{home}");
}

/// Each of three themes has its say: the nearest one, the one that it extends, and the one that this extends.
#[test]
fn the_manuals_chain_of_three_themes_holds() {
    let site = themed("paper");
    let topic = fs::read_to_string(site.path().join("public/topics/harbour/index.html")).unwrap();
    let at = |what: &str| topic.find(what).unwrap_or_else(|| panic!("{what} is not there: {topic}"));
    // A part of its own, before what the block holds in `default`; the word of `dossier` in its own words.
    let order = ["Further reading</h2>", "id=\"part-sources\"", "Notes</h2>", "class=\"endnotes\""].map(at);
    assert!(order.is_sorted(), "{order:?}");
    assert!(!topic.contains("Endnotes"), "{topic}");
    let sheets = ["static/style.css", "static/print.css", "static/dossier.css"];
    assert!(sheets.map(at).is_sorted());
    for sheet in sheets {
        assert!(site.path().join("public").join(sheet).is_file(), "{sheet}");
    }
    let home = fs::read_to_string(site.path().join("public/index.html")).unwrap();
    assert!(home.contains("colophon") && home.contains("is-numbered"), "{home}");
}

/// Where the manual tells the options of the themes in the binary, it tells all of them.
#[test]
fn the_manual_tells_the_options_of_each_theme() {
    let manual = read("docs/theming.md");
    for theme in ["default", "dossier"] {
        let declared: toml::Table = read(&format!("themes/{theme}/theme.toml")).parse().unwrap();
        let row = manual.lines().find(|line| line.starts_with(&format!("| `{theme}` |"))).unwrap();
        for option in declared["options"].as_table().unwrap().keys() {
            assert!(row.contains(&format!("`{option}`")), "{theme}: {option}");
        }
    }
}

#[test]
fn the_manuals_fault_reads_as_it_does() {
    let site = manuals_site();
    let article = site.path().join("content/articles/2024/opening.md");
    let text = fs::read_to_string(&article).unwrap();
    fs::write(&article, text.replace("topics: [harbour]", "topics: [harbor]")).unwrap();
    let (is_built, report) = build(site.path());
    let shown = blocks(&manual()).into_iter().find(|block| block.text.starts_with("error[")).unwrap().text;
    assert!(!is_built);
    assert!(report.starts_with(&shown), "the manual says\n{shown}\nbut it is\n{report}");
}

#[test]
fn the_manuals_suggestion_reads_as_it_does() {
    let site = manuals_site();
    let article = "---\ntitle: The harbour, open\ndate: 2024-03-13\nrights: own\nevents:\n  - id: harbour-opens\n    \
                   title: Mayor Lund opens the new harbour\n    date: 2024-03-12\n    place: port-city\n---\n";
    fs::write(site.path().join("content/articles/2024/wire-opening.md"), article).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefgen"));
    let output = command.arg("suggest").arg("--root").arg(site.path()).output().unwrap();
    let shown = blocks(&manual()).into_iter().find(|block| block.text.starts_with("event ")).unwrap().text;
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    assert!(told.starts_with(&shown), "the manual says\n{shown}\nbut it is\n{told}");
}

#[test]
fn the_manuals_table_is_imported_as_it_says() {
    let site = manuals_site();
    let import = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_briefgen"));
        let output = command.arg("import").args(arguments).current_dir(site.path()).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    // The map is for another table, and its ids are those of the site.
    let refused = import(&["chronology.csv", "--map", "map.toml"]);
    assert!(refused.contains("the map names the column"), "{refused}");
    let shown = blocks(&manual()).into_iter().find(|block| block.text.starts_with("chronology.csv ->")).unwrap().text;
    assert_eq!(import(&["chronology.csv"]), shown);
    assert_eq!(build(site.path()), (true, String::new()));
}

#[test]
fn the_manuals_dates_are_shown_as_it_says() {
    let rows: Vec<(String, String)> = manual()
        .lines()
        .skip_while(|line| *line != "| written | shown |")
        .skip(2)
        .map_while(|line| {
            let mut cells = line.split('|').map(str::trim);
            Some((cells.nth(1)?.trim_matches('`').to_owned(), cells.next()?.to_owned()))
        })
        .collect();
    assert!(rows.len() >= 6);
    for (written, shown) in rows {
        assert_eq!(Date::parse(&written).unwrap().words(Language::English), shown, "{written}");
    }
}

#[test]
fn the_readmes_chronology_is_the_sites() {
    let excerpt = blocks(&read("README.md")).into_iter().find(|block| block.text.starts_with("2023\n")).unwrap().text;
    let public = tempfile::tempdir().unwrap();
    let output = public.path().join("public");
    let built = program().args(["build", "--root", ROOT, "--output"]).arg(&output).output().unwrap();
    assert!(built.status.success());
    let page = fs::read_to_string(output.join("topics/us-korea-japan/index.html")).unwrap();
    let text = scraper::Html::parse_document(&page).root_element().text().collect::<Vec<_>>().join(" ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found = 0;
    for part in excerpt.lines().skip(1).flat_map(|line| line.split("  ")).map(str::trim).filter(|part| !part.is_empty())
    {
        // A chain is told with how each took it over; names and words are what must agree.
        for piece in part.split(" ← ") {
            let piece = piece.trim_start_matches(['●', '○', '◌', '◆', ' ']);
            assert!(text.contains(piece), "{piece:?} is not on the page");
            found += 1;
        }
    }
    assert!(found >= 12, "only {found} parts were compared");
}
