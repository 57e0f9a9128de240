//! How often one sender may ask: a bucket of requests each, which fills again evenly.

use std::fmt;
use std::hash::Hash;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use governor::clock::{Clock, MonotonicClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

/// Senders after which those are forgotten whose buckets are full again: some 100 bytes each.
const MANY: usize = 10_000;

/// So many requests in a stretch of time, such as `300/m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    requests: NonZeroU32,
    window: Window,
}

/// A stretch of time that requests are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Window {
    Second,
    Minute,
    Hour,
}

impl Window {
    const ALL: [Self; 3] = [Self::Second, Self::Minute, Self::Hour];

    fn sign(self) -> &'static str {
        match self {
            Self::Second => "s",
            Self::Minute => "m",
            Self::Hour => "h",
        }
    }

    fn seconds(self) -> u64 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3600,
        }
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.requests, self.window.sign())
    }
}

impl FromStr for Rate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = || {
            let (requests, sign) = text.split_once('/')?;
            let window = Window::ALL.into_iter().find(|window| window.sign() == sign.trim())?;
            Some(Self { requests: requests.trim().parse().ok()?, window })
        };
        read().ok_or_else(|| {
            "expected a number of requests a second, minute or hour, such as 300/m".to_owned()
        })
    }
}

type Buckets<K, C> = RateLimiter<K, HashMapStateStore<K>, C, StateInformationMiddleware>;

/// Counts the requests of each sender.
pub(super) struct Limiter<K: Clone + Hash + Eq, C: Clock = MonotonicClock> {
    rate: Rate,
    /// What is counted by, as clients are told.
    name: &'static str,
    buckets: Buckets<K, C>,
    clock: C,
}

impl<K: Clone + Hash + Eq, C: Clock> fmt::Debug for Limiter<K, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limiter").field("rate", &self.rate).finish_non_exhaustive()
    }
}

/// How a sender stands after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    name: &'static str,
    rate: Rate,
    /// Requests that may follow at once.
    remaining: u32,
    /// Seconds until the whole quota is there again.
    full_in: u64,
    /// Seconds until the next request may come, where this one may not.
    pub(super) refused_for: Option<u64>,
}

impl<K: Clone + Hash + Eq, C: Clock + Clone> Limiter<K, C> {
    /// Makes a limiter in which every sender begins with a full bucket.
    pub(super) fn new(name: &'static str, rate: Rate, clock: C) -> Self {
        let interval = Duration::from_secs(rate.window.seconds()) / rate.requests.get();
        let quota = Quota::with_period(interval.max(Duration::from_nanos(1)))
            .unwrap_or_else(|| Quota::per_second(rate.requests))
            .allow_burst(rate.requests);
        let buckets = RateLimiter::hashmap_with_clock(quota, clock.clone());
        Self { rate, name, buckets: buckets.with_middleware(), clock }
    }

    /// Counts a request of a sender.
    pub(super) fn count(&self, sender: &K) -> Standing {
        if self.buckets.len() > MANY {
            self.buckets.retain_recent();
        }
        let standing = Standing {
            name: self.name,
            rate: self.rate,
            remaining: 0,
            full_in: self.rate.window.seconds(),
            refused_for: None,
        };
        match self.buckets.check_key(sender) {
            Ok(state) => {
                let remaining = state.remaining_burst_capacity();
                let missing = u64::from(self.rate.requests.get().saturating_sub(remaining));
                let full_in = (missing * self.rate.window.seconds())
                    .div_ceil(self.rate.requests.get().into());
                Standing { remaining, full_in, ..standing }
            }
            Err(until) => {
                let wait = until.wait_time_from(self.clock.now());
                let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
                Standing { refused_for: Some(seconds.max(1)), ..standing }
            }
        }
    }
}

impl Standing {
    /// Tells a client its quota and what is left of it (draft-ietf-httpapi-ratelimit-headers-11).
    pub(super) fn tell(&self, headers: &mut HeaderMap) {
        let Self { name, rate, remaining, full_in, .. } = self;
        let window = rate.window.seconds();
        let policy = format!("\"{name}\";q={};w={window}", rate.requests);
        let left = format!("\"{name}\";r={remaining};t={full_in}");
        for (header, value) in [("ratelimit-policy", policy), ("ratelimit", left)] {
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.append(HeaderName::from_static(header), value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::http::HeaderMap;
    use governor::clock::FakeRelativeClock;

    use super::{Limiter, Rate};

    #[test]
    fn a_rate_is_read_as_it_is_written() {
        for text in ["1/s", "300/m", "10000/h"] {
            assert_eq!(text.parse::<Rate>().map(|rate| rate.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "300", "0/m", "-1/s", "300/d", "many/m"] {
            assert!(text.parse::<Rate>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_sender_is_told_what_is_left_and_when_to_come_again() {
        let clock = FakeRelativeClock::default();
        let rate: Rate = "3/m".parse().expect("a rate");
        let limiter = Limiter::new("address", rate, clock.clone());
        let told = |sender: &str| {
            let standing = limiter.count(&sender.to_owned());
            let mut headers = HeaderMap::new();
            standing.tell(&mut headers);
            assert_eq!(headers["ratelimit-policy"], "\"address\";q=3;w=60");
            (standing.refused_for, headers["ratelimit"].to_str().expect("text").to_owned())
        };
        assert_eq!(told("one"), (None, "\"address\";r=2;t=20".to_owned()));
        assert_eq!(told("one"), (None, "\"address\";r=1;t=40".to_owned()));
        assert_eq!(told("one"), (None, "\"address\";r=0;t=60".to_owned()));
        assert_eq!(told("one"), (Some(20), "\"address\";r=0;t=60".to_owned()));
        assert_eq!(told("two"), (None, "\"address\";r=2;t=20".to_owned()), "each its own");
        clock.advance(Duration::from_secs(20));
        assert_eq!(told("one"), (None, "\"address\";r=0;t=60".to_owned()));
        assert_eq!(told("one").0, Some(20));
    }
}
