//! Tells where a document number departs from the form that GB/T 9704—2012 gives it.
//!
//! 7.2.5 of the standard: office code, full year in 〔〕, sequence in Arabic digits without 第 and
//! without leading zeros, 号 behind it.

use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use schemars::JsonSchema;
use serde::Serialize;

use crate::notice::doc_number::{DocNumber, decimal};
use crate::notice::office_code::{code_alone, looks_like_code, narrow};

/// One departure from the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// `泽政函[2020]12号`: the year stands in other brackets.
    Brackets,
    /// 泽府发〔202017号: a bracket is missing.
    BracketMissing,
    /// （〔2020〕32号）: there is no office code.
    CodeMissing,
    /// 〔24〕3号: the year is not written in full.
    ShortYear,
    /// 〔2024年〕3号
    YearSign,
    /// 〔2024〕第3号
    Ordinal,
    /// 〔2024〕-3号: signs stand before the sequence.
    Stray,
    /// 〔2024〕03号
    Padding,
    /// 〔2024〕3: 号 is missing.
    SuffixMissing,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Brackets => "年份应括在六角括号〔〕内",
            Self::BracketMissing => "年份的六角括号〔〕不全",
            Self::CodeMissing => "缺少发文机关代字",
            Self::ShortYear => "年份应写四位",
            Self::YearSign => "括号内不写“年”字",
            Self::Ordinal => "顺序号前不加“第”字",
            Self::Stray => "顺序号前有多余的符号",
            Self::Padding => "顺序号不编虚位",
            Self::SuffixMissing => "顺序号后缺少“号”字",
        })
    }
}

/// A document number that is not written as the standard has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misshapen {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// What is wrong with it, in the order of the number.
    pub faults: Vec<Fault>,
    /// The form that it should have; `None` where a part of it is missing.
    pub proper: Option<String>,
}

/// A year between two brackets of any kind.
static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?P<code>[\p{{Han}}A-Za-z]{{0,30}})\s*(?P<open>[〔\[［（(【〈<{{「﹝〖﹙])\s*(?P<year>{DIGIT}{{4}}|{DIGIT}{{2}})\s*(?P<sign>年?)\s*(?P<close>[〕\]］）)】〉>}}」﹞〗﹚])(?P<between>[\s\-—–－_第字]{{0,3}})(?P<sequence>{DIGIT}{{1,5}})\s*(?P<suffix>号?)"
    ))
    .expect("a literal pattern")
});

/// A code that says that a document is sent, the year behind it with one bracket at most.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?P<code>[\p{{Han}}]{{1,28}}[政府办委党厅局]{MARK})\s*(?P<open>[〔\[［【]?)\s*(?P<year>(?:19|20){DIGIT}{{2}})(?P<sign>年?)\s*(?P<close>[〕\]］】]?)(?P<between>[\s\-—–－_第字]{{0,3}})(?P<sequence>{DIGIT}{{1,4}})\s*(?P<suffix>号?)"
    ))
    .expect("a literal pattern")
});

const DIGIT: &str = "[0-9０-９]";

/// Ends of office codes that say how a document is sent.
const MARK: &str = "[发函字规通电]";

/// What follows a number that is no sequence: 2024年12月, 〔2024〕3个.
const UNITS: &[char] = &['年', '月', '日', '个', '%', '％', '万', '亿', '元', '.', '．'];

/// Returns the numbers of a text that are not written as the standard has them, in order.
///
/// What is written as the standard has it, or is no number of a document, is passed over.
pub fn misshapen(text: &str) -> Vec<Misshapen> {
    let mut found: Vec<Misshapen> = Vec::new();
    for (pattern, read) in
        [(&BRACKETED, bracketed as fn(&Captures<'_>, &str) -> Option<Misshapen>), (&BARE, bare)]
    {
        for captures in pattern.captures_iter(text) {
            let Some(whole) = captures.get(0) else { continue };
            let is_measure = text[whole.end()..].starts_with(UNITS)
                || text[whole.end()..].starts_with(|c: char| narrow(c).is_ascii_digit());
            let is_new = |one: &Misshapen| {
                found.iter().all(|held| {
                    one.range.end <= held.range.start || held.range.end <= one.range.start
                })
            };
            if !is_measure || captures.name("suffix").is_some_and(|suffix| !suffix.is_empty()) {
                found.extend(read(&captures, &text[..whole.start()]).filter(is_new));
            }
        }
    }
    found.sort_by_key(|one| one.range.start);
    found
}

/// Returns the numbers of a text that lack a part, so that they name no document, in order.
///
/// What is only written in other signs is not among them: 泽政函\[2020\]12号 names its document.
pub fn unreadable(text: &str) -> Vec<Misshapen> {
    let read = DocNumber::find(text);
    let is_read = |one: &Misshapen| {
        read.iter().any(|number| {
            !number.number.agency_code.is_empty()
                && number.range.start < one.range.end
                && one.range.start < number.range.end
        })
    };
    misshapen(text).into_iter().filter(|one| !is_read(one)).collect()
}

fn bracketed(found: &Captures<'_>, before: &str) -> Option<Misshapen> {
    let (open, close) = (&found["open"], &found["close"]);
    let has_suffix = !found["suffix"].is_empty();
    let is_official = open == "〔" || close == "〕";
    let code = code_alone(&found["code"], before);
    // Round brackets hold years of many things: 方案（2023）12条.
    let is_number = is_official || looks_like_code(code) && has_suffix;
    if !is_number || found["year"].chars().count() == 2 && !(is_official && has_suffix) {
        return None;
    }
    let mut faults = Vec::new();
    if open != "〔" || close != "〕" {
        faults.push(Fault::Brackets);
    }
    made(found, code, faults)
}

fn bare(found: &Captures<'_>, before: &str) -> Option<Misshapen> {
    let (open, close) = (&found["open"], &found["close"]);
    let is_whole = !open.is_empty() && !close.is_empty();
    let sign = !found["sign"].is_empty();
    let is_number = !found["suffix"].is_empty()
        || !open.is_empty()
        || !close.is_empty()
        || found["sequence"].chars().count() <= 3;
    if is_whole || !is_number || sign && close.is_empty() {
        return None;
    }
    made(found, code_alone(&found["code"], before), vec![Fault::BracketMissing])
}

/// Puts together what is wrong with a number, the faults of its year already found; `None` where
/// nothing is.
fn made(found: &Captures<'_>, code: &str, mut faults: Vec<Fault>) -> Option<Misshapen> {
    let whole = found.get(0)?;
    let between = &found["between"];
    let sequence: String = found["sequence"].chars().map(narrow).collect();
    let year: String = found["year"].chars().map(narrow).collect();
    let rest = [
        (code.is_empty(), Fault::CodeMissing),
        (year.len() == 2, Fault::ShortYear),
        (!found["sign"].is_empty(), Fault::YearSign),
        (between.contains('第'), Fault::Ordinal),
        (between.contains(['-', '—', '–', '－', '_', '字']), Fault::Stray),
        (sequence.starts_with('0'), Fault::Padding),
        (found["suffix"].is_empty(), Fault::SuffixMissing),
    ];
    faults.extend(rest.into_iter().filter(|(is_wrong, _)| *is_wrong).map(|(_, fault)| fault));
    if faults.is_empty() || faults == [Fault::CodeMissing] {
        return None;
    }
    let is_whole = !code.is_empty() && year.len() == 4;
    let number = decimal(&sequence).filter(|number| *number > 0)?;
    let proper = is_whole.then(|| format!("{code}〔{year}〕{number}号"));
    let start = whole.end() - (whole.len() - (found["code"].len() - code.len()));
    Some(Misshapen { range: start..whole.end(), faults, proper })
}

#[cfg(test)]
mod tests {
    use super::{Fault, misshapen, unreadable};

    #[test]
    fn departures_from_the_form_are_told() {
        use Fault::{
            BracketMissing, Brackets, CodeMissing, Ordinal, Padding, ShortYear, Stray,
            SuffixMissing, YearSign,
        };
        let cases: &[(&str, &str, &[Fault], Option<&str>)] = &[
            (
                "按照泽政办发[2024]12号执行",
                "泽政办发[2024]12号",
                &[Brackets],
                Some("泽政办发〔2024〕12号"),
            ),
            (
                "《办法》（泽建规(2024)3号）",
                "泽建规(2024)3号",
                &[Brackets],
                Some("泽建规〔2024〕3号"),
            ),
            ("泽发〔2022)6号", "泽发〔2022)6号", &[Brackets], Some("泽发〔2022〕6号")),
            (
                "泽政发〔2024年〕第03号",
                "泽政发〔2024年〕第03号",
                &[YearSign, Ordinal, Padding],
                Some("泽政发〔2024〕3号"),
            ),
            (
                "的通知》(〔2020〕-32)要求",
                "〔2020〕-32",
                &[CodeMissing, Stray, SuffixMissing],
                None,
            ),
            ("泽政函〔2024〕5，", "泽政函〔2024〕5", &[SuffixMissing], Some("泽政函〔2024〕5号")),
            ("泽政函〔24〕5号", "泽政函〔24〕5号", &[ShortYear], None),
            (
                "依据泽政办发202417",
                "泽政办发202417",
                &[BracketMissing, SuffixMissing],
                Some("泽政办发〔2024〕17号"),
            ),
            (
                "泽府办发〔202417号",
                "泽府办发〔202417号",
                &[BracketMissing],
                Some("泽府办发〔2024〕17号"),
            ),
        ];
        for (text, written, faults, proper) in cases {
            let found = misshapen(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let one = &found[0];
            assert_eq!(&text[one.range.clone()], *written, "{text}");
            assert_eq!(one.faults, *faults, "{text}");
            assert_eq!(one.proper.as_deref(), *proper, "{text}");
        }
    }

    #[test]
    fn what_names_no_document_is_told_from_what_is_written_in_other_signs() {
        let text = "按照泽政办发[2024]12号、（〔2020〕-32）和泽府办发202417要求";
        let found: Vec<&str> = unreadable(text).into_iter().map(|one| &text[one.range]).collect();
        assert_eq!(found, ["〔2020〕-32", "泽府办发202417"]);
    }

    #[test]
    fn what_is_right_or_no_number_is_passed_over() {
        for text in [
            "泽政办发〔2024〕12号",
            "泽政办发〔2024〕 12 号",
            "岚川省人民政府令第58号",
            "岚川省财政厅公告（2022年第30号）",
            "浮桥实施办法（2023）12条",
            "浮桥实施办法（2023）",
            "印发2024年工作要点",
            "已开发2024 12个浮桥",
            "（2021—2025年）",
            "市政府办公室发2024年12月的通知",
            "见〔2〕3处",
        ] {
            assert!(misshapen(text).is_empty(), "{text}: {:?}", misshapen(text));
        }
    }
}
