//! Watches the files of a library, and tells the publisher once they have changed and come to rest.

mod look;
mod place;
mod watcher;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::upkeep::publisher::Publisher;
use crate::upkeep::watch::look::Look;
use crate::upkeep::watch::place::Place;
use crate::upkeep::watch::watcher::{Heard, Watcher};

/// How changes are learned of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchMode {
    /// The system tells; where it cannot, files are looked at.
    Events,
    /// Files are looked at: network folders tell nothing of what other machines change.
    Poll,
}

/// What is watched, and how.
#[derive(Clone, Debug)]
pub struct WatchOptions {
    /// The paths that are the whole library.
    pub paths: Vec<PathBuf>,
    /// How changes are learned of.
    pub mode: WatchMode,
    /// For how long nothing may change before what changed is told: a file that is being copied is
    /// not read in halves.
    pub quiet: Duration,
    /// How often files are looked at where the system does not tell.
    pub poll_every: Duration,
}

impl WatchOptions {
    /// Pauses in the copying of one file are shorter; a person who saves a file waits no longer.
    const QUIET: Duration = Duration::from_secs(1);

    /// Looking at names, sizes and times of 100,000 files takes about a second.
    const POLL_EVERY: Duration = Duration::from_secs(30);

    /// Makes options for a library.
    pub fn of(paths: Vec<PathBuf>, mode: WatchMode) -> Self {
        Self { paths, mode, quiet: Self::QUIET, poll_every: Self::POLL_EVERY }
    }
}

/// The longest that changes which never rest are gathered before they are told.
const LONGEST_UNREST: Duration = Duration::from_secs(30);

/// After how long a folder that went away is looked for again.
const LOOK_AGAIN: Duration = Duration::from_secs(10);

/// Watches on a thread of its own until it is dropped.
#[derive(Debug)]
pub struct Watch {
    sender: Sender<Heard>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Begins to watch. What changed before is told at once, since nobody watched then.
    ///
    /// # Errors
    ///
    /// The system gives no thread.
    pub fn start(options: WatchOptions, publisher: Arc<Publisher>) -> io::Result<Self> {
        let (sender, receiver) = mpsc::channel();
        let eyes = Eyes::open(&options, &sender);
        publisher.tell();
        let observer = Observer { eyes, receiver, publisher, options };
        let thread = thread::Builder::new().name("watch".to_owned());
        let thread = thread.spawn(move || observer.run())?;
        Ok(Self { sender, thread: Some(thread) })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.sender.send(Heard::End);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that watches the library ended by a fault");
        }
    }
}

/// What sees that something changed.
enum Eyes {
    /// The system tells.
    System(Watcher),
    /// Files are looked at, and looked like this last.
    Own(Look),
}

impl Eyes {
    fn open(options: &WatchOptions, sender: &Sender<Heard>) -> Self {
        if options.mode == WatchMode::Events {
            let places = Place::of_library(&options.paths);
            match Watcher::listen(places, sender.clone()) {
                Ok(watcher) => {
                    tracing::info!("the library is watched: the system tells of changes");
                    return Self::System(watcher);
                }
                Err(reason) => tracing::warn!(reason, "the system does not tell of changes"),
            }
        }
        Self::own(options)
    }

    fn own(options: &WatchOptions) -> Self {
        let every = options.poll_every;
        tracing::info!(?every, "the library is watched: its files are looked at");
        Self::Own(Look::at(&options.paths))
    }
}

/// What the thread runs.
struct Observer {
    eyes: Eyes,
    receiver: Receiver<Heard>,
    publisher: Arc<Publisher>,
    options: WatchOptions,
}

impl Observer {
    fn run(mut self) {
        loop {
            let heard = match self.patience() {
                Some(patience) => self.receiver.recv_timeout(patience),
                None => self.receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let goes_on = match heard {
                Ok(heard) => self.take(heard) && self.gather(),
                Err(RecvTimeoutError::Timeout) => !self.sees_change() || self.gather(),
                Err(RecvTimeoutError::Disconnected) => false,
            };
            if !goes_on {
                return;
            }
        }
    }

    /// Returns after which time to look, if at all.
    fn patience(&self) -> Option<Duration> {
        match &self.eyes {
            Eyes::System(watcher) => watcher.misses_any().then_some(LOOK_AGAIN),
            Eyes::Own(_) => Some(self.options.poll_every),
        }
    }

    /// Looks whether something is otherwise than at the last look.
    fn sees_change(&mut self) -> bool {
        match &mut self.eyes {
            Eyes::System(watcher) => watcher.looks_again(),
            Eyes::Own(last) => {
                let now = Look::at(&self.options.paths);
                let is_other = now != *last;
                *last = now;
                is_other
            }
        }
    }

    /// Takes note of what was heard; false at the end.
    fn take(&mut self, heard: Heard) -> bool {
        match (heard, &mut self.eyes) {
            (Heard::End, _) => return false,
            (Heard::Deaf(reason), Eyes::System(_)) => {
                tracing::warn!(reason, "the system does not tell of all changes");
                self.eyes = Eyes::own(&self.options);
            }
            (Heard::Gone, Eyes::System(watcher)) => watcher.look_for_gone(),
            (Heard::Changed | Heard::Gone | Heard::Deaf(_), _) => {}
        }
        true
    }

    /// Waits until nothing changes any more, and tells; false at the end.
    fn gather(&mut self) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < LONGEST_UNREST {
            let goes_on = match self.receiver.recv_timeout(self.options.quiet) {
                Ok(heard) => self.take(heard),
                Err(RecvTimeoutError::Timeout) if self.sees_change() => true,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => false,
            };
            if !goes_on {
                return false;
            }
        }
        self.publisher.tell();
        true
    }
}
