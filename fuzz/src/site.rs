//! A small site over a library in a temporary folder, asked without a socket.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use std::{fs, io};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use jiff::ZonedDateTime;
use jiff::civil::date;
use jiff::tz::TimeZone;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt;
use zhengsou::access::gate::Gate;
use zhengsou::access::key::{NewKey, ProvenBy};
use zhengsou::access::keyring::Keyring;
use zhengsou::access::scope::Scope;
use zhengsou::access::{AUDIT_FILE, KEYS_FILE};
use zhengsou::durable::{Disk, Readers};
use zhengsou::engine::Engine;
use zhengsou::engine::open::{self, EngineOptions};
use zhengsou::ingest::{IngestOptions, Silent, ingest};
use zhengsou::search::Searcher;
use zhengsou::upkeep::publisher::{Publisher, PublisherOptions};
use zhengsou::upkeep::reception::{Reception, ReceptionOptions};
use zhengsou::web::limits::LimitOptions;
use zhengsou::web::operation::{Operation, OperationOptions};
use zhengsou::web::router::router;
use zhengsou::web::state::AppState;

/// The notice that the library holds, and its name there.
const NOTICE: (&str, &str) = ("wx-1.txt", include_str!("../notice.txt"));

/// How long changes are gathered: longer than any run.
const NEVER: Duration = Duration::from_hours(24 * 365);

/// A site.
pub(super) struct Site {
    router: Router,
    runtime: Runtime,
    /// What proves a key that may write.
    pub(super) bearer: String,
    folder: TempDir,
}

/// What a site answered.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    /// The media type, without parameters.
    pub(super) kind: String,
    pub(super) body: Bytes,
}

impl Site {
    /// Makes one that holds one notice and takes others in.
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        let notices = folder.path().join("notices");
        let index = folder.path().join("index");
        fs::create_dir(&notices)
            .and_then(|()| fs::write(notices.join(NOTICE.0), NOTICE.1))
            .expect("the folder can be written");
        let engine = open::open(&EngineOptions { threads: 1, ..EngineOptions::at(&index) });
        let engine: Arc<dyn Engine> = engine.expect("an engine");
        let options = IngestOptions { paths: vec![notices.clone()], ..IngestOptions::default() };
        runtime.block_on(ingest(&*engine, &options, &Silent)).expect("one notice");
        let bearer = format!("Bearer {}", key(&index.join(KEYS_FILE)));
        let state = runtime.block_on(async { state(engine, notices, &index) });
        Self { router: router(state), runtime, bearer, folder }
    }

    /// Returns the folder of its notices.
    pub(super) fn notices(&self) -> PathBuf {
        self.folder.path().join("notices")
    }

    /// Takes away what was received.
    pub(super) fn forget(&self) {
        let gone = fs::remove_dir_all(self.notices().join("received"));
        assert!(gone.is_ok() || !self.notices().join("received").exists(), "{gone:?}");
        let log = self.folder.path().join("index").join(AUDIT_FILE);
        let _ = fs::remove_file(log);
    }

    /// Asks, and checks what holds of every answer: it is no failure of the server, and a refusal
    /// of the API is a problem in words.
    pub(super) fn ask(&self, mut request: Request<Body>) -> Answer {
        let from = SocketAddr::from((Ipv4Addr::LOCALHOST, 40_000));
        request.extensions_mut().insert(ConnectInfo(from));
        // What packs answers is a library's.
        request.headers_mut().remove("accept-encoding");
        let asked = format!("{} {}", request.method(), request.uri());
        let is_of_api = request.uri().path().starts_with("/api/v1/");
        let is_head = request.method() == "HEAD";
        let answer = self.runtime.block_on(async {
            let Ok(response) = self.router.clone().oneshot(request).await;
            let (parts, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX).await.expect("the body comes whole");
            assert!(parts.headers.get("content-encoding").is_none(), "it was asked for as it is");
            let kind = parts.headers.get("content-type").and_then(|kind| kind.to_str().ok());
            let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().to_owned();
            Answer { status: parts.status, kind, body }
        });
        let Answer { status, kind, body } = &answer;
        let said = String::from_utf8_lossy(body);
        assert!(!status.is_server_error(), "{asked}: {status} {said}");
        if is_of_api && status.is_client_error() && !is_head {
            assert_eq!(kind, "application/problem+json", "{asked}: {status} {said}");
        }
        if kind.ends_with("json") && !is_head && !body.is_empty() {
            let read = serde_json::from_slice::<serde_json::Value>(body);
            assert!(read.is_ok(), "{asked}: {status} {said}");
        }
        answer
    }
}

fn now() -> ZonedDateTime {
    date(2025, 6, 1).at(10, 0, 0, 0).to_zoned_datetime(TimeZone::UTC).expect("a moment")
}

fn key(file: &Path) -> String {
    let new = NewKey {
        name: "门户网站".to_owned(),
        scopes: vec![Scope::Write],
        proven_by: ProvenBy::Bearer,
        expires_on: None,
    };
    let made = Keyring::change(file, &Hasty, |ring| ring.create(new, now().timestamp()));
    made.expect("a key").reveal().to_owned()
}

fn state(engine: Arc<dyn Engine>, notices: PathBuf, index: &Path) -> AppState {
    let limits =
        LimitOptions { time: Duration::from_mins(5), waiting: 1000, ..LimitOptions::default() };
    let operation = Operation::new(OperationOptions { limits, ..OperationOptions::default() });
    let publisher =
        PublisherOptions { every: NEVER, look_every: None, clock: now, heard: Box::new(|_| ()) };
    let work = Box::new(|| unreachable!("nothing is published so late"));
    let publisher = Arc::new(Publisher::start(publisher, work).expect("a thread"));
    let searcher = Arc::new(Searcher::new(engine));
    let options = ReceptionOptions {
        folder: notices,
        audit: index.join(AUDIT_FILE),
        restricted: true,
        clock: now,
    };
    let (asked, told) = (Arc::clone(&searcher), Arc::clone(&publisher));
    let reception = Reception::open(&options, Arc::new(Hasty), asked, told).expect("a thread");
    AppState {
        searcher,
        clock: || date(2025, 6, 1),
        usage: None,
        site: None,
        operation,
        feedback: None,
        now,
        gate: Some(Arc::new(Gate::open(&index.join(KEYS_FILE), now().timestamp()))),
        publisher: Some(publisher),
        reception: Arc::new(OnceLock::from(Some(Arc::new(reception)))),
    }
}

/// A disk that waits for nothing: what is made up here need not outlive a crash.
#[derive(Debug)]
struct Hasty;

impl Disk for Hasty {
    fn replace(&self, path: &Path, bytes: &[u8], _readers: Readers) -> io::Result<()> {
        fs::write(path, bytes)
    }

    fn append(&self, path: &Path, line: &str, _readers: Readers) -> io::Result<()> {
        use io::Write;
        let mut file = fs::File::options().create(true).append(true).open(path)?;
        writeln!(file, "{line}")
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn settle(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }
}
