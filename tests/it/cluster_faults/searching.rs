//! Searches while a node is lost of which others hold copies.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use zhengsou::engine::Reach;
use zhengsou::engine::error::EngineError;
use zhengsou::engine::open::{EngineOptions, open};
use zhengsou::engine::opensearch::options::ClusterOptions;

use crate::cluster_faults::nodes::{Nodes, library, options};
use crate::cluster_faults::watcher::{Watcher, look};

/// How long readers search on while a node is away.
const A_WHILE: Duration = Duration::from_secs(2);

/// Loses a node while readers search, and holds that every answer is whole.
async fn lose(nodes: &Nodes, node: usize) {
    // The node that is lost is the one that is asked first.
    let options = options(node, 3, 1);
    let library = library(&options, 12).await;
    let searcher = Arc::new(library.searcher());
    let before = look(&searcher).await;
    assert_eq!(before.as_ref().map(|seen| (seen.0, seen.2)), Ok((12, false)));
    let watcher = Watcher::of(&searcher);
    sleep(Duration::from_millis(300));
    nodes.stop(node);
    sleep(A_WHILE);
    nodes.start(node);
    let seen = watcher.end().await;
    assert!(seen.len() > 20, "only {} answers", seen.len());
    for answer in &seen {
        assert_eq!(answer, &before, "of {} answers", seen.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn searches_go_on_while_a_data_node_is_lost() {
    let Some(nodes) = Nodes::all().await else { return };
    lose(&nodes, nodes.manager() % 3 + 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_hangs_costs_one_search() {
    let Some(_nodes) = Nodes::all().await else { return };
    let options = options(1, 1, 1);
    let _library = library(&options, 2).await;
    // It takes connections and never answers.
    let hung = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = format!("http://{}", hung.local_addr().unwrap()).parse().unwrap();
    let nodes = std::iter::once(address).chain(options.nodes.clone()).collect();
    let options = ClusterOptions { nodes, timeout: Duration::from_secs(3), ..options };
    let engine = open(&EngineOptions::on(options)).unwrap();
    let told = engine.reach().await.unwrap_err();
    assert!(matches!(told, EngineError::Unreachable { .. }), "{told}");
    assert_eq!(engine.reach().await.unwrap(), Reach::Whole, "the next node is asked next");
    drop(hung);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn searches_go_on_while_the_manager_is_lost() {
    let Some(nodes) = Nodes::all().await else { return };
    lose(&nodes, nodes.manager()).await;
    assert!((1..=3).contains(&nodes.manager()), "another one is elected");
}
