//! What is asked again, how often, and what is said in the end.

use std::time::{Duration, Instant};

use zhengsou::engine::error::EngineError;

use super::{engine, filled, index, library, published, undisturbed};
use crate::support::double::{Double, Instead, count};

/// How often a request is sent at most.
const MOST: usize = 5;

/// The same where something is written.
const MOST_OF_WRITING: usize = 8;

const ALIAS: &str = "GET /_alias/zhengsou";

#[tokio::test]
async fn what_another_try_does_not_change_is_asked_once() {
    let (double, _library) = filled().await;
    for status in [400, 401, 403, 404, 500, 502] {
        double.say("GET", "/_alias", 9, Instead::refusal(status, "some_exception", "so it is"));
        let error = engine(double.options()).status().await.unwrap_err();
        assert_eq!(count(&double.asked(), ALIAS), 1, "{status}: {error}");
        let is_named = match status {
            401 | 403 => matches!(error, EngineError::Denied { .. }),
            404 => matches!(error, EngineError::Missing { .. }),
            _ => matches!(error, EngineError::Internal(_)),
        };
        assert!(is_named, "{status}: {error}");
        let says_why = status == 404 || error.to_string().contains("so it is");
        assert!(says_why, "{status}: {error}");
        double.say_nothing_else();
    }
}

#[tokio::test]
async fn load_and_lost_connections_are_asked_again_after_a_pause() {
    let (double, _library) = filled().await;
    let overloaded = Instead::refusal(503, "cluster_manager_not_discovered_exception", "none");
    for instead in [Instead::too_much(), overloaded, Instead::Lost, Instead::CutOff] {
        double.say("GET", "/_alias", 2, instead);
        let begun = Instant::now();
        assert_eq!(engine(double.options()).status().await.unwrap().notices, 3);
        assert_eq!(count(&double.asked(), ALIAS), 3);
        assert!(begun.elapsed() >= Duration::from_millis(300), "100 and 200 ms lie between");
    }
}

#[tokio::test]
async fn a_storm_ends_in_an_error_that_says_what_it_is() {
    let (double, _library) = filled().await;
    let gone = Instead::refusal(503, "cluster_manager_not_discovered_exception", "no manager");
    for (instead, said) in [
        (Instead::too_much(), "too much waits for an answer; try again in a moment"),
        (gone, "is incomplete: no manager"),
        (Instead::Text(503, "not initialized"), "is incomplete: not initialized"),
        (Instead::Lost, "no node of the cluster at `http://127.0.0.1:"),
        (Instead::CutOff, "no node of the cluster at `http://127.0.0.1:"),
    ] {
        double.say("GET", "/_alias", 100, instead);
        let error = engine(double.options()).status().await.unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
        assert_eq!(count(&double.asked(), ALIAS), MOST, "{error}");
        double.say_nothing_else();
    }
}

#[tokio::test]
async fn a_storm_that_ends_is_survived_and_nothing_is_lost() {
    let expected = undisturbed().await;
    let double = Double::start();
    for (method, part) in [("PUT", "/zhengsou-000001"), ("POST", "/_bulk"), ("POST", "/_aliases")] {
        double.say(method, part, 3, Instead::too_much());
    }
    let library = library(double.options());
    assert_eq!(index(&library).await.unwrap().notices.added, 3);
    assert_eq!(published(&double).unwrap(), expected);
}

#[tokio::test]
async fn a_storm_that_does_not_end_leaves_what_was_published() {
    let (double, library) = filled().await;
    let before = published(&double).unwrap();
    library.remove("1.txt");
    double.say("PUT", "/_clone/", 100, Instead::too_much());
    double.asked();
    let error = index(&library).await.unwrap_err();
    assert!(matches!(error, EngineError::Busy), "{error}");
    let clones = count(&double.asked(), "PUT /zhengsou-000001/_clone/");
    assert_eq!(clones, MOST_OF_WRITING);
    assert_eq!(published(&double).unwrap(), before);
    double.say_nothing_else();
    assert_eq!(index(&library).await.unwrap().notices.removed, 1, "the next run does it");
}
