//! BM25 with parameters of each field (Robertson and Zaragoza 2009), over statistics of its unit.
//!
//! Notices and clauses stand in one index, so the engine's own counts would mix them: a term's
//! rarity is taken among notices for fields of notices, among clauses for fields of clauses.

use tantivy::Searcher;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field as TantivyField;

use crate::engine::error::EngineError;
use crate::query::boost::Saturation;

/// What turns a term's frequency in a text of a known length into a score.
#[derive(Clone, Debug)]
pub(super) struct LengthTable {
    /// Per code of a length, `k1 · (1 − b + b · length / average)`.
    norms: Box<[f32; 256]>,
    k1: f32,
}

impl LengthTable {
    /// Makes the table of a field whose texts are `units` in number.
    pub(super) fn new(
        searcher: &Searcher,
        field: TantivyField,
        units: u64,
        saturation: Saturation,
    ) -> Result<Self, EngineError> {
        let mut tokens = 0;
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(field)?;
            tokens += inverted.total_num_tokens();
        }
        let average = (tokens as f32 / units.max(1) as f32).max(1.0);
        let mut norms = Box::new([0.0; 256]);
        for (code, norm) in (0_u8..=255).zip(norms.iter_mut()) {
            let length = FieldNormReader::id_to_fieldnorm(code) as f32;
            *norm = saturation.k1 * (1.0 - saturation.b + saturation.b * length / average);
        }
        Ok(Self { norms, k1: saturation.k1 })
    }

    /// Returns the score of a term of weight 1 and rarity 1; what stands for several wordings
    /// occurs a part of a time.
    pub(super) fn score(&self, length_code: u8, frequency: f32) -> f32 {
        frequency * (self.k1 + 1.0) / (frequency + self.norms[length_code as usize])
    }
}
