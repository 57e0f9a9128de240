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
    /// Values that hold one of these, as a province holds its city: what has no others may be meant
    /// as well as what states none, since what a province decides is in force in its city.
    pub wider: BTreeSet<String>,
    /// What it adds, as a share of the most that anything can score.
    pub weight: f32,
    /// Bit per word of [`Matching::words`](super::Matching::words) that having a value stands for.
    pub covers: u32,
}

impl Preference {
    /// Prefers values of a dimension.
    pub fn new(field: FacetField, values: BTreeSet<String>, weight: f32, covers: u32) -> Self {
        let codes =
            values.iter().filter(|_| field == FacetField::Region).flat_map(|code| chain(code));
        let wider = codes.filter(|code| !values.contains(code)).collect();
        Self { field, values, wider, weight, covers }
    }

    /// Returns those of some values that lie within a wider one and are none themselves: the other
    /// cities of the province.
    pub fn beside<'a>(&self, all: &'a BTreeSet<String>) -> Vec<&'a String> {
        let lies_within = |value: &str| chain(value).iter().any(|code| self.wider.contains(code));
        all.iter().filter(|value| !self.wider.contains(*value) && lies_within(value)).collect()
    }
}

/// Returns the codes of the places that hold a place, and its own; none where it is no code.
fn chain(code: &str) -> Vec<String> {
    let code = code.parse::<RegionCode>();
    code.map_or_else(|_| Vec::new(), |code| code.chain().iter().map(ToString::to_string).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Preference;
    use crate::query::facet::FacetField;

    fn set(values: &[&str]) -> BTreeSet<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    #[test]
    fn what_holds_a_place_may_be_meant_by_it() {
        let of = |field, values: &[&str]| Preference::new(field, set(values), 0.5, 0);
        let county = of(FacetField::Region, &["990102"]);
        assert_eq!(county.wider, set(&["990000", "990100"]));
        let all = set(&["980000", "990000", "990100", "990102", "990103", "990200"]);
        assert_eq!(county.beside(&all), ["990102", "990103", "990200"]);

        let both = of(FacetField::Region, &["990000", "990100"]);
        assert!(both.wider.is_empty() && both.beside(&all).is_empty());
        assert!(of(FacetField::Year, &["2024"]).wider.is_empty());
    }
}
