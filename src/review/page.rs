//! A rendered page, as far as a review looks at it.
//!
//! In: HTML as a theme made it. Out: the anchors that it has, the links to anchors, and the pictures without a description.
//! Read by the tokenizer of HTML's standard and not into a tree: what an element stands in makes no difference here.

use std::cell::RefCell;
use std::collections::BTreeSet;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer};
use percent_encoding::percent_decode_str;

/// What a rendered page holds.
#[derive(Debug, Default)]
pub struct Looked {
    /// Its anchors.
    pub(super) anchors: BTreeSet<String>,
    /// Those of headings, in the order in which they stand.
    pub(super) headings: Vec<String>,
    /// Where its links with a `#` lead, %-codes read.
    pub(super) links: BTreeSet<String>,
    /// Addresses of pictures whose description is left empty, %-codes read.
    pub(super) empty: BTreeSet<String>,
    /// Addresses of pictures that have no place for a description, %-codes read.
    pub(super) bare: BTreeSet<String>,
}

impl Looked {
    /// Looks at a page.
    pub fn at(html: &[u8]) -> Self {
        tags(&String::from_utf8_lossy(html), Self::default(), Self::take)
    }

    fn take(&mut self, tag: &Tag) {
        let value = |name: &str| attribute(tag, name);
        let name: &str = &tag.name;
        // A name is what anchors were before every element could have an id; browsers still follow it.
        let anchors = value("id").into_iter().chain(value("name").filter(|_| name == "a"));
        for anchor in anchors {
            if matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
                self.headings.push(anchor.to_owned());
            }
            self.anchors.insert(anchor.to_owned());
        }
        match name {
            "a" => self.links.extend(value("href").filter(|href| href.contains('#')).map(decoded)),
            "img" => {
                let pictures = match value("alt") {
                    None => &mut self.bare,
                    Some(alt) if alt.trim().is_empty() => &mut self.empty,
                    Some(_) => return,
                };
                pictures.extend(value("src").map(decoded));
            }
            _ => {}
        }
    }
}

/// An address with its %-codes read, so that two spellings of one are the same.
pub(super) fn decoded(address: &str) -> String {
    percent_decode_str(address).decode_utf8_lossy().into_owned()
}

/// An attribute of a tag.
pub(super) fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// Takes the start tags of a text one after the other into `state`.
pub(super) fn tags<S>(html: &str, state: S, take: impl Fn(&mut S, &Tag)) -> S {
    let tokenizer = tokenizer(state, take);
    let input = BufferQueue::default();
    input.push_back(html.into());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.state.into_inner()
}

/// A tokenizer that can be fed piece by piece.
pub(super) fn tokenizer<S, T: Fn(&mut S, &Tag)>(state: S, take: T) -> Tokenizer<Sink<S, T>> {
    Tokenizer::new(Sink { state: RefCell::new(state), take }, html5ever::tokenizer::TokenizerOpts::default())
}

/// Takes start tags.
pub(super) struct Sink<S, T> {
    pub(super) state: RefCell<S>,
    take: T,
}

impl<S, T: Fn(&mut S, &Tag)> TokenSink for Sink<S, T> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let TagToken(tag) = token else { return TokenSinkResult::Continue };
        if tag.kind != StartTag {
            return TokenSinkResult::Continue;
        }
        (self.take)(&mut self.state.borrow_mut(), &tag);
        // What stands in these is text, whatever it looks like.
        match &*tag.name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "noframes" | "xmp" | "iframe" | "noembed" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_links_and_pictures_are_those_of_elements() {
        let html = "<h2 id=a&amp;b>x</h2><p ID='p'><a name=n href='x%20y#z'>l</a><a href=q>m</a>\
                    <script>\"<i id=no>\"</script><!-- <i id=no> --><textarea><i id=no></textarea><title><i id=no></title>\
                    <img src=1><img src=2 alt><img src=3 alt=' '><img src=4 alt=d><img src=5 id=i alt=\"\">";
        let looked = Looked::at(html.as_bytes());
        let is = |set: BTreeSet<String>, expected: &[&str]| assert!(set.iter().eq(expected), "{set:?}");
        is(looked.anchors, &["a&b", "i", "n", "p"]);
        assert_eq!(looked.headings, ["a&b"]);
        is(looked.links, &["x y#z"]);
        is(looked.bare, &["1"]);
        is(looked.empty, &["2", "3", "5"]);
    }
}
