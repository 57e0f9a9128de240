//! What speaks neither for nor against a place or a year that a query prefers, as a condition.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::engine::opensearch::parts::{all, any, has_any, not, states};
use crate::notice::region::RegionCode;
use crate::query::plan::preference::Preference;

/// What counts as stating nothing in the field of a name: it has no value, or none but places that
/// hold one of those preferred. A notice has the places of one chain, so that any other place of it
/// lies within the widest of these. Where it is not known which values the library has (`held`),
/// only what has no value.
pub(super) fn unknown(
    preference: &Preference,
    name: &str,
    held: Option<&BTreeSet<String>>,
) -> Value {
    let mut ways = vec![not(&states(name))];
    if let Some(held) = held {
        let wider = preference.wider(|value| held.contains(value));
        let above: Vec<RegionCode> = wider.iter().filter_map(|value| value.parse().ok()).collect();
        let within = |value: &str| {
            value.parse().is_ok_and(|code| above.iter().any(|above| above.holds(code)))
        };
        let others = held.iter().filter(|value| !wider.contains(*value) && within(value));
        let others = has_any(name, others.chain(&preference.values));
        if !wider.is_empty() {
            ways.push(all(vec![has_any(name, &wider), not(&others)]));
        }
    }
    any(ways)
}
