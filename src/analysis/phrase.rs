//! Finds the runs of content words in which phrases stand: what is left between punctuation,
//! numbers and words that only tie others together.

use crate::analysis::Analyzer;
use crate::analysis::fold::{Class, FoldedText};

/// Parts of speech at which a run ends, by the first letter of their tag: particles (u),
/// prepositions (p), conjunctions (c), pronouns (r), adverbs (d), numerals (m), measure words (q),
/// words of place beside others (f) and of time (t), modal and other signs (y, e, o).
///
/// None of them stands at the edge of a term.
const TYING: &[char] = &['u', 'p', 'c', 'r', 'd', 'm', 'q', 'f', 't', 'y', 'e', 'o'];

/// Tags of words that say what is done, by their first letters: verbs, and verbs and adjectives
/// used as adverbs. Verbs used as nouns (vn: 管理, 补贴) are nouns here.
const DOING: &[&str] = &["v", "vd", "vi", "ad"];

/// Parts of speech of words that say how something is: adjectives (a), states (z), distinguishing
/// words (b).
const DESCRIBING: &[char] = &['a', 'z', 'b'];

/// What a word does in a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It ties other words together, counts or points.
    Tying,
    /// It says what is done: 推进, 支持.
    Doing,
    /// It names a person, of whom nobody asks by subject.
    Person,
    /// It says how something is: 有序, 大型.
    Describing,
    /// It names something, or is a word of the domain.
    Naming,
}

impl Analyzer {
    /// Returns what a folded word does in a phrase.
    pub fn role(&self, word: &str) -> Role {
        let mut tagged = self.segmenter.tagged(word);
        match (tagged.next(), tagged.next()) {
            (Some((_, tag)), None) if tag.starts_with(TYING) => Role::Tying,
            (Some((_, tag)), None) if DOING.contains(&tag) => Role::Doing,
            (Some((_, tag)), None) if tag.starts_with("nr") => Role::Person,
            (Some((_, tag)), None) if tag.starts_with(DESCRIBING) => Role::Describing,
            _ => Role::Naming,
        }
    }

    /// Returns the runs of content words of a text, folded, single characters among the words.
    ///
    /// Example: 进一步推进城中村改造，落实购房补贴 gives 推进 城中村改造 and 落实 购房 补贴.
    pub fn content_runs(&self, text: &str) -> Vec<Vec<String>> {
        let text = FoldedText::new(text);
        let mut runs = Runs::default();
        let mut from = 0;
        for entity in self.entities.find(&text) {
            self.runs_between(&text, from, entity.start, &mut runs);
            runs.end();
            from = entity.end;
        }
        self.runs_between(&text, from, text.len(), &mut runs);
        runs.end();
        runs.ended
    }

    fn runs_between(&self, text: &FoldedText<'_>, from: usize, to: usize, runs: &mut Runs) {
        let mut at = from;
        while at < to {
            if text.class(at) != Class::Text {
                runs.end();
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while end < to && text.class(end) == Class::Text && !text.breaks_before(end) {
                end += 1;
            }
            for (word, tag) in self.segmenter.tagged(text.slice(at, end)) {
                if tag.starts_with(TYING) || self.dictionary.is_stop_word(word) {
                    runs.end();
                } else {
                    runs.open.push(word.to_owned());
                }
            }
            runs.end();
            at = end;
        }
    }
}

/// Runs that have ended, and the one that goes on.
#[derive(Default)]
struct Runs {
    ended: Vec<Vec<String>>,
    open: Vec<String>,
}

impl Runs {
    fn end(&mut self) {
        if !self.open.is_empty() {
            self.ended.push(std::mem::take(&mut self.open));
        }
    }
}
