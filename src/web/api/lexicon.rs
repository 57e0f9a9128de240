//! `/api/v1/lexicon`: what citizens say for what official documents write.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;

use crate::lexicon::colloquial::{Concept, Relation};
use crate::search::response::PageInfo;
use crate::web::error::ApiError;
use crate::web::params::lexicon::LexiconParams;
use crate::web::state::AppState;

/// Concepts of the lexicon.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::web) struct LexiconPage {
    /// How many concepts there are on all pages.
    total: u64,
    /// Which page this is.
    page: PageInfo,
    /// The concepts; those that say just what is looked up first.
    concepts: Vec<ConceptBody>,
}

/// A concept, and how it is said and written.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Concept")]
struct ConceptBody {
    /// Its name.
    name: String,
    /// Terms of official documents that are searched for it.
    official: Vec<String>,
    /// What citizens say.
    forms: Vec<String>,
    /// How what is said relates to what is written.
    relation: Relation,
}

impl ConceptBody {
    fn of(concept: &Concept) -> Self {
        let Concept { name, official, forms, relation, .. } = concept.clone();
        Self { name, official, forms, relation }
    }
}

/// Answers with the concepts of a text, or with all.
pub(in crate::web) async fn lexicon(
    State(app): State<AppState>,
    params: LexiconParams,
) -> Result<Json<LexiconPage>, ApiError> {
    let LexiconParams { text, page } = params;
    let lexicon = app.searcher.lexicon().await?;
    let found = lexicon.colloquial.saying(&text);
    let total = found.len() as u64;
    let shown = found.into_iter().skip(page.start()).take(page.size());
    let concepts = shown.map(ConceptBody::of).collect();
    Ok(Json(LexiconPage { total, page: PageInfo::new(page, total), concepts }))
}
