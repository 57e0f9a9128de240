//! Chooses the sentences of a clause that put the requirement that is asked for.

use crate::analysis::sentence::sentences;
use crate::precedent::common::common;
use crate::precedent::features::count;
use crate::precedent::similar::Found;

/// A sentence of up to so many characters is a heading of what follows and says nothing alone.
const HEADING: usize = 22;

/// Sentences that score at least this share of the best one belong to the passage: on the
/// benchmark 0.4 and 0.8 sort worse.
const PASSAGE: f32 = 0.6;

/// Sentences that score at least this share of the best one give the rule; those further off give
/// the numbers of other rules.
const RULE: f32 = 0.8;

/// Added to the number of features of a sentence, so that very short ones do not win.
const DAMPING: f32 = 8.0;

/// What a clause says about the requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Focus {
    /// The sentences about it.
    pub(super) passage: String,
    /// The nearest of them, which give its rule.
    pub(super) rule: String,
}

impl Focus {
    /// Chooses by what the clauses were found by.
    pub(super) fn of(text: &str, found: &Found) -> Self {
        let (divisions, analyzer) = (&found.world.lexicon.divisions, &found.world.analyzer);
        let scored: Vec<(&str, f32)> = with_headings(text)
            .into_iter()
            .map(|sentence| {
                let counts = count(&common(sentence, divisions), analyzer);
                let size: f32 = counts.values().sum();
                let held = counts.keys().filter_map(|feature| {
                    Some(found.weights.get(feature)? * found.rarities.of(feature))
                });
                (sentence, held.sum::<f32>() / (size + DAMPING).sqrt())
            })
            .collect();
        let best = scored.iter().map(|(_, score)| *score).fold(0.0, f32::max);
        let from = |share: f32| -> String {
            let near = scored.iter().filter(|(_, score)| *score >= share * best);
            near.map(|(sentence, _)| *sentence).collect::<String>().trim().to_owned()
        };
        Self { passage: from(PASSAGE), rule: from(RULE) }
    }
}

/// Parts a text into sentences, each with the headings before it.
fn with_headings(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for sentence in sentences(text) {
        let is_heading = text[sentence.clone()].ends_with('\n')
            || text[sentence.clone()].chars().count() <= HEADING;
        if !is_heading {
            parts.push(&text[from..sentence.end]);
            from = sentence.end;
        }
    }
    if !text[from..].trim().is_empty() {
        parts.push(&text[from..]);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::with_headings;

    #[test]
    fn a_heading_stays_with_what_it_stands_above() {
        let sentence = "养蜂人可以在望溪市任何一个服务窗口或者网上申领养蜂补贴。";
        let last = "逾期不补。";
        let cases = [
            (format!("（一）办好补贴\n{sentence}{last}"), 2),
            (format!("（一）办好补贴。{sentence}{sentence}"), 2),
            (last.to_owned(), 1),
            (String::new(), 0),
        ];
        for (text, count) in cases {
            let parts = with_headings(&text);
            assert_eq!((parts.len(), parts.concat()), (count, text.clone()), "{text}");
        }
    }
}
