//! Words that an operator does not want to be offered: never suggested, related or popular.

use aho_corasick::AhoCorasick;

use crate::analysis::fold::key;
use crate::lexicon::table::TableError;

/// An operator's list of blocked words.
#[derive(Debug, Default)]
pub struct Blocked {
    finder: Option<AhoCorasick>,
}

impl Blocked {
    /// Reads a list: one word a line; `#` begins a comment.
    ///
    /// # Errors
    ///
    /// The first line whose word has no letter, digit or 汉字, by which everything would be blocked;
    /// or the last line where the list is too long to be searched for.
    pub fn new(file: &str, list: &str) -> Result<Self, TableError> {
        let mut words = Vec::new();
        for (line, text) in (1..).zip(list.trim_start_matches('\u{FEFF}').lines()) {
            let word = text.split('#').next().unwrap_or("").trim();
            if word.is_empty() {
                continue;
            }
            let folded = key(word);
            if folded.is_empty() {
                let reason = format!("`{word}` has no letter, digit or 汉字");
                return Err(TableError::new(file, line, reason));
            }
            words.push(folded);
        }
        if words.is_empty() {
            return Ok(Self::default());
        }
        let finder = AhoCorasick::new(&words)
            .map_err(|error| TableError::new(file, list.lines().count(), error.to_string()))?;
        Ok(Self { finder: Some(finder) })
    }

    /// Tells whether a text holds a blocked word, however it is written.
    pub fn holds(&self, text: &str) -> bool {
        self.finder.as_ref().is_some_and(|finder| finder.is_match(&key(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::Blocked;

    #[test]
    fn a_text_that_holds_a_blocked_word_is_told() {
        let list = "\u{FEFF}# 不推荐\n望溪\r\nＡBC  # 代号\n\n";
        let blocked = Blocked::new("blocked.txt", list).expect("a sound list");
        let cases = [("望溪市", true), ("望 溪", true), ("abc区", true), ("清泽市", false)];
        for (text, wanted) in cases {
            assert_eq!(blocked.holds(text), wanted, "{text}");
        }
        assert!(!Blocked::default().holds("望溪市"));
        let error = Blocked::new("blocked.txt", "望溪\n……\n").expect_err("only signs");
        assert!(error.to_string().starts_with("blocked.txt:2"), "{error}");
    }
}
