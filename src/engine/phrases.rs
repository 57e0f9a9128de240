//! The phrases of a notice: what may be a term of the library, taken from its own words.
//!
//! A phrase is up to five neighbouring content words. Which of them are terms is told over the
//! whole library, where their counts are known; a notice only says which phrases it holds and
//! which stand free in it, with nothing but punctuation, numbers or tying words on both sides, or
//! in its title or a heading.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::analysis::Analyzer;
use crate::notice::Notice;

/// What parts the words of a phrase where it is stored: 水上 灯会 票.
pub const WORD_SEPARATOR: char = ' ';

/// The most words of a phrase: 居家 社区 养老 服务 中心. Longer names are titles.
const MOST_WORDS: usize = 5;

/// The fewest and most characters of a phrase.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=12;

/// A word of so many characters is a term by itself, wherever it stands: 灯会 may be a chance
/// meeting, 林长制 is none.
const LONG_WORD: usize = 3;

/// The phrases of a notice and of each of its clauses, their words parted by [`WORD_SEPARATOR`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticePhrases {
    /// Phrases that stand free anywhere in it, or in its title or a heading, each once.
    pub notice: Vec<String>,
    /// Phrases that each clause holds, each once.
    pub clauses: Vec<Vec<String>>,
}

/// How often phrases stand in the notices of a library that are in force, copies left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhraseCounts {
    /// Phrases that [tell](PhraseCount::tells) something, in order, with their counts.
    pub phrases: Vec<PhraseCount>,
    /// Words of the texts with the number of these notices that hold them, exactly; in order.
    pub words: Vec<(String, u32)>,
    /// Every word of the phrases with the number of clauses of these notices that hold it, exactly.
    pub in_clauses: BTreeMap<String, u64>,
    /// The notices that are counted.
    pub notices: u64,
    /// Their clauses.
    pub clauses: u64,
}

/// How often a phrase stands in the notices that are counted, as far as these keep it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseCount {
    /// Its words, parted by [`WORD_SEPARATOR`].
    pub words: String,
    /// Notices that hold it.
    pub notices: u32,
    /// Notices in which it stands free, or in the title or a heading.
    pub free: u32,
    /// Clauses that hold it.
    pub clauses: u32,
}

impl PhraseCount {
    /// Tells whether anything follows from it: several words that stand together in one clause of
    /// one notice may have met by chance, and most phrases of a library are such.
    pub fn tells(&self) -> bool {
        self.notices > 1 || self.clauses > 1 || !self.words.contains(WORD_SEPARATOR)
    }

    /// Returns the phrase as it is read.
    pub fn text(&self) -> String {
        self.words.chars().filter(|c| *c != WORD_SEPARATOR).collect()
    }
}

/// Phrases whose company is asked for, their words parted by [`WORD_SEPARATOR`], each once. They are
/// asked for again and again, so that engines may keep where they stand.
#[derive(Clone, Debug, Default)]
pub struct PhraseList(Arc<[Box<str>]>);

impl PhraseList {
    /// Makes a list; the number of a phrase is its place.
    pub fn new(phrases: impl IntoIterator<Item = String>) -> Self {
        Self(phrases.into_iter().map(String::into_boxed_str).collect())
    }

    /// Returns the phrases.
    pub fn phrases(&self) -> &[Box<str>] {
        &self.0
    }

    /// Tells whether this is a copy of the other list, not only one that is alike.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// What a notice says of one phrase.
#[derive(Default)]
struct Seen {
    times: u32,
    is_free: bool,
    /// Whether it stands in the title or a heading.
    is_named: bool,
    clauses: BTreeSet<usize>,
}

/// Finds the phrases of a notice: those that stand free, that stand in its title or a heading, that
/// stand in it twice, and every longer word.
pub fn of_notice(notice: &Notice, analyzer: &Analyzer) -> NoticePhrases {
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    let headings = notice.outline.iter().map(|section| section.heading.as_str());
    for text in notice.title.as_deref().into_iter().chain(headings) {
        for_each_phrase(text, analyzer, |phrase, is_free| {
            let seen = seen.entry(phrase).or_default();
            seen.is_free |= is_free;
            seen.is_named = true;
        });
    }
    for (number, clause) in notice.clauses.iter().enumerate() {
        for_each_phrase(&clause.text, analyzer, |phrase, is_free| {
            let seen = seen.entry(phrase).or_default();
            seen.times += 1;
            seen.is_free |= is_free;
            seen.clauses.insert(number);
        });
    }
    let mut phrases =
        NoticePhrases { notice: Vec::new(), clauses: vec![Vec::new(); notice.clauses.len()] };
    for (phrase, seen) in seen {
        let is_word = !phrase.contains(WORD_SEPARATOR);
        let is_long_word = is_word && phrase.chars().count() >= LONG_WORD;
        if !seen.is_free && !seen.is_named && seen.times < 2 && !is_long_word {
            continue;
        }
        for clause in seen.clauses {
            phrases.clauses[clause].push(phrase.clone());
        }
        if seen.is_free || seen.is_named {
            phrases.notice.push(phrase);
        }
    }
    phrases
}

/// Calls `take` with every phrase of a text and whether it stands free there.
fn for_each_phrase(text: &str, analyzer: &Analyzer, mut take: impl FnMut(String, bool)) {
    for run in analyzer.content_runs(text) {
        for from in 0..run.len() {
            for to in from + 1..=run.len().min(from + MOST_WORDS) {
                let words = &run[from..to];
                let length: usize = words.iter().map(|word| word.chars().count()).sum();
                if length > *LENGTHS.end() {
                    break;
                }
                if length >= *LENGTHS.start() {
                    take(words.join(" "), words.len() == run.len());
                }
            }
        }
    }
}

/// The phrases that stand together with some words, in notices in force, copies left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Company {
    /// Clauses that hold the words, and all clauses of notices whose title holds them, or as many
    /// of these as were looked at.
    pub clauses: u32,
    /// The notices of these clauses.
    pub notices: u32,
    /// Numbers of phrases in their list, in order, with what the clauses and the notices hold of
    /// them.
    pub phrases: Vec<(u32, Together)>,
}

/// How often a phrase stands together with some words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Together {
    /// In the same clause.
    pub clauses: u32,
    /// In the same notice.
    pub notices: u32,
}
