//! Which of several nodes is asked, and when one that was away is asked again.

use std::time::{Duration, Instant};

use zhengsou::engine::error::EngineError;

use super::{engine, filled, index, library, published, within};
use crate::support::double::{Double, Instead, options};

/// Longer than a node that did not answer once is left alone.
const A_REST: Duration = Duration::from_millis(2_200);

#[tokio::test]
async fn another_node_is_asked_where_one_refuses_and_the_first_again_later() {
    let (second, _library) = filled().await;
    let mut first = Double::start();
    first.close();
    let engine = engine(options(&[&first, &second]));
    let begun = Instant::now();
    assert_eq!(engine.status().await.unwrap().notices, 3);
    assert!(begun.elapsed() < Duration::from_secs(1), "nothing is waited for");
    assert!(!second.asked().is_empty());

    first.open();
    first.say("GET", "/_alias", 1, Instead::Lost);
    tokio::time::sleep(A_REST).await;
    assert_eq!(engine.status().await.unwrap().notices, 3);
    assert_eq!(first.asked().len(), 1, "it was asked, and answered not");
    assert_eq!(second.asked().len(), 1, "so the other one was");

    tokio::time::sleep(A_REST).await;
    engine.status().await.unwrap();
    assert!(first.asked().is_empty(), "it is left alone for longer now");
    tokio::time::sleep(A_REST).await;
    engine.status().await.unwrap_err();
    assert_eq!(first.asked().len(), 1, "it answers now, and knows no index");
}

#[tokio::test]
async fn what_a_cluster_keeps_is_kept_whichever_node_is_asked() {
    let mut first = Double::start();
    let second = Double::start();
    first.close();
    let library = library(options(&[&first, &second]));
    assert_eq!(index(&library).await.unwrap().notices.added, 3);
    assert!(published(&second).is_some());
}

#[tokio::test]
async fn where_no_node_answers_all_are_named_with_the_reason() {
    let (mut first, mut second) = (Double::start(), Double::start());
    first.close();
    second.close();
    let error = engine(options(&[&first, &second])).status().await.unwrap_err();
    assert!(matches!(error, EngineError::Unreachable { .. }), "{error}");
    let error = error.to_string();
    for said in [first.url(), second.url(), "onnection refused".to_owned()] {
        assert!(error.contains(&said), "{error}");
    }
}

#[tokio::test]
async fn a_node_that_is_late_is_not_waited_for_twice() {
    let (second, _library) = filled().await;
    let first = Double::start();
    first.say("GET", "/_alias", 1, Instead::Late(Duration::from_secs(20)));
    let engine = engine(within(Duration::from_millis(400), options(&[&first, &second])));
    let begun = Instant::now();
    let error = engine.status().await.unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert!(error.to_string().contains("no answer within 400ms"), "{error}");
    assert!(second.asked().is_empty(), "the same work is not given to another one");
    assert_eq!(engine.status().await.unwrap().notices, 3, "the next question is");
    assert_eq!(first.asked().len(), 1);
}

#[test]
fn connections_outlive_the_runtimes_that_ask() {
    let ask = |engine: &std::sync::Arc<dyn zhengsou::engine::Engine>| {
        // Such threads publish and turn: no timers, no sockets, and soon gone.
        let bare = tokio::runtime::Builder::new_current_thread().build().unwrap();
        bare.block_on(engine.status()).unwrap()
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (double, _library) = runtime.block_on(filled());
    let engine = engine(double.options());
    assert_eq!(ask(&engine).notices, 3);
    std::thread::sleep(Duration::from_millis(1_100));
    let begun = Instant::now();
    assert_eq!(ask(&engine).notices, 3, "over the connection that the first one opened");
    assert!(begun.elapsed() < Duration::from_secs(1));
}
