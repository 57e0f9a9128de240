//! Ranks the best notices again with their best clauses.
//!
//! Only the clauses of the notices in the window are read, by seeking, so the cost does not grow
//! with the library.

use std::collections::HashSet;
use std::ops::Range;

use rayon::prelude::*;
use tantivy::DocAddress;

use crate::engine::causes::Source;
use crate::engine::embedded::collect::{Candidate, order};
use crate::engine::embedded::columns::{Columns, small};
use crate::engine::embedded::compiled::CompiledTerms;
use crate::engine::embedded::concept::ConceptScores;
use crate::engine::embedded::recorder::{Recorder, Silent};
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::embedded::source::{PhraseDocs, ScoredPostings};
use crate::engine::embedded::stop::Stop;
use crate::engine::error::EngineError;
use crate::query::boost::{self, Field};
use crate::query::plan::{Phrase, QueryPlan, Stream};

/// How many clauses are shown with a notice.
const SHOWN: usize = 2;

/// The best clauses of one notice, best first.
#[derive(Clone, Debug, Default)]
pub(super) struct BestClauses {
    /// Where they stand.
    pub(super) places: Vec<DocAddress>,
}

/// Ranks the first `again` candidates by their own and their best clause's score, and finds the
/// best clauses of those that are shown. Returns them by place among the candidates.
pub(super) fn rank_again(
    snapshot: &Snapshot,
    plan: &QueryPlan,
    terms: &CompiledTerms,
    candidates: &mut [Candidate],
    again: usize,
    shown: Range<usize>,
    stop: Stop<'_>,
) -> Result<Vec<BestClauses>, EngineError> {
    let mut best = vec![BestClauses::default(); candidates.len()];
    if plan.terms.is_empty() && plan.expansions.is_empty() && plan.matching.required.is_empty() {
        return Ok(best);
    }
    let chosen: Vec<(usize, Candidate)> = candidates
        .iter()
        .copied()
        .enumerate()
        .filter(|(at, _)| *at < again || shown.contains(at))
        .collect();
    let score = |(segment, columns): (u32, &Columns)| {
        let mut of_segment: Vec<(usize, Candidate)> =
            chosen.iter().filter(|(_, candidate)| candidate.segment == segment).copied().collect();
        of_segment.sort_unstable_by_key(|(_, candidate)| candidate.doc);
        let ranges: Vec<Range<u32>> = of_segment
            .iter()
            .map(|(_, candidate)| columns.clauses(columns.notice_of(candidate.doc)))
            .collect();
        let of_clauses = clause_scores(snapshot, plan, segment, &ranges, terms, &mut Silent, stop)?;
        let scored = of_segment.into_iter().zip(ranges.into_iter().zip(of_clauses));
        let scored = scored.map(|((at, mut candidate), (range, scores))| {
            let (places, top) = top_clauses(columns, segment, &range, &scores);
            candidate.score += plan.weights.best_clause * top;
            (at, candidate, BestClauses { places })
        });
        Ok(scored.collect())
    };
    let scored = snapshot.ordinals().map(score).collect::<Result<Vec<Vec<_>>, EngineError>>()?;
    let mut ranked: Vec<(Candidate, BestClauses)> = Vec::with_capacity(again);
    for (at, candidate, clauses) in scored.into_iter().flatten() {
        if at < again {
            ranked.push((candidate, clauses));
        } else {
            best[at] = clauses;
        }
    }
    ranked.sort_by(|(one, _), (two, _)| order(plan.sort, one, two));
    for (at, (candidate, clauses)) in ranked.into_iter().enumerate() {
        candidates[at] = candidate;
        best[at] = clauses;
    }
    Ok(best)
}

/// Scores the clauses of some ranges, which come in order; one list a range.
pub(super) fn clause_scores(
    snapshot: &Snapshot,
    plan: &QueryPlan,
    segment: u32,
    ranges: &[Range<u32>],
    terms: &CompiledTerms,
    recorder: &mut impl Recorder,
    stop: Stop<'_>,
) -> Result<Vec<Vec<f32>>, EngineError> {
    let reader = snapshot.searcher.segment_reader(segment);
    let mut scores: Vec<Vec<f32>> = ranges.iter().map(|range| vec![0.0; range.len()]).collect();
    for term in &terms.terms {
        stop.check()?;
        let postings = ScoredPostings::open(reader, segment, term, &terms.tables[term.table])?;
        let Some(mut postings) = postings else { continue };
        for (range, scores) in ranges.iter().zip(&mut scores) {
            postings.for_range(range.start, range.end, |doc, score| {
                scores[(doc - range.start) as usize] += score;
                recorder.record(doc, score, term.source());
            });
        }
    }
    for expansion in &terms.expansions {
        stop.check()?;
        let table = &terms.tables[expansion.table];
        let concept = ConceptScores::open(reader, segment, expansion, table)?;
        let Some(concept) = concept else { continue };
        for (range, scores) in ranges.iter().zip(&mut scores) {
            concept.for_range(range.start, range.end, |doc, score| {
                scores[(doc - range.start) as usize] += score;
                recorder.record(doc, score, expansion.source());
            });
        }
    }
    let potential = terms.potential.max(1.0);
    let grams = snapshot.fields.text(Field::Clause, Stream::Grams);
    let words = snapshot.fields.text(Field::Clause, Stream::Words);
    let mut add = |field, phrase: &Phrase, slop, added, source| -> Result<(), EngineError> {
        stop.check()?;
        let mut docs = PhraseDocs::open(snapshot, reader, field, phrase, slop)?;
        for (range, scores) in ranges.iter().zip(&mut scores) {
            docs.for_range(range.start, range.end, |doc| {
                scores[(doc - range.start) as usize] += added;
                recorder.record(doc, added, source);
            });
        }
        Ok(())
    };
    if let Some(whole) = &plan.closeness.whole {
        let added = plan.weights.phrase_in_clause * potential;
        add(grams, whole, 0, added, Source::WholeQuery(Field::Clause))?;
    }
    for (of, phrase) in plan.matching.required.iter().enumerate() {
        add(grams, phrase, 0, potential, Source::Quoted { of })?;
    }
    let pairs = &plan.closeness.pairs;
    for (of, (one, two)) in pairs.iter().enumerate() {
        let near =
            Phrase { grams: vec![(0, one.clone()), (small(one.chars().count()), two.clone())] };
        let added = plan.weights.proximity * potential / pairs.len() as f32;
        add(words, &near, boost::NEAR, added, Source::Near { of })?;
    }
    Ok(scores)
}

/// Returns the best clauses of a range and the score of the best; of a row and the paragraph that
/// it repeats the better one.
fn top_clauses(
    columns: &Columns,
    segment: u32,
    range: &Range<u32>,
    scores: &[f32],
) -> (Vec<DocAddress>, f32) {
    let mut order: Vec<usize> = (0..scores.len()).filter(|index| scores[*index] > 0.0).collect();
    order.sort_by(|one, two| scores[*two].total_cmp(&scores[*one]).then(one.cmp(two)));
    let top = order.first().map_or(0.0, |index| scores[*index]);
    let mut texts = HashSet::new();
    let places = order
        .into_iter()
        .filter(|index| texts.insert(columns.text_digest(range.start + small(*index))))
        .take(SHOWN)
        .map(|index| DocAddress::new(segment, range.start + small(index)))
        .collect();
    (places, top)
}
