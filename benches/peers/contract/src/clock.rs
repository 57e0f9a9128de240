//! Processor time, which other work on the machine changes less than it changes time on the wall.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, Timespec, clock_gettime};

use crate::report::Search;
use crate::task::Task;

/// Returns the processor time of all threads of this process so far.
pub fn processor() -> Duration {
    duration(clock_gettime(ClockId::ProcessCPUTime))
}

/// Returns the processor time of this thread so far.
pub fn thread() -> Duration {
    duration(clock_gettime(ClockId::ThreadCPUTime))
}

fn duration(time: Timespec) -> Duration {
    Duration::try_from(time).unwrap_or_default()
}

/// What one search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many notices match.
    pub notices: u64,
    /// The largest counts of each dimension.
    pub counts: Vec<Vec<u64>>,
}

/// Searches every query without and with counts; the first run of each, which fills caches, is not
/// counted.
pub fn searches(
    task: &Task,
    queries: &[String],
    mut search: impl FnMut(&str, bool) -> Found,
) -> Vec<Search> {
    let mut searches = Vec::new();
    for counted in [false, true] {
        for text in queries {
            let found = search(text, counted);
            let mut measured = Search {
                text: text.clone(),
                counted,
                found: found.notices,
                counts: found.counts,
                processor: Vec::with_capacity(task.runs),
                wall: Vec::with_capacity(task.runs),
            };
            for _ in 0..task.runs {
                let (begun, before) = (Instant::now(), processor());
                std::hint::black_box(search(text, counted));
                measured.processor.push(milliseconds(processor().saturating_sub(before)));
                measured.wall.push(milliseconds(begun.elapsed()));
            }
            searches.push(measured);
        }
    }
    searches
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Seconds of processor, those left out in which inputs are prepared.
#[derive(Debug)]
pub struct Work {
    begun: Duration,
    prepared: Duration,
}

impl Work {
    /// Begins to count.
    pub fn begin() -> Self {
        Self { begun: processor(), prepared: Duration::ZERO }
    }

    /// Prepares something on this thread, uncounted.
    pub fn prepare<T>(&mut self, prepare: impl FnOnce() -> T) -> T {
        let begun = thread();
        let prepared = prepare();
        self.prepared += thread().saturating_sub(begun);
        prepared
    }

    /// Returns the seconds so far.
    pub fn seconds(&self) -> f64 {
        processor().saturating_sub(self.begun).saturating_sub(self.prepared).as_secs_f64()
    }
}
