//! Pictures that nobody who can't see them is told of.
//!
//! `![](x.png)` and `<img src="x.png">` leave open whether there is nothing to say or nobody has said it. `<img alt="">`
//! is a statement: the picture only decorates.

use std::collections::BTreeMap;

use html5ever::tokenizer::{BufferQueue, Tag};
use pulldown_cmark::{Event, Tag as Markdown, TagEnd};

use super::Looked;
use super::page::{attribute, decoded, tokenizer};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::markdown;
use crate::files::{Files, Span};
use crate::model::{Head, Site, SiteUrl};
use crate::pages;

/// What readers who can't see a picture need.
const WHY: &str = "for readers who can't see it";

/// A picture without a description.
pub(super) struct Picture<'a> {
    place: Place,
    /// The page that shows its text.
    pub(super) page: &'a SiteUrl,
    /// Its address as it is written.
    written: String,
    /// Its address as it stands on the page, %-codes read.
    shown: String,
    syntax: Syntax,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Markdown,
    Html,
}

/// The pictures of a text without a description.
pub(super) fn pictures<'a>(head: &'a Head, site: &Site, files: &Files) -> Vec<Picture<'a>> {
    let Some((file, span)) = &head.body.text else { return Vec::new() };
    let (start, end) = (span.start as usize, span.end as usize);
    let text = &files.text(*file)[start..end];
    let place = |at: Span| Place::Bytes(*file, start + at.start..start + at.end);
    let page = &head.url;
    let mut found = Vec::new();
    if text.contains("![") {
        let hrefs = head.body.links.iter().map(|href| decoded(&pages::reference(href, site, page)));
        let undescribed = undescribed(text, hrefs).into_iter();
        found.extend(undescribed.map(|(at, written, shown)| Picture {
            place: place(at),
            page,
            written,
            shown,
            syntax: Syntax::Markdown,
        }));
    }
    if images(text).next().is_some() {
        let bare = raw_html(text).into_iter().flat_map(|html| bare(text, html));
        found.extend(bare.map(|(at, written)| {
            let shown = decoded(&written);
            Picture { place: place(at), page, written, shown, syntax: Syntax::Html }
        }));
    }
    found
}

/// What is wrong with a picture, going by the page that was looked at: nothing when it isn't shown.
pub(super) fn advice(picture: Picture<'_>, looked: &BTreeMap<SiteUrl, Looked>) -> Option<Diagnostic> {
    let page = looked.get(picture.page)?;
    let (shown, hint) = match picture.syntax {
        Syntax::Markdown => {
            let decoration = format!("`<img src={:?} alt=\"\">`", picture.shown);
            (&page.empty, format!("say in the brackets what it shows, {WHY}; {decoration} says that it only decorates"))
        }
        Syntax::Html => {
            (&page.bare, format!("say in `alt=\"…\"` what it shows, {WHY}; `alt=\"\"` says that it only decorates"))
        }
    };
    let message = format!("the picture {:?} has no description", picture.written);
    shown
        .contains(&picture.shown)
        .then(|| Diagnostic::new(Code::PictureWithoutDescription, picture.place, message).hint(hint))
}

/// The pictures of Markdown between whose brackets nothing stands: where, and their addresses as written and as shown, which are
/// among those of all links.
fn undescribed(text: &str, mut shown: impl Iterator<Item = String>) -> Vec<(Span, String, String)> {
    let mut found = Vec::new();
    // The picture that is being read, and whether it has been described. Pictures in descriptions are text.
    let mut open = None;
    for (event, at) in markdown::events(text, false) {
        match event {
            Event::Start(Markdown::Link { .. }) => drop(shown.next()),
            Event::Start(Markdown::Image { dest_url, .. }) => {
                let shown = shown.next();
                open = open.or_else(|| Some((at, dest_url.into_string(), shown?, false)));
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some((.., is_described)) = &mut open {
                    *is_described |= !words.trim().is_empty();
                }
            }
            Event::End(TagEnd::Image) => {
                if let Some((at, written, shown, false)) = open.take() {
                    found.push((at, written, shown));
                }
            }
            _ => {}
        }
    }
    found
}

/// The raw HTML of a text. What follows without a gap is taken together: one tag may stand on several lines.
fn raw_html(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (_, at) in
        markdown::events(text, false).filter(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_)))
    {
        match spans.last_mut() {
            Some(last) if last.end == at.start => last.end = at.end,
            _ => spans.push(at),
        }
    }
    spans
}

/// The tags of pictures in raw HTML that have no `alt`, and the addresses of these.
fn bare(text: &str, html: Span) -> Vec<(Span, String)> {
    let take = |found: &mut Vec<String>, tag: &Tag| {
        if &*tag.name == "img" && attribute(tag, "alt").is_none() {
            found.extend(attribute(tag, "src").map(str::to_owned));
        }
    };
    let tokenizer = tokenizer(Vec::new(), take);
    let mut bare = Vec::new();
    let mut end = html.start;
    for piece in text[html].split_inclusive('>') {
        let input = BufferQueue::default();
        input.push_back(piece.into());
        let _ = tokenizer.feed(&input);
        end += piece.len();
        // The tag that ends here began where the last one did.
        for src in tokenizer.sink.state.borrow_mut().drain(..) {
            let start = images(&text[..end]).next_back().unwrap_or(end - piece.len());
            bare.push((start..end, src));
        }
    }
    bare
}

/// Where something begins that looks like the tag of a picture.
fn images(text: &str) -> impl DoubleEndedIterator<Item = usize> {
    let is_image = |at: &usize| text.as_bytes().get(*at..at + 4).is_some_and(|tag| tag.eq_ignore_ascii_case(b"<img"));
    text.match_indices('<').map(|(at, _)| at).filter(move |at| is_image(at))
}
