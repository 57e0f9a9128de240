//! A token: one term and where in a text it stands.

/// One term of a text.
///
/// Example: in 完善 政务公开 the word 政务公开 has position 2, length 4 and the bytes 7 to 19.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The term as it is indexed: folded, a number's brackets made alike.
    pub term: String,
    /// Visible characters before it.
    pub position: u32,
    /// Visible characters in it.
    pub length: u32,
    /// Its first byte in the original text.
    pub start: usize,
    /// The byte behind it in the original text.
    pub end: usize,
}
