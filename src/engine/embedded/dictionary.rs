//! The values of one dimension over all segments, each under one number.

use foldhash::HashMap;

/// Values in order, with the number under which columns hold them.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    values: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Dictionary {
    /// Makes a dictionary of values that may repeat.
    pub(super) fn new(values: impl Iterator<Item = String>) -> Self {
        let mut values: Vec<String> = values.collect();
        values.sort_unstable();
        values.dedup();
        let numbers =
            values.iter().zip(0..).map(|(value, number)| (value.clone(), number)).collect();
        Self { values, numbers }
    }

    /// Returns how many values there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// Returns the value of a number.
    pub(super) fn value(&self, number: u32) -> &str {
        &self.values[number as usize]
    }

    /// Returns the number of a value.
    pub(super) fn number(&self, value: &str) -> Option<u32> {
        self.numbers.get(value).copied()
    }
}
