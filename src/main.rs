//! The program: everything is in the library.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Linking a site makes and drops a hundred thousand small values, most of its time in the system's allocator. Without
/// huge pages a build holds a tenth less: see docs/performance.md.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    briefgen::cli::run(std::env::args_os())
}
