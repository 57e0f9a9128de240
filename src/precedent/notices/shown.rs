//! Two notices compared, as page, API and program show them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::precedent::comparison::Comparison;
use crate::precedent::notices::fate::{Fate, FateCounts};
use crate::search::response::NoticeSummary;

/// Two notices compared.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NoticesCompared {
    /// The notice that the other one is compared with.
    pub baseline: NoticeSummary,
    /// The other one, in whose order the clauses stand.
    pub other: NoticeSummary,
    /// How many clauses were kept, reworded, added and dropped.
    pub counts: FateCounts,
    /// The clauses by parts.
    pub parts: Vec<PartCompared>,
    /// What was left out of the comparison.
    pub left_out: LeftOut,
}

impl NoticesCompared {
    /// Keeps the clauses of one fate, with the counts of all.
    pub fn retain(&mut self, fate: Fate) {
        for part in &mut self.parts {
            part.clauses.retain(|clause| clause.fate == fate);
        }
        self.parts.retain(|part| !part.clauses.is_empty());
    }
}

/// A part of the other notice, or one that only the baseline has.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PartCompared {
    /// Its heading with its number; `None` for what stands before the first.
    pub heading: Option<String>,
    /// `added` or `dropped` where all of it is.
    pub fate: Option<Fate>,
    /// Its clauses in order.
    pub clauses: Vec<ClauseCompared>,
}

/// A clause of either notice, or two that answer each other.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ClauseCompared {
    /// What became of it.
    pub fate: Fate,
    /// As the baseline has it.
    pub baseline: Option<PlacedClause>,
    /// As the other one has it.
    pub other: Option<PlacedClause>,
    /// What differs word by word, where it was reworded.
    pub comparison: Option<Comparison>,
    /// Where it has no answer of its own: the clause of the notice that lacks it that is nearest.
    pub near: Option<Near>,
}

/// A clause with its place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlacedClause {
    /// Key of the clause.
    pub id: String,
    /// Where it stands, in words.
    pub address: String,
    /// Headings above it.
    pub path: Vec<String>,
    /// Its text.
    pub text: String,
}

/// A clause that says part of what another one says.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Near {
    /// Key of the clause.
    pub id: String,
    /// Where it stands, in words.
    pub address: String,
}

/// What was left out of a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeftOut {
    /// Rows of annexes that repeat the text of their notice.
    pub repeated: usize,
    /// Clauses beyond the most that are compared.
    pub beyond: usize,
}
