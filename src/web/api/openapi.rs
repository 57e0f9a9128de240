//! `/api/v1/openapi.json`: the description of the API (`OpenAPI` 3.1), made of its operations.

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::Response;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};

use crate::access::credentials::SIGNED;
use crate::web::api::operation::{Body, BodyShape, Operation, Tag, Verb};
use crate::web::api::operations;
use crate::web::api::parameter::{Parameter, Place};
use crate::web::conditional::Tag as EntityTag;
use crate::web::error::{Problem, problems};

/// An hour: it changes with the program alone.
const KEPT: &str = "public, max-age=3600";

static DOCUMENT: LazyLock<Value> = LazyLock::new(made);

static TEXT: LazyLock<String> = LazyLock::new(|| DOCUMENT.to_string());

/// Answers with the description.
pub(in crate::web) async fn describe(headers: HeaderMap) -> Response {
    let tag = EntityTag::of_text(&TEXT);
    if tag.is_held(&headers) {
        return tag.unchanged(KEPT);
    }
    tag.answer("application/json", KEPT, Bytes::from_static(TEXT.as_bytes()))
}

/// Returns the description.
pub(in crate::web) fn document() -> &'static Value {
    &DOCUMENT
}

fn made() -> Value {
    let mut settings = SchemaSettings::draft2020_12().for_serialize();
    settings.definitions_path = "/components/schemas".into();
    settings.meta_schema = None;
    let mut generator = settings.into_generator();
    let mut paths = Map::new();
    for operation in operations::all() {
        let described = described(&operation, &mut generator);
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.verb.name()] = described;
    }
    let problem = generator.subschema_for::<Problem>();
    let mut schemas = generator.take_definitions(true);
    for name in ["NoticeResult", "ClauseResult"] {
        // `fields` may leave out any of them.
        if let Some(Value::Object(schema)) = schemas.get_mut(name) {
            schema.remove("required");
        }
    }
    for name in ["NoticeResult", "ClauseResult", "ClauseSummary"] {
        schemas.get_mut(name).into_iter().for_each(with_offsets);
    }
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": "政搜",
            "version": "v1",
            "summary": "Full-text search over Chinese policy notices (政策公文).",
            "description": "Clauses with their responsible units and deadlines, across places. \
                Fields may be added; none is taken away or changes its meaning within v1.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/", "description": "This site." }],
        "tags": Tag::ALL.map(|tag| json!({ "name": tag.name(), "description": tag.says() })),
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": problem_responses(&problem.to_value()),
            "securitySchemes": security(),
        },
    })
}

/// Describes what stands in place of HTML where marks are wanted by their places.
fn with_offsets(schema: &mut Value) {
    let Some(properties) = schema["properties"].as_object_mut() else { return };
    let stems: Vec<String> =
        properties.keys().filter_map(|name| Some(name.strip_suffix("html")?.to_owned())).collect();
    for stem in &stems {
        let place = json!({ "type": "integer", "minimum": 0 });
        let pair = json!({ "type": "array", "items": place, "minItems": 2, "maxItems": 2 });
        let says = "In place of HTML with `highlight=offsets`";
        properties.insert(
            format!("{stem}text"),
            json!({ "type": "string", "description": format!("{says}: the text.") }),
        );
        let says = format!("{says}: where marks begin and end in it, in characters from 0.");
        properties.insert(
            format!("{stem}marks"),
            json!({ "type": "array", "items": pair, "description": says }),
        );
    }
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| !name.as_str().is_some_and(|name| name.ends_with("html")));
    }
}

fn described(operation: &Operation, generator: &mut SchemaGenerator) -> Value {
    let mut content = Map::new();
    for answer in &operation.answers {
        let schema = answer.schema.map(|schema| schema(generator).to_value());
        content.insert(
            answer.media.to_owned(),
            schema.map_or_else(|| json!({}), |schema| json!({ "schema": schema })),
        );
    }
    let mut responses = Map::from_iter([(
        "200".to_owned(),
        json!({ "description": "The answer.", "content": content }),
    )]);
    if operation.creates {
        let content = responses["200"]["content"].clone();
        responses.insert("201".to_owned(), json!({ "description": "Made.", "content": content }));
    }
    responses.extend(operation.problems.iter().map(|status| {
        let response = match operation.problem {
            None => json!({ "$ref": format!("#/components/responses/{status}") }),
            Some(problem) => json!({
                "description": meaning(*status),
                "content": { "application/json": { "schema": problem(generator) } },
            }),
        };
        (status.to_string(), response)
    }));
    let mut described = json!({
        "operationId": operation.name,
        "tags": [operation.tag.name()],
        "summary": operation.summary,
        "parameters": operation.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "responses": responses,
        "x-codeSamples": [{ "lang": "Shell", "label": "curl", "source": sample(operation) }],
    });
    if operation.guarded {
        described["security"] = json!([{ "key": [] }, { "signature": [] }]);
    }
    if !operation.details.is_empty() {
        described["description"] = operation.details.into();
    }
    if let Some(body) = &operation.body {
        described["requestBody"] = request_body(body);
    }
    described
}

/// Shows how the sample library is asked.
fn sample(operation: &Operation) -> String {
    let (path, query) = operation.example.split_once('?').unwrap_or((operation.example, ""));
    let address = format!("'http://127.0.0.1:8080{path}'");
    let method = match operation.verb {
        Verb::Get | Verb::Post => "",
        Verb::Put => "-X PUT ",
        Verb::Delete => "-X DELETE ",
    };
    let key = if operation.guarded { " -H \"Authorization: Bearer $ZS_KEY\"" } else { "" };
    if let Some(body) = &operation.body {
        return match body.media[0] {
            "application/json" => format!("curl {method}{address}{key} --json '{}'", body.example),
            media => format!(
                "curl {method}{address}{key} -H 'Content-Type: {media}' --data-binary '{}'",
                body.example
            ),
        };
    }
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let given: Vec<String> = pairs.map(|pair| format!("--data-urlencode '{pair}'")).collect();
    match given[..] {
        [] => format!("curl {method}{address}{key}"),
        _ => format!("curl -G {address} \\\n  {}", given.join(" \\\n  ")),
    }
}

fn parameter(parameter: &Parameter) -> Value {
    let place = match parameter.place {
        Place::Path => "path",
        Place::Query => "query",
    };
    let mut described = json!({
        "name": parameter.name,
        "in": place,
        "required": parameter.required,
        "description": parameter.description,
        "schema": parameter.schema,
    });
    if !parameter.required {
        // Forms send fields that nobody filled in; such a parameter is as good as left out.
        described["allowEmptyValue"] = true.into();
    }
    described
}

fn request_body(body: &Body) -> Value {
    let mut settings = SchemaSettings::draft2020_12().for_deserialize();
    settings.inline_subschemas = true;
    settings.meta_schema = None;
    let mut generator = settings.into_generator();
    let schema = match &body.shape {
        BodyShape::Type(schema) => schema(&mut generator).to_value(),
        BodyShape::Parameters(parameters) => object_of(parameters),
    };
    // Lines are shown as they are sent.
    let example: Value = serde_json::from_str(body.example).unwrap_or_else(|_| body.example.into());
    let one = json!({ "schema": schema, "example": example });
    let content = body.media.iter().map(|media| ((*media).to_owned(), one.clone()));
    let files = body.files.iter().map(|media| ((*media).to_owned(), json!({})));
    json!({ "required": true, "content": content.chain(files).collect::<Map<_, _>>() })
}

/// Describes an object whose fields are parameters.
fn object_of(parameters: &[Parameter]) -> Value {
    let properties = parameters.iter().map(|parameter| {
        let mut schema = parameter.schema.clone();
        if let Some(one) = schema.get("items").cloned() {
            schema = json!({ "anyOf": [one, schema] });
        }
        schema["description"] = parameter.description.clone().into();
        (parameter.name.to_owned(), schema)
    });
    json!({
        "type": "object",
        "properties": properties.collect::<Map<_, _>>(),
        "additionalProperties": false,
    })
}

/// Describes how a request proves a key.
fn security() -> Value {
    json!({
        "key": {
            "type": "http",
            "scheme": "bearer",
            "description": "A key that the operator makes with `zhengsou keys create`.",
        },
        "signature": {
            "type": "http",
            "scheme": SIGNED,
            "description": "A signature by a key, which does not travel itself: docs/writing.md.",
        },
    })
}

/// Says what a status of a problem means.
fn meaning(status: u16) -> &'static str {
    let known = problems().into_iter().find(|(known, _)| *known == status);
    known.map_or("A problem.", |(_, says)| says)
}

/// Describes the problems by status; every one is of one shape (RFC 9457).
fn problem_responses(shape: &Value) -> Map<String, Value> {
    let response = |(status, says): (u16, &str)| {
        let content = json!({ "application/problem+json": { "schema": shape } });
        (status.to_string(), json!({ "description": says, "content": content }))
    };
    problems().into_iter().map(response).collect()
}
