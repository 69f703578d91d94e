//! What is active in a page: whatever could run a script, load something, or send something, when a browser reads it.
//!
//! In: a page as it is written. Out: each element, attribute and address outside a list of those that pages may have, in
//! words. The list is of the pages' own HTML and what raw HTML may hold; a theme that has more must be looked at by somebody,
//! and then this list. Deliberately absent: anything of the program, so that the fuzzers can use it as well.

use scraper::{ElementRef, Html, Node};

/// Elements without any attribute or content that could act.
const ELEMENTS: &str = "a abbr acronym address area article aside b bdi bdo blockquote body br caption center cite code col \
    colgroup data dd del details dfn div dl dt em figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i \
    img ins kbd li link main map mark meta nav ol p pre q rp rt rtc ruby s samp section small span strike strong sub summary \
    sup table tbody td tfoot th thead time title tr tt u ul var wbr input script button label noscript option select \
    template";

/// Attributes that are text to a browser, whatever they hold.
const ATTRIBUTES: &str = "abbr align alt autocomplete axis bgcolor border cellpadding cellspacing char charoff charset checked class \
    clear color colspan compact content data-disk data-failed data-few data-file data-indexes data-label data-loading \
    data-many data-marking data-none data-one data-other data-page data-root data-site data-standing data-two data-type data-zero datetime defer dir disabled \
    download headers height hidden hreflang hspace http-equiv id itemprop lang media name noshade nowrap open placeholder property data-key data-choice data-count data-filtered data-organization data-origins data-person data-place data-stance data-topic data-year \
    rel reversed role rowspan rules scope size span start summary tabindex title type valign value vspace width frame usemap \
    shape coords";

/// Elements of pictures that a theme draws, and attributes that only lay them out.
const DRAWN: &str = "svg g rect line path circle text title a";
const LAYOUT: &str = "class d dx height overflow points r stroke-dasharray transform width x x1 x2 y y1 y2 cx cy";

/// What is active in a page, in the order of its elements.
pub(crate) fn active(page: &str) -> Vec<String> {
    let html = Html::parse_document(page);
    let elements = html.tree.root().descendants().filter_map(ElementRef::wrap);
    let mut found: Vec<String> = elements.flat_map(element).collect();
    let nodes = html.tree.root().descendants();
    let odd = nodes.filter(|node| matches!(node.value(), Node::ProcessingInstruction(_)));
    found.extend(odd.map(|_| "a processing instruction".to_owned()));
    found
}

fn element(element: ElementRef<'_>) -> Vec<String> {
    let name = element.value().name.local.to_string();
    let attribute = |name: &str| element.value().attr(name);
    let mut found = Vec::new();
    let is_drawn =
        &*element.value().name.ns == "http://www.w3.org/2000/svg" && is_in(DRAWN, &name) && is_in_picture(element);
    let is_html = &*element.value().name.ns == "http://www.w3.org/1999/xhtml" && is_in(ELEMENTS, &name);
    if !is_drawn && !is_html {
        found.push(format!("<{name}>"));
    }
    // Scripts are the theme's own file and data; what is asked for by `meta` is the policy alone, or a page of the site.
    let text: String = element.text().collect();
    let is_own = match name.as_str() {
        "script" if attribute("type") == Some("application/ld+json") => {
            attribute("src").is_none() && !text.contains('<')
        }
        "script" => text.is_empty() && attribute("src").is_some_and(is_script),
        "link" => attribute("rel") != Some("stylesheet") || attribute("href").is_some_and(is_style),
        "meta" => attribute("http-equiv").is_none_or(|name| matches!(name, "Content-Security-Policy" | "refresh")),
        "input" if attribute("type") == Some("search") => is_in_search(element),
        "input" => attribute("type").is_none_or(|kind| kind == "checkbox"),
        "button" if attribute("type") == Some("submit") => is_in_search(element),
        // One that sends nothing: it waits for a script of the page.
        "button" => attribute("type") == Some("button"),
        // It asks for the search page, or for that where it stands, and sends nothing but what is typed.
        "form" => attribute("role") == Some("search") && attribute("method").is_none(),
        _ => true,
    };
    if !is_own {
        found.push(format!("<{name}>, which is not the theme's: {}", element.html()));
    }
    if name == "noscript" {
        // Where scripts can run, it is text.
        found.extend(active(&text));
    }
    for (attribute, value) in element.value().attrs() {
        let is_inert = match attribute {
            "href" | "cite" => is_inert_address(value, false),
            "src" => is_inert_address(value, name == "img"),
            "action" => name == "form" && is_inert_address(value, false) && value.ends_with("search/index.html"),
            _ if is_drawn && is_in(LAYOUT, attribute) => true,
            _ => is_in(ATTRIBUTES, attribute) || attribute.starts_with("aria-"),
        };
        if !is_inert {
            found.push(format!("{attribute}={value:?} of <{name}>"));
        }
    }
    found
}

/// Whether an element stands in a picture of the theme.
fn is_in_picture(element: ElementRef<'_>) -> bool {
    element
        .ancestors()
        .filter_map(ElementRef::wrap)
        .any(|outer| outer.value().classes().any(|class| class == "picture"))
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|listed| listed == word)
}

fn is_in_search(element: ElementRef<'_>) -> bool {
    let mut around = element.ancestors().filter_map(ElementRef::wrap);
    around.any(|element| element.value().name() == "form" && element.attr("role") == Some("search"))
}

fn is_script(src: &str) -> bool {
    ["static/site.js", "static/filters.js", "static/search.js"].iter().any(|own| src.ends_with(own))
}

fn is_style(href: &str) -> bool {
    ["style.css", "print.css", "highlight.css", "dossier.css"]
        .iter()
        .any(|sheet| href.ends_with(&format!("static/{sheet}")))
}

/// Whether an address opens nothing active, by the rules of the URL standard for what a browser drops before it looks for a
/// scheme.
pub(crate) fn is_inert_address(value: &str, is_picture: bool) -> bool {
    let address: String = value.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let address = address.trim_start_matches(|c: char| c <= ' ').to_ascii_lowercase();
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    if !is_scheme {
        return true;
    }
    let is_inert_picture =
        ["png", "jpeg", "gif", "webp", "avif"].iter().any(|kind| address.starts_with(&format!("data:image/{kind}")));
    matches!(scheme, "http" | "https" | "mailto" | "tel") || (is_picture && is_inert_picture)
}
