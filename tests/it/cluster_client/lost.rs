//! Answers that are lost on their way, though what was asked is done.

use zhengsou::engine::error::EngineError;

use super::{filled, index, library, published, undisturbed};
use crate::support::double::{Asked, Double, Instead};

/// Every step of a publication that writes.
const STEPS: [(&str, &str); 9] = [
    ("PUT", " /zhengsou-state"),
    ("PUT", "/zhengsou-state/_create/lock"),
    ("PUT", " /zhengsou-000001"),
    ("POST", "/_bulk"),
    ("PUT", "/zhengsou-000001/_settings"),
    ("PUT", "/zhengsou-000001/_mapping"),
    ("PUT", "/zhengsou-state/_doc/zhengsou-000001"),
    ("POST", "/_aliases"),
    ("DELETE", "/zhengsou-state/_doc/lock"),
];

#[tokio::test]
async fn what_is_done_and_not_answered_is_not_done_otherwise_the_second_time() {
    let expected = undisturbed().await;
    let double = Double::start();
    for (method, part) in STEPS {
        double.say(method, part, 1, Instead::DoneAndLost);
    }
    let library = library(double.options());
    assert_eq!(index(&library).await.unwrap().notices.added, 3);
    assert_eq!(published(&double).unwrap(), expected);
    assert_eq!(double.store(|store| store.get("zhengsou-state", "lock").cloned()), None);
    let asked = double.asked();
    for (method, part) in STEPS {
        let is_so = |asked: &&Asked| asked.line.starts_with(method) && asked.line.contains(part);
        assert!(asked.iter().filter(is_so).count() >= 2, "{method} {part}");
    }
}

#[tokio::test]
async fn a_change_is_published_though_answers_are_lost() {
    let (double, library) = filled().await;
    library.remove("1.txt");
    for (method, part) in [("PUT", "/_clone/zhengsou-000002"), ("POST", "/_aliases")] {
        double.say(method, part, 1, Instead::DoneAndLost);
    }
    assert_eq!(index(&library).await.unwrap().notices.removed, 1);
    assert_eq!(library.engine.status().await.unwrap().notices, 2);
    assert_eq!(double.indices(), ["zhengsou-000001", "zhengsou-000002", "zhengsou-state"]);
}

#[tokio::test]
async fn a_switch_of_which_no_answer_comes_is_looked_up() {
    let double = Double::start();
    let library = library(double.options());
    double.say("POST", "/_aliases", 1, Instead::DoneAndLost);
    double.say("POST", "/_aliases", 7, Instead::Lost);
    assert_eq!(index(&library).await.unwrap().notices.added, 3);
    assert!(published(&double).is_some());
}

#[tokio::test]
async fn an_index_that_the_alias_may_name_is_not_removed() {
    let (double, library) = filled().await;
    library.remove("1.txt");
    double.say("POST", "/_aliases", 1, Instead::DoneAndGone);
    let error = index(&library).await.unwrap_err();
    assert!(matches!(error, EngineError::Unreachable { .. }), "{error}");
    double.say_nothing_else();
    assert_eq!(double.indices(), ["zhengsou-000001", "zhengsou-000002", "zhengsou-state"]);
    assert!(!published(&double).unwrap().is_empty());
    // It runs out by itself, in a while.
    double.store(|store| store.remove("zhengsou-state", "lock"));
    assert_eq!(index(&library).await.unwrap().notices.unchanged, 2, "it was published");
}
