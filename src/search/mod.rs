//! Answers a request whole: understand, plan, search, show.

pub mod answer;
pub mod error;
mod facets;
pub mod highlight;
mod offers;
mod related;
pub mod response;
pub mod results;
pub mod suggest;
mod terms;
mod world;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use jiff::civil::Date;

use crate::engine::document::{ClauseRecord, NoticeRecord};
use crate::engine::hits::Hits;
use crate::engine::phrases::Company;
use crate::engine::{Engine, Status};
use crate::notice::Notice;
use crate::notice::id::{ClauseKey, NoticeId};
use crate::query::boost::Weights;
use crate::query::plan::{Phrase, QueryPlan, phrase, plan, weighted};
use crate::query::request::{Page, Scope, SearchRequest, ValidityFilter};
use crate::query::understand::{Understanding, understand};
use crate::search::answer::Answer;
use crate::search::error::SearchError;
use crate::search::highlight::Marker;
use crate::search::offers::HeldOffers;
use crate::search::related::Relater;
use crate::search::response::{PageInfo, Related, SearchResponse};
use crate::search::suggest::Suggestion;
use crate::search::world::{World, Worlds};
use crate::steward::{Report, Steward};

/// Answers searches over one engine.
#[derive(Debug)]
pub struct Searcher {
    engine: Arc<dyn Engine>,
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
            worlds: Worlds::default(),
            offers: HeldOffers::default(),
            report: Mutex::default(),
        }
    }

    /// Answers a request on a day.
    ///
    /// When fewer than most of the words are found together anywhere, notices with any of them are
    /// shown, and the answer says so.
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
        let mut understanding = self.understood(request, &world, today).await?;
        let (plan, hits) = self.find(request, &mut understanding, &world, today).await?;
        let answers = answer::find(&*self.engine, request, &understanding, &world, today).await?;
        let marker = Marker::new(&plan, &understanding, &world.analyzer);
        let is_first = request.page.number() == 1;
        let mut related = Vec::new();
        if is_first {
            related = self.company_of(&request.text, &plan, &understanding, &world, today).await?;
        }
        let results =
            hits.hits.iter().map(|hit| results::show(hit, request.scope, &marker, today)).collect();
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
            loosened: plan.matching.minimum < plan.matching.most,
            took_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            generation: hits.generation,
        })
    }

    /// Says what a request means. A query with slips is read without them where no result holds
    /// all its words as typed; else its correction stays in the understanding, to be offered.
    async fn understood(
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

    /// Finds what a request asks for, with fewer words where most are found nowhere.
    async fn find(
        &self,
        request: &SearchRequest,
        understanding: &mut Understanding,
        world: &World,
        today: Date,
    ) -> Result<(QueryPlan, Hits), SearchError> {
        let mut plan = plan(request, understanding, &world.analyzer, today);
        let asks_nothing = !request.text.trim().is_empty()
            && !plan.asks_for_text()
            && understanding.filters.is_empty();
        if asks_nothing && understanding.excluded.is_empty() {
            understanding.notes.push("检索词中没有可检索的文字".to_owned());
            return Ok((plan, self.nothing().await?));
        }
        let mut hits = self.engine.search(&plan).await?;
        while hits.total + hits.hidden == 0 && plan.matching.minimum > 1 {
            plan.matching.minimum = match plan.matching.minimum {
                few @ 2..=3 => few - 1,
                many => many / 2,
            };
            let wider = self.engine.search(&plan).await?;
            if wider.total > 0 {
                understanding.notes.push(format!(
                    "没有同时包含全部检索词的结果，已显示包含其中至少{}个词的结果",
                    plan.matching.minimum
                ));
            }
            hits = wider;
        }
        Ok((plan, hits))
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

    /// Returns the searches related to a query.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn related(&self, text: &str, today: Date) -> Result<Vec<Related>, SearchError> {
        let world = self.world().await?;
        let request = SearchRequest { text: text.to_owned(), ..SearchRequest::default() };
        let understanding = understand(&request, &world.knowledge(today));
        let plan = plan(&request, &understanding, &world.analyzer, today);
        self.company_of(text, &plan, &understanding, &world, today).await
    }

    /// Returns the company of the rarest of some words that anything holds.
    async fn rarest(&self, words: &[Phrase], today: Date) -> Result<Option<Company>, SearchError> {
        let mut rarest: Option<Company> = None;
        for word in words.iter().take(related::MOST_ASKED) {
            let company = self.engine.company(std::slice::from_ref(word), today).await?;
            let is_rarer = rarest.as_ref().is_none_or(|held| company.clauses < held.clauses);
            if company.clauses > 0 && is_rarer {
                rarest = Some(company);
            }
        }
        Ok(rarest)
    }

    /// Returns what keeps company with all words of a query; where hardly anything holds them all,
    /// with the rarest of them and with what its plain language stands for.
    async fn company_of(
        &self,
        text: &str,
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
        let mut companies = vec![self.engine.company(words, today).await?];
        if companies[0].clauses < related::ENOUGH {
            let named = understanding.concepts.iter().filter(|sense| sense.form.is_some());
            let meant = named.flat_map(|sense| &sense.terms).take(related::MOST_ASKED);
            for term in meant.filter_map(|term| phrase(term, &world.analyzer)) {
                companies.push(self.engine.company(&[term], today).await?);
            }
            companies.extend(self.rarest(words, today).await?);
        }
        let relater =
            Relater { terms: &offers.terms, lexicon: &world.lexicon, analyzer: &world.analyzer };
        Ok(relater.relate(text, &understanding.concepts, &companies))
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

    /// Returns what tells whether a text holds a word that the operator does not want offered.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn blocks(&self) -> Result<impl Fn(&str) -> bool + Send + Sync + use<>, SearchError> {
        let lexicon = Arc::clone(&self.world().await?.lexicon);
        Ok(move |text: &str| lexicon.blocked.holds(text))
    }

    /// Tells whether searches can be answered.
    ///
    /// # Errors
    ///
    /// Why they cannot.
    pub async fn check(&self) -> Result<(), SearchError> {
        self.world().await.map(|_| ())
    }

    /// Returns what was published last.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn status(&self) -> Result<Status, SearchError> {
        Ok(self.engine.status().await?)
    }

    async fn world(&self) -> Result<Arc<World>, SearchError> {
        let status = self.engine.status().await?;
        self.worlds.of(&status, &*self.engine).await
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
