//! A node that stands in for a cluster: it keeps what it is given, answers otherwise where it is
//! told to, and notes what it is asked.

mod certificate;
mod connection;
mod store;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use zhengsou::engine::opensearch::options::ClusterOptions;

pub(crate) use crate::support::double::certificate::Authority;
use crate::support::double::connection::serve;
use crate::support::double::store::Store;

/// What a node was asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// Method and path, such as `POST /_bulk`.
    pub(crate) line: String,
    /// The header `Authorization`.
    pub(crate) authorization: Option<String>,
    /// The body.
    pub(crate) body: String,
}

/// What a node answers in place of what it would.
#[derive(Clone)]
pub(crate) enum Instead {
    /// A status with JSON; nothing is done.
    Json(u16, Value),
    /// A status with a text; nothing is done.
    Text(u16, &'static str),
    /// The connection ends; nothing is done.
    Lost,
    /// It is done, and the connection ends before the answer.
    DoneAndLost,
    /// It is done, and nothing is answered from then on.
    DoneAndGone,
    /// It is done, and the connection ends in the middle of the answer.
    CutOff,
    /// The answer takes so long.
    Late(Duration),
    /// Documents of a bulk are refused with a status and an error, by their ids and how often they
    /// came.
    Items(Refuses),
}

/// Which documents of a bulk are refused, by their place among all and how often they came before.
pub(crate) type Refuses = Arc<dyn Fn(&str, usize) -> Option<(u16, Value)> + Send + Sync>;

impl Instead {
    /// A refusal as a cluster words it.
    pub(crate) fn refusal(status: u16, kind: &str, reason: &str) -> Self {
        let cause = json!({"type": kind, "reason": reason});
        let error = json!({"type": kind, "reason": reason, "root_cause": [cause]});
        Self::Json(status, json!({"error": error, "status": status}))
    }

    /// What an overloaded node says.
    pub(crate) fn too_much() -> Self {
        Self::refusal(429, "opensearch_rejected_execution_exception", "the queue is full")
    }
}

/// A rule of what is answered otherwise.
struct Rule {
    method: &'static str,
    part: String,
    times: usize,
    instead: Instead,
}

/// What a node knows.
#[derive(Default)]
struct State {
    store: Mutex<Store>,
    asked: Mutex<Vec<Asked>>,
    rules: Mutex<Vec<Rule>>,
}

impl State {
    /// Notes what is asked; returns what to answer in place of what the store would.
    fn note(&self, asked: Asked) -> Option<Instead> {
        let mut rules = self.rules.lock().unwrap();
        let fits = |rule: &&mut Rule| {
            rule.times > 0
                && asked.line.starts_with(rule.method)
                && match rule.part.strip_suffix('$') {
                    Some(end) => asked.line.ends_with(end),
                    None => asked.line.contains(&rule.part),
                }
        };
        let instead = rules.iter_mut().find(fits).map(|rule| {
            rule.times -= 1;
            rule.instead.clone()
        });
        if matches!(instead, Some(Instead::DoneAndGone)) {
            let gone =
                Rule { method: "", part: String::new(), times: usize::MAX, instead: Instead::Lost };
            rules.insert(0, gone);
        }
        self.asked.lock().unwrap().push(asked);
        instead
    }
}

/// A node, ended when it is dropped.
pub(crate) struct Double {
    state: Arc<State>,
    address: SocketAddr,
    authority: Option<Arc<Authority>>,
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl Double {
    /// Starts a node.
    pub(crate) fn start() -> Self {
        Self::with(None)
    }

    /// Starts a node that speaks TLS alone.
    pub(crate) fn signed_by(authority: &Arc<Authority>) -> Self {
        Self::with(Some(Arc::clone(authority)))
    }

    fn with(authority: Option<Arc<Authority>>) -> Self {
        let mut double = Self {
            state: Arc::default(),
            address: ([127, 0, 0, 1], 0).into(),
            authority,
            running: None,
        };
        double.open();
        double
    }

    /// Has it take connections, at the address where it did before.
    pub(crate) fn open(&mut self) {
        assert!(self.running.is_none(), "it is open");
        let (end, ended) = oneshot::channel();
        let (tell, told) = std::sync::mpsc::channel();
        let (state, authority) = (Arc::clone(&self.state), self.authority.clone());
        let address = self.address;
        let thread = thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind(address).await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                tokio::select! {
                    () = serve(listener, state, authority) => {}
                    _ = ended => {}
                }
            });
        });
        self.address = told.recv().unwrap();
        self.running = Some((end, thread));
    }

    /// Has it refuse connections, and ends those that there are.
    pub(crate) fn close(&mut self) {
        let Some((end, thread)) = self.running.take() else { return };
        drop(end);
        thread.join().unwrap();
    }

    /// Returns its address.
    pub(crate) fn url(&self) -> String {
        let scheme = if self.authority.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// Returns options that ask it alone.
    pub(crate) fn options(&self) -> ClusterOptions {
        options(&[self])
    }

    /// Has it answer otherwise, so many times, what a method asks of paths that hold a part, or end
    /// with it where `$` follows.
    pub(crate) fn say(&self, method: &'static str, part: &str, times: usize, instead: Instead) {
        let rule = Rule { method, part: part.to_owned(), times, instead };
        self.state.rules.lock().unwrap().push(rule);
    }

    /// Has it answer as it would.
    pub(crate) fn say_nothing_else(&self) {
        self.state.rules.lock().unwrap().clear();
    }

    /// Returns what it was asked since it was asked for that last.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.state.asked.lock().unwrap())
    }

    /// Returns the documents of the index that an alias names, by their ids.
    pub(crate) fn published(&self, alias: &str) -> Option<Vec<(String, Value)>> {
        self.state.store.lock().unwrap().published(alias)
    }

    /// Returns the names of the indices.
    pub(crate) fn indices(&self) -> Vec<String> {
        self.state.store.lock().unwrap().indices()
    }

    /// Looks at what it keeps, or changes it.
    pub(crate) fn store<T>(&self, look: impl FnOnce(&mut Store) -> T) -> T {
        look(&mut self.state.store.lock().unwrap())
    }
}

impl Drop for Double {
    fn drop(&mut self) {
        self.close();
    }
}

/// Returns options that ask some nodes, in their order.
pub(crate) fn options(nodes: &[&Double]) -> ClusterOptions {
    ClusterOptions::at(nodes.iter().map(|node| node.url().parse().unwrap()).collect())
}

/// Counts what was asked that begins so.
pub(crate) fn count(asked: &[Asked], line: &str) -> usize {
    asked.iter().filter(|asked| asked.line.starts_with(line)).count()
}
