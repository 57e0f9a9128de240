//! How near a clause is to a passage, beside what the engine says of it.
//!
//! The engine's score grows with what is said again and again. A clause about another matter that
//! repeats the commonest words of the passage (住房公积金, 贷款) stands before one that says once
//! all that is meant, in one sentence of many. Neither half of nearness heeds repetition, and the
//! half of the sentence does not heed the length of the clause. The numbers are chosen on the
//! precedent benchmark (docs/precedents.md#figures).

use std::collections::BTreeMap;

use foldhash::{HashSet, HashSetExt as _};

use crate::analysis::Analyzer;
use crate::analysis::sentence::sentences;
use crate::lexicon::divisions::Divisions;
use crate::notice::clause::Clause;
use crate::precedent::common::common;
use crate::precedent::expansion::SHORTEST;
use crate::precedent::features::Rarities;
use crate::precedent::pairs::{Pair, telling_pairs};
use crate::precedent::passage::with_heading;
use crate::query::plan::Stream;

/// What a clause gains that holds the whole lead of the passage, as a share of the best score.
const LEAD: f32 = 0.3;

/// What a clause gains, one of whose sentences is the passage, as a share of the best score.
const SENTENCE: f32 = 0.3;

/// Characters at the beginning of a passage, as written, that tell what it is about; those behind
/// tell how.
const LEAD_LENGTH: usize = 60;

/// The power of rarity by which a pair counts.
const RARITY: f32 = 1.5;

/// What nearness to a passage is measured by.
#[derive(Debug)]
pub(super) struct Nearness {
    lead: Weighed,
    whole: Weighed,
}

/// The pairs of a text, each by its rarity.
#[derive(Debug)]
struct Weighed {
    pairs: BTreeMap<Pair, f32>,
    sum: f32,
}

impl Nearness {
    /// Makes it of a passage; what belongs to one notice alone is left out of it.
    pub(super) fn to(
        passage: &str,
        rarities: &Rarities,
        analyzer: &Analyzer,
        divisions: &Divisions,
    ) -> Self {
        let lead: String = passage.chars().take(LEAD_LENGTH).collect();
        let rarity = |(one, two): Pair| {
            rarities.of(&(Stream::Grams, String::from_iter([one, two]))).powf(RARITY)
        };
        let weights =
            |text: &str| Weighed::of(&telling_pairs(&common(text, divisions), analyzer), rarity);
        Self { lead: weights(&lead), whole: weights(passage) }
    }

    /// Returns what a clause gains, as a share of the best score.
    pub(super) fn gain(&self, clause: &Clause, analyzer: &Analyzer) -> f32 {
        let text = with_heading(clause);
        let mut all: HashSet<Pair> = HashSet::new();
        let mut nearest = 0.0_f32;
        for sentence in sentences(&text).into_iter().map(|range| &text[range]) {
            let held: HashSet<Pair> = telling_pairs(sentence, analyzer).into_iter().collect();
            if sentence.chars().count() >= SHORTEST {
                nearest = nearest.max(self.whole.dice(&held));
            }
            all.extend(held);
        }
        LEAD * self.lead.held(&all) + SENTENCE * nearest
    }
}

impl Weighed {
    fn of(pairs: &[Pair], weight: impl Fn(Pair) -> f32) -> Self {
        let pairs: BTreeMap<Pair, f32> = pairs.iter().map(|pair| (*pair, weight(*pair))).collect();
        let sum = pairs.values().sum();
        Self { pairs, sum }
    }

    /// Returns the share of the weights that these pairs hold, 0 to 1.
    fn held(&self, pairs: &HashSet<Pair>) -> f32 {
        self.shared(pairs).0 / self.sum.max(f32::MIN_POSITIVE)
    }

    /// Returns what both have in common (Dice), 0 to 1; a pair that has no weight counts as one
    /// that has on average, since its rarity is not known.
    fn dice(&self, pairs: &HashSet<Pair>) -> f32 {
        let (shared, known) = self.shared(pairs);
        let average = self.sum / self.pairs.len().max(1) as f32;
        let size = shared + average * (pairs.len() - known) as f32;
        2.0 * shared / (size + self.sum).max(f32::MIN_POSITIVE)
    }

    /// Returns the weights of these pairs and how many of them have one.
    fn shared(&self, pairs: &HashSet<Pair>) -> (f32, usize) {
        let known = self.pairs.iter().filter(|(pair, _)| pairs.contains(*pair));
        known.fold((0.0, 0), |(sum, count), (_, weight)| (sum + weight, count + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::{LEAD, Nearness, SENTENCE, Weighed};
    use crate::analysis::Analyzer;
    use crate::analysis::dictionary::Dictionary;
    use crate::notice::clause::{Clause, ClauseKind};
    use crate::notice::id::ClauseId;
    use crate::precedent::pairs::telling_pairs;

    fn clause(text: &str) -> Clause {
        Clause {
            id: ClauseId::given("a"),
            path: Vec::new(),
            address: String::new(),
            kind: ClauseKind::Paragraph,
            text: text.to_owned(),
            also_at: None,
            same_as: None,
        }
    }

    #[test]
    fn one_sentence_of_many_is_nearer_than_words_said_again_and_again() {
        let analyzer = Analyzer::new(Dictionary::default());
        let weights = |text| Weighed::of(&telling_pairs(text, &analyzer), |_| 1.0);
        let passage = "养蜂贷款可以展期一年。";
        let near = Nearness { lead: weights(passage), whole: weights(passage) };
        let of = |text: &str| near.gain(&clause(text), &analyzer);
        let whole = of("蜂农免交巡查费用。养蜂贷款可以展期一年。逾期不补。");
        let again = of("养蜂贷款额度提高，养蜂贷款利率降低，养蜂贷款随到随办。");
        assert!((whole - LEAD - SENTENCE).abs() < 1e-6, "{whole}");
        assert!(again < 0.6 * whole, "{again} {whole}");
        assert!(of("渡口开放时间").abs() < 1e-6);
        assert!(of("").abs() < 1e-6);
        let nothing = Nearness { lead: weights(""), whole: weights("。") };
        assert!(nothing.gain(&clause(passage), &analyzer).abs() < 1e-6);
    }
}
