//! Asks the engine for the clauses that hold the features of a passage.
//!
//! The numbers are chosen one after the other on the precedent benchmark
//! (docs/precedents.md#figures); around them every step loses.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::engine::hits::Hit;
use crate::precedent::Desk;
use crate::precedent::features::{Counts, Feature, Rarities};
use crate::precedent::request::PrecedentRequest;
use crate::query::boost::Weights;
use crate::query::plan::{Closeness, Matching, Pins, QueryPlan, ScoredTerm, Stream};
use crate::query::request::{Page, Scope, Sort};
use crate::search::error::SearchError;

/// What the features of the sentences that are meant count beside those of their whole clause.
const FOCUS: f32 = 1.5;

/// The power of rarity by which a feature counts; the engine gives the first.
const RARITY: f32 = 1.25;

/// What the headings above a clause count beside its text: more
/// makes clauses alike that only stand in the same chapter.
const HEADINGS: f32 = 0.15;

/// The least score of a candidate. The sentences that are meant, found whole, score about
/// [`FOCUS`], so this is a tenth of them; below it stand clauses that share a common word or two.
const LEAST: f32 = 0.15;

/// What a word counts beside a pair of neighbours.
const WORDS: f32 = 0.6;

/// Returns what each feature counts: its share of the clause, and of the sentences that are meant.
pub(super) fn weigh(context: &Counts, focus: &Counts, rarities: &Rarities) -> Counts {
    let mut weights = Counts::new();
    for (counts, factor) in [(context, 1.0), (focus, FOCUS)] {
        let whole: f32 =
            counts.iter().map(|(feature, count)| count * rarities.of(feature).powf(RARITY)).sum();
        for (feature, count) in counts {
            let of_stream = if feature.0 == Stream::Words { WORDS } else { 1.0 };
            let weight = of_stream * factor * count * rarities.of(feature).powf(RARITY - 1.0)
                / whole.max(1.0);
            if rarities.of(feature) > 0.0 {
                *weights.entry(feature.clone()).or_default() += weight;
            }
        }
    }
    weights
}

impl Desk {
    /// Returns the clauses that score most by these features, of which the most telling are asked
    /// for.
    pub(super) async fn candidates(
        &self,
        weights: &BTreeMap<Feature, f32>,
        rarities: &Rarities,
        request: &PrecedentRequest,
        most_features: usize,
        most: usize,
        today: Date,
    ) -> Result<Vec<Hit>, SearchError> {
        let mut telling: Vec<(&Feature, &f32)> =
            weights.iter().filter(|(feature, _)| !rarities.is_common(feature)).collect();
        telling.sort_by(|(one, a), (two, b)| {
            (*b * rarities.of(two)).total_cmp(&(*a * rarities.of(one)))
        });
        telling.truncate(most_features);
        let terms = telling.into_iter().map(|((stream, term), weight)| ScoredTerm {
            stream: *stream,
            term: term.clone(),
            weight: *weight,
            is_asked: true,
        });
        let plan = QueryPlan {
            scope: Scope::Clauses,
            matching: Matching::default(),
            terms: terms.collect(),
            least_score: LEAST,
            expansions: Vec::new(),
            preferences: Vec::new(),
            closeness: Closeness::default(),
            pins: Pins::default(),
            filters: request.filters.clone(),
            facets: Vec::new(),
            folds_copies: !request.shows_copies,
            sort: Sort::Relevance,
            page: Page::all(most),
            today,
            weights: Weights {
                clause_text: 0.0,
                clause_title: 0.0,
                most_words: 0.0,
                path: HEADINGS,
                ..Weights::default()
            },
            explains: false,
            admits_partial: false,
        };
        Ok(self.searcher.engine().search(&plan).await?.hits)
    }
}
