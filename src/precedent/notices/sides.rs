//! Compares two notices: chooses their clauses, pairs them, says what became of each.

use jiff::civil::Date;

use crate::analysis::fold::key;
use crate::notice::Notice;
use crate::notice::clause::Clause;
use crate::notice::id::ClauseKey;
use crate::precedent::comparison::compare;
use crate::precedent::notices::align::align;
use crate::precedent::notices::compared::Compared;
use crate::precedent::notices::fate::{Fate, FateCounts};
use crate::precedent::notices::likeness::{Likenesses, features, is_opening, without_label};
use crate::precedent::notices::order::{Part, Place, order};
use crate::precedent::notices::shown::{
    ClauseCompared, LeftOut, Near, NoticesCompared, PartCompared, PlacedClause,
};
use crate::search::results::summary;
use crate::search::world::World;

/// Compares a notice with a baseline.
pub(super) fn compared(old: &Notice, new: &Notice, world: &World, today: Date) -> NoticesCompared {
    let sides = Sides { old, new, chosen: (Compared::of(old), Compared::of(new)) };
    let (of_old, of_new) = &sides.chosen;
    let counted = |clauses: &[&Clause]| -> Vec<_> {
        let divisions = &world.lexicon.divisions;
        clauses.iter().map(|clause| features(clause, &world.analyzer, divisions)).collect()
    };
    let likenesses = Likenesses::of(&counted(&of_old.clauses), &counted(&of_new.clauses));
    let pairs = align(&likenesses);
    let mut counts = FateCounts::default();
    let parts = order(&of_old.clauses, &of_new.clauses, &pairs).into_iter().map(|part| {
        let part = sides.part(&part, &likenesses, world);
        part.clauses.iter().for_each(|clause| counts.count(clause.fate));
        part
    });
    NoticesCompared {
        parts: parts.collect(),
        counts,
        left_out: LeftOut {
            repeated: of_old.repeated + of_new.repeated,
            beyond: of_old.beyond + of_new.beyond,
        },
        baseline: summary(old, today),
        other: summary(new, today),
    }
}

/// The two notices with their clauses that are compared.
struct Sides<'n> {
    old: &'n Notice,
    new: &'n Notice,
    chosen: (Compared<'n>, Compared<'n>),
}

impl Sides<'_> {
    fn part(&self, part: &Part, likenesses: &Likenesses, world: &World) -> PartCompared {
        let clauses = part.places.iter().map(|place| self.clause(*place, likenesses, world));
        let clauses: Vec<ClauseCompared> = clauses.collect();
        let whole = [Fate::Added, Fate::Dropped]
            .into_iter()
            .find(|fate| clauses.iter().all(|clause| clause.fate == *fate));
        PartCompared { heading: part.heading.clone(), fate: whole, clauses }
    }

    fn clause(&self, place: Place, likenesses: &Likenesses, world: &World) -> ClauseCompared {
        let (of_old, of_new) = (&self.chosen.0.clauses, &self.chosen.1.clauses);
        let old = place.old.map(|at| of_old[at]);
        let new = place.new.map(|at| of_new[at]);
        let mut comparison = None;
        let fate = match (old, new) {
            (Some(old), Some(new)) if bare(old) == bare(new) => Fate::Kept,
            (Some(old), Some(new)) => {
                let (old, new) = (without_label(&old.text), without_label(&new.text));
                comparison = Some(compare(old, new, &world.analyzer));
                Fate::Reworded
            }
            (None, _) => Fate::Added,
            (Some(_), None) => Fate::Dropped,
        };
        let near = match (place.old, place.new) {
            _ if old.or(new).is_some_and(is_opening) => None,
            (Some(at), None) => likenesses.near_of_second(at).map(|at| near(self.new, of_new[at])),
            (None, Some(at)) => likenesses.near_of_first(at).map(|at| near(self.old, of_old[at])),
            _ => None,
        };
        ClauseCompared {
            fate,
            baseline: old.map(|clause| placed(self.old, clause)),
            other: new.map(|clause| placed(self.new, clause)),
            comparison,
            near,
        }
    }
}

/// Returns what is compared to tell whether a clause was kept: its letters, without its number.
fn bare(clause: &Clause) -> String {
    key(without_label(&clause.text))
}

fn placed(notice: &Notice, clause: &Clause) -> PlacedClause {
    PlacedClause {
        id: key_of(notice, clause),
        address: clause.address.clone(),
        path: clause.path.clone(),
        text: clause.text.clone(),
    }
}

fn near(notice: &Notice, clause: &Clause) -> Near {
    Near { id: key_of(notice, clause), address: clause.address.clone() }
}

fn key_of(notice: &Notice, clause: &Clause) -> String {
    ClauseKey { notice: notice.id.clone(), clause: clause.id.clone() }.to_string()
}
