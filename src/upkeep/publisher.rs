//! Publishes a while after it was told that something changed, what changes meanwhile with it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use std::{fmt, io};

use jiff::{Timestamp, ZonedDateTime};
use serde::Serialize;

use crate::ingest::report::IngestReport;

/// The longest wait before a publish that failed is tried again.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// The shortest such wait: a fault that lasts must not fill the log.
const SHORTEST_WAIT: Duration = Duration::from_secs(1);

/// Publishes on a thread of its own; ends with the run that has begun when it is dropped.
pub struct Publisher {
    shared: Arc<Shared>,
    every: Duration,
    thread: Option<JoinHandle<()>>,
}

/// How publishing stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PublisherStatus {
    /// Whether changes wait for the next publish.
    pub pending: bool,
    /// Whether one runs now.
    pub running: bool,
    /// When the last one ended well, of this run of the program.
    pub published_at: Option<Timestamp>,
    /// Why the last one failed, if it did; it is tried again.
    pub failure: Option<String>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    due: Option<Instant>,
    running: bool,
    ended: bool,
    failures: u32,
    published_at: Option<Timestamp>,
    failure: Option<String>,
}

/// What publishes, and returns why it did not.
type Work = Box<dyn FnMut() -> Result<IngestReport, String> + Send>;

impl Publisher {
    /// Starts the thread; what is told is published `every` so often at most.
    ///
    /// # Errors
    ///
    /// The system gives no thread.
    pub fn start(every: Duration, clock: fn() -> ZonedDateTime, work: Work) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let runner = Runner { shared: Arc::clone(&shared), every, clock, work };
        let thread = thread::Builder::new().name("publish".to_owned());
        let thread = thread.spawn(move || runner.run())?;
        Ok(Self { shared, every, thread: Some(thread) })
    }

    /// Says that the library has changed, and returns how long it takes until a publish begins that
    /// takes the change in.
    pub fn tell(&self) -> Duration {
        let mut state = self.shared.lock();
        let now = Instant::now();
        let due = *state.due.get_or_insert(now + self.every);
        self.shared.changed.notify_all();
        due.saturating_duration_since(now)
    }

    /// Publishes what was told so far without a wait, and returns when it is done or has failed.
    pub fn settle(&self) {
        let mut state = self.shared.lock();
        state.due = Some(Instant::now());
        let before = state.failures;
        self.shared.changed.notify_all();
        while (state.due.is_some() || state.running) && state.failures <= before && !state.ended {
            state = self.shared.wait(state, None);
        }
    }

    /// Returns how long it takes until the next publish begins; `None` where nothing waits for one.
    pub fn next(&self) -> Option<Duration> {
        let due = self.shared.lock().due?;
        Some(due.saturating_duration_since(Instant::now()))
    }

    /// Says how publishing stands.
    pub fn status(&self) -> PublisherStatus {
        let state = self.shared.lock();
        PublisherStatus {
            pending: state.due.is_some() || state.running,
            running: state.running,
            published_at: state.published_at,
            failure: state.failure.clone(),
        }
    }
}

impl fmt::Debug for Publisher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Publisher").field("status", &self.status()).finish_non_exhaustive()
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        self.shared.lock().ended = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that publishes ended by a fault");
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a change of the state, at most for a time where one is given.
    fn wait<'a>(
        &self,
        state: MutexGuard<'a, State>,
        longest: Option<Duration>,
    ) -> MutexGuard<'a, State> {
        match longest {
            None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            Some(longest) => {
                let waited = self.changed.wait_timeout(state, longest);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
        }
    }
}

/// What the thread runs.
struct Runner {
    shared: Arc<Shared>,
    every: Duration,
    clock: fn() -> ZonedDateTime,
    work: Work,
}

impl Runner {
    fn run(mut self) {
        while self.wait_until_due() {
            // A fault in the reader of one notice must not end publishing for all that follow.
            let published = catch_unwind(AssertUnwindSafe(&mut self.work))
                .unwrap_or_else(|_| Err("the run ended by a fault".to_owned()));
            self.note(published);
        }
    }

    /// Waits for the next publish; false where there will be none.
    fn wait_until_due(&self) -> bool {
        let mut state = self.shared.lock();
        loop {
            if state.ended {
                return false;
            }
            let wait = state.due.map(|due| due.saturating_duration_since(Instant::now()));
            if wait == Some(Duration::ZERO) {
                state.due = None;
                state.running = true;
                return true;
            }
            state = self.shared.wait(state, wait);
        }
    }

    fn note(&self, published: Result<IngestReport, String>) {
        let mut state = self.shared.lock();
        state.running = false;
        match published {
            Ok(report) => {
                let IngestReport { generation, notices, .. } = &report;
                tracing::info!(generation, ?notices, "published");
                (state.failures, state.failure) = (0, None);
                state.published_at = Some((self.clock)().timestamp());
            }
            Err(reason) => {
                tracing::error!(%reason, "not published; it is tried again");
                state.failures = state.failures.saturating_add(1);
                let wait = self.every.max(SHORTEST_WAIT) * 2u32.pow(state.failures.min(6));
                state.due = Some(Instant::now() + wait.min(LONGEST_WAIT));
                state.failure = Some(reason);
            }
        }
        self.shared.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    use jiff::tz::TimeZone;
    use jiff::{Timestamp, ZonedDateTime};

    use super::Publisher;
    use crate::ingest::report::IngestReport;

    fn clock() -> ZonedDateTime {
        Timestamp::UNIX_EPOCH.to_zoned_datetime(TimeZone::UTC)
    }

    /// Starts a publisher that fails as often as is said, and counts what it runs.
    fn publisher(every: Duration, fails: u32) -> (Publisher, Arc<AtomicU32>) {
        let runs = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&runs);
        let work = move || {
            let run = counted.fetch_add(1, Ordering::SeqCst);
            assert!(run != 1 || fails != 2, "a fault of the reader");
            if run < fails {
                Err("the disk is full".to_owned())
            } else {
                Ok(IngestReport::default())
            }
        };
        let publisher = Publisher::start(every, clock, Box::new(work)).expect("a thread");
        (publisher, runs)
    }

    #[test]
    fn what_is_told_together_is_published_together() {
        let (publisher, runs) = publisher(Duration::from_hours(1), 0);
        assert_eq!(publisher.next(), None);
        let first = publisher.tell();
        assert!(publisher.tell() <= first, "the second goes with the first");
        assert!(publisher.status().pending);
        publisher.settle();
        assert_eq!(runs.load(Ordering::SeqCst), 1);
        assert!(!publisher.status().pending);
        assert_eq!(publisher.status().published_at, Some(Timestamp::UNIX_EPOCH));
    }

    #[test]
    fn what_fails_is_said_and_tried_again_a_fault_too() {
        let (publisher, runs) = publisher(Duration::ZERO, 2);
        publisher.settle();
        assert_eq!(publisher.status().failure.as_deref(), Some("the disk is full"));
        assert!(publisher.status().pending, "it is tried again");
        publisher.settle();
        assert_eq!(publisher.status().failure.as_deref(), Some("the run ended by a fault"));
        publisher.settle();
        assert_eq!((publisher.status().failure, runs.load(Ordering::SeqCst)), (None, 3));
    }

    #[test]
    fn what_is_due_is_published_by_itself() {
        let (publisher, runs) = publisher(Duration::ZERO, 0);
        publisher.tell();
        while publisher.status().pending {
            std::thread::yield_now();
        }
        assert_eq!(runs.load(Ordering::SeqCst), 1);
    }
}
