//! What an attentive editor would say of a site that is built without a fault: links to anchors that aren't there, pictures
//! without a description, events that nobody reports, and files that nothing uses.
//!
//! In: the site, the files that it was made from, and those of its pages that are asked for ([`Review::asks_for`]), as a theme
//! rendered them. Out: advice, with its places. Deliberately absent: whatever a build must know; no page depends on what is
//! said here, and only `check` asks.
//!
//! What readers don't see isn't told: a link or picture of a text that is cut off stands on no page. Whether an anchor is there
//! is for the theme to say as much as for the author, so nothing less than the rendered page tells.

mod anchors;
mod page;
mod pictures;
mod unused;

use std::collections::{BTreeMap, BTreeSet};

pub use self::page::Looked;

use crate::diagnostic::Diagnostic;
use crate::document::LinkPlaces;
use crate::files::Files;
use crate::model::{Site, SiteUrl};

/// What is to be looked at.
pub struct Review<'a> {
    files: &'a Files,
    anchored: Vec<anchors::Anchored<'a>>,
    pictures: Vec<pictures::Picture<'a>>,
    pages: BTreeSet<&'a SiteUrl>,
}

impl<'a> Review<'a> {
    /// Finds what is to be looked at.
    pub fn new(site: &'a Site, files: &'a Files) -> Self {
        let anchored: Vec<_> = site.heads().flat_map(|head| anchors::anchored(head, site)).collect();
        let pictures: Vec<_> = site.heads().flat_map(|head| pictures::pictures(head, site, files)).collect();
        let linked = anchored.iter().flat_map(|link| [link.from, link.to]);
        let pages = linked.chain(pictures.iter().map(|picture| picture.page)).collect();
        Self { files, anchored, pictures, pages }
    }

    /// Whether the page at an address is needed, once it is rendered. Of most sites few are.
    pub fn asks_for(&self, url: &SiteUrl) -> bool {
        self.pages.contains(url)
    }

    /// What the pages that were asked for show. A page that isn't among them, since it could not be rendered or is none, says
    /// nothing.
    pub fn of_pages(self, looked: &BTreeMap<SiteUrl, Looked>) -> Vec<Diagnostic> {
        let mut places = LinkPlaces::new(self.files);
        let anchors = self.anchored.iter().filter_map(|link| anchors::advice(link, looked, &mut places));
        let mut advice: Vec<Diagnostic> = anchors.collect();
        advice.extend(self.pictures.into_iter().filter_map(|picture| pictures::advice(picture, looked)));
        advice
    }
}

/// What nothing uses or stands behind, in a site without errors.
pub fn of_content(site: &Site, files: &Files) -> Vec<Diagnostic> {
    let (entities, publishers) = (unused::entities(site, files), unused::publishers(site, files));
    [entities, publishers, unused::events(site, files), unused::topics(site, files)].concat()
}
