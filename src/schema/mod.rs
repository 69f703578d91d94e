//! JSON Schemas of what authors write: front matter and `site.toml`, for editors that complete and check while one
//! types.
//!
//! In: the kind of file. Out: a schema as JSON. The schemas are made from types of their own ([`front_matter`],
//! [`site`]), which mirror what `document` reads: `document` takes fields by hand, so that it can go on after a fault,
//! and has no types that a schema could be derived from. A test holds the two against each other, key by key and word
//! by word. Deliberately absent: whatever needs a second file, such as whether an id leads somewhere, and the calendar:
//! `briefgen check` knows.

mod front_matter;
mod site;
mod snippets;
mod values;

pub use self::snippets::snippets;

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::Value;

/// What a schema can be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The front matter of a file under `content/articles/`.
    Article,
    /// The front matter of a file under `content/events/`.
    Event,
    /// The front matter of a file under `content/topics/`.
    Topic,
    /// The front matter of a file under `content/entities/`.
    Entity,
    /// The front matter of a file under `content/publishers/`.
    Publisher,
    /// The front matter of a file under `content/pages/`.
    Page,
    /// `site.toml`.
    Site,
}

impl Subject {
    /// Everything that there is a schema of.
    pub const ALL: [Self; 7] =
        [Self::Article, Self::Event, Self::Topic, Self::Entity, Self::Publisher, Self::Page, Self::Site];

    /// Its name on the command line and in the names of files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Event => "event",
            Self::Topic => "topic",
            Self::Entity => "entity",
            Self::Publisher => "publisher",
            Self::Page => "page",
            Self::Site => "site",
        }
    }
}

/// A version of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Draft {
    /// The current one.
    #[default]
    Draft2020,
    /// Draft 7, which most editors know and no later one.
    Draft7,
}

/// The schema, as JSON for people and programs.
pub fn schema(subject: Subject, draft: Draft) -> String {
    let settings = match draft {
        Draft::Draft2020 => SchemaSettings::draft2020_12(),
        Draft::Draft7 => SchemaSettings::draft07(),
    };
    let generator = settings.with_transform(RecursiveTransform(unwrap_description)).into_generator();
    let schema = match subject {
        Subject::Article => generator.into_root_schema_for::<front_matter::Article>(),
        Subject::Event => generator.into_root_schema_for::<front_matter::Event>(),
        Subject::Topic => generator.into_root_schema_for::<front_matter::Topic>(),
        Subject::Entity => generator.into_root_schema_for::<front_matter::Entity>(),
        Subject::Publisher => generator.into_root_schema_for::<front_matter::Publisher>(),
        Subject::Page => generator.into_root_schema_for::<front_matter::Page>(),
        Subject::Site => generator.into_root_schema_for::<site::Site>(),
    };
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}

/// Comments are broken into lines for those who read the code, and not for those whom an editor shows them.
fn unwrap_description(schema: &mut Schema) {
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = description.replace('\n', " ");
    }
}
