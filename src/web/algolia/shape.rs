//! What is told of the bodies that the adapter takes.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::query::request::{FacetRequest, Page, SearchRequest};
use crate::web::algolia::MOST_QUERIES;
use crate::web::algolia::attribute::Attribute;
use crate::web::algolia::given::PASSED_OVER;
use crate::web::algolia::index::Index;

/// Several queries.
#[derive(Debug)]
pub(in crate::web) struct QueriesBody;

/// One query to an index that the path names.
#[derive(Debug)]
pub(in crate::web) struct QueryBody;

impl JsonSchema for QueriesBody {
    fn schema_name() -> Cow<'static, str> {
        "AlgoliaQueries".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut properties = parameters();
        let names = json!({ "type": "string", "enum": Index::names() });
        properties.insert("indexName".to_owned(), names);
        let kinds = json!({ "enum": ["default", "facet"] });
        properties.insert("type".to_owned(), or_none(kinds));
        let counted = json!({ "enum": Attribute::names_counted() });
        properties.insert("facet".to_owned(), or_none(counted));
        let query = closed(&properties, &["indexName"]);
        let properties = json!({
            "requests": { "type": "array", "maxItems": MOST_QUERIES, "items": query },
            "strategy": { "const": "none" },
        });
        let properties = properties.as_object().cloned().unwrap_or_default();
        closed(&properties, &["requests"]).try_into().unwrap_or_default()
    }
}

impl JsonSchema for QueryBody {
    fn schema_name() -> Cow<'static, str> {
        "AlgoliaQuery".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        closed(&parameters(), &[]).try_into().unwrap_or_default()
    }
}

fn closed(properties: &Map<String, Value>, required: &[&str]) -> Value {
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// Clients write `null` where they ask for nothing.
fn or_none(mut schema: Value) -> Value {
    let description = schema.as_object_mut().and_then(|schema| schema.remove("description"));
    let mut either = json!({ "anyOf": [schema, { "type": "null" }] });
    if let Some(description) = description {
        either["description"] = description;
    }
    either
}

fn parameters() -> Map<String, Value> {
    let text = json!({ "type": "string" });
    let texts = json!({ "anyOf": [text, { "type": "array", "items": text }] });
    let groups = json!({ "anyOf": [
        text,
        { "type": "array", "items": { "anyOf": [text, { "type": "array", "items": text }] } },
    ] });
    let whole = |least: usize, most: usize| {
        json!({ "anyOf": [
            { "type": "integer", "minimum": least, "maximum": most },
            { "type": "string", "pattern": "^[0-9]+$" },
        ] })
    };
    let counted: Vec<&str> = Attribute::names_counted().into_iter().chain(["*"]).collect();
    let mut parameters = json!({
        "params": {
            "anyOf": [text, { "type": "object" }],
            "description": "The others as the text of an address, as version 4 of the client writes them.",
        },
        "query": { "type": "string", "maxLength": SearchRequest::LONGEST_TEXT },
        "page": whole(0, Page::DEEPEST - 1),
        "hitsPerPage": whole(0, Page::LARGEST),
        "facets": { "anyOf": [
            text,
            { "type": "array", "items": { "enum": counted } },
        ], "description": "Attributes whose values are counted, in a text with commas between them; `*` for all dimensions." },
        "maxValuesPerFacet": whole(1, FacetRequest::MOST),
        "facetFilters": groups,
        "numericFilters": groups,
        "filters": { "type": "string", "description": "Conditions with AND, OR and brackets: `kind:通知 AND (year:2023 OR year:2024)`." },
        "tagFilters": { "anyOf": [{ "const": "" }, { "type": "array", "maxItems": 0 }] },
        "attributesToRetrieve": texts,
        "attributesToHighlight": texts,
        "attributesToSnippet": texts,
        "highlightPreTag": text,
        "highlightPostTag": text,
        "facetName": text,
        "facetQuery": text,
        "maxFacetHits": whole(1, 100),
    });
    parameters["page"]["description"] = "Number of the page, from 0.".into();
    let object = parameters.as_object_mut().into_iter().flatten();
    object.for_each(|(_, schema)| *schema = or_none(schema.take()));
    for name in PASSED_OVER {
        parameters[name] = json!({ "description": "Passed over." });
    }
    parameters.as_object().cloned().unwrap_or_default()
}
