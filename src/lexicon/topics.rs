//! Topics (主题分类): the 21 national classes, and what tells which one a notice belongs to.

use std::collections::{BTreeSet, HashMap};

use aho_corasick::{AhoCorasick, MatchKind};

use crate::lexicon::table::{alternatives, rows};

/// The built-in table.
pub(super) const BUILT_IN: &str = include_str!("../../data/topics.tsv");

/// What a word of the title counts, a word of a heading being 1.
const TITLE: usize = 3;

/// What an issuing department counts.
const DEPARTMENT: usize = 3;

/// The most that headings count together for one class.
const MOST_BY_HEADINGS: usize = 4;

/// The least that tells a class: one word of the title, or the issuer, or several headings.
const ENOUGH: usize = 3;

/// Words for what notices of every topic were occasioned by: they tell a class only where nothing
/// else does.
const OCCASIONS: [&str; 4] = ["疫情", "新冠", "肺炎", "防控"];

/// What a notice says of its topic.
#[derive(Clone, Debug, Default)]
pub struct TopicEvidence<'a> {
    /// Its title, or the opening of a text without one.
    pub title: &'a str,
    /// Its headings.
    pub headings: Vec<&'a str>,
    /// Ids of the departments that issue it.
    pub departments: Vec<&'a str>,
}

/// The classes with the words and departments that tell them.
#[derive(Debug)]
pub struct Topics {
    classes: Vec<String>,
    by_department: HashMap<String, usize>,
    finder: AhoCorasick,
    /// The class of each word of the finder.
    class_of_word: Vec<usize>,
    /// The words that are but occasions.
    occasions: BTreeSet<usize>,
}

impl Topics {
    /// Reads the built-in table.
    ///
    /// # Panics
    ///
    /// The built-in table is unsound, which a test of this room would have found.
    pub fn built_in() -> Self {
        let mut classes = Vec::new();
        let mut by_department = HashMap::new();
        let mut words: Vec<&str> = Vec::new();
        let mut class_of_word = Vec::new();
        for (_, fields) in rows(BUILT_IN) {
            let class = classes.len();
            classes.push(fields[0].to_owned());
            for department in alternatives(fields.get(1).copied().unwrap_or_default()) {
                by_department.insert(department.to_owned(), class);
            }
            for word in alternatives(fields.get(2).copied().unwrap_or_default()) {
                words.push(word);
                class_of_word.push(class);
            }
        }
        let is_occasion = |(at, word): (usize, &&str)| OCCASIONS.contains(word).then_some(at);
        let occasions = words.iter().enumerate().filter_map(is_occasion).collect();
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(words)
            .expect("some hundred short words fit");
        Self { classes, by_department, finder, class_of_word, occasions }
    }

    /// Returns the national classes, in their order.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.classes.iter().map(String::as_str)
    }

    /// Tells the class of a notice; `None` where nothing tells it or two are told as surely.
    pub fn tell(&self, evidence: &TopicEvidence<'_>) -> Option<&str> {
        let none = BTreeSet::new();
        let scores = self.scores(evidence, &self.occasions);
        let is_told = scores.iter().any(|score| *score >= ENOUGH);
        let scores = if is_told { scores } else { self.scores(evidence, &none) };
        let most = scores.iter().copied().max().filter(|most| *most >= ENOUGH)?;
        let mut best = scores.iter().enumerate().filter(|(_, score)| **score == most);
        let (class, _) = best.next()?;
        best.next().is_none().then(|| self.classes[class].as_str())
    }

    /// Counts what speaks for each class, some words left out.
    fn scores(&self, evidence: &TopicEvidence<'_>, left_out: &BTreeSet<usize>) -> Vec<usize> {
        let mut scores = vec![0_usize; self.classes.len()];
        for word in self.words([evidence.title]).difference(left_out) {
            scores[self.class_of_word[*word]] += TITLE;
        }
        let mut by_headings = vec![0_usize; self.classes.len()];
        for word in self.words(evidence.headings.iter().copied()).difference(left_out).copied() {
            by_headings[self.class_of_word[word]] += 1;
        }
        for (score, headings) in scores.iter_mut().zip(by_headings) {
            *score += headings.min(MOST_BY_HEADINGS);
        }
        let departments: BTreeSet<&&str> = evidence.departments.iter().collect();
        for class in departments.into_iter().filter_map(|id| self.by_department.get(*id)) {
            scores[*class] += DEPARTMENT;
        }
        scores
    }

    /// Returns the words that texts hold, each once.
    fn words<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<usize> {
        texts
            .into_iter()
            .flat_map(|text| self.finder.find_iter(text))
            .map(|found| found.pattern().as_usize())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{TopicEvidence, Topics};

    #[test]
    fn there_are_21_classes() {
        assert_eq!(Topics::built_in().classes().count(), 21);
    }

    #[test]
    fn title_and_issuer_tell_the_topic() {
        let topics = Topics::built_in();
        let tell = |title: &str, departments: &[&str]| {
            let evidence =
                TopicEvidence { title, departments: departments.to_vec(), ..Default::default() };
            topics.tell(&evidence)
        };
        let cases: &[(&str, &[&str], Option<&str>)] = &[
            ("清泽市2024年政务公开工作要点", &[], Some("综合政务")),
            ("关于调整住房公积金贷款政策的通知", &[], Some("城乡建设、环境保护")),
            ("关于做好有关工作的通知", &["education"], Some("科技、教育")),
            ("关于做好有关工作的通知", &[], None),
            ("关于农村妇女工作的通知", &[], None),
            ("关于应对新冠肺炎疫情支持企业稳定就业的通知", &[], Some("劳动、人事、监察")),
            ("关于做好新冠肺炎疫情防控工作的通知", &[], Some("卫生、体育")),
        ];
        for (title, departments, expected) in cases {
            assert_eq!(tell(title, departments), *expected, "{title}");
        }
    }
}
