//! What can follow the characters typed so far, from what the library holds now.
//!
//! Entries are numbered by rank and stand in sorted arrays of keys: 汉字, pinyin, sounds and
//! initials. Each way of matching gives its best few, and the ways are weighed against each other.

mod entries;
mod keys;
mod matched;
mod near;
mod sounds;
mod ways;

use std::collections::HashMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::Analyzer;
use crate::analysis::fold::key;
use crate::engine::Vocabulary;
use crate::lexicon::Lexicon;
use crate::lexicon::readings::Readings;
use crate::search::suggest::entries::Entry;
use crate::search::suggest::keys::{Keys, Unordered};
use crate::search::suggest::sounds::{Reading, Sounds};
use crate::search::terms::Terms;

/// What a suggestion is; of several things that one text is, the first is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    /// 地区
    Region,
    /// 职能部门
    Department,
    /// 机关
    Issuer,
    /// 词语
    Term,
    /// 文种
    Kind,
    /// 章节
    Heading,
    /// 标题
    Title,
    /// 文号
    DocNumber,
    /// 俗称 of an official term
    Plain,
}

impl SuggestionKind {
    /// Returns the name that readers see.
    pub fn label(self) -> &'static str {
        match self {
            Self::Region => "地区",
            Self::Department => "部门",
            Self::Issuer => "机关",
            Self::Term => "词语",
            Self::Kind => "文种",
            Self::Heading => "章节",
            Self::Title => "标题",
            Self::DocNumber => "文号",
            Self::Plain => "俗称",
        }
    }
}

/// A suggestion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Suggestion {
    /// What is put into the box.
    pub text: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// How many notices in force it leads to, at least.
    pub count: u64,
    /// The term that official documents write for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub official: Option<String>,
    /// The characters of the text that stand for what was typed, from the first to behind the
    /// last; `None` where it only resembles them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matched: Option<(usize, usize)>,
}

/// Entries looked at for each way of matching: several times as many as are shown, since ways are
/// weighed against each other.
const LOOKED_AT: usize = 24;

/// The most characters that are read of what was typed.
const LONGEST_TYPED: usize = 40;

/// The most characters of an entry that can be typed in letters: titles are told apart by then.
const LONGEST_READ: usize = 24;

/// The fewest characters in which a wrong sound can be told.
const FEWEST_HEARD: usize = 2;

/// The most places that are kept, though enough else begins so, for what sounds just like what was
/// typed: a wrong reading (nongshangxing for 农商行) is itself the right one of other words.
const MOST_MISHEARD: usize = 2;

/// All that can be suggested from one publication on one day.
#[derive(Debug)]
pub struct Suggestions {
    entries: Vec<Entry>,
    readings: Vec<Reading>,
    sounds: Sounds,
    /// 汉字 from every character on.
    written: Keys,
    /// Letters of pinyin from every word on.
    spelled: Keys,
    /// First letters from every word on.
    initials: Keys,
    /// Pinyin as heard, those of usual but wrong readings among them.
    heard: Keys,
    lexicon: Arc<Lexicon>,
}

impl Suggestions {
    /// Makes the index of everything that can be suggested from a library.
    pub fn of_library(
        vocabulary: &Vocabulary,
        analyzer: &Analyzer,
        lexicon: &Arc<Lexicon>,
    ) -> Self {
        Self::new(vocabulary, &Terms::new(&vocabulary.phrases, analyzer, &lexicon.blocked), lexicon)
    }

    /// Returns how much can be suggested.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Tells whether nothing can be suggested.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Makes the index of everything that can be suggested.
    pub(super) fn new(vocabulary: &Vocabulary, terms: &Terms, lexicon: &Arc<Lexicon>) -> Self {
        let entries = entries::of(vocabulary, terms, lexicon);
        let (written, (sounds, readings)) =
            rayon::join(|| written(&entries), || read(&entries, &lexicon.readings));
        let spelled = || sounded(&entries, &readings, |reading| sounds.joined(reading));
        let initials = || sounded(&entries, &readings, |reading| sounds.initials(reading));
        let ((spelled, initials), heard) =
            rayon::join(|| rayon::join(spelled, initials), || heard(&entries, &readings, &sounds));
        // Collected in place, what is no longer needed would keep its room.
        let mut readings: Vec<Reading> = readings.into_iter().map(|read| read.right).collect();
        readings.shrink_to_fit();
        let lexicon = Arc::clone(lexicon);
        Self { entries, readings, sounds, written, spelled, initials, heard, lexicon }
    }

    /// Returns the suggestions for what was typed, the likeliest first.
    pub fn suggest(&self, typed: &str, limit: usize) -> Vec<Suggestion> {
        let typed: String = key(typed).chars().take(LONGEST_TYPED).collect();
        let mut scores = Scores::default();
        if typed.is_empty() {
            return Vec::new();
        }
        let looked_at = LOOKED_AT.max(limit);
        self.add_written(&typed, looked_at, &mut scores);
        let is_letters = typed.bytes().all(|byte| byte.is_ascii_lowercase());
        let ways = if is_letters { self.sounds.ways(&typed) } else { Vec::new() };
        let has_letters = typed.bytes().any(|byte| byte.is_ascii_lowercase());
        if has_letters {
            self.add_spelled(&typed, looked_at, &mut scores);
        }
        if has_letters && typed.len() > 1 {
            self.add_mixed(&typed, &ways, &mut scores);
        }
        let mut chosen = self.ordered(&scores, limit);
        let mut wrong = Scores::default();
        let can_be_wrong = typed.chars().count() >= FEWEST_HEARD;
        let mut is_whole = Vec::new();
        if can_be_wrong {
            is_whole = self.add_heard(&typed, &ways, looked_at, &mut wrong);
        }
        if wrong.best.is_empty() && scores.best.is_empty() {
            near::add(self, &typed, limit, &mut wrong);
        }
        wrong.best.retain(|entry, _| !chosen.contains(entry));
        let mut other = self.ordered(&wrong, limit);
        let kept = other.iter().filter(|entry| is_whole.contains(entry)).count();
        let kept = kept.min(MOST_MISHEARD).min(limit / 2);
        if chosen.len() + kept > limit {
            other.retain(|entry| is_whole.contains(entry));
            chosen.truncate(limit - kept);
        }
        other.truncate(limit.saturating_sub(chosen.len()));
        chosen.append(&mut other);
        let marked = chosen.iter().map(|entry| {
            let entry = &self.entries[*entry as usize];
            entry.suggestion(matched::matched(&entry.text, &typed, &self.lexicon.readings))
        });
        marked.collect()
    }

    /// Returns the best entries in order; equal ones by rank.
    fn ordered(&self, scores: &Scores, limit: usize) -> Vec<u32> {
        let class = |entry: u32| match self.entries[entry as usize].kind {
            SuggestionKind::Title | SuggestionKind::DocNumber => 1,
            _ => 0,
        };
        let mut all: Vec<(u32, f32)> =
            scores.best.iter().map(|(entry, score)| (*entry, *score)).collect();
        all.sort_by(|(one, a), (two, b)| {
            class(*one).cmp(&class(*two)).then(b.total_cmp(a)).then(one.cmp(two))
        });
        all.into_iter().take(limit).map(|(entry, _)| entry).collect()
    }
}

/// How an entry is read.
struct Read {
    right: Reading,
    /// As someone reads it character by character, where that is another way.
    usual: Option<Reading>,
}

fn read(entries: &[Entry], readings: &Readings) -> (Sounds, Vec<Read>) {
    let mut sounds = Sounds::new();
    let read = |entry: &Entry| {
        let start: String = entry.key().chars().take(LONGEST_READ).collect();
        let right = sounds.reading(&start, readings);
        let usual = Some(sounds.usual_reading(&start, readings)).filter(|usual| *usual != right);
        Read { right, usual }
    };
    let read = entries.iter().map(read).collect();
    (sounds, read)
}

/// Returns the texts of entries in order, from every character on.
fn written(entries: &[Entry]) -> Keys {
    let mut keys = Unordered::default();
    for (number, entry) in (0..).zip(entries) {
        let key = entry.key();
        keys.add(number, key, key.char_indices().map(|(at, _)| at));
    }
    keys.ordered()
}

/// Returns what entries are read as in order, from every word on.
fn sounded(
    entries: &[Entry],
    readings: &[Read],
    letters: impl Fn(&Reading) -> (String, Vec<usize>),
) -> Keys {
    let mut keys = Unordered::default();
    for ((number, entry), read) in (0..).zip(entries).zip(readings) {
        let (letters, starts) = letters(&read.right);
        keys.add(number, &letters, at_words(entry, &starts));
    }
    keys.ordered()
}

/// The same as it is heard, from the first character on also what is usual though wrong.
fn heard(entries: &[Entry], readings: &[Read], sounds: &Sounds) -> Keys {
    let mut keys = Unordered::default();
    for ((number, entry), read) in (0..).zip(entries).zip(readings) {
        let (heard, starts) = sounds.heard(&read.right);
        keys.add(number, &heard, at_words(entry, &starts));
        if let Some(usual) = &read.usual {
            let (heard, _) = sounds.heard(usual);
            keys.add(number, &heard, [0]);
        }
    }
    keys.ordered()
}

/// Returns where the words of an entry begin among its letters.
fn at_words(entry: &Entry, starts: &[usize]) -> impl Iterator<Item = usize> {
    entry.words().filter_map(|word| starts.get(word).copied())
}

/// The best score of each entry that was found.
#[derive(Debug, Default)]
struct Scores {
    best: HashMap<u32, f32>,
}

impl Scores {
    fn take(&mut self, entry: u32, score: f32) {
        let best = self.best.entry(entry).or_insert(score);
        *best = best.max(score);
    }
}
