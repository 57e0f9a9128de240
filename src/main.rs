//! Runs the command line and turns its result into an exit code.

use std::process::ExitCode;

/// Gives back what threads no longer use, where that of the system keeps a quarter of the memory of a
/// site in pieces (docs/performance.md).
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    zhengsou::cli::run()
}
