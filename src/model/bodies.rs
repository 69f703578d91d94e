//! Resolves the links of bodies, and turns them round into backlinks.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::addresses::{self, Addresses};
use super::events::Draft;
use super::order::Written;
use super::resolve::{Absence, Names};
use super::table::Id;
use super::url::SiteUrl;
use super::years;
use super::{Attachment, Body, Head, Href, Ref, Topic};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::document::{self, Target};
use crate::files::{FileId, FilePath, Files};

/// Everything a link can lead to.
pub(super) struct Destinations<'a> {
    files: &'a Files,
    names: &'a Names,
    attachments: BTreeMap<FileId, Id<Attachment>>,
    /// What answers for an address that isn't a document's by its kind and id.
    urls: &'a HashMap<SiteUrl, Option<Ref>>,
    /// The address of each event, and whether it is a page of its own.
    events: &'a [(SiteUrl, bool)],
    /// Whether the site has names in texts linked by themselves.
    autolink: bool,
}

/// Something for each thing that has a text, by kind and position.
struct ByRef<T> {
    topics: Vec<T>,
    articles: Vec<T>,
    events: Vec<T>,
    entities: Vec<T>,
    publishers: Vec<T>,
    pages: Vec<T>,
}

impl<T: Default + Clone> ByRef<T> {
    fn new(written: &Written, drafts: &[Arc<Draft>]) -> Self {
        let none = |count: usize| vec![T::default(); count];
        Self {
            topics: none(written.topics.len()),
            articles: none(written.articles.len()),
            events: none(drafts.len()),
            entities: none(written.entities.len()),
            publishers: none(written.publishers.len()),
            pages: none(written.pages.len()),
        }
    }

    fn get(&self, what: Ref) -> Option<&T> {
        match what {
            Ref::Topic(id) => self.topics.get(id.index()),
            Ref::Article(id) => self.articles.get(id.index()),
            Ref::Event(id) => self.events.get(id.index()),
            Ref::Entity(id) => self.entities.get(id.index()),
            Ref::Publisher(id) => self.publishers.get(id.index()),
            Ref::Page(id) => self.pages.get(id.index()),
            Ref::Attachment(_) => None,
        }
    }

    fn get_mut(&mut self, what: Ref) -> Option<&mut T> {
        match what {
            Ref::Topic(id) => self.topics.get_mut(id.index()),
            Ref::Article(id) => self.articles.get_mut(id.index()),
            Ref::Event(id) => self.events.get_mut(id.index()),
            Ref::Entity(id) => self.entities.get_mut(id.index()),
            Ref::Publisher(id) => self.publishers.get_mut(id.index()),
            Ref::Page(id) => self.pages.get_mut(id.index()),
            Ref::Attachment(_) => None,
        }
    }
}

/// The texts of all documents with their links resolved, and what links to what.
pub(super) struct Texts {
    bodies: ByRef<Body>,
    /// What links to each thing, once each, in order.
    backlinks: ByRef<Vec<Ref>>,
}

/// Resolves the links of every body.
pub(super) fn resolve(
    written: &Written,
    drafts: &[Arc<Draft>],
    destinations: &Destinations<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Texts {
    let events = drafts.iter().enumerate().filter_map(|(n, draft)| Some((n, &written.events[draft.file?].head)));
    let heads = written.topics.iter().enumerate().map(|(n, row)| (Ref::Topic(Id::at(n)), &row.head));
    let heads = heads.chain(written.articles.iter().enumerate().map(|(n, row)| (Ref::Article(Id::at(n)), &row.head)));
    let heads = heads.chain(events.map(|(n, head)| (Ref::Event(Id::at(n)), head)));
    let heads = heads.chain(written.entities.iter().enumerate().map(|(n, row)| (Ref::Entity(Id::at(n)), &row.head)));
    let heads =
        heads.chain(written.publishers.iter().enumerate().map(|(n, row)| (Ref::Publisher(Id::at(n)), &row.head)));
    let heads = heads.chain(written.pages.iter().enumerate().map(|(n, row)| (Ref::Page(Id::at(n)), &row.head)));
    let heads: Vec<(Ref, &document::Head)> = heads.collect();
    let body = |(what, head): &(Ref, &document::Head)| {
        let mut faults = Vec::new();
        (*what, destinations.body(head, &mut faults), faults)
    };
    let resolved: Vec<_> = heads.par_iter().with_min_len(256).map(body).collect();
    let mut texts = Texts { bodies: ByRef::new(written, drafts), backlinks: ByRef::new(written, drafts) };
    for (from, body, mut found) in resolved {
        faults.append(&mut found);
        // They come in order, each once: only a body that links twice to one thing would be listed twice.
        for href in &body.links {
            if let Href::Internal(to, _) = href
                && *to != from
                && let Some(all) = texts.backlinks.get_mut(*to)
                && all.last() != Some(&from)
            {
                all.push(from);
            }
        }
        *texts.bodies.get_mut(from).expect("it has a text") = body;
    }
    texts
}

impl Texts {
    /// The resolved head of a document.
    pub(super) fn head(&self, written: &document::Head, url: &SiteUrl, what: Ref) -> Head {
        Head {
            id: written.id.clone(),
            url: url.clone(),
            file: Some(written.file),
            language: written.language.clone(),
            extra: written.extra.clone(),
            body: self.bodies.get(what).cloned().unwrap_or_default(),
            linked_from: self.linked_from(what).to_vec(),
        }
    }

    /// Whether a head has the text and the backlinks of something.
    pub(super) fn is_same(&self, head: &Head, what: Ref) -> bool {
        self.bodies.get(what) == Some(&head.body) && self.linked_from(what) == head.linked_from
    }

    /// What links to something.
    pub(super) fn linked_from(&self, what: Ref) -> &[Ref] {
        self.backlinks.get(what).map_or(&[], Vec::as_slice)
    }

    /// Pairs of topics of which one links to the other, both ways round.
    pub(super) fn linked_topics(&self) -> BTreeSet<(Id<Topic>, Id<Topic>)> {
        let mut pairs = BTreeSet::new();
        for (to, all) in self.backlinks.topics.iter().enumerate() {
            for from in all {
                if let Ref::Topic(from) = from {
                    pairs.extend([(Id::at(to), *from), (*from, Id::at(to))]);
                }
            }
        }
        pairs
    }
}

/// Why a path leads nowhere.
enum NoPath {
    /// Which kind of fault it is, what is wrong and what to do about it.
    Fault(Code, String, String),
    /// Its fault was reported.
    Reported,
    /// What it leads to was not known as of the date for which the site is built.
    Later,
}

impl<'a> Destinations<'a> {
    pub(super) fn new(files: &'a Files, names: &'a Names, addresses: &'a Addresses, autolink: bool) -> Self {
        let attachments =
            addresses.attachments.iter().enumerate().map(|(n, attachment)| (attachment.file, Id::at(n))).collect();
        let (urls, events) = (&addresses.answers, addresses.events.as_slice());
        Self { files, names, attachments, urls, events, autolink }
    }

    /// Resolves the links of one file's body.
    fn body(&self, head: &document::Head, faults: &mut Vec<Diagnostic>) -> Body {
        let links = head.body.links.iter().map(|link| self.href(head.file, link, faults)).collect();
        let text = (!head.body.is_empty).then(|| (head.file, head.body.span.clone()));
        Body { text, links, autolink: self.autolink && head.autolink }
    }

    fn href(&self, file: FileId, link: &document::Link, faults: &mut Vec<Diagnostic>) -> Href {
        let span = link.span.start as usize..link.span.end as usize;
        let place = || Place::Bytes(file, span.clone());
        // A link that leads nowhere was reported and is never published: any value does.
        let nowhere = || Href::Anchor("".into());
        match &link.target {
            Target::Faulty => nowhere(),
            Target::Anchor(anchor) => Href::Anchor(anchor.clone()),
            Target::External(address) => Href::External(address.clone()),
            Target::Document(kind, slug, anchor) => match self.names.find(*kind, slug) {
                Some(found) => Href::Internal(found, anchor.clone()),
                None if self.names.absent.get(&(*kind, slug.clone())) == Some(&Absence::Later) => Href::Later,
                None => {
                    faults.extend(self.names.fault(*kind, slug, place()));
                    nowhere()
                }
            },
            Target::Path(path, anchor) => match self.path(file, path) {
                Ok(Some(found)) => Href::Internal(found, anchor.clone()),
                Ok(None) => Href::Url(self.url(path).expect("it was found").0, anchor.clone()),
                Err(NoPath::Later) => Href::Later,
                Err(NoPath::Reported) => nowhere(),
                Err(NoPath::Fault(code, message, hint)) => {
                    faults.push(Diagnostic::new(code, place(), message).hint(hint));
                    nowhere()
                }
            },
        }
    }

    /// What a path leads to; `Ok(None)` for a page that no file stands for.
    fn path(&self, file: FileId, path: &str) -> Result<Option<Ref>, NoPath> {
        if let Some((_, found)) = self.url(path) {
            return Ok(found);
        }
        let from = self.files[file].path.folder();
        let written = path.strip_suffix('/').unwrap_or(path);
        let whole = match written.strip_prefix('/') {
            Some(absolute) => normalise("content", absolute),
            None => normalise(from, written),
        };
        let Some(whole) = whole.filter(|whole| whole.starts_with("content/")) else {
            return Err(NoPath::Fault(
                Code::LinkOutside,
                format!("the link {path:?} leads out of content/"),
                "link to files below content/".to_owned(),
            ));
        };
        let Some(target) = self.files.find(&whole) else {
            let hint = match self.list_of_year(written).or_else(|| self.nearest_file(from, &whole)) {
                Some(near) => format!("did you mean {near:?}?"),
                None if whole.ends_with(".md") => {
                    "write a path from this file, or an id: [text](article:ID)".to_owned()
                }
                None => "put the file there, or write its path from this file".to_owned(),
            };
            return Err(NoPath::Fault(Code::DeadLink, format!("dead link: there is no file {whole:?}"), hint));
        };
        if let Some(found) = self.names.files.get(target) {
            return Ok(Some(found));
        }
        if let Some(attachment) = self.attachments.get(&target) {
            return Ok(Some(Ref::Attachment(*attachment)));
        }
        if self.names.later.contains(&target) {
            return Err(NoPath::Later);
        }
        // A file that is none of these is a draft or could not be read.
        let kind =
            document::Kind::ALL.into_iter().find(|kind| whole.starts_with(&format!("content/{}/", kind.folder())));
        let slug = crate::slug::Slug::new(self.files[target].path.stem()).ok();
        Err(match kind.zip(slug).and_then(|(kind, slug)| self.names.absent.get(&(kind, slug))) {
            Some(Absence::Draft) => NoPath::Fault(
                Code::ReferenceToDraft,
                format!("the file {whole:?} is a draft"),
                "remove its `draft: true`, or build with --drafts".to_owned(),
            ),
            Some(Absence::Unread | Absence::Later) | None => NoPath::Reported,
        })
    }

    /// An address of the site, written from its top: `/chronology/`.
    fn url(&self, path: &str) -> Option<(SiteUrl, Option<Ref>)> {
        let path = path.strip_prefix('/').filter(|path| !path.starts_with('/') && !path.contains("//"))?;
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let folder = if path.is_empty() || path.ends_with('/') { path.to_owned() } else { format!("{path}/") };
        let has_page = |what: &Ref| !matches!(what, Ref::Event(id) if !self.events[id.index()].1);
        let document = || addresses::named(folder.strip_suffix('/')?, self.names).filter(has_page).map(Some);
        let at = |url: &str| {
            let url = SiteUrl::new(url);
            self.urls.get(&url).copied().map(|what| (url, what))
        };
        at(&folder).or_else(|| Some((SiteUrl::new(folder.as_str()), document()?))).or_else(|| at(path))
    }

    /// For the address of a year of a list, where that year is found on the page of the list, however long this is. Pages of years
    /// come and go with it, and with the limit that a site sets.
    fn list_of_year(&self, written: &str) -> Option<String> {
        let (list, name) = addresses::of_years(written.strip_prefix('/')?)?;
        addresses::named(list, self.names)?;
        Some(if name == years::ALL { format!("/{list}/") } else { format!("/{list}/#{}", years::anchor(name)) })
    }

    /// A file with nearly this path or exactly this name, as a path from `from`.
    fn nearest_file(&self, from: &str, whole: &str) -> Option<String> {
        let paths = || self.files.below("content/").map(|(_, file)| &file.path);
        let name = whole.rsplit('/').next().unwrap_or(whole);
        let found = paths()
            .find(|path| path.name() == name)
            .map(FilePath::as_str)
            .or_else(|| nearest(whole, paths().map(FilePath::as_str)))?;
        let (from, to) = (SiteUrl::new(format!("{from}/")), SiteUrl::new(found));
        let decoded = from.reference_to(&to);
        Some(percent_encoding::percent_decode_str(&decoded).decode_utf8_lossy().into_owned())
    }
}

/// A path from a folder with `.` and `..` worked out; `None` when it leads above the top.
fn normalise(folder: &str, path: &str) -> Option<String> {
    let mut segments: Vec<&str> = folder.split('/').collect();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            segment => segments.push(segment),
        }
    }
    use unicode_normalization::UnicodeNormalization;
    (!segments.is_empty()).then(|| segments.join("/").nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn paths_are_worked_out_and_never_leave_the_top() {
        assert_eq!(normalise("content/articles", "../topics/a.md").as_deref(), Some("content/topics/a.md"));
        assert_eq!(normalise("content/articles", "./a.md").as_deref(), Some("content/articles/a.md"));
        assert_eq!(normalise("content/articles", "../../../etc/passwd"), None);
    }
}
