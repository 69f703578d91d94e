//! RIS, which reference managers import: a tag and a value on each line.
//!
//! RIS has no escapes, so a value is made one line. A date is written in RIS's own form where that says it, and as EDTF
//! elsewhere; `PY`, which everybody reads as a year, stands only where the year is certain and all that `DA` adds to.

use std::fmt::Write as _;

use super::citation::{Citation, Kind};
use super::dates;

pub(super) fn write(citations: &[&Citation]) -> String {
    citations.iter().map(|citation| record(citation)).collect()
}

fn record(citation: &Citation) -> String {
    let kind = match citation.kind {
        Kind::ArticleNewspaper => "NEWS",
        Kind::Webpage => "ELEC",
        Kind::Document => "GEN",
    };
    let mut out = format!("TY  - {kind}\r\n");
    let mut line = |tag: &str, value: &str| {
        let value = super::one_line(value);
        if !value.is_empty() {
            let _ = write!(out, "{tag}  - {value}\r\n");
        }
    };
    line("ID", &citation.id);
    line("TI", &citation.title);
    for name in &citation.author {
        line("AU", &name.literal);
    }
    line("T2", citation.container_title.as_deref().unwrap_or_default());
    if let Some(date) = &citation.issued {
        let year = dates::plain(date).map(|parts| format!("{:04}", parts[0]));
        line("PY", year.as_deref().unwrap_or_default());
        line("DA", &dates::ris(date));
    }
    line("UR", &citation.url);
    line("AV", citation.archive_location.as_deref().unwrap_or_default());
    line("Y2", &citation.accessed.as_ref().map(dates::ris).unwrap_or_default());
    line("LA", citation.language.as_deref().unwrap_or_default());
    line("N1", citation.note.as_deref().unwrap_or_default());
    out.push_str("ER  - \r\n\r\n");
    out
}
