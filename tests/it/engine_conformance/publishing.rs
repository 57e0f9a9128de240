//! What is published, and what is not yet.

use zhengsou::engine::error::EngineError;
use zhengsou::notice::id::NoticeId;

use crate::engine_conformance::{borrowed, for_each_engine, ids, request, search, three};
use crate::support::library::notice;

#[tokio::test]
async fn a_publication_shows_changes_at_once_and_only_then() {
    let files = three();
    for_each_engine(&borrowed(&files), async |library| {
        let engine = &*library.engine;
        let mut writer = engine.update().await.unwrap();
        writer.remove(&NoticeId::given("a")).await.unwrap();
        assert_eq!(search(engine, &request("档案查阅")).await.total, 2);
        drop(writer);
        assert_eq!(search(engine, &request("档案查阅")).await.total, 2, "a writer let go");
        library.remove("a.txt");
        library.index().await;
        assert_eq!(search(engine, &request("档案查阅")).await.total, 1);
        assert_eq!(engine.status().await.unwrap().generation, 2);
        assert!(engine.notice(&NoticeId::given("a")).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn two_writers_are_refused() {
    let files = three();
    for_each_engine(&borrowed(&files), async |library| {
        let _first = library.engine.update().await.unwrap();
        let second = library.engine.update().await;
        assert!(matches!(second.err(), Some(EngineError::Locked { .. })));
    })
    .await;
}

#[tokio::test]
async fn a_notice_that_changes_is_found_by_what_it_says_now() {
    let files = three();
    for_each_engine(&borrowed(&files), async |library| {
        let engine = &*library.engine;
        library.write("a.txt", notice("清泽市", 1, "浮桥养护"));
        library.index().await;
        assert_eq!(ids(&search(engine, &request("\"浮桥养护\"")).await), ["a"]);
        assert!(!ids(&search(engine, &request("\"档案查阅\"")).await).contains(&"a"));
        assert_eq!(engine.status().await.unwrap().notices, 3);
    })
    .await;
}
