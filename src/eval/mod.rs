//! Runs judged queries and writes what was found, in the forms that evaluation scripts read.
//!
//! Only the question side of a file is read: ids and texts, by types that have no other field.

pub mod facts;
pub mod groups;
pub mod precedents;
pub mod queries;

use jiff::civil::Date;
use serde::Serialize;

use crate::engine::hits::Hit;
use crate::eval::queries::JudgedQuery;
use crate::notice::clause::CELL_SEPARATOR;
use crate::query::boost::Weights;
use crate::query::request::{Page, Scope, SearchRequest};
use crate::search::Searcher;
use crate::search::answer::Normalised;
use crate::search::error::SearchError;

/// Name under which runs are written.
const TAG: &str = "zhengsou";

/// Characters of a sentence that tell where an answer stands.
const ANCHOR: usize = 40;

/// How queries are run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EvalOptions {
    /// The most results of a query.
    pub depth: usize,
    /// The day on which it is asked.
    pub today: Date,
    /// The weights of ranking.
    pub weights: Weights,
}

/// A clause found for a query, as a line of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClauseLine {
    /// Id of the query.
    pub qid: String,
    /// The notice that holds the clause.
    pub doc: String,
    /// Text of the clause.
    pub text: String,
}

/// Finds notices for a query; returns lines of a TREC run.
///
/// # Errors
///
/// As [`Searcher::search`].
pub async fn notices(
    searcher: &Searcher,
    query: &JudgedQuery,
    options: &EvalOptions,
) -> Result<Vec<String>, SearchError> {
    let hits = find(searcher, query, Scope::Notices, options).await?;
    let lines = hits.iter().zip(1..).map(|(hit, rank)| {
        let score = f64::from(hit.score) + if hit.pinned { 1e6 } else { 0.0 };
        format!("{} Q0 {} {rank} {score:.6} {TAG}", query.qid, hit.notice.source)
    });
    Ok(lines.collect())
}

/// Finds clauses for a query, in order of rank.
///
/// # Errors
///
/// As [`Searcher::search`].
pub async fn clauses(
    searcher: &Searcher,
    query: &JudgedQuery,
    options: &EvalOptions,
) -> Result<Vec<ClauseLine>, SearchError> {
    let hits = find(searcher, query, Scope::Clauses, options).await?;
    Ok(hits
        .iter()
        .filter_map(|hit| {
            let clause = &hit.clauses.first()?.clause;
            Some(ClauseLine {
                qid: query.qid.clone(),
                doc: hit.notice.source.clone(),
                text: clause.text.replace(CELL_SEPARATOR, ""),
            })
        })
        .collect())
}

/// The first suggestions for what was typed, as a line of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SuggestLine {
    /// Id of what was typed.
    pub sid: String,
    /// Texts, best first.
    pub suggestions: Vec<String>,
}

/// The searches related to a query, as a line of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelatedLine {
    /// The query.
    pub query: String,
    /// Terms, best first.
    pub related: Vec<String>,
}

/// Suggestions of one answer.
const SUGGESTIONS: usize = 8;

/// Completes what was typed.
///
/// # Errors
///
/// As [`Searcher::search`].
pub async fn suggest(
    searcher: &Searcher,
    typed: &JudgedQuery,
    options: &EvalOptions,
) -> Result<SuggestLine, SearchError> {
    let suggestions = searcher.suggest(&typed.text, SUGGESTIONS, options.today).await?;
    Ok(SuggestLine {
        sid: typed.qid.clone(),
        suggestions: suggestions.into_iter().map(|suggestion| suggestion.text).collect(),
    })
}

/// Finds the searches related to a query.
///
/// # Errors
///
/// As [`Searcher::search`].
pub async fn related(
    searcher: &Searcher,
    query: &JudgedQuery,
    options: &EvalOptions,
) -> Result<RelatedLine, SearchError> {
    let related = searcher.related(&query.text, options.today).await?;
    Ok(RelatedLine {
        query: query.text.clone(),
        related: related.into_iter().map(|related| related.text).collect(),
    })
}

/// An answer to a question, as a line of a run; without an answer no card is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerLine {
    /// Id of the question.
    pub qid: String,
    /// The words that answer.
    pub answer: Option<Vec<String>>,
    /// The notice that holds the clause.
    pub docid: Option<String>,
    /// Beginning of the sentence that answers.
    pub anchor: Option<String>,
    /// The answer in a form that programs compare.
    pub normalised: Option<Normalised>,
}

/// Answers a question with the best card.
///
/// # Errors
///
/// As [`Searcher::search`].
pub async fn answer(
    searcher: &Searcher,
    query: &JudgedQuery,
    today: Date,
) -> Result<AnswerLine, SearchError> {
    let request = SearchRequest { text: query.text.clone(), ..SearchRequest::default() };
    let best = searcher.answers(&request, today).await?.into_iter().next();
    let qid = query.qid.clone();
    let Some(best) = best else {
        return Ok(AnswerLine { qid, answer: None, docid: None, anchor: None, normalised: None });
    };
    Ok(AnswerLine {
        qid,
        answer: Some(best.spans),
        docid: Some(best.notice.source),
        anchor: Some(best.sentence.chars().take(ANCHOR).collect()),
        normalised: best.normalised,
    })
}

async fn find(
    searcher: &Searcher,
    query: &JudgedQuery,
    scope: Scope,
    options: &EvalOptions,
) -> Result<Vec<Hit>, SearchError> {
    let request = SearchRequest {
        text: query.text.clone(),
        scope,
        page: Page::all(options.depth),
        ..SearchRequest::default()
    };
    Ok(searcher.evaluate(&request, options.today, options.weights).await?.hits)
}
