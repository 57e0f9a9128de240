//! Reads annex tables whose cells are known: columns by their header, rows with merged cells filled.

use crate::corpus::parse::numbering::{Style, label};
use crate::corpus::raw::{Cell, Table};

/// What a column of a task table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    /// 序号
    Number,
    /// 工作任务, 具体要求
    Task,
    /// 牵头单位
    Lead,
    /// 责任单位
    Responsible,
    /// 配合单位
    Supporting,
    /// 完成时限
    Deadline,
    /// Anything else.
    Other,
}

/// Words of headers by what the column holds, blanks left out.
const HEADERS: &[(Column, &[&str])] = &[
    (Column::Number, &["序号", "编号", "序"]),
    (
        Column::Task,
        &[
            "工作任务",
            "重点任务",
            "主要任务",
            "具体任务",
            "任务",
            "任务名称",
            "任务内容",
            "工作内容",
            "具体要求",
            "工作要求",
            "具体举措",
            "具体措施",
            "主要内容",
            "重点工作",
            "工作事项",
            "事项",
            "工作措施",
            "目标任务",
            "任务分解",
            "任务分工",
            "主要举措",
            "工作举措",
            "重点工作任务",
            "工作目标",
            "具体内容",
            "任务清单",
            "具体工作",
            "工作项目",
            "项目",
            "措施",
            "重点任务及举措",
            "内容",
            "公开内容",
            "公开事项",
            "工作任务及要求",
            "任务要求",
            "政策名称",
            "政策事项",
            "工作重点",
        ],
    ),
    (
        Column::Lead,
        &[
            "牵头单位",
            "牵头部门",
            "牵头责任单位",
            "牵头责任部门",
            "牵头单位（部门）",
            "主办单位",
            "主办部门",
            "牵头",
        ],
    ),
    (
        Column::Responsible,
        &[
            "责任单位",
            "责任部门",
            "主体责任单位",
            "主要责任单位",
            "承办单位",
            "实施单位",
            "落实单位",
            "负责单位",
            "责任主体",
            "配合/责任单位",
            "责任单位（部门）",
            "责任单位及责任人",
            "主责单位",
            "负责部门",
            "完成单位",
            "责任科室",
            "责任处室",
            "实施部门",
            "主管部门",
            "主体责任部门",
            "主要责任部门",
            "牵头（责任）单位",
            "责任分工",
        ],
    ),
    (
        Column::Supporting,
        &[
            "配合单位",
            "配合部门",
            "协办单位",
            "参与单位",
            "协同单位",
            "协助单位",
            "配合责任单位",
            "参加单位",
        ],
    ),
    (
        Column::Deadline,
        &[
            "完成时限",
            "完成时间",
            "时限",
            "时间",
            "时间节点",
            "完成期限",
            "办理时限",
            "时限要求",
            "进度安排",
            "时间安排",
            "完成时限要求",
            "完成日期",
            "期限",
            "兑现时限",
            "工作时限",
            "时间要求",
            "时间进度",
            "落实时限",
            "推进时限",
        ],
    ),
    (
        Column::Other,
        &[
            "备注",
            "进展情况",
            "联系人",
            "联系电话",
            "公开渠道",
            "公开主体",
            "公开依据",
            "公开时限",
            "依据",
            "分管领导",
            "责任人",
            "工作成果",
            "成果形式",
            "兑现标准",
            "公开形式",
            "责任领导",
        ],
    ),
];

/// A row of a table with what its cells hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// The number that the row is printed with, else its place.
    pub(super) number: u32,
    /// Headings that hold the row: merged cells such as 一、… and （一）….
    pub(super) headings: Vec<String>,
    /// What is to be done.
    pub(super) task: String,
    /// All cells in order, for the row's text.
    pub(super) cells: Vec<String>,
    /// The unit columns as written: column and text.
    pub(super) units: Vec<(Column, String)>,
    /// The deadline as written.
    pub(super) deadline: Option<String>,
}

/// A table read by its header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grid {
    /// Its rows, the header left out.
    pub(super) rows: Vec<Row>,
    /// Whether it assigns tasks to units.
    pub(super) assigns: bool,
}

/// Returns what a header cell says of its column: a name of the table above, else one that is
/// put together like them (重点举措, 市级牵头部门).
pub(super) fn column_of(text: &str) -> Option<Column> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let known = HEADERS.iter().find(|(_, words)| words.contains(&text.as_str()));
    known.map(|(column, _)| *column).or_else(|| column_by_form(&text))
}

fn column_by_form(text: &str) -> Option<Column> {
    let length = text.chars().count();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let ends = |words: &[&str]| words.iter().any(|word| text.ends_with(word));
    if !(3..=10).contains(&length)
        || has(&["、", "，", "。", "："])
        || text.starts_with(['各', '有'])
    {
        return None;
    }
    if ends(&["单位", "部门", "科室", "处室"]) {
        return if has(&["牵头", "主办"]) {
            Some(Column::Lead)
        } else if has(&["责任", "承办", "实施", "落实", "负责"]) {
            Some(Column::Responsible)
        } else if has(&["配合", "协办", "协同", "协助", "参与", "参加"]) {
            Some(Column::Supporting)
        } else {
            None
        };
    }
    if ends(&["时限", "期限", "时间节点"]) && !text.starts_with("公开") {
        return Some(Column::Deadline);
    }
    let task = length <= 6 && ends(&["任务", "举措", "措施", "事项"]);
    task.then_some(Column::Task)
}

/// Returns the longest name of a column that a text begins with.
pub(super) fn header_word(text: &str) -> Option<(Column, &'static str)> {
    HEADERS
        .iter()
        .flat_map(|(column, words)| words.iter().map(|word| (*column, *word)))
        .filter(|(_, word)| text.starts_with(word))
        .max_by_key(|(_, word)| word.len())
}

/// Tells whether a line is the header of a column.
pub(super) fn is_header_cell(text: &str) -> bool {
    column_of(text).is_some()
}

/// Reads a table whose cells are known; a table without a known header keeps its cells only.
pub(super) fn read(table: &Table) -> Grid {
    let header = table.rows.iter().take(4).position(|row| known_columns(row) >= 2);
    let Some(header) = header else { return plain(table, 0) };
    let mut columns = columns(&table.rows[header]);
    let mut first = header + 1;
    if let Some(second) = table
        .rows
        .get(first)
        .filter(|row| known_columns(row) >= 2 && row.iter().any(|cell| cell.merged))
    {
        refine(&mut columns, second);
        first += 1;
    }
    let assigns = columns
        .iter()
        .any(|column| matches!(column, Column::Lead | Column::Responsible | Column::Supporting));
    if !assigns {
        return plain(table, first);
    }
    let mut grid = Grid { rows: Vec::new(), assigns };
    let mut section: Vec<String> = Vec::new();
    for cells in &table.rows[first..] {
        if let Some(heading) = spanning(cells) {
            set_heading(&mut section, heading);
            continue;
        }
        if known_columns(cells) >= 2 {
            continue;
        }
        grid.rows.push(row(cells, &columns, &section, grid.rows.len()));
    }
    grid
}

fn known_columns(row: &[Cell]) -> usize {
    row.iter().filter(|cell| !cell.merged && is_header_cell(&cell.text)).count()
}

fn columns(row: &[Cell]) -> Vec<Column> {
    row.iter().map(|cell| column_of(&cell.text).unwrap_or(Column::Other)).collect()
}

/// Takes the second line of a header: 责任分工 over 牵头单位 and 配合单位.
fn refine(columns: &mut [Column], second: &[Cell]) {
    for (column, cell) in columns.iter_mut().zip(second) {
        if let Some(known) = column_of(&cell.text) {
            *column = known;
        }
    }
}

/// Returns the text of a row that is one merged cell.
fn spanning(cells: &[Cell]) -> Option<&str> {
    let first = cells.first()?;
    let one =
        cells.len() > 1 && cells[1..].iter().all(|cell| cell.merged && cell.text == first.text);
    (one && !first.text.is_empty()).then_some(first.text.as_str())
}

/// Puts a heading in its place: （一） stands below 一、.
pub(super) fn set_heading(section: &mut Vec<String>, heading: &str) {
    let style = |text: &str| label(text).map_or(Style::Chinese, |label| label.style);
    section.retain(|held| style(held) < style(heading));
    section.push(one_line(heading));
}

fn row(cells: &[Cell], columns: &[Column], section: &[String], place: usize) -> Row {
    let mut row = Row {
        number: u32::try_from(place + 1).unwrap_or(u32::MAX),
        headings: section.to_vec(),
        ..Row::default()
    };
    let last_task = columns.iter().rposition(|column| *column == Column::Task);
    for (index, (cell, column)) in cells.iter().zip(columns).enumerate() {
        let text = one_line(&cell.text);
        if text.is_empty() {
            continue;
        }
        match column {
            Column::Number => row.number = text.parse().unwrap_or(row.number),
            Column::Task if Some(index) == last_task => row.task.clone_from(&text),
            Column::Task => set_heading(&mut row.headings, &text),
            Column::Lead | Column::Responsible | Column::Supporting => {
                row.units.push((*column, cell.text.clone()));
            }
            Column::Deadline => row.deadline = Some(text.clone()),
            Column::Other => {}
        }
        row.cells.push(text);
    }
    if row.task.is_empty() {
        row.task = row.headings.pop().unwrap_or_default();
    }
    row
}

/// Reads a table that assigns nothing: its rows are kept as text.
fn plain(table: &Table, first: usize) -> Grid {
    let rows = table.rows[first.min(table.rows.len())..]
        .iter()
        .enumerate()
        .map(|(place, cells)| {
            let cells: Vec<String> = match spanning(cells) {
                Some(text) => vec![one_line(text)],
                None => cells
                    .iter()
                    .map(|cell| one_line(&cell.text))
                    .filter(|text| !text.is_empty())
                    .collect(),
            };
            Row { number: u32::try_from(place + 1).unwrap_or(u32::MAX), cells, ..Row::default() }
        })
        .filter(|row| !row.cells.is_empty())
        .collect();
    Grid { rows, assigns: false }
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::{Column, column_of, read};
    use crate::corpus::raw::{Cell, Table};

    fn table(rows: &[&[&str]]) -> Table {
        let rows = rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|text| match text.strip_prefix('^') {
                        Some(text) => Cell { text: text.to_owned(), merged: true },
                        None => Cell { text: (*text).to_owned(), merged: false },
                    })
                    .collect()
            })
            .collect();
        Table { rows }
    }

    #[test]
    fn headers_are_recognised() {
        assert_eq!(column_of("责 任 单 位"), Some(Column::Responsible));
        assert_eq!(column_of("配合/责任单位"), Some(Column::Responsible));
        assert_eq!(column_of("完成 时限"), Some(Column::Deadline));
        assert_eq!(column_of("重点举措"), Some(Column::Task));
        assert_eq!(column_of("市级牵头部门"), Some(Column::Lead));
        assert_eq!(column_of("清泽市"), None);
        assert_eq!(column_of("各有关单位"), None);
    }

    #[test]
    fn rows_carry_their_units_and_headings() {
        let grid = read(&table(&[
            &["序号", "重点任务", "具体举措", "责任单位", "完成时限"],
            &["一、强化公开", "^一、强化公开", "^一、强化公开", "^一、强化公开", "^一、强化公开"],
            &["1", "（一）平台", "完善检索。", "市政府办公室", "9月底前"],
            &["2", "^（一）平台", "完善问答。", "^市政府办公室", "长期坚持"],
        ]));
        assert!(grid.assigns);
        assert_eq!(grid.rows.len(), 2);
        assert_eq!(grid.rows[1].number, 2);
        assert_eq!(grid.rows[1].task, "完善问答。");
        assert_eq!(grid.rows[1].headings, ["一、强化公开", "（一）平台"]);
        assert_eq!(grid.rows[1].units, [(Column::Responsible, "市政府办公室".to_owned())]);
    }

    #[test]
    fn a_table_without_units_keeps_its_cells() {
        let grid = read(&table(&[&["地区", "标准"], &["清泽市", "900元"]]));
        assert!(!grid.assigns);
        assert_eq!(grid.rows[1].cells, ["清泽市", "900元"]);
    }
}
