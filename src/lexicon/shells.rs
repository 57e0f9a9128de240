//! What people wrap questions in (怎么办, 要什么材料): no document is found by it.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

/// The built-in list.
const BUILT_IN: &str = include_str!("../../data/question_shells.txt");

/// The shells of questions.
#[derive(Debug)]
pub struct Shells {
    finder: AhoCorasick,
}

impl Shells {
    /// Reads the built-in list.
    ///
    /// # Panics
    ///
    /// The list is too large for its automaton, which a test of this room would have found.
    pub fn built_in() -> Self {
        let shells = BUILT_IN.lines().map(str::trim).filter(|line| !line.starts_with('#'));
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(shells.filter(|line| !line.is_empty()))
            .expect("some hundred short texts fit");
        Self { finder }
    }

    /// Returns where shells stand in a folded text, in bytes, in order, the longest at each place.
    pub fn find(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.finder.find_iter(text).map(|found| found.range())
    }

    /// Returns a folded text with blanks in place of shells; one that is nothing else stays.
    pub fn strip(&self, text: &str) -> String {
        let stripped = self.finder.replace_all(text, &vec![" "; self.finder.patterns_len()]);
        if stripped.trim().is_empty() { text.to_owned() } else { stripped }
    }
}

#[cfg(test)]
mod tests {
    use super::Shells;

    #[test]
    fn the_longest_shell_is_taken() {
        let text = "低保要什么材料怎么办理";
        let shells = Shells::built_in();
        let found: Vec<&str> = shells.find(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["要什么材料", "怎么办理"]);
    }
}
