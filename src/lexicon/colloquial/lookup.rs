//! Looks concepts up by a word of theirs, as a person does in a dictionary.

use crate::analysis::fold::fold;
use crate::lexicon::colloquial::{Colloquial, Concept};

/// How near what is looked up is to a concept, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// It is said or written just so.
    Same,
    /// A form or term of the concept stands in it.
    Holds,
    /// It is a part of a form or term.
    Part,
}

impl Nearness {
    fn of(concept: &Concept, folded: &str) -> Option<Self> {
        let Concept { name, official, forms, .. } = concept;
        let sayings = std::iter::once(name).chain(official).chain(forms);
        let near = sayings.filter_map(|saying| {
            let saying = fold(saying);
            match saying.as_str() {
                saying if saying == folded => Some(Self::Same),
                saying if folded.contains(saying) => Some(Self::Holds),
                saying if saying.contains(folded) => Some(Self::Part),
                _ => None,
            }
        });
        near.min()
    }
}

impl Colloquial {
    /// Returns the concepts that say a text, stand in it or hold it, the nearest first and then in
    /// the order of the table; every concept where there is no text.
    pub fn saying(&self, text: &str) -> Vec<&Concept> {
        let folded = fold(text.trim());
        if folded.is_empty() {
            return self.concepts.iter().collect();
        }
        let near = |concept| Some((Nearness::of(concept, &folded)?, concept));
        let mut found: Vec<(Nearness, &Concept)> = self.concepts.iter().filter_map(near).collect();
        found.sort_by_key(|(nearness, _)| *nearness);
        found.into_iter().map(|(_, concept)| concept).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::colloquial::Colloquial;

    #[test]
    fn the_nearest_concepts_come_first() {
        let mut table = Colloquial::default();
        let lines = "灯会\t元宵灯会\t看灯\t文化\tS\n花灯\t花灯展\t看灯会\t文化\tS\n渡口\t浮桥\t过河\t交通\tS\n";
        table.add("own.tsv", lines).expect("a sound table");
        let names = |text: &str| {
            table.saying(text).iter().map(|concept| concept.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names("看灯会"), ["花灯", "灯会"], "the same, then what stands in it");
        assert_eq!(names("看灯"), ["灯会", "花灯"], "the same, then what it is a part of");
        assert_eq!(names(" 浮桥 "), ["渡口"]);
        assert_eq!(names("养蜂"), Vec::<String>::new());
        assert_eq!(names("").len(), 3);
    }
}
