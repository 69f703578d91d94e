//! Which column holds what, by its title.
//!
//! In: titles of columns, and a map. Out: fields. Titles are those of TimelineJS's template, old and new, and the names that our own
//! front matter and exports have. Deliberately absent: what is in the cells.

use serde::Deserialize;

/// What a column may hold. The words are those of `[columns]` in a mapping file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::import) enum Field {
    /// The whole date on which it happened or began.
    Date,
    /// The whole date on which it ended.
    End,
    /// Parts of the first date.
    Year,
    Month,
    Day,
    /// The time of day.
    Time,
    /// Its zone.
    Zone,
    /// Parts of the date on which it ended.
    EndYear,
    EndMonth,
    EndDay,
    EndTime,
    /// The date as readers see it.
    DisplayDate,
    /// Its name.
    Title,
    /// All that is said of it.
    Text,
    /// One or two sentences.
    Summary,
    /// Where.
    Place,
    /// Topics, between commas or semicolons.
    Topics,
    /// Who took part, likewise.
    Entities,
    /// Addresses of those who report it.
    Url,
    /// Who published that.
    Publisher,
    /// The publisher's headline.
    Headline,
    /// When it was published.
    Published,
    /// A picture, a film, a map, or an article.
    Media,
    MediaCredit,
    MediaCaption,
    /// What kind of slide it is.
    Type,
    /// What it is shown together with.
    Group,
}

/// Titles that are known, in lower case.
const TITLES: &[(&str, Field)] = &[
    ("date", Field::Date),
    ("start date", Field::Date),
    ("start", Field::Date),
    ("end", Field::End),
    ("end date", Field::End),
    ("year", Field::Year),
    ("month", Field::Month),
    ("day", Field::Day),
    ("time", Field::Time),
    ("zone", Field::Zone),
    ("end year", Field::EndYear),
    ("end month", Field::EndMonth),
    ("end day", Field::EndDay),
    ("end time", Field::EndTime),
    ("display date", Field::DisplayDate),
    ("headline", Field::Title),
    ("title", Field::Title),
    ("text", Field::Text),
    ("summary", Field::Summary),
    ("place", Field::Place),
    ("topics", Field::Topics),
    ("entities", Field::Entities),
    ("url", Field::Url),
    ("source", Field::Url),
    ("source url", Field::Url),
    ("link", Field::Url),
    ("publisher", Field::Publisher),
    ("published", Field::Published),
    ("media", Field::Media),
    ("media credit", Field::MediaCredit),
    ("media caption", Field::MediaCaption),
    ("type", Field::Type),
    ("group", Field::Group),
    ("tag", Field::Group),
];

impl Field {
    /// The field of a title, in any case and with any white space.
    pub(super) fn of(title: &str) -> Option<Self> {
        let words = title.split(|c: char| c.is_whitespace() || c == '_').filter(|word| !word.is_empty());
        let title = words.map(str::to_lowercase).collect::<Vec<_>>().join(" ");
        TITLES.iter().find(|(known, _)| *known == title).map(|(_, field)| *field)
    }
}
