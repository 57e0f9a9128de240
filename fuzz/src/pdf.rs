//! Any PDF is read or refused.

use super::laws;

/// Takes a document.
pub fn run(bytes: &[u8]) {
    laws::bear_with_pdf();
    laws::read("a.pdf", bytes);
}
