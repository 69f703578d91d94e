//! Markdown as this project reads it: which extensions are on, and where a body links to.
//!
//! In: the body of a content file. Out: pulldown-cmark events ([`events`]) for whoever writes HTML, and the [`Link`]s of
//! a body in the order of those events ([`links`]). Deliberately absent: HTML (see `pages::body`) and what a link resolves
//! to (see `model`).

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::Kind;
use super::emphasis;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::files::{FileId, Span};
use crate::slug::Slug;

/// Most links and images in one body.
pub const MAX_LINKS: usize = 10_000;

/// A link or an image of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub target: Target,
    /// The bytes of the file that it is written in.
    pub span: Range<u32>,
    /// Whether it is an image.
    pub is_image: bool,
}

/// Where an author's link leads, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Another file by its kind and id: `article:ID`, with an anchor perhaps.
    Document(Kind, Slug, Option<Box<str>>),
    /// A file or page by its path: relative to the linking file, or from the top of the site when it starts with `/`.
    Path(Box<str>, Option<Box<str>>),
    /// An anchor on the same page, without the `#`.
    Anchor(Box<str>),
    /// An address outside the site, with a scheme that opens nothing active.
    External(Box<str>),
    /// A link that was reported and is left out.
    Faulty,
}

/// The events of a body, with their byte ranges in `text`.
///
/// Smart punctuation is an option because it is wrong for some languages.
pub fn events(text: &str, smart_punctuation: bool) -> impl Iterator<Item = (Event<'_>, Span)> {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    options.set(Options::ENABLE_SMART_PUNCTUATION, smart_punctuation);
    emphasis::mend(text, Parser::new_ext(text, options).into_offset_iter())
}

/// The links of a body, in the order of [`events`].
pub(crate) fn links(file: FileId, text: &str, body: &Span, faults: &mut Vec<Diagnostic>) -> Vec<Link> {
    let mut links = Vec::new();
    // Every link and image of Markdown has one of these signs; a text without them needs no reading.
    if !text[body.clone()].bytes().any(|byte| matches!(byte, b'[' | b'<')) {
        return links;
    }
    // Smart punctuation changes text events alone, so the links are the same with and without it.
    for (event, range) in events(&text[body.clone()], false) {
        let (written, is_image) = match event {
            Event::Start(Tag::Link { dest_url, .. }) => (dest_url, false),
            Event::Start(Tag::Image { dest_url, .. }) => (dest_url, true),
            _ => continue,
        };
        let span = body.start + range.start..body.start + range.end;
        if links.len() == MAX_LINKS {
            let message = format!("more than {MAX_LINKS} links in one file");
            faults.push(Diagnostic::new(Code::TooManyLinks, Place::Bytes(file, span), message).hint("split the file"));
            break;
        }
        if is_image && is_remote(&written) {
            let message =
                format!("the picture {written:?} lies on another site, and the pages load nothing from others");
            faults.push(
                Diagnostic::new(Code::RemotePicture, Place::Bytes(file, span.clone()), message)
                    .hint("put a copy beside the file and write ![…](copy.png), or make it a link"),
            );
        }
        let target = target(&written, is_image).unwrap_or_else(|fault| {
            let mut diagnostic = Diagnostic::new(fault.code, Place::Bytes(file, span.clone()), fault.message);
            diagnostic.hints.push(fault.hint);
            faults.push(diagnostic);
            Target::Faulty
        });
        let byte = |n: usize| u32::try_from(n).expect("content files have at most four million bytes");
        links.push(Link { target, span: byte(span.start)..byte(span.end), is_image });
    }
    links
}

/// The byte ranges in `text` of the links and images of a body, in the order of [`links`].
pub(crate) fn link_spans(text: &str) -> Vec<Span> {
    let is_link = |event: &Event<'_>| matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. }));
    events(text, false).filter(|(event, _)| is_link(event)).map(|(_, span)| span).take(MAX_LINKS).collect()
}

struct TargetFault {
    code: Code,
    message: String,
    hint: String,
}

fn target(written: &str, is_image: bool) -> Result<Target, TargetFault> {
    // Browsers drop these characters before they look for a scheme, so `java\nscript:` must not slip through.
    let address: String = written.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let address = address.trim_matches(|c: char| c <= ' ');
    let fault = |code, message: String, hint: &str| Err(TargetFault { code, message, hint: hint.to_owned() });
    if address.is_empty() {
        return fault(
            Code::EmptyLink,
            "a link without an address".to_owned(),
            "write [text](article:ID), [text](file.md) or [text](https://…)",
        );
    }
    if let Some(anchor) = address.strip_prefix('#') {
        return Ok(Target::Anchor(anchor.into()));
    }
    if address.starts_with("//") || address.contains('\\') {
        return fault(
            Code::InvalidLink,
            format!("{written:?} is not an address that this site can link to"),
            "write it with https:// or with /",
        );
    }
    let scheme = address.split_once(':').filter(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    let Some((scheme, rest)) = scheme else {
        let (path, anchor) = split_anchor(address);
        let path = percent_encoding::percent_decode_str(path).decode_utf8();
        return match path {
            Ok(path) => Ok(Target::Path(path.as_ref().into(), anchor)),
            Err(_) => {
                let message = format!("{written:?} is not UTF-8 when its %-codes are read");
                fault(Code::InvalidLink, message, "write the file's name as it is")
            }
        };
    };
    if let Some(kind) = Kind::from_scheme(scheme) {
        let (id, anchor) = split_anchor(rest);
        return match Slug::new(id) {
            Ok(slug) => Ok(Target::Document(kind, slug, anchor)),
            Err(error) => fault(
                Code::InvalidId,
                error.message,
                &error
                    .suggestion
                    .map_or("an id looks like this: cho-tae-yul".to_owned(), |s| format!("did you mean \"{s}\"?")),
            ),
        };
    }
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" | "mailto" | "tel" => Ok(Target::External(address.into())),
        "data" if is_image && is_inert_picture(rest) => Ok(Target::External(address.into())),
        other => {
            let schemes = Kind::ALL.map(|kind| format!("{}:", kind.scheme()));
            let near = crate::diagnostic::nearest(&format!("{other}:"), schemes.iter().map(String::as_str));
            let hint = match near {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => "links may use http, https, mailto, tel, or the kind of a file: article:ID".to_owned(),
            };
            fault(Code::ForbiddenScheme, format!("links with the scheme \"{other}:\" are not published"), &hint)
        }
    }
}

fn is_remote(address: &str) -> bool {
    let scheme = address.trim_start().get(..5).unwrap_or_default().to_ascii_lowercase();
    scheme.starts_with("http") || address.trim_start().starts_with("//")
}

/// Pictures written into the address itself; SVG is left out because it can hold scripts.
fn is_inert_picture(rest: &str) -> bool {
    ["png", "jpeg", "gif", "webp", "avif"].iter().any(|format| {
        let rest = rest.to_ascii_lowercase();
        rest.strip_prefix("image/")
            .and_then(|rest| rest.strip_prefix(format))
            .is_some_and(|rest| rest.starts_with([';', ',']))
    })
}

fn split_anchor(address: &str) -> (&str, Option<Box<str>>) {
    match address.split_once('#') {
        Some((path, anchor)) => (path, (!anchor.is_empty()).then(|| anchor.into())),
        None => (address, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> String {
        match target(written, false) {
            Ok(target) => format!("{target:?}"),
            Err(fault) => format!("{} / {}", fault.message, fault.hint),
        }
    }

    #[test]
    fn addresses_are_told_apart() {
        let written = [
            "article:a-b#c",
            "topics:x",
            "../x/a%20b.md#d",
            "/about/",
            "#here",
            "https://example.org/?a=b#c",
            "mailto:a@example.org",
        ];
        let expected = [
            "Document(Article, Slug(\"a-b\"), Some(\"c\"))",
            "links with the scheme \"topics:\" are not published / did you mean \"topic:\"?",
            "Path(\"../x/a b.md\", Some(\"d\"))",
            "Path(\"/about/\", None)",
            "Anchor(\"here\")",
            "External(\"https://example.org/?a=b#c\")",
            "External(\"mailto:a@example.org\")",
        ];
        assert_eq!(written.map(read), expected);
    }

    #[test]
    fn active_addresses_are_refused() {
        for written in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "data:image/svg+xml,x",
            "file:///etc/passwd",
            "//example.org/x",
            "\\\\example.org\\x",
        ] {
            assert!(target(written, true).is_err(), "{written:?}");
        }
        assert!(target("data:image/png;base64,AA", true).is_ok());
        assert!(target("data:image/png;base64,AA", false).is_err());
    }
}
