//! What a text has in common with those of other places: its wording without what belongs to one
//! notice alone.
//!
//! Places, dates, numbers of documents, titles that are cited, and the note of who is responsible
//! differ wherever the same requirement is written. Left in, they make clauses alike that only come
//! from the same place or rest on the same document (docs/precedents.md#similar-clauses).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::divisions::Divisions;
use crate::notice::doc_number::DocNumber;

/// A title in its marks, one inside another at most.
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("《[^《》]{2,80}(?:《[^《》]*》[^《》]*)?》").expect("a literal pattern")
});

/// A year, a month or a day, alone or together.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let digit = "[0-9０-９]";
    Regex::new(&format!(
        "{digit}{{4}}年(?:度)?(?:{digit}{{1,2}}月(?:{digit}{{1,2}}日)?)?|{digit}{{1,2}}月(?:{digit}{{1,2}}日)?"
    ))
    .expect("a literal pattern")
});

/// A note in brackets of who is responsible: （责任单位：市住建局、市财政局）, （市财政局牵头）.
static RESPONSIBLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "[（(〔\\[](?:责任|牵头|配合|市|省|县|区|州)[^（）()〔〕\\[\\]]{0,160}?(?:单位|部门|局|委|办|厅|行|中心|府|公司|会|牵头|负责|配合|落实)[)）〕\\]]",
    )
    .expect("a literal pattern")
});

/// A place is taken out by its full name of at least so many characters: 市中区, not 新区.
const SHORTEST_PLACE: usize = 3;

/// What stands for what was taken out; it parts words and pairs.
const GAP: char = '，';

/// A note in brackets with labels: （牵头单位：市财政局；完成时限：长期坚持）.
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "[（(〔\\[][^（）()〔〕\\[\\]]{0,8}(?:单位|部门|时限|期限)[：:][^（）()〔〕\\[\\]]{0,300}[)）〕\\]]",
    )
    .expect("a literal pattern")
});

/// Returns a text without the notes of who does it by when.
pub(super) fn without_duties(text: &str) -> String {
    LABELLED.replace_all(&RESPONSIBLE.replace_all(text, ""), "").into_owned()
}

/// Returns the wording of a text without places, dates, document numbers, cited titles and the
/// note of who is responsible.
///
/// Example: 浮桥每日巡查两次 of 2024年起，清泽市浮桥每日巡查两次（责任单位：市交通局）。
pub(super) fn common(text: &str, divisions: &Divisions) -> String {
    let mut taken: Vec<Range<usize>> = [&TITLE, &DATE, &RESPONSIBLE]
        .into_iter()
        .flat_map(|pattern| pattern.find_iter(text).map(|found| found.range()))
        .collect();
    taken.extend(DocNumber::find(text).into_iter().map(|found| found.range));
    taken.extend(
        divisions
            .find(text)
            .into_iter()
            .filter(|place| {
                place.full && text[place.range.clone()].chars().count() >= SHORTEST_PLACE
            })
            .map(|place| place.range),
    );
    taken.sort_by_key(|range| range.start);
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for range in taken {
        if range.start >= at {
            kept.push_str(&text[at..range.start]);
            kept.push(GAP);
        }
        at = at.max(range.end);
    }
    kept.push_str(&text[at..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::{common, without_duties};
    use crate::lexicon::divisions::Divisions;

    #[test]
    fn notes_of_duties_are_taken_out() {
        for text in [
            "浮桥每日巡查（责任单位：市交通局、市财政局；完成时限：长期坚持）。",
            "浮桥每日巡查(完成时限:6月底前)。",
            "浮桥每日巡查〔牵头单位：市交通局〕。",
        ] {
            assert_eq!(without_duties(text), "浮桥每日巡查。", "{text}");
        }
    }

    #[test]
    fn what_belongs_to_one_notice_is_taken_out() {
        let divisions = Divisions::built_in();
        let cases = [
            ("2024年起，石家庄市浮桥每日巡查", "，起，，浮桥每日巡查"),
            (
                "浮桥每日巡查（责任单位：市交通局、各县区）。",
                "浮桥每日巡查（责任单位：市交通局、各县区）。",
            ),
            ("浮桥每日巡查（责任单位：市交通局）。", "浮桥每日巡查，。"),
            ("浮桥每日巡查（市交通局牵头，市财政局配合）。", "浮桥每日巡查，。"),
            ("按照《浮桥管理办法》（泽政发〔2023〕9号）要求", "按照，（，）要求"),
            ("3月15日前报送", "，前报送"),
            ("新区浮桥不少于5座", "新区浮桥不少于5座"),
        ];
        for (text, expected) in cases {
            assert_eq!(common(text, &divisions), expected, "{text}");
        }
    }
}
