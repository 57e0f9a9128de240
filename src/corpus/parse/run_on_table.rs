//! Reads task tables whose cells run together in one line, without any sign between them.
//!
//! The header's names run together too and tell where the table begins. A row begins at the next
//! number; its units are the names of bodies at its end; headings (一、 （一）) stand between rows.

use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::parse::numbering::{Style, label};
use crate::corpus::parse::table::{Column, header_word};
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
    let two = columns.iter().filter(|(column, _)| is_units(*column)).count() > 1;
    let units: Vec<&str> =
        columns.iter().filter(|(column, _)| is_units(*column)).map(|(_, word)| *word).collect();
    let mut table = Table::default();
    let mut names = vec!["序号", "工作任务"];
    names.extend(units.iter().take(2));
    table.rows.push(names.iter().map(|name| cell(name, false)).collect());
    let width = table.rows[0].len();
    for row in rows {
        match row {
            Part::Heading(words) => {
                table.rows.push((0..width).map(|at| cell(words, at > 0)).collect());
            }
            Part::Row { number, body } => {
                let (task, names) = units_behind(body);
                let second = if two { second_column(&names) } else { names.len() };
                let mut cells = vec![cell(&number.to_string(), false), cell(task, false)];
                cells.push(cell(&list(&names[..second]), false));
                if two {
                    cells.push(cell(&list(&names[second..]), false));
                }
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

fn list(names: &[&str]) -> String {
    names.join("、")
}

/// Finds names of columns that run together, one of them of units.
fn header(text: &str) -> Option<(usize, usize, Vec<(Column, &str)>)> {
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

/// Parts the names of bodies at the end of a row from what is to be done.
fn units_behind(body: &str) -> (&str, Vec<&str>) {
    let body = body.trim();
    let from = body.rfind(['。', '；']).map_or(0, |at| at + '。'.len_utf8());
    let found = body[from..]
        .char_indices()
        .filter(|(at, character)| *at == 0 && from > 0 || STARTS.contains(character))
        .find_map(|(at, _)| Some((from + at, names(&body[from + at..])?)));
    match found {
        Some((at, names)) => (body[..at].trim_end(), names),
        None => (body, Vec::new()),
    }
}

/// Splits a text that is nothing but names of bodies.
fn names(text: &str) -> Option<Vec<&str>> {
    let mut all = Vec::new();
    for run in split_outside_brackets(text) {
        all.extend(run_on(run)?);
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

fn split_outside_brackets(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let parts = text.split(|character: char| {
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(character, ' ' | '，' | ',' | '、' | '；' | ';')
    });
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Returns where the second column of units begins: at the first group of a government's own
/// bodies (区直有关单位, 各部门), which is what second columns open with.
fn second_column(names: &[&str]) -> usize {
    let is_own = |name: &&str| {
        looks_like_group(name)
            && ["单位", "部门"].iter().any(|ending| name.ends_with(ending))
            && ["直", "有关", "相关", "各单位", "各部门", "政府各"]
                .iter()
                .any(|word| name.contains(word))
    };
    names.iter().position(is_own).unwrap_or(names.len())
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
    fn a_text_without_such_a_table_is_left_alone() {
        let text = "做好公开。（责任单位：区教育局）完善检索。（责任单位：区财政局）";
        assert!(find(text).is_none());
    }
}
