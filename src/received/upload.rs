//! A file that a notice comes as, told by its media type.

use crate::corpus::received::{Attached, FileKind};

/// The media type of Word documents.
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Media types of files that are taken.
pub const MEDIA: [&str; 4] = ["text/html", DOCX, "application/pdf", "text/plain"];

/// A file that a notice comes as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// What its record says of it.
    pub(super) attached: Attached,
    /// Its bytes, not looked at yet.
    pub bytes: Vec<u8>,
}

impl Upload {
    /// Takes a file; `None` for a media type whose files are not taken.
    pub fn of(media: &str, bytes: &[u8]) -> Option<Self> {
        let kind = match media {
            "text/plain" => FileKind::Text,
            "text/html" => FileKind::Html,
            DOCX => FileKind::Docx,
            "application/pdf" => FileKind::Pdf,
            _ => return None,
        };
        Some(Self { attached: Attached::new(kind, bytes), bytes: bytes.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::{MEDIA, Upload};

    #[test]
    fn every_media_type_that_is_named_is_taken() {
        for media in MEDIA {
            assert!(Upload::of(media, b"x").is_some(), "{media}");
        }
        assert_eq!(Upload::of("application/msword", b"x"), None);
    }
}
