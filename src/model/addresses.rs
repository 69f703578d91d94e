//! Gives everything that is published its address, and finds two things that want the same one.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::Arc;

use super::events::Draft;
use super::order::Written;
use super::resolve::Names;
use super::table::Id;
use super::url::SiteUrl;
use super::years::{self, End};
use super::{Attachment, Redirect, Ref};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::{Head, Kind, Spanned};
use crate::files::{FileId, Files};
use crate::slug::{MAX_SLUG_BYTES, Slug};

/// Addresses of pages that no file stands for, and of files that are made from the whole site. Those of the
/// search lie in a reserved folder.
const MADE: [&str; 18] = [
    "",
    ".nojekyll",
    "404.html",
    "CNAME",
    "articles/",
    "articles/citations.bib",
    "articles/citations.json",
    "articles/citations.ris",
    "chronology/",
    "chronology/chronology.csv",
    "chronology/chronology.ics",
    "chronology/chronology.json",
    "entities/",
    "feed.xml",
    "publishers/",
    "robots.txt",
    "sitemap.xml",
    "topics/",
];

/// Files that are made for each topic, below its address.
const MADE_FOR_TOPIC: [&str; 7] = [
    "chronology.csv",
    "chronology.ics",
    "chronology.json",
    "citations.bib",
    "citations.json",
    "citations.ris",
    "feed.xml",
];

/// Folders of pages with lists, below each of which its years lie.
const LISTS: [Kind; 3] = [Kind::Topic, Kind::Entity, Kind::Publisher];

/// Folders whose every address belongs to the theme or the program.
const RESERVED_FOLDERS: [&str; 2] = ["search/", "static/"];

/// The address of everything, by position in its table, but for those that follow from an id (`resolve::Ids`).
pub(super) struct Addresses {
    /// Of each event, and whether it is a page of its own.
    pub(super) events: Vec<(SiteUrl, bool)>,
    pub(super) attachments: Vec<Attachment>,
    pub(super) redirects: Vec<Redirect>,
    /// What answers for an address that isn't a document's by its kind and id ([`named`]); `None` for a page that no file
    /// stands for.
    pub(super) answers: HashMap<SiteUrl, Option<Ref>>,
    /// What each content file stands for.
    pub(super) files: FileTable,
}

/// What each content file stands for, by file.
#[derive(Default)]
pub(super) struct FileTable(Vec<Option<Ref>>);

impl FileTable {
    pub(super) fn get(&self, file: FileId) -> Option<Ref> {
        *self.0.get(file.index())?
    }

    fn insert(&mut self, file: FileId, what: Ref) {
        self.0.resize(self.0.len().max(file.index() + 1), None);
        self.0[file.index()] = Some(what);
    }
}

/// What has an address by its kind and id: `articles/x` without a `/` at its end. Of events, also those without a page.
pub(super) fn named(path: &str, names: &Names) -> Option<Ref> {
    let (folder, id) = path.split_once('/')?;
    let kind = Kind::ALL.into_iter().find(|kind| *kind != Kind::Page && kind.folder() == folder)?;
    names.find(kind, &Slug::new(id).ok()?)
}

/// Gives every document, event and attachment its address.
pub(super) fn assign(
    written: &Written,
    drafts: &[Arc<Draft>],
    attachments: &[FileId],
    limit: Option<NonZeroUsize>,
    files: &Files,
    names: &Names,
    faults: &mut Vec<Diagnostic>,
) -> Addresses {
    let mut claims = Claims {
        written,
        drafts,
        names,
        owners: HashMap::new(),
        folders: HashMap::new(),
        answers: HashMap::new(),
        files: FileTable::default(),
        faults,
    };
    for path in MADE {
        claims.claim(&SiteUrl::new(path), None, None);
    }
    if let Some(limit) = limit {
        let articles: Vec<_> = written.articles.iter().map(|row| row.date.date.value.year()).collect();
        let events: Vec<_> = drafts.iter().map(|draft| draft.date.value().date.year()).collect();
        claims.years("articles", &articles, limit.get());
        if claims.years("chronology", &events, limit.get()) {
            claims.claim(&SiteUrl::new(format!("chronology/{}/", years::ALL)), None, None);
        }
    }
    let mut redirects = Vec::new();
    for url in &names.topics.urls {
        for file in MADE_FOR_TOPIC {
            claims.claim(&SiteUrl::new(format!("{url}{file}")), None, None);
        }
    }
    claims.stand_for(written.topics.iter().map(|row| &row.head), Ref::Topic);
    claims.stand_for(written.articles.iter().map(|row| &row.head), Ref::Article);
    claims.stand_for(written.entities.iter().map(|row| &row.head), Ref::Entity);
    claims.stand_for(written.publishers.iter().map(|row| &row.head), Ref::Publisher);
    claims.stand_for(written.pages.iter().map(|row| &row.head), Ref::Page);
    for ((n, url), page) in names.pages.urls.iter().enumerate().zip(&written.pages) {
        claims.claim(url, Some(Ref::Page(Id::at(n))), Some(Claimant::File(page.head.id_place.clone())));
    }
    let events = drafts.iter().enumerate().map(|(n, draft)| claims.event(Id::at(n), draft)).collect();
    let attachments =
        attachments.iter().enumerate().map(|(n, file)| claims.attachment(Id::at(n), *file, files)).collect();
    // Old addresses come last, so that one that is taken is the alias's fault and not the page's.
    let mut heads: Vec<&Head> = written.heads().filter(|head| !head.redirects.is_empty()).collect();
    heads.sort_by_key(|head| &files[head.file].path);
    for head in heads {
        // An event that lacks what it needs has no address, which was reported.
        let Some(what) = claims.files.get(head.file) else { continue };
        for old in &head.redirects {
            redirects.extend(claims.redirect(old, what, Place::Value(head.file, old.at)));
        }
    }
    redirects.sort_by(|a, b| a.from.cmp(&b.from));
    Addresses { events, attachments, redirects, answers: claims.answers, files: claims.files }
}

impl Written {
    fn heads(&self) -> impl Iterator<Item = &Head> {
        let topics = self.topics.iter().map(|row| &row.head);
        let articles = self.articles.iter().map(|row| &row.head);
        let events = self.events.iter().map(|row| &row.head);
        let entities = self.entities.iter().map(|row| &row.head);
        let publishers = self.publishers.iter().map(|row| &row.head);
        let pages = self.pages.iter().map(|row| &row.head);
        topics.chain(articles).chain(events).chain(entities).chain(publishers).chain(pages)
    }
}

/// Who wants an address.
enum Claimant {
    /// A content file, or what it declares.
    File(Place),
    /// An old address of something that has one.
    Alias(Place),
}

impl Claimant {
    fn place(&self) -> &Place {
        let (Self::File(place) | Self::Alias(place)) = self;
        place
    }
}

/// The folders in which a path lies.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

fn lowercase(mut path: String) -> String {
    if path.is_ascii() {
        path.make_ascii_lowercase();
        return path;
    }
    path.to_lowercase()
}

/// Who has which output file, by its path in lower case: some file systems can't tell the cases apart.
///
/// The files of documents other than pages are known by kind and id, which are in lower case and unique, in folders of their
/// kind, where nothing is made that could be a document's: so these claim nothing, and are asked when others claim.
struct Claims<'a> {
    written: &'a Written,
    drafts: &'a [Arc<Draft>],
    names: &'a Names,
    /// Who has each other output file.
    owners: HashMap<Arc<str>, Option<Place>>,
    /// Of each folder, the first of these below it by path, and who has that.
    folders: HashMap<Box<str>, (Arc<str>, Option<Place>)>,
    answers: HashMap<SiteUrl, Option<Ref>>,
    files: FileTable,
    faults: &'a mut Vec<Diagnostic>,
}

/// What a path would be that of a year of, or of all years, and which: `topics/x` and `2023`. Whether there is such a page depends
/// on how long the lists are.
pub(super) fn of_years(path: &str) -> Option<(&str, &str)> {
    let page = path.strip_suffix("/index.html").unwrap_or(path);
    let (above, name) = page.rsplit_once('/')?;
    let is_list = |kind: Kind| above.strip_prefix(kind.folder()).is_some_and(|id| id.rfind('/') == Some(0));
    (LISTS.into_iter().any(is_list) && years::is_name(name)).then_some((above, name))
}

/// The fault of an address that is the program's own.
fn reserved(url: &SiteUrl, place: Place) -> Diagnostic {
    let message = format!("the address /{url} belongs to the site's own pages and files");
    Diagnostic::new(Code::AddressReserved, place, message)
}

/// What helps against that.
const RENAME: &str = "give it another `id:` or name";

impl Claims<'_> {
    /// The pages for the years of a list of the whole site, where it is divided. In the folder of articles, a year may be what an
    /// article is called. Returns whether it is divided.
    fn years(&mut self, folder: &str, list: &[Option<i32>], limit: usize) -> bool {
        let year = |year| year;
        if years::first(list, limit, End::Newest, year).len() == list.len() {
            return false;
        }
        for (at, _) in years::years(list, year) {
            let url = SiteUrl::new(format!("{folder}/{}/", years::name(at)));
            match self.document_at(&url.output_path()) {
                Some(place) => self.faults.push(reserved(&url, place).hint(RENAME)),
                None => _ = self.claim(&url, None, None),
            }
        }
        true
    }

    fn claim(&mut self, url: &SiteUrl, what: Option<Ref>, claimant: Option<Claimant>) -> bool {
        let path: Arc<str> = lowercase(url.output_path()).into();
        let below = |folder: &&str| path.starts_with(*folder) || *path == *folder.trim_end_matches('/');
        let is_reserved = claimant.is_some() && (RESERVED_FOLDERS.iter().any(below) || of_years(&path).is_some());
        let first = self.owner(&path);
        if first.is_none() && !is_reserved {
            let owner = claimant.map(|claimant| claimant.place().clone());
            for folder in folders(&path) {
                match self.folders.get_mut(folder) {
                    Some((first, _)) if **first <= *path => {}
                    Some(first) => *first = (path.clone(), owner.clone()),
                    None => drop(self.folders.insert(folder.into(), (path.clone(), owner.clone()))),
                }
            }
            self.owners.insert(path, owner);
            self.answers.insert(url.clone(), what);
            return true;
        }
        // What is made by the program is claimed first, so the later one always has a place.
        let claimant = claimant.expect("only content can collide");
        let owner = first.flatten();
        let hint = match (&claimant, &owner) {
            (Claimant::Alias(_), _) => "remove the alias, or correct it",
            (Claimant::File(_), Some(_)) => "give one of them another `id:` or name",
            (Claimant::File(_), None) => RENAME,
        };
        let diagnostic = match owner {
            Some(owner) => {
                let message = format!("the address /{url} is taken");
                Diagnostic::new(Code::AddressTaken, claimant.place().clone(), message).also(owner, "by this file")
            }
            None => reserved(url, claimant.place().clone()),
        };
        self.faults.push(diagnostic.hint(hint));
        false
    }

    /// Who has a path already, or has a file where it needs a folder, or a folder where it is a file.
    fn owner(&self, path: &str) -> Option<Option<Place>> {
        let exact = |path: &str| self.owners.get(path).cloned().or_else(|| self.document_at(path).map(Some));
        let above = std::iter::once(path).chain(folders(path)).find_map(exact);
        above.or_else(|| match (self.folders.get(path), self.first_document_below(path)) {
            (Some((first, _)), Some((document, place))) if document.as_str() < &**first => Some(Some(place)),
            (Some((_, owner)), _) => Some(owner.clone()),
            (None, document) => document.map(|(_, place)| Some(place)),
        })
    }

    /// The document whose file is at a path: `articles/x/index.html`.
    fn document_at(&self, path: &str) -> Option<Place> {
        self.place_of(named(path.strip_suffix("/index.html")?, self.names)?)
    }

    /// The first document whose file is below a path: that of a document, or that of a kind, which only a stray file has.
    fn first_document_below(&self, path: &str) -> Option<(String, Place)> {
        let file = |path: &str| Some((format!("{path}/index.html"), self.place_of(named(path, self.names)?)?));
        let of_kind = || {
            let kind = Kind::ALL.into_iter().find(|kind| *kind != Kind::Page && kind.folder() == path)?;
            let heads = self.written.heads().map(|head| &head.id).chain(self.drafts.iter().map(|draft| &draft.id));
            heads.filter_map(|id| file(&format!("{}/{id}", kind.folder()))).min_by(|a, b| a.0.cmp(&b.0))
        };
        file(path).or_else(of_kind)
    }

    /// Where the id of what has a page of its own is written.
    fn place_of(&self, what: Ref) -> Option<Place> {
        let head = match what {
            Ref::Topic(id) => &self.written.topics[id.index()].head,
            Ref::Article(id) => &self.written.articles[id.index()].head,
            Ref::Entity(id) => &self.written.entities[id.index()].head,
            Ref::Publisher(id) => &self.written.publishers[id.index()].head,
            Ref::Event(id) => match (self.drafts[id.index()].file, self.drafts[id.index()].mentions.as_slice()) {
                (Some(file), _) => &self.written.events[file].head,
                (None, [first, _, ..]) => {
                    return Some(Place::File(self.written.articles[first.article.index()].head.file));
                }
                (None, _) => return None,
            },
            Ref::Page(_) | Ref::Attachment(_) => return None,
        };
        Some(head.id_place.clone())
    }

    /// Notes what the files of documents stand for.
    fn stand_for<'h, T>(&mut self, heads: impl Iterator<Item = &'h Head>, as_ref: impl Fn(Id<T>) -> Ref) {
        heads.enumerate().for_each(|(n, head)| self.files.insert(head.file, as_ref(Id::at(n))));
    }

    /// An event has a page of its own when it has a file or more than one article: no thin pages.
    fn event(&mut self, id: Id<super::Event>, draft: &Draft) -> (SiteUrl, bool) {
        if let Some(file) = draft.file {
            self.files.insert(self.written.events[file].head.file, Ref::Event(id));
        }
        match (draft.file, draft.mentions.as_slice()) {
            (None, [only]) => (self.names.articles.urls[only.article.index()].clone(), false),
            _ => (self.names.events.urls[id.index()].clone(), true),
        }
    }

    fn attachment(&mut self, id: Id<Attachment>, file: FileId, files: &Files) -> Attachment {
        let path = files[file].path.as_str().strip_prefix("content/").expect("attachments lie in content/");
        let url = SiteUrl::new(path);
        self.claim(&url, Some(Ref::Attachment(id)), Some(Claimant::File(Place::File(file))));
        Attachment { file, url }
    }

    fn redirect(&mut self, old: &Spanned<String>, to: Ref, place: Place) -> Option<Redirect> {
        let path = old.value.strip_prefix('/').unwrap_or(&old.value);
        let folder = path.strip_suffix('/').unwrap_or(path);
        // A query or an anchor is not told to a host of files; what is longer is no name of a file.
        let is_plain = folder.split('/').all(|segment| {
            !matches!(segment, "" | "." | "..")
                && !segment.contains(['\\', ':', '?', '#'])
                && !segment.contains(char::is_control)
                && segment.len() <= MAX_SLUG_BYTES
        });
        if !is_plain || folder.starts_with('.') {
            let message = format!("{:?} is not a path that can lead here", old.value);
            self.faults.push(
                Diagnostic::new(Code::InvalidOldPath, place, message)
                    .hint("write an old path below the site's address: old/path/"),
            );
            return None;
        }
        let from = if folder.ends_with(".html") { SiteUrl::new(folder) } else { SiteUrl::new(format!("{folder}/")) };
        self.claim(&from, Some(to), Some(Claimant::Alias(place))).then_some(Redirect { from, to })
    }
}
