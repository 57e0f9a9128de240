//! A notice is put as a file, read as files of the library are, and kept as what it is.

use std::fs;
use std::io::{Cursor, Write};

use axum::http::StatusCode;
use serde_json::{Value, json};
use zhengsou::access::key::ProvenBy;
use zhengsou::access::scope::Scope;
use zhengsou::access::signature::{Signable, digest};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::house::{House, address, body, refused};
use crate::support::keys::key;
use crate::support::library::{Library, notice};
use crate::support::samples;
use crate::support::site::{Answer, Site, now, url};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

impl House {
    async fn upload(&self, path: &str, kind: &str, sent: impl Into<Vec<u8>>) -> Answer {
        let bearer = format!("Bearer {}", self.key.reveal());
        let headers = [("authorization", bearer.as_str()), ("content-type", kind)];
        self.site.send_by("PUT", &address(path), &headers, sent.into()).await
    }

    /// Returns the names of the files that notices came as.
    fn files(&self) -> Vec<String> {
        let Ok(files) = fs::read_dir(self.site.served.notices().join("received/files")) else {
            return Vec::new();
        };
        let mut names: Vec<String> =
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    async fn read(&self, key: &str) -> Value {
        self.site.json(&address(key), &[]).await
    }
}

/// Returns a file of the sample library.
fn sample(path: &str) -> Vec<u8> {
    fs::read(samples().join(path)).unwrap()
}

/// Returns a Word document whose text unpacks to so many bytes.
fn packed(length: usize) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    archive.write_all(&vec![b'x'; length]).unwrap();
    archive.finish().unwrap().into_inner()
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_format_is_read_as_a_file_of_the_library() {
    let page = format!("<html><body><p>{}</p></body></html>", notice("望溪市", 7, "河道清淤"));
    for (kind, sent, ending) in [
        (DOCX, sample("shuju/qingze-shuju-shouquan-2024.docx"), "docx"),
        ("application/pdf", sample("xian/yuanping-shuili-2024.pdf"), "pdf"),
        ("text/html; charset=utf-8", page.into_bytes(), "html"),
        ("text/plain", gb18030(&notice("望溪市", 7, "河道清淤")), "txt"),
    ] {
        let house = House::new().await;
        let answer = house.upload("wx-7?version=4", kind, sent.clone()).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{kind}: {}", answer.body);
        assert_eq!(answer.json()["version"], 4, "{kind}");
        house.site.publish();
        let read = house.read("wx-7").await;
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(format!("wx-7.{ending}")), &sent).unwrap();
        let alone = Site::over(Library::over(vec![folder.path().to_owned()]).await);
        let mut laid = alone.json(&address("wx-7"), &[]).await;
        for own in ["file", "source"] {
            laid[own] = read[own].clone();
        }
        assert_eq!(read, laid, "{kind}");
        assert_eq!(house.files().len(), 1);
        let kept = house.site.served.notices().join("received/files").join(&house.files()[0]);
        assert!(kept.to_string_lossy().ends_with(ending));
        assert_eq!(fs::read(kept).unwrap(), sent, "it is kept as what it is");
        let anew = Site::over(Library::over(vec![house.site.served.notices()]).await);
        assert_eq!(anew.json(&address("wx-7"), &[]).await, read, "{kind}: from nothing, too");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_file_does_not_say_stands_in_the_address() {
    let house = House::new().await;
    let fields = [
        ("title", "望溪市人民政府关于码头修缮的通告"),
        ("url", "https://wangxi.example/n7"),
        ("doc_number", "望政告〔2024〕7号"),
        ("issued_on", "2024-05-08"),
        ("openness", "主动公开"),
        ("topic", ""),
    ];
    let path = url("wx-7", &fields);
    let answer = house.upload(&path, "text/plain", "一、码头自6月1日起修缮。").await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    house.site.publish();
    let read = house.read("wx-7").await;
    for (name, value) in &fields[..4] {
        assert_eq!(&read[name], value, "{read}");
    }
    let closed = house
        .upload(
            "wx-8?openness=%E4%B8%8D%E4%BA%88%E5%85%AC%E5%BC%80",
            "text/plain",
            "一、码头修缮。",
        )
        .await;
    refused(&closed, 422, "not-open");
    let told = gb18030("一、码头修缮。\n公开方式：依申请公开\n");
    refused(&house.upload("wx-8", "text/plain", told).await, 422, "not-open");
    refused(&house.upload("wx-8?colour=red", "text/plain", "一、修缮。").await, 422, "parameters");
    refused(&house.put("wx-8?title=x", &body("河道清淤")).await, 422, "parameters");
    refused(&house.delete("wx-7?title=x").await, 422, "parameters");
    assert_eq!(house.files().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_again_changes_nothing_and_a_dry_run_keeps_nothing() {
    let house = House::new().await;
    let sent = notice("望溪市", 7, "河道清淤");
    let dry = house.upload("wx-7?dry_run=true", "text/plain", sent.clone()).await.json();
    assert_eq!((&dry["status"], &dry["kept"]), (&json!("created"), &json!(false)));
    assert_eq!(dry["notice"]["id"], "wx-7");
    assert_eq!((house.files().len(), house.received(), house.audit().len()), (0, 0, 0));
    let status = async |path: &str, sent: &str| {
        house.upload(path, "text/plain", sent).await.json()["status"].clone()
    };
    assert_eq!(status("wx-7?version=3", &sent).await, "created");
    fs::remove_file(house.site.served.notices().join("received/files").join(&house.files()[0]))
        .unwrap();
    assert_eq!(status("wx-7?version=3", &sent).await, "unchanged");
    assert_eq!(house.files().len(), 1, "what was lost is brought back");
    let late = house.upload("wx-7?version=3", "text/plain", notice("望溪市", 7, "灯笼展销")).await;
    refused(&late, 409, "version");
    let titled = house.upload("wx-7?version=3&title=x", "text/plain", sent.clone()).await;
    refused(&titled, 409, "version");
    assert_eq!(status("wx-7?title=x", &sent).await, "updated");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_versions_that_are_over_go_and_that_of_a_notice_taken_back_at_once() {
    let house = House::new().await;
    let put = async |matter: &str| {
        let answer = house.upload("wx-7", "text/plain", notice("望溪市", 7, matter)).await;
        assert!(answer.status.is_success(), "{}", answer.body);
        house.files().len()
    };
    assert_eq!(put("河道清淤").await, 1);
    assert_eq!(put("灯笼展销").await, 2, "who reads the version before still finds it");
    assert_eq!(put("浮桥养护").await, 2);
    house.site.publish();
    assert_eq!((house.found("灯笼展销").await, house.found("浮桥养护").await), (0, 1));
    assert_eq!(house.put("wx-7", &body("码头修缮")).await.status, StatusCode::OK);
    assert_eq!(house.files().len(), 1);
    assert_eq!(put("河道清淤").await, 1);
    assert_eq!(house.delete("wx-7").await.json()["status"], "deleted");
    assert_eq!(house.files().len(), 0);
    house.site.publish();
    assert_eq!(house.found("河道清淤").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_crash_left_is_swept_away_by_the_next_server() {
    let house = House::new().await;
    house.upload("wx-7", "text/plain", notice("望溪市", 7, "河道清淤")).await;
    let House { site, key } = house;
    let files = site.served.notices().join("received/files");
    let left = ["wx-7~0000000000000000.txt", "wx-9~0000000000000000.pdf", ".wx-7~1.txt.unfinished"];
    for name in left {
        fs::write(files.join(name), "x").unwrap();
    }
    fs::write(files.join("readme.txt"), "x").unwrap();
    let house = House { site: Site::writing(site.into_served(), false), key };
    // The thread of the server before lets its lock go when it has ended.
    while !house.put("wx-8", &body("灯笼展销")).await.status.is_success() {}
    let names = house.files();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names.contains(&"readme.txt".to_owned()), "what is not of its making stays: {names:?}");
    house.site.publish();
    assert_eq!(house.found("河道清淤").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_is_refused_and_named() {
    let house = House::new().await;
    for (kind, sent, word) in [
        (DOCX, b"PK\x03\x04 and nothing else".to_vec(), "no document"),
        (DOCX, packed(70 << 20), "unpacks to more than"),
        (DOCX, sample("xian/yuanping-shuili-2024.pdf"), "no document"),
        ("application/pdf", b"%PDF-1.7 and nothing else".to_vec(), "no document"),
        ("text/plain", b"\x00\x01\x02\x03".to_vec(), "not text"),
        ("text/plain", b" \r\n ".to_vec(), "is empty"),
        ("text/html", Vec::new(), "is empty"),
    ] {
        let answer = house.upload("wx-7", kind, sent).await;
        refused(&answer, 422, "content");
        assert!(answer.json()["detail"].as_str().unwrap().contains(word), "{}", answer.body);
    }
    refused(&house.upload("wx-7", "application/msword", "x").await, 415, "media-type");
    refused(&house.upload("wx-7", DOCX, vec![b'x'; 13 << 20]).await, 413, "too-large");
    refused(&house.upload("a~b", "text/plain", "一、修缮。").await, 409, "key-taken");
    assert_eq!((house.received(), house.files().len()), (0, 0));
    let audit = house.audit();
    let reasons = audit.iter().map(|entry| entry["reason"].as_str().unwrap());
    assert_eq!(reasons.collect::<Vec<_>>(), [["unread"; 7].as_slice(), &["key_taken"]].concat());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_speaks_for_the_file_and_what_is_said_beside_it() {
    let house = House::new().await;
    let signer = key(&house.site.served, &[Scope::Write], ProvenBy::Signature);
    let sent = notice("望溪市", 7, "河道清淤");
    let ask = async |target: &str, signed: &str, nonce: &str| {
        let (body, time) = (digest(sent.as_bytes()), now().timestamp().as_second());
        let signable = Signable { method: "PUT", target: signed, body, time, nonce };
        let authorization = signable.authorization(&signer);
        let headers = [("authorization", authorization.as_str()), ("content-type", "text/plain")];
        house.site.send_by("PUT", target, &headers, sent.clone()).await
    };
    let (target, other) = (address("wx-7?title=a"), address("wx-7?title=b"));
    refused(&ask(&other, &target, "0123456789abcdef").await, 401, "unauthorized");
    let taken = ask(&target, &target, "1123456789abcdef").await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.body);
}
