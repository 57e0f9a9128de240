//! Related searches: terms that keep company with what was asked, in the clauses and the notices
//! that hold it, far more than elsewhere.
//!
//! Significance is measured by the log-likelihood ratio (Dunning 1993), which, unlike raw counts
//! and mutual information, favours neither what stands everywhere nor what stands once.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Analyzer;
use crate::analysis::fold::key;
use crate::analysis::phrase::Role;
use crate::engine::phrases::{Company, Together, WORD_SEPARATOR};
use crate::lexicon::Lexicon;
use crate::notice::body::{ORGANS, SORTS};
use crate::query::understand::concept::Sense;
use crate::search::response::Related;
use crate::search::terms::{Term, Terms};

/// The most related searches of an answer.
const MOST: usize = 8;

/// Terms looked at more closely: factors move a term by some places, not by a hundred.
const LOOKED_AT: usize = 120;

/// The most official terms of what was asked that come first.
const MOST_OFFICIAL: usize = 2;

/// What company in the same notice counts beside that in the same clause.
const SAME_NOTICE: f32 = 0.5;

/// What a term counts that documents officially write for what people ask (a controlled
/// vocabulary); 1.3 to 1.6 measured alike.
const OFFICIAL: f32 = 1.5;

/// What a term counts that documents may write for what was asked; 1.75 to 3 measured alike
/// (docs/suggestions.md#related-searches).
const MEANT: f32 = 2.0;

/// What a term counts that provisions on what may be asked write; 1.6 to 1.8 measured alike.
const RULED: f32 = 1.6;

/// What a term of two characters counts: most are words of every text.
const SHORT: f32 = 0.7;

/// What a term counts that begins by saying what is done.
const DEED: f32 = 0.3;

/// What a term counts that only adds to what was asked, as suggestions do, too; 0.2 measured no
/// better.
const LONGER: f32 = 0.4;

/// What a term counts that one clause alone holds together with what was asked.
const ONCE: f32 = 0.5;

/// The share of characters from which two terms are near duplicates.
const ALIKE: f32 = 0.75;

/// A term that stands with what was asked far more than elsewhere.
struct Significant {
    significance: f32,
    number: usize,
    together: Together,
}

/// Chooses related searches.
pub(super) struct Relater<'a> {
    pub(super) terms: &'a Terms,
    pub(super) lexicon: &'a Lexicon,
    pub(super) analyzer: &'a Analyzer,
}

impl Relater<'_> {
    /// Returns the terms related to a query, the closest first: official terms of what it names,
    /// then those that keep company with it.
    pub(super) fn relate(
        &self,
        query: &str,
        senses: &[Sense],
        companies: &[Company],
    ) -> Vec<Related> {
        let query = key(query);
        let mut chosen: Vec<Related> = Vec::new();
        let mut choose = |text: &str, notices: u32, most: usize| {
            let is_new = !query.contains(&key(text))
                && chosen.iter().all(|held| !is_alike(&held.text, text));
            if is_new && chosen.len() < most {
                chosen.push(Related { text: text.to_owned(), count: notices.into() });
            }
        };
        let named = senses.iter().filter(|sense| sense.form.is_some());
        let official = named.flat_map(|sense| &sense.terms);
        let held =
            |number: usize| (&*self.terms.all[number].text, self.terms.holding[number].notices);
        for (text, notices) in official.filter_map(|text| self.terms.of_text(text)).map(held) {
            choose(text, notices, MOST_OFFICIAL);
        }
        let meant: BTreeSet<&str> =
            senses.iter().flat_map(|sense| &sense.terms).map(String::as_str).collect();
        let ruled: BTreeSet<&str> =
            senses.iter().flat_map(|sense| &sense.provisions).copied().collect();
        let weighed = [(meant, MEANT), (ruled, RULED)];
        for (text, notices) in self.scored(&query, &weighed, companies).into_iter().map(held) {
            choose(text, notices, MOST);
        }
        chosen
    }

    /// Returns the numbers of the terms that keep company, the closest first.
    ///
    /// Terms that one of some sets holds count by its factor.
    fn scored(
        &self,
        query: &str,
        weighed: &[(BTreeSet<&str>, f32)],
        companies: &[Company],
    ) -> Vec<usize> {
        let mut scores: BTreeMap<&str, (f32, usize)> = BTreeMap::new();
        for company in companies {
            for Significant { significance, number, together } in self.significant(company) {
                let term = &self.terms.all[number];
                let once = together.clauses < 2 && company.clauses > 5;
                let sets = weighed.iter().filter(|(terms, _)| terms.contains(&*term.text));
                let factor = self.factor(query, term, self.words(number))
                    * if once { ONCE } else { 1.0 }
                    * sets.map(|(_, factor)| factor).product::<f32>();
                if factor > 0.0 {
                    scores.entry(&term.text).or_insert((0.0, number)).0 += significance * factor;
                }
            }
        }
        let mut ordered: Vec<(&str, (f32, usize))> = scores.into_iter().collect();
        ordered.sort_by(|(one, (a, _)), (two, (b, _))| b.total_cmp(a).then(one.cmp(two)));
        ordered.into_iter().map(|(_, (_, number))| number).collect()
    }

    /// Returns the terms that stand with what was asked far more than elsewhere, the most
    /// significant first.
    fn significant(&self, company: &Company) -> Vec<Significant> {
        let mut found: Vec<Significant> = company
            .phrases
            .iter()
            .filter_map(|(number, together)| {
                let number = *number as usize;
                let holding = self.terms.holding.get(number)?;
                let is_chance = holding.notices < 2 && company.notices > 3;
                let (held, all) = (together.clauses, company.clauses);
                let clauses = significance(held, all, holding.clauses, self.terms.clauses);
                let (held, all) = (together.notices, company.notices);
                let notices = significance(held, all, holding.notices, self.terms.notices);
                let significance = clauses.sqrt() + SAME_NOTICE * notices.sqrt();
                let tells = !is_chance && significance > 0.0;
                tells.then_some(Significant { significance, number, together: *together })
            })
            .collect();
        let order = |one: &Significant, two: &Significant| {
            let closer = two.significance.total_cmp(&one.significance);
            closer.then_with(|| self.words(one.number).cmp(self.words(two.number)))
        };
        if found.len() > LOOKED_AT {
            found.select_nth_unstable_by(LOOKED_AT, order);
            found.truncate(LOOKED_AT);
        }
        found.sort_unstable_by(order);
        found
    }

    /// Returns what engines call a term.
    fn words(&self, number: usize) -> &str {
        &self.terms.list.phrases()[number]
    }

    /// Returns what a term counts beside others that are as significant; 0 for none of interest.
    fn factor(&self, query: &str, term: &Term, words: &str) -> f32 {
        let first = self.analyzer.role(words.split(WORD_SEPARATOR).next().unwrap_or(""));
        let is_word = !words.contains(WORD_SEPARATOR);
        let is_aside = is_word && matches!(first, Role::Person | Role::Describing);
        if is_aside || self.is_name(&term.text) {
            return 0.0;
        }
        let factors = [
            (term.text.chars().count() <= 2, SHORT),
            (first == Role::Doing, DEED),
            (key(&term.text).contains(query), LONGER),
            (self.lexicon.colloquial.is_official(&term.text), OFFICIAL),
        ];
        let holding = factors.into_iter().filter(|(holds, _)| *holds);
        holding.map(|(_, factor)| factor).product()
    }

    /// Tells whether a term names a place or an organ, which is nobody's related search: filters
    /// name them.
    fn is_name(&self, text: &str) -> bool {
        ORGANS.iter().chain(&SORTS).any(|ending| text.ends_with(ending))
            || self.lexicon.divisions.leading_length(text) == Some(text.len())
    }
}

/// Returns the log-likelihood ratio of `held` among `all` holding a term that `of` among `total`
/// hold; 0 where they hold it no more than others.
fn significance(held: u32, all: u32, of: u32, total: u64) -> f32 {
    let (held, all, total) = (held as f32, all as f32, total as f32);
    let of = (of as f32).max(held);
    let others = total - all;
    if held <= 0.0 || others <= 0.0 || held / all <= (of - held) / others {
        return 0.0;
    }
    let cell = |seen: f32, expected: f32| {
        if seen > 0.0 && expected > 0.0 { seen * (seen / expected).ln() } else { 0.0 }
    };
    let without = total - of;
    2.0 * (cell(held, all * of / total)
        + cell(all - held, all * without / total)
        + cell(of - held, others * of / total)
        + cell((others - (of - held)).max(0.0), others * without / total))
}

/// Tells whether one term holds the other, or they share most of their characters.
fn is_alike(one: &str, two: &str) -> bool {
    let (a, b): (BTreeSet<char>, BTreeSet<char>) = (one.chars().collect(), two.chars().collect());
    let shared = a.intersection(&b).count() as f32;
    one.contains(two) || two.contains(one) || shared >= ALIKE * a.len().min(b.len()) as f32
}

#[cfg(test)]
mod tests {
    use super::{is_alike, significance};

    #[test]
    fn what_stands_everywhere_is_not_significant() {
        let close = significance(8, 10, 12, 1000);
        assert!(close > significance(8, 10, 400, 1000));
        assert!(close > significance(1, 10, 1, 1000));
        assert!(significance(4, 10, 400, 1000).abs() < 0.1);
        assert!(significance(0, 10, 5, 1000).abs() < f32::EPSILON);
        assert!(significance(5, 10, 5, 10).abs() < f32::EPSILON);
    }

    #[test]
    fn near_duplicates_are_told() {
        let cases = [
            ("政务公开", "政务公开工作", true),
            ("买卖合同", "买卖合约", true),
            ("房票", "股票", false),
            ("二手房", "抵押权", false),
        ];
        for (one, two, wanted) in cases {
            assert_eq!(is_alike(one, two), wanted, "{one} {two}");
        }
    }
}
