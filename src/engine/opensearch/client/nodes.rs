//! Which node is asked: of those that are given the first that answers; one that did not is left
//! alone for a while and asked again then.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a node that did not answer is left alone; twice as long after each further time.
const FIRST_REST: Duration = Duration::from_secs(2);

/// The longest that it is left alone.
const LONGEST_REST: Duration = Duration::from_mins(1);

/// The nodes of a cluster.
#[derive(Debug)]
pub(super) struct Nodes {
    addresses: Vec<String>,
    rests: Mutex<Vec<Rest>>,
}

/// Until when a node is left alone, and how often it did not answer since it last did.
#[derive(Clone, Copy, Debug, Default)]
struct Rest {
    until: Option<Instant>,
    times: u32,
}

impl Nodes {
    /// Takes addresses in the order in which they are preferred.
    pub(super) fn new(addresses: Vec<String>) -> Self {
        let rests = Mutex::new(vec![Rest::default(); addresses.len()]);
        Self { addresses, rests }
    }

    /// Returns the addresses.
    pub(super) fn addresses(&self) -> &[String] {
        &self.addresses
    }

    /// Returns the nodes in the order in which they are asked; those that are left alone come last,
    /// the one first whose rest ends first.
    pub(super) fn order(&self, now: Instant) -> Vec<usize> {
        let rests = self.rests.lock().unwrap_or_else(PoisonError::into_inner);
        let mut order: Vec<usize> = (0..self.addresses.len()).collect();
        order.sort_by_key(|node| rests[*node].until.filter(|until| *until > now));
        order
    }

    /// Takes note that a node answered.
    pub(super) fn answered(&self, node: usize) {
        self.rests.lock().unwrap_or_else(PoisonError::into_inner)[node] = Rest::default();
    }

    /// Takes note that a node did not answer; tells whether it answered before.
    pub(super) fn failed(&self, node: usize, now: Instant) -> bool {
        let mut rests = self.rests.lock().unwrap_or_else(PoisonError::into_inner);
        let times = rests[node].times;
        let rest = (FIRST_REST * 2u32.saturating_pow(times.min(8))).min(LONGEST_REST);
        rests[node] = Rest { until: now.checked_add(rest), times: times.saturating_add(1) };
        times == 0
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{FIRST_REST, LONGEST_REST, Nodes};

    fn three() -> Nodes {
        Nodes::new(["http://a", "http://b", "http://c"].map(str::to_owned).to_vec())
    }

    #[test]
    fn a_node_that_does_not_answer_comes_last_and_is_asked_again_later() {
        let (nodes, now) = (three(), Instant::now());
        assert_eq!(nodes.order(now), [0, 1, 2]);
        assert!(nodes.failed(0, now));
        assert_eq!(nodes.order(now), [1, 2, 0]);
        assert!(nodes.failed(1, now + Duration::from_millis(1)));
        assert_eq!(nodes.order(now), [2, 0, 1]);
        assert_eq!(nodes.order(now + FIRST_REST), [0, 2, 1]);
        assert_eq!(nodes.order(now + FIRST_REST * 2), [0, 1, 2]);
    }

    #[test]
    fn a_node_is_left_alone_for_longer_each_time_until_it_answers() {
        let (nodes, now) = (three(), Instant::now());
        nodes.failed(0, now);
        assert!(!nodes.failed(0, now), "it did not answer before, either");
        assert_eq!(nodes.order(now + FIRST_REST), [1, 2, 0]);
        assert_eq!(nodes.order(now + FIRST_REST * 2), [0, 1, 2]);
        for _ in 0..40 {
            nodes.failed(0, now);
        }
        assert_eq!(nodes.order(now + LONGEST_REST), [0, 1, 2], "not for ever");
        nodes.answered(0);
        assert_eq!(nodes.order(now), [0, 1, 2]);
    }
}
