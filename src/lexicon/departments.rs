//! Functional departments (职能部门): 区发改委 and 市发展改革局 are both 发展改革.

use std::collections::{HashMap, HashSet};

use crate::lexicon::table::{TableError, alternatives, rows};

/// The built-in table.
pub(super) const BUILT_IN: &str = include_str!("../../data/departments.tsv");

/// Words before a department's name that say of which level or place it is.
const LEVELS: &[&str] = &[
    "中国",
    "中共",
    "国家",
    "国务院",
    "全国",
    "中央",
    "自治区",
    "自治州",
    "自治县",
    "兵团",
    "全省",
    "全市",
    "全县",
    "全区",
    "本市",
    "本区",
    "本县",
    "我市",
    "我省",
    "我区",
    "我县",
    "新区",
    "开发区",
    "高新区",
    "经开区",
    "示范区",
    "管理区",
    "功能区",
    "园区",
    "省级",
    "市级",
    "区级",
    "县级",
    "市直",
    "区直",
    "县直",
    "人民政府",
    "政府",
    "党工委",
    "党委",
    "工委",
    "委",
    "省",
    "市",
    "州",
    "盟",
    "地区",
    "地",
    "区",
    "县",
    "旗",
    "镇",
    "乡",
    "街道",
    "各级",
    "各",
    "原",
];

/// The most words of place and level that are taken off one name.
const MOST_PREFIXES: usize = 6;

/// No name of a function with the kind of body is longer, in characters.
const LONGEST_REGULAR: usize = 24;

/// How rows are named that stand for groups of units.
const GROUP: &str = "group_";

/// A functional department, or a group such as 各镇（街道）.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Stable name in ASCII, such as `development_reform`.
    pub id: String,
    /// The function in words, such as 发展改革.
    pub name: String,
}

/// The table of departments.
#[derive(Debug, Default)]
pub struct Departments {
    list: Vec<Department>,
    by_form: HashMap<String, Vec<usize>>,
    /// Names that are put together of a function and what kind of body it is.
    regular: HashSet<String>,
    /// Names with a place inside: what stands before it, what behind it, the row.
    around_place: Vec<(String, String, usize)>,
}

impl Departments {
    /// Reads the built-in table.
    ///
    /// # Panics
    ///
    /// The built-in table is unsound, which a test of this room would have found.
    pub fn built_in() -> Self {
        let mut table = Self::default();
        table.add("departments.tsv", BUILT_IN).expect("the built-in table is tested");
        table
    }

    /// Adds a table: id, name, stems, suffixes, other forms and a note, parted by tabs.
    ///
    /// # Errors
    ///
    /// The first line that has no id or no name.
    pub fn add(&mut self, file: &str, table: &str) -> Result<(), TableError> {
        for (line, fields) in rows(table) {
            let (Some(id), Some(name)) = (fields.first(), fields.get(1)) else {
                return Err(TableError::new(
                    file,
                    line,
                    "expected id, name, stems, suffixes, other",
                ));
            };
            if *id == "id" {
                continue;
            }
            let index = self.list.len();
            self.list.push(Department { id: (*id).to_owned(), name: (*name).to_owned() });
            let field = |at: usize| fields.get(at).copied().unwrap_or("");
            for stem in alternatives(field(2)) {
                for suffix in alternatives(field(3)) {
                    let name = format!("{stem}{suffix}");
                    self.insert(&name, index);
                    self.regular.insert(name);
                }
            }
            for form in alternatives(field(4)) {
                self.insert(form, index);
                if is_short_commission(form) {
                    self.regular.insert(form.to_owned());
                }
            }
        }
        Ok(())
    }

    /// Returns the departments that a unit's name stands for, each once; none if it is unknown
    /// or a group.
    ///
    /// Names of places and levels in front do not count: 清泽市汀兰区发展和改革局, 区发改委.
    /// `place_length` tells how many bytes of place name a text begins with.
    pub fn of_unit(
        &self,
        unit: &str,
        place_length: impl Fn(&str) -> Option<usize>,
    ) -> Vec<&Department> {
        self.rows_of(unit, &place_length)
            .into_iter()
            .map(|index| &self.list[index])
            .filter(|department| !department.id.starts_with(GROUP))
            .collect()
    }

    /// Returns the name of a unit without the places and levels in front of it, and what stands in
    /// front, where the name is put together of a function and the kind of body (发展改革 + 委);
    /// `None` for other names of a department, such as those of its offices, and for unknown ones.
    ///
    /// Example: 市 and 发展改革委 of 市发展改革委.
    pub fn regular_name<'u>(
        &self,
        unit: &'u str,
        place_length: impl Fn(&str) -> Option<usize>,
    ) -> Option<(&'u str, &'u str)> {
        let length = self.front_length(unit, &place_length, MOST_PREFIXES)?;
        let (front, name) = unit.split_at(length);
        self.regular.contains(name).then_some((front, name))
    }

    /// Returns the bytes of the longest name, put together of a function and the kind of body, that
    /// a text begins with.
    pub fn regular_length(&self, text: &str) -> Option<usize> {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.take(LONGEST_REGULAR).filter(|end| self.regular.contains(&text[..*end])).last()
    }

    /// Tells whether a name stands for a department or a group.
    pub fn knows(&self, unit: &str, place_length: impl Fn(&str) -> Option<usize>) -> bool {
        !self.rows_of(unit, &place_length).is_empty()
    }

    /// Returns every department, in the order of the table, groups left out.
    pub fn list(&self) -> impl Iterator<Item = &Department> {
        self.list.iter().filter(|department| !department.id.starts_with(GROUP))
    }

    /// Returns every form that stands for a department, with the department, groups left out.
    pub fn forms(&self) -> impl Iterator<Item = (&str, &Department)> {
        self.by_form.iter().flat_map(|(form, indexes)| {
            indexes
                .iter()
                .map(|index| (form.as_str(), &self.list[*index]))
                .filter(|(_, department)| !department.id.starts_with(GROUP))
        })
    }

    fn rows_of(&self, unit: &str, place_length: &impl Fn(&str) -> Option<usize>) -> Vec<usize> {
        let name: String = unit
            .chars()
            .filter(|c| !c.is_whitespace() && !"（）()<>〈〉‹›[]【】、，,".contains(*c))
            .collect();
        match self.front_length(&name, place_length, MOST_PREFIXES) {
            Some(length) => self.by_form[&name[length..]].clone(),
            None => self.rows_around_place(&name).unwrap_or_default(),
        }
    }

    /// Returns the bytes of place and level in front of a name, the fewest that leave one.
    fn front_length(
        &self,
        name: &str,
        place_length: &impl Fn(&str) -> Option<usize>,
        left: usize,
    ) -> Option<usize> {
        if self.by_form.contains_key(name) {
            return Some(0);
        }
        if left == 0 {
            return None;
        }
        let levels = LEVELS.iter().filter(|word| name.starts_with(**word)).map(|word| word.len());
        let fronts = place_length(name).into_iter().chain(levels);
        fronts.filter(|length| *length < name.len()).find_map(|length| {
            Some(length + self.front_length(&name[length..], place_length, left - 1)?)
        })
    }

    /// Finds a name that holds a place: 人行清泽市中心支行.
    fn rows_around_place(&self, name: &str) -> Option<Vec<usize>> {
        let rows: Vec<usize> = self
            .around_place
            .iter()
            .filter(|(before, after, _)| {
                name.len() >= before.len() + after.len()
                    && name.starts_with(before)
                    && name.ends_with(after)
            })
            .map(|(_, _, index)| *index)
            .collect();
        (!rows.is_empty()).then_some(rows)
    }

    fn insert(&mut self, form: &str, index: usize) {
        match form.split_once('*') {
            Some((before, after)) if !before.is_empty() => {
                self.around_place.push((before.to_owned(), after.to_owned(), index));
            }
            Some((_, after)) => self.insert_form(after, index),
            None => self.insert_form(form, index),
        }
    }

    fn insert_form(&mut self, form: &str, index: usize) {
        let held = self.by_form.entry(form.to_owned()).or_default();
        if !held.contains(&index) {
            held.push(index);
        }
    }
}

/// Tells the short name of a commission, which is a whole department though it is no function with
/// its kind of body: 教委, 科委, 农委; 市委 is the committee of the party.
fn is_short_commission(name: &str) -> bool {
    const PLACES: &[char] = &['省', '市', '区', '县', '州', '旗', '地', '盟'];
    name.ends_with('委') && name.chars().count() == 2 && !name.starts_with(PLACES)
}

#[cfg(test)]
mod tests {
    use super::Departments;

    fn names(unit: &str) -> Vec<String> {
        let place = |text: &str| text.starts_with("清泽市").then_some("清泽市".len());
        Departments::built_in()
            .of_unit(unit, place)
            .iter()
            .map(|found| found.name.clone())
            .collect()
    }

    #[test]
    fn a_unit_is_known_by_its_function() {
        let cases: &[(&str, &[&str])] = &[
            ("区发改委", &["发展改革"]),
            ("市发展和改革委员会", &["发展改革"]),
            ("清泽市发展改革局", &["发展改革"]),
            ("国家发展改革委", &["发展改革"]),
            ("市市场监管局", &["市场监管"]),
            ("市政府办公室", &["政府办公室"]),
            ("市委宣传部", &["宣传"]),
            ("区教育体育局", &["教育", "体育"]),
            ("区住房城乡建委", &["住房城乡建设"]),
            ("各镇（街道）", &[]),
            ("区某某中心", &[]),
            ("区", &[]),
        ];
        for (unit, expected) in cases {
            assert_eq!(&names(unit), expected, "{unit}: see data/departments.tsv");
        }
    }

    #[test]
    fn a_regular_name_is_parted_from_what_stands_in_front() {
        let table = Departments::built_in();
        let place = |text: &str| text.starts_with("清泽市").then_some("清泽市".len());
        for (unit, expected) in [
            ("市发展改革委", Some(("市", "发展改革委"))),
            ("清泽市教育局", Some(("清泽市", "教育局"))),
            ("财政局", Some(("", "财政局"))),
            ("市交警支队", None),
            ("区某某中心", None),
        ] {
            assert_eq!(table.regular_name(unit, place), expected, "{unit}");
        }
        assert_eq!(table.regular_length("教育体育局负责"), Some("教育体育局".len()));
        assert_eq!(table.regular_length("浮桥局"), None);
    }

    #[test]
    fn groups_are_known_and_are_no_department() {
        let table = Departments::built_in();
        assert!(table.knows("各县（市、区）政府", |_| None));
        assert!(table.list().all(|department| !department.id.starts_with("group_")));
    }
}
