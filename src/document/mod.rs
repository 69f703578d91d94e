//! Files become documents: front matter, Markdown and configuration, as their authors wrote them.
//!
//! In: the snapshot ([`Files`]). Out: [`Documents`], in which every value that a later fault could be about knows its place.
//! Deliberately absent: whatever needs a second file. Ids are well-formed here ([`Slug`]) and not known to lead anywhere;
//! `model` resolves them.

mod article;
mod claim;
mod config;
mod emphasis;
mod entity;
mod event;
mod fields;
mod find;
mod front_matter;
pub mod markdown;
mod node;
mod page;
mod publisher;
mod slips;
mod source;
mod theme;
mod time;
mod topic;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

pub use self::article::{Article, Mention, Rights, Stance, Status, StatusKind};
pub(crate) use self::claim::folded;
pub use self::claim::{Claim, Quantity, Resolution, Resolved};
pub use self::config::{Cards, Config, parse_base_url};
pub use self::entity::{Entity, EntityKind, Role};
pub use self::event::{Basis, Dated, Event, EventFields, Place as EventPlace};
pub use self::fields::Spanned;
pub use self::find::{LinkPlaces, Step, place};
pub use self::front_matter::MAX_FRONT_MATTER_BYTES;
pub(crate) use self::front_matter::of_text as front_matter_of;
pub use self::markdown::{Link, Target};
pub use self::node::{Entry, Node, Value};
pub use self::page::Page;
pub use self::publisher::{Publisher, PublisherKind};
pub use self::source::{Account, Derivation, Mode, Parent, ParentOf, Source};
pub use self::theme::{OptionKind, THEME_API, Theme, ThemeOption, YEAR_TEMPLATE, language_files};
pub use self::topic::Topic;

use self::fields::{Faults, Fields};
use self::front_matter::FrontMatter;
use crate::diagnostic::{At, Code, Diagnosed, Diagnostic, Place, nearest};
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

/// Everything that was written, file by file, in path order. Each document is shared with what was read of the snapshots
/// before, as long as its file stays as it is.
#[derive(Clone, Debug)]
pub struct Documents {
    /// `site.toml`.
    pub config: Config,
    /// The theme that it names, then the themes that this one extends.
    pub themes: Vec<Theme>,
    /// Files under `content/topics/`.
    pub topics: Vec<Arc<Topic>>,
    /// Files under `content/articles/`.
    pub articles: Vec<Arc<Article>>,
    /// Files under `content/events/`.
    pub events: Vec<Arc<Event>>,
    /// Files under `content/entities/`.
    pub entities: Vec<Arc<Entity>>,
    /// Files under `content/publishers/`.
    pub publishers: Vec<Arc<Publisher>>,
    /// Files under `content/pages/`.
    pub pages: Vec<Arc<Page>>,
    /// Other files under `content/`, which are copied as they are.
    pub attachments: Vec<FileId>,
    /// What could not be read, files and events that they declare: references to these are no second fault.
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
    /// Whether names of entities in the text become links, where the site has them linked at all.
    pub autolink: bool,
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
    /// Whether nothing is written there.
    pub is_empty: bool,
    /// Its links and images, in the order of [`markdown::events`].
    pub links: Vec<Link>,
}

impl Body {
    /// The Markdown, out of the text of its file.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.span.start as usize..self.span.end as usize]
    }
}

/// What was read of each content file, by which the next snapshot is read without the files that stayed as they were.
#[derive(Default)]
pub struct Parses {
    by_file: Vec<Option<(Arc<File>, Parsed)>>,
}

impl Parses {
    /// What was read of a file, if it is still as it was then.
    fn find(&self, id: FileId, file: &Arc<File>) -> Option<&Parsed> {
        let (read, parsed) = self.by_file.get(id.index())?.as_ref()?;
        Arc::ptr_eq(read, file).then_some(parsed)
    }

    fn keep(&mut self, id: FileId, file: Arc<File>, parsed: Parsed) {
        if self.by_file.len() <= id.index() {
            self.by_file.resize_with(id.index() + 1, || None);
        }
        self.by_file[id.index()] = Some((file, parsed));
    }
}

/// Reads every file of a site. `None` when the configuration allows no site at all.
pub fn parse(files: &Files) -> Diagnosed<Option<Documents>> {
    parse_again(files, &mut Parses::default())
}

/// Reads a site, and of its content only the files that are not in `parses` as they are now: it is given what was read of a
/// snapshot that this one was made from, and keeps what was read of this one. The result is that of [`parse`].
pub fn parse_again(files: &Files, parses: &mut Parses) -> Diagnosed<Option<Documents>> {
    let mut diagnostics = Vec::new();
    if files.find("site.toml").is_none() {
        diagnostics.push(config::missing());
    }
    let config = config::parse(files, &mut diagnostics);
    let themes = config.as_ref().map(|config| theme::parse(files, config, &mut diagnostics)).unwrap_or_default();

    let content: Vec<(FileId, &Arc<File>)> = files.below("content/").map(|(id, _)| (id, files.shared(id))).collect();
    let unread: Vec<(FileId, &Arc<File>)> =
        content.iter().copied().filter(|(id, file)| parses.find(*id, file).is_none()).collect();
    let read: Vec<Parsed> = unread.par_iter().with_min_len(64).map(|(id, file)| parse_file(*id, file)).collect();
    for ((id, file), parsed) in unread.into_iter().zip(read) {
        parses.keep(id, file.clone(), parsed);
    }

    let (mut topics, mut articles, mut events) = (Vec::new(), Vec::new(), Vec::new());
    let (mut entities, mut publishers, mut pages) = (Vec::new(), Vec::new(), Vec::new());
    let (mut attachments, mut unread) = (Vec::new(), Vec::new());
    for (id, file) in content {
        let parsed = parses.find(id, file).expect("every file was read by now");
        diagnostics.extend_from_slice(&parsed.diagnostics);
        unread.extend_from_slice(&parsed.unread);
        match parsed.document.clone() {
            Document::Topic(topic) => topics.push(topic),
            Document::Article(article) => articles.push(article),
            Document::Event(event) => events.push(event),
            Document::Entity(entity) => entities.push(entity),
            Document::Publisher(publisher) => publishers.push(publisher),
            Document::Page(page) => pages.push(page),
            Document::Attachment(file) => attachments.push(file),
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

/// Finds the bytes that places stand for. Reads each file once, however many of its values are asked for.
pub struct Locator<'a> {
    files: &'a Files,
    spans: BTreeMap<FileId, Vec<Span>>,
}

impl<'a> Locator<'a> {
    /// A locator for places in these files.
    pub fn new(files: &'a Files) -> Self {
        Self { files, spans: BTreeMap::new() }
    }

    /// The bytes that a place stands for; `None` when it stands for a file as a whole.
    pub fn locate(&mut self, place: &Place) -> Option<(FileId, Span)> {
        match place {
            Place::Path(_) | Place::File(_) => None,
            Place::Bytes(file, span) => Some((*file, span.clone())),
            Place::Value(file, at) => {
                let spans = self.spans.entry(*file).or_insert_with(|| spans(self.files, *file));
                let span = spans.get(at.0 as usize)?.clone();
                Some((*file, first_line(self.files.text(*file), span)))
            }
        }
    }
}

/// Where each key and value of a file stands, by number.
fn spans(files: &Files, file: FileId) -> Vec<Span> {
    let text = files.text(file);
    if !files[file].path.as_str().ends_with(".toml") {
        return front_matter::spans(file, text);
    }
    let start = beginning(text);
    let mut spans = node::spans_in_toml(&text[start..]);
    for span in &mut spans {
        *span = start + span.start..start + span.end;
    }
    spans
}

/// Where a text begins: behind its byte order mark.
fn beginning(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Cuts a span at the end of its first line: a fault about a mapping points to where it begins.
fn first_line(text: &str, span: Span) -> Span {
    let end = text[span.clone()].find('\n').map_or(span.end, |n| span.start + n);
    let end = span.start + text[span.start..end].trim_end().len();
    span.start..end.max(node::character_at(text, span.start).end)
}

/// What was read of one file.
struct Parsed {
    document: Document,
    /// What could not be read, and by which ids others may refer to it.
    unread: Vec<(Kind, Slug)>,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Clone)]
enum Document {
    Topic(Arc<Topic>),
    Article(Arc<Article>),
    Event(Arc<Event>),
    Entity(Arc<Entity>),
    Publisher(Arc<Publisher>),
    Page(Arc<Page>),
    Attachment(FileId),
    /// A file whose fault was reported.
    Nothing,
}

fn parse_file(id: FileId, file: &File) -> Parsed {
    let mut parsed = Parsed { document: Document::Nothing, unread: Vec::new(), diagnostics: Vec::new() };
    match (&file.content, kind_of_path(file.path.as_str())) {
        (Content::OnDisk | Content::Embedded(_), _) => parsed.document = Document::Attachment(id),
        (Content::Faulty(text), Some(kind)) => parsed.unread = ids_of_unread(file, kind, text),
        (Content::Faulty(_), None) => {}
        (Content::Text(_), None) => parsed.diagnostics.push(misplaced(id, file)),
        (Content::Text(text), Some(kind)) => parse_document(id, file, kind, text, &mut parsed),
    }
    parsed
}

fn misplaced(id: FileId, file: &File) -> Diagnostic {
    let message = "a Markdown file that lies in none of the content folders";
    let folder = file.path.as_str().split('/').nth(1).expect("it lies in content/");
    let near = nearest(folder, Kind::ALL.map(Kind::folder));
    let folders = Kind::ALL.map(|kind| format!("content/{}/", kind.folder())).join(", ");
    Diagnostic::new(Code::Misplaced, Place::File(id), message).hint(
        match near.filter(|_| file.path.folder() != "content") {
            Some(near) => format!("did you mean content/{near}/?"),
            None => format!("move it into one of {folders}"),
        },
    )
}

fn kind_of_path(path: &str) -> Option<Kind> {
    let folder = path.strip_prefix("content/")?.split_once('/')?.0;
    Kind::ALL.into_iter().find(|kind| kind.folder() == folder)
}

fn parse_document(id: FileId, file: &File, kind: Kind, text: &str, parsed: &mut Parsed) {
    let front_matter = match front_matter::parse(id, text) {
        Ok(parts) => parts,
        Err(fault) => {
            parsed.diagnostics.push(fault);
            parsed.unread = ids_of_unread(file, kind, text);
            return;
        }
    };
    let FrontMatter { node, syntax, body } = front_matter;
    let mut faults = Faults::new(id, syntax);
    let what = match kind {
        Kind::Topic => "a topic",
        Kind::Article => "an article",
        Kind::Event => "an event",
        Kind::Entity => "an entity",
        Kind::Publisher => "a publisher",
        Kind::Page => "a page",
    };
    let mut fields = Fields::new(what, "title: …", node, &mut faults);
    let identity = identity(&mut fields, file, &mut faults);
    // A file without an id is read all the same: its other faults are told in the same run.
    let (slug, place) = identity.clone().unwrap_or_else(|_| (nameless(), Place::File(id)));
    let mut head = head(slug, place, &mut fields, kind, &mut faults);
    head.body = Body {
        span: u32_span(&body),
        is_empty: text[body.clone()].trim().is_empty(),
        links: markdown::links(id, text, &body, &mut faults.diagnostics),
    };
    let document = match kind {
        Kind::Topic => topic::read(head, fields, &mut faults).map(|it| Document::Topic(Arc::new(it))),
        Kind::Article => article::read(head, fields, &mut faults).map(|it| Document::Article(Arc::new(it))),
        Kind::Event => event::read(head, fields, &mut faults).map(|it| Document::Event(Arc::new(it))),
        Kind::Entity => entity::read(head, fields, &mut faults).map(|it| Document::Entity(Arc::new(it))),
        Kind::Publisher => publisher::read(head, fields, &mut faults).map(|it| Document::Publisher(Arc::new(it))),
        Kind::Page => page::read(head, fields, &mut faults).map(|it| Document::Page(Arc::new(it))),
    };
    parsed.diagnostics.append(&mut faults.diagnostics);
    match (document, identity) {
        (Some(document), Ok(_)) => parsed.document = document,
        (_, identity) => {
            parsed.unread = identity
                .map_or_else(|likely| likely, |(slug, _)| vec![slug])
                .into_iter()
                .map(|id| (kind, id))
                .collect();
            parsed.unread.append(&mut faults.declared);
        }
    }
}

/// The ids by which others may refer to a file that can't be read, and to events that it seems to declare.
fn ids_of_unread(file: &File, kind: Kind, text: &str) -> Vec<(Kind, Slug)> {
    let mut ids: Vec<_> = likely_ids(file.path.stem()).map(|slug| (kind, slug)).collect();
    for (at, key) in text.match_indices("id:").chain(text.match_indices("id =")) {
        let word = text[at + key.len()..].trim_start_matches([' ', '"', '\'']);
        let end = word.find(|c: char| c.is_whitespace() || matches!(c, ',' | '}' | '"' | '\'')).unwrap_or(word.len());
        let kinds = if kind == Kind::Article { &[Kind::Article, Kind::Event][..] } else { &[kind] };
        ids.extend(
            Slug::new(&word[..end]).into_iter().flat_map(|slug| kinds.iter().map(move |kind| (*kind, slug.clone()))),
        );
    }
    ids
}

/// The id that a text is, or else the one that it should be.
fn likely_ids(written: &str) -> impl Iterator<Item = Slug> {
    Slug::new(written).map_or_else(|error| error.suggestion, Some).into_iter()
}

/// What stands in for the id of a file that has none and is not published.
fn nameless() -> Slug {
    Slug::new("nameless").expect("it is an id")
}

/// The id of a file and where it is written; or, when it has none, the ids by which others may refer to it.
fn identity(fields: &mut Fields, file: &File, faults: &mut Faults) -> Result<(Slug, Place), Vec<Slug>> {
    let Some(node) = fields.take("id") else {
        return Slug::new(file.path.stem()).map(|slug| (slug, Place::File(faults.file))).map_err(|error| {
            let likely = error.suggestion.iter().cloned().collect();
            faults.diagnostics.push(misnamed(faults.file, file, error));
            likely
        });
    };
    let written = if let Value::Text(text) = &node.value { text.clone() } else { String::new() };
    match fields::slug("id", node, faults) {
        Some(id) => Ok((id.value, faults.place(id.at))),
        None => Err(likely_ids(&written).chain(likely_ids(file.path.stem())).collect()),
    }
}

/// Reads what every kind of file has; the body is added by the caller.
fn head(id: Slug, id_place: Place, fields: &mut Fields, kind: Kind, faults: &mut Faults) -> Head {
    let draft = fields.bool("draft", faults).is_some_and(|draft| draft.value);
    let language = language(fields, faults).map(|tag| tag.value);
    let autolink = fields.bool("autolink", faults).is_none_or(|autolink| autolink.value);
    let extra = Value::Map(fields.free("extra", faults));
    let redirects = fields.texts(if kind == Kind::Entity { "redirect_from" } else { "aliases" }, faults);
    Head { file: faults.file, id, id_place, redirects, draft, language, autolink, extra, body: Body::default() }
}

fn misnamed(id: FileId, file: &File, error: SlugError) -> Diagnostic {
    let hint = match error.suggestion {
        Some(slug) => format!("rename the file to {slug}.md, or give it an `id: {slug}`"),
        None => format!("rename the file {:?}, or give it an `id:`", file.path.name()),
    };
    let message = format!("the file's name gives no id: {}", error.message);
    Diagnostic::new(Code::NameGivesNoId, Place::File(id), message).hint(hint)
}

fn language(fields: &mut Fields, faults: &mut Faults) -> Option<Spanned<String>> {
    let tag = fields.text("language", faults)?;
    check_language(&tag.value, tag.at, faults).then_some(tag)
}

/// Whether a text is a language tag, by its shape: BCP 47 has more rules than are worth checking here. Reports it if not.
fn check_language(tag: &str, at: At, faults: &mut Faults) -> bool {
    let is_tag = |tag: &str| {
        let mut parts = tag.split('-');
        let is_letters = |part: &str| part.chars().all(|c| c.is_ascii_alphabetic());
        parts.next().is_some_and(|first| (2..=3).contains(&first.len()) && is_letters(first))
            && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
    };
    let well_formed = is_tag(tag);
    if !well_formed {
        let hyphenated = tag.replace('_', "-");
        let fault = faults.add(Code::InvalidLanguage, at, format!("{tag:?} is not a language tag"));
        fault.hints.push(match is_tag(&hyphenated) {
            true => format!("did you mean {hyphenated:?}?"),
            false => "write it as BCP 47: en, ko, ja, zh-Hant".to_owned(),
        });
    }
    well_formed
}

/// Reads a TOML file. `None` when it can't be read, which is reported here, or was when the file was taken from disk.
fn toml_file(files: &Files, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let Content::Text(text) = &files[file].content else { return None };
    let start = beginning(text);
    let fault = |error| {
        let slip = slips::toml(&text[start..], &error);
        let (from, to) = (start + slip.span.start, start + slip.span.end);
        let span = node::character_at(text, from).start..to.max(node::character_at(text, from).end);
        let message = format!("the file is not TOML: {}", slip.message);
        Diagnostic::new(Code::InvalidToml, Place::Bytes(file, span), message).hint(slip.hint)
    };
    node::from_toml(&text[start..]).map_err(|error| diagnostics.push(fault(error))).ok()
}

fn u32_span(span: &Span) -> Range<u32> {
    let byte = |n: usize| u32::try_from(n).expect("content files have at most four million bytes");
    byte(span.start)..byte(span.end)
}
