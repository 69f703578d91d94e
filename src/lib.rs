//! briefgen turns cleaned news articles into a static briefing site, in which every dated claim leads back to who reported
//! it, through whom it came, and how many independent origins stand behind it.
//!
//! The pipeline, in the order of the folders:
//!
//! ```text
//! read        disk            -> Files       an immutable snapshot
//! document    Files           -> Documents   front matter, Markdown, configuration; every value knows its place
//! model       Documents       -> Site        ids resolved, events merged, origins counted, links and addresses
//! pages       Site, Route     -> Page        one pure function for each kind of page
//! render      Page, theme     -> bytes       Tera
//! write       bytes           -> disk        all at once or not at all
//! ```
//!
//! [`Plan::new`] is everything between the snapshot and the pages, and [`Plan::output`] the rest up to bytes. The core is a
//! function of the snapshot: disk, clock and terminal are the business of `read`, `write`, `report` and `cli` alone. Faults
//! of the content are collected as [`diagnostic::Diagnostic`]s, all of them in one run.

pub mod date;
pub mod diagnostic;
pub mod document;
pub mod files;
pub mod model;
pub mod slug;
