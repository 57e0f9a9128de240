//! What a peer is asked to do, as its arguments say.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

/// One start of a peer.
#[derive(Clone, Debug, Args)]
pub struct Task {
    /// What is to be done.
    pub step: Step,
    /// The folder with the cut notices and the queries, in which indexes and reports are put.
    pub folder: PathBuf,
    /// How often each query is searched and measured.
    pub runs: usize,
    /// How many values of each dimension are returned.
    pub values: usize,
}

/// What a peer does in one start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// Writes an index of the notices.
    Index,
    /// Searches it.
    Search,
}

impl Step {
    /// Returns its name among arguments.
    pub fn name(self) -> &'static str {
        match self {
            Self::Index => "index",
            Self::Search => "search",
        }
    }
}

impl Task {
    /// Returns the folder of a peer's index.
    pub fn index(&self, peer: &str) -> PathBuf {
        self.folder.join(peer)
    }

    /// Returns the file of a peer's report.
    pub fn report(&self, peer: &str) -> PathBuf {
        self.folder.join(format!("{peer}-{}.json", self.step.name()))
    }

    /// Writes a peer's report.
    ///
    /// # Panics
    ///
    /// Where it cannot be written.
    pub fn done(&self, peer: &str, report: &impl Serialize) {
        let file = File::create(self.report(peer)).expect("a new file");
        serde_json::to_writer(file, report).expect("room on the disk");
    }
}

/// Returns the bytes of a folder's files.
pub fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries
        .map(|entry| match entry.metadata() {
            Ok(data) if data.is_dir() => size(&entry.path()),
            Ok(data) => data.len(),
            Err(_) => 0,
        })
        .sum()
}
