//! A plan's terms and wordings over one publication: with their fields, weights and rarities.

use std::collections::BTreeSet;

use crate::engine::error::EngineError;
use crate::engine::opensearch::client::Client;
use crate::engine::opensearch::generation::{Counts, FieldTerm, Generation};
use crate::engine::rarity::rarity;
use crate::query::boost::{Field, FieldBoost};
use crate::query::plan::{Phrase, QueryPlan, Stream};
use crate::query::request::Scope;

/// A term in a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CompiledTerm {
    pub(super) field: Field,
    pub(super) stream: Stream,
    pub(super) term: String,
    /// Which of the plan's terms it is.
    pub(super) of: usize,
    /// Weight of stream and field, times rarity.
    pub(super) weight: f32,
    /// What the cluster's own score of it, which holds the rarity, is multiplied by.
    pub(super) boost: f32,
    /// Whether it scores with the first question; else when the best are ranked again.
    pub(super) is_first: bool,
}

/// One wording of a concept in a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CompiledWording {
    pub(super) phrase: Phrase,
    /// Whether it is an official term.
    pub(super) is_official: bool,
    /// Which of the concept's wordings it is.
    pub(super) of: usize,
}

/// Wordings of one concept in a field that count alike.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CompiledGroup {
    pub(super) wordings: Vec<CompiledWording>,
    /// What the cluster's own score of them, which adds the rarities of their grams, is multiplied
    /// by.
    pub(super) boost: f32,
}

/// The wordings of one concept in a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CompiledExpansion {
    pub(super) field: Field,
    /// The wordings that any text holds, those of one share together.
    pub(super) groups: Vec<CompiledGroup>,
    /// Weight of concept and field, times rarity.
    pub(super) weight: f32,
    /// Bit per word of the query that it stands for.
    pub(super) covers: u32,
    /// Which of the plan's concepts it is.
    pub(super) of: usize,
    /// Whether it scores with the first question; else when the best are ranked again.
    pub(super) is_first: bool,
}

impl CompiledExpansion {
    /// Returns how many parts of a question score it.
    fn parts(&self) -> usize {
        let wordings = self.groups.iter().flat_map(|group| &group.wordings);
        wordings.map(|wording| 2 * wording.phrase.grams.len() - 1).sum()
    }
}

/// The terms and wordings of a plan in some fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct CompiledTerms {
    pub(super) terms: Vec<CompiledTerm>,
    pub(super) expansions: Vec<CompiledExpansion>,
    /// The most that the words of the query can score in the first of the fields.
    pub(super) potential: f32,
    /// The most that anything can score in the first of the fields.
    pub(super) most: f32,
}

impl CompiledTerms {
    /// Compiles the terms of a plan for some fields; what nothing holds is left out.
    pub(super) async fn new(
        client: &Client,
        generation: &Generation,
        plan: &QueryPlan,
        fields: &[FieldBoost],
    ) -> Result<Self, EngineError> {
        if plan.terms.is_empty() && plan.expansions.is_empty() {
            return Ok(Self::default());
        }
        let counts = generation.counts(client, &wanted(plan, fields), plan.admits_partial).await?;
        let factor = |k1| generation.factor(k1);
        Ok(Self::of(plan, fields, &counts, &factor))
    }

    /// The same with the counts at hand.
    fn of(
        plan: &QueryPlan,
        fields: &[FieldBoost],
        counts: &Counts,
        factor: &dyn Fn(f32) -> f32,
    ) -> Self {
        let mut compiled = Self::default();
        for (position, boost) in fields.iter().enumerate() {
            compiled.add_terms(plan, *boost, position == 0, counts, factor);
            compiled.add_concepts(plan, *boost, position == 0, counts, factor);
        }
        compiled
    }

    fn add_terms(
        &mut self,
        plan: &QueryPlan,
        boost: FieldBoost,
        is_first: bool,
        counts: &Counts,
        factor: &dyn Fn(f32) -> f32,
    ) {
        let saturation = plan.weights.saturation(boost.field);
        for (of, scored) in plan.terms.iter().enumerate() {
            let holding = counts.holding(boost.field, scored.stream, &scored.term);
            if holding == 0 {
                continue;
            }
            let counted = boost.weight * scored.weight;
            let weight = counted * rarity(holding, counts.units(boost.field, scored.stream));
            if is_first {
                self.most += weight * (saturation.k1 + 1.0);
            }
            if is_first && scored.is_asked && scored.stream == Stream::Words {
                self.potential += weight * (saturation.k1 + 1.0);
            }
            self.terms.push(CompiledTerm {
                field: boost.field,
                stream: scored.stream,
                term: scored.term.clone(),
                of,
                weight,
                boost: counted * factor(saturation.k1),
                is_first: true,
            });
        }
    }

    fn add_concepts(
        &mut self,
        plan: &QueryPlan,
        boost: FieldBoost,
        is_first: bool,
        counts: &Counts,
        factor: &dyn Fn(f32) -> f32,
    ) {
        let saturation = plan.weights.saturation(boost.field);
        let units = counts.units(boost.field, Stream::Grams);
        // A word that its notice holds anywhere is no word of a clause.
        let is_of_others = plan.scope != Scope::Notices && boost.field == Field::Text;
        for (of, expansion) in plan.expansions.iter().enumerate() {
            let mut held: Vec<(f32, CompiledWording)> = Vec::new();
            let mut holding = 0;
            for (at, wording) in expansion.wordings.iter().enumerate() {
                let bound = bound(&wording.phrase, boost.field, counts);
                if bound > 0 {
                    holding += bound;
                    let (phrase, is_official) = (wording.phrase.clone(), wording.is_official);
                    held.push((wording.share, CompiledWording { phrase, is_official, of: at }));
                }
            }
            if held.is_empty() {
                continue;
            }
            let weight = boost.weight
                * boost.concepts
                * expansion.weight
                * rarity(holding.min(units), units);
            if is_first {
                self.most += weight * (saturation.k1 + 1.0);
            }
            let mut groups: Vec<CompiledGroup> = Vec::new();
            held.sort_by(|(one, _), (two, _)| two.total_cmp(one));
            for shared in held.chunk_by(|(one, _), (two, _)| one.total_cmp(two).is_eq()) {
                let wordings: Vec<CompiledWording> =
                    shared.iter().map(|(_, wording)| wording.clone()).collect();
                let own = own_rarity(&wordings, boost.field, counts);
                let boost = weight * of_share(shared[0].0, saturation.k1) / own;
                groups.push(CompiledGroup { wordings, boost: boost * factor(saturation.k1) });
            }
            let covers = if is_of_others { 0 } else { expansion.covers };
            let field = boost.field;
            let is_first = true;
            self.expansions.push(CompiledExpansion { field, groups, weight, covers, of, is_first });
        }
    }

    /// Has as many parts as are too many score later, those that count least for a part. Tells
    /// whether there was anything left to do.
    pub(super) fn defer(&mut self, excess: usize) -> bool {
        let terms = self.terms.iter_mut().filter(|term| term.is_first);
        let terms = terms.map(|term| (term.weight, 1, &mut term.is_first));
        let expansions = self.expansions.iter_mut().filter(|expansion| expansion.is_first);
        let expansions = expansions.map(|expansion| {
            let parts = expansion.parts();
            (expansion.weight / parts as f32, parts, &mut expansion.is_first)
        });
        let mut all: Vec<(f32, usize, &mut bool)> = terms.chain(expansions).collect();
        all.sort_by(|(one, ..), (two, ..)| one.total_cmp(two));
        let mut deferred = 0;
        for (_, parts, is_first) in all {
            if deferred >= excess {
                break;
            }
            deferred += parts;
            *is_first = false;
        }
        deferred > 0 || self.leave_out()
    }

    /// Leaves out a wording of the last concept.
    fn leave_out(&mut self) -> bool {
        let Some(last) = self.expansions.last_mut() else { return false };
        if let Some(group) = last.groups.last_mut() {
            group.wordings.pop();
        }
        last.groups.retain(|group| !group.wordings.is_empty());
        self.expansions.retain(|expansion| !expansion.groups.is_empty());
        true
    }
}

/// Returns the terms whose counts a plan needs.
fn wanted(plan: &QueryPlan, fields: &[FieldBoost]) -> Vec<FieldTerm> {
    let terms = plan.terms.iter().map(|term| (term.stream, &term.term));
    let wordings = plan.expansions.iter().flat_map(|expansion| &expansion.wordings);
    let grams = wordings.flat_map(|wording| &wording.phrase.grams);
    let all: BTreeSet<(Stream, &String)> =
        terms.chain(grams.map(|(_, gram)| (Stream::Grams, gram))).collect();
    let of_field = |boost: &FieldBoost| {
        let field = boost.field;
        all.iter().map(move |(stream, term)| (field, *stream, (*term).clone()))
    };
    fields.iter().flat_map(of_field).collect()
}

/// In how many texts a phrase stands at most: those of its rarest gram.
fn bound(phrase: &Phrase, field: Field, counts: &Counts) -> u64 {
    let grams = phrase.grams.iter();
    grams.map(|(_, gram)| counts.holding(field, Stream::Grams, gram)).min().unwrap_or(0)
}

/// Returns the rarity by which a cluster scores wordings together: that of each of their grams.
fn own_rarity(wordings: &[CompiledWording], field: Field, counts: &Counts) -> f32 {
    let grams = wordings.iter().flat_map(|wording| &wording.phrase.grams);
    let grams: BTreeSet<&String> = grams.map(|(_, gram)| gram).collect();
    let units = counts.units(field, Stream::Grams);
    let of = |gram: &String| rarity(counts.holding(field, Stream::Grams, gram), units);
    grams.into_iter().map(of).sum::<f32>().max(f32::MIN_POSITIVE)
}

/// Returns what one occurrence that counts a share of a time scores beside a whole one, in a text of
/// the usual length. The embedded engine adds shares before it saturates, which no question can say.
fn of_share(share: f32, k1: f32) -> f32 {
    share * (1.0 + k1) / (share + k1)
}

#[cfg(test)]
mod tests {
    use super::{CompiledTerm, CompiledTerms, of_share};
    use crate::query::boost::Field;
    use crate::query::plan::Stream;

    #[test]
    fn what_counts_least_scores_later() {
        let term = |term: &str, weight| CompiledTerm {
            field: Field::Text,
            stream: Stream::Words,
            term: term.to_owned(),
            of: 0,
            weight,
            boost: 1.0,
            is_first: true,
        };
        let terms = vec![term("河道", 3.0), term("工作", 0.1), term("清淤", 5.0)];
        let mut compiled = CompiledTerms { terms, ..CompiledTerms::default() };
        let first = |compiled: &CompiledTerms| -> Vec<String> {
            let first = compiled.terms.iter().filter(|term| term.is_first);
            first.map(|term| term.term.clone()).collect()
        };
        assert!(compiled.defer(1));
        assert_eq!(first(&compiled), ["河道", "清淤"]);
        assert!(compiled.defer(9));
        assert_eq!(compiled.terms.len(), 3);
        assert!(first(&compiled).is_empty() && !compiled.defer(1));
    }

    #[test]
    fn a_share_of_an_occurrence_counts_more_than_its_share() {
        assert!((of_share(1.0, 0.9) - 1.0).abs() < 1e-6);
        let third = of_share(0.3, 0.9);
        assert!(third > 0.3 && third < 0.6, "{third}");
    }
}
