//! How soon a command answers that was just started, beside what loading the bare segmenter takes.

use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::indexing::Indexed;
use crate::table::{Budget, Table};

/// Runs of each; the quickest counts.
const RUNS: usize = 5;

/// Measures a search from the terminal.
pub(crate) fn measure(table: &mut Table, indexed: &Indexed) {
    let loaded = quickest(|| {
        #[expect(clippy::disallowed_types, reason = "the measure that ours is compared with")]
        black_box(jieba_rs::Jieba::new());
    });
    let answered = quickest(|| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhengsou"));
        command.args(["search", "政务 公开", "--index"]).arg(indexed.folder.path());
        let status = command.stdout(Stdio::null()).status().expect("the program");
        assert!(status.success(), "the program finds something");
    });
    table.add("start: the bare segmenter", loaded, "ms");
    table
        .add("start: a command, to its first answer", answered, "ms")
        .beside(loaded, "of loading the bare segmenter")
        .within(Budget::Most(0.4));
}

/// Returns the milliseconds of the quickest run.
fn quickest(work: impl Fn()) -> f64 {
    let once = |_| {
        let begun = Instant::now();
        work();
        begun.elapsed().as_secs_f64() * 1000.0
    };
    (0..RUNS).map(once).fold(f64::INFINITY, f64::min)
}
