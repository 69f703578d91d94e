//! Where an article comes from: its publisher, and the chain or tree of those whose account it passes on.

use super::fields::{Faults, Fields, Spanned};
use super::node::{Node, Value};
use crate::date::Date;
use crate::diagnostic::{Code, nearest};
use crate::slug::Slug;

/// The `source:` of an article. The default, nothing known, is an unidentified publisher's own account.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Who published it; `None` when not identified.
    pub publisher: Option<Spanned<Slug>>,
    /// The publisher's own headline.
    pub headline: Option<String>,
    /// Names of its reporters.
    pub byline: Vec<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// A copy kept by an archive.
    pub archive_url: Option<String>,
    /// When the analyst read it.
    pub accessed: Option<Date>,
    /// Language of the original as a BCP 47 tag.
    pub language: Option<String>,
    /// Where and when the account was filed, as printed.
    pub dateline: Option<String>,
    /// Whose account it is.
    pub account: Account,
}

/// Whose account an article gives: said for the article as a whole, and for a single event where that comes from elsewhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    /// Whether the publisher's own reporting is an origin; `None` when not said.
    pub original: Option<bool>,
    /// Whose account it passes on; `None` when not said.
    pub derived_from: Option<Derivation>,
}

impl Account {
    /// Whether the publisher's own reporting is an origin: when it says so, or when nothing is said of a derivation.
    pub fn is_original(&self) -> bool {
        self.original.unwrap_or(self.derived_from.is_none())
    }
}

/// Whose account something passes on.
#[derive(Clone, Debug, PartialEq)]
pub enum Derivation {
    /// It is known to be derived, but not from whom.
    Unknown,
    /// It is derived from these.
    From(Vec<Parent>),
}

/// One of those whose account is passed on.
#[derive(Clone, Debug, PartialEq)]
pub struct Parent {
    /// Who or what.
    pub of: ParentOf,
    /// How.
    pub mode: Option<Mode>,
    /// Whose account this one passes on in turn; a parent without is a leaf, and so an origin.
    pub derived_from: Option<Derivation>,
}

/// Who or what an account is derived from.
#[derive(Clone, Debug, PartialEq)]
pub enum ParentOf {
    /// A publisher.
    Publisher(Spanned<Slug>),
    /// An article of this site, whose own origins count.
    Article(Spanned<Slug>),
}

/// How an account is passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Printed as received.
    Syndicates,
    /// Reported with attribution.
    Cites,
    /// Told in other words.
    Rewrites,
    /// Put into another language.
    Translates,
}

impl Mode {
    /// The word that authors write for it.
    pub fn word(self) -> &'static str {
        MODES.iter().find(|(_, mode)| *mode == self).map(|(word, _)| *word).expect("every mode has a word")
    }
}

const MODES: &[(&str, Mode)] = &[
    ("syndicates", Mode::Syndicates),
    ("cites", Mode::Cites),
    ("rewrites", Mode::Rewrites),
    ("translates", Mode::Translates),
];

pub(super) fn read(mut fields: Fields, faults: &mut Faults) -> Source {
    let source = Source {
        publisher: fields.slug("publisher", faults),
        headline: fields.text("headline", faults).map(|text| text.value),
        byline: fields.texts("byline", faults).into_iter().map(|name| name.value).collect(),
        url: fields.url("url", faults).map(|url| url.value),
        archive_url: fields.url("archive_url", faults).map(|url| url.value),
        accessed: fields.date("accessed", faults).map(|date| date.value),
        language: super::language(&mut fields, faults).map(|tag| tag.value),
        dateline: fields.text("dateline", faults).map(|text| text.value),
        account: account(&mut fields, faults),
    };
    fields.finish(faults);
    source
}

/// Reads `original` and `derived_from`.
pub(super) fn account(fields: &mut Fields, faults: &mut Faults) -> Account {
    let before = faults.diagnostics.len();
    let original = fields.bool("original", faults);
    let derived_from = derivation(fields, faults);
    if let Some(original) = original.as_ref().filter(|original| !original.value)
        && derived_from.is_none()
        && faults.diagnostics.len() == before
    {
        let message = "a source that is not original and is derived from nothing";
        let fault = faults.add(Code::SourceOfNothing, original.at, message);
        fault.hints.push("say whose account it passes on, or `derived_from: unknown`".to_owned());
    }
    Account { original: original.map(|original| original.value), derived_from }
}

fn derivation(fields: &mut Fields, faults: &mut Faults) -> Option<Derivation> {
    let node = fields.take("derived_from")?;
    match node.value {
        Value::Text(text) if text == "unknown" => Some(Derivation::Unknown),
        Value::List(items) if items.is_empty() => None,
        Value::List(items) => {
            Some(Derivation::From(items.into_iter().filter_map(|item| parent(item, faults)).collect()))
        }
        value => {
            let kind = super::fields::kind_of(&value);
            let message = format!("derived_from must be a list or \"unknown\", but here is {kind}");
            let is_unknown = matches!(&value, Value::Text(text) if nearest(text, ["unknown"]).is_some());
            faults.add(Code::WrongType, node.at, message).hints.push(match is_unknown {
                true => "did you mean \"unknown\"?".to_owned(),
                false => format!("write `derived_from: [{PARENT}]`"),
            });
            None
        }
    }
}

/// A parent as authors write it.
const PARENT: &str = "{publisher: ID, mode: cites}";

fn parent(node: Node, faults: &mut Faults) -> Option<Parent> {
    let before = faults.diagnostics.len();
    let mut fields = Fields::new("a parent in derived_from", PARENT, node, faults);
    let publisher = fields.slug("publisher", faults);
    let article = fields.slug("article", faults);
    let mode = fields.choice("mode", MODES, faults).map(|mode| mode.value);
    let derived_from = derivation(&mut fields, faults);
    let at = fields.at();
    fields.finish(faults);
    let of = match (publisher, article) {
        (Some(publisher), None) => Some(ParentOf::Publisher(publisher)),
        (None, Some(article)) => {
            if derived_from.is_some() {
                let message = "a parent that is an article has its derivation in its own file";
                let fault = faults.add(Code::DerivationElsewhere, at, message);
                fault.hints.push(format!("move this `derived_from` into the article \"{}\"", article.value));
            }
            Some(ParentOf::Article(article))
        }
        (Some(_), Some(article)) => {
            let message = "a parent is either a publisher or an article, not both";
            let fault = faults.add(Code::ParentIsBoth, article.at, message);
            fault.hints.push("keep one of the two keys: an article has its publisher in its own file".to_owned());
            None
        }
        (None, None) => {
            if faults.diagnostics.len() == before {
                let message = "a parent in derived_from needs a publisher or an article";
                let fault = faults.add(Code::ParentIsNeither, at, message);
                fault.hints.push(format!("write `{PARENT}` or `{{article: ID, mode: syndicates}}`"));
            }
            None
        }
    };
    Some(Parent { of: of?, mode, derived_from })
}
