//! What was understood gets ids and paths, all inputs of a run together.
//!
//! In: what was understood of each input, in their order, and the files of the site. Out: files, and what became of each input.
//! Deliberately absent: writing them, and copies that are not the same to the letter (see `suggest`).
//!
//! No id is given twice, and none that the site has. What the site has already is left out and told, so that importing a folder
//! or a table again brings only what is new.

use std::collections::{BTreeMap, BTreeSet};

use super::html::Removed;
use super::known::address;
use super::table::{Place, Row, Source};
use super::{Request, report};
use crate::date::{Date, Day};
use crate::document::{Kind, Stance};
use crate::files::{Content, Files};
use crate::scaffold::{self, Article, Noted};
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
}

/// What all inputs come to.
pub struct Import {
    /// Files to be made, with their paths in the site.
    pub files: Vec<New>,
    /// What became of each input, in their order.
    pub told: Vec<report::Told>,
}

/// A file to be made.
pub struct New {
    /// Where it lies in the site.
    pub path: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
    /// The input that it was made of, by its position.
    pub input: usize,
    /// What it is; nothing for a clipping.
    pub what: Option<(Kind, Slug)>,
}

impl Understood {
    pub(super) fn new(name: String) -> Self {
        let what = What::Nothing(String::new());
        Self { name, what, notes: Vec::new(), left_out: Vec::new(), lines: Vec::new(), dropped: 0 }
    }

    pub(super) fn note(&mut self, note: &str) {
        self.notes.push((None, note.to_owned()));
    }

    pub(super) fn removed(&mut self, removed: Removed) {
        match removed.links {
            0 => {}
            1 => self.note("1 link leads to no file of the site: its words stayed"),
            count => self.note(&format!("{count} links lead to no file of the site: their words stayed")),
        }
        match removed.pictures {
            0 => {}
            1 => self.note("1 picture was not taken: its description stayed"),
            count => self.note(&format!("{count} pictures were not taken: their descriptions stayed")),
        }
    }
}

impl Import {
    /// Leaves out all that was made of an input.
    pub fn refuse(&mut self, input: usize, reason: String) {
        self.files.retain(|file| file.input != input);
        self.told[input].made.clear();
        self.told[input].refused = Some(reason);
    }
}

/// Gives everything its id and path. `taken` are names under `clippings/`, without their endings.
pub fn shelve(all: Vec<Understood>, request: &Request<'_>, files: &Files, taken: &BTreeSet<String>) -> Import {
    let mut shelf = Shelf {
        request,
        taken,
        names: files.below("content/articles").map(|(_, file)| file.path.stem()).collect(),
        ids: BTreeSet::new(),
        texts: texts(files),
        events: BTreeMap::new(),
        stubs: Vec::new(),
        by_address: BTreeMap::new(),
        import: Import { files: Vec::new(), told: Vec::new() },
    };
    for understood in all {
        shelf.one(understood);
    }
    shelf.articles_of_sources();
    shelf.import
}

/// The clippings of the site, by their text.
fn texts(files: &Files) -> BTreeMap<String, String> {
    let clippings = files.below("clippings").filter_map(|(_, file)| match &file.content {
        Content::Text(text) => Some((text.to_string(), file.path.stem().to_owned())),
        _ => None,
    });
    clippings.collect()
}

struct Shelf<'r, 's> {
    request: &'r Request<'s>,
    taken: &'r BTreeSet<String>,
    /// Names of files of articles, those that can't be read among them.
    names: BTreeSet<&'r str>,
    /// Ids of articles of this run.
    ids: BTreeSet<Slug>,
    /// Ids of articles by the text that they were made from.
    texts: BTreeMap<String, String>,
    /// Events of this run: where they stand.
    events: BTreeMap<Slug, (String, Place)>,
    stubs: Vec<Stub>,
    /// Where each address is among them.
    by_address: BTreeMap<String, usize>,
    import: Import,
}

/// An article of which only the address is known.
struct Stub {
    input: usize,
    source: Source,
    topics: Vec<Slug>,
    /// Its events, with the day after which it was published.
    events: Vec<(Slug, Day)>,
    title: String,
}

impl Shelf<'_, '_> {
    fn one(&mut self, understood: Understood) {
        let Understood { name, what, notes, left_out, lines, dropped } = understood;
        let mut told = report::Told::new(name, dropped);
        told.notes = notes.into_iter().map(|(place, note)| report::Note::new(place, note)).collect();
        told.left_out = left_out.into_iter().map(|(place, why)| report::Note::new(Some(place), why)).collect();
        told.lines = lines.into_iter().map(|(line, fate, text)| report::Line { line, fate, text }).collect();
        self.import.told.push(told);
        match what {
            What::Article(draft) => self.article(*draft),
            What::Rows(rows) => rows.into_iter().for_each(|row| self.row(row)),
            What::Nothing(reason) => self.told().refused = Some(reason),
        }
    }

    fn told(&mut self) -> &mut report::Told {
        self.import.told.last_mut().expect("an input is told of before anything is made of it")
    }

    fn article(&mut self, draft: Draft) {
        let Draft { mut article, slug, text, original, file_name } = draft;
        if let Some(id) = self.texts.get(&text) {
            let reason = format!("its text is that of the article {id:?}");
            let told = self.told();
            told.known = Some(reason);
            told.notes.clear();
            return;
        }
        let known = article.source.url.value.as_deref().and_then(|url| self.request.known.article_at(url));
        if let Some(known) = known {
            let note = format!("the article \"{}\" of the site has the same address", known.head.id);
            self.told().notes.push(report::Note::new(None, note));
        }
        let new = scaffold::New::Article(article.date.value.clone());
        let named = slug.iter().chain([&article.title, &file_name]).find_map(|words| scaffold::id(&new, words));
        let id = named.or_else(|| scaffold::id(&new, "article")).expect("there are letters in it");
        let id = self.free(&id);
        // An event that is proposed here needs an id that no other has.
        for event in article.proposed_events.iter_mut().filter(|event| !event.is_known) {
            event.is_known = self.request.known.event(&event.id).is_some();
        }
        let start = scaffold::article(&article, &id);
        self.put(start.path, start.text.into_bytes(), Some((Kind::Article, id.clone())));
        if let Some((ending, bytes)) = original {
            self.put(format!("clippings/{id}.{ending}"), bytes, None);
        }
        self.put(format!("clippings/{id}.txt"), text.clone().into_bytes(), None);
        self.texts.insert(text, id.as_str().to_owned());
    }

    fn row(&mut self, row: Row) {
        let Row { place, mut event, sources } = row;
        let input = self.import.told.len() - 1;
        for topic in &self.request.topics {
            if !event.topics.value.contains(topic) {
                event.topics.value.push(topic.clone());
            }
        }
        let new = scaffold::New::Event(event.date.clone());
        let Some(id) = scaffold::id(&new, &event.title) else {
            let reason = format!("no id can be made from {:?}", event.title);
            self.told().left_out.push(report::Note::new(Some(place), reason));
            return;
        };
        let why_not = match (self.events.get(&id), self.request.known.event(&id)) {
            (Some((name, other)), _) => Some(format!("it has the date and headline of {other} of {name}")),
            (None, Some(_)) => Some(format!("the site has the event \"{id}\"")),
            (None, None) => None,
        };
        let (title, topics, day) = (event.title.clone(), event.topics.value.clone(), event.date.earliest());
        let mut is_new = false;
        for source in sources {
            is_new |= self.source(input, source, &id, day, &title, &topics);
        }
        if let Some(reason) = why_not {
            let reason = if is_new { format!("{reason}; its source was taken") } else { reason };
            self.told().notes.push(report::Note::new(Some(place), reason));
            return;
        }
        let name = self.told().input.clone();
        self.events.insert(id.clone(), (name, place));
        let start = scaffold::event(&event, &id);
        self.put(start.path, start.text.into_bytes(), Some((Kind::Event, id)));
    }

    /// Puts an event among those of the article at an address. Whether that is one of this run.
    fn source(&mut self, input: usize, source: Source, event: &Slug, day: Day, title: &str, topics: &[Slug]) -> bool {
        let Some(address) = address(&source.url) else { return false };
        if let Some(known) = self.request.known.article_at(&source.url) {
            let site = self.request.known.site;
            if !known.mentions.iter().any(|(id, _)| site.events[*id].head.id == *event) {
                let (id, url) = (&known.head.id, &source.url);
                let note = format!("the article \"{id}\" has the address {url}: add `- event: {event}` to its events");
                self.told().notes.push(report::Note::new(None, note));
            }
            return false;
        }
        match self.by_address.get(&address).map(|at| &mut self.stubs[*at]) {
            Some(stub) => {
                if !stub.events.iter().any(|(id, _)| id == event) {
                    stub.events.push((event.clone(), day));
                }
                stub.topics
                    .extend(topics.iter().filter(|topic| !stub.topics.contains(topic)).cloned().collect::<Vec<_>>());
            }
            None => {
                self.by_address.insert(address, self.stubs.len());
                let (topics, events, title) = (topics.to_vec(), vec![(event.clone(), day)], title.to_owned());
                self.stubs.push(Stub { input, source, topics, events, title });
            }
        }
        true
    }

    /// An article for each address that rows name, so that their events are reported by somebody.
    fn articles_of_sources(&mut self) {
        for stub in std::mem::take(&mut self.stubs) {
            let Stub { input, source, topics, events, title } = stub;
            let (date, note) = published(&source, &events, &self.request.today);
            let headline = source.headline.clone();
            let mut article = Article::new(headline.as_deref().unwrap_or(&title), date);
            article.draft = self.request.map.draft();
            article.rights = self.request.map.rights();
            if let Some(note) = note {
                article.date.note = Some("not stated in the table".to_owned());
                article.date_note = Some(note);
            }
            article.topics = Noted::new(topics);
            let known = &self.request.known;
            let publisher = source.publisher.as_deref().and_then(|name| known.publisher(name));
            let publisher = publisher.or_else(|| known.publisher_at(&source.url)).cloned();
            if publisher.is_none()
                && let Some(name) = &source.publisher
            {
                let note = format!("named {name:?}, which is no publisher of the site: briefgen new publisher");
                article.source.publisher.note = Some(note);
            }
            article.source.publisher.value = publisher.or_else(|| self.request.map.publisher());
            article.source.headline = headline;
            article.source.url.value = Some(source.url);
            article.events = events.into_iter().map(|(event, _)| (event, Stance::Reports)).collect();
            let new = scaffold::New::Article(article.date.value.clone());
            let id = scaffold::id(&new, &article.title).or_else(|| scaffold::id(&new, &title));
            let id = self.free(&id.expect("the event's title gave an id"));
            let start = scaffold::article(&article, &id);
            let made = New { path: start.path, bytes: start.text.into_bytes(), input, what: Some((Kind::Article, id)) };
            self.told_of(made);
        }
    }

    fn put(&mut self, path: String, bytes: Vec<u8>, what: Option<(Kind, Slug)>) {
        self.told_of(New { path, bytes, input: self.import.told.len() - 1, what });
    }

    fn told_of(&mut self, made: New) {
        self.import.told[made.input].made.push(report::Made::new(&made));
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

/// When what lies at an address was published: as the row says, as its address says, or not before what it reports.
fn published(source: &Source, events: &[(Slug, Day)], today: &Date) -> (Date, Option<String>) {
    if let Some(date) = &source.published {
        return (date.clone(), None);
    }
    if let Some(date) = day_in_path(&source.url) {
        return (date, Some("Read from its address.".to_owned()));
    }
    let last = events.iter().map(|(_, day)| *day).max();
    let since = match last {
        Some(Day::On { year: year @ 0..=9999, month, day }) => {
            Date::parse(&format!("[{year:04}-{month:02}-{day:02}..]")).ok()
        }
        _ => None,
    };
    match since {
        Some(date) => (date, Some("Not stated: not before what it reports.".to_owned())),
        None => {
            (Date::parse(&format!("[..{today}]")).unwrap_or_else(|_| today.clone()), Some("Not stated.".to_owned()))
        }
    }
}

/// The day in a path such as `/2031/03/15/opening`.
fn day_in_path(url: &str) -> Option<Date> {
    let path = url::Url::parse(url).ok()?.path().to_owned();
    let parts: Vec<&str> = path.split(['/', '-']).collect();
    let is_number = |part: &str, digits: usize| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_day = |parts: &&[&str]| is_number(parts[0], 4) && is_number(parts[1], 2) && is_number(parts[2], 2);
    let found = parts.windows(3).find(is_day)?;
    Date::parse(&format!("{}-{}-{}", found[0], found[1], found[2])).ok()
}

#[cfg(test)]
mod tests {
    use super::day_in_path;

    #[test]
    fn days_stand_in_addresses() {
        let of = |url| day_in_path(url).map(|date| date.as_str().to_owned());
        assert_eq!(of("https://example.org/news/2031/03/15/opening").as_deref(), Some("2031-03-15"));
        assert_eq!(of("https://example.org/2031-03-15-opening").as_deref(), Some("2031-03-15"));
        assert_eq!(of("https://example.org/2031/13/15/opening"), None);
        assert_eq!(of("https://example.org/12345/03/15"), None);
    }
}
