//! Addresses inside the site.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What a path segment must not hold as it is; `/` stays, because whole paths are encoded.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\')
    .add(b'\'');

/// What a folder is answered with.
const INDEX: &str = "index.html";

/// An address below the site's base: empty for the home page, `topics/x/` for a page, `feed.xml` for a file. Neither
/// percent-encoded nor starting with `/`. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SiteUrl(Arc<str>);

impl SiteUrl {
    /// Takes an address that is well-formed already: segments without `.` and `..`, none empty but the last.
    pub(crate) fn new(path: impl Into<Arc<str>>) -> Self {
        let path = path.into();
        debug_assert!(!path.starts_with('/') && !path.contains("//"), "a site address is relative: {path:?}");
        Self(path)
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that answers for it: `topics/x/index.html`.
    pub fn output_path(&self) -> String {
        if self.0.is_empty() || self.0.ends_with('/') { format!("{}{INDEX}", self.0) } else { self.0.to_string() }
    }

    /// A relative reference that leads from the page at this address to `target`, percent-encoded. It names `index.html`, so
    /// that it works from disk as well.
    pub fn reference_to(&self, target: &Self) -> String {
        let (from, to) = (self.folder(), target.as_str());
        let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
        let shared = from.as_bytes()[..same].iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
        let up = from[shared..].bytes().filter(|byte| *byte == b'/').count();
        let name = if to.is_empty() || to.ends_with('/') { INDEX } else { "" };
        let mut reference = String::with_capacity("../".len() * up + to.len() - shared + name.len());
        reference.extend(std::iter::repeat_n("../", up));
        reference.extend(utf8_percent_encode(&to[shared..], ESCAPED));
        reference + name
    }

    /// A relative reference from this page to the top of the site: empty or `../../`.
    pub fn to_root(&self) -> String {
        "../".repeat(self.folder().matches('/').count())
    }

    /// The absolute address under a base that ends with `/`, percent-encoded.
    pub fn absolute(&self, base: &url::Url) -> String {
        format!("{base}{}", utf8_percent_encode(&self.0, ESCAPED))
    }

    fn folder(&self) -> &str {
        &self.0[..self.0.rfind('/').map_or(0, |n| n + 1)]
    }
}

impl Borrow<str> for SiteUrl {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SiteUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::SiteUrl;

    #[test]
    fn references_lead_from_page_to_page() {
        let reference = |from: &str, to: &str| SiteUrl::new(from).reference_to(&SiteUrl::new(to));
        assert_eq!(reference("", ""), "index.html");
        assert_eq!(reference("", "topics/x/"), "topics/x/index.html");
        assert_eq!(reference("topics/x/", ""), "../../index.html");
        assert_eq!(reference("topics/x/", "topics/y/"), "../y/index.html");
        assert_eq!(reference("topics/x/", "topics/x/feed.xml"), "feed.xml");
        assert_eq!(reference("topics/x/", "topics/xy/"), "../xy/index.html");
        assert_eq!(reference("404.html", "a b/ü#?.png"), "a%20b/%C3%BC%23%3F.png");
    }

    #[test]
    fn absolute_addresses_are_encoded() {
        let base = url::Url::parse("https://example.org/a/").expect("a good address");
        assert_eq!(SiteUrl::new("topics/한/").absolute(&base), "https://example.org/a/topics/%ED%95%9C/");
    }
}
