//! What a peer reports.

use std::fs;

use serde::{Deserialize, Serialize};

/// The libraries that peers are built with.
const LOCK: &str = include_str!("../../Cargo.lock");

/// What indexing took.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Indexed {
    /// The peer with its version.
    pub engine: String,
    /// Seconds of processor, of all threads; reading the cut notices is left out.
    pub processor: f64,
    /// Bytes of the index.
    pub bytes: u64,
    /// The most memory that was in use at once, in MB.
    pub peak: f64,
}

/// What searching took.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Searched {
    /// Memory in use after the searches, in MB.
    pub memory: f64,
    /// The searches.
    pub searches: Vec<Search>,
}

/// One query, searched several times.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Search {
    /// Its words, a blank between.
    pub text: String,
    /// Whether dimensions were counted.
    pub counted: bool,
    /// How many notices match.
    pub found: u64,
    /// The largest counts of each dimension, in the order of the dimensions; none where the peer
    /// keeps them to itself.
    pub counts: Vec<Vec<u64>>,
    /// Milliseconds of processor of each run.
    pub processor: Vec<f64>,
    /// Milliseconds of each run.
    pub wall: Vec<f64>,
}

/// Returns how much memory this process uses or used, in MB, as Linux tells it under a name such as
/// `VmHWM`.
pub fn memory(name: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
}

/// Returns the version of a library as the lock has it.
///
/// # Panics
///
/// Where the lock has none of that name.
pub fn version(library: &str) -> &'static str {
    let name = format!("name = \"{library}\"\nversion = \"");
    let (_, behind) = LOCK.split_once(&name).expect("a library of the lock");
    behind.split('"').next().unwrap_or_default()
}
