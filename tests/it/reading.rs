//! Holds what the reader makes of the samples against what a careful reader finds in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use zhengsou::notice::Notice;

use crate::support::library::Library;
use crate::support::samples;

/// The least share of each field's labels that the reader gives; raised as it learns to read.
const FLOORS: &[(&str, f64)] = &[
    ("title", 0.98),
    ("doc_number", 0.93),
    ("written_date", 0.98),
    ("published_date", 0.95),
    ("validity", 0.98),
    ("openness", 0.98),
    ("province", 0.98),
    ("city", 0.98),
    ("county", 0.96),
    ("level", 0.96),
    ("year", 0.95),
    ("top_headings", 0.90),
    ("tasks", 0.50),
];

fn labels(kind: &str) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/samples");
    let mut labels = Vec::new();
    for set in ["a", "b"] {
        let text = fs::read_to_string(folder.join(format!("{kind}-{set}.jsonl"))).unwrap();
        labels.extend(text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()));
    }
    labels
}

/// Returns what the reader gives for a field of the labels.
fn read(notice: &Value, field: &str) -> Value {
    match field {
        "written_date" => notice["issued_on"].clone(),
        "published_date" => notice["published_on"].clone(),
        "validity" => match notice["validity"].as_str() {
            Some("in_force") => "有效".into(),
            Some("expired") => "失效".into(),
            Some("repealed") => "废止".into(),
            Some("amended") => "已修改".into(),
            _ => Value::Null,
        },
        "openness" => match notice["openness"].as_str() {
            Some("proactive") => "主动公开".into(),
            Some("on_request") => "依申请公开".into(),
            Some("none") => "不予公开".into(),
            other => other.map_or(Value::Null, Into::into),
        },
        "province" | "city" | "county" => notice["region"][field].clone(),
        "top_headings" => {
            let sections = notice["outline"].as_array().into_iter().flatten();
            sections
                .filter(|section| section["level"] == 1)
                .map(|section| {
                    let part = |name: &str| section[name].as_str().unwrap_or("").to_owned();
                    Value::from(part("label") + &part("heading"))
                })
                .collect()
        }
        other => notice[other].clone(),
    }
}

/// Returns what a label says, blanks left out.
fn expected(label: &Value, field: &str) -> Value {
    match field {
        "province" | "city" | "county" => label["region"][field].clone(),
        other => label[other].clone(),
    }
}

fn bare(value: &Value) -> String {
    value.to_string().chars().filter(|c| !c.is_whitespace()).collect()
}

#[tokio::test]
async fn the_samples_are_read_as_a_careful_reader_reads_them() {
    let library = Library::over(vec![samples()]).await;
    let mut notices: BTreeMap<String, Notice> = BTreeMap::new();
    for source in library.engine.sources().await.unwrap() {
        let notice = library.engine.notice(&source.id).await.unwrap().unwrap();
        notices.insert(notice.source.clone(), notice);
    }
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missed: Vec<String> = Vec::new();
    for label in labels("metadata") {
        let file = label["file"].as_str().unwrap();
        let Some(notice) = notices.get(file) else {
            missed.push(format!("{file}: not indexed"));
            continue;
        };
        let notice = serde_json::to_value(notice).unwrap();
        for (field, _) in FLOORS.iter().filter(|(field, _)| *field != "tasks") {
            let (found, wanted) = (read(&notice, field), expected(&label, field));
            let count = counts.entry(field).or_default();
            count.1 += 1;
            if bare(&found) == bare(&wanted) {
                count.0 += 1;
            } else {
                missed.push(format!("{file}: {field}: read {found}, is {wanted}"));
            }
        }
    }
    for label in labels("tasks") {
        let file = label["file"].as_str().unwrap();
        let count = counts.entry("tasks").or_default();
        count.1 += 1;
        let found = notices.get(file).is_some_and(|notice| reads_task(notice, &label));
        if found {
            count.0 += 1;
        } else {
            missed.push(format!("{file}: task {}", label["text_prefix"]));
        }
    }
    for (field, (right, all)) in &counts {
        println!("{field}: {right} of {all}");
    }
    for (field, floor) in FLOORS {
        let (right, all) = counts[field];
        let share = right as f64 / all as f64;
        assert!(share >= *floor, "{field}: {share:.3} is below {floor}:\n{}", missed.join("\n"));
    }
}

/// Tells whether a task is read with all its units.
fn reads_task(notice: &Notice, label: &Value) -> bool {
    let prefix: String = label["text_prefix"]
        .as_str()
        .unwrap_or("")
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(16)
        .collect();
    let units = |name: &str| -> Vec<String> {
        label[name]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    };
    notice.assignments.iter().any(|assignment| {
        let text: String = assignment.text.chars().filter(|c| !c.is_whitespace()).collect();
        text.contains(&prefix)
            && assignment.lead == units("lead_units")
            && assignment.responsible == units("responsible_units")
            && assignment.supporting == units("cooperating_units")
    })
}
