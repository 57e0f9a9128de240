//! The threads on which searches run: one a core, a bounded queue before them.
//!
//! Searches never run on the threads that serve requests, nor on an unbounded blocking pool:
//! measured under load, a light request then waits behind heavy ones.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::oneshot;

use crate::engine::error::EngineError;

/// A fixed pool of threads that refuses work when its queue is full.
#[derive(Debug)]
pub(super) struct Pool {
    threads: ThreadPool,
    waiting: Arc<AtomicUsize>,
    limit: usize,
}

/// Counts one piece of work while it waits or runs.
struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Pool {
    /// Starts the threads.
    pub(super) fn new(threads: usize, queue: usize) -> Result<Self, EngineError> {
        let threads = ThreadPoolBuilder::new()
            .num_threads(threads.max(1))
            .thread_name(|index| format!("search-{index}"))
            .build()
            .map_err(tantivy::TantivyError::from)?;
        let limit = threads.current_num_threads() + queue;
        Ok(Self { threads, waiting: Arc::new(AtomicUsize::new(0)), limit })
    }

    /// Runs work on a thread; refuses it at once when the queue is full.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, EngineError> {
        let place = Place(Arc::clone(&self.waiting));
        if self.waiting.fetch_add(1, Ordering::AcqRel) >= self.limit {
            return Err(EngineError::Busy);
        }
        let (sender, receiver) = oneshot::channel();
        self.threads.spawn(move || {
            let _place = place;
            if !sender.is_closed() {
                let _ = sender.send(work());
            }
        });
        receiver.await.map_err(|_| EngineError::Internal("a search thread ended early".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::Pool;
    use crate::engine::error::EngineError;

    #[tokio::test]
    async fn work_beyond_the_queue_is_refused_and_the_rest_is_done() {
        let pool = Pool::new(1, 1).expect("one thread");
        let (release, held) = mpsc::channel::<()>();
        let first = pool.run(move || held.recv());
        let second = pool.run(|| 2);
        let third = pool.run(|| 3);
        let refused = async {
            let answer = third.await;
            release.send(()).expect("the first is waiting");
            answer
        };
        let (first, second, third) = tokio::join!(first, second, refused);
        assert!(first.is_ok());
        assert_eq!(second.ok(), Some(2));
        assert!(matches!(third, Err(EngineError::Busy)));
        assert_eq!(pool.run(|| 4).await.ok(), Some(4), "places are given back");
    }
}
