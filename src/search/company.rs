//! Which searches stand beside a query: asks what keeps company with its words, and relates it.

use jiff::civil::Date;

use crate::query::plan::{Phrase, QueryPlan, phrase, plan};
use crate::query::request::SearchRequest;
use crate::query::understand::Understanding;
use crate::query::understand::run::Run;
use crate::search::Searcher;
use crate::search::error::SearchError;
use crate::search::related::Relater;
use crate::search::response::Related;
use crate::search::world::World;

/// Clauses from which the company of all words of a query tells enough.
const ENOUGH: u32 = 3;

/// The most words that are counted one by one, and the most terms whose company is asked for.
const MOST_ASKED: usize = 6;

impl Searcher {
    /// Returns the searches related to a query.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn related(&self, text: &str, today: Date) -> Result<Vec<Related>, SearchError> {
        let world = self.world().await?;
        let request = SearchRequest { text: text.to_owned(), ..SearchRequest::default() };
        let understanding = self.understood(&request, &world, today).await?;
        let plan = plan(&request, &understanding, &world.analyzer, today);
        self.company_of(&plan, &understanding, &world, today).await
    }

    /// Returns the rarest of some words that anything holds.
    async fn rarest<'a>(
        &self,
        words: &'a [Phrase],
        today: Date,
    ) -> Result<Option<&'a Phrase>, SearchError> {
        let asked = &words[..words.len().min(MOST_ASKED)];
        let holding = self.engine.holding(asked, today).await?;
        let held = asked.iter().zip(holding).filter(|(_, clauses)| *clauses > 0);
        Ok(held.min_by_key(|(_, clauses)| *clauses).map(|(word, _)| word))
    }

    /// Returns what keeps company with all words of a query; where hardly anything holds them all,
    /// with the rarest of them and with what its plain language stands for.
    pub(super) async fn company_of(
        &self,
        plan: &QueryPlan,
        understanding: &Understanding,
        world: &World,
        today: Date,
    ) -> Result<Vec<Related>, SearchError> {
        let words = &plan.matching.words;
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let offers = self.offers.of(world, &*self.engine, today).await?;
        let list = &offers.terms.list;
        let mut companies = vec![self.engine.company(words, list, today).await?];
        if companies[0].clauses < ENOUGH {
            let named = understanding.concepts.iter().filter(|sense| sense.form.is_some());
            let meant = named.flat_map(|sense| &sense.terms).take(MOST_ASKED);
            for term in meant.filter_map(|term| phrase(term, &world.analyzer)) {
                companies.push(self.engine.company(&[term], list, today).await?);
            }
            if let Some(word) = self.rarest(words, today).await? {
                companies.push(self.engine.company(std::slice::from_ref(word), list, today).await?);
            }
        }
        let relater =
            Relater { terms: &offers.terms, lexicon: &world.lexicon, analyzer: &world.analyzer };
        Ok(relater.relate(&words_of(understanding), &understanding.concepts, &companies))
    }
}

/// Returns the words of a query as they are searched: letters read as pinyin, slips undone.
fn words_of(understanding: &Understanding) -> String {
    let mut words: Vec<String> = understanding.words.iter().map(Run::text).collect();
    words.extend(understanding.phrases.iter().cloned());
    words.join(" ")
}
