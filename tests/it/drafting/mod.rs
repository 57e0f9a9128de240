//! Help with a draft: over the samples and, as job J9 has it, over real notices.

mod real;
mod samples;

use serde_json::Value;

/// The names of the topics that a notice lacks, those that several notices have first.
fn names(lacking: &Value) -> Vec<String> {
    let topics =
        ["topics", "single"].into_iter().flat_map(|list| lacking[list].as_array().unwrap());
    topics.map(|topic| topic["name"].as_str().unwrap().to_owned()).collect()
}

/// Asserts that clauses stand the newest first.
fn assert_newest_first(dates: &[Option<String>]) {
    assert!(dates.windows(2).all(|pair| pair[0] >= pair[1]), "{dates:?}");
}
