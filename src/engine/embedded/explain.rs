//! Says of the hits of one page what their scores are made of, by scoring them again aloud.

use std::collections::BTreeMap;

use tantivy::{DocAddress, SegmentReader};

use crate::engine::causes::{Source, cause, share};
use crate::engine::embedded::collect::Candidate;
use crate::engine::embedded::compiled::CompiledTerms;
use crate::engine::embedded::recorder::{Reach, Recorder};
use crate::engine::embedded::segment::Segment;
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::embedded::source::PhraseDocs;
use crate::engine::embedded::stop::Stop;
use crate::engine::embedded::window::clause_scores;
use crate::engine::error::EngineError;
use crate::engine::explanation::{Cause, Explanation, Part, Unit};
use crate::engine::hits::Hit;
use crate::query::boost::Field;
use crate::query::plan::{QueryPlan, Stream, Wording};
use crate::query::request::Scope;

/// A candidate that is shown, with the clause that its score counts beside the notice's own.
pub(super) struct Shown {
    pub(super) candidate: Candidate,
    pub(super) best_clause: Option<DocAddress>,
}

/// Writes into the hits, which are those of the candidates shown, what their scores are made of.
pub(super) fn explain(
    snapshot: &Snapshot,
    plan: &QueryPlan,
    notice_terms: &CompiledTerms,
    clause_terms: &CompiledTerms,
    shown: &[Shown],
    hits: &mut [Hit],
    stop: Stop<'_>,
) -> Result<(), EngineError> {
    for ordinal in 0..snapshot.segments.len() {
        let ordinal = u32::try_from(ordinal).unwrap_or(u32::MAX);
        let here = |shown: &&Shown| shown.candidate.segment == ordinal;
        if !shown.iter().any(|shown| here(&shown)) {
            continue;
        }
        let columns = &snapshot.segments[ordinal as usize];
        let docs = shown.iter().filter(here).map(|shown| shown.candidate.doc);
        let segment = Segment::new(snapshot, plan, ordinal, Reach::of(columns, docs), stop);
        let mut heard = Heard::default();
        let notices = segment.notices(notice_terms, &mut heard)?;
        match plan.scope {
            Scope::Notices => {
                for shown in shown.iter().filter(here) {
                    let notice = columns.notice_of(shown.candidate.doc);
                    segment.notice_score(&notices, notice, &mut heard);
                }
                hear_best_clauses(snapshot, plan, clause_terms, ordinal, shown, &mut heard, stop)?;
            }
            Scope::Clauses | Scope::Assignments => {
                let clauses = segment.clauses(clause_terms, &mut heard)?;
                for shown in shown.iter().filter(here) {
                    segment.clause_score(&notices, &clauses, shown.candidate.doc, &mut heard);
                }
            }
        }
        let teller = Teller { snapshot, plan, reader: snapshot.searcher.segment_reader(ordinal) };
        for (shown, hit) in shown.iter().zip(hits.iter_mut()).filter(|(shown, _)| here(shown)) {
            let own_weight = segment.own_weight(shown.candidate.doc);
            hit.explanation = Some(teller.explanation(shown, own_weight, &heard)?);
        }
    }
    Ok(())
}

/// Scores the best clauses of the notices of a segment again.
fn hear_best_clauses(
    snapshot: &Snapshot,
    plan: &QueryPlan,
    terms: &CompiledTerms,
    ordinal: u32,
    shown: &[Shown],
    heard: &mut Heard,
    stop: Stop<'_>,
) -> Result<(), EngineError> {
    let places = shown.iter().filter_map(|shown| shown.best_clause);
    let mut docs: Vec<u32> =
        places.filter(|place| place.segment_ord == ordinal).map(|place| place.doc_id).collect();
    docs.sort_unstable();
    let ranges: Vec<_> = docs.into_iter().map(|doc| doc..doc + 1).collect();
    clause_scores(snapshot, plan, ordinal, &ranges, terms, heard, stop)?;
    Ok(())
}

/// What was heard of the documents of a segment, in order.
#[derive(Debug, Default)]
struct Heard {
    pieces: BTreeMap<u32, Vec<(Source, f32)>>,
    /// What holding most words adds, by document.
    most_words: BTreeMap<u32, f32>,
}

impl Recorder for Heard {
    fn record(&mut self, doc: u32, added: f32, source: Source) {
        if matches!(source, Source::MostWords) {
            self.most_words.insert(doc, added);
        } else {
            self.pieces.entry(doc).or_default().push((source, added));
        }
    }
}

/// Tells what was heard in our own words.
struct Teller<'a> {
    snapshot: &'a Snapshot,
    plan: &'a QueryPlan,
    reader: &'a SegmentReader,
}

impl Teller<'_> {
    fn explanation(
        &self,
        shown: &Shown,
        own_weight: f32,
        heard: &Heard,
    ) -> Result<Explanation, EngineError> {
        let Candidate { segment, doc, score, pinned, .. } = shown.candidate;
        let columns = &self.snapshot.segments[segment as usize];
        let notice = columns.doc_of(columns.notice_of(doc));
        let clause = match self.plan.scope {
            Scope::Notices => shown
                .best_clause
                .map(|place| (Unit::Clause, self.plan.weights.best_clause, place.doc_id)),
            Scope::Clauses | Scope::Assignments => {
                let unit = if columns.is_head(doc) { Unit::Head } else { Unit::Clause };
                Some((unit, own_weight, doc))
            }
        };
        let mut shares = Vec::new();
        for (of, weight, doc) in [(Unit::Notice, 1.0, notice)].into_iter().chain(clause) {
            let pieces = heard.pieces.get(&doc).into_iter().flatten();
            let parts: Result<Vec<Part>, EngineError> =
                pieces.map(|(source, added)| self.part(doc, *source, *added)).collect();
            shares.push(share(of, weight, parts?));
        }
        let most = heard.most_words.get(&doc).copied().unwrap_or(0.0);
        shares.push(share(Unit::Whole, 1.0, vec![Part { cause: Cause::MostWords, score: most }]));
        shares.retain(|share| !share.parts.is_empty());
        Ok(Explanation { score, pinned, shares })
    }

    fn part(&self, doc: u32, source: Source, score: f32) -> Result<Part, EngineError> {
        let found = match source {
            Source::Concept { of, text, .. } => {
                self.found(doc, text, &self.plan.expansions[of].wordings)?
            }
            _ => Vec::new(),
        };
        Ok(Part { cause: cause(self.plan, source, &found), score })
    }

    /// Returns the wordings that a document holds in a text.
    fn found<'w>(
        &self,
        doc: u32,
        field: Field,
        wordings: &'w [Wording],
    ) -> Result<Vec<&'w Wording>, EngineError> {
        let field = self.snapshot.fields.text(field, Stream::Grams);
        let mut found = Vec::new();
        for wording in wordings {
            let phrase = &wording.phrase;
            PhraseDocs::open(self.snapshot, self.reader, field, phrase, 0)?.for_range(
                doc,
                doc + 1,
                |_| found.push(wording),
            );
        }
        Ok(found)
    }
}
