//! Links documents into a site, step by step.
//!
//! Every step takes what the steps before have made and gives something whole: no row of a table is made before all its
//! parts are known.

use std::num::NonZeroUsize;
use std::sync::Arc;

use url::Url;

use super::articles::References;
use super::bodies::Destinations;
use super::quotes::Checked;
use super::resolve::{Absence, Ids};
use super::topics::Sources;
use super::{
    NameIndex, Settings, Site, addresses, advice, articles, bodies, events, names, order, quotes, tables, topics,
};
use crate::date::{Date, Language};
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Place};
use crate::document::{Config, Documents, Kind, StatusKind, Theme};
use crate::files::Files;
use crate::fonts::Fonts;
use crate::slug::Slug;

/// Most entries of a list that isn't divided, where the site doesn't say.
const LIST_LIMIT: usize = 500;

/// What the author asks for beside the content.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether drafts are published.
    pub drafts: bool,
    /// Another base than the one in `site.toml`.
    pub base_url: Option<Url>,
    /// A date: only what had surely been published by then is taken.
    pub as_of: Option<Date>,
    /// What is supposed to have become of an article, whatever its file says.
    pub suppose: Option<Supposition>,
    /// What cards are drawn in; nothing draws them without texts.
    pub fonts: Fonts,
}

/// What is supposed to have become of an article.
#[derive(Clone, Debug)]
pub struct Supposition {
    /// The article.
    pub article: Slug,
    /// What became of it; `None` when it stands.
    pub status: Option<StatusKind>,
}

/// Links all documents.
pub fn link(documents: Documents, files: &Files, options: &Options) -> Diagnosed<Site> {
    link_again(documents, files, options, &mut Memory::default())
}

/// What was worked out for one site and may stay good for the next: each part as long as what it was worked out from is the same.
#[derive(Default)]
pub struct Memory {
    orders: order::Orders,
    resolved: articles::Resolved,
    merging: Option<events::Merging>,
    event_ids: Arc<Ids<super::Event>>,
    events: tables::Events,
    articles: tables::Articles,
    names: Option<NameIndex>,
    quotes: Checked,
}

/// Links all documents, and takes over what was worked out before from the same values. The result is that of [`link()`].
pub fn link_again(mut documents: Documents, files: &Files, options: &Options, memory: &mut Memory) -> Diagnosed<Site> {
    let mut faults = Vec::new();
    let (written, mut names) = order::order(&mut documents, options, &mut memory.orders, &mut faults);
    let later = written.later;
    let references = References::resolve(&written.articles, &names, &mut memory.resolved, &mut faults);

    let origins = references.origins(&written.articles, &mut memory.resolved, &mut faults);
    quotes::check(&written.articles, files, documents.config.excerpt_words, &mut memory.quotes, &mut faults);

    let merging = events::Sources {
        files: &written.events,
        articles: &written.articles,
        references: &references,
        origins: &origins,
        names: &names,
    };
    let events::Merged { drafts, unknown, incomplete } =
        events::merge_again(&merging, &mut memory.merging, &mut faults);
    names.events = Ids::again(&memory.event_ids, Kind::Event, drafts.iter().map(|draft| &draft.id));
    memory.event_ids = names.events.clone();
    names.absent.extend(incomplete.into_iter().map(|id| ((Kind::Event, id), Absence::Unread)));
    faults.extend(unknown.into_iter().filter_map(|(id, place)| names.fault(Kind::Event, &id, place)));
    let of_events = references.origins_of_events(&drafts, &written.articles, &mut faults);

    let limit = list_limit(&documents.config, &documents.themes);
    let mut addresses = addresses::assign(&written, &drafts, &documents.attachments, limit, files, &names, &mut faults);
    names.files = std::mem::take(&mut addresses.files);
    let entity_names = names::index(&written, memory.names.as_ref());
    memory.names = Some(entity_names.clone());
    // Texts in which nobody can be found aren't searched.
    let autolink = documents.config.autolink && !entity_names.is_empty();
    let destinations = Destinations::new(files, &names, &addresses, autolink);
    let texts = bodies::resolve(&written, &drafts, &destinations, &mut faults);
    if documents.config.autolink {
        faults.extend(names::shared(&written.entities));
    }

    let subjects = tables::Subjects::new(&references, &drafts, written.entities.len());
    let ownership = Arc::new(tables::ownership(&written.publishers, &names, &mut faults));
    let reports = tables::Reports {
        origins: &origins,
        of_events: &of_events,
        references: &references,
        ownership: &ownership,
        names: &names,
    };
    let events = tables::events(&drafts, &written.events, &addresses.events, &reports, &texts, &mut memory.events);
    let as_of = options.as_of.as_ref();
    let entities = tables::entities(&written.entities, &names.entities.urls, &subjects, as_of, &texts);
    let sources = Sources { events: &events, references: &references, origins: &origins, ownership: &ownership };
    let publishers = tables::publishers(&written.publishers, &names.publishers.urls, &sources, &texts);
    let all: Vec<_> = (0..written.articles.len()).map(super::Id::at).collect();
    let figures = topics::figures(events.ids(), &all, &sources);
    faults.extend(single_origin_fault(&documents.config, &figures));
    let topics = tables::topics(&written.topics, &names.topics.urls, &sources, &texts);
    let pages = tables::pages(&written.pages, &names.pages.urls, &texts);
    let resting = tables::resting(&origins, &events);
    advice::resting(&written.articles, &resting, &mut faults);
    let provenance = tables::Provenance { references: &references, origins: &origins, resting: &resting };
    let articles = tables::articles(&written.articles, &names, &provenance, &texts, &mut memory.articles);

    let site = Site {
        settings: settings(documents.config, &documents.themes, limit, options),
        topics,
        articles,
        events,
        entities,
        publishers,
        pages,
        names: entity_names,
        attachments: super::Table::new(addresses.attachments),
        redirects: super::Tracked::redirects(addresses.redirects),
        figures: super::Tracked::figures(figures),
        later,
    };
    Diagnosed { value: site, diagnostics: faults }
}

/// Warns when more of the reported events rest on one origin than the author wants.
fn single_origin_fault(config: &Config, figures: &topics::Figures) -> Option<Diagnostic> {
    let limit = config.single_origin_limit.as_ref()?;
    #[expect(clippy::cast_precision_loss, reason = "counts of events are far below 2^52")]
    let share = figures.single_origin as f64 / figures.reported.max(1) as f64;
    (share > limit.value).then(|| {
        let message = format!(
            "reported events that rest on a single origin: {} of {}, more than the share of {} that is allowed",
            figures.single_origin, figures.reported, limit.value
        );
        let place = Place::Value(config.file, limit.at);
        Diagnostic::new(Code::ManySingleOrigins, place, message).hint("look for reports with another origin")
    })
}

/// Most entries of a list that isn't divided. A theme that can't show divided lists is never given any, unless the site asks for
/// them: then what the theme lacks is told.
fn list_limit(config: &Config, themes: &[Theme]) -> Option<NonZeroUsize> {
    let by_theme = || if themes.iter().any(|theme| theme.has_years) { LIST_LIMIT } else { 0 };
    NonZeroUsize::new(config.list_limit.unwrap_or_else(by_theme))
}

fn settings(config: Config, themes: &[Theme], list_limit: Option<NonZeroUsize>, options: &Options) -> Settings {
    // Of a theme and the one that it extends, the nearer default counts, and the site's own value before both.
    let defaults = themes.iter().rev().flat_map(|theme| &theme.options);
    let mut theme_options: std::collections::BTreeMap<_, _> =
        defaults.map(|option| (option.key.clone(), option.default.clone())).collect();
    theme_options.extend(config.theme_options.into_iter().map(|(key, node)| (key.value, node.value)));
    Settings {
        title: config.title,
        base_url: options.base_url.clone().unwrap_or(config.base_url),
        description: config.description,
        date_language: Language::of(&config.language.value),
        language: config.language.value,
        time_zone: config.time_zone,
        themes: themes.iter().map(|theme| theme.id.clone()).collect(),
        authors: config.authors,
        cname: config.cname,
        excerpt_words: config.excerpt_words,
        trusted_html: config.trusted_html,
        smart_punctuation: config.smart_punctuation,
        search: config.search,
        exports: config.exports,
        list_limit,
        cards: config.cards,
        as_of: options.as_of.clone(),
        theme_options,
        extra: config.extra,
    }
}
