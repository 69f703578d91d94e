//! The words of the interface: what pages say that no content file says, in the language of the site.
//!
//! In: the language files of the site's theme and of those that it extends, written in [Fluent](https://projectfluent.org),
//! and the language of the site. Out: [`Words`], which says a message by its name. A message that the site's language
//! lacks is said in English, and the English of this program stands behind all. Deliberately absent: which messages there
//! are. Templates name theirs, and `pages` has a function for each that it says.

mod faults;
mod uses;

use std::collections::HashMap;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::resolver::ResolverError;
use fluent_bundle::resolver::errors::ReferenceKind;
use fluent_bundle::{FluentError, FluentResource};

use crate::diagnostic::{Diagnosed, Diagnostic, nearest};
use crate::document;
use crate::files::{self, Content, FileId, Files};
use crate::model::Site;

pub use fluent_bundle::{FluentArgs as Values, FluentValue as Value};

/// The language that everything can be said in.
const ENGLISH: &str = "en";
/// The English of this program. A site may put a file of its own in its place that says less.
const OWN: &str = include_str!("../../themes/default/languages/en.ftl");

/// The words of one site. Cheap to clone.
#[derive(Clone)]
pub struct Words(Arc<Loaded>);

struct Loaded {
    messages: HashMap<String, Message>,
    /// Of the site's language, of English, and of this program alone.
    bundles: [Bundle; 3],
    /// What they were loaded from.
    files: Vec<Arc<files::File>>,
    /// A BCP 47 tag.
    language: String,
}

type Bundle = FluentBundle<Arc<FluentResource>>;

enum Message {
    /// One that is always the same.
    Plain(Box<str>),
    /// One that takes values, by the bundle that has it.
    Made(usize),
}

/// Two are equal when one was taken over for the other.
impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Why a message can't be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsaid {
    /// No language file has it; with the name that was probably meant.
    Unknown(Option<String>),
    /// It takes a value of this name, and wasn't given one.
    Lacks(String),
    /// It refers to what isn't there, to itself, or to too much.
    Broken,
}

/// A language file of a theme, as far as it could be read.
struct Source {
    file: FileId,
    resource: Arc<FluentResource>,
}

/// Loads the words of a site. They can be used whatever faults there are: what can't be said otherwise is said in the English
/// of this program.
pub fn words(site: &Site, files: &Files) -> Diagnosed<Words> {
    words_again(site, files, None)
}

/// Loads the words of a site, or takes over those that were loaded before, without a fault, from the same files. The result
/// says what that of [`words`] says.
pub fn words_again(site: &Site, files: &Files, loaded: Option<&Words>) -> Diagnosed<Words> {
    let language = &site.settings.language;
    let of = |tag: &str| document::language_files(files, &site.settings.themes, tag);
    let english = of(ENGLISH);
    let ours = of(language).into_iter().filter(|file| !english.contains(file)).collect();
    let ids: [Vec<FileId>; 2] = [ours, english];
    let shared: Vec<Arc<files::File>> = ids.iter().flatten().map(|id| files.shared(*id).clone()).collect();
    if let Some(Words(loaded)) = loaded
        && loaded.files == shared
        && loaded.language == *language
    {
        return Diagnosed { value: Words(loaded.clone()), diagnostics: Vec::new() };
    }
    let mut diagnostics = Vec::new();
    let [ours, english] = ids.map(|ids| {
        // Nearest last, since of two messages of one name the later counts.
        let ids = ids.into_iter().rev();
        ids.filter_map(|file| source(file, files, &mut diagnostics)).collect::<Vec<_>>()
    });
    let own = Arc::new(read(OWN).0);
    if diagnostics.is_empty() {
        diagnostics.extend(faults::of_messages(&ours, &own, None));
        diagnostics.extend(faults::of_messages(&english, &own, Some(&own)));
    }
    let resources = |sources: &[Source]| sources.iter().map(|source| source.resource.clone()).collect::<Vec<_>>();
    let groups = [resources(&ours), [vec![own.clone()], resources(&english)].concat(), vec![own]];
    Diagnosed { value: Words(Arc::new(Loaded::new(language, groups, shared))), diagnostics }
}

impl Loaded {
    fn new(language: &str, groups: [Vec<Arc<FluentResource>>; 3], files: Vec<Arc<files::File>>) -> Self {
        let tags = [language, ENGLISH, ENGLISH];
        let mut messages = HashMap::new();
        let mut at = 0;
        let bundles = groups.map(|resources| {
            let bundle = bundle(tags[at], &resources);
            for message in resources.iter().flat_map(|resource| uses::messages(resource)) {
                let name = message.id.name;
                messages.entry(name.to_owned()).or_insert_with(|| {
                    let plain = format(&bundle, name, &Values::new());
                    plain.map_or(Message::Made(at), |text| Message::Plain(text.into()))
                });
            }
            at += 1;
            bundle
        });
        Self { messages, bundles, files, language: language.to_owned() }
    }
}

/// Reads a language file; what is wrong with it is reported, and the rest can be used.
fn source(file: FileId, files: &Files, diagnostics: &mut Vec<Diagnostic>) -> Option<Source> {
    // One that could not be taken was reported.
    let Content::Text(text) = &files[file].content else { return None };
    let (resource, errors) = read(text);
    diagnostics.extend(errors.iter().map(|error| faults::of_syntax(error, file, text)));
    Some(Source { file, resource: Arc::new(resource) })
}

fn read(text: &str) -> (FluentResource, Vec<fluent_syntax::parser::ParserError>) {
    match FluentResource::try_new(text.to_owned()) {
        Ok(resource) => (resource, Vec::new()),
        Err(partly) => partly,
    }
}

fn bundle(language: &str, resources: &[Arc<FluentResource>]) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![language.parse().unwrap_or_default()]);
    // Marks around values would stand in titles, calendars and what readers copy or look for on a page.
    bundle.set_use_isolating(false);
    bundle.add_builtins().expect("no function has been added yet");
    for resource in resources {
        bundle.add_resource_overriding(resource.clone());
    }
    bundle
}

fn format(bundle: &Bundle, name: &str, values: &Values<'_>) -> Result<String, Unsaid> {
    let pattern = bundle.get_message(name).and_then(|message| message.value()).ok_or(Unsaid::Unknown(None))?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(values), &mut errors).into_owned();
    match errors.into_iter().next() {
        None => Ok(text),
        Some(FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id }))) => {
            Err(Unsaid::Lacks(id))
        }
        Some(_) => Err(Unsaid::Broken),
    }
}

impl Words {
    /// The English of this program.
    #[cfg(test)]
    pub(crate) fn own() -> Self {
        Self(Arc::new(Loaded::new(ENGLISH, [Vec::new(), Vec::new(), vec![Arc::new(read(OWN).0)]], Vec::new())))
    }

    /// A message with its values.
    ///
    /// # Errors
    /// When there is no such message, or it isn't given what it needs.
    pub fn try_say(&self, name: &str, values: &Values<'_>) -> Result<String, Unsaid> {
        match self.0.messages.get(name) {
            Some(Message::Plain(text)) => Ok(text.to_string()),
            Some(Message::Made(at)) => format(&self.0.bundles[*at], name, values),
            None => {
                // In the order of their names, so that the first of equally near ones is always the same.
                let mut names: Vec<&str> = self.0.messages.keys().map(String::as_str).collect();
                names.sort_unstable();
                Err(Unsaid::Unknown(nearest(name, names).map(str::to_owned)))
            }
        }
    }

    /// A message of this program with its values.
    ///
    /// # Panics
    /// When the English of this program has no such message, or it takes other values: a test holds the two together.
    pub(crate) fn say<'v, const N: usize>(&self, name: &'static str, values: [(&'static str, Value<'v>); N]) -> String {
        let values: Values<'v> = values.into_iter().collect();
        let said = self.try_say(name, &values);
        let [.., own] = &self.0.bundles;
        said.or_else(|_| format(own, name, &values)).expect("the program's own messages get what they need")
    }

    /// A message of this program that is always the same.
    pub(crate) fn plain(&self, name: &'static str) -> String {
        self.say(name, [])
    }
}
