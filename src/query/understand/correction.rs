//! What a query says once its slips are undone: 正务公开 is 政务公开.

use std::ops::Range;

use crate::analysis::fold::fold;
use crate::query::request::SearchRequest;
use crate::query::understand::run::{Reading, as_typed};
use crate::query::understand::{Understanding, Understood, UnderstoodKind};

/// A query without its slips; whether it is searched or offered depends on what both find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The whole query.
    pub query: String,
    /// The stretches that were altered, as typed and as meant.
    pub slips: Vec<(String, String)>,
}

impl Correction {
    /// Returns the stretches as typed.
    pub fn typed(&self) -> impl Iterator<Item = &str> {
        self.slips.iter().map(|(typed, _)| typed.as_str())
    }

    /// Returns the stretches as meant.
    pub fn meant(&self) -> impl Iterator<Item = &str> {
        self.slips.iter().map(|(_, meant)| meant.as_str())
    }

    /// Returns the understanding of the corrected query, in which the slips of a request are said.
    pub fn applied(self, request: &SearchRequest, mut meant: Understanding) -> Understanding {
        let said = self.slips.into_iter().map(|(from, to)| Understood {
            kind: UnderstoodKind::Correction,
            from,
            to,
            undo: request.text.clone(),
            without: Some(UnderstoodKind::Correction),
        });
        meant.understood.splice(0..0, said);
        meant.correction = None;
        meant
    }
}

/// Notes the slips of a run; names of places stay as they are.
pub(super) fn note(run: &str, reading: &Reading<'_>, understanding: &mut Understanding) {
    let knowledge = reading.knowledge;
    let Some(spelling) = knowledge.spelling else { return };
    if !reading.wants(UnderstoodKind::Correction) {
        return;
    }
    let folded = fold(run);
    let places: Vec<Range<usize>> =
        knowledge.lexicon.divisions.find(&folded).into_iter().map(|found| found.range).collect();
    let slips = spelling.slips(&folded, &places, knowledge.lexicon, knowledge.analyzer);
    for slip in slips {
        let typed = as_typed(run, &folded, &slip.range);
        let correction = understanding.correction.get_or_insert_with(|| Correction {
            query: reading.request.text.clone(),
            slips: Vec::new(),
        });
        correction.query = correction.query.replacen(&typed, &slip.meant, 1);
        correction.slips.push((typed, slip.meant));
    }
}
