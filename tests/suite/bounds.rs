//! Files that were made to cost more than they weigh: nested, repeated, never closed.
//!
//! Each is built by the real program under limits on processor time and memory that are many times what it needs, and far below
//! what it would need if work grew with the square of the size. Either it becomes a page or the author is told the bound.

#![cfg(unix)]

use std::process::Command;

use crate::support::Folder;

/// Most processor time, in seconds. Each of these files took less than two when this was written.
const SECONDS: u32 = 60;

/// Most memory, in KiB.
const MEMORY: u32 = 4 * 1024 * 1024;

/// What the build of a site with this file says; nothing when it is built.
fn told(path: &str, text: &str) -> String {
    let site = Folder::of([("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\n"), (path, text)]);
    let limited = format!("ulimit -t {SECONDS}; ulimit -v {MEMORY}; exec \"$0\" build --root \"$1\"");
    let mut command = Command::new("sh");
    command.args(["-c", &limited, env!("CARGO_BIN_EXE_briefgen")]).arg(site.root());
    command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    let output = command.output().expect("there is a shell");
    let said = String::from_utf8(output.stderr).expect("the program prints UTF-8");
    let start: String = said.chars().take(300).collect();
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{}: {}: {start}",
        output.status,
        &text[..text.len().min(100)]
    );
    assert_eq!(output.status.success(), said.is_empty(), "{start}");
    said
}

fn page(body: &str) -> String {
    format!("---\ntitle: P\n---\n{body}")
}

fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn bodies_cost_what_they_weigh() {
    let n = 100_000;
    let bodies = [
        "> ".repeat(n) + "x",
        "- ".repeat(n) + "x",
        "1. ".repeat(n) + "x",
        "*a **b ".repeat(n),
        "_*".repeat(n),
        "**「重".repeat(n),
        "[".repeat(n) + &"]".repeat(n),
        "[a](<b".repeat(n),
        "`a ``b ".repeat(n),
        "a <!-- <? <!A <![CDATA[ ".repeat(n),
        "\"a 'b ".repeat(n),
        "# a\n\n# a-2\n\n".repeat(n / 5),
        "a\n: b\n\n".repeat(n / 5),
        format!("|{}\n|{}\n|{}\n", "a|".repeat(n / 10), "-|".repeat(n / 10), "b|".repeat(n / 10)),
        format!("|{}\n|{}\n{}", "a|".repeat(n / 20), "-|".repeat(n / 20), "|\n".repeat(n / 20)),
        numbered(n / 10, |n| format!("[^{n}]: a [^{}]\n\n", n + 1)) + "[^0]",
        numbered(n / 5, |n| format!("[r{n}]: https://example.org/\n")) + "[r0]",
        format!("[r]: https://example.org/{}\n\n{}", "x".repeat(n), "[r]\n".repeat(9000)),
        numbered(1500, |n| "`".repeat(n) + " "),
        "```rust\nfn a() {}\n```\n".repeat(n / 20),
        "```markdown\n".to_owned() + &"a(\"'<{[/*`$(\\ ".repeat(n / 20) + "\n```\n",
    ];
    for body in bodies {
        assert_eq!(told("content/pages/p.md", &page(&body)), "");
    }
}

/// What isn't closed is carried on by HTML's rules: see `growth`.
#[test]
fn raw_html_costs_what_it_weighs() {
    let many = numbered(20_000, |n| format!("<b title={n}>"));
    let long = format!("<b title=\"{}\">", "x".repeat(200_000));
    let bodies = [
        "<div>".repeat(200_000),
        "<div>".repeat(20_000) + "\n\n" + &"a\n\n".repeat(200_000),
        "> ".repeat(50_000) + "<b>",
        format!("<p>{many}{}", "<p>a".repeat(20_000)),
        format!("<p>{long}{}", "<p>a".repeat(200_000)),
        "<table><tr><td>".repeat(50_000),
        "<svg><g>".repeat(50_000),
        "<a href=x>".repeat(50_000),
        format!("<a {}>", "b=c ".repeat(200_000)),
    ];
    for body in bodies {
        assert_eq!(told("content/pages/p.md", &page(&body)), "");
    }
}

#[test]
fn front_matter_costs_what_it_weighs() {
    let article = |keys: &str| format!("---\ntitle: T\ndate: 2023\n{keys}---\n");
    let list =
        |key: &str, item: &str, count: usize| format!("{key}: [{}]\n", numbered(count, |n| format!("{item}{n}, ")));
    let claims = |count| numbered(count, |n| format!("    - {{property: p{n}, value: {n}}}\n"));
    let files = [
        (article(&list("entities", "e", 20_000)), "unknown entity"),
        (article(&numbered(20_000, |n| format!("k{n}: 1\n"))), "unknown key"),
        (article(&"key: 1\n".repeat(30_000)), "given twice"),
        (article(&format!("extra:\n{}", numbered(15_000, |n| format!("  k{n}: 1\n")))), ""),
        (article(&format!("events:\n  - id: e\n    title: t\n    date: 2023\n    claims:\n{}", claims(5000))), ""),
        (article(&list("aliases", "a", 20_000)), ""),
        (article(&format!("extra: {{a: {}\n", "[".repeat(250_000))), "nested too deeply"),
        (article(&format!("extra: {{a: {}\n", "{b: ".repeat(60_000))), "nested too deeply"),
        (article(&format!("extra:\n  {}a\n", "- ".repeat(120_000))), "nested too deeply"),
        (
            article(&format!("extra: {{a: &a [{}], b: [{}]}}\n", "x,".repeat(40_000), "*a,".repeat(40_000))),
            "repeat too much",
        ),
        (article(&format!("summary: {}\n", "x ".repeat(131_073))), "at most 262144 are read"),
        (format!("+++\nextra.a = {}\n+++\n", "[".repeat(250_000)), "recurs"),
        (format!("+++\n{}b = 1\n+++\n", "a.".repeat(120_000)), "recurs"),
    ];
    for (text, message) in files {
        let said = told("content/articles/a.md", &text);
        let start: String = said.chars().take(300).collect();
        assert!(said.contains(message) && message.is_empty() == said.is_empty(), "{message:?}: {start:?}");
    }
}

#[test]
fn files_have_a_size_and_a_number_of_links() {
    let said = told("content/pages/p.md", &page(&"x".repeat(4 * 1024 * 1024)));
    assert!(said.contains("larger than 4 MiB"), "{said}");
    let said = told("content/pages/p.md", &page(&"<https://example.org/>\n".repeat(10_001)));
    assert!(said.contains("more than 10000 links in one file"), "{said}");
    assert_eq!(told("content/pages/p.md", &page(&"<https://example.org/>\n".repeat(10_000))), "");
}
