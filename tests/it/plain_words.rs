//! Plain words that notices do not use: what speaks of the same is shown where little holds them.

use zhengsou::query::request::{SearchRequest, Sort};
use zhengsou::search::response::{SearchResponse, SearchResult};

use crate::support::TODAY;
use crate::support::library::{Library, notice};

const ASKED: &str = "办证老让跑好几趟";

async fn search(library: &Library, request: SearchRequest) -> SearchResponse {
    library.searcher().search(&request, TODAY).await.unwrap()
}

fn titles(found: &SearchResponse) -> Vec<&str> {
    let shown = found.results.iter().map(|result| match result {
        SearchResult::Notice(found) => &found.notice,
        SearchResult::Clause(found) => &found.notice,
    });
    shown.map(|notice| notice.title.as_str()).collect()
}

async fn library() -> Library {
    Library::of(&[
        ("meant.txt", &notice("清泽市", 1, "最多跑一次改革")),
        ("words.txt", &notice("清泽市", 2, "办证大厅门前好几趟公交改道和跑步活动")),
        ("other.txt", &notice("清泽市", 3, "养老服务")),
    ])
    .await
}

#[tokio::test]
async fn what_means_the_same_is_shown_beside_what_holds_the_words() {
    let found = search(
        &library().await,
        SearchRequest { text: ASKED.to_owned(), ..SearchRequest::default() },
    )
    .await;
    assert_eq!(found.total, 2, "{:?}", titles(&found));
    assert!(titles(&found).iter().any(|title| title.contains("最多跑一次")));
    assert_eq!(found.notes.len(), 1, "{:?}", found.notes);
}

#[tokio::test]
async fn what_holds_the_words_alone_is_shown_where_it_was_asked_for() {
    let library = library().await;
    let by_date =
        SearchRequest { text: ASKED.to_owned(), sort: Sort::Newest, ..SearchRequest::default() };
    let official = SearchRequest { text: "养老服务".to_owned(), ..SearchRequest::default() };
    for request in [by_date, official] {
        let found = search(&library, request).await;
        assert_eq!(found.total, 1, "{:?}", titles(&found));
        assert!(found.notes.is_empty(), "{:?}", found.notes);
    }
}
