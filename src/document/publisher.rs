//! A publisher: a newspaper, a wire agency, a broadcaster, an official body, an aggregator.

use super::Head;
use super::fields::{Faults, Fields, Spanned};
use crate::diagnostic::Code;
use crate::slug::Slug;

/// A file under `content/publishers/`.
#[derive(Clone, Debug)]
pub struct Publisher {
    /// What every content file has.
    pub head: Head,
    /// Its name in the site's language.
    pub name: String,
    /// What it is.
    pub kind: Option<PublisherKind>,
    /// Country as an ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// Its own site.
    pub url: Option<String>,
    /// Who owns it: the id of a publisher, or a name. Publishers of one owner count as one origin.
    pub owner: Option<Spanned<String>>,
    /// Its name in other languages, by BCP 47 tag.
    pub names: Vec<(String, String)>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Entities for which it speaks: where one of them takes part in an event, its account is a party's, not independent.
    pub party: Vec<Spanned<Slug>>,
}

/// What a publisher is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublisherKind {
    /// A paper, printed or not.
    Newspaper,
    /// An agency that others reprint.
    Wire,
    /// Radio or television.
    Broadcaster,
    /// A government, an authority, an international body.
    Official,
    /// Republishes the texts of others.
    Aggregator,
}

impl PublisherKind {
    /// Every kind, by the word that authors write.
    pub const WORDS: &'static [(&'static str, Self)] = KINDS;
}

const KINDS: &[(&str, PublisherKind)] = &[
    ("newspaper", PublisherKind::Newspaper),
    ("wire", PublisherKind::Wire),
    ("broadcaster", PublisherKind::Broadcaster),
    ("official", PublisherKind::Official),
    ("aggregator", PublisherKind::Aggregator),
];

pub(super) fn read(head: Head, mut fields: Fields, faults: &mut Faults) -> Option<Publisher> {
    let name = fields.required_text("name", faults);
    let kind = fields.choice("kind", KINDS, faults).map(|kind| kind.value);
    let country = fields.text("country", faults).and_then(|country| {
        let is_code = country.value.len() == 2 && country.value.chars().all(|c| c.is_ascii_uppercase());
        if !is_code {
            let capitals = country.value.to_ascii_uppercase();
            let fault =
                faults.add(Code::InvalidCountry, country.at, format!("{:?} is not a country code", country.value));
            fault.hints.push(match capitals.len() == 2 && capitals.chars().all(|c| c.is_ascii_uppercase()) {
                true => format!("did you mean {capitals:?}?"),
                false => "write two capitals of ISO 3166-1: KR, JP, US".to_owned(),
            });
        }
        is_code.then_some(country.value)
    });
    let url = fields.url("url", faults).map(|url| url.value);
    let owner = fields.text("owner", faults);
    let names = super::entity::names(&mut fields, faults);
    let names = names.into_iter().map(|(language, name)| (language, name.value)).collect();
    let summary = fields.text("summary", faults).map(|text| text.value);
    let party = fields.slugs("party", faults);
    fields.finish(faults);
    Some(Publisher { head, name: name?.value, kind, country, url, owner, names, summary, party })
}
