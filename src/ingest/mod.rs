//! Makes an index hold what is under some paths: reads what changed, takes out what is gone.

mod plan;
pub mod report;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;
use thiserror::Error;

use crate::analysis::Analyzer;
use crate::corpus::error::CorpusError;
use crate::corpus::walk::{Source, Walk, walk};
use crate::corpus::{self, Parsed};
use crate::engine::document::{NoticeDocument, Origin};
use crate::engine::error::EngineError;
use crate::engine::{Engine, IndexWriter, IndexedNotice, Publication, Status};
use crate::ingest::plan::{Change, Plan};
use crate::ingest::report::{Failure, IngestReport};
use crate::lexicon::Lexicon;
use crate::lexicon::overlay::{FOLDER, Overlay, OverlayError};
use crate::lexicon::table::TableError;
use crate::notice::id::NoticeId;

/// Files that are read together: enough to keep all cores busy, few enough to bound memory.
const FILES_AT_ONCE: usize = 64;

/// Notices that are analysed and handed to the engine together.
const NOTICES_AT_ONCE: usize = 256;

/// What to index, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IngestOptions {
    /// The whole library; the paths of the last run when empty.
    pub paths: Vec<PathBuf>,
    /// Whether to make a new generation even where changes would do.
    pub rebuild: bool,
    /// When this is done, where the index is to say so.
    pub now: Option<Timestamp>,
}

/// Why nothing was indexed; what was published before stays as it was.
#[derive(Debug, Error)]
pub enum IngestError {
    /// No path was given, and none is known from before.
    #[error("no paths were given and this index has none from before")]
    NoPaths,
    /// A path is not there or cannot be read.
    #[error(transparent)]
    Path(#[from] CorpusError),
    /// An operator's table cannot be read from disk.
    #[error(transparent)]
    Overlay(#[from] OverlayError),
    /// An operator's table has a line that cannot be used.
    #[error("in the folder {FOLDER}: {0}")]
    Table(#[from] TableError),
    /// The engine refused.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Hears how far the work is.
pub trait Progress: Sync {
    /// So many files are to be looked at.
    fn begin(&self, files: u64);
    /// One more has been looked at.
    fn advance(&self, files: u64);
    /// The changes are being published.
    fn publishing(&self);
}

/// Hears nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _files: u64) {}
    fn advance(&self, _files: u64) {}
    fn publishing(&self) {}
}

/// Makes an index hold what is under the paths, and publishes it.
///
/// Sources are compared by the digest of their bytes. A file that cannot be read is named in the
/// report and stops nothing; what was indexed of it before
/// stays, unless everything is read again.
///
/// # Errors
///
/// A path that is not there, tables that cannot be used, an engine that refuses. Nothing is
/// published then.
pub async fn ingest(
    engine: &dyn Engine,
    options: &IngestOptions,
    progress: &dyn Progress,
) -> Result<IngestReport, IngestError> {
    let before = Before::of(engine, options).await?;
    let paths = before.paths(options)?;
    let found = walk(&paths)?;
    let overlay = Overlay::of_libraries(&paths)?;
    let lexicon = Lexicon::new(&overlay)?;
    let publication = Publication {
        paths: paths.iter().map(|path| path.to_string_lossy().into_owned()).collect(),
        fingerprint: lexicon.fingerprint(),
        imports: BTreeMap::new(),
        made_at: options.now,
        overlay,
    };
    let outdated = before.is_outdated(&publication.fingerprint);
    let before = before.status;
    let rebuild = options.rebuild || outdated || before.is_none();
    let indexed = if rebuild { Vec::new() } else { engine.sources().await? };
    progress.begin(found.sources.len() as u64);
    let imports =
        before.as_ref().filter(|_| !rebuild).map(|status| status.publication.imports.clone());
    let plan = Plan::new(&found.sources, &indexed, imports.unwrap_or_default());
    let mut run = Run {
        engine,
        lexicon: &lexicon,
        analyzer: None,
        writer: None,
        rebuild,
        seen: HashSet::new(),
        imports: BTreeMap::new(),
        report: IngestReport::new(&found, outdated),
    };
    run.read(&found, &plan, progress).await?;
    run.remove(&found, &plan).await?;
    run.publish(publication, before, progress).await
}

/// What an index held before a run.
struct Before {
    /// What was published, where it can be searched.
    status: Option<Status>,
    /// The paths that were the whole library.
    known_paths: Vec<String>,
}

impl Before {
    /// Looks at an index; a damaged one is passed over where all is read again from given paths.
    async fn of(engine: &dyn Engine, options: &IngestOptions) -> Result<Self, EngineError> {
        match engine.status().await {
            Ok(status) => {
                Ok(Self { known_paths: status.publication.paths.clone(), status: Some(status) })
            }
            Err(EngineError::Missing { .. }) => Ok(Self { status: None, known_paths: Vec::new() }),
            Err(EngineError::Outdated { library, .. }) => {
                Ok(Self { status: None, known_paths: library })
            }
            Err(EngineError::Damaged { .. }) if options.rebuild && !options.paths.is_empty() => {
                Ok(Self { status: None, known_paths: Vec::new() })
            }
            Err(error) => Err(error),
        }
    }

    /// Returns the paths given, else those of the last run.
    fn paths(&self, options: &IngestOptions) -> Result<Vec<PathBuf>, IngestError> {
        if !options.paths.is_empty() {
            return Ok(options.paths.clone());
        }
        if self.known_paths.is_empty() {
            return Err(IngestError::NoPaths);
        }
        Ok(self.known_paths.iter().map(PathBuf::from).collect())
    }

    /// Tells whether an index is there that this program and its tables did not make.
    fn is_outdated(&self, fingerprint: &str) -> bool {
        match &self.status {
            Some(status) => status.publication.fingerprint != fingerprint,
            None => !self.known_paths.is_empty(),
        }
    }
}

/// One run over a library.
struct Run<'a> {
    engine: &'a dyn Engine,
    lexicon: &'a Lexicon,
    analyzer: Option<Arc<Analyzer>>,
    writer: Option<Box<dyn IndexWriter>>,
    rebuild: bool,
    /// Keys of the notices read or kept in this run.
    seen: HashSet<NoticeId>,
    /// Digests of the imports read or kept in this run.
    imports: BTreeMap<String, String>,
    report: IngestReport,
}

/// A file after reading: its digest and its notices, or why there are none.
type ReadFile<'s> = (&'s Source, Result<(String, Vec<Result<Parsed, CorpusError>>), CorpusError>);

impl Run<'_> {
    /// Reads the files that changed, some at once on all cores.
    async fn read(
        &mut self,
        found: &Walk,
        plan: &Plan<'_>,
        progress: &dyn Progress,
    ) -> Result<(), IngestError> {
        for sources in found.sources.chunks(FILES_AT_ONCE) {
            let read: Vec<Option<ReadFile<'_>>> = sources
                .par_iter()
                .map(|source| read_if_changed(source, plan, self.lexicon))
                .collect();
            for (source, file) in sources.iter().zip(read) {
                match file {
                    None => self.keep(source, plan),
                    Some((source, Ok((file_digest, notices)))) => {
                        self.put(source, &file_digest, notices, plan).await?;
                    }
                    Some((source, Err(error))) => {
                        self.keep(source, plan);
                        self.report.fail(source, &error);
                    }
                }
            }
            progress.advance(sources.len() as u64);
        }
        Ok(())
    }

    fn keep(&mut self, source: &Source, plan: &Plan<'_>) {
        let indexed = plan.before(source);
        self.imports.extend(
            plan.import_digest(source).map(|digest| (source.relative.clone(), digest.to_owned())),
        );
        for notice in indexed {
            if self.see(source, &notice.id) {
                self.report.notices.unchanged += 1;
            }
        }
    }

    /// Notes a key; tells whether no file before had it, and reports where one did.
    fn see(&mut self, source: &Source, id: &NoticeId) -> bool {
        let is_first = self.seen.insert(id.clone());
        if !is_first {
            self.report.fail_with(source, format!("the key `{id}` stands twice in the library"));
        }
        is_first
    }

    /// Hands the notices of a file to the engine, those that have not changed left out.
    async fn put(
        &mut self,
        source: &Source,
        file_digest: &str,
        notices: Vec<Result<Parsed, CorpusError>>,
        plan: &Plan<'_>,
    ) -> Result<(), IngestError> {
        let is_whole = notices.iter().all(Result::is_ok);
        if is_whole && source.format.holds_several() {
            self.imports.insert(source.relative.clone(), file_digest.to_owned());
        }
        let before: HashMap<&NoticeId, &IndexedNotice> =
            plan.before(source).iter().map(|notice| (&notice.id, *notice)).collect();
        let mut changed = Vec::new();
        for notice in notices {
            let mut parsed = match notice {
                Ok(parsed) => parsed,
                Err(error) => {
                    self.report.fail(source, &error);
                    continue;
                }
            };
            if !source.format.names_keys() {
                parsed.notice.id = plan.key(source);
            }
            let id = parsed.notice.id.clone();
            if !self.see(source, &id) {
                continue;
            }
            let digest = digest_of(&parsed);
            match plan.change(source, before.get(&id).copied(), &id, &digest) {
                Change::Added => self.report.notices.added += 1,
                Change::Updated => self.report.notices.updated += 1,
                Change::None => {
                    self.report.notices.unchanged += 1;
                    continue;
                }
            }
            self.report.count(&parsed.notice);
            let origin = Origin {
                file: source.relative.clone(),
                file_digest: file_digest.to_owned(),
                digest,
            };
            changed.push((parsed, origin));
        }
        if !is_whole {
            // A line that cannot be read may be one that was indexed: all of them stay, and the
            // file is read and named again until it is mended.
            self.seen.extend(plan.before(source).iter().map(|notice| notice.id.clone()));
        }
        let analyzer = Arc::clone(self.analyzer.get_or_insert_with(|| self.lexicon.analyzer()));
        if self.writer.is_none() && !changed.is_empty() {
            self.writer = Some(self.begin().await?);
        }
        let mut changed = changed.into_iter().peekable();
        while changed.peek().is_some() {
            let batch: Vec<(Parsed, Origin)> = changed.by_ref().take(NOTICES_AT_ONCE).collect();
            let documents: Vec<NoticeDocument> = batch
                .into_par_iter()
                .map(|(parsed, origin)| {
                    NoticeDocument::new(parsed.notice, &parsed.page, origin, &analyzer)
                })
                .collect();
            if let Some(writer) = &mut self.writer {
                writer.put(documents).await?;
            }
        }
        Ok(())
    }

    /// Takes out what is no longer in the library.
    ///
    /// What stood in a folder that cannot be listed now is not known to be gone, and stays.
    async fn remove(&mut self, found: &Walk, plan: &Plan<'_>) -> Result<(), IngestError> {
        let gone: Vec<NoticeId> = plan
            .indexed()
            .filter(|notice| !self.seen.contains(&notice.id) && !found.hides(&notice.file))
            .map(|notice| notice.id.clone())
            .collect();
        if gone.is_empty() {
            return Ok(());
        }
        if self.writer.is_none() {
            self.writer = Some(self.begin().await?);
        }
        for id in gone {
            if let Some(writer) = &mut self.writer {
                writer.remove(&id).await?;
            }
            self.report.notices.removed += 1;
        }
        Ok(())
    }

    async fn begin(&self) -> Result<Box<dyn IndexWriter>, EngineError> {
        if self.rebuild { self.engine.rebuild().await } else { self.engine.update().await }
    }

    /// Publishes what changed; nothing is published where nothing did.
    async fn publish(
        mut self,
        mut publication: Publication,
        before: Option<Status>,
        progress: &dyn Progress,
    ) -> Result<IngestReport, IngestError> {
        publication.imports = std::mem::take(&mut self.imports);
        let is_said = before.as_ref().is_some_and(|status| status.publication == publication);
        if self.writer.is_none() && (self.rebuild || !is_said) {
            self.writer = Some(self.begin().await?);
        }
        let status = match (self.writer.take(), before) {
            (Some(writer), _) => {
                progress.publishing();
                writer.publish(publication).await?
            }
            (None, Some(before)) => before,
            (None, None) => Status::default(),
        };
        self.report.clauses = status.clauses;
        self.report.generation = status.generation;
        Ok(self.report)
    }
}

/// Reads a file unless its bytes are those that were read before.
fn read_if_changed<'s>(
    source: &'s Source,
    plan: &Plan<'_>,
    lexicon: &Lexicon,
) -> Option<ReadFile<'s>> {
    let bytes = match corpus::read_bytes(&source.path) {
        Ok(bytes) => bytes,
        Err(error) => return Some((source, Err(error))),
    };
    let digest = blake3::hash(&bytes).to_hex().to_string();
    if plan.is_unchanged(source, &digest) {
        return None;
    }
    Some((source, corpus::read(source, &bytes, lexicon).map(|notices| (digest, notices))))
}

/// Returns the digest of what a notice was read from: its page, and beside it the title and the
/// address that an import gives.
fn digest_of(parsed: &Parsed) -> String {
    let Parsed { notice, page } = parsed;
    let mut hasher = blake3::Hasher::new();
    for part in [Some(page), notice.title.as_ref(), notice.url.as_ref()] {
        let part = part.map_or("", String::as_str);
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

impl IngestReport {
    fn fail(&mut self, source: &Source, error: &CorpusError) {
        self.fail_with(source, error.reason.to_string());
    }

    fn fail_with(&mut self, source: &Source, reason: String) {
        self.notices.failed += 1;
        self.failures.push(Failure { file: source.path.to_string_lossy().into_owned(), reason });
    }
}
