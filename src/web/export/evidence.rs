//! Clauses as proof: what each says, where it stands, how it is cited, when it was read.

use jiff::civil::Date;

use crate::notice::Notice;
use crate::notice::assignment::Duty;
use crate::notice::clause::Clause;
use crate::web::export::citation::{official, reference};
use crate::web::export::sheet::{MARK, line};

/// The names of the columns of a sheet.
const COLUMNS: [&str; 14] = [
    "序号",
    "标题",
    "发文字号",
    "发文机关",
    "日期",
    "有效性",
    "条款",
    "原文",
    "牵头单位",
    "责任单位",
    "完成时限",
    "公文引用",
    "GB/T 7714引用",
    "网址",
];

/// A clause as proof.
#[derive(Clone, Debug)]
pub(in crate::web) struct Evidence {
    /// Title of its notice.
    pub(in crate::web) title: String,
    number: String,
    issuers: String,
    date: String,
    validity: &'static str,
    /// Where it stands, in words.
    address: String,
    /// Its text.
    pub(in crate::web) text: String,
    lead: String,
    responsible: String,
    deadline: String,
    /// 《标题》（文号）第二部分第（三）条
    pub(in crate::web) citation: String,
    /// The reference after GB/T 7714, with the day of reading.
    pub(in crate::web) reference: String,
    /// The address of the clause.
    link: String,
}

impl Evidence {
    /// Makes proof of a clause that is read at an address on a day.
    pub(in crate::web) fn new(
        notice: &Notice,
        clause: &Clause,
        duty: &Duty,
        link: String,
        read_on: Date,
    ) -> Self {
        let text = |text: Option<String>| text.unwrap_or_default();
        Self {
            title: notice.display_title().into_owned(),
            number: text(notice.doc_number.as_ref().map(ToString::to_string)),
            issuers: notice.issuers.join("、"),
            date: text(notice.issued_on.or(notice.published_on).map(|date| date.to_string())),
            validity: notice.effective_validity().label(),
            citation: format!("{}{}", official(notice), clause.address),
            reference: reference(notice, read_on, &link),
            address: clause.address.clone(),
            text: clause.text.clone(),
            lead: duty.lead.join("、"),
            responsible: duty.responsible.join("、"),
            deadline: text(duty.deadline.as_ref().map(|deadline| deadline.text.clone())),
            link,
        }
    }

    /// Returns what is known beside the text, each with its label; what is not known is left out.
    pub(super) fn facts(&self) -> Vec<(&'static str, &str)> {
        let facts = [
            ("发文机关", self.issuers.as_str()),
            ("日期", &self.date),
            ("有效性", self.validity),
            ("牵头单位", &self.lead),
            ("责任单位", &self.responsible),
            ("完成时限", &self.deadline),
            ("引用", &self.citation),
            ("GB/T 7714", &self.reference),
            ("网址", &self.link),
        ];
        facts.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// Writes proof as a sheet.
pub(in crate::web) fn sheet(evidence: &[Evidence]) -> String {
    let mut sheet = String::from(MARK);
    line(&mut sheet, &COLUMNS.map(str::to_owned));
    for (one, number) in evidence.iter().zip(1..) {
        line(
            &mut sheet,
            &[
                number.to_string(),
                one.title.clone(),
                one.number.clone(),
                one.issuers.clone(),
                one.date.clone(),
                one.validity.to_owned(),
                one.address.clone(),
                one.text.clone(),
                one.lead.clone(),
                one.responsible.clone(),
                one.deadline.clone(),
                one.citation.clone(),
                one.reference.clone(),
                one.link.clone(),
            ],
        );
    }
    sheet
}

/// Writes proof as Markdown.
pub(in crate::web) fn markdown(evidence: &[Evidence]) -> String {
    let pieces = evidence.iter().flat_map(|one| {
        let head = format!("\n## {}\n\n", escaped(&one.citation));
        let quoted = one.text.lines().map(|line| format!("> {}\n", escaped(line)));
        let facts = one.facts().into_iter();
        let facts = facts.map(|(label, value)| format!("- {label}：{}\n", escaped(value)));
        std::iter::once(head).chain(quoted).chain(["\n".to_owned()]).chain(facts)
    });
    std::iter::once("# 条款摘录\n".to_owned()).chain(pieces).collect()
}

/// Puts a backslash before what Markdown would take for a sign of its own.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn signs_of_markdown_are_written_as_they_are() {
        assert_eq!(escaped("养蜂*补贴_[1]"), "养蜂\\*补贴\\_\\[1\\]");
        assert_eq!(escaped("浮桥〔2024〕"), "浮桥〔2024〕");
    }
}
