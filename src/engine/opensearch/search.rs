//! Answers a plan: asks for what matches, ranks the best again, reads their records.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::atomic::{self, AtomicBool};

use serde_json::{Value, json};

use crate::engine::document::{ClauseRecord, NoticeRecord};
use crate::engine::error::EngineError;
use crate::engine::hits::{Hit, Hits};
use crate::engine::opensearch::ask::{self, Candidate};
use crate::engine::opensearch::client::{Client, Request};
use crate::engine::opensearch::compiled::CompiledTerms;
use crate::engine::opensearch::documents::notice_id;
use crate::engine::opensearch::explain;
use crate::engine::opensearch::facets;
use crate::engine::opensearch::filters::Narrowing;
use crate::engine::opensearch::generation::Generation;
use crate::engine::opensearch::mapping::MOST_AT_ONCE;
use crate::engine::opensearch::parts;
use crate::engine::opensearch::question::{Question, Which};
use crate::engine::opensearch::records;
use crate::engine::opensearch::shards;
use crate::engine::opensearch::window::{self, BestClauses};
use crate::notice::id::NoticeId;
use crate::query::boost;
use crate::query::facet::FacetField;
use crate::query::plan::QueryPlan;
use crate::query::request::{Scope, Sort};

/// A plan while it is answered over one generation.
pub(super) struct Search<'a> {
    pub(super) client: &'a Client,
    pub(super) generation: &'a Generation,
    pub(super) plan: &'a QueryPlan,
    pub(super) notice_terms: CompiledTerms,
    /// The terms in the fields of clauses, of all scopes.
    pub(super) clause_terms: CompiledTerms,
    /// Whether an answer so far is made of parts of the index.
    is_partial: AtomicBool,
}

/// Answers a plan, of what can be read where the plan admits that.
pub(super) async fn search(
    client: &Client,
    generation: &Generation,
    plan: &QueryPlan,
) -> Result<Hits, EngineError> {
    match search_once(client, generation, plan).await {
        // A shard that is lost between two questions is left out of both the second time.
        Err(EngineError::Incomplete { .. }) if plan.admits_partial => {
            search_once(client, generation, plan).await
        }
        answered => answered,
    }
}

async fn search_once(
    client: &Client,
    generation: &Generation,
    plan: &QueryPlan,
) -> Result<Hits, EngineError> {
    let weights = &plan.weights;
    let notice_fields = weights.notice_fields(plan.scope);
    let clause_fields = weights.clause_fields(plan.scope);
    let (notice_terms, clause_terms) = futures_util::future::try_join(
        CompiledTerms::new(client, generation, plan, &notice_fields),
        CompiledTerms::new(client, generation, plan, &clause_fields),
    )
    .await?;
    let is_partial = AtomicBool::new(false);
    let mut search = Search { client, generation, plan, notice_terms, clause_terms, is_partial };
    search.fit().await?;
    search.answer().await
}

/// What was found before anything is ranked again.
struct Found {
    answer: Value,
    candidates: Vec<Candidate>,
    /// The place of the first of the candidates among all.
    from: usize,
}

impl Search<'_> {
    async fn answer(&self) -> Result<Hits, EngineError> {
        let (plan, page) = (self.plan, self.plan.page);
        let ranks_again =
            plan.scope == Scope::Notices && plan.sort == Sort::Relevance && !plan.terms.is_empty();
        let wanted = page.start() + page.size();
        let adds_later = plan.sort == Sort::Relevance && self.defers();
        let is_first =
            (ranks_again || adds_later) && page.start() < boost::WINDOW && page.size() > 0;
        let (from, to) =
            if is_first { (0, wanted.max(boost::WINDOW)) } else { (page.start(), wanted) };
        let Found { answer, mut candidates, from } = self.find(from, to).await?;
        let again = if is_first { candidates.len().min(boost::WINDOW) } else { 0 };
        let shown = page.start() - from..(wanted - from).min(candidates.len());
        let shown = shown.start.min(shown.end)..shown.end;
        if adds_later {
            self.add_later(&mut candidates[..again]).await?;
        }
        let mut best = vec![BestClauses::default(); candidates.len()];
        if plan.scope == Scope::Notices && page.size() > 0 {
            best = window::rank_again(self, &mut candidates, again, shown.clone()).await?;
        }
        let mut hits = self.hits(&candidates[shown.clone()], &best[shown.clone()]).await?;
        if plan.explains {
            let counts = |at: usize| best[at].places.first().filter(|_| at < again).cloned();
            let shown: Vec<(Candidate, Option<Candidate>)> =
                shown.map(|at| (candidates[at].clone(), counts(at))).collect();
            explain::explain(self, &shown, &mut hits).await?;
        }
        let nothing = HashSet::new();
        let sections = self.shared_sections().await?.unwrap_or(&nothing);
        Ok(Hits {
            total: ask::total(&answer),
            hidden: ask::hidden(&answer),
            facets: facets::read(&plan.facets, &answer["aggregations"], sections),
            generation: self.generation.status.generation,
            hits,
            is_partial: self.is_partial.load(atomic::Ordering::Relaxed),
        })
    }

    /// Returns the sections that several notices have, where sections are counted.
    async fn shared_sections(&self) -> Result<Option<&HashSet<String>>, EngineError> {
        if self.plan.facets.iter().all(|facet| facet.field != FacetField::Section) {
            return Ok(None);
        }
        self.if_readable(self.generation.shared_sections(self.client).await)
    }

    /// Takes what is asked of the whole index; nothing where it cannot be read and the plan admits
    /// that.
    fn if_readable<T>(&self, asked: Result<T, EngineError>) -> Result<Option<T>, EngineError> {
        match asked {
            Err(EngineError::Incomplete { .. }) if self.plan.admits_partial => {
                self.is_partial.store(true, atomic::Ordering::Relaxed);
                Ok(None)
            }
            asked => asked.map(Some),
        }
    }

    /// Returns the plan as a question.
    pub(super) async fn question(&self, is_named: bool) -> Result<Question<'_>, EngineError> {
        static NONE: std::sync::LazyLock<HashMap<FacetField, BTreeSet<String>>> =
            std::sync::LazyLock::new(HashMap::new);
        let prefers = !self.plan.preferences.is_empty();
        let values = if prefers {
            self.if_readable(self.generation.values(self.client).await)?.unwrap_or(&NONE)
        } else {
            &*NONE
        };
        let (notice, clause) = (&self.notice_terms, &self.clause_terms);
        Ok(Question { plan: self.plan, notice, clause, values, is_named })
    }

    /// Has what counts least score later where a question would have more parts than a cluster
    /// takes.
    async fn fit(&mut self) -> Result<(), EngineError> {
        let searches_notices = self.plan.scope == Scope::Notices;
        loop {
            let question = self.question(false).await?;
            let whole = parts::count(&question.query(&[]));
            let second = if searches_notices {
                question.best_clause_scoring(Which::First)
            } else {
                question.notice_scoring(Which::First)
            };
            let second = second.iter().map(parts::count).sum::<usize>();
            let (of_notices, of_clauses) =
                if searches_notices { (whole, second) } else { (second, whole) };
            let excess = |parts: usize| parts.saturating_sub(parts::MOST_PARTS);
            let mut is_changed = false;
            for (terms, excess) in [
                (&mut self.notice_terms, excess(of_notices)),
                (&mut self.clause_terms, excess(of_clauses)),
            ] {
                is_changed |= excess > 0 && terms.defer(excess);
            }
            if !is_changed {
                return Ok(());
            }
        }
    }

    /// Tells whether anything scores only when the best are ranked again.
    fn defers(&self) -> bool {
        let of = |terms: &CompiledTerms| {
            terms.terms.iter().any(|term| !term.is_first)
                || terms.expansions.iter().any(|expansion| !expansion.is_first)
        };
        of(&self.notice_terms) || self.plan.scope != Scope::Notices && of(&self.clause_terms)
    }

    /// Adds what was left to the best, and puts them in order.
    async fn add_later(&self, candidates: &mut [Candidate]) -> Result<(), EngineError> {
        let question = self.question(false).await?;
        let notice = |candidate: &Candidate| notice_id(&NoticeId::given(candidate.key.as_str()));
        let notices: BTreeSet<String> = candidates.iter().map(notice).collect();
        let of_notices = self.scores(&notices, question.notice_scoring(Which::Later)).await?;
        let added =
            |scores: &HashMap<String, f32>, id: &str| scores.get(id).copied().unwrap_or(0.0);
        for candidate in candidates.iter_mut() {
            candidate.score += added(&of_notices, &notice(candidate));
        }
        if self.plan.scope != Scope::Notices {
            let units: BTreeSet<String> =
                candidates.iter().map(|candidate| candidate.id.clone()).collect();
            let of_units = self.scores(&units, question.clause_scoring(Which::Later)).await?;
            for candidate in candidates.iter_mut() {
                let own = if candidate.is_head { self.plan.weights.head } else { 1.0 };
                candidate.score += own * added(&of_units, &candidate.id);
            }
        }
        candidates.sort_by(order);
        Ok(())
    }

    /// Scores some documents by parts that may be more than one question takes.
    pub(super) async fn scores(
        &self,
        ids: &BTreeSet<String>,
        scoring: Vec<Value>,
    ) -> Result<HashMap<String, f32>, EngineError> {
        let mut scores: HashMap<String, f32> = HashMap::new();
        for candidate in self.score(ids, scoring).await? {
            *scores.entry(candidate.id).or_default() += candidate.score;
        }
        Ok(scores)
    }

    /// The same, with what each question says of each document.
    pub(super) async fn score(
        &self,
        ids: &BTreeSet<String>,
        scoring: Vec<Value>,
    ) -> Result<Vec<Candidate>, EngineError> {
        let mut scored = Vec::new();
        if ids.is_empty() {
            return Ok(scored);
        }
        for scoring in parts::packed(scoring) {
            let body = json!({
                "size": ids.len(),
                "query": {"bool": {"filter": [{"ids": {"values": ids}}], "should": scoring}},
                "_source": false,
                "docvalue_fields": ["key", "at", "unit"],
            });
            scored.extend(ask::candidates(&self.ask(&body).await?));
        }
        Ok(scored)
    }

    /// Finds the candidates from one place to another, with all counts.
    async fn find(&self, from: usize, to: usize) -> Result<Found, EngineError> {
        let question = self.question(false).await?;
        let narrow = |exceptions: &[String]| {
            let folds = self.plan.folds_copies.then_some(exceptions);
            Narrowing::new(&self.plan.filters, self.plan.today, question.pinned(), folds)
        };
        let narrowing = narrow(&[]);
        let query = question.query(&narrowing.bounds);
        let is_deep = to > MOST_AT_ONCE;
        let first = if is_deep { (0, MOST_AT_ONCE.min(to)) } else { (from, to - from) };
        let answer = self.ask(&ask::body(self.plan, &query, &narrowing, first)).await?;
        let exceptions = self.exceptions(&query, &answer).await?;
        let (narrowing, answer) = if exceptions.is_empty() {
            (narrowing, answer)
        } else {
            let narrowing = narrow(&exceptions);
            let answer = self.ask(&ask::body(self.plan, &query, &narrowing, first)).await?;
            (narrowing, answer)
        };
        let mut candidates = ask::candidates(&answer);
        if !is_deep {
            return Ok(Found { answer, candidates, from });
        }
        let mut next = 0;
        while candidates.len() == next + MOST_AT_ONCE && candidates.len() < to {
            next = candidates.len();
            let size = MOST_AT_ONCE.min(to - next);
            let mut body = ask::body(self.plan, &query, &narrowing, (0, size));
            body["aggs"] = json!({});
            body["search_after"] = candidates[next - 1].sorted.clone();
            candidates.extend(ask::candidates(&self.ask(&body).await?));
        }
        Ok(Found { answer, candidates, from: 0 })
    }

    /// Returns the places of all copies that are shown though others of their text come before them.
    async fn exceptions(&self, query: &Value, answer: &Value) -> Result<Vec<String>, EngineError> {
        let (mut exceptions, mut after) = ask::exceptions(answer);
        while let Some(last) = after {
            let answer = self.ask(&ask::more_folds(self.plan, query, &last)).await?;
            let (more, next) = ask::exceptions(&answer);
            exceptions.extend(more);
            after = next;
        }
        Ok(exceptions)
    }

    /// Asks the index of the generation.
    pub(super) async fn ask(&self, body: &Value) -> Result<Value, EngineError> {
        let admits_partial = self.plan.admits_partial;
        let request = Request::post(self.generation.search_path(admits_partial), body);
        if !admits_partial {
            return self.client.ask(&request).await;
        }
        let (answer, is_partial) = shards::ask_readable(self.client, &request).await?;
        self.is_partial.fetch_or(is_partial, atomic::Ordering::Relaxed);
        Ok(answer)
    }

    async fn hits(
        &self,
        shown: &[Candidate],
        best: &[BestClauses],
    ) -> Result<Vec<Hit>, EngineError> {
        let of_clauses = self.plan.scope != Scope::Notices;
        let mut places: Vec<Candidate> = Vec::new();
        for (candidate, best) in shown.iter().zip(best) {
            places.extend(of_clauses.then(|| candidate.clone()));
            places.extend(best.places.iter().cloned());
        }
        let keys: Vec<String> = shown.iter().map(|candidate| candidate.key.clone()).collect();
        let clauses = records::clauses(self.client, &self.generation.index, &places);
        let notices = records::notices(self.client, &self.generation.index, &keys);
        let (clauses, mut notices) = futures_util::future::try_join(clauses, notices).await?;
        let cites = records::complete(self.client, &self.generation.index, &mut notices).await;
        self.if_readable(cites)?;
        let notices: HashMap<&str, &NoticeRecord> =
            notices.iter().map(|record| (record.id.as_str(), record)).collect();
        let hit = |(candidate, best): (&Candidate, &BestClauses)| {
            let own = of_clauses.then_some(candidate);
            let places = own.into_iter().chain(&best.places);
            let records: Vec<ClauseRecord> =
                places.filter_map(|place| clauses.get(&place.id).cloned()).collect();
            let notice = notices.get(candidate.key.as_str()).map(|record| (*record).clone());
            Ok(Hit {
                notice: notice.ok_or_else(|| {
                    EngineError::Internal(format!("the notice `{}` is not there", candidate.key))
                })?,
                clauses: records,
                score: candidate.score,
                pinned: candidate.pinned,
                explanation: None,
            })
        };
        shown.iter().zip(best).map(hit).collect()
    }
}

/// Says which of two notices comes first by relevance; ties go by date, then by key.
pub(super) fn order(one: &Candidate, two: &Candidate) -> Ordering {
    let by_score = two.pinned.cmp(&one.pinned).then(two.score.total_cmp(&one.score));
    by_score.then(two.day.cmp(&one.day)).then_with(|| (&one.key, one.at).cmp(&(&two.key, two.at)))
}
