//! Tells for which place a notice is issued, and at what level, from the evidence on its page.

use crate::lexicon::divisions::Divisions;
use crate::notice::region::{Level, RegionCode};

/// What a page says of its place, in the order in which it is trusted.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) issuers: &'a [String],
    pub(super) index_number: Option<&'a str>,
    pub(super) publisher: Option<&'a str>,
    pub(super) addressees: &'a [String],
    /// Further texts: the first clauses, the file's own name, the footer.
    pub(super) texts: Vec<&'a str>,
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

/// Tells the place and level of a notice.
pub(super) fn tell(evidence: &Evidence<'_>, divisions: &Divisions) -> Place {
    let issuer_texts = evidence.issuers.iter().map(String::as_str);
    let leading = evidence.title.map(before_about).into_iter().filter(|text| !text.is_empty());
    for text in issuer_texts.clone().chain(leading) {
        if is_national(text, divisions) {
            return Place { code: None, level: Some(Level::National) };
        }
    }
    let indexed = evidence.index_number.and_then(|number| code_of_index(number, divisions));
    let mut code = None;
    let trusted = evidence.title.into_iter().chain(issuer_texts).chain(evidence.publisher);
    for text in trusted {
        code = narrower(code, resolve(text, indexed, code, divisions));
    }
    code = narrower(code, indexed);
    if code.is_none() {
        let further =
            evidence.addressees.iter().map(String::as_str).chain(evidence.texts.iter().copied());
        code = further.into_iter().find_map(|text| resolve(text, indexed, None, divisions));
    }
    let level = level_of(evidence, code, divisions);
    Place { code: code.map(|code| held_to(code, level)), level }
}

/// Returns the part of a title before 关于 or 印发, where the issuer stands.
fn before_about(title: &str) -> &str {
    ["关于", "印发"].iter().filter_map(|word| title.find(word)).min().map_or("", |at| &title[..at])
}

fn is_national(body: &str, divisions: &Divisions) -> bool {
    NATIONAL.iter().any(|start| body.starts_with(start))
        && divisions.find(body).is_empty()
        && !body.contains("管理局分局")
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

/// Returns the narrowest place that a text names without doubt.
///
/// Names that follow each other narrow down (清泽市汀洲区). A name that several places share
/// counts only where the places named before it, the index number or `known` decide.
fn resolve(
    text: &str,
    indexed: Option<RegionCode>,
    known: Option<RegionCode>,
    divisions: &Divisions,
) -> Option<RegionCode> {
    let mut held: Option<RegionCode> = None;
    let mut last_end = 0;
    for mention in divisions.find(text) {
        let contained: Vec<RegionCode> = mention
            .codes
            .iter()
            .copied()
            .filter(|code| held.is_none_or(|held| held.holds(*code)))
            .collect();
        if held.is_some() && (mention.range.start > last_end + 3 || contained.is_empty()) {
            break;
        }
        let candidate = match contained[..] {
            [only] if mention.full || held.is_some() || plausible_short(text, &mention.range) => {
                Some(only)
            }
            [_] | [] => None,
            _ => decide(&contained, indexed, known),
        };
        match candidate {
            Some(code) => {
                held = Some(code);
                last_end = mention.range.end;
            }
            None if held.is_some() => break,
            None => {}
        }
    }
    held
}

/// Tells whether a short name (清泽) stands where a place stands: at the start, or before words
/// that follow places.
fn plausible_short(text: &str, range: &std::ops::Range<usize>) -> bool {
    let after = &text[range.end..];
    range.start == 0
        || ["市", "省", "区", "县", "住房", "海关", "监管", "银", "供电"]
            .iter()
            .any(|word| after.starts_with(word))
}

fn decide(
    candidates: &[RegionCode],
    indexed: Option<RegionCode>,
    known: Option<RegionCode>,
) -> Option<RegionCode> {
    [known, indexed].into_iter().flatten().find_map(|hint| {
        let mut fitting =
            candidates.iter().copied().filter(|code| code.holds(hint) || hint.holds(*code));
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    })
}

/// Returns the narrower of two places, the first where they contradict each other.
fn narrower(first: Option<RegionCode>, second: Option<RegionCode>) -> Option<RegionCode> {
    match (first, second) {
        (Some(first), Some(second)) if first.holds(second) => Some(second),
        (Some(first), _) => Some(first),
        (None, second) => second,
    }
}

fn level_of(
    evidence: &Evidence<'_>,
    code: Option<RegionCode>,
    divisions: &Divisions,
) -> Option<Level> {
    let township = |text: &str| {
        ["镇人民政府", "乡人民政府", "街道办事处", "镇党政办公室", "乡党政办公室"]
            .iter()
            .any(|ending| text.ends_with(ending))
    };
    if evidence.issuers.iter().any(|issuer| township(issuer)) {
        return Some(Level::Township);
    }
    let code = code?;
    divisions.get(code).map(|division| division.level)
}

/// Widens a place to the level of its issuer.
fn held_to(code: RegionCode, level: Option<Level>) -> RegionCode {
    match level {
        Some(Level::Province) => code.province(),
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use super::{Evidence, tell};
    use crate::lexicon::divisions::Divisions;
    use crate::notice::region::{Level, RegionCode};

    fn divisions() -> Divisions {
        let mut table = Divisions::built_in();
        let invented = "990000\t岚川省\tprovince\n990100\t清泽市\tcity\n990103\t汀兰区\tcounty\n990104\t汀洲区\tcounty\n990300\t桐陵市\tcity\n990304\t汀洲区\tcounty\n";
        table.add("invented", invented).expect("a sound table");
        table
    }

    fn check(
        title: &str,
        issuers: &[&str],
        index_number: Option<&str>,
        expected: (Option<u32>, Option<Level>),
    ) {
        let issuers: Vec<String> = issuers.iter().map(|issuer| (*issuer).to_owned()).collect();
        let evidence =
            Evidence { title: Some(title), issuers: &issuers, index_number, ..Evidence::default() };
        let place = tell(&evidence, &divisions());
        assert_eq!((place.code.map(RegionCode::number), place.level), expected, "{title}");
    }

    #[test]
    fn the_place_is_told_from_title_and_issuer() {
        check(
            "清泽市汀兰区人民政府关于某事的通知",
            &[],
            None,
            (Some(990_103), Some(Level::County)),
        );
        check("关于某事的通知", &["清泽市教育局"], None, (Some(990_100), Some(Level::City)));
        check(
            "岚川省人民政府办公厅关于某事的通知",
            &[],
            None,
            (Some(990_000), Some(Level::Province)),
        );
        check("国务院办公厅关于某事的通知", &[], None, (None, Some(Level::National)));
        check("关于某事的通知", &[], None, (None, None));
    }

    #[test]
    fn a_shared_name_is_decided_by_evidence_or_left_open() {
        check(
            "汀洲区人民政府关于某事的通知",
            &[],
            Some("11990304MB0001/2024-1"),
            (Some(990_304), Some(Level::County)),
        );
        check(
            "桐陵市汀洲区人民政府关于某事的通知",
            &[],
            None,
            (Some(990_304), Some(Level::County)),
        );
        check("汀洲区人民政府关于某事的通知", &[], None, (None, None));
    }
}
