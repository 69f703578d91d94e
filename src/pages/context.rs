//! What templates get: one struct per template, made of the small shared ones at the top.
//!
//! Comments here are the manual of those who write themes: `docs/theme-reference.md` is made of them and of the types.
//!
//! Every `href` is relative to the page it stands on and ready for an attribute. Texts are plain and are escaped by the
//! template; fields that end in `_html` are the only ones that hold HTML, made by [`super::body`], or
//! JSON for a script element, made by [`super::exports`]. Fields that name a
//! variant (`kind`, `stance`, `standing`) hold the word of the content format, for class names and for choices; the words
//! that readers see stand beside them.
//!
//! Deliberately absent: ids, but for those that filters go by, which stand in addresses; spans, anything that a page doesn't
//! show.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::shared::Shared;
use crate::document::Value;

/// What every page gets of the site.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub struct Site {
    /// Name of the site.
    pub title: String,
    /// One or two sentences on it.
    pub description: Option<String>,
    /// Its language, a BCP 47 tag.
    pub language: String,
    /// That with a territory, for the Open Graph protocol: `en_US`; `null` where none is known.
    pub locale: Option<String>,
    /// Its absolute address, ending with `/`.
    pub base_url: String,
    /// Its authors.
    pub authors: Vec<String>,
    /// The lists of the site for the main navigation, each with its path below the root.
    pub sections: Vec<SitePath>,
    /// Its topics, by order.
    pub topics: Vec<SitePath>,
    /// The search page; `null` when the site has none.
    pub search: Option<SitePath>,
    /// Its plain pages, by order.
    pub pages: Vec<SitePath>,
    /// Options of the theme.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub options: BTreeMap<String, Value>,
    /// `[extra]` of site.toml.
    #[schemars(with = "serde_json::Value")]
    pub extra: Value,
    /// Name and version of this program.
    pub generator: String,
    /// As of when the site is built, when it isn't built of all that is known: every page has to say so.
    pub as_of: Option<AsOf>,
}

/// As of when a site is built.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub struct AsOf {
    /// The date.
    pub date: Date,
    /// "As known on 1 December 2023".
    pub label: String,
    /// What that leaves out: "2 articles that were not, or not surely, published by then are left out".
    pub words: String,
}

/// A page of the site by its path below the root: its address is `{{ page.root }}{{ item.path }}`.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub struct SitePath {
    /// Path below the root, percent-encoded: `topics/x/index.html`.
    pub path: String,
    /// What to call it.
    pub title: String,
    /// The language of its words where that isn't the site's, for `lang`.
    pub lang: Option<String>,
    /// Which section it is (`topics`), for marking the current one; empty for pages and topics.
    pub section: &'static str,
}

/// What every page gets of itself, whatever its kind.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Page {
    /// The page's own title, without the site's. Empty on the home page.
    pub title: String,
    /// For search engines and previews.
    pub description: Option<String>,
    /// Language of the page's own text, a BCP 47 tag.
    pub language: String,
    /// Absolute address; empty for a page that has none of its own (404).
    pub canonical: String,
    /// Relative way to the top of the site: empty or `../../`. On the 404 page, the site's absolute path.
    pub root: String,
    /// The section that it belongs to: `topics`, `chronology`, `articles`, `entities`, `publishers`, `pages`, `search`, or empty.
    pub section: &'static str,
    /// Whether it is the page of an article, which the Open Graph protocol wants to know.
    pub is_article: bool,
    /// The day on which what it is about was published, for machines: of an article, when that day is known.
    pub published: Option<String>,
    /// Titles of the topics of an article.
    pub tags: Vec<String>,
    /// Absolute address of the picture that stands for it where it is shared, 1200 by 630 pixels; `null` where the site has none.
    pub image: Option<String>,
    /// Atom feeds to announce.
    pub feeds: Vec<Link>,
    /// Where the years of its lists are, when they are too long for one page; `null` otherwise. Pages that have it are those of
    /// `chronology.html`, `articles.html`, `topic.html`, `entity.html`, `publisher.html` and `year.html`.
    pub years: Option<Years>,
    /// Free values of the content file, `null` where there is none.
    #[schemars(with = "serde_json::Value")]
    pub extra: Value,
}

/// The pages of those lists that are divided by year. The first page begins with as many years as fit; each year has a page, and
/// where the chronology is divided, one page has all of it. Only themes that have `year.html` get any.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Years {
    /// Which of them this is: `first`, `year`, or `all`.
    pub kind: &'static str,
    /// The first page, by what it is about.
    pub first: Link,
    /// The page of all of the chronology: "All years"; `null` where that isn't divided.
    pub all: Option<Link>,
    /// The year before, of a page of a year; `null` where there is none.
    pub earlier: Option<Link>,
    /// The year after.
    pub later: Option<Link>,
    /// How many events the chronology has, in all years; 0 where it isn't divided.
    pub events: usize,
    /// How many articles the lists of articles have that are divided.
    pub articles: usize,
    /// The years, the newest first; what has no known year comes last.
    pub years: Vec<YearLink>,
}

/// The page of a year of divided lists.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct YearLink {
    /// Where it is.
    pub href: String,
    /// "2023", or "Undated".
    pub title: String,
    /// On the first page, the anchor by which links find a year that has no heading there (any longer); else `null`.
    pub anchor: Option<String>,
    /// Whether it is this page.
    pub is_current: bool,
    /// How many events lie in it.
    pub events: usize,
    /// How many articles.
    pub articles: usize,
}

/// What stands beside the text of a page. Each is a variable of its own, and made for those templates alone that name it.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Apparatus {
    /// How to cite the page, or what it is about; `null` on other pages than those of articles, events and topics.
    pub cite: Option<Cite>,
    /// Files with what the page lists, for other programs, by what they hold.
    pub downloads: Vec<Downloads>,
    /// JSON-LD for `<script type="application/ld+json">`, escaped for that and for nothing else; `null` where there is none.
    pub json_ld_html: Option<String>,
}

/// A link with its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub title: String,
    /// The language of its words where that isn't the site's, for `lang`.
    pub lang: Option<String>,
}

/// How to cite something.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Cite {
    /// The citation as a line of text.
    pub words: String,
    /// Through whom the account came, where it begins, what was inferred.
    pub note: Option<String>,
    /// The same for other programs.
    pub formats: Vec<CiteFormat>,
}

/// A citation in one format, to be copied or saved.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct CiteFormat {
    /// "BibTeX", "RIS", "CSL-JSON".
    pub format: &'static str,
    /// A name for the file.
    pub file_name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub text: String,
}

/// Files that hold the same.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Downloads {
    /// What they hold: "Chronology", "Citations of the articles".
    pub title: String,
    /// The files.
    pub files: Vec<Download>,
}

/// A file with what a page lists.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Download {
    /// Where it is.
    pub href: String,
    /// "CSV", "JSON", "iCalendar", "BibTeX", "RIS", "CSL-JSON".
    pub format: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// What it leaves out, where that is not plain.
    pub note: Option<String>,
}

/// A date for readers and machines.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub struct Date {
    /// At its own precision: "about 15 November 2023".
    pub words: String,
    /// The same below a heading that gives the year: "about 15 November".
    pub in_year: String,
    /// The time of day at the place, of an event: "14:30 (Asia/Seoul time)", or "begins at 14:30" when it has an end.
    pub time: Option<String>,
    /// Day and time in the site's own zone, where the day is another one there: "20 June, 23:30 in UTC".
    pub elsewhere: Option<String>,
    /// For `<time datetime>`, with time and offset where they are known; `null` where HTML can't express it.
    pub datetime: Option<String>,
    /// As EDTF.
    pub edtf: String,
    /// Whether it was worked out and not stated by its source.
    pub is_inferred: bool,
    /// How it was come by.
    pub note: Option<String>,
}

/// A name in another language.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Name {
    /// BCP 47 tag, for `lang`.
    pub language: String,
    /// The name.
    pub name: String,
}

/// A person, organisation or place, as mentioned on another page.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct EntityLink {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// The language of its words where that isn't the site's, for `lang`.
    pub lang: Option<String>,
    /// `person`, `organization` or `place`.
    pub kind: &'static str,
    /// Its role at the time that the page is about, if one is known.
    pub role: Option<String>,
    /// How many events and articles of the page speak of it; 0 where that is not said.
    pub count: usize,
}

/// A place by its page or as plain text.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Place {
    /// Its page, if it has one.
    pub href: Option<String>,
    /// Its name.
    pub name: String,
    /// The language of its words where that isn't the site's, for `lang`.
    pub lang: Option<String>,
}

/// Who says something, and through whom it came.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Attribution {
    /// Who published: "publisher not identified" when unknown.
    pub publisher: String,
    /// The language of its name where that isn't the site's, for `lang`.
    pub publisher_lang: Option<String>,
    /// The publisher's page; `null` when not identified.
    pub publisher_href: Option<String>,
    /// Names of the reporters.
    pub byline: Vec<String>,
    /// From the publisher to each origin: show the steps with `←` between them.
    pub chains: Vec<Chain>,
}

/// The way from a publisher to one origin.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Chain {
    /// The publisher first, the origin last.
    pub steps: Vec<Step>,
}

/// One of those who passed an account on.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Step {
    /// Its name; "origin not known" for an unknown derivation.
    pub name: String,
    /// The language of its words where that isn't the site's, for `lang`.
    pub lang: Option<String>,
    /// Its page, or that of the article that passed the account on.
    pub href: Option<String>,
    /// How the step before took the account over from this one ("cites"); `null` for the first.
    pub mode: Option<&'static str>,
    /// Whether the account begins here.
    pub is_origin: bool,
    /// "corrected" or "retracted" for an article of the site that was; `null` otherwise.
    pub status: Option<&'static str>,
}

/// An article as mentioned on another page, with who published it and when.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct ArticleLink {
    /// Its page.
    pub href: String,
    /// Its headline.
    pub title: Shared<String>,
    /// The language of its words where that isn't the site's, for `lang`.
    pub lang: Option<String>,
    /// When it was published.
    pub date: Shared<Date>,
    /// Who says it.
    pub attribution: Attribution,
    /// One or two sentences.
    pub summary: Option<Shared<String>>,
    /// What became of it, or of an article that it rests on, since it was published; `null` when nothing did.
    pub status: Option<Status>,
    /// Its place in the list of articles that the page holds; `null` where there is no such list, or it isn't in it.
    pub reference: Option<Reference>,
}

/// The place of an article in the list of articles on the page of a topic, an event, a person, an organisation or a place:
/// what accounts of events can refer to, as to a note.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Reference {
    /// Its number in the list, from 1.
    pub number: usize,
    /// The original; only http and https.
    pub url: Option<String>,
}

/// What became of an article since it was published.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Status {
    /// `corrected`, `retracted`, `rests-on-corrected` or `rests-on-retracted`.
    pub kind: &'static str,
    /// "retracted 3 May 2031", "rests in part on a retracted article".
    pub words: String,
    /// What was wrong, when its publisher corrected or retracted it.
    pub note: Option<String>,
}

/// One entry of a chronology.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Entry {
    /// Its anchor on every page that lists it, without `#`: `event-ID`.
    pub anchor: Shared<String>,
    /// Its own page, or its entry on its article's page.
    pub href: String,
    /// What happened.
    pub title: Shared<String>,
    /// The language of its words where that isn't the site's, for `lang`.
    pub lang: Option<String>,
    /// When: from `date` to `end` in words, where it has an end.
    pub date: Shared<Date>,
    /// Where.
    pub place: Option<Place>,
    /// Persons who took part.
    pub people: Vec<EntityLink>,
    /// One or two sentences.
    pub summary: Option<Shared<String>>,
    /// The topics it belongs to.
    pub topics: Vec<Link>,
    /// `reported`, `retracted` (no report of it stands any longer), `announced` (and not reported), `recalled` (and neither),
    /// `disputed` (and not reported), or `unsourced`.
    pub standing: &'static str,
    /// "1 report · 1 independent origin · 1 announcement"; for an event with no report also says that.
    pub tally: Shared<String>,
    /// How many independent origins stand behind the reports.
    pub origins: Shared<OriginCount>,
    /// The articles that speak of it, by stance; empty stances are left out.
    pub stances: Vec<StanceGroup>,
    /// What the accounts differ in, and nobody has settled: "date", "place", "containers shipped"; empty when they agree.
    pub differs_in: Shared<Vec<String>>,
    /// Figures that its accounts give, each with the value that is shown where there is room for one.
    pub claims: Shared<Vec<Claim>>,
    /// What it is by the filters of its chronology; empty where it has none. The filter by year goes by [`Year::value`].
    pub values: Vec<FilterValues>,
}

/// What an entry is by one filter.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct FilterValues {
    /// Which filter: [`Filter::key`].
    pub key: &'static str,
    /// The values, with spaces between them: `park-jin yoko-kamikawa`.
    pub values: String,
}

/// A property of an event in one line; the event's page shows who gives which value.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Claim {
    /// Which property.
    pub property: String,
    /// Its value with its unit.
    pub value: String,
    /// "as of 3 May 2031", "revised, as of 3 May 2031".
    pub remark: Option<String>,
    /// The words of the account, on the page of the article that gives it.
    pub quote: Option<String>,
    /// The language of these words where that isn't the site's, for `lang`.
    pub quote_lang: Option<String>,
}

/// How many independent origins.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct OriginCount {
    /// At least.
    pub low: usize,
    /// At most.
    pub high: usize,
    /// "2 independent origins", "1 to 3 independent origins", "no independent origin".
    pub words: String,
}

/// The articles of one stance to an event.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct StanceGroup {
    /// `reports`, `announces`, `recalls` or `disputes`.
    pub stance: &'static str,
    /// The mark: `●` once per independent origin (at most five), `○`, `◌`, `◆`.
    pub mark: Shared<String>,
    /// "2 reports · 2 independent origins", "1 announcement", "recalled by 3 articles", "disputed by 1 article".
    pub words: Shared<String>,
    /// The articles, by date.
    pub articles: Vec<ArticleLink>,
}

/// The entries of one year.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Year {
    /// "2023", or "undated".
    pub title: String,
    /// Its anchor: `year-2023`.
    pub anchor: String,
    /// What the filter by year calls it: `2023`, or `undated`.
    pub value: String,
    /// Its entries, in the order of the chronology.
    pub entries: Vec<Entry>,
}

/// A chronology.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Chronology {
    /// By year, in the order that the theme option `newest_first` asks for: as many years as fit, see [`Page::years`].
    pub years: Vec<Year>,
    /// How many entries there are, on this page and on those of other years.
    pub count: usize,
    /// By what they can be chosen; empty where they are few, or a selection.
    pub filters: Vec<Filter>,
    /// The page of all its entries, which can be filtered there, where this one has some of their years only; else `null`.
    pub whole_href: Option<String>,
    /// A picture of them over time; `null` where fewer than three of them would be in it, or where they are a selection.
    pub timeline: Option<Timeline>,
}

/// A property by which the entries of a chronology can be chosen. At least two of its values occur.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Filter {
    /// `topic`, `person`, `organization`, `place`, `stance`, `origins` or `year`.
    pub key: &'static str,
    /// The values that some entries have and others don't, in the order in which they are looked for.
    pub choices: Vec<Choice>,
}

/// A value that entries can be chosen by.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Choice {
    /// An id, a year, or a word: `reports`, `announces`, `recalls`, `disputes`, `retracted` (all reports were withdrawn),
    /// `unsourced`; as `origins`, how many independent ones are certain: `2` (or more), `1`, `0`.
    pub value: String,
    /// What it is called.
    pub title: String,
    /// The language of its words where that isn't the site's, for `lang`.
    pub lang: Option<String>,
}

/// Events over time: one mark for each event or, where they are many, columns with how many there are.
///
/// Positions and lengths are percentages of the axis, with two decimals at most; nothing lies outside of it. Rows count from
/// the axis, and marks of one row stand at least 2.8 % apart: 10 px on a phone. So a template decides how large the picture
/// is, and draws shapes by their names:
///
/// | `shape` | an event that |
/// |---|---|
/// | `no-origin`, `one-origin`, `several-origins` | is reported, by so many independent origins for certain |
/// | `retracted`, `announced`, `recalled`, `disputed`, `unsourced` | isn't: see [`Entry::standing`] |
///
/// In columns: `reported`, `unreported`, and `spread` for events that may lie in several columns.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Timeline {
    /// Years, months or days in order, as many as can be named on a narrow screen.
    pub landmarks: Vec<Landmark>,
    /// Events known to the day.
    pub days: Vec<EventShape>,
    /// How many rows these take, above the axis.
    pub days_rows: usize,
    /// Events known to a month, a season or a year, and those that last.
    pub bands: Vec<EventShape>,
    /// How many rows these take, below the axis.
    pub bands_rows: usize,
    /// Days, weeks, months, years or longer, without gaps; empty where there are marks.
    pub columns: Vec<Column>,
    /// The shapes that occur, with how many events have each.
    pub key: Vec<KeyShape>,
    /// "Busiest: December 2023, with 9 of 19 events"; `null` where no period has more than every other.
    pub peak: Option<String>,
    /// "Not drawn: 1 event far earlier than the others"; `null` where all events are in the picture.
    pub left_out: Option<String>,
}

/// A point of time that an axis names.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Landmark {
    /// Where it stands.
    pub x: f64,
    /// What begins there: "2024", "May"; `null` where there is no room to say it.
    pub label: Option<String>,
    /// Whether that began before the axis does.
    pub is_edge: bool,
}

/// An event on an axis of time.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct EventShape {
    /// The anchor of its entry, without `#`.
    pub anchor: String,
    /// Where its entry is: on this page, or on that of its year.
    pub href: String,
    /// What happened.
    pub title: String,
    /// When, in words.
    pub date: String,
    /// Its shape: see [`Timeline`].
    pub shape: &'static str,
    /// Its day, or where its time begins.
    pub x: f64,
    /// How much of the axis it may take; 0 for a day.
    pub width: f64,
    /// Its row, from 0.
    pub row: usize,
    /// Whether it lasted that long, rather than happened at some time in it.
    pub lasts: bool,
    /// Whether its date is approximate or uncertain.
    pub is_vague: bool,
    /// Whether it begins before the axis does, or nobody knows when.
    pub is_open_before: bool,
    /// Whether it ends after the axis does, or nobody knows when.
    pub is_open_after: bool,
}

/// How many events lie in a period.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Column {
    /// Where the period begins.
    pub x: f64,
    /// How long it is.
    pub width: f64,
    /// "December 2023: 7 events, 5 of them reported".
    pub words: String,
    /// The anchor of the first entry that lies in it; `null` when none does.
    pub anchor: Option<String>,
    /// Where that entry is: on this page, or on that of its year.
    pub href: Option<String>,
    /// From the axis up, in percent of the highest column.
    pub parts: Vec<ShapePart>,
}

/// A part of a column or bar.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct ShapePart {
    /// Its shape: see [`Timeline`].
    pub shape: &'static str,
    /// Where it begins.
    pub from: f64,
    /// How long it is.
    pub length: f64,
}

/// A shape of a picture, with how many events have it.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct KeyShape {
    /// Which: see [`Timeline`].
    pub shape: &'static str,
    /// How many events.
    pub count: usize,
}

/// How many independent origins stand behind what is reported, period by period.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct OriginsOverTime {
    /// Days, weeks, months, years or longer, without gaps; then what lies in none of them.
    pub periods: Vec<OriginsPeriod>,
}

/// The reported events of one period by how many independent origins they have for certain.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct OriginsPeriod {
    /// "December 2023", "the first quarter of 2024"; or "earlier", "later", "dated less closely".
    pub period: String,
    /// How many events have none.
    pub none: usize,
    /// How many have one.
    pub one: usize,
    /// How many have two or more.
    pub several: usize,
    /// The same as a bar, in percent of the longest one: `several-origins`, `one-origin`, `no-origin`.
    pub bar: Vec<ShapePart>,
}

/// Who takes part in the same events: a square table.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Together {
    /// Persons and organisations: the one that shares most events, then each time the one that shares most with those before.
    pub members: Vec<Member>,
    /// "5 others share few or no events with these, and are left out"; `null` where nobody is left out.
    pub left_out: Option<String>,
}

/// A row of such a table, and the column of the same number.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Member {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// How many events of the page it takes part in.
    pub events: usize,
    /// What it shares with each, itself included, in the order of the rows.
    pub shares: Vec<Share>,
}

/// How many events two share.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Share {
    /// How many.
    pub count: usize,
    /// That by quarters of the most that any two share: 0 for none, 1 to 4.
    pub level: usize,
}

/// A figure at a glance.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Figure {
    /// Which one: `events`, `articles`, `publishers`, `origins`, `single_origin`, `span`.
    pub key: &'static str,
    /// In words that can stand alone: "19 events", "41 % of reported events rest on one origin", "April 2023 to June 2024".
    pub words: String,
}

/// The home page.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Home {
    /// The topics.
    pub topics: Vec<TopicLink>,
    /// The last entries of the chronology.
    pub latest: Chronology,
    /// The last articles.
    pub articles: Vec<ArticleLink>,
    /// Figures for the whole site.
    pub figures: Vec<Figure>,
    /// The page of the whole chronology.
    pub chronology_href: String,
}

/// A topic as mentioned on another page.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct TopicLink {
    /// Its page.
    pub href: String,
    /// Its name.
    pub title: String,
    /// The language of its words where that isn't the site's, for `lang`.
    pub lang: Option<String>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// Why it is mentioned: "shares 12 events, 5 articles and 9 names"; `null` where that goes without saying.
    pub reason: Option<String>,
}

/// The page of a topic.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Topic {
    /// Its name.
    pub title: String,
    /// One or two sentences.
    pub summary: Option<String>,
    /// The standing brief.
    pub body_html: String,
    /// Figures at a glance.
    pub figures: Vec<Figure>,
    /// Its chronology.
    pub chronology: Chronology,
    /// How many origins stand behind it, over time; `null` where too little is reported for that.
    pub origins: Option<OriginsOverTime>,
    /// Its articles, newest first: those of as many years as fit, see [`Page::years`].
    pub articles: Vec<ArticleLink>,
    /// Persons, with their roles at the time.
    pub people: Vec<EntityLink>,
    /// Organisations.
    pub organizations: Vec<EntityLink>,
    /// Which of these take part in the same events; `null` where fewer than three do.
    pub together: Option<Together>,
    /// Places.
    pub places: Vec<EntityLink>,
    /// Related topics with the reason.
    pub related: Vec<TopicLink>,
    /// The table of sources.
    pub sources: Vec<SourceRow>,
    /// Its feed.
    pub feed_href: String,
    /// What links to it.
    pub linked_from: Vec<Link>,
}

/// A row of the table of sources.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct SourceRow {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// The language of its words where that isn't the site's, for `lang`.
    pub lang: Option<String>,
    /// "newspaper", "wire agency"; `null` when not said.
    pub kind: Option<String>,
    /// How many articles here it published.
    pub published: usize,
    /// How many articles here have it as an origin.
    pub origin_of: usize,
}

/// The page of an article.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Article {
    /// Its headline on this site.
    pub title: String,
    /// When it was published.
    pub date: Shared<Date>,
    /// Who says it.
    pub attribution: Attribution,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Its text, as far as its rights allow.
    pub body_html: String,
    /// `own`, `excerpt` or `full`.
    pub rights: &'static str,
    /// The licence of a full text.
    pub license: Option<String>,
    /// Whether the text was cut.
    pub is_cut: bool,
    /// "1 origin: Yonhap"; "origin not known".
    pub origins_words: String,
    /// Where the original is.
    pub source: Source,
    /// Its events, in the order of the chronology, each with the article's stance.
    pub events: Vec<ArticleEvent>,
    /// Persons, with their roles at the time.
    pub people: Vec<EntityLink>,
    /// Organisations.
    pub organizations: Vec<EntityLink>,
    /// Places.
    pub places: Vec<EntityLink>,
    /// Its topics.
    pub topics: Vec<Link>,
    /// Related articles with the reason.
    pub related: Vec<RelatedArticle>,
    /// What became of it, or of an article that it rests on, since it was published.
    pub status: Option<Status>,
    /// The corrected or retracted articles that it rests on.
    pub rests_on: Vec<ArticleLink>,
    /// Where it was corrected or retracted: articles that rest on it and were not corrected themselves.
    pub uncorrected: Vec<ArticleLink>,
    /// What links to it.
    pub linked_from: Vec<Link>,
}

/// Where an article's original is.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Source {
    /// The publisher's own headline.
    pub headline: Option<String>,
    /// The original; only http and https.
    pub url: Option<String>,
    /// A copy kept by an archive; only http and https.
    pub archive_url: Option<String>,
    /// When it was read.
    pub accessed: Option<Date>,
    /// Language of the original, a BCP 47 tag.
    pub language: Option<String>,
    /// Where and when it was filed, as printed.
    pub dateline: Option<String>,
}

/// An event on an article's page.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct ArticleEvent {
    /// The event.
    pub event: Entry,
    /// `reports`, `announces`, `recalls` or `disputes`.
    pub stance: &'static str,
    /// The mark of the stance.
    pub mark: &'static str,
    /// "reported here", "announced here", "recalled here", "disputed here".
    pub stance_words: String,
    /// Whether this is the event's only place on the site: then its anchor stands here.
    pub is_home: bool,
    /// Figures that the article gives, with its own words for them.
    pub claims: Vec<Claim>,
    /// Whose account of this event it gives, when that isn't whose account the article as a whole gives.
    pub attribution: Option<Attribution>,
}

/// A related article with the reason.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct RelatedArticle {
    /// The article.
    pub article: ArticleLink,
    /// "same event: …; shares Park Jin and Antony Blinken".
    pub reason: String,
}

/// The page of an event.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Event {
    /// The event as in chronologies.
    pub entry: Entry,
    /// Its text.
    pub body_html: String,
    /// Organisations that took part.
    pub organizations: Vec<EntityLink>,
    /// Places it concerns.
    pub places: Vec<EntityLink>,
    /// Who stands behind the reports: one row for each independent origin.
    pub origins: Vec<OriginRow>,
    /// What the accounts say field by field, for fields that somebody besides the event file gives.
    pub fields: Vec<FieldRow>,
    /// The event before and the event after, in each of its topics.
    pub neighbours: Vec<Neighbours>,
    /// Articles and pages that mention it without a stance.
    pub linked_from: Vec<Link>,
}

/// One independent origin of an event's reports.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct OriginRow {
    /// Its name, or that of the owner whose publishers count once.
    pub name: String,
    /// The language of its words where that isn't the site's, for `lang`.
    pub lang: Option<String>,
    /// Its page.
    pub href: Option<String>,
    /// The publishers under one owner, when there are several.
    pub members: Vec<Link>,
    /// "party to the event, not counted", "derivation not known: may be one more origin", or `null`.
    pub note: Option<String>,
}

/// A field of an event and what is said of it.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct FieldRow {
    /// "date", "end", "place", "title", "summary", or the property of a claim.
    pub name: String,
    /// Whether two values can't both be true.
    pub differs: bool,
    /// Why the first value holds, where the site's authors have settled it.
    pub resolved: Option<String>,
    /// The values.
    pub values: Vec<FieldValue>,
}

/// One value of a field, and who gives it.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct FieldValue {
    /// The value in words.
    pub value: String,
    /// The language of these words where that isn't the site's, for `lang`.
    pub lang: Option<String>,
    /// "as of 3 May 2031", "revised, as of 3 May 2031"; "announced beforehand" and "withdrawn" for one that doesn't count.
    pub remark: Option<String>,
    /// The articles that give it; empty when only the event file does.
    pub by: Vec<Account>,
    /// Whether the event file gives it.
    pub by_event_file: bool,
}

/// An article that gives a value, with its own words for it.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Account {
    /// The article.
    pub article: ArticleLink,
    /// Its own words.
    pub quote: Option<String>,
    /// The language of these words where that isn't the site's, for `lang`.
    pub quote_lang: Option<String>,
}

/// An event's neighbours in one topic's chronology.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Neighbours {
    /// The topic.
    pub topic: Link,
    /// The event before.
    pub previous: Option<EventLink>,
    /// The event after.
    pub next: Option<EventLink>,
}

/// An event as mentioned on another page.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct EventLink {
    /// Its page, or its entry on its article's page.
    pub href: String,
    /// What happened.
    pub title: String,
    /// The language of its words where that isn't the site's, for `lang`.
    pub lang: Option<String>,
    /// When.
    pub date: Shared<Date>,
}

/// The page of a person, an organisation or a place.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Entity {
    /// Its name.
    pub name: String,
    /// `person`, `organization` or `place`.
    pub kind: &'static str,
    /// Its name in other languages.
    pub names: Vec<Name>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// What it was, and when.
    pub roles: Vec<Role>,
    /// Its text.
    pub body_html: String,
    /// Its events.
    pub chronology: Chronology,
    /// Articles that speak of it, newest first: those of as many years as fit, see [`Page::years`].
    pub articles: Vec<ArticleLink>,
    /// What links to it.
    pub linked_from: Vec<Link>,
}

/// A role with its time in words.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Role {
    /// What it was.
    pub title: String,
    /// "2023", "2023 to 2024", "since 2024"; `null` when not known.
    pub time: Option<String>,
}

/// The page of a publisher.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Publisher {
    /// Its name.
    pub name: String,
    /// Its name in other languages.
    pub names: Vec<Name>,
    /// "newspaper", "wire agency"; `null` when not said.
    pub kind: Option<String>,
    /// Country as an ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// Its own site; only http and https.
    pub url: Option<String>,
    /// Who owns it.
    pub owner: Option<Place>,
    /// Entities for which it speaks.
    pub party: Vec<EntityLink>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Its text.
    pub body_html: String,
    /// "published 1 of 5 articles", "origin of 3 of 5 articles".
    pub figures: Vec<Figure>,
    /// Articles that it published, newest first: those of as many years as fit, see [`Page::years`].
    pub articles: Vec<ArticleLink>,
    /// Articles of others that are derived from it, newest first: likewise.
    pub passed_on: Vec<ArticleLink>,
    /// What links to it.
    pub linked_from: Vec<Link>,
}

/// A plain page.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Text {
    /// Its name.
    pub title: String,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Its text.
    pub body_html: String,
    /// What links to it.
    pub linked_from: Vec<Link>,
}

/// The search page.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Search {
    /// The indexes, that of the site's language first: all are to be asked.
    pub volumes: Vec<SearchVolume>,
}

/// An index of texts that are split into words in the same way.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct SearchVolume {
    /// The language by whose rules that is, a BCP 47 tag.
    pub language: String,
    /// Its folder, ending with `/`. The first one holds `pagefind.js`, which can ask them.
    pub href: String,
}

/// The articles of a year.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct ArticleYear {
    /// "2023".
    pub title: String,
    /// Its anchor.
    pub anchor: String,
    /// Its articles, newest first.
    pub articles: Vec<ArticleLink>,
}

/// The page of one year of lists that are divided by year, or of all of a chronology. What the lists are of, and where the other
/// years are, is in [`Page::years`].
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct YearPage {
    /// "2023", "Undated", or "All years".
    pub title: String,
    /// The events of that time, as a chronology of their own; `null` where there are none, or theirs isn't divided.
    pub chronology: Option<Chronology>,
    /// The lists of articles that are divided and have any then.
    pub articles: Vec<ArticleList>,
}

/// A list of articles, one of perhaps several on a page.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct ArticleList {
    /// "Articles", "Published articles", "Passed on by others".
    pub title: String,
    /// The articles of the year, newest first.
    pub articles: Vec<ArticleLink>,
}

/// The list of all persons, organisations and places.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Entities {
    /// Persons, by name.
    pub people: Vec<EntityItem>,
    /// Organisations, by name.
    pub organizations: Vec<EntityItem>,
    /// Places, by name.
    pub places: Vec<EntityItem>,
}

/// A person, organisation or place in a list.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct EntityItem {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// The language of its words where that isn't the site's, for `lang`.
    pub lang: Option<String>,
    /// Its name in other languages.
    pub names: Vec<Name>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// How many events it took part in.
    pub events: usize,
    /// How many articles speak of it.
    pub articles: usize,
}

/// Where an old address leads.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Redirect {
    /// Where it leads.
    pub href: String,
    /// The absolute address of that.
    pub canonical: String,
    /// Its title.
    pub title: String,
    /// The language of its words where that isn't the site's, for `lang`.
    pub lang: Option<String>,
}
