//! How telling words and characters are where a text is likened to concepts.
//!
//! Rarity alone counts a word and the characters in it as if they were found apart. What
//! `data/telling.tsv` adds is learnt from the questions of the tables alone (`learning`;
//! docs/relevance.md#what-words-tell).

use foldhash::HashMap;

use crate::lexicon::colloquial::likeness::{Key, key};
use crate::lexicon::table::{TableError, rows};

/// What was learnt, written by `just learn`.
const LEARNT: &str = include_str!("../../../data/telling.tsv");

/// What features count beside their rarity.
#[derive(Debug, Default)]
pub(super) struct Telling(HashMap<Key, f32>);

impl Telling {
    /// Reads the built-in table.
    ///
    /// # Panics
    ///
    /// The built-in table is unsound, which a test of this room would have found.
    pub(super) fn built_in() -> Self {
        Self::read("telling.tsv", LEARNT).expect("the built-in table is tested")
    }

    /// Reads a table: feature, what it counts.
    fn read(file: &str, table: &str) -> Result<Self, TableError> {
        let row = |(line, fields): (usize, Vec<&str>)| {
            let wrong = |reason: String| TableError::new(file, line, reason);
            let [feature, weight] = fields[..] else {
                let found = fields.len();
                return Err(wrong(format!("expected feature and weight, found {found} fields")));
            };
            let weight: f32 = weight
                .parse()
                .map_err(|_| wrong(format!("weight `{weight}`: expected a number")))?;
            Ok((key(feature), weight))
        };
        rows(table).map(row).collect::<Result<_, _>>().map(Self)
    }

    /// Returns what a feature counts beside its rarity; 1 where nothing was learnt of it.
    pub(super) fn of(&self, feature: &Key) -> f32 {
        self.0.get(feature).copied().unwrap_or(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Telling;
    use crate::lexicon::colloquial::likeness::key;

    #[test]
    fn the_built_in_table_is_sound() {
        let telling = Telling::built_in();
        assert!(telling.0.len() > 10_000, "{} features", telling.0.len());
        assert!(telling.0.values().all(|weight| (0.05..=50.0).contains(weight)));
        assert!((telling.of(&key("囧囧")) - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn lines_that_cannot_be_used_are_named() {
        let read = |table| Telling::read("own", table).map(|telling| telling.of(&key("养蜂")));
        assert_eq!(read("# told\n养蜂\t1.5\n"), Ok(1.5));
        for (line, reason) in [("养蜂\n", "found 1 fields"), ("养蜂\t多\n", "weight `多`")] {
            let error = read(line).expect_err(line).to_string();
            assert!(error.starts_with("own:1") && error.contains(reason), "{error}");
        }
    }
}
