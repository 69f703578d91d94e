//! Files become documents: front matter, Markdown and configuration, as their authors wrote them.
//!
//! In: the snapshot ([`Files`]). Out: [`Documents`], in which every value that a later fault could be about knows its place.
//! Deliberately absent: whatever needs a second file. Ids are well-formed here ([`Slug`]) and not known to lead anywhere;
//! `model` resolves them.

mod article;
mod config;
mod emphasis;
mod entity;
mod event;
mod fields;
mod front_matter;
pub mod markdown;
mod node;
mod page;
mod publisher;
mod source;
mod theme;
mod topic;

use std::fmt;
use std::ops::Range;

use rayon::prelude::*;

pub use self::article::{Article, Mention, Rights, Stance};
pub use self::config::{Config, parse_base_url};
pub use self::entity::{Entity, EntityKind, Role};
pub use self::event::{Basis, Dated, Event, EventFields, Place as EventPlace};
pub use self::fields::Spanned;
pub use self::front_matter::MAX_FRONT_MATTER_BYTES;
pub use self::markdown::{Link, Target};
pub use self::node::{Entry, Node, Value};
pub use self::page::Page;
pub use self::publisher::{Publisher, PublisherKind};
pub use self::source::{Derivation, Mode, Parent, ParentOf, Source};
pub use self::theme::{OptionKind, THEME_API, Theme, ThemeOption};
pub use self::topic::Topic;

use self::fields::{Faults, Fields};
use crate::diagnostic::{At, Diagnosed, Diagnostic, Place};
use crate::files::{Content, File, FileId, Files, Span};
use crate::slug::{Slug, SlugError};

/// The kinds of content file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A standing subject with a brief and a chronology.
    Topic,
    /// One report by one publisher.
    Article,
    /// One dated happening.
    Event,
    /// A person, organisation or place.
    Entity,
    /// Who published.
    Publisher,
    /// A plain page.
    Page,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Topic, Self::Article, Self::Event, Self::Entity, Self::Publisher, Self::Page];

    /// The folder under `content/`, which is also the first part of the permalink of all kinds but pages.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Topic => "topics",
            Self::Article => "articles",
            Self::Event => "events",
            Self::Entity => "entities",
            Self::Publisher => "publishers",
            Self::Page => "pages",
        }
    }

    /// The word in front of the colon of a link, and in diagnostics.
    pub fn scheme(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Article => "article",
            Self::Event => "event",
            Self::Entity => "entity",
            Self::Publisher => "publisher",
            Self::Page => "page",
        }
    }

    /// The kind whose links start with this word.
    pub fn from_scheme(scheme: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.scheme() == scheme)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.scheme())
    }
}

/// Everything that was written, file by file, in path order.
#[derive(Clone, Debug)]
pub struct Documents {
    /// `site.toml`.
    pub config: Config,
    /// The theme that it names, then the themes that this one extends.
    pub themes: Vec<Theme>,
    /// Files under `content/topics/`.
    pub topics: Vec<Topic>,
    /// Files under `content/articles/`.
    pub articles: Vec<Article>,
    /// Files under `content/events/`.
    pub events: Vec<Event>,
    /// Files under `content/entities/`.
    pub entities: Vec<Entity>,
    /// Files under `content/publishers/`.
    pub publishers: Vec<Publisher>,
    /// Files under `content/pages/`.
    pub pages: Vec<Page>,
    /// Other files under `content/`, which are copied as they are.
    pub attachments: Vec<FileId>,
    /// Files that could not be read as documents: references to them are no second fault.
    pub unread: Vec<(Kind, Slug)>,
}

/// What every content file has.
#[derive(Clone, Debug)]
pub struct Head {
    /// The file.
    pub file: FileId,
    /// Its id: the file's stem, or the `id:` key.
    pub id: Slug,
    /// Where the id is written.
    pub id_place: Place,
    /// Old paths that lead here: `aliases:` (on entities, whose aliases are names, `redirect_from:`).
    pub redirects: Vec<Spanned<String>>,
    /// Left out unless drafts are asked for.
    pub draft: bool,
    /// Language of the text as a BCP 47 tag, when it isn't the site's.
    pub language: Option<String>,
    /// Free values for templates.
    pub extra: Value,
    /// The text below the front matter.
    pub body: Body,
}

/// The Markdown of a content file: where it lies and where it links to.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Its bytes in the file.
    pub span: Range<u32>,
    /// Its links and images, in the order of [`markdown::events`].
    pub links: Vec<Link>,
}

impl Body {
    /// Whether nothing is written.
    pub fn is_empty(&self, text: &str) -> bool {
        self.text(text).trim().is_empty()
    }

    /// The Markdown, out of the text of its file.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.span.start as usize..self.span.end as usize]
    }
}

/// Reads every file of a site. `None` when the configuration allows no site at all.
pub fn parse(files: &Files) -> Diagnosed<Option<Documents>> {
    let mut diagnostics = Vec::new();
    if files.find("site.toml").is_none() {
        diagnostics.push(config::missing());
    }
    let config = config::parse(files, &mut diagnostics);
    let themes = config.as_ref().map(|config| theme::parse(files, config, &mut diagnostics)).unwrap_or_default();

    let content: Vec<(FileId, &File)> = files.below("content/").collect();
    let parsed: Vec<Parsed> = content.par_iter().filter_map(|(id, file)| parse_file(*id, file)).collect();

    let (mut topics, mut articles, mut events) = (Vec::new(), Vec::new(), Vec::new());
    let (mut entities, mut publishers, mut pages) = (Vec::new(), Vec::new(), Vec::new());
    let (mut attachments, mut unread) = (Vec::new(), Vec::new());
    for Parsed { document, diagnostics: mut faults } in parsed {
        diagnostics.append(&mut faults);
        match document {
            Document::Topic(topic) => topics.push(topic),
            Document::Article(article) => articles.push(article),
            Document::Event(event) => events.push(event),
            Document::Entity(entity) => entities.push(entity),
            Document::Publisher(publisher) => publishers.push(publisher),
            Document::Page(page) => pages.push(page),
            Document::Attachment(file) => attachments.push(file),
            Document::Unread(kind, slug) => unread.push((kind, slug)),
            Document::Nothing => {}
        }
    }
    let documents = config.map(|config| Documents {
        config,
        themes,
        topics,
        articles,
        events,
        entities,
        publishers,
        pages,
        attachments,
        unread,
    });
    Diagnosed { value: documents, diagnostics }
}

/// The bytes that a place stands for; `None` when it stands for a file as a whole.
pub fn locate(files: &Files, place: &Place) -> Option<(FileId, Span)> {
    match place {
        Place::Path(_) | Place::File(_) => None,
        Place::Bytes(file, span) => Some((*file, span.clone())),
        Place::Value(file, at) => {
            let text = files.text(*file);
            let span = if files[*file].path.as_str().ends_with(".toml") {
                let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
                // The root of a TOML file is all of it: point at its first character.
                if *at == At::default() {
                    Some(node::character_at(text, start))
                } else {
                    node::span_in_toml(&text[start..], *at).map(|span| start + span.start..start + span.end)
                }
            } else {
                front_matter::locate(*file, text, *at)
            };
            span.map(|span| (*file, first_line(text, span)))
        }
    }
}

/// Cuts a span at the end of its first line: a fault about a mapping points to where it begins.
fn first_line(text: &str, span: Span) -> Span {
    let end = text[span.clone()].find('\n').map_or(span.end, |n| span.start + n);
    let end = span.start + text[span.start..end].trim_end().len();
    span.start..end.max(node::character_at(text, span.start).end)
}

struct Parsed {
    document: Document,
    diagnostics: Vec<Diagnostic>,
}

enum Document {
    Topic(Topic),
    Article(Article),
    Event(Event),
    Entity(Entity),
    Publisher(Publisher),
    Page(Page),
    Attachment(FileId),
    /// A file that could not be read, but whose id is known.
    Unread(Kind, Slug),
    /// A file whose fault was reported when it was read, or whose id isn't known.
    Nothing,
}

fn parse_file(id: FileId, file: &File) -> Option<Parsed> {
    let mut diagnostics = Vec::new();
    let kind = kind_of_path(file.path.as_str());
    let document = match (&file.content, kind) {
        (Content::OnDisk | Content::Embedded(_), _) => Document::Attachment(id),
        (Content::Faulty(_), Some(kind)) => {
            Slug::new(file.path.stem()).map_or(Document::Nothing, |slug| Document::Unread(kind, slug))
        }
        (Content::Faulty(_), None) => Document::Nothing,
        (Content::Text(_), None) => {
            let folders = Kind::ALL.map(|kind| format!("content/{}/", kind.folder())).join(", ");
            diagnostics.push(
                Diagnostic::error(Place::File(id), "a Markdown file that lies in none of the content folders")
                    .hint(format!("move it into one of {folders}")),
            );
            Document::Nothing
        }
        (Content::Text(text), Some(kind)) => parse_document(id, file, kind, text, &mut diagnostics),
    };
    Some(Parsed { document, diagnostics })
}

fn kind_of_path(path: &str) -> Option<Kind> {
    let folder = path.strip_prefix("content/")?.split_once('/')?.0;
    Kind::ALL.into_iter().find(|kind| kind.folder() == folder)
}

fn parse_document(id: FileId, file: &File, kind: Kind, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Document {
    let (node, body) = match front_matter::parse(id, text) {
        Ok(parts) => parts,
        Err(fault) => {
            diagnostics.push(fault);
            return Slug::new(file.path.stem()).map_or(Document::Nothing, |slug| Document::Unread(kind, slug));
        }
    };
    let mut faults = Faults::new(id);
    let what = match kind {
        Kind::Topic => "a topic",
        Kind::Article => "an article",
        Kind::Event => "an event",
        Kind::Entity => "an entity",
        Kind::Publisher => "a publisher",
        Kind::Page => "a page",
    };
    let mut fields = Fields::new(what, node, &mut faults);
    let Some(head) = head(&mut fields, file, kind, &mut faults) else {
        diagnostics.append(&mut faults.diagnostics);
        return Document::Nothing;
    };
    let slug = head.id.clone();
    let mut head = head;
    head.body = Body { span: u32_span(&body), links: markdown::links(id, text, &body, &mut faults.diagnostics) };
    let document = match kind {
        Kind::Topic => topic::read(head, fields, &mut faults).map(Document::Topic),
        Kind::Article => article::read(head, fields, &mut faults).map(Document::Article),
        Kind::Event => event::read(head, fields, &mut faults).map(Document::Event),
        Kind::Entity => entity::read(head, fields, &mut faults).map(Document::Entity),
        Kind::Publisher => publisher::read(head, fields, &mut faults).map(Document::Publisher),
        Kind::Page => page::read(head, fields, &mut faults).map(Document::Page),
    };
    diagnostics.append(&mut faults.diagnostics);
    document.unwrap_or(Document::Unread(kind, slug))
}

/// Reads what every kind of file has; the body is added by the caller.
fn head(fields: &mut Fields, file: &File, kind: Kind, faults: &mut Faults) -> Option<Head> {
    let draft = fields.bool("draft", faults).unwrap_or(false);
    let language = language(fields, faults);
    let extra = Value::Map(fields.free("extra", faults));
    let redirects = fields.texts(if kind == Kind::Entity { "redirect_from" } else { "aliases" }, faults);
    let (id, id_place) = match fields.take("id") {
        Some(node) => {
            let id = fields::slug("id", node, faults)?;
            (id.value, faults.place(id.at))
        }
        None => match Slug::new(file.path.stem()) {
            Ok(slug) => (slug, Place::File(faults.file)),
            Err(error) => {
                faults.diagnostics.push(misnamed(faults.file, file, error));
                return None;
            }
        },
    };
    Some(Head { file: faults.file, id, id_place, redirects, draft, language, extra, body: Body::default() })
}

fn misnamed(id: FileId, file: &File, error: SlugError) -> Diagnostic {
    let hint = match error.suggestion {
        Some(slug) => format!("rename the file to {slug}.md, or give it an `id: {slug}`"),
        None => format!("rename the file {:?}, or give it an `id:`", file.path.name()),
    };
    Diagnostic::error(Place::File(id), format!("the file's name gives no id: {}", error.message)).hint(hint)
}

/// A language tag, by its shape: BCP 47 has more rules than are worth checking here.
fn language(fields: &mut Fields, faults: &mut Faults) -> Option<String> {
    let tag = fields.text("language", faults)?;
    let mut parts = tag.value.split('-');
    let is_letters = |part: &str| part.chars().all(|c| c.is_ascii_alphabetic());
    let well_formed = parts.next().is_some_and(|first| (2..=3).contains(&first.len()) && is_letters(first))
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()));
    if !well_formed {
        let fault = faults.error(tag.at, format!("{:?} is not a language tag", tag.value));
        fault.hints.push("write it as BCP 47: en, ko, ja, zh-Hant".to_owned());
    }
    well_formed.then_some(tag.value)
}

fn toml_fault(file: FileId, text: &str, error: &node::SyntaxError) -> Diagnostic {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let span = node::character_at(text, start + error.span.start).start..(start + error.span.end).min(text.len());
    let span = span.start..span.end.max(node::character_at(text, span.start).end);
    Diagnostic::error(Place::Bytes(file, span), format!("this is not TOML: {}", error.message))
}

fn u32_span(span: &Span) -> Range<u32> {
    let byte = |n: usize| u32::try_from(n).expect("content files have at most four million bytes");
    byte(span.start)..byte(span.end)
}
