//! The site for other programs: citations, chronologies, and what pages tell search engines.
//!
//! In: the site, as every page sees it. Out: files for all articles or events of the site or of a topic ([`bytes`]), the
//! citation that a page shows ([`cite`]), and its JSON-LD ([`json_ld()`]). Articles have no files of their own: creating files
//! is what makes large builds slow, so their pages hold the citation in each format. Deliberately absent: bodies. What
//! `rights` withhold can't leave through here, because nothing here reads a text.

mod bibtex;
mod calendar;
mod chronology;
mod citation;
mod dates;
mod formatted;
mod json_ld;
mod ris;
mod table;
mod words;

use std::borrow::Cow;

use percent_encoding::{CONTROLS, utf8_percent_encode};
use serde::Serialize;

use super::Route;
use super::context::{Cite, CiteFormat, Download, Downloads};
use super::parts::View;
use super::references::References;
use crate::model::{self, Id, Ref, Site, SiteUrl};

use crate::words::Words;

pub(super) use self::chronology::Event as EventRecord;
pub(super) use self::citation::Citation;

/// A file of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Export {
    /// What it is about.
    pub scope: Scope,
    /// What it holds, and how.
    pub format: Format,
}

/// What an export is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The whole site.
    Site,
    /// A topic.
    Topic(Id<model::Topic>),
}

/// What a file of an export holds, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Articles as CSL-JSON.
    CslJson,
    /// Articles as BibTeX.
    BibTex,
    /// Articles as RIS.
    Ris,
    /// Events as CSV.
    Csv,
    /// Events as JSON.
    Json,
    /// Events as iCalendar.
    ICalendar,
}

const CITATIONS: [Format; 3] = [Format::BibTex, Format::Ris, Format::CslJson];
const CHRONOLOGIES: [Format; 3] = [Format::Csv, Format::Json, Format::ICalendar];

impl Format {
    fn name(self) -> &'static str {
        match self {
            Self::CslJson => "CSL-JSON",
            Self::BibTex => "BibTeX",
            Self::Ris => "RIS",
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::ICalendar => "iCalendar",
        }
    }

    /// The name of a file, which the site's table of addresses keeps free.
    fn file(self) -> &'static str {
        match self {
            Self::CslJson => "citations.json",
            Self::BibTex => "citations.bib",
            Self::Ris => "citations.ris",
            Self::Csv => "chronology.csv",
            Self::Json => "chronology.json",
            Self::ICalendar => "chronology.ics",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::CslJson => "application/vnd.citationstyles.csl+json",
            Self::BibTex => "application/x-bibtex",
            Self::Ris => "application/x-research-info-systems",
            Self::Csv => "text/csv",
            Self::Json => "application/json",
            Self::ICalendar => "text/calendar",
        }
    }
}

impl Export {
    fn url(self, site: &Site) -> SiteUrl {
        let folder = match self.scope {
            Scope::Topic(id) => site.topics[id].head.url.as_str(),
            Scope::Site if CITATIONS.contains(&self.format) => "articles/",
            Scope::Site => "chronology/",
        };
        SiteUrl::new(format!("{folder}{}", self.format.file()))
    }

    /// What the file is called among others.
    fn title(self, site: &Site) -> String {
        match self.scope {
            Scope::Site => site.settings.title.clone(),
            Scope::Topic(id) => format!("{}: {}", site.settings.title, site.topics[id].title),
        }
    }
}

/// The files of all scopes that hold anything, with their addresses.
pub(super) fn routes(site: &Site) -> impl Iterator<Item = (Route, SiteUrl)> {
    let scopes = std::iter::once(Scope::Site).chain(site.topics.ids().map(Scope::Topic));
    scopes.flat_map(|scope| files(site, scope)).map(|export| (Route::Export(export), export.url(site)))
}

/// The files of a scope that hold anything: chronologies first.
fn files(site: &Site, scope: Scope) -> impl Iterator<Item = Export> + use<> {
    let wanted = |has_any: bool| site.settings.exports && has_any;
    let (chronologies, citations) =
        (wanted(!events(site, scope).is_empty()), wanted(!articles(site, scope).is_empty()));
    let chronologies = CHRONOLOGIES.into_iter().filter(move |_| chronologies);
    let citations = CITATIONS.into_iter().filter(move |_| citations);
    chronologies.chain(citations).map(move |format| Export { scope, format })
}

fn events(site: &Site, scope: Scope) -> Vec<Id<model::Event>> {
    match scope {
        Scope::Site => site.events.ids().collect(),
        Scope::Topic(id) => site.topics[id].events.clone(),
    }
}

fn articles(site: &Site, scope: Scope) -> Vec<Id<model::Article>> {
    match scope {
        Scope::Site => site.articles.ids().collect(),
        Scope::Topic(id) => site.topics[id].articles.clone(),
    }
}

/// The content of a file.
pub(super) fn bytes(view: View<'_>, export: Export) -> Vec<u8> {
    let View { site, words, .. } = view;
    // Addresses are those of the page that the file belongs to.
    let page = match export.scope {
        Scope::Topic(id) => site.topics[id].head.url.clone(),
        Scope::Site => SiteUrl::new("chronology/"),
    };
    let references = References::default();
    let view = View { page: &page, references: &references, ..view };
    let title = export.title(site);
    let events = events(site, export.scope);
    let citations = || articles(site, export.scope).into_iter().map(|id| view.citation(id)).collect::<Vec<_>>();
    let chronology = || chronology::chronology(view, &title, &events);
    match export.format {
        Format::CslJson | Format::BibTex | Format::Ris => cited(export.format, &citations(), words).into_bytes(),
        Format::Csv => table::write(&chronology()),
        Format::Json => chronology().json().into_bytes(),
        Format::ICalendar => calendar::write(view, &chronology(), &title, &events).into_bytes(),
    }
}

fn cited(format: Format, citations: &[&Citation], words: &Words) -> String {
    match format {
        Format::BibTex => bibtex::write(citations, words),
        Format::Ris => ris::write(citations),
        _ => json_lines(citations) + "\n",
    }
}

/// How to cite what a page is about: on the pages of articles, events and topics.
pub(super) fn cite(view: View<'_>, route: Route) -> Option<Cite> {
    // An event's articles come along, so that who says so is cited with it.
    let (first, others) = match route {
        Route::Article(id) => (Cow::Borrowed(view.citation(id)), &[][..]),
        Route::Topic(id) => (Cow::Owned(citation::topic(view, id)), &[][..]),
        Route::Event(id) => (Cow::Owned(citation::event(view, id)), &view.site.events[id].mentions[..]),
        _ => return None,
    };
    let others = others.iter().map(|mention| view.citation(mention.article));
    let citations: Vec<&Citation> = std::iter::once(&*first).chain(others).collect();
    Some(Cite {
        words: formatted::format(&first, &view.site.settings.language),
        note: first.note.clone(),
        formats: CITATIONS
            .into_iter()
            .map(|format| {
                let ending = format.file().rsplit('.').next().expect("the name has an ending");
                CiteFormat {
                    format: format.name(),
                    file_name: format!("{}.{ending}", first.id),
                    media_type: format.media_type(),
                    text: cited(format, &citations, view.words),
                }
            })
            .collect(),
    })
}

/// The files that a page offers: a topic's its own, the lists of articles and events the site's.
pub(super) fn downloads(view: View<'_>, route: Route) -> Vec<Downloads> {
    let chronologies = ("chronology-files", CHRONOLOGIES);
    let citations = ("citation-files", CITATIONS);
    let (scope, shown) = match route {
        Route::Topic(id) => (Scope::Topic(id), vec![chronologies, citations]),
        Route::Chronology => (Scope::Site, vec![chronologies]),
        Route::Articles => (Scope::Site, vec![citations]),
        _ => return Vec::new(),
    };
    let exports: Vec<Export> = files(view.site, scope).collect();
    let groups = shown.into_iter().map(|(title, formats)| Downloads {
        title: view.words.plain(title),
        files: exports
            .iter()
            .filter(|export| formats.contains(&export.format))
            .map(|export| Download {
                href: view.page.reference_to(&export.url(view.site)),
                format: export.format.name(),
                media_type: export.format.media_type(),
                note: (export.format == Format::ICalendar).then(|| {
                    let events = events(view.site, scope);
                    let shown = calendar::shown(view.site, &events);
                    view.words.calendar(shown, events.len() - shown)
                }),
            })
            .collect(),
    });
    groups.filter(|group| !group.files.is_empty()).collect()
}

/// What a page tells search engines, for a `script` element.
pub(super) fn json_ld(view: View<'_>, route: Route) -> Option<String> {
    match route {
        Route::Article(id) => Some(json_ld::article(view, id)),
        Route::Event(id) => Some(json_ld::event(view, id)),
        Route::Topic(id) => Some(json_ld::topic(view, id)),
        _ => None,
    }
}

/// The absolute address of something.
fn absolute(site: &Site, target: Ref) -> String {
    let (url, anchor) = site.url(target);
    absolute_url(site, url, anchor.as_deref())
}

fn absolute_url(site: &Site, url: &SiteUrl, anchor: Option<&str>) -> String {
    let url = url.absolute(&site.settings.base_url);
    // Ids are letters and digits of any script.
    anchor.map_or_else(|| url.clone(), |anchor| format!("{url}#{}", utf8_percent_encode(anchor, CONTROLS)))
}

/// A list as JSON, an item on each line: small, and two versions can be compared.
fn json_lines<T: Serialize>(items: &[T]) -> String {
    let items = items.iter().map(|item| serde_json::to_string(item).expect("texts and numbers can be serialised"));
    format!("[\n{}\n]", items.collect::<Vec<_>>().join(",\n"))
}

/// A text as one line: every run of white space and control characters is one space.
fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
