//! Code blocks with class names for colours, and the stylesheet that goes with them.
//!
//! Classes and not colours, so that pages need no inline style and follow the reader's light or dark scheme.

use std::sync::LazyLock;

use pulldown_cmark_escape::escape_html;
use syntect::html::{ClassStyle, ClassedHTMLGenerator, css_for_theme_with_class_style};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;
use two_face::theme::EmbeddedThemeName;

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

/// Of the themes that two-face has, those whose every colour can be read (4.5:1) on what the default theme puts under code.
const LIGHT: EmbeddedThemeName = EmbeddedThemeName::ColdarkCold;
const DARK: EmbeddedThemeName = EmbeddedThemeName::CatppuccinMocha;

/// The stylesheet for both colour schemes. Each keeps to its own: a rule of one can be finer than all of the other's, and
/// would show through.
pub(super) fn stylesheet() -> String {
    let themes = two_face::theme::extra();
    let css =
        |name| css_for_theme_with_class_style(themes.get(name), STYLE).expect("an embedded theme makes a stylesheet");
    format!(
        "/* Colours of code, made from themes that two-face gathers. */\n@media not (prefers-color-scheme: dark) {{\n{}}}\n\
         @media (prefers-color-scheme: dark) {{\n{}}}\n",
        css(LIGHT),
        css(DARK)
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

/// A text for an element, or for an attribute in double quotes.
pub(super) fn escaped(text: &str) -> String {
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

    /// How bright an sRGB colour is, by WCAG's definition of relative luminance.
    fn luminance(colour: [u8; 3]) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = colour.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The grounds are `--wash` of the default theme.
    #[test]
    fn every_colour_can_be_read() {
        let themes = two_face::theme::extra();
        for (name, ground) in [(LIGHT, [0xf0, 0xf1, 0xf1]), (DARK, [0x20, 0x23, 0x28])] {
            let colours = themes[name].scopes.iter().filter_map(|scope| scope.style.foreground);
            for colour in colours {
                let (one, other) = (luminance([colour.r, colour.g, colour.b]), luminance(ground));
                let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
                assert!(contrast >= 4.5, "{colour:?} in {name:?}: {contrast}");
            }
        }
    }
}
