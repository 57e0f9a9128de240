//! Searches in the shape of Algolia's API: the same results and counts as those of our own.

use serde_json::{Value, json};

use crate::support::library::Library;
use crate::support::site::Site;

const QUERIES: &str = "/api/algolia/1/indexes/*/queries";

/// Sends queries as version 5 of the client does, and takes the answers.
async fn ask(site: &Site, requests: Value) -> Vec<Value> {
    let body = json!({ "requests": requests }).to_string();
    let path = format!(
        "{QUERIES}?x-algolia-agent=test&x-algolia-api-key=any&x-algolia-application-id=zhengsou"
    );
    let answer = site.send(&path, "text/plain", body.clone()).await;
    assert_eq!(answer.status, 200, "{body}: {}", answer.body);
    answer.json()["results"].as_array().unwrap().clone()
}

async fn ask_one(site: &Site, request: Value) -> Value {
    ask(site, json!([request])).await.remove(0)
}

fn texts(hits: &Value, field: &str) -> Vec<String> {
    let hits = hits.as_array().unwrap().iter();
    hits.map(|hit| hit[field].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_index_has_the_hits_of_its_scope_in_its_order() {
    let site = Site::of_samples().await;
    for (index, scope, sort) in [
        ("notices", "notices", "relevance"),
        ("notices_newest", "notices", "newest"),
        ("notices_oldest", "notices", "oldest"),
        ("clauses", "clauses", "relevance"),
        ("assignments_deadline", "assignments", "deadline"),
    ] {
        let query = json!({ "indexName": index, "query": "政务公开", "page": 1, "hitsPerPage": 4 });
        let found = ask_one(&site, query).await;
        let params =
            [("q", "政务公开"), ("scope", scope), ("sort", sort), ("page", "2"), ("per_page", "4")];
        let expected = site.json("/api/v1/search", &params).await;
        assert_eq!(texts(&found["hits"], "objectID"), texts(&expected["results"], "id"), "{index}");
        assert_eq!(found["nbHits"], expected["total"], "{index}");
        assert_eq!(found["nbPages"], expected["page"]["pages"], "{index}");
        let said = json!([found["index"], found["query"], found["page"], found["hitsPerPage"]]);
        assert_eq!(said, json!([index, "政务公开", 1, 4]));
    }
}

#[tokio::test]
async fn every_value_that_is_counted_narrows_to_as_many_hits() {
    let site = Site::of_samples().await;
    let mut compared = 0;
    for (index, query) in
        [("notices", ""), ("notices", "政务公开"), ("clauses", "公开 通知"), ("assignments", "")]
    {
        let levels = ["region.lvl0", "region.lvl1", "region.lvl2"];
        let everything = json!([
            { "indexName": index, "query": query, "hitsPerPage": 0, "facets": ["*"], "maxValuesPerFacet": 12 },
            { "indexName": index, "query": query, "hitsPerPage": 0, "facets": levels },
        ]);
        for counts in ask(&site, everything).await {
            assert_eq!(
                (counts["hits"].as_array().unwrap().len(), &counts["nbPages"]),
                (0, &json!(0))
            );
            let counted = counts["facets"].as_object().unwrap();
            let pairs = counted.iter().flat_map(|(attribute, values)| {
                let values = values.as_object().unwrap().iter();
                values.map(move |(value, count)| (attribute, value, count))
            });
            let pairs: Vec<_> = pairs.collect();
            for part in pairs.chunks(30) {
                let narrowed = part.iter().map(|(attribute, value, _)| {
                    json!({ "indexName": index, "query": query, "hitsPerPage": 0, "facetFilters": [[format!("{attribute}:{value}")]] })
                });
                let found = ask(&site, narrowed.collect()).await;
                for (found, (attribute, value, count)) in found.iter().zip(part) {
                    assert_eq!(
                        &found["nbHits"], *count,
                        "{attribute}:{value} of {query} in {index}"
                    );
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 200, "{compared} counts were compared");
}

#[tokio::test]
async fn both_versions_of_the_client_and_both_kinds_of_filters_say_the_same() {
    let site = Site::of_samples().await;
    let params = "query=%E6%94%BF%E5%8A%A1%E5%85%AC%E5%BC%80&facets=%5B%22kind%22%5D&facetFilters=%5B%5B%22year%3A2023%22%2C%22year%3A2024%22%5D%5D&hitsPerPage=3&clickAnalytics=true";
    let found = ask(&site, json!([
        { "indexName": "notices", "params": params },
        { "indexName": "notices", "query": "政务公开", "facets": ["kind"], "facetFilters": [["year:2023", "year:2024"]], "hitsPerPage": 3 },
        { "indexName": "notices", "query": "政务公开", "facets": "kind", "filters": "year:2023 OR year:2024", "hitsPerPage": 3 },
        { "indexName": "notices", "query": "政务公开", "facets": "kind", "numericFilters": ["year>=2023", "year<=2024"], "hitsPerPage": 3 },
    ])).await;
    let expected =
        site.json("/api/v1/search", &[("q", "政务公开"), ("year", "2023"), ("year", "2024")]).await;
    for other in &found {
        assert_eq!(other["nbHits"], expected["total"]);
        assert_eq!((&other["hits"], &other["facets"]), (&found[0]["hits"], &found[0]["facets"]));
    }
    assert!(found[0]["params"].as_str().unwrap().contains("hitsPerPage=3"));
    let dated = ask_one(&site, json!({ "indexName": "notices", "numericFilters": "date_timestamp>=1704067200,date_timestamp<1735689600" })).await;
    let expected = site
        .json("/api/v1/search", &[("date_from", "2024-01-01"), ("date_to", "2024-12-31")])
        .await;
    assert_eq!(dated["nbHits"], expected["total"]);
    assert_ne!(dated["nbHits"], 0);
}

#[tokio::test]
async fn years_have_figures_and_a_contradiction_finds_nothing() {
    let site = Site::of_samples().await;
    let found = ask_one(
        &site,
        json!({ "indexName": "notices", "facets": ["year"], "maxValuesPerFacet": 1 }),
    )
    .await;
    assert_eq!(found["facets"]["year"].as_object().unwrap().len(), 1);
    let stats = &found["facets_stats"]["year"];
    let (min, max, avg) = (
        stats["min"].as_f64().unwrap(),
        stats["max"].as_f64().unwrap(),
        stats["avg"].as_f64().unwrap(),
    );
    assert!(1900.0 < min && min < avg && avg < max && max < 2200.0, "{stats}");
    let none = ask_one(
        &site,
        json!({ "indexName": "notices", "numericFilters": ["year>2023", "year<2020"] }),
    )
    .await;
    assert_eq!(none["nbHits"], 0);
}

#[tokio::test]
async fn hits_have_the_attributes_and_marks_that_are_wanted() {
    let site = Site::of_samples().await;
    let query = json!({
        "indexName": "notices", "query": "政务公开", "hitsPerPage": 1,
        "attributesToSnippet": ["text:30"],
        "highlightPreTag": "__ais-highlight__", "highlightPostTag": "__/ais-highlight__",
    });
    let hit = &ask_one(&site, query).await["hits"][0];
    for name in
        ["title", "text", "region", "year", "kind", "validity", "link", "date_timestamp", "clauses"]
    {
        assert!(!hit[name].is_null(), "{name} of {hit:#}");
    }
    assert!(hit["link"].as_str().unwrap().contains("/notices/"), "{}", hit["link"]);
    let title = &hit["_highlightResult"]["title"];
    assert!(
        title["value"].as_str().unwrap().contains("__ais-highlight__政务公开__/ais-highlight__"),
        "{title}"
    );
    assert_eq!(title["matchLevel"], "full");
    assert_eq!(hit["_highlightResult"]["kind"]["matchLevel"], "none");
    assert!(
        hit["_snippetResult"]["text"]["value"].is_string()
            && hit["_snippetResult"]["title"].is_null()
    );
    let query = json!({
        "indexName": "clauses", "query": "政务公开", "hitsPerPage": 1,
        "attributesToRetrieve": ["title"], "attributesToHighlight": ["text"],
    });
    let hit = ask_one(&site, query).await["hits"][0].clone();
    let names: Vec<&String> = hit.as_object().unwrap().keys().collect();
    assert_eq!(names, ["_highlightResult", "objectID", "title"]);
    assert!(hit["_highlightResult"]["text"]["value"].as_str().unwrap().contains("<em>"), "{hit}");
}

#[tokio::test]
async fn values_are_searched_by_their_text() {
    let site = Site::of_samples().await;
    let counted =
        site.json("/api/v1/facets", &[("q", "公开"), ("facets", "department:1000")]).await;
    let counted: Vec<(&str, &Value)> = counted["facets"]["department"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|entry| Some((entry["value"].as_str()?, &entry["count"])))
        .filter(|(value, _)| value.contains("教育"))
        .collect();
    assert!(!counted.is_empty());
    let path = "/api/algolia/1/indexes/notices/facets/department/query";
    let body = json!({ "params": "query=%E5%85%AC%E5%BC%80&facetQuery=%E6%95%99%E8%82%B2" });
    let alone = site.send(path, "application/x-www-form-urlencoded", body.to_string()).await.json();
    let among = ask_one(&site, json!({
        "indexName": "notices", "type": "facet", "facet": "department", "query": "公开", "facetQuery": "教育", "facets": ["kind"],
    })).await;
    for answer in [&alone, &among] {
        let hits = answer["facetHits"].as_array().unwrap();
        assert_eq!(hits.len(), counted.len(), "{answer}");
        for (value, count) in &counted {
            let hit = hits.iter().find(|hit| hit["value"] == *value).unwrap();
            assert_eq!(&hit["count"], *count);
            assert!(hit["highlighted"].as_str().unwrap().contains("<em>教育</em>"), "{hit}");
        }
    }
}

#[tokio::test]
async fn what_cannot_be_asked_is_told_in_their_shape() {
    let site = Site::of_samples().await;
    let one =
        |name: &str, value: Value| json!({ "requests": [{ "indexName": "notices", name: value }] });
    for (body, status, part) in [
        (one("colour", json!("red")), 400, "colour"),
        (one("facets", json!(["colour"])), 400, "no attribute"),
        (one("facets", json!(["date_timestamp"])), 400, "not counted"),
        (one("facetFilters", json!(["kind:-通知"])), 400, "leaves a value out"),
        (one("facetFilters", json!(["department:教育", "department:民政"])), 400, "one array"),
        (one("facetFilters", json!([["kind:通知", "year:2024"]])), 400, "one attribute"),
        (one("filters", json!("NOT kind:通知")), 400, "NOT"),
        (one("tagFilters", json!("a")), 400, "tags"),
        (one("hitsPerPage", json!(101)), 400, "0 to 100"),
        (one("page", json!(9999)), 400, "10000"),
        (one("maxFacetHits", json!(-4.7e-29)), 400, "whole number"),
        (one("maxFacetHits", json!(101)), 400, "1 to 100"),
        (one("facetQuery", json!(["教育"])), 400, "a text"),
        (one("query", json!("长".repeat(2001))), 400, "2001"),
        (one("type", json!("facet")), 400, "type"),
        (json!({ "requests": [{ "indexName": "news" }] }), 404, "notices_newest"),
        (json!({ "requests": [] , "strategy": "stopIfEnoughMatches" }), 400, "strategy"),
        (json!({ "requests": vec![json!({}); 35] }), 400, "34"),
        (json!({}), 400, "requests"),
    ] {
        let answer = site.send_json(QUERIES, &body).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.body);
        assert_eq!(answer.content_type(), "application/json");
        let said = answer.json();
        assert_eq!(said["status"], status);
        assert!(said["message"].as_str().unwrap().contains(part), "{body}: {said}");
    }
    let answer = site.get("/api/algolia/1/indexes/*/nothing").await;
    assert_eq!((answer.status.as_u16(), &answer.json()["status"]), (404, &json!(404)));
    let answer = site
        .ask_by(
            "OPTIONS",
            QUERIES,
            &[("origin", "https://portal.example"), ("access-control-request-method", "POST")],
        )
        .await;
    assert!(answer.status.is_success(), "{}", answer.status);
}

#[tokio::test]
async fn texts_of_notices_are_escaped_where_tags_are_html() {
    let text = "清泽市人民政府关于浮桥<b>检修</b>的通知\n\n各区：\n\n一、浮桥<img src=x>要检修，甲&乙负责。\n";
    let site = Site::over(Library::of(&[("1.txt", text)]).await);
    let ask = |before: &str, behind: &str| {
        json!({
            "indexName": "clauses", "query": "检修",
            "highlightPreTag": before, "highlightPostTag": behind,
        })
    };
    let html = ask_one(&site, ask("<i>", "</i>")).await;
    let plain = ask_one(&site, ask("[", "]")).await;
    let value = |answer: &Value| {
        answer["hits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|hit| hit["_highlightResult"]["text"]["value"].as_str().unwrap().to_owned())
            .find(|text| text.contains("甲"))
            .unwrap()
    };
    assert!(value(&html).contains("&lt;img src=x&gt;要<i>检修"), "{}", value(&html));
    assert!(value(&html).contains("甲&amp;乙"), "{}", value(&html));
    assert!(value(&plain).contains("<img src=x>要[检修"), "{}", value(&plain));
}
