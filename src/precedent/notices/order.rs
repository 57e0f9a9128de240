//! In which order the clauses of two notices are shown: as the other one has them, what it dropped
//! where it stood, whole parts of the baseline that are gone as parts of their own.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::fold::key;
use crate::notice::clause::Clause;
use crate::precedent::notices::align::Pair;

/// A clause of the baseline, one of the other notice, or two that answer each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Which clause of the baseline.
    pub(super) old: Option<usize>,
    /// Which clause of the other notice.
    pub(super) new: Option<usize>,
}

/// A part of the other notice, or one that only the baseline has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Its heading with its number; `None` for what stands before the first.
    pub(super) heading: Option<String>,
    /// Its clauses in order.
    pub(super) places: Vec<Place>,
}

/// Orders the clauses of two notices by parts.
pub(super) fn order(old: &[&Clause], new: &[&Clause], pairs: &[Pair]) -> Vec<Part> {
    let answers: BTreeMap<usize, usize> = pairs.iter().map(|pair| (pair.old, pair.new)).collect();
    let answered: BTreeMap<usize, usize> = pairs.iter().map(|pair| (pair.new, pair.old)).collect();
    let (old_tops, new_tops) = (tops(old), tops(new));
    let alive: BTreeSet<Option<&String>> = answers.keys().map(|at| old_tops[*at]).collect();
    let mut row: Vec<Place> =
        (0..new.len()).map(|at| Place { old: answered.get(&at).copied(), new: Some(at) }).collect();
    let mut gone: Vec<(Option<Place>, Part)> = Vec::new();
    let mut last: Option<Place> = None;
    for (at, top) in old_tops.iter().enumerate() {
        let place = Place { old: Some(at), new: answers.get(&at).copied() };
        if place.new.is_none() && !alive.contains(top) {
            match gone.last_mut() {
                Some((_, part)) if part.heading.as_ref() == *top => part.places.push(place),
                _ => {
                    let part = Part { heading: top.cloned(), places: vec![place] };
                    gone.push((last, part));
                }
            }
            continue;
        }
        if place.new.is_none() {
            row.insert(behind(&row, last), place);
        }
        last = Some(place);
    }
    let mut parts = grouped(&row, &new_tops);
    for (anchor, part) in gone.into_iter().rev() {
        let holds = |part: &Part| anchor.is_some_and(|anchor| part.places.contains(&anchor));
        let at = parts.iter().position(holds).map_or(0, |at| at + 1);
        parts.insert(at, part);
    }
    parts
}

/// Groups clauses by the parts of the other notice; what was dropped belongs to what it stands
/// behind, at the very beginning to what it stands before.
fn grouped(row: &[Place], tops: &[Option<&String>]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut top = row.iter().find_map(|place| place.new).and_then(|at| tops[at]);
    for place in row {
        top = place.new.map_or(top, |at| tops[at]);
        match parts.last_mut() {
            Some(part) if part.heading.as_ref() == top => part.places.push(*place),
            _ => parts.push(Part { heading: top.cloned(), places: vec![*place] }),
        }
    }
    parts
}

/// Returns the index behind a place of a row; the first one where it stands behind none.
fn behind(row: &[Place], place: Option<Place>) -> usize {
    row.iter().position(|held| Some(*held) == place).map_or(0, |at| at + 1)
}

/// Returns the topmost heading above each clause; one that a clause opens with (第三条, 一、加强领导)
/// stands in that clause and heads no part.
pub(in crate::precedent) fn tops<'c>(clauses: &[&'c Clause]) -> Vec<Option<&'c String>> {
    let texts: Vec<String> = clauses.iter().map(|clause| key(&clause.text)).collect();
    let mut opens: BTreeMap<&String, bool> = BTreeMap::new();
    let top = |clause: &'c Clause| {
        let heading = clause.path.first()?;
        let opens = opens.entry(heading).or_insert_with(|| {
            let heading = key(heading);
            texts.iter().any(|text| text.starts_with(&heading))
        });
        (!*opens).then_some(heading)
    };
    clauses.iter().copied().map(top).collect()
}

#[cfg(test)]
mod tests {
    use super::{Part, order};
    use crate::notice::clause::{Clause, ClauseKind};
    use crate::notice::id::ClauseId;
    use crate::precedent::notices::align::Pair;

    fn clause(part: &str) -> Clause {
        Clause {
            id: ClauseId::given("a"),
            path: (!part.is_empty()).then(|| part.to_owned()).into_iter().collect(),
            address: String::new(),
            kind: ClauseKind::Item,
            text: "浮桥".to_owned(),
            also_at: None,
            same_as: None,
        }
    }

    /// Writes parts as heading and places: 一: 0-0 1- means that clause 1 of the baseline is gone.
    fn written(parts: &[Part]) -> String {
        let number = |at: Option<usize>| at.map(|at| at.to_string()).unwrap_or_default();
        let parts = parts.iter().map(|part| {
            let places =
                part.places.iter().map(|at| format!("{}-{}", number(at.old), number(at.new)));
            let heading = part.heading.as_deref().unwrap_or_default();
            format!("{heading}: {}", places.collect::<Vec<_>>().join(" "))
        });
        parts.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn what_was_dropped_stands_where_it_stood() {
        type Case<'c> = (&'c str, &'c str, &'c [(usize, usize)], &'c str);
        // Parts of the baseline and of the other notice, pairs, what is shown.
        let cases: &[Case<'_>] = &[
            ("一一一", "一一", &[(0, 0), (2, 1)], "一: 0-0 1- 2-1"),
            ("一一", "一一", &[(1, 0)], "一: 0- 1-0 -1"),
            ("一一二二", "一一", &[(0, 0), (1, 1)], "一: 0-0 1-1; 二: 2- 3-"),
            ("一二", "二三", &[(1, 0)], "一: 0-; 二: 1-0; 三: -1"),
            ("一一一", "一二", &[(0, 0), (2, 1)], "一: 0-0 1-; 二: 2-1"),
            ("一二二三", "一三", &[(0, 0), (3, 1)], "一: 0-0; 二: 1- 2-; 三: 3-1"),
            ("一一", "", &[], "一: 0- 1-"),
            ("", "一", &[], "一: -0"),
        ];
        for (old, new, pairs, expected) in cases {
            let clauses = |parts: &str| -> Vec<Clause> {
                parts.chars().map(|part| clause(&part.to_string())).collect()
            };
            let (old, new) = (clauses(old), clauses(new));
            let pairs: Vec<Pair> =
                pairs.iter().map(|(old, new)| Pair { old: *old, new: *new }).collect();
            let parts =
                order(&old.iter().collect::<Vec<_>>(), &new.iter().collect::<Vec<_>>(), &pairs);
            assert_eq!(written(&parts), *expected);
        }
    }
}
