//! Front matter of each kind: whatever the bytes are, the file is read or its faults are told.

#![no_main]

mod site;

use briefgen::Plan;
use briefgen::document::Kind;
use briefgen::model::Options;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| {
    // The first character chooses the kind: a seed begins with a digit.
    let Some((choice, text)) = data.chars().next().map(|first| (first, &data[first.len_utf8()..])) else { return };
    let kind = Kind::ALL[choice as usize % Kind::ALL.len()];
    let files = site::files(&format!("content/{}/x.md", kind.folder()), text);
    let diagnosed = Plan::new(&files, &Options::default());
    site::assert_told(&diagnosed, &files);
});
