//! What the score of a hit is made of, in the ranking's own terms.

use schemars::JsonSchema;
use serde::Serialize;

use crate::query::boost::Field;
use crate::query::facet::FacetField;

/// What the score of a hit is made of: `score` is the sum of the shares' scores, and that of a
/// share its weight times the sum of its parts' scores. Both hold to within rounding (0.001).
///
/// Example: 12.0 = 1 · (6.5 + 1.5) of the notice + 1 · 4.0 of its best clause.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Explanation {
    /// The score of the hit.
    pub score: f32,
    /// Whether it comes first whatever its score: it was asked for by number or whole title.
    pub pinned: bool,
    /// What adds to the score; a share without parts is left out.
    pub shares: Vec<Share>,
}

/// What one unit of text adds to the score of a hit.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "ScoreShare")]
pub struct Share {
    /// The unit.
    pub of: Unit,
    /// What its parts count in the score of the hit.
    pub weight: f32,
    /// What it adds: its weight times the sum of its parts.
    pub score: f32,
    /// What was found in it, in the order in which it was counted.
    pub parts: Vec<Part>,
}

/// A unit of text that is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ScoredUnit")]
pub enum Unit {
    /// The notice: its title, headings, issuers and text.
    Notice,
    /// The clause that is the hit; of a notice its best one, the first that is shown.
    Clause,
    /// Title and number of a notice, where they are the hit among clauses.
    Head,
    /// All that stands together in the hit: how many words of the query it holds.
    Whole,
}

/// One reason why a unit scores.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "ScorePart")]
pub struct Part {
    /// The reason.
    #[serde(flatten)]
    pub cause: Cause,
    /// What it adds to the sum of its share.
    pub score: f32,
}

/// What makes a unit score.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cause {
    /// A term stands in a text.
    Term {
        /// What the term is.
        form: TermForm,
        /// The text.
        field: Field,
        /// The term.
        text: String,
        /// Whether the query itself holds it; else it is of a concept that the query speaks of.
        asked: bool,
        /// What it counts: weight of form and text, times rarity.
        weight: f32,
    },
    /// Wordings of a concept stand in a text; they count together, as one term.
    Concept {
        /// The text.
        field: Field,
        /// The form that the query holds (退休金); `None` where the query only resembles it.
        said: Option<String>,
        /// Whether the wordings mean the same as the form; else something near it.
        same: bool,
        /// The official terms that were found (基本养老金).
        official: Vec<String>,
        /// The other forms of plain language that were found.
        plain: Vec<String>,
        /// What it counts: weight of concept and text, times rarity.
        weight: f32,
    },
    /// The whole query stands in a text as one phrase.
    WholeQuery {
        /// The text.
        field: Field,
        /// The query's words.
        text: String,
    },
    /// Two words of the query stand close together.
    Near {
        /// The words, in order.
        words: [String; 2],
    },
    /// A quoted phrase stands in the clause.
    Quoted {
        /// The phrase.
        text: String,
    },
    /// The notice has a value that the query prefers, or none that speaks against it: a place, a
    /// year.
    Preference {
        /// The dimension.
        dimension: FacetField,
        /// Whether it has the value; else nothing is known of it in this dimension, or only that it
        /// is of a place that holds the one preferred, as a province holds its city.
        stated: bool,
    },
    /// It holds most words of the query.
    MostWords,
}

/// What a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TermForm {
    /// A word or sub-word.
    Word,
    /// Two neighbouring characters.
    Pair,
    /// A single character.
    Character,
}
