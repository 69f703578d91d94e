//! briefgen turns cleaned news articles into a static briefing site, in which every dated claim leads back to who reported
//! it, through whom it came, and how many independent origins stand behind it.
//!
//! The pipeline, in the order of the folders:
//!
//! ```text
//! read        disk            -> Files       an immutable snapshot
//! document    Files           -> Documents   front matter, Markdown, configuration; every value knows its place
//! model       Documents       -> Site        ids resolved, events merged, origins counted, links and addresses
//! words       Files           -> Words       what pages say in the language of the site
//! pages       Site, Route     -> Page        one pure function for each kind of page
//! render      Page, theme     -> bytes       Tera
//! cards       Card, theme     -> bytes       the pictures that stand for pages where they are shared
//! search      Volumes         -> files       what the search page asks
//! write       bytes           -> disk        all at once or not at all
//! ```
//!
//! Beside it stands what analysts ask of a site: `impact` compares two of them, `suggest` makes proposals from one, `review` says
//! what an editor would, and `import` makes articles of what analysts have.
//! `schema` describes for editors what authors write, and `scaffold` is what they start from.
//!
//! [`Plan::new`] is everything between the snapshot and the pages, and [`Plan::output`] the rest up to bytes. The core is a
//! function of the snapshot: disk, clock, network and terminal are the business of `read`, `write`, `watch`, `serve`, `report` and
//! `cli` alone. Faults
//! of the content are collected as [`diagnostic::Diagnostic`]s, all of them in one run.

mod caches;
pub mod cards;
pub mod cli;
pub mod date;
pub mod diagnostic;
pub mod document;
pub mod external;
pub mod files;
pub mod fonts;
mod growth;
pub mod impact;
pub mod import;
pub mod model;
pub mod pages;
pub mod read;
pub mod render;
pub mod report;
pub mod review;
pub mod scaffold;
pub mod schema;
pub mod search;
pub mod serve;
pub mod slug;
pub mod suggest;
mod traces;
pub mod watch;
pub mod words;
pub mod write;

use rayon::prelude::*;

use crate::cards::Drawing;
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::files::{FileId, Files};
use crate::fonts::Fonts;
use crate::model::reads::digest;
use crate::model::{Options, Site, SiteUrl};
use crate::pages::{Card, Memo, Page, Route, Sources};
use crate::render::Theme;
use crate::words::Words;

/// A site that is ready to be rendered, page by page and in any order.
pub struct Plan {
    /// The site.
    pub site: Site,
    /// Everything that is written, with its address.
    pub routes: Vec<(Route, SiteUrl)>,
    /// The snapshot that it was made from.
    pub files: Files,
    /// What its pages say in its language.
    pub words: Words,
    /// What its cards are drawn in.
    pub fonts: Fonts,
    theme: Theme,
    memo: Memo,
}

/// What was made of a snapshot and may stay good for the next one: it spares work and changes no result.
#[derive(Default)]
pub struct Memory {
    parses: document::Parses,
    links: model::Memory,
    words: Option<Words>,
    theme: Option<Theme>,
}

/// What is written for a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A copy of this file on disk.
    Copy(FileId),
    /// These files, in the folder of the route's address.
    Folder(Vec<(SiteUrl, Vec<u8>)>),
}

impl Plan {
    /// Takes a snapshot as far as it can be taken without rendering. `None` when a fault stands in the way of any page.
    pub fn new(files: &Files, options: &Options) -> Diagnosed<Option<Self>> {
        let Diagnosed { value: documents, diagnostics } = document::parse(files);
        Self::of(documents, diagnostics, files, options, &mut Memory::default())
    }

    /// The same for a snapshot that was made from the one before ([`Files::after`]). Only files that changed are read again, and
    /// what was worked out from the same values before is taken over.
    pub fn again(files: &Files, options: &Options, memory: &mut Memory) -> Diagnosed<Option<Self>> {
        let Diagnosed { value: documents, diagnostics } = document::parse_again(files, &mut memory.parses);
        Self::of(documents, diagnostics, files, options, memory)
    }

    fn of(
        documents: Option<document::Documents>,
        mut diagnostics: Vec<Diagnostic>,
        files: &Files,
        options: &Options,
        memory: &mut Memory,
    ) -> Diagnosed<Option<Self>> {
        let Some(documents) = documents else { return Diagnosed { value: None, diagnostics } };
        let Diagnosed { value: site, diagnostics: mut faults } =
            model::link_again(documents, files, options, &mut memory.links);
        diagnostics.append(&mut faults);
        let Diagnosed { value: words, diagnostics: mut faults } =
            words::words_again(&site, files, memory.words.as_ref());
        memory.words = faults.is_empty().then(|| words.clone());
        diagnostics.append(&mut faults);
        let Diagnosed { value: theme, diagnostics: mut faults } =
            render::theme_again(&site, &words, files, memory.theme.as_ref());
        memory.theme.clone_from(&theme);
        // A theme that isn't there, or has a fault of its own, was reported where that is.
        if !site.settings.themes.is_empty() {
            diagnostics.append(&mut faults);
        }
        let routes = pages::routes(&site, files);
        let fonts = options.fonts.clone();
        let memo = Memo::new(&site);
        let plan = theme.map(|theme| Self { site, routes, files: files.clone(), words, fonts, theme, memo });
        Diagnosed { value: plan, diagnostics }
    }

    /// All routes by their numbers, for as many threads as there are. None has to do a row of them alone: the longest pages stand
    /// together, and one may take as long as a thousand others.
    pub(crate) fn par_routes(&self) -> impl IndexedParallelIterator<Item = (usize, &(Route, SiteUrl))> {
        self.routes.par_iter().enumerate().with_max_len(1)
    }

    /// What its pages are made from.
    pub fn sources(&self) -> Sources<'_> {
        Sources { site: &self.site, words: &self.words, files: &self.files, memo: &self.memo }
    }

    /// A digest of what all pages are made from, whatever they look at of the site.
    pub(crate) fn digest_of_whole(&self) -> u128 {
        // Templates, and the languages that they speak.
        let themes = self.files.below("themes/").map(|(id, file)| (&file.path, self.files.text(id)));
        let site = serde_json::to_vec(self.theme.site()).expect("what templates get can be written");
        digest(&(self.site.digest_of_whole(), site, themes.collect::<Vec<_>>()))
    }

    /// What a route's template gets, or whatever else is written for it.
    pub fn page(&self, route: Route, url: &SiteUrl) -> Page {
        pages::page(self.sources(), route, url, |template| self.theme.wanted(template))
    }

    /// Makes a route at its address: renders its template, or whatever else is written for it.
    ///
    /// # Errors
    /// When the theme fails: a fault of its template.
    pub fn output(&self, route: Route, url: &SiteUrl) -> Result<Output, Box<Diagnostic>> {
        self.output_again(route, url, || None)
    }

    /// The same where a route was made before: what takes long to make and is in those bytes is taken over from them.
    ///
    /// # Errors
    /// As [`Plan::output`].
    pub fn output_again(
        &self,
        route: Route,
        url: &SiteUrl,
        before: impl FnOnce() -> Option<Vec<u8>>,
    ) -> Result<Output, Box<Diagnostic>> {
        self.made(self.page(route, url), url, before)
    }

    /// Makes the page of a route at its address, as [`Plan::output_again`] does.
    ///
    /// # Errors
    /// As [`Plan::output`].
    pub(crate) fn made(
        &self,
        page: Page,
        url: &SiteUrl,
        before: impl FnOnce() -> Option<Vec<u8>>,
    ) -> Result<Output, Box<Diagnostic>> {
        match page {
            Page::Template(template) => Ok(Output::Bytes(self.theme.render(*template, url, &self.files)?)),
            Page::Card(card) => {
                let drawing = self.drawing(&card, url)?;
                let drawn = before().filter(|png| drawing.is_in(png)).map_or_else(|| drawing.draw(), Ok);
                drawn.map(Output::Bytes).map_err(|why| self.theme.undrawn(&why, url, &self.files))
            }
            Page::Bytes(bytes) => Ok(Output::Bytes(bytes)),
            Page::Indexes(volumes) => {
                let files = search::indexes(&volumes).into_iter();
                Ok(Output::Folder(files.map(|(path, bytes)| (SiteUrl::new(format!("{url}{path}")), bytes)).collect()))
            }
            Page::Copy(file) => Ok(match &self.files[file].content {
                files::Content::Embedded(bytes) => Output::Bytes(bytes.to_vec()),
                _ => Output::Copy(file),
            }),
        }
    }

    /// What is drawn for a card at its address.
    ///
    /// # Errors
    /// When the theme fails: a fault of its template.
    pub fn drawing(&self, card: &Card, url: &SiteUrl) -> Result<Drawing, Box<Diagnostic>> {
        let set = cards::set(card, &self.fonts);
        let svg = self.theme.render_card(&set, url, &self.files)?;
        Ok(Drawing::new(svg, &card.language, &self.fonts))
    }
}
