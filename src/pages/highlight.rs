//! Code blocks with class names for colours, and the stylesheet that goes with them.
//!
//! Classes and not colours, so that pages need no inline style and follow the reader's light or dark scheme.

use std::sync::LazyLock;

use pulldown_cmark_escape::escape_html;
use syntect::highlighting::{Theme, ThemeSet};
use syntect::html::{ClassStyle, ClassedHTMLGenerator, css_for_theme_with_class_style};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// Largest code block that is coloured, in bytes: the cost of some grammars grows faster than their text.
const MAX_BYTES: usize = 64 * 1024;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// A code block as HTML. A language that is not known is shown without colours.
pub(super) fn block(code: &str, language: &str) -> String {
    let coloured = (!language.is_empty() && code.len() <= MAX_BYTES).then(|| coloured(code, language)).flatten();
    let code = coloured.unwrap_or_else(|| escaped(code));
    if language.is_empty() {
        return format!("<pre tabindex=\"0\"><code>{code}</code></pre>\n");
    }
    format!("<pre tabindex=\"0\"><code class=\"language-{}\">{code}</code></pre>\n", escaped(language))
}

/// The stylesheet for both colour schemes.
pub(super) fn stylesheet() -> String {
    let themes = ThemeSet::load_defaults();
    let css = |name: &str| {
        let theme: &Theme = themes.themes.get(name).expect("syntect ships its default themes");
        css_for_theme_with_class_style(theme, STYLE).expect("a theme that syntect ships makes a stylesheet")
    };
    format!(
        "/* Colours of code, made from syntect's themes. */\n{}\n@media (prefers-color-scheme: dark) {{\n{}}}\n",
        css("InspiredGitHub"),
        css("base16-ocean.dark")
    )
}

fn coloured(code: &str, language: &str) -> Option<String> {
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, STYLE);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_html(&mut out, text).expect("writing to a string can't fail");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_languages_get_classes_and_others_are_escaped() {
        assert!(block("let x = 1;\n", "rust").contains("class=\"hl-"));
        assert!(block("a = 1\n", "toml").contains("class=\"hl-"));
        assert_eq!(
            block("<b>&\n", "no-such-\"language"),
            "<pre tabindex=\"0\"><code class=\"language-no-such-&quot;language\">&lt;b&gt;&amp;\n</code></pre>\n"
        );
    }

    #[test]
    fn the_stylesheet_serves_both_schemes() {
        let css = stylesheet();
        assert!(css.contains(".hl-comment") && css.contains("prefers-color-scheme: dark"));
    }
}
