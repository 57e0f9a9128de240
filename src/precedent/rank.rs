//! Puts the clauses that were found in order: own notice and repetitions apart, how near they are,
//! the matter of the notice and the variety of notices counted in.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Analyzer;
use crate::engine::hits::Hit;
use crate::lexicon::divisions::Divisions;
use crate::notice::id::{ClauseId, NoticeId};
use crate::precedent::nearness::Nearness;
use crate::precedent::pairs::{Pair, pairs};
use crate::precedent::passage::OwnNotice;
use crate::search::similar::matter;

/// What a notice about the same matter adds, as a share of the best score.
const MATTER: f32 = 0.1;

/// What each further clause of one notice loses.
const REPEATED: f32 = 0.08;

/// By what hits are put in order beside their scores.
#[derive(Clone, Copy, Debug)]
pub(super) struct Order<'a> {
    /// The notice that the passage is taken from.
    pub(super) own: Option<&'a OwnNotice>,
    /// Whether, of the copies of a notice, the first one stays alone.
    pub(super) folds_copies: bool,
    /// Cuts titles and clauses.
    pub(super) analyzer: &'a Analyzer,
    /// Tells places in titles.
    pub(super) divisions: &'a Divisions,
}

impl Order<'_> {
    /// Orders hits, which come best first, by how near they are as well where that is given.
    pub(super) fn put(&self, hits: Vec<Hit>, nearness: Option<&Nearness>) -> Vec<Hit> {
        let best = hits.first().map_or(0.0, |hit| hit.score);
        let pairs_of = |title: Option<&str>| -> BTreeSet<Pair> {
            let matter = title.map(|title| matter(title, self.divisions)).unwrap_or_default();
            pairs(&matter).into_iter().collect()
        };
        let own_matter = pairs_of(self.own.and_then(|own| own.title.as_deref()));
        let mut of_notices: BTreeMap<NoticeId, f32> = BTreeMap::new();
        let mut seen: BTreeSet<(NoticeId, ClauseId)> = BTreeSet::new();
        let mut ranked: Vec<Hit> = Vec::with_capacity(hits.len());
        for mut hit in hits {
            let Some(clause) = clause_of(&hit) else { continue };
            let mut copies = hit.notice.also_at.iter();
            if self.own.is_some_and(|own| own.is(&hit.notice))
                || self.folds_copies && copies.any(|copy| of_notices.contains_key(copy))
                || !seen.insert(clause)
            {
                continue;
            }
            let alike = of_notices
                .entry(hit.notice.id.clone())
                .or_insert_with(|| dice(&own_matter, &pairs_of(hit.notice.title.as_deref())));
            let gain = nearness
                .zip(hit.clauses.first())
                .map_or(0.0, |(nearness, record)| nearness.gain(&record.clause, self.analyzer));
            hit.score += (MATTER * *alike + gain) * best;
            ranked.push(hit);
        }
        sort(&mut ranked);
        let mut counts: BTreeMap<NoticeId, i32> = BTreeMap::new();
        for hit in &mut ranked {
            let before = counts.entry(hit.notice.id.clone()).or_default();
            hit.score *= (1.0 - REPEATED).powi(*before);
            *before += 1;
        }
        sort(&mut ranked);
        ranked
    }
}

/// Returns which clause a hit is; a row and the paragraph that it repeats are one.
pub(super) fn clause_of(hit: &Hit) -> Option<(NoticeId, ClauseId)> {
    let clause = &hit.clauses.first()?.clause;
    Some((hit.notice.id.clone(), clause.same_as.as_ref().unwrap_or(&clause.id).clone()))
}

fn sort(hits: &mut [Hit]) {
    hits.sort_by(|one, two| two.score.total_cmp(&one.score));
}

/// Returns the share of pairs that two texts have in common, 0 to 1 (Dice).
fn dice(one: &BTreeSet<Pair>, two: &BTreeSet<Pair>) -> f32 {
    let all = one.len() + two.len();
    if all == 0 { 0.0 } else { 2.0 * one.intersection(two).count() as f32 / all as f32 }
}
