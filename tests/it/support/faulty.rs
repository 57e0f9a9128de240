//! A disk that refuses some of what it is told to do.

use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;

use zhengsou::durable::system::System;
use zhengsou::durable::{Disk, Readers};

/// A disk that refuses the steps of a range, counted since it was told so.
#[derive(Debug, Default)]
pub(crate) struct Faulty {
    state: Mutex<Option<(usize, Range<usize>, io::ErrorKind)>>,
}

impl Faulty {
    /// Has the steps of a range refused from now on.
    pub(crate) fn refuse(&self, steps: Range<usize>, kind: io::ErrorKind) {
        *self.state.lock().unwrap() = Some((0, steps, kind));
    }

    /// Has everything done again.
    pub(crate) fn recover(&self) {
        *self.state.lock().unwrap() = None;
    }

    fn step(&self) -> io::Result<()> {
        let mut state = self.state.lock().unwrap();
        let Some((step, refused, kind)) = state.as_mut() else { return Ok(()) };
        let is_refused = refused.contains(step);
        *step += 1;
        if is_refused { Err((*kind).into()) } else { Ok(()) }
    }
}

impl Disk for Faulty {
    fn replace(&self, path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
        self.step()?;
        System.replace(path, bytes, readers)
    }

    fn append(&self, path: &Path, line: &str, readers: Readers) -> io::Result<()> {
        self.step()?;
        System.append(path, line, readers)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        System.make_folder(path)
    }

    fn settle(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        System.settle(folder)
    }
}
