//! The thread that writes sums, together and not often, and reads what is popular.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::civil::Date;

use crate::usage::WINDOW_DAYS;
use crate::usage::error::UsageError;
use crate::usage::store::Store;
use crate::usage::summary::{self, Summary};
use crate::usage::tally::{Counted, Tally};

/// How long searches are gathered before they are written together: what a crash may lose.
const GATHERED: Duration = Duration::from_secs(5);

/// How long the popular searches stand before they are read again; they change by the day.
const REFRESHED: Duration = Duration::from_mins(1);

/// Popular texts that are held: enough to fill the few places of a page where the library answers
/// some no more or the operator has blocked them.
const HELD: usize = 50;

/// What the thread is sent.
#[derive(Debug)]
pub(super) enum Message {
    /// Count a search.
    Asked(Counted),
    /// Write all that came before and read again; the sender is dropped then.
    Settle(SyncSender<()>),
}

/// The texts that may be shown, as the thread read them last.
pub(super) type Popular = Arc<Mutex<Arc<[Summary]>>>;

/// The thread that writes.
#[derive(Debug)]
pub(super) struct Writer {
    store: Store,
    popular: Popular,
    tally: Tally,
    read_at: Instant,
    read_on: Date,
    failing: bool,
}

impl Writer {
    /// Opens the file, removes what is too old, and reads what was popular up to a day.
    pub(super) fn open(path: &Path, today: Date) -> Result<Self, UsageError> {
        let mut store = Store::open(path)?;
        let tally = Tally::default();
        store.add(tally.waiting(), today)?;
        let popular = Arc::new(Mutex::new(read(&store, today)?));
        let read_at = Instant::now();
        Ok(Self { store, popular, tally, read_at, read_on: today, failing: false })
    }

    /// Returns where the popular texts stand.
    pub(super) fn popular(&self) -> Popular {
        Arc::clone(&self.popular)
    }

    /// Gathers searches and writes them, until nobody can send any more.
    pub(super) fn run(mut self, receiver: &Receiver<Message>) {
        while let Ok(message) = receiver.recv() {
            let until = Instant::now() + GATHERED;
            let mut next = Ok(message);
            let settled = loop {
                match next {
                    Ok(Message::Asked(counted)) => self.tally.add(counted),
                    Ok(Message::Settle(waiting)) => break Some(waiting),
                    Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break None,
                }
                next = receiver.recv_timeout(until.saturating_duration_since(Instant::now()));
            };
            self.write(settled.is_some());
        }
    }

    /// Writes what is gathered; what cannot be written is tried again with the next.
    fn write(&mut self, read_again: bool) {
        let today = self.tally.day().map_or(self.read_on, |day| day.max(self.read_on));
        let is_due = read_again || today != self.read_on || self.read_at.elapsed() >= REFRESHED;
        let written = self.store.add(self.tally.waiting(), today);
        if written.is_ok() {
            self.tally.written();
        } else {
            self.tally.forget_earlier_days();
        }
        let read = written.and_then(|()| {
            if is_due {
                let popular = read(&self.store, today)?;
                *self.popular.lock().unwrap_or_else(PoisonError::into_inner) = popular;
                (self.read_at, self.read_on) = (Instant::now(), today);
            }
            Ok(())
        });
        self.tell(read);
    }

    /// Logs the first failure of several, and that writing goes well again.
    fn tell(&mut self, result: Result<(), UsageError>) {
        match result {
            Err(error) if !self.failing => {
                tracing::error!(%error, "usage cannot be written; searches are answered as before");
                self.failing = true;
            }
            Ok(()) if self.failing => {
                tracing::info!("usage is written again");
                self.failing = false;
            }
            _ => {}
        }
    }
}

/// Reads the texts that may be shown on a day.
fn read(store: &Store, today: Date) -> Result<Arc<[Summary]>, UsageError> {
    let rows = store.rows(today, WINDOW_DAYS)?;
    let mut popular = summary::popular(&summary::summaries(&rows, today));
    popular.truncate(HELD);
    Ok(popular.into())
}
