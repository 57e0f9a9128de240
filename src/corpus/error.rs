//! What goes wrong with a file, in words that say what to do.

use std::path::{Path, PathBuf};
use std::{fmt, io};

use thiserror::Error;

/// A file that was not read, and why.
#[derive(Debug, Error)]
#[error("{}: {reason}", path.display())]
pub struct CorpusError {
    /// The file.
    pub path: PathBuf,
    /// Why it was not read.
    pub reason: Reason,
}

impl CorpusError {
    /// Makes an error about a file.
    pub fn new(path: &Path, reason: Reason) -> Self {
        Self { path: path.to_owned(), reason }
    }
}

/// Why a file was not read.
#[derive(Debug, Error)]
pub enum Reason {
    /// A path that was asked for is not there.
    #[error("there is no such file or folder")]
    Missing,
    /// The system refused.
    #[error("cannot be read: {0}")]
    Unreadable(#[source] io::Error),
    /// The system refused inside a folder.
    #[error("cannot be listed: {0}")]
    Unlistable(String),
    /// Larger than any notice.
    #[error("has {size} bytes, more than the limit of {limit}; split it")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A format that is not read.
    #[error(
        "is no notice format ({0}); read are txt, md, html, docx, pdf, json, jsonl and jsonl.gz"
    )]
    UnknownFormat(String),
    /// A format that has to be converted first.
    #[error("is not read ({format}); {advice}")]
    Convert {
        /// The ending of the name.
        format: String,
        /// What to do.
        advice: &'static str,
    },
    /// A document that is damaged or not of its format.
    #[error("is no document that can be read: {0}")]
    Document(String),
    /// A PDF of pictures.
    #[error("has no text layer, its pages are pictures; recognise them (OCR) and add the text")]
    Scanned,
    /// Not text, whatever its name says.
    #[error("is not text: it holds NUL bytes or other binary data")]
    Binary,
    /// Nothing to read.
    #[error("is empty")]
    Empty,
    /// An import that cannot be unpacked.
    #[error("cannot be unpacked: {0}")]
    Packed(#[source] io::Error),
    /// A line of an import.
    #[error("line {line}: {reason}")]
    ImportLine {
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
}

impl Reason {
    /// Makes a reason of what a reader of documents says.
    pub(in crate::corpus) fn document(error: impl fmt::Display) -> Self {
        Self::Document(error.to_string())
    }
}
