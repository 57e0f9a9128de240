//! The cluster that tests run on, where one is named; `just opensearch` starts it.

use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use zhengsou::engine::open::EngineOptions;
use zhengsou::engine::opensearch::options::ClusterOptions;

/// Names the nodes of the cluster, parted by commas.
const NODES: &str = "ZHENGSOU_OPENSEARCH_URL";

/// Set to `opensearch`, all libraries of tests are on the cluster.
const ENGINE: &str = "ZHENGSOU_TEST_ENGINE";

/// Returns the options of an index of its own on the cluster; `None`, and one line that says so,
/// where no cluster is named.
pub(crate) fn options() -> Option<EngineOptions> {
    cluster().map(EngineOptions::on)
}

/// The same where every library is to be on the cluster.
pub(crate) fn everywhere() -> Option<EngineOptions> {
    said(ENGINE).filter(|engine| engine == "opensearch").and_then(|_| options())
}

/// The options of the cluster alone.
pub(crate) fn cluster() -> Option<ClusterOptions> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let nodes = said(NODES).or_else(say_so)?;
    let nodes = nodes.split(',').map(|node| node.parse().unwrap()).collect();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("test-{}-{count}", std::process::id());
    Some(ClusterOptions { name: name.parse().unwrap(), ..ClusterOptions::at(nodes) })
}

#[expect(clippy::disallowed_methods, reason = "tests have no options but the environment")]
fn said(variable: &str) -> Option<String> {
    std::env::var(variable).ok()
}

#[expect(clippy::print_stderr, reason = "what is skipped is said")]
fn say_so() -> Option<String> {
    static SAID: Once = Once::new();
    SAID.call_once(|| eprintln!("skipped on OpenSearch: {NODES} names no cluster"));
    None
}
