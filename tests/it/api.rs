//! The API: shapes, strict parameters, and counts that never contradict the list.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::site::{Site, url};

/// Queries over the samples that differ in kind, scope and filters.
const TWENTY: [&[(&str, &str)]; 20] = [
    &[],
    &[("q", "政务公开")],
    &[("q", "政务公开"), ("scope", "clauses")],
    &[("q", "政务公开"), ("scope", "assignments")],
    &[("q", "\"站内检索\"")],
    &[("q", "关键词推荐 拼音")],
    &[("q", "泽政办发〔2023〕18号")],
    &[("q", "营商环境 -公开")],
    &[("q", "养老服务"), ("validity", "any")],
    &[("q", "通知"), ("validity", "expired"), ("validity", "repealed")],
    &[("q", "工作要点"), ("year", "2022"), ("year", "2023")],
    &[("q", "安全生产"), ("level", "city")],
    &[("q", "公开"), ("region", "990100")],
    &[("q", "任务"), ("scope", "clauses"), ("department", "none")],
    &[("scope", "assignments"), ("sort", "deadline")],
    &[("q", "补贴"), ("kind", "通知"), ("sort", "newest")],
    &[("q", "政府网站"), ("scope", "clauses"), ("openness", "主动公开")],
    &[("q", "教育局 责任单位"), ("scope", "assignments"), ("page", "2"), ("per_page", "3")],
    &[("q", "不存在的词语组合"), ("sort", "oldest")],
    &[("q", "企业"), ("date_from", "2022-01-01"), ("date_to", "2023-12-31")],
];

/// Parameters that narrow by one value.
const FIELDS: [&str; 12] = [
    "region",
    "level",
    "issuer",
    "department",
    "unit",
    "section",
    "openness",
    "year",
    "kind",
    "topic",
    "validity",
    "deadline_month",
];

/// Returns every value of a facet with its count, places inside places among them.
fn flat(entries: &Value, into: &mut Vec<(String, u64)>) {
    for entry in entries.as_array().into_iter().flatten() {
        into.push((entry["value"].as_str().unwrap().to_owned(), entry["count"].as_u64().unwrap()));
        flat(&entry["children"], into);
    }
}

#[tokio::test]
async fn every_facet_count_is_the_count_of_what_its_filter_gives() {
    let site = Site::of_samples().await;
    let wanted = FIELDS.map(|field| format!("{field}:100")).join(",");
    let mut compared = 0;
    for query in TWENTY {
        let mut asked = query.to_vec();
        asked.push(("facets", wanted.as_str()));
        let answer = site.json("/api/v1/search", &asked).await;
        for field in FIELDS {
            let mut counted = Vec::new();
            flat(&answer["facets"][field], &mut counted);
            for (value, count) in counted {
                let mut narrowed: Vec<(&str, &str)> = query
                    .iter()
                    .filter(|(name, _)| *name != field && *name != "page")
                    .copied()
                    .collect();
                narrowed.push((field, &value));
                let total = site.json("/api/v1/search", &narrowed).await["total"].as_u64();
                assert_eq!(Some(count), total, "{field}={value} of {query:?}");
                compared += 1;
            }
        }
    }
    assert!(compared > 1000, "only {compared} counts were compared");
}

#[tokio::test]
async fn an_answer_has_the_shape_that_is_promised() {
    let site = Site::of_samples().await;
    let answer = site
        .json(
            "/api/v1/search",
            &[("q", "政务公开 泽政办发〔2023〕18号"), ("facets", "region:20,year")],
        )
        .await;
    for name in [
        "query",
        "scope",
        "total",
        "page",
        "results",
        "facets",
        "understood",
        "hidden",
        "notes",
        "took_ms",
        "generation",
    ] {
        assert!(!answer[name].is_null(), "{name} is missing");
    }
    let result = &answer["results"][0];
    for name in [
        "id",
        "source",
        "title",
        "doc_number",
        "issuers",
        "region",
        "level",
        "kind",
        "year",
        "issued_on",
        "published_on",
        "validity",
        "url",
        "score",
        "clauses",
        "also_at",
    ] {
        assert!(result.get(name).is_some(), "{name} is missing from a result");
    }
    assert_eq!(result["doc_number"], "泽政办发〔2023〕18号");
    assert!(answer["hidden"]["not_in_force"].is_u64());
    let clauses = site.json("/api/v1/search", &[("q", "站内检索"), ("scope", "clauses")]).await;
    let clause = &clauses["results"][0];
    for name in ["id", "address", "html", "lead", "responsible", "supporting", "deadline", "notice"]
    {
        assert!(clause.get(name).is_some(), "{name} is missing from a clause");
    }
    assert!(clause["html"].as_str().unwrap().contains("<mark>"));
    let fetched = site.get(&format!("/api/v1/clauses/{}", clause["id"].as_str().unwrap())).await;
    assert_eq!(fetched.status, StatusCode::OK, "{}", fetched.body);
    let id = clause["notice"]["id"].as_str().unwrap();
    let notice = site.get(&url(&format!("/api/v1/notices/{id}"), &[])).await;
    assert_eq!(notice.status, StatusCode::OK);
    assert!(notice.json()["clauses"].as_array().is_some_and(|clauses| !clauses.is_empty()));
}

#[tokio::test]
async fn wrong_parameters_are_named_with_what_is_allowed() {
    let site = Site::of_samples().await;
    for (query, names) in [
        ("colour=red", vec!["colour"]),
        ("year=soon&page=0", vec!["year", "page"]),
        ("sort=best", vec!["sort"]),
        ("facets=size", vec!["facets"]),
        ("scope=all&per_page=1000", vec!["scope", "per_page"]),
        ("date_from=2024-01-01&date_to=2023-01-01", vec!["date_to"]),
        ("fields=colour", vec!["fields"]),
        ("q=%E5%85%AC%E5%BC%80&fields=colour", vec!["fields"]),
    ] {
        let answer = site.get(&format!("/api/v1/search?{query}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}: {}", answer.body);
        assert_eq!(answer.content_type(), "application/problem+json", "{query}");
        let problem = answer.json();
        let found: Vec<&str> = problem["errors"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|error| error["parameter"].as_str())
            .collect();
        assert_eq!(found, names, "{query}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_and_no_result_is_none() {
    let site = Site::of_samples().await;
    for path in ["/api/v1/notices/nowhere", "/api/v1/clauses/no:where", "/api/v1/nothing"] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.content_type(), "application/problem+json", "{path}");
    }
    let none = site.json("/api/v1/search", &[("q", "\"魑魅魍魉\"")]).await;
    assert_eq!(none["total"], 0);
}

#[tokio::test]
async fn a_plus_and_an_escaped_blank_are_the_same() {
    let site = Site::of_samples().await;
    let one = site.get("/api/v1/search?q=%E6%94%BF%E5%8A%A1+%E5%85%AC%E5%BC%80").await.json();
    let two = site.get("/api/v1/search?q=%E6%94%BF%E5%8A%A1%20%E5%85%AC%E5%BC%80").await.json();
    assert_eq!(one["results"], two["results"]);
}

#[tokio::test]
async fn suggestions_complete_titles_departments_and_regions() {
    let site = Site::of_samples().await;
    for (typed, wanted) in [("清泽市人民政府办公室关于", "清泽市人民政府办公室"), ("清泽", "清泽")]
    {
        let answer = site.json("/api/v1/suggest", &[("q", typed)]).await;
        assert!(answer.to_string().contains(wanted), "{typed}: {answer}");
    }
}

#[tokio::test]
async fn health_tells_life_from_readiness() {
    let site = Site::of_samples().await;
    assert_eq!(site.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(site.get("/readyz").await.status, StatusCode::OK);
    let bare = Site::over(crate::support::library::Library::empty());
    assert_eq!(bare.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(bare.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    let refused = bare.get("/api/v1/search?q=x").await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.content_type(), "application/problem+json");
}

#[tokio::test]
async fn grouped_results_are_those_of_each_value() {
    let site = Site::of_samples().await;
    for field in ["region", "year"] {
        let grouped = site.json("/api/v1/search", &[("q", "政务公开"), ("group", field)]).await;
        let groups = grouped["groups"].as_array().unwrap();
        assert!(groups.len() > 1, "{field}");
        for group in groups {
            let value = group["value"].as_str().unwrap();
            let alone = site.json("/api/v1/search", &[("q", "政务公开"), (field, value)]).await;
            assert_eq!(group["total"], alone["total"], "{field} {value}");
            let ids = |results: &Value| -> Vec<Value> {
                results.as_array().unwrap().iter().map(|result| result["id"].clone()).collect()
            };
            let best = ids(&group["results"]);
            assert_eq!(best, ids(&alone["results"])[..best.len()], "{field} {value}");
        }
    }
    let refused = site.get(&url("/api/v1/search", &[("group", "kind")])).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_empty_result_counts_what_there_is_without_each_filter() {
    let site = Site::of_samples().await;
    let narrow = [("q", "政务公开"), ("year", "1990"), ("date_from", "1990-01-01")];
    let answer = site.json("/api/v1/search", &narrow).await;
    assert_eq!(answer["total"], 0);
    let without = site.json("/api/v1/search", &[narrow[0], narrow[2]]).await;
    let relief = json!([{ "without": "year", "total": without["total"] }]);
    assert_eq!(answer["relief"], relief);
    assert!(without["total"].as_u64().unwrap() > 0 && without.get("relief").is_none());
}

#[tokio::test]
async fn the_numbers_of_a_text_are_read_and_looked_up() {
    let site = Site::of_samples().await;
    let text = "见泽政办函[2024]27号、岚政办函〔2021〕99号（〔2024〕3号）、泽府发〔202017号";
    let answer = site.send_json("/api/v1/doc-numbers", &json!({ "text": text })).await.json();
    let numbers = answer["numbers"].as_array().unwrap();
    let read: Vec<&str> =
        numbers.iter().map(|number| number["doc_number"].as_str().unwrap()).collect();
    assert_eq!(read, ["泽政办函〔2024〕27号", "岚政办函〔2021〕99号", "〔2024〕3号"], "{answer:#}");
    assert_eq!(numbers[0]["written"], "泽政办函[2024]27号");
    assert_eq!(numbers[0]["place"], json!([1, 14]));
    assert_eq!(numbers[0]["faults"], json!(["brackets"]));
    assert_eq!(numbers[0]["notice"], "zhengwugongkai~qingze-2024");
    assert_eq!((&numbers[1]["notice"], &numbers[1]["faults"]), (&Value::Null, &json!([])));
    assert_eq!(numbers[2]["faults"], json!(["code_missing"]));
    assert_eq!(answer["unreadable"][0]["faults"], json!(["bracket_missing"]), "{answer:#}");
    let loose =
        site.get("/api/v1/doc-numbers?text=%E6%B3%BD%E6%94%BF%E5%8A%9E%E5%87%BD202427").await;
    assert_eq!(loose.json()["numbers"][0]["notice"], "zhengwugongkai~qingze-2024");
    assert_eq!(site.get("/api/v1/doc-numbers?text=").await.status, 422);
}
