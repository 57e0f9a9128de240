//! The description of the API is what the API does: its samples are replayed, and every answer has
//! the described status, type and shape, with no field beside.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::closed::Closing;
use crate::support::site::{Answer, Site};

/// The origin of the samples.
const ORIGIN: &str = "http://127.0.0.1:8080";

/// The description, its objects closed: a field that is not described is a fault.
struct Description(Value);

/// An operation of the description.
struct Operation<'a> {
    method: &'a str,
    path: &'a str,
    described: &'a Value,
}

impl Description {
    async fn of(site: &Site) -> Self {
        let mut document = site.get("/api/v1/openapi.json").await.json();
        let closing = Closing::of(&document);
        for schema in document["components"]["schemas"].as_object_mut().unwrap().values_mut() {
            closing.close_inside(schema);
        }
        Self(document)
    }

    fn operations(&self) -> Vec<Operation<'_>> {
        let paths = self.0["paths"].as_object().unwrap();
        let operations = paths.iter().flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap();
            methods.iter().map(move |(method, described)| Operation { method, path, described })
        });
        operations.collect()
    }

    /// Returns the described answer of an operation to a status.
    fn response<'a>(&'a self, operation: &Operation<'a>, status: u16) -> Option<&'a Value> {
        let response = operation.described["responses"].get(status.to_string())?;
        match response.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.0.pointer(reference.trim_start_matches('#')),
            None => Some(response),
        }
    }

    fn check(&self, operation: &Operation<'_>, answer: &Answer) {
        let shown = format!("{} {}", operation.method, operation.path);
        let response = self.response(operation, answer.status.as_u16());
        let response =
            response.unwrap_or_else(|| panic!("{shown}: {} {}", answer.status, answer.body));
        let media = answer.content_type().split(';').next().unwrap();
        let content = &response["content"];
        let described = content.get(media);
        let described = described.unwrap_or_else(|| panic!("{shown}: {media} is not in {content}"));
        if media == "application/jsonl" {
            let lines = answer.body.lines().map(serde_json::from_str::<Value>);
            assert!(lines.map(Result::unwrap).count() > 0, "{shown}: a result a line");
            return;
        }
        let body = answer.json();
        let faults: Vec<String> = self
            .validator(&described["schema"])
            .iter_errors(&body)
            .map(|fault| format!("{} at {}", fault, fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{shown}: {faults:#?}\n{body:#}");
    }

    /// Returns what checks answers of a shape.
    fn validator(&self, schema: &Value) -> Validator {
        let mut schema = schema.clone();
        Closing::of(&self.0).close(&mut schema);
        schema["components"] = self.0["components"].clone();
        Validator::new(&schema).unwrap()
    }
}

impl Operation<'_> {
    /// Tells whether it is in the shape of another API, problems too, and takes what that takes.
    fn is_adapter(&self) -> bool {
        self.path.starts_with("/api/algolia/")
    }
}

/// Returns where the objects of a value are, as pointers into it.
fn objects(value: &Value, at: &str) -> Vec<String> {
    match value {
        Value::Object(fields) => {
            let inner =
                fields.iter().flat_map(|(name, value)| objects(value, &format!("{at}/{name}")));
            inner.chain([at.to_owned()]).collect()
        }
        Value::Array(values) => {
            let values = values.iter().enumerate();
            values.flat_map(|(index, value)| objects(value, &format!("{at}/{index}"))).collect()
        }
        _ => Vec::new(),
    }
}

/// Asks what a sample asks, as curl would.
async fn replay(site: &Site, sample: &str) -> Answer {
    let quoted: Vec<&str> = sample.split('\'').skip(1).step_by(2).collect();
    let path = quoted[0].strip_prefix(ORIGIN).unwrap();
    if sample.contains(" --json ") {
        return site.send_json(path, &serde_json::from_str(quoted[1]).unwrap()).await;
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    for pair in &quoted[1..] {
        let (name, value) = pair.split_once('=').unwrap();
        query.append_pair(name, value);
    }
    site.get(&format!("{path}?{}", query.finish())).await
}

#[tokio::test]
async fn every_operation_answers_its_sample_as_described() {
    let site = Site::of_samples().await;
    let description = Description::of(&site).await;
    for operation in description.operations() {
        let sample = operation.described["x-codeSamples"][0]["source"].as_str().unwrap();
        if operation.described.get("security").is_some() {
            let path = operation.path.replace("{id}", "key");
            let answer = site.ask_by(&operation.method.to_uppercase(), &path, &[]).await;
            let refused = if operation.method == "get" { 401 } else { 403 };
            assert_eq!(answer.status, refused, "no key, nothing is taken: {}", answer.body);
            description.check(&operation, &answer);
            continue;
        }
        let answer = replay(&site, sample).await;
        assert_eq!(answer.status, 200, "{sample}\n{}", answer.body);
        description.check(&operation, &answer);
        if !answer.content_type().ends_with("json") {
            continue;
        }
        assert_ne!(
            answer.json().get("total"),
            Some(&json!(0)),
            "a sample finds something: {sample}"
        );
    }
}

#[tokio::test]
async fn searches_in_every_scope_and_shape_are_as_described() {
    let site = Site::of_samples().await;
    let description = Description::of(&site).await;
    let operations = description.operations();
    let search = operations.iter().find(|operation| operation.path == "/api/v1/search").unwrap();
    for query in [
        "q=政务公开&explain=true&facets=region:20,deadline_month&group=region",
        "q=政务公开&scope=clauses&explain=true&validity=any",
        "q=解读&scope=assignments&sort=deadline&highlight=none",
        "q=退休金怎么领&group=year",
        "q=zhengwu",
        "q=没有的词语组合&year=2024&department=教育",
        "q=政务公开&fields=id,title,clauses",
        "q=政务公开&highlight=offsets&group=region",
        "q=解读&scope=clauses&highlight=offsets",
        "per_page=0&facets=kind",
    ] {
        let path = format!("/api/v1/search?{}", encoded(query));
        let answer = site.get(&path).await;
        assert_eq!(answer.status, 200, "{query}");
        description.check(search, &answer);
    }
}

#[tokio::test]
async fn a_field_that_is_not_described_is_a_fault_wherever_it_stands() {
    let site = Site::of_samples().await;
    let description = Description::of(&site).await;
    for operation in description.operations() {
        let described = &operation.described["responses"]["200"]["content"]["application/json"];
        if operation.described.get("security").is_some() || described.is_null() {
            continue;
        }
        let sample = operation.described["x-codeSamples"][0]["source"].as_str().unwrap();
        let answer = replay(&site, sample).await.json();
        let validator = description.validator(&described["schema"]);
        assert!(validator.is_valid(&answer), "{sample}");
        // A hit of the adapter has whatever attributes a page asks for.
        let is_open = |place: &String| operation.is_adapter() && place.contains("/hits/");
        for place in objects(&answer, "").into_iter().filter(|place| !is_open(place)) {
            let mut other = answer.clone();
            other.pointer_mut(&place).unwrap()["colour"] = json!([["red"]]);
            assert!(!validator.is_valid(&other), "{sample}: at {place}");
        }
    }
}

#[tokio::test]
async fn every_operation_refuses_what_it_does_not_know_as_described() {
    let site = Site::of_samples().await;
    let description = Description::of(&site).await;
    for operation in description.operations() {
        let path = operation.path.replace("{id}", "nowhere:1").replace(['{', '}'], "");
        let answer = match operation.method {
            "get" => site.get(&format!("{path}?colour=red")).await,
            "post" => site.send_json(&format!("{path}?colour=red"), &json!({ "text": "x" })).await,
            other => site.ask_by(&other.to_uppercase(), &format!("{path}?colour=red"), &[]).await,
        };
        if operation.is_adapter() {
            assert_eq!(answer.status, 400, "{path}: {}", answer.body);
            description.check(&operation, &answer);
            continue;
        }
        assert_eq!(answer.status, 422, "{path}: {}", answer.body);
        assert_eq!(answer.json()["errors"][0]["parameter"], "colour", "{path}");
        description.check(&operation, &answer);
        if operation.method == "get" && operation.path.contains("{id}") {
            let missing = site.get(&path).await;
            assert_eq!(missing.status, 404, "{path}: {}", missing.body);
            description.check(&operation, &missing);
        }
    }
}

#[tokio::test]
async fn bodies_that_cannot_be_read_are_told_apart() {
    let site = Site::of_samples().await;
    let description = Description::of(&site).await;
    let posts = description.operations();
    // What needs a key is not read before there is one.
    let is_open = |operation: &&Operation<'_>| operation.described.get("security").is_none();
    for operation in posts.iter().filter(|operation| operation.method == "post").filter(is_open) {
        let long = format!("\"{}\"", "长".repeat(1_000_000));
        for (kind, body, status) in [
            ("application/json", "{", 400),
            ("application/json", "[]", 422),
            ("application/json", r#"{"colour": "red"}"#, 422),
            ("text/plain", r#"{"text": "x"}"#, 415),
            ("application/json", &long, 413),
        ] {
            // What is to be read is JSON there, whatever it is called.
            let is_shape = matches!(status, 415 | 422);
            let status = if operation.is_adapter() && is_shape { 400 } else { status };
            let path = operation.path.replace("{index}", "notices").replace("{facet}", "kind");
            let answer = site.send(&path, kind, body.to_owned()).await;
            let shown = body.chars().take(20).collect::<String>();
            assert_eq!(answer.status, status, "{} {kind} {shown}: {}", operation.path, answer.body);
            description.check(operation, &answer);
        }
    }
}

#[tokio::test]
async fn every_path_of_the_api_names_its_methods() {
    let site = Site::of_samples().await;
    let description = Description::of(&site).await;
    let mut methods: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for operation in description.operations() {
        methods.entry(operation.path).or_default().insert(operation.method.to_uppercase());
    }
    for (path, known) in methods {
        let answer = site.ask_by("PATCH", &path.replace(['{', '}'], ""), &[]).await;
        assert_eq!(answer.status, 405, "{path}");
        let is_adapter = path.starts_with("/api/algolia/");
        let problem = if is_adapter { "application/json" } else { "application/problem+json" };
        assert_eq!(answer.content_type(), problem, "{path}");
        let allowed = answer.headers["allow"].to_str().unwrap();
        let allowed = allowed.split(',').filter(|method| *method != "HEAD");
        assert_eq!(allowed.map(str::to_owned).collect::<BTreeSet<_>>(), known, "{path}");
    }
}

fn encoded(query: &str) -> String {
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap());
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}
