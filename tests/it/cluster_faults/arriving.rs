//! A site whose cluster is away when it starts, and comes later.

use crate::cluster_faults::nodes::{Nodes, options, until};
use crate::cluster_faults::passage::{Passage, vacant};
use crate::support::served::{Served, ask, send};

/// Serves a site whose cluster is away, lets it come, and returns what is searched then.
fn serve_before_it_comes(nodes: &Nodes, name: &str) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    let at = vacant();
    let url = format!("http://{at}");
    let on = ["--engine", "opensearch", "--opensearch-url", &url, "--opensearch-index", name];
    let listen = ["--listen", "127.0.0.1:0", "--opensearch-replicas", "1"];
    let site = Served::start(folder.path(), &[&on[..], &listen].concat(), 1);
    let address = site.address(0);
    let (head, body) = ask(address, "/readyz", "");
    assert!(head.contains(" 503 "), "{head}");
    assert!(body.contains("no node of the cluster answers"), "{body}");
    assert!(ask(address, "/healthz", "").0.contains(" 200 "));
    let (head, body) = ask(address, "/api/v1/search?q=a", "");
    assert!(head.contains(" 503 ") && body.contains("/problems/index-away"), "{head} {body}");
    let write =
        || send(address, "PUT /api/v1/notices/x", "Content-Type: application/json\r\n", "{}");
    assert_eq!(write().status, Some(503), "whether it takes notices is not known yet");

    Passage::open(at, nodes.address(1), None);
    until("it is ready", || ask(address, "/readyz", "").0.contains(" 200 "));
    until("it takes notices", || write().status == Some(401));
    let (head, body) = ask(address, "/api/v1/search?q=%E6%94%BF%E5%8A%A1", "");
    assert!(head.contains(" 200 "), "{head}");
    serde_json::from_str(&body).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_site_starts_before_its_cluster_and_is_ready_once_it_comes() {
    let Some(nodes) = Nodes::all().await else { return };
    let options = options(1, 1, 1);
    let built = serve_before_it_comes(&nodes, options.name.as_str());
    assert!(built["total"].as_u64() > Some(0), "the index was built when the cluster came");
    let found = serve_before_it_comes(&nodes, options.name.as_str());
    assert_eq!(found["generation"], built["generation"], "what was there is searched");
    assert_eq!(found["total"], built["total"]);
}
