//! All that is said and written of every concept, ready to be compared with a text.

use rayon::prelude::*;

use crate::analysis::Analyzer;
use crate::analysis::fold::fold;
use crate::lexicon::colloquial::Concept;
use crate::lexicon::colloquial::everyday::Everyday;
use crate::lexicon::colloquial::likeness::Features;
use crate::lexicon::colloquial::telling::Telling;
use crate::lexicon::shells::Shells;

/// What a form counts beside an official term, a question or words of provisions when a text is
/// likened to a concept (docs/relevance.md#likeness).
const FORM: u32 = 3;

/// What a question counts.
pub(super) const QUESTION: u32 = 1;

/// What texts are likened to.
#[derive(Debug)]
pub(super) struct Sayings {
    /// Words that ordinary speech has others for.
    pub(super) everyday: Everyday,
    /// What the sayings of concepts are made of.
    pub(super) features: Features,
}

impl Sayings {
    /// Takes what is said of concepts, and the questions that are asked about them.
    pub(super) fn new(
        concepts: &[Concept],
        questions: &[(&'static str, usize)],
        telling: &Telling,
        shells: &Shells,
        analyzer: &Analyzer,
    ) -> Self {
        let everyday = Everyday::built_in();
        let neutral = |saying: &str| everyday.neutral(&fold(saying));
        let mut texts: Vec<Vec<(String, u32)>> = concepts
            .par_iter()
            .map(|concept| {
                let official = concept.official.iter().map(|term| (neutral(term), 1));
                let forms = concept.forms.iter().map(|form| (neutral(form), FORM));
                let provisions = concept.provisions().map(|words| (neutral(words), 1));
                official.chain(forms).chain(provisions).collect()
            })
            .collect();
        let asked: Vec<(String, usize)> = questions
            .par_iter()
            .map(|(question, concept)| (asked(question, &everyday, shells), *concept))
            .collect();
        for (question, concept) in asked {
            texts[concept].push((question, QUESTION));
        }
        let features = Features::new(&texts, telling, |word| analyzer.knows(word));
        Self { everyday, features }
    }
}

/// Returns what is asked in a question, as texts are compared.
pub(super) fn asked(question: &str, everyday: &Everyday, shells: &Shells) -> String {
    everyday.neutral(&shells.strip(&fold(question)))
}
