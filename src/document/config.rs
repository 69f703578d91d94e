//! `site.toml`: what holds for the site as a whole.

use url::Url;

use super::fields::{self, Faults, Fields, Spanned};
use super::node::{Entry, Node, Syntax, Value};
use crate::date::Zone;
use crate::diagnostic::{At, Code, Diagnostic, Place};
use crate::files::{FileId, Files};

/// The site's configuration, as written.
#[derive(Clone, Debug)]
pub struct Config {
    /// `site.toml` itself.
    pub file: FileId,
    /// Name of the site.
    pub title: String,
    /// Where the site will be found; ends with `/`.
    pub base_url: Url,
    /// One or two sentences on the site.
    pub description: Option<String>,
    /// Language of the site's own words, as a BCP 47 tag.
    pub language: Spanned<String>,
    /// Zone of the time stamps that feeds need, and of the dates beside events in other zones.
    pub time_zone: Zone,
    /// Name of the theme: a folder under `themes/`, or one of those in the binary.
    pub theme: Spanned<String>,
    /// Who writes the site.
    pub authors: Vec<String>,
    /// Custom domain, for GitHub Pages' `CNAME` file.
    pub cname: Option<String>,
    /// How many words of a body are published under `rights: excerpt`.
    pub excerpt_words: usize,
    /// Share of events with a single origin above which the author is warned: 0 to 1.
    pub single_origin_limit: Option<Spanned<f64>>,
    /// Whether raw HTML in Markdown is published as it is.
    pub trusted_html: bool,
    /// Whether straight quotes and dashes become typographic ones.
    pub smart_punctuation: bool,
    /// Whether names of entities in texts become links.
    pub autolink: bool,
    /// Whether the site is to have a search page.
    pub search: bool,
    /// Whether citations and chronologies are offered as files.
    pub exports: bool,
    /// Most entries that a list shows on its page before it is divided by year, 0 for no end; `None` leaves it to the theme.
    pub list_limit: Option<usize>,
    /// What pictures of pages are drawn for those who share them.
    pub cards: Cards,
    /// Options of the theme, not yet checked against its declaration.
    pub theme_options: Vec<(Entry<String>, Node)>,
    /// Free values for templates.
    pub extra: Value,
}

/// Which pages have a picture of their own where they are shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cards {
    /// Whether any is drawn: those of the site and of its topics.
    pub enabled: bool,
    /// Whether articles have theirs too.
    pub articles: bool,
}

/// Reads `site.toml`. What it lacks or can't be read is reported and stood in for, so that the content's faults are told in
/// the same run. `None` when there is no such file.
pub(crate) fn parse(files: &Files, diagnostics: &mut Vec<Diagnostic>) -> Option<Config> {
    let file = files.find("site.toml")?;
    let mut faults = Faults::new(file, Syntax::Toml);
    let Some(node) = super::toml_file(files, file, diagnostics) else {
        let empty = Entry { at: At::default(), value: Value::Map(Vec::new()) };
        // What an empty file lacks is no second fault.
        return Some(read(empty, &mut faults));
    };
    let config = read(node, &mut faults);
    diagnostics.append(&mut faults.diagnostics);
    Some(config)
}

fn read(node: Node, faults: &mut Faults) -> Config {
    let mut fields = Fields::new("site.toml", "title = \"…\"", node, faults);
    let root = fields.at();
    let title = fields.required_text("title", faults);
    let base_url = fields.required("base_url", "https://example.org/", faults).and_then(|written| {
        let fault = parse_base_url(&written.value).map_err(|message| {
            let fault = faults.add(Code::InvalidBaseUrl, written.at, message);
            fault.hints.push("write it whole: base_url = \"https://example.org/briefing/\"".to_owned());
        });
        fault.ok()
    });
    let description = fields.text("description", faults).map(|text| text.value);
    let language = super::language(&mut fields, faults).unwrap_or(Spanned { value: "en".to_owned(), at: root });
    let time_zone = super::time::zone("time_zone", &mut fields, faults);
    let theme = fields.text("theme", faults).unwrap_or(Spanned { value: super::theme::DEFAULT.to_owned(), at: root });
    let authors = fields.texts("authors", faults).into_iter().map(|author| author.value).collect();
    let cname = fields.text("cname", faults).and_then(|name| {
        let is_host = !name.value.contains(['/', ':', ' ']) && name.value.contains('.');
        if !is_host {
            let fault = faults.add(Code::InvalidHost, name.at, format!("{:?} is not a host name", name.value));
            fault.hints.push("write the domain alone: cname = \"briefing.example.org\"".to_owned());
        }
        is_host.then_some(name.value)
    });
    let excerpt_words = fields.integer("excerpt_words", 0..=100_000, faults).map_or(60, |n| n.value);
    let single_origin_limit = fields.share("single_origin_limit", faults);
    let (mut trusted_html, mut smart_punctuation, mut autolink) = (false, true, true);
    if let Some(mut markdown) = fields.fields("markdown", "[markdown]", "{ smart_punctuation = false }", faults) {
        trusted_html = markdown.bool("trusted_html", faults).map_or(trusted_html, |value| value.value);
        smart_punctuation = markdown.bool("smart_punctuation", faults).map_or(smart_punctuation, |value| value.value);
        autolink = markdown.bool("autolink", faults).map_or(autolink, |value| value.value);
        markdown.finish(faults);
    }
    let mut search = true;
    if let Some(mut table) = fields.fields("search", "[search]", "{ enabled = false }", faults) {
        search = table.bool("enabled", faults).map_or(search, |value| value.value);
        table.finish(faults);
    }
    let mut exports = true;
    if let Some(mut table) = fields.fields("exports", "[exports]", "{ enabled = false }", faults) {
        exports = table.bool("enabled", faults).map_or(exports, |value| value.value);
        table.finish(faults);
    }
    let mut list_limit = None;
    if let Some(mut table) = fields.fields("lists", "[lists]", "{ limit = 500 }", faults) {
        list_limit = table.integer("limit", 0..=1_000_000, faults).map(|limit| limit.value);
        table.finish(faults);
    }
    let mut cards = Cards { enabled: true, articles: false };
    if let Some(mut table) = fields.fields("cards", "[cards]", "{ articles = true }", faults) {
        cards.enabled = table.bool("enabled", faults).map_or(cards.enabled, |value| value.value);
        cards.articles = table.bool("articles", faults).map_or(cards.articles, |value| value.value);
        table.finish(faults);
    }
    let theme_options = fields.free("theme_options", faults);
    let extra = Value::Map(fields.free("extra", faults));
    let file = faults.file;
    fields.finish(faults);
    Config {
        file,
        title: title.map_or_else(String::new, |title| title.value),
        base_url: base_url.unwrap_or_else(|| Url::parse("https://example.invalid/").expect("it is an address")),
        description,
        language,
        time_zone: time_zone.map_or(Zone::UTC, |zone| zone.value),
        theme,
        authors,
        cname,
        excerpt_words: usize::try_from(excerpt_words).expect("the range starts at 0"),
        single_origin_limit,
        trusted_html,
        smart_punctuation,
        autolink,
        search,
        exports,
        list_limit: list_limit.map(|limit| usize::try_from(limit).expect("the range starts at 0")),
        cards,
        theme_options,
        extra,
    }
}

/// Reads the address of a site: `http` or `https`, with or without a path; a `/` is added at the end when it lacks one.
///
/// # Errors
/// A message without a place when it is no such address.
pub fn parse_base_url(written: &str) -> Result<Url, String> {
    let mut url = Url::parse(written).map_err(|error| {
        let (reason, _) = fields::no_address(written, error);
        format!("base_url {written:?} is not a web address: {reason}")
    })?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(format!("base_url {written:?} is not an http or https address"));
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return Err(format!("base_url {written:?} holds more than a host and a path"));
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}

/// Reports when a snapshot has no `site.toml`.
pub(crate) fn missing() -> Diagnostic {
    Diagnostic::new(Code::NoConfiguration, Place::Path("site.toml".to_owned()), "there is no site.toml")
        .hint("a site needs one with a title and a base_url")
}
