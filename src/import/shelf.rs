//! What was understood gets ids and paths, all inputs of a run together.
//!
//! In: what was understood of each input, in their order, the files of the site, and what must be left out. Out: files, and what
//! became of each input. Deliberately absent: writing them, what is a fault of the site (whoever links it says so, and calls this
//! once more), and copies that are not the same to the letter (see `suggest`).
//!
//! No id is given twice, and none that the site has. What the site has already is left out and told, so that importing a folder
//! or a table again brings only what is new.

mod sources;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_yaml::Value;

use self::sources::Stub;
use super::html::{self, Removed};
use super::pictures::Picture;
use super::posts::{self, Target};
use super::table::{Place, Row};
use super::{Request, report};
use crate::document::Kind;
use crate::files::{Content, Files};
use crate::scaffold::{self, Article};
use crate::slug::{MAX_SLUG_BYTES, Slug};

/// What was understood of one input.
pub struct Understood {
    pub(super) name: String,
    pub(super) what: What,
    pub(super) notes: Vec<(Option<Place>, String)>,
    pub(super) left_out: Vec<(Place, String)>,
    /// What became of each line: its number, its fate, its text.
    pub(super) lines: Vec<(usize, String, String)>,
    /// How many of them were dropped.
    pub(super) dropped: usize,
}

/// What an input turned out to be.
pub(super) enum What {
    /// An article.
    Article(Box<Draft>),
    /// Events.
    Rows(Vec<Row>),
    /// Nothing, for this reason.
    Nothing(String),
}

/// An article without an id.
pub(super) struct Draft {
    pub(super) article: Article,
    /// What its id is made of, when that isn't the title.
    pub(super) slug: Option<String>,
    /// The text that it was made from, for quotations to be checked against.
    pub(super) text: String,
    /// The bytes that this text was taken from, where it isn't all, and the ending of their file.
    pub(super) original: Option<(&'static str, Vec<u8>)>,
    /// The name of the input's file, of which the id is made when the title holds no letter.
    pub(super) file_name: String,
    /// The pictures that its text shows.
    pub(super) pictures: Vec<Picture>,
    /// How many links lost their addresses and were not told of yet, since others may lose theirs.
    pub(super) lost: usize,
}

/// What all inputs come to.
pub struct Import<'u> {
    /// Files to be made, with their paths in the site.
    pub files: Vec<New<'u>>,
    /// What became of each input, in their order.
    pub told: Vec<report::Told>,
    /// Pictures that what is made shows, those that the site has already among them, by where they lie on disk.
    pub pictures: BTreeSet<&'u Path>,
}

/// A file to be made.
pub struct New<'u> {
    /// Where it lies in the site.
    pub path: String,
    /// What stands in it.
    pub bytes: Bytes<'u>,
    /// What it was made of.
    pub part: Part,
    /// What it is.
    pub role: Role,
}

/// What stands in a file to be made.
pub enum Bytes<'u> {
    /// These.
    These(Cow<'u, [u8]>),
    /// What this file holds.
    CopyOf(&'u Path),
}

/// What a file to be made is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// An article or an event, with its id.
    Document(Kind, Slug),
    /// What a document was made of, which is never published.
    Clipping,
    /// A picture that an article shows.
    Picture,
}

impl New<'_> {
    /// The text of a document; nothing for any other file.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match (&self.role, &self.bytes) {
            (Role::Document(..), Bytes::These(bytes)) => Some(String::from_utf8_lossy(bytes)),
            _ => None,
        }
    }
}

/// What of a run can be left out by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// An input, by its position.
    Input(usize),
    /// The old addresses of the article that an input is, by its position: the article can do without them.
    Aliases(usize),
    /// A row of a table, by the position of the table.
    Row(usize, Place),
    /// The article at an address that rows name, by the position of the first table that does.
    Source(usize, String),
}

impl Part {
    /// The input that it belongs to, by its position.
    pub fn input(&self) -> usize {
        match self {
            Self::Input(input) | Self::Aliases(input) | Self::Row(input, _) | Self::Source(input, _) => *input,
        }
    }

    /// Where in that input it stands, when it isn't all of it.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Row(_, place) => Some(*place),
            Self::Input(_) | Self::Aliases(_) | Self::Source(..) => None,
        }
    }
}

/// What must be left out, with the reasons.
pub type Refused = BTreeMap<Part, String>;

impl Understood {
    pub(super) fn new(name: String) -> Self {
        let what = What::Nothing(String::new());
        Self { name, what, notes: Vec::new(), left_out: Vec::new(), lines: Vec::new(), dropped: 0 }
    }

    /// An input of which nothing can be made, for this reason.
    pub fn refused(name: String, reason: String) -> Self {
        Self { what: What::Nothing(reason), ..Self::new(name) }
    }

    pub(super) fn note(&mut self, note: &str) {
        self.notes.push((None, note.to_owned()));
    }

    pub(super) fn removed(&mut self, removed: Removed) {
        removed.notes().for_each(|note| self.note(&note));
    }
}

/// Gives everything its id and path. `taken` are names under `clippings/`, without their endings.
pub fn shelve<'u>(
    all: &'u [Understood],
    request: &Request<'_>,
    files: &'u Files,
    taken: &BTreeSet<String>,
    refused: &Refused,
) -> Import<'u> {
    let mut shelf = Shelf {
        request,
        taken,
        refused,
        names: files.below("content/articles").map(|(_, file)| file.path.stem()).collect(),
        ids: BTreeSet::new(),
        texts: texts(files),
        articles: BTreeMap::new(),
        addresses: BTreeMap::new(),
        events: BTreeMap::new(),
        stubs: Vec::new(),
        by_address: BTreeMap::new(),
        import: Import { files: Vec::new(), told: Vec::new(), pictures: BTreeSet::new() },
    };
    // Texts may lead to articles of inputs that come after theirs.
    for (input, understood) in all.iter().enumerate() {
        if let What::Article(draft) = &understood.what
            && !refused.contains_key(&Part::Input(input))
        {
            let named = shelf.named(draft);
            shelf.articles.insert(input, named);
            for address in draft.article.aliases.iter().filter_map(|alias| posts::address(alias)) {
                shelf.addresses.entry(address).or_insert(input);
            }
        }
    }
    for understood in all {
        shelf.one(understood);
    }
    shelf.articles_of_sources();
    for told in &mut shelf.import.told {
        told.notes.sort_by_key(report::Note::place);
        told.left_out.sort_by_key(report::Note::place);
    }
    shelf.import
}

/// The clippings of the site, by their text.
fn texts(files: &Files) -> BTreeMap<&str, String> {
    let clippings = files.below("clippings").filter_map(|(_, file)| match &file.content {
        Content::Text(text) => Some((&**text, file.path.stem().to_owned())),
        _ => None,
    });
    clippings.collect()
}

/// What an article is called.
enum Named {
    /// It gets this id.
    New(Slug),
    /// Its text is that of the article of this id already.
    Known(String),
}

struct Shelf<'r, 's, 'u> {
    request: &'r Request<'s>,
    taken: &'r BTreeSet<String>,
    refused: &'r Refused,
    /// Names of files of articles, those that can't be read among them.
    names: BTreeSet<&'u str>,
    /// Ids of articles of this run.
    ids: BTreeSet<Slug>,
    /// Ids of articles by the text that they were made from.
    texts: BTreeMap<&'u str, String>,
    /// What the articles of this run are called, by the positions of their inputs.
    articles: BTreeMap<usize, Named>,
    /// Their inputs by the addresses that they had, as [`posts::address`] writes these.
    addresses: BTreeMap<String, usize>,
    /// Events of this run: the input, where in it they stand, and their files.
    events: BTreeMap<Slug, (usize, Place, String)>,
    stubs: Vec<Stub<'u>>,
    /// Where each address is among them.
    by_address: BTreeMap<String, usize>,
    import: Import<'u>,
}

impl<'u> Shelf<'_, '_, 'u> {
    fn one(&mut self, understood: &'u Understood) {
        let Understood { name, what, notes, left_out, lines, dropped } = understood;
        let mut told = report::Told::new(name.clone(), *dropped);
        told.notes = notes.iter().map(|(place, note)| report::Note::new(*place, note.clone())).collect();
        told.left_out = left_out.iter().map(|(place, why)| report::Note::new(Some(*place), why.clone())).collect();
        let line = |(line, fate, text): &(usize, String, String)| report::Line {
            line: *line,
            fate: fate.clone(),
            text: text.clone(),
        };
        told.lines = lines.iter().map(line).collect();
        self.import.told.push(told);
        let input = self.import.told.len() - 1;
        match what {
            What::Nothing(reason) => self.told().refused = Some(reason.clone()),
            What::Article(draft) => match (self.articles.get(&input), self.refused.get(&Part::Input(input))) {
                (Some(Named::New(id)), _) => self.article(draft, &id.clone(), input),
                (Some(Named::Known(id)), _) => {
                    let reason = format!("its text is that of the article {id:?}");
                    let told = self.told();
                    told.known = Some(reason);
                    told.notes.clear();
                }
                (None, reason) => self.told().refused = reason.cloned(),
            },
            What::Rows(rows) => rows.iter().for_each(|row| self.row(row, input)),
        }
    }

    fn told(&mut self) -> &mut report::Told {
        self.import.told.last_mut().expect("an input is told of before anything is made of it")
    }

    /// What the article of an input is called, which no other is from then on.
    fn named(&mut self, draft: &'u Draft) -> Named {
        if let Some(id) = self.texts.get(draft.text.as_str()) {
            return Named::Known(id.clone());
        }
        let Draft { article, slug, text, file_name, .. } = draft;
        let new = scaffold::New::Article(article.date.value.clone());
        let words = slug.iter().chain([&article.title, file_name]).find_map(|words| scaffold::id(&new, words));
        let id = words.or_else(|| scaffold::id(&new, "article")).expect("there are letters in it");
        let id = self.free(&id);
        self.texts.insert(text, id.as_str().to_owned());
        Named::New(id)
    }

    fn article(&mut self, draft: &'u Draft, id: &Slug, input: usize) {
        let Draft { article, text, original, pictures, .. } = draft;
        let known = article.source.url.value.as_deref().and_then(|url| self.request.known.article_at(url));
        if let Some(known) = known {
            let note = format!("the article \"{}\" of the site has the same address", known.head.id);
            self.told().note(None, note);
        }
        let mut article = article.clone();
        self.lead_to_posts(&mut article, draft.lost);
        // An event that is proposed here needs an id that no other has.
        for event in article.proposed_events.iter_mut().filter(|event| !event.is_known) {
            event.is_known = self.request.known.event(&event.id).is_some();
        }
        let mut part = Part::Input(input);
        if !article.aliases.is_empty() {
            let aliases = Part::Aliases(input);
            match self.refused.get(&aliases) {
                None => part = aliases,
                Some(reason) => {
                    self.told().note(None, format!("its old addresses are kept under `extra`: with them {reason}"));
                    let aliases = std::mem::take(&mut article.aliases).into_iter().map(Value::String).collect();
                    article.extra.insert(Value::String("aliases".to_owned()), Value::Sequence(aliases));
                }
            }
        }
        let start = scaffold::article(&article, id);
        self.put(start.path, start.text.into_bytes().into(), &part, Role::Document(Kind::Article, id.clone()));
        if let Some((ending, bytes)) = original {
            self.put(format!("clippings/{id}.{ending}"), bytes.into(), &part, Role::Clipping);
        }
        self.put(format!("clippings/{id}.txt"), text.as_bytes().into(), &part, Role::Clipping);
        for picture in pictures {
            if self.import.pictures.insert(&picture.disk) && !picture.is_there {
                let (path, bytes) = (picture.path.clone(), Bytes::CopyOf(&picture.disk));
                self.add(New { path, bytes, part: part.clone(), role: Role::Picture });
            }
        }
    }

    /// Gives links to other posts the ids of their articles; those to what is no article keep their words.
    fn lead_to_posts(&mut self, article: &mut Article, lost: usize) {
        let mut removed = Removed { links: lost, pictures: 0 };
        if article.body.contains(posts::SCHEME) {
            let link = |target: &str| match Target::of(target) {
                None => Some(target.to_owned()),
                Some(Target::Input(input)) => self.address_of(input),
                Some(Target::Address(address)) => self.address_of(*self.addresses.get(&address)?),
            };
            let (body, more) = html::tidy(&article.body, &link, &mut |picture| Some(picture.to_owned()));
            article.body = body;
            removed.links += more.links;
        }
        removed.notes().for_each(|note| self.told().note(None, note));
    }

    /// How a text leads to the article of an input, when the site has that.
    fn address_of(&self, input: usize) -> Option<String> {
        let id = match self.articles.get(&input)? {
            Named::New(id) => id.as_str(),
            Named::Known(id) => id,
        };
        self.is_article(id).then(|| format!("article:{id}"))
    }

    /// Whether the site has an article of this id, or gets it now.
    fn is_article(&self, id: &str) -> bool {
        self.ids.contains(id) || Slug::new(id).is_ok_and(|id| self.request.known.has(Kind::Article, &id))
    }

    fn row(&mut self, row: &'u Row, input: usize) {
        let Row { place, event, sources, notes } = row;
        let part = Part::Row(input, *place);
        if let Some(reason) = self.refused.get(&part) {
            self.told().left_out(*place, reason.clone());
            return;
        }
        let mut event = event.clone();
        for topic in &self.request.topics {
            if !event.topics.value.contains(topic) {
                event.topics.value.push(topic.clone());
            }
        }
        let new = scaffold::New::Event(event.date.clone());
        let Some(id) = scaffold::id(&new, &event.title) else {
            self.told().left_out(*place, format!("no id can be made from {:?}", event.title));
            return;
        };
        let start = scaffold::event(&event, &id);
        let other = self.events.get(&id).map(|(of, place, text)| {
            let name = if *of == input { String::new() } else { format!(" of {}", self.import.told[*of].input) };
            (format!("{place}{name}"), *text == start.text)
        });
        if let Some((other, false)) = other {
            let reason = format!("it has the date and headline of {other} and says something else: name it otherwise");
            self.told().left_out(*place, reason);
            return;
        }
        let mut is_new = false;
        for source in sources {
            is_new |= self.source(*place, input, source, &id, &event);
        }
        let why_not = match (other, self.request.known.event(&id)) {
            (Some((other, _)), _) => format!("it says the same as {other}"),
            (None, Some(_)) => "the site has this event".to_owned(),
            (None, None) => {
                if sources.is_empty() {
                    self.told()
                        .note(Some(*place), "it names no source, so nothing stands behind its event yet".to_owned());
                }
                notes.iter().for_each(|note| self.told().note(Some(*place), note.clone()));
                self.events.insert(id.clone(), (input, *place, start.text.clone()));
                self.put(start.path, start.text.into_bytes().into(), &part, Role::Document(Kind::Event, id));
                return;
            }
        };
        self.told().note(Some(*place), if is_new { format!("{why_not}; its source was taken") } else { why_not });
    }

    fn put(&mut self, path: String, bytes: Cow<'u, [u8]>, part: &Part, role: Role) {
        self.add(New { path, bytes: Bytes::These(bytes), part: part.clone(), role });
    }

    fn add(&mut self, made: New<'u>) {
        self.import.told[made.part.input()].made.push(report::Made::new(&made));
        self.import.files.push(made);
    }

    /// An id like this one that no article has.
    fn free(&mut self, wanted: &Slug) -> Slug {
        let is_free = |id: &Slug| {
            let is_name = self.names.contains(id.as_str()) || self.taken.contains(id.as_str());
            !is_name && !self.ids.contains(id) && !self.request.known.has(Kind::Article, id)
        };
        let numbered = |n: usize| {
            let suffix = format!("-{n}");
            let wanted = wanted.as_str();
            let end = wanted.floor_char_boundary(wanted.len().min(MAX_SLUG_BYTES - suffix.len()));
            Slug::from_title(&format!("{}{suffix}", &wanted[..end]))
        };
        let mut id = wanted.clone();
        let mut n = 1;
        while !is_free(&id) {
            n += 1;
            id = numbered(n).expect("there are letters in it");
        }
        self.ids.insert(id.clone());
        id
    }
}
