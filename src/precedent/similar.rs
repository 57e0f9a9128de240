//! Finds the clauses that put the same requirement as a passage, in whatever words.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::engine::hits::Hit;
use crate::precedent::Desk;
use crate::precedent::candidates::weigh;
use crate::precedent::common::common;
use crate::precedent::expansion::{self, Lesson, NOTICES};
use crate::precedent::features::{Counts, Rarities, count};
use crate::precedent::passage::{Passage, with_heading};
use crate::precedent::rank::rank;
use crate::precedent::request::PrecedentRequest;
use crate::search::error::SearchError;

/// Clauses that are looked at for [`NOTICES`] different notices.
const LOOKED_AT: usize = 60;

/// Clauses that are put in order beyond those wanted, for own and repeated ones among them.
const SPARE: usize = 60;

impl Desk {
    /// Returns clauses of other notices that put the same requirement, the nearest first.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub async fn similar(
        &self,
        passage: &Passage,
        request: &PrecedentRequest,
        today: Date,
    ) -> Result<Vec<Hit>, SearchError> {
        let world = self.searcher.world().await?;
        let divisions = &world.lexicon.divisions;
        let counts_of = |text: &str| count(&common(text, divisions), &world.analyzer);
        let (context, focus) = (counts_of(&passage.context), counts_of(&passage.text));
        let mut rarities = Rarities::default();
        let engine = self.searcher.engine();
        rarities.learn(engine, context.keys().chain(focus.keys())).await?;
        let mut weights = weigh(&context, &focus, &rarities);
        if weights.is_empty() {
            return Ok(Vec::new());
        }
        let first = self.candidates(&weights, request, LOOKED_AT, today).await?;
        let first = rank(first, passage.notice.as_ref(), &world.analyzer, divisions);
        let mut sentences: Vec<(Vec<Counts>, f32)> = Vec::new();
        for hit in one_a_notice(&first) {
            let Some(record) = hit.clauses.first() else { continue };
            let text = common(&with_heading(&record.clause), divisions);
            sentences.push((expansion::by_sentence(&text, &world.analyzer), hit.score));
        }
        rarities
            .learn(engine, sentences.iter().flat_map(|(all, _)| all).flat_map(Counts::keys))
            .await?;
        let lessons: Vec<Lesson> = sentences
            .into_iter()
            .map(|(sentences, score)| Lesson {
                features: expansion::nearest(sentences, &focus, &rarities),
                score,
            })
            .collect();
        expansion::add(&mut weights, &lessons, &rarities);
        let wanted = request.page.start() + request.page.size();
        let found = self.candidates(&weights, request, wanted + SPARE, today).await?;
        let ranked = rank(found, passage.notice.as_ref(), &world.analyzer, divisions);
        Ok(ranked.into_iter().skip(request.page.start()).take(request.page.size()).collect())
    }
}

/// Returns the first hit of each of the first notices.
fn one_a_notice(hits: &[Hit]) -> Vec<&Hit> {
    let mut seen = BTreeSet::new();
    hits.iter().filter(|hit| seen.insert(&hit.notice.id)).take(NOTICES).collect()
}
