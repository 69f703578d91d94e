//! The blocks of a saved page.
//!
//! In: a parsed page. Out: its blocks of visible text, with what the elements around them and the extraction library say of
//! them. Deliberately absent: where the article is, which is decided in `article.rs` as it is for texts.

mod library;
mod tags;

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use super::block::{Block, Shape, is_prose, size};

pub(super) use self::library::recover;
pub(super) use self::tags::text_of_tags;

/// A block of a page, and the element that holds nothing else.
pub(super) struct PageBlock<'a> {
    pub(super) block: Block,
    element: NodeRef<'a>,
}

/// Points of what stands where pages have menus, and of what is made of links.
const MENU: i64 = -40;
const LINKS: i64 = -14;

/// Elements that show no text of a page, or none that is of it.
const UNSEEN: [&str; 22] = [
    "audio", "canvas", "datalist", "embed", "head", "iframe", "input", "map", "math", "noscript", "object", "option",
    "picture", "progress", "script", "select", "source", "style", "svg", "template", "textarea", "video",
];

/// Elements that begin a new line.
const BLOCKS: [&str; 46] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
];

/// Elements that readers act on.
const CONTROLS: [&str; 2] = ["a", "button"];

/// The blocks of a page, in order. The page is changed: text that stands beside blocks gets a paragraph of its own.
pub(super) fn blocks(document: &Document) -> Vec<PageBlock<'_>> {
    let Some(body) = document.body() else { return Vec::new() };
    let mut walk = Walk { document, containers: containers(document), found: Vec::new() };
    walk.element(body, Around::default());
    let mut found = walk.found;
    for (n, block) in found.iter_mut().enumerate() {
        block.block.line = n;
        block.element.set_attr(library::MARK, &n.to_string());
    }
    if let Some(taken) = library::taken(document) {
        for (n, PageBlock { block, .. }) in found.iter_mut().enumerate() {
            block.is_taken = Some(taken.contains(&n));
        }
    }
    found
}

/// The elements that have blocks in them.
fn containers(document: &Document) -> HashSet<NodeId> {
    let mut containers = HashSet::new();
    for node in document.root().descendants_it() {
        if is_named(&node, &BLOCKS) || is_named(&node, &["td", "th"]) {
            let mut above = node.parent();
            while let Some(parent) = above {
                // A row is one block unless there is more than text in its cells.
                if is_named(&node, &["td", "th"]) && is_named(&parent, &["tr"]) || !containers.insert(parent.id) {
                    break;
                }
                above = parent.parent();
            }
        }
    }
    containers
}

fn is_named(node: &NodeRef<'_>, names: &[&str]) -> bool {
    node.element_ref().is_some_and(|element| names.contains(&&*element.name.local))
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").map(|style| style.replace(' ', "").to_lowercase()).unwrap_or_default();
    node.has_attr("hidden")
        || node.attr("aria-hidden").is_some_and(|value| &*value == "true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// What is around an element.
#[derive(Clone, Copy, Default)]
struct Around {
    /// Lists that it is in.
    lists: u8,
    /// The number of the item, in a list with numbers.
    number: Option<u32>,
    /// Whether nothing of its item was found yet.
    is_item: bool,
    is_quotation: bool,
    is_caption: bool,
    /// The shape that a heading gives to what is in it.
    heading: Option<u8>,
    leaning: i64,
}

struct Walk<'a> {
    document: &'a Document,
    containers: HashSet<NodeId>,
    found: Vec<PageBlock<'a>>,
}

impl<'a> Walk<'a> {
    /// Looks at an element and all that is in it. It calls itself no deeper than a page may nest (`growth.rs`).
    fn element(&mut self, element: NodeRef<'a>, mut around: Around) {
        if is_named(&element, &UNSEEN) || is_hidden(&element) {
            return;
        }
        let name = element.node_name().unwrap_or_default();
        match &*name {
            "ul" | "ol" | "menu" | "dir" => around.lists = around.lists.saturating_add(1),
            "li" => {
                around.is_item = true;
                around.number = number_of(&element);
            }
            "blockquote" => around.is_quotation = true,
            "figcaption" | "caption" => around.is_caption = true,
            "nav" | "footer" | "aside" | "form" | "dialog" | "button" | "menuitem" => around.leaning = MENU,
            "article" | "main" => around.leaning = around.leaning.max(0),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => around.heading = name[1..].parse().ok(),
            _ => {}
        }
        let mut children = element.children();
        if !self.containers.contains(&element.id) && !has_empty_lines(&children) {
            self.block(element, around);
            return;
        }
        let mut run: Vec<NodeRef<'a>> = Vec::new();
        let mut breaks = 0;
        let first = self.found.len();
        for child in children.drain(..) {
            let is_block = child.is_element() && (is_named(&child, &BLOCKS) || self.containers.contains(&child.id));
            if is_named(&child, &["br"]) {
                breaks += 1;
            } else if !child.is_text() || child.is_nonempty_text() {
                if breaks >= 2 {
                    self.run(&mut run, around);
                }
                breaks = 0;
            }
            if self.found.len() > first {
                around.is_item = false;
            }
            if is_block {
                self.run(&mut run, around);
                self.element(child, around);
            } else if !child.is_comment() {
                run.push(child);
            }
        }
        self.run(&mut run, around);
    }

    /// Text beside blocks: it is given an element of its own.
    fn run(&mut self, run: &mut Vec<NodeRef<'a>>, around: Around) {
        let nodes = std::mem::take(run);
        if let Some(first) = nodes.first()
            && nodes.iter().any(|node| !node.text().trim().is_empty())
        {
            let paragraph = self.document.tree.new_element("p");
            first.insert_before(&paragraph);
            for node in &nodes {
                paragraph.append_child(node);
            }
            self.block(paragraph, around);
        }
    }

    fn block(&mut self, element: NodeRef<'a>, around: Around) {
        let mut words = Words::default();
        words.of(&element);
        let text = words.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        let level = around.lists.saturating_sub(1);
        let is_first_row = || {
            let table = element.ancestors_it(None).find(|node| is_named(node, &["table"]));
            let row = table.and_then(|table| table.descendants_it().find(|node| is_named(node, &["tr"])));
            row.is_none_or(|row| row.id == element.id)
        };
        let shape = match around.heading {
            Some(level) => Shape::Heading(level),
            None if is_named(&element, &["tr"]) => Shape::Row(is_first_row()),
            None if is_named(&element, &["pre"]) => Shape::Code,
            None if around.is_caption => Shape::Caption,
            None if words.within * 10 > words.text.len() * 8 => Shape::Contents,
            None if around.is_item && around.lists > 0 => Shape::Item(level, around.number),
            None if around.lists > 0 => Shape::InItem(level),
            None if around.is_quotation => Shape::Quotation,
            None => Shape::Plain,
        };
        let is_of_links = words.linked * 10 > words.text.len() * 6;
        let leaning = around.leaning + if is_of_links && !is_prose(&text, size(&text)) { LINKS } else { 0 };
        let block = Block { text, line: 0, lines: 1, shape, depth: 0, leaning, is_taken: None };
        self.found.push(PageBlock { block, element });
    }
}

/// Whether empty lines stand between texts.
fn has_empty_lines(children: &[NodeRef<'_>]) -> bool {
    let mut breaks = 0;
    children.iter().any(|child| {
        if is_named(child, &["br"]) {
            breaks += 1;
        } else if !child.is_text() || child.is_nonempty_text() {
            breaks = 0;
        }
        breaks >= 2
    })
}

/// The number of an item of an ordered list.
fn number_of(item: &NodeRef<'_>) -> Option<u32> {
    let list = item.parent().filter(|list| is_named(list, &["ol"]))?;
    // Counting costs the length of the list for each item, so it is told to Markdown, which counts by itself.
    Some(list.attr("start").and_then(|start| start.parse().ok()).unwrap_or(1))
}

/// The visible text of an element, and how much of it is in links.
#[derive(Default)]
struct Words {
    text: String,
    linked: usize,
    /// Of that, in links to places of the same page.
    within: usize,
}

impl Words {
    fn of(&mut self, node: &NodeRef<'_>) {
        for child in node.children() {
            // Links without anything between them are set apart by style.
            if is_named(&child, &CONTROLS) && child.prev_sibling().is_some_and(|before| is_named(&before, &CONTROLS)) {
                self.text.push(' ');
            }
            if child.is_text() {
                self.text.push_str(&child.text());
            } else if is_named(&child, &["br"]) {
                self.text.push(' ');
            } else if child.is_element() && !is_named(&child, &UNSEEN) && !is_hidden(&child) {
                let before = self.text.len();
                self.of(&child);
                if is_named(&child, &["td", "th"]) {
                    self.text.push_str(if child.next_element_sibling().is_some() { " | " } else { " " });
                }
                if is_named(&child, &["a"]) {
                    let length = self.text.len() - before;
                    self.linked += length;
                    self.within += if child.attr("href").is_some_and(|to| to.starts_with('#')) { length } else { 0 };
                }
            }
        }
    }
}

impl PageBlock<'_> {
    /// Its words in Markdown. The element is changed: links become their words.
    pub(super) fn markdown(&self) -> String {
        if let Shape::Row(_) = self.block.shape {
            return super::markdown::escape(&self.block.text);
        }
        let element = &self.element;
        element.strip_elements(&["a", "font", "span"]);
        if self.block.shape != Shape::Code {
            element.rename("p");
        }
        let unseen: Vec<&str> = UNSEEN.iter().copied().chain(["img", "button"]).collect();
        element.md(Some(&unseen)).trim().to_owned()
    }
}
