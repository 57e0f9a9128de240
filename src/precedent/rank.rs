//! Puts the clauses that were found in order: own notice and repetitions apart, the matter of the
//! notice and the variety of notices counted in.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Analyzer;
use crate::engine::hits::Hit;
use crate::lexicon::divisions::Divisions;
use crate::notice::id::{ClauseId, NoticeId};
use crate::precedent::passage::OwnNotice;
use crate::search::similar::matter;

/// What a notice about the same matter adds, as a share of the best score.
const MATTER: f32 = 0.1;

/// What each further clause of one notice loses.
const REPEATED: f32 = 0.08;

/// Orders hits, which come best first; of the copies of a notice the first one stays where
/// `folds_copies`.
pub(super) fn rank(
    hits: Vec<Hit>,
    own: Option<&OwnNotice>,
    analyzer: &Analyzer,
    divisions: &Divisions,
    folds_copies: bool,
) -> Vec<Hit> {
    let best = hits.first().map_or(0.0, |hit| hit.score);
    let pairs_of = |title: Option<&str>| {
        title.map(|title| pairs(&matter(title, divisions), analyzer)).unwrap_or_default()
    };
    let own_matter = pairs_of(own.and_then(|own| own.title.as_deref()));
    let mut of_notices: BTreeMap<NoticeId, f32> = BTreeMap::new();
    let mut seen: BTreeSet<(NoticeId, ClauseId)> = BTreeSet::new();
    let mut ranked: Vec<Hit> = Vec::with_capacity(hits.len());
    for mut hit in hits {
        let Some(clause) = clause_of(&hit) else { continue };
        if own.is_some_and(|own| own.is(&hit.notice.id))
            || folds_copies && hit.notice.also_at.iter().any(|copy| of_notices.contains_key(copy))
            || !seen.insert(clause)
        {
            continue;
        }
        let alike = of_notices
            .entry(hit.notice.id.clone())
            .or_insert_with(|| dice(&own_matter, &pairs_of(hit.notice.title.as_deref())));
        hit.score += MATTER * best * *alike;
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

/// Returns which clause a hit is; a row and the paragraph that it repeats are one.
pub(super) fn clause_of(hit: &Hit) -> Option<(NoticeId, ClauseId)> {
    let clause = &hit.clauses.first()?.clause;
    Some((hit.notice.id.clone(), clause.same_as.as_ref().unwrap_or(&clause.id).clone()))
}

fn sort(hits: &mut [Hit]) {
    hits.sort_by(|one, two| two.score.total_cmp(&one.score));
}

fn pairs(text: &str, analyzer: &Analyzer) -> BTreeSet<String> {
    let grams = analyzer.grams(text).into_iter();
    grams.filter(|token| token.length == 2).map(|token| token.term).collect()
}

/// Returns the share of pairs that two texts have in common, 0 to 1 (Dice).
fn dice(one: &BTreeSet<String>, two: &BTreeSet<String>) -> f32 {
    let all = one.len() + two.len();
    if all == 0 { 0.0 } else { 2.0 * one.intersection(two).count() as f32 / all as f32 }
}
