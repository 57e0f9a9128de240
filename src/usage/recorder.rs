//! Takes searches from those who answer them, without ever making them wait.

use std::path::Path;
use std::sync::Arc;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, SyncSender, TrySendError};
use std::thread::{self, JoinHandle};

use jiff::civil::Date;

use crate::usage::error::UsageError;
use crate::usage::personal::looks_personal;
use crate::usage::summary::Summary;
use crate::usage::tally::Counted;
use crate::usage::visitor::Marks;
use crate::usage::wording::normalized;
use crate::usage::writer::{Message, Popular, Writer};

/// Searches that may wait for the thread; more are dropped. It takes them in far less than a
/// millisecond each, so that only a writing of seconds fills this.
const QUEUE: usize = 1024;

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

impl Recorder {
    /// Opens the file, reads what was popular up to a day, and starts the thread.
    ///
    /// # Errors
    ///
    /// As [`crate::usage::store::Store::open`]; or there is no thread to be had.
    pub fn open(path: &Path, today: Date) -> Result<Self, UsageError> {
        let writer = Writer::open(path, today)?;
        let popular = writer.popular();
        let (sender, receiver) = mpsc::sync_channel(QUEUE);
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
