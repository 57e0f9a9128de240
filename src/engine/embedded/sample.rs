//! A few notices, published, for the tests of this engine.

use std::ops::Range;
use std::path::Path;

use serde_json::json;

use crate::analysis::Analyzer;
use crate::analysis::dictionary::Dictionary;
use crate::engine::document::{NoticeDocument, Origin};
use crate::engine::embedded::EmbeddedEngine;
use crate::engine::open::EngineOptions;
use crate::engine::{Engine, Publication};
use crate::notice::Notice;

fn notice(number: usize) -> Notice {
    serde_json::from_value(json!({
        "file": "", "id": number.to_string(), "source": "", "url": null,
        "title": "关于河道清淤的通知", "doc_number": null, "issuers": [], "region": {},
        "level": null, "kind": null, "inner_kind": null, "year": null, "issued_on": null,
        "published_on": null, "effective_on": null, "expires_on": null, "expiry": null,
        "index_number": null, "topic": null, "openness": null, "validity": "unknown",
        "validity_derived": null, "addressees": [], "attachments": [], "outline": [],
        "clauses": [{
            "id": "c", "path": [], "address": "第一段", "kind": "paragraph",
            "text": "加快河道清淤。",
        }],
        "assignments": [], "citations": [], "aside": [], "warnings": [],
    }))
    .expect("a notice")
}

/// Makes notices of these numbers.
pub(super) fn documents(numbers: Range<usize>) -> Vec<NoticeDocument> {
    let analyzer = Analyzer::new(Dictionary::default());
    let document = |number| NoticeDocument::new(notice(number), "", Origin::default(), &analyzer);
    numbers.map(document).collect()
}

/// Publishes so many notices in a folder.
pub(super) async fn published(folder: &Path, notices: usize) -> EmbeddedEngine {
    let engine = EmbeddedEngine::open(&EngineOptions::at(folder)).expect("an engine");
    let mut writer = engine.rebuild().await.expect("a writer");
    writer.put(documents(0..notices)).await.expect("put");
    writer.publish(Publication::default()).await.expect("published");
    engine
}
