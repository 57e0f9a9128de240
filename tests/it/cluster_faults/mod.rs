//! What becomes of searches and publications while nodes of a real cluster are lost.
//!
//! `just opensearch-cluster` starts three nodes for them. They run one after another: each has the
//! nodes to itself.

mod arriving;
mod busy;
mod missing;
mod nodes;
mod passage;
mod searching;
mod watcher;
mod writing;

use std::ops::RangeInclusive;

use crate::support::library::{Library, notice};

/// What the notices of these tests are about.
const MATTER: &str = "档案查阅";

/// Writes notices of some numbers into a library.
fn fill(library: &Library, numbers: RangeInclusive<u32>) {
    for number in numbers {
        library.write(&format!("n{number:04}.txt"), notice("清泽市", number, MATTER));
    }
}
