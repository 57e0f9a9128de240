//! Keys of notices and of the clauses inside them.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Key of a notice inside its library: the key that a writer gave, else its path.
///
/// Example: `2024~001` for `2024/001.txt`. Separators become `~`, which a URL carries unescaped.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct NoticeId(String);

impl NoticeId {
    /// Makes the key of a path inside a library; the extension stays when `whole` is set, which
    /// tells 方案.html and 方案.txt of one folder apart.
    pub fn of_path(path: &str, whole: bool) -> Self {
        let path = path.trim_start_matches("./").trim_matches('/');
        let stem = match path.rsplit_once('.') {
            Some((stem, _)) if !whole && !stem.is_empty() && !stem.ends_with('/') => stem,
            _ => path,
        };
        Self(stem.replace(['/', '\\'], "~"))
    }

    /// Takes a key that a writer gave.
    pub fn given(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    /// Returns the key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NoticeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Key of a clause inside its notice, made of its own words.
///
/// It stays the same when other parts of the notice change, and changes with its own text.
/// Example: `9f2c01ab`; a second clause of the same words is `9f2c01ab-2`.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct ClauseId(String);

impl ClauseId {
    /// Makes the key of the `repeat`th clause (from 1) with these words.
    ///
    /// White space and the numbering in front do not count, so that moving a clause keeps it.
    pub fn of_text(text: &str, repeat: usize) -> Self {
        let mut hasher = blake3::Hasher::new();
        for character in text.chars().filter(|c| !c.is_whitespace()) {
            hasher.update(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        let hex = hasher.finalize().to_hex();
        let short = &hex[..8];
        Self(if repeat > 1 { format!("{short}-{repeat}") } else { short.to_owned() })
    }

    /// Returns the key of a notice's title and number.
    pub fn head() -> Self {
        Self("head".to_owned())
    }

    /// Takes a key read from an index or an address.
    pub fn given(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    /// Returns the key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Key of a clause in the whole library: `notice:clause`.
///
/// Example: `2024~001:9f2c01ab`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClauseKey {
    /// The notice that holds the clause.
    pub notice: NoticeId,
    /// The clause inside it.
    pub clause: ClauseId,
}

impl ClauseKey {
    /// Reads a key as printed; the last colon parts notice and clause.
    pub fn parse(text: &str) -> Option<Self> {
        let (notice, clause) = text.rsplit_once(':')?;
        (!notice.is_empty() && !clause.is_empty())
            .then(|| Self { notice: NoticeId::given(notice), clause: ClauseId::given(clause) })
    }
}

impl fmt::Display for ClauseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.notice, self.clause)
    }
}

#[cfg(test)]
mod tests {
    use super::{ClauseId, ClauseKey, NoticeId};

    #[test]
    fn a_path_becomes_a_key_that_a_url_carries() {
        let cases = [
            ("2024/001.txt", false, "2024~001"),
            ("2024/001.txt", true, "2024~001.txt"),
            ("./通知.html", false, "通知"),
            (".hidden", false, ".hidden"),
        ];
        for (path, whole, expected) in cases {
            assert_eq!(NoticeId::of_path(path, whole).as_str(), expected, "{path}");
        }
    }

    #[test]
    fn a_clause_keeps_its_key_when_only_white_space_moves() {
        let one = ClauseId::of_text("完善站内检索。", 1);
        assert_eq!(one, ClauseId::of_text("完善 站内\n检索。", 1));
        assert_ne!(one, ClauseId::of_text("完善站内检索", 1));
        assert_eq!(ClauseId::of_text("完善站内检索。", 2).as_str(), format!("{one}-2"));
    }

    #[test]
    fn a_clause_key_is_read_as_it_is_printed() {
        let key = ClauseKey::parse("a:b~c:9f2c01ab").expect("three parts");
        assert_eq!(key.notice.as_str(), "a:b~c");
        assert_eq!(key.to_string(), "a:b~c:9f2c01ab");
        assert_eq!(ClauseKey::parse("no-colon"), None);
    }
}
