//! Answers a request whole: understand, plan, search, show; the face of the library for whoever asks.

pub mod answer;
mod cache;
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
mod respond;
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
use crate::query::plan::{plan, weighted};
use crate::query::request::{Scope, SearchRequest, ValidityFilter};
use crate::query::understand::understand;
use crate::search::answer::Answer;
use crate::search::cache::AnswerCache;
use crate::search::error::SearchError;
use crate::search::highlight::Marker;
use crate::search::offers::HeldOffers;
use crate::search::places::Places;
use crate::search::response::{SearchResponse, SearchResult};
use crate::search::suggest::Suggestion;
use crate::search::world::{World, Worlds};
use crate::steward::{Report, Steward};

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
    cache: Option<AnswerCache>,
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
            cache: None,
        }
    }

    /// Returns a searcher that gives answers again to the same requests over the same publication, as
    /// far as they take so many bytes of memory.
    #[must_use]
    pub fn caching(self, most: usize) -> Self {
        Self { cache: (most > 0).then(|| AnswerCache::new(most)), ..self }
    }

    /// Answers a request on a day.
    ///
    /// Where little holds most of the words together, what the query is understood to mean is shown
    /// beside it, then what holds fewer words, and the answer says so. What stands beside the results may be missing where the engine
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
        let took_ms = || u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let Some(cache) = &self.cache else {
            let answer = self.respond(request, &world, today).await?;
            return Ok(SearchResponse { took_ms: took_ms(), ..answer });
        };
        if let Some(kept) = cache.get(world.edition, today, request) {
            return Ok(SearchResponse { is_kept: true, took_ms: took_ms(), ..kept });
        }
        let answer = self.respond(request, &world, today).await?;
        cache.keep(world.edition, today, request, &answer);
        Ok(SearchResponse { took_ms: took_ms(), ..answer })
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
        let (understanding, found) = self.found(request, &world, today).await?;
        Ok((found.hits.total, found.results(request, &understanding, &world, today)))
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
