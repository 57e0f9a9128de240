//! What a query prefers to come from: a place, a year.

use std::collections::BTreeSet;

use crate::notice::region::RegionCode;
use crate::query::facet::FacetField;

/// Values of a dimension that lift what has one of them: a place, a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Preference {
    /// The dimension.
    pub field: FacetField,
    /// The values.
    pub values: BTreeSet<String>,
    /// What it adds, as a share of the most that anything can score.
    pub weight: f32,
    /// Bit per word of [`Matching::words`](super::Matching::words) that having a value stands for.
    pub covers: u32,
}

impl Preference {
    /// Returns the values that hold one of those preferred, as a province holds its city, of those
    /// that a library has. A notice that has no others counts as one that states none, since what a
    /// province decides is in force in its cities.
    pub fn wider(&self, is_held: impl Fn(&str) -> bool) -> BTreeSet<String> {
        if self.field != FacetField::Region {
            return BTreeSet::new();
        }
        let held = self.values.iter().filter(|value| is_held(value));
        let chains = held.flat_map(|value| chain(value)).map(|code| code.to_string());
        chains.filter(|code| !self.values.contains(code)).collect()
    }
}

/// Returns the places that hold a place, and itself; none where it is no code.
fn chain(value: &str) -> Vec<RegionCode> {
    value.parse().map_or_else(|_| Vec::new(), RegionCode::chain)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Preference;
    use crate::query::facet::FacetField;

    fn wider(field: FacetField, values: &[&str], held: &[&str]) -> Vec<String> {
        let values = values.iter().map(|value| (*value).to_owned()).collect::<BTreeSet<_>>();
        let preference = Preference { field, values, weight: 0.5, covers: 0 };
        preference.wider(|value| held.contains(&value)).into_iter().collect()
    }

    #[test]
    fn a_place_is_held_by_those_above_it() {
        let of = |values: &[&str], held: &[&str]| wider(FacetField::Region, values, held);
        assert_eq!(of(&["990102"], &["990102"]), ["990000", "990100"]);
        assert_eq!(of(&["990102001"], &["990102001"]), ["990000", "990100", "990102"]);
        assert!(of(&["990000"], &["990000"]).is_empty());
        assert!(of(&["nowhere"], &["nowhere"]).is_empty());
        assert!(wider(FacetField::Year, &["2024"], &["2024"]).is_empty());
    }

    #[test]
    fn of_places_of_one_name_those_that_a_library_lacks_are_not_meant() {
        let of = |values: &[&str], held: &[&str]| wider(FacetField::Region, values, held);
        let namesakes = ["980103", "990104"];
        assert_eq!(of(&namesakes, &["990104", "990000"]), ["990000", "990100"]);
        assert!(of(&namesakes, &["990000"]).is_empty());
        assert_eq!(of(&["990000", "990102"], &["990000", "990102"]), ["990100"]);
    }
}
