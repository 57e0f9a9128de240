//! Runs the reading of a PDF in a copy of this program, with limits of time and memory.

use std::env;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::corpus::error::Reason;
use crate::corpus::format::pdf::layer;

/// The command of this program that reads a PDF from its input and prints its text.
pub(super) const COMMAND: &str = "read-pdf";

/// The longest that one file may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// The most memory of the copy, in KiB.
const MEMORY: u32 = 4 << 20;

/// Returns the text of a PDF.
///
/// Where this process is not the program itself (a test, another program that uses this library),
/// it reads the file on its own.
pub(super) fn text_of(bytes: &[u8]) -> Result<String, Reason> {
    match program() {
        Some(program) => in_copy(&program, bytes),
        None => layer::text_of(bytes).map_err(Reason::document),
    }
}

/// Returns the path of this program, if this process is it.
fn program() -> Option<PathBuf> {
    env::current_exe().ok().filter(|path| path.file_stem().is_some_and(|name| name == "zhengsou"))
}

fn in_copy(program: &Path, bytes: &[u8]) -> Result<String, Reason> {
    let mut child = start(program).map_err(Reason::document)?;
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let given = bytes.to_vec();
    // A child that stops reading closes the pipe; what it says of the file counts.
    thread::spawn(move || input.map(|mut input| input.write_all(&given)));
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send((read_all(output), read_all(errors))));
    let Ok((text, error)) = receiver.recv_timeout(PATIENCE) else {
        let _ = child.kill();
        let _ = child.wait();
        return Err(Reason::document(format!("it is not read after {} s", PATIENCE.as_secs())));
    };
    let status = child.wait().map_err(Reason::document)?;
    if status.success() {
        return Ok(text);
    }
    // A panic prints lines of its own before.
    let said = error.lines().find_map(|line| line.strip_prefix("error: "));
    Err(Reason::document(said.unwrap_or("its reader failed")))
}

fn read_all(stream: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(mut stream) = stream {
        // What was printed before an error is said is kept.
        let _ = stream.read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Starts the copy; on Unix a shell sets its limit of memory first.
fn start(program: &Path) -> std::io::Result<Child> {
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("sh");
        let limited = format!("ulimit -v {MEMORY} 2>/dev/null; exec \"$0\" {COMMAND}");
        shell.arg("-c").arg(limited).arg(program);
        shell
    } else {
        let mut direct = Command::new(program);
        direct.arg(COMMAND);
        direct
    };
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
}
