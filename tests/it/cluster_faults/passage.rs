//! A passage to a node that opens late, or loses the answer to one request.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// An address of this machine at which nothing answers yet.
pub(super) fn vacant() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap()
}

/// A passage from an address to a node, for as long as the tests run.
pub(super) struct Passage {
    /// Whether an answer was lost.
    pub(super) has_lost: Arc<AtomicBool>,
}

impl Passage {
    /// Opens a passage; the first answer to a request that begins so is lost.
    pub(super) fn open(at: SocketAddr, node: SocketAddr, lost: Option<&'static str>) -> Self {
        let listener = TcpListener::bind(at).unwrap();
        let has_lost = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&has_lost);
        thread::spawn(move || {
            for client in listener.incoming() {
                let (client, told) = (client.unwrap(), Arc::clone(&told));
                thread::spawn(move || carry(&client, node, lost, &told));
            }
        });
        Self { has_lost }
    }
}

/// Carries requests to a node and answers back, until either ends.
fn carry(
    client: &TcpStream,
    node: SocketAddr,
    lost: Option<&str>,
    has_lost: &AtomicBool,
) -> io::Result<()> {
    let node = TcpStream::connect(node)?;
    let is_losing = AtomicBool::new(false);
    thread::scope(|both| {
        both.spawn(|| {
            let copied = copy(&node, client, |_| !is_losing.load(Ordering::SeqCst));
            let _ = client.shutdown(Shutdown::Both);
            copied
        });
        let copied = copy(client, &node, |request| {
            let is_meant = lost.is_some_and(|lost| request.starts_with(lost.as_bytes()));
            if is_meant && !has_lost.swap(true, Ordering::SeqCst) {
                is_losing.store(true, Ordering::SeqCst);
            }
            true
        });
        let _ = node.shutdown(Shutdown::Both);
        copied
    })
}

/// Copies what comes as long as each piece may pass.
fn copy(
    mut from: &TcpStream,
    mut to: &TcpStream,
    mut may_pass: impl FnMut(&[u8]) -> bool,
) -> io::Result<()> {
    let mut piece = vec![0; 1 << 16];
    loop {
        let length = from.read(&mut piece)?;
        if length == 0 || !may_pass(&piece[..length]) {
            return Ok(());
        }
        to.write_all(&piece[..length])?;
    }
}
