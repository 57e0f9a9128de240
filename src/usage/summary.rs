//! From sums by day to what is shown: popular searches, and what found nothing.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::notice::schema::DateSchema;
use crate::usage::store::Row;

/// Days on which, or visitors on one day by whom, a text must have been asked before readers are
/// shown it.
///
/// Offices of statistics publish no cell of fewer than three to five people. A text asked by five
/// different people on one day, or again on five different days, is no longer one person's matter.
pub const SHOWN_FROM: u64 = 5;

/// The same before the operator is told that a text found nothing: one visitor on one day may have
/// mistyped; twice is a gap in the library or a word that it does not know.
pub const LISTED_FROM: u64 = 2;

/// Days after which a search counts half: one working week and its weekend, the rhythm in which
/// offices are asked.
pub const HALF_LIFE_DAYS: f64 = 7.0;

/// What is known of a text over some days.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Summary {
    /// The text, normalized.
    pub text: String,
    /// How often it was asked.
    pub times: u64,
    /// How often it found nothing.
    pub unanswered: u64,
    /// On how many days it was asked.
    pub days: u64,
    /// How many different visitors asked it on the day with most of them.
    pub visitors: u64,
    /// The last day on which it was asked.
    #[schemars(with = "DateSchema")]
    pub last_on: Date,
    /// The last day on which it found nothing.
    #[schemars(with = "Option<DateSchema>")]
    pub unanswered_on: Option<Date>,
    /// Visitors of all days, recent days counting more.
    #[serde(skip)]
    pub weight: f64,
}

impl Summary {
    fn of(rows: &[Row], today: Date) -> Option<Self> {
        let (first, last) = (rows.first()?, rows.last()?);
        let weigh = |row: &Row| {
            let age = row.day.until(today).map_or(0, |span| span.get_days());
            row.visitors as f64 * (-f64::from(age) / HALF_LIFE_DAYS).exp2()
        };
        Some(Self {
            text: first.text.clone(),
            times: rows.iter().map(|row| row.times).sum(),
            unanswered: rows.iter().map(|row| row.unanswered).sum(),
            days: rows.len() as u64,
            visitors: rows.iter().map(|row| row.visitors).max().unwrap_or(0),
            last_on: last.day,
            unanswered_on: rows.iter().rev().find(|row| row.unanswered > 0).map(|row| row.day),
            weight: rows.iter().map(weigh).sum(),
        })
    }

    /// Tells whether enough days or visitors stand behind the text.
    fn reaches(&self, enough: u64) -> bool {
        self.days >= enough || self.visitors >= enough
    }
}

/// Sums up rows that stand in the order of texts and days, one summary a text.
pub fn summaries(rows: &[Row], today: Date) -> Vec<Summary> {
    let texts = rows.chunk_by(|one, two| one.text == two.text);
    texts.filter_map(|rows| Summary::of(rows, today)).collect()
}

/// Returns what readers may be shown, the most asked first: texts of several days or visitors,
/// whether or not they find something.
pub fn popular(summaries: &[Summary]) -> Vec<Summary> {
    let mut popular: Vec<Summary> =
        summaries.iter().filter(|summary| summary.reaches(SHOWN_FROM)).cloned().collect();
    popular.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.text.cmp(&b.text)));
    popular
}

/// Returns what found nothing, the most often first, and how many more there are that only one
/// visitor asked on one day.
pub fn unanswered(summaries: &[Summary]) -> (Vec<Summary>, usize) {
    let all = summaries.iter().filter(|summary| summary.unanswered > 0);
    let (mut listed, single): (Vec<Summary>, Vec<Summary>) =
        all.cloned().partition(|summary| summary.reaches(LISTED_FROM));
    listed.sort_by(|a, b| {
        b.unanswered.cmp(&a.unanswered).then(b.last_on.cmp(&a.last_on)).then(a.text.cmp(&b.text))
    });
    (listed, single.len())
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{popular, summaries, unanswered};
    use crate::usage::store::{Row, first_of};

    const TODAY: Date = date(2025, 6, 1);

    /// Makes the rows of a text from how many visitors asked it how many days ago.
    fn asked(text: &str, days: &[(i32, u64)], unanswered: u64) -> Vec<Row> {
        let mut rows: Vec<Row> = days
            .iter()
            .map(|(ago, visitors)| Row {
                text: text.to_owned(),
                day: first_of(TODAY, ago + 1),
                times: visitors * 2,
                unanswered,
                visitors: *visitors,
            })
            .collect();
        rows.sort_by_key(|row| row.day);
        rows
    }

    fn texts(rows: &[Vec<Row>]) -> Vec<String> {
        let summaries = summaries(&rows.concat(), TODAY);
        popular(&summaries).into_iter().map(|summary| summary.text).collect()
    }

    #[test]
    fn a_text_is_shown_only_after_several_days_or_visitors() {
        for (days, shown) in [
            (vec![(0, 1)], false),
            (vec![(0, 4)], false),
            (vec![(0, 5)], true),
            (vec![(0, 4), (1, 4)], false),
            (vec![(0, 1), (1, 1), (2, 1), (3, 1)], false),
            (vec![(0, 1), (1, 1), (2, 1), (3, 1), (9, 1)], true),
        ] {
            assert_eq!(texts(&[asked("养老", &days, 0)]).len(), usize::from(shown), "{days:?}");
        }
    }

    #[test]
    fn recent_days_count_more() {
        let rows = [asked("往日", &[(21, 12)], 0), asked("今日", &[(0, 5)], 0)];
        assert_eq!(texts(&rows), ["今日", "往日"]);
        let even = [asked("上周", &[(7, 20)], 0), asked("今天", &[(0, 11)], 0)];
        assert_eq!(texts(&even), ["今天", "上周"]);
    }

    #[test]
    fn what_found_nothing_is_listed_after_two_visitors_or_days() {
        let rows = [
            asked("一次", &[(0, 1)], 1),
            asked("两人", &[(0, 2)], 2),
            asked("两天", &[(0, 1), (3, 1)], 2),
            asked("找到", &[(0, 9)], 0),
        ];
        let (listed, single) = unanswered(&summaries(&rows.concat(), TODAY));
        let found: Vec<_> =
            listed.iter().map(|summary| (&*summary.text, summary.unanswered)).collect();
        assert_eq!((found, single), (vec![("两天", 4), ("两人", 2)], 1));
        assert_eq!(listed[0].unanswered_on, Some(TODAY));
    }
}
