//! Which terms the texts of a library hold, and how many notices each.

use tantivy::Term;

use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::embedded::sums::{Listed, each_sum};
use crate::engine::error::EngineError;
use crate::engine::{Frequencies, Terms};
use crate::query::boost::Field;
use crate::query::plan::Stream;

/// Reads the terms of all segments.
pub(super) fn terms(snapshot: &Snapshot) -> Result<Terms, EngineError> {
    let (words, grams) =
        rayon::join(|| counted(snapshot, Stream::Words), || counted(snapshot, Stream::Grams));
    Ok(Terms { notices: snapshot.notices, words: words?, grams: grams? })
}

/// Counts the clauses that hold each of some terms.
pub(super) fn frequencies(
    snapshot: &Snapshot,
    terms: &[(Stream, String)],
) -> Result<Frequencies, EngineError> {
    let mut holding = Vec::with_capacity(terms.len());
    for (stream, term) in terms {
        let term = Term::from_field_text(snapshot.fields.text(Field::Clause, *stream), term);
        holding.push(snapshot.searcher.doc_freq(&term)?);
    }
    Ok(Frequencies { clauses: snapshot.clauses, holding })
}

/// Returns the terms of one stream in order, with how many notices hold each; notices that were
/// taken out count until their segment is merged.
fn counted(snapshot: &Snapshot, stream: Stream) -> Result<Vec<(String, u64)>, EngineError> {
    let field = snapshot.fields.text(Field::Text, stream);
    let mut segments = Vec::new();
    for segment in snapshot.searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut terms = inverted.terms().stream().map_err(tantivy::TantivyError::from)?;
        let mut listed = Listed::default();
        while let Some((term, info)) = terms.next() {
            if let Ok(term) = std::str::from_utf8(term) {
                listed.push(term, u64::from(info.doc_freq));
            }
        }
        segments.push(listed);
    }
    let mut counts = Vec::new();
    each_sum(
        &segments,
        |sum, count| *sum += count,
        |term, count| {
            counts.push((term.to_owned(), count));
        },
    );
    Ok(counts)
}
