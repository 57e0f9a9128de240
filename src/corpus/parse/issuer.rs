//! Decides who issued a notice: the bodies that sign, else the title's, else the labelled ones.

use crate::corpus::parse::metadata::Metadata;
use crate::corpus::parse::parts::Parts;
use crate::corpus::parse::unit::looks_like_unit;
use crate::lexicon::divisions::Divisions;
use crate::notice::body::ORGANS;
use crate::notice::doc_number::{DocNumber, Form};

/// Ends of names of other bodies than [`ORGANS`], behind which another name may follow without a sign
/// between.
const OTHERS: &[&str] = &["办", "部", "中心", "行", "署", "公司", "总工会", "联合会", "院"];

/// Beginnings of names of bodies that no place stands before.
const STARTS: &[&str] = &["国家", "中国", "中共", "中华", "全国", "国务院", "中央", "共青团"];

/// Returns the issuing bodies, as written.
pub(super) fn read(
    title: Option<&str>,
    doc_number: Option<&DocNumber>,
    metadata: &Metadata,
    parts: &Parts,
    divisions: &Divisions,
) -> Vec<String> {
    let titled = title.map(|title| of_title(title, divisions)).unwrap_or_default();
    let signed: Vec<String> = join_broken(&parts.signers)
        .iter()
        .flat_map(|line| names_of_line(line))
        .flat_map(|name| split_joined(&name, divisions))
        .map(|name| without_closing(&name).to_owned())
        .filter(|name| looks_like_unit(name))
        .collect();
    if !signed.is_empty() && !is_rest_of(&signed, &titled) {
        return signed;
    }
    if !titled.is_empty() {
        return titled;
    }
    if let Some(body) = doc_number.and_then(of_order) {
        return vec![body];
    }
    let stated = metadata.issuer.as_deref().or(parts.red_head.as_deref());
    let origin = metadata.origin.as_deref().map(without_site);
    let named = stated.or(origin.filter(|origin| issues(origin)));
    named
        .map(|names| {
            names
                .split(['、', ' ', '，', ',', ';', '；'])
                .flat_map(|name| split_joined(name, divisions))
                .filter(|name| !name.is_empty())
                .collect()
        })
        .unwrap_or_default()
}

/// Tells whether an origin can have issued a notice; associations and media only pass it on.
fn issues(origin: &str) -> bool {
    let passes_on =
        ["协会", "学会", "商会", "公司", "集团", "研究院", "大学", "社", "电视台", "中心网"];
    looks_like_unit(origin) && !passes_on.iter().any(|ending| origin.ends_with(ending))
}

/// Takes words about the site off an origin: 本网, 官网, brackets behind the name.
fn without_site(origin: &str) -> &str {
    let origin = origin.split(['（', '(']).next().unwrap_or(origin).trim();
    let origin = origin.trim_start_matches("本网");
    ["门户网站", "官方网站", "网站", "官网"]
        .iter()
        .find_map(|site| origin.strip_suffix(site))
        .unwrap_or(origin)
        .trim()
}

/// Tells whether what was read of a signature is but the end of the name in the title.
fn is_rest_of(signed: &[String], titled: &[String]) -> bool {
    match (signed, titled) {
        ([signed], [titled]) => titled.ends_with(signed.as_str()),
        _ => false,
    }
}

/// Returns the body that gives an order: 清泽市人民政府令第12号.
fn of_order(number: &DocNumber) -> Option<String> {
    let body = number.agency_code.strip_suffix('令')?;
    (number.form == Form::Order && looks_like_unit(body)).then(|| body.to_owned())
}

/// Puts a name together that is broken over two lines, and takes （代章） off.
fn join_broken(lines: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in lines {
        let line = line.replace("（代章）", "").replace("(代章)", "");
        let continues = names.last().is_some_and(|last| !ends_name(last) && !last.contains(' '));
        match names.last_mut() {
            Some(last) if continues => last.push_str(&line),
            _ => names.push(line),
        }
    }
    names
}

/// Parts a line of names at its blanks; what ends no name belongs to the one behind it.
fn names_of_line(line: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in line.split([' ', '\u{3000}']).filter(|part| !part.is_empty()) {
        match names.last_mut().filter(|last| !looks_like_unit(last)) {
            Some(last) => last.push_str(part),
            None => names.push(part.to_owned()),
        }
    }
    names
}

/// Takes the words that close a text off the name that runs on behind them: 特此通知清泽市教育局.
fn without_closing(name: &str) -> &str {
    ["特此通知", "特此公告", "特此通告", "特此批复", "特此函复", "特此公示", "此复"]
        .iter()
        .find_map(|words| name.strip_prefix(words))
        .unwrap_or(name)
        .trim_start_matches(['。', '，'])
}

/// Returns the bodies that a title names before 关于, 印发 or 转发.
fn of_title(title: &str, divisions: &Divisions) -> Vec<String> {
    let Some(at) =
        ["关于", "印发", "转发", "批转"].iter().filter_map(|word| title.find(word)).min()
    else {
        return Vec::new();
    };
    let before = title[..at].trim();
    if let Some(several) = before.find("等").filter(|at| before[*at..].contains("部门")) {
        return vec![before[..several].to_owned()];
    }
    let names: Vec<String> = before
        .split([' ', '、', '\u{3000}'])
        .flat_map(|name| split_joined(name, divisions))
        .filter(|name| !name.is_empty())
        .collect();
    if names.iter().all(|name| looks_like_unit(name)) { names } else { Vec::new() }
}

/// Splits names that run together: 清泽市教育局清泽市财政局, 中国人民银行国家外汇管理局.
fn split_joined(name: &str, divisions: &Divisions) -> Vec<String> {
    let mut names = Vec::new();
    let mut from = 0;
    for (at, _) in name.char_indices().skip(3) {
        let (before, after) = (&name[from..at], &name[at..]);
        let ends = ends_name(before) && before.chars().count() >= 3;
        let starts = STARTS.iter().any(|start| after.starts_with(start))
            || divisions.leading_length(after).is_some_and(|length| {
                let rest = &after[length..];
                !rest.is_empty() && ends_name(rest)
            });
        if ends && starts && after.chars().count() >= 4 && !before.ends_with("监督管理委员") {
            names.push(before.to_owned());
            from = at;
        }
    }
    names.push(name[from..].to_owned());
    merge_branches(names)
}

/// Tells whether a text ends as a name does behind which another may follow.
fn ends_name(text: &str) -> bool {
    ORGANS.iter().chain(OTHERS).any(|end| text.ends_with(end))
}

/// Puts 国家税务总局清泽市税务局 and 中国人民银行清泽市分行 together again: a branch names its head.
fn merge_branches(names: Vec<String>) -> Vec<String> {
    let mut merged: Vec<String> = Vec::new();
    for name in names {
        let branch = merged.last().is_some_and(|head: &String| {
            (head.ends_with("总局")
                || head.starts_with("中国") && !name.starts_with("国家")
                || head.starts_with("国家金融"))
                && (name.ends_with("税务局")
                    || name.ends_with("分行")
                    || name.ends_with("支行")
                    || name.ends_with("监管分局")
                    || name.ends_with("监管局"))
                || head.ends_with("中心") && name.ends_with("分中心")
        });
        match merged.last_mut() {
            Some(head) if branch => head.push_str(&name),
            _ => merged.push(name),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::{names_of_line, of_title, split_joined, without_closing};
    use crate::lexicon::divisions::Divisions;

    fn divisions() -> Divisions {
        let mut table = Divisions::built_in();
        table
            .add("invented", "990000\t岚川省\tprovince\n990100\t清泽市\tcity\n")
            .expect("a sound table");
        table
    }

    #[test]
    fn names_that_run_together_are_parted() {
        let cases: &[(&str, &[&str])] = &[
            ("清泽市教育局清泽市财政局", &["清泽市教育局", "清泽市财政局"]),
            ("中国人民银行国家外汇管理局", &["中国人民银行", "国家外汇管理局"]),
            ("国家税务总局清泽市税务局", &["国家税务总局清泽市税务局"]),
            ("清泽市人民政府办公室", &["清泽市人民政府办公室"]),
            ("清泽市住房公积金中心清泽市分中心", &["清泽市住房公积金中心清泽市分中心"]),
        ];
        for (name, expected) in cases {
            assert_eq!(&split_joined(name, &divisions()), expected, "{name}");
        }
    }

    #[test]
    fn a_name_that_a_blank_breaks_is_one() {
        let cases: &[(&str, &[&str])] = &[
            ("清泽市教育局 清泽市财政局", &["清泽市教育局", "清泽市财政局"]),
            ("岚川省应对流行病 应急指挥部", &["岚川省应对流行病应急指挥部"]),
        ];
        for (line, expected) in cases {
            assert_eq!(&names_of_line(line), expected, "{line}");
        }
        assert_eq!(without_closing("特此通知清泽市教育局"), "清泽市教育局");
    }

    #[test]
    fn a_title_names_its_issuers() {
        let cases: &[(&str, &[&str])] = &[
            ("清泽市教育局 清泽市财政局关于某事的通知", &["清泽市教育局", "清泽市财政局"]),
            ("清泽市住房和城乡建设局等七部门关于某事的意见", &["清泽市住房和城乡建设局"]),
            ("关于某事的通知", &[]),
            ("清泽市促进消费若干措施", &[]),
        ];
        for (title, expected) in cases {
            assert_eq!(&of_title(title, &divisions()), expected, "{title}");
        }
    }
}
