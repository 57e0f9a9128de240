//! Says whether a value is one that its option takes, by the option's own reader.

use std::error::Error;

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, Command};
use similar::{Algorithm, capture_diff_slices, diff_ratio};

use crate::cli::config::keys;

/// Checks the values of a key.
///
/// # Errors
///
/// What is wrong, and what is allowed.
pub(super) fn values(key: &Arg, values: &[String]) -> Result<(), String> {
    if values.len() != 1 && !keys::takes_several(key) {
        return Err("takes one value".to_owned());
    }
    for value in values {
        let flag = format!("--{}={value}", keys::name(key));
        // The environment has no say in what a file holds.
        let alone = Command::new("config").no_binary_name(true).arg(key.clone().env(None));
        alone.try_get_matches_from([flag]).map_err(|error| said(value, &error))?;
    }
    Ok(())
}

/// Says what is wrong with a value.
fn said(value: &str, error: &clap::Error) -> String {
    if let Some(reason) = error.source() {
        return format!("\"{value}\" cannot be used: {reason}");
    }
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(names)) => {
            format!("\"{value}\" cannot be used: expected {}", names.join(" or "))
        }
        _ => format!("\"{value}\" cannot be used"),
    }
}

/// Says that a key is unknown, and which may be meant or are known.
pub(super) fn unknown(program: &Command, wanted: &str) -> String {
    let names: Vec<&str> = keys::keys(program).map(keys::name).collect();
    let flattened = |name: &str| -> Vec<char> {
        name.to_lowercase().chars().filter(|one| !matches!(one, '-' | '_')).collect()
    };
    let meant = names.iter().find(|name| {
        let (name, wanted) = (flattened(name), flattened(wanted));
        let changes = capture_diff_slices(Algorithm::Myers, &name, &wanted);
        diff_ratio(&changes, name.len(), wanted.len()) > ALIKE
    });
    match meant {
        Some(name) => format!("is unknown; did you mean `{name}`?"),
        None => format!("is unknown; known are {}", names.join(", ")),
    }
}

/// How alike two names are, of 1, when one may be a slip of the other: one letter of five.
const ALIKE: f32 = 0.8;
