//! Whether an index and its library are as they were written, and whether they agree; told without a
//! change and without waiting for anybody.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Serialize;

use crate::engine::open;
use crate::engine::soundness::Soundness;
use crate::ingest::IngestError;
use crate::ingest::differences::{Differences, differences};
use crate::received::examine::{self, Counts};

/// A file that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Damage {
    /// The file.
    pub file: String,
    /// What is wrong with it.
    pub reason: String,
}

/// What is found of an index and its library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Number of the publication; 0 where it cannot be told.
    pub generation: u64,
    /// When it was published.
    pub made_at: Option<Timestamp>,
    /// Notices that can be found.
    pub notices: u64,
    /// Clauses that can be found.
    pub clauses: u64,
    /// Notices that were received over HTTP.
    pub received: Counts,
    /// What is damaged, of the index and of what was received.
    pub damages: Vec<Damage>,
    /// What index and library differ in; `None` where that cannot be told of a damaged index.
    pub differences: Option<Differences>,
}

/// Reads an index and its library again, which the paths of the last run name.
///
/// # Errors
///
/// There is no index, another version of the program made it, or another process does not cease to
/// publish into it; a path of the library is not there.
pub fn verify(index: &Path) -> Result<Verified, IngestError> {
    let Soundness { generation, notices, clauses, publication, sources, damages } =
        open::examine(index)?;
    let mut verified = Verified {
        generation,
        notices,
        clauses,
        made_at: publication.as_ref().and_then(|publication| publication.made_at),
        ..Verified::default()
    };
    let is_sound = damages.is_empty();
    verified.damages.extend(damages.into_iter().map(|damage| of(&damage.path, damage.reason)));
    let Some(publication) = publication else { return Ok(verified) };
    let paths: Vec<PathBuf> = publication.paths.iter().map(PathBuf::from).collect();
    for path in paths.iter().filter(|path| path.is_dir()) {
        read_received(path, &mut verified);
    }
    if is_sound {
        verified.differences = Some(differences(&paths, &sources, &publication)?);
    }
    Ok(verified)
}

fn read_received(library: &Path, verified: &mut Verified) {
    match examine::examine(library) {
        Ok((counts, faults)) => {
            verified.received += counts;
            verified.damages.extend(faults.into_iter().map(|fault| of(&fault.path, fault.reason)));
        }
        Err(error) => verified.damages.push(of(library, format!("cannot be listed: {error}"))),
    }
}

fn of(path: &Path, reason: String) -> Damage {
    Damage { file: path.to_string_lossy().into_owned(), reason }
}
