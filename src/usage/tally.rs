//! Counts searches in memory until they are written.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

/// The most texts that are told apart on one day: a flood of made-up searches then fills neither
/// memory nor disk. A portal of a city sees some thousands.
pub(super) const MOST_TEXTS: usize = 20_000;

/// The most marks of visitors that are held on one day, eight bytes each; visitors beyond it are
/// not counted as new.
const MOST_MARKS: usize = 1_000_000;

/// A search as it reaches the thread that writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// The day that it counts for.
    pub(super) day: Date,
    /// Its normalized text.
    pub(super) text: String,
    /// The mark of who asked, together with the text.
    pub(super) mark: u64,
    /// Whether anything was found.
    pub(super) found: bool,
}

/// What is to be added to the sums of a day and a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    /// Searches since the last writing.
    pub(super) times: u64,
    /// Those of them that found nothing.
    pub(super) unanswered: u64,
    /// Visitors of the whole day so far, as this run has seen them.
    pub(super) visitors: u64,
}

/// The counts of the day, and what of them is not written yet.
#[derive(Debug, Default)]
pub(super) struct Tally {
    day: Option<Date>,
    marks: HashSet<u64>,
    visitors: HashMap<String, u64>,
    waiting: BTreeMap<(Date, String), Sums>,
}

impl Tally {
    /// Counts a search.
    pub(super) fn add(&mut self, counted: Counted) {
        if self.day != Some(counted.day) {
            self.day = Some(counted.day);
            self.marks = HashSet::new();
            self.visitors = HashMap::new();
        }
        let known = self.visitors.contains_key(&counted.text);
        if !known && self.visitors.len() >= MOST_TEXTS {
            return;
        }
        let is_new = self.marks.len() < MOST_MARKS && self.marks.insert(counted.mark);
        let visitors = self.visitors.entry(counted.text.clone()).or_default();
        *visitors += u64::from(is_new);
        let sums = self.waiting.entry((counted.day, counted.text)).or_default();
        sums.times += 1;
        sums.unanswered += u64::from(!counted.found);
        sums.visitors = (*visitors).max(1);
    }

    /// Returns what is to be written, in the order of days and texts.
    pub(super) fn waiting(&self) -> &BTreeMap<(Date, String), Sums> {
        &self.waiting
    }

    /// Takes note that all of it is written.
    pub(super) fn written(&mut self) {
        self.waiting.clear();
    }

    /// Returns the day of the last search.
    pub(super) fn day(&self) -> Option<Date> {
        self.day
    }

    /// Drops what waits from days before the last, where it could not be written for a day.
    pub(super) fn forget_earlier_days(&mut self) {
        self.waiting.retain(|(day, _), _| Some(*day) == self.day);
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{Counted, MOST_TEXTS, Sums, Tally};

    const DAY: Date = date(2025, 6, 1);

    fn counted(text: &str, mark: u64, found: bool) -> Counted {
        Counted { day: DAY, text: text.to_owned(), mark, found }
    }

    #[test]
    fn searches_add_up_and_a_visitor_counts_once_a_day() {
        let mut tally = Tally::default();
        for (text, mark, found) in
            [("养老", 1, true), ("养老", 1, true), ("养老", 2, true), ("托育", 3, false)]
        {
            tally.add(counted(text, mark, found));
        }
        let sums = |text: &str| tally.waiting()[&(DAY, text.to_owned())];
        assert_eq!(sums("养老"), Sums { times: 3, unanswered: 0, visitors: 2 });
        assert_eq!(sums("托育"), Sums { times: 1, unanswered: 1, visitors: 1 });
        tally.written();
        tally.add(counted("养老", 4, true));
        let again = tally.waiting()[&(DAY, "养老".to_owned())];
        assert_eq!(again, Sums { times: 1, unanswered: 0, visitors: 3 }, "visitors of the day");
        tally.add(Counted { day: date(2025, 6, 2), ..counted("养老", 4, true) });
        assert_eq!(tally.waiting().len(), 2);
        tally.forget_earlier_days();
        assert_eq!(tally.waiting().len(), 1);
    }

    #[test]
    fn a_flood_of_texts_is_held_back() {
        let mut tally = Tally::default();
        for number in 0..=MOST_TEXTS as u64 {
            tally.add(counted(&format!("词{number}"), number, true));
        }
        tally.add(counted("词0", 7, true));
        assert_eq!(tally.waiting().len(), MOST_TEXTS);
        assert_eq!(tally.waiting()[&(DAY, "词0".to_owned())].times, 2);
    }
}
