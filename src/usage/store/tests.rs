//! What a file of sums keeps, what it forgets, and what it refuses to be.

use std::collections::BTreeMap;
use std::fs;

use jiff::civil::{Date, date};

use super::{Store, first_of};
use crate::usage::RETENTION_DAYS;
use crate::usage::error::UsageError;
use crate::usage::tally::Sums;

fn sums(day: Date, text: &str, times: u64, visitors: u64) -> BTreeMap<(Date, String), Sums> {
    BTreeMap::from([((day, text.to_owned()), Sums { times, unanswered: 1, visitors })])
}

#[test]
fn sums_add_up_and_visitors_of_two_runs_are_not_added() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("usage.sqlite");
    let day = date(2025, 6, 1);
    for visitors in [3, 2] {
        let mut store = Store::open(&path).expect("a new file");
        store.add(&sums(day, "养老", 4, visitors), day).expect("written");
    }
    let rows = Store::open_to_read(&path).and_then(|store| store.rows(day, 1)).expect("rows");
    let counts: Vec<_> = rows.iter().map(|row| (row.times, row.unanswered, row.visitors)).collect();
    assert_eq!(counts, [(8, 2, 3)]);
}

#[test]
fn old_days_are_removed_and_leave_nothing_in_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("usage.sqlite");
    let today = date(2025, 6, 1);
    let oldest = first_of(today, RETENTION_DAYS);
    let before = oldest.yesterday().expect("a day");
    let mut store = Store::open(&path).expect("a new file");
    for (day, text) in [(before, "过期"), (oldest, "最早"), (today, "今日")] {
        store.add(&sums(day, text, 1, 1), day).expect("written");
    }
    store.add(&BTreeMap::new(), today).expect("cleaned");
    let texts = |days| {
        let rows = store.rows(today, days).expect("rows");
        rows.into_iter().map(|row| row.text).collect::<Vec<_>>()
    };
    assert_eq!(texts(1000), ["今日", "最早"]);
    assert_eq!(texts(1), ["今日"]);
    drop(store);
    let bytes = fs::read(&path).expect("the file");
    let holds = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds("最早") && !holds("过期"));
}

#[test]
fn what_cannot_be_used_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("torn"), [7; 5000]).expect("written");
    fs::write(at("empty"), []).expect("written");
    let later = rusqlite::Connection::open(at("later")).expect("a file");
    later.pragma_update(None, "user_version", 9).expect("set");
    assert!(matches!(Store::open(&at("torn")), Err(UsageError::Unusable { .. })));
    assert!(matches!(Store::open(&at("no/where")), Err(UsageError::Unusable { .. })));
    assert!(matches!(Store::open(&at("later")), Err(UsageError::Newer { .. })));
    assert!(matches!(Store::open_to_read(&at("none")), Err(UsageError::Missing { .. })));
    assert!(matches!(Store::open_to_read(&at("empty")), Err(UsageError::Unusable { .. })));
    assert!(Store::open(&at("empty")).is_ok(), "an empty file becomes a usage file");
    assert_eq!(fs::read(at("torn")).expect("there"), [7; 5000], "nothing is overwritten");
}
