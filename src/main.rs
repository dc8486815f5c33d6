//! The command: everything it does is in the library.

use std::process::ExitCode;

/// Parsing is mostly allocation: this allocator takes a tenth off a whole run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    coderlint::cli::run()
}
