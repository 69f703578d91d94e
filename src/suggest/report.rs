//! How suggestions are shown: to people in the manner of diagnostics, to programs as JSON.

use annotate_snippets::{Group, Level, Origin, Renderer};

use super::{Kind, Suggestion};
use crate::report::{Style, shown};

/// The suggestions as text, with an empty line between them. Empty when there are none; else it ends with a line end.
/// What a terminal would act on is shown as a sign.
pub fn render(suggestions: &[Suggestion], style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled().hyperlink(false),
    };
    suggestions.iter().map(|suggestion| draw(suggestion, &renderer) + "\n").collect::<Vec<_>>().join("\n")
}

fn draw(suggestion: &Suggestion, renderer: &Renderer) -> String {
    let name = match suggestion.about.kind() {
        Kind::Events => "event",
        Kind::Copies => "copy",
        Kind::Names => "name",
        Kind::Aliases => "alias",
    };
    let level = Level::INFO.with_name(format!("{name} {}", suggestion.score));
    let mut group = Group::with_title(level.primary_title(shown(&suggestion.message)));
    for spot in &suggestion.files {
        let origin = Origin::path(shown(&spot.path));
        group = group.element(match spot.line {
            Some(line) => origin.line(line),
            None => origin,
        });
    }
    group = group.elements(suggestion.reasons.iter().map(|reason| Level::NOTE.message(shown(reason))));
    group = group.elements(suggestion.hints.iter().map(|hint| Level::HELP.message(shown(hint))));
    renderer.render(&[group])
}

/// The suggestions as a JSON array, one object a suggestion, with a line end.
pub fn json(suggestions: &[Suggestion]) -> String {
    serde_json::to_string_pretty(suggestions).expect("suggestions are plain data") + "\n"
}
