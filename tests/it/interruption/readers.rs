//! Readers who search while a site is written to and killed.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::interruption::writers::{Held, MATTER, named};
use crate::support::served::send;
use crate::support::site::url;

/// Clauses of a notice that name its version.
const CLAUSES: usize = 3;

/// Pause of a reader between two searches, so that writers have the machine, too.
const PAUSE: Duration = Duration::from_millis(10);

/// What each publication was seen to hold, by all readers and over all restarts.
#[derive(Debug, Default)]
pub(super) struct Seen {
    publications: Mutex<BTreeMap<u64, Held>>,
}

impl Seen {
    /// Searches notices and clauses in turn until the site ends.
    pub(super) fn read(&self, address: SocketAddr) {
        let mut newest = self.newest();
        for scope in ["notices", "clauses"].into_iter().cycle() {
            match search(address, scope) {
                Found::Ended => return,
                Found::Busy => {}
                Found::Answer(answer) => {
                    let generation = self.note(scope, &answer);
                    assert!(generation >= newest, "publication {generation} after {newest}");
                    newest = generation;
                }
            }
            thread::sleep(PAUSE);
        }
    }

    /// Returns what is held now.
    pub(super) fn held(&self, address: SocketAddr) -> Held {
        loop {
            if let Found::Answer(answer) = search(address, "notices") {
                let newest = self.newest();
                let generation = self.note("notices", &answer);
                assert!(generation >= newest, "publication {generation} after {newest}");
                return self.publications.lock().unwrap()[&generation].clone();
            }
        }
    }

    /// Returns the number of publications that were seen.
    pub(super) fn count(&self) -> usize {
        self.publications.lock().unwrap().len()
    }

    fn newest(&self) -> u64 {
        let publications = self.publications.lock().unwrap();
        publications.last_key_value().map_or(0, |(generation, _)| *generation)
    }

    /// Notes an answer, which has to hold what others saw of the same publication; returns its
    /// number.
    fn note(&self, scope: &str, answer: &Value) -> u64 {
        let held = if scope == "notices" { of_notices(answer) } else { of_clauses(answer) };
        let generation = answer["generation"].as_u64().unwrap();
        let mut publications = self.publications.lock().unwrap();
        let first = publications.entry(generation).or_insert_with(|| held.clone());
        assert_eq!(*first, held, "publication {generation}, {scope}");
        generation
    }
}

/// What came of a search.
enum Found {
    Answer(Value),
    Busy,
    Ended,
}

fn search(address: SocketAddr, scope: &str) -> Found {
    let query = format!("\"{MATTER}\"");
    let params =
        [("q", query.as_str()), ("scope", scope), ("per_page", "100"), ("validity", "any")];
    let line = format!("GET {}", url("/api/v1/search", &params));
    let reply = send(address, &line, "", "");
    match reply.status {
        None => Found::Ended,
        _ if !reply.is_whole => Found::Ended,
        Some(200) => Found::Answer(serde_json::from_str(&reply.body).unwrap()),
        Some(503) => Found::Busy,
        Some(status) => panic!("{scope}: {status} {}", reply.body),
    }
}

fn results(answer: &Value) -> &[Value] {
    let results = answer["results"].as_array().unwrap();
    assert_eq!(answer["total"], results.len(), "every hit can be fetched: {answer}");
    results
}

fn of_notices(answer: &Value) -> Held {
    let versions = results(answer).iter().map(|notice| {
        let version = named(notice["title"].as_str().unwrap());
        for clause in notice["clauses"].as_array().unwrap() {
            assert_eq!(named(clause["html"].as_str().unwrap()), version, "{notice}");
        }
        version
    });
    let held: Held = versions.collect();
    assert_eq!(held.len(), results(answer).len(), "each notice once: {answer}");
    held
}

fn of_clauses(answer: &Value) -> Held {
    let mut clauses: BTreeMap<(u32, u64), usize> = BTreeMap::new();
    for clause in results(answer) {
        let version = named(clause["html"].as_str().unwrap());
        assert_eq!(named(clause["notice"]["title"].as_str().unwrap()), version, "{clause}");
        *clauses.entry(version).or_default() += 1;
    }
    let held: Held = clauses.keys().copied().collect();
    assert_eq!(held.len(), clauses.len(), "one version each: {clauses:?}");
    assert!(clauses.values().all(|count| *count == CLAUSES), "all clauses each: {clauses:?}");
    held
}
