//! Reads word lists: one word a line, tolerant of how people write such files.

use std::collections::HashSet;

use crate::analysis::fold::{Class, classify, fold, fold_char};

/// A word of the domain with its frequency, if one is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word, folded.
    pub text: String,
    /// How often it is held to occur in the general dictionary's measure.
    pub frequency: Option<usize>,
}

/// A line of a word list that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    /// Number of the line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// The words that segmentation knows beside the general dictionary, and those not indexed.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    words: Vec<Word>,
    bracketed: Vec<String>,
    stop_words: HashSet<String>,
    function_characters: HashSet<char>,
    sources: Vec<String>,
}

impl Dictionary {
    /// Adds a list of words: `word`, `word frequency` or `word frequency tag` a line, parted by
    /// tabs or blanks; `#` begins a comment; a byte-order mark and CRLF do not disturb.
    ///
    /// Words that hold brackets, such as 首台（套）, are kept whole before segmentation.
    /// Returns the lines that could not be used; the others count.
    pub fn add_words(&mut self, list: &str) -> Vec<LineError> {
        let mut errors = Vec::new();
        for (line, fields) in lines(list) {
            match read_word(&fields) {
                Ok(word) if word.text.chars().any(|c| classify(c) == Class::Mark) => {
                    self.bracketed.push(word.text);
                }
                Ok(word) => self.words.push(word),
                Err(reason) => errors.push(LineError { line, reason }),
            }
        }
        self.sources.push(list.to_owned());
        errors
    }

    /// Adds the list of stop words; the part after a line `# function characters` lists single
    /// characters of which pairs are not worth searching.
    pub fn add_stop_words(&mut self, list: &str) {
        let mut characters = false;
        for line in list.lines() {
            let line = line.trim_start_matches('\u{FEFF}').trim();
            if line.starts_with('#') {
                characters |= line.contains("function characters");
            } else if characters {
                self.function_characters
                    .extend(line.chars().filter(|c| !c.is_whitespace()).map(fold_char));
            } else if !line.is_empty() {
                self.stop_words.insert(fold(line));
            }
        }
        self.sources.push(list.to_owned());
    }

    /// Returns the words without brackets, in the order in which they were added.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Returns the words that hold brackets.
    pub fn bracketed(&self) -> &[String] {
        &self.bracketed
    }

    /// Tells whether a folded word is left out of the index.
    pub fn is_stop_word(&self, word: &str) -> bool {
        self.stop_words.contains(word)
    }

    /// Tells whether a folded character only ties other words together.
    pub fn is_function_character(&self, character: char) -> bool {
        self.function_characters.contains(&character)
    }

    /// Returns a digest of every list that was added, in hexadecimal digits.
    pub fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for source in &self.sources {
            hasher.update(source.as_bytes());
            hasher.update(&[0]);
        }
        hasher.finalize().to_hex().to_string()
    }
}

fn lines(list: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    list.trim_start_matches('\u{FEFF}').lines().enumerate().filter_map(|(index, line)| {
        let content = line.split('#').next().unwrap_or("");
        let fields: Vec<&str> = content.split_whitespace().collect();
        (!fields.is_empty()).then_some((index + 1, fields))
    })
}

fn read_word(fields: &[&str]) -> Result<Word, String> {
    let text = fold(fields[0]);
    if text.chars().count() < 2 {
        return Err(format!("`{}` is a single character; words have two or more", fields[0]));
    }
    let frequency = match fields.get(1) {
        Some(field) if field.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(field.parse().map_err(|_| format!("frequency `{field}` is too large"))?)
        }
        Some(field) if field.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
            return Err(format!("frequency `{field}` is not a whole number"));
        }
        _ => None,
    };
    Ok(Word { text, frequency })
}

#[cfg(test)]
mod tests {
    use super::Dictionary;

    #[test]
    fn a_list_is_read_however_it_is_written() {
        let mut dictionary = Dictionary::default();
        let errors = dictionary.add_words(
            "\u{FEFF}# government words\r\n政务公开\r\n\r\n一网通办 120\t n\r\n免申即享\tn # added\r\n首台（套）\r\n",
        );
        assert_eq!(errors, []);
        let words: Vec<_> =
            dictionary.words().iter().map(|word| (word.text.as_str(), word.frequency)).collect();
        assert_eq!(words, [("政务公开", None), ("一网通办", Some(120)), ("免申即享", None)]);
        assert_eq!(dictionary.bracketed(), ["首台(套)"]);
    }

    #[test]
    fn a_line_that_cannot_be_used_is_named_and_the_rest_counts() {
        let mut dictionary = Dictionary::default();
        let errors = dictionary.add_words("政务公开\n公\n一网通办 -3\n");
        assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(dictionary.words().len(), 1);
    }

    #[test]
    fn stop_words_and_function_characters_are_told_apart() {
        let mut dictionary = Dictionary::default();
        dictionary.add_stop_words("# stop words\n关于\n以及\n# function characters\n的 了\n在哪\n");
        assert!(dictionary.is_stop_word("关于"));
        assert!(!dictionary.is_stop_word("的"));
        assert!(dictionary.is_function_character('哪'));
    }

    #[test]
    fn the_digest_follows_the_lists() {
        let digest = |list: &str| {
            let mut dictionary = Dictionary::default();
            dictionary.add_words(list);
            dictionary.digest()
        };
        assert_eq!(digest("政务公开"), digest("政务公开"));
        assert_ne!(digest("政务公开"), digest("政务公开\n一网通办"));
    }
}
