//! How much a parser makes of HTML before it is made inert.
//!
//! In: HTML of a body that holds raw HTML, or of a saved page. Out: whether the standard's way of reading it stays in proportion to it. Tags that
//! are not closed are carried on: each open element is looked through for each tag that follows, and formatting elements are
//! made again, with all their attributes, in every paragraph that an end of theirs is missing from. So forty kilobytes can become
//! gigabytes. Here the HTML is parsed without keeping anything, and given up when it gets out of hand. Deliberately absent:
//! what the elements are.

use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, Tracer, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, ExpandedName, QualName, TokenizerResult, local_name, ns};

/// Most elements that are open at one place, those that would be made again counted twice. Browsers nest no deeper either.
const MAX_OPEN: usize = 512;

/// How many times its own size HTML may become.
const MAX_GROWTH: usize = 4;

/// What a short text may become: a cell of a table brings three elements with it.
const SMALL: usize = 64 * 1024;

/// What HTML is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// What stands inside a page's body.
    Body,
    /// A whole page.
    Page,
}

/// Whether HTML can be parsed in time and memory that its size lets expect.
pub(crate) fn is_bounded(html: &str, of: Of) -> bool {
    let sink = Counter { document: Rc::new(QualName::new(None, ns!(), local_name!(""))), bytes: Cell::new(0) };
    let builder = match of {
        Of::Page => TreeBuilder::new(sink, TreeBuilderOpts::default()),
        Of::Body => {
            let context = Rc::new(QualName::new(None, ns!(html), local_name!("div")));
            TreeBuilder::new_for_fragment(sink, context, None, TreeBuilderOpts::default())
        }
    };
    let most = html.len().saturating_mul(MAX_GROWTH).saturating_add(SMALL);
    let tokenizer = Tokenizer::new(Bounded { builder, most, is_over: Cell::new(false) }, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    !tokenizer.sink.is_over.get()
}

/// Passes tokens on as long as what is made of them is in bounds.
struct Bounded {
    builder: TreeBuilder<Element, Counter>,
    most: usize,
    is_over: Cell<bool>,
}

impl TokenSink for Bounded {
    type Handle = Element;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Element> {
        if self.is_over.get() {
            return TokenSinkResult::Continue;
        }
        let result = self.builder.process_token(token, line);
        let open = Open::default();
        self.builder.trace_handles(&open);
        self.is_over.set(self.builder.sink.bytes.get() > self.most || open.0.get() > MAX_OPEN);
        result
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Counts what a parser holds on to.
#[derive(Default)]
struct Open(Cell<usize>);

impl Tracer for Open {
    type Handle = Element;

    fn trace_handle(&self, _: &Element) {
        self.0.set(self.0.get() + 1);
    }
}

/// An element, of which a parser asks nothing but its name and whether it is the same as another.
type Element = Rc<QualName>;

/// Counts the bytes of the elements that are made.
struct Counter {
    document: Element,
    bytes: Cell<usize>,
}

impl TreeSink for Counter {
    type Handle = Element;
    type Output = ();
    type ElemName<'a> = ExpandedName<'a>;

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Element {
        let written = |attribute: &Attribute| attribute.name.local.len() + attribute.value.len() + " =\"\"".len();
        let bytes = "<></>".len() + 2 * name.local.len() + attributes.iter().map(written).sum::<usize>();
        self.bytes.set(self.bytes.get().saturating_add(bytes));
        Rc::new(name)
    }

    fn get_document(&self) -> Element {
        self.document.clone()
    }

    fn elem_name<'a>(&'a self, element: &'a Element) -> ExpandedName<'a> {
        element.expanded()
    }

    fn same_node(&self, one: &Element, other: &Element) -> bool {
        Rc::ptr_eq(one, other)
    }

    fn get_template_contents(&self, element: &Element) -> Element {
        element.clone()
    }

    fn create_comment(&self, _: StrTendril) -> Element {
        self.document.clone()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Element {
        self.document.clone()
    }

    fn finish(self) {}
    fn parse_error(&self, _: Cow<'static, str>) {}
    fn append(&self, _: &Element, _: NodeOrText<Element>) {}
    fn append_based_on_parent_node(&self, _: &Element, _: &Element, _: NodeOrText<Element>) {}
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn append_before_sibling(&self, _: &Element, _: NodeOrText<Element>) {}
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn add_attrs_if_missing(&self, _: &Element, _: Vec<Attribute>) {}
    fn remove_from_parent(&self, _: &Element) {}
    fn reparent_children(&self, _: &Element, _: &Element) {}
}

#[cfg(test)]
mod tests {
    use super::{Of, is_bounded};

    #[test]
    fn what_people_write_is_in_bounds() {
        let table = format!("<table>{}</table>", "<tr><td>1<td>2".repeat(5000));
        let list = format!("<ul>{}</ul>", "<li><b title=x>one</b>".repeat(5000));
        let careless = "<p><b>one <i>two</b> three</i><p>four".repeat(5000);
        for html in ["", "text", "<b>", "<!-- a -->", "<svg><path/></svg>", &table, &list, &careless] {
            assert!(is_bounded(html, Of::Body) && is_bounded(html, Of::Page), "{}", &html[..html.len().min(80)]);
        }
        assert!(is_bounded(&format!("{}{}", "<div>".repeat(400), "</div>".repeat(400)), Of::Page));
    }

    #[test]
    fn what_multiplies_is_not() {
        let many = (0..200).fold("<p>".to_owned(), |html, n| html + &format!("<b title={n}>"));
        let long = format!("<p><b title=\"{}\">", "x".repeat(10_000));
        for html in [format!("{many}{}", "<p>a".repeat(10_000)), format!("{long}{}", "<p>a".repeat(1000))] {
            assert!(!is_bounded(&html, Of::Body) && !is_bounded(&html, Of::Page), "{}", &html[..80]);
        }
        for tag in
            ["<div>", "<b id=x><p>", "<svg><g>", "<table><tr><td>", "<template>", "<select><b>", "<math><mi><div>"]
        {
            assert!(!is_bounded(&tag.repeat(100_000), Of::Body), "{tag}");
        }
    }
}
