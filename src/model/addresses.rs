//! Gives everything that is published its address, and finds two things that want the same one.

use std::collections::HashMap;
use std::sync::Arc;

use super::events::Draft;
use super::order::Written;
use super::table::Id;
use super::url::SiteUrl;
use super::{Attachment, Redirect, Ref};
use crate::diagnostic::{Diagnostic, Place};
use crate::document::{Head, Kind, Spanned};
use crate::files::{FileId, Files};
use crate::slug::MAX_SLUG_BYTES;

/// Addresses of pages that no file stands for, and of files that are made from the whole site. `search/` is kept free for
/// the search page.
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

/// Folders whose every address belongs to the theme or the program.
const RESERVED_FOLDERS: [&str; 2] = ["search/", "static/"];

/// The address of everything, by position in its table.
pub(super) struct Addresses {
    pub(super) topics: Vec<SiteUrl>,
    pub(super) articles: Vec<SiteUrl>,
    /// Of each event, and whether it is a page of its own.
    pub(super) events: Vec<(SiteUrl, bool)>,
    pub(super) entities: Vec<SiteUrl>,
    pub(super) publishers: Vec<SiteUrl>,
    pub(super) pages: Vec<SiteUrl>,
    pub(super) attachments: Vec<Attachment>,
    pub(super) redirects: Vec<Redirect>,
    /// What answers for an address; `None` for a page that no file stands for.
    pub(super) answers: HashMap<SiteUrl, Option<Ref>>,
    /// What each content file stands for.
    pub(super) files: HashMap<FileId, Ref>,
}

/// Gives every document, event and attachment its address.
pub(super) fn assign(
    written: &Written,
    drafts: &[Draft],
    attachments: &[FileId],
    files: &Files,
    faults: &mut Vec<Diagnostic>,
) -> Addresses {
    let mut claims = Claims {
        owners: HashMap::new(),
        folders: HashMap::new(),
        answers: HashMap::new(),
        files: HashMap::new(),
        faults,
    };
    for path in MADE {
        claims.claim(&SiteUrl::new(path), None, None);
    }
    let mut redirects = Vec::new();
    let topics = claims.documents(Kind::Topic, written.topics.iter().map(|row| &row.head), Ref::Topic);
    for url in &topics {
        for file in MADE_FOR_TOPIC {
            claims.claim(&SiteUrl::new(format!("{url}{file}")), None, None);
        }
    }
    let articles = claims.documents(Kind::Article, written.articles.iter().map(|row| &row.head), Ref::Article);
    let entities = claims.documents(Kind::Entity, written.entities.iter().map(|row| &row.head), Ref::Entity);
    let publishers = claims.documents(Kind::Publisher, written.publishers.iter().map(|row| &row.head), Ref::Publisher);
    let pages = claims.documents(Kind::Page, written.pages.iter().map(|row| &row.head), Ref::Page);
    let events =
        drafts.iter().enumerate().map(|(n, draft)| claims.event(Id::at(n), draft, written, &articles)).collect();
    let attachments =
        attachments.iter().enumerate().map(|(n, file)| claims.attachment(Id::at(n), *file, files)).collect();
    // Old addresses come last, so that one that is taken is the alias's fault and not the page's.
    let mut heads: Vec<&Head> = written.heads().filter(|head| !head.redirects.is_empty()).collect();
    heads.sort_by_key(|head| &files[head.file].path);
    for head in heads {
        // An event that lacks what it needs has no address, which was reported.
        let Some(what) = claims.files.get(&head.file).copied() else { continue };
        for old in &head.redirects {
            redirects.extend(claims.redirect(old, what, Place::Value(head.file, old.at)));
        }
    }
    redirects.sort_by(|a, b| a.from.cmp(&b.from));
    Addresses {
        topics,
        articles,
        events,
        entities,
        publishers,
        pages,
        attachments,
        redirects,
        answers: claims.answers,
        files: claims.files,
    }
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

struct Claims<'a> {
    /// Who has each output file, by its path in lower case: some file systems can't tell the cases apart.
    owners: HashMap<Arc<str>, Option<Place>>,
    /// Of each folder, the first output file below it by path, and who has that.
    folders: HashMap<Box<str>, (Arc<str>, Option<Place>)>,
    answers: HashMap<SiteUrl, Option<Ref>>,
    files: HashMap<FileId, Ref>,
    faults: &'a mut Vec<Diagnostic>,
}

impl Claims<'_> {
    fn claim(&mut self, url: &SiteUrl, what: Option<Ref>, claimant: Option<Claimant>) -> bool {
        let path: Arc<str> = lowercase(url.output_path()).into();
        let below = |folder: &&str| path.starts_with(*folder) || *path == *folder.trim_end_matches('/');
        let is_reserved = RESERVED_FOLDERS.iter().any(below) && claimant.is_some();
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
        let owner = first.cloned().flatten();
        let hint = match (&claimant, &owner) {
            (Claimant::Alias(_), _) => "remove the alias, or correct it",
            (Claimant::File(_), Some(_)) => "give one of them another `id:` or name",
            (Claimant::File(_), None) => "give it another `id:` or name",
        };
        let diagnostic = match owner {
            Some(owner) => {
                let message = format!("the address /{url} is taken");
                Diagnostic::error(claimant.place().clone(), message).also(owner, "by this file")
            }
            None => {
                let message = format!("the address /{url} belongs to the site's own pages and files");
                Diagnostic::error(claimant.place().clone(), message)
            }
        };
        self.faults.push(diagnostic.hint(hint));
        false
    }

    /// Who has a path already, or has a file where it needs a folder, or a folder where it is a file.
    fn owner(&self, path: &str) -> Option<&Option<Place>> {
        let above = std::iter::once(path).chain(folders(path)).find_map(|path| self.owners.get(path));
        above.or_else(|| self.folders.get(path).map(|(_, owner)| owner))
    }

    fn documents<'h, T>(
        &mut self,
        kind: Kind,
        heads: impl Iterator<Item = &'h Head>,
        as_ref: impl Fn(Id<T>) -> Ref,
    ) -> Vec<SiteUrl> {
        heads.enumerate().map(|(n, head)| self.document(kind, head, as_ref(Id::at(n)))).collect()
    }

    fn document(&mut self, kind: Kind, head: &Head, what: Ref) -> SiteUrl {
        let url = match kind {
            Kind::Page => SiteUrl::new(format!("{}/", head.id)),
            kind => SiteUrl::new(format!("{}/{}/", kind.folder(), head.id)),
        };
        self.claim(&url, Some(what), Some(Claimant::File(head.id_place.clone())));
        self.files.insert(head.file, what);
        url
    }

    /// An event has a page of its own when it has a file or more than one article: no thin pages.
    fn event(
        &mut self,
        id: Id<super::Event>,
        draft: &Draft,
        written: &Written,
        articles: &[SiteUrl],
    ) -> (SiteUrl, bool) {
        match (draft.file, draft.mentions.as_slice()) {
            (Some(file), _) => (self.document(Kind::Event, &written.events[file].head, Ref::Event(id)), true),
            (None, [only]) => (articles[only.article.index()].clone(), false),
            (None, several) => {
                let url = SiteUrl::new(format!("events/{}/", draft.id));
                let first = several.first().expect("an event without a file is known from an article");
                let place = Place::File(written.articles[first.article.index()].head.file);
                self.claim(&url, Some(Ref::Event(id)), Some(Claimant::File(place)));
                (url, true)
            }
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
            self.faults.push(
                Diagnostic::error(place, format!("{:?} is not a path that can lead here", old.value))
                    .hint("write an old path below the site's address: old/path/"),
            );
            return None;
        }
        let from = if folder.ends_with(".html") { SiteUrl::new(folder) } else { SiteUrl::new(format!("{folder}/")) };
        self.claim(&from, Some(to), Some(Claimant::Alias(place))).then_some(Redirect { from, to })
    }
}
