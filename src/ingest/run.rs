//! One run over a library: reads what changed, hands it to the engine, takes out what is gone, publishes.

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use crate::corpus::error::CorpusError;
use crate::corpus::walk::{Source, Walk};
use crate::corpus::{self, Parsed};
use crate::engine::document::{NoticeDocument, Origin};
use crate::engine::error::EngineError;
use crate::engine::{Engine, IndexWriter, IndexedNotice, Publication, Status};
use crate::ingest::plan::{Change, Plan};
use crate::ingest::report::{Failure, IngestReport};
use crate::ingest::{IngestError, Progress};
use crate::lexicon::Lexicon;
use crate::notice::Notice;
use crate::notice::id::NoticeId;

/// Files that are read together: enough to keep all cores busy, few enough to bound memory.
const FILES_AT_ONCE: usize = 64;

/// Notices that are analysed and handed to the engine together.
const NOTICES_AT_ONCE: usize = 256;

/// One run over a library.
pub(super) struct Run<'a> {
    engine: &'a dyn Engine,
    lexicon: &'a Lexicon,
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

impl<'a> Run<'a> {
    /// Begins a run, whose report tells of what was found.
    pub(super) fn new(
        engine: &'a dyn Engine,
        lexicon: &'a Lexicon,
        rebuild: bool,
        report: IngestReport,
    ) -> Self {
        Self {
            engine,
            lexicon,
            writer: None,
            rebuild,
            seen: HashSet::new(),
            imports: BTreeMap::new(),
            report,
        }
    }

    /// Reads the files that changed, some at once on all cores.
    pub(super) async fn read(
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
                        self.report.fail(Failure::from(&error));
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
            self.report.fail(Failure::twice(&source.path, id));
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
                    self.report.fail(Failure::from(&error));
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
        let analyzer = self.lexicon.analyzer();
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
    pub(super) async fn remove(
        &mut self,
        found: &Walk,
        plan: &Plan<'_>,
    ) -> Result<(), IngestError> {
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
    pub(super) async fn publish(
        mut self,
        mut publication: Publication,
        before: Option<Status>,
        progress: &dyn Progress,
    ) -> Result<IngestReport, IngestError> {
        publication.imports = std::mem::take(&mut self.imports);
        let is_said = before.as_ref().is_some_and(|status| says(&status.publication, &publication));
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

/// Tells whether a publication says already what another would: a look that finds nothing new is no
/// change of the library, and its time is not told.
fn says(before: &Publication, now: &Publication) -> bool {
    let at_the_same_time = Publication { made_at: before.made_at, ..now.clone() };
    let has_its_time = before.made_at.is_some() || now.made_at.is_none();
    has_its_time && *before == at_the_same_time
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

/// Returns the digest of what a notice was read from: its page, beside it the title and the
/// address that an import gives. A chunk was read from other lines as well, so that all that was
/// read counts.
pub(super) fn digest_of(parsed: &Parsed) -> String {
    let Parsed { notice, page } = parsed;
    let mut hasher = blake3::Hasher::new();
    for part in [Some(page), notice.title.as_ref(), notice.url.as_ref()] {
        let part = part.map_or("", String::as_str);
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    if notice.chunk.is_some() {
        let read = Notice { file: String::new(), ..notice.clone() };
        hasher.update(format!("{read:?}").as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}
