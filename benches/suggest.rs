//! How long a suggestion takes over half a million phrases, for each way of typing.

#![expect(clippy::print_stdout, reason = "a table for whoever measures")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use zhengsou::engine::Vocabulary;
use zhengsou::engine::phrases::{PhraseCount, PhraseCounts};
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::Overlay;
use zhengsou::lexicon::readings::Readings;
use zhengsou::search::suggest::Suggestions;

/// Phrases of the library.
const PHRASES: usize = 500_000;

/// Inputs of each kind.
const INPUTS: usize = 2000;

/// Times that an input is typed; the best counts, so that other work of the machine does not.
const TIMES: usize = 5;

/// Words of policy notices, of which phrases are made.
const WORDS: &str = include_str!("../data/words.txt");

/// Kinds of typing with what makes the input of a phrase and its syllables.
type Typing = (&'static str, fn(&str, &[&str]) -> String);

const TYPINGS: [Typing; 8] = [
    ("prefix", |text, _| text.chars().take(2).collect()),
    ("one letter", |_, syllables| syllables[0][..1].to_owned()),
    ("inside", |text, _| text.chars().skip(2).take(3).collect()),
    ("pinyin", |_, syllables| syllables[..2].concat() + &syllables[2][..1]),
    ("initials", |_, syllables| syllables.iter().map(|syllable| &syllable[..1]).collect()),
    ("mixed", |text, syllables| {
        text.chars().take(2).collect::<String>() + &syllables[2][..1] + &syllables[3][..1]
    }),
    ("wrong 汉字", |text, _| {
        text.chars().enumerate().map(|(at, c)| if at == 2 { '魑' } else { c }).collect()
    }),
    ("wrong letter", |_, syllables| {
        let letters = syllables.concat();
        let middle = letters.len() / 2;
        format!("{}{}", &letters[..middle], &letters[middle + 1..])
    }),
];

fn main() {
    let lexicon = Arc::new(Lexicon::new(&Overlay::default()).expect("the built-in tables"));
    let begun = Instant::now();
    let vocabulary = Vocabulary { phrases: phrases(), ..Vocabulary::default() };
    let texts: Vec<String> = vocabulary.phrases.phrases.iter().map(PhraseCount::text).collect();
    let suggestions = Suggestions::of_library(&vocabulary, &lexicon.analyzer(), &lexicon);
    println!("{} suggestions made in {:.1?}; microseconds", suggestions.len(), begun.elapsed());
    println!("{:<14} {:>8} {:>8} {:>8} {:>8}", "typed", "p50", "p99", "most", "found");
    for (name, typing) in TYPINGS {
        let inputs: Vec<String> = texts
            .iter()
            .step_by(texts.len() / INPUTS)
            .filter_map(|text| Some(typing(text, &syllables(text, &lexicon.readings)?)))
            .collect();
        let mut found = 0;
        let mut times: Vec<Duration> = inputs
            .iter()
            .map(|typed| {
                found += usize::from(!suggestions.suggest(typed, 8).is_empty());
                let timed = |_| {
                    let begun = Instant::now();
                    std::hint::black_box(suggestions.suggest(typed, 8));
                    begun.elapsed()
                };
                (0..TIMES).map(timed).min().unwrap_or_default()
            })
            .collect();
        times.sort_unstable();
        let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e6;
        println!(
            "{name:<14} {:>8.0} {:>8.0} {:>8.0} {:>7}%",
            at(50),
            at(99),
            at(100),
            found * 100 / inputs.len().max(1)
        );
    }
}

fn syllables<'r>(text: &str, readings: &'r Readings) -> Option<Vec<&'r str>> {
    readings.syllables(text).filter(|syllables| syllables.len() > 3)
}

/// Makes phrases of two words each, as notices have them.
fn phrases() -> PhraseCounts {
    let words: Vec<&str> = WORDS
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| (2..=5).contains(&word.chars().count()) && !word.starts_with('#'))
        .filter(|word| word.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)))
        .collect();
    let pairs = (1..).flat_map(|step| {
        let words = &words;
        (0..words.len()).map(move |at| (words[at], words[(at * 31 + step * 97) % words.len()]))
    });
    let phrases: std::collections::BTreeSet<String> =
        pairs.take(PHRASES).map(|(one, two)| format!("{one} {two}")).collect();
    let counted = phrases.into_iter().zip(0_u32..).map(|(words, number)| PhraseCount {
        words,
        notices: 3 + number.wrapping_mul(2_654_435_761) % 200,
        free: 3,
        clauses: 300,
    });
    PhraseCounts {
        phrases: counted.collect(),
        in_clauses: words.iter().map(|word| ((*word).to_owned(), 300)).collect(),
        clauses: 10_000_000,
        notices: 100_000,
        ..PhraseCounts::default()
    }
}
