//! Concepts that stand for all words of a query at once: they are asked for once, beside the words,
//! and not in the place of every word, which a question of many concepts has no room for.

use serde_json::Value;

use crate::engine::opensearch::compiled::{CompiledExpansion, CompiledTerms};
use crate::engine::opensearch::parts::{any, of_notice};
use crate::engine::opensearch::question::{Question, covers, phrases};
use crate::query::boost::Field;
use crate::query::request::Scope;

impl Question<'_> {
    /// The concepts that stand for a word, but for those that stand for all of them.
    pub(super) fn concepts(
        &self,
        compiled: &CompiledTerms,
        bit: usize,
        is_text_alone: bool,
    ) -> Vec<Value> {
        meant(compiled, is_text_alone, |covered| covers(covered, bit) && !self.is_whole(covered))
    }

    /// The concepts that stand for all words at once: asked for once and not with every word.
    pub(super) fn whole(&self, compiled: &CompiledTerms, is_text_alone: bool) -> Vec<Value> {
        meant(compiled, is_text_alone, |covered| self.is_whole(covered))
    }

    fn is_whole(&self, covered: u32) -> bool {
        let words = self.plan.matching.words.len();
        words > 0 && (0..words).all(|bit| covers(covered, bit))
    }

    /// What stands for all words in a notice.
    pub(super) fn whole_of_notice(&self) -> Vec<Value> {
        self.whole(self.notice, self.plan.scope == Scope::Notices)
    }

    /// What stands for all words in a clause or in its notice.
    pub(super) fn whole_of_unit(&self) -> Vec<Value> {
        let mut ways = self.whole(self.clause, false);
        let of_its_notice = self.whole_of_notice();
        if !of_its_notice.is_empty() {
            ways.push(of_notice(&any(of_its_notice)));
        }
        ways
    }
}

/// What holds the words, or what stands for all of them.
pub(super) fn or_whole(words: Value, whole: Vec<Value>) -> Value {
    any(std::iter::once(words).chain(whole).collect())
}

/// What stands for words in the place of concepts that cover them: any of their wordings. The text
/// of a notice holds its title, headings and issuers, so that there it stands for them.
fn meant(
    compiled: &CompiledTerms,
    is_text_alone: bool,
    covers: impl Fn(u32) -> bool,
) -> Vec<Value> {
    let is_meant = |expansion: &&CompiledExpansion| {
        covers(expansion.covers) && (!is_text_alone || expansion.field == Field::Text)
    };
    let concepts = compiled.expansions.iter().filter(is_meant);
    concepts.flat_map(phrases).map(|(_, phrase)| phrase).collect()
}
