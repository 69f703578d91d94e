//! Names of entities in a text become links.
//!
//! In: the events of a body, as far as it is shown. Out: the same events with links around names; not a letter of the text
//! changes. Headings, links, pictures, code, and what stands between tags of raw HTML are left alone, but for the letters
//! beside a name: in `**Varn**er` no Varn is named. Deliberately absent: what a name is and where one ends (see
//! `model::NameIndex`), and which mention is linked, which the caller decides.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use crate::model::{Entity, Id, NameIndex};

/// Puts links around the names for which `href` gives a reference. It is asked once for each name, in order.
pub(super) fn link<'t>(
    events: Vec<Event<'t>>,
    names: &NameIndex,
    mut href: impl FnMut(Id<Entity>) -> Option<String>,
) -> Vec<Event<'t>> {
    let mut finder = Finder { names, line: Line::default(), cuts: Vec::new() };
    let mut context = Context::default();
    for (n, event) in events.iter().enumerate() {
        context.enter(event);
        let stretch = context.is_open().then_some(finder.line.stretch);
        match event {
            Event::Text(text) => finder.line.push(text, n, stretch),
            Event::SoftBreak | Event::HardBreak => finder.line.push(" ", n, stretch),
            Event::Code(text) | Event::InlineMath(text) => {
                finder.line.push(text, n, None);
                finder.line.separate();
            }
            Event::Start(tag) if is_within_words(&tag.to_end()) => finder.line.separate(),
            Event::End(tag) if is_within_words(tag) => finder.line.separate(),
            Event::InlineHtml(tag) => {
                if tag.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br")) {
                    finder.line.push(" ", n, None);
                }
                finder.line.separate();
            }
            Event::FootnoteReference(_) => finder.line.separate(),
            _ => finder.end_line(&mut href),
        }
        context.leave(event);
    }
    finder.end_line(&mut href);
    cut(events, finder.cuts)
}

/// What is being read, as far as it forbids links.
#[derive(Default)]
struct Context {
    /// How many headings, links, pictures and code blocks are open.
    closed: usize,
    /// Which cells of tables and which notes are open, by number: what stands in one is apart from what stands around it.
    rooms: Vec<usize>,
    /// How many there have been.
    room_count: usize,
    raw: RawHtml,
}

impl Context {
    fn is_open(&self) -> bool {
        self.closed == 0 && self.raw.open.is_empty()
    }

    fn enter(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::TableCell | Tag::FootnoteDefinition(_)) => {
                self.room_count += 1;
                self.rooms.push(self.room_count);
            }
            Event::Start(Tag::Heading { .. } | Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => {
                self.closed += 1;
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw.read(html, self.rooms.last().copied()),
            _ => {}
        }
    }

    fn leave(&mut self, event: &Event<'_>) {
        match event {
            Event::End(TagEnd::TableCell | TagEnd::FootnoteDefinition) => drop(self.rooms.pop()),
            Event::End(TagEnd::Heading(_) | TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => self.closed -= 1,
            _ => {}
        }
    }
}

/// Whether the letters on both sides of a tag can be those of one word.
fn is_within_words(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
    )
}

/// Text without a break, as readers see it, and the events that it comes from.
#[derive(Default)]
struct Line {
    text: String,
    pieces: Vec<Piece>,
    /// Which piece without tags in between is being read.
    stretch: usize,
}

struct Piece {
    /// Where it starts in the text of the line.
    start: usize,
    event: usize,
    /// A link can begin in one piece and end in another of the same stretch; `None` where none may be.
    stretch: Option<usize>,
}

impl Line {
    fn push(&mut self, text: &str, event: usize, stretch: Option<usize>) {
        self.pieces.push(Piece { start: self.text.len(), event, stretch });
        self.text.push_str(text);
    }

    fn separate(&mut self) {
        self.stretch += 1;
    }

    /// The piece that the byte at `at` lies in.
    fn piece(&self, at: usize) -> &Piece {
        let next = self.pieces.partition_point(|piece| piece.start <= at);
        &self.pieces[next - 1]
    }
}

/// Where an event's text is cut to begin or end a link.
struct Cut {
    event: usize,
    /// The byte of the event's text.
    at: usize,
    /// The reference of the link that begins; `None` where one ends.
    href: Option<String>,
}

struct Finder<'n> {
    names: &'n NameIndex,
    line: Line,
    /// In the order of the text.
    cuts: Vec<Cut>,
}

impl Finder<'_> {
    fn end_line(&mut self, href: &mut impl FnMut(Id<Entity>) -> Option<String>) {
        let line = std::mem::take(&mut self.line);
        if line.pieces.iter().all(|piece| piece.stretch.is_none()) {
            return;
        }
        for found in self.names.find(&line.text) {
            let (first, last) = (line.piece(found.span.start), line.piece(found.span.end - 1));
            if first.stretch.is_none() || first.stretch != last.stretch {
                continue;
            }
            let Some(href) = found.entity().and_then(&mut *href) else { continue };
            let begin = Cut { event: first.event, at: found.span.start - first.start, href: Some(href) };
            let end = Cut { event: last.event, at: found.span.end - last.start, href: None };
            self.cuts.extend([begin, end]);
        }
    }
}

/// Cuts texts where links begin and end, and puts these in.
fn cut(events: Vec<Event<'_>>, cuts: Vec<Cut>) -> Vec<Event<'_>> {
    let mut out = Vec::with_capacity(events.len() + 2 * cuts.len());
    let mut cuts = cuts.into_iter().peekable();
    for (n, event) in events.into_iter().enumerate() {
        if cuts.peek().is_none_or(|cut| cut.event != n) {
            out.push(event);
            continue;
        }
        let Event::Text(text) = event else { unreachable!("names begin and end in texts, not in line breaks") };
        let mut copied = 0;
        let mut copy = |out: &mut Vec<Event<'_>>, end: usize| {
            if copied < end {
                out.push(Event::Text(CowStr::from(text[copied..end].to_owned())));
            }
            copied = end;
        };
        while let Some(cut) = cuts.next_if(|cut| cut.event == n) {
            copy(&mut out, cut.at);
            out.push(match cut.href {
                Some(href) => Event::Start(Tag::Link {
                    link_type: LinkType::Inline,
                    dest_url: href.into(),
                    title: "".into(),
                    id: "".into(),
                }),
                None => Event::End(TagEnd::Link),
            });
        }
        copy(&mut out, text.len());
    }
    out
}

/// Which elements of raw HTML are open.
#[derive(Default)]
struct RawHtml {
    /// Each with the room that it was opened in.
    open: Vec<(String, Option<usize>)>,
    in_comment: bool,
}

/// Elements of HTML that hold no text, and those of which the end may be left out.
const WITHOUT_END: [&str; 28] = [
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "optgroup", "option", "p", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

impl RawHtml {
    /// Reads on. An end closes the innermost element alone, and only in the room that it was opened in: where tags don't
    /// match, browsers go their own ways, and what may be open counts as open.
    fn read(&mut self, html: &str, room: Option<usize>) {
        let mut rest = html;
        loop {
            if self.in_comment {
                let Some(end) = rest.find("-->") else { return };
                (self.in_comment, rest) = (false, &rest[end + 3..]);
            }
            let Some(start) = rest.find('<') else { return };
            rest = &rest[start + 1..];
            if rest.starts_with("!--") {
                self.in_comment = true;
                continue;
            }
            let (is_end, tag) = rest.strip_prefix('/').map_or((false, rest), |tag| (true, tag));
            let length = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(tag.len());
            let name = tag[..length].to_ascii_lowercase();
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            rest = after_attributes(&tag[length..]);
            if WITHOUT_END.contains(&name.as_str()) {
                continue;
            }
            if !is_end {
                self.open.push((name, room));
            } else if self.open.last().is_some_and(|(open, at)| *open == name && *at == room) {
                self.open.pop();
            }
        }
    }
}

/// What follows the `>` of a tag; nothing when the tag goes on.
fn after_attributes(tag: &str) -> &str {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return &tag[at + 1..],
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::RawHtml;

    fn open(html: &[&str]) -> Vec<String> {
        let mut raw = RawHtml::default();
        html.iter().for_each(|html| raw.read(html, None));
        raw.open.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn raw_html_is_open_until_it_is_closed() {
        assert_eq!(open(&["<div>", "<A HREF=x>", "text"]), ["div", "a"]);
        assert_eq!(open(&["<div>", "<ul><li>one<li>two</ul>", "</div>"]), [""; 0]);
        assert_eq!(open(&["<br>", "<p>", "<img src=x>", "<3 a < b", "</b>"]), [""; 0]);
        assert_eq!(open(&["<a>", "<b>", "</a>", "</b>"]), ["a"]);
        assert_eq!(open(&["<a title=\"</a>\">", "<!-- </a>", "</a> -->"]), ["a"]);
    }
}
