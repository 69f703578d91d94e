//! What is wrong with a theme's templates, in this program's words and at its place in their files.
//!
//! In: what Tera says. Out: diagnostics. Tera stops at the first template that can't be parsed; here each one is tried, so
//! that one run tells all of them.

use tera::{ErrorKind, Tera};

use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::files::{Files, Span};

const MANUAL: &str = "templates are written in Tera: https://keats.github.io/tera/docs/";

/// Why templates can't be loaded. Each is given by its name and its text.
pub(super) fn of_templates(error: &tera::Error, templates: &[(String, &str)], files: &Files) -> Vec<Diagnostic> {
    let names: Vec<&str> = templates.iter().map(|(name, _)| name.as_str()).collect();
    match error.kind() {
        ErrorKind::SyntaxError(_) => templates
            .iter()
            .filter_map(|(name, text)| Tera::default().add_raw_template(name, text).err())
            .filter(|error| matches!(error.kind(), ErrorKind::SyntaxError(_)))
            .map(|error| of_page(&error, files))
            .collect(),
        ErrorKind::MissingParent { current, parent } => {
            let start = files.find(&template_path(current)).and_then(|file| files.text(file).find(parent.as_str()));
            let span = start.map(|start| start..start + parent.len());
            let fault = fault(Code::UnknownTemplate, current, &format!("there is no template `{parent}`"), span, files);
            vec![fault.hint(near_template(parent, &names))]
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            let name = tpl.split_once('/').map_or(tpl.as_str(), |(_, name)| name);
            let hint = format!("name the theme whose template it builds on: {{% extends \"default/{name}\" %}}");
            vec![
                fault(Code::TemplateCircle, tpl, "it extends itself, directly or through others", None, files)
                    .hint(hint),
            ]
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            let fault = fault(Code::TemplateCircle, tpl, "it includes itself, directly or through others", None, files);
            vec![fault.hint("take one of the includes out")]
        }
        ErrorKind::Msg(message) => {
            let reports: Vec<Diagnostic> = reports(message, &names, files);
            if reports.is_empty() { vec![unplaced(Code::InvalidTemplate, message)] } else { reports }
        }
        other => vec![unplaced(Code::InvalidTemplate, &other.to_string())],
    }
}

/// Why a page can't be rendered.
pub(super) fn of_page(error: &tera::Error, files: &Files) -> Diagnostic {
    let (report, is_syntax) = match error.kind() {
        ErrorKind::SyntaxError(report) => (report, true),
        ErrorKind::RenderingError(report) => (report, false),
        other => return unplaced(Code::TemplateFails, &other.to_string()),
    };
    let span = Some(report.span().range.clone());
    if let Some((code, what, hint)) = super::say::read(report.message()) {
        return fault(code, report.filename(), what, span, files).hint(hint);
    }
    let (message, available) = match report.message().split_once(" is not defined. Available ") {
        Some((what, available)) => (format!("{what} is not defined"), Some(available)),
        None => (report.message().to_owned(), None),
    };
    let code = if is_syntax { Code::InvalidTemplate } else { Code::TemplateFails };
    let diagnostic = fault(code, report.filename(), &message, span, files);
    match available {
        Some(available) => diagnostic.hint(near_field(&message, available)),
        None if is_syntax && message == "Unknown tag" => {
            diagnostic.hint("it is no tag of Tera, or one that was opened before it has not been closed")
        }
        None if is_syntax => diagnostic.hint(MANUAL),
        None => diagnostic,
    }
}

/// `default/topic.html` is the file `themes/default/templates/topic.html`.
pub(super) fn template_path(name: &str) -> String {
    match name.split_once('/') {
        Some((theme, rest)) => format!("themes/{theme}/templates/{rest}"),
        None => name.to_owned(),
    }
}

/// A fault at a place in a template, in the words of Tera but in the manner of this program.
fn fault(code: Code, template: &str, message: &str, span: Option<Span>, files: &Files) -> Diagnostic {
    let path = template_path(template);
    let place = match (files.find(&path), span) {
        (Some(file), Some(span)) => {
            let text = files.text(file);
            let start = text.floor_char_boundary(span.start.min(text.len()));
            Place::Bytes(file, start..text.ceil_char_boundary(span.end.clamp(start, text.len())))
        }
        (Some(file), None) => Place::File(file),
        (None, _) => Place::Path(path),
    };
    Diagnostic::new(code, place, format!("template fault: {}", plain(message)))
}

fn unplaced(code: Code, message: &str) -> Diagnostic {
    let place = Place::Path("themes".to_owned());
    Diagnostic::new(code, place, format!("template fault: {}", plain(message))).hint(MANUAL)
}

/// One line, lower case, straight quotes, no full stop.
fn plain(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default().trim_end_matches('.').replace('`', "\"");
    let mut chars = line.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Tera tells what templates refer to and isn't there as drawn reports, one after the other: they are read back.
fn reports(text: &str, names: &[&str], files: &Files) -> Vec<Diagnostic> {
    let lines: Vec<&str> = text.lines().collect();
    let mut diagnostics = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let Some(message) = line.strip_prefix("error: ") else { continue };
        let Some((template, span)) = lines.get(n + 1).and_then(|place| place_in(place, &lines[n..], files)) else {
            continue;
        };
        let offender = message.split('`').nth(1).unwrap_or_default();
        let (code, hint) = match message.starts_with("Unknown template") {
            true => (Code::UnknownTemplate, near_template(offender, names)),
            false => (Code::UnknownInTemplate, MANUAL.to_owned()),
        };
        diagnostics.push(fault(code, template, message, span, files).hint(hint));
    }
    diagnostics
}

/// Reads `--> mine/home.html:1:21`, and the length of the mark below it.
fn place_in<'t>(place: &'t str, report: &[&str], files: &Files) -> Option<(&'t str, Option<Span>)> {
    let mut parts = place.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let template = parts.next()?;
    let length = report.get(4).map_or(1, |mark| mark.matches('^').count().max(1));
    let span = files.find(&template_path(template)).map(|file| {
        let text = files.text(file);
        let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let byte =
            |from: usize, count: usize| text[from..].char_indices().nth(count).map_or(text.len(), |(at, _)| from + at);
        let start = byte(start, column.saturating_sub(1));
        start..byte(start, length)
    });
    Some((template, span))
}

/// What template was probably meant. They are known with their theme's name and without.
fn near_template(wrong: &str, names: &[&str]) -> String {
    let short = names.iter().filter_map(|name| name.split_once('/')).map(|(_, name)| name);
    match nearest(wrong, short.chain(names.iter().copied())) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => "add it to the theme's templates/".to_owned(),
    }
}

/// What field was probably meant, of `fields: a, b, c`; or all of them.
fn near_field(message: &str, available: &str) -> String {
    let wrong = message.split('`').nth(1).unwrap_or_default();
    let known = available.split_once(": ").map_or(available, |(_, known)| known);
    match nearest(wrong, known.split(", ")) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("known here: {known}"),
    }
}
