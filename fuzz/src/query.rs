//! Any text that is asked has pieces, a meaning, a plan and marks.

use std::sync::{Arc, LazyLock};

use jiff::civil::date;
use zhengsou::analysis::Analyzer;
use zhengsou::query::plan::plan;
use zhengsou::query::request::{Scope, SearchRequest};
use zhengsou::query::spelling::Spelling;
use zhengsou::query::syntax;
use zhengsou::query::understand::{Knowledge, understand};
use zhengsou::search::highlight::Marker;

use super::LEXICON;

static ANALYZER: LazyLock<Arc<Analyzer>> = LazyLock::new(|| LEXICON.analyzer());

/// What a library holds that letters and slips are read by.
const WORDS: &[&str] = &[
    "政务",
    "公开",
    "政府",
    "信息",
    "办事",
    "便民",
    "服务",
    "中心",
    "老旧",
    "小区",
    "改造",
    "加装",
    "电梯",
    "养老",
    "保险",
    "公积金",
    "提取",
    "低保",
    "就业",
    "补贴",
    "望溪",
    "青禾",
    "河道",
    "清淤",
    "防汛",
    "应急",
    "预案",
    "优化",
    "营商",
    "环境",
    "app",
];

static SPELLING: LazyLock<Spelling> = LazyLock::new(|| {
    let mut grams = Vec::new();
    for word in WORDS.iter().filter(|word| !word.is_ascii()) {
        let characters: Vec<char> = word.chars().collect();
        grams.extend(characters.iter().map(ToString::to_string));
        grams.extend(characters.windows(2).map(|pair| pair.iter().collect::<String>()));
    }
    grams.sort();
    grams.dedup();
    let words: Vec<(String, u64)> = WORDS.iter().map(|word| ((*word).to_owned(), 8)).collect();
    let grams: Vec<(String, u64)> = grams.into_iter().map(|gram| (gram, 8)).collect();
    Spelling::new(10, &words, &grams, &LEXICON.readings)
});

/// Takes a text as it is typed.
pub fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    // Longer ones are refused at the door.
    let text: String = text.chars().take(SearchRequest::LONGEST_TEXT).collect();
    let (pieces, _) = syntax::parse(&text);
    let mut end = 0;
    for piece in &pieces {
        assert!(piece.range.start >= end && text.get(piece.range.clone()).is_some(), "{piece:?}");
        end = piece.range.end;
    }
    let today = date(2025, 6, 1);
    let knowledge =
        Knowledge { lexicon: &LEXICON, analyzer: &ANALYZER, spelling: Some(&SPELLING), today };
    for scope in [Scope::Notices, Scope::Clauses] {
        let request = SearchRequest { text: text.clone(), scope, ..SearchRequest::default() };
        let understanding = understand(&request, &knowledge);
        let plan = plan(&request, &understanding, &ANALYZER, today);
        let matching = &plan.matching;
        assert!(matching.minimum <= matching.words.len(), "{matching:?}");
        assert!(plan.terms.iter().all(|term| term.weight.is_finite()), "{:?}", plan.terms);
        let mut end = 0;
        for mark in Marker::new(&plan, &understanding, &ANALYZER).marks(&text) {
            assert!(mark.start >= end && text.get(mark.clone()).is_some(), "{mark:?}");
            end = mark.end;
        }
    }
}
