//! A citation (引用): another document that a notice's text names.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::notice::doc_number::DocNumber;
use crate::notice::id::{ClauseId, NoticeId};
use crate::notice::status::Validity;

/// A document named in a clause by its title, its number or both.
///
/// Example: 《岚川省政务公开工作办法》（岚政办发〔2023〕8号）.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Citation {
    /// The title between 《 and 》.
    pub title: Option<String>,
    /// The number beside it.
    pub doc_number: Option<DocNumber>,
    /// The notice of the library that it names; told by the engine, `None` where the library lacks
    /// it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeId>,
}

/// A document that a notice ends: 《…》（泽民发〔2020〕31号）同时废止.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Repeal {
    /// The document.
    pub document: Citation,
    /// What becomes of it: `repealed` or `expired`.
    pub value: Validity,
    /// The clause that says so.
    pub clause: ClauseId,
}
