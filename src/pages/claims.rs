//! What accounts claim of an event, in one line each, and in what they differ.

use super::context::Claim;
use super::parts::View;
use crate::model::{self, Claimed, Event};

impl View<'_> {
    /// A claim by the value that is shown where there is room for one; `None` when none counts.
    pub(super) fn standing_line(&self, claim: &model::Claim) -> Option<Claim> {
        let first = claim.values.first().filter(|value| value.stands || claim.resolved.is_some())?;
        Some(self.claim_line(&claim.property, first))
    }

    /// A value of a claim.
    pub(super) fn claim_line(&self, property: &str, value: &Claimed) -> Claim {
        Claim {
            property: property.to_owned(),
            value: self.words.quantity(&value.quantity, value.unit.as_deref()),
            remark: self.claim_remark(value),
            quote: None,
            quote_lang: None,
        }
    }

    /// When a value of a claim holds.
    pub(super) fn claim_remark(&self, value: &Claimed) -> Option<String> {
        let date = value.as_of.as_ref().map(|date| date.words(self.site.settings.date_language));
        self.words.as_of(date.as_deref(), value.is_revision)
    }

    /// What the accounts of an event differ in, and nobody has settled.
    pub(super) fn differences(&self, event: &Event) -> Vec<String> {
        let fields = [
            ("date", event.date.is_disputed()),
            ("time", event.time.as_ref().is_some_and(model::Field::is_disputed)),
            ("end", event.end.as_ref().is_some_and(model::Field::is_disputed)),
            ("place", event.place.as_ref().is_some_and(model::Field::is_disputed)),
        ];
        let fields = fields.into_iter().filter(|(_, is_disputed)| *is_disputed).map(|(name, _)| self.words.field(name));
        let claims = event.claims.iter().filter(|claim| claim.is_disputed()).map(|claim| claim.property.clone());
        fields.chain(claims).collect()
    }
}
