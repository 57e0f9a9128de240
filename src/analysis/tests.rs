//! What the analyser promises: cases as data, and laws for any text.

use std::sync::LazyLock;

use proptest::{prop_assert_eq, proptest};

use crate::analysis::Analyzer;
use crate::analysis::dictionary::Dictionary;
use crate::analysis::fold::{Class, FoldedText, fold};
use crate::analysis::slots;

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| {
    let mut dictionary = Dictionary::default();
    dictionary.add_words("政务公开\n一网通办\n依申请公开\n首台（套）\n国办发\n");
    dictionary.add_stop_words("关于\n以及\n# function characters\n的在哪\n");
    Analyzer::new(dictionary)
});

fn words(text: &str) -> Vec<String> {
    ANALYZER.words(text).into_iter().map(|token| token.term).collect()
}

#[test]
fn words_come_whole_before_their_parts_and_without_stop_words() {
    let cases: &[(&str, &[&str])] = &[
        ("完善政务公开", &["完善", "政务公开", "政务", "公开"]),
        ("关于一网通办", &["一网通办", "一网通", "网通"]),
        ("首台（套）技术装备", &["首台(套)", "技术装备", "技术", "装备"]),
        ("国办发〔2017〕47号", &["国办发", "国办", "办发", "〔2017〕47号"]),
        ("国办发[2017] 047号", &["国办发", "国办", "办发", "〔2017〕47号"]),
        ("2024年12月31日前", &["2024年12月31日", "2024年", "12月", "31日"]),
        ("最高120万元", &["最高", "120万元", "120"]),
        ("上浮30%", &["上浮", "30%", "30"]),
        ("IPv6 LAN", &["ipv6", "lan"]),
        ("政 务\n公 开", &["政务公开", "政务", "公开"]),
        ("，。《》", &[]),
        ("", &[]),
    ];
    for (text, expected) in cases {
        let found = words(text);
        assert_eq!(&found, expected, "{text}: see analysis/mod.rs and analysis/entity.rs");
    }
}

#[test]
fn punctuation_leaves_a_hole() {
    let positions: Vec<u32> =
        ANALYZER.words("公开，检索").into_iter().map(|token| token.position).collect();
    assert_eq!(positions, [0, 3]);
}

#[test]
fn a_phrase_is_covered_by_few_grams() {
    let grams = |text: &str| -> Vec<(u32, String)> {
        ANALYZER.phrase(text).into_iter().map(|token| (token.position, token.term)).collect()
    };
    let owned = |terms: &[(u32, &str)]| -> Vec<(u32, String)> {
        terms.iter().map(|(at, term)| (*at, (*term).to_owned())).collect()
    };
    assert_eq!(grams("政务公开"), owned(&[(0, "政务"), (2, "公开")]));
    assert_eq!(grams("站内检索服"), owned(&[(0, "站内"), (2, "检索"), (3, "索服")]));
    assert_eq!(grams("，级、各部"), owned(&[(0, "级"), (2, "各部")]));
    assert_eq!(grams("、"), []);
}

#[test]
fn words_that_are_asked_for_are_whole_and_unknown_runs_are_kept() {
    let cases: &[(&str, &[&str])] = &[
        ("政务公开的办法", &["政务公开", "办法"]),
        ("蝶翠园在哪", &["蝶翠园"]),
        ("税", &["税"]),
        ("关于", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(&ANALYZER.asked_words(text), expected, "{text}");
    }
}

#[test]
fn pairs_of_function_characters_are_known() {
    assert!(ANALYZER.is_function_pair("在哪"));
    assert!(!ANALYZER.is_function_pair("在线"));
}

proptest! {
    #[test]
    fn offsets_slice_the_original(text in "[政务公开一网通办依申请的在2024年月日〔〕（）套首台 \u{3000}a-zA-Z0-9，。%\\PC]{0,60}") {
        for token in ANALYZER.words(&text).into_iter().chain(ANALYZER.grams(&text)) {
            let slice = &text[token.start..token.end];
            let visible = FoldedText::new(slice);
            prop_assert_eq!(visible.len(), token.length as usize);
            if !token.term.starts_with('〔') {
                prop_assert_eq!(visible.as_str(), token.term);
            }
        }
    }

    #[test]
    fn every_stretch_of_text_is_covered_by_grams(text in "[政务公开一网通办，。a-z0-9 ]{0,40}") {
        let grams = ANALYZER.grams(&text);
        let folded = FoldedText::new(&text);
        for at in 0..folded.len() {
            let single = grams.iter().any(|gram| gram.position as usize == at && gram.length == 1);
            prop_assert_eq!(single, folded.class(at) == Class::Text);
        }
    }

    #[test]
    fn encoded_streams_hold_the_same_terms(text in "[政务公开依申请的2024年〔〕号，。 a-z]{0,60}") {
        let encoded = ANALYZER.encode(&text);
        for (stream, tokens) in [(&encoded.words, ANALYZER.words(&text)), (&encoded.grams, ANALYZER.grams(&text))] {
            let expected: Vec<(u32, String)> =
                tokens.into_iter().map(|token| (token.position, token.term)).collect();
            let found: Vec<(u32, String)> =
                slots::terms(stream).map(|(position, term)| (position, term.to_owned())).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }
}
