//! A plan's terms and wordings over one snapshot: with their fields, weights and rarities.

use std::sync::Arc;

use rayon::prelude::*;
use tantivy::Term;
use tantivy::schema::Field as TantivyField;

use crate::engine::causes::Source;
use crate::engine::embedded::bm25::LengthTable;
use crate::engine::embedded::frequencies::Occurrences;
use crate::engine::embedded::placed::Placed;
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::embedded::stop::Stop;
use crate::engine::error::EngineError;
use crate::engine::rarity::rarity;
use crate::query::boost::{Field, FieldBoost};
use crate::query::plan::{Expansion, QueryPlan, Stream};
use crate::query::request::Scope;

/// The streams of a field, in the order in which they are compiled.
const STREAMS: [Stream; 2] = [Stream::Words, Stream::Grams];

/// A term in a field, ready to be read.
#[derive(Debug)]
pub(super) struct CompiledTerm {
    pub(super) field: TantivyField,
    /// Per segment, where its postings are.
    pub(super) postings: Placed,
    /// Which of the tables its field has.
    pub(super) table: usize,
    /// Weight of stream and field, times rarity.
    pub(super) weight: f32,
    /// The text that it is searched in.
    pub(super) text: Field,
    /// Which of the plan's terms it is.
    pub(super) of: usize,
}

impl CompiledTerm {
    /// Says what it is when it scores.
    pub(super) fn source(&self) -> Source {
        Source::Term { of: self.of, text: self.text, weight: self.weight }
    }
}

/// Where a wording stands, and what one occurrence counts.
type CompiledWording = (Arc<Occurrences>, f32);

/// The wordings of one concept in a field, ready to be read.
#[derive(Debug)]
pub(super) struct CompiledExpansion {
    pub(super) field: TantivyField,
    /// The wordings that any text holds.
    pub(super) wordings: Vec<CompiledWording>,
    /// Which of the tables its field has.
    pub(super) table: usize,
    /// Weight of concept and field, times rarity.
    pub(super) weight: f32,
    /// Bit per word of the query that it stands for.
    pub(super) covers: u32,
    /// The text that it is searched in.
    pub(super) text: Field,
    /// Which of the plan's concepts it is.
    pub(super) of: usize,
}

impl CompiledExpansion {
    /// Says what it is when it scores.
    pub(super) fn source(&self) -> Source {
        Source::Concept { of: self.of, text: self.text, weight: self.weight }
    }
}

/// The terms and wordings of a plan in some fields.
#[derive(Debug, Default)]
pub(super) struct CompiledTerms {
    pub(super) terms: Vec<CompiledTerm>,
    pub(super) expansions: Vec<CompiledExpansion>,
    pub(super) tables: Vec<LengthTable>,
    /// The most that the words of the query can score in the first of the fields.
    pub(super) potential: f32,
    /// The most that anything can score in the first of the fields.
    pub(super) most: f32,
}

impl CompiledTerms {
    /// Compiles the terms of a plan for some fields; what nothing holds is left out.
    pub(super) fn new(
        snapshot: &Snapshot,
        plan: &QueryPlan,
        fields: &[FieldBoost],
        stop: Stop<'_>,
    ) -> Result<Self, EngineError> {
        let mut compiled = Self::default();
        if plan.terms.is_empty() && plan.expansions.is_empty() {
            return Ok(compiled);
        }
        let streams = |boost: &FieldBoost| STREAMS.map(|stream| (*boost, stream));
        let parts: Vec<(FieldBoost, Stream)> = fields.iter().flat_map(streams).collect();
        // Finding terms in the dictionaries is a fifth of a search of a question.
        let parts = parts.par_iter().enumerate();
        let parts = parts.map(|(table, (boost, stream))| {
            OneStream::compile(snapshot, plan, *boost, *stream, table, stop)
        });
        for (at, part) in parts.collect::<Result<Vec<_>, _>>()?.into_iter().enumerate() {
            if at < STREAMS.len() {
                compiled.weigh(plan, &part);
            }
            compiled.tables.push(part.table);
            compiled.terms.extend(part.terms);
            compiled.expansions.extend(part.expansions);
        }
        Ok(compiled)
    }

    /// Adds what a stream of the first field can score at most.
    fn weigh(&mut self, plan: &QueryPlan, first: &OneStream) {
        for term in &first.terms {
            let most = term.weight * (first.k1 + 1.0);
            self.most += most;
            let scored = &plan.terms[term.of];
            if scored.is_asked && scored.stream == Stream::Words {
                self.potential += most;
            }
        }
        let concepts: f32 = first.expansions.iter().map(|expansion| expansion.weight).sum();
        self.most += concepts * (first.k1 + 1.0);
    }
}

/// The terms and wordings of a plan in one stream of one field.
struct OneStream {
    terms: Vec<CompiledTerm>,
    expansions: Vec<CompiledExpansion>,
    table: LengthTable,
    k1: f32,
}

impl OneStream {
    fn compile(
        snapshot: &Snapshot,
        plan: &QueryPlan,
        boost: FieldBoost,
        stream: Stream,
        table: usize,
        stop: Stop<'_>,
    ) -> Result<Self, EngineError> {
        let text = boost.field;
        let units = if text.is_of_clause() { snapshot.clauses } else { snapshot.notices };
        let field = snapshot.fields.text(text, stream);
        let saturation = plan.weights.saturation(text);
        let mut compiled = Self {
            terms: Vec::new(),
            expansions: Vec::new(),
            table: LengthTable::new(&snapshot.searcher, field, units, saturation)?,
            k1: saturation.k1,
        };
        let terms = plan.terms.iter().enumerate();
        for (of, scored) in terms.filter(|(_, scored)| scored.stream == stream) {
            let term = Term::from_field_text(field, &scored.term);
            let postings = snapshot.placed.of(&snapshot.searcher, term)?;
            let held = postings.iter().flatten();
            let holding: u64 = held.map(|held| u64::from(held.doc_freq)).sum();
            if holding > 0 {
                let weight = boost.weight * scored.weight * rarity(holding, units);
                compiled.terms.push(CompiledTerm { field, postings, table, weight, text, of });
            }
        }
        if stream != Stream::Grams {
            return Ok(compiled);
        }
        // A word that its notice holds anywhere is no word of a clause.
        let is_of_others = plan.scope != Scope::Notices && text == Field::Text;
        for (of, expansion) in plan.expansions.iter().enumerate() {
            let (wordings, holding) = wordings(snapshot, expansion, field, stop)?;
            if wordings.is_empty() {
                continue;
            }
            let weight = boost.weight
                * boost.concepts
                * expansion.weight
                * rarity(holding.min(units), units);
            let covers = if is_of_others { 0 } else { expansion.covers };
            let expansion = CompiledExpansion { field, wordings, table, weight, covers, text, of };
            compiled.expansions.push(expansion);
        }
        Ok(compiled)
    }
}

/// Returns the wordings of a concept that any text holds, and how many texts hold one. That is not
/// known before they are read; the rarest gram of each bounds it from above.
fn wordings(
    snapshot: &Snapshot,
    expansion: &Expansion,
    field: TantivyField,
    stop: Stop<'_>,
) -> Result<(Vec<CompiledWording>, u64), EngineError> {
    let mut wordings = Vec::new();
    let mut holding = 0;
    for wording in &expansion.wordings {
        stop.check()?;
        let occurrences = snapshot.phrases.of(&snapshot.searcher, field, &wording.phrase)?;
        if occurrences.bound > 0 {
            holding += occurrences.bound;
            wordings.push((occurrences, wording.share));
        }
    }
    Ok((wordings, holding))
}
