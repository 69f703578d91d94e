//! Posts of other generators, and Markdown with any front matter.
//!
//! In: the text of a file and its path. Out: a [`Post`]: what every dialect says in its own keys, under ours. Deliberately absent: the
//! site, and what a tag means (see `article`).

mod front;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use regex::{Captures, Regex};
use serde_yaml::{Mapping, Value};

use super::kind::Kind;
use super::{dates, html};
use crate::date::Date;

/// What would end an address in Markdown or HTML, or begin something else in it.
const UNSAFE: AsciiSet = CONTROLS.add(b' ').add(b'(').add(b')').add(b'<').add(b'>').add(b'"').add(b'\'').add(b'\\');

/// A generator whose posts are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generator {
    /// Jekyll: the date stands in the name, tags may be a text.
    Jekyll,
    /// Hugo: YAML, TOML or JSON; a post may be a folder.
    Hugo,
    /// Zola: taxonomies and free values have tables of their own.
    Zola,
}

/// A post, as it is written.
#[derive(Debug, Default)]
pub(super) struct Post {
    pub(super) title: Option<String>,
    pub(super) date: Option<Date>,
    /// What its address is made of, when its file or front matter says so.
    pub(super) slug: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) authors: Vec<String>,
    /// Where it was published first.
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    /// Tags, categories and other taxonomies: key and term.
    pub(super) terms: Vec<(String, String)>,
    /// Old paths that lead to it.
    pub(super) aliases: Vec<String>,
    /// What has no key here.
    pub(super) extra: Mapping,
    pub(super) body: String,
    /// What is said of it: the line where there is one.
    pub(super) notes: Vec<(Option<usize>, String)>,
}

impl Generator {
    /// The folders of its sites whose files have their addresses from the top, as prefixes of paths.
    pub fn tops(self) -> &'static [&'static str] {
        match self {
            Self::Jekyll => &[],
            Self::Hugo => &["static/", "assets/", "content/"],
            Self::Zola => &["static/", "content/"],
        }
    }

    /// Whether a file below the folder of a generator's site, or of its posts, is a post: `None`, or why not. `/` stands between
    /// names.
    pub fn refuses(self, path: &str, all: &BTreeSet<String>) -> Option<&'static str> {
        let within = |path: &str, folder: &str| path.split('/').rev().skip(1).any(|name| name == folder);
        let has = |folder: &str| all.iter().any(|path| within(path, folder));
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_part = || {
            let mut folders = path.match_indices('/').map(|(end, _)| &path[..end]);
            name != "index.md" && folders.any(|folder| all.contains(&format!("{folder}/index.md")))
        };
        if ["_site", "public", "resources", "node_modules", "vendor"].iter().any(|folder| within(path, folder)) {
            return Some("it was built");
        }
        match self {
            Self::Jekyll if has("_posts") && !within(path, "_posts") && !within(path, "_drafts") => {
                Some("it is no post: it lies neither in _posts nor in _drafts")
            }
            Self::Hugo | Self::Zola if has("content") && !within(path, "content") => Some("it doesn't lie in content"),
            Self::Hugo | Self::Zola if name.starts_with("_index.") => Some("it is the page of a section and no post"),
            Self::Hugo | Self::Zola if is_part() => Some("it belongs to the post in whose folder it lies"),
            _ => None,
        }
    }
}

/// Reads a post, or any Markdown.
///
/// # Errors
/// When its front matter can't be read: in words.
pub(super) fn post(path: &str, text: &str) -> Result<Post, String> {
    let (keys, body) = front::split(text)?;
    let first = text.lines().count() - body.lines().count() + 1;
    let body = in_markdown(body);
    let is_html = Kind::of_name(path) == Some(Kind::Html);
    let markdown = if is_html { html::converted(&body) } else { None };
    let markdown = markdown.as_deref().unwrap_or(&body);
    let mut post = Post { body: markdown.trim_start_matches('\n').to_owned(), ..Post::default() };
    for (n, (key, value)) in keys.iter().enumerate() {
        if keys[n + 1..].iter().any(|(other, _)| other == key) {
            post.note(None, &format!("{key:?} stands twice: the last one is taken"));
        } else {
            post.take(key, value.clone());
        }
    }
    post.name(path);
    if post.title.is_none() {
        post.title = post.heading();
    }
    post.leftovers(&body, first);
    Ok(post)
}

/// A text in which what generators have marks of their own for, and Markdown has too, is Markdown: addresses from the top of a site and
/// of other posts, and Hugo's figures.
fn in_markdown(body: &str) -> String {
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        let of_site = r"site\.(?:baseurl|url)";
        let filtered = r#"["'](?P<path>[^"'{}\n]*)["']\s*\|\s*(?:relative_url|absolute_url)"#;
        Regex::new(&format!(r"\{{\{{-?\s*(?:{of_site}|{filtered})\s*-?\}}\}}")).expect("the expression is well-formed")
    });
    static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\{\{[<%]\s*figure\s([^{}]*?)/?\s*[>%]\}\}").expect("the expression is well-formed")
    });
    static VALUE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?s)\b([a-z]+)\s*=\s*(?:"([^"]*)"|`([^`]*)`|(\S+))"#).expect("the expression is well-formed")
    });
    let figure = |found: &Captures<'_>| {
        let values: BTreeMap<&str, &str> = VALUE
            .captures_iter(&found[1])
            .filter_map(|value| Some((value.get(1)?.as_str(), (2..5).find_map(|n| value.get(n))?.as_str().trim())))
            .collect();
        let words = ["alt", "caption", "title"].iter().find_map(|key| values.get(key)).copied().unwrap_or_default();
        match values.get("src") {
            Some(src) => html::picture(src, words, values.get("caption").copied().unwrap_or_default()),
            None => found[0].to_owned(),
        }
    };
    // Alone in a text it is no address.
    static POST: LazyLock<Regex> = LazyLock::new(|| {
        let hugo =
            r#"\{\{[<%]\s*(?:rel)?ref\s+(?:path\s*=\s*)?(?:"([^"\n]*)"|`([^`\n]*)`|([^\s"`{}=]+))[^{}\n]*[>%]\}\}"#;
        let jekyll = r"\{%-?\s*(?:post_url|link)\s+([^\s{}]+)\s*-?%\}";
        let place = r#"\]\(\s*<?|\]:\s*<?|\bhref\s*=\s*["']?"#;
        Regex::new(&format!("({place})(?:{hugo}|{jekyll})")).expect("the expression is well-formed")
    });
    let post = |found: &Captures<'_>| {
        let path = (2..6).find_map(|n| found.get(n)).map(|path| path.as_str()).unwrap_or_default();
        let path: String = utf8_percent_encode(path, &UNSAFE).to_string();
        format!("{}{path}", &found[1])
    };
    let body = ADDRESS.replace_all(body, "$path");
    FIGURE.replace_all(&POST.replace_all(&body, post), figure).into_owned()
}

impl Post {
    fn take(&mut self, key: &str, value: Value) {
        let text = || text_of(&value);
        match key {
            // Nothing is nothing under any key.
            _ if value.is_null() => {}
            "title" => self.title = text(),
            "date" | "published_at" | "pubDate" | "publishDate" if self.date.is_none() => self.dated(key, value),
            "published" if self.date.is_none() && !value.is_bool() => self.dated(key, value),
            "slug" => self.slug = text(),
            "description" | "summary" | "excerpt" if self.summary.is_none() && text().is_some() => {
                self.summary = text();
            }
            "author" | "authors" | "byline" => self.authors.extend(names_of(&value)),
            "canonical_url" | "canonicalURL" | "source_url" | "original_url" | "source" | "url" | "link"
                if self.url.is_none() && text().is_some_and(|url| url.starts_with("http")) =>
            {
                self.url = text();
            }
            "lang" | "language" => self.language = text(),
            "tags" | "categories" | "keywords" | "topics" | "series" => self.terms(key, &value, key != "series"),
            "tag" | "category" => self.terms(key, &value, false),
            "taxonomies" => match value {
                Value::Mapping(taxonomies) => {
                    for (key, terms) in taxonomies {
                        self.terms(key.as_str().unwrap_or("taxonomies"), &terms, false);
                    }
                }
                value => self.keep(key, value),
            },
            "aliases" | "redirect_from" => self.aliases.extend(texts_of(&value, false)),
            // A path of one post; a pattern of Jekyll holds colons.
            "permalink" | "url" | "path" if text().is_some_and(|path| !path.contains([':', '{'])) => {
                self.aliases.extend(text());
            }
            // All of it is a draft at first; this one was before.
            "draft" if value.as_bool() == Some(true) => self.note(None, "it was a draft"),
            "published" if value.as_bool() == Some(false) => self.note(None, "it was not published"),
            "draft" | "published" if value.is_bool() => {}
            "extra" | "params" => match value {
                Value::Mapping(values) => {
                    for (key, value) in values {
                        let key = key.as_str().unwrap_or("extra").to_owned();
                        self.keep(&key, value);
                    }
                }
                value => self.keep(key, value),
            },
            _ => self.keep(key, value),
        }
    }

    fn dated(&mut self, key: &str, value: Value) {
        match text_of(&value).map(|text| dates::whole(&text, None)) {
            Some(Ok(date)) => self.date = Some(date),
            Some(Err(reason)) => {
                self.note(None, &reason);
                self.keep(key, value);
            }
            None => self.keep(key, value),
        }
    }

    /// Terms of a taxonomy. Jekyll splits a text of several at its spaces, and many write commas.
    fn terms(&mut self, key: &str, value: &Value, is_split: bool) {
        self.terms.extend(texts_of(value, is_split).into_iter().map(|term| (key.to_owned(), term)));
    }

    fn keep(&mut self, key: &str, value: Value) {
        self.extra.insert(Value::String(key.to_owned()), value);
    }

    fn note(&mut self, line: Option<usize>, note: &str) {
        self.notes.push((line, note.to_owned()));
    }

    /// What the name of a file says: its date, its words, its language.
    fn name(&mut self, path: &str) {
        let mut parts = path.rsplit('/');
        let file = parts.next().unwrap_or(path);
        let mut stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        // post.ko.md
        if let Some((rest, language)) = stem.rsplit_once('.')
            && (2..=3).contains(&language.len())
            && language.bytes().all(|byte| byte.is_ascii_lowercase())
        {
            stem = rest;
            self.language.get_or_insert_with(|| language.to_owned());
        }
        // A folder that holds one post.
        if stem == "index" {
            stem = parts.next().unwrap_or(stem);
        }
        let mut words = stem.splitn(4, ['-', '_']);
        let is_number = |part: &&str, digits: RangeInclusive<usize>| {
            digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if let (Some(year), Some(month), Some(day)) = (words.next(), words.next(), words.next())
            && is_number(&year, 4..=4)
            && is_number(&month, 1..=2)
            && is_number(&day, 1..=2)
            && let Ok(date) = dates::of_parts(year, Some(month), Some(day))
        {
            self.date.get_or_insert(date);
            stem = words.next().unwrap_or(stem);
        }
        // A number is no name.
        if stem.contains(char::is_alphabetic) {
            self.slug.get_or_insert_with(|| stem.to_owned());
        }
    }

    /// The heading that a text begins with, which is then no part of it.
    fn heading(&mut self) -> Option<String> {
        let (first, rest) = self.body.split_once('\n').unwrap_or((&self.body, ""));
        let title = first.strip_prefix("# ")?.trim().to_owned();
        self.body = rest.trim_start_matches('\n').to_owned();
        Some(title)
    }

    /// What other generators would have replaced, which stays as it is.
    fn leftovers(&mut self, body: &str, first: usize) {
        let mut is_code = false;
        for (n, line) in body.lines().enumerate() {
            is_code ^= line.trim_start().starts_with("```");
            let what = if is_code {
                continue;
            } else if line.contains("{{<") || line.contains("{{%") {
                "a shortcode"
            } else if line.contains("{%") {
                "a tag of a template"
            } else if line.contains("{{") {
                "an expression of a template"
            } else if line.trim_start().starts_with("{:") {
                "an attribute list of kramdown"
            } else {
                continue;
            };
            self.note(Some(first + n), &format!("{what} is left as it is: {}", line.trim()));
        }
    }
}

/// A text, number or date as text on one line; nothing for what is empty.
fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Number(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// Texts of a list, or of a text that holds several.
fn texts_of(value: &Value, is_split: bool) -> Vec<String> {
    match value {
        Value::Sequence(items) => items.iter().filter_map(text_of).collect(),
        Value::String(text) if is_split && text.contains(',') => {
            text.split(',').map(str::trim).filter(|term| !term.is_empty()).map(str::to_owned).collect()
        }
        Value::String(text) if is_split => text.split_whitespace().map(str::to_owned).collect(),
        value => text_of(value).into_iter().collect(),
    }
}

/// Names of people: a text, a list, or mappings with a name.
fn names_of(value: &Value) -> Vec<String> {
    match value {
        Value::Sequence(items) => items.iter().flat_map(names_of).collect(),
        Value::Mapping(person) => person.get("name").and_then(text_of).into_iter().collect(),
        // Web clippers write links to notes.
        value => text_of(value).map(|name| name.trim_matches(['[', ']']).to_owned()).into_iter().collect(),
    }
}
