//! A notice in other forms: citations of it, plain text, a Word document, a sheet of its tasks.

pub(super) mod citation;
pub(super) mod docx;
pub(super) mod evidence;
pub(super) mod facts;
pub(super) mod file_name;
pub(super) mod results;
pub(super) mod sheet;
pub(super) mod text;

/// The media type of Word documents.
pub(super) const WORD: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
