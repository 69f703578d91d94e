//! Tests of the whole: the library, the binary, the repository.

#![expect(clippy::unwrap_used, reason = "what fails here fails a test")]

mod again;
mod as_of;
mod autolink;
mod bounds;
mod cards;
mod clipped_pages;
mod clippings;
mod command_line;
mod determinism;
mod diagnostics;
mod editors;
mod explain;
mod exports;
mod external;
mod feeds;
mod formats;
mod golden;
mod hostile;
mod import;
mod import_posts;
mod import_tables;
mod inert;
mod init;
mod injection;
mod links;
mod new;
mod npm;
mod origins;
mod payloads;
mod pictures;
mod reference;
mod repository;
mod safe;
mod schema;
mod search;
mod serve;
mod suggest;
mod support;
mod tidy;
mod weight;
mod wholeness;
mod words;
mod workflows;
mod years;
