//! Diagnostics as commands to the runner of GitHub Actions, which makes annotations of them: on the lines of a pull
//! request, and in the summary of a run.
//!
//! In: diagnostics, the files that they point into, and where the site lies in the repository. Out: a line for each:
//! `::error file=…,line=…::message`. The runner takes a line that begins with `::` for a command, whoever wrote it; so texts
//! have no line ends of their own, but the codes that the runner reads as line ends. Deliberately absent: lines that are
//! no commands.

use super::fault::{Fault, Spot, Within, faults};
use super::{Base, shown};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Files;

/// A command for each diagnostic, each on a line.
pub fn github(diagnostics: &[Diagnostic], files: &Files, base: &Base) -> String {
    faults(diagnostics, files).iter().map(|fault| command(fault, base)).collect()
}

fn command(fault: &Fault<'_>, base: &Base) -> String {
    let name = match fault.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let mut command = format!("::{name} file={}", property(&shown(&base.path(fault.spot.path))));
    if let Some(Within { start, end, .. }) = fault.spot.within {
        command += &format!(",line={},endLine={}", start.line, end.line);
        // The runner takes columns only within one line.
        if start.line == end.line {
            command += &format!(",col={},endColumn={}", start.column, end.column);
        }
    }
    let title = format!("{}: {}", fault.code, fault.code.explanation().title);
    let related = |(spot, label): &(Spot<'_>, &str)| {
        let line = spot.within.map_or_else(String::new, |within| format!(":{}", within.start.line));
        format!("{}: {}{line}", shown(label), shown(&base.path(spot.path)))
    };
    let lines = std::iter::once(shown(fault.message))
        .chain(fault.related.iter().map(related))
        .chain(fault.hints.iter().map(|hint| format!("help: {}", shown(hint))));
    command + &format!(",title={}::{}\n", property(&title), data(&lines.collect::<Vec<_>>().join("\n")))
}

/// A text as the runner reads it behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text as the runner reads it between `=` and the next comma.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Place};
    use crate::files::{Content, File, FilePath};

    fn told(diagnostic: Diagnostic, base: &Base) -> String {
        let file = File { path: FilePath::new("content/a, 1:2.md"), content: Content::Text("x\n조 y\nz\n".into()) };
        github(&[diagnostic], &Files::new(vec![file]), base)
    }

    fn fault(place: impl Fn(crate::files::FileId) -> Place, message: &str) -> Diagnostic {
        let files = Files::new(vec![File { path: FilePath::new("a"), content: Content::OnDisk }]);
        Diagnostic::new(Code::UnknownId, place(files.find("a").unwrap()), message)
    }

    #[test]
    fn places_are_as_the_runner_takes_them() {
        let below = Base::Repository("site/".to_owned());
        let value =
            |span: crate::files::Span| fault(|file| Place::Bytes(file, span.clone()), "100% wrong").hint("b, c: d");
        insta::assert_snapshot!(told(value(6..7), &below), @"::error file=site/content/a%2C 1%3A2.md,line=2,endLine=2,col=3,endColumn=4,title=BG0404%3A an unknown id::100%25 wrong%0Ahelp: b, c: d");
        insta::assert_snapshot!(told(value(6..9), &below), @"::error file=site/content/a%2C 1%3A2.md,line=2,endLine=3,title=BG0404%3A an unknown id::100%25 wrong%0Ahelp: b, c: d");
        let whole = fault(Place::File, "lost").also(Place::Path("b".to_owned()), "see");
        let top = Base::Repository(String::new());
        insta::assert_snapshot!(told(whole, &top), @"::error file=content/a%2C 1%3A2.md,title=BG0404%3A an unknown id::lost%0Asee: b");
    }

    #[test]
    fn no_text_becomes_a_command_of_its_own() {
        let evil =
            "x\r\n::stop-commands::y\u{85}::error::z\u{2028}##[add-mask]a\u{b}%0A::debug::b\n\n::set-env name=c::d";
        let diagnostic =
            fault(|_| Place::Path(evil.to_owned()), evil).hint(evil).also(Place::Path(evil.to_owned()), evil);
        let told = told(diagnostic, &Base::Repository(String::new()));
        // Whatever else is taken for a line end: the runner reads lines as .NET does.
        let lines: Vec<&str> = told.split(['\n', '\r', '\u{85}', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}']).collect();
        assert_eq!((lines.len(), lines[1]), (2, ""), "{told}");
        assert!(lines[0].starts_with("::error file="), "{told}");
        // The second `::` is the one in front of the message: no property holds one.
        assert!(lines[0][2..].split_once("::").unwrap().0.ends_with("an unknown id"), "{told}");
        // What the author wrote as a code stays what was written.
        assert!(lines[0].contains("%250A::debug"), "{told}");
    }
}
