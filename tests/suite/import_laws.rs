//! `briefgen import`: what holds whatever is imported.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use briefgen::date::Date;
use briefgen::document::{self, Mode, Rights, Stance};
use briefgen::import::{self, Folder, Input, Kind, Map, Picture, Refused, Request, shelve, understand};
use briefgen::scaffold::{self, Article, New, ProposedEvent};
use briefgen::slug::Slug;
use proptest::prelude::*;

use crate::import::{checks, gzip, import, site};
use crate::support::{in_memory, linked, tree};

#[test]
fn hostile_inputs_stay_inside_and_cost_little() {
    let bomb = format!(
        "---\na: &a [x, x, x, x]\n{}---\n",
        "bcdefghijklmnop".chars().fold(String::new(), |bomb, c| {
            let before = char::from(u8::try_from(c).unwrap() - 1);
            format!("{bomb}{c}: &{c} [{}]\n", format!("*{before}, ").repeat(8))
        })
    );
    let site = site()
        .file("in/bomb.md", &bomb)
        .file("in/nested.md", &format!("---\na: {}\n---\n", "[".repeat(200_000)))
        .file("in/path.md", "---\ntitle: '../../../escape'\nslug: ../../../../etc/escape\ndate: 2031-03-14\nlanguage: ../x\n---\nText [a](javascript:alert(1)) [b](article:nowhere).\n")
        .file("in/nested.csv", &format!("Year,Headline,Text\n2031,A,{}\n", "<b>".repeat(20_000)))
        .file("in/nested.json", &"[".repeat(200_000));
    fs::write(site.root().join("in/bomb.txt.gz"), gzip(&vec![b'a'; import::MAX_INPUT_BYTES + 1])).unwrap();
    let before: Vec<String> = tree(site.root()).into_keys().collect();
    let outcome = import(&site, &["in"], b"");
    assert_eq!(outcome.code, Some(1), "{}", outcome.stderr);
    let told = outcome.stderr.as_str();
    for expected in [
        "in/bomb.md: refused: ",
        "in/nested.md: refused: ",
        "in/nested.json: refused: ",
        "in/bomb.txt.gz: refused: it has more than",
    ] {
        assert!(told.contains(expected), "{expected} in {told}");
    }
    assert!(
        outcome.stdout.lines().any(|path| path == "content/articles/2031/2031-03-14-etc-escape.md"),
        "{}",
        outcome.stdout
    );
    let is_new = |path: &String| !before.contains(path);
    for path in tree(site.root()).into_keys().filter(is_new) {
        assert!(path.starts_with("content/") || path.starts_with("clippings/"), "{path}");
    }
    checks(&site);
}

/// A text as it may stand in front matter: on one line.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c == '\u{85}')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What an input of any kind may hold, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[a-z ,;\t\n\"'<>&|{}\\[\\]():#*!=+-]{0,30}",
        prop::sample::select(vec![
            "---\n",
            "+++\n",
            "title: A\n",
            "date: 2031-03-14\n",
            "tags: [a, b]\n",
            "Year,Month,Day,Headline,Text,Media\n",
            "2031,3,14,",
            "-500,,,",
            "{\"events\": [",
            "{\"start_date\": {\"year\": 2031}}",
            "]}",
            "\"",
            "[a](b)",
            "![a](b)",
            "[a]: c\n",
            "[![a](b)](https://example.org/)",
            "<a href=\"https://example.org/\">a</a>",
            "<table><td>",
            "https://example.org/",
            "{% x %}",
            "<!--",
            "Subject: A\nFrom: b\n\n",
            "\u{feff}",
            "2031年3月14日",
            "[^1]",
            "[^1]: a\n",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    /// Whatever an input holds, it is understood or refused; what is made of it lies where it should and is read back.
    #[test]
    fn no_input_is_too_odd(text in pieces()) {
        let config = ("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\n".to_owned());
        let files = in_memory([config.clone()]);
        let (site, _) = linked(&files);
        let request = Request::new(&site, Map::default(), Vec::new(), Date::parse("2031-04-01").unwrap()).unwrap();
        let kinds = [Kind::Text, Kind::Html, Kind::Markdown, Kind::Mail, Kind::Table, Kind::Timeline].map(Some);
        for kind in kinds.into_iter().chain([None]) {
            let mut folder = Folder::default();
            // Of the second post nothing is made.
            folder.posts.add("2031-03-x.md", None, 0);
            folder.posts.add("b", None, 1);
            folder.pictures.add("b", "b", Picture { disk: "b".into(), path: "content/pictures/b \"<>".to_owned(), is_there: false });
            let input = Input {
                name: "2031-03-x.md".to_owned(),
                path: "2031-03-x.md".to_owned(),
                bytes: text.clone().into_bytes(),
                kind,
                folder: Arc::new(folder),
            };
            let understood = [understand(input, &request)];
            let made = shelve(&understood, &request, &files, &BTreeSet::new(), &Refused::new());
            let mut all = vec![config.clone()];
            for file in &made.files {
                prop_assert!(file.path.starts_with("content/") || file.path.starts_with("clippings/"));
                prop_assert!(!file.path.contains("/."), "{}", file.path);
                if let Some(text) = file.text() {
                    prop_assert!(!text.contains("<post:"), "{text}");
                    all.push((file.path.as_str(), text.into_owned()));
                }
            }
            let parsed = document::parse(&in_memory(all));
            let faults: Vec<&str> = parsed.diagnostics.iter().map(|fault| fault.message.as_str()).collect();
            prop_assert!(faults.is_empty(), "{kind:?}: {faults:?}\n{:?}", made.files.iter().map(import::New::text).collect::<Vec<_>>());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Whatever a clipping says is data: our own reader gives it back, whatever stands around it.
    #[test]
    fn any_text_is_read_back(texts in proptest::collection::vec(any::<String>(), 8), awkward in "[-:#'\"\\[\\]{}&*!|>%@`,? \n\t]{0,12}") {
        let text = |n: usize| format!("{awkward}{}", texts[n]);
        let date = Date::parse("2031-03-14~").unwrap();
        let mut article = Article::new(&text(0), date.clone());
        article.date.note = Some(text(1));
        article.date_note = Some(text(2));
        article.source.headline = Some(text(3));
        article.source.byline = vec![text(4), text(5)];
        article.source.dateline = Some(text(6));
        article.source.publisher.note = Some(text(7));
        article.source.proposed_parents = vec![text(1)];
        article.summary = Some(text(2));
        article.topics.note = Some(text(4));
        article.rights = Rights::Full(format!("x{}", text(5)));
        article.source.derived_from = vec![(Slug::new("wire").unwrap(), Mode::Syndicates, text(6))];
        article.proposed_events = vec![ProposedEvent {
            id: Slug::new("e").unwrap(),
            title: text(3),
            date: date.clone(),
            is_known: false,
            stance: Stance::Announces,
            grounds: text(0),
        }];
        article.extra.insert(serde_yaml::Value::String(text(1)), serde_yaml::Value::String(text(2)));
        article.body = texts[7].replace(['[', '<'], "");
        prop_assume!(!one_line(&text(0)).is_empty());
        let start = scaffold::article(&article, &Slug::new("a").unwrap());
        let files = in_memory([
            ("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\n".to_owned()),
            ("content/publishers/wire.md", "---\nname: Wire\n---\n".to_owned()),
            (start.path.as_str(), start.text.replace("draft: true", "draft: false")),
        ]);
        let (site, faults) = linked(&files);
        prop_assert!(faults.is_empty(), "{faults:?}\n{}", start.text);
        let (_, row) = site.articles.iter().next().unwrap();
        prop_assert_eq!(one_line(&row.title), one_line(&text(0)));
        prop_assert_eq!(one_line(&row.source.headline.clone().unwrap_or_default()), one_line(&text(3)));
        prop_assert_eq!(one_line(&row.source.dateline.clone().unwrap_or_default()), one_line(&text(6)));
        prop_assert_eq!(row.mentions.len(), 0);
    }

    /// The same through the site: what readers see is what the clipping said.
    #[test]
    fn any_title_author_and_place_reaches_the_site(title in "\\PC{1,60}", author in "\\PC{1,40}", path in "[a-z%?=&;#'\"()\\[\\]{}:,-]{0,40}") {
        prop_assume!(!one_line(&title).is_empty() && !one_line(&author).is_empty());
        let url = format!("https://example.org/{path}");
        let mut article = Article::new(&title, Date::parse("2031").unwrap());
        article.draft = false;
        article.source.byline = vec![author.clone()];
        article.source.url.value = Some(url.clone());
        let id = scaffold::id(&New::Article(Date::parse("2031").unwrap()), "a").unwrap();
        let start = scaffold::article(&article, &id);
        let config = "title = \"T\"\nbase_url = \"https://example.org/\"\n".to_owned();
        let files = in_memory([("site.toml", config), (start.path.as_str(), start.text.clone())]);
        let (site, faults) = linked(&files);
        prop_assert!(faults.is_empty(), "{faults:?}\n{}", start.text);
        let (_, row) = site.articles.iter().next().unwrap();
        prop_assert_eq!(one_line(&row.title), one_line(&title));
        prop_assert_eq!(one_line(&row.source.byline[0]), one_line(&author));
        prop_assert_eq!(row.source.url.clone(), Some(url::Url::parse(&url).unwrap().to_string()));
    }
}
