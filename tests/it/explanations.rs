//! Explanations: the parts give the score of every result, and asking for them changes nothing.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tokio::runtime::Runtime;
use zhengsou::engine::explanation::Cause;
use zhengsou::query::request::{Page, Scope, SearchRequest, Sort};
use zhengsou::search::Searcher;
use zhengsou::search::response::{Explained, SearchResult};

use crate::support::explained::assert_adds_up;
use crate::support::library::Library;
use crate::support::site::{Site, url};
use crate::support::{TODAY, samples};

/// Queries of every kind that people type.
const QUERIES: [&str; 22] = [
    "",
    "路",
    "检索",
    "政务公开",
    "政务公开 检索",
    "政务公开检索拼音转化",
    "\"站内检索\"",
    "\"站内检索\" 关键词推荐",
    "\"公开\" -疫情",
    "-疫情",
    "泽政办发〔2023〕18号",
    "泽政办发〔2023〕27号 养老",
    "清泽市加快基本养老服务体系建设实施方案",
    "退休金怎么领",
    "没工作了能领什么钱",
    "养老服务补贴每月能领多少钱，到哪里申请",
    "清泽市 2023 养老",
    "清泽市今年的政务公开",
    "kind:通知 公开",
    "zhengwu gongkai",
    "便民服物中心",
    "不存在的词语组合",
];

/// Words that random queries are made of.
const WORDS: [&str; 12] = [
    "政务公开",
    "养老",
    "补贴",
    "企业",
    "清泽市",
    "2023",
    "退休金",
    "\"责任单位\"",
    "-疫情",
    "检索",
    "孩子上学",
    "app",
];

async fn results(searcher: &Searcher, request: &SearchRequest) -> Vec<SearchResult> {
    searcher.search(request, TODAY).await.unwrap().results
}

fn explained(result: &SearchResult) -> (&Explained, f32) {
    let (explanation, score) = match result {
        SearchResult::Notice(result) => (&result.explanation, result.score),
        SearchResult::Clause(result) => (&result.explanation, result.score),
    };
    (explanation.as_ref().unwrap(), score)
}

/// Checks the explanations of a request; returns the kinds of parts that were met.
async fn check(searcher: &Searcher, request: &SearchRequest) -> BTreeSet<String> {
    let mut kinds = BTreeSet::new();
    for result in results(searcher, &SearchRequest { explain: true, ..request.clone() }).await {
        let (Explained { why, explanation }, score) = explained(&result);
        let asked = format!("{} {} {}", request.text, request.scope, request.sort);
        assert_adds_up(explanation, score, &asked);
        assert!(!why.is_empty(), "{asked}");
        for part in explanation.shares.iter().flat_map(|share| &share.parts) {
            let part = serde_json::to_value(part).unwrap();
            kinds.insert(part["kind"].as_str().unwrap().to_owned());
        }
    }
    kinds
}

#[tokio::test]
async fn the_parts_give_the_score_of_every_result() {
    let searcher = Library::over(vec![samples()]).await.searcher();
    let mut kinds = BTreeSet::new();
    for text in QUERIES {
        for scope in Scope::ALL {
            for (sort, number) in [(Sort::Relevance, 1), (Sort::Relevance, 2), (Sort::Newest, 1)] {
                let page = Page::new(number, 25).unwrap();
                let text = text.to_owned();
                let request = SearchRequest { text, scope, sort, page, ..Default::default() };
                kinds.extend(check(&searcher, &request).await);
            }
        }
    }
    let known = ["concept", "most_words", "near", "preference", "quoted", "term", "whole_query"];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), known, "kinds that the queries do not meet");
}

#[test]
fn the_parts_give_the_score_whatever_is_asked() {
    let runtime = Runtime::new().unwrap();
    let searcher = runtime.block_on(Library::over(vec![samples()])).searcher();
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 0..6);
    let mut runner = TestRunner::new(Config { cases: 40, ..Config::default() });
    runner
        .run(&(words, prop::sample::select(&Scope::ALL[..])), |(words, scope)| {
            let request = SearchRequest { text: words.join(" "), scope, ..Default::default() };
            runtime.block_on(check(&searcher, &request));
            Ok(())
        })
        .unwrap();
}

#[tokio::test]
async fn asking_for_explanations_changes_nothing_else() {
    let searcher = Library::over(vec![samples()]).await.searcher();
    for text in QUERIES {
        for scope in Scope::ALL {
            let plain = SearchRequest { text: text.to_owned(), scope, ..Default::default() };
            let asked = SearchRequest { explain: true, ..plain.clone() };
            let mut aloud = serde_json::to_value(results(&searcher, &asked).await).unwrap();
            for result in aloud.as_array_mut().unwrap() {
                assert!(result.as_object_mut().unwrap().remove("explanation").is_some(), "{text}");
            }
            let silent = serde_json::to_value(results(&searcher, &plain).await).unwrap();
            assert_eq!(silent, aloud, "{text}");
        }
    }
}

#[tokio::test]
async fn what_was_found_is_named() {
    let searcher = Library::over(vec![samples()]).await.searcher();
    let text = "退休金怎么领".to_owned();
    let request = SearchRequest { text, explain: true, ..Default::default() };
    let found = results(&searcher, &request).await;
    let official = |result: &SearchResult| {
        let shares = explained(result).0.explanation.shares.clone();
        shares.into_iter().flat_map(|share| share.parts).find_map(|part| match part.cause {
            Cause::Concept { said: Some(said), official, .. } => Some((said, official)),
            _ => None,
        })
    };
    let (said, official) = found.iter().find_map(official).expect("a concept");
    assert_eq!(said, "退休金");
    let named = |reason: &String| {
        official.iter().any(|term| *reason == format!("与“退休金”相当的规范用语“{term}”"))
    };
    assert!(found.iter().any(|result| explained(result).0.why.iter().any(named)), "{official:?}");
}

#[tokio::test]
async fn the_api_explains_only_where_it_is_asked_to() {
    let site = Site::of_samples().await;
    let asked = [("q", "清泽市政务公开"), ("explain", "true")];
    let explanation = &site.json("/api/v1/search", &asked).await["results"][0]["explanation"];
    for name in ["why", "score", "pinned", "shares"] {
        assert!(!explanation[name].is_null(), "{name} is missing");
    }
    assert!(explanation["why"].as_array().unwrap().contains(&"地区相符".into()), "{explanation}");
    let share = &explanation["shares"][0];
    assert_eq!((&share["of"], &share["weight"]), (&"notice".into(), &1.0.into()));
    let part = &share["parts"][0];
    for (name, value) in [("kind", "term"), ("form", "word"), ("field", "text")] {
        assert_eq!(part[name], value, "{part}");
    }
    for asked in [&[("q", "公开")][..], &[("q", "公开"), ("explain", "false")]] {
        let answer = site.json("/api/v1/search", asked).await;
        assert_eq!(answer["results"][0].get("explanation"), None);
    }
    let problem = site.get(&url("/api/v1/search", &[("q", "公开"), ("explain", "yes")])).await;
    assert_eq!(problem.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem.json()["errors"][0]["parameter"], "explain");
}

#[tokio::test]
async fn pages_take_the_parameter_and_keep_it_out_of_links() {
    let site = Site::of_samples().await;
    let page = site.get(&url("/search", &[("q", "公开"), ("explain", "true")])).await;
    assert_eq!(page.status, StatusCode::OK);
    // What leads back to this very page, from preferences, keeps its address as it is.
    let links = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let searches: Vec<&str> = links.filter(|link| link.starts_with("/search?")).collect();
    assert!(!searches.is_empty());
    assert!(searches.iter().all(|link| !link.contains("explain")), "{searches:?}");
}
