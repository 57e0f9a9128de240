//! What the documents of a segment score that hold any wording of a concept.

use tantivy::SegmentReader;
use tantivy::fieldnorm::FieldNormReader;

use crate::engine::embedded::bm25::LengthTable;
use crate::engine::embedded::compiled::CompiledExpansion;
use crate::engine::error::EngineError;

/// The documents of a segment that hold any wording of a concept, with what each scores.
pub(super) struct ConceptScores<'a> {
    /// Per wording that the segment holds, where it stands and what one occurrence counts.
    wordings: Vec<(&'a [(u32, u32)], f32)>,
    lengths: FieldNormReader,
    table: &'a LengthTable,
    weight: f32,
}

impl<'a> ConceptScores<'a> {
    /// Opens the wordings of a concept; `None` where the segment holds none of them.
    pub(super) fn open(
        segment: &SegmentReader,
        ordinal: u32,
        expansion: &'a CompiledExpansion,
        table: &'a LengthTable,
    ) -> Result<Option<Self>, EngineError> {
        let wordings: Vec<(&[(u32, u32)], f32)> = expansion
            .wordings
            .iter()
            .map(|(occurrences, share)| (occurrences.of_segment(ordinal), *share))
            .filter(|(docs, _)| !docs.is_empty())
            .collect();
        if wordings.is_empty() {
            return Ok(None);
        }
        let lengths = segment.get_fieldnorms_reader(expansion.field)?;
        Ok(Some(Self { wordings, lengths, table, weight: expansion.weight }))
    }

    /// Calls `take` with every document from `from` to before `to` and its score, in order.
    pub(super) fn for_range(&self, from: u32, to: u32, mut take: impl FnMut(u32, f32)) {
        let mut found: Vec<(u32, f32)> = Vec::new();
        for (docs, share) in &self.wordings {
            let first = docs.partition_point(|(doc, _)| *doc < from);
            let within = docs[first..].iter().take_while(|(doc, _)| *doc < to);
            found.extend(within.map(|(doc, frequency)| (*doc, *frequency as f32 * share)));
        }
        found.sort_by_key(|(doc, _)| *doc);
        for docs in found.chunk_by(|(one, _), (two, _)| one == two) {
            let doc = docs[0].0;
            let frequency: f32 = docs.iter().map(|(_, frequency)| frequency).sum();
            let score = self.table.score(self.lengths.fieldnorm_id(doc), frequency);
            take(doc, self.weight * score);
        }
    }
}
