//! What ids written in files lead to.
//!
//! In: the documents in their final order. Out: [`Names`], which turns a written id into an [`Id`] or a diagnostic.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::addresses::FileTable;
use super::table::Id;
use super::url::SiteUrl;
use super::{Article, Entity, Event, Page, Publisher, Ref, Topic};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::document::{self, Kind, Spanned};
use crate::files::FileId;
use crate::slug::Slug;

/// Every id of the site, by kind.
#[derive(Default)]
pub(super) struct Names {
    pub(super) topics: Arc<Ids<Topic>>,
    pub(super) articles: Arc<Ids<Article>>,
    pub(super) events: Arc<Ids<Event>>,
    pub(super) entities: Arc<Ids<Entity>>,
    pub(super) publishers: Arc<Ids<Publisher>>,
    pub(super) pages: Arc<Ids<Page>>,
    /// Which file stands for what; for links by path.
    pub(super) files: FileTable,
    /// Files of what was not known as of the date for which the site is built.
    pub(super) later: BTreeSet<FileId>,
    /// Ids that are known and lead nowhere.
    pub(super) absent: BTreeMap<(Kind, Slug), Absence>,
}

/// Why a known id leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absence {
    /// Its file is a draft, and drafts are left out.
    Draft,
    /// Its file could not be read, which was reported.
    Unread,
    /// It was not known as of the date for which the site is built: references to it are left out.
    Later,
}

/// The ids of one kind, in order. They are looked up often; what is listed by order never depends on a hash.
pub(super) struct Ids<T> {
    found: HashMap<Slug, Id<T>>,
    slugs: Vec<Slug>,
    /// The permalink of each, which follows from its id.
    pub(super) urls: Vec<SiteUrl>,
}

impl<T> Default for Ids<T> {
    fn default() -> Self {
        Self { found: HashMap::new(), slugs: Vec::new(), urls: Vec::new() }
    }
}

impl<T> Ids<T> {
    /// Ids by position: those of before if they are the same.
    pub(super) fn again<'s>(
        before: &Arc<Self>,
        kind: Kind,
        slugs: impl Iterator<Item = &'s Slug> + Clone,
    ) -> Arc<Self> {
        if slugs.clone().eq(&before.slugs) {
            return before.clone();
        }
        let found = slugs.clone().enumerate().map(|(n, slug)| (slug.clone(), Id::at(n))).collect();
        let urls = slugs.clone().map(|slug| permalink(kind, slug)).collect();
        Arc::new(Self { found, urls, slugs: slugs.cloned().collect() })
    }

    pub(super) fn get(&self, slug: &Slug) -> Option<Id<T>> {
        self.found.get(slug).copied()
    }

    /// The written id that is nearest to one that leads nowhere.
    fn nearest(&self, slug: &Slug) -> Option<&str> {
        let mut known: Vec<&str> = self.slugs.iter().map(Slug::as_str).collect();
        known.sort_unstable();
        nearest(slug.as_str(), known)
    }
}

/// The address of what has an id.
fn permalink(kind: Kind, slug: &Slug) -> SiteUrl {
    match kind {
        Kind::Page => SiteUrl::new(format!("{slug}/")),
        kind => SiteUrl::new(format!("{}/{slug}/", kind.folder())),
    }
}

/// Ids to which references of documents lead: a reference that was resolved among the same ids leads to the same.
#[derive(Clone)]
pub(super) struct Known {
    topics: Arc<Ids<Topic>>,
    articles: Arc<Ids<Article>>,
    entities: Arc<Ids<Entity>>,
    publishers: Arc<Ids<Publisher>>,
    absent: BTreeMap<(Kind, Slug), Absence>,
}

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.topics, &other.topics)
            && Arc::ptr_eq(&self.articles, &other.articles)
            && Arc::ptr_eq(&self.entities, &other.entities)
            && Arc::ptr_eq(&self.publishers, &other.publishers)
            && self.absent == other.absent
    }
}

impl Names {
    /// What references of documents to others than events and pages lead to.
    pub(super) fn known(&self) -> Known {
        Known {
            topics: self.topics.clone(),
            articles: self.articles.clone(),
            entities: self.entities.clone(),
            publishers: self.publishers.clone(),
            absent: self.absent.clone(),
        }
    }

    /// What an id of this kind leads to.
    pub(super) fn find(&self, kind: Kind, slug: &Slug) -> Option<Ref> {
        match kind {
            Kind::Topic => self.topics.get(slug).map(Ref::Topic),
            Kind::Article => self.articles.get(slug).map(Ref::Article),
            Kind::Event => self.events.get(slug).map(Ref::Event),
            Kind::Entity => self.entities.get(slug).map(Ref::Entity),
            Kind::Publisher => self.publishers.get(slug).map(Ref::Publisher),
            Kind::Page => self.pages.get(slug).map(Ref::Page),
        }
    }

    /// The fault of an id that leads nowhere; `None` when it was reported already.
    pub(super) fn fault(&self, kind: Kind, slug: &Slug, place: Place) -> Option<Diagnostic> {
        match self.absent.get(&(kind, slug.clone())) {
            Some(Absence::Unread | Absence::Later) => return None,
            Some(Absence::Draft) => {
                return Some(
                    Diagnostic::new(Code::ReferenceToDraft, place, format!("the {kind} \"{slug}\" is a draft"))
                        .hint("remove its `draft: true`, or build with --drafts"),
                );
            }
            None => {}
        }
        // Links name events as well, and can't declare one.
        let is_mention = kind == Kind::Event && matches!(place, Place::Value(..));
        let diagnostic = Diagnostic::new(Code::UnknownId, place, format!("unknown {kind} \"{slug}\""));
        Some(diagnostic.hint(match self.nearest(kind, slug) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None if is_mention => format!("add content/events/{slug}.md, or declare it here with `id: {slug}`"),
            None => format!("add content/{}/{slug}.md, or correct the id", kind.folder()),
        }))
    }

    fn nearest(&self, kind: Kind, slug: &Slug) -> Option<&str> {
        match kind {
            Kind::Topic => self.topics.nearest(slug),
            Kind::Article => self.articles.nearest(slug),
            Kind::Event => self.events.nearest(slug),
            Kind::Entity => self.entities.nearest(slug),
            Kind::Publisher => self.publishers.nearest(slug),
            Kind::Page => self.pages.nearest(slug),
        }
    }
}

/// Turns written ids of one file into ids, and reports those that lead nowhere.
pub(super) struct Resolver<'a> {
    pub(super) names: &'a Names,
    pub(super) file: FileId,
    pub(super) faults: &'a mut Vec<Diagnostic>,
}

impl Resolver<'_> {
    pub(super) fn topics(&mut self, written: &[Spanned<Slug>]) -> Vec<Id<Topic>> {
        let ids = &self.names.topics;
        self.all(Kind::Topic, ids, written)
    }

    pub(super) fn entities(&mut self, written: &[Spanned<Slug>]) -> Vec<Id<Entity>> {
        let ids = &self.names.entities;
        self.all(Kind::Entity, ids, written)
    }

    pub(super) fn publisher(&mut self, written: &Spanned<Slug>) -> Option<Id<Publisher>> {
        let ids = &self.names.publishers;
        self.one(Kind::Publisher, ids, written)
    }

    pub(super) fn article(&mut self, written: &Spanned<Slug>) -> Option<Id<Article>> {
        let ids = &self.names.articles;
        self.one(Kind::Article, ids, written)
    }

    /// A place is an entity's id or plain text. A text that is nearly an id is probably a slip.
    pub(super) fn place(&mut self, written: &Spanned<document::EventPlace>) -> super::Place {
        let document::EventPlace::IdOrText(slug) = &written.value else {
            return super::Place::Text(written.value.as_str().to_owned());
        };
        if let Some(entity) = self.names.entities.get(slug) {
            return super::Place::Entity(entity);
        }
        let near = self.names.nearest(Kind::Entity, slug);
        let is_absent = self.names.absent.contains_key(&(Kind::Entity, slug.clone()));
        if let Some(near) = near.filter(|_| !is_absent) {
            self.faults.push(
                Diagnostic::new(
                    Code::PlaceNearlyAnEntity,
                    Place::Value(self.file, written.at),
                    format!("the place \"{slug}\" is no entity and is shown as plain text"),
                )
                .hint(format!("did you mean \"{near}\"?")),
            );
        }
        super::Place::Text(slug.as_str().to_owned())
    }

    fn all<T>(&mut self, kind: Kind, ids: &Ids<T>, written: &[Spanned<Slug>]) -> Vec<Id<T>> {
        written.iter().filter_map(|slug| self.one(kind, ids, slug)).collect()
    }

    fn one<T>(&mut self, kind: Kind, ids: &Ids<T>, written: &Spanned<Slug>) -> Option<Id<T>> {
        let found = ids.get(&written.value);
        if found.is_none() {
            self.faults.extend(self.names.fault(kind, &written.value, Place::Value(self.file, written.at)));
        }
        found
    }
}
