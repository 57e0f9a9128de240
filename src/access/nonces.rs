//! The nonces of signed requests, kept as long as their time is good, so that none is taken twice.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The most that are remembered at once: 300 signed requests a second all the time. Beyond it
/// requests are refused, since one could not be told from a replay.
const MOST: usize = 200_000;

/// Seconds between clearings.
const CLEARED: i64 = 60;

/// The nonces that were used.
#[derive(Debug, Default)]
pub(super) struct Nonces {
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    /// Key and nonce, with the second from which nobody may use it any more anyway.
    used: HashMap<(String, String), i64>,
    cleared_at: i64,
}

/// Whether a nonce may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// It was not used before.
    First,
    /// It was.
    Again,
    /// Too many are remembered.
    Full,
}

impl Nonces {
    /// Uses a nonce of a key, which is remembered `until` a second of Unix time.
    pub(super) fn take(&self, key: &str, nonce: &str, until: i64, now: i64) -> Use {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if now - held.cleared_at >= CLEARED || held.used.len() >= MOST {
            held.used.retain(|_, until| *until >= now);
            held.cleared_at = now;
        }
        if held.used.len() >= MOST {
            return Use::Full;
        }
        match held.used.insert((key.to_owned(), nonce.to_owned()), until) {
            None => Use::First,
            Some(_) => Use::Again,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Nonces, Use};

    #[test]
    fn a_nonce_is_good_once_a_key() {
        let nonces = Nonces::default();
        assert_eq!(nonces.take("a", "n", 900, 600), Use::First);
        assert_eq!(nonces.take("b", "n", 900, 600), Use::First);
        assert_eq!(nonces.take("a", "n", 900, 890), Use::Again);
        assert_eq!(nonces.take("a", "m", 1200, 960), Use::First, "others are cleared");
        assert_eq!(nonces.held.lock().expect("no panic").used.len(), 1);
    }
}
