//! A content file to begin with: front matter with every useful key, the optional ones as comments, and no text yet.

use super::{Article, Event, yaml};
use crate::date::{Date, Day, Precision};
use crate::document::{EntityKind, Kind, PublisherKind};
use crate::slug::Slug;

/// What a new file is about.
#[derive(Clone, Debug)]
pub enum New {
    /// A report, published on this date.
    Article(Date),
    /// A happening on this date.
    Event(Date),
    /// A standing subject.
    Topic,
    /// A person, an organisation or a place.
    Entity(EntityKind),
    /// Who publishes.
    Publisher(Option<PublisherKind>),
}

impl New {
    /// The kind of file.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Article(_) => Kind::Article,
            Self::Event(_) => Kind::Event,
            Self::Topic => Kind::Topic,
            Self::Entity(_) => Kind::Entity,
            Self::Publisher(_) => Kind::Publisher,
        }
    }

    fn date(&self) -> Option<&Date> {
        match self {
            Self::Article(date) | Self::Event(date) => Some(date),
            Self::Topic | Self::Entity(_) | Self::Publisher(_) => None,
        }
    }
}

/// A file that is about to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// Where it lies in the site.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// The longest id that a title gives, in characters and without a date: longer ones are read by nobody.
const LONGEST_ID: usize = 60;

/// The id that a title gives, of its first words where it is long; those of articles and events begin with their date, as far
/// as it is known. `None` when no letter or digit is left of the title.
pub fn id(new: &New, title: &str) -> Option<Slug> {
    let slug = Slug::from_title(title)?;
    let slug = first_words(slug.as_str());
    match new.date().and_then(prefix) {
        Some(prefix) => Slug::from_title(&format!("{prefix}-{slug}")),
        None => Slug::from_title(slug),
    }
}

/// As many whole words of an id as there is room for; of a single long one, its beginning.
fn first_words(slug: &str) -> &str {
    let Some((end, next)) = slug.char_indices().nth(LONGEST_ID) else { return slug };
    match slug[..end].rfind('-') {
        Some(at) if next != '-' => &slug[..at],
        _ => &slug[..end],
    }
}

/// The beginning of a date, at its precision: `2023-11-14`, `2023-11`, `2023`. `None` when it has no beginning.
fn prefix(date: &Date) -> Option<String> {
    let Day::On { year, month, day } = date.earliest() else { return None };
    Some(match date.precision() {
        Precision::Day => format!("{year:04}-{month:02}-{day:02}"),
        Precision::Month => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    })
}

/// The file for this id and title.
pub fn start(new: &New, id: &Slug, title: &str) -> Start {
    let text = match new {
        New::Article(date) => Article::new(title, date.clone()).text(),
        New::Event(date) => Event::new(title, date.clone()).text(),
        New::Topic => topic(&yaml::text(title)),
        New::Entity(kind) => entity(&yaml::text(title), word(EntityKind::WORDS, *kind)),
        New::Publisher(kind) => publisher(&yaml::text(title), kind.map(|kind| word(PublisherKind::WORDS, kind))),
    };
    Start { path: path(new, id), text }
}

/// The file of an article, where `new` would make it.
pub fn article(article: &Article, id: &Slug) -> Start {
    Start { path: path(&New::Article(article.date.value.clone()), id), text: article.text() }
}

/// The file of an event, where `new` would make it.
pub fn event(event: &Event, id: &Slug) -> Start {
    Start { path: path(&New::Event(event.date.clone()), id), text: event.text() }
}

/// Where a file lies in the site.
fn path(new: &New, id: &Slug) -> String {
    let year = new.date().and_then(|date| match date.earliest() {
        Day::On { year, .. } => Some(format!("{year:04}/")),
        Day::NegativeInfinity | Day::PositiveInfinity => None,
    });
    let below = match new {
        New::Entity(EntityKind::Person) => "people/".to_owned(),
        New::Entity(EntityKind::Organization) => "organizations/".to_owned(),
        New::Entity(EntityKind::Place) => "places/".to_owned(),
        New::Article(_) | New::Event(_) | New::Topic | New::Publisher(_) => year.unwrap_or_default(),
    };
    format!("content/{}/{below}{id}.md", new.kind().folder())
}

/// The word that authors write for a value.
fn word<T: Copy + PartialEq>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, other)| *other == value).map(|(word, _)| *word).expect("every value has a word")
}

/// The words of a set, as a sentence lists them.
fn listed<T>(words: &[(&'static str, T)]) -> String {
    let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let (last, others) = words.split_last().expect("a set has words");
    format!("{} or {last}", others.join(", "))
}

fn topic(title: &str) -> String {
    format!(
        "---
title: {title}
# short_title: For navigation
summary:  # one or two sentences
# order: 1  # place among the topics: smaller first
---
"
    )
}

fn entity(title: &str, kind: &str) -> String {
    let kinds = listed(EntityKind::WORDS);
    format!(
        "---
name: {title}
kind: {kind}  # {kinds}
aliases: []  # other spellings and short forms, in any script: what texts call it
names:  # in other languages
  # ko: 이름
  # ja: 名前
summary:  # one or two sentences
roles:
  # - title: Mayor of Port City
  #   from: 2022
  #   to: 2024-05
---
"
    )
}

fn publisher(title: &str, kind: Option<&str>) -> String {
    let kinds = listed(PublisherKind::WORDS);
    let kind = kind.map_or_else(String::new, |kind| format!(" {kind}"));
    format!(
        "---
name: {title}
kind:{kind}  # {kinds}
country:  # two capitals of ISO 3166-1: KR, JP, US
url:
# owner: ID or name  # publishers of one owner count as one origin
# party: [ID]  # entities for which it speaks: its account of them is a party's
names:  # in other languages
  # ko: 이름
  # ja: 名前
summary:  # one or two sentences
---
"
    )
}

#[cfg(test)]
mod tests {
    use super::{New, id};
    use crate::date::Date;

    #[test]
    fn an_id_is_of_the_first_words_of_a_long_title() {
        let id = |title: &str| id(&New::Topic, title).map(|id| id.to_string());
        let words = "harbour ".repeat(12);
        assert_eq!(id(&words), Some(["harbour"; 7].join("-")));
        assert_eq!(id(&"x".repeat(70)), Some("x".repeat(60)));
        assert_eq!(id(&format!("{} {}", "x".repeat(60), "y".repeat(9))), Some("x".repeat(60)));
        assert_eq!(id("Short enough"), Some("short-enough".to_owned()));
    }

    #[test]
    fn ids_begin_with_as_much_of_the_date_as_is_known() {
        let of = |date: &str| {
            let new = New::Event(Date::parse(date).expect("a date"));
            id(&new, "Talks").map(|id| id.as_str().to_owned())
        };
        assert_eq!(of("2023-11-14").as_deref(), Some("2023-11-14-talks"));
        assert_eq!(of("2023-11-15~").as_deref(), Some("2023-11-15-talks"));
        assert_eq!(of("2023-08").as_deref(), Some("2023-08-talks"));
        assert_eq!(of("2023-XX").as_deref(), Some("2023-talks"));
        assert_eq!(of("2024/2025").as_deref(), Some("2024-talks"));
        assert_eq!(of("[..2022]").as_deref(), Some("talks"));
    }

    #[test]
    fn ids_of_any_length_and_script() {
        let new = New::Article(Date::parse("2023-11-14").expect("a date"));
        let long = id(&new, &"아주 긴 제목 ".repeat(60)).expect("letters are left");
        assert!(long.as_str().len() <= crate::slug::MAX_SLUG_BYTES && long.as_str().starts_with("2023-11-14-아주-긴"));
        assert_eq!(id(&New::Topic, "…!"), None);
        assert_eq!(id(&New::Topic, "日韓 関係").map(|id| id.to_string()).as_deref(), Some("日韓-関係"));
    }
}
