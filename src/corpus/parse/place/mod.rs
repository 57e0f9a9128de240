//! Tells for which place a notice is issued, and at what level, from the evidence on its page.
//!
//! In the order in which it is trusted: title, issuers and publisher; the index number; the text,
//! where the notice says whose it is (我市); the signs of numbers.

mod hint;
mod resolve;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::parse::place::hint::own_level;
use crate::corpus::parse::place::resolve::{Known, Names, most_named, resolve};
use crate::lexicon::divisions::Divisions;
use crate::notice::doc_number::DocNumber;
use crate::notice::region::{Level, RegionCode};

/// What a page says of its place, in the order in which it is trusted.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) issuers: &'a [String],
    pub(super) index_number: Option<&'a str>,
    pub(super) doc_number: Option<&'a DocNumber>,
    pub(super) publisher: Option<&'a str>,
    pub(super) addressees: &'a [String],
    /// The clauses of the notice in order.
    pub(super) texts: Vec<&'a str>,
    /// The file's own name, bars, the footer.
    pub(super) aside: Vec<&'a str>,
}

/// The place and level of a notice, as far as the evidence tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) code: Option<RegionCode>,
    pub(super) level: Option<Level>,
}

/// Bodies of the state as a whole, by how their names begin.
const NATIONAL: &[&str] = &[
    "国务院",
    "中共中央",
    "中华人民共和国",
    "国家",
    "中国人民银行",
    "全国",
    "最高人民",
    "中央",
    "财政部",
    "教育部",
    "公安部",
    "民政部",
    "司法部",
    "商务部",
    "水利部",
    "农业农村部",
    "农业部",
    "交通运输部",
    "自然资源部",
    "生态环境部",
    "住房和城乡建设部",
    "住房城乡建设部",
    "人力资源社会保障部",
    "人力资源和社会保障部",
    "文化和旅游部",
    "退役军人事务部",
    "应急管理部",
    "审计署",
    "工业和信息化部",
    "科技部",
    "科学技术部",
    "海关总署",
    "市场监管总局",
    "银保监会",
    "证监会",
    "中国银保监会",
    "中国证监会",
    "外交部",
    "国防部",
];

/// How many clauses are searched for the place before the notice as a whole is.
const OPENING: usize = 3;

/// How many parts of one city or municipality, listed one after the other, tell it.
const ENOUGH: usize = 3;

/// Tells the place and level of a notice.
pub(super) fn tell(evidence: &Evidence<'_>, divisions: &Divisions) -> Place {
    let issuers = evidence.issuers.iter().map(String::as_str);
    let leading = evidence.title.map(before_about).into_iter().filter(|text| !text.is_empty());
    if issuers.chain(leading).any(|text| is_national(text, divisions)) {
        return Place { code: None, level: Some(Level::National) };
    }
    let signed = evidence.doc_number.and_then(|own| divisions.of_agency_code(&own.agency_code));
    let hint = own_level(&evidence.texts);
    let code = by_names(evidence, signed, divisions);
    if let Some(code) = code {
        let level = level_of(evidence, code, divisions);
        return Place { code: Some(held_to(code, level)), level: of_municipality(level, code) };
    }
    let code = evidence
        .title
        .and_then(|title| resolve::stationed(title, divisions))
        .or_else(|| by_text(evidence, hint, divisions))
        .or(signed)
        .or_else(|| by_cited_numbers(evidence, hint, divisions))
        .map(|code| widened(code, hint, divisions));
    let found = code.and_then(|code| level_of(evidence, code, divisions));
    let level = match (found, hint) {
        _ if is_of_township(evidence) => Some(Level::Township),
        (Some(found), Some(hint)) => Some(found.max(hint)),
        (None, hint @ Some(_)) => hint,
        (found, None) => found.filter(|_| code != signed),
    };
    Place { code, level: code.map_or(level, |code| of_municipality(level, code)) }
}

/// Returns the place that title, issuers, publisher and index number name.
fn by_names(
    evidence: &Evidence<'_>,
    signed: Option<RegionCode>,
    divisions: &Divisions,
) -> Option<RegionCode> {
    let indexed = evidence.index_number.and_then(|number| code_of_index(number, divisions));
    let issuers = evidence.issuers.iter().map(String::as_str);
    let mut code = None;
    for text in evidence.title.into_iter().chain(issuers) {
        let known = Known { before: code, hints: [indexed, signed] };
        code = narrower(code, resolve(text, Names::FullAndShort, known, divisions));
    }
    // Whoever publishes the notice of another body may be of a part of its place.
    let publisher = evidence.publisher.filter(|_| code.is_none());
    let known = Known { before: None, hints: [indexed, signed] };
    let code = code.or_else(|| resolve(publisher?, Names::FullAndShort, known, divisions));
    narrower(code, indexed)
}

/// Returns the place that the text names: of the level that the notice gives itself where it
/// does (我市), else the first; else the city whose parts it lists; at last the one place that it
/// names throughout.
fn by_text(
    evidence: &Evidence<'_>,
    hint: Option<Level>,
    divisions: &Divisions,
) -> Option<RegionCode> {
    let known = Known::default();
    let explained = evidence.texts.iter().rev().find_map(|text| {
        let by = explaining_body(text)?;
        resolve(by, Names::Full, known, divisions)
    });
    let addressees = || evidence.addressees.iter().map(String::as_str);
    let opening = || addressees().chain(evidence.texts.iter().copied().take(OPENING));
    let all = || evidence.texts.iter().copied();
    let practice =
        || all().find_map(|text| resolve(of_practice(text)?, Names::Full, known, divisions));
    explained
        .or_else(practice)
        .or_else(|| hint.and_then(|hint| most_named(addressees().chain(all()), hint, divisions)))
        .or_else(|| opening().find_map(|text| resolve(text, Names::Leading, known, divisions)))
        .or_else(|| all().find_map(|text| resolve::parts_listed(text, ENOUGH, divisions)))
        .or_else(|| {
            let mut texts = opening().chain(evidence.aside.iter().copied());
            texts.find_map(|text| resolve(text, Names::Full, known, divisions))
        })
        .or_else(|| all().find_map(|text| resolve::stationed(text, divisions)))
        .or_else(|| all().find_map(|text| resolve(text, Names::Own, known, divisions)))
        .or_else(|| resolve::only_named(all(), divisions))
}

/// Returns the body that explains the notice: 本办法由清泽市教育局负责解释.
fn explaining_body(text: &str) -> Option<&str> {
    let before = &text[..text.find("负责解释")?];
    let bodies = before.rfind('由').map(|at| &before[at + '由'.len_utf8()..])?;
    // 由县教育局会同县财政局: no 会同县.
    Some(bodies.find("会同").filter(|at| *at > 0).map_or(bodies, |at| &bodies[..at]))
}

/// Returns of whose practice a text takes account: 结合清泽市汀洲区房地产市场实际.
fn of_practice(text: &str) -> Option<&str> {
    static PRACTICE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("结合([^，,。；]{2,24}?)实际").expect("a literal pattern"));
    PRACTICE.captures(text)?.get(1).map(|found| found.as_str())
}

/// Returns the division whose sign every cited number bears that bears one, where the notice
/// says that it is of a place.
fn by_cited_numbers(
    evidence: &Evidence<'_>,
    hint: Option<Level>,
    divisions: &Divisions,
) -> Option<RegionCode> {
    hint?;
    let mut codes = evidence
        .texts
        .iter()
        .flat_map(|text| DocNumber::find(text))
        .filter_map(|found| divisions.of_agency_code(&found.number.agency_code));
    let first = codes.next()?;
    codes.all(|code| code == first).then_some(first)
}

/// Returns the part of a title before 关于 or 印发, where the issuer stands.
fn before_about(title: &str) -> &str {
    ["关于", "印发"].iter().filter_map(|word| title.find(word)).min().map_or("", |at| &title[..at])
}

fn is_national(body: &str, divisions: &Divisions) -> bool {
    NATIONAL.iter().any(|start| body.starts_with(start))
        && divisions
            .find(body)
            .iter()
            .all(|mention| !mention.full && !is_branch(&body[mention.range.end..]))
        && !body.contains("管理局分局")
}

/// Tells by what stands behind a place that a body of the centre works there: 国家统计局清泽调查总队.
fn is_branch(behind: &str) -> bool {
    [
        "分局",
        "监管局",
        "税务局",
        "分行",
        "支行",
        "支局",
        "调查总队",
        "调查队",
        "海关",
        "专员办",
        "管理局",
        "管理部",
    ]
    .iter()
    .any(|ending| behind.ends_with(ending))
}

/// Reads the division code of an index number: the six digits after the leading 11.
fn code_of_index(number: &str, divisions: &Divisions) -> Option<RegionCode> {
    let digits = number.trim().strip_prefix("11")?.get(..6)?;
    let code: RegionCode = digits.parse().ok()?;
    [Some(code), code.city(), Some(code.province())]
        .into_iter()
        .flatten()
        .find(|code| divisions.get(*code).is_some())
}

/// Returns the narrower of two places, the first where they contradict each other.
fn narrower(first: Option<RegionCode>, second: Option<RegionCode>) -> Option<RegionCode> {
    match (first, second) {
        (Some(first), Some(second)) if first.holds(second) => Some(second),
        (Some(first), _) => Some(first),
        (None, second) => second,
    }
}

/// Tells whether a township issues a notice.
fn is_of_township(evidence: &Evidence<'_>) -> bool {
    const TOWNSHIPS: &[&str] =
        &["镇人民政府", "乡人民政府", "街道办事处", "镇党政办公室", "乡党政办公室"];
    let township =
        |issuer: &String| TOWNSHIPS.iter().any(|ending| issuer.as_str().ends_with(ending));
    evidence.issuers.iter().any(township)
}

fn level_of(evidence: &Evidence<'_>, code: RegionCode, divisions: &Divisions) -> Option<Level> {
    if is_of_township(evidence) {
        return Some(Level::Township);
    }
    divisions.get(code).map(|division| division.level)
}

/// Gives the city government of a municipality its level, which is that of a province.
fn of_municipality(level: Option<Level>, code: RegionCode) -> Option<Level> {
    let municipality = matches!(code.province().number(), 110_000 | 120_000 | 310_000 | 500_000);
    level.map(|level| {
        if municipality && level == Level::City && code.county().is_none() {
            Level::Province
        } else {
            level
        }
    })
}

/// Widens a district that the text names to the city that the notice says it is of.
fn widened(code: RegionCode, hint: Option<Level>, divisions: &Divisions) -> RegionCode {
    let is_district = divisions
        .get(code)
        .is_some_and(|division| division.level == Level::County && !division.name.ends_with('市'));
    match (hint, code.city().filter(|city| divisions.get(*city).is_some())) {
        (Some(Level::City), Some(city)) if is_district => city,
        (Some(Level::Province), _) => code.province(),
        _ => code,
    }
}

/// Widens a place to the level of its issuer.
fn held_to(code: RegionCode, level: Option<Level>) -> RegionCode {
    match level {
        Some(Level::Province) => code.province(),
        _ => code,
    }
}
