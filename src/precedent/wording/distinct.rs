//! Tells which words a wording has and the others lack.

use std::collections::{BTreeMap, BTreeSet};

/// The most words that are told of a wording.
const MOST: usize = 6;

/// A word tells a wording where at least this share of its members have it …
const HELD: f64 = 0.4;

/// One clause alone has too many words of its own to be told by some of them.
const FEWEST: usize = 2;

/// … and at least so much more of them than of the members of all other wordings.
const AHEAD: f64 = 0.25;

/// Returns for each group the terms that its passages share and the others lack, the most telling
/// first; a term inside another that is as telling is left out.
pub(super) fn distinct(groups: &[Vec<usize>], passages: &[BTreeSet<String>]) -> Vec<Vec<String>> {
    let shares: Vec<BTreeMap<&str, usize>> = groups
        .iter()
        .map(|group| {
            let mut holding = BTreeMap::new();
            for term in group.iter().flat_map(|member| &passages[*member]) {
                *holding.entry(term.as_str()).or_default() += 1;
            }
            holding
        })
        .collect();
    let all: usize = groups.iter().map(Vec::len).sum();
    (0..groups.len())
        .map(|at| {
            if groups[at].len() < FEWEST {
                return Vec::new();
            }
            let (own, other) = (groups[at].len(), all - groups[at].len());
            let mut telling: Vec<(f64, &str)> = shares[at]
                .iter()
                .filter_map(|(term, holding)| {
                    let elsewhere: usize = shares.iter().filter_map(|share| share.get(term)).sum();
                    let here = *holding as f64 / own as f64;
                    let there = (elsewhere - holding) as f64 / other.max(1) as f64;
                    (here >= HELD && here - there >= AHEAD).then_some((here - there, *term))
                })
                .collect();
            telling.sort_by(|(one, a), (two, b)| {
                two.total_cmp(one).then(b.len().cmp(&a.len())).then(a.cmp(b))
            });
            let mut told: Vec<String> = Vec::new();
            for (_, term) in telling {
                let is_new =
                    !told.iter().any(|held| held.contains(term) || term.contains(held.as_str()));
                if told.len() < MOST && is_new {
                    told.push(term.to_owned());
                }
            }
            told
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::distinct;

    #[test]
    fn a_wording_is_told_by_words_that_others_lack() {
        let passages: Vec<BTreeSet<String>> = [
            &["解读", "同步组织", "同步", "组织"][..],
            &["解读", "同步组织", "同步", "组织"],
            &["解读", "三同步", "同步"],
        ]
        .iter()
        .map(|terms| terms.iter().map(|term| (*term).to_owned()).collect())
        .collect();
        let told = distinct(&[vec![0, 1], vec![2]], &passages);
        assert_eq!(told, [vec!["同步组织".to_owned()], Vec::new()]);
        assert!(distinct(&[], &passages).is_empty());
    }
}
