//! What two wordings have in common and what differs, word by word.
//!
//! The shortest way from one to the other is found by the algorithm of Myers (1986) over the
//! characters of words, which are alike only in the same place of the same word: a long word counts
//! more than a mark. A single character that two changes share by chance is taken as changed, too,
//! so that a reader sees one change and not three.

use schemars::JsonSchema;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::analysis::Analyzer;
use crate::analysis::fold::{fold, fold_char};

/// How a stretch of two wordings relates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Both have it.
    Same,
    /// Only the baseline has it.
    Removed,
    /// Only the other one has it.
    Added,
}

/// A stretch of two wordings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stretch {
    /// Which of them has it.
    pub change: Change,
    /// Its text; of what both have, as the other one writes it.
    pub text: String,
}

/// Two wordings side by side.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Comparison {
    /// The stretches in order; what is removed stands before what is added in its place.
    pub stretches: Vec<Stretch>,
    /// Places where the other one has words of its own.
    pub added: usize,
    /// Places where the baseline has words of its own.
    pub removed: usize,
    /// The share of characters that both have, 0 to 1 (Dice).
    pub alike: f32,
}

/// A stretch that both have, between two changes, and is shorter than this is no common ground.
const SHORTEST_COMMON: usize = 2;

/// The share of characters in common from which two wordings are read as one text with marks; with
/// less the marks are confetti, and each is read by itself.
const ONE_TEXT: f32 = 0.5;

impl Comparison {
    /// Tells whether both wordings can be read as one text with marks.
    pub fn is_one_text(&self) -> bool {
        self.alike >= ONE_TEXT
    }
}

/// Compares a wording with a baseline.
pub fn compare(baseline: &str, other: &str, analyzer: &Analyzer) -> Comparison {
    let (old, old_places) = characters(baseline, analyzer);
    let (new, new_places) = characters(other, analyzer);
    let mut pieces: Vec<(Change, String)> = Vec::new();
    for change in capture_diff_slices(Algorithm::Myers, &old_places, &new_places) {
        match change {
            DiffOp::Equal { new_index, len, .. } => {
                push(&mut pieces, Change::Same, &new[new_index..new_index + len].concat());
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                push(&mut pieces, Change::Removed, &old[old_index..old_index + old_len].concat());
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                push(&mut pieces, Change::Added, &new[new_index..new_index + new_len].concat());
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let old = old[old_index..old_index + old_len].concat();
                push_replaced(&mut pieces, &old, &new[new_index..new_index + new_len].concat());
            }
        }
    }
    let stretches = joined(&pieces);
    let count =
        |change: Change| stretches.iter().filter(|stretch| stretch.change == change).count();
    let characters = |of: Change| -> usize {
        let of = stretches.iter().filter(|stretch| stretch.change == of);
        of.map(|stretch| stretch.text.chars().count()).sum()
    };
    let common = 2 * characters(Change::Same);
    let all = common + characters(Change::Added) + characters(Change::Removed);
    Comparison {
        added: count(Change::Added),
        removed: count(Change::Removed),
        alike: if all == 0 { 1.0 } else { common as f32 / all as f32 },
        stretches,
    }
}

/// Adds a piece, joined to the one before where that is of its kind.
fn push(pieces: &mut Vec<(Change, String)>, change: Change, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some((last, held)) if *last == change => held.push_str(text),
        _ => pieces.push((change, text.to_owned())),
    }
}

/// Adds what stands in place of something else, and what both begin and end with as common to both:
/// words may begin alike (同步组织, 同步起草).
fn push_replaced(pieces: &mut Vec<(Change, String)>, old: &str, new: &str) {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let is_same = |(one, two): &(&char, &char)| fold_char(**one) == fold_char(**two);
    let begin = old.iter().zip(&new).take_while(is_same).count();
    let (old_rest, new_rest) = (&old[begin..], &new[begin..]);
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(is_same).count();
    let text = |characters: &[char]| characters.iter().collect::<String>();
    push(pieces, Change::Same, &text(&new[..begin]));
    push(pieces, Change::Removed, &text(&old_rest[..old_rest.len() - end]));
    push(pieces, Change::Added, &text(&new_rest[..new_rest.len() - end]));
    push(pieces, Change::Same, &text(&new_rest[new_rest.len() - end..]));
}

/// Joins pieces into stretches: between two things that both have stands at most one that is
/// removed and one that is added.
fn joined(pieces: &[(Change, String)]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let (mut removed, mut added) = (String::new(), String::new());
    for (index, (change, text)) in pieces.iter().enumerate() {
        let is_between = index > 0 && index + 1 < pieces.len();
        match change {
            Change::Removed => removed.push_str(text),
            Change::Added => added.push_str(text),
            Change::Same if is_between && text.chars().count() < SHORTEST_COMMON => {
                removed.push_str(text);
                added.push_str(text);
            }
            Change::Same => {
                flush(&mut removed, &mut added, &mut stretches);
                stretches.push(Stretch { change: Change::Same, text: text.clone() });
            }
        }
    }
    flush(&mut removed, &mut added, &mut stretches);
    stretches
}

fn flush(removed: &mut String, added: &mut String, stretches: &mut Vec<Stretch>) {
    for (change, text) in [(Change::Removed, removed), (Change::Added, added)] {
        if !text.is_empty() {
            stretches.push(Stretch { change, text: std::mem::take(text) });
        }
    }
}

/// Returns the characters of a text, and of each its word, folded, with the place in it; what is in
/// no word is a word of its own.
fn characters<'t>(text: &'t str, analyzer: &Analyzer) -> (Vec<&'t str>, Vec<(String, usize)>) {
    let (mut characters, mut places) = (Vec::new(), Vec::new());
    let mut add = |word: &'t str| {
        let folded = fold(word);
        for (place, (start, c)) in word.char_indices().enumerate() {
            characters.push(&word[start..start + c.len_utf8()]);
            places.push((folded.clone(), place));
        }
    };
    let mut at = 0;
    let add_singles = |add: &mut dyn FnMut(&'t str), from: usize, to: usize| {
        text[from..to].char_indices().for_each(|(start, c)| {
            add(&text[from + start..from + start + c.len_utf8()]);
        });
    };
    for word in analyzer.whole_words(text) {
        add_singles(&mut add, at, word.start);
        at = word.end;
        add(&text[word]);
    }
    add_singles(&mut add, at, text.len());
    (characters, places)
}

#[cfg(test)]
mod tests {
    use super::{Change, compare};
    use crate::lexicon::Lexicon;
    use crate::lexicon::overlay::Overlay;

    fn written(baseline: &str, other: &str) -> String {
        let analyzer = Lexicon::new(&Overlay::default()).expect("the tables").analyzer();
        let comparison = compare(baseline, other, &analyzer);
        let stretches = comparison.stretches.iter().map(|stretch| match stretch.change {
            Change::Same => stretch.text.clone(),
            Change::Removed => format!("[-{}-]", stretch.text),
            Change::Added => format!("[+{}+]", stretch.text),
        });
        stretches.collect()
    }

    #[test]
    fn words_that_differ_are_told_apart() {
        let cases = [
            ("浮桥每日巡查两次", "浮桥每日巡查两次", "浮桥每日巡查两次"),
            (
                "同步组织、同步部署",
                "同步起草、同步发布",
                "同步[-组织-][+起草+]、同步[-部署-][+发布+]",
            ),
            ("浮桥巡查", "浮桥每日巡查", "浮桥[+每日+]巡查"),
            ("巡查不少于5次。", "巡查不少于３次。", "巡查不少于[-5-][+３+]次。"),
            ("渡口,浮桥", "渡口，浮桥", "渡口，浮桥"),
            ("", "浮桥", "[+浮桥+]"),
            ("浮桥,巡查。", "夜间,渡口,浮桥", "[+夜间,渡口,+]浮桥[-,巡查。-]"),
        ];
        for (baseline, other, expected) in cases {
            assert_eq!(written(baseline, other), expected, "{baseline} and {other}");
        }
    }

    #[test]
    fn a_comparison_counts_its_changes() {
        let analyzer = Lexicon::new(&Overlay::default()).expect("the tables").analyzer();
        let comparison = compare("同步组织、同步部署", "同步起草、同步部署", &analyzer);
        assert_eq!((comparison.added, comparison.removed), (1, 1));
        assert!((comparison.alike - 14.0 / 18.0).abs() < 1e-6, "{}", comparison.alike);
        let same = compare("浮桥", "浮桥", &analyzer);
        assert!(same.alike > 0.999 && same.added + same.removed == 0);
    }
}
