//! `site.toml`. The comments are what editors show.

use schemars::JsonSchema;

use super::values::{Address, Free, Host, Language, Text, Zone};

/// What holds for a site as a whole: site.toml.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields)]
pub(super) struct Site {
    /// Name of the site.
    title: Text,
    /// Where the site will be found.
    base_url: Address,
    /// One or two sentences on the site, for readers, feeds and search engines.
    description: Option<Text>,
    /// Language of the site's own words, as a BCP 47 tag; "en" when left out.
    language: Option<Language>,
    /// Zone of the time stamps of feeds, and of the dates beside events in other zones; "UTC" when left out.
    time_zone: Option<Zone>,
    /// A folder under themes/, or a theme in the binary; "default" when left out.
    theme: Option<Text>,
    /// Who writes the site.
    authors: Option<Vec<Text>>,
    /// Custom domain on GitHub Pages.
    cname: Option<Host>,
    /// How many words of an excerpt are published; 60 when left out.
    #[schemars(range(min = 0, max = 100_000))]
    excerpt_words: Option<i64>,
    /// Share of reported events with a single origin above which you are warned: 0 to 1.
    #[schemars(range(min = 0, max = 1))]
    single_origin_limit: Option<f64>,
    /// How texts are read.
    markdown: Option<Markdown>,
    /// The search page.
    search: Option<Search>,
    /// Files with citations and chronologies.
    exports: Option<Exports>,
    /// Long chronologies and lists.
    lists: Option<Lists>,
    /// The pictures that stand for pages where they are shared.
    cards: Option<Cards>,
    /// What the theme offers.
    theme_options: Option<Free>,
    /// Keys of your own, for templates.
    extra: Option<Free>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields)]
struct Markdown {
    /// Publish raw HTML as it is; it is sanitised when this is false or left out.
    trusted_html: Option<bool>,
    /// Typographic quotes and dashes; true when left out.
    smart_punctuation: Option<bool>,
    /// Link the first mention of each entity; true when left out.
    autolink: Option<bool>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields)]
struct Search {
    /// Whether the site has a search page; true when left out.
    enabled: Option<bool>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields)]
struct Exports {
    /// Whether the site and its topics offer their citations and chronologies as files; true when left out.
    enabled: Option<bool>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields)]
struct Lists {
    /// Most entries that a list shows before it is divided by year; 0 divides none, 500 when left out.
    #[schemars(range(min = 0, max = 1_000_000))]
    limit: Option<i64>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields)]
struct Cards {
    /// Whether such pictures are drawn; true when left out.
    enabled: Option<bool>,
    /// Whether articles have theirs too; false when left out.
    articles: Option<bool>,
}
