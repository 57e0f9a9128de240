//! The cluster that tests run on, where one is named; `just opensearch` starts it.

use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use zhengsou::engine::open::EngineOptions;
use zhengsou::engine::opensearch::options::ClusterOptions;

/// Names the nodes of the cluster, parted by commas.
const NODES: &str = "ZHENGSOU_OPENSEARCH_URL";

/// Returns the options of an index of its own on the cluster; `None`, and one line that says so,
/// where no cluster is named.
pub(crate) fn options() -> Option<EngineOptions> {
    cluster().map(EngineOptions::on)
}

/// The same as the options of the cluster alone.
#[expect(clippy::disallowed_methods, reason = "tests are told by the environment what they run on")]
pub(crate) fn cluster() -> Option<ClusterOptions> {
    static SAID: Once = Once::new();
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let Ok(nodes) = std::env::var(NODES) else {
        SAID.call_once(|| eprintln!("skipped on OpenSearch: {NODES} names no cluster"));
        return None;
    };
    let nodes = nodes.split(',').map(|node| node.parse().unwrap()).collect();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("test-{}-{count}", std::process::id());
    Some(ClusterOptions { name: name.parse().unwrap(), keep: 0, ..ClusterOptions::at(nodes) })
}
