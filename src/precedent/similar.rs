//! Finds the clauses that put the same requirement as a passage, in whatever words.

use std::sync::Arc;
use std::time::Instant;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::engine::hits::Hit;
use crate::notice::id::NoticeId;
use crate::precedent::Desk;
use crate::precedent::candidates::weigh;
use crate::precedent::clause::ShownClause;
use crate::precedent::common::common;
use crate::precedent::comparison::{Comparison, compare};
use crate::precedent::expansion::{self, FAR, Lesson, NEAR, one_a_notice};
use crate::precedent::features::{Counts, Rarities, count};
use crate::precedent::further::{self, BLOCK};
use crate::precedent::nearest::nearest_run;
use crate::precedent::nearness::Nearness;
use crate::precedent::passage::{Passage, with_heading};
use crate::precedent::rank::Order;
use crate::precedent::request::PrecedentRequest;
use crate::search::error::SearchError;
use crate::search::world::World;

/// Clauses that are looked at so that there are enough notices to learn from ([`one_a_notice`]).
const LOOKED_AT: usize = 40;

/// The most features of a passage that the first clauses are found by: more find the same.
const FIRST_FEATURES: usize = 90;

/// The most features that the nearest clauses are found by, what was learnt among them: on the
/// benchmark 180 and all (216 on average, 618 at most) find alike, and 120 less.
const FEATURES: usize = 180;

/// The most features that further clauses are found by: each is asked for in two fields, and a cluster
/// takes 1024 parts of a question.
const FAR_FEATURES: usize = 480;

/// How many of the precedents of a passage are the nearest, chosen by hand: two pages; behind them is
/// looked for by more of what was learnt, which puts fewer right ones first and finds more in all
/// (docs/precedents.md#figures).
const NEAREST: usize = 20;

/// What the scores of clauses are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scores {
    /// They are compared: all clauses are found by the same, and the engine's scores stay.
    Compared,
    /// They only order: how near a clause is counts, and those behind the [`NEAREST`] are found by
    /// more, so that fewer are missed.
    Ordered,
}

/// Clauses that are put in order beyond those wanted, for own and repeated ones among them.
const SPARE: usize = 40;

/// The precedents of a passage.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Precedents {
    /// The passage.
    pub passage: String,
    /// Clauses of other notices, the nearest first.
    pub precedents: Vec<Precedent>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}

/// A clause that puts the same requirement.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Precedent {
    /// The clause.
    #[serde(flatten)]
    pub clause: ShownClause,
    /// The sentences of it that are nearest to the passage.
    pub passage: String,
    /// These beside the passage, which is the baseline.
    pub comparison: Comparison,
    /// Copies of its notice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<NoticeId>,
    /// Its score; only the order has a meaning.
    pub score: f32,
}

/// What was found, and what it was found by.
pub(super) struct Found {
    /// The clauses, the nearest first.
    pub(super) hits: Vec<Hit>,
    focus: Counts,
    /// What each feature counted.
    pub(super) weights: Counts,
    /// How rare features are.
    pub(super) rarities: Rarities,
    /// What texts are understood with.
    pub(super) world: Arc<World>,
}

impl Desk {
    /// Finds clauses of other notices that put the same requirement, the nearest first.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub async fn similar(
        &self,
        passage: &Passage,
        request: &PrecedentRequest,
        today: Date,
    ) -> Result<Precedents, SearchError> {
        let begun = Instant::now();
        let found = self.found(passage, request, Scores::Ordered, today).await?;
        Ok(Precedents {
            passage: passage.text.clone(),
            precedents: found
                .hits
                .iter()
                .filter_map(|hit| found.show(hit, passage, today))
                .collect(),
            took_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        })
    }

    /// Finds the same as [`Desk::similar`], and shows nothing.
    ///
    /// # Errors
    ///
    /// As [`Desk::similar`].
    pub async fn similar_hits(
        &self,
        passage: &Passage,
        request: &PrecedentRequest,
        today: Date,
    ) -> Result<Vec<Hit>, SearchError> {
        Ok(self.found(passage, request, Scores::Ordered, today).await?.hits)
    }

    /// Finds clauses, with what the nearest were found by.
    pub(super) async fn found(
        &self,
        passage: &Passage,
        request: &PrecedentRequest,
        scores: Scores,
        today: Date,
    ) -> Result<Found, SearchError> {
        let world = self.searcher.world().await?;
        let divisions = &world.lexicon.divisions;
        let counts_of = |text: &str| count(&common(text, divisions), &world.analyzer);
        let (context, focus) = (counts_of(&passage.context), counts_of(&passage.text));
        let mut rarities = Rarities::default();
        let engine = self.searcher.engine();
        rarities.learn(engine, context.keys().chain(focus.keys())).await?;
        let mut weights = weigh(&context, &focus, &rarities);
        let own = passage.notice.as_ref();
        let folds_copies = !request.shows_copies;
        let order = Order { own, folds_copies, analyzer: &world.analyzer, divisions };
        let nearness = (scores == Scores::Ordered)
            .then(|| Nearness::to(&passage.text, &rarities, &world.analyzer, divisions));
        let mut hits = Vec::new();
        if !weights.is_empty() {
            let first = self
                .candidates(&weights, &rarities, request, FIRST_FEATURES, LOOKED_AT, today)
                .await?;
            let lessons =
                self.lessons(&order.put(first, None), &focus, &mut rarities, &world).await?;
            let taught = |how| expansion::taught(&weights, &lessons, &rarities, how);
            let wanted = request.page.start() + request.page.size();
            let near = taught(NEAR);
            // The nearest are the same on every page.
            let sharp = if scores == Scores::Ordered { NEAREST } else { wanted };
            let all =
                self.candidates(&near, &rarities, request, FEATURES, sharp + SPARE, today).await?;
            hits = order.put(all, nearness.as_ref());
            if wanted > sharp {
                let far = taught(FAR);
                let pool = (wanted + SPARE).next_multiple_of(BLOCK);
                let all =
                    self.candidates(&far, &rarities, request, FAR_FEATURES, pool, today).await?;
                hits.truncate(NEAREST);
                further::go_on(&mut hits, all, &order, nearness.as_ref());
            }
            weights = near;
            hits = hits.into_iter().skip(request.page.start()).take(request.page.size()).collect();
        }
        Ok(Found { hits, focus, weights, rarities, world })
    }

    /// Returns of each of the first notices the sentence that is nearest to the passage.
    async fn lessons(
        &self,
        first: &[Hit],
        focus: &Counts,
        rarities: &mut Rarities,
        world: &World,
    ) -> Result<Vec<Lesson>, SearchError> {
        let mut sentences: Vec<(Vec<Counts>, f32)> = Vec::new();
        for hit in one_a_notice(first) {
            let Some(record) = hit.clauses.first() else { continue };
            let text = common(&with_heading(&record.clause), &world.lexicon.divisions);
            sentences.push((expansion::by_sentence(&text, &world.analyzer), hit.score));
        }
        let lessons = sentences.into_iter().map(|(sentences, score)| Lesson {
            features: expansion::nearest(sentences, focus, rarities),
            score,
        });
        let lessons: Vec<Lesson> = lessons.collect();
        let features = lessons.iter().flat_map(|lesson| lesson.features.keys());
        rarities.learn(self.searcher.engine(), features).await?;
        Ok(lessons)
    }
}

impl Found {
    /// Shows one of the clauses beside the passage.
    pub(super) fn show(&self, hit: &Hit, passage: &Passage, today: Date) -> Option<Precedent> {
        let clause = ShownClause::new(&hit.notice, hit.clauses.first()?, today);
        let World { lexicon, analyzer, .. } = &*self.world;
        let nearest =
            nearest_run(&clause.text, &self.focus, &self.rarities, analyzer, &lexicon.divisions);
        let nearest = clause.text[nearest].trim().to_owned();
        Some(Precedent {
            clause,
            comparison: compare(&passage.text, &nearest, analyzer),
            passage: nearest,
            copies: hit.notice.also_at.clone(),
            score: hit.score,
        })
    }
}
