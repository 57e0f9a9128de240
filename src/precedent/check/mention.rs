//! Finds the departments that a text names, with the place that each belongs to.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::notice::region::{Level, Region, RegionCode};

/// A department of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Where it stands in the text, in bytes.
    pub(super) range: Range<usize>,
    /// The word of level in front of the name: 市, 区.
    pub(super) front: String,
    /// The name without what stands in front: 发展改革委.
    pub(super) name: String,
    /// Its functions.
    pub(super) departments: BTreeSet<String>,
    /// Code of the place whose department it is.
    pub(super) region: RegionCode,
    /// Its level.
    pub(super) level: Level,
    /// Its name.
    pub(super) place: String,
}

/// Words of level that stand alone in front of a department's name.
const LEVELS: &[char] = &['省', '市', '州', '县', '区', '旗'];

/// Characters before a word of level that leave it a word of its own: 由市财政局, 、市财政局.
const BEFORE: &str = "由和与及同经向报对在给到按请将送受以从让或";

/// Returns the departments of known places that a text names, in order.
pub(super) fn mentions(text: &str, region: &Region, lexicon: &Lexicon) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for (at, level) in text.char_indices().filter(|(_, c)| LEVELS.contains(c)) {
        let behind = at + level.len_utf8();
        let is_word = text[..at]
            .chars()
            .next_back()
            .is_none_or(|before| !before.is_alphabetic() || BEFORE.contains(before));
        let Some(length) = lexicon.departments.regular_length(&text[behind..]) else { continue };
        let Some(of) = place_of(level, region).filter(|_| is_word) else { continue };
        let range = at..behind + length;
        let unit = &text[range.clone()];
        let functions = lexicon.departments.of_unit(unit, |_| None);
        let departments: BTreeSet<String> =
            functions.into_iter().map(|department| department.name.clone()).collect();
        // What goes on is another, longer name: 市教育局招生办.
        let goes_on =
            text[range.end..].starts_with(['分', '所', '支', '大', '直', '机', '系', '属', '领']);
        if !departments.is_empty() && !goes_on {
            found.push(Mention {
                range: range.clone(),
                front: level.to_string(),
                name: text[behind..range.end].to_owned(),
                departments,
                region: of.0,
                level: of.1,
                place: of.2,
            });
        }
    }
    found
}

/// Returns the place of a region that a word of level means, with its level and name.
fn place_of(word: char, region: &Region) -> Option<(RegionCode, Level, String)> {
    let code = region.code?;
    let places = [
        (Level::County, code.county(), &region.county),
        (Level::City, code.city(), &region.city),
        (Level::Province, Some(code.province()), &region.province),
    ];
    places.into_iter().find_map(|(level, code, name)| {
        let name = name.as_ref().filter(|name| name.ends_with(word))?;
        Some((code?, level, name.clone()))
    })
}

#[cfg(test)]
mod tests {
    use super::mentions;
    use crate::lexicon::Lexicon;
    use crate::lexicon::overlay::Overlay;
    use crate::notice::region::RegionCode;

    #[test]
    fn departments_are_found_with_their_places() {
        let lexicon = Lexicon::new(&Overlay::default()).expect("the tables");
        let region = |code| lexicon.divisions.region(RegionCode::new(code).expect("a code"));
        let cases: &[(u32, &str, &[&str])] = &[
            (130_100, "由市发展改革委、市财政局牵头", &["石家庄市 发展改革委", "石家庄市 财政局"]),
            (110_116, "区教委、市教委", &["怀柔区 教委", "北京市 教委"]),
            (330_782, "市教育局负责", &["义乌市 教育局"]),
            (130_100, "城市管理局、各市财政局、原市规划局、省财政厅", &["河北省 财政厅"]),
            (130_100, "区财政局", &[]),
        ];
        for (code, text, expected) in cases {
            let found = mentions(text, &region(*code), &lexicon);
            let shown: Vec<String> =
                found.iter().map(|one| format!("{} {}", one.place, one.name)).collect();
            assert_eq!(shown, *expected, "{text}");
        }
    }
}
