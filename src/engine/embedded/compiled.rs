//! A plan's terms over one snapshot: with their fields, weights and rarities.

use tantivy::Term;

use crate::engine::embedded::bm25::{LengthTable, rarity};
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::error::EngineError;
use crate::query::boost::FieldBoost;
use crate::query::plan::{QueryPlan, Stream};

/// A term in a field, ready to be read.
#[derive(Debug)]
pub(super) struct CompiledTerm {
    pub(super) term: Term,
    /// Which of the tables its field has.
    pub(super) table: usize,
    /// Weight of stream and field, times rarity.
    pub(super) weight: f32,
}

/// The terms of a plan in some fields.
#[derive(Debug, Default)]
pub(super) struct CompiledTerms {
    pub(super) terms: Vec<CompiledTerm>,
    pub(super) tables: Vec<LengthTable>,
    /// The most that the words of the query can score in the first of the fields.
    pub(super) potential: f32,
}

impl CompiledTerms {
    /// Compiles the terms of a plan for some fields; terms that nothing holds are left out.
    pub(super) fn new(
        snapshot: &Snapshot,
        plan: &QueryPlan,
        fields: &[FieldBoost],
    ) -> Result<Self, EngineError> {
        let mut compiled = Self::default();
        if plan.terms.is_empty() {
            return Ok(compiled);
        }
        for (position, boost) in fields.iter().enumerate() {
            let units =
                if boost.field.is_of_clause() { snapshot.clauses } else { snapshot.notices };
            for stream in [Stream::Words, Stream::Grams] {
                let field = snapshot.fields.text(boost.field, stream);
                let table = compiled.tables.len();
                compiled.tables.push(LengthTable::new(
                    &snapshot.searcher,
                    field,
                    units,
                    plan.weights.saturation(boost.field),
                )?);
                for scored in plan.terms.iter().filter(|scored| scored.stream == stream) {
                    let term = Term::from_field_text(field, &scored.term);
                    let holding = snapshot.searcher.doc_freq(&term)?;
                    if holding == 0 {
                        continue;
                    }
                    let weight = boost.weight * scored.weight * rarity(holding, units);
                    if position == 0 && stream == Stream::Words {
                        compiled.potential +=
                            weight * (plan.weights.saturation(boost.field).k1 + 1.0);
                    }
                    compiled.terms.push(CompiledTerm { term, table, weight });
                }
            }
        }
        Ok(compiled)
    }
}
