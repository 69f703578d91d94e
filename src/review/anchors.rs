//! Links to anchors that their pages don't have.
//!
//! Anchors come from headings, from raw HTML, and from the theme's templates (entries of chronologies, parts of pages): only
//! the rendered page has them all.

use std::collections::BTreeMap;

use super::Looked;
use super::page::decoded;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::document::LinkPlaces;
use crate::model::{Body, Head, Href, Ref, Site, SiteUrl};
use crate::pages;

/// Most anchors of a page that one is compared with to find what was meant.
const MOST_COMPARED: usize = 500;
/// Most headings that are told.
const MOST_TOLD: usize = 6;

/// A link of a body to an anchor of a page.
pub(super) struct Anchored<'a> {
    /// The text that holds it, and its position among the links there.
    body: &'a Body,
    nth: usize,
    /// The page that shows the text.
    pub(super) from: &'a SiteUrl,
    /// The page that it leads to.
    pub(super) to: &'a SiteUrl,
    /// As it stands on the page.
    reference: String,
    anchor: &'a str,
}

/// The links of a text to anchors.
pub(super) fn anchored<'a>(head: &'a Head, site: &'a Site) -> impl Iterator<Item = Anchored<'a>> {
    let of_link = |(nth, href): (usize, &'a Href)| {
        let (to, anchor) = match href {
            // What an anchor in a file means is for the file's format to say.
            Href::Internal(target, Some(anchor)) if !matches!(target, Ref::Attachment(_)) => {
                (site.url(*target).0, anchor)
            }
            Href::Url(url, Some(anchor)) => (url, anchor),
            Href::Anchor(anchor) => (&head.url, anchor),
            Href::Internal(..) | Href::Url(_, None) | Href::External(_) | Href::Later => return None,
        };
        let reference = decoded(&pages::reference(href, site, &head.url));
        Some(Anchored { body: &head.body, nth, from: &head.url, to, reference, anchor })
    };
    head.body.links.iter().enumerate().filter_map(of_link)
}

/// What is wrong with a link, going by the pages that were looked at: nothing when its text isn't shown.
pub(super) fn advice(
    link: &Anchored<'_>,
    looked: &BTreeMap<SiteUrl, Looked>,
    places: &mut LinkPlaces<'_>,
) -> Option<Diagnostic> {
    let (file, span) = link.body.text.as_ref()?;
    let is_shown = looked.get(link.from)?.links.contains(&link.reference);
    let page = looked.get(link.to)?;
    if !is_shown || has(page, link.anchor) {
        return None;
    }
    let message = format!("dead link: there is no \"#{}\" on /{}", link.anchor, link.to);
    let all = page.anchors.iter().take(MOST_COMPARED).map(String::as_str);
    let hint = match nearest(&decoded(link.anchor), all) {
        Some(near) => format!("did you mean \"#{near}\"?"),
        None => match headings(page).as_slice() {
            [] => "the page opens at its top: take the anchor away".to_owned(),
            headings => {
                let told: Vec<String> = headings.iter().take(MOST_TOLD).map(|heading| format!("#{heading}")).collect();
                let others = if headings.len() > MOST_TOLD { ", …" } else { "" };
                format!("the page opens at its top; it has the headings {}{others}", told.join(", "))
            }
        },
    };
    Some(Diagnostic::new(Code::DeadAnchor, places.place(*file, span, link.nth), message).hint(hint))
}

/// The anchors of the headings that an author gave a page, not those of the theme's parts.
fn headings(page: &Looked) -> Vec<&str> {
    let is_of_theme = |heading: &&str| pages::RESERVED.iter().any(|prefix| heading.starts_with(prefix));
    page.headings.iter().map(String::as_str).filter(|heading| !is_of_theme(heading)).collect()
}

/// Whether a browser finds an anchor on a page, by the rules of HTML: as it is written, or else with its %-codes read; the top
/// is always there, and what begins with `:~:` is for the browser alone.
fn has(page: &Looked, anchor: &str) -> bool {
    let anchor = anchor.split(":~:").next().unwrap_or_default();
    let is_top = anchor.is_empty() || anchor.eq_ignore_ascii_case("top");
    is_top || page.anchors.contains(anchor) || page.anchors.contains(&decoded(anchor))
}
