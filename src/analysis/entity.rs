//! Finds what must not be cut: numbers of documents, dates, amounts, words that hold brackets.

use std::ops::Range;

use regex::Regex;

use crate::analysis::dictionary::Dictionary;
use crate::analysis::fold::FoldedText;
use crate::analysis::token::Token;

/// Finds entities in folded text.
#[derive(Debug)]
pub(super) struct EntityFinder {
    pattern: Regex,
}

/// What kind of thing must not be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// 〔2024〕12号, in whatever brackets.
    Number,
    /// 2024年10月30日 or a part of it.
    Date,
    /// 120万元, 30%, 20个工作日.
    Amount,
    /// A dictionary word such as 首台（套）.
    Word,
}

/// Characters from `start` to `end` that are one term.
#[derive(Debug)]
pub(super) struct Entity {
    pub(super) start: usize,
    pub(super) end: usize,
    kind: Kind,
    /// Parts that are terms of their own, as positions.
    parts: Vec<Range<usize>>,
    term: Option<String>,
}

/// Units that follow a figure in official texts.
const UNITS: &str = "个工作日|个自然日|个百分点|平方公里|平方米|立方米|万千瓦|千瓦时|百分点|公里|公顷|\
                     千米|毫米|厘米|小时|分钟|个月|周岁|人次|户次|万|亿|元|米|亩|吨|天|日|年|月|岁|人|户|套|次|个|\
                     家|件|项|种|条|份|场|期|名|倍|%|‰|℃|㎡|㎥";

impl EntityFinder {
    /// Makes a finder that also knows the dictionary's words with brackets.
    pub(super) fn new(dictionary: &Dictionary) -> Self {
        let mut words: Vec<String> =
            dictionary.bracketed().iter().map(|word| regex::escape(word)).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let words = if words.is_empty() { r"[^\s\S]".to_owned() } else { words.join("|") };
        let number = r"[〔\[(【［〈](?P<y>(?:19|20)\d{2})[〕\])】］〉]第?(?P<s>\d{1,5})号";
        let date =
            r"(?P<dy>\d{4}年)(?P<dm>\d{1,2}月)?(?P<dd>\d{1,2}日)?|(?P<m>\d{1,2}月)(?P<d>\d{1,2}日)";
        let amount = format!(r"(?P<f>\d+(?:\.\d+)?)[十百千]?[万亿]?(?:{UNITS})");
        let pattern = format!("(?P<word>{words})|{number}|{date}|{amount}");
        Self { pattern: Regex::new(&pattern).expect("a literal pattern and escaped words") }
    }

    /// Returns the entities of a text, in order, none overlapping another.
    pub(super) fn find(&self, text: &FoldedText<'_>) -> Vec<Entity> {
        self.pattern
            .captures_iter(text.as_str())
            .filter_map(|found| {
                let whole = found.get(0)?;
                let at = |name: &str| {
                    found
                        .name(name)
                        .map(|part| text.position_of(part.start())..text.position_of(part.end()))
                };
                let parts = |names: &[&str]| {
                    let parts: Vec<_> = names.iter().filter_map(|name| at(name)).collect();
                    if parts.len() > 1 { parts } else { Vec::new() }
                };
                let (kind, parts, term) = if found.name("word").is_some() {
                    (Kind::Word, Vec::new(), None)
                } else if let (Some(year), Some(sequence)) = (found.name("y"), found.name("s")) {
                    let sequence = sequence.as_str().trim_start_matches('0');
                    let term = format!("〔{}〕{sequence}号", year.as_str());
                    (Kind::Number, Vec::new(), Some(term))
                } else if let Some(figure) = at("f") {
                    (Kind::Amount, if figure.len() > 1 { vec![figure] } else { Vec::new() }, None)
                } else {
                    (Kind::Date, parts(&["dy", "dm", "dd", "m", "d"]), None)
                };
                Some(Entity {
                    start: text.position_of(whole.start()),
                    end: text.position_of(whole.end()),
                    kind,
                    parts,
                    term,
                })
            })
            .collect()
    }
}

impl Entity {
    /// Adds the whole and its parts, in order of position.
    pub(super) fn push_tokens(&self, text: &FoldedText<'_>, tokens: &mut Vec<Token>) {
        let length = self.end - self.start;
        let whole = match &self.term {
            Some(term) => text.token_as(self.start, length, term.clone()),
            None => text.token(self.start, length),
        };
        tokens.push(whole);
        if self.kind == Kind::Word {
            return;
        }
        for part in &self.parts {
            tokens.push(text.token(part.start, part.len()));
        }
    }
}
