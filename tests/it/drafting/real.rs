//! Job J9 over real notices: drafting next year's work plan after that of 石家庄.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::drafting::{assert_newest_first, names};
use crate::support::library::Library;
use crate::support::shared;
use crate::support::site::Site;

/// How the name of the base begins.
const BASE: &str = "001_";

async fn serve() -> (Site, String) {
    let site = Site::over(Library::over(vec![shared().join("notices")]).await);
    let found = site.json("/api/v1/search", &[("q", "石政办函〔2020〕28号")]).await;
    let results = found["results"].as_array().unwrap().iter();
    let ids = results.map(|result| result["id"].as_str().unwrap());
    let id = ids.into_iter().find(|id| id.starts_with(BASE)).unwrap().to_owned();
    (site, id)
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn the_topics_that_a_plan_lacks_are_named() {
    let (site, id) = serve().await;
    let lacking = site.json(&format!("/api/v1/notices/{id}/topics"), &[]).await;
    let names = names(&lacking);
    for topics in [&["政务公开专区"][..], &["案例库"], &["政策评价", "效果评价"], &["站内检索"]]
    {
        let is_named = names.iter().any(|name| topics.iter().any(|topic| name.contains(topic)));
        assert!(is_named, "{topics:?} of {names:?}");
    }
    let base = site.json(&format!("/api/v1/notices/{id}"), &[]).await;
    let clauses = base["clauses"].as_array().unwrap().iter();
    let text: String = clauses.map(|clause| clause["text"].as_str().unwrap()).collect();
    assert!(names.iter().all(|name| !text.contains(name.as_str())), "none stands in the plan");
    for topic in lacking["topics"].as_array().unwrap() {
        let clauses = topic["clauses"].as_array().unwrap();
        let notices = clauses.iter().map(|clause| clause["notice"].as_u64().unwrap());
        assert!(notices.is_sorted(), "the newest first: {topic}");
    }
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn every_heading_has_the_nearest_clauses_of_others() {
    let (site, id) = serve().await;
    let path = format!("/api/v1/notices/{id}/drafting");
    let base = site.json(&format!("/api/v1/notices/{id}"), &[]).await;
    let sections = base["outline"].as_array().unwrap().iter();
    let headings = sections.filter(|section| section["level"] == 1).count();
    let first = site.json(&path, &[]).await;
    assert_eq!(first["parts"].as_array().unwrap().len(), headings);
    let mut sources: BTreeMap<String, usize> = BTreeMap::new();
    for part in 1..=headings {
        let found = site.json(&path, &[("part", &part.to_string())]).await;
        for clause in found["clauses"].as_array().unwrap() {
            let nearest = clause["nearest"].as_array().unwrap();
            let date =
                |near: &'_ Value| near["notice"]["issued_on"].as_str().map(ToOwned::to_owned);
            assert_newest_first(&nearest.iter().map(date).collect::<Vec<_>>());
            for near in nearest {
                let source = near["notice"]["id"].as_str().unwrap();
                *sources.entry(source.chars().take(4).collect()).or_default() += 1;
            }
        }
    }
    for place in ["000_", "002_", "003_", "004_"] {
        assert!(sources.contains_key(place), "{place} of {sources:?}");
    }
    assert!(!sources.contains_key(BASE), "its own clauses are no help");
}
