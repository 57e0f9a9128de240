//! The program as it serves a site, asked over sockets.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::support::program::zhengsou;
use crate::support::samples;

/// A site that was started; ended when this is dropped.
#[derive(Debug)]
pub(crate) struct Served {
    child: Child,
    /// The addresses that it said at the start, a line each.
    pub(crate) said: Vec<String>,
    /// The lines of its log.
    pub(crate) log: mpsc::Receiver<String>,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    /// Serves the sample library from a folder, and waits until it has said some addresses.
    pub(crate) fn start(folder: &Path, arguments: &[&str], lines: usize) -> Self {
        let mut child = zhengsou(folder)
            .arg("serve")
            .args(arguments)
            .env("ZHENGSOU_CORPUS", samples())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let errors = BufReader::new(child.stderr.take().unwrap());
        let (sender, log) = mpsc::channel();
        thread::spawn(move || {
            errors.lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        let out = BufReader::new(child.stdout.take().unwrap());
        let said = out.lines().map(Result::unwrap).filter(|line| line.contains("http://"));
        let said = said.take(lines).collect();
        Self { child, said, log }
    }

    /// Returns the address in a line that was said at the start.
    pub(crate) fn address(&self, line: usize) -> SocketAddr {
        let (_, address) = self.said[line].split_once("http://").unwrap();
        address.split('/').next().unwrap().parse().unwrap()
    }

    /// Tells the site to end, as service managers do.
    pub(crate) fn tell_to_end(&self) {
        self.signal("-TERM");
    }

    /// Tells the site to read its files again, as service managers do.
    pub(crate) fn hang_up(&self) {
        self.signal("-HUP");
    }

    fn signal(&self, name: &str) {
        let told = Command::new("kill").args([name, &self.child.id().to_string()]).status();
        assert!(told.unwrap().success());
    }

    /// Waits for its end and returns its exit code.
    pub(crate) fn code(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }

    /// Waits for a line of the log that holds a text.
    pub(crate) fn line_with(&self, text: &str) -> String {
        self.log.iter().find(|line| line.contains(text)).unwrap_or_else(|| panic!("no {text}"))
    }
}

/// Asks for a path over a connection of its own; returns the head and the body of the answer.
pub(crate) fn ask(address: SocketAddr, path: &str, headers: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    (head.to_owned(), body.to_owned())
}

/// Longest wait for the next bytes of an answer.
const PATIENCE: Duration = Duration::from_mins(2);

/// What came of an answer before its connection ended.
#[derive(Debug)]
pub(crate) struct Reply {
    /// `None` where not even the head came whole.
    pub(crate) status: Option<u16>,
    pub(crate) body: String,
    /// Whether the body has the length that its head tells, where that tells one.
    pub(crate) is_whole: bool,
}

/// Sends a request to a site that may end meanwhile, over a connection of its own; headers are
/// whole lines.
pub(crate) fn send(address: SocketAddr, line: &str, headers: &str, body: &str) -> Reply {
    let length = body.len();
    let request =
        format!("{line} HTTP/1.0\r\nHost: x\r\n{headers}Content-Length: {length}\r\n\r\n{body}");
    let mut answer = Vec::new();
    let mut ask = || {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(request.as_bytes())?;
        stream.read_to_end(&mut answer)
    };
    let is_ended = ask().is_ok();
    let answer = String::from_utf8_lossy(&answer);
    let Some((head, body)) = answer.split_once("\r\n\r\n") else {
        return Reply { status: None, body: String::new(), is_whole: false };
    };
    let told = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let is_whole = is_ended && told.is_none_or(|told| told == body.len().to_string());
    let status = head.get(9..12).and_then(|code| code.parse().ok());
    Reply { status, body: body.to_owned(), is_whole }
}
