//! A writer of notices that keeps account of what was acknowledged.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::support::chance;
use crate::support::library::notice;
use crate::support::served::{Reply, send};

/// What all notices of the test are about.
pub(super) const MATTER: &str = "河道清淤";

/// Notices of one writer.
const NOTICES: u32 = 8;

/// Notices and their versions: which of them a publication holds.
pub(super) type Held = BTreeMap<u32, u64>;

/// One version of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    number: u64,
    is_kept: bool,
}

/// How a request writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Put,
    File,
    Delete,
    Bulk,
}

/// A request that writes notices.
#[derive(Clone, Debug)]
struct Request {
    form: Form,
    versions: BTreeMap<u32, Version>,
}

/// Writes its own notices, one request after the other.
#[derive(Debug)]
pub(super) struct Writer {
    first: u32,
    bearer: String,
    next: u64,
    acknowledged: BTreeMap<u32, Version>,
    /// What was sent and not acknowledged in full.
    open: Option<Request>,
    /// Acknowledgements so far.
    pub(super) count: usize,
}

impl Writer {
    /// Makes the writer of a number, which proves a key.
    pub(super) fn new(number: u32, bearer: &str) -> Self {
        let (acknowledged, bearer) = (BTreeMap::new(), bearer.to_owned());
        Self { first: 1 + number * 100, bearer, next: 1, acknowledged, open: None, count: 0 }
    }

    /// Writes until the site ends.
    pub(super) fn write(&mut self, address: SocketAddr) {
        while self.write_once(address) {}
    }

    /// Sends what is open, then one request more; false where the site ended before.
    pub(super) fn write_once(&mut self, address: SocketAddr) -> bool {
        if !self.settle(address) {
            return false;
        }
        self.open = Some(self.draw());
        self.settle(address)
    }

    /// Sends what is open until it is acknowledged; false where the site ended before.
    fn settle(&mut self, address: SocketAddr) -> bool {
        while let Some(request) = self.open.take() {
            let reply = self.send(address, &request);
            let missing = self.note(&request, &reply);
            self.open = missing.then_some(request);
            if missing && !reply.is_whole {
                return false;
            }
        }
        true
    }

    /// Checks that what is held is what was acknowledged, or sent after that.
    pub(super) fn check(&self, held: &Held) {
        let fits = |number: &u32, version: Option<&Version>| {
            let wanted = version.filter(|version| version.is_kept);
            held.get(number) == wanted.map(|version| &version.number)
        };
        for number in self.numbers() {
            let acknowledged = self.acknowledged.get(&number);
            let open = self.open.as_ref().and_then(|request| request.versions.get(&number));
            assert!(
                fits(&number, acknowledged) || open.is_some() && fits(&number, open),
                "notice {number}: {:?} is held, {acknowledged:?} acknowledged, {open:?} open",
                held.get(&number)
            );
        }
    }

    fn numbers(&self) -> Vec<u32> {
        (self.first..self.first + NOTICES).collect()
    }

    fn draw(&mut self) -> Request {
        let form = *chance::one_of(&[Form::Put, Form::Put, Form::File, Form::Delete, Form::Bulk]);
        let mut versions = BTreeMap::new();
        for _ in 0..if form == Form::Bulk { 5 } else { 1 } {
            let number = *chance::one_of(&self.numbers());
            let is_kept = form != Form::Delete && (form != Form::Bulk || chance::below(4) > 0);
            versions.insert(number, Version { number: self.next, is_kept });
            self.next += 1;
        }
        Request { form, versions }
    }

    fn send(&self, address: SocketAddr, request: &Request) -> Reply {
        let Self { bearer, .. } = self;
        let headers = |kind: &str| format!("Authorization: {bearer}\r\nContent-Type: {kind}\r\n");
        if request.form == Form::Bulk {
            let lines = request.versions.iter().map(line);
            let body: String = lines.flat_map(|line| [line.to_string(), "\n".to_owned()]).collect();
            return send(address, "POST /api/v1/notices", &headers("application/jsonl"), &body);
        }
        let (number, version) = request.versions.first_key_value().unwrap();
        let text = text(*number, *version);
        let (method, kind, body) = match request.form {
            Form::Delete => ("DELETE", "text/plain", String::new()),
            Form::File => ("PUT", "text/plain", text),
            _ => ("PUT", "application/json", json!({ "text": text }).to_string()),
        };
        let line = format!("{method} /api/v1/notices/n{number}?version={}", version.number);
        send(address, &line, &headers(kind), &body)
    }

    /// Notes what was acknowledged; tells whether something is missing.
    fn note(&mut self, request: &Request, reply: &Reply) -> bool {
        match (reply.status, request.form) {
            (Some(200), Form::Bulk) => {
                for line in reply.body.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
                    self.note_line(request, &serde_json::from_str(line).unwrap());
                }
            }
            // The status is the acknowledgement, though its body may be cut off.
            (Some(200 | 201), _) => {
                for (number, version) in &request.versions {
                    self.acknowledge(*number, *version);
                }
            }
            (Some(503) | None, _) => {}
            (status, _) => panic!("{request:?}: {status:?} {}", reply.body),
        }
        request
            .versions
            .iter()
            .any(|(number, version)| self.acknowledged.get(number) != Some(version))
    }

    fn note_line(&mut self, request: &Request, answer: &Value) {
        if answer["problem"].is_object() {
            assert_eq!(answer["problem"]["type"], "/problems/busy", "{answer}");
            return;
        }
        let key = answer["key"].as_str().unwrap();
        let number: u32 = key[1..].parse().unwrap();
        assert_eq!(answer["receipt"]["version"], request.versions[&number].number, "{answer}");
        self.acknowledge(number, request.versions[&number]);
    }

    fn acknowledge(&mut self, number: u32, version: Version) {
        self.acknowledged.insert(number, version);
        self.count += 1;
    }
}

fn line((number, version): (&u32, &Version)) -> Value {
    let mut line = json!({"key": format!("n{number}"), "version": version.number});
    if version.is_kept {
        line["text"] = text(*number, *version).into();
    } else {
        line["delete"] = true.into();
    }
    line
}

/// The text of a version of a notice, which its title and each of its clauses name.
fn text(number: u32, version: Version) -> String {
    notice("望溪市", number, &format!("{MATTER}第{number}段第{}期", version.number))
}

/// Returns the notice and the version that a title or a clause names.
pub(super) fn named(text: &str) -> (u32, u64) {
    let (number, rest) = text.split_once('第').unwrap().1.split_once("段第").unwrap();
    (number.parse().unwrap(), rest.split_once('期').unwrap().0.parse().unwrap())
}
