//! Folds characters to the form in which they are matched, keeping the way back to the original.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::analysis::token::Token;

/// What a character does in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// White space, zero-width and private-use characters: takes no position.
    Blank,
    /// Punctuation and signs: takes a position, is no term.
    Mark,
    /// Letters, digits, 汉字 and signs of units.
    Text,
}

/// The characters that [`VARIANTS`] holds in an array: CJK unified ideographs and extension A.
const IDEOGRAPHS: std::ops::Range<u32> = 0x3400..0xA000;

/// Simplified forms in an array, and those of characters outside of it.
type Variants = (Box<[u32]>, HashMap<char, char>);

/// Simplified forms by traditional form, from `data/variants.tsv`; 0 where there is none.
static VARIANTS: LazyLock<Variants> = LazyLock::new(|| {
    let mut near = vec![0; IDEOGRAPHS.len()].into_boxed_slice();
    let mut far = HashMap::new();
    for line in include_str!("../../data/variants.tsv").lines() {
        let mut fields = line.split('\t').map(|field| field.chars().next());
        let (Some(Some(from)), Some(Some(to))) = (fields.next(), fields.next()) else { continue };
        match usize::try_from(u32::from(from).wrapping_sub(IDEOGRAPHS.start)) {
            Ok(index) if index < near.len() => near[index] = u32::from(to),
            _ => {
                far.insert(from, to);
            }
        }
    }
    (near, far)
});

/// Returns the form of one character in which it is matched: narrow, simplified, lower case.
///
/// Always one character for one, so that offsets into a folded text hold for the original.
pub fn fold_char(character: char) -> char {
    match character {
        'A'..='Z' => character.to_ascii_lowercase(),
        '\0'..='\u{7F}' => character,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0)
            .map_or(character, |narrow| narrow.to_ascii_lowercase()),
        '\u{3000}' => ' ',
        '∶' | '︰' => ':',
        '﹑' => '、',
        other => fold_variant(other),
    }
}

fn fold_variant(character: char) -> char {
    let (near, far) = &*VARIANTS;
    let index = u32::from(character).wrapping_sub(IDEOGRAPHS.start);
    if let Some(simplified) = near.get(index as usize) {
        return char::from_u32(*simplified).filter(|c| *c != '\0').unwrap_or(character);
    }
    if let Some(simplified) = far.get(&character) {
        return *simplified;
    }
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => character,
    }
}

/// Folds every character of a text; the result has as many characters as the text.
pub fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// Folds a text and drops what is not a letter, digit or 汉字: the key under which two ways of
/// writing one title are equal.
///
/// Example: 《关于印发“十条措施”的通知》 and 关于印发十条措施的通知 have one key.
pub fn key(text: &str) -> String {
    text.chars().map(fold_char).filter(|c| classify(*c) == Class::Text).collect()
}

/// Returns what a folded character does in a text.
pub fn classify(character: char) -> Class {
    match character {
        'a'..='z'
        | '0'..='9'
        | 'A'..='Z'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{3300}'..='\u{33FF}'
        | '℃'
        | '№'
        | '〇' => Class::Text,
        '\0'..='\u{20}'
        | '\u{7F}'..='\u{A0}'
        | '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFFC}'
        | '\u{FFFD}'
        | '\u{E000}'..='\u{F8FF}' => Class::Blank,
        '\u{21}'..='\u{7E}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => Class::Mark,
        other if other.is_whitespace() || other.is_control() => Class::Blank,
        other if other.is_alphanumeric() => Class::Text,
        _ => Class::Mark,
    }
}

/// A text folded for matching, with the way back to the original.
///
/// Its characters are the visible ones of the original; index and position are the same.
#[derive(Debug)]
pub struct FoldedText<'a> {
    original: &'a str,
    folded: String,
    /// Per visible character: its byte in the folded text, its byte in the original.
    starts: Vec<(u32, u32)>,
    classes: Vec<Class>,
    /// Positions before which a blank parts two Latin words or numbers.
    breaks: Vec<u32>,
}

impl<'a> FoldedText<'a> {
    /// Folds a text.
    pub fn new(original: &'a str) -> Self {
        let mut text = Self {
            original,
            folded: String::with_capacity(original.len()),
            starts: Vec::with_capacity(original.len() / 3 + 1),
            classes: Vec::with_capacity(original.len() / 3 + 1),
            breaks: Vec::new(),
        };
        let mut after_blank = false;
        let mut last = '\0';
        for (at, character) in original.char_indices() {
            let folded = fold_char(character);
            let class = classify(folded);
            if class == Class::Blank {
                after_blank = true;
                continue;
            }
            if after_blank && last.is_ascii_alphanumeric() && folded.is_ascii_alphanumeric() {
                text.breaks.push(small(text.starts.len()));
            }
            text.starts.push((small(text.folded.len()), small(at)));
            text.classes.push(class);
            text.folded.push(folded);
            after_blank = false;
            last = folded;
        }
        text
    }

    /// Returns the number of visible characters.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Tells whether nothing of the text can be seen.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Returns what the character at this position does.
    pub fn class(&self, at: usize) -> Class {
        self.classes[at]
    }

    /// Tells whether a blank parts this character from a Latin word or number before it.
    pub fn breaks_before(&self, at: usize) -> bool {
        !self.breaks.is_empty() && self.breaks.binary_search(&small(at)).is_ok()
    }

    /// Returns the whole folded text, without blanks.
    pub fn as_str(&self) -> &str {
        &self.folded
    }

    /// Returns the folded characters from one position to another.
    pub fn slice(&self, from: usize, to: usize) -> &str {
        &self.folded[self.folded_byte(from)..self.folded_byte(to)]
    }

    /// Returns the position of a byte of the folded text.
    pub fn position_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|(folded, _)| (*folded as usize) < byte)
    }

    /// Returns the bytes of the original that the characters of these positions stand in.
    pub fn original_range(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        let start = self.starts.get(from).map_or(self.original.len(), |(_, at)| *at as usize);
        let end = match to.checked_sub(1).and_then(|last| self.starts.get(last)) {
            Some((_, at)) if to > from => {
                let at = *at as usize;
                at + self.original[at..].chars().next().map_or(0, char::len_utf8)
            }
            _ => start,
        };
        start..end
    }

    /// Returns the token of `length` characters at a position, written as folded.
    pub fn token(&self, position: usize, length: usize) -> Token {
        self.token_as(position, length, self.slice(position, position + length).to_owned())
    }

    /// Returns the token of `length` characters at a position, under another spelling.
    pub fn token_as(&self, position: usize, length: usize, term: String) -> Token {
        let range = self.original_range(position, position + length);
        Token {
            term,
            position: small(position),
            length: small(length),
            start: range.start,
            end: range.end,
        }
    }

    fn folded_byte(&self, at: usize) -> usize {
        self.starts.get(at).map_or(self.folded.len(), |(folded, _)| *folded as usize)
    }
}

/// Narrows an offset; texts of 4 GiB and more are refused before they get here.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Class, FoldedText, classify, fold, key};

    #[test]
    fn width_case_and_script_are_folded() {
        let cases = [
            ("ＩＰｖ６", "ipv6"),
            ("（２０２４）：，", "(2024):,"),
            ("懷柔區政務公開", "怀柔区政务公开"),
            ("著作权", "著作权"),
            ("∶", ":"),
        ];
        for (text, expected) in cases {
            assert_eq!(fold(text), expected);
            assert_eq!(fold(text).chars().count(), text.chars().count(), "{text}");
        }
    }

    #[test]
    fn two_ways_of_writing_a_title_have_one_key() {
        assert_eq!(key("《关于印发“十条措施”的通知》"), key("关于印发\n十条措施 的通知"));
    }

    #[test]
    fn characters_are_classified() {
        for (character, expected) in [
            ('政', Class::Text),
            ('x', Class::Text),
            ('㎡', Class::Text),
            ('〇', Class::Text),
            ('，', Class::Mark),
            ('〔', Class::Mark),
            ('%', Class::Mark),
            ('_', Class::Mark),
            ('\u{3000}', Class::Blank),
            ('\u{200B}', Class::Blank),
            ('\u{E5E5}', Class::Blank),
        ] {
            assert_eq!(classify(character), expected, "{character:?}");
        }
    }

    #[test]
    fn blanks_take_no_position_and_offsets_slice_the_original() {
        let original = "2019- 06- 19　政 务";
        let text = FoldedText::new(original);
        assert_eq!(text.as_str(), "2019-06-19政务");
        let at = text.as_str().chars().position(|c| c == '政').expect("it is there");
        assert_eq!(&original[text.original_range(at, at + 2)], "政 务");
    }

    #[test]
    fn a_blank_parts_latin_words_but_not_ideographs() {
        let text = FoldedText::new("open data 政 务");
        assert!(text.breaks_before(4));
        assert!(!text.breaks_before(9));
    }
}
