//! Slips in typed words: undone where nothing holds them as typed, never where they are right.

use serde_json::Value;

use crate::support::site::Site;

fn said(answer: &Value, kind: &str) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    answer["understood"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|one| one["kind"] == kind)
        .map(|one| (text(&one["from"]), text(&one["to"])))
        .collect()
}

#[tokio::test]
async fn slips_are_undone_said_and_can_be_kept() {
    let site = Site::of_samples().await;
    for typed in ["便民服物点", "政务公开专去", "政务务公开专区", "便民服物中心"]
    {
        let answer = site.json("/api/v1/search", &[("q", typed)]).await;
        assert_eq!(said(&answer, "correction").len(), 1, "{typed}: {}", answer["understood"]);
        assert!(answer["total"].as_u64() > Some(0), "{typed}");
        let kept = [("q", typed), ("without", "correction")];
        let kept = site.json("/api/v1/search", &kept).await;
        assert!(said(&kept, "correction").is_empty(), "{typed}");
    }
}

#[tokio::test]
async fn what_is_right_stays() {
    let site = Site::of_samples().await;
    for typed in ["政务公开专区", "清泽市", "\"便民服物\"", "岚政办发〔2023〕12号", "退休金怎么领"]
    {
        let answer = site.json("/api/v1/search", &[("q", typed)]).await;
        assert!(said(&answer, "correction").is_empty(), "{typed}: {}", answer["understood"]);
    }
}
