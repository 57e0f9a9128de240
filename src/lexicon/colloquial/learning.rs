//! Learns how telling features are, from the questions of the tables and nothing else.
//!
//! Each question is likened to all concepts with itself left out of its own one. What features
//! count is moved until the own concept is as likely as can be: multinomial logistic regression by
//! `AdaGrad` (Duchi, Hazan and Singer 2011), with a weight for each feature that all concepts share.
//! The numbers are chosen on questions held back (docs/relevance.md#what-words-tell).

use std::cmp::Ordering;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::analysis::Analyzer;
use crate::lexicon::colloquial::Colloquial;
use crate::lexicon::colloquial::likeness::{Features, Held, features};
use crate::lexicon::colloquial::sayings::{QUESTION, Sayings, asked};
use crate::lexicon::colloquial::telling::Telling;
use crate::lexicon::shells::Shells;

/// Times that all questions are gone through.
const ROUNDS: u64 = 10;

/// Questions that are looked at before a weight moves.
const BATCH: usize = 256;

/// By what scores are divided before they are probabilities.
const TEMPERATURE: f32 = 6.0;

/// How far a weight moves at first.
const RATE: f32 = 0.2;

/// How much a weight is drawn back to rarity alone, each time that it moves.
const DECAY: f32 = 0.02;

/// The probability below which a concept moves nothing.
const NO_CHANCE: f32 = 1e-5;

/// The most places at which an own concept is said to be found.
const PLACES: usize = 6;

/// How well the concepts of questions are told, each left out of its own one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Told {
    /// Share of the questions whose own concept comes first.
    pub first: f32,
    /// Mean reciprocal rank of the own concept among the first six.
    pub reciprocal_rank: f32,
}

/// What was learnt.
#[derive(Clone, Debug, PartialEq)]
pub struct Learnt {
    /// What each feature counts beside its rarity, in order of the features.
    pub telling: Vec<(String, f32)>,
    /// How the questions held back are told by rarity alone, and by what was learnt.
    pub told: [Told; 2],
}

/// A question as it is likened.
struct Asked {
    concept: usize,
    /// Places of its features among all, each with what it counts by rarity.
    features: Vec<(usize, f32)>,
}

/// Moves weights until questions are told.
struct Learner {
    features: Features,
    /// Per feature, the logarithm of what it counts beside its rarity.
    logarithms: Vec<f32>,
    /// Per feature, the sum of the squares of its slopes.
    squares: Vec<f32>,
}

impl Colloquial {
    /// Learns how telling features are from all questions but one of `held`, which measure it; with
    /// 0 from all.
    pub fn learn(&self, held: usize, shells: &Shells, analyzer: &Analyzer) -> Learnt {
        let knows = |word: &str| analyzer.knows(word);
        let Sayings { everyday, features: all } =
            Sayings::new(&self.concepts, &self.questions, &Telling::default(), shells, analyzer);
        let mut questions: Vec<Asked> = self
            .questions
            .par_iter()
            .map(|(question, concept)| Asked {
                concept: *concept,
                features: features(&asked(question, &everyday, shells), &knows)
                    .into_iter()
                    .filter_map(|(feature, counts)| Some((all.find(&feature)?, counts)))
                    .map(|(at, counts)| (at, counts * all.weight(at)))
                    .collect(),
            })
            .collect();
        // By no order of the table, and the same every time.
        let shuffled = |round: u64| {
            move |question: &Asked| FixedState::with_seed(round).hash_one(question.places())
        };
        questions.sort_by_cached_key(shuffled(0));
        let back = questions.len().checked_div(held).unwrap_or(0);
        let measured: Vec<Asked> = questions.drain(..back).collect();
        let (logarithms, squares) = (vec![0.0; all.all().len()], vec![0.0; all.all().len()]);
        let mut learner = Learner { features: all, logarithms, squares };
        let before = learner.told(&measured);
        for round in 1..=ROUNDS {
            questions.sort_by_cached_key(shuffled(round));
            questions.chunks(BATCH).for_each(|batch| learner.learn(batch));
        }
        Learnt { told: [before, learner.told(&measured)], telling: learner.telling() }
    }
}

impl Asked {
    /// Returns the places of its features among all.
    fn places(&self) -> Vec<usize> {
        self.features.iter().map(|(at, _)| *at).collect()
    }
}

impl Learner {
    /// Returns what a feature of a question counts now.
    fn counts(&self, (at, rarity): (usize, f32)) -> f32 {
        rarity * self.logarithms[at].exp()
    }

    /// Returns what a feature counts for a concept, the question left out of its own one.
    fn without(&self, asked: &Asked, held: Held) -> f32 {
        let less = if held.concept() == asked.concept { QUESTION } else { 0 };
        self.features.saturated(held, less)
    }

    /// Returns how like each concept is to a question, itself left out of its own one.
    fn scores(&self, asked: &Asked) -> Vec<f32> {
        let mut scores = vec![0.0; self.features.concepts()];
        for feature in &asked.features {
            let counts = self.counts(*feature);
            for held in self.features.holding(feature.0) {
                scores[held.concept()] += counts * self.without(asked, *held);
            }
        }
        scores
    }

    /// Returns how much less likely the own concept becomes by more of each feature.
    fn slopes(&self, asked: &Asked) -> Vec<(usize, f32)> {
        let mut wrong = self.scores(asked);
        let top = wrong.iter().copied().fold(0.0, f32::max);
        for score in &mut wrong {
            *score = ((*score - top) / TEMPERATURE).exp();
        }
        let all: f32 = wrong.iter().sum();
        for share in &mut wrong {
            *share /= all;
        }
        wrong[asked.concept] -= 1.0;
        let slope = |feature: &(usize, f32)| {
            let held = self.features.holding(feature.0).iter();
            let moved = held.filter(|held| wrong[held.concept()].abs() >= NO_CHANCE);
            let sum: f32 =
                moved.map(|held| wrong[held.concept()] * self.without(asked, *held)).sum();
            (feature.0, sum * self.counts(*feature) / TEMPERATURE)
        };
        asked.features.iter().map(slope).collect()
    }

    /// Moves the weights of the features that some questions hold.
    fn learn(&mut self, batch: &[Asked]) {
        let mut slopes: Vec<(usize, f32)> =
            batch.par_iter().flat_map_iter(|asked| self.slopes(asked)).collect();
        slopes.sort_by_key(|(at, _)| *at);
        for same in slopes.chunk_by(|(one, _), (two, _)| one == two) {
            let at = same[0].0;
            let slope = same.iter().map(|(_, slope)| slope).sum::<f32>();
            let slope = slope + DECAY * self.logarithms[at];
            self.squares[at] += slope * slope;
            self.logarithms[at] -= RATE * slope / (self.squares[at] + 1.0).sqrt();
        }
    }

    /// Measures how questions are told.
    fn told(&self, questions: &[Asked]) -> Told {
        let ranks: Vec<usize> = questions
            .par_iter()
            .map(|asked| {
                let scores = self.scores(asked);
                let own = scores[asked.concept];
                scores.iter().filter(|score| score.total_cmp(&own) != Ordering::Less).count()
            })
            .collect();
        let found = ranks.iter().filter(|rank| **rank <= PLACES);
        let all = ranks.len().max(1) as f32;
        Told {
            first: ranks.iter().filter(|rank| **rank == 1).count() as f32 / all,
            reciprocal_rank: found.map(|rank| 1.0 / *rank as f32).sum::<f32>() / all,
        }
    }

    /// Returns what was learnt.
    fn telling(&self) -> Vec<(String, f32)> {
        let names = self.features.all().map(|feature| feature.iter().filter(|c| **c != '\0'));
        names.map(String::from_iter).zip(self.logarithms.iter().map(|log| log.exp())).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::lexicon::colloquial::Colloquial;
    use crate::lexicon::overlay::Overlay;

    #[test]
    fn what_tells_concepts_counts_more_than_what_is_said_of_all() {
        let lexicon = Lexicon::new(&Overlay::default()).expect("the built-in tables");
        let mut table = Colloquial::default();
        for animal in ["蜂", "马", "羊"] {
            let line = format!("养{animal}\t养{animal}业\t养{animal}人\t农业\tS\t\n");
            table.add("own", &line).expect("a sound line");
        }
        let asked =
            ["蜂在山上转", "蜂在河边转", "马在山上转", "马在河边转", "羊在山上转", "羊在河边转"];
        table.questions = asked.into_iter().zip([0, 0, 1, 1, 2, 2]).collect();
        let learnt = table.learn(0, &lexicon.shells, &lexicon.analyzer());
        let of = |feature: &str| {
            let found = learnt.telling.iter().find(|(held, _)| held == feature);
            found.map(|(_, weight)| *weight).expect(feature)
        };
        for animal in ["蜂", "马", "羊"] {
            assert!(of(animal) > of("山") && of(animal) > of("转"), "{animal}: {learnt:?}");
        }
        assert_eq!(learnt, table.learn(0, &lexicon.shells, &lexicon.analyzer()));
    }
}
