//! Pairs of neighbouring characters, by which titles and clauses that were found are compared.

use crate::analysis::Analyzer;
use crate::analysis::fold::{Class, FoldedText};

/// Two neighbouring characters, folded.
pub(super) type Pair = (char, char);

/// Returns the pairs of a text in their order.
pub(super) fn pairs(text: &str) -> Vec<Pair> {
    wanted(text, |_| true)
}

/// Returns the pairs of a text in their order, those of two function characters left out.
pub(super) fn telling_pairs(text: &str, analyzer: &Analyzer) -> Vec<Pair> {
    wanted(text, |pair| !analyzer.is_function_pair(pair))
}

/// Returns pairs as an index has them ([`Analyzer::grams`]), without a text for each.
fn wanted(text: &str, wants: impl Fn(&str) -> bool) -> Vec<Pair> {
    let text = FoldedText::new(text);
    let is_text = |at: usize| text.class(at) == Class::Text;
    let starts = (1..text.len()).filter(|at| is_text(at - 1) && is_text(*at));
    starts
        .map(|at| text.slice(at - 1, at + 1))
        .filter(|pair| wants(pair))
        .filter_map(|pair| {
            let mut characters = pair.chars();
            Some((characters.next()?, characters.next()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::pairs;
    use crate::analysis::Analyzer;
    use crate::analysis::dictionary::Dictionary;

    proptest! {
        #[test]
        fn pairs_are_those_of_an_index(text in "\\PC{0,40}|[浮桥巡查 a1。〔２]{0,20}") {
            let grams = Analyzer::new(Dictionary::default()).grams(&text);
            let cut: Vec<String> = grams
                .into_iter()
                .filter(|token| token.length == 2 && token.term.chars().count() == 2)
                .map(|token| token.term)
                .collect();
            let found = pairs(&text).into_iter().map(|(one, two)| String::from_iter([one, two]));
            prop_assert_eq!(found.collect::<Vec<_>>(), cut);
        }
    }
}
