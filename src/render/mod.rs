//! Pages become bytes: a theme's Tera templates, and the themes that are inside the binary.
//!
//! In: a [`Template`] with its typed context. Out: bytes. A template is a pure function of its context and of the words of
//! the site: nothing is registered with Tera that reaches the site, the disk or the clock. Deliberately absent: what pages say.

mod embedded;
mod faults;
mod say;

use std::collections::HashMap;
use std::sync::Arc;

use tera::{Context, Tera};

pub use self::embedded::embedded;
use crate::cards;
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Place};
use crate::files::{self, Files};
use crate::model::{Site, SiteUrl};
use crate::pages::{self, Template, Wanted, YEAR_TEMPLATE};
use crate::words::Words;

/// Every template that a theme and those that it extends must have between them. Where lists are divided by year, there has
/// to be [`YEAR_TEMPLATE`] too.
pub const TEMPLATES: [&str; 16] = [
    "404.html",
    "article.html",
    "articles.html",
    "card.svg",
    "chronology.html",
    "entities.html",
    "entity.html",
    "event.html",
    "home.html",
    "page.html",
    "publisher.html",
    "publishers.html",
    "redirect.html",
    "search.html",
    "topic.html",
    "topics.html",
];

/// The template of cards.
const CARD: &str = "card.svg";

/// A theme, ready to render pages of one site. Cheap to clone.
#[derive(Clone)]
pub struct Theme(Arc<Loaded>);

struct Loaded {
    tera: Tera,
    /// The templates that it was loaded from.
    files: Vec<Arc<files::File>>,
    /// What every template gets of the site.
    site: pages::context::Site,
    /// What its templates say in the site's language.
    words: Words,
    /// The themes by folder name, nearest first.
    names: Vec<String>,
    /// What each template of a page uses of the apparatus.
    wanted: HashMap<&'static str, Wanted>,
}

/// Loads the site's theme. `None` when its templates can't be used.
///
/// A template is known as `THEME/NAME`, and as `NAME` when no nearer theme has one of that name: a theme overrides a
/// template of the one it extends by having its own, and builds on the overridden one with
/// `{% extends "default/topic.html" %}`.
pub fn theme(site: &Site, words: &Words, files: &Files) -> Diagnosed<Option<Theme>> {
    theme_again(site, words, files, None)
}

/// Loads the site's theme, or takes over one that was loaded before from the same templates for a site of which templates
/// get the same, with the same words. The result is that of [`theme`].
pub fn theme_again(site: &Site, words: &Words, files: &Files, loaded: Option<&Theme>) -> Diagnosed<Option<Theme>> {
    let names = site.settings.themes.clone();
    let context = pages::site_context(site, words);
    let below = |name: &String| files.below(&format!("themes/{name}/templates/")).map(|(id, _)| id).collect::<Vec<_>>();
    let sources: Vec<Arc<files::File>> = names.iter().flat_map(below).map(|id| files.shared(id).clone()).collect();
    if let Some(Theme(loaded)) = loaded
        && loaded.names == names
        && loaded.files == sources
        && loaded.site == context
        && loaded.words == *words
    {
        return Diagnosed { value: Some(Theme(loaded.clone())), diagnostics: Vec::new() };
    }
    let mut tera = Tera::default();
    tera.autoescape_on([".html", ".svg"]);
    tera.register_function("t", say::function(words.clone()));
    tera.set_fallback_prefixes(names.iter().map(|name| format!("{name}/"))).expect("no template is loaded yet");
    let mut templates = Vec::new();
    for name in &names {
        let folder = format!("themes/{name}/templates/");
        for (id, file) in files.below(&folder) {
            let path = file.path.as_str().strip_prefix(&folder).expect("it lies below the folder");
            // Of a template that could not be taken, which was reported, not even a part is used.
            let text = if let files::Content::Text(text) = &files[id].content { text.as_ref() } else { "" };
            templates.push((format!("{name}/{path}"), text));
        }
    }
    if let Err(error) = tera.add_raw_templates(templates.clone()) {
        return Diagnosed { value: None, diagnostics: faults::of_templates(&error, &templates, files) };
    }
    let mut diagnostics = Vec::new();
    let of_years = site.settings.list_limit.map(|_| YEAR_TEMPLATE);
    let needed = TEMPLATES.into_iter().chain(of_years);
    let missing: Vec<&str> = needed.filter(|template| !tera.contains_template(template)).collect();
    if !missing.is_empty() {
        let place = names.first().map_or_else(String::new, |name| format!("themes/{name}/theme.toml"));
        let place = files.find(&place).map_or(Place::Path(place), Place::File);
        let message = format!("the theme lacks {}", missing.join(", "));
        diagnostics.push(
            Diagnostic::new(Code::MissingTemplate, place, message).hint(
                "add what is missing to its templates/, or take it over with `extends = \"default\"` in theme.toml",
            ),
        );
    }
    tera.global_context().insert("site", &context);
    let wanted = TEMPLATES.into_iter().chain([YEAR_TEMPLATE]).filter_map(|name| {
        let used = tera.get_template_variables(name).ok()?;
        Some((name, Wanted::of(|variable| used.contains(variable))))
    });
    let wanted = wanted.collect();
    let loaded =
        || Theme(Arc::new(Loaded { tera, files: sources, site: context, words: words.clone(), names, wanted }));
    let value = diagnostics.is_empty().then(loaded);
    Diagnosed { value, diagnostics }
}

impl Theme {
    /// What a template uses of a page's apparatus, itself or in what it extends and includes.
    pub fn wanted(&self, template: &str) -> Wanted {
        self.0.wanted.get(template).copied().unwrap_or(Wanted::of(|_| true))
    }

    /// What every template gets of the site.
    pub(crate) fn site(&self) -> &pages::context::Site {
        &self.0.site
    }

    /// Renders a page.
    ///
    /// # Errors
    /// When a template fails, the place in the template and the page that was being rendered.
    pub fn render(&self, template: Template, url: &SiteUrl, files: &Files) -> Result<Vec<u8>, Box<Diagnostic>> {
        let name = template.content.template();
        let mut context = Context::from_serialize(&template.content).expect("a content is a map of variables");
        context.insert("page", &template.page);
        context.extend(Context::from_serialize(&template.apparatus).expect("an apparatus is a map of variables"));
        // A long page is not held twice while it is rendered.
        drop(template);
        self.0.tera.render(name, &context).map(String::into_bytes).map_err(|error| {
            let fault = faults::of_page(&error, files);
            Box::new(fault.hint(format!("while rendering /{url} with {}", self.path(name))))
        })
    }

    /// Renders a card, as SVG.
    ///
    /// # Errors
    /// When the template fails, the place in it and the card that was being rendered.
    pub fn render_card(&self, card: &cards::Set<'_>, url: &SiteUrl, files: &Files) -> Result<String, Box<Diagnostic>> {
        let mut context = Context::new();
        context.insert("card", card);
        self.0.tera.render(CARD, &context).map_err(|error| {
            let fault = faults::of_page(&error, files);
            Box::new(fault.hint(format!("while rendering /{url} with {}", self.path(CARD))))
        })
    }

    /// Why what its template made of a card can't be drawn.
    pub fn undrawn(&self, why: &str, url: &SiteUrl, files: &Files) -> Box<Diagnostic> {
        let path = self.path(CARD);
        let place = files.find(&path).map_or(Place::Path(path), Place::File);
        let message = format!("what this template makes of /{url} is no SVG: {why}");
        Box::new(Diagnostic::new(Code::TemplateFails, place, message).hint("SVG is XML: close every element"))
    }

    /// The file of a template.
    fn path(&self, name: &str) -> String {
        let theme = self.0.names.iter().find(|theme| self.0.tera.contains_template(&format!("{theme}/{name}")));
        theme.map_or_else(|| name.to_owned(), |theme| faults::template_path(&format!("{theme}/{name}")))
    }
}
