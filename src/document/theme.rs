//! `theme.toml`: what a theme is called, which theme it extends, and which options it has.

use super::config::Config;
use super::fields::{Faults, Fields, Spanned};
use super::node::{Entry, Node, Syntax, Value};
use crate::diagnostic::{At, Code, Diagnostic, Place, nearest};
use crate::files::{FileId, FilePath, Files};

/// The version of the contexts that templates get; a theme names the one it was made for.
pub const THEME_API: i64 = 1;
/// The theme of a site that names none, whose words stand behind those of every theme: some of them no template says.
pub(super) const DEFAULT: &str = "default";

/// A theme's declaration.
#[derive(Clone, Debug)]
pub struct Theme {
    /// `theme.toml`.
    pub file: FileId,
    /// The folder under `themes/`.
    pub id: String,
    /// Its name for readers.
    pub name: String,
    /// Its own version.
    pub version: Option<String>,
    /// Its options.
    pub options: Vec<ThemeOption>,
    /// Whether it has a template for a year of a list, without which none is divided.
    pub has_years: bool,
}

/// The template for a year of a list.
pub const YEAR_TEMPLATE: &str = "year.html";

/// An option that a site may set under `[theme_options]`.
#[derive(Clone, Debug)]
pub struct ThemeOption {
    /// Its key.
    pub key: String,
    /// What it takes.
    pub kind: OptionKind,
    /// What it is when the site says nothing.
    pub default: Value,
}

/// What an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// Text.
    Text,
}

const KINDS: &[(&str, OptionKind)] =
    &[("bool", OptionKind::Bool), ("integer", OptionKind::Integer), ("text", OptionKind::Text)];

/// The theme that the configuration names, then those that it extends, nearest first. None at all when one of them has a
/// fault: what the others lack or don't know may be in that one.
pub(super) fn parse(files: &Files, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Vec<Theme> {
    let before = diagnostics.len();
    let mut themes: Vec<Theme> = Vec::new();
    let mut is_whole = true;
    let mut next = Some((config.theme.value.clone(), Place::Value(config.file, config.theme.at)));
    while let Some((id, place)) = next.take() {
        if themes.iter().any(|theme| theme.id == id) {
            let chain: Vec<_> = themes.iter().map(|theme| theme.id.as_str()).chain([id.as_str()]).collect();
            let message = format!("themes extend each other in a circle: {}", chain.join(" extends "));
            let fault = Diagnostic::new(Code::ThemeCircle, place, message);
            diagnostics.push(fault.hint("the last theme of a chain extends none"));
            break;
        }
        let Some(file) = files.find(&format!("themes/{id}/theme.toml")) else {
            diagnostics.push(missing(files, &id, place));
            break;
        };
        let mut faults = Faults::new(file, Syntax::Toml);
        match read(files, file, id, &mut faults) {
            Some((theme, extends)) => {
                next = extends.map(|id| (id.value, faults.place(id.at)));
                themes.push(theme);
            }
            // It may have been reported when the file was taken from disk.
            None => is_whole = false,
        }
        diagnostics.append(&mut faults.diagnostics);
    }
    if !is_whole || diagnostics.len() > before {
        return Vec::new();
    }
    check_options(config, &themes, diagnostics);
    check_language(files, config, &themes, diagnostics);
    themes
}

/// The files with the words of a language, a BCP 47 tag: of each theme `languages/ko-KR.ftl`, then `languages/ko.ftl`, as
/// RFC 4647 looks tags up. The themes are given by folder name, nearest first; the default theme stands behind all.
pub fn language_files(files: &Files, themes: &[String], tag: &str) -> Vec<FileId> {
    let last = themes.iter().all(|theme| theme != DEFAULT).then_some(DEFAULT);
    let tags = || std::iter::successors(Some(tag), |tag| Some(tag.rsplit_once('-')?.0));
    let of_theme = |theme: &str| {
        let folder = format!("themes/{theme}/languages/");
        let is_of = |path: &FilePath, tag: &str| {
            let name = path.as_str()[folder.len()..].strip_suffix(".ftl");
            name.is_some_and(|name| name.eq_ignore_ascii_case(tag))
        };
        let of_tag = |tag: &str| files.below(&folder).find(|(_, file)| is_of(&file.path, tag)).map(|(id, _)| id);
        tags().filter_map(of_tag).collect::<Vec<_>>()
    };
    themes.iter().map(String::as_str).chain(last).flat_map(of_theme).collect()
}

/// Reports a language that pages can't be in.
fn check_language(files: &Files, config: &Config, themes: &[Theme], diagnostics: &mut Vec<Diagnostic>) {
    let ids: Vec<String> = themes.iter().map(|theme| theme.id.clone()).collect();
    let language = &config.language.value;
    if let [nearest, ..] = ids.as_slice()
        && language_files(files, &ids, language).is_empty()
    {
        let primary = language.split('-').next().unwrap_or(language);
        let place = Place::Value(config.file, config.language.at);
        let message = format!("no theme has words in {language:?}, so pages say theirs in English");
        let hint = format!("add themes/{nearest}/languages/{primary}.ftl; what it doesn't say is said in English");
        diagnostics.push(Diagnostic::new(Code::NoWords, place, message).hint(hint));
    }
}

fn read(files: &Files, file: FileId, id: String, faults: &mut Faults) -> Option<(Theme, Option<Spanned<String>>)> {
    let node = super::toml_file(files, file, &mut faults.diagnostics)?;
    let mut fields = Fields::new("a theme", "name = \"…\"", node, faults);
    let name = fields.required_text("name", faults);
    let version = fields.text("version", faults).map(|text| text.value);
    if let Some(api) = fields.integer("api", 1..=1_000_000, faults)
        && api.value != THEME_API
    {
        let fault = faults.add(Code::OtherThemeApi, api.at, format!("the theme is made for api {}", api.value));
        fault.hints.push(format!("this version of briefgen has api {THEME_API}"));
    }
    let extends = fields.text("extends", faults);
    let options = fields.free("options", faults).into_iter().filter_map(|(key, node)| option(key.value, node, faults));
    let options = options.collect();
    fields.finish(faults);
    let has_years = files.find(&format!("themes/{id}/templates/{YEAR_TEMPLATE}")).is_some();
    Some((Theme { file, id, name: name?.value, version, options, has_years }, extends))
}

/// An option as authors of themes write it.
const OPTION: &str = "{ type = \"bool\", default = true }";

fn option(key: String, node: Node, faults: &mut Faults) -> Option<ThemeOption> {
    let before = faults.diagnostics.len();
    let mut fields = Fields::new("an option of a theme", OPTION, node, faults);
    let kind = fields.choice("type", KINDS, faults);
    let default = fields.take("default");
    let _ = fields.text("description", faults);
    let at = fields.at();
    fields.finish(faults);
    match (kind, default) {
        (Some(kind), Some(default)) if fits(kind.value, &default.value) => {
            Some(ThemeOption { key, kind: kind.value, default: default.value })
        }
        _ => {
            if faults.diagnostics.len() == before {
                let message = format!("the option \"{key}\" needs a type and a default of that type");
                let fault = faults.add(Code::IncompleteOption, at, message);
                fault.hints.push(format!("write `{OPTION}`; types are bool, integer and text"));
            }
            None
        }
    }
}

fn fits(kind: OptionKind, value: &Value) -> bool {
    matches!(
        (kind, value),
        (OptionKind::Bool, Value::Bool(_))
            | (OptionKind::Integer, Value::Integer(_))
            | (OptionKind::Text, Value::Text(_))
    )
}

fn check_options(config: &Config, themes: &[Theme], diagnostics: &mut Vec<Diagnostic>) {
    let declared = || themes.iter().flat_map(|theme| &theme.options);
    for (key, node) in &config.theme_options {
        let place = |at: At| Place::Value(config.file, at);
        match declared().find(|option| option.key == key.value) {
            Some(option) if fits(option.kind, &node.value) => {}
            Some(option) => {
                let (wanted, hint) = match option.kind {
                    OptionKind::Bool => ("true or false", "write true or false, without quotes"),
                    OptionKind::Integer => ("a whole number", "write it in digits, without quotes"),
                    OptionKind::Text => ("text", "put it in quotes"),
                };
                let here = super::fields::kind_of(&node.value);
                let message = format!("the theme option \"{}\" must be {wanted}, but here is {here}", key.value);
                diagnostics.push(Diagnostic::new(Code::WrongOption, place(node.at), message).hint(hint));
            }
            None => diagnostics.push(unknown_option(key, place(key.at), declared().map(|option| option.key.as_str()))),
        }
    }
}

fn unknown_option<'a>(key: &Entry<String>, place: Place, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let known: Vec<&str> = known.collect();
    let message = format!("the theme has no option \"{}\"", key.value);
    Diagnostic::new(Code::UnknownOption, place, message).hint(match nearest(&key.value, known.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None if known.is_empty() => "it has no options".to_owned(),
        None => format!("its options: {}", known.join(", ")),
    })
}

fn missing(files: &Files, id: &str, place: Place) -> Diagnostic {
    let themes: Vec<&str> = files
        .below("themes/")
        .map(|(_, file)| &file.path)
        .filter(|path| path.name() == "theme.toml")
        .filter_map(|path: &FilePath| path.folder().strip_prefix("themes/"))
        .collect();
    let fault = Diagnostic::new(Code::UnknownTheme, place, format!("there is no theme {id:?}"));
    fault.hint(match nearest(id, themes.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("a theme is a folder under themes/ with a theme.toml; known here: {}", themes.join(", ")),
    })
}
