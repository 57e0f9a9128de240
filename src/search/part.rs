//! Parts of an answer that can fail by themselves, and leave the rest of it standing.

use schemars::JsonSchema;
use serde::Serialize;

use crate::search::error::SearchError;

/// A part of an answer that the engine is asked for beside the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "AnswerPart")]
pub enum Part {
    /// Answers above the results.
    Answers,
    /// Related searches.
    Related,
    /// Results by the values of a dimension.
    Groups,
    /// What there is without each filter, where nothing is found.
    Relief,
    /// Terms of the library that are like the query, where nothing is found.
    Nearest,
    /// Documents that a notice cites.
    Cites,
    /// Notices that cite a notice.
    CitedBy,
    /// Notices about the matter of a notice.
    Similar,
    /// Notices of other years of a series.
    Years,
}

impl Part {
    /// Returns the name that readers see.
    pub fn label(self) -> &'static str {
        match self {
            Self::Answers => "直接回答",
            Self::Related => "相关检索",
            Self::Groups => "分组",
            Self::Relief => "放宽条件后的件数",
            Self::Nearest => "相近的词",
            Self::Cites => "引用文件的效力",
            Self::CitedBy => "引用本文件的文件",
            Self::Similar => "相似文件",
            Self::Years => "历年文件",
        }
    }
}

/// The parts of an answer that are missing, in the order in which they failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Missing(Vec<Part>);

impl Missing {
    /// Takes a part, or nothing in its place where it failed.
    pub fn or_nothing<T: Default>(&mut self, part: Part, found: Result<T, SearchError>) -> T {
        found.unwrap_or_else(|error| {
            tracing::warn!(?part, %error, "a part of an answer is missing");
            if !self.0.contains(&part) {
                self.0.push(part);
            }
            T::default()
        })
    }

    /// Tells whether nothing is missing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Says what is missing, in words; `None` where nothing is.
    ///
    /// Example: 暂时无法显示相关检索，其余内容不受影响。
    pub fn said(&self) -> Option<String> {
        let labels: Vec<&str> = self.0.iter().map(|part| part.label()).collect();
        (!labels.is_empty())
            .then(|| format!("暂时无法显示{}，其余内容不受影响。", labels.join("、")))
    }
}
