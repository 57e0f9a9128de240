//! What plain language stands for: concepts whose official terms are searched, too.

use crate::lexicon::Lexicon;
use crate::lexicon::colloquial::{Concept, Relation, Resemblance};
use crate::query::understand::Understanding;
use crate::query::understand::run::{Meaning, Reading, Run};
use crate::query::understand::{Understood, UnderstoodKind};

/// A concept that a query speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Sense {
    /// The form that the query holds; `None` where it only resembles what people say.
    pub form: Option<String>,
    /// Name of the concept.
    pub name: String,
    /// The official terms.
    pub terms: Vec<String>,
    /// Words of the provisions on it.
    pub provisions: Vec<&'static str>,
    /// The other forms.
    pub siblings: Vec<String>,
    /// How the terms relate to the form.
    pub relation: Relation,
    /// How alike the query is to all that people say of it: 0 to 1.
    pub likeness: f32,
    /// How likely it is beside the concept that the query is most like: 0 to 1, and 1 for one that
    /// is named and not among the likest.
    pub odds: f32,
    /// How far the query already speaks as official documents do, 0 to 1: the share of it that
    /// official terms make up, or how familiar its words are to the library where that is more.
    pub officialness: f32,
    /// Whether it is shown to the reader; others only score.
    pub is_said: bool,
}

impl Sense {
    pub(super) fn new(form: Option<String>, concept: &Concept) -> Self {
        Self {
            form,
            name: concept.name.clone(),
            terms: concept.official.clone(),
            provisions: concept.provisions().collect(),
            siblings: concept.forms.clone(),
            relation: concept.relation,
            likeness: 0.0,
            odds: 1.0,
            officialness: 0.0,
            is_said: true,
        }
    }
}

/// The least likeness of a concept that is searched without being named; found by scripts/tune.py.
const LEAST_LIKENESS: f32 = 0.06;

/// The most concepts that a query resembles, beside those it names; 8 to 12 measured alike
/// (docs/relevance.md#what-words-tell), and each costs time.
const MOST_ALIKE: usize = 8;

/// The most of them that are said to the reader.
const MOST_SAID: usize = 3;

/// The likeness beside that of the likeliest from which a concept is said.
const SAID: f32 = 0.6;

/// Adds the concepts that the words of a query speak of without naming them.
pub(super) fn alike(reading: &Reading<'_>, understanding: &mut Understanding) {
    if !reading.wants(UnderstoodKind::Plain) {
        return;
    }
    let text: Vec<String> = understanding.words.iter().map(spoken).collect();
    let Lexicon { colloquial, shells, .. } = reading.knowledge.lexicon;
    let analyzer = reading.knowledge.analyzer;
    let like = colloquial.like(&text.join(" "), shells, analyzer, MOST_ALIKE);
    let top = like.first().map_or(1.0, |first| first.likeness);
    let familiarity =
        reading.knowledge.spelling.map_or(0.0, |spelling| spelling.familiarity(&text.join(" ")));
    let officialness = colloquial.official_share(&text.join(" ")).max(familiarity);
    let is_alike = |like: &Resemblance<'_>| like.likeness >= LEAST_LIKENESS;
    let mut said: Vec<&str> = Vec::new();
    for Resemblance { concept, likeness, odds } in like.into_iter().filter(is_alike) {
        let known = understanding.concepts.iter_mut().find(|known| known.name == concept.name);
        if let Some(known) = known {
            (known.likeness, known.odds) = (likeness, odds);
            continue;
        }
        let is_said = officialness < 1.0 && likeness >= SAID * top && said.len() < MOST_SAID;
        if is_said {
            said.push(&concept.official[0]);
        }
        understanding.concepts.push(Sense {
            likeness,
            odds,
            officialness,
            is_said,
            ..Sense::new(None, concept)
        });
    }
    if !said.is_empty() {
        understanding.understood.push(Understood {
            kind: UnderstoodKind::Plain,
            from: reading.request.text.clone(),
            to: said.join("、"),
            undo: reading.request.text.clone(),
            without: Some(UnderstoodKind::Plain),
        });
    }
}

/// Returns the text of a run without places and years.
fn spoken(run: &Run) -> String {
    let parts = run.parts.iter();
    parts
        .map(|part| match part.meaning {
            Some(Meaning::Preference { .. }) => " ",
            _ => part.text.as_str(),
        })
        .collect()
}
