//! What can be suggested: names, terms and titles of the library, ranked.

use std::collections::{BTreeMap, HashMap};

use crate::analysis::fold::key;
use crate::engine::Vocabulary;
use crate::lexicon::Lexicon;
use crate::notice::region::RegionCode;
use crate::query::facet::FacetField;
use crate::search::suggest::{Suggestion, SuggestionKind};
use crate::search::terms::Terms;

/// The longest part of a title that is offered as what the title is about, in characters.
const LONGEST_SUBJECT: usize = 24;

/// An entry: a suggestion with the texts under which it is found. A library may have half a million of
/// them, so that nothing in it has room to grow.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) text: Box<str>,
    pub(super) kind: SuggestionKind,
    pub(super) count: u64,
    official: Option<Box<str>>,
    /// Its key, where that is not its text.
    folded: Option<Box<str>>,
    words: Words,
}

/// The characters of a key at which a word begins, a bit each; terms are far shorter than 32.
#[derive(Clone, Copy, Debug)]
struct Words(u32);

impl Words {
    /// What is one word.
    const ONE: Self = Self(1);

    /// Returns where words of so many characters begin.
    fn of_lengths(lengths: &[u8]) -> Self {
        let mut at = 0_u32;
        let begins = lengths.iter().map(|length| {
            at += u32::from(*length);
            1_u32.checked_shl(at - u32::from(*length)).unwrap_or(0)
        });
        Self(begins.fold(0, |all, own| all | own))
    }
}

impl Entry {
    /// Returns its text as compared: folded, without signs.
    pub(super) fn key(&self) -> &str {
        self.folded.as_ref().unwrap_or(&self.text)
    }

    /// Returns the characters of the key at which a word begins.
    pub(super) fn words(&self) -> impl Iterator<Item = usize> + use<> {
        let Words(words) = self.words;
        (0..u32::BITS as usize).filter(move |at| words & (1 << at) != 0)
    }

    /// Returns it as a suggestion with the characters that stand for what was typed.
    pub(super) fn suggestion(&self, matched: Option<(usize, usize)>) -> Suggestion {
        Suggestion {
            text: self.text.to_string(),
            kind: self.kind,
            count: self.count,
            official: self.official.as_deref().map(str::to_owned),
            matched,
        }
    }
}

/// Collects entries, one for each text.
struct Entries<'a> {
    lexicon: &'a Lexicon,
    by_key: BTreeMap<String, Entry>,
}

/// Returns all entries, the best first.
pub(super) fn of(vocabulary: &Vocabulary, terms: &Terms, lexicon: &Lexicon) -> Vec<Entry> {
    let mut entries = Entries { lexicon, by_key: BTreeMap::new() };
    for (term, holding) in terms.all.iter().zip(&terms.holding) {
        let words = Words::of_lengths(&term.words);
        entries.add(&term.text, SuggestionKind::Term, holding.notices.into(), None, words);
    }
    entries.add_values(vocabulary);
    entries.add_titles(vocabulary);
    entries.add_numbers(vocabulary);
    entries.add_plain(terms);
    let mut all: Vec<Entry> = entries.by_key.into_values().collect();
    all.sort_by(|one, two| rank(one).cmp(&rank(two)).then_with(|| one.key().cmp(two.key())));
    all
}

/// Orders entries: names and terms before headings, those before whole titles and numbers; then
/// by how many notices have them.
fn rank(entry: &Entry) -> (u8, std::cmp::Reverse<u64>) {
    let class = match entry.kind {
        SuggestionKind::Heading => 1,
        SuggestionKind::Title | SuggestionKind::DocNumber => 2,
        _ => 0,
    };
    (class, std::cmp::Reverse(entry.count))
}

impl Entries<'_> {
    fn add(
        &mut self,
        text: &str,
        kind: SuggestionKind,
        count: u64,
        official: Option<String>,
        words: Words,
    ) {
        let key = key(text);
        if key.is_empty() || count == 0 || self.lexicon.blocked.holds(text) {
            return;
        }
        if let Some(held) = self.by_key.get_mut(&key) {
            // A text that is several things is what says the most of it.
            if held.kind >= kind {
                held.kind = kind;
                held.text = text.into();
                held.folded = (key != text).then(|| key.into());
            }
            held.count = held.count.max(count);
            return;
        }
        let entry = Entry {
            text: text.into(),
            kind,
            count,
            official: official.map(String::into_boxed_str),
            folded: (key != text).then(|| key.as_str().into()),
            words,
        };
        self.by_key.insert(key, entry);
    }

    fn add_values(&mut self, vocabulary: &Vocabulary) {
        let mut names: HashMap<String, u32> = HashMap::new();
        let places: Vec<(RegionCode, u64)> = vocabulary
            .values
            .iter()
            .filter(|(field, ..)| *field == FacetField::Region)
            .filter_map(|(_, value, count)| Some((value.parse::<RegionCode>().ok()?, *count)))
            .collect();
        let name = |code: RegionCode| {
            let chain = self.lexicon.divisions.chain(code);
            chain.last().filter(|own| own.code == code).map(|own| own.name.clone())
        };
        for own in places.iter().filter_map(|(code, _)| name(*code)) {
            *names.entry(own).or_default() += 1;
        }
        let shown: Vec<(String, u64)> = places
            .iter()
            .filter_map(|(code, count)| {
                let own = name(*code)?;
                let is_alone = names.get(&own) == Some(&1);
                let shown = if is_alone { own } else { self.lexicon.divisions.label(*code) };
                Some((shown, *count))
            })
            .collect();
        for (name, count) in shown {
            self.add(&name, SuggestionKind::Region, count, None, Words::ONE);
        }
        for (field, value, count) in &vocabulary.values {
            let kind = match field {
                FacetField::Department => SuggestionKind::Department,
                FacetField::Issuer => SuggestionKind::Issuer,
                FacetField::Kind => SuggestionKind::Kind,
                FacetField::Section => SuggestionKind::Heading,
                _ => continue,
            };
            self.add(value, kind, *count, None, Words::ONE);
        }
    }

    /// Adds whole titles, and what they are about.
    fn add_titles(&mut self, vocabulary: &Vocabulary) {
        let mut subjects: BTreeMap<&str, u64> = BTreeMap::new();
        let mut titles: BTreeMap<&str, u64> = BTreeMap::new();
        for (title, _) in &vocabulary.titles {
            *titles.entry(title).or_default() += 1;
            let about = subject(title);
            let place = self.lexicon.divisions.leading_length(about).unwrap_or(0);
            let about = about.get(place..).unwrap_or(about);
            let about = without_year(about);
            if about != title && (2..=LONGEST_SUBJECT).contains(&about.chars().count()) {
                *subjects.entry(about).or_default() += 1;
            }
        }
        for (title, count) in subjects.into_iter().chain(titles) {
            self.add(title, SuggestionKind::Title, count, None, Words::ONE);
        }
    }

    /// Adds document numbers, and what several have in common: 泽政办发〔2024〕.
    fn add_numbers(&mut self, vocabulary: &Vocabulary) {
        let mut series: BTreeMap<&str, (u64, u32)> = BTreeMap::new();
        for (number, count) in &vocabulary.numbers {
            self.add(number, SuggestionKind::DocNumber, *count, None, Words::ONE);
            if let Some(end) = number.find('〕') {
                let (notices, numbers) =
                    series.entry(&number[..end + '〕'.len_utf8()]).or_default();
                *notices = (*notices).max(*count);
                *numbers += 1;
            }
        }
        for (stem, (count, numbers)) in series {
            if numbers > 1 {
                self.add(stem, SuggestionKind::DocNumber, count, None, Words::ONE);
            }
        }
    }

    /// Adds what people say for terms that the library holds.
    fn add_plain(&mut self, terms: &Terms) {
        let notices = |term: &String| Some(terms.holding[terms.of_text(term)?].notices);
        for concept in self.lexicon.colloquial.concepts() {
            let official =
                concept.official.iter().filter_map(|term| Some((notices(term)?, term))).max();
            let Some((count, term)) = official else { continue };
            for form in &concept.forms {
                if !self.by_key.contains_key(&key(form)) {
                    let kind = SuggestionKind::Plain;
                    self.add(form, kind, count.into(), Some(term.clone()), Words::ONE);
                }
            }
        }
    }
}

/// Returns what a title is about: of 关于印发《推进城市更新实施意见》的通知 the name of the document
/// that it issues, 推进城市更新实施意见; else what stands between 关于 and its kind.
fn subject(title: &str) -> &str {
    if let (Some(from), Some(to)) = (title.find('《'), title.rfind('》')) {
        let from = from + '《'.len_utf8();
        if from < to {
            return &title[from..to];
        }
    }
    let from = title.find("关于").map_or(0, |at| at + "关于".len());
    let about = &title[from..];
    let about = ["印发", "转发", "公布", "发布"]
        .iter()
        .find_map(|verb| about.strip_prefix(verb))
        .unwrap_or(about);
    about.rsplit_once('的').map_or(about, |(about, kind)| {
        if kind.chars().count() <= 4 { about } else { &title[from..] }
    })
}

/// Drops the year that a subject begins with.
fn without_year(about: &str) -> &str {
    let digits = about.len() - about.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    about[digits..]
        .strip_prefix("年度")
        .or_else(|| about[digits..].strip_prefix('年'))
        .map_or(about, |rest| if digits == 4 && !rest.is_empty() { rest } else { about })
}

#[cfg(test)]
mod tests {
    use super::{subject, without_year};

    #[test]
    fn titles_tell_what_they_are_about() {
        let cases = [
            ("清泽市人民政府关于印发《清泽市城市更新办法》的通知", "清泽市城市更新办法"),
            ("关于印发2024年政务公开工作要点的通知", "政务公开工作要点"),
            ("关于做好稳岗返还工作的通知", "做好稳岗返还工作"),
            ("2023年国民经济和社会发展统计公报", "国民经济和社会发展统计公报"),
            ("关于的通知", ""),
        ];
        for (title, wanted) in cases {
            assert_eq!(without_year(subject(title)), wanted, "{title}");
        }
    }
}
