//! Characters that look alike (形近字): 治 and 冶.

use std::collections::HashMap;

use crate::lexicon::table::rows;

/// The built-in sets.
const BUILT_IN: &str = include_str!("../../data/look_alikes.txt");

/// Sets of characters that look alike.
#[derive(Debug)]
pub struct LookAlikes {
    of: HashMap<char, Vec<char>>,
}

impl LookAlikes {
    /// Reads the built-in sets.
    pub fn built_in() -> Self {
        let mut of: HashMap<char, Vec<char>> = HashMap::new();
        for (_, fields) in rows(BUILT_IN) {
            for one in fields[0].chars() {
                let alike = of.entry(one).or_default();
                alike.extend(fields[0].chars().filter(|other| *other != one));
            }
        }
        for alike in of.values_mut() {
            alike.sort_unstable();
            alike.dedup();
        }
        Self { of }
    }

    /// Returns the characters that look like one.
    pub fn of(&self, character: char) -> &[char] {
        self.of.get(&character).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::LookAlikes;

    #[test]
    fn shapes_are_alike_both_ways() {
        let table = LookAlikes::built_in();
        for (one, other) in [('治', '冶'), ('未', '末'), ('候', '侯')] {
            assert!(table.of(one).contains(&other) && table.of(other).contains(&one));
        }
        assert!(table.of('A').is_empty());
    }
}
