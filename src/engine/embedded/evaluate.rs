//! Answers a plan: takes what matches from every segment, ranks the best again, reads their records.

use rayon::prelude::*;

use crate::engine::embedded::collect::Collector;
use crate::engine::embedded::compiled::CompiledTerms;
use crate::engine::embedded::explain::{self, Shown};
use crate::engine::embedded::fetch;
use crate::engine::embedded::recorder::{Reach, Silent};
use crate::engine::embedded::segment::{Clauses, Notices, Segment};
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::embedded::stop::Stop;
use crate::engine::embedded::window;
use crate::engine::error::EngineError;
use crate::engine::hits::Hits;
use crate::query::boost;
use crate::query::plan::QueryPlan;
use crate::query::request::{Scope, Sort};

/// Answers a plan, unless it is told to stop before.
pub(super) fn search(
    snapshot: &Snapshot,
    plan: &QueryPlan,
    stop: Stop<'_>,
) -> Result<Hits, EngineError> {
    let wanted = plan.page.start() + plan.page.size();
    let ranks_again =
        plan.scope == Scope::Notices && plan.sort == Sort::Relevance && !plan.terms.is_empty();
    let keep = if ranks_again && wanted > 0 { wanted.max(boost::WINDOW) } else { wanted };
    // Of notices that are only counted no clauses are looked at.
    let looks_at_clauses = plan.scope != Scope::Notices || plan.page.size() > 0;
    let (notice_terms, clause_terms) = rayon::join(
        || CompiledTerms::new(snapshot, plan, &plan.weights.notice_fields(plan.scope), stop),
        || {
            if looks_at_clauses {
                CompiledTerms::new(snapshot, plan, &plan.weights.clause_fields(plan.scope), stop)
            } else {
                Ok(CompiledTerms::default())
            }
        },
    );
    let (notice_terms, clause_terms) = (notice_terms?, clause_terms?);
    let empty = || Collector::new(snapshot, plan, keep);
    // Segments are taken side by side where cores are free.
    let collectors = snapshot.ordinals().try_fold(empty, |mut collector, (ordinal, columns)| {
        let segment = Segment::new(snapshot, plan, ordinal, Reach::all(columns), stop);
        segment.take(&notice_terms, &clause_terms, &mut collector)?;
        Ok::<_, EngineError>(collector)
    });
    let together = collectors.try_reduce_with(|one, other| Ok(one.join(other)));
    let mut collector = together.unwrap_or_else(|| Ok(empty()))?;
    collector.take_copies();
    let mut first = collector.first();
    let mut best = Vec::new();
    let shown = plan.page.start().min(first.len())..wanted.min(first.len());
    let again = if ranks_again { first.len().min(boost::WINDOW) } else { 0 };
    if plan.scope == Scope::Notices && plan.page.size() > 0 {
        best = window::rank_again(
            snapshot,
            plan,
            &clause_terms,
            &mut first,
            again,
            shown.clone(),
            stop,
        )?;
    }
    stop.check()?;
    let mut hits = fetch::hits(snapshot, plan, &first, &best)?;
    if plan.explains {
        let best_clause = |at: usize| best.get(at).filter(|_| at < again)?.places.first().copied();
        let shown: Vec<Shown> =
            shown.map(|at| Shown { candidate: first[at], best_clause: best_clause(at) }).collect();
        explain::explain(snapshot, plan, &notice_terms, &clause_terms, &shown, &mut hits, stop)?;
    }
    Ok(Hits {
        total: collector.total,
        hidden: collector.hidden,
        facets: collector.facets(),
        generation: snapshot.status().generation,
        is_partial: false,
        hits,
    })
}

impl Segment<'_> {
    fn take(
        &self,
        notice_terms: &CompiledTerms,
        clause_terms: &CompiledTerms,
        collector: &mut Collector<'_>,
    ) -> Result<(), EngineError> {
        let notices = self.notices(notice_terms, &mut Silent)?;
        match self.plan.scope {
            Scope::Notices => self.take_notices(&notices, collector),
            Scope::Clauses | Scope::Assignments => {
                let clauses = self.clauses(clause_terms, &mut Silent)?;
                self.take_clauses(&notices, &clauses, collector)
            }
        }
    }

    fn take_notices(
        &self,
        notices: &Notices,
        collector: &mut Collector<'_>,
    ) -> Result<(), EngineError> {
        let asks = self.plan.asks_for_text();
        let matching = &self.plan.matching;
        for notice in self.columns.alive_notices() {
            self.stop.check_seldom(notice)?;
            let index = notice as usize;
            let pinned = notices.pinned[index];
            let words = notices.words[index];
            let holds_words = words.count_ones() as usize >= matching.minimum;
            if notices.admitted[index] && (!asks || holds_words || pinned) {
                let score = self.notice_score(notices, notice, &mut Silent);
                if score < self.plan.least_score && !pinned {
                    continue;
                }
                collector.take(
                    self.ordinal,
                    self.columns,
                    self.columns.doc_of(notice),
                    score,
                    pinned,
                );
            }
        }
        Ok(())
    }

    fn take_clauses(
        &self,
        notices: &Notices,
        clauses: &Clauses,
        collector: &mut Collector<'_>,
    ) -> Result<(), EngineError> {
        let matching = &self.plan.matching;
        let only_tasks = self.plan.scope == Scope::Assignments;
        for notice in self.columns.alive_notices() {
            for doc in self.columns.units(notice) {
                self.stop.check_seldom(doc)?;
                if self.falls_short(notices, clauses, notice, doc) {
                    continue;
                }
                let is_head = self.columns.is_head(doc);
                let pinned = is_head && notices.pinned[notice as usize];
                let own = clauses.words[doc as usize];
                let all = own | notices.words[notice as usize];
                let matches = clauses.admitted[doc as usize]
                    && (if matching.words.is_empty() { !is_head } else { own != 0 })
                    && all.count_ones() as usize >= matching.minimum
                    && (!only_tasks || self.columns.assigns(doc));
                if matches || pinned {
                    let score = self.clause_score(notices, clauses, doc, &mut Silent);
                    if score < self.plan.least_score && !pinned {
                        continue;
                    }
                    collector.take(self.ordinal, self.columns, doc, score, pinned);
                }
            }
        }
        Ok(())
    }
}
