//! HTML in a cell or a post becomes Markdown, and any Markdown loses what would be a fault on the site.
//!
//! In: a text that may hold tags, or Markdown of another site. Out: Markdown whose links lead to the web and which loads no pictures.
//! Deliberately absent: whole pages (see `clipping`).

use std::ops::Range;

use dom_query::Document;
use pulldown_cmark::{Event, Tag, TagEnd};
use url::Url;

use crate::document::markdown;

/// Most tags of a text that is taken as HTML: the converter goes down into each.
const MAX_TAGS: usize = 500;

/// What is no text of a page.
const SKIPPED: [&str; 6] = ["script", "style", "iframe", "noscript", "template", "svg"];

/// A text, which may be HTML, as Markdown.
pub(super) fn markdown(text: &str) -> String {
    let html = if has_tags(text) { text.to_owned() } else { paragraphs(text) };
    if html.matches('<').count() > MAX_TAGS {
        return tidy(&Document::fragment(paragraphs(text)).md(None), None).0;
    }
    tidy(&Document::fragment(html).md(Some(&SKIPPED)), None).0
}

/// A text, which may be HTML, as plain text on one line.
pub(super) fn plain(text: &str) -> String {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !has_tags(text) || text.matches('<').count() > MAX_TAGS {
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
    if !text.contains('<') || text.matches('<').count() > MAX_TAGS {
        return Vec::new();
    }
    let document = Document::fragment(text);
    let links = document.select("a[href]");
    links.iter().filter_map(|link| Some((link.attr("href")?.trim().to_owned(), plain(&link.text())))).collect()
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

/// A link or picture that is written anew when it ends.
struct Open {
    /// Where it leads; `None` for one of which only the words stay.
    target: Option<String>,
    words: String,
    /// How many others are open in it.
    inner: usize,
}

/// Markdown without what would be a fault here: links to files that aren't there keep their words alone, and pictures their
/// descriptions. Relative addresses are resolved where the text's own address is known.
pub(super) fn tidy(text: &str, address: Option<&Url>) -> (String, Removed) {
    let mut removed = Removed::default();
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut links = 0;
    let mut open: Option<Open> = None;
    for (event, range) in markdown::events(text, false) {
        match (&event, &mut open) {
            (Event::Start(Tag::Link { .. } | Tag::Image { .. }), Some(open)) => open.inner += 1,
            (Event::Start(Tag::Link { dest_url, .. }), None) => {
                links += 1;
                let target = resolved(dest_url, address).filter(|_| links <= markdown::MAX_LINKS / 2);
                if target.as_deref() != Some(dest_url.as_ref()) {
                    removed.links += usize::from(target.is_none());
                    open = Some(Open { target, words: String::new(), inner: 0 });
                    edits.push((range, String::new()));
                }
            }
            (Event::Start(Tag::Image { .. }), None) => {
                removed.pictures += 1;
                open = Some(Open { target: None, words: String::new(), inner: 0 });
                edits.push((range, String::new()));
            }
            (Event::End(TagEnd::Link | TagEnd::Image), Some(inside)) => match inside.inner.checked_sub(1) {
                Some(inner) => inside.inner = inner,
                None => {
                    let words = escaped(&inside.words);
                    let (_, edit) = edits.last_mut().expect("what is open was put there");
                    *edit =
                        inside.target.as_ref().map_or_else(|| words.clone(), |target| format!("[{words}](<{target}>)"));
                    open = None;
                }
            },
            (Event::Text(words) | Event::Code(words), Some(open)) => open.words.push_str(words),
            (Event::SoftBreak | Event::HardBreak, Some(open)) => open.words.push(' '),
            _ => {}
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    edits.sort_by_key(|(range, _)| range.start);
    for (range, edit) in edits {
        if range.start < at {
            continue;
        }
        out.push_str(&text[at..range.start]);
        out.push_str(&edit);
        at = range.end;
    }
    out.push_str(&text[at..]);
    (out, removed)
}

/// Where a link leads on the web; `None` when it leads nowhere from here.
fn resolved(target: &str, address: Option<&Url>) -> Option<String> {
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
    use super::{Removed, links, markdown, plain, tidy};

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
        markdown(&"<b><ul><li>".repeat(super::MAX_TAGS / 3));
    }

    #[test]
    fn links_that_lead_nowhere_keep_their_words() {
        let text =
            "A [*new* pier](pier.html), [the port](https://example.org/a_b), ![a *map*](map.png) and [x](article:y).";
        let (tidied, removed) = tidy(text, None);
        assert_eq!(tidied, "A new pier, [the port](https://example.org/a_b), a map and x.");
        assert_eq!(removed, Removed { links: 2, pictures: 1 });
        let address = "https://example.org/2031/post".parse().expect("an address");
        let (tidied, removed) = tidy("[a](/b) [c][d] [![e](f.png)](g)\n\n[d]: h.html", Some(&address));
        assert_eq!(
            tidied,
            "[a](<https://example.org/b>) [c](<https://example.org/2031/h.html>) [e](<https://example.org/2031/g>)\n\n[d]: h.html"
        );
        assert_eq!(removed, Removed::default());
    }
}
