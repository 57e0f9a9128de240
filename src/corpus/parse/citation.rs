//! Finds the documents that a text names: 《title》 with or without number, numbers alone.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::analysis::fold::key;
use crate::notice::citation::Citation;
use crate::notice::doc_number::DocNumber;

/// The shortest title that is taken for a document, in characters; 《通知》 names none.
const SHORTEST: usize = 5;

/// Returns the documents named in some texts, each once, in order; `own` is the notice's number.
pub(super) fn find<'a>(
    texts: impl Iterator<Item = &'a str>,
    own: Option<&DocNumber>,
    own_title: Option<&str>,
) -> Vec<Citation> {
    let own_title = own_title.map(key).unwrap_or_default();
    let mut citations: Vec<Citation> = Vec::new();
    let mut short_names: Vec<String> = Vec::new();
    for text in texts {
        short_names.extend(short_names_in(text));
        for citation in find_in(text) {
            let has_number = citation.doc_number.is_some();
            let is_own = has_number && citation.doc_number.as_ref() == own
                || citation.title.as_deref().is_some_and(|title| issues(&own_title, &key(title)));
            let is_short = !has_number
                && citation.title.as_deref().is_some_and(|title| short_names.contains(&key(title)));
            if !is_own && !is_short {
                add(&mut citations, citation);
            }
        }
    }
    citations
}

/// Tells whether a title is that of the notice itself, or of what it issues; 关于修改《…》的决定
/// names another document. Both are folded.
fn issues(own: &str, title: &str) -> bool {
    const OF_OTHERS: [&str; 12] = [
        "修改", "修订", "废止", "实施", "执行", "施行", "适用", "贯彻", "落实", "转发", "延长",
        "停止",
    ];
    let says = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    // What stands beside the title: 清泽市住房补贴实施办法 is its own 《住房补贴实施办法》.
    own.split_once(title).is_some_and(|(before, behind)| {
        let is_of_others = says(before, &OF_OTHERS) || says(behind, &OF_OTHERS);
        says(own, &["印发", "发布", "公布"]) || !is_of_others
    })
}

/// Returns the short names that a text gives to what it cites, folded: （以下简称《评价办法》）.
fn short_names_in(text: &str) -> impl Iterator<Item = String> {
    static SHORT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:简称|下称)[“：:]?《(?P<name>[^《》]+)》").expect("a literal pattern")
    });
    SHORT.captures_iter(text).map(|found| key(&found["name"]))
}

/// A document named in a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The title in its marks and the number beside it, in bytes.
    pub range: Range<usize>,
    /// The document.
    pub citation: Citation,
}

/// Returns the documents named in one text, in order.
pub(super) fn find_in(text: &str) -> impl Iterator<Item = Citation> {
    cited_in(text).into_iter().map(|cited| cited.citation)
}

/// Returns the documents named in one text with their places: titles in order, then numbers that
/// stand alone.
pub fn cited_in(text: &str) -> Vec<Cited> {
    let numbers = DocNumber::find(text);
    let mut used = vec![false; numbers.len()];
    let mut found = Vec::new();
    for (title, range) in titles(text) {
        let end = range.end;
        let beside = numbers.iter().position(|number| {
            number.range.start >= end
                && text[end..number.range.start]
                    .chars()
                    .all(|c| matches!(c, '（' | '(' | ' ' | '〔' | '['))
        });
        let mut range = range;
        let doc_number = beside.map(|index| {
            used[index] = true;
            range.end = numbers[index].range.end;
            numbers[index].number.clone()
        });
        let names = title.chars().count() >= SHORTEST && !is_form(title) || is_law(title);
        if names || doc_number.is_some() {
            let title = Some(title.to_owned());
            found.push(Cited { range, citation: Citation { title, doc_number, notice: None } });
        }
    }
    for (number, used) in numbers.into_iter().zip(used) {
        if !used && !number.number.agency_code.is_empty() {
            let doc_number = Some(number.number);
            let citation = Citation { title: None, doc_number, notice: None };
            found.push(Cited { range: number.range, citation });
        }
    }
    found
}

/// Tells a law, whose name may be short: 《民法典》, 《预算法》.
fn is_law(title: &str) -> bool {
    const OTHERS: [&str; 7] = ["办法", "方法", "做法", "算法", "用法", "说法", "书法"];
    title.chars().count() >= 2
        && (title.ends_with("法典")
            || title.ends_with('法') && !OTHERS.iter().any(|word| title.ends_with(word)))
}

/// Tells a paper that somebody fills in or carries from a document: 《商品房买卖合同》.
fn is_form(title: &str) -> bool {
    const FORMS: [&str; 24] = [
        "合同",
        "合同书",
        "协议书",
        "协议",
        "表",
        "申请",
        "申请书",
        "确认单",
        "确认书",
        "确认函",
        "联系函",
        "告知书",
        "承诺书",
        "认购书",
        "认定书",
        "通知书",
        "同意书",
        "委托书",
        "证",
        "证明",
        "证明书",
        "证书",
        "凭证",
        "名册",
    ];
    FORMS.iter().any(|form| title.ends_with(form))
}

/// Returns the titles between 《 and 》 with the bytes of each, marks included; 《 inside a title does
/// not end it.
fn titles(text: &str) -> Vec<(&str, Range<usize>)> {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"《((?:[^《》]|《[^《》]*》)+)》").expect("a literal pattern")
    });
    TITLE
        .captures_iter(text)
        .filter_map(|found| Some((found.get(1)?.as_str().trim(), found.get(0)?.range())))
        .collect()
}

fn add(citations: &mut Vec<Citation>, citation: Citation) {
    let same = |held: &Citation| {
        held.title.as_deref().map(key) == citation.title.as_deref().map(key)
            && (held.doc_number == citation.doc_number
                || citation.doc_number.is_none()
                || held.doc_number.is_none())
            && (held.title.is_some() || held.doc_number == citation.doc_number)
    };
    match citations.iter_mut().find(|held| same(held)) {
        Some(held) => {
            if held.doc_number.is_none() {
                held.doc_number = citation.doc_number;
            }
        }
        None => citations.push(citation),
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    fn check(text: &str, expected: &[(Option<&str>, Option<&str>)]) {
        let found: Vec<(Option<String>, Option<String>)> = find([text].into_iter(), None, None)
            .into_iter()
            .map(|citation| (citation.title, citation.doc_number.map(|number| number.to_string())))
            .collect();
        let expected: Vec<(Option<String>, Option<String>)> = expected
            .iter()
            .map(|(title, number)| (title.map(str::to_owned), number.map(str::to_owned)))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn titles_and_numbers_are_paired() {
        check(
            "按照《岚川省政务公开工作办法》（岚政办发〔2023〕8号）和《条例》要求",
            &[(Some("岚川省政务公开工作办法"), Some("岚政办发〔2023〕8号"))],
        );
        check(
            "《清泽市印发〈关于推进公开的方案〉的通知》(泽政办发[2020]2号)",
            &[(Some("清泽市印发〈关于推进公开的方案〉的通知"), Some("泽政办发〔2020〕2号"))],
        );
        check(
            "依据岚政发〔2023〕8号，再依据岚政发〔2023〕8号",
            &[(None, Some("岚政发〔2023〕8号"))],
        );
        check(
            "《住房公积金管理条例》及《住房公积金管理条例》",
            &[(Some("住房公积金管理条例"), None)],
        );
        check("《通知》印发给你们", &[]);
        check(
            "提交《商品房买卖合同》和《购房补贴申请表》，按《合同管理办法》办理",
            &[(Some("合同管理办法"), None)],
        );
        check("凭《不动产权证》《居住证明》和《成交确认书》办理", &[]);
        check("依照《民法典》和《办法》", &[(Some("民法典"), None)]);
        check(
            "按《清泽市企业信用评价办法》（以下简称《信用评价办法》）评价，《信用评价办法》未规定的除外",
            &[(Some("清泽市企业信用评价办法"), None)],
        );
    }

    #[test]
    fn what_the_own_title_changes_is_cited() {
        let cited = |title, text| find([text].into_iter(), None, Some(title)).len();
        let text = "《清泽市供水条例》第六条";
        assert_eq!(cited("清泽市关于修改《清泽市供水条例》的决定", text), 1);
        assert_eq!(cited("关于暂时调整实施《清泽市供水条例》有关规定的通知", text), 1);
        assert_eq!(cited("关于印发《清泽市供水条例》的通知", text), 0);
        assert_eq!(cited("关于废止《排水条例》和《清泽市供水条例》的决定", text), 1);
        assert_eq!(cited("清泽市供水条例", text), 0);
        assert_eq!(cited("清泽市住房补贴实施办法", "《住房补贴实施办法》第六条"), 0);
    }
}
