//! Whole notices compared, and the notices of other years: over the samples and over real ones.

mod real;
mod samples;

use serde_json::Value;

/// The clauses of a comparison, in order.
fn clauses(compared: &Value) -> Vec<&Value> {
    let parts = compared["parts"].as_array().unwrap().iter();
    parts.flat_map(|part| part["clauses"].as_array().unwrap()).collect()
}

/// The clauses of a comparison that have a fate.
fn of_fate<'c>(compared: &'c Value, fate: &str) -> Vec<&'c Value> {
    clauses(compared).into_iter().filter(|clause| clause["fate"] == fate).collect()
}

/// The texts that one side of a comparison has, one below the other.
fn texts(compared: &Value, side: &str) -> Vec<String> {
    let held = clauses(compared).into_iter().filter_map(|clause| clause[side]["text"].as_str());
    held.map(ToOwned::to_owned).collect()
}
