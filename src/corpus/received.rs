//! How a file of the library says that its notice was received over HTTP.

use serde_json::{Map, Value};

/// Name of the folder in a library where received notices lie, one file each.
pub const FOLDER: &str = "received";

/// Name of the field in such a file that says when, from whom and in which version it came. Its
/// value is an object, which the reader does not take for a labelled value of the notice.
pub const FIELD: &str = "received";

/// Name of the part of that field which says that the notice was taken back.
pub const DELETED: &str = "deleted";

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
    use super::holds;

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
