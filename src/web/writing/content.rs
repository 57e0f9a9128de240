//! What a writer sends, for the description of the API.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::Value;

/// A notice as a line of an import has it: `text` or `html`, and any labelled values beside, under
/// the labels that pages use (发文字号) or their English names (`doc_number`).
#[derive(Debug, JsonSchema)]
#[expect(dead_code, reason = "the shape alone is told; `received::content` reads it")]
pub(in crate::web) struct NoticeBody {
    /// The title; read out of the text where it is not given.
    title: Option<String>,
    /// The text, a paragraph a line. It or `html` is given.
    text: Option<String>,
    /// The text as HTML.
    html: Option<String>,
    /// Address of the page that published it.
    url: Option<String>,
    /// 发文字号
    doc_number: Option<String>,
    /// 发文机关
    issuer: Option<String>,
    /// 成文日期
    issued_on: Option<String>,
    /// 发布日期
    published_on: Option<String>,
    /// 公开属性; what is not 主动公开 is refused unless the operator allows it.
    openness: Option<String>,
    /// Other labelled values: texts, numbers, or lists of texts.
    #[schemars(flatten)]
    others: BTreeMap<String, Value>,
}
