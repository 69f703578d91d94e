//! HTML in a cell or a post becomes Markdown, and any Markdown loses what would be a fault on the site.
//!
//! In: a text that may hold tags, or Markdown of another site. Out: Markdown whose links lead to the web, and whose pictures are files
//! of this site. Deliberately absent: whole pages (see `clipping`), and which pictures there are (see `pictures`).

use std::borrow::Cow;
use std::ops::Range;

use dom_query::Document;
use pulldown_cmark::{Event, Tag, TagEnd};
use url::Url;

use crate::document::markdown;
use crate::growth::{self, Of};

/// What is no text of a page.
const SKIPPED: [&str; 6] = ["script", "style", "iframe", "noscript", "template", "svg"];

/// A text, which may be HTML, as Markdown.
pub(super) fn markdown(text: &str) -> String {
    let html = if has_tags(text) { converted(text) } else { None };
    let markdown = html.unwrap_or_else(|| Document::fragment(paragraphs(text)).md(None).to_string());
    tidy(&markdown, &|target| on_web(target, None), &mut |_| None).0
}

/// HTML as Markdown that is not tidied yet; `None` when it is nested beyond measure.
pub(super) fn converted(html: &str) -> Option<String> {
    is_bounded(html).then(|| Document::fragment(html).md(Some(&SKIPPED)).to_string())
}

/// A text, which may be HTML, as plain text on one line.
pub(super) fn plain(text: &str) -> String {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !has_tags(text) || !is_bounded(text) {
        return words(text);
    }
    // A tag that breaks a line is a space between words.
    let spaced = text.replace("<br", " <br").replace("</p>", " </p>").replace("</div>", " </div>");
    let document = Document::fragment(spaced);
    document.select("script, style").remove();
    words(&document.text())
}

/// The addresses that the links of a text lead to, with their words.
pub(super) fn links(text: &str) -> Vec<(String, String)> {
    if !text.contains('<') || !is_bounded(text) {
        return Vec::new();
    }
    let document = Document::fragment(text);
    let links = document.select("a[href]");
    links.iter().filter_map(|link| Some((link.attr("href")?.trim().to_owned(), plain(&link.text())))).collect()
}

/// Whether HTML can be gone down into.
fn is_bounded(html: &str) -> bool {
    growth::is_bounded(html, Of::Body)
}

/// Whether a text means its tags or entities as HTML.
fn has_tags(text: &str) -> bool {
    let opens =
        |(at, _): (usize, &str)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    let is_entity = |(at, _): (usize, &str)| {
        let rest = &text[at + 1..];
        let name = rest.bytes().take(12).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
        name > 1 && rest[name..].starts_with(';')
    };
    text.match_indices('<').any(opens) || text.match_indices('&').any(is_entity)
}

/// Plain text as HTML: its paragraphs stand between empty lines.
fn paragraphs(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut out = String::new();
    for paragraph in escaped.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        out.push_str("<p>");
        out.push_str(paragraph.trim());
        out.push_str("</p>");
    }
    out
}

/// What was taken out of a Markdown text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Removed {
    /// Links that lead nowhere on this site: their words stay.
    pub(super) links: usize,
    /// Pictures: their descriptions stay.
    pub(super) pictures: usize,
}

impl Removed {
    /// What is said of it.
    pub(super) fn notes(self) -> impl Iterator<Item = String> {
        let links = match self.links {
            0 => None,
            1 => Some("1 link leads to no file of the site: its words stayed".to_owned()),
            count => Some(format!("{count} links lead to no file of the site: their words stayed")),
        };
        let pictures = match self.pictures {
            0 => None,
            1 => Some("1 picture was not taken: its description stayed".to_owned()),
            count => Some(format!("{count} pictures were not taken: their descriptions stayed")),
        };
        links.into_iter().chain(pictures)
    }
}

/// A link or picture that is written anew when it ends.
struct Open {
    what: What,
    /// What stands in it, as Markdown.
    inside: String,
}

/// What of a link or picture is written.
enum What {
    /// What stands in it alone.
    Inside,
    /// A link that leads there.
    Link(String),
    /// A picture at this address, with its title.
    Picture(String, String),
}

impl Open {
    fn markdown(self) -> String {
        let inside = self.inside;
        match self.what {
            What::Inside => inside,
            What::Link(target) => format!("[{inside}](<{target}>)"),
            What::Picture(target, title) => shown(&target, &inside, &title),
        }
    }
}

/// A picture, as Markdown.
pub(super) fn picture(target: &str, words: &str, title: &str) -> String {
    let target = target.replace(['<', '>', '\n', '\\'], "");
    shown(&target, &escaped(words), title)
}

fn shown(target: &str, inside: &str, title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ").replace('\\', "\\\\").replace('"', "\\\"");
    let title = if title.is_empty() { title } else { format!(" \"{title}\"") };
    format!("![{inside}](<{target}>{title})")
}

/// Markdown without what would be a fault here: links that lead nowhere keep their words alone, and so do pictures that aren't there.
/// `link` says where a link leads, and `picture` where a picture is.
pub(super) fn tidy(
    text: &str,
    link: &dyn Fn(&str) -> Option<String>,
    picture: &mut dyn FnMut(&str) -> Option<String>,
) -> (String, Removed) {
    let text = &*with_pictures(text);
    let mut removed = Removed::default();
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut links = 0;
    let mut open: Vec<Open> = Vec::new();
    for (event, range) in markdown::events(text, false) {
        let done = match event {
            Event::Start(Tag::Link { dest_url, .. }) if open.is_empty() => {
                links += 1;
                let target = link(&dest_url).filter(|_| links <= markdown::MAX_LINKS / 2);
                if target.as_deref() != Some(dest_url.as_ref()) {
                    removed.links += usize::from(target.is_none());
                    open.push(Open { what: target.map_or(What::Inside, What::Link), inside: String::new() });
                    edits.push((range, String::new()));
                }
                None
            }
            // In the words of a picture, or no link at all.
            Event::Start(Tag::Link { .. }) => {
                open.push(Open { what: What::Inside, inside: String::new() });
                None
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let target = picture(&dest_url);
                removed.pictures += usize::from(target.is_none());
                if open.is_empty() {
                    edits.push((range, String::new()));
                }
                let what = target.map_or(What::Inside, |target| What::Picture(target, title.to_string()));
                open.push(Open { what, inside: String::new() });
                None
            }
            Event::End(TagEnd::Link | TagEnd::Image) => open.pop().map(Open::markdown),
            Event::Text(words) | Event::Code(words) if !open.is_empty() => Some(escaped(&words)),
            Event::SoftBreak | Event::HardBreak if !open.is_empty() => Some(" ".to_owned()),
            _ => None,
        };
        match (done, open.last_mut()) {
            (Some(done), Some(open)) => open.inside.push_str(&done),
            (Some(done), None) => edits.last_mut().expect("what is open was put there").1 = done,
            (None, _) => {}
        }
    }
    (edited(text, edits), removed)
}

/// A text with some ranges written anew.
fn edited(text: &str, edits: Vec<(Range<usize>, String)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, edit) in edits {
        // What stands in another is written with it.
        if range.start < at {
            continue;
        }
        out.push_str(&text[at..range.start]);
        out.push_str(&edit);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Markdown whose raw HTML shows pictures as Markdown does: only so are they seen as pictures of the site.
fn with_pictures(text: &str) -> Cow<'_, str> {
    let shows = |html: &str| html.to_ascii_lowercase().contains("<img");
    if !shows(text) {
        return Cow::Borrowed(text);
    }
    let is_html = |event: &Event<'_>| matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_));
    let raw = markdown::events(text, false).filter(|(event, _)| is_html(event)).map(|(_, range)| range);
    let edits = raw.filter(|range| shows(&text[range.clone()])).filter_map(|range| {
        let html = &text[range.clone()];
        let end = if html.ends_with('\n') { "\n" } else { "" };
        Some((range, format!("{}{end}", converted(html)?.trim())))
    });
    Cow::Owned(edited(text, edits.collect()))
}

/// Where a link leads on the web, from the address of its text where that is known; `None` when it leads nowhere from here.
pub(super) fn on_web(target: &str, address: Option<&Url>) -> Option<String> {
    if target.starts_with('#') && target.len() > 1 {
        return Some(target.to_owned());
    }
    let parsed = match Url::parse(target) {
        Ok(url) => url,
        Err(_) if target.is_empty() => return None,
        Err(_) => address?.join(target).ok()?,
    };
    let is_open = matches!(parsed.scheme(), "http" | "https" | "mailto" | "tel");
    let is_plain = target.starts_with(parsed.scheme()) && !target.contains(|c: char| c == '\\' || c.is_control());
    is_open.then(|| if is_plain { target.to_owned() } else { parsed.to_string() })
}

/// Words of a link that Markdown shows as they are.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '|' | '&' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{Removed, links, markdown, on_web, plain, tidy};

    #[test]
    fn html_becomes_markdown() {
        assert_eq!(
            markdown("<p>The <b>harbour</b> opens.</p><p>At noon &amp; later</p>"),
            "The **harbour** opens.\n\nAt noon & later"
        );
        assert_eq!(markdown("a < b, *c*\n\nd"), "a \\< b, \\*c\\*\n\nd");
        assert_eq!(markdown("<script>alert(1)</script><a href='javascript:x'>y</a>"), "y");
        assert_eq!(plain("<h2>The <i>harbour</i><br>opens</h2>"), "The harbour opens");
        assert_eq!(plain("R&D, 3 < 4"), "R&D, 3 < 4");
    }

    #[test]
    fn deep_html_is_text() {
        let deep = "<div>".repeat(100_000);
        assert!(markdown(&deep).contains("<div>"));
        assert!(plain(&deep).contains("<div>"));
        assert!(links(&deep).is_empty());
        // What is just not too deep is gone down into.
        let most = (1..).find(|depth| !super::is_bounded(&"<div>".repeat(*depth))).expect("there is a bound") - 1;
        assert_eq!(markdown(&format!("{}text", "<div>".repeat(most))), "text");
        assert_eq!(plain(&format!("{}text", "<div>".repeat(most))), "text");
        let wide = "<p>One paragraph</p>".repeat(2000);
        assert_eq!(markdown(&wide).matches("One paragraph").count(), 2000);
        assert!(!markdown(&wide).contains('<'));
    }

    #[test]
    fn links_that_lead_nowhere_keep_their_words() {
        let text =
            "A [*new* pier](pier.html), [the port](https://example.org/a_b), ![a *map*](map.png) and [x](article:y).";
        let (tidied, removed) = tidy(text, &|target| on_web(target, None), &mut |_| None);
        assert_eq!(tidied, "A new pier, [the port](https://example.org/a_b), a map and x.");
        assert_eq!(removed, Removed { links: 2, pictures: 1 });
        let address: Url = "https://example.org/2031/post".parse().expect("an address");
        let markdown = "[a](/b) [c][d] [![e](f.png)](g)\n\n[d]: h.html";
        let (tidied, removed) = tidy(markdown, &|target| on_web(target, Some(&address)), &mut |_| None);
        assert_eq!(
            tidied,
            "[a](<https://example.org/b>) [c](<https://example.org/2031/h.html>) [e](<https://example.org/2031/g>)\n\n[d]: h.html"
        );
        assert_eq!(removed, Removed { links: 0, pictures: 1 });
    }

    #[test]
    fn pictures_are_those_that_there_are() {
        let of = |text: &str| {
            let (text, removed) = tidy(text, &|target| on_web(target, None), &mut |written| {
                written.strip_prefix("a/").map(|name| format!("/pictures/{name}"))
            });
            (text, removed.pictures)
        };
        let one = |text: &str| {
            let (text, missing) = of(text);
            assert_eq!(missing, 0, "{text}");
            text
        };
        assert_eq!(one("An ![old *map*](a/b c.png \"M\") here"), "An ![old *map*](a/b c.png \"M\") here");
        assert_eq!(
            one("An ![old *map*](a/b.png \"A \\\"M\\\"\") here"),
            "An ![old map](</pictures/b.png> \"A \\\"M\\\"\") here"
        );
        assert_eq!(one("[![x](a/b.png)](https://example.org/)"), "[![x](</pictures/b.png>)](https://example.org/)");
        assert_eq!(one("[![x](a/b.png) *y*](b.png)"), "![x](</pictures/b.png>) y");
        assert_eq!(one("Raw <IMG src=\"a/b.png\" alt=\"the map\"> here"), "Raw ![the map](</pictures/b.png>) here");
        assert_eq!(
            one("Text\n\n<figure><img src='a/b.png' alt='map'>\n<figcaption>Words</figcaption></figure>\n\nMore"),
            "Text\n\n![map](</pictures/b.png>) Words\n\nMore"
        );
        assert_eq!(of("![the map](b.png) and <img src=\"c.png\" alt=\"d\">"), ("the map and d".to_owned(), 2));
    }
}
