//! Compares notices by what they rule: one row a notice with its value, who leads and by when.
//!
//! Clauses that the search of the question finds are read for values of the kind that is asked
//! for; of each notice the value counts around which most of the question stands. What the best
//! rows say is learnt, so that rows in other words are told from rows about other matters
//! (docs/precedents.md#facts).

mod asked;
mod distinction;
mod feedback;
pub mod quantity;
mod score;
pub mod table;
mod values;
mod wish;
mod words;

use jiff::civil::Date;

use crate::analysis::fold::fold;
use crate::precedent::Desk;
use crate::precedent::facts::asked::Asked;
use crate::precedent::facts::distinction::{same, without};
use crate::precedent::facts::table::FactTable;
use crate::precedent::facts::words::Words;
use crate::precedent::features::{Rarities, count};
use crate::precedent::request::PrecedentRequest;
use crate::query::boost::Weights;
use crate::query::plan::weighted;
use crate::query::request::{Page, Scope, SearchRequest};
use crate::query::understand::understand;
use crate::search::answer::candidate::Candidate;
use crate::search::answer::evidence;
use crate::search::answer::question::Question;
use crate::search::error::SearchError;

/// Clauses that are read: 200 miss a tenth of the marked notices, more than 500 find no other.
const DEPTH: usize = 500;

impl Desk {
    /// Answers a question that compares notices: a row for each notice that answers it, the surest
    /// first. A question that asks for nothing the room knows gives the quantities of its clauses.
    ///
    /// Example: 列席会议每年不少于几次 gives 不少于5次 with 市政府办公室 for one notice.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub async fn facts(
        &self,
        question: &str,
        request: &PrecedentRequest,
        today: Date,
    ) -> Result<FactTable, SearchError> {
        let world = self.searcher.world().await?;
        let folded = fold(question);
        let asked = Asked::read(&folded, &world.lexicon.asked);
        let search = SearchRequest {
            text: asked.text.clone(),
            scope: Scope::Clauses,
            filters: request.filters.clone(),
            page: Page::all(DEPTH),
            ..SearchRequest::default()
        };
        let understanding = understand(&search, &world.knowledge(today));
        let weights = Weights::of_values();
        let mut plan = weighted(&search, &understanding, &world.analyzer, today, weights);
        if !plan.asks_for_text() {
            return Ok(FactTable::default());
        }
        plan.matching.minimum = plan.matching.minimum.min(1);
        plan.folds_copies = !request.shows_copies;
        let mut question =
            Question::of_kind(asked.kind, &asked.focus, &asked.text, &understanding, &world);
        question.measures.clone_from(&asked.measures);
        let hits = self.searcher.engine().search(&plan).await?.hits;
        let pool: Vec<Candidate> = hits
            .into_iter()
            .enumerate()
            .filter_map(|(rank, hit)| Candidate::new(hit, rank, &question.places))
            .collect();
        for feature in &mut question.features {
            let named = asked.wish.cases.iter().filter(|case| case.form.contains(&feature.gram));
            feature.others.extend(named.flat_map(|case| same(&case.form)).map(str::to_owned));
        }
        let texts: Vec<&str> = pool.iter().map(|clause| clause.all_words.as_str()).collect();
        evidence::weigh(&mut question.features, &texts);
        let counts = count(&without(&asked.text), &world.analyzer);
        let mut rarities = Rarities::default();
        rarities.learn(self.searcher.engine(), counts.keys()).await?;
        let words = Words::new(&counts, &rarities, &asked.wish.cases);
        let found = score::values(&pool, &question, &asked.wish, &words);
        let found = feedback::best(found, &texts, !request.shows_copies);
        Ok(FactTable::new(asked.kind, &found, today))
    }
}
