//! Times of runs, and what the process used meanwhile.

use std::fs;
use std::time::{Duration, Instant};

/// Ticks of processor time a second, as Linux counts them for every program.
const TICKS: f64 = 100.0;

/// Times of runs, the shortest first.
#[derive(Debug)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// Sorts times.
    pub(crate) fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// Returns the time that so many of a hundred runs took at most, in milliseconds.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let at = (self.0.len() * percent / 100).min(self.0.len().saturating_sub(1));
        self.0.get(at).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
    }
}

/// Runs something several times over several inputs and returns the times; the first run of each
/// input, which fills caches, is not counted.
pub(crate) fn times<T, R>(inputs: &[T], runs: usize, mut run: impl FnMut(&T) -> R) -> Times {
    let mut times = Vec::with_capacity(inputs.len() * runs);
    for input in inputs {
        run(input);
        for _ in 0..runs {
            let begun = Instant::now();
            std::hint::black_box(run(input));
            times.push(begun.elapsed());
        }
    }
    Times::of(times)
}

/// Returns the processor time of this process so far, in seconds.
pub(crate) fn processor_seconds() -> f64 {
    seconds_of("/proc/self/stat")
}

/// Returns the processor time of this thread so far, in seconds.
pub(crate) fn thread_seconds() -> f64 {
    seconds_of("/proc/thread-self/stat")
}

fn seconds_of(path: &str) -> f64 {
    let stat = fs::read_to_string(path).unwrap_or_default();
    // The name of the program stands in brackets and may hold blanks.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |at: usize| fields.split_whitespace().nth(at)?.parse::<f64>().ok();
    (ticks(11).unwrap_or_default() + ticks(12).unwrap_or_default()) / TICKS
}

/// Returns a size in MB that Linux tells of a process, such as `RssAnon`.
pub(crate) fn memory(process: u32, name: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}
