//! `/api/docs`: the description of the API for people, made of the same document as programs get.

mod shape;

use std::sync::LazyLock;

use askama::Template;
use axum::response::Html;
use serde_json::{Map, Value};

use crate::web::api::operation::Operation;
use crate::web::api::{openapi, operations};
use crate::web::api_docs::shape::{Shape, Word, WordKind, words};
use crate::web::error::PageError;
use crate::web::frame::Frame;
use crate::web::pages::view::render;

#[derive(Debug, Template)]
#[template(path = "api_docs.html")]
struct DocsPage {
    frame: Frame,
    parts: Vec<PartView>,
    problems: Vec<ProblemView>,
    types: Vec<TypeView>,
}

/// Operations about one thing.
#[derive(Debug)]
struct PartView {
    name: String,
    says: String,
    operations: Vec<OperationView>,
}

#[derive(Debug)]
struct OperationView {
    name: String,
    method: String,
    path: String,
    says: Vec<Word>,
    sample: String,
    parameters: Vec<FieldView>,
    body: Vec<FieldView>,
    /// The media types of the answer, each with its shape.
    answers: Vec<(String, Shape)>,
    statuses: Vec<String>,
}

#[derive(Debug)]
struct FieldView {
    name: String,
    required: bool,
    says: Vec<Word>,
    shape: Shape,
}

#[derive(Debug)]
struct ProblemView {
    status: String,
    says: String,
}

#[derive(Debug)]
struct TypeView {
    name: String,
    says: String,
    fields: Vec<FieldView>,
    /// What it is, where it has no fields.
    shape: Shape,
}

/// Shows the description.
pub(in crate::web) async fn docs(frame: Frame) -> Result<Html<String>, PageError> {
    let document = openapi::document();
    let operations = operations::all();
    let part = |tag: &Value| {
        let name = text(tag, "name");
        let own = operations.iter().filter(|operation| operation.tag.name() == name);
        let view = |operation: &Operation| {
            let method = operation.verb.name();
            OperationView::new(method, operation.path, &document["paths"][operation.path][method])
        };
        PartView { says: text(tag, "description"), operations: own.map(view).collect(), name }
    };
    let parts = array(document, "tags").iter().map(part).collect();
    let responses = object(&document["components"], "responses");
    let problem = |(status, response): (&String, &Value)| ProblemView {
        status: status.clone(),
        says: text(response, "description"),
    };
    let problems = responses.iter().map(problem).collect();
    let types = object(&document["components"], "schemas").iter().map(TypeView::new).collect();
    render(&DocsPage { frame, parts, problems, types })
}

impl OperationView {
    fn new(method: &str, path: &str, operation: &Value) -> Self {
        let content = object(&operation["responses"]["200"], "content");
        let body = object(&operation["requestBody"], "content").values().next();
        let body = body.map_or(&Value::Null, |body| &body["schema"]);
        let statuses = object(operation, "responses").keys().filter(|status| *status != "200");
        Self {
            name: text(operation, "operationId"),
            method: method.to_uppercase(),
            path: path.to_owned(),
            says: words(&format!(
                "{} {}",
                text(operation, "summary"),
                text(operation, "description")
            )),
            sample: text(&operation["x-codeSamples"][0], "source"),
            parameters: array(operation, "parameters")
                .iter()
                .map(FieldView::of_parameter)
                .collect(),
            body: fields_of(body),
            answers: content
                .iter()
                .map(|(media, answer)| (media.clone(), Shape::of(&answer["schema"])))
                .collect(),
            statuses: statuses.cloned().collect(),
        }
    }
}

impl FieldView {
    fn of_parameter(parameter: &Value) -> Self {
        Self {
            name: text(parameter, "name"),
            required: parameter["required"] == true,
            says: words(&text(parameter, "description")),
            shape: Shape::of(parameter["schema"].get("items").unwrap_or(&parameter["schema"])),
        }
    }
}

impl TypeView {
    fn new((name, schema): (&String, &Value)) -> Self {
        Self {
            name: name.clone(),
            says: text(schema, "description"),
            fields: fields_of(schema),
            shape: Shape::of(schema),
        }
    }
}

fn fields_of(schema: &Value) -> Vec<FieldView> {
    let required: Vec<&str> = array(schema, "required").iter().filter_map(Value::as_str).collect();
    let field = |(name, field): (&String, &Value)| FieldView {
        name: name.clone(),
        required: required.contains(&name.as_str()),
        says: words(&text(field, "description")),
        shape: Shape::of(field),
    };
    object(schema, "properties").iter().map(field).collect()
}

/// Returns a text of a value; nothing where it has none.
fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn array<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn object<'a>(value: &'a Value, name: &str) -> &'a Map<String, Value> {
    static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
    value.get(name).and_then(Value::as_object).unwrap_or(&NONE)
}
