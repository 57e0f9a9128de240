//! Reads task tables whose cells run together in one line, without any sign between them.
//!
//! The header's names run together too and tell where the table begins. A row begins at the next
//! number; its units are the names of bodies at its end; headings (一、 （一）) stand between rows.

use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::parse::column::{Column, header_word};
use crate::corpus::parse::deadline::is_deadline;
use crate::corpus::parse::numbering::{Style, label};
use crate::corpus::parse::unit::{looks_like_group, looks_like_unit};
use crate::corpus::raw::{Cell, Table};

/// The fewest names of columns that make a header.
const FEWEST_COLUMNS: usize = 3;

/// Characters that the names of bodies begin with: levels of government, 各.
const STARTS: &[char] = &['国', '省', '市', '州', '盟', '区', '县', '旗', '镇', '乡', '各', '团'];

/// Returns the text before such a table, and the table; `None` where the text holds none.
pub(super) fn find(text: &str) -> Option<(&str, Table)> {
    let (start, end, columns) = header(text)?;
    let rows = rows(&text[end..]);
    if rows.len() < 2 {
        return None;
    }
    let words = |wanted: fn(Column) -> bool| {
        columns.iter().filter(move |(column, _)| wanted(*column)).map(|(_, word)| *word)
    };
    let units = words(is_units).take(2).count();
    let deadline = words(|column| column == Column::Deadline).next();
    let mut table = Table::default();
    let header = ["序号", "工作任务"].into_iter().chain(words(is_units).take(2)).chain(deadline);
    table.rows.push(header.map(|name| cell(name, false)).collect());
    let width = table.rows[0].len();
    for row in rows {
        match row {
            Part::Heading(words) => {
                table.rows.push((0..width).map(|at| cell(words, at > 0)).collect());
            }
            Part::Row { number, body } => {
                let row = Cells::of(body, deadline.is_some());
                let second = if units > 1 { second_column(&row.names) } else { row.names.len() };
                let mut cells = vec![cell(&number.to_string(), false), cell(row.task, false)];
                cells.push(cell(&list(&row.names[..second]), false));
                if units > 1 {
                    cells.push(cell(&list(&row.names[second..]), false));
                }
                cells.extend(deadline.map(|_| cell(row.deadline, false)));
                table.rows.push(cells);
            }
        }
    }
    Some((text[..start].trim_end(), table))
}

fn is_units(column: Column) -> bool {
    matches!(column, Column::Lead | Column::Responsible | Column::Supporting)
}

fn cell(text: &str, merged: bool) -> Cell {
    Cell { text: text.trim().to_owned(), merged }
}

fn list(names: &[Name<'_>]) -> String {
    names.iter().map(|name| name.text).collect::<Vec<_>>().join("、")
}

/// Where a header stands in a text, and the columns that it names.
type Header<'a> = (usize, usize, Vec<(Column, &'a str)>);

/// Finds names of columns that run together, one of them of units.
fn header(text: &str) -> Option<Header<'_>> {
    if !["单位", "部门"].iter().any(|word| text.contains(word)) {
        return None;
    }
    text.char_indices().find_map(|(start, _)| {
        let mut columns = Vec::new();
        let mut end = start;
        while let Some((column, word)) = header_word(text[end..].trim_start()) {
            end += text[end..].len() - text[end..].trim_start().len() + word.len();
            columns.push((column, word));
        }
        let assigns = columns.iter().any(|(column, _)| is_units(*column));
        (columns.len() >= FEWEST_COLUMNS && assigns).then_some((start, end, columns))
    })
}

/// A heading between rows, or a row.
enum Part<'a> {
    Heading(&'a str),
    Row { number: u32, body: &'a str },
}

fn rows(text: &str) -> Vec<Part<'_>> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(\d{1,3})[.．、]").expect("a literal pattern"));
    let mut starts: Vec<(u32, usize, usize)> = Vec::new();
    for found in NUMBER.captures_iter(text) {
        let (Some(whole), Ok(number)) = (found.get(0), found[1].parse::<u32>()) else { continue };
        let expected = starts.last().map_or(1, |(last, ..)| last + 1);
        let apart = !text[..whole.start()].ends_with(|c: char| c.is_ascii_digit())
            && !text[whole.end()..].starts_with(|c: char| c.is_ascii_digit());
        if apart && (expected..=expected + 1).contains(&number) {
            starts.push((number, whole.start(), whole.end()));
        }
    }
    let mut parts = Vec::new();
    let first = starts.first().map_or(text.len(), |(_, start, _)| *start);
    parts.extend(headings(&text[..first]));
    for (index, (number, _, from)) in starts.iter().enumerate() {
        let to = starts.get(index + 1).map_or(text.len(), |(_, start, _)| *start);
        let (body, behind) = split_headings(&text[*from..to]);
        parts.push(Part::Row { number: *number, body });
        parts.extend(headings(behind));
    }
    parts
}

/// Parts a row from the headings of the next rows, which stand behind its last full stop.
fn split_headings(body: &str) -> (&str, &str) {
    let from = body.rfind('。').map_or(0, |at| at + '。'.len_utf8());
    let at = label_starts(&body[from..]).first().map_or(body.len(), |at| from + at);
    body.split_at(at)
}

fn headings(text: &str) -> Vec<Part<'_>> {
    let starts = label_starts(text);
    starts
        .iter()
        .enumerate()
        .map(|(index, start)| {
            let end = starts.get(index + 1).copied().unwrap_or(text.len());
            Part::Heading(text[*start..end].trim())
        })
        .collect()
}

/// Returns where 一、 and （一） stand in a text.
fn label_starts(text: &str) -> Vec<usize> {
    text.char_indices()
        .filter(|(_, character)| "一二三四五六七八九十（(".contains(*character))
        .filter(|(at, _)| {
            !text[..*at].ends_with(|c: char| "一二三四五六七八九十百第（(".contains(c))
                && label(&text[*at..]).is_some_and(|label| {
                    matches!(label.style, Style::Chinese | Style::ChineseBracketed)
                })
        })
        .map(|(at, _)| at)
        .collect()
}

/// The cells of a row, told apart.
#[derive(Debug, Default)]
struct Cells<'a> {
    task: &'a str,
    names: Vec<Name<'a>>,
    deadline: &'a str,
}

/// The name of a body, and whether a comma parts it from the name before.
#[derive(Clone, Copy, Debug)]
struct Name<'a> {
    text: &'a str,
    listed: bool,
}

impl<'a> Cells<'a> {
    /// Parts what is to be done from the names of bodies at the end, and from a deadline behind
    /// them.
    fn of(body: &'a str, has_deadline: bool) -> Self {
        let body = body.trim();
        let from = body.rfind(['。', '；']).map_or(0, |at| at + '。'.len_utf8());
        let starts = body[from..]
            .char_indices()
            .filter(|(at, character)| *at == 0 && from > 0 || STARTS.contains(character))
            .map(|(at, _)| from + at);
        for at in starts {
            let task = body[..at].trim_end();
            if let Some(names) = names(&body[at..]) {
                return Self { task, names, deadline: "" };
            }
            if has_deadline && let Some((names, deadline)) = names_and_deadline(&body[at..]) {
                return Self { task, names, deadline };
            }
        }
        Self { task: body, ..Self::default() }
    }
}

/// Reads names with a deadline behind them: 区财政局，各街道办事处2023年9月底前.
fn names_and_deadline(text: &str) -> Option<(Vec<Name<'_>>, &str)> {
    text.char_indices().rev().find_map(|(at, _)| {
        let (before, deadline) = text.split_at(at);
        let names = is_deadline(deadline).then(|| names(before))??;
        Some((names, deadline))
    })
}

/// Splits a text that is nothing but names of bodies.
fn names(text: &str) -> Option<Vec<Name<'_>>> {
    let mut all = Vec::new();
    for (run, listed) in runs(text) {
        for (index, text) in run_on(run)?.into_iter().enumerate() {
            all.push(Name { text, listed: listed && index == 0 });
        }
    }
    (!all.is_empty()).then_some(all)
}

/// Splits names that run together: 区财政局区农业农村局.
fn run_on(text: &str) -> Option<Vec<&str>> {
    let is_name = |name: &str| looks_like_unit(name) || looks_like_group(name);
    let mut depth = 0_usize;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && STARTS.contains(&character) => {
                let (name, rest) = text.split_at(at);
                if name.chars().count() >= 3
                    && is_name(name)
                    && let Some(mut names) = run_on(rest)
                {
                    names.insert(0, name);
                    return Some(names);
                }
            }
            _ => {}
        }
    }
    is_name(text).then(|| vec![text])
}

/// Splits at commas and blanks outside of brackets; tells for each run whether a comma stands
/// before it.
fn runs(text: &str) -> Vec<(&str, bool)> {
    let mut runs = Vec::new();
    let (mut depth, mut from, mut listed) = (0_usize, 0, false);
    for (at, character) in text.char_indices() {
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            ' ' | '，' | ',' | '、' | '；' | ';' if depth == 0 => {
                if from < at {
                    runs.push((&text[from..at], listed));
                }
                listed = character != ' ';
                from = at + character.len_utf8();
            }
            _ => {}
        }
    }
    if from < text.len() {
        runs.push((&text[from..], listed));
    }
    runs
}

/// Returns where the second column of units begins: at the first group of a government's own
/// bodies (区直有关单位, 各部门), which is what second columns open with; else at the last name
/// that no comma parts from the one before it.
fn second_column(names: &[Name<'_>]) -> usize {
    let is_own = |name: &Name<'_>| {
        looks_like_group(name.text)
            && ["单位", "部门"].iter().any(|ending| name.text.ends_with(ending))
            && ["直", "有关", "相关", "各单位", "各部门", "政府各"]
                .iter()
                .any(|word| name.text.contains(word))
    };
    names.iter().position(is_own).unwrap_or_else(|| {
        let last = names.iter().skip(1).rposition(|name| !name.listed);
        last.map_or(names.len(), |at| at + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn cells_that_run_together_are_told_apart() {
        let text = "附件 2024年任务分解表工作任务工作要求牵头单位配合/责任单位一、深化公开（一）规划1.公开规划。专栏展示。区发展局区环境局 区直有关单位，各片区管理局、各乡镇政府（街道办事处）2.公开债务相关信息区财政局 （二）解读3.做好解读。区直各单位，各片区管理局";
        let (before, table) = find(text).expect("a table");
        assert_eq!(before, "附件 2024年任务分解表");
        let rows: Vec<Vec<&str>> = table
            .rows
            .iter()
            .map(|row| row.iter().filter(|cell| !cell.merged).map(|cell| &*cell.text).collect())
            .collect();
        let expected: &[&[&str]] = &[
            &["序号", "工作任务", "牵头单位", "配合/责任单位"],
            &["一、深化公开"],
            &["（一）规划"],
            &[
                "1",
                "公开规划。专栏展示。",
                "区发展局、区环境局",
                "区直有关单位、各片区管理局、各乡镇政府（街道办事处）",
            ],
            &["2", "公开债务相关信息", "区财政局", ""],
            &["（二）解读"],
            &["3", "做好解读。", "", "区直各单位、各片区管理局"],
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn deadlines_that_run_on_are_told_apart() {
        let text = "工作任务牵头单位责任单位完成时限1.编制目录。区教育局区财政局，各街道办事处2023年9月底前2.更新目录。区司法局区数据局长期坚持";
        let (_, table) = find(text).expect("a table");
        let row = |at: usize| table.rows[at].iter().map(|cell| &*cell.text).collect::<Vec<_>>();
        assert_eq!(
            row(1),
            ["1", "编制目录。", "区教育局", "区财政局、各街道办事处", "2023年9月底前"]
        );
        assert_eq!(row(2), ["2", "更新目录。", "区司法局", "区数据局", "长期坚持"]);
    }

    #[test]
    fn a_text_without_such_a_table_is_left_alone() {
        let text = "做好公开。（责任单位：区教育局）完善检索。（责任单位：区财政局）";
        assert!(find(text).is_none());
    }
}
