//! Runs of the program, as a user starts it.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Returns a command of the program in a folder, untouched by this process's environment.
pub(crate) fn zhengsou(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhengsou"));
    command.current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

/// What a run printed and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Longest that a command which serves nobody may take.
const PATIENCE: Duration = Duration::from_mins(2);

/// Runs a command of the program to its end.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Run {
    let child = zhengsou(folder)
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let id = child.id().to_string();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    let Ok(output) = receiver.recv_timeout(PATIENCE) else {
        let _ = Command::new("kill").arg(&id).status();
        panic!("{arguments:?} does not end");
    };
    let Output { status, stdout, stderr } = output.unwrap();
    Run {
        code: status.code(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}
