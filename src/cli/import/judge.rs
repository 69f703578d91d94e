//! What would be at fault on the site is left out of an import.
//!
//! In: what would be made, as a function of what is left out, and the site. Out: what is made, with what was refused and what repeats
//! something. The site is linked without the new files and with them, and what is wrong only with them is theirs: so no rule of
//! the site is known here. Deliberately absent: how a part is left out (see `import::shelve`).

use std::collections::BTreeMap;

use crate::cli::new::{caused, linked};
use crate::diagnostic::{Diagnosed, Diagnostic, Place, Severity};
use crate::document;
use crate::files::{Content, File, FilePath, Files};
use crate::import::{Import, Part, Refused, Role};
use crate::model::Site;
use crate::slug::Slug;
use crate::suggest::{self, About, Score};

/// Leaves out what would be at fault, part by part, until nothing is; and tells of what repeats something.
///
/// # Errors
/// When something would be at fault for which no part can be left out: the faults, and the files in which they are.
pub(super) fn judge<'u>(
    shelve: impl Fn(&Refused) -> Import<'u>,
    files: &Files,
    before: &[Diagnostic],
) -> Result<Import<'u>, (Vec<Diagnostic>, Files)> {
    let mut refused = Refused::new();
    loop {
        let mut made = shelve(&refused);
        let after = with(files, &made);
        let parts: BTreeMap<String, Part> =
            made.files.iter().map(|file| (file.path.clone(), file.part.clone())).collect();
        let Diagnosed { value: site, diagnostics } = linked(&after);
        let (errors, warnings): (Vec<_>, Vec<_>) =
            caused(before, &diagnostics).into_iter().partition(|fault| fault.severity == Severity::Error);
        if errors.is_empty() {
            for fault in &warnings {
                if let Some(part) = part(fault, &after, &parts) {
                    let message = format!("[{}] {}", fault.code, fault.message);
                    made.told[part.input()].note(part.place(), message);
                }
            }
            if let Some(site) = site {
                repeats(&mut made, &site, &after);
            }
            return Ok(made);
        }
        let faulty: Vec<(Part, String)> =
            errors.iter().filter_map(|fault| Some((part(fault, &after, &parts)?, reason(fault)))).collect();
        // What was left out is not made again, so each round has parts that none before it had.
        if faulty.is_empty() {
            return Err((errors, after));
        }
        for (part, reason) in faulty {
            refused.entry(part).or_insert(reason);
        }
    }
}

/// What a fault is of: the new file in which it is, or that it speaks of. `parts` are those of new files, by their paths.
fn part(fault: &Diagnostic, files: &Files, parts: &BTreeMap<String, Part>) -> Option<Part> {
    let places = std::iter::once(&fault.place).chain(fault.related.iter().map(|(place, _)| place));
    let mut paths = places.filter_map(|place| match place {
        Place::File(file) | Place::Bytes(file, _) | Place::Value(file, _) => Some(files[*file].path.as_str()),
        Place::Path(_) => None,
    });
    paths.find_map(|path| parts.get(path)).cloned()
}

fn reason(fault: &Diagnostic) -> String {
    let hints: String = fault.hints.iter().map(|hint| format!("; {hint}")).collect();
    format!("it would be at fault: [{}] {}{hints}", fault.code, fault.message)
}

/// Says of each part what it repeats, as `suggest` finds it: articles and events.
fn repeats(made: &mut Import<'_>, site: &Site, files: &Files) {
    let by_role: BTreeMap<&Role, &Part> = made.files.iter().map(|file| (&file.role, &file.part)).collect();
    let mut said: BTreeMap<Part, Vec<String>> = BTreeMap::new();
    let kinds = [suggest::Kind::Copies, suggest::Kind::Events];
    for suggestion in suggest::suggest(site, files, &kinds, Score::DEFAULT_LEAST) {
        let (kind, [one, other], what_to_do) = match &suggestion.about {
            About::Copies { article, parent } => {
                (document::Kind::Article, [article, parent], "keep one, or let `derived_from` of one name the other")
            }
            About::Events { keep, replace } => {
                (document::Kind::Event, [replace, keep], "keep one if they are the same")
            }
            About::Names { .. } | About::Aliases { .. } => continue,
        };
        let part_of = |id: &Slug| by_role.get(&Role::Document(kind, id.clone())).copied();
        let found = part_of(one).map(|part| (part, other)).or_else(|| Some((part_of(other)?, one)));
        if let Some((part, other)) = found {
            let reason = suggestion.reasons.first().map(|reason| format!(": {reason}")).unwrap_or_default();
            let note = format!("it repeats the {kind} \"{other}\"{reason}; {what_to_do}");
            said.entry(part.clone()).or_default().push(note);
        }
    }
    for (part, notes) in said {
        let told = &mut made.told[part.input()];
        let more = notes.len() - 1;
        // The first is the likeliest.
        notes.into_iter().take(1).for_each(|note| told.note(part.place(), note));
        if more > 0 {
            told.note(part.place(), format!("it may repeat {more} more: see briefgen suggest --drafts"));
        }
    }
}

/// The snapshot with what was made. Clippings are left out: they hold what all pages of a publisher have in common.
fn with(files: &Files, made: &Import<'_>) -> Files {
    let new = made.files.iter().filter(|file| file.role != Role::Clipping).map(|file| {
        let content = file.text().map_or(Content::OnDisk, |text| Content::Text(text.into()));
        File { path: FilePath::new(&file.path), content }
    });
    Files::new(new.chain(files.iter().map(|(_, file)| file.clone())).collect())
}
