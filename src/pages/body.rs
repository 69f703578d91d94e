//! Markdown becomes HTML, as far as the rights of a text allow.
//!
//! In: a body with its links resolved, and the page that shows it. Out: HTML whose links are relative to that page, with
//! stable heading anchors, names of entities linked, numbered notes and highlighted code. Raw HTML passes an allow-list
//! unless the site trusts it. The only fields of contexts that hold HTML come from here. Or: the same as words alone, for
//! those who search.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd, TextMergeStream, html};
use unicode_segmentation::UnicodeSegmentation;

use super::parts::View;
use super::{autolink, highlight, sanitise};
use crate::document::markdown;
use crate::model::{Body, Entity, Href, Id, Ref, Rights, Site, SiteUrl};
use crate::slug::Slug;
use crate::words::Words;

/// How the other anchors of a page begin: those of events and years in chronologies, of notes, and of a theme's own parts.
pub(crate) const RESERVED: [&str; 4] = ["event-", "year-", "note-", "part-"];

/// How much of a body is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// The first words.
    Words(usize),
}

/// How much of an article's body may be shown.
pub(super) fn extent(rights: &Rights, site: &Site) -> Extent {
    match rights {
        Rights::Own | Rights::Full(_) => Extent::Whole,
        Rights::Excerpt => Extent::Words(site.settings.excerpt_words),
    }
}

/// A body as HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct BodyHtml {
    pub(super) html: String,
    /// Whether something was left out.
    pub(super) is_cut: bool,
}

/// Renders a body for the page that is being made.
pub(super) fn html(body: &Body, extent: Extent, view: View<'_>) -> BodyHtml {
    let View { site, words, page, .. } = view;
    let (events, is_cut) = shown(body, extent, view);
    let events = match body.autolink {
        true => link_names(events, body, site, page),
        false => events,
    };
    let html = match has_raw_html(&events) && !site.settings.trusted_html {
        true => sanitise::html(&written(events.clone(), words)).unwrap_or_else(|| written(raw_as_text(events), words)),
        false => written(events, words),
    };
    BodyHtml { html, is_cut }
}

/// The words of a body as far as they are shown, each block on a line of its own: what a reader can look for.
pub(super) fn text(body: &Body, extent: Extent, view: View<'_>) -> String {
    let (events, _) = shown(body, extent, view);
    if !has_raw_html(&events) {
        return text_of(notes(events, view.words));
    }
    // What the markup of an author hides or breaks only HTML can tell.
    let text = sanitise::text(&written(events.clone(), view.words));
    text.unwrap_or_else(|| text_of(notes(raw_as_text(events), view.words)))
}

fn text_of(events: Vec<Event<'_>>) -> String {
    let mut out = String::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                out.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::End(end) if !is_within_a_line(end) => out.push('\n'),
            _ => {}
        }
    }
    out
}

/// Whether what ends stands within a line of text, as emphasis does.
fn is_within_a_line(end: TagEnd) -> bool {
    use TagEnd::{Emphasis, Image, Link, Strikethrough, Strong, Subscript, Superscript};
    matches!(end, Emphasis | Image | Link | Strikethrough | Strong | Subscript | Superscript)
}

/// The events of what is shown of a body, with its links leading on from the page; says whether any were left out.
fn shown<'v>(body: &Body, extent: Extent, view: View<'v>) -> (Vec<Event<'v>>, bool) {
    let View { site, files, page, .. } = view;
    let Some((file, span)) = &body.text else { return (Vec::new(), false) };
    let text = &files.text(*file)[span.start as usize..span.end as usize];
    let mut links = body.links.iter();
    // Links don't nest, so one that is left out ends with the next end of a link.
    let mut is_left_out = false;
    let events = markdown::events(text, site.settings.smart_punctuation).filter_map(|(event, _)| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let href = links.next();
            is_left_out = href == Some(&Href::Later);
            let dest_url = href.map_or(dest_url, |href| reference(href, site, page).into());
            (!is_left_out).then_some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Link) if is_left_out => {
            is_left_out = false;
            None
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let dest_url = links.next().map_or(dest_url, |href| reference(href, site, page).into());
            Some(Event::Start(Tag::Image { link_type, dest_url, title, id }))
        }
        event => Some(event),
    });
    match extent {
        Extent::Whole => (events.collect(), false),
        Extent::Words(limit) => cut(TextMergeStream::new(events), limit),
    }
}

fn has_raw_html(events: &[Event<'_>]) -> bool {
    events.iter().any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)))
}

fn written(events: Vec<Event<'_>>, words: &Words) -> String {
    let mut out = String::new();
    html::push_html(&mut out, blocks(notes(events, words), words).into_iter());
    out
}

/// The events with raw HTML as what readers read.
fn raw_as_text(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let as_text = |event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        event => event,
    };
    events.into_iter().map(as_text).collect()
}

/// Links the first mention of each entity, but of none that the author links anywhere in the text, shown or not, and not of
/// the one whose page it is.
fn link_names<'t>(events: Vec<Event<'t>>, body: &Body, site: &Site, page: &SiteUrl) -> Vec<Event<'t>> {
    let by_hand = body.links.iter().filter_map(|href| match href {
        Href::Internal(Ref::Entity(entity), _) => Some(*entity),
        _ => None,
    });
    let mut settled: BTreeSet<Id<Entity>> = by_hand.collect();
    autolink::link(events, &site.names, |entity| {
        let is_first = site.entities[entity].head.url != *page && settled.insert(entity);
        is_first.then(|| page.reference_to(&site.entities[entity].head.url))
    })
}

/// The reference that stands for a resolved link on a page.
pub(crate) fn reference(href: &Href, site: &Site, page: &SiteUrl) -> String {
    let with_anchor = |url: &SiteUrl, anchor: Option<&str>| {
        let reference = page.reference_to(url);
        anchor.map_or_else(|| reference.clone(), |anchor| format!("{reference}#{anchor}"))
    };
    match href {
        Href::Internal(target, anchor) => {
            let (url, own) = site.url(*target);
            with_anchor(url, anchor.as_deref().or(own.as_deref()))
        }
        Href::Url(url, anchor) => with_anchor(url, anchor.as_deref()),
        Href::Anchor(anchor) => format!("#{anchor}"),
        Href::External(address) => address.to_string(),
        Href::Later => String::new(),
    }
}

/// The events of the first words; says whether any were left out. Raw HTML is left out altogether, since what stands in it
/// can't be counted, and so are notes and the titles of links and pictures.
fn cut<'t>(events: impl Iterator<Item = Event<'t>>, limit: usize) -> (Vec<Event<'t>>, bool) {
    let mut kept = Vec::new();
    let mut open: Vec<TagEnd> = Vec::new();
    let mut left = limit;
    let mut is_cut = false;
    let mut in_note = false;
    for event in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => (in_note, is_cut) = (true, true),
            Event::End(TagEnd::FootnoteDefinition) => in_note = false,
            _ if in_note => {}
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => is_cut = true,
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                let words = text.unicode_words().count();
                if words <= left {
                    left -= words;
                    kept.push(Event::Text(text));
                    continue;
                }
                let end = text.unicode_word_indices().nth(left).map_or(0, |(start, _)| start);
                let first = text[..end].trim_end();
                kept.push(Event::Text(format!("{first}…").into()));
                kept.extend(open.into_iter().rev().map(Event::End));
                return (kept, true);
            }
            Event::Start(mut tag) => {
                if let Tag::Link { title, .. } | Tag::Image { title, .. } = &mut tag {
                    is_cut |= !title.is_empty();
                    *title = "".into();
                }
                open.push(tag.to_end());
                kept.push(Event::Start(tag));
            }
            Event::End(tag) => {
                open.pop();
                kept.push(Event::End(tag));
            }
            event => kept.push(event),
        }
    }
    (kept, is_cut)
}

/// Takes footnotes out of the text, numbers them by their first mention, and puts them at the end with a way back.
fn notes<'t>(events: Vec<Event<'t>>, words: &Words) -> Vec<Event<'t>> {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut mentions: BTreeMap<usize, usize> = BTreeMap::new();
    let mut text: Vec<Event<'t>> = Vec::with_capacity(events.len());
    let mut bodies: BTreeMap<String, Vec<Event<'t>>> = BTreeMap::new();
    // The note that is being read. Notes don't nest.
    let mut inside: Option<(String, Vec<Event<'t>>)> = None;
    for event in events {
        let event = match event {
            Event::FootnoteReference(label) => {
                let next = numbers.len() + 1;
                let number = *numbers.entry(label.to_string()).or_insert(next);
                let mention = mentions.entry(number).or_insert(0);
                *mention += 1;
                // Only the first mention is what the way back leads to.
                let id = if *mention == 1 { format!(" id=\"note-{number}-mention\"") } else { String::new() };
                Event::Html(format!("<sup class=\"note\"><a href=\"#note-{number}\"{id}>{number}</a></sup>").into())
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                inside = Some((label.to_string(), Vec::new()));
                continue;
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some((label, body)) = inside.take() {
                    bodies.entry(label).or_insert(body);
                }
                continue;
            }
            event => event,
        };
        match &mut inside {
            Some((_, body)) => body.push(event),
            None => text.push(event),
        }
    }
    let mut ordered: Vec<(usize, Vec<Event<'t>>)> =
        bodies.into_iter().filter_map(|(label, body)| Some((*numbers.get(&label)?, body))).collect();
    ordered.sort_by_key(|(number, _)| *number);
    if !ordered.is_empty() {
        text.push(Event::Html("<div class=\"notes\" role=\"doc-endnotes\"><ol>\n".into()));
        let label = highlight::escaped(&words.plain("back-to-text"));
        for (number, mut body) in ordered {
            let back = format!(" <a class=\"note-back\" href=\"#note-{number}-mention\" aria-label=\"{label}\">↩</a>");
            let at = body.iter().rposition(|event| *event == Event::End(TagEnd::Paragraph)).unwrap_or(body.len());
            body.insert(at, Event::Html(back.into()));
            text.push(Event::Html(format!("<li id=\"note-{number}\" value=\"{number}\">").into()));
            text.append(&mut body);
            text.push(Event::Html("</li>\n".into()));
        }
        text.push(Event::Html("</ol></div>\n".into()));
    }
    text
}

/// Gives headings their anchors, code its colours and tables a box to scroll in.
fn blocks<'t>(events: Vec<Event<'t>>, words: &Words) -> Vec<Event<'t>> {
    let mut out = Vec::with_capacity(events.len());
    let mut anchors: BTreeMap<String, usize> = BTreeMap::new();
    let mut alignments = Vec::new();
    let (mut cell, mut column) = ("td", 0);
    let mut events = events.into_iter();
    while let Some(event) = events.next() {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let inner: Vec<Event<'t>> =
                    events.by_ref().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_)))).collect();
                // The page's title is the only heading of the first level.
                let level = level.max(HeadingLevel::H2);
                let anchor = anchor(id.as_deref(), &inner, &mut anchors);
                let heading = Tag::Heading { level, id: Some(anchor.into()), classes: Vec::new(), attrs: Vec::new() };
                out.push(Event::Start(heading));
                out.extend(inner);
                out.push(Event::End(TagEnd::Heading(level)));
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let mut code = String::new();
                for event in events.by_ref() {
                    match event {
                        Event::Text(text) => code.push_str(&text),
                        Event::End(TagEnd::CodeBlock) => break,
                        _ => {}
                    }
                }
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => info.split([' ', ',']).next().unwrap_or_default(),
                    CodeBlockKind::Indented => "",
                };
                out.push(Event::Html(highlight::block(&code, language).into()));
            }
            Event::Start(Tag::BlockQuote(Some(kind))) => {
                out.push(Event::Start(Tag::BlockQuote(Some(kind))));
                let title = highlight::escaped(&words.alert(kind));
                out.push(Event::Html(format!("<p class=\"markdown-alert-title\">{title}</p>\n").into()));
            }
            Event::TaskListMarker(is_done) => {
                let (checked, name) = if is_done { (" checked=\"\"", "task-done") } else { ("", "task-open") };
                let name = highlight::escaped(&words.plain(name));
                let html = format!("<input type=\"checkbox\" disabled=\"\"{checked} aria-label=\"{name}\">\n");
                out.push(Event::Html(html.into()));
            }
            // What can scroll must be reached by the keyboard, and so has a name.
            Event::Start(Tag::Table(columns)) => {
                let label = highlight::escaped(&words.plain("table"));
                let html = format!("<div class=\"table-box\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">");
                out.push(Event::Html(html.into()));
                out.push(Event::Start(Tag::Table(Vec::new())));
                alignments = columns;
            }
            // The library aligns cells by inline styles, which the pages' Content-Security-Policy forbids.
            Event::Start(Tag::TableHead) => {
                (cell, column) = ("th", 0);
                out.push(Event::Start(Tag::TableHead));
            }
            Event::Start(Tag::TableRow) => {
                (cell, column) = ("td", 0);
                out.push(Event::Start(Tag::TableRow));
            }
            Event::Start(Tag::TableCell) => {
                let class = match alignments.get(column) {
                    Some(Alignment::Left) => " class=\"align-left\"",
                    Some(Alignment::Center) => " class=\"align-center\"",
                    Some(Alignment::Right) => " class=\"align-right\"",
                    Some(Alignment::None) | None => "",
                };
                column += 1;
                out.push(Event::Html(format!("<{cell}{class}>").into()));
            }
            Event::End(TagEnd::TableCell) => out.push(Event::Html(format!("</{cell}>").into())),
            Event::End(TagEnd::Table) => {
                out.push(Event::End(TagEnd::Table));
                out.push(Event::Html("</div>\n".into()));
            }
            event => out.push(event),
        }
    }
    out
}

/// The anchor of a heading: the one that its author gave, or its words. A second heading of the same words gets `-2`, so
/// anchors change only when a heading with the same words comes before.
fn anchor(given: Option<&str>, heading: &[Event<'_>], taken: &mut BTreeMap<String, usize>) -> String {
    let words = || {
        heading.iter().fold(String::new(), |mut words, event| {
            match event {
                Event::Text(text) | Event::Code(text) => words.push_str(text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
            words
        })
    };
    let base = given.and_then(|given| Slug::new(given).ok()).or_else(|| Slug::from_title(&words()));
    let base = base.map_or_else(|| "section".to_owned(), |slug| slug.as_str().to_owned());
    let is_reserved = RESERVED.iter().any(|prefix| base.starts_with(prefix));
    let base = if is_reserved { format!("section-{base}") } else { base };
    let count = taken.entry(base.clone()).or_insert(0);
    *count += 1;
    if *count == 1 {
        return base;
    }
    let numbered = format!("{base}-{count}");
    taken.entry(numbered.clone()).or_insert(1);
    numbered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str, extent: Extent) -> String {
        let words = Words::own();
        let events = markdown::events(text, false).map(|(event, _)| event);
        let events = match extent {
            Extent::Whole => events.collect(),
            Extent::Words(limit) => cut(TextMergeStream::new(events), limit).0,
        };
        let mut out = String::new();
        html::push_html(&mut out, blocks(notes(events, &words), &words).into_iter());
        out
    }

    #[test]
    fn anchors_of_headings_are_words_and_never_those_of_the_page() {
        let html = rendered(
            "# Dates\n\n## Dates\n\n## Year 2023\n\n## 조사\n\n## {#given .x onclick=y}\n\n## …",
            Extent::Whole,
        );
        let anchors: Vec<&str> = html.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(anchors, ["dates", "dates-2", "section-year-2023", "조사", "given", "section"]);
        assert!(!html.contains("<h1") && !html.contains("onclick"), "{html}");
    }

    #[test]
    fn notes_are_numbered_by_their_first_mention_and_lead_back() {
        let html = rendered("a[^x] b[^y] c[^x]\n\n[^y]: second\n\n[^x]: first\n\n[^z]: never", Extent::Whole);
        assert!(html.find("first").unwrap() < html.find("second").unwrap(), "{html}");
        assert_eq!(html.matches("id=\"note-1-mention\"").count(), 1, "{html}");
        assert_eq!(html.matches("href=\"#note-1\"").count(), 2, "{html}");
        assert!(!html.contains("never"), "{html}");
    }

    #[test]
    fn a_text_is_cut_after_its_words_and_closed() {
        let text = "One *two **three four** five* six.[^n]\n\n[^n]: note";
        assert_eq!(rendered(text, Extent::Words(3)), "<p>One <em>two <strong>three…</strong></em></p>\n");
        assert_eq!(rendered(text, Extent::Words(0)), "<p>…</p>\n");
        assert!(!rendered(text, Extent::Words(6)).contains("note"));
        assert_eq!(rendered("韓国と日本", Extent::Words(2)), "<p>韓国…</p>\n");
    }

    #[test]
    fn cells_are_aligned_without_inline_style() {
        let html = rendered("|a|b|\n|:-:|--:|\n|1|2|", Extent::Whole);
        assert!(html.contains("<th class=\"align-center\">a</th><th class=\"align-right\">b</th>"), "{html}");
        assert!(html.contains("<td class=\"align-center\">1</td>") && !html.contains("style"), "{html}");
    }
}
