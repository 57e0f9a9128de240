//! Finds document numbers that are not written as GB/T 9704 has it.

use crate::notice::number_form::{Fault, Misshapen, misshapen};
use crate::precedent::check::draft::Part;
use crate::precedent::check::finding::{Finding, FindingKind, Severity};

/// Checks the numbers of one part of a draft.
pub(super) fn check(part: &Part<'_>) -> Vec<Finding> {
    misshapen(part.text).iter().map(|number| found(part, number)).collect()
}

fn found(part: &Part<'_>, number: &Misshapen) -> Finding {
    let written = &part.text[number.range.clone()];
    let faults: Vec<String> = number.faults.iter().map(ToString::to_string).collect();
    let is_plain = number.faults.iter().all(|fault| {
        matches!(fault, Fault::Brackets | Fault::YearSign | Fault::Ordinal | Fault::Padding)
    });
    let advice = match &number.proper {
        Some(proper) if is_plain => format!("按 GB/T 9704—2012 改为“{proper}”。"),
        Some(proper) => {
            format!("按 GB/T 9704—2012 应写作“{proper}”；请对照原文件核实年份和顺序号。")
        }
        None => {
            "按 GB/T 9704—2012 应写作“机关代字〔年份〕序号号”，如“国办发〔2024〕1号”；请对照原文件补全。".to_owned()
        }
    };
    Finding {
        said: format!("文号“{written}”的写法不合公文格式：{}。", faults.join("，")),
        advice,
        ..part.finding(FindingKind::NumberForm, Severity::Correct, number.range.clone())
    }
}
