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

/// Sorts things into at most so many groups: the first ones by joining again and again the two
/// groups whose union spreads least (Ward 1963), the others into the group that they are most
/// like on average.
///
/// The first are the core that says which groups there are; weak ones behind them would make groups
/// of their own out of what is beside the matter.
pub(super) fn sort(likeness: &Likeness, core: usize, most: usize) -> Vec<Vec<usize>> {
    let core = core.min(likeness.size);
    let seeds = join(likeness, core, most);
    let mut groups = seeds.clone();
    for thing in core..likeness.size {
        let nearest = (0..seeds.len())
            .map(|group| (likeness.mean(thing, &seeds[group]), group))
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((_, group)) = nearest {
            groups[group].push(thing);
        }
    }
    groups
}

fn join(likeness: &Likeness, size: usize, most: usize) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..size).map(|thing| vec![thing]).collect();
    let mut spread: Vec<Vec<f64>> = (0..size)
        .map(|one| (0..size).map(|two| (1.0 - likeness.between(one, two)).powi(2)).collect())
        .collect();
    while groups.len() > most.max(1) {
        let (one, two) = closest(&spread);
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

/// Returns the pair that spreads least, the smaller place first.
fn closest(spread: &[Vec<f64>]) -> (usize, usize) {
    let pairs =
        (0..spread.len()).flat_map(|one| (one + 1..spread.len()).map(move |two| (one, two)));
    pairs
        .reduce(
            |best, next| {
                if spread[next.0][next.1] < spread[best.0][best.1] { next } else { best }
            },
        )
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Likeness, sort};

    #[test]
    fn what_is_alike_comes_together() {
        let kind = [0, 1, 0, 1, 2, 1, 0];
        let likeness =
            Likeness::of(kind.len(), |one, two| if kind[one] == kind[two] { 0.9 } else { 0.2 });
        assert_eq!(sort(&likeness, 5, 3), [vec![0, 2, 6], vec![1, 3, 5], vec![4]]);
        let mut whole = sort(&likeness, 7, 1).concat();
        whole.sort_unstable();
        assert_eq!(whole, [0, 1, 2, 3, 4, 5, 6]);
        assert!(sort(&Likeness::of(0, |_, _| 0.0), 5, 3).is_empty());
    }
}
