//! Turns the searches of a site to what is published, by this process or another, once it is ready.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use std::{fmt, io};

use jiff::civil::Date;

use crate::engine::background::stand_back;
use crate::engine::error::EngineError;
use crate::search::Searcher;
use crate::search::error::SearchError;

/// How often it is looked whether something was published: two small files are read.
const LOOKS: Duration = Duration::from_millis(250);

/// Turns searches on a thread of its own, until it is dropped.
pub struct Turner {
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Turner {
    /// Turns to what is published now, and begins to look for what will be.
    ///
    /// # Errors
    ///
    /// The system gives no thread.
    pub fn start(searcher: Arc<Searcher>, clock: fn() -> Date) -> io::Result<Self> {
        let ended = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&ended);
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let work = move || {
            stand_back();
            let mut failed = None;
            while !told.load(Ordering::Relaxed) {
                let turned = runtime.block_on(searcher.turn(clock()));
                tell(&turned, &mut failed);
                thread::park_timeout(LOOKS);
            }
        };
        let thread = thread::Builder::new().name("turn".to_owned()).spawn(work)?;
        Ok(Self { ended, thread: Some(thread) })
    }
}

/// Turns searches to what was published just now, so that it is found when this returns; what fails
/// is logged, and tried again by whoever looks for publications.
pub fn turn(searcher: &Searcher, today: Date) {
    match tokio::runtime::Builder::new_current_thread().build() {
        Ok(runtime) => tell(&runtime.block_on(searcher.turn(today)), &mut None),
        Err(error) => tracing::error!(%error, "searches are not turned at once"),
    }
}

/// Logs why searches could not be turned, once while it lasts; what is busy is tried again.
fn tell(turned: &Result<bool, SearchError>, failed: &mut Option<String>) {
    match turned {
        Ok(_) => *failed = None,
        Err(SearchError::Engine(EngineError::Busy | EngineError::Stopped)) => {}
        Err(error) => {
            let reason = error.to_string();
            if failed.as_ref() != Some(&reason) {
                tracing::error!(%reason, "what was published cannot be searched");
            }
            *failed = Some(reason);
        }
    }
}

impl fmt::Debug for Turner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Turner")
    }
}

impl Drop for Turner {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            if thread.join().is_err() {
                tracing::error!("the thread that turns searches ended by a fault");
            }
        }
    }
}
