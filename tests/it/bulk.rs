//! Many notices are written in one request, one a line, each refused or taken for itself.

use std::io::{self, Read};

use axum::body::Body;
use axum::http::StatusCode;
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use zhengsou::access::key::ProvenBy;
use zhengsou::access::scope::Scope;
use zhengsou::access::signature::{Signable, digest};
use zhengsou::web::limits::LimitOptions;

use crate::support::house::{House, body, refused};
use crate::support::keys::key;
use crate::support::site::{Answer, now};

const PATH: &str = "/api/v1/notices";

const KIND: &str = "application/jsonl";

impl House {
    async fn bulk(&self, path: &str, sent: impl Into<Body>) -> Answer {
        let bearer = format!("Bearer {}", self.key.reveal());
        let headers = [("authorization", bearer.as_str()), ("content-type", KIND)];
        self.site.send_by("POST", path, &headers, sent).await
    }
}

/// A line that keeps a notice about one matter.
fn line(key: &str, matter: &str) -> Value {
    let mut line = body(matter);
    line["key"] = json!(key);
    line
}

fn lines(lines: &[Value]) -> String {
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    lines.join("\n") + "\n"
}

/// Returns what came of each line.
fn answers(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.content_type(), KIND);
    answer.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Returns number, key and outcome of each line: the status of a notice or the type of a problem.
fn outcomes(answer: &Answer) -> Vec<(u64, Value, String)> {
    let told = |answer: &Value| {
        let (receipt, problem) = (&answer["receipt"]["status"], &answer["problem"]["type"]);
        let outcome = receipt.as_str().or(problem.as_str()).unwrap().to_owned();
        (answer["line"].as_u64().unwrap(), answer["key"].clone(), outcome)
    };
    answers(answer).iter().map(told).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_line_is_answered_as_a_put_or_delete_of_it() {
    let house = House::new().await;
    house.put("gone", &body("浮桥养护")).await;
    let sent = format!(
        "{}\n\r\n{}\n{}\n{}\n{}\n{}\n{}",
        line("n1", "河道清淤"),
        json!({"id": "n2", "version": 7, "text": "一、灯笼展销自5月1日起。"}),
        "{\"key\": \"n3\", \"text\"",
        json!({"key": "gone", "delete": true}),
        json!({"key": "never", "delete": true}),
        json!({"key": "n2", "version": 6, "text": "早先的一稿"}),
        json!({"key": "n4", "text": "一、档案查阅。", "公开属性": "不予公开"}),
    );
    let answer = house.bulk(PATH, sent).await;
    let problem = |kind: &str| format!("/problems/{kind}");
    let expected = [
        (1, json!("n1"), "created".to_owned()),
        (3, json!("n2"), "created".to_owned()),
        (4, json!(null), problem("content")),
        (5, json!("gone"), "deleted".to_owned()),
        (6, json!("never"), problem("not-found")),
        (7, json!("n2"), problem("version")),
        (8, json!("n4"), problem("not-open")),
    ];
    assert_eq!(outcomes(&answer), expected);
    let answers = answers(&answer);
    let receipt = &answers[1]["receipt"];
    assert_eq!((&receipt["version"], &receipt["kept"]), (&json!(7), &json!(true)));
    assert!(receipt["visible_after"].is_string(), "{receipt}");
    assert_eq!(answers[5]["problem"]["present"], json!({"version": 7, "deleted": false}));
    let audit = house.audit();
    let logged: Vec<(&Value, &Value)> =
        audit[1..].iter().map(|entry| (&entry["notice"], &entry["outcome"])).collect();
    let told = ["n1", "n2", "gone", "never", "n2", "n4"].map(|key| json!(key));
    let came = ["created", "created", "deleted", "refused", "refused", "refused"];
    let came = came.map(|outcome| json!(outcome));
    assert_eq!(logged, told.iter().zip(&came).collect::<Vec<_>>());
    house.site.publish();
    assert_eq!((house.found("河道清淤").await, house.found("浮桥养护").await), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bulk_is_answered_whole_where_answers_are_compressed() {
    let house = House::new().await;
    let bearer = format!("Bearer {}", house.key.reveal());
    let sent = lines(&[line("n1", "河道清淤"), json!([])]);
    for (turn, encoding) in ["identity", "gzip", "zstd"].into_iter().enumerate() {
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", KIND),
            ("accept-encoding", encoding),
        ];
        let answer = house.site.send_by("POST", PATH, &headers, sent.clone()).await;
        let mut whole = String::new();
        let read = match encoding {
            "gzip" => GzDecoder::new(answer.bytes.as_slice()).read_to_string(&mut whole),
            "zstd" => zstd::Decoder::new(answer.bytes.as_slice())
                .and_then(|mut decoder| decoder.read_to_string(&mut whole)),
            _ => answer.bytes.as_slice().read_to_string(&mut whole),
        };
        read.unwrap();
        let status = if turn == 0 { "created" } else { "unchanged" };
        assert_eq!(whole.lines().count(), 2, "{encoding}: {whole}");
        assert!(whole.contains(&format!("\"status\":\"{status}\"")), "{encoding}: {whole}");
        assert!(whole.ends_with("}\n"), "{encoding}: {whole}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_bulk_again_changes_nothing() {
    let house = House::new().await;
    let sent = lines(&[line("n1", "河道清淤"), json!({"key": "n2", "version": 3, "delete": true})]);
    let statuses = async || {
        let outcomes = outcomes(&house.bulk(PATH, sent.clone()).await);
        outcomes.into_iter().map(|(_, _, outcome)| outcome).collect::<Vec<_>>()
    };
    assert_eq!(statuses().await, ["created", "deleted"]);
    assert_eq!(statuses().await, ["unchanged", "unchanged"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_of_a_bulk_keeps_nothing() {
    let house = House::new().await;
    let sent =
        lines(&[line("n1", "河道清淤"), json!({"key": "n2", "text": "请认真办理。"}), json!([])]);
    let answer = house.bulk(&format!("{PATH}?dry_run=true"), sent).await;
    let answers = answers(&answer);
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[0]["receipt"]["status"], "created");
    assert_eq!(answers[0]["receipt"]["kept"], false);
    assert!(!answers[1]["receipt"]["warnings"].as_array().unwrap().is_empty());
    assert_eq!(answers[2]["problem"]["type"], "/problems/content");
    assert_eq!((house.received(), house.audit().len()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_is_too_long_refuses_that_line_alone() {
    let house = House::new().await;
    let long = json!({"key": "long", "text": "长".repeat(5 << 20)});
    let sent = lines(&[line("n1", "河道清淤"), long, line("n2", "灯笼展销")]);
    let expected = [
        (1, json!("n1"), "created".to_owned()),
        (2, json!(null), "/problems/too-large".to_owned()),
        (3, json!("n2"), "created".to_owned()),
    ];
    assert_eq!(outcomes(&house.bulk(PATH, sent).await), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bulk_that_is_too_large_is_refused_or_ends_where_it_is() {
    let limits = LimitOptions { bulk: 2000, ..LimitOptions::default() };
    let house = House::held_to(limits).await;
    let long = json!({"key": "n2", "text": "长".repeat(700)});
    let sent = lines(&[json!({"key": "n1", "text": "一、浮桥养护。"}), long]);
    let length = sent.len().to_string();
    let bearer = format!("Bearer {}", house.key.reveal());
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", KIND),
        ("content-length", length.as_str()),
    ];
    let answer = house.site.send_by("POST", PATH, &headers, sent.clone()).await;
    assert_eq!(house.received(), 0, "nothing is done where the head tells");
    refused(&answer, 413, "too-large");
    assert!(answer.json()["detail"].as_str().unwrap().contains("2000"), "{}", answer.body);
    let (first, rest) = sent.split_at(100);
    let pieces = [first.to_owned(), rest.to_owned()].map(Ok::<_, io::Error>);
    let answer = house.bulk(PATH, Body::from_stream(futures_util::stream::iter(pieces))).await;
    let expected = [
        (1, json!("n1"), "created".to_owned()),
        (2, json!(null), "/problems/too-large".to_owned()),
    ];
    assert_eq!(outcomes(&answer), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_breaks_off_is_said_and_what_was_acknowledged_stands() {
    let house = House::new().await;
    let whole = lines(&[line("n1", "河道清淤")]);
    let half = line("n2", "灯笼展销").to_string()[..38].to_owned();
    let pieces = [Ok(whole), Ok(half), Err(io::Error::from(io::ErrorKind::ConnectionReset))];
    let answer = house.bulk(PATH, Body::from_stream(futures_util::stream::iter(pieces))).await;
    let expected = [
        (1, json!("n1"), "created".to_owned()),
        (2, json!(null), "/problems/malformed".to_owned()),
    ];
    assert_eq!(outcomes(&answer), expected);
    assert_eq!(house.received(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_lines_than_are_taken_are_left_and_named() {
    let house = House::new().await;
    let sent = format!("{}{}", "{\n".repeat(9_999), lines(&[line("n1", "浮"), line("n2", "灯")]));
    let outcomes = outcomes(&house.bulk(PATH, sent).await);
    assert_eq!(outcomes.len(), 10_001);
    assert_eq!(outcomes[9_999], (10_000, json!("n1"), "created".to_owned()));
    assert_eq!(outcomes[10_000], (10_001, json!(null), "/problems/too-large".to_owned()));
    assert_eq!(house.received(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bulk_needs_a_key_a_kind_and_no_unknown_parameter() {
    let house = House::new().await;
    let sent = lines(&[line("n1", "河道清淤")]);
    let reader = key(&house.site.served, &[Scope::Read], ProvenBy::Bearer);
    let (reader, writer) =
        (format!("Bearer {}", reader.reveal()), format!("Bearer {}", house.key.reveal()));
    for (path, authorization, kind, status, problem) in [
        (PATH, "", KIND, 401, "unauthorized"),
        (PATH, &reader, KIND, 403, "forbidden"),
        (PATH, &writer, "application/json", 415, "media-type"),
        (PATH, &writer, "", 415, "media-type"),
        ("/api/v1/notices?version=3", &writer, KIND, 422, "parameters"),
        ("/api/v1/notices?dry_run=1", &writer, KIND, 422, "parameters"),
    ] {
        let headers = [("authorization", authorization), ("content-type", kind)];
        refused(&house.site.send_by("POST", path, &headers, sent.clone()).await, status, problem);
    }
    let audit = house.audit();
    let actions: Vec<&Value> = audit.iter().map(|entry| &entry["action"]).collect();
    assert_eq!((house.received(), actions), (0, vec![&json!("bulk")]));
    let headers = [
        ("authorization", writer.as_str()),
        ("content-type", "application/x-ndjson; charset=utf-8"),
    ];
    let answer = house.site.send_by("POST", PATH, &headers, sent).await;
    assert_eq!(outcomes(&answer)[0].2, "created");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_signed_bulk_is_done_before_all_of_it_is_what_was_signed() {
    let house = House::new().await;
    let signer = key(&house.site.served, &[Scope::Write], ProvenBy::Signature);
    let sent = lines(&[line("n1", "河道清淤"), line("n2", "灯笼展销")]);
    let time = now().timestamp().as_second();
    let ask = async |nonce: &str, sent: String, signed: &str| {
        let body = digest(signed.as_bytes());
        let signable = Signable { method: "POST", target: PATH, body, time, nonce };
        let authorization = signable.authorization(&signer);
        let headers = [("authorization", authorization.as_str()), ("content-type", KIND)];
        house.site.send_by("POST", PATH, &headers, sent).await
    };
    let other = format!("{sent}{}", line("n3", "浮桥养护"));
    let answer = ask("0123456789abcdef", other, &sent).await;
    refused(&answer, 401, "unauthorized");
    assert_eq!((&answer.json()["reason"], house.received()), (&json!("other_body"), 0));
    assert_eq!(outcomes(&ask("1123456789abcdef", sent.clone(), &sent).await).len(), 2);
    assert_eq!(house.received(), 2);
}
