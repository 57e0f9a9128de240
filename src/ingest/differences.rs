//! What an index and its library differ in: what a run would take up, told without one.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use rayon::prelude::*;
use serde::Serialize;

use crate::corpus::error::CorpusError;
use crate::corpus::walk::{Source, walk};
use crate::corpus::{self, Parsed, READER};
use crate::engine::{IndexedNotice, Publication};
use crate::ingest::IngestError;
use crate::ingest::plan::Plan;
use crate::ingest::report::Failure;
use crate::ingest::run::digest_of;
use crate::lexicon::Lexicon;
use crate::lexicon::overlay::Overlay;
use crate::notice::id::NoticeId;

/// What an index and its library differ in, by paths inside the library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Differences {
    /// Files of which the index holds nothing.
    pub new: Vec<String>,
    /// Files that the index holds otherwise.
    pub changed: Vec<String>,
    /// Files that the index holds and the library does not.
    pub gone: Vec<String>,
    /// The operator's tables that are other ones than those in use.
    pub tables: Vec<&'static str>,
    /// Whether the index was made by other words or another version of the program, so that all
    /// would be read again.
    pub outdated: bool,
    /// Files that cannot be read, and why.
    pub failures: Vec<Failure>,
}

impl Differences {
    /// Tells whether the index holds what the library does.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How a file of the library stands to what the index holds of it.
#[derive(Default)]
struct Standing {
    is_new: bool,
    is_changed: bool,
    failures: Vec<Failure>,
}

/// Compares the files under the paths with what an index holds of them.
///
/// A file that cannot be read, and one whose key another has, are failures as in the report of a
/// run; a record of a notice that was taken back is no difference.
///
/// # Errors
///
/// A path that is not there, or tables of the index that cannot be used.
pub fn differences(
    paths: &[PathBuf],
    indexed: &[IndexedNotice],
    publication: &Publication,
) -> Result<Differences, IngestError> {
    let found = walk(paths)?;
    let lexicon = Lexicon::shared(&publication.overlay)?;
    let mut differences = Differences {
        outdated: lexicon.fingerprint() != publication.fingerprint || publication.reader != READER,
        failures: found.failures.iter().map(Failure::from).collect(),
        ..Differences::default()
    };
    match Overlay::of_libraries(paths) {
        Ok(overlay) => differences.tables = overlay.other_than(&publication.overlay),
        Err(error) => differences.failures.push(Failure {
            file: error.path.to_string_lossy().into_owned(),
            reason: error.source.to_string(),
        }),
    }
    let there: HashSet<&str> =
        found.sources.iter().map(|source| source.relative.as_str()).collect();
    let plan = Plan::new(&found.sources, indexed, publication.imports.clone());
    let held = indexed.iter().map(|notice| (&notice.id, notice.file.as_str())).collect();
    let comparison = Comparison { plan: &plan, lexicon: &lexicon, there: &there, held: &held };
    let standings: Vec<Standing> =
        found.sources.par_iter().map(|source| comparison.of(source)).collect();
    for (source, standing) in found.sources.iter().zip(standings) {
        let Standing { is_new, is_changed, failures } = standing;
        differences.new.extend(is_new.then(|| source.relative.clone()));
        differences.changed.extend(is_changed.then(|| source.relative.clone()));
        differences.failures.extend(failures);
    }
    let gone: BTreeSet<&str> = indexed
        .iter()
        .map(|notice| notice.file.as_str())
        .filter(|file| !there.contains(file) && !found.hides(file))
        .collect();
    differences.gone = gone.into_iter().map(str::to_owned).collect();
    Ok(differences)
}

/// What files are compared with.
struct Comparison<'a> {
    plan: &'a Plan<'a>,
    lexicon: &'a Lexicon,
    /// Paths of the files in the library.
    there: &'a HashSet<&'a str>,
    /// The file of each notice that the index holds.
    held: &'a HashMap<&'a NoticeId, &'a str>,
}

impl Comparison<'_> {
    fn of(&self, source: &Source) -> Standing {
        let failed = |error: CorpusError| Standing {
            failures: vec![Failure::from(&error)],
            ..Standing::default()
        };
        let bytes = match corpus::read_bytes(&source.path) {
            Ok(bytes) => bytes,
            // It went away since the library was listed.
            Err(_) if !source.path.exists() => return Standing::default(),
            Err(error) => return failed(error),
        };
        let digest = blake3::hash(&bytes).to_hex();
        if self.plan.is_unchanged(source, &digest) {
            return Standing::default();
        }
        match corpus::read(source, &bytes, self.lexicon) {
            Ok(notices) => self.of_notices(source, notices),
            Err(error) => failed(error),
        }
    }

    fn of_notices(&self, source: &Source, notices: Vec<Result<Parsed, CorpusError>>) -> Standing {
        let mut failures = Vec::new();
        let mut now = HashSet::new();
        for notice in notices {
            let mut parsed = match notice {
                Ok(parsed) => parsed,
                Err(error) => {
                    failures.push(Failure::from(&error));
                    continue;
                }
            };
            if !source.format.names_keys() {
                parsed.notice.id = self.plan.key(source);
            }
            if self.is_of_another(source, &parsed.notice.id) {
                failures.push(Failure::twice(&source.path, &parsed.notice.id));
                continue;
            }
            let digest = digest_of(&parsed);
            now.insert((parsed.notice.id, digest));
        }
        let before = self.plan.before(source).iter();
        let before: HashSet<(NoticeId, String)> =
            before.map(|notice| (notice.id.clone(), notice.digest.clone())).collect();
        // What was indexed of a file stays where it cannot be read, as that of a line does.
        let is_changed = match (failures.is_empty(), source.format.holds_several()) {
            (true, true) => now != before,
            (false, _) => !now.is_subset(&before),
            (true, false) => true,
        };
        Standing {
            is_new: before.is_empty() && !now.is_empty(),
            is_changed: !before.is_empty() && is_changed,
            failures,
        }
    }

    /// Tells whether the index holds a notice of this key from another file that is still there.
    fn is_of_another(&self, source: &Source, id: &NoticeId) -> bool {
        self.held.get(id).is_some_and(|file| {
            *file != source.relative && self.there.contains(file) && self.plan.can_have(file, id)
        })
    }
}
