//! Which places of a count are listed: of each place inside another the most frequent, so that a
//! tree can be drawn.

use std::collections::BTreeMap;

use crate::engine::hits::FacetValue;
use crate::notice::region::RegionCode;

/// Keeps the most frequent provinces, and of the places inside them the most frequent: `size` of
/// each level below each place. Values come with the most frequent first.
pub(in crate::engine) fn keep_with_parents(values: &mut Vec<FacetValue>, size: usize) {
    let mut kept: BTreeMap<Option<RegionCode>, usize> = BTreeMap::new();
    let mut dropped: Vec<RegionCode> = Vec::new();
    let parent = |code: RegionCode| {
        let chain = code.chain();
        chain.len().checked_sub(2).map(|at| chain[at])
    };
    values.sort_by_key(|value| {
        value.value.parse::<RegionCode>().map_or(9, |code| code.chain().len())
    });
    values.retain(|value| {
        let Ok(code) = value.value.parse::<RegionCode>() else { return false };
        let parent = parent(code);
        let held = kept.entry(parent).or_insert(0);
        let keep = *held < size && parent.is_none_or(|parent| !dropped.contains(&parent));
        if keep {
            *held += 1;
        } else {
            dropped.push(code);
        }
        keep
    });
}
