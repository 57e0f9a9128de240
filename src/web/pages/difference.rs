//! What differs between two wordings, as pages show it: marked by elements that say so without
//! colour, counted in words.

use crate::notice::assignment::Deadline;
use crate::precedent::comparison::{Change, Comparison, Stretch};

/// A comparison as a page shows it.
#[derive(Clone, Debug)]
pub(super) struct DifferenceView {
    /// The stretches, in order.
    pub(super) stretches: Vec<Stretch>,
    /// 新增N处，删去N处，相同N%
    pub(super) said: String,
}

/// Below this share of common characters marks hide more than they show: the wordings have
/// nothing but single words in common.
const LEGIBLE: f32 = 0.4;

impl DifferenceView {
    /// Makes the view of a comparison in a list: where hardly anything is alike, the text stands
    /// unmarked and words say why.
    pub(super) fn listed(comparison: &Comparison) -> Self {
        if comparison.alike >= LEGIBLE {
            return Self::new(comparison);
        }
        let other = comparison.stretches.iter().filter(|stretch| stretch.change != Change::Removed);
        let text: String = other.map(|stretch| stretch.text.as_str()).collect();
        Self {
            stretches: vec![Stretch { change: Change::Same, text }],
            said: format!("措辞大不相同（相同 {:.0}%），不逐词标出", comparison.alike * 100.0),
        }
    }

    /// Makes the view of a comparison.
    pub(super) fn new(comparison: &Comparison) -> Self {
        let Comparison { added, removed, alike, .. } = comparison;
        let share = alike * 100.0;
        let said = if *added == 0 && *removed == 0 {
            "文字相同".to_owned()
        } else {
            format!("新增 {added} 处，删去 {removed} 处，相同 {share:.0}%")
        };
        Self { stretches: comparison.stretches.clone(), said }
    }
}

/// Tells whether only the baseline has a stretch.
pub(super) fn is_removed(stretch: &Stretch) -> bool {
    stretch.change == Change::Removed
}

/// Tells whether the baseline has not a stretch.
pub(super) fn is_added(stretch: &Stretch) -> bool {
    stretch.change == Change::Added
}

/// Says who does something by when, each with its label.
pub(super) fn tasks(
    lead: &[String],
    responsible: &[String],
    supporting: &[String],
    deadline: Option<&Deadline>,
) -> Vec<(&'static str, String)> {
    let units = [("牵头", lead), ("责任", responsible), ("配合", supporting)];
    let units = units.into_iter().filter(|(_, units)| !units.is_empty());
    units
        .map(|(label, units)| (label, units.join("、")))
        .chain(deadline.map(|deadline| ("时限", deadline.text.clone())))
        .collect()
}
