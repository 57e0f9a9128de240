//! The shapes in which programs get results: by cursor, with places of marks, as lines, as a sheet.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::library::{Library, notice};
use crate::support::site::Site;

fn ids(results: &Value) -> Vec<String> {
    let results = results.as_array().unwrap().iter();
    results.map(|result| result["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_cursor_leads_through_all_results_once() {
    let site = Site::of_samples().await;
    for query in ["scope=clauses", "q=%E6%94%BF%E5%8A%A1&sort=oldest", "q=%E6%94%BF%E5%8A%A1"] {
        let first = site.get(&format!("/api/v1/search?{query}&per_page=7")).await.json();
        let total = usize::try_from(first["total"].as_u64().unwrap()).unwrap();
        let (mut seen, mut answer) = (ids(&first["results"]), first);
        while let Some(cursor) = answer["next_cursor"].as_str() {
            answer = site
                .get(&format!("/api/v1/search?{query}&per_page=7&cursor={cursor}"))
                .await
                .json();
            seen.extend(ids(&answer["results"]));
        }
        assert_eq!(seen.len(), total, "{query}");
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), total, "{query}: each once");
    }
}

#[tokio::test]
async fn a_cursor_is_refused_where_it_would_mislead() {
    let files = [1, 2, 3].map(|number| (format!("{number}.txt"), notice("清泽市", number, "浮桥")));
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let site = Site::over(Library::of(&files).await);
    let first = site.get("/api/v1/search?scope=clauses&per_page=1").await.json();
    let cursor = first["next_cursor"].as_str().unwrap();
    let again =
        |rest: &str| format!("/api/v1/search?scope=clauses&per_page=1&cursor={cursor}{rest}");
    assert_eq!(site.get(&again("")).await.status, 200);
    for (address, parameter) in [
        (again("&year=2024"), "other parameters"),
        (again("&page=2"), "goes without page"),
        ("/api/v1/search?cursor=12".to_owned(), "next_cursor"),
    ] {
        let answer = site.get(&address).await;
        assert_eq!(answer.status, 422, "{address}");
        assert!(answer.body.contains(parameter), "{address}: {}", answer.body);
    }
    site.served.write("4.txt", notice("清泽市", 4, "渡口"));
    site.served.index().await;
    let answer = site.get(&again("")).await;
    assert_eq!(answer.status, 410, "{}", answer.body);
    assert_eq!(answer.json()["type"], "/problems/cursor-expired");
}

#[tokio::test]
async fn places_of_marks_lead_to_the_words() {
    let site = Site::of_samples().await;
    let query = "q=%E8%A7%A3%E8%AF%BB&scope=clauses";
    let marked = site.get(&format!("/api/v1/search?{query}&highlight=offsets")).await.json();
    for result in marked["results"].as_array().unwrap() {
        let text: Vec<char> = result["text"].as_str().unwrap().chars().collect();
        let marks = result["marks"].as_array().unwrap();
        assert!(!marks.is_empty() && result.get("html").is_none(), "{result}");
        for mark in marks {
            let place = |at: usize| usize::try_from(mark[at].as_u64().unwrap()).unwrap();
            let word: String = text[place(0)..place(1)].iter().collect();
            assert_eq!(word, "解读", "{result}");
        }
    }
}

#[tokio::test]
async fn results_are_lines_a_sheet_or_a_feed() {
    let site = Site::of_samples().await;
    let query = "q=%E8%A7%A3%E8%AF%BB&per_page=3";
    let results = site.get(&format!("/api/v1/search?{query}")).await.json();
    let lines = site.get(&format!("/api/v1/search?{query}&format=jsonl")).await;
    assert_eq!(lines.content_type(), "application/jsonl; charset=utf-8");
    let read: Vec<Value> =
        lines.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::Array(read), results["results"]);
    assert_eq!(lines.headers["x-next-cursor"], results["next_cursor"].as_str().unwrap());

    for scope in ["notices", "clauses"] {
        let sheet = site.get(&format!("/api/v1/search?{query}&scope={scope}&format=csv")).await;
        assert_eq!(sheet.content_type(), "text/csv; charset=utf-8");
        assert!(sheet.body.starts_with('\u{FEFF}'), "spreadsheet programs see that it is UTF-8");
        let rows: Vec<&str> = sheet.body.trim_end().split("\r\n").collect();
        assert_eq!(rows.len(), 4, "{}", sheet.body);
        assert!(rows[0].contains("发文字号") && !sheet.body.contains("<mark>"), "{}", sheet.body);
    }
    let empty = site.get("/api/v1/search?scope=clauses&year=1950&format=csv").await;
    assert!(empty.body.starts_with("\u{FEFF}条款标识,"), "{}", empty.body);
    let feed = site.get(&format!("/api/v1/search?{query}&format=atom")).await;
    assert_eq!(feed.content_type(), "application/atom+xml; charset=utf-8");
    assert_eq!(feed.body.matches("<entry>").count(), 3, "{}", feed.body);
}
