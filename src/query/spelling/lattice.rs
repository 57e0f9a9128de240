//! Paths through a lattice of words, cheapest first.

use crate::query::spelling::Spelling;

/// The most paths that are kept at a place.
const KEPT: usize = 8;

/// A word on a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Where it begins and ends in what was typed.
    pub(super) from: usize,
    pub(super) to: usize,
    /// The word.
    pub(super) word: String,
}

/// Words chosen so far.
#[derive(Clone, Debug)]
pub(super) struct Path {
    /// The words, in order.
    pub(super) steps: Vec<Step>,
    /// Logarithm of how likely it is.
    pub(super) score: f32,
    last: Option<char>,
}

impl Path {
    /// Returns its characters.
    pub(super) fn text(&self) -> String {
        self.steps.iter().map(|step| step.word.as_str()).collect()
    }
}

/// The best paths to each place of what was typed.
#[derive(Debug)]
pub(super) struct Lattice {
    paths: Vec<Vec<Path>>,
}

impl Lattice {
    /// Makes a lattice of so many places after the first, which stands after a character.
    pub(super) fn new(places: usize, before: Option<char>) -> Self {
        let mut paths = vec![Vec::new(); places + 1];
        paths[0].push(Path { steps: Vec::new(), score: 0.0, last: before });
        Self { paths }
    }

    /// Tells whether any path leads to a place.
    pub(super) fn reaches(&self, place: usize) -> bool {
        !self.paths[place].is_empty()
    }

    /// Goes from a place to a later one with a word, which costs beside its rarity.
    pub(super) fn step(
        &mut self,
        from: usize,
        to: usize,
        word: &str,
        score: f32,
        spelling: &Spelling,
    ) {
        let (earlier, later) = self.paths.split_at_mut(to);
        let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else {
            return;
        };
        for path in &earlier[from] {
            let junction =
                path.last.map_or(0.0, |before| spelling.statistics.junction(before, first));
            let score = path.score + junction + score;
            let kept = &mut later[0];
            if kept.len() < KEPT || kept.last().is_some_and(|worst| worst.score < score) {
                let step = Step { from, to, word: word.to_owned() };
                let steps = path.steps.iter().cloned().chain([step]).collect();
                let longer = Path { steps, score, last: Some(last) };
                if let Some(same) = kept.iter().position(|held| held.text() == longer.text()) {
                    if kept[same].score >= score {
                        continue;
                    }
                    kept.remove(same);
                }
                let at = kept.partition_point(|held| held.score >= score);
                kept.insert(at, longer);
                kept.truncate(KEPT);
            }
        }
    }

    /// Returns the best path to the last place.
    pub(super) fn best(mut self) -> Option<Path> {
        self.paths.pop()?.into_iter().next()
    }
}
