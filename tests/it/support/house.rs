//! A site that takes notices in, and a key to write to it with.

use std::fs;
use std::sync::Arc;

use serde_json::{Value, json};
use zhengsou::access::AUDIT_FILE;
use zhengsou::access::key::ProvenBy;
use zhengsou::access::scope::Scope;
use zhengsou::access::token::Token;
use zhengsou::durable::Disk;
use zhengsou::web::limits::LimitOptions;

use crate::support::keys::key;
use crate::support::library::{Library, notice};
use crate::support::site::{Answer, Site};

/// A site that takes notices in, and a key to write with.
#[derive(Debug)]
pub(crate) struct House {
    pub(crate) site: Site,
    pub(crate) key: Token,
}

impl House {
    /// Makes one that takes what is open.
    pub(crate) async fn new() -> Self {
        Self::with(false).await
    }

    /// Makes one; it takes what is not open, too, where asked.
    pub(crate) async fn with(restricted: bool) -> Self {
        Self::over(|library| Site::writing(library, restricted)).await
    }

    /// Makes one that holds requests to limits.
    pub(crate) async fn held_to(limits: LimitOptions) -> Self {
        Self::over(|library| Site::writing_within(limits, library)).await
    }

    /// Makes one whose notices a disk keeps.
    pub(crate) async fn on(disk: Arc<dyn Disk>) -> Self {
        Self::over(|library| Site::writing_to(disk, library)).await
    }

    async fn over(site: impl FnOnce(Library) -> Site) -> Self {
        let library = Library::of(&[("a/b.txt", &notice("清泽市", 1, "档案查阅"))]).await;
        let key = key(&library, &[Scope::Write], ProvenBy::Bearer);
        Self { site: site(library), key }
    }

    /// Puts a notice.
    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        self.put_with(self.key.reveal(), path, body).await
    }

    /// Puts a notice with a key.
    pub(crate) async fn put_with(&self, key: &str, path: &str, body: &Value) -> Answer {
        let bearer = format!("Bearer {key}");
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        self.site.send_by("PUT", &address(path), &headers, body.to_string()).await
    }

    /// Takes a notice back.
    pub(crate) async fn delete(&self, path: &str) -> Answer {
        let bearer = format!("Bearer {}", self.key.reveal());
        self.site.send_by("DELETE", &address(path), &[("authorization", &bearer)], "").await
    }

    /// Counts the notices that hold a phrase.
    pub(crate) async fn found(&self, text: &str) -> u64 {
        let found = self.site.json("/api/v1/search", &[("q", &format!("\"{text}\""))]).await;
        found["total"].as_u64().unwrap()
    }

    /// Returns the log of what was written.
    pub(crate) fn audit(&self) -> Vec<Value> {
        let log = fs::read_to_string(self.site.served.index_folder().join(AUDIT_FILE));
        let lines = log.unwrap_or_default();
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Counts the files of received notices.
    pub(crate) fn received(&self) -> usize {
        let folder = fs::read_dir(self.site.served.notices().join("received"));
        folder.map_or(0, |files| {
            let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
            names.filter(|name| !name.starts_with('.')).count()
        })
    }
}

/// Returns the address of a notice.
pub(crate) fn address(path: &str) -> String {
    format!("/api/v1/notices/{path}")
}

/// The body of a notice about one matter.
pub(crate) fn body(matter: &str) -> Value {
    json!({
        "title": format!("望溪市人民政府办公室关于做好{matter}工作的通知"),
        "发文字号": "望政办发〔2024〕7号",
        "url": "https://wangxi.example/n7",
        "text": notice("望溪市", 7, matter),
    })
}

/// Checks that an answer is a problem of a kind.
pub(crate) fn refused(answer: &Answer, status: u16, kind: &str) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
    assert_eq!(answer.content_type(), "application/problem+json");
    assert_eq!(answer.json()["type"], format!("/problems/{kind}"), "{}", answer.body);
}
