//! Adds up what segments count of the same names.
//!
//! A library holds some million phrases, most of them once. Every segment lists its own in order, in
//! one piece of memory; of names that are of no use none is made by itself.

/// Names in order, each with a count.
#[derive(Debug)]
pub(super) struct Listed<C> {
    names: String,
    /// Where each name ends, with its count.
    counts: Vec<(usize, C)>,
}

impl<C> Default for Listed<C> {
    fn default() -> Self {
        Self { names: String::new(), counts: Vec::new() }
    }
}

impl<C: Copy> Listed<C> {
    /// Appends a name that comes after all others.
    pub(super) fn push(&mut self, name: &str, count: C) {
        self.names.push_str(name);
        self.counts.push((self.names.len(), count));
    }

    fn get(&self, at: usize) -> Option<(&str, C)> {
        let (end, count) = *self.counts.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.counts[before].0);
        Some((&self.names[start..end], count))
    }
}

/// Calls `take` with every name in order and the sum of its counts.
pub(super) fn each_sum<C: Copy>(
    lists: &[Listed<C>],
    add: impl Fn(&mut C, C),
    mut take: impl FnMut(&str, C),
) {
    let mut at = vec![0; lists.len()];
    let next = |at: &[usize]| {
        lists.iter().zip(at).filter_map(|(list, at)| list.get(*at)).min_by_key(|(name, _)| *name)
    };
    while let Some((name, _)) = next(&at) {
        let mut sum: Option<C> = None;
        for (list, at) in lists.iter().zip(&mut at) {
            let Some((_, count)) = list.get(*at).filter(|(same, _)| *same == name) else {
                continue;
            };
            *at += 1;
            match &mut sum {
                Some(sum) => add(sum, count),
                None => sum = Some(count),
            }
        }
        if let Some(sum) = sum {
            take(name, sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Listed, each_sum};

    fn listed(counts: &[(&str, u32)]) -> Listed<u32> {
        let mut listed = Listed::default();
        for (name, count) in counts {
            listed.push(name, *count);
        }
        listed
    }

    #[test]
    fn what_segments_count_is_added_up_in_order() {
        let lists = [
            listed(&[("浮桥", 1), ("渡口", 2)]),
            listed(&[]),
            listed(&[("养蜂", 5), ("浮桥", 3), ("灯会", 4)]),
        ];
        let mut sums = Vec::new();
        each_sum(&lists, |sum, count| *sum += count, |name, sum| sums.push((name.to_owned(), sum)));
        let expected = [("养蜂", 5), ("浮桥", 4), ("渡口", 2), ("灯会", 4)];
        assert_eq!(sums, expected.map(|(name, sum)| (name.to_owned(), sum)));
        each_sum(&[], |_: &mut u32, _| {}, |name, _| panic!("{name}"));
    }
}
