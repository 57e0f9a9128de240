//! What is understood, and what a request can go without.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::{Knowledge, Understanding, UnderstoodKind, understand};
use crate::analysis::Analyzer;
use crate::lexicon::Lexicon;
use crate::lexicon::overlay::Overlay;
use crate::query::facet::FacetField;
use crate::query::request::SearchRequest;
use crate::query::spelling::Spelling;
use crate::query::understand::run::Meaning;

static WORLD: LazyLock<(Lexicon, Arc<Analyzer>)> = LazyLock::new(|| {
    let overlay = Overlay {
        divisions: "990000\t岚川省\tprovince\n990100\t清泽市\tcity\n990104\t汀洲区\tcounty\n\
                    990300\t桐陵市\tcity\n990304\t汀洲区\tcounty\n"
            .to_owned(),
        colloquial: "浮桥养护\t浮桥养护\t修摇摇桥\t交通\tS\t\n".to_owned(),
        ..Overlay::default()
    };
    let lexicon = Lexicon::new(&overlay).expect("the built-in tables are sound");
    let analyzer = lexicon.analyzer();
    (lexicon, analyzer)
});

fn knowledge() -> Knowledge<'static> {
    let (lexicon, analyzer) = &*WORLD;
    Knowledge { lexicon, analyzer, spelling: None, today: jiff::civil::date(2024, 5, 8) }
}

fn understood(text: &str) -> Understanding {
    let request = SearchRequest { text: text.to_owned(), ..SearchRequest::default() };
    understand(&request, &knowledge())
}

fn words(text: &str) -> Vec<String> {
    understood(text).words.iter().map(super::Run::text).collect()
}

#[test]
fn numbers_are_read_in_every_spelling() {
    for text in ["泽政办发〔2020〕17号", "泽政办发[2020]17号", "泽政办发2020 17号"]
    {
        let found = understood(text);
        assert_eq!(found.numbers.len(), 1, "{text}");
        assert_eq!(found.numbers[0].to_string(), "泽政办发〔2020〕17号");
        assert!(found.words.is_empty());
        assert_eq!(found.understood[0].kind, UnderstoodKind::DocNumber);
    }
    let found = understood("泽政办发〔2020〕17号 标准目录");
    assert_eq!(found.numbers.len(), 1);
    assert_eq!(words("泽政办发〔2020〕17号 标准目录"), ["标准目录"]);
}

#[test]
fn undoing_gives_the_query_without_the_understanding() {
    let undo = |text: &str| understood(text).understood[0].undo.clone();
    assert_eq!(undo("\"站内检索\" 拼音"), "站内检索 拼音");
    assert_eq!(undo("公开 -疫情"), "公开");
    assert_eq!(undo("公开 年份:2024"), "公开");
    assert_eq!(undo("泽政办发〔2020〕17号"), "\"泽政办发〔2020〕17号\"");
    assert_eq!(undo("清泽 公开"), "\"清泽\" 公开");
    assert_eq!(undo("公开 2023年"), "公开 \"2023年\"");
}

#[test]
fn undoing_alters_the_stretch_that_was_understood() {
    let said = |text: &str, kind: UnderstoodKind| {
        let mut said = understood(text).understood.into_iter();
        said.find(|said| said.kind == kind).expect("it is said")
    };
    assert_eq!(said("\"清泽\" 清泽", UnderstoodKind::Place).undo, "\"清泽\" \"清泽\"");
    let question = said("残疾证怎么办理", UnderstoodKind::Question);
    assert_eq!((question.from.as_str(), question.to.as_str()), ("怎么办理", ""));
    assert_eq!(question.undo, "残疾证怎么办理");
    assert_eq!(question.without, Some(UnderstoodKind::Question));
}

#[test]
fn places_can_be_filtered_by_name() {
    let found = understood("公开 地区:怀柔");
    assert!(found.filters.values[&FacetField::Region].contains("110116"));
    let found = understood("公开 地区:无此地");
    assert_eq!(found.notes.len(), 1);
    assert_eq!(words("公开 地区:无此地"), ["公开", "无此地"]);
}

#[test]
fn places_and_years_are_preferred() {
    let preferred = |text: &str| -> Vec<(FacetField, Vec<String>)> {
        let parts = understood(text).words.into_iter().flat_map(|run| run.parts);
        parts
            .filter_map(|part| match part.meaning {
                Some(Meaning::Preference { field, values, .. }) => Some((field, values)),
                _ => None,
            })
            .collect()
    };
    let region = |codes: &[&str]| {
        (FacetField::Region, codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>())
    };
    let year = |year: &str| (FacetField::Year, vec![year.to_owned()]);
    assert_eq!(preferred("清泽市汀洲区老旧小区改造"), [region(&["990104"])]);
    assert_eq!(preferred("汀洲区老旧小区改造"), [region(&["990104", "990304"])]);
    assert_eq!(preferred("桐陵2023年要点"), [region(&["990300"]), year("2023")]);
    assert_eq!(preferred("去年的要点"), [year("2023")]);
    assert!(preferred("电话20241234").is_empty());
    assert!(preferred("基本年龄").is_empty());
}

#[test]
fn plain_language_means_official_terms() {
    let found = understood("请问修摇摇桥要什么材料");
    let [run] = &found.words[..] else { panic!("one run: {:?}", found.words) };
    assert_eq!(run.text(), "修摇摇桥");
    assert_eq!(found.concepts[0].terms, ["浮桥养护"]);
    assert!(found.understood.iter().any(|said| said.kind == UnderstoodKind::Plain));
}

#[test]
fn a_question_is_searched_without_its_shell() {
    assert_eq!(words("残疾证怎么办理"), ["残疾证"]);
    assert_eq!(words("怎么办理"), ["怎么办理"]);
    assert_eq!(words("网吧管理"), ["网吧管理"]);
}

#[test]
fn a_kind_can_be_gone_without() {
    let mut request = SearchRequest {
        text: "清泽修摇摇桥怎么办".to_owned(),
        ..SearchRequest::default()
    };
    request.without.extend(UnderstoodKind::OPTIONAL);
    let found = understand(&request, &knowledge());
    assert!(found.understood.is_empty());
    assert_eq!(found.words[0].text(), "清泽修摇摇桥怎么办");
}

proptest! {
    #[test]
    fn every_text_means_something(text in "\\PC{0,60}|[清泽修摇桥怎么办今年2024 低保吗]{0,30}") {
        let _ = understood(&text);
    }
}

/// Understands a query with what a small library holds, of which every term occurs equally often.
fn in_library(text: &str, terms: &[&str]) -> Understanding {
    let (lexicon, analyzer) = &*WORLD;
    let counted = |terms: &[String]| -> Vec<(String, u64)> {
        terms.iter().map(|term| (term.clone(), 8)).collect()
    };
    let words: Vec<String> = terms.iter().map(|term| (*term).to_owned()).collect();
    let mut grams = Vec::new();
    for term in &words {
        let characters: Vec<char> = term.chars().filter(|one| !one.is_ascii()).collect();
        grams.extend(characters.iter().map(ToString::to_string));
        grams.extend(characters.windows(2).map(|pair| pair.iter().collect::<String>()));
    }
    grams.push("务公".to_owned());
    grams.sort();
    grams.dedup();
    let spelling = Spelling::new(10, &counted(&words), &counted(&grams), &lexicon.readings);
    let request = SearchRequest { text: text.to_owned(), ..SearchRequest::default() };
    let knowledge = Knowledge { lexicon, analyzer, spelling: Some(&spelling), ..knowledge() };
    understand(&request, &knowledge)
}

#[test]
fn letters_are_read_by_what_the_library_holds() {
    let read = |text: &str| {
        let found = in_library(text, &["政务", "公开", "旅行", "会计", "app"]);
        found.words.iter().map(super::Run::text).collect::<Vec<_>>().concat()
    };
    let cases = [
        ("zhengwugongkai", "政务公开"),
        ("zengwugongkai", "政务公开"),
        ("zhengwugongk", "政务公开"),
        ("ZWGK", "政务公开"),
        ("政务gk", "政务公开"),
        ("zhengwu gongkai", "政务公开"),
        ("lvxing", "旅行"),
        ("luxing", "旅行"),
        ("kuaiji", "会计"),
        ("app", "app"),
        ("government", "government"),
        ("gk", "gk"),
    ];
    for (typed, wanted) in cases {
        assert_eq!(read(typed), wanted, "{typed}");
    }
}

#[test]
fn slips_are_undone_where_they_were_typed() {
    let corrected = |text: &str| in_library(text, &["便民", "服务", "便民服务"]).correction;
    let correction = corrected("\"便民服物\" 便民服物").expect("a slip");
    assert_eq!(correction.query, "\"便民服物\" 便民服务");
    assert_eq!(correction.slips, [("便民服物".to_owned(), "便民服务".to_owned())]);
    assert_eq!(corrected("\"便民服物\""), None);
    assert_eq!(corrected("便民服物 2020").expect("a slip").query, "便民服务 2020");
}

#[test]
fn what_letters_were_read_as_is_undone_with_the_letters() {
    let found = in_library("qingze公开", &["清泽", "公开"]);
    let place = found.understood.iter().find(|said| said.kind == UnderstoodKind::Place);
    let place = place.expect("a place");
    assert_eq!((place.from.as_str(), place.undo.as_str()), ("清泽", "qingze公开"));
    assert_eq!(place.without, Some(UnderstoodKind::Place));
}

#[test]
fn a_short_name_that_a_library_uses_as_a_word_is_no_place() {
    let (lexicon, analyzer) = &*WORLD;
    let places = |text: &str, held: u64, named: u64| -> usize {
        let grams = [("清泽".to_owned(), held), ("泽市".to_owned(), named)];
        let spelling = Spelling::new(100, &[], &grams, &lexicon.readings);
        let knowledge = Knowledge { lexicon, analyzer, spelling: Some(&spelling), ..knowledge() };
        let request = SearchRequest { text: text.to_owned(), ..SearchRequest::default() };
        let understood = understand(&request, &knowledge).understood;
        understood.iter().filter(|one| one.kind == UnderstoodKind::Place).count()
    };
    for (text, held, named, expected) in [
        ("清泽 浮桥", 60, 3, 0),
        ("清泽 浮桥", 60, 6, 1),
        ("清泽 浮桥", 19, 0, 1),
        ("清泽 浮桥", 0, 0, 1),
        ("清泽市 浮桥", 60, 3, 1),
    ] {
        assert_eq!(places(text, held, named), expected, "{text} {held} {named}");
    }
}
