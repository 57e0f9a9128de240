//! A clause (条款): the smallest addressed piece of a notice.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::notice::id::ClauseId;

/// What a clause is in its notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClauseKind {
    /// A paragraph without a number of its own.
    Paragraph,
    /// A numbered item: 3.完善政府网站检索功能。
    Item,
    /// A row of an annex table.
    Row,
    /// Title and document number, which clauses are found and cited by; no clause of the text.
    Head,
}

/// A paragraph, a numbered item or a row of an annex table, with its address.
///
/// Example: address 第二部分第（三）条, text （三）完善站内检索。…
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Clause {
    /// Key inside the notice, made of the clause's own words.
    pub id: ClauseId,
    /// Label and heading of each section that holds it, the topmost first.
    pub path: Vec<String>,
    /// Where it stands, in words, unique within the notice.
    pub address: String,
    /// What it is.
    pub kind: ClauseKind,
    /// Its text as in the notice, its own label included; the cells of a row joined by ` | `.
    pub text: String,
    /// Address of the row that repeats it, or of the paragraph that it repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also_at: Option<String>,
    /// The row that repeats it and is shown in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<ClauseId>,
}

/// What parts the cells of a table row in a clause's text.
pub const CELL_SEPARATOR: &str = " | ";
