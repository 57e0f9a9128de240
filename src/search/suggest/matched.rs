//! Where in a suggestion stands what was typed, so that it can be marked.

use std::collections::BTreeSet;

use crate::analysis::fold::fold_char;
use crate::lexicon::readings::Readings;

/// Returns the first characters of a text that a typed key stands for, as written, as pinyin (the
/// last syllable may be begun) or as first letters; `None` where it only resembles them.
pub(super) fn matched(text: &str, typed: &str, readings: &Readings) -> Option<(usize, usize)> {
    let characters: Vec<char> = text.chars().map(fold_char).collect();
    let alternatives = readings.alternatives(text);
    (0..characters.len()).find_map(|from| {
        // How many bytes of what was typed can be accounted for before each character.
        let mut reached = BTreeSet::from([0]);
        for (at, one) in characters.iter().enumerate().skip(from) {
            let mut next = BTreeSet::new();
            for offset in reached {
                let rest = &typed[offset..];
                if !one.is_alphanumeric() && offset > 0 {
                    next.insert(offset);
                }
                if rest.starts_with(*one) {
                    next.insert(offset + one.len_utf8());
                }
                for syllable in alternatives.get(at).into_iter().flatten() {
                    if rest.starts_with(syllable) {
                        next.insert(offset + syllable.len());
                    } else if syllable.starts_with(rest) {
                        next.insert(typed.len());
                    }
                    if rest.as_bytes().first() == syllable.as_bytes().first() {
                        next.insert(offset + 1);
                    }
                }
            }
            if next.contains(&typed.len()) {
                return Some((from, at + 1));
            }
            reached = next;
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::matched;
    use crate::lexicon::readings::Readings;

    #[test]
    fn what_was_typed_is_found_in_the_text() {
        let readings = Readings::built_in();
        let cases = [
            ("政务公开", "公开", Some((2, 4))),
            ("政务公开", "zhengwu", Some((0, 2))),
            ("政务公开", "zhengwug", Some((0, 3))),
            ("政务公开", "zwgk", Some((0, 4))),
            ("政务公开", "政务gk", Some((0, 4))),
            ("全面推进政务公开", "gongkai", Some((6, 8))),
            ("浮桥（含栈桥）养护", "浮桥含", Some((0, 4))),
            ("政务公开", "政物", None),
            ("政务公开", "zhengfu", None),
        ];
        for (text, typed, expected) in cases {
            assert_eq!(matched(text, typed, &readings), expected, "{text} {typed}");
        }
    }
}
