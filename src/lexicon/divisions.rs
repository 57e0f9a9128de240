//! Administrative divisions (行政区划): codes, names, and places named in a text.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::lexicon::place_name::{short_name, stands_alone};
use crate::lexicon::table::{TableError, alternatives, rows};
use crate::notice::region::{Level, Region, RegionCode};

/// The built-in table.
pub(super) const BUILT_IN: &str = include_str!("../../data/divisions.tsv");

/// Other names and the signs of numbers.
pub(super) const NAMES: &str = include_str!("../../data/division_names.tsv");

/// Names in the table that keep codes together and are no places.
const PLACEHOLDERS: &[&str] = &["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"];

/// A place of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Its code.
    pub code: RegionCode,
    /// Its full name.
    pub name: String,
    /// Its level.
    pub level: Level,
}

/// A place named in a text; several places where the name is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// The places that go by this name.
    pub codes: Vec<RegionCode>,
    /// Whether the full name stands there.
    pub full: bool,
}

/// The table of divisions.
#[derive(Debug)]
pub struct Divisions {
    by_code: HashMap<RegionCode, Division>,
    by_name: HashMap<String, Vec<RegionCode>>,
    by_short_name: HashMap<String, Vec<RegionCode>>,
    /// The first characters of office codes, with the division whose bodies use them.
    signs: Vec<(String, RegionCode)>,
    /// How names are found in a text; made when first needed, which takes longer than reading them.
    names: OnceLock<Names>,
}

/// The names of a table, full or short, and what finds them by place.
#[derive(Debug)]
struct Names {
    list: Vec<(String, bool)>,
    finder: AhoCorasick,
}

impl Divisions {
    /// Reads the built-in table.
    ///
    /// # Panics
    ///
    /// The built-in table is unsound, which a test of this room would have found.
    pub fn built_in() -> Self {
        let mut table = Self {
            by_code: HashMap::new(),
            by_name: HashMap::new(),
            by_short_name: HashMap::new(),
            signs: Vec::new(),
            names: OnceLock::new(),
        };
        table.add_names("division_names.tsv", NAMES).expect("the built-in table is tested");
        table.add("divisions.tsv", BUILT_IN).expect("the built-in table is tested");
        table
    }

    /// Adds a table: code, name and level (province, city, county, township or zone), parted by
    /// tabs. A zone counts as a county.
    ///
    /// # Errors
    ///
    /// The first line whose code or level is unknown.
    pub fn add(&mut self, file: &str, table: &str) -> Result<(), TableError> {
        for (line, fields) in rows(table) {
            let wrong = |reason: String| TableError::new(file, line, reason);
            let [code, name, level] = fields[..] else {
                return Err(wrong(format!(
                    "expected code, name, level, found {} fields",
                    fields.len()
                )));
            };
            let code: RegionCode = code.parse().map_err(wrong)?;
            let level = match level {
                "zone" => Level::County,
                other => Level::named(other).ok_or_else(|| {
                    wrong(format!(
                        "level `{other}`: expected province, city, county, township or zone"
                    ))
                })?,
            };
            // A city without counties stands in the table a second time, as its own county.
            if self.get(code).is_some_and(|held| held.name == name) {
                continue;
            }
            self.by_code.insert(code, Division { code, name: name.to_owned(), level });
            if !PLACEHOLDERS.contains(&name) {
                push(&mut self.by_name, name.to_owned(), code);
                if let Some(short) = short_name(name) {
                    if name.ends_with("自治州") {
                        push(&mut self.by_name, format!("{short}州"), code);
                    }
                    push(&mut self.by_short_name, short, code);
                }
            }
        }
        self.names = OnceLock::new();
        Ok(())
    }

    /// Adds other names and signs of numbers: code, kind (name or sign), names parted by 、.
    fn add_names(&mut self, file: &str, table: &str) -> Result<(), TableError> {
        for (line, fields) in rows(table) {
            let wrong = |reason: String| TableError::new(file, line, reason);
            let [code, kind, names] = fields[..] else {
                return Err(wrong(format!(
                    "expected code, kind, names, found {} fields",
                    fields.len()
                )));
            };
            let code: RegionCode = code.parse().map_err(wrong)?;
            for name in alternatives(names) {
                match kind {
                    "name" => push(&mut self.by_name, name.to_owned(), code),
                    "sign" => self.signs.push((name.to_owned(), code)),
                    other => return Err(wrong(format!("kind `{other}`: expected name or sign"))),
                }
            }
        }
        Ok(())
    }

    /// Returns the division whose bodies begin their numbers like this office code.
    ///
    /// Example: 津政发 is 天津市. Codes whose sign several divisions use say nothing.
    pub fn of_agency_code(&self, agency_code: &str) -> Option<RegionCode> {
        self.signs.iter().find(|(sign, _)| agency_code.starts_with(sign)).map(|(_, code)| *code)
    }

    /// Returns the place of a code.
    pub fn get(&self, code: RegionCode) -> Option<&Division> {
        self.by_code.get(&code)
    }

    /// Returns the name that readers see, or the code where the table lacks it.
    pub fn label(&self, code: RegionCode) -> String {
        self.get(code).map_or_else(|| code.to_string(), |division| division.name.clone())
    }

    /// Returns the places that hold a place, from the province down to itself, placeholders such
    /// as 市辖区 left out.
    pub fn chain(&self, code: RegionCode) -> Vec<&Division> {
        code.chain()
            .into_iter()
            .filter_map(|code| self.get(code))
            .filter(|division| !PLACEHOLDERS.contains(&division.name.as_str()))
            .collect()
    }

    /// Returns a place with its chain of names, as a notice carries it.
    pub fn region(&self, code: RegionCode) -> Region {
        let mut region = Region { code: Some(code), ..Region::default() };
        for division in self.chain(code) {
            let name = Some(division.name.clone());
            match division.level {
                Level::Province => region.province = name,
                Level::City => region.city = name,
                Level::County => region.county = name,
                Level::Township => region.township = name,
                Level::National => {}
            }
        }
        region
    }

    /// Returns the places that go by a name, full or short.
    pub fn named(&self, name: &str) -> &[RegionCode] {
        self.by_name.get(name).or_else(|| self.by_short_name.get(name)).map_or(&[], Vec::as_slice)
    }

    /// Returns the places that a text names, in order, the longest name at each place.
    pub fn find(&self, text: &str) -> Vec<Mention> {
        let Names { list, finder } = self.names();
        let mut last = None;
        finder
            .find_iter(text)
            .filter(|found| {
                let stands = stands_alone(text, &found.range(), last == Some(found.start()));
                last = stands.then_some(found.end());
                stands
            })
            .map(|found| {
                let (name, full) = &list[found.pattern().as_usize()];
                let table = if *full { &self.by_name } else { &self.by_short_name };
                Mention { range: found.range(), codes: table[name].clone(), full: *full }
            })
            .collect()
    }

    /// Returns how many bytes of place name a text begins with.
    pub fn leading_length(&self, text: &str) -> Option<usize> {
        let input = aho_corasick::Input::new(text).anchored(aho_corasick::Anchored::Yes);
        self.names().finder.find(input).map(|found| found.end())
    }

    /// Returns the names as a word list for segmentation.
    pub fn words(&self) -> String {
        let names = self.by_name.keys().map(String::as_str);
        let mut names: Vec<&str> = names.filter(|name| name.chars().nth(1).is_some()).collect();
        names.sort_unstable();
        names.join("\n")
    }

    /// Returns every place, in the order of codes.
    pub fn list(&self) -> Vec<&Division> {
        let mut list: Vec<&Division> = self
            .by_code
            .values()
            .filter(|division| !PLACEHOLDERS.contains(&division.name.as_str()))
            .collect();
        list.sort_by_key(|division| division.code.to_string());
        list
    }

    /// Makes what finds names in a text, which is otherwise made with the first text.
    pub(super) fn prepare(&self) {
        self.names();
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let full = self.by_name.keys().map(|name| (name.clone(), true));
            let short = self.by_short_name.keys().filter(|name| !self.by_name.contains_key(*name));
            let mut list: Vec<(String, bool)> =
                full.chain(short.map(|name| (name.clone(), false))).collect();
            list.sort_unstable();
            let finder = AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .start_kind(aho_corasick::StartKind::Both)
                .build(list.iter().map(|(name, _)| name))
                .expect("some thousand short names fit");
            Names { list, finder }
        })
    }
}

fn push(table: &mut HashMap<String, Vec<RegionCode>>, name: String, code: RegionCode) {
    let held = table.entry(name).or_default();
    if !held.contains(&code) {
        held.push(code);
    }
}

#[cfg(test)]
mod tests {
    use super::Divisions;
    use crate::notice::region::RegionCode;

    const INVENTED: &str = "990000\t岚川省\tprovince\n990100\t清泽市\tcity\n990104\t汀洲区\tcounty\n\
        990300\t桐陵市\tcity\n990304\t汀洲区\tcounty\n990171\t清泽经济技术开发区\tzone\n";

    fn table() -> Divisions {
        let mut table = Divisions::built_in();
        table.add("invented", INVENTED).expect("a sound table");
        table
    }

    fn code(number: u32) -> RegionCode {
        RegionCode::new(number).expect("a code")
    }

    #[test]
    fn a_place_has_its_chain_of_names() {
        let region = table().region(code(110_116));
        assert_eq!(region.names().collect::<Vec<_>>(), ["北京市", "怀柔区"]);
        assert_eq!(region.city, None, "municipalities have no city between");
        let region = table().region(code(990_104));
        assert_eq!(region.names().collect::<Vec<_>>(), ["岚川省", "清泽市", "汀洲区"]);
    }

    #[test]
    fn places_are_found_in_a_text_longest_name_first() {
        let table = table();
        let text = "清泽市汀洲区人民政府与清泽经济技术开发区";
        let found: Vec<(&str, usize)> = table
            .find(text)
            .into_iter()
            .map(|mention| (&text[mention.range], mention.codes.len()))
            .collect();
        assert_eq!(found, [("清泽市", 1), ("汀洲区", 2), ("清泽经济技术开发区", 1)]);
        assert!(table.find("调整城市北区域公交线路").is_empty());
    }

    #[test]
    fn places_are_known_by_other_names_and_by_their_numbers() {
        let table = table();
        for (name, expected) in [("阿坝州", 513_200), ("巴州", 652_800), ("赣江新区", 360_100)]
        {
            assert_eq!(table.named(name), [code(expected)], "{name}");
        }
        assert_eq!(table.of_agency_code("津市场监管标"), Some(code(120_000)));
        assert_eq!(table.of_agency_code("国办发"), None);
    }
}
