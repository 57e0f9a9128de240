//! Publishes a while after it was told that something changed, what changes meanwhile with it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use std::{fmt, io};

use jiff::{Timestamp, ZonedDateTime};

use crate::engine::background::stand_back;
use crate::ingest::report::IngestReport;
use crate::lexicon::renewal::RefusedTable;
use crate::upkeep::failure::{Cause, Failure};

/// The longest wait before a publish that failed is tried again.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// The shortest such wait: a fault that lasts must not fill the log.
const SHORTEST_WAIT: Duration = Duration::from_secs(1);

/// How publishing is gone about.
pub struct PublisherOptions {
    /// From the first change that is told to the publish that takes it in.
    pub every: Duration,
    /// How often the library is looked at though nothing was told; never where it is `None`.
    pub look_every: Option<Duration>,
    /// Tells the time.
    pub clock: fn() -> ZonedDateTime,
    /// Hears of each publish that ended: how long it took, or why it failed.
    pub heard: Heard,
}

/// Hears of each publish that ended: how long it took, or why it failed.
pub type Heard = Box<dyn Fn(Result<Duration, Cause>) + Send>;

/// Publishes on a thread of its own; ends with the run that has begun when it is dropped.
pub struct Publisher {
    shared: Arc<Shared>,
    every: Duration,
    thread: Option<JoinHandle<()>>,
}

/// How publishing stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublisherStatus {
    /// Whether changes wait for the next publish.
    pub pending: bool,
    /// Whether one runs now.
    pub running: bool,
    /// When the last one ended well, of this run of the program.
    pub published_at: Option<Timestamp>,
    /// What stands in the way, where the last one failed; it is tried again.
    pub failing: Option<Failing>,
    /// The operator's tables that the last one could not use: those of before are in use.
    pub refused_tables: Vec<RefusedTable>,
}

/// Publishing that fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failing {
    /// When the first publish failed since one ended well.
    pub since: Timestamp,
    /// How many failed since then.
    pub times: u32,
    /// Why the last one did.
    pub failure: Failure,
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
    published_at: Option<Timestamp>,
    failing: Option<Failing>,
    refused_tables: Vec<RefusedTable>,
}

/// What publishes, and returns why it did not.
type Work = Box<dyn FnMut() -> Result<IngestReport, Failure> + Send>;

impl Publisher {
    /// Starts the thread; what is told is published `every` so often at most.
    ///
    /// # Errors
    ///
    /// The system gives no thread.
    pub fn start(options: PublisherOptions, work: Work) -> io::Result<Self> {
        let (shared, every) = (Arc::new(Shared::default()), options.every);
        let runner = Runner { shared: Arc::clone(&shared), options, work };
        let thread = thread::Builder::new().name("publish".to_owned());
        let thread = thread.spawn(move || {
            stand_back();
            runner.run();
        })?;
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

    /// Says that the library has changed, and that nothing is to be waited for.
    pub fn hurry(&self) {
        self.shared.lock().due = Some(Instant::now());
        self.shared.changed.notify_all();
    }

    /// Publishes what was told so far without a wait, and returns when it is done or has failed.
    pub fn settle(&self) {
        let mut state = self.shared.lock();
        let before = state.failures();
        state.due = Some(Instant::now());
        self.shared.changed.notify_all();
        while (state.due.is_some() || state.running) && state.failures() <= before && !state.ended {
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
            failing: state.failing.clone(),
            refused_tables: state.refused_tables.clone(),
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

impl State {
    fn failures(&self) -> u32 {
        self.failing.as_ref().map_or(0, |failing| failing.times)
    }
}

/// What the thread runs.
struct Runner {
    shared: Arc<Shared>,
    options: PublisherOptions,
    work: Work,
}

impl Runner {
    fn run(mut self) {
        while self.wait_until_due() {
            let begun = Instant::now();
            // A fault in the reader of one notice must not end publishing for all that follow.
            let published = catch_unwind(AssertUnwindSafe(&mut self.work))
                .unwrap_or_else(|_| Err(Failure::fault("the run ended by a fault")));
            let took = begun.elapsed();
            (self.options.heard)(published.as_ref().map(|_| took).map_err(|failure| failure.cause));
            self.note(published);
        }
    }

    /// Waits for the next publish; false where there will be none.
    fn wait_until_due(&self) -> bool {
        let look = self.options.look_every.and_then(|every| Instant::now().checked_add(every));
        let mut state = self.shared.lock();
        loop {
            if state.ended {
                return false;
            }
            let next = state.due.into_iter().chain(look).min();
            let wait = next.map(|next| next.saturating_duration_since(Instant::now()));
            if wait == Some(Duration::ZERO) {
                state.due = None;
                state.running = true;
                return true;
            }
            state = self.shared.wait(state, wait);
        }
    }

    fn note(&self, published: Result<IngestReport, Failure>) {
        let now = (self.options.clock)().timestamp();
        let mut state = self.shared.lock();
        state.running = false;
        match published {
            Ok(report) => {
                let IngestReport { generation, notices, refused_tables, .. } = report;
                tracing::info!(generation, ?notices, "published");
                tell_refused(&state.refused_tables, &refused_tables);
                state.refused_tables = refused_tables;
                state.failing = None;
                state.published_at = Some(now);
            }
            Err(failure) => {
                tracing::error!(reason = %failure, "not published; it is tried again");
                let times = state.failures().saturating_add(1);
                let since = state.failing.as_ref().map_or(now, |failing| failing.since);
                let wait = self.options.every.max(SHORTEST_WAIT) * 2u32.pow(times.min(6));
                state.due = Some(Instant::now() + wait.min(LONGEST_WAIT));
                state.failing = Some(Failing { since, times, failure });
            }
        }
        self.shared.changed.notify_all();
    }
}

/// Logs what of the operator's tables is refused now and was not before.
fn tell_refused(before: &[RefusedTable], now: &[RefusedTable]) {
    for table in now.iter().filter(|table| !before.contains(table)) {
        tracing::error!("not taken up: {table}; the table of before stays in use");
    }
    if now.is_empty() && !before.is_empty() {
        tracing::info!("the tables of the lexicon are taken up as they are now");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use jiff::tz::TimeZone;
    use jiff::{Timestamp, ZonedDateTime};

    use super::{Publisher, PublisherOptions};
    use crate::ingest::report::IngestReport;
    use crate::upkeep::failure::{Cause, Failure};

    fn clock() -> ZonedDateTime {
        Timestamp::UNIX_EPOCH.to_zoned_datetime(TimeZone::UTC)
    }

    fn start(every: Duration, fails: u32) -> (Publisher, Arc<AtomicU32>) {
        let (publisher, runs, _) = publisher(every, fails, None);
        (publisher, runs)
    }

    /// What a publisher told of its runs.
    type Heard = Arc<Mutex<Vec<Result<(), Cause>>>>;

    /// Starts a publisher that fails as often as is said; counts what it runs and what it tells.
    fn publisher(
        every: Duration,
        fails: u32,
        look_every: Option<Duration>,
    ) -> (Publisher, Arc<AtomicU32>, Heard) {
        let runs = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&runs);
        let work = move || {
            let run = counted.fetch_add(1, Ordering::SeqCst);
            assert!(run != 1 || fails != 2, "a fault of the reader");
            if run < fails {
                Err(Failure { cause: Cause::Disk, reason: "the disk is full".to_owned() })
            } else {
                Ok(IngestReport::default())
            }
        };
        let heard = Heard::default();
        let told = Arc::clone(&heard);
        let hear =
            move |run: Result<Duration, Cause>| told.lock().expect("sound").push(run.map(|_| ()));
        let options = PublisherOptions { every, look_every, clock, heard: Box::new(hear) };
        let publisher = Publisher::start(options, Box::new(work)).expect("a thread");
        (publisher, runs, heard)
    }

    #[test]
    fn what_is_told_together_is_published_together() {
        let (publisher, runs) = start(Duration::from_hours(1), 0);
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
        let (publisher, runs, heard) = publisher(Duration::ZERO, 2, None);
        publisher.settle();
        let failing = publisher.status().failing.expect("it failed");
        assert_eq!((failing.failure.cause, failing.times), (Cause::Disk, 1));
        assert_eq!(failing.failure.reason, "the disk is full");
        assert!(publisher.status().pending, "it is tried again");
        publisher.settle();
        let failing = publisher.status().failing.expect("it failed again");
        assert_eq!((failing.failure.cause, failing.times), (Cause::Fault, 2));
        assert_eq!(failing.since, Timestamp::UNIX_EPOCH);
        publisher.settle();
        assert_eq!((publisher.status().failing, runs.load(Ordering::SeqCst)), (None, 3));
        let heard = heard.lock().expect("sound").clone();
        assert_eq!(heard, [Err(Cause::Disk), Err(Cause::Fault), Ok(())]);
    }

    #[test]
    fn what_is_due_is_published_by_itself() {
        let (publisher, runs) = start(Duration::ZERO, 0);
        publisher.tell();
        while publisher.status().pending {
            std::thread::yield_now();
        }
        assert_eq!(runs.load(Ordering::SeqCst), 1);
    }
    #[test]
    fn the_library_is_looked_at_though_nothing_is_told() {
        let every = Duration::from_millis(5);
        let (publisher, runs, _) = publisher(Duration::from_hours(1), 0, Some(every));
        while runs.load(Ordering::SeqCst) < 2 {
            std::thread::yield_now();
        }
        assert_eq!(publisher.next(), None, "nothing was told");
    }
}
