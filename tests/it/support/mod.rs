//! What tests share: libraries in temporary folders, a site over one, runs of the program.

pub(crate) mod chance;
pub(crate) mod closed;
pub(crate) mod cluster;
pub(crate) mod double;
pub(crate) mod engine;
pub(crate) mod explained;
pub(crate) mod faulty;
pub(crate) mod house;
pub(crate) mod keys;
pub(crate) mod library;
pub(crate) mod program;
pub(crate) mod served;
pub(crate) mod site;

use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};

/// The day on which tests ask.
pub(crate) const TODAY: Date = date(2025, 6, 1);

/// The sample library.
pub(crate) fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// The folder of real notices and judged queries, where the machine has it.
pub(crate) fn shared() -> PathBuf {
    #[expect(clippy::disallowed_methods, reason = "tests have no options but the environment")]
    let given = std::env::var("ZHENGSOU_SHARED");
    Path::new(env!("CARGO_MANIFEST_DIR")).join(given.unwrap_or_else(|_| "../shared".to_owned()))
}
