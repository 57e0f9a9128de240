//! What citizens say for what official documents write (俗称→规范词): 退休金 is 基本养老金.
//!
//! Concepts stand in `data/colloquial.tsv`, what is asked about them in `data/questions.tsv`, what is
//! ruled in `data/provisions.tsv`; all are written from general knowledge of services and speech.
//! How telling their words are is learnt from them (`data/telling.tsv`).

mod everyday;
pub mod learning;
mod likeness;
mod lookup;
mod sayings;
mod telling;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::Analyzer;
use crate::analysis::fold::fold;
use crate::lexicon::colloquial::sayings::Sayings;
use crate::lexicon::colloquial::telling::Telling;
use crate::lexicon::shells::Shells;
use crate::lexicon::table::{TableError, alternatives, rows};

/// The built-in table.
const BUILT_IN: &str = include_str!("../../../data/colloquial.tsv");

/// What citizens ask, by concept.
const QUESTIONS: &str = include_str!("../../../data/questions.tsv");

/// What the provisions on a concept write, by concept.
const PROVISIONS: &str = include_str!("../../../data/provisions.tsv");

/// The shortest and the longest form, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=14;

/// How what is said relates to what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same thing.
    Same,
    /// An old name.
    Old,
    /// Narrower or wider: both are worth searching, they are not equal.
    Near,
    /// A related service.
    Related,
}

impl Relation {
    fn named(name: &str) -> Option<Self> {
        match name {
            "S" => Some(Self::Same),
            "O" => Some(Self::Old),
            "N" => Some(Self::Near),
            "X" => Some(Self::Related),
            _ => None,
        }
    }
}

/// A concept with its official terms and the forms that people use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// Its name, the first of its official terms or a wider one.
    pub name: String,
    /// Terms that official documents write.
    pub official: Vec<String>,
    /// Forms that citizens use.
    pub forms: Vec<String>,
    /// How forms and terms relate.
    pub relation: Relation,
    /// What provisions on it write, as the table lists it; nothing for an operator's own.
    provisions: &'static str,
}

impl Concept {
    /// Returns words of the provisions on it, the most telling first.
    pub fn provisions(&self) -> impl Iterator<Item = &'static str> + use<> {
        alternatives(self.provisions)
    }
}

/// A form that a text holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormMention<'a> {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it stands for.
    pub concept: &'a Concept,
}

/// A concept that a text speaks of, in whatever words.
#[derive(Clone, Copy, Debug)]
pub struct Resemblance<'a> {
    /// The concept.
    pub concept: &'a Concept,
    /// How alike the text is to all that is said of it: 0 to 1.
    pub likeness: f32,
    /// How likely the concept is beside the likeliest: 0 to 1.
    pub odds: f32,
}

/// The table of concepts.
#[derive(Debug, Default)]
pub struct Colloquial {
    concepts: Vec<Concept>,
    by_form: HashMap<String, usize>,
    /// Whole questions with their concepts. They stand in the program: nothing is kept of them but
    /// where.
    questions: Vec<(&'static str, usize)>,
    /// Made when first needed.
    sayings: OnceLock<Sayings>,
    terms: OnceLock<Terms>,
}

/// The forms and official terms of every concept, ready to be found in a text; made when first
/// needed.
#[derive(Debug)]
struct Terms {
    /// Forms, folded, with their concepts; `finder` knows them by place.
    forms: Vec<(String, usize)>,
    finder: Option<AhoCorasick>,
    official: Option<AhoCorasick>,
    official_terms: HashSet<String>,
}

impl Colloquial {
    /// Reads the built-in table.
    ///
    /// # Panics
    ///
    /// The built-in table is unsound, which a test of this room would have found.
    pub fn built_in() -> Self {
        let mut table = Self::default();
        table.add("colloquial.tsv", BUILT_IN).expect("the built-in table is tested");
        let questions =
            table.cells("questions.tsv", QUESTIONS).expect("the built-in table is tested");
        let asked = |(concept, list)| alternatives(list).map(move |question| (question, concept));
        table.questions = questions.into_iter().flat_map(asked).collect();
        let provisions = table.cells("provisions.tsv", PROVISIONS);
        for (concept, list) in provisions.expect("the built-in table is tested") {
            table.concepts[concept].provisions = list;
        }
        table
    }

    /// Adds a table: concept, official terms, forms, field, type (S, O, N or X), note.
    ///
    /// # Errors
    ///
    /// The first line that cannot be used: fields missing, an unknown type, a form that is too
    /// short, that is an official term of its own line, or that another line has.
    pub fn add(&mut self, file: &str, table: &str) -> Result<(), TableError> {
        for (line, fields) in rows(table) {
            let wrong = |reason: String| TableError::new(file, line, reason);
            let [name, official, forms, _field, relation, ..] = fields[..] else {
                return Err(wrong(format!(
                    "expected concept, official terms, forms, field, type, found {} fields",
                    fields.len()
                )));
            };
            let relation = Relation::named(relation)
                .ok_or_else(|| wrong(format!("type `{relation}`: expected S, O, N or X")))?;
            let concept = Concept {
                name: name.to_owned(),
                official: alternatives(official).map(str::to_owned).collect(),
                forms: alternatives(forms).map(str::to_owned).collect(),
                relation,
                provisions: "",
            };
            if concept.official.is_empty() || concept.forms.is_empty() {
                return Err(wrong("a concept needs official terms and forms".to_owned()));
            }
            for form in &concept.forms {
                if !LENGTHS.contains(&form.chars().count()) {
                    return Err(wrong(format!("form `{form}`: expected 2 to 14 characters")));
                }
                if concept.official.contains(form) {
                    return Err(wrong(format!("form `{form}` is an official term of its line")));
                }
                if let Some(held) = self.by_form.insert(form.clone(), self.concepts.len()) {
                    let other = self.concepts.get(held).map_or(name, |concept| &concept.name);
                    return Err(wrong(format!("form `{form}` already stands for {other}")));
                }
            }
            self.concepts.push(concept);
        }
        (self.sayings, self.terms) = (OnceLock::new(), OnceLock::new());
        Ok(())
    }

    /// Reads a table with a list for each concept that it names.
    fn cells(
        &self,
        file: &str,
        table: &'static str,
    ) -> Result<Vec<(usize, &'static str)>, TableError> {
        let by_name: HashMap<&str, usize> =
            self.concepts.iter().enumerate().map(|(at, held)| (held.name.as_str(), at)).collect();
        let cell = |(line, fields): (usize, Vec<&'static str>)| {
            let wrong = |reason: String| TableError::new(file, line, reason);
            let [name, list] = fields[..] else {
                let found = fields.len();
                return Err(wrong(format!("expected concept and list, found {found} fields")));
            };
            let concept = by_name.get(name);
            let concept = concept.ok_or_else(|| wrong(format!("concept `{name}` is unknown")))?;
            Ok((*concept, list))
        };
        rows(table).map(cell).collect()
    }

    fn terms(&self) -> &Terms {
        self.terms.get_or_init(|| {
            let mut forms: Vec<(String, usize)> =
                self.by_form.iter().map(|(form, concept)| (fold(form), *concept)).collect();
            forms.sort_unstable();
            let official = self.concepts.iter().flat_map(|concept| &concept.official);
            Terms {
                finder: finder(forms.iter().map(|(form, _)| form)),
                official: finder(official.clone().map(|term| fold(term))),
                official_terms: official.cloned().collect(),
                forms,
            }
        })
    }

    /// Returns the forms that a folded text holds, in order, the longest at each place.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = FormMention<'a>> {
        let Terms { forms, finder, .. } = self.terms();
        finder.iter().flat_map(move |finder| finder.find_iter(text)).map(move |found| FormMention {
            range: found.range(),
            concept: &self.concepts[forms[found.pattern().as_usize()].1],
        })
    }

    /// Returns the concepts that a folded text speaks of in whatever words, so many at most, the
    /// likeliest first.
    pub fn like(
        &self,
        text: &str,
        shells: &Shells,
        analyzer: &Analyzer,
        wanted: usize,
    ) -> Vec<Resemblance<'_>> {
        let knows = |word: &str| analyzer.knows(word);
        let sayings = self.sayings(shells, analyzer);
        let text = sayings.everyday.neutral(text);
        let like = sayings.features.like(&text, knows, wanted).into_iter();
        like.map(|like| Resemblance {
            concept: &self.concepts[like.concept],
            likeness: like.likeness,
            odds: like.odds,
        })
        .collect()
    }

    /// Returns the words of a folded text that ordinary speech has others for, each with all that
    /// say the same.
    pub fn everyday<'a>(
        &'a self,
        text: &'a str,
        shells: &Shells,
        analyzer: &Analyzer,
    ) -> Vec<(Range<usize>, &'a [String])> {
        self.sayings(shells, analyzer).everyday.find(text).collect()
    }

    /// Makes what forms and terms are found by, which is otherwise made with the first text.
    pub(super) fn prepare_terms(&self) {
        self.terms();
    }

    /// Makes what likeness is told by, which is otherwise made with the first text.
    pub fn prepare(&self, shells: &Shells, analyzer: &Analyzer) {
        self.sayings(shells, analyzer);
    }

    fn sayings(&self, shells: &Shells, analyzer: &Analyzer) -> &Sayings {
        self.sayings.get_or_init(|| {
            let telling = Telling::built_in();
            Sayings::new(&self.concepts, &self.questions, &telling, shells, analyzer)
        })
    }

    /// Returns the share of a folded text that official terms make up, blanks left out.
    pub fn official_share(&self, text: &str) -> f32 {
        let length = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count() as f32;
        let found = self.terms().official.iter().flat_map(|finder| finder.find_iter(text));
        found.map(|found| length(&text[found.range()])).sum::<f32>() / length(text).max(1.0)
    }

    /// Tells whether official documents write a term for what people say.
    pub fn is_official(&self, term: &str) -> bool {
        self.terms().official_terms.contains(term)
    }

    /// Returns every concept, in the order of the table.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }
}

/// Makes what finds the longest of some texts at each place.
fn finder<T: AsRef<[u8]>>(texts: impl Iterator<Item = T>) -> Option<AhoCorasick> {
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(texts).ok()
}

#[cfg(test)]
mod tests {
    use super::{Colloquial, Relation};

    #[test]
    fn the_built_in_table_is_sound() {
        let table = Colloquial::built_in();
        let forms: usize = table.concepts().iter().map(|concept| concept.forms.len()).sum();
        assert!(table.concepts().len() >= 1500, "{} concepts", table.concepts().len());
        assert!(forms >= 8000, "{forms} forms");
        for concept in table.concepts() {
            assert!(concept.provisions().count() >= 5, "{} has too few", concept.name);
        }
    }

    #[test]
    fn lines_that_cannot_be_used_are_named() {
        let good = "基本养老金\t基本养老金\t退休金、退休工资\t社会保险\tS\t\n";
        let mut table = Colloquial::default();
        table.add("own", good).expect("a sound line");
        let found = table.find("退休工资").next().expect("a form");
        let concept = found.concept;
        assert_eq!((concept.name.as_str(), concept.relation), ("基本养老金", Relation::Same));
        let cases = [
            ("基本养老金\t基本养老金\n", "fields"),
            ("甲\t甲类\t乙类\t丙\tZ\t\n", "type `Z`"),
            ("甲\t甲类\t乙\t丙\tS\t\n", "2 to 14"),
            ("甲\t甲类\t甲类\t丙\tS\t\n", "official term"),
            ("甲\t甲类\t退休金\t丙\tS\t\n", "already stands for 基本养老金"),
        ];
        for (line, reason) in cases {
            let error = table.add("own", line).expect_err(line).to_string();
            assert!(error.starts_with("own:1") && error.contains(reason), "{error}");
        }
    }
}
