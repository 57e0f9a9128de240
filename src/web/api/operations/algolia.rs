//! Operations in the shape of Algolia's API.

use serde_json::json;

use crate::web::algolia;
use crate::web::algolia::answer::{Answers, HitsAnswer};
use crate::web::algolia::facet_search::FacetHits;
use crate::web::algolia::problem::Message;
use crate::web::algolia::shape::{QueriesBody, QueryBody};
use crate::web::api::operation::{Operation, Tag};
use crate::web::api::parameter::Parameter;

pub(super) fn operations() -> Vec<Operation> {
    let operations = [
        Operation::post("/api/algolia/1/indexes/*/queries", algolia::queries)
            .named(Tag::Algolia, "algolia_queries", "Answers several queries.")
            .details(
                "Indexes are `notices`, `clauses` and `assignments`; those with an order behind \
                 their name, such as `notices_newest`, are sorted by it. Values of one attribute are \
                 alternatives, and its counts leave its own filter out.",
            )
            .body::<QueriesBody>(
                r#"{"requests": [{"indexName": "notices", "query": "政务公开", "facets": ["kind", "region.lvl0"], "facetFilters": [["year:2023", "year:2024"]]}]}"#,
            )
            .answers::<Answers>(),
        Operation::post("/api/algolia/1/indexes/{index}/query", algolia::query)
            .named(Tag::Algolia, "algolia_query", "Answers a query to one index.")
            .body::<QueryBody>(r#"{"params": "query=政务公开&hitsPerPage=5"}"#)
            .answers::<HitsAnswer>()
            .example("/api/algolia/1/indexes/clauses/query"),
        Operation::post("/api/algolia/1/indexes/{index}/facets/{facet}/query", algolia::facet)
            .named(Tag::Algolia, "algolia_facet", "Searches the values of an attribute.")
            .body::<QueryBody>(r#"{"facetQuery": "教", "query": "政务公开"}"#)
            .answers::<FacetHits>()
            .example("/api/algolia/1/indexes/notices/facets/department/query"),
    ];
    let complete = |operation: Operation| {
        operation.with(clients()).fails_with(&[404]).problems_as::<Message>()
    };
    operations.into_iter().map(complete).collect()
}

/// What clients write into every address; none of it is looked at.
fn clients() -> impl Iterator<Item = Parameter> {
    let names = [
        "x-algolia-agent",
        "x-algolia-api-key",
        "x-algolia-application-id",
        "x-algolia-request-id",
    ];
    names.into_iter().map(|name| Parameter::new(name, "Passed over.", json!({ "type": "string" })))
}
