//! The nodes of the cluster, which tests stop and start.

use std::fs::OpenOptions;
use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::sync::{LazyLock, Once};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::{Mutex, MutexGuard};
use zhengsou::engine::open::EngineOptions;
use zhengsou::engine::opensearch::options::ClusterOptions;

use crate::support::cluster;
use crate::support::library::Library;
use crate::support::served::send;

/// Names the pipe that takes orders.
const ORDERS: &str = "ZHENGSOU_OPENSEARCH_ORDERS";

/// Longest that a node may take to start or to end.
const PATIENCE: Duration = Duration::from_mins(2);

/// Held while a test has the nodes to itself.
static TURN: LazyLock<Mutex<()>> = LazyLock::new(Mutex::default);

/// The nodes, by numbers from 1, while one test has them to itself.
pub(super) struct Nodes {
    orders: String,
    addresses: Vec<SocketAddr>,
    _turn: MutexGuard<'static, ()>,
}

impl Nodes {
    /// Returns the nodes, all of them running and without indices of tests; `None`, and one line that
    /// says so, where there are not three that can be stopped.
    pub(super) async fn all() -> Option<Self> {
        let (orders, options) = said(ORDERS).zip(cluster::cluster()).or_else(say_so)?;
        let address = |node: &dyn ToString| node.to_string().replace("http://", "").parse();
        let addresses = options.nodes.iter().map(|node| address(node).unwrap()).collect::<Vec<_>>();
        if addresses.len() < 3 {
            return say_so();
        }
        let nodes = Self { orders, addresses, _turn: TURN.lock().await };
        for node in 1..=nodes.addresses.len() {
            if nodes.say(node, "GET /", &Value::Null).is_none() {
                nodes.order("start", node);
            }
        }
        nodes.wait_for(nodes.addresses.len());
        let _ = nodes.ask("DELETE /test-*", &Value::Null);
        Some(nodes)
    }

    /// Stops a node, and waits until no other one knows it.
    pub(super) fn stop(&self, node: usize) {
        self.order("stop", node);
        until("it stops", || TcpStream::connect(self.addresses[node - 1]).is_err());
        self.wait_for(self.addresses.len() - 1);
    }

    /// Starts a node that was stopped, and waits until all shards that it has are there.
    pub(super) fn start(&self, node: usize) {
        self.order("start", node);
        self.wait_for(self.addresses.len());
        until("its shards are there", || {
            self.health("/_cluster/health")["active_shards_percent_as_number"] == 100.0
        });
    }

    fn order(&self, what: &str, node: usize) {
        let mut pipe = OpenOptions::new().append(true).open(&self.orders).unwrap();
        writeln!(pipe, "{what} {node}").unwrap();
    }

    /// Waits until the nodes that are left have a manager and are so many.
    fn wait_for(&self, count: usize) {
        until("the nodes find each other", || {
            self.health("/_cluster/health")["number_of_nodes"] == count
        });
    }

    fn health(&self, path: &str) -> Value {
        self.ask(&format!("GET {path}"), &Value::Null).unwrap_or_default()
    }

    /// Returns the number of the node that is the manager of the cluster.
    pub(super) fn manager(&self) -> usize {
        let told = self.rows("/_cat/cluster_manager?format=json&h=node");
        number(&told[0]["node"])
    }

    /// Returns the number of the node that holds the primary of the first shard of an index.
    pub(super) fn holding(&self, index: &str) -> usize {
        let shards = self.rows(&format!("/_cat/shards/{index}?format=json&h=shard,prirep,node"));
        let first = shards.iter().find(|row| row["shard"] == "0" && row["prirep"] == "p");
        number(&first.unwrap()["node"])
    }

    /// Returns the names of the indices of a library's publications, in order.
    pub(super) fn indices(&self, options: &ClusterOptions) -> Vec<String> {
        let path = format!("/_cat/indices/{}-0*?format=json&h=index", options.name.as_str());
        let rows = self.rows(&path);
        let mut names: Vec<String> =
            rows.iter().map(|row| row["index"].as_str().unwrap().to_owned()).collect();
        names.sort();
        names
    }

    /// Tells whether documents are being written into an index.
    pub(super) fn is_written(&self, index: &str) -> bool {
        let stats = self.health(&format!("/{index}/_stats/indexing"));
        stats["_all"]["primaries"]["indexing"]["index_total"].as_u64() > Some(0)
    }

    fn rows(&self, path: &str) -> Vec<Value> {
        self.health(path).as_array().cloned().unwrap_or_default()
    }

    /// Changes a setting of the whole cluster; null takes it back.
    pub(super) fn set(&self, name: &str, value: &str) {
        let value = if value.is_empty() { Value::Null } else { json!(value) };
        let changed = self.ask("PUT /_cluster/settings", &json!({"transient": {name: value}}));
        assert_eq!(changed.unwrap()["acknowledged"], true);
    }

    /// Asks any node that answers.
    fn ask(&self, line: &str, body: &Value) -> Option<Value> {
        (1..=self.addresses.len()).find_map(|node| self.say(node, line, body))
    }

    fn say(&self, node: usize, line: &str, body: &Value) -> Option<Value> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let address = self.addresses[node - 1];
        // A stopped node refuses the connection.
        TcpStream::connect(address).ok()?;
        let reply = send(address, line, "Content-Type: application/json\r\n", &body);
        let is_good = reply.status.is_some_and(|status| status < 300);
        is_good.then(|| serde_json::from_str(&reply.body).unwrap())
    }

    /// Returns the address of a node.
    pub(super) fn address(&self, node: usize) -> SocketAddr {
        self.addresses[node - 1]
    }
}

/// Returns the options of an index of its own that is asked for at one node first.
pub(super) fn options(first: usize, shards: u32, replicas: u32) -> ClusterOptions {
    let mut options = cluster::cluster().unwrap();
    options.nodes.rotate_left(first - 1);
    ClusterOptions { shards, replicas, ..options }
}

/// Makes a library over an index, with some notices about one matter.
pub(super) async fn library(options: &ClusterOptions, count: u32) -> Library {
    let library = Library::with(|_| EngineOptions::on(options.clone()));
    super::fill(&library, 1..=count);
    library.index().await;
    library
}

/// Reads the number of a node out of its name, such as `Node 2`.
fn number(name: &Value) -> usize {
    name.as_str().and_then(|name| name.rsplit(' ').next()?.parse().ok()).unwrap()
}

/// Waits until something is so.
pub(super) fn until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "waited in vain until {what}");
        sleep(Duration::from_millis(100));
    }
}

#[expect(clippy::disallowed_methods, reason = "tests have no options but the environment")]
fn said(variable: &str) -> Option<String> {
    std::env::var(variable).ok()
}

#[expect(clippy::print_stderr, reason = "what is skipped is said")]
fn say_so<T>() -> Option<T> {
    static SAID: Once = Once::new();
    SAID.call_once(|| eprintln!("skipped: {ORDERS} names no cluster whose nodes can be stopped"));
    None
}
