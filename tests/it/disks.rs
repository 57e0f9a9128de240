//! A disk that is full or read-only refuses a notice and loses none; the same is taken when it can.

use std::fs;
use std::io::ErrorKind;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::support::faulty::Faulty;
use crate::support::house::{House, address, body};
use crate::support::library::notice;
use crate::support::site::Answer;

/// More steps than any write takes.
const MOST: usize = 20;

async fn send(house: &House, key: &str, method: &str, kind: &str) -> Answer {
    let bearer = format!("Bearer {}", house.key.reveal());
    let headers = [("authorization", bearer.as_str()), ("content-type", kind)];
    let text = notice("望溪市", 7, "河道清淤");
    let sent = if kind == "text/plain" { text } else { body("河道清淤").to_string() };
    let sent = if method == "DELETE" { String::new() } else { sent };
    house.site.send_by(method, &address(key), &headers, sent).await
}

#[tokio::test(flavor = "multi_thread")]
async fn whichever_step_a_disk_refuses_nothing_is_lost_and_the_same_is_taken_later() {
    for (fault, problem) in [
        (ErrorKind::StorageFull, "/problems/disk-full"),
        (ErrorKind::FileTooLarge, "/problems/disk-full"),
        (ErrorKind::PermissionDenied, "/problems/not-writable"),
    ] {
        for (method, kind) in
            [("PUT", "application/json"), ("PUT", "text/plain"), ("DELETE", "text/plain")]
        {
            let disk = Arc::new(Faulty::default());
            let house = House::on(Arc::clone(&disk) as Arc<_>).await;
            let (mut step, mut problems) = (0, Vec::new());
            loop {
                let key = format!("wx-{step}");
                if method == "DELETE" {
                    assert!(send(&house, &key, "PUT", kind).await.status.is_success());
                }
                let versioned = format!("{key}?version=7");
                disk.refuse(step..MOST, fault);
                let answer = send(&house, &versioned, method, kind).await;
                disk.recover();
                if answer.status.is_success() {
                    break;
                }
                problems.push(answer.json()["type"].clone());
                assert_eq!(unfinished(&house), 0, "{method} {kind}, step {step}");
                assert_eq!(unnamed(&house), [""; 0], "{method} {kind}, step {step}");
                let again = send(&house, &versioned, method, kind).await;
                assert!(again.status.is_success(), "{method} {kind}, {step}: {}", again.body);
                assert_eq!(again.json()["version"], 7);
                step += 1;
            }
            // The log comes last; that it cannot be written is told as such, whatever the reason.
            assert_eq!(problems.pop(), Some("/problems/not-writable".into()), "{method} {kind}");
            assert!(!problems.is_empty(), "{method} {kind}: a record comes before the log");
            assert!(problems.iter().all(|one| one == problem), "{method} {kind}: {problems:?}");
            house.site.publish();
            let held = if method == "PUT" { 200 } else { 404 };
            for key in 0..step {
                let read = house.site.get(&address(&format!("wx-{key}"))).await;
                assert_eq!(read.status.as_u16(), held, "{method} {kind}, step {key}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_of_a_bulk_that_the_disk_refuses_stops_no_other() {
    for (fault, problem) in [
        (ErrorKind::StorageFull, "/problems/disk-full"),
        (ErrorKind::ReadOnlyFilesystem, "/problems/not-writable"),
    ] {
        let disk = Arc::new(Faulty::default());
        let house = House::on(Arc::clone(&disk) as Arc<_>).await;
        house.put("wx-0", &body("浮桥养护")).await;
        let bearer = format!("Bearer {}", house.key.reveal());
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/jsonl")];
        let matters = ["河道清淤", "灯笼展销", "码头修缮"];
        let lines = matters.iter().enumerate().map(|(at, matter)| {
            format!("{}\n", json!({"key": format!("n{at}"), "text": notice("望溪市", 7, matter)}))
        });
        let sent: String = lines.collect();
        // Each line takes two steps: its record, and its line in the log.
        disk.refuse(2..3, fault);
        let answer = house.site.send_by("POST", "/api/v1/notices", &headers, sent.clone()).await;
        disk.recover();
        let told = |answer: &Answer| -> Vec<Value> {
            answer.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        };
        let first = told(&answer);
        assert_eq!(first[1]["problem"]["type"], problem, "{}", answer.body);
        assert!(first[0]["receipt"].is_object() && first[2]["receipt"].is_object(), "{first:?}");
        let again = told(&house.site.send_by("POST", "/api/v1/notices", &headers, sent).await);
        let statuses: Vec<&Value> = again.iter().map(|line| &line["receipt"]["status"]).collect();
        assert_eq!(statuses, ["unchanged", "created", "unchanged"]);
        assert_eq!(unfinished(&house), 0);
    }
}

/// Counts the files that were not written to their end.
fn unfinished(house: &House) -> usize {
    let files = walkdir::WalkDir::new(house.site.served.notices()).into_iter();
    let names = files.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(".unfinished")).count()
}

/// Returns the files that notices came as and that no record names.
fn unnamed(house: &House) -> Vec<String> {
    let folder = house.site.served.notices().join("received");
    let Ok(files) = fs::read_dir(folder.join("files")) else { return Vec::new() };
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let is_named = |name: &String| {
        let (key, rest) = name.split_once('~').unwrap();
        let record = fs::read_to_string(folder.join(format!("{key}.json"))).unwrap_or_default();
        record.contains(rest.split_once('.').unwrap().0)
    };
    names.filter(|name| !is_named(name)).collect()
}
