//! Lists of rising numbers, most of them in two bytes.
//!
//! Numbers are kept as how far each lies behind the one before (gaps; Witten, Moffat and Bell,
//! *Managing Gigabytes*, 1999), so that a dozen of a quarter million take half of what they take as
//! they are, and are read in order as fast.

use crate::engine::embedded::lists::Lists;

/// Says that a gap follows in two parts, the higher one first.
const WIDE: u16 = u16::MAX;

/// Lists of rising numbers, by their places.
#[derive(Debug)]
pub(super) struct Packed {
    gaps: Lists<u16>,
}

impl Packed {
    /// Packs lists, each in order.
    pub(super) fn new<L: IntoIterator<Item = u32>>(lists: impl Iterator<Item = L>) -> Self {
        Self { gaps: Lists::new(lists.map(gaps)) }
    }

    /// Returns the numbers of one list.
    pub(super) fn of(&self, at: u32) -> impl Iterator<Item = u32> + use<'_> {
        let (mut gaps, mut last) = (self.gaps.of(at).iter().copied(), 0);
        std::iter::from_fn(move || {
            let gap = match gaps.next()? {
                WIDE => u32::from(gaps.next()?) << u16::BITS | u32::from(gaps.next()?),
                gap => u32::from(gap),
            };
            last += gap;
            Some(last)
        })
    }
}

/// Returns how far each number of a list lies behind the one before.
fn gaps(numbers: impl IntoIterator<Item = u32>) -> Vec<u16> {
    let mut gaps = Vec::new();
    let mut last = 0;
    for number in numbers {
        let gap = number - last;
        match u16::try_from(gap) {
            Ok(gap) if gap != WIDE => gaps.push(gap),
            _ => gaps.extend([WIDE, high(gap), low(gap)]),
        }
        last = number;
    }
    gaps
}

fn high(gap: u32) -> u16 {
    let [one, two, ..] = gap.to_be_bytes();
    u16::from_be_bytes([one, two])
}

fn low(gap: u32) -> u16 {
    let [.., one, two] = gap.to_be_bytes();
    u16::from_be_bytes([one, two])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Packed;

    proptest! {
        #[test]
        fn lists_come_back(
            lists: Vec<std::collections::BTreeSet<u32>>,
            near: Vec<std::collections::BTreeSet<u16>>,
        ) {
            let near = near.into_iter().map(|list| list.into_iter().map(u32::from).collect());
            let lists: Vec<Vec<u32>> =
                lists.into_iter().map(|list| list.into_iter().collect()).chain(near).collect();
            let packed = Packed::new(lists.iter().map(|list| list.iter().copied()));
            for (at, list) in (0..).zip(&lists) {
                prop_assert_eq!(&packed.of(at).collect::<Vec<u32>>(), list);
            }
        }
    }

    #[test]
    fn gaps_of_any_width_are_kept() {
        let list = [0, 65_534, 131_069, 196_604, 262_140, 5_000_000, u32::MAX];
        let packed =
            Packed::new([&list[..], &[], &[65_535]].iter().map(|list| list.iter().copied()));
        assert_eq!(packed.of(0).collect::<Vec<u32>>(), list);
        assert_eq!(packed.of(1).count(), 0);
        assert_eq!(packed.of(2).collect::<Vec<u32>>(), [65_535]);
    }
}
