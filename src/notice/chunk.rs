//! Chunks: notices that are stretches of a longer document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which stretch of which document a notice is, for a library that was cut up before it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Chunk {
    /// The document, by the name that its chunks have in common inside of one file.
    pub document: String,
    /// Which of its chunks it is, from 1 on.
    pub number: u32,
    /// How many chunks there are.
    pub of: u32,
}

impl Chunk {
    /// Tells whether it begins its document, so that title and number stand in it.
    pub fn is_first(&self) -> bool {
        self.number == 1
    }

    /// Tells whether it ends its document.
    pub fn is_last(&self) -> bool {
        self.number == self.of
    }
}
