//! The mapping file: what columns, tags and categories of others are called here.
//!
//! In: TOML. Out: a [`Map`] whose ids are those of the site. Deliberately absent: guessing; a name that isn't in the map is looked
//! for among the names of the site, and else kept as it is and told.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::known::{Known, fold};
use super::table::Field;
use crate::date::Zone;
use crate::diagnostic::nearest;
use crate::document::{Kind, Rights};
use crate::slug::Slug;

/// What names of others mean here.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Map {
    /// Who published everything that says nothing else.
    publisher: Option<String>,
    /// What may be published of all texts.
    rights: Option<RightsWord>,
    /// The terms that go with `rights = "full"`.
    license: Option<String>,
    /// Whether what is made is left out of the site at first.
    draft: Option<bool>,
    /// Whether dates such as 3/4/2031 begin with the day.
    pub(super) day_first: Option<bool>,
    /// The zone of times that say none.
    pub(super) zone: Option<String>,
    /// Topics, by what others call them: tags, categories, groups. An empty id leaves the name out.
    topics: BTreeMap<String, String>,
    /// Entities, likewise.
    entities: BTreeMap<String, String>,
    /// Titles of columns, by what is in them.
    pub(super) columns: BTreeMap<Field, Titles>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RightsWord {
    Own,
    Excerpt,
    Full,
}

/// One title, or several.
#[derive(Clone, Debug)]
pub(super) struct Titles(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for Titles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "a column's title, or a list of titles")]
        enum Written {
            One(String),
            Several(Vec<String>),
        }
        Ok(Self(match Written::deserialize(deserializer)? {
            Written::One(title) => vec![title],
            Written::Several(titles) => titles,
        }))
    }
}

/// What a name of others is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// This topic or entity.
    Known(Kind, Slug),
    /// Nothing, on purpose.
    LeftOut,
    /// Nobody says.
    Unknown,
}

impl Map {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// When it isn't TOML, holds a key that no map has, or doesn't fit together: in words, with the line where there is one.
    pub fn parse(text: &str) -> Result<Self, String> {
        let map: Self = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map(|before| format!("line {}: ", before.matches('\n').count() + 1));
            format!("{}{}", line.unwrap_or_default(), error.message())
        })?;
        match (map.rights, &map.license) {
            (Some(RightsWord::Full), None) => Err("rights = \"full\" needs a license".to_owned()),
            _ => Ok(map),
        }
    }

    /// What in it the site doesn't have: a sentence for each.
    pub(super) fn unknown(&self, known: &Known<'_>) -> Vec<String> {
        let ids = |kind: Kind| -> Vec<&str> {
            match kind {
                Kind::Topic => known.site.topics.iter().map(|(_, row)| row.head.id.as_str()).collect(),
                Kind::Entity => known.site.entities.iter().map(|(_, row)| row.head.id.as_str()).collect(),
                _ => known.site.publishers.iter().map(|(_, row)| row.head.id.as_str()).collect(),
            }
        };
        let written = self.topics.values().map(|id| (Kind::Topic, id));
        let written = written.chain(self.entities.values().map(|id| (Kind::Entity, id)));
        let written = written.chain(self.publisher.iter().map(|id| (Kind::Publisher, id)));
        let mut faults = Vec::new();
        for (kind, id) in written.filter(|(_, id)| !id.is_empty()) {
            let ids = ids(kind);
            if !ids.contains(&id.as_str()) {
                let near = nearest(id, ids).map(|near| format!("; did you mean {near:?}?")).unwrap_or_default();
                faults.push(format!("unknown {kind} {id:?}{near}"));
            }
        }
        if let Some(zone) = self.zone.as_ref().filter(|zone| zone.parse::<Zone>().is_err()) {
            faults.push(format!("unknown time zone {zone:?}; zones are named as in the IANA database: \"Asia/Seoul\""));
        }
        faults.sort();
        faults.dedup();
        faults
    }

    /// What a tag, a category or a group means: by the map, else by the names of the site.
    pub(super) fn meaning(&self, name: &str, known: &Known<'_>) -> Meaning {
        let find = |names: &BTreeMap<String, String>| {
            let folded = fold(name);
            names.iter().find(|(other, _)| fold(other) == folded).map(|(_, id)| id.clone())
        };
        let said = find(&self.topics).map(|id| (Kind::Topic, id));
        let said = said.or_else(|| find(&self.entities).map(|id| (Kind::Entity, id)));
        if let Some((kind, id)) = said {
            return Slug::new(&id).map_or(Meaning::LeftOut, |id| Meaning::Known(kind, id));
        }
        let topic = known.topic(name).map(|id| (Kind::Topic, id));
        let found = topic.or_else(|| known.entity(name).map(|id| (Kind::Entity, id)));
        found.map_or(Meaning::Unknown, |(kind, id)| Meaning::Known(kind, id.clone()))
    }

    /// The titles of columns that it names.
    pub(super) fn titles(&self) -> Vec<&str> {
        self.columns.values().flat_map(|titles| &titles.0).map(String::as_str).collect()
    }

    /// Who published what says nothing else.
    pub(super) fn publisher(&self) -> Option<Slug> {
        Slug::new(self.publisher.as_deref()?).ok()
    }

    /// What may be published of texts.
    pub(super) fn rights(&self) -> Rights {
        match (self.rights, &self.license) {
            (Some(RightsWord::Own), _) => Rights::Own,
            (Some(RightsWord::Full), Some(license)) => Rights::Full(license.clone()),
            (Some(RightsWord::Full | RightsWord::Excerpt) | None, _) => Rights::Excerpt,
        }
    }

    /// Whether what is made is a draft.
    pub(super) fn draft(&self) -> bool {
        self.draft.unwrap_or(true)
    }
}
