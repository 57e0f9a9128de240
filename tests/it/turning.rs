//! A site that serves many turns to what is published when that is ready, and not before.

use std::sync::Arc;
use std::time::Duration;

use zhengsou::engine::open::{self, EngineOptions};
use zhengsou::engine::phrases::PhraseList;
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::Overlay;
use zhengsou::query::facet::FacetField;
use zhengsou::query::plan::phrase;
use zhengsou::query::request::{FacetRequest, SearchRequest, Sort};
use zhengsou::search::Searcher;

use crate::support::TODAY;
use crate::support::library::{Library, notice};

/// How often an index is opened anew, so that searches meet it before it is ready.
const ROUNDS: usize = 40;

async fn found(searcher: &Searcher, text: &str) -> (u64, u64) {
    let request = SearchRequest { text: format!("\"{text}\""), ..SearchRequest::default() };
    let response = searcher.search(&request, TODAY).await.unwrap();
    (response.total, response.generation)
}

#[tokio::test]
async fn searches_are_turned_when_they_are_told_to_and_words_and_offers_with_them() {
    let library = Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await;
    let searcher = Searcher::turning(Arc::clone(&library.engine));
    assert!(searcher.turn(TODAY).await.unwrap(), "to what is there");
    assert_eq!(found(&searcher, "档案查阅").await, (1, 1));
    library.write("a.txt", notice("清泽市", 1, "河道清淤"));
    library.index().await;
    assert_eq!(found(&searcher, "档案查阅").await, (1, 1), "not yet");
    let whole = searcher.status().await.unwrap();
    assert_eq!((whole.generation, whole.notices), (1, 1));
    assert!(searcher.turn(TODAY).await.unwrap());
    assert_eq!(found(&searcher, "档案查阅").await, (0, 2));
    assert_eq!(found(&searcher, "河道清淤").await, (1, 2));
    let offered = searcher.suggest("河道", 5, TODAY).await.unwrap();
    assert!(offered.iter().any(|one| one.text.contains("河道清淤")), "{offered:?}");
    assert!(!searcher.turn(TODAY).await.unwrap(), "there is nothing new");
}

/// Returns an answer without the time that it took, and whether it was kept.
async fn answer(searcher: &Searcher, request: &SearchRequest) -> (serde_json::Value, bool) {
    let response = searcher.search(request, TODAY).await.unwrap();
    let mut answer = serde_json::to_value(&response).unwrap();
    answer["took_ms"].take();
    (answer, response.is_kept)
}

#[tokio::test]
async fn answers_are_given_again_until_searches_are_turned() {
    let library = Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await;
    let searcher = Searcher::turning(Arc::clone(&library.engine)).caching(1 << 20);
    assert!(searcher.turn(TODAY).await.unwrap());
    let counted = vec![FacetRequest { field: FacetField::Region, size: 10 }];
    let requests = ["", "档案查阅谁负责", "档案查阅 region:清泽市", "没有这样的话"].map(|text| {
        SearchRequest { text: text.to_owned(), facets: counted.clone(), ..SearchRequest::default() }
    });
    for request in &requests {
        let (first, is_kept) = answer(&searcher, request).await;
        assert!(!is_kept, "{}", request.text);
        assert_eq!(answer(&searcher, request).await, (first, true), "{}", request.text);
        let other = SearchRequest { sort: Sort::Newest, ..request.clone() };
        assert!(!answer(&searcher, &other).await.1, "another order: {}", request.text);
    }
    library.write("b.txt", notice("清泽市", 2, "档案查阅"));
    library.index().await;
    assert!(answer(&searcher, &requests[0]).await.1, "not turned yet");
    assert!(searcher.turn(TODAY).await.unwrap());
    let (now, is_kept) = answer(&searcher, &requests[0]).await;
    assert_eq!((&now["total"], is_kept), (&2.into(), false));
}

#[tokio::test]
async fn what_cannot_be_searched_is_not_turned_to() {
    let library = Library::empty();
    let searcher = Searcher::turning(Arc::clone(&library.engine));
    assert!(searcher.turn(TODAY).await.is_err(), "there is no index yet");
    library.write("a.txt", notice("清泽市", 1, "档案查阅"));
    library.index().await;
    assert_eq!(
        found(&searcher, "档案查阅").await,
        (1, 1),
        "before it is turned for the first time"
    );
    assert!(searcher.turn(TODAY).await.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn searches_that_come_while_phrases_are_first_looked_for_are_all_answered() {
    let library = Library::with(EngineOptions::at);
    for number in 1..=12 {
        library.write(&format!("{number}.txt"), notice("清泽市", number, "档案查阅"));
    }
    library.index().await;
    for _ in 0..ROUNDS {
        let options = EngineOptions { threads: 2, ..EngineOptions::at(library.index_folder()) };
        let engine = open::open(&options).unwrap();
        let words = [phrase("档案查阅", &Lexicon::shared(&Overlay::default()).unwrap().analyzer())];
        let words = words.map(Option::unwrap);
        let lists = ["档案", "查阅"].map(|one| PhraseList::new([one.to_owned()]));
        let ask = |at: usize| {
            let (engine, words, list) = (Arc::clone(&engine), words.clone(), lists[at % 2].clone());
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_micros(50 * at as u64)).await;
                engine.company(&words, &list, TODAY).await
            })
        };
        for asked in (0..24).map(ask).collect::<Vec<_>>() {
            let company = tokio::time::timeout(Duration::from_mins(1), asked).await;
            assert_eq!(company.expect("an answer").unwrap().unwrap().notices, 12);
        }
    }
}
