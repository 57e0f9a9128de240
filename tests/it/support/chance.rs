//! Draws that differ from run to run; a failing test prints what it drew.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Returns a number below `bound`.
pub(crate) fn below(bound: usize) -> usize {
    let drawn = RandomState::new().build_hasher().finish();
    usize::try_from(drawn % bound.max(1) as u64).unwrap_or(0)
}

/// Returns one of some values.
pub(crate) fn one_of<T>(values: &[T]) -> &T {
    &values[below(values.len())]
}
