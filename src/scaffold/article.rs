//! The file of an article: front matter with every useful key, and the text.
//!
//! In: what is known of an article. Out: its file's text. What is known stands as a value; what isn't is an empty key or a
//! comment that says what would stand there, and what is only likely a comment to take or delete. Deliberately absent: where the
//! file lies (see `start`), and what is likely (see `import`).

use std::fmt::Write as _;

use serde_yaml::Mapping;

use super::yaml;
use crate::date::Date;
use crate::document::{Mode, Rights, Stance};
use crate::slug::Slug;

/// A value, and what is said about it to whoever reviews the file, as a comment behind it.
#[derive(Clone, Debug, Default)]
pub struct Noted<T> {
    /// The value.
    pub value: T,
    /// The comment; the usual one for this key when there is none.
    pub note: Option<String>,
}

impl<T> Noted<T> {
    /// A value of which nothing is said.
    pub fn new(value: T) -> Self {
        Self { value, note: None }
    }
}

/// What is known of an article.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its headline.
    pub title: String,
    /// When it was published.
    pub date: Noted<Date>,
    /// How the date was come by, for readers, when its source doesn't state it.
    pub date_note: Option<String>,
    /// Whether it is left out of the site until somebody has looked at it.
    pub draft: bool,
    /// Language of the text when it isn't the site's.
    pub language: Option<String>,
    /// Addresses that lead to it.
    pub aliases: Vec<String>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Its topics.
    pub topics: Noted<Vec<Slug>>,
    /// Whom and what it speaks of.
    pub entities: Noted<Vec<Slug>>,
    /// What may be published of the text.
    pub rights: Rights,
    /// Where it comes from.
    pub source: Source,
    /// Events that are declared elsewhere.
    pub events: Vec<(Slug, Stance)>,
    /// Events that it may speak of: comments.
    pub proposed_events: Vec<ProposedEvent>,
    /// Free values.
    pub extra: Mapping,
    /// The text, as Markdown.
    pub body: String,
}

/// What is known of where an article comes from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Who published it.
    pub publisher: Noted<Option<Slug>>,
    /// The publisher's own headline.
    pub headline: Option<String>,
    /// Names of its reporters.
    pub byline: Vec<String>,
    /// Where it was published.
    pub url: Noted<Option<String>>,
    /// Language of the original.
    pub language: Option<String>,
    /// Where and when the account was filed, as printed.
    pub dateline: Option<String>,
    /// Whose account it passes on, with the grounds.
    pub derived_from: Vec<(Slug, Mode, String)>,
    /// Whose account it may pass on: a comment for each.
    pub proposed_parents: Vec<String>,
}

/// An event that an article may speak of.
#[derive(Clone, Debug)]
pub struct ProposedEvent {
    /// An id for it.
    pub id: Slug,
    /// Its name.
    pub title: String,
    /// When.
    pub date: Date,
    /// Whether the site has an event of this id.
    pub is_known: bool,
    /// How the article stands to it.
    pub stance: Stance,
    /// The words that say so.
    pub grounds: String,
}

impl Article {
    /// An article of which a title and a date are known.
    pub fn new(title: &str, date: Date) -> Self {
        Self {
            title: title.to_owned(),
            date: Noted::new(date),
            date_note: None,
            draft: true,
            language: None,
            aliases: Vec::new(),
            summary: None,
            topics: Noted::default(),
            entities: Noted::default(),
            rights: Rights::Excerpt,
            source: Source::default(),
            events: Vec::new(),
            proposed_events: Vec::new(),
            extra: Mapping::new(),
            body: String::new(),
        }
    }

    /// The text of its file.
    pub(super) fn text(&self) -> String {
        let mut out = String::from("---\n");
        let mut line = |line: &str| {
            out.push_str(line);
            out.push('\n');
        };
        line(&format!("title: {}", yaml::text(&self.title)));
        let usual = "when the publisher published it, as EDTF: 2023-11, 2023-11-15~ (about)";
        line(&noted("date:", &yaml::date(&self.date.value), self.date.note.as_deref(), usual));
        match yaml::said(self.date_note.as_deref()) {
            Some(note) => {
                line("date_basis: inferred");
                line(&format!("date_note: {note}"));
            }
            None => {
                line("# date_basis: inferred  # when the source doesn't state the date");
                line("# date_note: How the date was come by, for readers.");
            }
        }
        if self.draft {
            line("draft: true  # left out of the site until you delete this line; --drafts takes it in");
        }
        if let Some(language) = yaml::said(self.language.as_deref()) {
            line(&format!("language: {language}"));
        }
        if !self.aliases.is_empty() {
            line(&format!("aliases:{}", yaml::texts(&self.aliases, "  ")));
        }
        line(&optional("summary:", self.summary.as_deref(), "one or two sentences"));
        let usual = "ids: names of files under content/topics/, without .md";
        line(&list("topics:", &self.topics, usual));
        line(&list("entities:", &self.entities, "ids of people, organizations and places"));
        line(&self.rights());
        out.push_str(&self.source());
        out.push_str(&self.events());
        if !self.extra.is_empty() {
            out.push_str(&yaml::free("extra", &self.extra));
        }
        out.push_str("---\n");
        out + &super::body(&self.body)
    }

    fn rights(&self) -> String {
        let hint = "own: the text is yours; excerpt: only its first words are published; full: needs a license";
        let license = "# license: The terms under which the whole text may be published.";
        match &self.rights {
            Rights::Own => format!("rights: own  # {hint}\n{license}"),
            Rights::Excerpt => format!("rights: excerpt  # {hint}\n{license}"),
            Rights::Full(terms) => format!("rights: full  # {hint}\nlicense: {}", yaml::text(terms)),
        }
    }

    fn source(&self) -> String {
        let source = &self.source;
        let publisher = source.publisher.value.as_ref().map(|id| yaml::text(id.as_str())).unwrap_or_default();
        let usual = if publisher.is_empty() { "an id; empty when not identified: never guessed" } else { "" };
        let url = yaml::said(source.url.value.as_deref()).unwrap_or_default();
        let mut lines = vec![
            "source:".to_owned(),
            noted("  publisher:", &publisher, source.publisher.note.as_deref(), usual),
            optional("  headline:", source.headline.as_deref(), "the publisher's own"),
            format!("  byline:{}", yaml::texts(&source.byline, "    ")),
            noted("  url:", &url, source.url.note.as_deref(), ""),
            "  # archive_url: https://example.org/copy".to_owned(),
            "  # accessed: 2023-11-15".to_owned(),
        ];
        let commented = |key: &str, text: Option<&str>, example: &str| {
            yaml::said(text).map_or_else(|| format!("  # {key}: {example}"), |text| format!("  {key}: {text}"))
        };
        lines.push(commented("language", source.language.as_deref(), "en"));
        let example = "Where and when the account was filed, as printed.";
        lines.push(commented("dateline", source.dateline.as_deref(), example));
        lines.push(
            "  # original: true  # beside derived_from: the publisher's own reporting is an origin too".to_owned(),
        );
        if source.derived_from.is_empty() {
            let what = "whose account it passes on: each leaf is an origin. When that isn't known: unknown";
            lines.push(format!("  # derived_from:  # {what}"));
        } else {
            lines.push("  derived_from:".to_owned());
        }
        for (publisher, mode, grounds) in &source.derived_from {
            lines.push(noted("    - publisher:", &yaml::text(publisher.as_str()), Some(grounds), ""));
            lines.push(format!("      mode: {}", mode.word()));
        }
        for proposal in &source.proposed_parents {
            lines.push(format!("  #   {}", yaml::comment(proposal)));
        }
        if source.derived_from.is_empty() && source.proposed_parents.is_empty() {
            lines.push("  #   - publisher: ID".to_owned());
            lines.push("  #     mode: cites  # syndicates, cites, rewrites or translates".to_owned());
        }
        lines.join("\n") + "\n"
    }

    fn events(&self) -> String {
        let mut out = String::from("events:\n");
        for (event, stance) in &self.events {
            let _ = writeln!(out, "  - event: {}\n    stance: {}", yaml::text(event.as_str()), stance.word());
        }
        for event in &self.proposed_events {
            let key = if event.is_known { "event" } else { "id" };
            let grounds = yaml::comment(&event.grounds);
            let _ = writeln!(out, "  # - {key}: {}  # {grounds}", yaml::text(event.id.as_str()));
            if !event.is_known {
                let _ = writeln!(out, "  #   title: {}", yaml::text(&event.title));
                let _ = writeln!(out, "  #   date: {}", yaml::date(&event.date));
            }
            let _ = writeln!(out, "  #   stance: {}", event.stance.word());
        }
        if self.events.is_empty() && self.proposed_events.is_empty() {
            out.push_str(
                "  # - event: ID  # has a file, or is declared by another article
  #   stance: reports  # reports, announces, recalls or disputes
  # - id: 2023-11-15-what-happened  # declared here
  #   title: What happened
  #   date: 2023-11-15
",
            );
        }
        out
    }
}

/// A key with its value, and a comment where there is one.
pub(super) fn noted(key: &str, value: &str, note: Option<&str>, usual: &str) -> String {
    let note = note.map_or_else(|| usual.to_owned(), yaml::comment);
    let space = if value.is_empty() { "" } else { " " };
    let comment = if note.is_empty() { String::new() } else { format!("  # {note}") };
    format!("{key}{space}{value}{comment}")
}

/// A key with a text, or with a comment that says what would stand there.
pub(super) fn optional(key: &str, text: Option<&str>, usual: &str) -> String {
    yaml::said(text).map_or_else(|| noted(key, "", None, usual), |text| format!("{key} {text}"))
}

/// A key with ids; the usual comment only where there are none.
pub(super) fn list(key: &str, ids: &Noted<Vec<Slug>>, usual: &str) -> String {
    let usual = if ids.value.is_empty() { usual } else { "" };
    noted(key, &yaml::ids(&ids.value), ids.note.as_deref(), usual)
}
