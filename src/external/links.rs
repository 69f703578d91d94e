//! The addresses outside a site that it links to, and where each one is written.

use std::collections::BTreeMap;
use std::ops::Range;

use url::Url;

use crate::diagnostic::Place;
use crate::document::{LinkPlaces, Step, place};
use crate::files::{FileId, Files};
use crate::model::{Href, Site};

/// Every address, once, without its anchor.
#[derive(Debug, Default)]
pub struct Links<'a>(pub(super) BTreeMap<String, Link<'a>>);

/// An address, and where it is written.
#[derive(Debug)]
pub(super) struct Link<'a> {
    /// As it can be asked for; `None` when it can't.
    url: Option<Url>,
    pub(super) uses: Vec<Use<'a>>,
}

/// A place where an address is written.
#[derive(Clone, Debug)]
pub(super) struct Use<'a> {
    file: FileId,
    pub(super) role: Role<'a>,
}

/// As what an address is written.
#[derive(Clone, Debug)]
pub(super) enum Role<'a> {
    /// Where an article was published, and the address of the copy that an archive keeps, as it is among the links.
    Source { archive: Option<String> },
    /// The copy that an archive keeps.
    Archive,
    /// The site of a publisher.
    Publisher,
    /// A link or picture of a text, by its position.
    Body(&'a Range<u32>, usize),
}

/// The addresses that a site links to by http or https.
pub fn links(site: &Site) -> Links<'_> {
    let mut links = Links::default();
    for (_, article) in site.articles.iter() {
        let (Some(file), source) = (article.head.file, &article.source) else { continue };
        let archive = links.add(source.archive_url.as_deref(), Use { file, role: Role::Archive });
        links.add(source.url.as_deref(), Use { file, role: Role::Source { archive } });
    }
    for (_, publisher) in site.publishers.iter() {
        let Some(file) = publisher.head.file else { continue };
        links.add(publisher.url.as_deref(), Use { file, role: Role::Publisher });
    }
    for head in site.heads() {
        let Some((file, span)) = &head.body.text else { continue };
        for (nth, href) in head.body.links.iter().enumerate() {
            if let Href::External(address) = href {
                links.add(Some(address), Use { file: *file, role: Role::Body(span, nth) });
            }
        }
    }
    links
}

impl<'a> Links<'a> {
    /// Adds an address of the web, and gives it as it is among the links.
    fn add(&mut self, address: Option<&str>, used: Use<'a>) -> Option<String> {
        let address = address.filter(|address| is_web(address))?;
        let url = Url::parse(address).ok().filter(Url::has_host).map(|mut url| {
            url.set_fragment(None);
            // Whatever stands before the host is for those who know it, and is sent to nobody.
            let _ = url.set_username("").and_then(|()| url.set_password(None));
            url
        });
        let key = url.as_ref().map_or(address, Url::as_str).to_owned();
        self.0.entry(key.clone()).or_insert_with(|| Link { url, uses: Vec::new() }).uses.push(used);
        Some(key)
    }

    /// Each address, and how it can be asked for.
    pub(super) fn addresses(&self) -> impl Iterator<Item = (&str, Option<&Url>)> {
        self.0.iter().map(|(address, link)| (address.as_str(), link.url.as_ref()))
    }
}

/// Whether an address is of the web, and not of mail or a telephone.
fn is_web(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default();
    ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web))
}

impl Use<'_> {
    /// The place of the address.
    pub(super) fn place(&self, files: &Files, links: &mut LinkPlaces<'_>) -> Place {
        let front_matter = |way: &[Step<'_>]| place(files, self.file, way);
        match &self.role {
            Role::Source { .. } => front_matter(&[Step::Key("source"), Step::Key("url")]),
            Role::Archive => front_matter(&[Step::Key("source"), Step::Key("archive_url")]),
            Role::Publisher => front_matter(&[Step::Key("url")]),
            Role::Body(span, nth) => links.place(self.file, span, *nth),
        }
    }

    /// The path of the file that it is written in.
    pub(super) fn path<'f>(&self, files: &'f Files) -> &'f str {
        files[self.file].path.as_str()
    }
}
