//! Why a notice is not kept, named for what its writer can do.

use std::io;

use thiserror::Error;

use crate::received::version::Conflict;

/// Why a text is no key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// It has no character.
    #[error("is empty")]
    Empty,
    /// It is too long.
    #[error("has {length} characters; the limit is {limit}")]
    TooLong {
        /// Its length in characters.
        length: usize,
        /// The limit in characters.
        limit: usize,
    },
    /// A character that keys do not have.
    #[error(
        "holds {wrong:?}; a key has letters, digits and - _ . ~ : @ + = , and brackets, no blank and no separator of paths"
    )]
    Character {
        /// The character.
        wrong: char,
    },
    /// It is made of dots, which name folders.
    #[error("is made of dots alone")]
    Dots,
}

/// Why a body is no notice.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ContentError {
    /// It is no JSON, or no object.
    #[error("is no JSON object: {0}")]
    NoObject(String),
    /// A field is missing.
    #[error("one of `text` and `html` is needed, with the text of the notice")]
    NoText,
    /// Both texts are given.
    #[error("has both `text` and `html`; give one")]
    TwoTexts,
    /// It has more fields than any notice.
    #[error("has more than {limit} fields")]
    TooManyFields {
        /// The limit.
        limit: usize,
    },
    /// A field cannot be used.
    #[error("the field `{field}` {reason}")]
    Field {
        /// Its name.
        field: String,
        /// What is wrong with it.
        reason: &'static str,
    },
}

/// Why a notice is not kept or taken back; what was kept before is as it was.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Another version is there.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// There is nothing to take back.
    #[error("there is no received notice of this key")]
    Absent,
    /// The file that the key becomes is none of a received notice of this key.
    #[error(
        "the file `{file}` in the library is no received notice of this key; the operator has to move it away or mend it"
    )]
    Foreign {
        /// Its path inside the library.
        file: String,
    },
    /// Another server writes into this library.
    #[error("another server writes into this library")]
    Locked,
    /// The disk is full.
    #[error("the disk of the library is full: {0}")]
    Full(#[source] io::Error),
    /// The disk refused.
    #[error("the library cannot be written: {0}")]
    Unwritable(#[source] io::Error),
}

impl StoreError {
    /// Makes an error of what the system said.
    pub(super) fn disk(error: io::Error) -> Self {
        match error.kind() {
            // A limit on the size of one file is room that the system does not give, too.
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::Full(error),
            _ => Self::Unwritable(error),
        }
    }
}
