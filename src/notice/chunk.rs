//! Chunks: notices that are stretches of a longer one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which stretch of which notice a chunk is, for a library that was cut up before it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Chunk {
    /// The whole notice, by the name that its chunks give it inside of their file.
    pub whole: String,
    /// Title of the whole; a chunk may have one of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Which of its chunks it is, from 1 on.
    pub number: u32,
    /// How many chunks there are.
    pub count: u32,
}

impl Chunk {
    /// Tells whether it begins amid the whole, where no head stands.
    pub fn goes_on(&self) -> bool {
        self.number > 1
    }

    /// Tells whether it ends amid the whole, where nobody signs.
    pub fn breaks_off(&self) -> bool {
        self.number < self.count
    }
}
