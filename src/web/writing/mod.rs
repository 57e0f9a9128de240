//! What the API takes of whoever writes notices: who sends, which notice, in which version.

mod admission;
pub(super) mod bulk;
pub(super) mod content;
pub(super) mod letter;
pub(super) mod params;
pub(super) mod receipt;
pub(super) mod refused;
