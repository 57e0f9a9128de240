//! Holds the product against real notices, where the machine has them: `ZHENGSOU_SHARED` names
//! their folder, `../shared` by default; without it these tests are counted as ignored.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use tokio::sync::OnceCell;
use zhengsou::query::facet::FacetField;
use zhengsou::query::request::{Page, SearchRequest};
use zhengsou::query::understand::{Understood, UnderstoodKind};
use zhengsou::search::response::{NoticeResult, SearchResult};

use crate::quoting::{sources_of, stretch};
use crate::support::library::Library;
use crate::support::{TODAY, chance, shared};

/// Quotations of one run.
const DRAWS: usize = 200;

static LIBRARY: OnceCell<Library> = OnceCell::const_new();

async fn library() -> &'static Library {
    LIBRARY.get_or_init(|| Library::over(vec![shared().join("notices")])).await
}

async fn first_page(text: &str) -> Vec<NoticeResult> {
    let mut request = SearchRequest { text: text.to_owned(), ..SearchRequest::default() };
    request.filters.add(FacetField::Validity, "any").unwrap();
    let response = library().await.searcher().search(&request, TODAY).await.unwrap();
    response
        .results
        .into_iter()
        .filter_map(|result| match result {
            SearchResult::Notice(notice) => Some(notice),
            SearchResult::Clause(_) => None,
        })
        .collect()
}

fn text_files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(shared().join("notices"))
        .unwrap()
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    files
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn every_notice_is_indexed_and_a_second_run_reads_none() {
    let files = text_files();
    let copy = Library::empty();
    for file in &files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        copy.write(&name, fs::read(file).unwrap());
    }
    let begun = Instant::now();
    let first = copy.index().await;
    let took_first = begun.elapsed();
    assert_eq!(first.failures, []);
    assert_eq!(first.notices.added, files.len() as u64);
    let begun = Instant::now();
    let second = copy.index().await;
    let took_second = begun.elapsed();
    assert_eq!(second.notices.unchanged, files.len() as u64);
    println!("first run {took_first:?}, second {took_second:?}");
    let touched = chance::one_of(&files).file_name().unwrap().to_string_lossy().into_owned();
    let mut bytes = fs::read(copy.notices().join(&touched)).unwrap();
    bytes.extend("\n末尾添加的一行。\n".as_bytes());
    copy.write(&touched, bytes);
    let third = copy.index().await;
    let counts = third.notices;
    assert_eq!((counts.updated, counts.unchanged), (1, files.len() as u64 - 1), "{touched}");
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn the_sentence_that_asks_for_this_product_is_found() {
    let results = first_page("站内检索 拼音").await;
    let first = &results[0];
    assert!(first.notice.source.starts_with("002_da9324d3f06c2e83"), "{}", first.notice.source);
    let marked: Vec<&str> = first
        .clauses
        .iter()
        .filter(|clause| clause.html.contains("<mark>"))
        .map(|clause| clause.address.as_str())
        .collect();
    assert!(
        marked.iter().any(|address| address.contains("（十一）") || address.ends_with("第38行")),
        "{marked:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn every_spelling_of_a_document_number_puts_its_notice_first() {
    for spelling in ["渝北府办发〔2020〕17号", "渝北府办发[2020]17号", "渝北府办发2020 17号"]
    {
        let results = first_page(spelling).await;
        assert!(results[0].notice.source.starts_with("004_"), "{spelling}");
    }
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn the_width_of_punctuation_makes_no_difference() {
    for (full, half) in [
        ("首台（套）装备", "首台(套)装备"),
        ("渝北府办发〔２０２０〕１７号", "渝北府办发〔2020〕17号"),
        ("财政，金融：审计", "财政,金融:审计"),
        ("＂政务公开＂　－检索", "\"政务公开\" -检索"),
        ("ＩＰｖ６ 规模部署", "IPv6 规模部署"),
    ] {
        let sources = |results: Vec<NoticeResult>| {
            results.into_iter().map(|result| result.notice.source).collect::<Vec<_>>()
        };
        let (full_found, half_found) =
            (sources(first_page(full).await), sources(first_page(half).await));
        assert!(!full_found.is_empty(), "{full}");
        assert_eq!(full_found, half_found, "{full} and {half}");
    }
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn quotations_drawn_from_real_notices_are_all_found() {
    let files = text_files();
    let searcher = library().await.searcher();
    let mut drawn = 0;
    while drawn < DRAWS {
        let file = chance::one_of(&files);
        let text = fs::read_to_string(file).unwrap();
        let lines: Vec<&str> = text.lines().filter(|line| line.chars().count() > 2).collect();
        // What is quoted is what a reader sees: an entity such as `&nbsp;` is one blank.
        let line = html_escape::decode_html_entities(chance::one_of::<&str>(&lines));
        let Some(quoted) = stretch(&line) else { continue };
        drawn += 1;
        let source = file.file_name().unwrap().to_string_lossy().into_owned();
        let found = sources_of(&searcher, &quoted).await;
        assert!(found.contains(&source), "`{quoted}` stands in {source} and is not found");
    }
}

/// Phrases that are right as they stand.
const RIGHT: usize = 2000;

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn what_titles_say_is_never_corrected() {
    let library = library().await;
    let searcher = library.searcher();
    let titles = library.engine.vocabulary(TODAY).await.unwrap().titles;
    for _ in 0..RIGHT {
        let title: Vec<char> = chance::one_of(&titles).0.chars().collect();
        let length = (4 + chance::below(9)).min(title.len());
        let from = chance::below(title.len() - length + 1);
        let text: String = title[from..from + length].iter().collect();
        let mut request = SearchRequest { text, ..SearchRequest::default() };
        request.filters.add(FacetField::Validity, "any").unwrap();
        // A later page costs less: what goes beside the results is of the first.
        request.page = Page::new(2, 1).unwrap();
        let response = searcher.search(&request, TODAY).await.unwrap();
        let corrected = |said: &Understood| said.kind == UnderstoodKind::Correction;
        assert!(!response.understood.iter().any(corrected), "{}", request.text);
    }
}
