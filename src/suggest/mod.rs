//! What an author may want to do to a site: proposals with a score and reasons, for people to judge.
//!
//! In: the site, and the files that it was made from, with the clippings that are in the snapshot. Out:
//! [`Suggestion`]s. Deliberately absent: any change of the content, and certainty. What is certain is a fault and is
//! reported by the stages before; what is here may be wrong, so each says why it was made.
//!
//! No kind compares all pairs: each has an index from what two things could share to those that have it, and looks at a
//! bounded number of neighbours in it, so the work grows with the size of the site and not with its square.

mod aliases;
mod copies;
mod events;
mod known;
mod names;
mod places;
mod report;
mod score;
mod texts;
mod titles;
mod words;

use serde::Serialize;

pub use self::places::Spot;
pub use self::report::{json, render};
pub use self::score::Score;

use crate::document::EntityKind;
use crate::files::Files;
use crate::model::Site;
use crate::slug::Slug;

/// What a suggestion is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Two events that look the same.
    Events,
    /// An article that repeats another and doesn't say so.
    Copies,
    /// A name in the texts that no entity has.
    Names,
    /// A name of an entity that could mean another.
    Aliases,
}

impl Kind {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Events, Self::Copies, Self::Names, Self::Aliases];

    /// Its name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Copies => "copies",
            Self::Names => "names",
            Self::Aliases => "aliases",
        }
    }
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// What it is about.
    #[serde(flatten)]
    pub about: About,
    /// How much speaks for it.
    pub score: Score,
    /// What was found: lower case, quotes what it is about, no full stop.
    pub message: String,
    /// The files concerned.
    pub files: Vec<Spot>,
    /// What speaks for it, and against it.
    pub reasons: Vec<String>,
    /// What to write if it is right.
    pub hints: Vec<String>,
}

/// What a suggestion is about, for programs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum About {
    /// Two events that look the same.
    Events {
        /// The id to keep.
        #[serde(serialize_with = "as_text")]
        keep: Slug,
        /// The id that it takes the place of.
        #[serde(serialize_with = "as_text")]
        replace: Slug,
    },
    /// An article that repeats another.
    Copies {
        /// The article that came later.
        #[serde(serialize_with = "as_text")]
        article: Slug,
        /// The one that it probably repeats.
        #[serde(serialize_with = "as_text")]
        parent: Slug,
    },
    /// A name that no entity has.
    Names {
        /// The name.
        name: String,
        /// What it probably names, when the text tells.
        #[serde(serialize_with = "as_word")]
        entity_kind: Option<EntityKind>,
        /// How often it stands in the texts.
        mentions: usize,
        /// In how many articles.
        articles: usize,
    },
    /// A name that could mean more than one entity.
    Aliases {
        /// The name.
        name: String,
        /// The entities that it could mean.
        #[serde(serialize_with = "as_texts")]
        entities: Vec<Slug>,
    },
}

impl About {
    /// Which kind it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Events { .. } => Kind::Events,
            Self::Copies { .. } => Kind::Copies,
            Self::Names { .. } => Kind::Names,
            Self::Aliases { .. } => Kind::Aliases,
        }
    }
}

/// The suggestions of these kinds with at least this score: by kind, best first.
pub fn suggest(site: &Site, files: &Files, kinds: &[Kind], least: Score) -> Vec<Suggestion> {
    let is_wanted = |kind| kinds.contains(&kind);
    let mut all = Vec::new();
    if is_wanted(Kind::Events) {
        all.append(&mut events::suggest(site, files));
    }
    if is_wanted(Kind::Copies) || is_wanted(Kind::Names) {
        let texts = texts::of_articles(site, files);
        if is_wanted(Kind::Copies) {
            all.append(&mut copies::suggest(site, files, &texts));
        }
        if is_wanted(Kind::Names) {
            all.append(&mut names::suggest(site, files, &texts));
        }
    }
    if is_wanted(Kind::Aliases) {
        all.append(&mut aliases::suggest(site, files));
    }
    all.retain(|suggestion| suggestion.score >= least);
    all.sort_by(|a, b| {
        let key = |it: &Suggestion| (it.about.kind(), std::cmp::Reverse(it.score));
        key(a).cmp(&key(b)).then_with(|| a.about.cmp(&b.about))
    });
    all
}

/// The word that front matter has for a kind of entity.
fn entity_word(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        EntityKind::Place => "place",
    }
}

fn as_text<S: serde::Serializer>(slug: &Slug, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(slug.as_str())
}

fn as_texts<S: serde::Serializer>(slugs: &[Slug], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(slugs.iter().map(Slug::as_str))
}

#[expect(clippy::ref_option, reason = "serde gives a reference to the field")]
fn as_word<S: serde::Serializer>(kind: &Option<EntityKind>, serializer: S) -> Result<S::Ok, S::Error> {
    kind.map(entity_word).serialize(serializer)
}
