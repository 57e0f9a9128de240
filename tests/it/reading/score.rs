//! Scores what was read against labels, as the labels' own script does: by field, by heading, by
//! task.

use std::collections::BTreeMap;

use serde_json::Value;
use zhengsou::analysis::fold;

/// Right readings of what labels say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    right: usize,
    read: usize,
    labelled: usize,
}

impl Count {
    fn f1(self) -> f64 {
        let share = |of: usize| if of == 0 { 1.0 } else { self.right as f64 / of as f64 };
        let (precision, recall) = (share(self.read), share(self.labelled));
        if precision + recall == 0.0 {
            0.0
        } else {
            2.0 * precision * recall / (precision + recall)
        }
    }

    fn recall(self) -> f64 {
        if self.labelled == 0 { 1.0 } else { self.right as f64 / self.labelled as f64 }
    }

    fn compare(&mut self, read: &[String], labelled: &[String]) {
        let mut left = labelled.to_vec();
        for name in read {
            if let Some(at) = left.iter().position(|other| other == name) {
                left.swap_remove(at);
                self.right += 1;
            }
        }
        self.read += read.len();
        self.labelled += labelled.len();
    }
}

/// The figures of a reading, with every miss.
#[derive(Debug, Default)]
pub(super) struct Score {
    fields: BTreeMap<&'static str, Count>,
    headings: Count,
    tasks: Count,
    roles: [Count; 3],
    deadlines: Count,
    pub(super) missed: Vec<String>,
}

/// Fields of the labels.
const FIELDS: &[&str] = &[
    "title",
    "doc_number",
    "issuer",
    "province",
    "city",
    "county",
    "level",
    "written_date",
    "published_date",
    "index_number",
    "openness",
    "validity",
    "genre",
    "year",
];

/// Roles of units: the label's name and the reading's.
const ROLES: [(&str, &str); 3] = [
    ("lead_units", "lead"),
    ("responsible_units", "responsible"),
    ("cooperating_units", "supporting"),
];

/// How many characters of a task tell it.
const PREFIX: usize = 24;

impl Score {
    /// Scores readings by file name against labels of notices and of tasks.
    pub(super) fn of(
        readings: &BTreeMap<String, Value>,
        notices: &[Value],
        tasks: &[Value],
    ) -> Self {
        let mut score = Self::default();
        let nothing = Value::Null;
        for label in notices {
            let file = label["file"].as_str().expect("a file");
            score.notice(file, readings.get(file).unwrap_or(&nothing), label);
        }
        let mut used: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for label in tasks {
            let file = label["file"].as_str().expect("a file");
            let reading = readings.get(file).unwrap_or(&nothing);
            score.task(reading, label, used.entry(file).or_default());
        }
        let read = |file: &&str| {
            readings.get(*file).map_or(0, |reading| list(&reading["assignments"]).len())
        };
        score.tasks.read = used.keys().map(read).sum();
        score
    }

    /// Returns every figure by name; `extra` is the share of tasks read that no label names.
    pub(super) fn figures(&self) -> BTreeMap<String, f64> {
        let mut figures: BTreeMap<String, f64> = self
            .fields
            .iter()
            .map(|(field, count)| ((*field).to_owned(), count.recall()))
            .collect();
        let mean = figures.values().sum::<f64>() / figures.len() as f64;
        figures.insert("all fields".to_owned(), mean);
        figures.insert("headings".to_owned(), self.headings.f1());
        figures.insert("tasks".to_owned(), self.tasks.recall());
        let extra = self.tasks.read.saturating_sub(self.tasks.right);
        figures.insert("extra".to_owned(), extra as f64 / self.tasks.labelled.max(1) as f64);
        for ((_, role), count) in ROLES.iter().zip(self.roles) {
            figures.insert((*role).to_owned(), count.f1());
        }
        figures.insert("deadlines".to_owned(), self.deadlines.f1());
        figures
    }

    fn notice(&mut self, file: &str, reading: &Value, label: &Value) {
        for field in FIELDS {
            if *field == "title" && label["title_in_text"] == Value::Bool(false) {
                continue;
            }
            let (found, wanted) = (read(reading, field), labelled(label, field));
            let inner =
                *field == "genre" && found == fold(&label["inner_genre"]) && found.is_some();
            let count = self.fields.entry(field).or_default();
            count.labelled += 1;
            if found == wanted || inner {
                count.right += 1;
            } else {
                self.missed.push(format!("{file}: {field}: read {found:?}, is {wanted:?}"));
            }
        }
        let found: Vec<String> = list(&reading["outline"])
            .iter()
            .filter(|section| section["level"] == 1)
            .filter_map(|section| {
                let part = |name: &str| section[name].as_str().unwrap_or("").to_owned();
                fold(&Value::from(part("label") + &part("heading")))
            })
            .collect();
        let wanted: Vec<String> = list(&label["top_headings"]).iter().filter_map(fold).collect();
        if found != wanted {
            self.missed.push(format!("{file}: headings: read {found:?}, are {wanted:?}"));
        }
        self.headings.compare(&found, &wanted);
    }

    fn task(&mut self, reading: &Value, label: &Value, used: &mut Vec<usize>) {
        let prefix: String =
            fold(&label["text_prefix"]).unwrap_or_default().chars().take(PREFIX).collect();
        let assignments = list(&reading["assignments"]);
        let matches = |index: &usize| {
            !used.contains(index)
                && fold(&assignments[*index]["text"]).is_some_and(|text| text.contains(&prefix))
        };
        let found = (0..assignments.len()).find(matches);
        self.tasks.labelled += 1;
        self.tasks.right += usize::from(found.is_some());
        used.extend(found);
        let assignment = found.map_or(&Value::Null, |index| &assignments[index]);
        for ((wanted, read), count) in ROLES.iter().zip(&mut self.roles) {
            let names = |value: &Value| list(value).iter().filter_map(fold).collect::<Vec<_>>();
            let (read, wanted) = (names(&assignment[*read]), names(&label[*wanted]));
            if read != wanted {
                self.missed.push(format!("{prefix}: read {read:?}, are {wanted:?}"));
            }
            count.compare(&read, &wanted);
        }
        let due = |standing: &Value, on: &Value| {
            if *standing == Value::Bool(true) { Some("standing".to_owned()) } else { fold(on) }
        };
        let deadline = &assignment["deadline"];
        let read = due(&deadline["standing"], &deadline["on"]);
        let wanted = due(&label["ongoing"], &label["deadline_date"]);
        if read != wanted {
            self.missed.push(format!("{prefix}: deadline: read {read:?}, is {wanted:?}"));
        }
        let as_list = |due: Option<String>| due.into_iter().collect::<Vec<_>>();
        self.deadlines.compare(&as_list(read), &as_list(wanted));
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Returns what a reading gives for a field of the labels.
fn read(reading: &Value, field: &str) -> Option<String> {
    match field {
        "issuer" => joined(list(&reading["issuers"]).iter().filter_map(Value::as_str)),
        "province" | "city" | "county" => fold(&reading["region"][field]),
        "written_date" => fold(&reading["issued_on"]),
        "published_date" => fold(&reading["published_on"]),
        "genre" => fold(&reading["kind"]),
        "validity" => fold(&reading["validity"]).filter(|value| value != "unknown"),
        other => fold(&reading[other]),
    }
}

/// Returns what a label says of a field.
fn labelled(label: &Value, field: &str) -> Option<String> {
    match field {
        "issuer" => {
            joined(label["issuer"].as_str().into_iter().flat_map(|names| names.split('、')))
        }
        "province" | "city" | "county" => fold(&label["region"][field]),
        "validity" => fold(&label["validity"]).map(|value| {
            let names = [
                ("有效", "in_force"),
                ("现行有效", "in_force"),
                ("失效", "expired"),
                ("废止", "repealed"),
                ("已修改", "amended"),
            ];
            names
                .iter()
                .find(|(name, _)| *name == value)
                .map_or(value, |(_, known)| (*known).to_owned())
        }),
        other => fold(&label[other]),
    }
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut names: Vec<String> = names.filter_map(|name| fold(&Value::from(name))).collect();
    names.sort_unstable();
    Some(names.join("、")).filter(|names| !names.is_empty())
}

/// Folds width, brackets and signs that do not count; `None` for nothing.
fn fold(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let folded: String = fold::fold(&text)
        .chars()
        .filter(|character| !character.is_whitespace() && !"\"'“”‘’「」".contains(*character))
        .map(|character| match character {
            '〔' | '[' | '【' => '(',
            '〕' | ']' | '】' => ')',
            ',' | '﹑' => '、',
            other => other,
        })
        .collect();
    let folded = folded.trim_end_matches(['。', '.', ';', ':', '、']);
    (!folded.is_empty()).then(|| folded.to_owned())
}
