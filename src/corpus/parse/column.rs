//! Which column of an annex table a header names: 牵头单位, 完成时限.

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

#[cfg(test)]
mod tests {
    use super::{Column, column_of};

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
}
