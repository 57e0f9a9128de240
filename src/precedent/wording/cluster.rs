//! Sorts things into a few groups by how alike they are (agglomerative clustering).

/// How alike things are, each with each, 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Likeness {
    size: usize,
    values: Vec<f64>,
}

impl Likeness {
    /// Asks for every pair once.
    pub(super) fn of(size: usize, mut pair: impl FnMut(usize, usize) -> f64) -> Self {
        let mut values = vec![1.0; size * size];
        for one in 0..size {
            for two in one + 1..size {
                let value = pair(one, two);
                values[one * size + two] = value;
                values[two * size + one] = value;
            }
        }
        Self { size, values }
    }

    /// Returns how alike two things are.
    pub(super) fn between(&self, one: usize, two: usize) -> f64 {
        self.values[one * self.size + two]
    }

    /// Returns how alike one thing and others are on average.
    pub(super) fn mean(&self, one: usize, others: &[usize]) -> f64 {
        let sum: f64 = others.iter().map(|other| self.between(one, *other)).sum();
        sum / others.len().max(1) as f64
    }
}

/// How things are sorted, the first of which matter most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// So many of the first ones say which groups there are; weak ones behind them would make
    /// groups of their own out of what is beside the matter.
    pub(super) core: usize,
    /// The most groups of the core.
    pub(super) most: usize,
    /// So many of the first ones are what is wanted …
    pub(super) near: usize,
    /// … and are parted into at least so many groups, even if there are more groups in all.
    pub(super) fewest: usize,
}

/// Sorts things into groups: the first ones by joining again and again the two groups whose union
/// spreads least (Ward 1963), the others into the group that they are most like on average.
pub(super) fn sort(likeness: &Likeness, cut: Cut) -> Vec<Vec<usize>> {
    let cut = Cut { core: cut.core.min(likeness.size), ..cut };
    let seeds = join(likeness, cut);
    let mut groups = seeds.clone();
    for thing in cut.core..likeness.size {
        let nearest = (0..seeds.len())
            .map(|group| (likeness.mean(thing, &seeds[group]), group))
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((_, group)) = nearest {
            groups[group].push(thing);
        }
    }
    groups
}

fn join(likeness: &Likeness, cut: Cut) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..cut.core).map(|thing| vec![thing]).collect();
    let mut spread: Vec<Vec<f64>> = (0..cut.core)
        .map(|one| (0..cut.core).map(|two| (1.0 - likeness.between(one, two)).powi(2)).collect())
        .collect();
    let has_near = |group: &Vec<usize>| group.iter().any(|thing| *thing < cut.near);
    while groups.len() > cut.most.max(1) {
        let near: Vec<bool> = groups.iter().map(has_near).collect();
        let are_few = near.iter().filter(|is_near| **is_near).count() <= cut.fewest;
        let may_join = |one: usize, two: usize| !(are_few && near[one] && near[two]);
        let Some((one, two)) = closest(&spread, may_join) else { break };
        let widths: Vec<f64> = groups.iter().map(|group| group.len() as f64).collect();
        for other in (0..groups.len()).filter(|other| *other != one && *other != two) {
            let (a, b, c) = (widths[one], widths[two], widths[other]);
            let joined = ((a + c) * spread[one][other] + (b + c) * spread[two][other]
                - c * spread[one][two])
                / (a + b + c);
            spread[one][other] = joined;
            spread[other][one] = joined;
        }
        let joining = groups.remove(two);
        groups[one].extend(joining);
        spread.remove(two);
        for row in &mut spread {
            row.remove(two);
        }
    }
    groups
}

/// Returns the pair that spreads least of those that may be joined, the smaller place first.
fn closest(spread: &[Vec<f64>], may_join: impl Fn(usize, usize) -> bool) -> Option<(usize, usize)> {
    let pairs =
        (0..spread.len()).flat_map(|one| (one + 1..spread.len()).map(move |two| (one, two)));
    pairs.filter(|(one, two)| may_join(*one, *two)).reduce(|best, next| {
        if spread[next.0][next.1] < spread[best.0][best.1] { next } else { best }
    })
}

#[cfg(test)]
mod tests {
    use super::{Cut, Likeness, sort};

    #[test]
    fn what_is_alike_comes_together() {
        let kind = [0, 1, 0, 1, 2, 1, 0];
        let likeness =
            Likeness::of(kind.len(), |one, two| if kind[one] == kind[two] { 0.9 } else { 0.2 });
        let cut = |core, most, near, fewest| Cut { core, most, near, fewest };
        assert_eq!(sort(&likeness, cut(5, 3, 5, 1)), [vec![0, 2, 6], vec![1, 3, 5], vec![4]]);
        assert_eq!(sort(&likeness, cut(7, 1, 2, 2)), [vec![0, 2, 6, 4], vec![1, 3, 5]]);
        let mut whole = sort(&likeness, cut(7, 1, 7, 1)).concat();
        whole.sort_unstable();
        assert_eq!(whole, [0, 1, 2, 3, 4, 5, 6]);
        assert!(sort(&Likeness::of(0, |_, _| 0.0), cut(5, 3, 0, 0)).is_empty());
    }
}
