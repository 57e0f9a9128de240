//! The threads on which searches run, and their parts side by side: one a core, a bounded queue before
//! them.
//!
//! Searches never run on the threads that serve requests, nor on an unbounded blocking pool:
//! measured under load, a light request then waits behind heavy ones.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::oneshot;
use tracing::Span;

use crate::engine::embedded::stop::Stop;
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

/// Tells the work that nobody waits any more, when the one who waited goes away.
struct Waiting(Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Pool {
    /// Starts the threads under a name; `begin` is what each does first.
    pub(super) fn new(
        name: &'static str,
        threads: usize,
        queue: usize,
        begin: impl Fn() + Send + Sync + 'static,
    ) -> Result<Self, EngineError> {
        let threads = ThreadPoolBuilder::new()
            .num_threads(threads.max(1))
            .thread_name(move |index| format!("{name}-{index}"))
            .start_handler(move |_| begin())
            .build()
            .map_err(tantivy::TantivyError::from)?;
        let limit = threads.current_num_threads() + queue;
        Ok(Self { threads, waiting: Arc::new(AtomicUsize::new(0)), limit })
    }

    /// Runs work on a thread; refuses it at once when the queue is full.
    ///
    /// The work is told to stop when this future is dropped before it ends: by a reader who went
    /// away, or at the end of the time that a request may take.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(Stop<'_>) -> T + Send + 'static,
    ) -> Result<T, EngineError> {
        let place = Place(Arc::clone(&self.waiting));
        if self.waiting.fetch_add(1, Ordering::AcqRel) >= self.limit {
            return Err(EngineError::Busy);
        }
        let (sender, receiver) = oneshot::channel();
        let is_over = Arc::new(AtomicBool::new(false));
        let _waiting = Waiting(Arc::clone(&is_over));
        let span = Span::current();
        self.threads.spawn(move || {
            let _place = place;
            let told = || is_over.load(Ordering::Relaxed);
            if !told() {
                let _ = sender.send(span.in_scope(|| work(Stop::when(&told))));
            }
        });
        receiver.await.map_err(|_| EngineError::Internal("a search thread ended early".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::sync::{Arc, mpsc};
    use std::thread;

    use tokio::sync::oneshot;

    use super::Pool;
    use crate::engine::error::EngineError;

    #[tokio::test]
    async fn work_beyond_the_queue_is_refused_and_the_rest_is_done() {
        let pool = Pool::new("test", 1, 1, || ()).expect("one thread");
        let (release, held) = mpsc::channel::<()>();
        let first = pool.run(move |_| held.recv());
        let second = pool.run(|_| 2);
        let third = pool.run(|_| 3);
        let refused = async {
            let answer = third.await;
            release.send(()).expect("the first is waiting");
            answer
        };
        let (first, second, third) = tokio::join!(first, second, refused);
        assert!(first.is_ok());
        assert_eq!(second.ok(), Some(2));
        assert!(matches!(third, Err(EngineError::Busy)));
        assert_eq!(pool.run(|_| 4).await.ok(), Some(4), "places are given back");
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_is_told_to_stop() {
        let pool = Arc::new(Pool::new("test", 1, 8, || ()).expect("one thread"));
        let (tell_begin, begun) = oneshot::channel::<()>();
        let (tell_end, ended) = oneshot::channel::<()>();
        let running = tokio::spawn({
            let pool = Arc::clone(&pool);
            async move {
                pool.run(move |stop| {
                    let _ = tell_begin.send(());
                    while stop.check().is_ok() {
                        thread::yield_now();
                    }
                    let _ = tell_end.send(());
                })
                .await
            }
        });
        begun.await.expect("it has begun");
        running.abort();
        ended.await.expect("it has stopped by itself");
        assert_eq!(pool.run(|_| 5).await.ok(), Some(5), "its thread is free again");
    }

    /// Lets work take its place, and goes on without its answer.
    async fn begin<T: std::fmt::Debug>(work: &mut Pin<Box<impl Future<Output = T>>>) {
        tokio::select! {
            biased;
            answer = work => panic!("answered already: {answer:?}"),
            () = std::future::ready(()) => {}
        }
    }

    #[tokio::test]
    async fn work_that_is_given_up_while_it_waits_is_not_begun() {
        let pool = Pool::new("test", 1, 8, || ()).expect("one thread");
        let (release, held) = mpsc::channel::<()>();
        let (tell, told) = mpsc::channel();
        let mut first = Box::pin(pool.run(move |_| held.recv()));
        begin(&mut first).await;
        let mut second = Box::pin(pool.run(move |_| tell.send(())));
        begin(&mut second).await;
        drop(second);
        release.send(()).expect("the first is waiting");
        assert!(first.await.is_ok());
        assert!(pool.run(|_| ()).await.is_ok());
        assert!(told.try_recv().is_err(), "it was begun");
    }
}
