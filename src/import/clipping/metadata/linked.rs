//! What a page says of its article in JSON-LD.
//!
//! In: the scripts that hold it. Out: the object that is the article, with what other objects that it refers to say. Deliberately
//! absent: contexts. Pages use the words of schema.org without prefixes, or with one that is cut off.

use std::cmp::Reverse;

use serde_json::{Map, Value};

use super::clean;

/// The objects of a page's JSON-LD.
pub(super) struct Linked {
    objects: Vec<Value>,
    /// Which of them is the article.
    article: Option<usize>,
}

impl Linked {
    pub(super) fn of<'t>(scripts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut objects = Vec::new();
        for script in scripts {
            // Line breaks inside of strings are common, and no JSON.
            let text: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim_end_matches(';');
            if let Ok(value) = serde_json::from_str(text) {
                gather(value, &mut objects);
            }
        }
        let ranked = objects.iter().enumerate().filter_map(|(n, object)| {
            let rank = kinds(object).into_iter().map(rank_of_kind).max()?;
            (rank > 0).then_some((rank, Reverse(n)))
        });
        let article = ranked.max().map(|(_, n)| n.0);
        Self { objects, article }
    }

    fn article(&self) -> Option<&Value> {
        self.article.map(|n| &self.objects[n])
    }

    /// A property of the article that is a text.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        text_of(self.article()?.get(key)?)
    }

    /// A property that any object tells, the first that can be read.
    pub(super) fn first<T>(&self, key: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.objects.iter().find_map(|object| read(&text_of(object.get(key)?)?))
    }

    /// Who published the article, or whose site it is.
    pub(super) fn publisher(&self) -> Option<String> {
        let told = self.article().and_then(|article| article.get("publisher"));
        let sites = || self.objects.iter().filter(|object| kinds(object).contains(&"WebSite"));
        told.and_then(|told| self.named(told).into_iter().next())
            .map(|named| named.name)
            .or_else(|| sites().find_map(|site| text_of(site.get("name")?)))
    }

    /// The people who wrote the article. Organisations are none.
    pub(super) fn authors(&self) -> Vec<String> {
        let told = self.article().and_then(|article| article.get("author").or_else(|| article.get("creator")));
        let named = told.map(|told| self.named(told)).unwrap_or_default();
        named.into_iter().filter(|named| !named.is_organisation).map(|named| named.name).collect()
    }

    /// Whether a name is that of organisations alone.
    pub(super) fn is_organisation(&self, name: &str) -> bool {
        let article = self.article().and_then(Value::as_object);
        let parties = ["publisher", "author"].into_iter().filter_map(|key| article?.get(key));
        let mut named =
            parties.chain(&self.objects).flat_map(|object| self.named(object)).filter(|named| named.name == name);
        named.next().is_some_and(|first| first.is_organisation && named.all(|named| named.is_organisation))
    }

    /// People or organisations: given as text, as objects, or as references to objects elsewhere.
    fn named(&self, value: &Value) -> Vec<Named> {
        match value {
            Value::String(name) => clean(name).map(|name| Named { name, is_organisation: false }).into_iter().collect(),
            Value::Array(values) => values.iter().flat_map(|value| self.named(value)).collect(),
            Value::Object(object) => {
                let object = self.with_name(object).unwrap_or(object);
                // Whoever writes for a site of their own is both.
                let kinds = kinds_of(object);
                let is_organisation =
                    kinds.iter().any(|kind| kind.ends_with("Organization")) && !kinds.contains(&"Person");
                let names = match object.get("name") {
                    Some(Value::Array(names)) => names.iter().filter_map(text_of).collect(),
                    Some(name) => text_of(name).into_iter().collect(),
                    None => Vec::new(),
                };
                names.into_iter().map(|name| Named { name, is_organisation }).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The object that an object without a name refers to.
    fn with_name(&self, object: &Map<String, Value>) -> Option<&Map<String, Value>> {
        let id = object.get("@id").filter(|_| !object.contains_key("name"))?;
        let objects = self.objects.iter().filter_map(Value::as_object);
        objects.into_iter().find(|other| other.get("@id") == Some(id) && other.contains_key("name"))
    }
}

struct Named {
    name: String,
    is_organisation: bool,
}

/// Takes a value apart into objects: lists, graphs and what is nested in the main entity.
fn gather(value: Value, objects: &mut Vec<Value>) {
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| gather(value, objects)),
        Value::Object(mut object) => {
            for key in ["@graph", "mainEntity", "hasPart", "itemReviewed"] {
                if let Some(inner) = object.remove(key) {
                    gather(inner, objects);
                }
            }
            objects.push(Value::Object(object));
        }
        _ => {}
    }
}

fn kinds(object: &Value) -> Vec<&str> {
    object.as_object().map(kinds_of).unwrap_or_default()
}

/// The words of an object's types.
fn kinds_of(object: &Map<String, Value>) -> Vec<&str> {
    let word = |kind: &'_ str| kind.rfind(['/', ':']).map_or(0, |at| at + 1);
    let told: Vec<&str> = match object.get("@type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    told.into_iter().map(|kind| &kind[word(kind)..]).collect()
}

/// How surely an object of this kind is the article.
fn rank_of_kind(kind: &str) -> u8 {
    match kind {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "AnalysisNewsArticle"
        | "OpinionNewsArticle"
        | "BackgroundNewsArticle" => 5,
        "Article"
        | "BlogPosting"
        | "LiveBlogPosting"
        | "TechArticle"
        | "ScholarlyArticle"
        | "Report"
        | "AdvertiserContentArticle" => 4,
        "SocialMediaPosting" | "DiscussionForumPosting" | "Review" | "CreativeWork" => 2,
        "WebPage" | "ItemPage" => 1,
        _ => 0,
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => clean(text),
        Value::Array(values) => values.iter().find_map(text_of),
        Value::Object(object) => object.get("@value").and_then(text_of),
        _ => None,
    }
}
