//! Takes searches from those who answer them and writes them on a thread of its own.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use jiff::civil::Date;

use crate::usage::WINDOW_DAYS;
use crate::usage::error::UsageError;
use crate::usage::personal::looks_personal;
use crate::usage::store::Store;
use crate::usage::summary::{self, Summary};
use crate::usage::tally::{Counted, Tally};
use crate::usage::visitor::Marks;
use crate::usage::wording::normalized;

/// Searches that may wait for the thread; more are dropped. It takes them in far less than a
/// millisecond each, so that only a writing of seconds fills this.
const QUEUE: usize = 1024;

/// How long searches are gathered before they are written together: what a crash may lose.
const GATHERED: Duration = Duration::from_secs(5);

/// How long the popular searches stand before they are read again; they change by the day.
const REFRESHED: Duration = Duration::from_mins(1);

/// Popular texts that are held: enough to fill the few places of a page where the library answers
/// some no more or the operator has blocked them.
const HELD: usize = 50;

/// What the thread is sent.
#[derive(Debug)]
enum Message {
    Asked(Counted),
    /// Write all that came before and read again; the sender is dropped then.
    Settle(SyncSender<()>),
}

/// Counts searches; dropping it writes what is waiting.
///
/// [`Recorder::record`] never waits and never fails. While the file cannot be written, the
/// searches of the day are held in memory and written later.
#[derive(Debug)]
pub struct Recorder {
    marks: Marks,
    sender: Option<SyncSender<Message>>,
    thread: Option<JoinHandle<()>>,
    popular: Popular,
    dropping: AtomicBool,
}

/// The texts that may be shown, as the thread read them last.
type Popular = Arc<Mutex<Arc<[Summary]>>>;

impl Recorder {
    /// Opens the file, reads what was popular up to a day, and starts the thread.
    ///
    /// # Errors
    ///
    /// As [`Store::open`]; or there is no thread to be had.
    pub fn open(path: &Path, today: Date) -> Result<Self, UsageError> {
        let mut store = Store::open(path)?;
        store.add(Tally::default().waiting(), today)?;
        let popular: Popular = Arc::new(Mutex::new(read(&store, today)?));
        let (sender, receiver) = mpsc::sync_channel(QUEUE);
        let writer = Writer {
            store,
            popular: Arc::clone(&popular),
            tally: Tally::default(),
            read_at: Instant::now(),
            read_on: today,
            failing: false,
        };
        let thread =
            thread::Builder::new().name("usage".to_owned()).spawn(move || writer.run(&receiver))?;
        Ok(Self {
            marks: Marks::new(),
            sender: Some(sender),
            thread: Some(thread),
            popular,
            dropping: AtomicBool::new(false),
        })
    }

    /// Counts a search that a visitor typed.
    ///
    /// `visitor` is anything that tells visitors of a day apart, such as address and program; it
    /// is turned into a mark at once and goes no further. Texts that look personal, and those too
    /// short or too long, are not counted.
    pub fn record(&self, typed: &str, found: bool, visitor: &str, today: Date) {
        let Some(text) = normalized(typed).filter(|text| !looks_personal(text)) else { return };
        let (day, mark) = self.marks.mark(visitor, &text, today);
        let Some(sender) = &self.sender else { return };
        match sender.try_send(Message::Asked(Counted { day, text, mark, found })) {
            Ok(()) => {}
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {
                if !self.dropping.swap(true, Ordering::Relaxed) {
                    tracing::warn!("usage cannot be written as fast as it comes; some is dropped");
                }
            }
        }
    }

    /// Returns the texts that may be shown, the most asked first; they are to be checked against
    /// the index and the operator's blocked words.
    pub fn popular(&self) -> Arc<[Summary]> {
        Arc::clone(&self.popular.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits until all that was recorded is written and the popular searches are read again.
    pub fn settle(&self) {
        let (sender, receiver) = mpsc::sync_channel(1);
        let sent = self.sender.as_ref().map(|thread| thread.send(Message::Settle(sender)));
        if matches!(sent, Some(Ok(()))) {
            let _ = receiver.recv();
        }
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that writes usage ended early");
        }
    }
}

/// The thread that writes.
#[derive(Debug)]
struct Writer {
    store: Store,
    popular: Popular,
    tally: Tally,
    read_at: Instant,
    read_on: Date,
    failing: bool,
}

impl Writer {
    /// Gathers searches and writes them, until nobody can send any more.
    fn run(mut self, receiver: &Receiver<Message>) {
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;
    use std::sync::mpsc;
    use std::sync::{Arc, Mutex};

    use jiff::civil::{Date, date};

    use super::Recorder;
    use crate::usage::store::Store;
    use crate::usage::visitor::Marks;

    const DAY: Date = date(2025, 6, 1);

    #[test]
    fn a_full_queue_drops_and_never_waits() {
        let (sender, receiver) = mpsc::sync_channel(2);
        let recorder = Recorder {
            marks: Marks::new(),
            sender: Some(sender),
            thread: None,
            popular: Arc::new(Mutex::new(Arc::default())),
            dropping: AtomicBool::new(false),
        };
        for _ in 0..5 {
            recorder.record("养老服务", true, "one", DAY);
        }
        assert_eq!(receiver.try_iter().count(), 2);
        drop(receiver);
        recorder.record("养老服务", true, "one", DAY);
        recorder.settle();
    }

    #[test]
    fn what_cannot_be_written_waits_for_the_next_writing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("usage.sqlite");
        let recorder = Recorder::open(&path, DAY).expect("a new file");
        let other = Store::open(&path).expect("the same file");
        other.hold().expect("held");
        recorder.record("养老服务", true, "one", DAY);
        recorder.settle();
        drop(other);
        recorder.record("养老服务", true, "two", DAY);
        recorder.settle();
        let rows = Store::open_to_read(&path).and_then(|store| store.rows(DAY, 1)).expect("rows");
        assert_eq!((rows[0].times, rows[0].visitors), (2, 2));
    }
}
