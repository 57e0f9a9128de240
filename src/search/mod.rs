//! Answers a request whole: understand, plan, search, show; the face of the library for whoever asks.

pub mod answer;
mod company;
pub mod error;
mod facets;
mod groups;
pub mod highlight;
mod ladder;
mod latest;
mod offers;
pub mod part;
pub mod places;
mod related;
pub mod relief;
pub mod response;
pub mod results;
pub(crate) mod similar;
pub mod suggest;
mod terms;
mod turn;
mod why;
pub(crate) mod world;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use jiff::civil::Date;

use crate::engine::document::{ClauseRecord, NoticeRecord};
use crate::engine::hits::Hits;
use crate::engine::turning::Turning;
use crate::engine::{Engine, Known, Reach, Status};
use crate::lexicon::Lexicon;
use crate::notice::Notice;
use crate::notice::citation::Citation;
use crate::notice::id::{ClauseKey, NoticeId};
use crate::query::boost::Weights;
use crate::query::plan::{QueryPlan, plan, weighted};
use crate::query::request::{Scope, SearchRequest, ValidityFilter};
use crate::query::understand::{Understanding, understand};
use crate::search::answer::Answer;
use crate::search::error::SearchError;
use crate::search::highlight::Marker;
use crate::search::offers::HeldOffers;
use crate::search::part::{Missing, Part};
use crate::search::places::Places;
use crate::search::response::{PageInfo, SearchResponse, SearchResult};
use crate::search::suggest::Suggestion;
use crate::search::world::{World, Worlds};
use crate::steward::{Report, Steward};

/// What readers are told where parts of the index cannot be read.
const PARTIAL: &str = "部分数据暂时无法读取，结果可能不全。";

/// What a request means and what it finds.
struct Found {
    understanding: Understanding,
    plan: QueryPlan,
    hits: Hits,
}

impl Found {
    /// Returns the results as readers see them.
    fn results(&self, request: &SearchRequest, world: &World, today: Date) -> Vec<SearchResult> {
        let marker = Marker::new(&self.plan, &self.understanding, &world.analyzer);
        let hits = self.hits.hits.iter();
        hits.map(|hit| results::show(hit, request.scope, &marker, today)).collect()
    }
}

/// Answers searches over one engine.
#[derive(Debug)]
pub struct Searcher {
    engine: Arc<dyn Engine>,
    /// The same, where searches are turned to what is published when that is ready.
    turning: Option<Arc<Turning>>,
    /// Held while searches are being turned: to one publication after the other.
    turn: tokio::sync::Mutex<()>,
    worlds: Worlds,
    offers: HeldOffers,
    /// The report on the generation of this number.
    report: Mutex<Option<(u64, Arc<Report>)>>,
}

impl Searcher {
    /// Makes a searcher; words and tables are loaded with the first search.
    pub fn new(engine: Arc<dyn Engine>) -> Self {
        Self {
            engine,
            turning: None,
            turn: tokio::sync::Mutex::default(),
            worlds: Worlds::default(),
            offers: HeldOffers::default(),
            report: Mutex::default(),
        }
    }

    /// Answers a request on a day.
    ///
    /// When fewer than most of the words are found together anywhere, notices with any of them are
    /// shown, and the answer says so. What stands beside the results may be missing where the engine
    /// fails; the answer says that, too, and where a request admits it the results may be of those
    /// parts of the index that can be read.
    ///
    /// # Errors
    ///
    /// There is no index, it was made by other analysis, or the engine refuses.
    pub async fn search(
        &self,
        request: &SearchRequest,
        today: Date,
    ) -> Result<SearchResponse, SearchError> {
        let begun = Instant::now();
        let world = self.world().await?;
        let found = self.found(request, &world, today).await?;
        let results = found.results(request, &world, today);
        let Found { mut understanding, plan, hits } = found;
        if hits.is_partial {
            understanding.notes.push(PARTIAL.to_owned());
        }
        let mut missing = Missing::default();
        // What stands beside the results is whole or missing.
        let request = &SearchRequest { admits_partial: false, ..request.clone() };
        let answers = answer::find(&*self.engine, request, &understanding, &world, today).await;
        let answers = missing.or_nothing(Part::Answers, answers);
        let is_first = request.page.number() == 1;
        let mut related = Vec::new();
        if is_first {
            let company = self.company_of(&plan, &understanding, &world, today).await;
            related = missing.or_nothing(Part::Related, company);
        }
        let mut relief = Vec::new();
        if hits.total == 0 {
            relief = missing.or_nothing(Part::Relief, self.relief(request, today).await);
        }
        let groups = missing.or_nothing(Part::Groups, self.groups(request, today).await);
        Ok(SearchResponse {
            query: request.text.clone(),
            scope: request.scope,
            total: hits.total,
            page: PageInfo::new(request.page, hits.total),
            answers,
            results,
            facets: facets::show(&hits, &plan, &world.lexicon),
            did_you_mean: understanding.correction.map(|correction| correction.query),
            understood: understanding.understood,
            hidden: hits.hidden.into(),
            notes: understanding.notes,
            related,
            groups,
            relief,
            missing,
            loosened: plan.matching.minimum < plan.matching.most,
            took_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            generation: hits.generation,
            is_partial: hits.is_partial,
        })
    }

    /// Returns a page of results alone, and how many there are on all pages.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn results(
        &self,
        request: &SearchRequest,
        today: Date,
    ) -> Result<(u64, Vec<SearchResult>), SearchError> {
        let world = self.world().await?;
        let found = self.found(request, &world, today).await?;
        Ok((found.hits.total, found.results(request, &world, today)))
    }

    /// Returns the words and tables that queries are understood with.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn lexicon(&self) -> Result<Arc<Lexicon>, SearchError> {
        Ok(Arc::clone(&self.world().await?.lexicon))
    }

    /// Runs a request for evaluation: every validity, deep, nothing shown. Returns the hits.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn evaluate(
        &self,
        request: &SearchRequest,
        today: Date,
        weights: Weights,
    ) -> Result<Hits, SearchError> {
        let world = self.world().await?;
        let mut request = request.clone();
        request.filters.validity = ValidityFilter::Any;
        let understanding = self.understood(&request, &world, today).await?;
        let mut plan = weighted(&request, &understanding, &world.analyzer, today, weights);
        plan.matching.minimum = plan.matching.minimum.min(1);
        plan.folds_copies = false;
        Ok(self.engine.search(&plan).await?)
    }

    /// Answers a question for evaluation: every validity, the best answer first.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn answers(
        &self,
        request: &SearchRequest,
        today: Date,
    ) -> Result<Vec<Answer>, SearchError> {
        let world = self.world().await?;
        let mut request = request.clone();
        request.filters.validity = ValidityFilter::Any;
        let understanding = self.understood(&request, &world, today).await?;
        answer::find(&*self.engine, &request, &understanding, &world, today).await
    }

    /// Returns a notice whole, with the validity that follows on a day.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn notice(&self, id: &NoticeId, today: Date) -> Result<Option<Notice>, SearchError> {
        let mut notice = self.engine.notice(id).await?;
        if let Some(notice) = &mut notice {
            notice.derive_validity(today);
        }
        Ok(notice)
    }

    /// Returns what the library knows of documents that a text cites, each in its place.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn known(&self, documents: &[Citation]) -> Result<Vec<Known>, SearchError> {
        Ok(self.engine.known(documents).await?)
    }

    /// Returns a clause with its notice.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn clause(
        &self,
        key: &ClauseKey,
        today: Date,
    ) -> Result<Option<(NoticeRecord, ClauseRecord)>, SearchError> {
        let mut found = self.engine.clause(key).await?;
        if let Some((notice, _)) = &mut found {
            notice.derive_validity(today);
        }
        Ok(found)
    }

    /// Returns the marks of a query in the texts of a notice that is read.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn marker(&self, text: &str, today: Date) -> Result<Marker, SearchError> {
        let world = self.world().await?;
        let request = SearchRequest {
            text: text.to_owned(),
            scope: Scope::Clauses,
            ..SearchRequest::default()
        };
        let understanding = understand(&request, &world.knowledge(today));
        let plan = plan(&request, &understanding, &world.analyzer, today);
        Ok(Marker::new(&plan, &understanding, &world.analyzer))
    }

    /// Returns what can follow the characters typed so far, the likeliest first.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn suggest(
        &self,
        typed: &str,
        limit: usize,
        today: Date,
    ) -> Result<Vec<Suggestion>, SearchError> {
        let world = self.world().await?;
        let offers = self.offers.of(&world, &*self.engine, today).await?;
        Ok(offers.suggestions(&world.lexicon).suggest(typed, limit))
    }

    /// Returns the steward's report on what was published last; made once for each publication.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn report(&self, today: Date) -> Result<Arc<Report>, SearchError> {
        let generation = self.engine.status().await?.generation;
        let held = || self.report.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, report)) = held().as_ref().filter(|(known, _)| *known == generation) {
            return Ok(Arc::clone(report));
        }
        let world = self.world().await?;
        let mut steward = Steward::new(&world.lexicon);
        for source in self.engine.sources().await? {
            if let Some(notice) = self.notice(&source.id, today).await? {
                steward.add(&notice);
            }
        }
        let report = Arc::new(steward.finish());
        *held() = Some((generation, Arc::clone(&report)));
        Ok(report)
    }

    /// Returns the report that was made last, if any.
    pub fn last_report(&self) -> Option<Arc<Report>> {
        let held = self.report.lock().unwrap_or_else(PoisonError::into_inner);
        held.as_ref().map(|(_, report)| Arc::clone(report))
    }

    /// Returns what tells whether a text holds a word that the operator does not want offered.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn blocks(&self) -> Result<impl Fn(&str) -> bool + Send + Sync + use<>, SearchError> {
        let lexicon = self.lexicon().await?;
        Ok(move |text: &str| lexicon.blocked.holds(text))
    }

    /// Returns the names of places.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn places(&self) -> Result<Places, SearchError> {
        Ok(Places::new(Arc::clone(&self.world().await?.lexicon)))
    }

    /// Tells whether searches can be answered.
    ///
    /// # Errors
    ///
    /// Why they cannot.
    pub async fn check(&self) -> Result<(), SearchError> {
        self.world().await.map(|_| ())
    }

    /// Makes sure that searches can be answered now, by asking what answers them; tells whether they
    /// reach parts of the index alone.
    ///
    /// # Errors
    ///
    /// Why they cannot.
    pub async fn reaches_parts_alone(&self) -> Result<bool, SearchError> {
        self.check().await?;
        Ok(self.engine.reach().await? == Reach::Part)
    }

    /// Returns what was published last.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn status(&self) -> Result<Status, SearchError> {
        Ok(self.engine.status().await?)
    }

    /// Understands a request and finds what it asks for.
    async fn found(
        &self,
        request: &SearchRequest,
        world: &World,
        today: Date,
    ) -> Result<Found, SearchError> {
        let mut understanding = self.understood(request, world, today).await?;
        let (plan, hits) = self.find(request, &mut understanding, world, today).await?;
        Ok(Found { understanding, plan, hits })
    }

    /// Returns the engine that is searched.
    pub(crate) fn engine(&self) -> &dyn Engine {
        &*self.engine
    }

    /// Returns the words and tables of what was published last.
    pub(crate) async fn world(&self) -> Result<Arc<World>, SearchError> {
        let status = self.engine.status().await?;
        self.worlds.of(&status, &*self.engine).await
    }
}
