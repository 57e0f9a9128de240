//! What a query says once its slips are undone: 便民服物 is 便民服务.

use std::ops::Range;

use crate::analysis::fold::fold;
use crate::query::request::SearchRequest;
use crate::query::understand::run::Reading;
use crate::query::understand::typed::TypedRun;
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
    /// Returns a query without the slips at some ranges of it; `None` where there are none.
    pub(super) fn of(text: &str, slips: Vec<(Range<usize>, String)>) -> Option<Self> {
        if slips.is_empty() {
            return None;
        }
        let mut correction = Self { query: String::new(), slips: Vec::new() };
        let mut from = 0;
        for (range, meant) in slips {
            correction.query.push_str(&text[from..range.start]);
            correction.query.push_str(&meant);
            from = range.end;
            correction.slips.push((text[range].to_owned(), meant));
        }
        correction.query.push_str(&text[from..]);
        Some(correction)
    }

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

/// Returns the slips of a run, by where the query has them, in their order; names of places stay,
/// and so do characters that letters were read as.
pub(super) fn slips(run: &TypedRun, reading: &Reading<'_>) -> Vec<(Range<usize>, String)> {
    let knowledge = reading.knowledge;
    let Some(spelling) = knowledge.spelling else { return Vec::new() };
    if !reading.wants(UnderstoodKind::Correction) {
        return Vec::new();
    }
    let folded = fold(run.text());
    let places: Vec<Range<usize>> =
        knowledge.lexicon.divisions.find(&folded).into_iter().map(|found| found.range).collect();
    let slips = spelling.slips(&folded, &places, knowledge.lexicon, knowledge.analyzer);
    let typed = slips.into_iter().filter_map(|slip| {
        let stretch = run.unfolded(&folded, &slip.range);
        Some((stretch.origin(&reading.request.text)?, slip.meant))
    });
    typed.collect()
}
