//! The front matter of each kind of content file. The comments are what editors show.
//!
//! What only a combination of keys makes wrong stands beside the type as a condition (`extend`).

use schemars::JsonSchema;
use serde_json::json;

use super::values::{Address, Clock, Country, Date, Free, Language, Names, Quantity, Slug, Text, Zone};

/// One report by one publisher: a file under content/articles/.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields, extend(
    "allOf" = [needs("license", "rights", &json!("full")), with("status_note", "status"), with("status_date", "status")]
))]
pub(super) struct Article {
    /// Its headline on this site.
    title: Text,
    /// When the publisher published it, as EDTF: 2023-11-15, 2023-11, 2023-11-15~ (about).
    date: Date,
    /// Whether the source states the date (when left out) or it was inferred, from weekdays for example.
    date_basis: Option<Basis>,
    /// How the date was come by; readers see it.
    date_note: Option<Text>,
    /// One or two sentences.
    summary: Option<Text>,
    /// Ids of topics that it belongs to.
    #[schemars(extend("uniqueItems" = true))]
    topics: Option<Vec<Slug>>,
    /// Ids of the people, organizations and places that it speaks of.
    #[schemars(extend("uniqueItems" = true))]
    entities: Option<Vec<Slug>>,
    /// What is published of the text: all of it (own: it is yours; full: a `license` allows it), or the first words
    /// (excerpt, when left out).
    rights: Option<Rights>,
    /// The terms under which the whole text may be published: with `rights: full`.
    license: Option<Text>,
    /// Where it comes from.
    source: Option<Source>,
    /// What became of it since it was published: corrected still counts, retracted counts no longer. Left out while it
    /// stands.
    status: Option<Status>,
    /// When its publisher said so, as EDTF.
    status_date: Option<Date>,
    /// What was wrong, for readers.
    status_note: Option<Text>,
    /// The events that it speaks of.
    events: Option<Vec<Mention>>,
    #[schemars(flatten)]
    head: Head,
    #[schemars(flatten)]
    aliases: Aliases,
}

/// One dated happening: a file under content/events/.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields, extend("allOf" = [with("zone", "time")]))]
pub(super) struct Event {
    /// Its name.
    title: Text,
    /// When it happened, or began, as EDTF: 2023-11-15, 2023-11, 2023-11-15~ (about).
    date: Date,
    #[schemars(flatten)]
    what: Happening,
    /// Figures that the site's authors give. What an article claims stands in the article.
    claims: Option<Vec<OwnClaim>>,
    /// Where accounts differ: what is held true here, and why.
    resolved: Option<Resolved>,
    #[schemars(flatten)]
    head: Head,
    #[schemars(flatten)]
    aliases: Aliases,
}

/// A standing subject: a file under content/topics/. The text below the front matter is its brief.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields)]
pub(super) struct Topic {
    /// Its name.
    title: Text,
    /// A shorter name for navigation.
    short_title: Option<Text>,
    /// One or two sentences.
    summary: Option<Text>,
    /// Place among the topics: smaller first; topics without one come after, by title.
    #[schemars(range(min = -1_000_000, max = 1_000_000))]
    order: Option<i64>,
    #[schemars(flatten)]
    head: Head,
    #[schemars(flatten)]
    aliases: Aliases,
}

/// A person, an organization or a place: a file under content/entities/.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields)]
pub(super) struct Entity {
    /// Its name in the site's language.
    name: Text,
    /// What it is: a person, an organization or a place.
    kind: EntityKind,
    /// Other spellings and short forms, in any script: what texts call it.
    aliases: Option<Vec<Text>>,
    /// Its name in other languages, by language tag.
    names: Option<Names>,
    /// One or two sentences.
    summary: Option<Text>,
    /// What it was, and when.
    roles: Option<Vec<Role>>,
    #[schemars(flatten)]
    head: Head,
    /// Old addresses that lead here: old/path/.
    redirect_from: Option<Vec<Text>>,
}

/// Who publishes: a file under content/publishers/.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields)]
pub(super) struct Publisher {
    /// Its name in the site's language.
    name: Text,
    /// What it is: a newspaper, a wire agency, a broadcaster, an official body, or an aggregator of the texts of
    /// others.
    kind: Option<PublisherKind>,
    /// Its country: two capitals of ISO 3166-1.
    country: Option<Country>,
    /// Its own site.
    url: Option<Address>,
    /// Who owns it: the id of a publisher, or a name. Publishers of one owner count as one origin.
    owner: Option<Text>,
    /// Its name in other languages, by language tag.
    names: Option<Names>,
    /// One or two sentences.
    summary: Option<Text>,
    /// Ids of entities for which it speaks: where one of them takes part in an event, its account is a party's.
    #[schemars(extend("uniqueItems" = true))]
    party: Option<Vec<Slug>>,
    #[schemars(flatten)]
    head: Head,
    #[schemars(flatten)]
    aliases: Aliases,
}

/// A plain page: a file under content/pages/.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields)]
pub(super) struct Page {
    /// Its name.
    title: Text,
    /// One or two sentences.
    summary: Option<Text>,
    /// Place in the navigation: smaller first; pages without one come after, by title.
    #[schemars(range(min = -1_000_000, max = 1_000_000))]
    order: Option<i64>,
    #[schemars(flatten)]
    head: Head,
    #[schemars(flatten)]
    aliases: Aliases,
}

/// What every content file can have.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
struct Head {
    /// Its id, when that isn't the file's name without .md.
    id: Option<Slug>,
    /// Left out of the site unless drafts are asked for.
    draft: Option<bool>,
    /// Language of the text as a BCP 47 tag, when it isn't the site's.
    language: Option<Language>,
    /// Whether names of entities in the text become links by themselves. True when left out.
    autolink: Option<bool>,
    /// Keys of your own, for templates.
    extra: Option<Free>,
}

/// What every content file but an entity's can have.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
struct Aliases {
    /// Old addresses that lead here: old/path/.
    aliases: Option<Vec<Text>>,
}

/// What is said of an event, in its own file or inside an article.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
struct Happening {
    /// Whether the source states the date (when left out) or it was inferred, from weekdays for example.
    date_basis: Option<Basis>,
    /// How the date was come by; readers see it.
    date_note: Option<Text>,
    /// At what time of its day, as clocks at the place show it: 14:30.
    time: Option<Clock>,
    /// The place's time zone: Asia/Seoul.
    zone: Option<Zone>,
    /// When it ended, as EDTF. Left out for an event of one day.
    end: Option<Date>,
    /// Where: the id of an entity, or plain text.
    place: Option<Text>,
    /// Ids of topics that it belongs to.
    #[schemars(extend("uniqueItems" = true))]
    topics: Option<Vec<Slug>>,
    /// Ids of who and what took part.
    #[schemars(extend("uniqueItems" = true))]
    entities: Option<Vec<Slug>>,
    /// One or two sentences.
    summary: Option<Text>,
}

/// An event that the article speaks of: `event:` names one that is declared elsewhere, `id:` declares it here.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields, extend(
    "oneOf" = one_of("event", "id"),
    "allOf" = [with("zone", "time"), needs("derived_from", "original", &json!(false))]
))]
struct Mention {
    /// The id of an event that has a file, or that another article declares.
    event: Option<Slug>,
    /// An id for an event that is declared here.
    id: Option<Slug>,
    /// How the article stands to it: it reports that it happened (when left out), announces that it will, recalls it as
    /// background, or disputes it.
    stance: Option<Stance>,
    /// Its name.
    title: Option<Text>,
    /// When it happened, or began, as EDTF.
    date: Option<Date>,
    #[schemars(flatten)]
    what: Happening,
    /// Figures that the article gives.
    claims: Option<Vec<Claim>>,
    #[schemars(flatten)]
    account: Account,
}

/// Where an article comes from.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields, extend(
    "allOf" = [needs("derived_from", "original", &json!(false))]
))]
struct Source {
    /// The id of who published it. Left out when not identified: never guessed.
    publisher: Option<Slug>,
    /// The publisher's own headline.
    headline: Option<Text>,
    /// Names of its reporters.
    byline: Option<Vec<Text>>,
    /// Where it was published.
    url: Option<Address>,
    /// A copy kept by an archive.
    archive_url: Option<Address>,
    /// When you read it, as EDTF.
    accessed: Option<Date>,
    /// Language of the original as a BCP 47 tag.
    language: Option<Language>,
    /// Where and when the account was filed, as printed.
    dateline: Option<Text>,
    #[schemars(flatten)]
    account: Account,
}

/// Whose account something gives.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
struct Account {
    /// Whether the publisher's own reporting is an origin. When left out: yes, unless it is derived.
    original: Option<bool>,
    /// Whose account it passes on: a list of parents, each of which can have parents, or "unknown". Each leaf is an
    /// origin.
    derived_from: Option<Derivation>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(untagged)]
enum Derivation {
    Unknown(Unknown),
    From(Vec<Parent>),
}

/// One of those whose account is passed on: a publisher, or an article of this site.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields, extend("oneOf" = one_of("publisher", "article")))]
struct Parent {
    /// The id of a publisher.
    publisher: Option<Slug>,
    /// The id of an article, which has its own derivation in its file.
    article: Option<Slug>,
    /// How it is passed on: syndicates (as received), cites (with attribution), rewrites (in other words), translates.
    mode: Option<Mode>,
    /// Whose account this one passes on in turn.
    derived_from: Option<Derivation>,
}

/// A figure that an article gives of an event.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields)]
struct Claim {
    /// Which property: containers shipped.
    property: Text,
    /// Its value: a number or a text.
    value: Quantity,
    /// What the value counts or is measured in.
    unit: Option<Text>,
    /// The date for which the article gives it, as EDTF: a later one revises an earlier one.
    as_of: Option<Date>,
    /// The article's own words for it: they must occur in its text.
    quote: Option<Text>,
}

/// A figure that the site's authors give of an event.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields)]
struct OwnClaim {
    /// Which property: containers shipped.
    property: Text,
    /// Its value: a number or a text.
    value: Quantity,
    /// What the value counts or is measured in.
    unit: Option<Text>,
    /// The date for which it is given, as EDTF: a later one revises an earlier one.
    as_of: Option<Date>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(untagged)]
enum Resolved {
    One(Resolution),
    Several(Vec<Resolution>),
}

/// What is held true here where accounts differ.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields)]
struct Resolution {
    /// What they differ in: date, end, time, place, or the property of a claim.
    property: Text,
    /// The value that holds.
    value: Quantity,
    /// What the value of a claim counts or is measured in.
    unit: Option<Text>,
    /// Why, for readers.
    why: Text,
}

/// An office or function, with the time for which it is known.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
#[schemars(deny_unknown_fields)]
struct Role {
    /// Its name: Mayor of Port City.
    title: Text,
    /// From when, as EDTF; open when left out.
    from: Option<Date>,
    /// Until when, as EDTF; open when left out.
    to: Option<Date>,
}

/// Sets of words, one of which is written. What they mean is told where they are used: descriptions of single words
/// would make of an `enum`, of which every editor makes a list, a choice between schemas.
macro_rules! words {
    ($($name:ident { $($word:ident),* })*) => {
        $(
            #[derive(JsonSchema)]
            #[expect(dead_code, reason = "only its shape is used")]
            #[schemars(inline, rename_all = "snake_case")]
            enum $name { $($word),* }
        )*
    };
}

words! {
    Basis { Stated, Inferred }
    Rights { Own, Excerpt, Full }
    Status { Corrected, Retracted }
    Stance { Reports, Announces, Recalls, Disputes }
    Mode { Syndicates, Cites, Rewrites, Translates }
    EntityKind { Person, Organization, Place }
    PublisherKind { Newspaper, Wire, Broadcaster, Official, Aggregator }
    Unknown { Unknown }
}

/// A key that says nothing without another one.
fn with(key: &str, other: &str) -> serde_json::Value {
    json!({"if": {"required": [key], "properties": {key: {"not": {"type": "null"}}}}, "then": {"required": [other]}})
}

/// A key that is needed when another one has this value.
fn needs(key: &str, other: &str, value: &serde_json::Value) -> serde_json::Value {
    json!({"if": {"required": [other], "properties": {other: {"const": value}}}, "then": {"required": [key]}})
}

/// Two keys of which one is given, and not both.
fn one_of(first: &str, second: &str) -> serde_json::Value {
    let given = |key: &str| json!({"required": [key], "properties": {key: {"not": {"type": "null"}}}});
    json!([given(first), given(second)])
}
