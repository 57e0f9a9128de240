//! The one thread on which notices are read, kept and logged, one after the other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, SyncSender, TrySendError};
use std::thread;
use std::{fmt, io};

use tokio::sync::oneshot;

use crate::upkeep::refusal::Refusal;

/// Work that may wait for the thread: at some ten milliseconds a notice, the reading of it and two
/// times the disk, the last waits for less than a second.
const WAITING: usize = 64;

/// The thread, and what it works with.
pub(super) struct Clerk<T> {
    sender: SyncSender<Job<T>>,
}

type Job<T> = Box<dyn FnOnce(&mut T) + Send>;

impl<T: Send + 'static> Clerk<T> {
    /// Starts the thread, which ends when this is dropped.
    ///
    /// # Errors
    ///
    /// The system gives no thread.
    pub(super) fn start(desk: T) -> io::Result<Self> {
        let (sender, receiver) = mpsc::sync_channel(WAITING);
        let thread = thread::Builder::new().name("reception".to_owned());
        thread.spawn(move || run(desk, &receiver))?;
        Ok(Self { sender })
    }

    /// Does work on the thread; it is done even where nobody waits for its answer any more.
    ///
    /// # Errors
    ///
    /// Too much waits already, or the work ended by a fault.
    pub(super) async fn run<A: Send + 'static>(
        &self,
        work: impl FnOnce(&mut T) -> A + Send + 'static,
    ) -> Result<A, Refusal> {
        let (answer, answered) = oneshot::channel();
        let job = move |desk: &mut T| {
            let _ = answer.send(work(desk));
        };
        self.sender.try_send(Box::new(job)).map_err(|error| match error {
            TrySendError::Full(_) => Refusal::Busy,
            TrySendError::Disconnected(_) => Refusal::Fault,
        })?;
        answered.await.map_err(|_| Refusal::Fault)
    }
}

impl<T> fmt::Debug for Clerk<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clerk")
    }
}

fn run<T>(mut desk: T, receiver: &Receiver<Job<T>>) {
    while let Ok(job) = receiver.recv() {
        // A fault in the reading of one notice refuses that one alone.
        if catch_unwind(AssertUnwindSafe(|| job(&mut desk))).is_err() {
            tracing::error!("a notice was not received: its reading ended by a fault");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Clerk;
    use crate::upkeep::refusal::Refusal;

    #[tokio::test]
    async fn a_fault_refuses_one_piece_of_work_alone() {
        let clerk = Clerk::start(1).expect("a thread");
        let fault = clerk.run(|_| -> u32 { panic!("a fault of the reader") }).await;
        assert!(matches!(fault, Err(Refusal::Fault)), "{fault:?}");
        let next = clerk.run(|number| *number + 1).await;
        assert_eq!(next.expect("the thread is there"), 2);
    }
}
