//! Clauses that may answer: those that the engine finds, places taken strictly.

use std::collections::{BTreeSet, HashSet};

use jiff::civil::Date;

use crate::analysis::fold::{FoldedText, fold};
use crate::engine::Engine;
use crate::engine::document::{ClauseRecord, NoticeRecord};
use crate::engine::hits::Hit;
use crate::query::boost::Weights;
use crate::query::facet::FacetField;
use crate::query::plan::weighted;
use crate::query::request::{Page, Scope, SearchRequest};
use crate::query::understand::Understanding;
use crate::search::answer::question::{Place, Question};
use crate::search::error::SearchError;
use crate::search::world::World;

/// How many clauses of each search are looked at; 100 give the same cards on the judged questions
/// and take half as long again.
const DEPTH: usize = 50;

/// What the clauses count as that only the search of the place alone finds.
const DEEPEST_RANK: usize = 60;

/// What a notice of a place inside the one asked for counts.
const INSIDE: f32 = 0.85;

/// A clause that may answer.
#[derive(Debug)]
pub(crate) struct Candidate {
    /// Its notice.
    pub(crate) notice: NoticeRecord,
    /// The clause with its tasks.
    pub(crate) record: ClauseRecord,
    /// Title of the notice, folded.
    pub(crate) title: String,
    /// Headings above the clause, folded.
    pub(crate) path: String,
    /// Text, headings and title: what its words are told by.
    pub(crate) all_words: String,
    /// How many clauses were found before it.
    pub(crate) rank: usize,
    /// How sure it is that it is about the place of the question: 0 to 1.
    pub(crate) place: f32,
}

/// Finds the clauses that may answer. Where a question names places, the clauses of their notices
/// are searched a second time alone, so that no other place crowds them out; not where the reader
/// chose the places, which already keep others away.
pub(crate) async fn pool(
    engine: &dyn Engine,
    request: &SearchRequest,
    understanding: &Understanding,
    question: &Question,
    world: &World,
    today: Date,
) -> Result<Vec<Candidate>, SearchError> {
    let request = SearchRequest {
        text: request.text.clone(),
        scope: Scope::Clauses,
        filters: request.filters.clone(),
        page: Page::all(DEPTH),
        ..SearchRequest::default()
    };
    let mut plan = weighted(&request, understanding, &world.analyzer, today, Weights::of_values());
    if !plan.asks_for_text() {
        return Ok(Vec::new());
    }
    plan.matching.minimum = plan.matching.minimum.min(1);
    let mut hits = engine.search(&plan).await?.hits;
    let first_list = hits.len();
    let codes: BTreeSet<String> =
        question.places.iter().flat_map(|place| &place.codes).map(ToString::to_string).collect();
    let is_chosen = plan.filters.values.contains_key(&FacetField::Region);
    if !codes.is_empty() && !is_chosen {
        plan.filters.values.insert(FacetField::Region, codes);
        hits.extend(engine.search(&plan).await?.hits);
    }
    let mut seen = HashSet::new();
    let candidates = hits.into_iter().enumerate().filter_map(|(index, hit)| {
        let rank = if index < first_list { index } else { DEEPEST_RANK };
        let candidate = Candidate::new(hit, rank, &question.places)?;
        let key = (candidate.notice.id.clone(), candidate.record.clause.id.clone());
        seen.insert(key).then_some(candidate)
    });
    Ok(candidates.collect())
}

impl Candidate {
    /// Makes a candidate of a hit; `None` for one of another place.
    pub(crate) fn new(hit: Hit, rank: usize, places: &[Place]) -> Option<Self> {
        let record = hit.clauses.into_iter().next()?;
        let title = fold(hit.notice.title.as_deref().unwrap_or(""));
        let path = fold(&record.clause.path.join(" "));
        let text = FoldedText::new(&record.clause.text);
        let all_words = format!("{}\0{path}\0{title}", text.as_str());
        let place = fitness(&hit.notice, &all_words, places)?;
        Some(Self { notice: hit.notice, record, title, path, all_words, rank, place })
    }
}

/// Says how sure it is that a notice is about one of the places; `None` where it is not.
///
/// A notice of the place or of a place inside it is. One of a place that holds it may be, more so
/// where it names the place; one of elsewhere or of no known place only where it names it.
fn fitness(notice: &NoticeRecord, words: &str, places: &[Place]) -> Option<f32> {
    if places.is_empty() {
        return Some(1.0);
    }
    let of_place = |place: &Place| {
        let is_named = words.contains(&place.form);
        let Some(region) = notice.region.code else { return is_named.then_some(0.9) };
        if place.codes.contains(&region) {
            Some(1.0)
        } else if place.codes.iter().any(|code| code.holds(region)) {
            Some(INSIDE)
        } else if place.codes.iter().any(|code| region.holds(*code)) {
            Some(if is_named { 0.9 } else { 0.75 })
        } else {
            is_named.then_some(0.8)
        }
    };
    places.iter().filter_map(of_place).max_by(f32::total_cmp)
}
