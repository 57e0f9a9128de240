//! Has heavy requests answered on threads of their own.
//!
//! A search reads its words, marks its results and writes them for milliseconds at a time without
//! giving its thread back. On the threads that serve connections a light request would wait for that.

use std::panic::resume_unwind;

use tokio::runtime::Handle;
use tokio::task::JoinSet;
use tracing::Instrument;

use crate::web::refusal::Refusal;

/// The threads on which heavy requests are answered.
#[derive(Clone, Debug)]
pub(super) struct Apart(Option<Handle>);

impl Apart {
    /// Answers on the threads of a runtime; on those of whoever asks where there is none.
    pub(super) fn on(threads: Option<Handle>) -> Self {
        Self(threads)
    }

    /// Has work done and waits for it; it ends when nobody waits any more.
    ///
    /// # Errors
    ///
    /// The threads end.
    ///
    /// # Panics
    ///
    /// Where the work does.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Refusal> {
        let threads = self.0.clone().unwrap_or_else(Handle::current);
        // A task of a set is given up with it.
        let mut set = JoinSet::new();
        set.spawn_on(work.in_current_span(), &threads);
        match set.join_next().await {
            Some(Ok(done)) => Ok(done),
            Some(Err(error)) if error.is_panic() => resume_unwind(error.into_panic()),
            Some(Err(_)) | None => Err(Refusal::Ending),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use tokio::runtime::Builder;
    use tokio::sync::oneshot;
    use tokio::time::timeout;

    use super::Apart;
    use crate::web::refusal::Refusal;

    fn threads() -> tokio::runtime::Runtime {
        Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("apart")
            .enable_all()
            .build()
            .unwrap()
    }

    fn name() -> Option<String> {
        thread::current().name().map(str::to_owned)
    }

    #[test]
    fn work_is_done_on_its_own_threads_while_light_work_goes_on() {
        let (own, serving) = (threads(), Builder::new_current_thread().build().unwrap());
        let apart = Apart::on(Some(own.handle().clone()));
        serving.block_on(async {
            assert_eq!(apart.run(async { name() }).await, Ok(Some("apart".to_owned())));
            let (tell, begun) = oneshot::channel();
            let (release, held) = mpsc::channel::<()>();
            // It holds its thread; the one that serves goes on all the same.
            let heavy = apart.run(async move {
                let _ = tell.send(());
                held.recv()
            });
            let light = async {
                begun.await.expect("it has begun");
                release.send(()).expect("it waits");
            };
            let (heavy, ()) = tokio::join!(heavy, light);
            assert!(matches!(heavy, Ok(Ok(()))));
            let here = Apart::on(None);
            assert_eq!(here.run(async { name() }).await, Ok(name()));
        });
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_is_given_up() {
        struct Told(Option<oneshot::Sender<()>>);
        impl Drop for Told {
            fn drop(&mut self) {
                let _ = self.0.take().map(|tell| tell.send(()));
            }
        }
        let (tell, told) = oneshot::channel();
        let held = Told(Some(tell));
        let work = async move {
            let _held = held;
            std::future::pending::<()>().await;
        };
        let apart = Apart::on(None);
        assert!(timeout(Duration::from_millis(1), apart.run(work)).await.is_err());
        let dropped = timeout(Duration::from_mins(1), told).await;
        assert!(matches!(dropped, Ok(Ok(()))), "it is dropped");
    }

    #[tokio::test]
    #[should_panic(expected = "a fault of the work")]
    async fn a_fault_of_the_work_is_one_of_who_waits() {
        let _never: Result<(), _> =
            Apart::on(None).run(async { panic!("a fault of the work") }).await;
    }

    #[test]
    fn what_is_asked_of_threads_that_ended_is_refused() {
        let own = threads();
        let apart = Apart::on(Some(own.handle().clone()));
        own.shutdown_background();
        let serving = Builder::new_current_thread().build().unwrap();
        assert_eq!(serving.block_on(apart.run(async {})), Err(Refusal::Ending));
    }
}
