//! A site that many readers ask at once, more than it can answer, while something is published: the
//! short form of `just load`, judged by statuses alone.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::library::notice;
use crate::support::program::run;
use crate::support::samples;
use crate::support::served::{Reply, Served, send};
use crate::support::site::url;

/// What is asked, as `just load` asks it.
const QUERIES: &str = include_str!("../load/queries.txt");

/// More than a site with one place for searches and four to wait can answer.
const READERS: usize = 24;

/// The shortest time of a crowd.
const TIME: Duration = Duration::from_secs(2);

/// What readers were answered.
#[derive(Debug, Default)]
struct Answers {
    found: AtomicUsize,
    refused: AtomicUsize,
    others: Mutex<Vec<Reply>>,
}

impl Answers {
    /// Asks one query after the other until it is over, from another one than other readers.
    fn read(&self, address: SocketAddr, reader: usize, is_over: &AtomicBool) {
        let queries: Vec<&str> = QUERIES.lines().filter(|query| !query.is_empty()).collect();
        for (turn, query) in queries.iter().cycle().skip(reader * 7).enumerate() {
            if is_over.load(Ordering::Relaxed) {
                return;
            }
            let path = match turn % 5 {
                0 => url("/api/v1/search", &[("q", query), ("facets", "region:20,year,kind")]),
                1 => url("/search", &[("q", query)]),
                2 => url("/api/v1/search", &[("q", query), ("scope", "clauses")]),
                3 => url("/api/v1/search", &[("q", query), ("year", "2024"), ("sort", "newest")]),
                _ => url("/api/v1/suggest", &[("q", query)]),
            };
            self.note(send(address, &format!("GET {path}"), "", ""));
        }
    }

    fn note(&self, reply: Reply) {
        match reply.status {
            Some(200) if reply.is_whole => self.found.fetch_add(1, Ordering::Relaxed),
            Some(503) if reply.is_whole => self.refused.fetch_add(1, Ordering::Relaxed),
            _ => {
                self.others.lock().unwrap().push(reply);
                0
            }
        };
    }
}

#[test]
fn a_crowd_is_answered_or_told_to_come_again_while_something_is_published() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--listen=127.0.0.1:0", "--no-usage", "--at-once=1", "--waiting=4"];
    let mut site = Served::start(folder.path(), &arguments, 1);
    let address = site.address(0);
    let (answers, is_over) = (Answers::default(), AtomicBool::new(false));
    thread::scope(|scope| {
        for reader in 0..READERS {
            let (answers, is_over) = (&answers, &is_over);
            scope.spawn(move || answers.read(address, reader, is_over));
        }
        let began = Instant::now();
        let another = folder.path().join("another.txt");
        std::fs::write(&another, notice("望溪市", 5, "灯笼展销")).unwrap();
        let paths = [samples(), another].map(|path| path.to_string_lossy().into_owned());
        let published = run(folder.path(), &["index", &paths[0], &paths[1]]);
        assert_eq!(published.code, Some(0), "{}", published.err);
        thread::sleep(TIME.saturating_sub(began.elapsed()));
        is_over.store(true, Ordering::Relaxed);
    });
    let others = answers.others.into_inner().unwrap();
    assert!(others.is_empty(), "{} others, such as {:?}", others.len(), others[0]);
    let (found, refused) = (answers.found.into_inner(), answers.refused.into_inner());
    println!("{found} answered, {refused} refused");
    assert!(found > 0 && refused > 0, "{found} answered, {refused} refused");

    let search = url("/api/v1/search", &[("q", "\"灯笼展销\"")]);
    let began = Instant::now();
    loop {
        let reply = send(address, &format!("GET {search}"), "", "");
        assert_eq!(reply.status, Some(200), "the crowd is gone: {}", reply.body);
        if !reply.body.contains("\"total\":0") {
            break;
        }
        assert!(began.elapsed() < Duration::from_mins(1), "what was published is not shown");
        thread::sleep(Duration::from_millis(100));
    }
    site.tell_to_end();
    assert_eq!(site.code(), Some(0));
    let faults: Vec<String> = site.log.iter().filter(|line| line.contains("ERROR")).collect();
    assert!(faults.is_empty(), "{faults:?}");
}
