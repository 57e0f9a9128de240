//! Which terms the texts of a library hold, and how many notices each.

use std::collections::BTreeMap;

use tantivy::Term;

use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::error::EngineError;
use crate::engine::{Frequencies, Terms};
use crate::query::boost::Field;
use crate::query::plan::Stream;

/// Reads the terms of all segments.
pub(super) fn terms(snapshot: &Snapshot) -> Result<Terms, EngineError> {
    Ok(Terms {
        notices: snapshot.notices,
        words: counted(snapshot, Stream::Words)?,
        grams: counted(snapshot, Stream::Grams)?,
    })
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
    let mut counts: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
    for segment in snapshot.searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut terms = inverted.terms().stream().map_err(tantivy::TantivyError::from)?;
        while let Some((term, info)) = terms.next() {
            match counts.get_mut(term) {
                Some(count) => *count += u64::from(info.doc_freq),
                None => {
                    counts.insert(term.to_vec(), info.doc_freq.into());
                }
            }
        }
    }
    let named = |(term, count)| Some((String::from_utf8(term).ok()?, count));
    Ok(counts.into_iter().filter_map(named).collect())
}
