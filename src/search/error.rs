//! Why a search was not answered.

use thiserror::Error;

use crate::engine::error::EngineError;
use crate::lexicon::table::TableError;

/// Why a search was not answered.
#[derive(Debug, Error)]
pub enum SearchError {
    /// The engine could not answer.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The tables that the index was read with cannot be used any more.
    #[error("the tables kept with the index cannot be used: {0}")]
    Table(#[from] TableError),
    /// The index was made by other words, tables or another version of the program.
    #[error(
        "the index was made with other words or by another version (its mark is {found}, this program's is {expected})"
    )]
    Outdated {
        /// The mark of the index.
        found: String,
        /// The mark of this program with the tables kept in the index.
        expected: String,
    },
}
