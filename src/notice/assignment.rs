//! Who does a clause by when (任务分工).

use std::fmt;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::notice::id::ClauseId;
use crate::notice::schema::DateSchema;

/// A task: the units that a clause names, by role, with its deadline.
///
/// Example: （牵头单位：市发改委；配合单位：市财政局；完成时限：2024年10月底前）.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Assignment {
    /// The clause that holds the task.
    pub clause: ClauseId,
    /// The whole paragraph or table cell that says what is to be done.
    pub text: String,
    /// 牵头单位, as written.
    pub lead: Vec<String>,
    /// 责任单位, as written.
    pub responsible: Vec<String>,
    /// 配合单位, as written.
    pub supporting: Vec<String>,
    /// The functional departments of the units above; unknown ones are left out.
    pub departments: Departments,
    /// 完成时限
    pub deadline: Option<Deadline>,
}

impl Assignment {
    /// Returns every unit that the task names, leaders first.
    pub fn units(&self) -> impl Iterator<Item = &str> {
        self.lead.iter().chain(&self.responsible).chain(&self.supporting).map(String::as_str)
    }
}

/// What several tasks come to: their units by role, each once, and the first deadline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Duty {
    /// 牵头单位, as written.
    pub lead: Vec<String>,
    /// 责任单位, as written.
    pub responsible: Vec<String>,
    /// 配合单位, as written.
    pub supporting: Vec<String>,
    /// 完成时限
    pub deadline: Option<Deadline>,
}

impl Duty {
    /// Puts tasks together.
    pub fn of(tasks: &[Assignment]) -> Self {
        let units = |of: fn(&Assignment) -> &Vec<String>| {
            let mut units: Vec<String> = Vec::new();
            for unit in tasks.iter().flat_map(of) {
                if !units.contains(unit) {
                    units.push(unit.clone());
                }
            }
            units
        };
        Self {
            lead: units(|task| &task.lead),
            responsible: units(|task| &task.responsible),
            supporting: units(|task| &task.supporting),
            deadline: tasks.iter().find_map(|task| task.deadline.clone()),
        }
    }
}

/// Functional departments (职能部门) by role: 区发改委 and 市发展改革局 are both 发展改革.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Departments {
    /// Departments of the leading units.
    pub lead: Vec<String>,
    /// Departments of the responsible units.
    pub responsible: Vec<String>,
    /// Departments of the supporting units.
    pub supporting: Vec<String>,
}

impl Departments {
    /// Returns every department of the task, each once, leaders first.
    pub fn all(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for name in self.lead.iter().chain(&self.responsible).chain(&self.supporting) {
            if !all.contains(&name.as_str()) {
                all.push(name);
            }
        }
        all
    }
}

/// How a deadline is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// 2020年10月30日前
    Day,
    /// 2024年10月中旬
    PartOfMonth,
    /// 2024年12月底前
    MonthEnd,
    /// 印发之日起20个工作日内
    Relative,
    /// 长期坚持
    Standing,
    /// 每季度, 每年至少1次
    Recurring,
}

impl DeadlineKind {
    /// Returns the name in JSON, such as `month_end`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::PartOfMonth => "part_of_month",
            Self::MonthEnd => "month_end",
            Self::Relative => "relative",
            Self::Standing => "standing",
            Self::Recurring => "recurring",
        }
    }
}

impl fmt::Display for DeadlineKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// By when a task is to be done (完成时限).
///
/// Example: text 2024年10月中旬, kind `part_of_month`, latest day 2024-10-20.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    /// As written.
    pub text: String,
    /// How it is given.
    pub kind: DeadlineKind,
    /// The latest day meant: the 20th for 中旬, the last day for 底前.
    #[schemars(with = "Option<DateSchema>")]
    pub on: Option<Date>,
    /// Whether it never ends (长期坚持).
    pub standing: bool,
}
