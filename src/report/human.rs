//! How diagnostics look on a terminal.
//!
//! In: diagnostics and the files that they point into. Out: text, in the manner of rustc: the code and the message, the path
//! with line and column, the line with the place marked, and what to do. Deliberately absent: printing it.
//!
//! Messages, paths and lines hold text from content files, which may be hostile: what could move the cursor, colour the
//! terminal or reorder a line is shown as a sign that stands for it. Lines are cut around their place, so that a paragraph
//! on one line, or a megabyte, costs no more than a short one.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::fault::{Fault, Within, faults, line_at};
use super::{inert, shown};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::{FileId, Files, Span};

/// For what kind of terminal a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Plain text, as for a file or a pipe.
    Plain,
    /// With ANSI colours.
    Colour,
}

/// Lines with more characters than this are cut.
const WIDTH: usize = 120;
/// How much of a cut line stands before the place that it is shown for.
const BEFORE: usize = 40;
/// Two places of one file that are further apart than this, in lines, are shown apart.
const NEAR: usize = 20;

/// All diagnostics by path and place, errors and warnings together, each once, with an empty line between them. Empty when
/// there are none; else the text ends with a line end.
///
/// Columns are counted in characters, from 1; a byte order mark is not counted.
pub fn render(diagnostics: &[Diagnostic], files: &Files, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled().hyperlink(false),
    };
    let faults = faults(diagnostics, files);
    faults.iter().map(|fault| draw(fault, files, &renderer) + "\n").collect::<Vec<_>>().join("\n")
}

fn draw(fault: &Fault<'_>, files: &Files, renderer: &Renderer) -> String {
    let level = match fault.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(shown(fault.message)).id(fault.code.to_string()));
    if fault.spot.within.is_none() {
        group = group.element(Origin::path(shown(fault.spot.path)));
    }
    let views: Vec<_> = views(fault, files).iter().map(|view| view.drawing(files)).collect();
    let mut columns = Vec::new();
    for drawing in views {
        columns.push((drawing.drawn_at, drawing.really_at));
        group = group.element(drawing.snippet);
    }
    for (spot, label) in &fault.related {
        if spot.within.is_none() {
            group = group.element(Level::NOTE.message(shown(&format!("{label}: {}", spot.path))));
        }
    }
    group = group.elements(fault.hints.iter().map(|hint| Level::HELP.message(shown(hint))));
    with_columns(renderer.render(&[group]), &columns)
}

/// The renderer counts columns in the line that it is given, which may be cut: puts the real ones in their place.
fn with_columns(mut text: String, columns: &[(String, String)]) -> String {
    // Messages are one line, so that nothing in the title is taken for a path.
    let mut from = text.find('\n').unwrap_or(0);
    for (drawn, real) in columns {
        if let Some(at) = text[from..].find(drawn) {
            text.replace_range(from + at..from + at + drawn.len(), real);
            from += at + real.len();
        }
    }
    text
}

/// A part of a file that is shown, with the places that are marked in it.
struct View<'a> {
    file: FileId,
    path: &'a str,
    marks: Vec<Mark<'a>>,
}

/// A marked range of bytes, on one line.
struct Mark<'a> {
    kind: AnnotationKind,
    span: Span,
    /// The line's number, from 0.
    line: usize,
    label: Option<&'a str>,
}

/// What is shown of files for a fault, its own place first.
fn views<'a>(fault: &Fault<'a>, files: &Files) -> Vec<View<'a>> {
    let own = (AnnotationKind::Primary, fault.spot, None);
    let related = fault.related.iter().map(|(spot, label)| (AnnotationKind::Context, *spot, Some(*label)));
    let mut views: Vec<View<'a>> = Vec::new();
    for (kind, spot, label) in std::iter::once(own).chain(related) {
        let Some(Within { start, end, file }) = spot.within else { continue };
        let text = files.text(file);
        let (span, line) = (on_one_line(text, start.byte..end.byte), start.line - 1);
        let mark = Mark { kind, span, line, label };
        let near = |view: &&mut View<'_>| {
            view.file == file && view.marks.iter().any(|other| other.line.abs_diff(line) <= NEAR)
        };
        match views.iter_mut().find(near) {
            Some(view) => view.marks.push(mark),
            None => views.push(View { file, path: spot.path, marks: vec![mark] }),
        }
    }
    views
}

/// The part of a span that is shown: what lies on its first line, without the line end, in whole characters.
fn on_one_line(text: &str, span: Span) -> Span {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let line = line_at(text, start);
    let start = start.clamp(line.start, line.end);
    let end = text.ceil_char_boundary(span.end.min(text.len()));
    start..end.clamp(start, line.end)
}

/// A view as the renderer takes it.
struct Drawing<'a> {
    snippet: Snippet<'a, annotate_snippets::Annotation<'a>>,
    /// Path, line and column as the renderer will write them.
    drawn_at: String,
    /// The same, with the column in the file.
    really_at: String,
}

impl View<'_> {
    fn drawing<'b>(&self, files: &Files) -> Drawing<'b> {
        let text = files.text(self.file);
        let lines = self.marks.iter().map(|mark| mark.line);
        let (first, last) = (lines.clone().min().unwrap_or(0), lines.max().unwrap_or(0));
        // The renderer's choice: the primary place, else the leftmost on the first line.
        let head = self.marks.iter().min_by_key(|mark| (mark.kind, mark.line, mark.span.start));
        let head = head.expect("a view is made for a mark");

        let mut source = String::new();
        let mut annotations = Vec::new();
        let (mut drawn, mut really) = (0, 0);
        let mut at = self.marks.iter().map(|mark| mark.span.start).min().unwrap_or(0);
        for number in first..=last {
            let line = line_at(text, at);
            let marks = || self.marks.iter().filter(|mark| mark.line == number);
            let window = window(&text[line.clone()], marks().map(|mark| mark.span.start - line.start).min());
            let (from, to) = (line.start + window.start, line.start + window.end);
            let base = source.len();
            source.extend((from > line.start).then_some('…'));
            let lead = source.len() - base;
            source.push_str(&inert(&text[from..to]));
            source.extend((to < line.end).then_some('…'));
            for mark in marks() {
                let drawn_to = |at: usize| base + lead + inert(&text[from..at.clamp(from, to)]).len();
                let (start, end) = (drawn_to(mark.span.start), drawn_to(mark.span.end));
                if std::ptr::eq(mark, head) {
                    drawn = source[base..start].chars().count() + 1;
                    really = text[line.start..mark.span.start].chars().count() + 1;
                }
                annotations.push(mark.kind.span(start..end).label(mark.label.map(shown)));
            }
            source.push('\n');
            at = text[line.end..].find('\n').map_or(text.len(), |end| line.end + end + 1);
        }
        let path = shown(self.path);
        let place = |column| format!("{path}:{}:{column}", head.line + 1);
        let (drawn_at, really_at) = (place(drawn), place(really));
        let snippet = Snippet::source(source).path(path).line_start(first + 1).annotations(annotations);
        Drawing { snippet, drawn_at, really_at }
    }
}

/// The part of a line that is shown: all of it, or what is around a place in it.
fn window(line: &str, place: Option<usize>) -> Range<usize> {
    let nth = |text: &str, n| text.char_indices().nth(n).map(|(at, _)| at);
    if nth(line, WIDTH).is_none() {
        return 0..line.len();
    }
    let before = &line[..place.unwrap_or(0)];
    let start = if nth(before, WIDTH - BEFORE).is_none() {
        0
    } else {
        before.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at)
    };
    start..nth(&line[start..], WIDTH).map_or(line.len(), |end| start + end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Place};
    use crate::files::{Content, File, FilePath};
    use crate::report::summary;

    fn files(files: &[(&str, &str)]) -> Files {
        let text = |text: &str| Content::Text(text.to_owned().into());
        Files::new(files.iter().map(|(path, it)| File { path: FilePath::new(path), content: text(it) }).collect())
    }

    fn error(place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Code::UnknownId, place, message)
    }

    fn warning(place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Code::SharedName, place, message)
    }

    /// The first place in a file where some text stands.
    fn place(files: &Files, path: &str, text: &str) -> Place {
        let file = files.find(path).unwrap();
        let start = files.text(file).find(text).unwrap();
        Place::Bytes(file, start..start + text.len())
    }

    fn plain(diagnostics: &[Diagnostic], files: &Files) -> String {
        render(diagnostics, files, Style::Plain)
    }

    #[test]
    fn a_report_reads_like_the_compilers() {
        let files = files(&[
            ("content/a.md", "---\r\ntitle: A\r\ntopics: [rusia, x]\r\nid: a\r\n---\r\n"),
            ("content/b.md", "---\ntitle: Ä🇰🇷 b\n\tid: a\n---\n"),
        ]);
        let id = error(place(&files, "content/b.md", "a\n"), "the id \"a\" is used twice")
            .also(place(&files, "content/a.md", "a\r\n---"), "first used here")
            .also(place(&files, "content/b.md", "title"), "in this article")
            .also(Place::Path("themes/t".to_owned()), "needed by")
            .hint("give one of them an id of its own");
        let topic = warning(place(&files, "content/a.md", "rusia"), "unknown topic \"rusia\"").hint("did you");
        let whole = error(Place::File(files.find("content/a.md").unwrap()), "too short").hint("write more");
        let absent = warning(Place::Path("content".to_owned()), "is empty");
        let all = [id, absent.clone(), topic.clone(), whole, topic];
        insta::assert_snapshot!(plain(&all, &files), @r#"
        warning[BG0407]: is empty
        --> content

        error[BG0404]: too short
        --> content/a.md
         = help: write more

        warning[BG0407]: unknown topic "rusia"
         --> content/a.md:3:10
          |
        3 | topics: [rusia, x]
          |          ^^^^^
          |
          = help: did you

        error[BG0404]: the id "a" is used twice
         --> content/b.md:3:6
          |
        2 | title: Ä🇰🇷 b
          | ----- in this article
        3 |     id: a
          |         ^
          |
         ::: content/a.md:4:5
          |
        4 | id: a
          |     - first used here
          |
          = note: needed by: themes/t
          = help: give one of them an id of its own
        "#);
        assert_eq!(summary(&all), "2 errors, 2 warnings");
        assert_eq!(
            (summary(&[absent]), summary(&[]), plain(&[], &files)),
            ("1 warning".into(), "no faults".into(), "".into())
        );
    }

    #[test]
    fn the_order_does_not_depend_on_that_of_the_diagnostics() {
        let files = files(&[("a", "x\ny\n"), ("b", "x\n")]);
        let mut all = vec![
            warning(place(&files, "a", "y"), "3"),
            error(Place::Path("a".to_owned()), "0"),
            error(place(&files, "b", "x"), "4"),
            warning(place(&files, "a", "x"), "2"),
            error(place(&files, "a", "x"), "1"),
        ];
        let one = plain(&all, &files);
        all.reverse();
        assert_eq!(one, plain(&all, &files));
        let order: Vec<_> = one.lines().filter_map(|line| line.split_once(": ")).map(|(_, message)| message).collect();
        assert_eq!(order, ["0", "1", "2", "3", "4"]);
    }

    #[test]
    fn hostile_text_does_not_reach_the_terminal() {
        let every: String = ('\0'..=char::MAX).filter(|c| c.is_control()).collect();
        let evil =
            format!("\u{1b}[2J\u{9b}31m\u{202e}\u{2066}\u{200f}\u{2028}\u{200b}\r{}\u{e0041}", every.replace('\n', ""));
        let path = format!("content/{}", evil.replace('\u{2028}', ""));
        let files = files(&[(&path, &format!("x {evil} y\nz")), ("b", &evil)]);
        let diagnostic = error(place(&files, &path, "y"), format!("bad {evil}\nerror: forged"))
            .also(Place::Path(evil.clone()), evil.clone())
            .also(place(&files, "b", "\u{1b}"), evil.clone())
            .hint(evil.clone());
        let shown = plain(std::slice::from_ref(&diagnostic), &files);
        let acts =
            |c: &char| c.is_control() && *c != '\n' || "\u{202e}\u{2066}\u{200f}\u{2028}\u{200b}\u{e0041}".contains(*c);
        assert_eq!(shown.chars().filter(acts).collect::<String>(), "");
        assert!(shown.starts_with("error[BG0404]: bad ␛[2J�31m"), "{shown}");
        assert_eq!(shown.lines().filter(|line| line.starts_with("error")).count(), 1);

        let coloured = render(&[diagnostic], &files, Style::Colour);
        let is_colour = |rest: &&str| {
            let rest = rest.strip_prefix('[').unwrap_or("");
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').starts_with('m')
        };
        let commands: Vec<_> = coloured.split('\u{1b}').skip(1).collect();
        assert!(commands.len() > 10 && commands.iter().all(is_colour), "{commands:?}");
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let words = "word ".repeat(100);
        let long = format!("---\n{words}OFFENDER {words}\nHEAD {words}\n{words}日本語END");
        let files = files(&[("a.md", &long)]);
        let also = error(place(&files, "a.md", "HEAD"), "head").also(place(&files, "a.md", "OFFENDER"), "here");
        let all = [
            error(place(&files, "a.md", "OFFENDER"), "middle"),
            also,
            error(place(&files, "a.md", "END"), "end"),
            error(Place::Bytes(files.find("a.md").unwrap(), 4..1400), "several lines"),
        ];
        insta::assert_snapshot!(plain(&all, &files), @r"
        error[BG0404]: several lines
         --> a.md:2:1
          |
        2 | word word word word word word word word word word word word word word word word word word word word word word word word …
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        error[BG0404]: middle
         --> a.md:2:501
          |
        2 | …word word word word word word word word OFFENDER word word word word word word word word word word word word word word w…
          |                                          ^^^^^^^^

        error[BG0404]: end
         --> a.md:2:504
          |
        2 | …d word word word word word word word OFFENDER word word word word word word word word word word word word word word word…
          |                                          ^^^

        error[BG0404]: head
         --> a.md:3:1
          |
        2 | …word word word word word word word word OFFENDER word word word word word word word word word word word word word word w…
          |                                          -------- here
        3 | HEAD word word word word word word word word word word word word word word word word word word word word word word word …
          | ^^^^
        ");
    }

    #[test]
    fn a_megabyte_on_one_line_is_shown_in_part() {
        let files = files(&[("a.md", &("é".repeat(1_500_000) + "X" + &"é".repeat(500_000)))]);
        let at = place(&files, "a.md", "X");
        let many: Vec<_> = (0..10).map(|n| error(at.clone(), format!("{n} {}", "m".repeat(100_000)))).collect();
        let text = plain(&many, &files);
        assert!(text.contains("--> a.md:1:1500001\n") && text.len() < 200_000, "{}", text.len());
    }

    #[test]
    fn places_at_the_edges_are_shown() {
        let files = files(&[("a", "\u{feff}one\r\n\r\ntwo\n"), ("b", ""), ("c", "ü\rx"), ("d", "\n")]);
        let at = |path: &str, span: Span| {
            let place = Place::Bytes(files.find(path).unwrap(), span.clone());
            error(place, format!("{path} {span:?}"))
        };
        let all = [
            at("a", 0..3),
            at("a", 0..6),
            at("a", 6..6),
            at("a", 7..9),
            at("a", 8..10),
            at("a", 14..14),
            at("a", 99..999),
            at("b", 0..5),
            at("c", 1..2),
            at("c", 2..4),
            at("d", 0..1),
            at("d", 1..1),
        ];
        insta::assert_snapshot!(plain(&all, &files), @r"
        error[BG0404]: a 0..3
         --> a:1:1
          |
        1 | one
          | ^

        error[BG0404]: a 0..6
         --> a:1:1
          |
        1 | one
          | ^^^

        error[BG0404]: a 6..6
         --> a:1:4
          |
        1 | one
          |    ^

        error[BG0404]: a 7..9
         --> a:1:4
          |
        1 | one
          |    ^

        error[BG0404]: a 8..10
         --> a:2:1
          |
        2 |
          | ^

        error[BG0404]: a 14..14
         --> a:4:1
          |
        4 |
          | ^

        error[BG0404]: a 99..999
         --> a:4:1
          |
        4 |
          | ^

        error[BG0404]: b 0..5
        --> b

        error[BG0404]: c 1..2
         --> c:1:1
          |
        1 | ü␍x
          | ^

        error[BG0404]: c 2..4
         --> c:1:2
          |
        1 | ü␍x
          |  ^^

        error[BG0404]: d 0..1
         --> d:1:1
          |
        1 |
          | ^

        error[BG0404]: d 1..1
         --> d:2:1
          |
        2 |
          | ^
        ");
    }

    #[test]
    fn places_far_apart_are_shown_apart() {
        let text = "A\n\n\nB\n".to_owned() + &"\n".repeat(90) + "C\n";
        let files = files(&[("a", &text)]);
        let diagnostic =
            error(place(&files, "a", "C"), "c").also(place(&files, "a", "A"), "a").also(place(&files, "a", "B"), "b");
        insta::assert_snapshot!(plain(&[diagnostic], &files), @r"
        error[BG0404]: c
          --> a:95:1
           |
        95 | C
           | ^
           |
          ::: a:1:1
           |
         1 | A
           | - a
        ...
         4 | B
           | - b
        ");
    }
}
