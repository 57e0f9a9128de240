//! Notices are written over HTTP, kept in the library, and found after the next publish.

use axum::http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use zhengsou::access::key::ProvenBy;
use zhengsou::access::scope::Scope;
use zhengsou::access::signature::{Signable, digest};

use crate::support::house::{House, address, body, refused};
use crate::support::keys::{change, key};
use crate::support::library::{Library, notice};
use crate::support::site::{Site, now};

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_is_found_after_the_next_publish_and_gone_after_another() {
    let house = House::new().await;
    let created = house.put("wx-7", &body("河道清淤")).await;
    assert_eq!(created.status, StatusCode::CREATED, "{}", created.body);
    let receipt = created.json();
    assert_eq!((&receipt["key"], &receipt["version"]), (&json!("wx-7"), &json!(1)));
    assert_eq!((&receipt["status"], &receipt["kept"]), (&json!("created"), &json!(true)));
    assert_eq!(receipt["generation_now"], 1);
    assert_eq!(receipt["visible_after"], "2025-06-01T11:00:00Z", "an hour at most, in tests");
    assert_eq!(house.found("河道清淤").await, 0, "it is not published yet");
    house.site.publish();
    assert_eq!(house.found("河道清淤").await, 1);
    let read = house.site.json("/api/v1/notices/wx-7", &[]).await;
    assert_eq!(read["doc_number"], "望政办发〔2024〕7号");
    assert_eq!(read["url"], "https://wangxi.example/n7");

    let updated = house.put("wx-7", &body("灯笼展销")).await.json();
    assert_eq!((&updated["status"], &updated["version"]), (&json!("updated"), &json!(2)));
    house.site.publish();
    assert_eq!((house.found("河道清淤").await, house.found("灯笼展销").await), (0, 1));

    let deleted = house.delete("wx-7").await.json();
    assert_eq!((&deleted["status"], &deleted["version"]), (&json!("deleted"), &json!(3)));
    house.site.publish();
    assert_eq!(house.found("灯笼展销").await, 0);
    assert_eq!(house.found("档案查阅").await, 1, "others are as they were");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_title_or_an_address_alone_is_a_change() {
    let house = House::new().await;
    house.put("wx-7", &body("河道清淤")).await;
    house.site.publish();
    let mut other = body("河道清淤");
    other["url"] = json!("https://wangxi.example/moved");
    house.put("wx-7", &other).await;
    house.site.publish();
    let read = house.site.json("/api/v1/notices/wx-7", &[]).await;
    assert_eq!(read["url"], "https://wangxi.example/moved");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_again_changes_nothing_and_what_comes_late_is_refused() {
    let house = House::new().await;
    let path = "wx-7?version=1780272000123";
    assert_eq!(house.put(path, &body("河道清淤")).await.status, StatusCode::CREATED);
    let again = house.put(path, &body("河道清淤")).await;
    assert_eq!((again.status, &again.json()["status"]), (StatusCode::OK, &json!("unchanged")));
    let without = house.put("wx-7", &body("河道清淤")).await.json();
    assert_eq!(without["status"], "unchanged");
    for late in ["wx-7?version=1780272000122", path] {
        let answer = house.put(late, &body("灯笼展销")).await;
        refused(&answer, 409, "version");
        let present = &answer.json()["present"];
        assert_eq!(present, &json!({"version": 1_780_272_000_123_u64, "deleted": false}));
    }
    let later = house.put("wx-7?version=1780272000124", &body("灯笼展销")).await.json();
    assert_eq!(later["status"], "updated");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_back_is_not_brought_back_by_what_comes_late() {
    let house = House::new().await;
    house.put("wx-7?version=5", &body("河道清淤")).await;
    refused(&house.delete("wx-7?version=4").await, 409, "version");
    assert_eq!(house.delete("wx-7?version=8").await.json()["status"], "deleted");
    assert_eq!(house.delete("wx-7?version=8").await.json()["status"], "unchanged");
    let late = house.put("wx-7?version=7", &body("河道清淤")).await;
    refused(&late, 409, "version");
    assert_eq!(late.json()["present"], json!({"version": 8, "deleted": true}));
    house.site.publish();
    assert_eq!(house.found("河道清淤").await, 0);
    refused(&house.delete("never").await, 404, "not-found");
    assert_eq!(house.delete("early?version=3").await.json()["status"], "deleted");
    refused(&house.put("early?version=2", &body("河道清淤")).await, 409, "version");
    assert_eq!(house.put("wx-7?version=9", &body("河道清淤")).await.status, StatusCode::CREATED);
    house.site.publish();
    assert_eq!(house.found("河道清淤").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_tells_what_was_read_and_keeps_nothing() {
    let house = House::new().await;
    let answer = house.put("wx-7?dry_run=true", &body("河道清淤")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let read = answer.json();
    assert_eq!((&read["status"], &read["kept"]), (&json!("created"), &json!(false)));
    assert_eq!(read["notice"]["id"], "wx-7");
    assert_eq!(read["notice"]["assignments"][0]["lead"][0], "市财政局", "{read}");
    assert_eq!(read["visible_after"], Value::Null);
    let bare = house.put("wx-8?dry_run=true", &json!({"text": "请认真办理。"})).await.json();
    let kinds = bare["warnings"].as_array().unwrap().iter().map(|warning| &warning["kind"]);
    assert!(kinds.collect::<Vec<_>>().contains(&&json!("title_missing")), "{bare}");
    assert_eq!(house.received(), 0);
    assert!(house.audit().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_open_to_everyone_is_refused_unless_the_operator_takes_it() {
    for (openness, is_open) in [("主动公开", true), ("依申请公开", false), ("不予公开", false)]
    {
        let mut sent = body("河道清淤");
        sent["公开属性"] = json!(openness);
        let house = House::new().await;
        let answer = house.put("wx-7", &sent).await;
        if is_open {
            assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        } else {
            refused(&answer, 422, "not-open");
            assert_eq!(answer.json()["openness"], openness);
            refused(&house.put("wx-7?dry_run=true", &sent).await, 422, "not-open");
            assert_eq!(house.received(), 0);
        }
        let willing = House::with(true).await;
        assert_eq!(willing.put("wx-7", &sent).await.status, StatusCode::CREATED);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_good_key_that_may_write_is_let_through() {
    let house = House::new().await;
    let library = &house.site.served;
    let nobody =
        house.site.send_by("PUT", &address("wx-7"), &[], body("河道清淤").to_string()).await;
    refused(&nobody, 401, "unauthorized");
    assert!(nobody.headers["www-authenticate"].to_str().unwrap().starts_with("Bearer"));
    let reader = key(library, &[Scope::Read, Scope::Operate], ProvenBy::Bearer);
    let answer = house.put_with(reader.reveal(), "wx-7", &body("河道清淤")).await;
    refused(&answer, 403, "forbidden");
    let made_up = format!("zs_00000000_{}", "0".repeat(64));
    for wrong in ["", "x", &made_up, &house.key.reveal().replace('_', "-")] {
        refused(&house.put_with(wrong, "wx-7", &body("河道清淤")).await, 401, "unauthorized");
    }
    let rotated = change(library, |ring| ring.rotate(house.key.id(), None, now().timestamp()));
    refused(&house.put("wx-7", &body("河道清淤")).await, 401, "unauthorized");
    let answer = house.put_with(rotated.reveal(), "wx-7", &body("河道清淤")).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    change(library, |ring| ring.revoke(house.key.id(), now().timestamp()));
    let answer = house.put_with(rotated.reveal(), "wx-8", &body("河道清淤")).await;
    refused(&answer, 401, "unauthorized");
    assert_eq!(answer.json()["reason"], "revoked");
    assert_eq!(house.received(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_request_is_taken_once_with_its_own_body() {
    let house = House::new().await;
    let signer = key(&house.site.served, &[Scope::Write], ProvenBy::Signature);
    let target = address("wx-7?version=3");
    let sent = body("河道清淤").to_string();
    let time = now().timestamp().as_second();
    let authorization = |time: i64, nonce: &str| {
        let body = digest(sent.as_bytes());
        Signable { method: "PUT", target: &target, body, time, nonce }.authorization(&signer)
    };
    let ask = async |header: &str, target: &str, sent: &str| {
        let headers = [("authorization", header), ("content-type", "application/json")];
        house.site.send_by("PUT", target, &headers, sent.to_owned()).await
    };
    let first = authorization(time, "0123456789abcdef");
    assert_eq!(ask(&first, &target, &sent).await.status, StatusCode::CREATED);
    let cases = [
        (first, target.clone(), sent.clone(), "replayed"),
        (authorization(time - 301, "a123456789abcdef"), target.clone(), sent.clone(), "other_time"),
        (
            authorization(time, "b123456789abcdef"),
            address("wx-8?version=3"),
            sent.clone(),
            "wrong_secret",
        ),
        (
            authorization(time, "c123456789abcdef"),
            target.clone(),
            body("灯笼展销").to_string(),
            "other_body",
        ),
        (format!("Bearer {}", signer.reveal()), target.clone(), sent.clone(), "signature_needed"),
    ];
    for (header, target, sent, reason) in cases {
        let answer = ask(&header, &target, &sent).await;
        refused(&answer, 401, "unauthorized");
        assert_eq!(answer.json()["reason"], reason);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_key_leads_out_of_the_folder_or_to_a_file_of_the_operator() {
    let house = House::new().await;
    let before = files_under(&house);
    for key in [
        "..%2F..%2Fkeys",
        "%2Fetc%2Fpasswd",
        "a%2Fb",
        "a%5Cb",
        "..",
        ".",
        "%2e%2e",
        "a%00b",
        "%20a",
        "a%0Ab",
        "%E2%80%AEa",
        "a%CC%81",
        "%FF",
        "C%3A%5Cx",
        &"x".repeat(201),
    ] {
        let answer = house.put(key, &body("河道清淤")).await;
        assert!(
            matches!(answer.status.as_u16(), 404 | 405 | 422),
            "{key}: {} {}",
            answer.status,
            answer.body
        );
    }
    assert_eq!(files_under(&house), before);
    for answer in [house.put("a~b", &body("河道清淤")).await, house.delete("a~b").await] {
        refused(&answer, 409, "key-taken");
        assert!(answer.body.contains("a/b.txt"), "{}", answer.body);
    }
    let long = "泽".repeat(200);
    let path = utf8_percent_encode(&long, NON_ALPHANUMERIC).to_string();
    assert_eq!(house.put(&path, &body("河道清淤")).await.status, StatusCode::CREATED);
    house.site.publish();
    let read = house.site.json(&address(&path), &[]).await;
    assert_eq!(read["id"], long);
}

fn files_under(house: &House) -> Vec<String> {
    let root = house.site.served.notices();
    let mut found: Vec<String> = walkdir::WalkDir::new(root.parent().unwrap())
        .into_iter()
        .map(|entry| entry.unwrap().path().display().to_string())
        .filter(|path| !path.contains("keys."))
        .collect();
    found.sort();
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_notice_is_refused_and_named() {
    let house = House::new().await;
    let bearer = format!("Bearer {}", house.key.reveal());
    let json = "application/json";
    let large = format!("{{\"text\":\"{}\"}}", "x".repeat(13 << 20));
    for (kind, sent, status, problem) in [
        (json, "", 422, "content"),
        (json, "[1]", 422, "content"),
        (json, "{\"text\":\"\\ud800\"}", 422, "content"),
        (json, "{\"text\":\"a\\u0000b\"}", 422, "content"),
        (json, "{\"title\":\"通知\"}", 422, "content"),
        (json, "{\"text\":\"正文。\",\"received\":{\"version\":9}}", 422, "content"),
        (json, "{\"text\":\"正文。\",\"id\":\"another\"}", 422, "parameters"),
        (json, &large, 413, "too-large"),
        ("application/xml", "<text>正文。</text>", 415, "media-type"),
        ("", "{\"text\":\"正文。\"}", 415, "media-type"),
    ] {
        let headers = [("authorization", bearer.as_str()), ("content-type", kind)];
        let answer = house.site.send_by("PUT", &address("wx-7"), &headers, sent.to_owned()).await;
        refused(&answer, status, problem);
    }
    for query in ["version=0", "version=x", "dry_run=yes", "colour=red"] {
        let answer = house.put(&format!("wx-7?{query}"), &body("河道清淤")).await;
        refused(&answer, 422, "parameters");
    }
    assert_eq!(house.received(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_made_from_nothing_holds_the_same() {
    let house = House::new().await;
    for (key, matter) in
        [("wx-7", "河道清淤"), ("Wx-7", "灯笼展销"), ("%E6%9C%9B%E3%80%941%E3%80%95", "浮桥养护")]
    {
        assert_eq!(house.put(key, &body(matter)).await.status, StatusCode::CREATED, "{key}");
    }
    house.delete("wx-7").await;
    house.site.publish();
    let asked = [("q", "望溪市"), ("per_page", "50"), ("sort", "newest")];
    let listed = async |site: &Site| {
        let mut found = site.json("/api/v1/search", &asked).await;
        found["results"].take()
    };
    let before = listed(&house.site).await;
    assert_eq!(before.as_array().unwrap().len(), 2, "{before}");
    let anew = Site::over(Library::over(vec![house.site.served.notices()]).await);
    assert_eq!(listed(&anew).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_the_operator_takes_later_is_the_operators() {
    let house = House::new().await;
    house.put("taken", &body("河道清淤")).await;
    house.site.publish();
    house.site.served.write("taken.txt", notice("清泽市", 3, "灯笼展销"));
    let report = house.site.served.index().await;
    assert_eq!(report.notices.failed, 1, "{report:?}");
    assert!(report.failures[0].file.contains("received"), "{report:?}");
    assert_eq!((house.found("河道清淤").await, house.found("灯笼展销").await), (0, 1));
    refused(&house.put("taken", &body("河道清淤")).await, 409, "key-taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_tells_who_wrote_what_and_holds_no_secret_and_no_text() {
    let house = House::new().await;
    let bearer = format!("Bearer {}", house.key.reveal());
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
        ("x-request-id", "r-17"),
    ];
    let sent = body("河道清淤").to_string();
    house.site.send_by("PUT", &address("wx-7?version=5"), &headers, sent.clone()).await;
    house.put("wx-7?version=4", &body("灯笼展销")).await;
    house.delete("wx-7").await;
    let reader = key(&house.site.served, &[Scope::Read], ProvenBy::Bearer);
    house.put_with(reader.reveal(), "wx-7", &body("河道清淤")).await;
    house.put_with(&format!("zs_00000000_{}", "0".repeat(64)), "wx-7", &body("河道清淤")).await;
    let id = house.key.id();
    let at = "2025-06-01T10:00:00Z";
    let expected = [
        json!({"at": at, "key": id, "action": "put", "notice": "wx-7", "version": 5, "outcome": "created"}),
        json!({"at": at, "key": id, "action": "put", "notice": "wx-7", "version": 4, "outcome": "refused", "reason": "version"}),
        json!({"at": at, "key": id, "action": "delete", "notice": "wx-7", "version": 6, "outcome": "deleted"}),
        json!({"at": at, "key": reader.id(), "action": "put", "notice": "wx-7", "outcome": "refused", "reason": "out_of_scope"}),
    ];
    let mut audit = house.audit();
    let requests: Vec<Value> =
        audit.iter_mut().filter_map(|entry| entry.as_object_mut()?.remove("request")).collect();
    assert_eq!(audit, expected);
    assert_eq!((requests.len(), &requests[0]), (4, &json!("r-17")));
    for _ in 0..70 {
        house.put_with(reader.reveal(), "wx-7", &body("河道清淤")).await;
    }
    assert_eq!(house.audit().len(), expected.len() - 1 + 60, "a flood is logged in part");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_a_reception_says_so() {
    let library = Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await;
    let site = Site::over(library);
    let answer = site.send_by("PUT", &address("wx-7"), &[], body("河道清淤").to_string()).await;
    refused(&answer, 403, "no-writing");
}
