//! Work that no reader waits for stands back for what readers wait for.

use rayon::ThreadPoolBuilder;

/// How far threads stand back: beside one that does not, such a thread gets a quarter of a core;
/// where nothing else is to be done, all of it.
#[cfg(target_os = "linux")]
const NICE: i32 = 5;

/// Has the thread that calls this stand back, and those that it starts.
///
/// A system that refuses, or that knows whole processes alone, leaves it as it is.
pub fn stand_back() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(NICE);
}

/// Has the threads stand back that go over whole libraries, side by side, for as long as the program
/// runs; those of searches are others. Without effect once such work was done.
pub fn stand_back_everywhere() {
    let _ = ThreadPoolBuilder::new().start_handler(|_| stand_back()).build_global();
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::thread;

    use super::{NICE, stand_back};

    #[test]
    fn a_thread_stands_back_alone() {
        let of_thread = || rustix::process::nice(0).expect("a priority");
        let before = of_thread();
        let after = thread::spawn(move || {
            stand_back();
            thread::spawn(of_thread).join().expect("a thread that it started")
        });
        assert_eq!(after.join().expect("a thread"), (before + NICE).min(19));
        assert_eq!(of_thread(), before, "who does not ask for it stays as it is");
    }
}
