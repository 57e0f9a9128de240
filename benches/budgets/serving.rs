//! What the program answers over HTTP, beside a route that answers a constant, and what it holds.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use axum::Router;
use axum::routing::get;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::indexing::{Indexed, size};
use crate::library::Library;
use crate::table::{Budget, Table};
use crate::timing::memory;

/// Seconds of each load.
const SECONDS: u32 = 5;

/// Readers at once.
const CONNECTIONS: [usize; 3] = [1, 16, 64];

/// A search of three words, with what a page of results asks for: 政务公开 检索.
const WHOLE: &str = "/api/v1/search?q=%E6%94%BF%E5%8A%A1%20%E5%85%AC%E5%BC%80%20%E6%A3%80%E7%B4%A2&facets=region:20,year,kind,department:10";

/// The same without hits.
const COUNTS: &str = "/api/v1/search?q=%E6%94%BF%E5%8A%A1%20%E5%85%AC%E5%BC%80%20%E6%A3%80%E7%B4%A2&facets=region:20,year,kind,department:10&per_page=0";

/// Suggestions for 政务.
const LIGHT: &str = "/api/v1/suggest?q=%E6%94%BF%E5%8A%A1";

/// A running site.
struct Site {
    process: Child,
    address: String,
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ended = self.process.kill();
        let _status = self.process.wait();
    }
}

/// What a load measured.
struct Load {
    a_second: f64,
    p50: f64,
    p99: f64,
}

/// Measures the program over HTTP; without a tool for loads only what it holds.
pub(crate) fn measure(table: &mut Table, library: &Library, indexed: &Indexed) {
    let begun = Instant::now();
    let site = Site::new(library.folder.path().as_os_str(), indexed.folder.path().as_os_str());
    table
        .add("serve: start to address", begun.elapsed().as_secs_f64(), "s")
        .within(Budget::Most(1.0));
    if Command::new("oha").arg("--version").stdout(Stdio::null()).status().is_err() {
        table.measured.push_str("; skipped: HTTP, since there is no oha (cargo install oha)");
        return;
    }
    load(&format!("{}{WHOLE}", site.address), 2, None);
    let runtime = Runtime::new().expect("a runtime");
    let constant = constant(&runtime);
    let light = load(&format!("{}{LIGHT}", site.address), 1, None);
    for connections in CONNECTIONS {
        let floor = load(&format!("http://{constant}/"), connections, None);
        table.add(format!("HTTP {connections}: a constant"), floor.a_second, "1/s");
        for (path, name, share) in
            [(COUNTS, "matches and facets", 0.06), (WHOLE, "the whole response", 0.02)]
        {
            let load = load(&format!("{}{path}", site.address), connections, None);
            let line = table.add(format!("HTTP {connections}: {name}"), load.a_second, "1/s");
            line.beside(floor.a_second, "of a constant route");
            if connections == 16 {
                line.within(Budget::Least(share));
                table
                    .add(format!("HTTP {connections}: {name}, p99"), load.p99, "ms")
                    .beside(load.p50, "of its p50")
                    .within(Budget::Most(4.0));
            }
        }
    }
    table.add("HTTP: suggest, p99", light.p99, "ms").within(Budget::Most(3.0));
    let busy = beside(&site);
    table
        .add("HTTP: suggest while 16 search, p99", busy.p99, "ms")
        .beside(light.p99, "of its own alone")
        .within(Budget::Most(3.0));
    if let Some(anonymous) = memory(site.process.id(), "RssAnon") {
        let most = 150.0 + 0.3 * size(indexed.folder.path()) / 1e6;
        table.add("memory: anonymous, after the loads", anonymous, "MB").within(Budget::Most(most));
    }
}

impl Site {
    fn new(library: &OsStr, index: &OsStr) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_zhengsou"))
            .arg("serve")
            .arg("--corpus")
            .arg(library)
            .arg("--index")
            .arg(index)
            .args([
                "--listen",
                "127.0.0.1:0",
                "--no-usage",
                "--log",
                "error",
                "--answer-cache",
                "0",
            ])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program");
        let said = BufReader::new(process.stdout.take().expect("what it says"));
        let address = said
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                Some(
                    line.strip_prefix("serving on ")?
                        .split('/')
                        .take(3)
                        .collect::<Vec<_>>()
                        .join("/"),
                )
            })
            .expect("it says where it serves");
        Self { process, address }
    }
}

/// Serves a constant.
fn constant(runtime: &Runtime) -> SocketAddr {
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
    let address = listener.local_addr().expect("its address");
    let app = Router::new().route("/", get(|| async { "a constant" }));
    runtime.spawn(async move { axum::serve(listener, app).await });
    address
}

/// Measures a light route while others search.
fn beside(site: &Site) -> Load {
    let mut others = oha(&format!("{}{WHOLE}", site.address), 16, None)
        .stdout(Stdio::null())
        .spawn()
        .expect("a tool for loads");
    let light = load(&format!("{}{LIGHT}", site.address), 1, Some(SECONDS - 2));
    let _status = others.wait();
    light
}

fn oha(address: &str, connections: usize, seconds: Option<u32>) -> Command {
    let mut command = Command::new("oha");
    command
        .args(["--no-tui", "--stats-success-breakdown", "--output-format", "json", "-z"])
        .arg(format!("{}s", seconds.unwrap_or(SECONDS)))
        .arg("-c")
        .arg(connections.to_string())
        .arg(address);
    command
}

/// Sends a load; only what is answered counts, a full site refuses the rest.
fn load(address: &str, connections: usize, seconds: Option<u32>) -> Load {
    let output = oha(address, connections, seconds).output().expect("a tool for loads");
    let said: Value = serde_json::from_slice(&output.stdout).expect("its figures");
    let statuses = said["statusCodeDistribution"].as_object().expect("statuses");
    let is_expected = |status: &String| matches!(status.as_str(), "200" | "503");
    assert!(statuses.keys().all(is_expected), "{address}: {statuses:?}");
    let answered = statuses.get("200").and_then(Value::as_f64).unwrap_or_default();
    let milliseconds = |name: &str| {
        said["latencyPercentilesSuccessful"][name].as_f64().unwrap_or(f64::NAN) * 1000.0
    };
    Load {
        a_second: answered / f64::from(seconds.unwrap_or(SECONDS)),
        p50: milliseconds("p50"),
        p99: milliseconds("p99"),
    }
}
