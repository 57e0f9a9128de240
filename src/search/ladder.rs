//! What a request finds; where that is little, without slips, by what its words mean, then with
//! fewer words; each step is said.

use jiff::civil::Date;

use crate::engine::hits::Hits;
use crate::query::plan::{QueryPlan, phrase, plan};
use crate::query::request::{Page, SearchRequest, Sort};
use crate::query::understand::{Understanding, understand};
use crate::search::error::SearchError;
use crate::search::highlight::Marker;
use crate::search::response::SearchResult;
use crate::search::world::World;
use crate::search::{Searcher, results};

/// What a request finds, by the plan that found it.
pub(super) struct Found {
    pub(super) plan: QueryPlan,
    pub(super) hits: Hits,
    /// Whether nothing holds most of the words: what is found means the same or holds few of them.
    pub(super) loosened: bool,
    /// What readers are told of the plan.
    pub(super) note: Option<String>,
}

/// Fewer results than a page holds are few: whoever asks in words that notices do not use is shown
/// those that speak of the same, too (docs/relevance.md). By hand.
const FEW: u64 = 10;

impl Found {
    /// Returns how many results there are, whatever their validity.
    fn all(&self) -> u64 {
        self.hits.total + self.hits.hidden
    }

    /// Returns the results as readers see them.
    pub(super) fn results(
        &self,
        request: &SearchRequest,
        understanding: &Understanding,
        world: &World,
        today: Date,
    ) -> Vec<SearchResult> {
        let marker = Marker::new(&self.plan, understanding, &world.analyzer);
        let hits = self.hits.hits.iter();
        hits.map(|hit| results::show(hit, request.scope, &marker, today)).collect()
    }
}

impl Searcher {
    /// Says what a request means. A query with slips is read without them where no result holds
    /// all its words as typed; else its correction stays in the understanding, to be offered.
    pub(super) async fn understood(
        &self,
        request: &SearchRequest,
        world: &World,
        today: Date,
    ) -> Result<Understanding, SearchError> {
        let knowledge = world.knowledge(today);
        let mut typed = understand(request, &knowledge);
        let Some(correction) = typed.correction.take() else { return Ok(typed) };
        let corrected = SearchRequest { text: correction.query.clone(), ..request.clone() };
        let meant = understand(&corrected, &knowledge);
        let typed_plan = strict(request, &typed, correction.typed(), world, today);
        let meant_plan = strict(&corrected, &meant, correction.meant(), world, today);
        let finds_typed = self.count(&typed_plan).await?;
        let finds_meant = self.count(&meant_plan).await?;
        if finds_typed > 0 || finds_meant == 0 {
            typed.correction = Some(correction).filter(|_| finds_meant > finds_typed);
            return Ok(typed);
        }
        Ok(correction.applied(request, meant))
    }

    /// Counts the results of a plan, whatever their validity.
    async fn count(&self, plan: &QueryPlan) -> Result<u64, SearchError> {
        let hits = self.engine.search(plan).await?;
        Ok(hits.total + hits.hidden)
    }

    /// Understands a request and finds what it asks for.
    pub(super) async fn found(
        &self,
        request: &SearchRequest,
        world: &World,
        today: Date,
    ) -> Result<(Understanding, Found), SearchError> {
        let understanding = self.understood(request, world, today).await?;
        let plan = plan(request, &understanding, &world.analyzer, today);
        let found = Box::pin(self.find(request, &understanding, plan)).await?;
        Ok((understanding, found))
    }

    /// Finds what a plan of a request asks for: where that is little, by what its words are
    /// understood to mean, then with fewer words; either is told.
    pub(super) async fn find(
        &self,
        request: &SearchRequest,
        understanding: &Understanding,
        plan: QueryPlan,
    ) -> Result<Found, SearchError> {
        let asks_nothing = !request.text.trim().is_empty()
            && !plan.asks_for_text()
            && understanding.filters.is_empty();
        if asks_nothing && understanding.excluded.is_empty() {
            let note = Some("检索词中没有可检索的文字".to_owned());
            return Ok(Found { plan, hits: self.nothing().await?, loosened: false, note });
        }
        let hits = self.engine.search(&plan).await?;
        let loosened = hits.total + hits.hidden == 0;
        let mut found = Found { plan, hits, loosened, note: None };
        let by_relevance = request.sort == Sort::Relevance;
        if found.all() < FEW && by_relevance {
            found = self.with_what_is_meant(found, understanding).await?;
        }
        let speaks_plainly = by_relevance && understanding.concepts.iter().any(|it| it.is_said);
        let enough = if speaks_plainly { FEW } else { 1 };
        if found.all() < enough && found.plan.matching.minimum > 1 {
            found = self.with_fewer_words(found, enough).await?;
        }
        Ok(found)
    }

    /// Adds what speaks of the concepts that a query is understood by.
    async fn with_what_is_meant(
        &self,
        found: Found,
        understanding: &Understanding,
    ) -> Result<Found, SearchError> {
        let Some(plan) = found.plan.widened(understanding) else { return Ok(found) };
        let mut hits = self.engine.search(&plan).await?;
        hits.is_partial |= found.hits.is_partial;
        if hits.total <= found.hits.total {
            return Ok(found);
        }
        let note = Some("同时包含检索词的结果很少，已加入内容相近的结果".to_owned());
        Ok(Found { plan, hits, note, ..found })
    }

    /// Adds what holds fewer of the words, until there is enough.
    async fn with_fewer_words(&self, mut found: Found, enough: u64) -> Result<Found, SearchError> {
        let few = if found.all() == 0 {
            "没有同时包含全部检索词的结果"
        } else {
            "同时包含检索词的结果很少"
        };
        while found.all() < enough && found.plan.matching.minimum > 1 {
            let matching = &mut found.plan.matching;
            matching.minimum = match matching.minimum {
                few @ 2..=3 => few - 1,
                many => many / 2,
            };
            let mut hits = self.engine.search(&found.plan).await?;
            hits.is_partial |= found.hits.is_partial;
            if hits.total > found.hits.total {
                let minimum = found.plan.matching.minimum;
                found.note = Some(format!("{few}，已显示包含其中至少{minimum}个词的结果"));
            }
            found.hits = hits;
        }
        Ok(found)
    }

    async fn nothing(&self) -> Result<Hits, SearchError> {
        let generation = self.engine.status().await?.generation;
        Ok(Hits { generation, ..Hits::default() })
    }
}

/// Returns the plan of a request whose results hold all of its words, and some stretches as they
/// stand.
fn strict<'a>(
    request: &SearchRequest,
    understanding: &Understanding,
    stretches: impl Iterator<Item = &'a str>,
    world: &World,
    today: Date,
) -> QueryPlan {
    let request = SearchRequest { page: Page::all(0), facets: Vec::new(), ..request.clone() };
    let mut plan = plan(&request, understanding, &world.analyzer, today);
    plan.matching.minimum = plan.matching.words.len();
    plan.matching.required.extend(stretches.filter_map(|text| phrase(text, &world.analyzer)));
    plan
}
