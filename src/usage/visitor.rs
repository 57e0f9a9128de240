//! Tells visitors of one day apart without knowing them: marks under a salt that is never written.

use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;

/// Makes the marks of one day.
///
/// A mark stands for a visitor and a text together, so that not even the marks of one day tell
/// what else a visitor asked. The salt is drawn when the process starts and again with every new
/// day; it is only in memory, so a mark can be led back to nobody, and marks of two days or two
/// runs cannot be compared.
#[derive(Debug)]
pub(super) struct Marks {
    held: Mutex<(Option<Date>, RandomState)>,
}

impl Marks {
    /// Draws a salt.
    pub(super) fn new() -> Self {
        Self { held: Mutex::new((None, RandomState::new())) }
    }

    /// Returns the day that a search counts for, and the mark of a visitor who asked a text on it.
    ///
    /// A request that began before midnight and ends after it counts for the new day.
    pub(super) fn mark(&self, visitor: &str, text: &str, today: Date) -> (Date, u64) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let day = held.0.map_or(today, |day| day.max(today));
        if held.0 != Some(day) {
            *held = (Some(day), RandomState::new());
        }
        (day, held.1.hash_one((visitor, text)))
    }
}

/// Tells whether a program that names itself in its requests is a robot.
///
/// Robots of search sites say so by these words (`Baiduspider`, `bingbot`, `Sogou web spider`).
pub fn is_robot(agent: &str) -> bool {
    let agent = agent.to_ascii_lowercase();
    agent.is_empty() || ["bot", "spider", "crawl"].iter().any(|word| agent.contains(word))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Marks, is_robot};

    #[test]
    fn marks_are_the_same_on_one_day_and_differ_on_the_next() {
        let (one, two) = (date(2025, 6, 1), date(2025, 6, 2));
        let marks = Marks::new();
        let first = marks.mark("a", "养老", one);
        assert_eq!(first, marks.mark("a", "养老", one));
        assert_ne!(first, marks.mark("b", "养老", one));
        assert_ne!(first, marks.mark("a", "托育", one));
        let next = marks.mark("a", "养老", two);
        assert_ne!(first.1, next.1);
        assert_eq!(next, marks.mark("a", "养老", one), "days do not go back");
        assert_ne!(first.1, Marks::new().mark("a", "养老", one).1, "another run, another salt");
    }

    #[test]
    fn robots_are_known_by_their_names() {
        for (agent, wanted) in [
            ("Mozilla/5.0 (compatible; Baiduspider/2.0)", true),
            ("Mozilla/5.0 (compatible; bingbot/2.0)", true),
            ("", true),
            ("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0", false),
        ] {
            assert_eq!(is_robot(agent), wanted, "{agent}");
        }
    }
}
