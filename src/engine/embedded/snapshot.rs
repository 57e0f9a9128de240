//! What was published last, opened for searching: segments, their columns, the index's numbers.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwapOption;
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use tantivy::schema::Value;
use tantivy::{
    DocAddress, IndexReader, ReloadPolicy, Searcher, SegmentReader, TantivyDocument, Term,
};

use crate::engine::days::NO_DAY;
use crate::engine::document::NoticeRecord;
use crate::engine::embedded::columns::{Columns, Dimension, load_strings, small};
use crate::engine::embedded::companions::Companions;
use crate::engine::embedded::dictionary::Dictionary;
use crate::engine::embedded::frequencies::KeptPhrases;
use crate::engine::embedded::generation::{Generation, published};
use crate::engine::embedded::placed::KeptTerms;
use crate::engine::embedded::relations::Relations;
use crate::engine::embedded::schema::{Fields, schema};
use crate::engine::error::EngineError;
use crate::engine::phrases::PhraseList;
use crate::engine::{IndexedNotice, Known, Status};
use crate::lexicon::overlay::Overlay;
use crate::notice::citation::Citation;
use crate::notice::id::NoticeId;
use crate::notice::status::Validity;
use crate::query::facet::FacetField;

/// Blocks of records that are kept unpacked.
const CACHED_BLOCKS: usize = 64;

/// A publication opened for searching.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    pub(super) segments: Vec<Columns>,
    dictionaries: HashMap<FacetField, Dictionary>,
    relations: Relations,
    /// Per number of a section, whether at least two notices have it.
    shared_sections: Vec<bool>,
    /// Per segment and notice, its place among all keys in order.
    key_ranks: Vec<Vec<u32>>,
    /// Notices, those taken out among them: what term statistics count.
    pub(super) notices: u64,
    /// Clauses, those taken out among them.
    pub(super) clauses: u64,
    /// Where the wordings of concepts stand that were asked for lately.
    pub(super) phrases: KeptPhrases,
    /// Where the postings of terms are that were asked for lately.
    pub(super) placed: KeptTerms,
    /// Where the phrases of the list stand that was asked for last.
    companions: Mutex<Option<Arc<Companions>>>,
    generation: Generation,
    stamp: u64,
    /// What was said of the publication, as it is written.
    payload: Option<String>,
    status: Status,
}

/// Where a notice stands.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The notice.
    pub(super) notice: DocAddress,
    units: Range<u32>,
    clauses: Range<u32>,
}

impl Found {
    /// Returns the places of its title and number and of its clauses.
    pub(super) fn units(&self) -> impl Iterator<Item = DocAddress> + use<> {
        let segment = self.notice.segment_ord;
        self.units.clone().map(move |doc| DocAddress::new(segment, doc))
    }

    /// Returns the places of its clauses.
    pub(super) fn clauses(&self) -> impl Iterator<Item = DocAddress> + use<> {
        let segment = self.notice.segment_ord;
        self.clauses.clone().map(move |doc| DocAddress::new(segment, doc))
    }
}

impl Snapshot {
    /// Returns what a generation published last: what is held where it is that, else what is opened
    /// and held from now on, with what the one before it knew.
    ///
    /// Whoever publishes and whoever looks for publications may come here at the same time; both get
    /// the same one, so that what searches find is kept where the next publication looks for it.
    pub(super) fn latest_of(
        generation: &Generation,
        held: &ArcSwapOption<Self>,
    ) -> Result<Arc<Self>, EngineError> {
        let is_latest = |held: &Arc<Self>| held.is_latest_of(generation);
        let earlier = held.load_full();
        if let Some(latest) = earlier.clone().filter(is_latest) {
            return Ok(latest);
        }
        let mut opened = Self::open(generation)?;
        if let Some(earlier) = earlier {
            opened.phrases = earlier.phrases.taken_over(&earlier.searcher, &opened.searcher)?;
        }
        if let Some(latest) = held.load_full().filter(is_latest) {
            return Ok(latest);
        }
        let opened = Arc::new(opened);
        held.store(Some(Arc::clone(&opened)));
        Ok(opened)
    }

    /// Opens what a generation published last.
    pub(super) fn open(generation: &Generation) -> Result<Self, EngineError> {
        let damaged = |error: tantivy::TantivyError| EngineError::Damaged {
            path: generation.path.clone(),
            reason: error.to_string(),
        };
        let index = generation.open()?;
        let metas = index.load_metas().map_err(damaged)?;
        let reader: IndexReader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(CACHED_BLOCKS)
            .try_into()
            .map_err(damaged)?;
        let searcher = reader.searcher();
        let segments = searcher.segment_readers().par_iter().map(Columns::load);
        let mut segments = segments.collect::<Result<Vec<Columns>, EngineError>>()?;
        let dictionaries = number_values(&mut segments);
        let relations = Relations::tell(
            searcher.segment_readers().iter(),
            &mut segments,
            &dictionaries[&FacetField::Validity],
        )?;
        let (generation_number, mut publication) = published(&index);
        publication.overlay = Overlay::read(&generation.lexicon()).map_err(|error| {
            EngineError::Damaged { path: generation.path.clone(), reason: error.to_string() }
        })?;
        let count = |count: fn(&Columns) -> usize| segments.iter().map(count).sum::<usize>() as u64;
        let status = Status {
            generation: generation_number,
            notices: count(|columns| columns.alive_notices().count()),
            clauses: count(Columns::alive_clauses),
            publication: Arc::new(publication),
        };
        Ok(Self {
            notices: count(Columns::notices),
            clauses: count(|columns| columns.docs() - columns.notices()),
            shared_sections: shared(&segments, &dictionaries[&FacetField::Section]),
            key_ranks: key_ranks(&segments),
            fields: schema().1,
            phrases: KeptPhrases::default(),
            placed: KeptTerms::default(),
            companions: Mutex::default(),
            generation: generation.clone(),
            stamp: metas.opstamp,
            payload: metas.payload,
            searcher,
            segments,
            dictionaries,
            relations,
            status,
        })
    }

    /// Tells whether nothing was published since, by this process or another.
    pub(super) fn is_latest_of(&self, current: &Generation) -> bool {
        self.generation == *current
            && self.searcher.index().load_metas().is_ok_and(|metas| {
                // Where nothing but a table has changed the stamp is the same.
                metas.opstamp == self.stamp && metas.payload == self.payload
            })
    }

    /// Returns the segments with their numbers, to be read side by side.
    pub(super) fn ordinals(&self) -> impl IndexedParallelIterator<Item = (u32, &Columns)> {
        self.segments.par_iter().enumerate().map(|(ordinal, columns)| (small(ordinal), columns))
    }

    /// Returns what was published.
    pub(super) fn status(&self) -> Status {
        self.status.clone()
    }

    /// Returns the values of a dimension.
    pub(super) fn dictionary(&self, field: FacetField) -> &Dictionary {
        &self.dictionaries[&field]
    }

    /// Returns where the phrases of a list stand; read when a list is first asked for.
    ///
    /// Nothing is locked while they are read: a thread that waits for its parts takes other searches
    /// up meanwhile, which may ask for the same and would wait for their own thread for good.
    pub(super) fn companions(&self, list: &PhraseList) -> Result<Arc<Companions>, EngineError> {
        let held = || self.companions.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = held().as_ref().filter(|known| known.are_of(list)) {
            return Ok(Arc::clone(known));
        }
        let read = Arc::new(Companions::read(self, list)?);
        *held() = Some(Arc::clone(&read));
        Ok(read)
    }

    /// Tells whether a section is one of at least two notices.
    pub(super) fn is_shared_section(&self, number: u32) -> bool {
        self.shared_sections[number as usize]
    }

    /// Returns the place of a notice among all keys in order: what ties are broken by.
    pub(super) fn key_rank(&self, segment: usize, notice: u32) -> u32 {
        self.key_ranks[segment][notice as usize]
    }

    /// Finds a notice by its key.
    pub(super) fn find(&self, id: &NoticeId) -> Result<Option<Found>, EngineError> {
        let term = Term::from_field_text(self.fields.key, id.as_str());
        for (ordinal, segment) in (0_u32..).zip(self.searcher.segment_readers()) {
            let inverted = segment.inverted_index(self.fields.key)?;
            let postings = inverted
                .read_postings(&term, tantivy::schema::IndexRecordOption::Basic)
                .map_err(tantivy::TantivyError::from)?;
            let Some(mut postings) = postings else { continue };
            let columns = &self.segments[ordinal as usize];
            while tantivy::DocSet::doc(&postings) != tantivy::TERMINATED {
                let doc = tantivy::DocSet::doc(&postings);
                let notice = columns.notice_of(doc);
                if columns.doc_of(notice) == doc && columns.is_alive(notice) {
                    let notice_at = DocAddress::new(ordinal, doc);
                    let (units, clauses) = (columns.units(notice), columns.clauses(notice));
                    return Ok(Some(Found { notice: notice_at, units, clauses }));
                }
                tantivy::DocSet::advance(&mut postings);
            }
        }
        Ok(None)
    }

    /// Returns the record of a notice, completed with what other notices say of it.
    pub(super) fn notice_record(&self, address: DocAddress) -> Result<NoticeRecord, EngineError> {
        let mut record: NoticeRecord = self.record(address)?;
        let notice = self.segments[address.segment_ord as usize].notice_of(address.doc_id);
        let place = (address.segment_ord, notice);
        self.relations.complete(&mut record, place, &self.segments);
        Ok(record)
    }

    /// Returns what the library knows of a document that is cited.
    pub(super) fn known(&self, document: &Citation) -> Known {
        self.relations.known(document, &self.segments)
    }

    /// Returns the record at a place.
    pub(super) fn record<T: DeserializeOwned>(
        &self,
        address: DocAddress,
    ) -> Result<T, EngineError> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let bytes = document
            .get_first(self.fields.record)
            .and_then(|value| value.as_bytes())
            .ok_or_else(|| EngineError::Internal("a document without a record".to_owned()))?;
        serde_json::from_slice(bytes).map_err(|error| EngineError::Internal(error.to_string()))
    }

    /// Returns what the files of the library looked like when they were read last.
    pub(super) fn sources(&self) -> Result<Vec<IndexedNotice>, EngineError> {
        let mut sources = Vec::new();
        for (segment, columns) in self.searcher.segment_readers().iter().zip(&self.segments) {
            sources.extend(sources_of(segment, columns)?);
        }
        Ok(sources)
    }
}

/// Returns what the files of a segment's notices looked like when they were read last.
pub(super) fn sources_of(
    segment: &SegmentReader,
    columns: &Columns,
) -> Result<Vec<IndexedNotice>, EngineError> {
    let load =
        |name: &str| load_strings(segment.fast_fields().str(name)?.as_ref(), columns.notice_docs());
    let (files, file_digests, digests) = (load("file")?, load("file_digest")?, load("digest")?);
    let source = |notice: u32| {
        let first = |dimension: &Dimension| dimension.of(notice).next().unwrap_or("").to_owned();
        IndexedNotice {
            id: NoticeId::given(columns.key(notice)),
            file: first(&files),
            file_digest: first(&file_digests),
            digest: first(&digests),
        }
    };
    Ok(columns.alive_notices().map(source).collect())
}

/// Gives the values of all segments common numbers.
fn number_values(segments: &mut [Columns]) -> HashMap<FacetField, Dictionary> {
    FacetField::ALL
        .into_iter()
        .map(|field| {
            let values =
                segments.iter().flat_map(|columns| columns.dimension(field).values.iter().cloned());
            let always = Validity::ALL
                .iter()
                .filter(|_| field == FacetField::Validity)
                .map(|value| value.name().to_owned());
            let dictionary = Dictionary::new(values.chain(always));
            for columns in segments.iter_mut() {
                columns.renumber(field, |value| dictionary.number(value).unwrap_or(0));
                if field == FacetField::Validity {
                    columns.set_expired(dictionary.number(Validity::Expired.name()).unwrap_or(0));
                }
            }
            (field, dictionary)
        })
        .collect()
}

/// Tells of each section whether at least two notices have it.
fn shared(segments: &[Columns], sections: &Dictionary) -> Vec<bool> {
    let mut counts = vec![0_u32; sections.len()];
    for columns in segments {
        for notice in columns.alive_notices() {
            for number in columns.values(FacetField::Section, columns.doc_of(notice), NO_DAY) {
                counts[*number as usize] += 1;
            }
        }
    }
    counts.into_iter().map(|count| count >= 2).collect()
}

fn key_ranks(segments: &[Columns]) -> Vec<Vec<u32>> {
    let mut all: Vec<(&str, usize, usize)> = segments
        .iter()
        .enumerate()
        .flat_map(|(segment, columns)| {
            (0..columns.notices()).map(move |notice| (columns.key(small(notice)), segment, notice))
        })
        .collect();
    all.sort_unstable();
    let mut ranks: Vec<Vec<u32>> =
        segments.iter().map(|columns| vec![0; columns.notices()]).collect();
    for ((_, segment, notice), rank) in all.into_iter().zip(0..) {
        ranks[segment][notice] = rank;
    }
    ranks
}
