//! The words of the interface: languages say the same, and nothing else than what is said.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use briefgen::model::Options;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use scraper::{ElementRef, Html};

use crate::support::{self, Folder, REPOSITORY, text};

/// What a message takes: names of values.
#[derive(Default)]
struct Takes {
    said: BTreeSet<String>,
    /// By which it chooses between variants.
    chosen_by: BTreeSet<String>,
}

impl Takes {
    fn all(&self) -> BTreeSet<String> {
        &self.said | &self.chosen_by
    }

    fn gather(&mut self, pattern: &Pattern<String>) {
        for element in &pattern.elements {
            let PatternElement::Placeable { expression } = element else { continue };
            let (inline, variants, found) = match expression {
                Expression::Inline(inline) => (inline, &[][..], &mut self.said),
                Expression::Select { selector, variants } => (selector, &variants[..], &mut self.chosen_by),
            };
            if let InlineExpression::VariableReference { id } = inline {
                found.insert(id.name.clone());
            }
            variants.iter().for_each(|variant| self.gather(&variant.value));
        }
    }
}

/// The themes in the binary.
const THEMES: [&str; 2] = ["default", "dossier"];

/// The text of a language of a theme.
fn read(theme: &str, tag: &str) -> String {
    let path = Path::new(REPOSITORY).join("themes").join(theme).join("languages").join(tag).with_extension("ftl");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The messages of a language of a theme.
fn messages(theme: &str, tag: &str) -> BTreeMap<String, Takes> {
    let resource =
        fluent_syntax::parser::parse(read(theme, tag)).unwrap_or_else(|(_, errors)| panic!("{tag}: {errors:?}"));
    let mut messages = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut takes = Takes::default();
        message.value.iter().for_each(|pattern| takes.gather(pattern));
        let name = message.id.name.clone();
        assert!(messages.insert(name.clone(), takes).is_none(), "{tag} has {name} twice");
    }
    messages
}

/// The messages of all themes. No theme says one anew.
fn all_messages(tag: &str) -> BTreeMap<String, Takes> {
    let of_themes = THEMES.into_iter().flat_map(|theme| messages(theme, tag));
    of_themes.fold(BTreeMap::new(), |mut all, (name, takes)| {
        assert!(all.insert(name.clone(), takes).is_none(), "two themes have {name}");
        all
    })
}

/// How templates say a message.
const CALL: &str = "t(key=\"";

/// What templates say: each message with the values that it is given.
fn said_by_templates() -> Vec<(String, BTreeSet<String>)> {
    let templates = THEMES.into_iter().flat_map(|theme| {
        support::tree(&Path::new(REPOSITORY).join("themes").join(theme).join("templates")).into_values()
    });
    let calls =
        |template: &str| template.match_indices(CALL).map(|(at, _)| call(&template[at + CALL.len()..])).collect();
    templates.flat_map(|template| -> Vec<_> { calls(text(&template)) }).collect()
}

/// Reads what stands after [`CALL`], up to the end of the call.
fn call(rest: &str) -> (String, BTreeSet<String>) {
    let (name, rest) = rest.split_once('"').unwrap();
    let mut depth = 1;
    let end = rest.find(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0
    });
    let mut arguments = rest[..end.unwrap()].to_owned();
    // What stands in brackets are arguments of others.
    while let Some(start) = arguments.rfind('(') {
        let end = start + arguments[start..].find(')').unwrap();
        arguments.replace_range(start..=end, "");
    }
    let values = arguments.split(',').filter_map(|argument| Some(argument.split_once('=')?.0.trim().to_owned()));
    (name.to_owned(), values.collect())
}

#[test]
fn templates_say_what_is_there_with_what_it_takes() {
    let messages = all_messages("en");
    let said = said_by_templates();
    assert!(said.len() > 150, "the calls were found");
    for (name, given) in said {
        let takes = messages.get(&name).unwrap_or_else(|| panic!("there is no message {name}"));
        assert_eq!(given, takes.all(), "{name}");
    }
}

#[test]
fn every_message_is_said() {
    let said: BTreeSet<String> = said_by_templates().into_iter().map(|(name, _)| name).collect();
    let code: String =
        support::tree(&Path::new(REPOSITORY).join("src/pages")).values().map(|file| text(file)).collect();
    let is_said = |name: &String| said.contains(name) || code.contains(&format!("\"{name}\""));
    let never: Vec<String> = all_messages("en").into_keys().filter(|name| !is_said(name)).collect();
    assert_eq!(never, Vec::<String>::new());
}

/// A language that says less is filled up from English; those of this program are whole. One without plurals needs no number
/// that it doesn't say.
#[test]
fn every_language_has_the_same_messages_with_the_same_values() {
    for theme in THEMES {
        let english = messages(theme, "en");
        let languages = support::tree(&Path::new(REPOSITORY).join("themes").join(theme).join("languages"));
        assert_eq!(languages.keys().collect::<Vec<_>>(), ["en.ftl", "ja.ftl", "ko.ftl"]);
        for file in languages.keys() {
            let language = messages(theme, file.strip_suffix(".ftl").unwrap());
            for (name, takes) in &english {
                let here = language.get(name).unwrap_or_else(|| panic!("{file} lacks {name}")).all();
                assert!(takes.said.is_subset(&here) && here.is_subset(&takes.all()), "{file}: {name} takes {here:?}");
            }
            assert_eq!(language.len(), english.len(), "{theme}/{file} has more");
        }
    }
}

/// What a page of a site says that is built in memory from these files and those in the binary.
fn said(files: &[(&str, &str)], path: &str) -> String {
    let of_site = files.iter().filter(|(path, _)| *path == "site.toml").map(|(_, more)| *more);
    let config =
        of_site.fold("title = \"Tide\"\nbase_url = \"https://example.org/\"\n".to_owned(), |all, more| all + more);
    let article = ("content/articles/a.md", "---\ntitle: Tide\ndate: 2031-05-10\n---\n");
    let site = Folder::of(files.iter().copied().chain([("site.toml", config.as_str()), article]));
    let page = support::rendered(site.root(), &Options::default()).remove(path).expect("the page is there");
    support::body_words(&Html::parse_document(text(&page)))
}

#[test]
fn a_message_is_looked_for_in_the_nearer_theme_and_then_in_english() {
    let mine = [
        ("site.toml", "theme = \"mine\"\nlanguage = \"ko-KR\"\n"),
        ("themes/mine/theme.toml", "name = \"Mine\"\nextends = \"default\"\n"),
        ("themes/mine/languages/ko.ftl", "topics = 화제\nno-article = 아직 없음\n"),
        ("themes/mine/languages/ko-KR.ftl", "topics = 큰 화제\n"),
        ("themes/mine/languages/en.ftl", "chronology = Timeline\nmy-greeting = Good morning\n"),
        (
            "themes/mine/templates/page.html",
            "<body>{{ t(key=\"my-greeting\") }}, {{ t(key=\"event-count\", count=2) }}",
        ),
        ("content/pages/about.md", "---\ntitle: About\n---\n"),
    ];
    let home = said(&mine, "index.html");
    // The nearer theme before the other, a narrower tag before a wider one, the site's language before English.
    assert!(home.contains("큰 화제 연표 기사"), "{home}");
    assert_eq!(said(&mine, "about/index.html"), "Good morning, 사건 2건");
}

#[test]
fn a_site_has_a_language_of_its_own_by_a_file() {
    let german = [
        ("site.toml", "language = \"de\"\n"),
        (
            "themes/default/languages/de.ftl",
            "topics = Themen\narticle-origins = { $count ->\n    [one] { $names }\n   *[other] { $names }\n}\n",
        ),
    ];
    let home = said(&german, "index.html");
    assert!(home.contains("Themen Chronology Articles"), "{home}");
    // English that a site puts in place of the program's may say less.
    let english = [("themes/default/languages/en.ftl", "topics = Subjects\n")];
    let home = said(&english, "index.html");
    assert!(home.contains("Subjects Chronology Articles"), "{home}");
}

/// Polish has three forms, which English has not.
#[test]
fn plurals_are_those_of_the_language() {
    let forms = "event-count = { $count ->\n    [one] { $count } zdarzenie\n    [few] { $count } zdarzenia\n   *[many] { $count } zdarzeń\n}\n";
    let page = "<body>{% for n in [1, 2, 5, 22] %}{{ t(key=\"event-count\", count=n) }} {% endfor %}";
    let polish = [
        ("site.toml", "language = \"pl\"\n"),
        ("themes/default/languages/pl.ftl", forms),
        ("themes/default/templates/page.html", page),
        ("content/pages/about.md", "---\ntitle: About\n---\n"),
    ];
    assert_eq!(said(&polish, "about/index.html"), "1 zdarzenie 2 zdarzenia 5 zdarzeń 22 zdarzenia");
}

/// A message is text, whatever signs it holds and whatever it is given.
#[test]
fn messages_and_their_values_are_escaped() {
    let signs = [
        ("themes/default/languages/en.ftl", "topics = <b>&\nfeed-of = <i>{ $title }\"\n"),
        ("themes/default/templates/page.html", "<body>{{ t(key=\"topics\") }}|{{ t(key=\"feed-of\", title=\"<u>\") }}"),
        ("content/pages/about.md", "---\ntitle: About\n---\n"),
    ];
    assert_eq!(said(&signs, "about/index.html"), "<b>&|<i><u>\"");
}

/// A language with the letters of English in their wide forms, which no content has.
fn wide_language(theme: &str) -> String {
    let wide = |text: &str| {
        let letter = |c: char| if c.is_ascii_alphabetic() { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c };
        text.chars().map(letter).collect::<String>()
    };
    let mut language = fluent_syntax::parser::parse(read(theme, "en")).unwrap();
    for entry in &mut language.body {
        if let Entry::Message(message) = entry {
            message.value.iter_mut().for_each(|pattern| change(pattern, &wide));
        }
    }
    fluent_syntax::serializer::serialize(&language)
}

fn change(pattern: &mut Pattern<String>, how: &impl Fn(&str) -> String) {
    for element in &mut pattern.elements {
        match element {
            PatternElement::TextElement { value } => *value = how(value),
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                variants.iter_mut().for_each(|variant| change(&mut variant.value, how));
            }
            PatternElement::Placeable { expression: Expression::Inline(_) } => {}
        }
    }
}

/// Names that are the same in every language.
const NAMES: [&str; 7] = ["CSV", "JSON", "CSL", "iCalendar", "BibTeX", "RIS", "briefgen"];

/// Every golden site, in a language that nothing but the language files are written in.
#[test]
fn pages_say_nothing_that_is_in_no_language_file() {
    for theme in THEMES {
        assert_eq!(unworded(theme), Vec::<String>::new(), "{theme}");
    }
}

/// What the golden sites say in a theme that is in no language file.
fn unworded(theme: &str) -> Vec<String> {
    let languages = THEMES.map(|theme| (format!("themes/{theme}/languages/ko.ftl"), wide_language(theme)));
    let mut broken = Vec::new();
    for folder in fs::read_dir(Path::new(REPOSITORY).join("tests/golden")).unwrap() {
        let site = folder.unwrap().path().join("site");
        let Ok(config) = fs::read_to_string(site.join("site.toml")) else { continue };
        // Options are those of another theme.
        let (before, options) = config.split_once("[theme_options]").unwrap_or((&config, ""));
        let config = [before, options.find("\n[").map_or("", |next| &options[next..])].concat();
        let is_kept = |line: &&str| !line.starts_with("theme = ") && !line.starts_with("language = ");
        let config = config
            .lines()
            .filter(is_kept)
            .fold(format!("language = \"ko\"\ntheme = {theme:?}\n"), |all, line| all + line + "\n");
        let site = Folder::new().copy(&site, "").file("site.toml", &config);
        let site = languages.iter().fold(site, |site, (path, language)| site.file(path, language));
        let written: String = support::tree(&site.root().join("content"))
            .iter()
            .filter_map(|(path, bytes)| Some(format!("{path} {}", std::str::from_utf8(bytes).ok()?)))
            .collect();
        let written = written + &config;
        for (path, page) in support::rendered(site.root(), &Options::default()) {
            if path.ends_with(".html") {
                let said = seen(&Html::parse_document(text(&page)));
                let words = said.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2);
                let foreign = words.filter(|word| !written.contains(word) && !NAMES.contains(word));
                broken.extend(foreign.map(|word| format!("{path}: {word}")));
            }
        }
    }
    broken
}

/// Attributes that are read out, or shown by a script.
const SAID: [&str; 11] = [
    "alt",
    "aria-label",
    "data-disk",
    "data-failed",
    "data-label",
    "data-loading",
    "data-none",
    "data-one",
    "data-other",
    "placeholder",
    "title",
];

/// What readers see or hear of a page, but for code, citations and the page's own address.
fn seen(page: &Html) -> String {
    let is_code = |element: ElementRef<'_>| {
        let names = ["script", "style", "pre", "code"];
        names.contains(&element.value().name()) || matches!(element.attr("class"), Some("citation" | "print-only"))
    };
    let mut said = Vec::new();
    for element in page.select(&support::selector("*")) {
        if is_code(element) || element.ancestors().filter_map(ElementRef::wrap).any(is_code) {
            continue;
        }
        if element.value().name() == "noscript" {
            // Where scripts can run, it is text.
            said.push(seen(&Html::parse_fragment(&element.text().collect::<String>())));
            continue;
        }
        said.extend(element.children().filter_map(|node| Some((**node.value().as_text()?).to_owned())));
        said.extend(SAID.iter().filter_map(|name| Some(element.attr(name)?.to_owned())));
        let description = element.attr("content").filter(|_| element.attr("name") == Some("description"));
        said.extend(description.map(str::to_owned));
    }
    said.join(" ")
}

/// Sites in the default theme that hold texts of another language than theirs: what isn't in the site's script says what it is.
#[test]
fn words_of_another_language_say_which_it_is() {
    let japanese = |c: char| ('\u{3041}'..='\u{30fa}').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c);
    let hangul = |c: char| ('\u{ac00}'..='\u{d7a3}').contains(&c);
    let mut broken = Vec::new();
    let mut marked = 0;
    for (name, language, is_of) in [("cjk", "ja", &japanese as &dyn Fn(char) -> bool), ("exports", "ko", &hangul)] {
        let site = Path::new(REPOSITORY).join("tests/golden").join(name).join("site");
        let config = fs::read_to_string(site.join("site.toml")).unwrap().replace("theme = \"plain\"", "");
        let site = Folder::new().copy(&site, "").file("site.toml", &config);
        for (path, page) in support::rendered(site.root(), &Options::default()) {
            if !path.ends_with(".html") {
                continue;
            }
            for element in Html::parse_document(text(&page)).select(&support::selector("body *")) {
                let own: String = element.children().filter_map(|node| Some(&**node.value().as_text()?)).collect();
                let around = || std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap));
                if !own.chars().find(|c| c.is_alphabetic()).is_some_and(is_of) || around().any(is_mixed) {
                    continue;
                }
                marked += 1;
                let said = around().find_map(|element| element.attr("lang"));
                if said != Some(language) {
                    broken.push(format!("{name}/{path}: {own} is {said:?}"));
                }
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
    assert!(marked > 40, "there are such words: {marked}");
}

/// Whether words of several languages may stand in an element side by side: texts of authors, names of reporters, other names,
/// reasons, citations.
fn is_mixed(element: ElementRef<'_>) -> bool {
    let classes = ["aliases", "also-name", "attribution", "byline", "citation", "prose", "reason"];
    element.value().name() == "pre" || element.value().classes().any(|class| classes.contains(&class))
}
