//! The tasks of a notice as a sheet: comma-separated values that spreadsheet programs open.

use crate::notice::Notice;

/// What tells programs that a file is UTF-8.
pub(super) const MARK: char = '\u{FEFF}';

/// The names of the columns.
const COLUMNS: [&str; 9] =
    ["序号", "任务", "牵头单位", "责任单位", "配合单位", "完成时限", "最晚日期", "条款", "网址"];

/// Signs with which programs take a cell for a formula, wide forms included.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Writes the tasks of a notice that stands at an address.
pub(in crate::web) fn tasks(notice: &Notice, address: &str) -> String {
    let mut sheet = String::from(MARK);
    line(&mut sheet, &COLUMNS.map(str::to_owned));
    for (at, task) in notice.assignments.iter().enumerate() {
        let clause = notice.clauses.iter().find(|clause| clause.id == task.clause);
        let deadline = task.deadline.as_ref();
        line(
            &mut sheet,
            &[
                (at + 1).to_string(),
                task.text.clone(),
                task.lead.join("、"),
                task.responsible.join("、"),
                task.supporting.join("、"),
                deadline.map_or_else(String::new, |deadline| deadline.text.clone()),
                deadline
                    .and_then(|deadline| deadline.on)
                    .map_or_else(String::new, |on| on.to_string()),
                clause.map_or_else(String::new, |clause| clause.address.clone()),
                format!("{address}#c-{}", task.clause),
            ],
        );
    }
    sheet
}

/// Writes a line as RFC 4180 has it.
pub(super) fn line<const WIDTH: usize>(sheet: &mut String, fields: &[String; WIDTH]) {
    let fields: Vec<String> = fields.iter().map(|text| field(text)).collect();
    sheet.push_str(&fields.join(","));
    sheet.push_str("\r\n");
}

/// Quotes a field where it needs it; what a program would take for a formula becomes text.
fn field(text: &str) -> String {
    let text = if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn fields_are_quoted_and_never_formulas() {
        let cases = [
            ("完善检索。", "完善检索。"),
            ("甲,乙", "\"甲,乙\""),
            ("说\"好\"", "\"说\"\"好\"\"\""),
            ("一\n二", "\"一\n二\""),
            ("=1+2", "'=1+2"),
            ("@SUM(A1,B1)", "\"'@SUM(A1,B1)\""),
            ("＝1", "'＝1"),
        ];
        for (text, expected) in cases {
            assert_eq!(field(text), expected, "{text}");
        }
    }
}
