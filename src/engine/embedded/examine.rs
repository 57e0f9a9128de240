//! Reads all that was published again, and finds what is not as it was written.
//!
//! Nothing is changed and nothing locked: a process that publishes meanwhile is not held up. What it
//! takes away while it is being read is no damage, so that all is read again then.

use std::path::{Path, PathBuf};
use std::{fs, io};

use tantivy::index::{SegmentComponent, SegmentMeta};
use tantivy::schema::Value;
use tantivy::store::StoreReader;
use tantivy::{Index, SegmentReader, TantivyDocument};

use crate::engine::document::{ClauseRecord, NoticeRecord};
use crate::engine::embedded::columns::Columns;
use crate::engine::embedded::generation::{Generation, Generations, META, Payload, payload};
use crate::engine::embedded::schema::schema;
use crate::engine::embedded::snapshot::sources_of;
use crate::engine::embedded::tally::Counts;
use crate::engine::error::EngineError;
use crate::engine::soundness::Soundness;
use crate::lexicon::overlay::{NAMES, Overlay};

/// How often an index is read that another process goes on publishing into.
const MOST_TRIES: usize = 10;

/// Blocks of records that are kept unpacked: they are read in their order.
const CACHED_BLOCKS: usize = 1;

/// The fewest bytes of a file: what its checksum takes, without which comparing it panics.
const SHORTEST: u64 = 8;

/// The files that every segment has.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::Terms,
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FieldNorms,
    SegmentComponent::FastFields,
    SegmentComponent::Store,
];

/// Reads what was published last in a folder of generations.
///
/// # Errors
///
/// There is no index, another version of the program made it, or another process does not cease to
/// publish into it.
pub(in crate::engine) fn examine(root: &Path) -> Result<Soundness, EngineError> {
    let generations = Generations::new(root);
    for _ in 0..MOST_TRIES {
        let before = stamp(&generations);
        let found = once(&generations);
        let is_sound = found.as_ref().is_ok_and(|found| found.damages.is_empty());
        if is_sound || stamp(&generations) == before {
            return found;
        }
    }
    Err(EngineError::Locked { path: root.to_owned() })
}

/// Returns what differs after each publication and whenever files are put together.
fn stamp(generations: &Generations) -> (Option<PathBuf>, Option<Vec<u8>>) {
    let current = generations.current().ok().flatten().map(|generation| generation.path);
    let metas = current.as_ref().and_then(|path| fs::read(path.join(META)).ok());
    (current, metas)
}

fn once(generations: &Generations) -> Result<Soundness, EngineError> {
    let mut found = Soundness::default();
    let generation = match generations.current() {
        Ok(Some(generation)) => generation,
        Ok(None) => return Err(EngineError::Missing { path: generations.root().to_owned() }),
        Err(EngineError::Damaged { path, reason }) => {
            found.damage(&path, &reason);
            return Ok(found);
        }
        Err(error) => return Err(error),
    };
    let index = match generation.open() {
        Ok(index) => index,
        Err(EngineError::Damaged { path, reason }) => {
            found.damage(&path.join(META), &reason);
            return Ok(found);
        }
        Err(error) => return Err(error),
    };
    read_tables(&generation, &mut found);
    let counts = read_payload(&generation, &index, &mut found);
    let segments = match index.searchable_segment_metas() {
        Ok(segments) => segments,
        Err(error) => {
            found.damage(&generation.path.join(META), &error);
            return Ok(found);
        }
    };
    let before = found.damages.len();
    for segment in segments {
        if read_files(&generation, &index, &segment, &mut found) {
            read_segment(&generation, &index, segment, &mut found);
        }
    }
    let is_whole = found.damages.len() == before;
    let held = Counts { notices: found.notices, clauses: found.clauses };
    if let Some(counts) = counts.filter(|counts| is_whole && *counts != held) {
        let reason = format!(
            "{} notices and {} clauses were published, and {} and {} are there",
            counts.notices, counts.clauses, held.notices, held.clauses
        );
        found.damage(&generation.path.join(META), &reason);
    }
    if let Some(publication) = &mut found.publication {
        publication.overlay = Overlay::read(&generation.lexicon()).unwrap_or_default();
    }
    Ok(found)
}

/// Reads the operator's tables, of which each was written, if only as an empty file.
fn read_tables(generation: &Generation, found: &mut Soundness) {
    for name in NAMES {
        let path = generation.lexicon().join(name);
        if let Err(error) = fs::read_to_string(&path) {
            found.damage(&path, &error);
        }
    }
}

/// Reads what was said of the publication; returns what it held.
fn read_payload(generation: &Generation, index: &Index, found: &mut Soundness) -> Option<Counts> {
    match payload(index) {
        Ok(Payload(number, kept)) => {
            found.generation = number;
            found.publication = Some(kept.publication);
            kept.counts
        }
        Err(reason) => {
            found.damage(&generation.path.join(META), &reason);
            None
        }
    }
}

/// Compares the files of a segment with their checksums; tells whether all are as they were.
fn read_files(
    generation: &Generation,
    index: &Index,
    segment: &SegmentMeta,
    found: &mut Soundness,
) -> bool {
    let deletes = segment.has_deletes().then_some(SegmentComponent::Delete);
    let before = found.damages.len();
    for component in COMPONENTS.into_iter().chain(deletes) {
        let name = segment.relative_path(component);
        let path = generation.path.join(&name);
        if let Err(reason) = find(&path) {
            found.damage(&path, &reason);
            continue;
        }
        match index.directory().validate_checksum(&name) {
            Ok(true) => {}
            Ok(false) => found.damage(&path, &"is not as it was written: its checksum is another"),
            Err(error) => found.damage(&path, &error),
        }
    }
    found.damages.len() == before
}

/// Tells that a file is there and long enough to be compared.
fn find(path: &Path) -> Result<(), String> {
    match fs::metadata(path) {
        Ok(file) if file.len() < SHORTEST => Err("is cut short".to_owned()),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err("is missing".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// Reads every record of a segment.
fn read_segment(
    generation: &Generation,
    index: &Index,
    segment: SegmentMeta,
    found: &mut Soundness,
) {
    let store = generation.path.join(segment.relative_path(SegmentComponent::Store));
    if let Err(error) = read_records(index, segment, &store, found) {
        found.damage(&store, &error);
    }
}

fn read_records(
    index: &Index,
    segment: SegmentMeta,
    path: &Path,
    found: &mut Soundness,
) -> Result<(), EngineError> {
    let reader = SegmentReader::open(&index.segment(segment))?;
    let columns = Columns::load(&reader)?;
    let store = reader.get_store_reader(CACHED_BLOCKS).map_err(tantivy::TantivyError::from)?;
    for notice in columns.alive_notices() {
        let of_clauses = columns.units(notice).map(|doc| record::<ClauseRecord>(&store, doc));
        let of_notice = record::<NoticeRecord>(&store, columns.doc_of(notice));
        for read in of_clauses.chain([of_notice]) {
            if let Err(reason) = read {
                let key = columns.key(notice);
                found.damage(path, &format!("a record of the notice `{key}` is damaged: {reason}"));
            }
        }
    }
    found.notices += columns.alive_notices().count() as u64;
    found.clauses += columns.alive_clauses() as u64;
    found.sources.extend(sources_of(&reader, &columns)?);
    Ok(())
}

/// Reads a record; a damaged one is told in words.
fn record<T: serde::de::DeserializeOwned>(store: &StoreReader, doc: u32) -> Result<(), String> {
    let document: TantivyDocument = store.get(doc).map_err(|error| error.to_string())?;
    let bytes = document.get_first(schema().1.record).and_then(|value| value.as_bytes());
    let bytes = bytes.ok_or("it is not there")?;
    serde_json::from_slice::<T>(bytes).map(drop).map_err(|error| error.to_string())
}
