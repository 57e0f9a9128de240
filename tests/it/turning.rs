//! A site that serves many turns to what is published when that is ready, and not before.

use std::sync::Arc;

use zhengsou::query::request::SearchRequest;
use zhengsou::search::Searcher;

use crate::support::TODAY;
use crate::support::library::{Library, notice};

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
