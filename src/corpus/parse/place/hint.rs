//! Tells of what level a notice is by how it speaks of its own place and government: 我市, 本县,
//! 我镇, 经市政府同意.

use std::sync::LazyLock;

use regex::Regex;

use crate::notice::region::Level;

/// The least bodies of counties that tell a notice of one by themselves.
const LEAST_BODIES: usize = 4;

/// How many times more of them there must be than bodies of cities.
const BODIES: usize = 4;

/// Returns the level that a notice gives its place most often; `None` where two are as frequent.
///
/// Where bodies of a county do what is to be done (区财政局, 区住建局), it is the county's.
pub(super) fn own_level(texts: &[&str]) -> Option<Level> {
    if is_of_county(texts) { Some(Level::County) } else { named_level(texts) }
}

/// Returns the level that it names most often.
fn named_level(texts: &[&str]) -> Option<Level> {
    static OWN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:我|本)(?:(?P<province>省|自治区)|(?P<city>市|自治州|州|盟)(?:[^场政]|$)|(?P<county>县|旗|区(?:[^域块间]|$))|(?P<township>镇|乡|街道))",
        )
        .expect("a literal pattern")
    });
    // 经市政府同意: a notice says whose government wanted it.
    static AGREED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"经(?:(?P<province>省|自治区)|(?P<city>市|州|盟)|(?P<county>县|旗|区)|(?P<township>镇|乡))(?:人民)?政府[^，。；]{0,16}(?:同意|通过|审定)",
        )
        .expect("a literal pattern")
    });
    let mut counts = [0_usize; 4];
    let agreed = texts.iter().flat_map(|text| AGREED.captures_iter(text));
    for found in texts.iter().flat_map(|text| OWN.captures_iter(text)).chain(agreed) {
        let index = ["province", "city", "county", "township"]
            .iter()
            .position(|name| found.name(name).is_some());
        if let Some(index) = index {
            counts[index] += 1;
        }
    }
    let levels = [Level::Province, Level::City, Level::County, Level::Township];
    let most = *counts.iter().max()?;
    let mut best = levels.into_iter().zip(counts).filter(|(_, count)| *count == most && most > 0);
    let (level, _) = best.next()?;
    best.next().is_none().then_some(level)
}

/// Tells a notice whose tasks bodies of a county have, not those of its city.
fn is_of_county(texts: &[&str]) -> bool {
    static BODY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:^|[（(、，,；。：:由和])(?:(?P<county>[区县旗])|(?P<city>市))(?:委|\p{Han}{2,9}?(?:局|委|办))",
        )
        .expect("a literal pattern")
    });
    let found = || texts.iter().flat_map(|text| BODY.captures_iter(text));
    let of = |name: &str| found().filter(|found| found.name(name).is_some()).count();
    let (county, city) = (of("county"), of("city"));
    county >= LEAST_BODIES && county >= BODIES * city
}

#[cfg(test)]
mod tests {
    use super::own_level;
    use crate::notice::region::Level;

    #[test]
    fn a_notice_says_of_what_level_it_is() {
        let cases: &[(&[&str], Option<Level>)] = &[
            (&["结合我市实际，现通知如下", "在我市购房的，按本通知执行。"], Some(Level::City)),
            (&["优化我区营商环境"], Some(Level::County)),
            (&["本区域内禁止通行", "本市场内设摊"], None),
            (&["我镇各社区"], Some(Level::Township)),
            (&["已经县政府第5次常务会议审议通过。"], Some(Level::County)),
            (&["须经市政府批准后实施。"], None),
            (&["按国家规定执行。"], None),
            (
                &["（区财政局、区教育局）在本市购房的", "由区住建局、区民政局负责，报市住建局。"],
                Some(Level::County),
            ),
            (&["（市财政局、区教育局、区住建局、区民政局、区商务局）"], Some(Level::County)),
            (&["（市财政局、市住建局、区教育局、区住建局、区民政局、区商务局）"], None),
        ];
        for (texts, expected) in cases {
            assert_eq!(own_level(texts), *expected, "{texts:?}");
        }
    }
}
