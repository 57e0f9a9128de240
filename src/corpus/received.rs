//! How a file of the library says that its notice was received over HTTP, as fields or as a file.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::corpus::walk::Format;

/// Name of the folder in a library where received notices lie, one file each.
pub const FOLDER: &str = "received";

/// Name of the field in such a file that says when, from whom and in which version it came. Its
/// value is an object, which the reader does not take for a labelled value of the notice.
pub const FIELD: &str = "received";

/// Name of the part of that field which says that the notice was taken back.
pub const DELETED: &str = "deleted";

/// Name of the folder beside the records in which the files lie that notices came as.
pub const FILES: &str = "files";

/// Digits of a digest that stand in the name of a file: enough to tell the versions of one notice.
const DIGITS: usize = 16;

/// How a file is written that a notice came as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    /// Plain text.
    Text,
    /// A page.
    Html,
    /// A Word document.
    Docx,
    /// A PDF with a text layer.
    Pdf,
}

/// The file that a notice came as; it lies in [`FILES`] under a name that its record tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// How it is written.
    pub kind: FileKind,
    /// BLAKE3 digest of its bytes, in hexadecimal digits.
    pub digest: String,
}

impl FileKind {
    /// Returns the format of such files.
    pub fn format(self) -> Format {
        match self {
            Self::Text => Format::Text,
            Self::Html => Format::Html,
            Self::Docx => Format::Docx,
            Self::Pdf => Format::Pdf,
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }
}

impl Attached {
    /// Describes a file.
    pub fn new(kind: FileKind, bytes: &[u8]) -> Self {
        Self { kind, digest: blake3::hash(bytes).to_hex().to_string() }
    }

    /// Returns its path beside a record; whatever the record says, it lies in the one folder.
    ///
    /// Example: `received/files/n1~0123456789abcdef.docx` of `received/n1.json`.
    pub fn path(&self, record: &Path) -> PathBuf {
        let stem = record.file_stem().unwrap_or_default().to_string_lossy();
        let digits = self.digest.chars().filter(char::is_ascii_hexdigit).take(DIGITS);
        let name = format!("{stem}~{}.{}", digits.collect::<String>(), self.kind.ending());
        record.with_file_name(FILES).join(name)
    }
}

/// Returns the file that the notice of a record came as; `None` where it came as fields, or the
/// bytes are no record.
pub fn attached(record: &[u8]) -> Option<Attached> {
    #[derive(Deserialize)]
    struct Record {
        received: Receipt,
    }
    #[derive(Deserialize)]
    struct Receipt {
        file: Option<Attached>,
    }
    serde_json::from_slice::<Record>(record).ok()?.received.file
}

/// Tells whether a folder holds the files that notices came as, which are read through their records.
pub(super) fn holds_files(folder: &Path) -> bool {
    let named = |path: &Path, name: &str| path.file_name().is_some_and(|own| own == name);
    named(folder, FILES) && folder.parent().is_some_and(|parent| named(parent, FOLDER))
}

/// Tells whether a path inside a library, with `/` between folders, lies in such a folder.
///
/// With several paths, each is a folder of the library under its own name, and holds one.
pub fn holds(relative: &str) -> bool {
    let mut folders = relative.split('/').rev().skip(1);
    folders.next() == Some(FOLDER) && folders.count() < 2
}

/// Tells whether an object of an import says that its notice was taken back.
pub(super) fn is_taken_back(fields: &Map<String, Value>) -> bool {
    let receipt = fields.get(FIELD).and_then(Value::as_object);
    receipt.and_then(|receipt| receipt.get(DELETED)) == Some(&Value::Bool(true))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Attached, FileKind, attached, holds};

    #[test]
    fn a_record_names_a_file_in_the_one_folder() {
        for digest in ["0123456789abcdef0123", "../../0123456789abcdef", "0/1/2/3456789abcdef"] {
            let record = format!(
                "{{\"id\":\"n1\",\"received\":{{\"file\":{{\"kind\":\"docx\",\"digest\":\"{digest}\"}}}}}}"
            );
            let file = attached(record.as_bytes()).expect("a file");
            let path = file.path(Path::new("a/received/n1.json"));
            assert_eq!(path, Path::new("a/received/files/n1~0123456789abcdef.docx"));
        }
        let text = Attached::new(FileKind::Text, b"x");
        assert_eq!(text.path(Path::new("n1.json")).extension().expect("an ending"), "txt");
        for record in
            ["", "[]", "{}", r#"{"received":{"version":1}}"#, r#"{"received":{"file":7}}"#]
        {
            assert_eq!(attached(record.as_bytes()), None, "{record}");
        }
    }

    #[test]
    fn received_notices_are_told_by_their_folder() {
        for (path, expected) in [
            ("received/n1.json", true),
            ("qingze/received/n1.json", true),
            ("a/b/received/n1.json", false),
            ("received.json", false),
            ("received/deep/n1.json", false),
        ] {
            assert_eq!(holds(path), expected, "{path}");
        }
    }
}
