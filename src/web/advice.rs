//! What readers are told of parameters that cannot be used: which, what they take, and the way on.

use crate::query::facet::FacetField;
use crate::web::error::ParamError;

/// What a page says of a parameter that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Advice {
    /// What the parameter is called.
    pub(super) label: &'static str,
    /// What it takes.
    pub(super) takes: &'static str,
}

impl Advice {
    /// Returns what to say of a parameter, by its name.
    pub(super) fn of(parameter: &str) -> Self {
        if let Some(field) = FacetField::ALL.into_iter().find(|field| field.name() == parameter) {
            return Self { label: field.label(), takes: values(field) };
        }
        let (label, takes) = match parameter {
            "q" => ("检索词", "太长，请缩短后再试"),
            "scope" => ("检索范围", "只能是文件、条款或任务"),
            "sort" => ("排序", "没有这种排序"),
            "page" => ("页码", "应为从 1 开始的整数，且不宜过大；请增加条件缩小范围"),
            "per_page" => ("每页条数", "应为不超过 100 的整数"),
            "date_from" | "date_to" => {
                ("日期", "应写成 2024-05-08 的样子，起始日期不能晚于截止日期")
            }
            "deadline_before" => ("完成时限", "应写成 2024-05-08 的样子"),
            "cites" => ("引用的文号", "应为完整的发文字号，如 国办发〔2017〕47号"),
            "text" => ("原文", "不能为空，也不能超过 2000 字"),
            "c" => ("对照的条款", "应选二至六条"),
            "n" => ("对照的文件", "整件对照一次应选两件不同的文件；条款请另行对照"),
            "notice" => ("文件", "应写明一件文件"),
            "part" => ("部分", "应为该文件各部分的序号，从 1 开始"),
            "fate" => ("显示的条款", "只能是保留、改写、新增或删除"),
            "order" => ("次序", "没有这种次序"),
            "base" => ("基准", "应为所选条款的序号，从 1 开始"),
            _ => ("其他条件", "没有这个选项"),
        };
        Self { label, takes }
    }
}

fn values(field: FacetField) -> &'static str {
    match field {
        FacetField::Year => "应为四位数的年份，如 2024",
        FacetField::DeadlineMonth => "应为年和月，如 2024-10",
        _ => "没有这个选项",
    }
}

/// Returns an address without the parameters that cannot be used.
pub(super) fn without(here: &str, errors: &[ParamError]) -> String {
    let (path, query) = here.split_once('?').unwrap_or((here, ""));
    let mut kept = form_urlencoded::Serializer::new(String::new());
    kept.extend_pairs(
        form_urlencoded::parse(query.as_bytes())
            .filter(|(name, _)| errors.iter().all(|error| error.parameter != *name)),
    );
    let query = kept.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::without;
    use crate::web::error::ParamError;

    #[test]
    fn the_way_on_keeps_what_can_be_used() {
        let wrong = |names: &[&str]| -> Vec<ParamError> {
            let error =
                |name: &&str| ParamError { parameter: (*name).to_owned(), reason: String::new() };
            names.iter().map(error).collect()
        };
        let here = "/search?q=%E5%85%AC&page=x&sort=up";
        assert_eq!(without(here, &wrong(&["page", "sort"])), "/search?q=%E5%85%AC");
        assert_eq!(without("/search?page=x", &wrong(&["page"])), "/search");
    }
}
