//! The threads that drive connections and whatever goes on by itself.
//!
//! They are the engine's own, since a connection is kept for the next request: that may come from
//! another runtime, and the one that opened it may have ended or stand still meanwhile.

use std::io;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::task::{AbortHandle, JoinSet};

/// How many threads: they wait for the cluster, and read what it answers.
const THREADS: usize = 2;

/// The threads; what still runs is dropped with them.
#[derive(Debug)]
pub(super) struct Threads(Option<Runtime>);

impl Threads {
    /// Starts the threads.
    ///
    /// # Errors
    ///
    /// The system gives none.
    pub(super) fn start() -> io::Result<Self> {
        let mut builder = Builder::new_multi_thread();
        let runtime = builder.worker_threads(THREADS).thread_name("cluster").enable_all();
        Ok(Self(Some(runtime.build()?)))
    }

    /// Has work done and waits for it; it ends when nobody waits any more. `None` where it ended by
    /// a fault.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Option<T> {
        let mut set = JoinSet::new();
        set.spawn_on(work, self.0.as_ref()?.handle());
        set.join_next().await?.ok()
    }

    /// Lets some time pass, also where whoever waits has no clock.
    pub(super) async fn pause(&self, time: Duration) {
        self.run(async move { tokio::time::sleep(time).await }).await;
    }

    /// Has work done that nobody waits for.
    pub(super) fn spawn(
        &self,
        work: impl Future<Output = ()> + Send + 'static,
    ) -> Option<AbortHandle> {
        self.0.as_ref().map(|runtime| runtime.spawn(work).abort_handle())
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        // Waiting for them is not allowed where this is dropped among other work.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use super::Threads;

    #[test]
    fn work_is_done_whoever_waits_for_it_and_ends_with_whoever_waited() {
        let threads = Threads::start().expect("threads");
        let bare = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        bare.block_on(threads.pause(Duration::from_millis(1)));
        let done = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&done);
        let work = async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            told.store(true, Ordering::SeqCst);
        };
        bare.block_on(async {
            let waiting = Box::pin(threads.run(work));
            let pause = Box::pin(threads.pause(Duration::from_millis(1)));
            futures_util::future::select(waiting, pause).await;
        });
        std::thread::sleep(Duration::from_millis(100));
        assert!(!done.load(Ordering::SeqCst), "nobody waited for it any more");
    }

    #[tokio::test]
    async fn threads_may_end_among_other_work() {
        drop(Threads::start().expect("threads"));
    }
}
