//! Tests of the whole: the library, the binary, the repository.

mod determinism;
mod diagnostics;
mod golden;
mod links;
mod origins;
mod repository;
mod support;
mod tidy;
