//! Puts others behind the nearest clauses, in order by what these hold and remote ones do not.
//!
//! Among hundreds of clauses that were found, those about a neighbouring matter hold most words of
//! the passage as well. What tells the matter that is meant is what many of the nearest clauses
//! hold and few of the last ones: the relevance weight of Robertson and Spärck Jones 1976. The
//! numbers are chosen on the precedent benchmark (docs/precedents.md#figures).

use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt as _};

use crate::engine::hits::Hit;
use crate::notice::id::{ClauseId, NoticeId};
use crate::precedent::expansion::one_a_notice;
use crate::precedent::nearness::Nearness;
use crate::precedent::pairs::{Pair, telling_pairs};
use crate::precedent::passage::with_heading;
use crate::precedent::rank::{Order, clause_of};

/// Clauses that are put in order together, however few are wanted: what is remote is told by the
/// last of them. On the benchmark 400 and 600 do no better.
pub(super) const BLOCK: usize = 300;

/// Clauses behind so many of a block, or behind half of it, are taken to be remote.
const REMOTE: usize = 80;

/// Of fewer nearest clauses nothing is learnt.
const FEWEST_NEAREST: usize = 3;

/// Of fewer remote clauses nothing is learnt.
const FEWEST_REMOTE: usize = 5;

/// What a standard deviation of relevance counts beside one of the score.
const RELEVANCE: f32 = 0.5;

/// Saturation of a pair that comes back in a clause (BM25).
const K1: f32 = 0.8;

/// Normalisation by the length of a clause (BM25).
const B: f32 = 0.8;

/// The pairs of a clause.
struct Tally {
    counts: HashMap<Pair, f32>,
    length: f32,
}

/// Puts others, which come best first, behind the nearest hits, block by block, so that what is
/// asked for beyond changes none of them.
pub(super) fn go_on(
    hits: &mut Vec<Hit>,
    others: Vec<Hit>,
    order: &Order<'_>,
    nearness: Option<&Nearness>,
) {
    let tally = |hit: &Hit| {
        let text = hit.clauses.first().map(|record| with_heading(&record.clause));
        Tally::of(&telling_pairs(&text.unwrap_or_default(), order.analyzer))
    };
    let nearest: Vec<Tally> = one_a_notice(hits).into_iter().map(tally).collect();
    let mut others = others.into_iter();
    loop {
        let block: Vec<Hit> = others.by_ref().take(BLOCK).collect();
        if block.is_empty() {
            return;
        }
        let block = unheld(hits, order.put(block, nearness), order.folds_copies);
        let tallies: Vec<Tally> = block.iter().map(tally).collect();
        let ordered = match relevance(&nearest, &tallies) {
            Some(relevance) => by_both(block, &relevance),
            None => block,
        };
        append(hits, ordered);
    }
}

/// Leaves out what is held already; where copies are folded, all of a notice that has a copy.
fn unheld(hits: &[Hit], mut others: Vec<Hit>, folds_copies: bool) -> Vec<Hit> {
    let held: BTreeSet<(NoticeId, ClauseId)> = hits.iter().filter_map(clause_of).collect();
    let notices: BTreeSet<&NoticeId> = hits.iter().map(|hit| &hit.notice.id).collect();
    others.retain(|hit| {
        let mut copies = hit.notice.also_at.iter();
        clause_of(hit).is_none_or(|of| !held.contains(&of))
            && !(folds_copies && copies.any(|copy| notices.contains(copy)))
    });
    others
}

/// Appends others, with scores that go on where those of the hits end.
fn append(hits: &mut Vec<Hit>, others: Vec<Hit>) {
    let Some(next) = others.first() else { return };
    let scale = hits.last().map_or(1.0, |last| (last.score / next.score).min(1.0));
    hits.extend(others.into_iter().map(|hit| Hit { score: hit.score * scale, ..hit }));
}

/// Orders hits, which come best first, by score and relevance; each place keeps its score.
fn by_both(hits: Vec<Hit>, relevance: &[f32]) -> Vec<Hit> {
    let scores: Vec<f32> = hits.iter().map(|hit| hit.score).collect();
    let places = places(&scores, relevance);
    let mut hits: Vec<Option<Hit>> = hits.into_iter().map(Some).collect();
    let ordered = places.into_iter().zip(scores);
    ordered.filter_map(|(place, score)| Some(Hit { score, ..hits[place].take()? })).collect()
}

/// Returns the places of things, the best first, by the logarithms of their scores and by their
/// relevance.
fn places(scores: &[f32], relevance: &[f32]) -> Vec<usize> {
    let logarithms: Vec<f32> =
        scores.iter().map(|score| score.max(f32::MIN_POSITIVE).ln()).collect();
    let both: Vec<f32> = standard(&logarithms)
        .into_iter()
        .zip(standard(relevance))
        .map(|(score, relevance)| score + RELEVANCE * relevance)
        .collect();
    let mut places: Vec<usize> = (0..both.len()).collect();
    places.sort_by(|one, two| both[*two].total_cmp(&both[*one]));
    places
}

/// Returns how much of what tells the nearest clauses each of those found holds; `None` where
/// there are too few to tell.
fn relevance(nearest: &[Tally], found: &[Tally]) -> Option<Vec<f32>> {
    let remote = &found[REMOTE.min(found.len() / 2)..];
    if nearest.len() < FEWEST_NEAREST || remote.len() < FEWEST_REMOTE {
        return None;
    }
    let weights = weights(nearest, remote);
    let average = found.iter().map(|tally| tally.length).sum::<f32>() / found.len() as f32;
    Some(found.iter().map(|tally| tally.relevance(&weights, average)).collect())
}

/// Returns what the pairs that more of the nearest clauses hold tell.
fn weights(nearest: &[Tally], remote: &[Tally]) -> HashMap<Pair, f32> {
    let odds = |held: f32, all: usize| ((held + 0.5) / (all as f32 - held + 0.5)).ln();
    let (near, far) = (holding(nearest), holding(remote));
    near.into_iter()
        .map(|(pair, held)| {
            let elsewhere = odds(far.get(&pair).copied().unwrap_or(0.0), remote.len());
            (pair, odds(held, nearest.len()) - elsewhere)
        })
        .filter(|(_, weight)| *weight > 0.0)
        .collect()
}

/// Counts the clauses that hold each pair.
fn holding(tallies: &[Tally]) -> HashMap<Pair, f32> {
    let mut holding = HashMap::new();
    for pair in tallies.iter().flat_map(|tally| tally.counts.keys()) {
        *holding.entry(*pair).or_default() += 1.0;
    }
    holding
}

impl Tally {
    fn of(pairs: &[Pair]) -> Self {
        let mut counts = HashMap::with_capacity(pairs.len());
        for pair in pairs {
            *counts.entry(*pair).or_default() += 1.0;
        }
        Self { counts, length: pairs.len() as f32 }
    }

    /// Returns what the pairs of the clause tell in all, each damped as BM25 damps terms.
    fn relevance(&self, weights: &HashMap<Pair, f32>, average: f32) -> f32 {
        let norm = K1 * (1.0 - B + B * self.length / average.max(1.0));
        let told = self
            .counts
            .iter()
            .filter_map(|(pair, count)| Some(weights.get(pair)? * count / (count + norm)));
        let mut told: Vec<f32> = told.collect();
        // Sums differ by their order, and a map has none.
        told.sort_by(f32::total_cmp);
        told.into_iter().sum()
    }
}

/// Returns how many standard deviations each value is from the mean.
fn standard(values: &[f32]) -> Vec<f32> {
    let all = values.len() as f32;
    let mean = values.iter().sum::<f32>() / all;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f32>() / all;
    let deviation = variance.sqrt().max(f32::MIN_POSITIVE);
    values.iter().map(|value| (value - mean) / deviation).collect()
}

#[cfg(test)]
mod tests {
    use super::{Tally, places, relevance, standard};
    use crate::analysis::Analyzer;
    use crate::analysis::dictionary::Dictionary;
    use crate::precedent::pairs::telling_pairs;

    #[test]
    fn what_the_nearest_hold_and_remote_ones_lack_tells_relevance() {
        let analyzer = Analyzer::new(Dictionary::default());
        let tallies = |texts: &[&str]| -> Vec<Tally> {
            texts.iter().map(|text| Tally::of(&telling_pairs(text, &analyzer))).collect()
        };
        let nearest = tallies(&["养蜂贷款延期还本", "蜂农贷款可以延期还本", "贷款到期延期还本"]);
        let found = tallies(&[
            "养蜂贷款贷款贷款提高额度",
            "贷款逾期的蜂农延期还本",
            "养蜂贷款利率",
            "养蜂贷款申请材料",
            "养蜂贷款用途",
            "蜂箱贷款额度",
            "蜂蜜贷款担保",
            "养蜂贷款贴息",
            "养蜂贷款公告",
            "养蜂贷款名单",
        ]);
        let told = relevance(&nearest, &found).expect("there are enough");
        let most = told.iter().copied().fold(0.0, f32::max);
        assert!((told[1] - most).abs() < 1e-6, "{told:?}");
        assert!(told[1] > 2.0 * told[0], "{told:?}");
        assert!(relevance(&nearest[..2], &found).is_none());
        assert!(relevance(&nearest, &found[..8]).is_none());
        assert!(relevance(&[], &[]).is_none());
    }

    #[test]
    fn relevance_moves_what_scores_alone_would_not() {
        assert_eq!(places(&[4.0, 2.0, 1.0], &[0.0, 0.0, 0.0]), [0, 1, 2]);
        assert_eq!(places(&[4.0, 3.9, 1.0], &[0.0, 5.0, 0.0]), [1, 0, 2]);
        assert_eq!(places(&[4.0, 0.0], &[0.0, 1.0]), [0, 1]);
        assert!(places(&[], &[]).is_empty());
    }

    #[test]
    fn values_are_told_by_how_far_they_are_from_the_mean() {
        let far = standard(&[1.0, 3.0, 5.0, 3.0]);
        assert!((far[0] + 2.0_f32.sqrt()).abs() < 1e-6 && far[1].abs() < 1e-6, "{far:?}");
        assert!(standard(&[2.0, 2.0]).iter().all(|value| value.abs() < 1e-6));
    }
}
