//! Raw HTML in Markdown, made inert.
//!
//! The allow-list is ammonia's (text, lists, tables, pictures, links to inert schemes; no scripts, styles, frames, forms or
//! event handlers) with what this program's own HTML needs. Class names outside that are dropped, so that a text can't pass
//! itself off as part of the page.

use std::borrow::Cow;
use std::sync::LazyLock;

use ammonia::Builder;

use crate::growth::{self, Of};

/// Class names that bodies may have: exactly, or from a prefix that ends with `-`.
const CLASSES: [&str; 8] = ["align-", "hl-", "language-", "markdown-alert-", "note", "note-back", "notes", "table-box"];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_tags(["input"])
        .add_tag_attributes("input", ["type", "checked", "disabled", "aria-label"])
        .add_tag_attributes("div", ["role", "aria-label", "tabindex"])
        .add_tag_attributes("pre", ["tabindex"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("a", ["aria-label"])
        .add_generic_attributes(["id", "class"])
        .url_schemes(["http", "https", "mailto", "tel", "data"].into())
        .link_rel(None)
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            (_, "class") => classes(value),
            (_, "role") => matches!(value, "region" | "doc-endnotes").then_some(value.into()),
            (_, "tabindex") => (value == "0").then_some(value.into()),
            // Only the check boxes of task lists: anything else that can be typed into or pressed is a form.
            ("input", "type") => (value == "checkbox").then_some(value.into()),
            (_, "href" | "cite" | "src") if is_data(value) => {
                (element == "img" && is_inert_picture(value)).then_some(value.into())
            }
            _ => Some(value.into()),
        });
    builder
});

/// The same HTML without anything active; nothing when reading it would take more than its size lets expect.
pub(super) fn html(html: &str) -> Option<String> {
    growth::is_bounded(html, Of::Body).then(|| SANITISER.clean(html).to_string())
}

/// Lets nothing but text through, and of what isn't shown not even that.
static TEXT: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder.clean_content_tags(["script", "style", "template", "noscript", "title"].into());
    builder
});

/// The text of HTML; nothing when reading it would take more than its size lets expect. Cells and lines of what was one
/// block stay apart.
pub(super) fn text(html: &str) -> Option<String> {
    if !growth::is_bounded(html, Of::Body) {
        return None;
    }
    let parted =
        ["</td", "</th", "<br"].into_iter().fold(html.to_owned(), |html, tag| html.replace(tag, &format!(" {tag}")));
    let escaped = TEXT.clean(&parted).to_string();
    // The serialiser's own escapes, in the order that undoes them (HTML, 13.3).
    let signs = [("&nbsp;", "\u{a0}"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    Some(signs.into_iter().fold(escaped, |text, (code, sign)| text.replace(code, sign)))
}

fn classes(value: &str) -> Option<Cow<'_, str>> {
    let is_ours =
        |class: &&str| CLASSES.iter().any(|ours| class == ours || (ours.ends_with('-') && class.starts_with(ours)));
    let kept: Vec<&str> = value.split_ascii_whitespace().filter(is_ours).collect();
    (!kept.is_empty()).then(|| kept.join(" ").into())
}

fn is_data(value: &str) -> bool {
    as_browsers_read(value).starts_with("data:")
}

/// Pictures that can't hold scripts: SVG can.
fn is_inert_picture(value: &str) -> bool {
    let address = as_browsers_read(value);
    ["png", "jpeg", "gif", "webp", "avif"].iter().any(|format| address.starts_with(&format!("data:image/{format};")))
}

/// An address without what the URL standard drops before it looks for a scheme, in lower case.
fn as_browsers_read(value: &str) -> String {
    let address = value.trim_start_matches(|c: char| c <= ' ');
    address.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{html, text};

    #[test]
    fn text_is_what_is_read() {
        let cases = [
            ("<p>a &lt;b&gt; &amp;lt; c</p>\n<p>d</p>", "a <b> &lt; c\nd"),
            ("<tr><td>a</td><td>b<br>c</td></tr>", "a b c "),
            ("<b>bo</b>ld<script>hidden</script><style>hidden</style><!-- hidden -->", "bold"),
        ];
        for (html, expected) in cases {
            assert_eq!(text(html).as_deref(), Some(expected), "{html}");
        }
    }

    #[test]
    fn what_is_active_goes_and_what_is_text_stays() {
        let cases = [
            ("<b onclick=x()>bold</b>", "<b>bold</b>"),
            ("<script>alert(1)</script>text", "text"),
            ("<a href=\"java&#10;script:x\">a</a>", "<a>a</a>"),
            ("<img src=x onerror=alert(1)>", "<img src=\"x\">"),
            ("<img src=\"data:image/svg+xml,x\">", "<img>"),
            ("<a href=\"data:text/html,x\">a</a>", "<a>a</a>"),
            ("<a href=\"da&#10;ta:text/html,x\">a</a>", "<a>a</a>"),
            ("<img src=\" d&#9;ata:image/svg+xml,x\">", "<img>"),
            ("<img src=\"DATA:image/PNG;base64,A\">", "<img src=\"DATA:image/PNG;base64,A\">"),
            ("<iframe src=https://example.org></iframe>", ""),
            ("<form action=/x><input type=text name=q></form>", "<input>"),
            ("<p class=\"tally notes hl-x\">p</p>", "<p class=\"notes hl-x\">p</p>"),
            ("<p style=\"position:fixed\">p</p>", "<p>p</p>"),
            (
                "<input type=\"checkbox\" checked=\"\" disabled=\"\">",
                "<input type=\"checkbox\" checked=\"\" disabled=\"\">",
            ),
            ("<svg><script>alert(1)</script></svg>", ""),
            ("<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", ""),
        ];
        for (raw, clean) in cases {
            assert_eq!(html(raw).as_deref(), Some(clean), "{raw}");
        }
    }
}
