//! Figures that accounts give of an event, and what the site's authors have settled where accounts differ.
//!
//! A claim is a property with its value: how many containers, how long a satellite stays in orbit. When and where an event
//! took place are fields of the event itself (see [`super::event`]).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use chrono::NaiveTime;

use super::event::Place;
use super::fields::{self, Faults, Fields, Spanned};
use super::node::{Node, Value};
use crate::date::Date;
use crate::diagnostic::{At, Code};
use crate::slug::Slug;

/// What one account says of a property of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Which property: "containers shipped". The same property is one that reads the same, whatever the case.
    pub property: Spanned<String>,
    /// Its value.
    pub value: Spanned<Quantity>,
    /// What the value counts or is measured in.
    pub unit: Option<String>,
    /// The date for which the account gives it: of two values, the one as of a later date revises the other.
    pub as_of: Option<Spanned<Date>>,
    /// The account's own words for it: they must occur in the article's body or in its clipping.
    pub quote: Option<Spanned<String>>,
}

/// The value of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// A number in decimal digits, with `-` and `.` where it has them, and no leading or trailing zeros.
    Number(String),
    /// Anything else, as written.
    Text(String),
}

/// What the site's authors hold true where accounts differ: `resolved:` in an event's file.
#[derive(Clone, Debug)]
pub struct Resolution {
    /// Where the property is named.
    pub property: Spanned<String>,
    /// The value that holds.
    pub value: Spanned<Resolved>,
    /// Why, for readers.
    pub why: String,
}

/// A value that was settled.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolved {
    /// When the event happened, or began.
    Date(Date),
    /// At what time of its day, by the clocks there.
    Time(NaiveTime),
    /// When it ended.
    End(Date),
    /// Where.
    Place(Place),
    /// A claim's value, with its unit when that is given.
    Claim(Quantity, Option<String>),
}

/// As it is compared: a number without groups.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Number(written) | Self::Text(written)) = self;
        f.write_str(written)
    }
}

impl Quantity {
    /// Reads a value. Digits in groups of three (`10,000`) are a number.
    pub fn new(written: &str) -> Self {
        let written = written.trim();
        let plain = match written.split_once(',') {
            Some(_) if is_grouped(written) => written.replace(',', ""),
            _ => written.to_owned(),
        };
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !are_digits(whole) || !are_digits(fraction) {
            return Self::Text(written.to_owned());
        }
        let whole = Some(whole.trim_start_matches('0')).filter(|whole| !whole.is_empty()).unwrap_or("0");
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        let sign = if whole == "0" && fraction.is_empty() { "" } else { sign };
        Self::Number(format!("{sign}{whole}{point}{fraction}"))
    }

    /// Whether two values are the same; texts are whatever their case.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => folded(a) == folded(b),
            (Self::Number(_), Self::Text(_)) | (Self::Text(_), Self::Number(_)) => false,
        }
    }
}

/// Whether digits stand in groups of three between commas: `10,000` and `1,234,567.8`, and not `1,5`.
fn is_grouped(written: &str) -> bool {
    let whole = written.split('.').next().unwrap_or_default().trim_start_matches('-');
    let mut groups = whole.split(',');
    groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
}

/// A text as it is compared: white space and case don't count.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Fields of an event that are no claims.
const FIELDS: [&str; 6] = ["date", "end", "time", "place", "title", "summary"];

/// A claim as authors write it.
const CLAIM: &str = "{property: containers shipped, value: 1000}";

/// Whose claims are read: an event's own file has nothing to quote from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClaimsOf {
    Article,
    EventFile,
}

/// Reads `claims:`.
pub(super) fn claims(fields: &mut Fields, of: ClaimsOf, faults: &mut Faults) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    let mut seen: BTreeMap<_, At> = BTreeMap::new();
    for item in fields.list("claims", CLAIM, faults) {
        let Some(claim) = claim(item, of, faults) else { continue };
        let as_of = claim.as_of.as_ref().map(|date| date.value.as_str().to_owned());
        match seen.entry((folded(&claim.property.value), claim.unit.clone(), as_of)) {
            Entry::Occupied(first) => {
                let place = faults.place(*first.get());
                let message = format!("the property {:?} is claimed twice by one account", claim.property.value);
                let fault = faults.add(Code::ClaimedTwice, claim.property.at, message);
                fault.related.push((place, "first claimed here".to_owned()));
                fault.hints.push("keep one of the two, or tell them apart by `as_of:`".to_owned());
            }
            Entry::Vacant(place) => {
                place.insert(claim.property.at);
                claims.push(claim);
            }
        }
    }
    claims
}

fn claim(item: Node, of: ClaimsOf, faults: &mut Faults) -> Option<Claim> {
    let mut fields = Fields::new("a claim", CLAIM, item, faults);
    let property = fields.required("property", "containers shipped", faults).and_then(|property| {
        let field = FIELDS.into_iter().find(|field| folded(&property.value) == *field);
        if let Some(field) = field {
            let message = format!("{field:?} is a field of the event and no claim");
            let fault = faults.add(Code::ClaimOfField, property.at, message);
            fault.hints.push(format!("write `{field}:` beside `claims:`"));
        }
        field.is_none().then_some(property)
    });
    let value = quantity("value", &mut fields, faults);
    let unit = fields.text("unit", faults).map(|unit| unit.value);
    let as_of = fields.date("as_of", faults);
    let quote = fields.text("quote", faults);
    fields.finish(faults);
    if let (Some(quote), ClaimsOf::EventFile) = (&quote, of) {
        let message = "a quotation in an event's own file, which has no source to quote from";
        let fault = faults.add(Code::QuotationWithoutSource, quote.at, message);
        fault.hints.push("move the claim into the article that says so, under its entry for this event".to_owned());
        return None;
    }
    Some(Claim { property: property?, value: value?, unit, as_of, quote })
}

/// A value that must be there: a number or a text.
fn quantity(key: &'static str, fields: &mut Fields, faults: &mut Faults) -> Option<Spanned<Quantity>> {
    let node = fields.require(key, "1000", faults)?;
    let at = node.at;
    let value = match node.value {
        Value::Float(number) => Quantity::new(&number.to_string()),
        _ => Quantity::new(&fields::text(key, node, faults)?.value),
    };
    Some(Spanned { value, at })
}

/// A resolution as authors write it.
const RESOLUTION: &str = "{property: date, value: 2023-11-15, why: the official record says so}";

/// Reads `resolved:`: one resolution, or a list of them.
pub(super) fn resolutions(fields: &mut Fields, faults: &mut Faults) -> Vec<Resolution> {
    let Some(node) = fields.take("resolved") else { return Vec::new() };
    let items = match node.value {
        Value::List(items) => items,
        value => vec![Node { at: node.at, value }],
    };
    let mut resolutions: Vec<Resolution> = Vec::new();
    let mut seen: BTreeMap<String, At> = BTreeMap::new();
    for item in items {
        let Some(resolution) = resolution(item, faults) else { continue };
        let name = folded(&resolution.property.value);
        match seen.get(&name) {
            Some(first) => {
                let place = faults.place(*first);
                let fault =
                    faults.add(Code::ResolvedTwice, resolution.property.at, format!("{name:?} is resolved twice"));
                fault.related.push((place, "first resolved here".to_owned()));
                fault.hints.push("keep one of the two".to_owned());
            }
            None => {
                seen.insert(name, resolution.property.at);
                resolutions.push(resolution);
            }
        }
    }
    resolutions
}

fn resolution(item: Node, faults: &mut Faults) -> Option<Resolution> {
    let mut fields = Fields::new("a resolution", RESOLUTION, item, faults);
    let property = fields.required("property", "date", faults);
    let name = property.as_ref().map(|property| folded(&property.value));
    let value = match name.as_deref() {
        Some("date") => fields.required_date("value", faults).map(|date| date.map(Resolved::Date)),
        Some("time") => fields
            .require("value", "14:30", faults)
            .and_then(|node| super::time::clock("value", node, faults))
            .map(|time| time.map(Resolved::Time)),
        Some("end") => fields.required_date("value", faults).map(|date| date.map(Resolved::End)),
        Some("place") => fields
            .required("value", "ID", faults)
            .map(|text| text.map(|text| Slug::new(&text).map_or_else(|_| Place::Text(text), Place::IdOrText)))
            .map(|place| place.map(Resolved::Place)),
        _ => {
            let value = quantity("value", &mut fields, faults);
            let unit = fields.text("unit", faults).map(|unit| unit.value);
            value.map(|value| value.map(|value| Resolved::Claim(value, unit)))
        }
    };
    let why = fields.required("why", "…", faults);
    fields.finish(faults);
    Some(Resolution { property: property?, value: value?, why: why?.value })
}

#[cfg(test)]
mod tests {
    use super::Quantity;

    #[test]
    fn numbers_are_told_from_texts() {
        let number = |written: &str| match Quantity::new(written) {
            Quantity::Number(number) => Some(number),
            Quantity::Text(_) => None,
        };
        let numbers =
            [("10,000", "10000"), ("1,234,567.80", "1234567.8"), ("007", "7"), ("-0.0", "0"), ("-1.50", "-1.5")];
        for (written, read) in numbers {
            assert_eq!(number(written).as_deref(), Some(read), "{written}");
        }
        for text in ["1,5", "10,00", "about 10", "10 to 12", "1.", ".5", "-", "1e3", "12,3456", "½"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn texts_are_the_same_in_any_case() {
        assert!(Quantity::new("Two  shells").is_same(&Quantity::new("two shells")));
        assert!(Quantity::new("1,000").is_same(&Quantity::new("1000.0")));
        assert!(!Quantity::new("two").is_same(&Quantity::new("2")));
    }
}
