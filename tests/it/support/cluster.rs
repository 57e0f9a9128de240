//! The cluster that tests run on, where one is named; `just opensearch` starts it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

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

/// Tells whether a test of the embedded engine's files has nothing to look at, since every library
/// is on the cluster, and says so.
pub(crate) fn has_no_files() -> bool {
    let is_so = everywhere().is_some();
    if is_so {
        println!("skipped on OpenSearch: it is about the files of the embedded engine");
    }
    is_so
}

/// The options of the cluster alone.
pub(crate) fn cluster() -> Option<ClusterOptions> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let nodes = said(NODES).or_else(say_so)?;
    let nodes = nodes.split(',').map(|node| node.parse().unwrap()).collect();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("{OURS}{}-{count}", std::process::id());
    Some(ClusterOptions { name: name.parse().unwrap(), ..ClusterOptions::at(nodes) })
}

/// How the indices of tests begin.
const OURS: &str = "test-";

/// The indices of a test on the cluster, which are removed when this is dropped: a node takes a
/// thousand.
#[derive(Debug)]
pub(crate) struct Cleared(Option<ClusterOptions>);

impl Cleared {
    /// Takes the indices that options name, where a test has them alone.
    pub(crate) fn of(options: &EngineOptions) -> Option<Self> {
        let cluster = options.cluster.clone()?;
        cluster.name.as_str().starts_with(OURS).then(|| Self(Some(cluster)))
    }

    /// Leaves them there.
    pub(crate) fn leave(mut self) {
        self.0 = None;
    }
}

impl Drop for Cleared {
    fn drop(&mut self) {
        let Some(cluster) = &self.0 else { return };
        let (node, name) = (cluster.nodes[0].to_string(), cluster.name.as_str());
        let host = node.trim_start_matches("http://");
        // What is left takes room and nothing else.
        let Ok(mut stream) = TcpStream::connect(host) else { return };
        let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
        let request = format!("DELETE /{name}-* HTTP/1.0\r\nHost: {host}\r\n\r\n");
        let _ = stream.write_all(request.as_bytes());
        let _ = stream.read_to_end(&mut Vec::new());
    }
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
