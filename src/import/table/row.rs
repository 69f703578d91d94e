//! A record becomes an event, with the articles that report it.
//!
//! In: the cells of one row. Out: a [`Row`], or why it is none. Deliberately absent: ids, which depend on the other rows.

use serde_yaml::{Mapping, Value};
use url::Url;

use super::columns::Field;
use super::{Place, Record};
use crate::date::{Date, Day, Precision, Zone};
use crate::document::Kind;
use crate::import::known::{Known, is_web};
use crate::import::map::{Map, Meaning};
use crate::import::{dates, html};
use crate::scaffold::{Event, Noted};
use crate::slug::Slug;

/// The longest text that is a summary, in characters.
const SUMMARY: usize = 300;

/// The longest headline that is made of a text, in characters.
const HEADLINE: usize = 100;

/// One row, understood.
#[derive(Debug)]
pub(in crate::import) struct Row {
    pub(in crate::import) place: Place,
    /// What it says of its event.
    pub(in crate::import) event: Event,
    /// Where it is reported.
    pub(in crate::import) sources: Vec<Source>,
    /// What is said of it to whoever imports it.
    pub(in crate::import) notes: Vec<String>,
}

/// Where an event is reported.
#[derive(Debug)]
pub(in crate::import) struct Source {
    pub(in crate::import) url: String,
    /// Its headline, if the row says so.
    pub(in crate::import) headline: Option<String>,
    /// The words of the link that leads there, when they may be a headline.
    pub(in crate::import) words: Option<String>,
    /// Who published it, as the row names it.
    pub(in crate::import) publisher: Option<String>,
    /// When, if the row says so.
    pub(in crate::import) published: Option<Date>,
}

/// Why a record is no row.
pub(super) enum NoRow {
    /// It is meant as something else.
    NoEvent(String),
    /// It has a fault.
    Faulty(String),
}

impl From<String> for NoRow {
    fn from(reason: String) -> Self {
        Self::Faulty(reason)
    }
}

/// Understands a record.
pub(super) fn row(record: &Record, map: &Map, known: &Known<'_>) -> Result<Row, NoRow> {
    let mut notes = Vec::new();
    let text = record.get(Field::Text).unwrap_or_default();
    let title = record.get(Field::Title).map(html::plain).filter(|title| !title.is_empty());
    match record.get(Field::Type).map(str::to_lowercase).as_deref() {
        Some("title") => {
            let title = title.unwrap_or_default();
            let reason = format!("it is the title slide, {title:?}, and no event: a topic would hold it");
            return Err(NoRow::NoEvent(reason));
        }
        Some("era") => {
            let title = title.unwrap_or_default();
            return Err(NoRow::NoEvent(format!("it is an era, {title:?}: a span in the background and no event")));
        }
        _ => {}
    }
    let date = date(record, map)?;
    let title = title.or_else(|| beginning(text)).or_else(|| record.get(Field::Summary).and_then(beginning));
    let title = title.ok_or_else(|| "it has no headline and no text".to_owned())?;
    let mut event = Event::new(&title, date);
    event.draft = map.draft();
    event.end = end(record, &event.date, map)?;
    times(record, map, &mut event, &mut notes);
    event.date_note = record.get(Field::DisplayDate).map(|shown| format!("Given as {:?}.", html::plain(shown)));
    texts(record, &mut event);
    names(record, map, known, &mut event, &mut notes);
    let sources = sources(record, map, &mut event.extra, &mut notes);
    for (title, cell) in &record.others {
        keep(&mut event.extra, title, cell);
    }
    Ok(Row { place: record.place, event, sources, notes })
}

fn date(record: &Record, map: &Map) -> Result<Date, String> {
    match (record.get(Field::Date), record.get(Field::Year)) {
        (Some(date), _) => dates::whole(date, map.day_first),
        (None, Some(year)) => dates::of_parts(year, record.get(Field::Month), record.get(Field::Day)),
        (None, None) => match record.get(Field::DisplayDate) {
            Some(shown) => {
                dates::whole(shown, map.day_first).map_err(|_| format!("its date is given as {shown:?} alone"))
            }
            None => Err("it has no date".to_owned()),
        },
    }
}

fn end(record: &Record, start: &Date, map: &Map) -> Result<Option<Date>, String> {
    let end = match (record.get(Field::End), record.get(Field::EndYear)) {
        (Some(end), _) => dates::whole(end, map.day_first)?,
        (None, Some(year)) => dates::of_parts(year, record.get(Field::EndMonth), record.get(Field::EndDay))?,
        (None, None) => return Ok(None),
    };
    if end.latest() < start.earliest() {
        return Err(format!("it ends ({end}) before it begins ({start})"));
    }
    Ok((end != *start).then_some(end))
}

/// The time of day stands beside a date of one day; another is kept as it is.
fn times(record: &Record, map: &Map, event: &mut Event, notes: &mut Vec<String>) {
    let is_day = event.date.precision() == Precision::Day && matches!(event.date.earliest(), Day::On { .. });
    for (field, key) in [(Field::Time, "time"), (Field::EndTime, "end_time")] {
        let Some(written) = record.get(field) else { continue };
        match dates::time(written) {
            Ok(time) if field == Field::Time && is_day => event.time = Some(time),
            Ok(_) => keep(&mut event.extra, key, written),
            Err(reason) => {
                notes.push(format!("{reason}; it is kept under `extra`"));
                keep(&mut event.extra, key, written);
            }
        }
    }
    let is_zone = |zone: &&str| zone.parse::<Zone>().is_ok();
    match record.get(Field::Zone) {
        Some(zone) if is_zone(&zone) && event.time.is_some() => event.zone = Some(zone.to_owned()),
        Some(zone) => {
            keep(&mut event.extra, "zone", zone);
            if event.time.is_some() {
                notes.push(format!("unknown time zone {zone:?}; it is kept under `extra`"));
            }
        }
        None => event.zone = map.zone.clone().filter(|_| event.time.is_some()),
    }
}

/// A short text of one paragraph is a summary, any other the body.
fn texts(record: &Record, event: &mut Event) {
    event.summary = record.get(Field::Summary).map(html::plain).filter(|text| !text.is_empty());
    let Some(text) = record.get(Field::Text) else { return };
    let markdown = html::markdown(text);
    let plain = html::plain(text);
    let is_short = plain.chars().nth(SUMMARY).is_none() && !markdown.contains("\n\n") && html::links(text).is_empty();
    if plain == event.title {
        // It says nothing else.
    } else if is_short && event.summary.is_none() {
        event.summary = Some(plain).filter(|text| !text.is_empty());
    } else {
        event.body = markdown;
    }
}

fn names(record: &Record, map: &Map, known: &Known<'_>, event: &mut Event, notes: &mut Vec<String>) {
    let (mut topics, mut entities): (Vec<Slug>, Vec<Slug>) = (Vec::new(), Vec::new());
    let named = [(Field::Topics, "topics"), (Field::Entities, "entities"), (Field::Group, "group")];
    for (field, key) in named {
        let Some(cell) = record.get(field) else { continue };
        let is_list = field != Field::Group;
        for name in
            cell.split(|c| is_list && matches!(c, ',' | ';' | '|')).map(str::trim).filter(|name| !name.is_empty())
        {
            match map.meaning(name, known) {
                Meaning::Known(Kind::Topic, id) => topics.push(id),
                Meaning::Known(_, id) => entities.push(id),
                Meaning::LeftOut => {}
                Meaning::Unknown => {
                    notes.push(format!("{name:?} is no topic or entity of the site; it is kept under `extra`"));
                    keep(&mut event.extra, key, name);
                }
            }
        }
    }
    let text = format!("{}\n\n{}\n\n{}", event.title, event.summary.as_deref().unwrap_or_default(), event.body);
    entities.extend(known.entities_in(&text));
    event.topics = Noted::new(once_each(topics));
    event.entities = Noted::new(once_each(entities));
    event.place.value = record
        .get(Field::Place)
        .map(html::plain)
        .map(|place| known.entity(&place).map_or(place, |id| id.as_str().to_owned()));
}

/// The addresses of a row: its own columns, the links of its text and of its credit, and what it shows, where that is no picture
/// and no film.
fn sources(record: &Record, map: &Map, extra: &mut Mapping, notes: &mut Vec<String>) -> Vec<Source> {
    let publisher = record.get(Field::Publisher).map(html::plain);
    let headline = record.get(Field::Headline).map(html::plain);
    let published = record.get(Field::Published).and_then(|written| match dates::whole(written, map.day_first) {
        Ok(date) => Some(date),
        Err(reason) => {
            notes.push(format!("{reason}; it is kept under `extra`"));
            keep(extra, "published", written);
            None
        }
    });
    // Addresses with the words of their links; those of the row's own columns come first.
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    for cell in record.all(Field::Url) {
        for word in cell.split(|c: char| c.is_whitespace() || matches!(c, ';' | '|')).filter(|word| !word.is_empty()) {
            if is_web(word) {
                found.push((word.to_owned(), None));
            } else {
                keep(extra, "source", word);
            }
        }
        found.extend(html::links(cell).into_iter().map(|(url, words)| (url, Some(words))));
    }
    let own = found.len();
    for field in [Field::Text, Field::MediaCredit, Field::MediaCaption] {
        let links = record.get(field).map(html::links).unwrap_or_default();
        found.extend(links.into_iter().map(|(url, words)| (url, Some(words))));
    }
    for field in [(Field::Media, "media"), (Field::MediaCredit, "media_credit"), (Field::MediaCaption, "media_caption")]
    {
        let Some(cell) = record.get(field.0) else { continue };
        if field.0 == Field::Media && is_web(cell) && !is_shown(cell) {
            found.push((cell.to_owned(), None));
        } else {
            keep(extra, field.1, cell);
        }
    }
    let mut sources: Vec<Source> = Vec::new();
    for (n, (url, words)) in found.into_iter().enumerate() {
        let Ok(url) = Url::parse(&url) else { continue };
        let url = url.to_string();
        if is_web(&url) && !sources.iter().any(|source| source.url == url) {
            let is_own = n < own;
            let said = |text: &Option<String>| text.clone().filter(|text| is_own && !text.is_empty());
            // A link of a word or two is a phrase of the text.
            let words = words.filter(|words| words.split_whitespace().count() > 3 && !is_web(words));
            sources.push(Source {
                url,
                headline: said(&headline),
                words,
                publisher: said(&publisher),
                published: published.clone().filter(|_| is_own),
            });
        }
    }
    sources
}

/// Whether an address is of what TimelineJS shows in a slide: a picture, a film, a sound, a map, an encyclopedia.
fn is_shown(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    let path = url.path().to_ascii_lowercase();
    let endings = [
        ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif", ".mp4", ".webm", ".mov", ".mp3", ".wav", ".m4a",
        ".ogg", ".pdf",
    ];
    let hosts = [
        "youtube.com",
        "youtu.be",
        "vimeo.com",
        "dailymotion.com",
        "soundcloud.com",
        "spotify.com",
        "flickr.com",
        "instagram.com",
        "imgur.com",
        "twitter.com",
        "x.com",
        "wikipedia.org",
        "wikimedia.org",
        "documentcloud.org",
        "maps.google.com",
        "storymap.knightlab.com",
        "uploads.knightlab.com",
        "vine.co",
    ];
    let host = url.host_str().unwrap_or_default();
    let is_of = |name: &str| host == name || host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'));
    let is_map = path.starts_with("/maps") && host.contains("google.");
    is_map || endings.iter().any(|ending| path.ends_with(ending)) || hosts.iter().any(|name| is_of(name))
}

/// The first sentence of a text, cut between words where it is too long.
fn beginning(text: &str) -> Option<String> {
    let text = html::plain(text);
    let end = text.find(['。', '\n']).or_else(|| text.find(". ")).unwrap_or(text.len());
    let sentence = text[..end].trim_end_matches('.');
    let Some((cut, _)) = sentence.char_indices().nth(HEADLINE) else {
        return Some(sentence.to_owned()).filter(|sentence| !sentence.is_empty());
    };
    let cut = sentence[..cut].rfind(' ').unwrap_or(cut);
    Some(format!("{}…", &sentence[..cut]))
}

fn once_each(ids: Vec<Slug>) -> Vec<Slug> {
    let mut once: Vec<Slug> = Vec::new();
    for id in ids {
        if !once.contains(&id) {
            once.push(id);
        }
    }
    once
}

/// Keeps a cell under a key of its own; of several under one key, all.
fn keep(extra: &mut Mapping, title: &str, cell: &str) {
    let key = Slug::from_title(title).map_or_else(|| "column".to_owned(), |slug| slug.as_str().replace('-', "_"));
    match extra.get_mut(key.as_str()) {
        None => {
            extra.insert(Value::String(key), Value::String(cell.to_owned()));
        }
        Some(Value::Sequence(cells)) => cells.push(Value::String(cell.to_owned())),
        Some(held) => *held = Value::Sequence(vec![held.clone(), Value::String(cell.to_owned())]),
    }
}
