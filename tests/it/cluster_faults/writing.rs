//! Publications during which a node is lost: all of it is seen or nothing, and the next run gets there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use zhengsou::engine::Engine;
use zhengsou::engine::open::{self, EngineOptions};
use zhengsou::engine::opensearch::options::ClusterOptions;
use zhengsou::ingest::{IngestError, IngestOptions, Progress, Silent, ingest};
use zhengsou::search::Searcher;

use crate::cluster_faults::fill;
use crate::cluster_faults::nodes::{Nodes, library, options};
use crate::cluster_faults::passage::{Passage, vacant};
use crate::cluster_faults::watcher::{Seen, Watcher, look};
use crate::support::library::{Library, MADE_AT};

/// Notices that are there before.
const BEFORE: u32 = 6;

/// Notices that are there after.
const AFTER: u32 = 400;

/// Does something when the changes of a run are about to be published.
struct AtPublish<F>(F);

impl<F: Fn() + Sync> Progress for AtPublish<F> {
    fn begin(&self, _files: u64) {}
    fn advance(&self, _files: u64) {}
    fn publishing(&self) {
        (self.0)();
    }
}

async fn run(library: &Library, progress: &dyn Progress) -> Result<u64, IngestError> {
    let options = IngestOptions { now: Some(MADE_AT), ..IngestOptions::default() };
    ingest(&*library.engine, &options, progress).await.map(|report| report.generation)
}

/// Holds that readers saw one publication or the next, whole, and that the next run gets there.
async fn settle(
    library: &Library,
    searcher: &Searcher,
    before: &Seen,
    seen: Vec<Seen>,
    count: u32,
) {
    library.index().await;
    let after = look(searcher).await;
    assert_eq!(after.as_ref().map(|seen| (seen.0, seen.2)), Ok((u64::from(count), false)));
    assert!(!seen.is_empty());
    for answer in &seen {
        assert!(answer == before || answer == &after, "{answer:?} of {} answers", seen.len());
    }
}

/// Stops the node that holds the index of a publication as soon as it is being written.
fn stop_when_written(
    nodes: &Arc<Nodes>,
    options: &ClusterOptions,
    is_over: &Arc<AtomicBool>,
) -> JoinHandle<Option<usize>> {
    let (nodes, options, is_over) = (Arc::clone(nodes), options.clone(), Arc::clone(is_over));
    thread::spawn(move || {
        while !is_over.load(Ordering::SeqCst) {
            let indices = nodes.indices(&options);
            let Some(next) = indices.get(1).filter(|next| nodes.is_written(next)) else { continue };
            let node = nodes.holding(next);
            nodes.stop(node);
            return Some(node);
        }
        None
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_lost_while_it_is_written_to_loses_nothing() {
    let Some(nodes) = Nodes::all().await.map(Arc::new) else { return };
    let options = options(1, 1, 1);
    let library = library(&options, BEFORE).await;
    let searcher = Arc::new(library.searcher());
    let before = look(&searcher).await;
    fill(&library, 1..=AFTER);
    let watcher = Watcher::of(&searcher);
    let is_over = Arc::new(AtomicBool::new(false));
    let stopping = stop_when_written(&nodes, &options, &is_over);
    let ended = run(&library, &Silent).await;
    is_over.store(true, Ordering::SeqCst);
    let lost = stopping.join().unwrap().expect("a node was lost while it was written to");
    println!("the run ended with {ended:?}");
    settle(&library, &searcher, &before, watcher.end().await, AFTER).await;
    nodes.start(lost);
    let now = look(&searcher).await.unwrap();
    assert_eq!((now.0, now.2), (u64::from(AFTER), false));
}

/// Loses a node at the moment of a publication.
async fn lose_at_publish(nodes: &Nodes, which: impl Fn(&Nodes, &str) -> usize + Sync) {
    let options = options(1, 1, 1);
    let library = library(&options, BEFORE).await;
    let searcher = Arc::new(library.searcher());
    let before = look(&searcher).await;
    fill(&library, 1..=BEFORE + 6);
    let watcher = Watcher::of(&searcher);
    let lost = std::sync::Mutex::new(None);
    let stop = || {
        let next = nodes.indices(&options).pop().unwrap();
        let node = which(nodes, &next);
        *lost.lock().unwrap() = Some(node);
        nodes.stop(node);
    };
    let ended = run(&library, &AtPublish(stop)).await;
    println!("the run ended with {ended:?}");
    settle(&library, &searcher, &before, watcher.end().await, BEFORE + 6).await;
    nodes.start(lost.into_inner().unwrap().unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_publication_is_whole_where_its_node_is_lost() {
    let Some(nodes) = Nodes::all().await else { return };
    lose_at_publish(&nodes, Nodes::holding).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_publication_is_whole_where_the_manager_is_lost() {
    let Some(nodes) = Nodes::all().await else { return };
    lose_at_publish(&nodes, |nodes, _| nodes.manager()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_published_stays_where_the_answer_to_it_is_lost() {
    let Some(nodes) = Nodes::all().await else { return };
    let options = options(1, 1, 1);
    let library = library(&options, BEFORE).await;
    let at = vacant();
    let passage = Passage::open(at, nodes.address(1), Some("POST /_aliases"));
    let through =
        ClusterOptions { nodes: vec![format!("http://{at}").parse().unwrap()], ..options };
    let engine: Arc<dyn Engine> = open::open(&EngineOptions::on(through)).unwrap();
    fill(&library, 1..=BEFORE + 2);
    let given = IngestOptions { now: Some(MADE_AT), ..IngestOptions::default() };
    let report = ingest(&*engine, &given, &Silent).await.unwrap();
    assert!(passage.has_lost.load(Ordering::SeqCst));
    assert_eq!(report.generation, 2);
    // What another process published is seen within a second.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let seen = look(&library.searcher()).await.unwrap();
    assert_eq!((seen.0, seen.2), (u64::from(BEFORE) + 2, false));
}
