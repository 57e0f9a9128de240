//! Gives out the places for heavy requests: a bounded number at once, the rest in turns.
//!
//! Who waits stands in the line of its asker, and the lines take turns: a flood from one address
//! waits behind itself. When all places to wait are taken, the last of the longest line is refused
//! rather than somebody who has fewer there; without telling askers apart it is first come, first
//! served.
//!
//! A burst may fill all places to wait. A line that does not end is no burst: then who has waited
//! long is refused, so that the others are answered about as soon as in quiet times instead of all
//! of them late (controlled delay: Nichols and Jacobson 2012, RFC 8289; for servers Maurer 2015).

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use crate::web::client::Asker;

/// No place is free for longer than this while others wait: more is asked for than can be answered.
/// The interval of RFC 8289, section 4.3; where requests are slow, [`BURST_SERVICES`]
/// service times.
const BURST: Duration = Duration::from_millis(100);

/// Service times that a burst may take: as many requests as wait for a place by default.
const BURST_SERVICES: u32 = 16;

/// The longest wait then. The target of RFC 8289, section 4.2; where requests are slow, this part
/// of the service time.
const STANDING: Duration = Duration::from_millis(5);
const STANDING_PART: u32 = 4;

/// For so many bursts after somebody waited too long none is allowed again: a line that was emptied
/// by refusals only seems short. As in RFC 8289, section 5.4.
const LASTING: u32 = 16;

/// The newest request is one in so many parts of the service time: RFC 6298, section 2.
const NEWEST: u32 = 8;

/// No place is free, and none to wait or no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Full;

/// The places for heavy requests.
#[derive(Debug)]
pub(super) struct Queue {
    state: Mutex<State>,
    most_at_once: usize,
    most_waiting: usize,
}

#[derive(Debug, Default)]
struct State {
    at_once: usize,
    /// One line an asker, in the order of their turns; none is empty.
    lines: VecDeque<Line>,
    /// Since when somebody waits and no place is free.
    waits_since: Option<Instant>,
    /// When somebody was last refused for waiting too long.
    refused_at: Option<Instant>,
    /// How long a place is held, of late: the service time of queueing theory.
    service: Duration,
}

#[derive(Debug)]
struct Line {
    asker: Asker,
    waiting: VecDeque<Turn>,
}

/// One who waits.
#[derive(Debug)]
struct Turn {
    since: Instant,
    place: oneshot::Sender<Place>,
}

/// A place that is taken; it is free again when this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    queue: Option<Arc<Queue>>,
    since: Instant,
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(queue) = self.queue.take() {
            queue.pass_on(self.since);
        }
    }
}

impl Queue {
    /// Makes a queue.
    pub(super) fn new(most_at_once: usize, most_waiting: usize) -> Self {
        Self { state: Mutex::default(), most_at_once: most_at_once.max(1), most_waiting }
    }

    /// Waits for a place.
    ///
    /// # Errors
    ///
    /// No place is free, and none to wait; or the wait is too long while many wait.
    pub(super) async fn enter(self: &Arc<Self>, asker: Asker) -> Result<Place, Full> {
        let now = Instant::now();
        let turn = {
            let mut state = self.state();
            if state.at_once < self.most_at_once {
                state.at_once += 1;
                return Ok(Place { queue: Some(Arc::clone(self)), since: now });
            }
            state.join(asker, self.most_waiting, now)?
        };
        turn.await.map_err(|_| Full)
    }

    /// Returns how many wait.
    #[cfg(test)]
    fn waiting(&self) -> usize {
        self.state().waiting()
    }

    /// Gives a place that became free to the next in turn who still waits.
    fn pass_on(self: Arc<Self>, since: Instant) {
        let mut state = self.state();
        let now = Instant::now();
        state.served(now - since);
        let mut place = Place { queue: Some(Arc::clone(&self)), since: now };
        while let Some(next) = state.next(self.most_at_once, now) {
            match next.place.send(place) {
                Ok(()) => return,
                Err(returned) => place = returned,
            }
        }
        state.at_once -= 1;
        state.waits_since = None;
        // The place is given back here, not by its drop.
        place.queue = None;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn waiting(&self) -> usize {
        self.lines.iter().map(|line| line.waiting.len()).sum()
    }

    /// Notes how long a place was held.
    fn served(&mut self, held: Duration) {
        self.service = (self.service * (NEWEST - 1) + held) / NEWEST;
    }

    /// Takes a place to wait, if need be the last of a line that is longer.
    fn join(
        &mut self,
        asker: Asker,
        most: usize,
        now: Instant,
    ) -> Result<oneshot::Receiver<Place>, Full> {
        if self.waiting() >= most {
            self.forget_the_gone();
        }
        let own = self.lines.iter().position(|line| line.asker == asker);
        if self.waiting() >= most {
            let length = own.map_or(0, |at| self.lines[at].waiting.len());
            let longest = self.lines.iter_mut().max_by_key(|line| line.waiting.len());
            let longest = longest.filter(|line| line.waiting.len() > length + 1).ok_or(Full)?;
            drop(longest.waiting.pop_back());
        }
        let (place, receiver) = oneshot::channel();
        let turn = Turn { since: now, place };
        match own {
            Some(at) => self.lines[at].waiting.push_back(turn),
            None => self.lines.push_back(Line { asker, waiting: [turn].into() }),
        }
        self.waits_since.get_or_insert(now);
        Ok(receiver)
    }

    /// Takes whose turn it is. Who has waited too long by then is refused, but for who waits alone
    /// in one of few lines: neither a flood of others nor a place that is free shall cost a turn.
    fn next(&mut self, places: usize, now: Instant) -> Option<Turn> {
        let burst = BURST.max(self.service * BURST_SERVICES);
        let standing = STANDING.max(self.service / STANDING_PART);
        let is_burst = self.waits_since.is_none_or(|since| now - since <= burst)
            && self.refused_at.is_none_or(|at| now - at > burst * LASTING);
        loop {
            let mut line = self.lines.pop_front()?;
            let turn = line.waiting.pop_front();
            let is_alone = line.waiting.is_empty() && self.lines.len() <= places;
            if !line.waiting.is_empty() {
                self.lines.push_back(line);
            }
            if let Some(turn) = turn
                && (is_burst || is_alone || now - turn.since <= standing)
            {
                return Some(turn);
            }
            self.refused_at = Some(now);
        }
    }

    /// Takes out those who went away while they waited.
    fn forget_the_gone(&mut self) {
        for line in &mut self.lines {
            line.waiting.retain(|one| !one.place.is_closed());
        }
        self.lines.retain(|line| !line.waiting.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::sync::Arc;
    use std::task::Poll;
    use std::time::{Duration, Instant};

    use tokio::sync::oneshot::Receiver;
    use tokio::sync::oneshot::error::TryRecvError;

    use super::{BURST, BURST_SERVICES, Full, LASTING, NEWEST, Place, Queue, STANDING, State};
    use crate::web::client::Asker;

    type Turn<'a> = Pin<Box<dyn Future<Output = Result<Place, Full>> + 'a>>;

    /// Looks once whether a turn has come.
    async fn look(turn: &mut Turn<'_>) -> Option<Result<Place, Full>> {
        std::future::poll_fn(|context| match turn.as_mut().poll(context) {
            Poll::Ready(turn) => Poll::Ready(Some(turn)),
            Poll::Pending => Poll::Ready(None),
        })
        .await
    }

    fn askers() -> [Asker; 3] {
        ["192.0.2.1", "192.0.2.2", "192.0.2.3"]
            .map(|address| Asker::of(address.parse().expect("an address")))
    }

    /// Joins the queue and says whether it was refused at once.
    async fn join(queue: &Arc<Queue>, asker: Asker) -> (Turn<'_>, bool) {
        let mut turn: Turn<'_> = Box::pin(queue.enter(asker));
        let refused = look(&mut turn).await.is_some();
        (turn, refused)
    }

    #[tokio::test]
    async fn askers_take_turns() {
        let queue = Arc::new(Queue::new(1, 10));
        let [many, few, other] = askers();
        let mut place = queue.enter(many).await.expect("a place");
        let mut turns = Vec::new();
        for (name, asker) in
            [("many 1", many), ("many 2", many), ("many 3", many), ("few", few), ("other", other)]
        {
            let (turn, refused) = join(&queue, asker).await;
            assert!(!refused, "{name}");
            turns.push((name, turn));
        }
        let mut order = Vec::new();
        while !turns.is_empty() {
            drop(place);
            let mut served = None;
            for (at, (_, turn)) in turns.iter_mut().enumerate() {
                if let Some(place) = look(turn).await {
                    served = Some((at, place.expect("a place")));
                    break;
                }
            }
            let (at, next) = served.expect("somebody's turn");
            order.push(turns.remove(at).0);
            place = next;
        }
        assert_eq!(order, ["many 1", "few", "other", "many 2", "many 3"]);
    }

    #[tokio::test]
    async fn a_full_queue_refuses_the_longest_line() {
        let queue = Arc::new(Queue::new(1, 3));
        let [many, few, _] = askers();
        let _place = queue.enter(many).await.expect("a place");
        let mut waiting = Vec::new();
        for _ in 0..3 {
            waiting.push(join(&queue, many).await.0);
        }
        assert!(join(&queue, many).await.1, "a fourth of the same asker");
        let (_first, refused) = join(&queue, few).await;
        assert!(!refused, "another asker takes the place of the last");
        assert!(matches!(look(&mut waiting[2]).await, Some(Err(Full))));
        assert!(look(&mut waiting[1]).await.is_none());
        assert!(join(&queue, few).await.1, "two of each would be no fairer than two and one");
        assert_eq!(queue.waiting(), 3);
    }

    #[tokio::test]
    async fn who_goes_away_holds_no_place() {
        let queue = Arc::new(Queue::new(1, 2));
        let [one, two, _] = askers();
        let place = queue.enter(one).await.expect("a place");
        let (gone, _) = join(&queue, one).await;
        let (mut stays, _) = join(&queue, two).await;
        drop(gone);
        let (late, refused) = join(&queue, one).await;
        assert!(!refused, "the place of the one who went away is free");
        drop(place);
        let place = look(&mut stays).await.or(look(&mut { late }).await);
        drop(place.expect("a turn").expect("a place"));
        drop(stays);
        assert!(queue.enter(one).await.is_ok(), "every place is given back");
        assert!(queue.enter(two).await.is_ok(), "and again");
    }

    const STEP: Duration = Duration::from_millis(1);

    fn is_refused(turn: &mut Receiver<Place>) -> bool {
        matches!(turn.try_recv(), Err(TryRecvError::Closed))
    }

    /// Joins a line at a time.
    fn joins(state: &mut State, asker: Asker, now: Instant) -> Receiver<Place> {
        state.join(asker, 100, now).expect("a place to wait")
    }

    #[test]
    fn a_burst_is_answered_whole() {
        let (mut state, begin) = (State::default(), Instant::now());
        let [one, ..] = askers();
        let turns: Vec<_> = (0..50).map(|_| joins(&mut state, one, begin)).collect();
        for (taken, _) in (1..).zip(&turns) {
            assert!(state.next(2, begin + BURST * taken / 50).is_some());
        }
        assert_eq!(state.waiting(), 0);
    }

    #[test]
    fn where_requests_are_slow_a_burst_may_last_longer() {
        let (mut state, begin) = (State::default(), Instant::now());
        let [one, ..] = askers();
        state.served(BURST * NEWEST);
        let mut turns: Vec<_> = (0..4).map(|_| joins(&mut state, one, begin)).collect();
        assert!(state.next(1, begin + BURST * BURST_SERVICES).is_some());
        assert!(!is_refused(&mut turns[1]));
        assert!(
            state.next(1, begin + BURST * BURST_SERVICES + STEP).is_some(),
            "the last is alone"
        );
        assert!(is_refused(&mut turns[1]) && is_refused(&mut turns[2]));
    }

    #[test]
    fn in_a_line_that_does_not_end_nobody_waits_long() {
        let (mut state, begin) = (State::default(), Instant::now());
        let [one, ..] = askers();
        let mut first = joins(&mut state, one, begin);
        let late = begin + BURST + STEP;
        let (mut old, mut new) = (joins(&mut state, one, begin), joins(&mut state, one, late));
        let mut last = joins(&mut state, one, late);
        let turn = state.next(1, late + STANDING).expect("who came within the time");
        assert_eq!(turn.since, late);
        assert!(is_refused(&mut first) && is_refused(&mut old));
        assert!(!is_refused(&mut new) && !is_refused(&mut last));
        assert!(state.next(1, late + BURST).is_some(), "a free place is given to the last");
        assert!(state.next(1, late + BURST).is_none());
    }

    #[test]
    fn a_line_that_refusals_emptied_is_no_new_burst() {
        let (mut state, begin) = (State::default(), Instant::now());
        let [one, ..] = askers();
        let _turns: Vec<_> = (0..3).map(|_| joins(&mut state, one, begin)).collect();
        let late = begin + BURST + STEP;
        assert!(state.next(1, late).is_some(), "the last is alone");
        state.waits_since = None;
        let mut turns: Vec<_> = (0..3).map(|_| joins(&mut state, one, late)).collect();
        assert!(state.next(1, late + STANDING + STEP).is_some());
        assert!(is_refused(&mut turns[0]) && is_refused(&mut turns[1]));
        let quiet = late + STANDING + STEP + BURST * LASTING + STEP;
        state.waits_since = None;
        let mut turns: Vec<_> = (0..3).map(|_| joins(&mut state, one, quiet)).collect();
        assert!(state.next(1, quiet + BURST).is_some());
        assert!(!is_refused(&mut turns[1]), "a burst after a quiet time is answered whole");
    }

    #[test]
    fn a_flood_of_one_does_not_shorten_the_wait_of_another() {
        let (mut state, begin) = (State::default(), Instant::now());
        let [many, few, _] = askers();
        let mut flood: Vec<_> = (0..20).map(|_| joins(&mut state, many, begin)).collect();
        let late = begin + BURST;
        let mut other = joins(&mut state, few, late);
        let turn = state.next(1, late + STANDING + STEP).expect("the other");
        assert_eq!(turn.since, late);
        assert!(is_refused(&mut flood[0]) && !is_refused(&mut other));
    }
}
