//! Words that ordinary speech uses for one thing: in a question 娃 and 孩子 are one word.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::analysis::fold::fold;
use crate::lexicon::table::{alternatives, rows};

/// The built-in sets.
const BUILT_IN: &str = include_str!("../../../data/everyday_synonyms.txt");

/// Sets of words, each with the member that stands for all.
#[derive(Debug)]
pub(super) struct Everyday {
    finder: AhoCorasick,
    /// What stands for each word of `finder`.
    neutral: Vec<String>,
    /// The set of each word of `finder`.
    set_of: Vec<usize>,
    sets: Vec<Vec<String>>,
}

impl Everyday {
    /// Reads the built-in sets.
    pub(super) fn built_in() -> Self {
        let (mut words, mut neutral) = (Vec::new(), Vec::new());
        let (mut set_of, mut sets) = (Vec::new(), Vec::new());
        for (_, fields) in rows(BUILT_IN) {
            let set: Vec<String> = alternatives(fields[0]).map(fold).collect();
            neutral.extend(set.iter().map(|_| set[0].clone()));
            words.extend(set.iter().cloned());
            set_of.extend(set.iter().map(|_| sets.len()));
            sets.push(set);
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&words)
            .expect("some thousand short words fit");
        Self { finder, neutral, set_of, sets }
    }

    /// Returns a folded text with every word replaced by what stands for its set.
    pub(super) fn neutral(&self, text: &str) -> String {
        self.finder.replace_all(text, &self.neutral)
    }

    /// Returns the words of a folded text that are in a set, each with its set.
    pub(super) fn find<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (Range<usize>, &'a [String])> {
        self.finder.find_iter(text).map(|found| {
            let set = self.set_of[found.pattern().as_usize()];
            (found.range(), self.sets[set].as_slice())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Everyday;

    #[test]
    fn one_word_stands_for_all_of_a_set() {
        let everyday = Everyday::built_in();
        assert_eq!(everyday.neutral("养爹妈"), everyday.neutral("养父母"));
        assert_eq!(everyday.neutral("廿四节"), "廿四节");
    }
}
