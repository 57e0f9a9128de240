//! The outline of a notice (层次): its headings and how they are numbered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One heading of a notice.
///
/// Example: label 二、, heading 聚焦政民互动, level 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// 1 for the topmost level that the notice uses.
    pub level: u8,
    /// The number with its mark, such as 一、 （一） 第一条; `None` for an unnumbered heading.
    pub label: Option<String>,
    /// The heading without its label.
    pub heading: String,
    /// Label and heading of each section that holds it, the topmost first.
    pub path: Vec<String>,
}

impl Section {
    /// Returns label and heading as they stand in the text.
    pub fn name(&self) -> String {
        format!("{}{}", self.label.as_deref().unwrap_or(""), self.heading)
    }
}
