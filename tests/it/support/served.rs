//! The program as it serves a site, asked over sockets.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

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
