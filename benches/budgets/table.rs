//! The table of a run: figures with what they are compared with, and the run before beside them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// How much more a ratio may cost than in the run before.
const DRIFT: f64 = 0.10;

/// One figure.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Line {
    /// What was measured.
    pub(crate) name: String,
    /// The figure.
    pub(crate) value: f64,
    /// What it is counted in.
    pub(crate) unit: String,
    /// The figure beside its floor in the same run, where it has one.
    pub(crate) ratio: Option<f64>,
    /// What the floor is.
    pub(crate) floor: Option<String>,
    /// What the ratio, or the figure where there is none, is held to.
    pub(crate) budget: Option<Budget>,
}

/// What a figure is held to.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Budget {
    /// No less than this.
    Least(f64),
    /// No more than this.
    Most(f64),
}

impl Budget {
    fn holds(self, value: f64) -> bool {
        match self {
            Self::Least(least) => value >= least,
            Self::Most(most) => value <= most,
        }
    }
}

impl Line {
    fn judged(&self) -> f64 {
        self.ratio.unwrap_or(self.value)
    }

    /// Tells whether it costs more than before beyond what machines vary by.
    fn drifted(&self, before: &Self) -> bool {
        let (Some(ratio), Some(before)) = (self.ratio, before.ratio) else { return false };
        match self.budget {
            Some(Budget::Least(_)) => ratio < before * (1.0 - DRIFT),
            Some(Budget::Most(_)) | None => ratio > before * (1.0 + DRIFT),
        }
    }
}

/// The figures of a run, in order.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Table {
    /// What was indexed, and what was left out.
    pub(crate) measured: String,
    /// The figures.
    pub(crate) lines: Vec<Line>,
}

impl Table {
    /// Adds a figure.
    pub(crate) fn add(&mut self, name: impl Into<String>, value: f64, unit: &str) -> &mut Line {
        let line = Line {
            name: name.into(),
            value,
            unit: unit.to_owned(),
            ratio: None,
            floor: None,
            budget: None,
        };
        self.lines.push(line);
        self.lines.last_mut().expect("just added")
    }

    /// Returns what costs more than in the run before, a line each.
    pub(crate) fn drifts(&self, before: &Self) -> Vec<String> {
        let known: BTreeMap<&str, &Line> =
            before.lines.iter().map(|line| (line.name.as_str(), line)).collect();
        let drifted =
            |line: &&Line| known.get(line.name.as_str()).is_some_and(|before| line.drifted(before));
        let said = |line: &Line| {
            let before = known[line.name.as_str()];
            format!("{}: {:.2}, was {:.2}", line.name, line.judged(), before.judged())
        };
        self.lines.iter().filter(drifted).map(said).collect()
    }

    /// Writes the table for readers.
    pub(crate) fn written(&self) -> String {
        let mut text = format!("{}\n", self.measured);
        for line in &self.lines {
            let ratio = line.ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"));
            let floor = line.floor.as_deref().unwrap_or_default();
            let budget = line.budget.map_or_else(String::new, |budget| {
                let (sign, bound) = match budget {
                    Budget::Least(least) => ('≥', least),
                    Budget::Most(most) => ('≤', most),
                };
                let holds = if budget.holds(line.judged()) { "holds" } else { "DOES NOT HOLD" };
                format!("{sign} {bound} {holds}")
            });
            let value = shown(line.value);
            writeln!(
                text,
                "{name:<58} {value:>10} {unit:<9} {ratio:>8} {floor:<34} {budget}",
                name = line.name,
                unit = line.unit,
            )
            .expect("a text takes what is written");
        }
        text
    }
}

impl Line {
    /// Sets the ratio to a floor of the same run.
    pub(crate) fn beside(&mut self, floor: f64, name: &str) -> &mut Self {
        self.ratio = Some(self.value / floor);
        self.floor = Some(name.to_owned());
        self
    }

    /// Sets what it is held to.
    pub(crate) fn within(&mut self, budget: Budget) {
        self.budget = Some(budget);
    }
}

fn shown(value: f64) -> String {
    match value.abs() {
        size if size >= 1000.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.3}"),
    }
}
