//! Holds what the reader makes of the samples, and of real notices where the machine has them,
//! against what a careful reader finds in them.

mod score;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::reading::score::Score;
use crate::support::program::run;
use crate::support::{samples, shared};

/// What the reader must reach on the samples, which are written to be read.
const ON_SAMPLES: f64 = 0.99;

/// What the reader must reach on real notices.
const ON_REAL_NOTICES: &[(&str, f64)] = &[
    ("all fields", 0.975),
    ("headings", 0.95),
    ("tasks", 0.97),
    ("lead", 0.95),
    ("responsible", 0.96),
    ("supporting", 0.92),
    ("deadlines", 0.98),
];

/// The least for each field of real notices.
const EACH_FIELD: f64 = 0.95;

/// The most tasks that are read and stand in no label, as a share of the labels.
const EXTRA: f64 = 0.05;

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Returns the labels of a kind for the samples, in both of their files.
fn sample_labels(kind: &str) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/samples");
    ["a", "b"].iter().flat_map(|set| lines(&folder.join(format!("{kind}-{set}.jsonl")))).collect()
}

/// Returns what `inspect --json` prints for a folder.
fn inspected(folder: &Path) -> String {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = run(here, &["inspect", &folder.to_string_lossy(), "--json"]);
    assert!(!run.out.is_empty(), "{}", run.err);
    run.out
}

/// Returns the readings by base name of their file.
fn readings(printed: &str) -> BTreeMap<String, Value> {
    printed
        .lines()
        .map(|line| {
            let notice: Value = serde_json::from_str(line).unwrap();
            let file = Path::new(notice["file"].as_str().unwrap()).file_name().unwrap();
            (file.to_string_lossy().into_owned(), notice)
        })
        .collect()
}

#[test]
fn the_samples_are_read_as_a_careful_reader_reads_them() {
    let (notices, tasks) = (sample_labels("metadata"), sample_labels("tasks"));
    let score = Score::of(&readings(&inspected(&samples())), &notices, &tasks);
    for (name, figure) in score.figures() {
        println!("{name}: {figure:.3}");
        let reached = if name == "extra" { 1.0 - figure } else { figure };
        assert!(reached >= ON_SAMPLES, "{name}: {figure:.3}\n{}", score.missed.join("\n"));
    }
}

#[test]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
fn real_notices_are_read_as_a_careful_reader_reads_them() {
    let gold = shared().join("gold");
    let (notices, tasks) = (lines(&gold.join("metadata.jsonl")), lines(&gold.join("tasks.jsonl")));
    let score = Score::of(&readings(&inspected(&shared().join("notices"))), &notices, &tasks);
    for (name, figure) in score.figures() {
        println!("{name}: {figure:.3}");
        let floor = ON_REAL_NOTICES.iter().find(|(known, _)| *known == name);
        let (reached, floor) = match floor {
            _ if name == "extra" => (1.0 - figure, 1.0 - EXTRA),
            Some((_, floor)) => (figure, *floor),
            None => (figure, EACH_FIELD),
        };
        assert!(reached >= floor, "{name}: {figure:.3}\n{}", score.missed.join("\n"));
    }
}

#[test]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
fn the_script_of_the_labels_finds_the_same_on_the_samples() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let joined =
        |labels: &[Value]| labels.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
    let output = Command::new("python3")
        .arg(shared().join("gold/score_reading.py"))
        .arg(write("read.jsonl", &inspected(&samples())))
        .arg("--metadata")
        .arg(write("metadata.jsonl", &joined(&sample_labels("metadata"))))
        .arg("--tasks")
        .arg(write("tasks.jsonl", &joined(&sample_labels("tasks"))))
        .arg("--json")
        .output()
        .unwrap();
    let figures: Value = serde_json::from_slice(&output.stdout).unwrap();
    let names = ["metadata", "outline_f1", "task_recall", "deadline_f1"];
    let units = figures["units_f1"].as_object().unwrap();
    let reached = names.iter().map(|name| (*name, &figures[*name]));
    for (name, figure) in reached.chain(units.iter().map(|(role, figure)| (role.as_str(), figure)))
    {
        assert!(figure.as_f64().unwrap() >= ON_SAMPLES, "{name}: {figure}");
    }
}
